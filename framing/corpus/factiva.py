"""Exports of Factiva (HTML, RTF), in the layout with field codes (HD, PD, TD …) and in the plain one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from framing.corpus.articles import Article
from framing.corpus.dates import dates_of
from framing.corpus.languages import language_code

__all__ = ["articles_of_lines", "articles_of_page", "is_export", "is_page"]

_CODES: Final = (
    "SE|HD|BY|CR|WC|PD|ET|SN|SC|NGC|GC|ED|PG|VOL|LA|CY|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|DLN|HLP|PG"
)
_CODED: Final = re.compile(rf"^({_CODES})(?:[ \t\xa0]+(.*)|)$")
_DOCUMENT: Final = re.compile(r"^\s*Document\s+([A-Za-z0-9_]{16,40})\s*$")
_WORDS: Final = re.compile(r"^\s*[\d,.]+\s+words\s*$", re.IGNORECASE)
_COPYRIGHT: Final = re.compile(r"^\s*(?:Copyright\b|©|\(c\)|All rights reserved)", re.IGNORECASE)
_TIME: Final = re.compile(r"^\s*\d{1,2}:\d{2}(?:\s*(?:GMT|AM|PM))?\s*$", re.IGNORECASE)
_LANGUAGES: Final = frozenset(
    [
        "english",
        "french",
        "german",
        "spanish",
        "portuguese",
        "italian",
        "dutch",
        "arabic",
        "hebrew",
        "russian",
        "turkish",
        "polish",
    ]
)
_HEAD_LINES: Final = 16
_ARTICLE: Final = re.compile("(?:[a-z]{2})?article", re.IGNORECASE)


def is_export(lines: Sequence[str]) -> bool:
    """Tell whether lines come from Factiva: its document mark, or its field codes."""
    codes = {m.group(1) for line in lines if (m := _CODED.match(line.strip()))}
    return codes >= {"HD", "PD", "TD"} or (
        any(_DOCUMENT.match(line) for line in lines) and any(_WORDS.match(line) for line in lines)
    )


def is_page(page: str) -> bool:
    """Tell whether a web page is a Factiva export."""
    if re.search(r"""class=["'][^"']*\b(?:en|fr|de|es)?articleParagraph\b""", page, re.IGNORECASE):
        return bool(re.search(r"Document\s+[A-Za-z0-9_]{16,40}", page)) or "Headline" in page
    return all(re.search(rf"<b>\s*{code}\s*</b>", page) for code in ("HD", "PD", "TD"))


def articles_of_page(page: str, name: str) -> list[Article]:
    """Read the articles of an HTML export."""
    from framing.corpus.webpage import parsed_page

    tree = parsed_page(page, name)
    found: list[Article] = []
    for element in _containers(tree):
        fields = _table_fields(element)
        found.append(_of_fields(fields) if "HD" in fields else _of_plain(*_plain_lines(element)))
    return found


def _containers(tree: Any) -> list[Any]:
    marked = [e for e in tree.iter("div") if any(_ARTICLE.fullmatch(c) for c in e.get("class", "").split())]
    known = set(marked)
    outer = {a for e in marked for a in e.iterancestors("div") if a in known}
    if inner := [e for e in marked if e not in outer]:
        return inner
    return [t for t in tree.iter("table") if "HD" in _table_fields(t)]


def _table_fields(element: Any) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for row in element.iter("tr"):
        cells = row.findall("td")
        if len(cells) < 2:
            continue
        code = "".join(cells[0].itertext()).strip()
        if re.fullmatch(_CODES, code):
            fields.setdefault(code, []).extend(_paragraphs(cells[1]))
    return fields


def _paragraphs(element: Any) -> list[str]:
    paragraphs = [p for p in element.iter("p") if not p.findall(".//p")]
    whole = [" ".join("".join(p.itertext()).split(" ")).strip() for p in paragraphs]
    if not any(whole):
        whole = ["".join(element.itertext())]
    return [t for w in whole if (t := re.sub(r"[ \t\r\n]+", " ", w).strip())]


def _plain_lines(element: Any) -> tuple[list[str], str | None]:
    headline = None
    lines: list[str] = []
    for child in element.iter("p", "div", "span", "h1", "h2", "h3"):
        classes = child.get("class", "")
        if headline is None and "headline" in classes.casefold():
            headline = re.sub(r"\s+", " ", "".join(child.itertext())).strip()
        if child.tag != "span" and not any(c.tag in ("p", "div") for c in child.iterdescendants()):
            text = re.sub(r"[ \t\r\n]+", " ", "".join(child.itertext())).strip()
            if text:
                lines.append(text)
    return lines, headline


def articles_of_lines(lines: Sequence[str]) -> list[Article]:
    """Read the articles of an RTF export reduced to lines.

    Returns
    -------
    list of Article
        In the order of the file; a document whose parts are not found has its `problem`.
    """
    kept = [line.strip(" \t") for line in lines if line.strip()]
    coded = {m.group(1) for line in kept if (m := _CODED.match(line))} >= {"HD", "PD"}
    return _coded_documents(kept) if coded else _plain_documents(kept)


def _coded_documents(lines: Sequence[str]) -> list[Article]:
    found: list[dict[str, list[str]]] = []
    code = ""
    for line in lines:
        match = _CODED.match(line)
        # A capital word at the head of a paragraph is a code only where codes are due: not inside the text.
        if match and not (code in ("LP", "TD") and match.group(1) in ("CO", "IN", "CT", "LA") and match.group(2)):
            code = match.group(1)
            if not found or (code in ("HD", "SE") and "AN" in found[-1]) or (code == "HD" and "HD" in found[-1]):
                found.append({})
            if match.group(2):
                found[-1].setdefault(code, []).append(match.group(2).strip())
            else:
                found[-1].setdefault(code, [])
        elif _DOCUMENT.match(line) and found:
            found[-1].setdefault("AN", []).append(line.strip())
            code = ""
        elif found and code:
            found[-1][code].append(line)
    return [_of_fields(f) for f in found]


def _of_fields(fields: dict[str, list[str]]) -> Article:
    def one(code: str) -> str | None:
        return " ".join(fields.get(code, [])).strip() or None

    headline = one("HD")
    body = [*fields.get("LP", []), *fields.get("TD", []), *fields.get("ART", [])]
    when = " ".join(filter(None, (one("PD"), one("ET"))))
    (published,), (note,) = dates_of([when or None], dayfirst=True)
    number = one("AN") or ""
    match = _DOCUMENT.match(number)
    return Article(
        article_id="",
        text="\n\n".join(body),
        headline=headline,
        outlet=one("SN"),
        published=published,
        language=language_code(one("LA")),
        problem=None if body else "the document has no text (LP, TD)",
        notes=(note,) if note else (),
        byline=one("BY"),
        section=one("SE") or one("CLM"),
        document_id=match.group(1) if match else number or None,
    )


def _plain_documents(lines: Sequence[str]) -> list[Article]:
    found: list[Article] = []
    current: list[str] = []
    for line in lines:
        current.append(line)
        if _DOCUMENT.match(line):
            found.append(_of_plain(current, None))
            current = []
    return found


def _of_plain(lines: Sequence[str], headline: str | None) -> Article:
    """Read a document in the plain layout: headline, byline, words, date, time, outlet, language, rights, text."""
    counted = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if _WORDS.match(line)), None)
    if counted is None:
        return Article(article_id="", text="", problem="no line with the number of words; not a Factiva document")
    head = [line for line in lines[:counted] if line != headline]
    byline = next((line for line in head if re.match(r"by\s", line, re.IGNORECASE)), None)
    head = [line for line in head if line != byline]
    section = None
    if headline is None:
        headline = head.pop() if head else None
        section = head[0] if head else None
    elif head:
        before = lines.index(headline) if headline in lines else 0
        section = lines[0] if before > 0 else None
        byline = byline or next((h for h in head if h != section), None)
    rest = list(lines[counted + 1 :])
    when = rest.pop(0) if rest else ""
    if rest and _TIME.match(rest[0]):
        when = f"{when} {rest.pop(0)}"
    outlet = rest.pop(0) if rest else None
    start = 0
    language = None
    for i, line in enumerate(rest[:8]):
        if line.casefold() in _LANGUAGES:
            language, start = line, i + 1
            break
    while start < len(rest) and _COPYRIGHT.match(rest[start]):
        start += 1
    number = None
    stop = len(rest)
    for i in range(start, len(rest)):
        if match := _DOCUMENT.match(rest[i]):
            number, stop = match.group(1), i
            break
    body = rest[start:stop]
    (published,), (note,) = dates_of([when or None], dayfirst=True)
    return Article(
        article_id="",
        text="\n\n".join(body),
        headline=headline,
        outlet=outlet,
        published=published,
        language=language_code(language),
        problem=None if body else "the document has no text",
        notes=(note,) if note else (),
        byline=byline,
        section=section,
        document_id=number,
    )
