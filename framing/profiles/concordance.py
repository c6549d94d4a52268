"""The result of :func:`framing.kwic`: a table of keywords in context that sorts and draws itself.

This module subclasses a pandas class, so it imports pandas; it is itself imported when a concordance is made.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any, Literal

import pandas as pd

from framing.errors import SettingError, given_possible

__all__ = ["COLUMNS", "Concordance"]

COLUMNS = {
    "article_id": "str",
    "start": "Int64",
    "end": "Int64",
    "left": "str",
    "match": "str",
    "right": "str",
    "feature": "str",
    "term": "str",
    "sentence": "Int64",
    "zone": "str",
    "voice": "str",
    "wording": "str",
    "source": "str",
}
"""The columns of a concordance and their types; those of the corpus follow."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LINE = {"left", "match", "right", "article_id", "zone", "voice"}
"""The columns that a line shows; a table without them is shown as any other."""

_SHOWN = 100
_SHOWN_IN_CONSOLE = 20
_STYLE = (
    "<style>.framing-kwic{border-collapse:collapse;font-size:.9em}"
    ".framing-kwic td{padding:.15em .5em;vertical-align:top}"
    ".framing-kwic .l{text-align:right}.framing-kwic .r{text-align:left}.framing-kwic .m{font-weight:bold;"
    "text-align:center;white-space:nowrap}.framing-kwic .i{opacity:.7;white-space:nowrap}</style>"
)


class Concordance(pd.DataFrame):
    """Places where words stand, one row a place, with the words around them.

    Columns: ``article_id``, ``start`` and ``end`` (code points in the article's text), ``left``, ``match`` and
    ``right`` (the match as printed, line breaks around it as spaces), ``feature``, ``term``, ``sentence``, ``zone``,
    ``voice``, ``wording``, ``source``, and then the metadata of the corpus. It is a pandas table in every respect.
    """

    @property
    def _constructor(self) -> type[Concordance]:
        return Concordance

    def sort(self, by: Literal["left", "right", "match"] | str = "right") -> Concordance:
        """Sort the rows by the words around the match, whatever their case and marks.

        Parameters
        ----------
        by : str
            ``right`` (the words that follow), ``left`` (the words before, the nearest first), ``match``, or any column.

        Raises
        ------
        SettingError
            When there is no such column.

        Examples
        --------
        >>> import framing as fr
        >>> lines = fr.kwic(["The raid ended. A raid began."], "raid")
        >>> lines.sort("right")["right"].str.split().str[0].tolist()
        ['began.', 'ended.']
        """
        if by not in self.columns:
            raise SettingError(given_possible("column", by, map(str, self.columns)))
        if by not in {"left", "right", "match"}:
            return self.sort_values(by, kind="stable")
        backwards = by == "left"

        def key(text: str) -> tuple[str, ...]:
            words = _WORD.findall(text.casefold())
            return tuple(reversed(words)) if backwards else tuple(words)

        keys = [key(text) for text in self[by]]
        return self.iloc[sorted(range(len(keys)), key=keys.__getitem__)]

    def to_text(self, width: int = 100) -> str:
        """Give the lines as text, the matches under each other.

        Parameters
        ----------
        width : int
            Characters for the three columns together.
        """
        side = max((width - max((len(m) for m in self["match"]), default=0)) // 2 - 2, 10)
        lines = []
        for left, match, right, article, zone, voice in zip(
            *(self[name] for name in ("left", "match", "right", "article_id", "zone", "voice")), strict=True
        ):
            lines.append(f"{left[-side:]:>{side}}  {match}  {right[:side]:<{side}}  {article} {zone} {voice}".rstrip())
        return "\n".join(lines)

    def __repr__(self) -> str:
        if not _LINE.issubset(self.columns):
            return str(pd.DataFrame(self))
        count = f"<Concordance: {len(self):,} lines, {len(self.columns)} columns>"
        more = f"\n… {len(self) - _SHOWN_IN_CONSOLE:,} more lines" if len(self) > _SHOWN_IN_CONSOLE else ""
        return f"{count}\n{self.head(_SHOWN_IN_CONSOLE).to_text()}{more}"

    def _repr_html_(self) -> str:
        if not _LINE.issubset(self.columns):
            return str(pd.DataFrame(self)._repr_html_())  # type: ignore[operator]
        shown = self.head(_SHOWN)
        others = [name for name in ("outlet", "published") if name in self.columns and self[name].notna().any()]
        names = ["article_id", *others, "zone", "voice"]
        rows = []
        for place in range(len(shown)):
            row = shown.iloc[place]
            cells = "".join(f'<td class="i">{escape(_shown(row[name]))}</td>' for name in names)
            text = "".join(
                f'<td class="{kind}">{escape(row[name])}</td>'
                for kind, name in (("l", "left"), ("m", "match"), ("r", "right"))
            )
            rows.append(f"<tr>{text}{cells}</tr>")
        head = "".join(f"<th>{escape(name)}</th>" for name in ("left", "match", "right", *names))
        first = f", the first {_SHOWN} shown" if len(self) > _SHOWN else ""
        table = f"<table class='framing-kwic'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        return f"{_STYLE}{table}<p>{len(self):,} lines{first}</p>"


def _shown(value: Any) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):  # noqa: PLR0124
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
