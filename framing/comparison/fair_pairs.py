"""Are two articles a fair pair? What they are called, and what speaks against reading them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from framing.comparison.contrast_tables import SIDES
from framing.comparison.plain_words import article_name
from framing.comparison.rows import flat

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["names_of_pair", "warnings_of_pair"]


def names_of_pair(articles: pd.DataFrame) -> tuple[str, str]:
    """Give what the two are called: the outlets, told apart where they are the same."""
    a, b = (article_name(dict(articles.loc[side])) for side in SIDES)
    if a == b:
        return f"{a} (A)", f"{b} (B)"
    return a, b


_FAIR: Final = (
    ("genre", "genre"),
    ("wire_source", "wire source"),
    ("translated_from", "language it was translated from"),
    ("language", "language"),
    ("story", "story"),
)
_UNKNOWN: Final = frozenset({"unknown", "none", "nan", ""})
_DAYS: Final = 3


def warnings_of_pair(articles: pd.DataFrame) -> tuple[str, ...]:
    """Say what makes the two an uneven pair."""
    import pandas as pd

    names = names_of_pair(articles)
    found = []
    for column, label in _FAIR:
        values = [_known(articles.loc[side].get(column)) for side in SIDES]
        if values[0] == values[1] or (None in values and column not in {"wire_source", "translated_from"}):
            continue
        a, b = (value or "none known" for value in values)
        what = {
            "genre": "what differs may belong to the genre",
            "wire_source": "wording may be the agency's and not the outlet's",
            "translated_from": "wording may be the translator's",
            "language": "a lexicon is made for one language",
            "story": "differences may come from what happened",
        }[column]
        found.append(f"The {label} differs ({names[0]}: {a}; {names[1]}: {b}): {what}.")
    wires = [_known(articles.loc[side].get("wire_source")) for side in SIDES]
    if wires[0] is not None and wires[0] == wires[1]:
        found.append(f"Both carry copy of {wires[0]}: what they share may be the agency's wording.")
    dates = list(pd.to_datetime(articles.get("published", pd.Series(dtype=object)), utc=True, errors="coerce").dropna())
    days = abs((dates[0] - dates[1]).days) if len(dates) == len(SIDES) else 0
    if days > _DAYS:
        found.append(f"They were published {days} days apart: one may know what the other could not.")
    return tuple(found)


def _known(value: Any) -> str | None:
    text = flat(value)
    return None if text.casefold() in _UNKNOWN else text
