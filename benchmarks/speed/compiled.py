"""``python -m benchmarks.speed.compiled FOLDER``: the compiled core against Python, and whether the tables are equal.

FOLDER is where the compiled wheel was installed: ``FRAMING_COMPILE=1 pip install --no-deps --target FOLDER .``. The two
read the same texts in turn, each in processes of its own. Written to ``benchmarks/results/compiled.json``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.speed.articles import constructed, real

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "compiled.json"

_PROGRAM: Final = """
import hashlib, json, sys, time
import pyarrow as pa
import framing as fr
from framing.profiles.plan import Plan
from framing.profiles.running import corpus_batches
from framing.version import compiled
with open(sys.argv[1], encoding="utf-8") as file:
    texts = json.load(file)
plan = Plan([fr.AgencyDetector(), fr.LexiconDetector(fr.load_lexicon("conflict"))])
table = pa.table({"article_id": [str(number) for number in range(len(texts))], "text": texts})
plan.run(next(corpus_batches(table.slice(0, 5))))
start = time.process_time()
made = pa.Table.from_batches([plan.run(batch) for batch in corpus_batches(table)])
seconds = time.process_time() - start
digest = hashlib.sha256(json.dumps(made.to_pylist(), default=repr, sort_keys=True).encode()).hexdigest()
print(json.dumps({"compiled": compiled, "seconds": seconds, "tables": digest}))
"""


def read_in(folder: Path, texts: Path) -> dict[str, Any]:
    """Read texts with the package of a folder and give the processor seconds and a hash of all tables."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", _PROGRAM, str(texts)],
        capture_output=True,
        text=True,
        check=True,
        cwd=texts.parent,
        env=os.environ | {"PYTHONPATH": str(folder)},
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.compiled", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the compiled wheel was installed")
    parser.add_argument("--data", type=Path, help="folder of the public sets")
    parser.add_argument("--megabytes", type=float, default=1.0, help="size of the texts (1)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds (5)")
    given = parser.parse_args()
    texts = (real(given.data, given.megabytes) if given.data else []) or constructed(given.megabytes)
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "texts.json")
        place.write_text(json.dumps(texts), encoding="utf-8")
        for _ in range(given.rounds):
            python, compiled = read_in(ROOT, place), read_in(given.folder.resolve(), place)
            if python["compiled"] or not compiled["compiled"]:
                raise SystemExit(f"{given.folder} holds no compiled core, or this checkout does; build it first")
            rounds.append((python, compiled))
    ratios = [python["seconds"] / compiled["seconds"] for python, compiled in rounds]
    found = {
        "articles": len(texts),
        "megabytes": round(megabytes, 2),
        "rounds": given.rounds,
        "python_mb_per_s": round(megabytes / statistics.median(python["seconds"] for python, _ in rounds), 2),
        "compiled_mb_per_s": round(megabytes / statistics.median(compiled["seconds"] for _, compiled in rounds), 2),
        "ratio": round(statistics.median(ratios), 2),
        "ratio_low": round(min(ratios), 2),
        "ratio_high": round(max(ratios), 2),
        "same_tables": len({one["tables"] for both in rounds for one in both}) == 1,
    }
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
