"""Which column of a table is which: the usual synonyms, and a report of what was matched and what is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from framing.corpus.articles import CONTRACT
from framing.errors import CorpusError, SettingError, given_possible

__all__ = ["SYNONYMS", "ColumnMatch", "match_columns"]

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "article_id": ("articleid", "id", "docid", "documentid", "storyid", "storiesid", "uid", "uuid", "guid",
                   "accessionnumber", "proquestdocumentid"),
    "text": ("text", "body", "fulltext", "content", "article", "articletext", "articlebody", "storytext", "bodytext",
             "maintext", "maincontent", "rawtext", "story_body", "texte", "volltext", "texto"),
    "outlet": ("outlet", "source", "publication", "publisher", "medium", "newspaper", "sourcename", "medianame",
               "outletname", "publicationtitle", "publicationname", "sitename", "journal",
               "quelle", "zeitung", "medio"),
    "headline": ("headline", "title", "hed", "articletitle", "head", "headlines", "titre", "titel", "titulo"),
    "published": ("published", "date", "pubdate", "publicationdate", "publishdate", "publishedat", "datepublished",
                  "publisheddate", "publishedon", "publishtime", "datetime", "loaddate", "pubtime",
                  "datum", "fecha"),
    "story": ("story", "storyname", "event", "storycluster"),
    "language": ("language", "lang", "langcode", "languagecode"),
    "url": ("url", "link", "href", "permalink", "documenturl", "articleurl", "weburl"),
    "genre": ("genre", "articletype", "documenttype"),
    "wire_source": ("wiresource", "wire", "agency", "newsagency"),
    "translated_from": ("translatedfrom", "originallanguage"),
}  # fmt: skip
"""Names that count as each column, folded to letters and digits; earlier ones win."""

_FOLD: Final = re.compile(r"[\W_]+")


def _folded(name: str) -> str:
    return _FOLD.sub("", unicodedata.normalize("NFKC", name).casefold())


class ColumnMatch(dict[str, Any]):
    """What was matched to which column of the corpus table; prints itself in plain words.

    It is a plain dictionary of strings and lists, so a table that carries it in ``attrs`` can be saved.

    Attributes
    ----------
    matched : dict of str to str
        Column of the corpus table to column of the source.
    missing : list of str
        Columns of the corpus table that the source does not have; they are null.
    further : list of str
        Columns of the source that pass through, under their names in the result.
    also : dict of str to list of str
        Other columns of the source that would have fitted, and passed through instead.
    remarks : list of str
        What else was decided (identifiers made, names changed).

    Examples
    --------
    >>> print(match_columns(["Title", "Body", "mood"]))
    matched: text ← 'Body', headline ← 'Title'
    missing: article_id, outlet, published, story, language, url, genre, wire_source, translated_from
    further: 'mood'
    """

    @property
    def matched(self) -> dict[str, str]:
        """Column of the corpus table to column of the source."""
        return self["matched"]  # type: ignore[no-any-return]

    @property
    def missing(self) -> list[str]:
        """Columns of the corpus table that the source does not have."""
        return self["missing"]  # type: ignore[no-any-return]

    @property
    def further(self) -> list[str]:
        """Columns that pass through."""
        return self["further"]  # type: ignore[no-any-return]

    @property
    def also(self) -> dict[str, list[str]]:
        """Other columns that would have fitted."""
        return self["also"]  # type: ignore[no-any-return]

    @property
    def remarks(self) -> list[str]:
        """What else was decided."""
        return self["remarks"]  # type: ignore[no-any-return]

    def __str__(self) -> str:
        lines = ["matched: " + (", ".join(f"{k} ← {v!r}" for k, v in self.matched.items()) or "nothing")]
        if self.missing:
            lines.append("missing: " + ", ".join(self.missing))
        if self.further:
            lines.append("further: " + ", ".join(map(repr, self.further)))
        lines += [f"also possible for {k}: {', '.join(map(repr, v))}" for k, v in self.also.items()]
        return "\n".join([*lines, *self.remarks])


def match_columns(
    names: Sequence[str], columns: Mapping[str, str | None] | None = None, *, where: str = "the table"
) -> ColumnMatch:
    """Match the columns of a source to the columns of the corpus table.

    Parameters
    ----------
    names : sequence of str
        The source's columns, in order.
    columns : mapping of str to (str or None), optional
        Column of the corpus table to column of the source, where the usual synonyms will not do; None for a column
        that shall not be matched.
    where : str
        The source, as messages name it.

    Returns
    -------
    ColumnMatch
        The report; `text` is always in ``matched``.

    Raises
    ------
    CorpusError
        If no column holds the text, or `columns` names one that is not there.
    SettingError
        If a key of `columns` is no column of the corpus table.
    """
    wished = dict(columns or {})
    for key, value in wished.items():
        if key not in CONTRACT:
            raise SettingError(given_possible("column", key, CONTRACT))
        if value is not None and value not in names:
            raise CorpusError(
                f"{where} has no column {value!r} (asked for as {key!r}); it has {_listed(names)}; "
                "correct columns={...}"
            )
    matched: dict[str, str] = {}
    also: dict[str, list[str]] = {}
    taken = {v for v in wished.values() if v is not None}
    folded = [(name, _folded(name)) for name in names]
    for target in CONTRACT:
        if target in wished:
            if (given := wished[target]) is not None:
                matched[target] = given
            continue
        possible = [target.replace("_", ""), *(_folded(s) for s in SYNONYMS[target])]
        fits = [name for p in dict.fromkeys(possible) for name, f in folded if f == p and name not in taken]
        if target in fits:
            fits = [target, *(f for f in fits if f != target)]
        if fits:
            matched[target] = fits[0]
            taken.add(fits[0])
        if fits[1:]:
            also[target] = fits[1:]
    if "text" not in matched:
        raise CorpusError(
            f"{where} has no column for the text: it has {_listed(names)}; looked for "
            f"{', '.join(SYNONYMS['text'][:6])} …; name it with columns={{'text': 'MyColumn'}}"
        )
    # A synonym taken by a later column is no rival of an earlier one.
    also = {k: left for k, v in also.items() if (left := [n for n in v if n not in taken])}
    remarks: list[str] = []
    known = set(matched.values())
    rest = [name for name in names if name not in known]
    further: dict[str, None] = {}
    others = set(rest)
    for name in rest:
        if name in ("problem", "notes"):
            continue
        new = name
        while new in CONTRACT or new in further or (new != name and new in others):
            new = f"original_{new}"
        if new != name:
            remarks.append(f"{name!r} passes through as {new!r}")
        further[new] = None
    return ColumnMatch(
        matched=matched,
        missing=[c for c in CONTRACT if c not in matched],
        further=list(further),
        also=also,
        remarks=remarks,
    )


def further_names(names: Sequence[str], match: ColumnMatch) -> list[tuple[str, str]]:
    """Pair the source's further columns with their names in the result."""
    used = {*match.matched.values(), "problem", "notes"}
    return list(zip((n for n in names if n not in used), match.further, strict=True))


def _listed(names: Sequence[str]) -> str:
    if not names:
        return "no columns at all"
    head = ", ".join(repr(n[:40]) for n in names[:20])
    return head + (f" … ({len(names)} in all)" if len(names) > 20 else "")
