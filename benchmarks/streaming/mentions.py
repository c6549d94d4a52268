"""``python -m benchmarks.streaming.mentions --mentions 10000000``: every method and function on a folder of that size.

A folder of synthetic results is written (or taken from ``--folder``, where it is kept for the next time) and opened
lazily; then every public method of `framing.Profiles`, every public function that takes profiles, and every figure made
of them runs in a process of its own, whose time and most memory are written to ``benchmarks/results/mentions.json``.
The calls are compared with what the package has: a method without a call here stops the command. Linux only, for /proc.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import framing as fr
from benchmarks.streaming.folders import Size, invented_lexicon, write_folder

RESULTS = Path(__file__).parent.parent / "results" / "mentions.json"
MIB = 2**20
LIMIT_MIB = 8 * 1024

METHODS = {
    "__len__": "len(profiles)",
    "__repr__": "repr(profiles)",
    "_repr_html_": "profiles._repr_html_()",
    "articles": "profiles.articles",
    "attributions": "profiles.attributions",
    "counts": "profiles.counts(voice='own')",
    "events": "profiles.events",
    "export": "profiles.export(target, form='parquet')",
    "export: csv": "profiles.export(target)",
    "features": "profiles.features",
    "frames": "profiles.frames",
    "mentions": "profiles.mentions",
    "n_rows": "profiles.n_rows('mentions')",
    "only": "profiles.only(['s7', 's500001'])",
    "rates": "profiles.rates(wording='outlet')",
    "rows": "profiles.rows('mentions', ['feature', 'voice', 'zone', 'duplicate_of'])",
    "save": "profiles.save(target)",
    "save: with texts": "profiles.save(target, texts=True)",
    "shares": "profiles.shares()",
    "shares: of one set": "profiles.shares('actor', voice='own')",
    "shares: by outlet": "profiles.shares(voice='own', by='outlet')",
    "table": "profiles.table()",
    "text": "profiles.text('s1')",
    "texts": "profiles.texts",
    "texts_of": "profiles.texts_of(['s7', 's500001'])",
    "voices": "profiles.voices",
    "word_totals": "profiles.word_totals(voice='own')",
    "words": "profiles.words",
    "zones": "profiles.zones",
}
FUNCTIONS = {
    "aggregate": "fr.aggregate(profiles)",
    "aggregate: all measures": "fr.aggregate(profiles, measures=list(MEASURES), voice='own')",
    "compare": "fr.compare(profiles, reference='Outlet 00')",
    "compare: each with all others": "fr.compare(profiles, measures='shares')",
    "compare: within stories": "fr.compare(profiles, within='story', reference='Outlet 00')",
    "compare: kinds of outlet": "fr.compare(profiles, by='leaning')",
    "compare: single articles": "fr.compare(profiles, by='leaning', measures='shares:actor', cluster='article_id')",
    "compare: mean of articles": "fr.compare(profiles, measures='shares', pooling='articles', reference='Outlet 00')",
    "contrast": "fr.Contrast.from_profiles(profiles, 's0', 's1')",
    "correct": "fr.correct(profiles, coded(), variable='voice', value='own', choice_set='actor')",
    "distances": "fr.distances(profiles)",
    "evaluate": "fr.evaluate(profiles, coded(), variable='voice', choice_set='actor')",
    "keyness": "fr.keyness(profiles, draws=50)",
    "mixed_model": "fr.mixed_model(profiles, 'actor.actor_1')",
    "sample_for_coding": "fr.sample_for_coding(profiles, n=200)",
    "selection": "fr.selection(profiles)",
    "sensitivity": "fr.sensitivity(profiles, measures='shares:actor')",
    "term_by_referent": "fr.term_by_referent(profiles, whose='mention')",
    "trend": "fr.trend(profiles, measures='shares:actor')",
    "report.corpus": "fr.report.corpus(profiles, target + '.html', by='leaning')",
}
FIGURES = {
    "agency": "fr.plot.agency(fr.aggregate(profiles, measures='agency'))",
    "article": "fr.plot.article(profiles, 's0')",
    "comparison": "fr.plot.comparison(fr.compare(profiles, measures='shares:actor', reference='Outlet 00'))",
    "contrast": "fr.plot.contrast(fr.Contrast.from_profiles(profiles, 's0', 's1'), base='all')",
    "dispersion": "fr.plot.dispersion(profiles, 'actor.actor_1')",
    "distances": "fr.plot.distances(fr.distances(profiles, choice_sets='actor'))",
    "heatmap": "fr.plot.heatmap(fr.arrange(fr.aggregate(profiles, measures='shares:actor')))",
    "keyness": "fr.plot.keyness(fr.keyness(profiles, by='leaning', draws=50))",
    "shares": "fr.plot.shares(fr.aggregate(profiles, measures='shares'), 'actor')",
    "trend": "fr.plot.trend(fr.trend(profiles, features=['actor.actor_1']), groups=['Outlet 00'])",
    "voices": "fr.plot.voices(fr.aggregate(profiles, measures='voices'))",
}
ELSEWHERE = {
    "sentence_referents": "reads the texts anew, as profiling does",
    "classroom.worksheet": "a page of a few articles",
    "plot.agreement": "of codings",
    "plot.answers": "of a class",
    "plot.caption": "words for any figure",
    "plot.explanation": "of a classifier",
    "plot.features": "of a classifier",
    "plot.learning_curve": "of a classifier",
    "plot.reliability": "of a classifier",
    "plot.save": "of any figure",
    "plot.style": "of any figure",
}
"""What is not run here, and why."""

_CALL = """
import sys, time
import framing as fr
from framing.comparison.measures import MEASURES
folder, target = sys.argv[1:3]
profiles = fr.load_profiles(folder)

