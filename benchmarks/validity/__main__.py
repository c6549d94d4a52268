"""``python -m benchmarks.validity --data FOLDER [--task NAME]``: measure, print and save.

A task is a module of this package with a function ``run(data, **options)`` that returns a dict ready for JSON;
name it in :data:`TASKS`. Data sets are not part of the project; each reader says where to get what is missing.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from framing.errors import FramingError

TASKS = {
    "evidentiality": "benchmarks.validity.evidentiality",
    "attribution": "benchmarks.validity.attribution",
    "constructions": "benchmarks.validity.constructions",
    "passives": "benchmarks.validity.agency",
    "referents": "benchmarks.validity.referents",
    "resolved": "benchmarks.validity.resolved",
    "tagger": "benchmarks.validity.tagger",
    "word_table": "benchmarks.validity.word_table",
    "zones": "benchmarks.validity.zones",
}
"""Tasks and the modules that run them."""

RESULTS = Path(__file__).parent.parent / "results"


def show(result: dict[str, Any]) -> None:
    """Print a result: its metrics as a table, then the rest of its small tables."""
    print(
        f"{result['task']} on {result['set']}: {result['articles']} articles, {result.get('MB/s', float('nan'))} MB/s"
    )
    for name, row in result["metrics"].items():
        interval = f"[{row['low']:.3f}, {row['high']:.3f}]"
        print(f"  {name:48} {row['value']:.3f} {interval:16} n={row['n']:<7} {row['published']}")
    for name in ("calibration",):
        for row in result.get(name, ()):
            print("  ", name, row)
    for rule, row in result.get("rules", {}).items():
        print(f"  {rule:44}", *(f"{key} {value}" for key, value in row.items()))
    for error in result.get("worst", ()):
        print("  ", *error.values())


def main() -> int:
    """Run the tasks asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validity", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the human-coded sets")
    parser.add_argument("--task", choices=sorted(TASKS), action="append", help="default: every task")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder for the results as JSON")
    options = parser.parse_args()
    for task in options.task or sorted(TASKS):
        try:
            result = importlib.import_module(TASKS[task]).run(options.data)
        except FramingError as error:
            print(f"{task}: {error}", file=sys.stderr)
            return 2
        show(result)
        options.out.mkdir(parents=True, exist_ok=True)
        # The worst errors are for reading only: a file of results holds nothing of the data's texts.
        kept = {key: value for key, value in result.items() if key != "worst"}
        (options.out / f"{task}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
