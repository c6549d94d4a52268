"""Processor seconds, and ratios of what was timed side by side: a busy machine slows all of it alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["interleaved", "seconds", "summary"]


def seconds(task: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> float:
    """Give the processor seconds that a task takes, of this process or by a clock of its own."""
    start = clock()
    task()
    return clock() - start


def interleaved(
    tasks: Mapping[str, Callable[[], Any]], rounds: int, clocks: Mapping[str, Callable[[], float]] | None = None
) -> dict[str, list[float]]:
    """Time each task once a round, one after the other, after a round that does not count.

    Tasks that run in another process have a clock of their own.
    """
    clocks = clocks or {}
    for task in tasks.values():
        task()
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            times[name].append(seconds(task, clocks.get(name, time.process_time)))
    return times


def summary(megabytes: float, times: Mapping[str, list[float]], reference: str) -> dict[str, dict[str, float]]:
    """Give for each task its median rate, and the median and the range of its ratio to a reference, round by round."""
    found: dict[str, dict[str, float]] = {}
    for name, values in times.items():
        ratios = [base / value for value, base in zip(values, times[reference], strict=True)]
        found[name] = {
            "mb_per_s": round(megabytes / statistics.median(values), 2),
            "ratio": round(statistics.median(ratios), 3),
            "ratio_low": round(min(ratios), 3),
            "ratio_high": round(max(ratios), 3),
        }
    return found
