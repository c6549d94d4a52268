"""Measure the frame classifier on coded sets: ``python -m benchmarks.frames --data FOLDER``.

Each set is cross-validated (or trained on one part and scored on another, where its authors part it), with the default
settings, and again with sentence embeddings where ``--embeddings`` names the folder of a sentence-transformers model.
Every fold is kept in ``--work``: a run that stops after ``--minutes`` goes on where it was when it is started again.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.frames import further
from benchmarks.frames.folds import OutOfTimeError, measure
from benchmarks.frames.tasks import TASKS, Task
from framing.errors import ReadError
from framing.validation.frames import FrameValidation
from framing.version import __version__
from framing.writing import write_whole

PARTS = ("sets", "speed", "voice", "seeds")


def row_of(task: Task, kind: str, found: FrameValidation, told: dict[str, Any]) -> dict[str, Any]:
    """Give the figures of one set and one kind of classifier."""
    summary = found.table.set_index("measure")
    row = summary.loc[task.measure]
    return {
        "task": task.name,
        "model": kind,
        "what": task.what,
        "measure": task.measure,
        "estimate": float(row["estimate"]),
        "low": float(row["low"]),
        "high": float(row["high"]),
        "aim": task.sparse if kind == "sparse" else task.embedded,
        "n_texts": int(row["n_texts"]),
        "n_groups": int(row["n_groups"]),
        "folds": int(row["folds"]),
        "published": task.published,
        "alpha_with_coders": float(summary.loc["alpha", "estimate"]),
        "calibration_error": float(summary.loc["calibration_error", "estimate"]),
        "per_frame_f1": {
            name: float(f1) for name, f1 in zip(found.per_frame["frame"], found.per_frame["f1"], strict=True)
        },
        "near_duplicates_across_folds": len(found.leakage),
        **told,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and save its figures; 3 if there is work left when the time is over."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.frames", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder per set")
    parser.add_argument("--embeddings", help="folder of a sentence-transformers model")
    parser.add_argument("--cache", help="folder where embeddings are kept between runs")
    parser.add_argument("--sets", nargs="*", default=[task.name for task in TASKS])
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "framing-benchmark-frames")
    parser.add_argument("--minutes", type=float, default=4.0, help="no fold is begun after this time")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results" / "frames.json")
    given = parser.parse_args(arguments)
    until = time.monotonic() + 60 * given.minutes
    saved = json.loads(given.out.read_text(encoding="utf-8")) if given.out.is_file() else {}
    left = False
    try:
        if "sets" in given.parts:
            measure_sets(given, saved, until)
        for part in PARTS[1:]:
            if part in given.parts:
                if time.monotonic() > until:
                    raise OutOfTimeError
                saved[part] = getattr(further, part)(given.data)
                print(f"{part}: {json.dumps(saved[part], indent=1)}", flush=True)
                save(given, saved)
    except OutOfTimeError:
        left = True
        print("the time is over; start it again with the same arguments to go on")
    except ReadError as error:
        print(f"not measured: {error}")
    return 3 if left else 0


def measure_sets(given: argparse.Namespace, saved: dict[str, Any], until: float) -> None:
    """Measure each set with each kind of classifier, and save each row as soon as it is there."""
    kinds: dict[str, dict[str, Any]] = {"sparse": {}}
    if given.embeddings:
        kinds["with embeddings"] = {"embeddings": given.embeddings, "cache": given.cache}
    rows = {(row["task"], row["model"]): row for row in saved.get("rows", [])}
    print(f"{'set':18} {'model':16} {'estimate':>8} {'95 % interval':>15} {'aim':>5} {'n':>5}  published")
    for task in TASKS:
        if task.name not in given.sets:
            continue
        try:
            data = task.read(given.data / task.name)
        except ReadError as error:
            print(f"{task.name:18} not measured: {error}")
            continue
        for kind, settings in kinds.items():
            found, told = measure(task, data, settings, seed=given.seed, work=given.work, until=until)
            row = row_of(task, kind, found, told)
            rows[task.name, kind] = row
            saved["rows"] = [rows[key] for key in sorted(rows)]
            save(given, saved)
            interval = f"{row['low']:.3f} to {row['high']:.3f}"
            print(
                f"{task.name:18} {kind:16} {row['estimate']:8.3f} {interval:>15} {row['aim']:5.3f} {row['n_texts']:5}  "
                f"{task.published}",
                flush=True,
            )


def save(given: argparse.Namespace, saved: dict[str, Any]) -> None:
    """Write what is measured so far."""
    embeddings = Path(given.embeddings).name if given.embeddings else saved.get("embeddings")
    head = {"framing": __version__, "python": platform.python_version(), "seed": given.seed, "embeddings": embeddings}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    write_whole(given.out, json.dumps({**saved, **head}, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
