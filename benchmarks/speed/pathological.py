"""Texts that nobody writes: a million quotation marks, one sentence of a million words, a hundred thousand cues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.speed.clock import seconds
from benchmarks.speed.growth import exponent

__all__ = ["PIECES", "pathological"]

PIECES = {
    "quotation marks": ('"', 1_000_000),
    "curly marks": ("“”", 500_000),
    "words, in one sentence": ("word ", 1_000_000),
    "cues": ("he said ", 100_000),
    "killings, in one sentence": ("killed ", 100_000),
    "paragraphs that open a quotation": ("“a\n\n", 100_000),
}
"""What is repeated, and how often."""


def pathological(read: Callable[[Sequence[str]], Any], share: float = 1.0) -> dict[str, Any]:
    """Time each text at a tenth of its length and whole, and fit how time grows."""
    found: dict[str, Any] = {}
    for name, (piece, times) in PIECES.items():
        sizes = [int(times * share) // 10, int(times * share)]
        taken = [seconds(lambda n=n, piece=piece: read([piece * n])) for n in sizes]
        found[name] = {
            "characters": len(piece) * sizes[1],
            "seconds": round(taken[1], 1),
            "exponent": exponent(sizes, taken),
        }
    return found
