"""The share of each stage of a full reading, by timing its functions from the outside."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from framing.detectors.agency import AgencyDetector
from framing.detectors.terms import LexiconDetector
from framing.document import reading
from framing.profiles import plan as planning
from framing.text import Scanner

__all__ = ["STAGES", "shares"]

STAGES: dict[str, tuple[tuple[Any, str], ...]] = {
    "fold": ((planning, "fold"),),
    "scan": ((Scanner, "scan_all"),),
    "zones": ((reading, "find_blocks"), (reading, "classify_blocks"), (reading, "zones_of")),
    "quotations": ((reading, "find_marked"), (reading, "give_roles")),
    "sentences": ((reading, "find_sentences"), (reading, "make_stretches"), (reading, "find_repeats")),
    "attributions": ((reading, "_outer_cues"), (reading, "find_attributions"), (reading, "_finish")),
    "voice": ((reading, "flatten"), (reading, "_own_rules")),
    "agency": ((AgencyDetector, "detect"),),
    "lexicon": ((LexiconDetector, "detect"),),
    "tables": tuple(
        (planning, name) for name in ("attribution_rows", "zone_rows", "voice_rows", "word_rows", "WordCounts", "nest")
    ),
}
"""Functions that make up each stage; what is not in it is ``other``."""


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    inner = [0.0]

    def watch(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            inner.append(0.0)
            try:
                return function(*args, **kwargs)
            finally:
                took = time.process_time() - start
                spent[stage] = spent.get(stage, 0.0) + took - inner.pop()
                inner[-1] += took

        return watched

    kept = [(place, name, getattr(place, name)) for parts in STAGES.values() for place, name in parts]
    for stage, parts in STAGES.items():
        for place, name in parts:
            setattr(place, name, watch(stage, getattr(place, name)))
    try:
        yield
    finally:
        for place, name, function in kept:
            setattr(place, name, function)


def shares(task: Callable[[], Any]) -> dict[str, float]:
    """Run a task and give the share of each stage in its processor seconds."""
    spent: dict[str, float] = {}
    with _watched(spent):
        start = time.process_time()
        task()
        whole = time.process_time() - start
    spent["other"] = whole - sum(spent.values())
    return {stage: round(took / whole, 3) for stage, took in sorted(spent.items(), key=lambda item: -item[1])}
