"""How time grows with the number of articles and with the length of one: the exponent of the best fitting power."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from benchmarks.speed.clock import seconds

__all__ = ["exponent", "long_articles", "more_articles"]

Reading = Callable[[Sequence[str]], Any]


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Fit time = a · size ** k and give k.

    Examples
    --------
    >>> exponent([1, 10, 100], [2, 20, 200])
    1.0
    """
    slope, _ = np.polyfit(np.log(sizes), np.log(times), 1)
    return round(float(slope), 3)


def more_articles(read: Reading, texts: Sequence[str], sizes: Sequence[int]) -> dict[str, Any]:
    """Time the reading of more and more articles, the texts being taken in turn."""
    times = [seconds(lambda n=n: read([texts[number % len(texts)] for number in range(n)])) for n in sizes]
    return {"articles": list(sizes), "seconds": [round(t, 2) for t in times], "exponent": exponent(sizes, times)}


def long_articles(read: Reading, texts: Sequence[str], characters: Sequence[int]) -> dict[str, Any]:
    """Time the reading of one article that gets longer and longer."""
    whole = "\n\n".join(texts)
    while len(whole) < max(characters):
        whole += "\n\n" + whole
    times = [seconds(lambda n=n: read([whole[:n]])) for n in characters]
    return {
        "characters": list(characters),
        "seconds": [round(t, 2) for t in times],
        "exponent": exponent(characters, times),
    }
