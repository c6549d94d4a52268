"""Measure the frame classifier on coded sets: ``python -m benchmarks.frames --data FOLDER``.

Each task is cross-validated (or trained on one part and scored on another, where its authors part it), with the default
settings, and again with sentence embeddings where ``--embeddings`` names the folder of a sentence-transformers model.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.frames.tasks import TASKS, Task
from framing.errors import ReadError
from framing.version import __version__


def measure(task: Task, folder: Path, *, settings: dict[str, Any], repeats: int, seed: int) -> dict[str, Any]:
    """Give the row of one task and one classifier."""
    from framing.detectors.frames import FrameClassifier
    from framing.validation.frames import cross_validate_frames, score_frames

    data = task.read(folder)
    classifier = FrameClassifier(unit=task.unit, scheme=task.name, seed=seed, **settings)
    started = time.perf_counter()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if data.test is None:
            found = cross_validate_frames(
                classifier, data.texts, data.labels, groups=data.groups, folds=5, repeats=repeats, seed=seed
            )
        else:
            found = score_frames(classifier.fit(data.texts, data.labels), *data.test, seed=seed)
    summary = found.summary.set_index("measure")
    row = summary.loc[task.measure]
    return {
        "task": task.name,
        "what": task.what,
        "measure": task.measure,
        "estimate": float(row["estimate"]),
        "low": float(row["low"]),
        "high": float(row["high"]),
        "n_texts": int(row["n_texts"]),
        "n_groups": int(row["n_groups"]),
        "folds": int(row["folds"]),
        "repeats": int(row["repeats"]),
        "published": task.published,
        "alpha_with_coders": float(summary.loc["alpha", "estimate"]),
        "calibration_error": float(summary.loc["calibration_error", "estimate"]),
        "per_frame_f1": {
            name: float(f1) for name, f1 in zip(found.per_frame["frame"], found.per_frame["f1"], strict=True)
        },
        "near_duplicates_across_folds": len(found.leakage),
        "notes": sorted({str(warning.message) for warning in caught}),
        "seconds": time.perf_counter() - started,
    }


def speed(folder: Path, task: Task, settings: dict[str, Any]) -> dict[str, float]:
    """Measure how long training takes and how many sentences a second are scored, in processor time of one process."""
    from framing.detectors.frames import FrameClassifier

    data = task.read(folder)
    started = time.process_time()
    model = FrameClassifier(**settings).fit(data.texts, data.labels)
    trained = time.process_time() - started
    sentences = (data.texts * (1 + 4000 // len(data.texts)))[:4000]
    started = time.process_time()
    model.predict_proba(sentences)
    return {"training_seconds": trained, "sentences_per_second": len(sentences) / (time.process_time() - started)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and save its figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.frames", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder per set")
    parser.add_argument("--embeddings", help="folder of a sentence-transformers model")
    parser.add_argument("--cache", help="folder where embeddings are kept between runs")
    parser.add_argument("--tasks", nargs="*", default=[task.name for task in TASKS])
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--speed", action="store_true", help="also measure training time and sentences a second")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results" / "frames.json")
    given = parser.parse_args(arguments)
    kinds: dict[str, dict[str, Any]] = {"sparse": {}}
    if given.embeddings:
        kinds["with embeddings"] = {"embeddings": given.embeddings, "cache": given.cache}
    saved = json.loads(given.out.read_text(encoding="utf-8")) if given.out.is_file() else {"rows": []}
    rows = {(row["task"], row["model"]): row for row in saved["rows"]}
    print(f"{'task':18} {'model':16} {'estimate':>8} {'95 % interval':>15} {'aim':>5} {'n':>5}  published")
    for task in TASKS:
        if task.name not in given.tasks:
            continue
        for kind, settings in kinds.items():
            try:
                row = measure(task, given.data / task.name, settings=settings, repeats=given.repeats, seed=given.seed)
            except ReadError as error:
                print(f"{task.name:18} not measured: {error}")
                break
            row["model"], row["aim"] = kind, task.sparse if kind == "sparse" else task.embedded
            rows[task.name, kind] = row
            save(given, saved, rows)
            interval = f"{row['low']:.3f} to {row['high']:.3f}"
            print(
                f"{task.name:18} {kind:16} {row['estimate']:8.3f} {interval:>15} {row['aim']:5.3f} {row['n_texts']:5}  "
                f"{task.published}",
                flush=True,
            )
    if given.speed:
        try:
            babe = next(task for task in TASKS if task.name == "babe")
            saved["speed"] = speed(given.data / "babe", babe, {})
            print("babe, sparse: " + ", ".join(f"{name} {value:.1f}" for name, value in saved["speed"].items()))
        except ReadError as error:
            print(f"speed not measured: {error}")
    save(given, saved, rows)
    print(f"saved to {given.out.name}")
    return 0


def save(given: argparse.Namespace, saved: dict[str, Any], rows: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Write what is measured so far: a long run that is stopped keeps its finished rows."""
    result = {
        "framing": __version__,
        "python": platform.python_version(),
        "seed": given.seed,
        "embeddings": Path(given.embeddings).name if given.embeddings else saved.get("embeddings"),
        "speed": saved.get("speed"),
        "rows": [rows[key] for key in sorted(rows)],
    }
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
