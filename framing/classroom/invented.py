"""Which articles of a worksheet were invented: those that come with the library."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from framing.classroom.material import Material
from framing.datasets.teaching import demo_articles, load_teaching
from framing.errors import ReadError

__all__ = ["invented_names"]


def invented_names(material: Material, used: Collection[str]) -> list[str]:
    """Name the articles, among those used, whose texts come with the library and are invented."""
    known = _invented_texts()
    return [
        reading.name if reading.name == reading.article_id else f"{reading.name} ({reading.article_id})"
        for reading in material.readings
        if reading.article_id in used and _core(reading.text) in known
    ]


@cache
def _invented_texts() -> frozenset[str]:
    try:
        texts = [*load_teaching()["text"], *demo_articles()["text"]]
    except ReadError:
        return frozenset()
    return frozenset(_core(text) for text in texts)


def _core(text: str) -> str:
    """Give the end of a text on one line: readers may put the headline in front or change the white space."""
    return " ".join(text.split())[-400:]
