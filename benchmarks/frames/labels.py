"""How many labels active learning saves: ``python -m benchmarks.frames.labels --data FOLDER``.

From the same first labels, one classifier is taught the texts that ``next_to_code`` picks, the other texts at random;
both are scored on the same third of the set, which neither may pick from. Each seed parts the set anew. What each seed
gives is kept in ``--work``: a run that stops after ``--minutes`` goes on where it was when it is started again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.frames.folds import STATE
from benchmarks.frames.tasks import TASKS, Task, TaskData
from framing.writing import write_whole

SIZES = (50, 100, 150, 200, 300, 400)


def curves(task: Task, data: TaskData, seed: int) -> list[dict[str, Any]]:
    """Give the accuracy after each number of labels, for both ways of picking."""
    from framing.detectors.frames import FrameClassifier, next_to_code

    labels = np.asarray(data.labels)
    order = np.random.default_rng(seed).permutation(len(data.texts))
    test, pool = order[: len(order) // 3], order[len(order) // 3 :]
    rows = []
    for way in ("random", "active"):
        coded: list[int] = pool[: SIZES[0]].tolist()
        for place, size in enumerate(SIZES):
            model = FrameClassifier(unit=task.unit, inner_folds=3, strengths=(5.0,), seed=seed)
            # A frame with a single coded text cannot be learned yet.
            names, times = np.unique(labels[coded], return_counts=True)
            learned = [row for row in coded if labels[row] in set(names[times >= 2])]
            model.fit([data.texts[row] for row in learned], labels[learned])
            said = model.predict([data.texts[row] for row in test])
            rows.append({"way": way, "seed": seed, "n": size, "accuracy": float((said == labels[test]).mean())})
            if place + 1 == len(SIZES):
                break
            taken = set(coded)
            left = [row for row in pool.tolist() if row not in taken]
            more = SIZES[place + 1] - size
            if way == "random":
                coded += left[:more]
            else:
                picked = next_to_code(model, [data.texts[row] for row in left], more)
                coded += [left[number] for number in picked["article_id"]]
    return rows


def saved_labels(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the mean curve of each way, and how many labels at random reach what active picking has reached."""
    mean = {
        way: np.array([np.mean([r["accuracy"] for r in rows if r["way"] == way and r["n"] == n]) for n in SIZES])
        for way in ("active", "random")
    }
    rising = np.maximum.accumulate(mean["random"])
    table = []
    for place, n in enumerate(SIZES):
        pairs = {(r["seed"], r["way"]): r["accuracy"] for r in rows if r["n"] == n}
        gain = np.array([pairs[seed, "active"] - pairs[seed, "random"] for seed in {r["seed"] for r in rows}])
        reached = float(mean["active"][place])
        within = rising[0] <= reached <= rising[-1]
        table.append(
            {
                "n": n,
                "active": reached,
                "random": float(mean["random"][place]),
                "gain": float(gain.mean()),
                "gain_standard_error": float(gain.std(ddof=1) / np.sqrt(len(gain))) if len(gain) > 1 else None,
                "random_needs": float(np.interp(reached, rising, SIZES)) if within else None,
            }
        )
    return table


def _kept(work: Path, task: Task, data: TaskData, seed: int) -> Path:
    digest = hashlib.sha256(json.dumps([STATE, SIZES, data.texts]).encode())
    return work / f"labels-{task.name}-{seed}-{digest.hexdigest()[:20]}.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and save its figures; 3 if there is work left when the time is over."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.frames.labels", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds one folder per set")
    parser.add_argument("--sets", nargs="*", default=["gvfc", "babe"])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "framing-benchmark-frames")
    parser.add_argument("--minutes", type=float, default=4.0, help="no seed is begun after this time")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results" / "frames_labels.json")
    given = parser.parse_args(arguments)
    until = time.monotonic() + 60 * given.minutes
    given.work.mkdir(parents=True, exist_ok=True)
    result: dict[str, Any] = {"seeds": given.seeds, "sizes": SIZES, "sets": {}}
    for task in TASKS:
        if task.name not in given.sets:
            continue
        data = task.read(given.data / task.name)
        rows: list[dict[str, Any]] = []
        for seed in range(given.seeds):
            place = _kept(given.work, task, data, seed)
            if not place.is_file():
                if time.monotonic() > until:
                    print(f"{task.name}: {seed} of {given.seeds} seeds are done; start it again to go on")
                    return 3
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # a classifier of fifty texts knows few words; that is no news here
                    write_whole(place, json.dumps(curves(task, data, seed)))
            rows += json.loads(place.read_text(encoding="utf-8"))
        table = saved_labels(rows)
        result["sets"][task.name] = {"curve": table, "rows": rows, "test_texts": len(data.texts) // 3}
        print(f"{task.name}: accuracy after n labels, and how many random ones reach what active picking has")
        for row in table:
            needed = "-" if row["random_needs"] is None else f"{row['random_needs']:.0f}"
            print(
                f"  n {row['n']:4}  active {row['active']:.3f}  random {row['random']:.3f}  "
                f"gain {row['gain']:+.3f} ± {row['gain_standard_error'] or 0:.3f}  random needs {needed}",
                flush=True,
            )
    write_whole(given.out, json.dumps(result, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
