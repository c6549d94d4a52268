"""Exports of Nexis Uni and of the older LexisNexis, from their Word, RTF and HTML files.

All three are reduced to lines. The layout of today puts headline, outlet, date, fields, ``Body``, the text, fields
again and ``End of Document``; the older one numbers its documents and puts the outlet first and the text below its
fields without a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from framing.corpus.articles import Article
from framing.corpus.dates import dates_of
from framing.corpus.languages import language_code

__all__ = ["articles_of_lines", "articles_of_page", "is_export", "is_page", "lines_of_page"]

_END: Final = re.compile(r"^\s*End of Document\s*$", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"^\s*\d+ of \d+ DOCUMENTS\s*$")
_LOADED: Final = re.compile(r"^\s*Load-Date\s*:", re.IGNORECASE)
_FIELD: Final = re.compile(
    r"^(Section|Length|Byline|Dateline|Highlight|Load-Date|Language|Publication-Type|Subject|Industry|Geographic|"
    r"Person|Organization|Company|Journal Code|Distribution|Headline|Series|Correction|Url|Document-Type|Ticker|"
    r"Graphic|Copyright|City|State|Country|Acc-No)\s*:\s*(.*)$",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(r"^\s*(?:Copyright\b|©|\(c\)\s)", re.IGNORECASE)
_MONTH: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE: Final = re.compile(
    rf"^\s*(?:(?:{_MONTH})\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})\b.{{0,60}}$",
    re.IGNORECASE,
)
_AFTER_BODY: Final = re.compile(r"^\s*(?:Graphic|Classification|Notes|Load-Date\s*:.*)\s*$", re.IGNORECASE)
_HEADER_LINES: Final = 14


def is_export(lines: Sequence[str]) -> bool:
    """Tell whether lines come from Nexis: a load date and either an end mark or numbered documents."""
    loaded = any(_LOADED.match(line) for line in lines)
    return loaded and any(_END.match(line) or _NUMBERED.match(line) for line in lines)


def is_page(page: str) -> bool:
    """Tell whether a web page is a Nexis export."""
    return ("Load-Date" in page[:] and "End of Document" in page) or ("LOAD-DATE" in page and " DOCUMENTS" in page)


def articles_of_page(page: str, name: str) -> list[Article]:
    """Read the articles of an HTML export."""
    return articles_of_lines(lines_of_page(page, name))


_BLOCK: Final = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "tr",
        "td",
        "th",
        "br",
        "hr",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "center",
    ]
)


def lines_of_page(page: str, name: str) -> list[str]:
    """Break a page into the lines a reader sees, blank ones left out."""
    from framing.corpus.webpage import parsed_page

    tree = parsed_page(page, name)
    parts: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in ("head", "script", "style"):
            parts.append(" ".join((element.tail or "").split("\n")))
            return
        block = element.tag in _BLOCK
        if block:
            parts.append("\n")
        parts.append(re.sub(r"[\s]+", " ", element.text or ""))
        for child in element:
            walk(child)
        if block:
            parts.append("\n")
        parts.append(re.sub(r"[\s]+", " ", element.tail or ""))

    walk(tree)
    return [line.strip(" ") for line in "".join(parts).split("\n") if line.strip()]


@dataclass(slots=True)
class _Document:
    lines: list[str]
    old: bool
    fields: dict[str, str] = field(default_factory=dict)


def articles_of_lines(lines: Sequence[str]) -> list[Article]:
    """Read the articles of an export reduced to lines.

    Returns
    -------
    list of Article
        In the order of the file; a document whose head or body is not found has its `problem`.
    """
    return [_article(document) for document in _documents([line for line in lines if line.strip()])]


def _documents(lines: Sequence[str]) -> list[_Document]:
    old = not any(_END.match(line) for line in lines)
    found: list[_Document] = []
    current: list[str] = []
    for line in lines:
        if (_NUMBERED if old else _END).match(line):
            if current and (not old or found or _date_at(current) is not None):
                found.append(_Document(current, old))
            current = []
        else:
            current.append(line)
    if any(_LOADED.match(line) for line in current):
        found.append(_Document(current, old))
    return found


def _date_at(lines: Sequence[str]) -> int | None:
    """Find the line of the date: one that is followed by the fields of a head, as no date in a cover page is."""
    for i, line in enumerate(lines):
        if _DATE.match(line) and any(
            _COPYRIGHT.match(n) or _FIELD.match(n) or n.strip().casefold() == "body"
            for n in lines[i + 1 : i + _HEADER_LINES]
        ):
            return i
    return None


def _article(document: _Document) -> Article:
    lines = document.lines
    at = _date_at(lines)
    if at is None or at < 1:
        return Article(article_id="", text="", problem="no date line below a headline; not a Nexis document")
    if document.old:
        outlet, begin = lines[at - 1], at + 1
        headline = None
        while begin < len(lines) and headline is None:
            line = lines[begin]
            if not (_COPYRIGHT.match(line) or _FIELD.match(line) or line.strip().casefold().endswith("edition")):
                headline = line
            elif (match := _FIELD.match(line)) is not None:
                document.fields[match.group(1).casefold()] = match.group(2).strip()
            begin += 1
    else:
        outlet = lines[at - 1]
        headline = lines[at - 2] if at > 1 else None
        begin = at + 1
    body, after = _body(document, begin)
    for line in after:
        if match := _FIELD.match(line):
            document.fields.setdefault(match.group(1).casefold(), match.group(2).strip())
    fields = document.fields
    (published,), (note,) = dates_of([lines[at]], dayfirst=False)
    highlight = fields.get("highlight")
    paragraphs = [highlight, *body] if highlight else body
    return Article(
        article_id="",
        text="\n\n".join(p.strip(" ") for p in paragraphs),
        headline=headline.strip() if headline else None,
        outlet=outlet.strip(),
        published=published,
        language=language_code(fields.get("language")),
        url=fields.get("url"),
        problem=None if body else "the document has no body",
        notes=(note,) if note else (),
        byline=fields.get("byline"),
        section=fields.get("section"),
        document_id=fields.get("acc-no"),
    )


def _body(document: _Document, begin: int) -> tuple[list[str], list[str]]:
    lines = document.lines
    mark = next((i for i in range(begin, len(lines)) if lines[i].strip().casefold() == "body"), None)
    start = begin
    limit = mark if mark is not None else min(len(lines), begin + _HEADER_LINES)
    while start < limit:
        if match := _FIELD.match(lines[start]):
            document.fields.setdefault(match.group(1).casefold(), match.group(2).strip())
        elif mark is None and not _COPYRIGHT.match(lines[start]):
            break
        start += 1
    if mark is not None:
        start = mark + 1
    stop = start
    while stop < len(lines) and not _AFTER_BODY.match(lines[stop]):
        stop += 1
    return list(lines[start:stop]), list(lines[stop:])
