"""One article in memory, its fields, and how a headline is put in front of its text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final

from framing.corpus.dates import as_date, dates_of
from framing.corpus.decoding import check_repair, clean, look_for_mojibake
from framing.errors import SettingError, given_possible

__all__ = ["CONTRACT", "EXTRAS", "METADATA", "Article", "article_from_text", "with_headline"]

METADATA: Final = (
    "outlet",
    "headline",
    "published",
    "story",
    "language",
    "url",
    "genre",
    "wire_source",
    "translated_from",
)
CONTRACT: Final = ("article_id", "text", *METADATA)
"""The columns of the corpus table, in order; ``problem`` and ``notes`` follow them."""

EXTRAS: Final = ("byline", "section", "document_id")
"""What files and exports tell besides, as further columns."""


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    """One news text with its metadata: a row of the corpus table.

    Attributes
    ----------
    article_id : str
        Unique within a corpus.
    text : str
        The page as published, headline first.
    outlet, headline, story, language, url, genre, wire_source, translated_from : str or None
        As the source has them; `genre` is news, opinion, analysis, live or unknown.
    published : datetime or None
        In UTC; a time without a zone is taken as UTC.
    problem : str or None
        Why the article could not be read; its text is then empty.
    notes : tuple of str
        What was guessed, replaced or suspected while reading a text that is otherwise fine.
    byline, section, document_id : str or None
        What an export or a page tells besides.

    Examples
    --------
    >>> Article("a", "The army said it had left.", outlet="The Courier")
    Article('a', 26 characters, outlet='The Courier')
    """

    article_id: str
    text: str
    outlet: str | None = None
    headline: str | None = None
    published: datetime | None = None
    story: str | None = None
    language: str | None = None
    url: str | None = None
    genre: str | None = None
    wire_source: str | None = None
    translated_from: str | None = None
    problem: str | None = None
    notes: tuple[str, ...] = ()
    byline: str | None = None
    section: str | None = None
    document_id: str | None = None

    def __repr__(self) -> str:
        parts = [repr(self.article_id), f"{len(self.text):,} characters"]
        parts += [f"{n}={v!r}" for n in ("outlet", "headline", "problem", "notes") if (v := getattr(self, n))]
        return f"Article({', '.join(parts)})"


_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‛": "'"})
_SHORT_HEADLINE: Final = 5


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_QUOTES).casefold()


def begins_with(text: str, headline: str) -> bool:
    r"""Tell whether a text already begins with its headline.

    Case, white space and the shape of quotation marks do not count. Behind a headline of fewer than five words a line,
    a sentence or the text has to end, so that “Israel” is not found at the head of “Israel said …”.

    Examples
    --------
    >>> begins_with("Raid kills eight\n\nThe army …", "Raid Kills Eight"), begins_with("Israel said", "Israel")
    (True, False)
    """
    words = _folded(headline).split()
    if not words:
        return True
    start = text[: 4 * len(headline) + 400].lstrip("\ufeff").lstrip()
    # Most texts differ in their first letter, and folding more than a few characters of each would be slow.
    if _folded(start[:16])[:1] != words[0][:1]:
        return False
    start = _folded(start)
    match = re.match(r"\s*" + r"\s+".join(map(re.escape, words)), start)
    if match is None:
        return False
    rest = start[match.end() :]
    if len(words) >= _SHORT_HEADLINE:
        return not rest[:1].isalnum()
    line, *_ = rest.split("\n", 1)
    return not line.strip() or not (rest[0].isalnum() or rest[0].isspace())


def with_headline(text: str, headline: str | None) -> str:
    r"""Put the headline in front of the text with a blank line, once, and not where the text begins with it.

    Examples
    --------
    >>> with_headline("The army said …", "Raid kills eight")
    'Raid kills eight\n\nThe army said …'
    """
    if headline is None or not headline.strip() or begins_with(text, headline):
        return text
    return f"{headline.strip()}\n\n{text}"


def finished(article: Article, repair: str | None = None) -> Article:
    """Clean every field, look for mojibake, and put the headline in front: the last step of every reader."""
    notes = list(article.notes)
    changes: dict[str, str | None] = {}
    for field in ("text", "outlet", "headline", "story", "language", "url", "genre", "wire_source",
                  "translated_from", "byline", "section", "document_id"):  # fmt: skip
        value = getattr(article, field)
        if value is None:
            continue
        new, more = clean(value)
        if field in ("text", "headline", "byline"):
            new, seen = look_for_mojibake(new, repair)
            more = (*more, *seen) if field == "text" else more
        notes += [n for n in more if n not in notes] if field == "text" else [f"{field}: {n}" for n in more]
        if field not in ("text",) and not new.strip():
            changes[field] = None
        elif new != value:
            changes[field] = new
    article = replace(article, **changes, notes=tuple(notes))  # type: ignore[arg-type]
    if article.problem is None and article.text.strip():
        text = with_headline(article.text, article.headline)
        if text is not article.text:
            article = replace(article, text=text)
    return article


def article_from_text(text: str, *, repair: str | None = None, **metadata: object) -> Article:
    r"""Make an article of a text in memory, as reading it from a file would.

    Parameters
    ----------
    text : str
        The article; left exact but for Windows line ends, NULs and lone surrogates.
    repair : {None, "mojibake"}
        Whether to mend mojibake; otherwise it is only noted.
    **metadata
        Fields of :class:`Article`; `published` may be a date, a datetime or a string.

    Returns
    -------
    Article
        With `problem` set if the text is blank.

    Raises
    ------
    SettingError
        If a field or the repair is not known, or `text` is no string.

    Examples
    --------
    >>> article = article_from_text("The army said …", headline="Raid kills eight", published="7 March 2023")
    >>> article.text
    'Raid kills eight\n\nThe army said …'
    >>> article.published.isoformat()
    '2023-03-07T00:00:00+00:00'
    """
    check_repair(repair)
    if not isinstance(text, str):
        raise SettingError(f"text is a {type(text).__name__}; give a str (decode bytes first)")
    possible = ("article_id", *METADATA, *EXTRAS)
    for name in metadata:
        if name not in possible:
            raise SettingError(given_possible("field", name, possible))
    article = _article(text, metadata)
    if not text.strip():
        article = replace(article, text="", problem="the text is empty")
    return finished(article, repair)


def _article(text: str, metadata: Mapping[str, object]) -> Article:
    fields: dict[str, str] = {k: str(v) for k, v in metadata.items() if v is not None and k != "published"}
    published, notes = _published(metadata.get("published"))
    fields.setdefault("article_id", "article")
    return Article(text=text, published=published, notes=notes, **fields)


def _published(value: object) -> tuple[datetime | None, tuple[str, ...]]:
    if value is None or isinstance(value, datetime | date):
        return as_date(value), ()
    (found,), (note,) = dates_of([str(value)])
    return found, (note,) if note else ()


def utc(value: datetime) -> datetime:
    """Express a time in UTC; one without a zone is taken as UTC."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
