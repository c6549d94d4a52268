"""Media Cloud's story lists (CSV): the columns they name, and what they lack, which is the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from framing.corpus.columns import SYNONYMS
from framing.errors import CorpusError

__all__ = ["columns_of", "is_table"]

_MARKS: Final = frozenset({"media_name", "publish_date", "title", "url"})
_COLUMNS: Final = {
    "article_id": ("stories_id", "id"),
    "headline": ("title",),
    "outlet": ("media_name",),
    "published": ("publish_date",),
    "language": ("language",),
    "url": ("url",),
}


def is_table(names: Sequence[str]) -> bool:
    """Tell whether a table's columns are those of a Media Cloud story list."""
    return set(names) >= _MARKS


def columns_of(names: Sequence[str], where: str, wished: Mapping[str, str | None]) -> dict[str, str]:
    """Match the columns of a story list.

    Raises
    ------
    CorpusError
        If nobody has added a column for the text, which Media Cloud does not give away.
    """
    found = {target: name for target, possible in _COLUMNS.items() for name in possible[::-1] if name in names}
    folded = {n.casefold().replace("_", "").replace(" ", "") for n in names}
    if "text" not in wished and not folded & set(SYNONYMS["text"]):
        raise CorpusError(
            f"{where} is a Media Cloud list, which holds no texts; add a column 'text' from the pages at 'url', or "
            "read the headlines alone with columns={'text': 'title'}"
        )
    if wished.get("text") == "title":
        found.pop("headline", None)
    return found
