"""Exports of ProQuest, from their text files and from XML (the database's own, and that of its mining studio)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from framing.corpus.articles import Article
from framing.corpus.dates import dates_of
from framing.corpus.guards import check_not_binary, check_xml
from framing.corpus.languages import language_code
from framing.errors import ReadError

__all__ = ["articles_of_text", "articles_of_xml", "is_text_export"]

_RULE: Final = re.compile(r"^\s*_{20,}\s*$", re.MULTILINE)
_NAMES: Final = (
    "Title|Author|Publication title|Publication info|Publication date|Publication year|Publication subject|Publisher|"
    "Place of publication|Country of publication|First page|Pages|Section|Column|Dateline|ISSN|e-ISSN|Source type|"
    "Language of publication|Language|Document type|ProQuest document ID|Document URL|Copyright|Last updated|Database|"
    "Abstract|Abstract \\(summary\\)|Links|Full text|Full Text|Subject|Location|People|Company / organization|Person|"
    "Identifier / keyword|Classification|Volume|Issue|Year|Number of pages|Document feature|Credit|Accession number"
)
_FIELD: Final = re.compile(rf"^({_NAMES}):[ \t]*(.*)$")
_NUMBER: Final = re.compile(r"^\s*Document \d+ of \d+\s*$")


def is_text_export(text: str) -> bool:
    """Tell whether a text file is a ProQuest export."""
    return "ProQuest document ID:" in text and bool(re.search(r"^Full [Tt]ext:", text, re.MULTILINE))


def articles_of_text(text: str) -> list[Article]:
    """Read the articles of a text export.

    Returns
    -------
    list of Article
        In the order of the file; a document without its full text has its `problem`.
    """
    found = []
    for part in _RULE.split(text):
        fields = _fields(part)
        if "ProQuest document ID" in fields or "Full text" in fields:
            found.append(_of_fields(fields))
    return found


def _fields(part: str) -> dict[str, str]:
    fields: dict[str, list[str]] = {}
    current: list[str] = []
    first: list[str] = []
    for line in part.split("\n"):
        if _NUMBER.match(line):
            continue
        match = _FIELD.match(line)
        if match:
            name = "Full text" if match.group(1).casefold() == "full text" else match.group(1)
            current = fields.setdefault(name, [])
            current.append(match.group(2))
        elif fields:
            current.append(line)
        elif line.strip():
            first.append(line.strip())
    if first:
        fields.setdefault("Title", [" ".join(first)])
    return {name: "\n".join(lines).strip() for name, lines in fields.items()}


def _of_fields(fields: dict[str, str]) -> Article:
    def one(*names: str) -> str | None:
        return next((" ".join(v.split()) for n in names if (v := fields.get(n))), None)

    (published,), (note,) = dates_of([one("Publication date")], dayfirst=False)
    body = fields.get("Full text", "")
    missing = not body or body.casefold().startswith("not available")
    return Article(
        article_id="",
        text=body,
        headline=one("Title"),
        outlet=one("Publication title") or _outlet(one("Publication info")),
        published=published,
        language=language_code(one("Language of publication", "Language")),
        url=one("Document URL"),
        problem="the export holds no full text of it" if missing else None,
        notes=(note,) if note else (),
        byline=one("Author"),
        section=one("Section"),
        document_id=one("ProQuest document ID"),
    )


def _outlet(info: str | None) -> str | None:
    return re.split(r"[;,]", info)[0].strip() or None if info else None


# --- XML -------------------------------------------------------------------------------------------------------------

_RECORD: Final = frozenset({"record"})


def articles_of_xml(raw: bytes, name: str) -> list[Article]:
    """Read the articles of an XML export; a file may hold one record or many.

    Raises
    ------
    ReadError
        If it is no well-formed XML, declares entities or a document type, or holds no record.
    """
    from lxml import etree  # type: ignore[import-untyped]

    check_not_binary(raw, name)
    check_xml(raw, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.LxmlError, ValueError) as error:
        reason = " ".join(str(error).split())[:100]
        raise ReadError(f"{name} is no well-formed XML ({reason}); export it anew") from None
    records = [e for e in root.iter() if _tag(e) in _RECORD]
    if not records:
        raise ReadError(f"{name} holds no ProQuest record; give a ProQuest export, or the articles as .txt or .html")
    return [_of_record(r) for r in records]


def _tag(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1].casefold() if isinstance(element.tag, str) else ""


def _below(element: Any, *tags: str) -> Iterator[str]:
    for tag in tags:
        for child in element.iter():
            if _tag(child) == tag and (text := "".join(child.itertext()).strip()):
                yield text


def _first(element: Any, *tags: str) -> str | None:
    return next((" ".join(t.split()) for t in _below(element, *tags)), None)


def _of_record(record: Any) -> Article:
    publication = next((e for e in record.iter() if _tag(e) in ("publication", "pubfrosting", "dfs")), None)
    outlet = None if publication is None else _first(publication, "title", "pubtitle", "qualifier")
    own = [e for e in record.iter() if _tag(e) in ("titleatt", "recordtitle", "objecttitle")]
    headline = next((" ".join("".join(e.itertext()).split()) for e in own), None)
    when = _first(record, "numericdate", "numericpubdate", "startdate", "alphadate", "alphapubdate")
    (published,), (note,) = dates_of([when], dayfirst=False)
    body = next(_below(record, "fulltext", "text", "hidden-text"), "")
    if re.search(r"<(p|div|br)\b", body, re.IGNORECASE):
        from framing.corpus.nexis import lines_of_page

        body = "\n\n".join(lines_of_page(body, "the record"))
    language = _first(record, "languagecode", "rawlang", "language")
    return Article(
        article_id="",
        text=body,
        headline=headline or None,
        outlet=outlet,
        published=published,
        language=language_code({"ENG": "English"}.get(language or "", language)),
        url=_first(record, "urldocview", "documenturl"),
        problem=None if body.strip() else "the record holds no full text",
        notes=(note,) if note else (),
        byline=_first(record, "originalform", "personname", "author"),
        section=_first(record, "section"),
        document_id=_first(record, "goid", "recordid"),
    )
