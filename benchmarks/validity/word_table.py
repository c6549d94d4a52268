"""The word table of ``bbc_bias``: which words are used of whose dead, as published and as far as the file allows.

The published table counts 672 articles and 4,404 live posts; the file holds sentences of articles only, and a copy of
which a part is held back fewer still. So the counts cannot agree; what can is the share of each word that is said of
Israelis. Each word is counted by the coded side (a sentence of both sides counts for either) and by the side that the
library finds.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.validity.referents import decided, load

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["WORDS", "run"]

WORDS = {
    "mother/grandmother": (r"(?:grand)?mothers?", 51, 32),
    "daughter/granddaughter": (r"(?:grand)?daughters?", 35, 15),
    "father/grandfather": (r"(?:grand)?fathers?", 33, 9),
    "husband": (r"husbands?", 30, 5),
    "son/grandson": (r"(?:grand)?sons?", 25, 11),
    "wife": (r"wife|wives", 10, 24),
    "killed": (r"killed", 1066, 1630),
    "died": (r"died", 82, 201),
    "murder(ed)": (r"murder(?:ed|s|ing)?", 101, 1),
    "massacre(ed)": (r"massacred?s?", 23, 1),
    "slaughter(ed)": (r"slaughter(?:ed|ing)?", 20, 0),
}
"""Each published row: what it counts here, and its counts in reference to Israelis and to Palestinians."""


def run(data: Path, **_: Any) -> dict[str, Any]:
    """Set the published table beside the counts of the file, by coded side and by the side found."""
    rows = load(data)
    rows = rows[rows["set"] == "bbc_bias"]
    found = decided(rows, context=True)["referent"]
    table = {}
    metrics = {}
    for word, (pattern, israelis, palestinians) in WORDS.items():
        times = rows["text"].str.count(rf"(?i)\b(?:{pattern})\b")
        coded, ours = _sides(times, rows["category"]), _sides(times, found)
        table[word] = {
            "published": f"{israelis}:{palestinians}",
            "coded": f"{coded[0]}:{coded[1]}",
            "found": f"{ours[0]}:{ours[1]}",
            "reason": _reason(coded, (israelis, palestinians)),
        }
        low, high = _wilson(ours[0], sum(ours))
        metrics[f"{word}: share said of Israelis"] = {
            "value": ours[0] / sum(ours) if sum(ours) else float("nan"),
            "low": low,
            "high": high,
            "n": sum(ours),
            "published": f"coded {_share(coded)}, published {_share((israelis, palestinians))}",
        }
    return {
        "task": "word_table",
        "set": "bbc_bias",
        "articles": int(rows["article"].nunique()),
        "sentences": len(rows),
        "metrics": metrics,
        "rules": table,
    }


def _sides(times: pd.Series[int], side: pd.Series[str]) -> tuple[int, int]:
    israelis = times[side.isin(["israel", "both"])].sum()
    palestinians = times[side.isin(["palestine", "both"])].sum()
    return int(israelis), int(palestinians)


def _share(counts: tuple[int, int]) -> str:
    return f"{counts[0] / sum(counts):.2f}" if sum(counts) else "none"


def _wilson(hits: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    if not n:
        return float("nan"), float("nan")
    share, spread = hits / n, z * np.sqrt(hits / n * (1 - hits / n) / n + (z / n / 2) ** 2)
    middle, scale = share + z * z / n / 2, 1 + z * z / n
    return float((middle - spread) / scale), float((middle + spread) / scale)


def _reason(coded: tuple[int, int], published: tuple[int, int]) -> str:
    if coded == published:
        return "reproduced"
    if coded[0] > published[0] or coded[1] > published[1]:
        return "more than published: forms or sentences of both sides that the authors left out"
    low, high = _wilson(coded[0], sum(coded))
    share = published[0] / sum(published)
    inside = low <= share <= high
    return "fewer sentences than published; share " + ("agrees" if inside else "differs beyond the interval")
