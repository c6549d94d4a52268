"""One worker process against two: the wall clock of a whole corpus, and of what comes after the workers have begun."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from framing.profiles.plan import Plan
from framing.profiles.running import corpus_batches, run_batches

__all__ = ["two_cores"]


def two_cores(plan: Plan, texts: Sequence[str], rounds: int = 3) -> dict[str, Any]:
    """Measure in turn with one worker and with two.

    Returns
    -------
    dict
        Megabytes; median seconds of the wall clock for the whole and after the first results, for one and for two
        workers; and the ratios of the two, the median of the rounds.
    """
    table = pa.table({"article_id": [str(number) for number in range(len(texts))], "text": list(texts)})
    times: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, taken in times.items():
            taken.append(_seconds(plan, table, jobs))
    return {
        "megabytes": round(sum(len(text.encode()) for text in texts) / 1e6, 2),
        **{
            f"seconds_{jobs}": round(statistics.median(whole for whole, _ in taken), 2) for jobs, taken in times.items()
        },
        "ratio": round(statistics.median(one[0] / two[0] for one, two in zip(times[1], times[2], strict=True)), 2),
        "ratio_once_started": round(
            statistics.median(one[1] / two[1] for one, two in zip(times[1], times[2], strict=True)), 2
        ),
    }


def _seconds(plan: Plan, table: pa.Table, jobs: int) -> tuple[float, float]:
    """Give the seconds of all batches, and of as many as are left when every worker has given its first."""
    start = time.perf_counter()
    began, done = start, 0
    for number, result in enumerate(run_batches(plan, corpus_batches(table), jobs=jobs, progress=False)):
        if number == 1:
            began, done = time.perf_counter(), 0
        done += result.num_rows if number > 1 else 0
    end = time.perf_counter()
    return end - start, (end - began) / max(done, 1)