def coded():
    few = profiles.mentions.query("choice_set == 'actor' and zone == 'body' and duplicate_of.isna()").head(200)
    codes = few[["article_id", "start", "end"]].assign(unit="mention", coder="one", variable="voice", value="own")
    return codes.drop_duplicates(["article_id", "start", "end"])

began = time.perf_counter(), time.process_time()
result = {call}
seconds = time.perf_counter() - began[0], time.process_time() - began[1]
# ru_maxrss would start from the size of the process that started this one.
[peak] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print("MEASURED", *seconds, int(peak) * 1024)
"""
_TAKES = re.compile(r"^ *\w+ : [^\n]*\bProfiles\b", re.M)


def takers() -> Iterator[str]:
    """Name every public function that takes profiles, and every figure."""
    places = [("", fr), ("report.", fr.report), ("classroom.", fr.classroom)]
    for prefix, place in places:
        for name in place.__all__:
            thing = getattr(place, name)
            if inspect.isfunction(thing):
                given = inspect.signature(thing).parameters.values()
                if any("Profiles" in str(one.annotation) for one in given) or _TAKES.search(thing.__doc__ or ""):
                    yield prefix + name
            elif inspect.isclass(thing) and hasattr(thing, "from_profiles"):
                yield prefix + name.lower()
    for name in fr.plot.__all__:
        yield "plot." + name


def methods() -> Iterator[str]:
    """Name every public method and property of profiles, and the special ones of its own."""
    for name in dir(fr.Profiles):
        if not name.startswith("_") or name in {"__len__", "__repr__", "_repr_html_"}:
            yield name


def calls() -> dict[str, str]:
    """Give every call by its name; a method or function without one is an error.

    Raises
    ------
    LookupError
        Naming what has no call.
    """
    named = {
        **{f"profiles.{name}": call for name, call in METHODS.items()},
        **FUNCTIONS,
        **{f"plot.{name}": call for name, call in FIGURES.items()},
    }
    known = {name.partition(":")[0] for name in named} | set(ELSEWHERE)
    wanted = {f"profiles.{name}" for name in methods()} | set(takers())
    if wanted - known:
        raise LookupError(f"without a call in {__file__}: {', '.join(sorted(wanted - known))}")
    return named


def measured(call: str, folder: Path, target: Path, timeout: float, stop_mib: int) -> dict[str, Any]:
    """Run one call in a process of its own; it is stopped beyond a time or a size."""
    command = [sys.executable, "-c", _CALL.format(call=call), str(folder), str(target)]
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)
        stopped = ""
        while process.poll() is None:
            try:
                pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
            except (OSError, IndexError):
                pages = 0
            if pages * os.sysconf("SC_PAGE_SIZE") > stop_mib * MIB:
                stopped = f"stopped at {stop_mib:,} MiB"
            elif time.monotonic() - began > timeout:
                stopped = f"stopped after {timeout:.0f} s"
            if stopped:
                process.kill()
            time.sleep(0.05)
        for file in (out, err):
            file.seek(0)
        lines = [line for line in out.read().splitlines() if line.startswith("MEASURED")]
        if lines:
            seconds, used, peak = map(float, lines[-1].split()[1:])
            return {
                "seconds": round(seconds, 1),
                "processor_seconds": round(used, 1),
                "peak_mib": round(peak / MIB),
            }
        last = (err.read().strip().splitlines() or [f"status {process.returncode}"])[-1]
    if last.startswith("framing.errors."):
        return {"refused": last.partition(": ")[2]}
    return {"failed": stopped or last[:300]}


def main() -> int:
    """Make the folder, run the calls, print and keep what they took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streaming.mentions", description=__doc__)
    parser.add_argument("--mentions", type=int, default=10_000_000)
    parser.add_argument("--articles", type=int, help="default: a tenth of the mentions")
    parser.add_argument("--stories", type=int, help="default: one for twenty articles")
    parser.add_argument("--outlets", type=int, default=20)
    parser.add_argument("--lexicon", default="invented", help="name of a shipped lexicon, or 'invented'")
    parser.add_argument("--folder", type=Path, help="take this folder, or make it there and keep it")
    parser.add_argument("--only", action="append", help="calls with this in their name")
    parser.add_argument("--timeout", type=float, default=1200, help="seconds a call")
    parser.add_argument("--stop-mib", type=int, default=12 * 1024, help="a call that grows beyond is stopped")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=RESULTS, help="JSON file; calls that do not run keep their row")
    options = parser.parse_args()
    articles = options.articles or max(options.mentions // 10, 1)
    size = Size(options.mentions, articles, options.stories or max(articles // 20, 1), options.outlets)
    every = calls()
    chosen = [name for name in every if not options.only or any(part in name for part in options.only)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch, "profiles")
        if not (folder / "manifest.json").exists():
            began = time.perf_counter()
            lexicon = invented_lexicon() if options.lexicon == "invented" else fr.load_lexicon(options.lexicon)
            write_folder(folder, size, lexicon, seed=options.seed)
            print(f"made in {time.perf_counter() - began:.0f} s")
        profiles = fr.load_profiles(folder)
        described = {
            "mentions": profiles.n_rows("mentions"),
            "articles": len(profiles),
            "features": len(profiles.features),
            "stories": size.stories,
            "outlets": size.outlets,
            "folder_mib": round(sum(path.stat().st_size for path in folder.iterdir()) / MIB),
        }
        del profiles
        print(*(f"{value:,} {key}" for key, value in described.items()))
        found: dict[str, Any] = json.loads(options.out.read_text("utf-8")) if options.out.exists() else {}
        rows = {row["call"]: row for row in found.get("rows", []) if found.get("folder") == described}
        for number, name in enumerate(chosen):
            row = measured(every[name], folder, Path(scratch, f"target-{number}"), options.timeout, options.stop_mib)
            rows[name] = {"call": name, "code": every[name], **row}
            print(name, *(f"{key} {value}" for key, value in row.items()), flush=True)
            found = {
                "machine": {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()},
                "folder": described,
                "limit_mib": LIMIT_MIB,
                "rows": [rows[one] for one in every if one in rows],
                "not_run": ELSEWHERE,
            }
            options.out.parent.mkdir(parents=True, exist_ok=True)
            options.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    over = [name for name, row in rows.items() if "failed" in row or row.get("peak_mib", 0) > LIMIT_MIB]
    print(f"above {LIMIT_MIB:,} MiB or failed: {', '.join(over) or 'none'}")
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
