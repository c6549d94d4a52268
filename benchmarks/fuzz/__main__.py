r"""``python -m benchmarks.fuzz TARGET``: look for an input that breaks a promise, and write down what was tried.

``TARGET`` is one of those that ``python -m benchmarks.fuzz --list`` shows, ``readers`` (all readers of corpora, one
after the other) or ``all``. Needs atheris (``pip install atheris``). Whatever is read must come out as rows, as a row
with its ``problem``, or as a :class:`framing.errors.FramingError` of one line; anything else, more than 30 seconds for
one input and more than 2 GiB of memory is a finding. Findings are kept in the folder given with ``--keep``; each
becomes a case in the tests.

Three more need no atheris: ``pages [--pages 10000]`` reads and measures broken pages; ``bombs [NAME ...]`` reads small
files that want to become large or slow, each in a process of its own; ``pipeline [--seconds 600]`` walks at random
through reading, measuring, saving, resuming and comparing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.fuzz import readers
from benchmarks.fuzz.searching import added, record, run, search
from benchmarks.fuzz.targets import all_targets


def run_other(given: argparse.Namespace) -> bool:
    """Run what needs no atheris; tell whether a promise was broken."""
    if given.target == "bombs":
        from benchmarks.fuzz.bombs import run_bombs

        found = run_bombs(given.names)
        for name, row in found.items():
            record("bombs", name, row)
        return any(row["broken"] for row in found.values())
    if given.target == "pages":
        from benchmarks.fuzz.pages import run_pages

        row = run_pages(given.pages, given.seed, tell=lambda found: record("pages", "broken pages", found))
    else:
        from benchmarks.fuzz.pipeline import run_pipeline

        row = run_pipeline(given.seconds)
        record("pipeline", "state machine", row)
    print(row)
    return False


def main() -> None:
    """Search, or supervise a search."""
    if sys.argv[1:2] == ["--search"]:
        name, folder, *options = sys.argv[2:]
        search(all_targets()[name], Path(folder), options)
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("target", nargs="?", help="what to search; --list shows them")
    parser.add_argument("names", nargs="*", help="of bombs")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--list", action="store_true", help="show the targets")
    parser.add_argument("--seconds", type=int, default=600, help="of search for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder for inputs that broke a promise")
    parser.add_argument("--add", action="store_true", help="add to the time of an earlier search of the same code")
    given = parser.parse_args()
    known = all_targets()
    if given.list or given.target is None:
        for target in known.values():
            print(f"{target.name:16} {target.what}")
        return
    if given.target in {"pages", "bombs", "pipeline"}:
        sys.exit(run_other(given))
    groups = {"all": list(known), "readers": [target.name for target in readers.targets()]}
    names = groups.get(given.target, [given.target])
    if not set(names) <= set(known):
        parser.error(f"target {given.target!r} is not known; possible: {', '.join([*groups, *known])}")
    failed = False
    for name in names:
        row = run(name, given.seconds, given.keep, given.seed)
        record("searches", name, added(name, row) if given.add else row)
        print(f"{name}: {row['executions']:,} inputs in {row['seconds']} s, {len(row['findings'])} findings")  # type: ignore[arg-type]
        failed |= bool(row["findings"])
    sys.exit(failed)


if __name__ == "__main__":
    main()
