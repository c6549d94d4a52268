"""How many labels active learning saves: ``python -m benchmarks.frames.labels --data FOLDER``.

From the same first labels, one classifier is taught the texts that ``next_to_code`` picks, the other texts at random;
both are scored on the same third of the set, which neither may pick from. Each seed parts the set anew.
"""

from __future__ import annotations

import argparse
import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.frames.tasks import TASKS, Task

FIRST, STEP = 50, 50


def curves(task: Task, folder: Path, *, seeds: int, most: int) -> list[dict[str, Any]]:
    """Give the score after each number of labels, for both ways of picking and each seed."""
    from framing.detectors.frames import FrameClassifier, next_to_code
    from framing.errors import DataError
    from framing.validation.frames import score_frames

    data = task.read(folder)
    labels = np.asarray(data.labels)
    rows = []
    for seed in range(seeds):
        order = np.random.default_rng(seed).permutation(len(data.texts))
        test, pool = order[: len(order) // 3], order[len(order) // 3 :]
        for way in ("random", "active"):
            coded = pool[:FIRST].tolist()
            while len(coded) <= most:
                model = FrameClassifier(unit=task.unit, inner_folds=3, strengths=(5.0,), seed=seed)
                # A frame with a single coded text cannot be learned yet.
                names, times = np.unique(labels[coded], return_counts=True)
                learned = [row for row in coded if labels[row] in set(names[times >= 2])]
                try:
                    model.fit([data.texts[row] for row in learned], labels[learned])
                    known = np.isin(labels[test], model.classes_)
                    some = test[known]
                    found = score_frames(model, [data.texts[row] for row in some], labels[some], resamples=20)
                    # A text of a class that has no example yet is a wrong one.
                    estimate = found.estimate("accuracy") * known.mean()
                except DataError:
                    model, estimate = None, float("nan")
                rows.append({"task": task.name, "way": way, "seed": seed, "n": len(coded), "accuracy": estimate})
                taken = set(coded)
                left = [row for row in pool.tolist() if row not in taken]
                if len(left) < STEP:
                    break
                if way == "random" or model is None:
                    coded += left[:STEP]
                else:
                    picked = next_to_code(model, [data.texts[row] for row in left], STEP)
                    coded += [left[place] for place in picked["article_id"]]
    return rows


def saved_labels(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the mean curve of each way, and how many labels at random reach what active picking has reached."""
    ways = {row["way"] for row in rows}
    sizes = sorted({row["n"] for row in rows})
    mean = {
        way: [float(np.nanmean([r["accuracy"] for r in rows if r["way"] == way and r["n"] == n])) for n in sizes]
        for way in ways
    }
    rising = np.maximum.accumulate(mean["random"])
    table = []
    for place, n in enumerate(sizes):
        reached = mean["active"][place]
        needed = float(np.interp(reached, rising, sizes)) if rising[0] <= reached <= rising[-1] else None
        table.append({"n": n, "active": reached, "random": mean["random"][place], "random_needs": needed})
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and save its figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.frames.labels", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder per set")
    parser.add_argument("--tasks", nargs="*", default=["gvfc", "babe"])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--most", type=int, default=500, help="labels at the end of the curve")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results" / "frames_labels.json")
    given = parser.parse_args(arguments)
    result: dict[str, Any] = {"seeds": given.seeds, "first": FIRST, "step": STEP, "tasks": {}}
    for task in TASKS:
        if task.name in given.tasks:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a classifier of fifty texts knows few words; that is no news here
                rows = curves(task, given.data / task.name, seeds=given.seeds, most=given.most)
            table = saved_labels(rows)
            result["tasks"][task.name] = {"curve": table, "rows": rows}
            print(f"{task.name}: accuracy after n labels, and how many random ones reach what active picking has")
            for row in table:
                needed = "-" if row["random_needs"] is None else f"{row['random_needs']:.0f}"
                print(
                    f"  n {row['n']:4}  active {row['active']:.3f}  random {row['random']:.3f}  random needs {needed}"
                )
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
