"""Zones of the constructed pages in ``corpora/zones``: characters right, and promo taken for the article proper.

Of the first forty the even ones were set aside before rules were changed on the odd ones. The later pages (41 to 62,
and 63 up), in other layouts, were scored before the rules were changed on them: ``BEFORE`` keeps those figures. White
space is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import framing as fr
from framing.document.model import PROPER_ZONES

__all__ = ["MARKS", "Page", "read_page", "run"]

FOLDER = Path(__file__).parents[2] / "corpora" / "zones"
MARKS = {
    "H": "headline",
    "S": "standfirst",
    "Y": "byline",
    "D": "dateline",
    "C": "caption",
    "L": "lead",
    "B": "body",
    "X": "crosshead",
    "P": "promo",
    "K": "boilerplate",
}
_MARK = re.compile(r"\{([A-Z])\}")
_DRAWS = 2_000
_FIRST, _SECOND = 40, 62
BEFORE = {
    "later layouts": {"right": 0.580, "promo": 0.367},
    "third layouts": {"right": 0.701, "promo": 0.250},
}
"""The later pages as the rules read them before they were changed on them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its marks, and the zone of each character."""

    name: str
    text: str
    zones: tuple[str, ...]


def read_page(path: Path) -> Page:
    """Read a marked page."""
    parts = _MARK.split(path.read_text(encoding="utf-8").strip())
    text, zones = parts[0], ["headline"] * len(parts[0])
    for mark, stretch in zip(parts[1::2], parts[2::2], strict=True):
        text += stretch
        zones += [MARKS[mark]] * len(stretch)
    return Page(path.stem, text, tuple(zones))


def run(data: Path | None = None, **_: Any) -> dict[str, Any]:
    """Score every page; `data` is not used, since these pages are part of the project."""
    metrics: dict[str, dict[str, Any]] = {}
    worst: list[dict[str, Any]] = []
    confusions: dict[str, int] = {}
    articles = 0
    sets = {
        "open": [path for path in _pages("open") if int(path.name[:2]) <= _FIRST],
        "later layouts": [path for path in _pages("open") if _FIRST < int(path.name[:2]) <= _SECOND],
        "third layouts": [path for path in _pages("open") if int(path.name[:2]) > _SECOND],
        "set_aside": _pages("set_aside"),
    }
    for half, paths in sets.items():
        pages = [read_page(path) for path in paths]
        articles += len(pages)
        scored = [_score(page) for page in pages]
        right = np.array([[s["right"], s["n"]] for s in scored], float)
        leaked = np.array([[s["leaked"], s["promo"]] for s in scored], float)
        metrics[f"characters in the right zone, {half}"] = _share(right)
        metrics[f"promo characters taken for the article proper, {half}"] = _share(leaked)
        counts = sum((s["confusion"] for s in scored), Counter())
        confusions |= {f"{half}: {gold} read as {found}": n for (gold, found), n in counts.most_common(12)}
        if half != "set_aside":
            worst += sorted((w for s in scored for w in s["wrong"]), key=lambda w: -w["characters"])[:30]
        for measure, name in (
            ("right", "characters in the right zone"),
            ("promo", "promo characters taken for the article proper"),
        ):
            if half in BEFORE:
                row = metrics[f"{name}, {half}"]
                row["published"] = f"before the rules were changed on them: {BEFORE[half][measure]:.3f}"
    return {
        "task": "zones",
        "set": f"{articles} constructed pages",
        "articles": articles,
        "metrics": metrics,
        "confusions": confusions,
        "worst": worst,
    }


def _pages(folder: str) -> list[Path]:
    return sorted((FOLDER / folder).glob("*.txt"))


def _score(page: Page) -> dict[str, Any]:
    found = [""] * len(page.text)
    rules = [""] * len(page.text)
    for zone in fr.annotate(page.text).zones:
        found[zone.start : zone.end] = [zone.kind] * (zone.end - zone.start)
        rules[zone.start : zone.end] = [zone.rule] * (zone.end - zone.start)
    places = [i for i, character in enumerate(page.text) if not character.isspace()]
    wrong = []
    for line in re.finditer(r"[^\n]+", page.text):
        bad = [i for i in range(line.start(), line.end()) if found[i] != page.zones[i] and not page.text[i].isspace()]
        if bad:
            wrong.append(
                {
                    "page": page.name,
                    "characters": len(bad),
                    "gold": page.zones[bad[0]],
                    "found": found[bad[0]],
                    "rule": rules[bad[0]],
                    "text": line[0][:70],
                }
            )
    promo = [i for i in places if page.zones[i] == "promo"]
    return {
        "right": sum(found[i] == page.zones[i] for i in places),
        "n": len(places),
        "promo": len(promo),
        "leaked": sum(found[i] in PROPER_ZONES for i in promo),
        "confusion": Counter((page.zones[i], found[i]) for i in places if found[i] != page.zones[i]),
        "wrong": wrong,
    }


def _share(pairs: Any) -> dict[str, Any]:
    """Give a ratio of sums with a bootstrap interval over pages."""
    rng = np.random.default_rng(0)
    drawn = pairs[rng.integers(len(pairs), size=(_DRAWS, len(pairs)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / np.maximum(drawn[:, 1], 1), [0.025, 0.975])
    total = pairs.sum(axis=0)
    value = float(total[0] / total[1])
    return {"value": value, "low": float(low), "high": float(high), "n": int(total[1]), "published": ""}
