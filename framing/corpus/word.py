"""Word documents (.docx), by python-docx, with everything a reader sees: inserted text, links, tables, in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from framing.corpus.articles import Article
from framing.corpus.guards import MAX_BYTES, check_archive, shown
from framing.errors import ReadError

__all__ = ["article_of_word", "paragraphs_of_word"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "\u2011"}


def paragraphs_of_word(path: Path, *, max_bytes: int = MAX_BYTES) -> list[tuple[str, str]]:
    """Read a document's paragraphs, those in tables and text boxes included, in the order of the file.

    python-docx's own ``paragraph.text`` leaves out what was inserted under revision; here only deletions are left out.

    Returns
    -------
    list of tuple of str
        Name of the style (may be empty) and text.
    """
    name = shown(path)
    check_archive(path, what="Word document", max_bytes=max_bytes)
    import docx

    try:
        document = docx.Document(str(path))
        styles = {s.style_id: s.name or "" for s in document.styles if s.style_id}
        body = document.element.body
    except Exception as error:  # python-docx raises whatever its zip and XML readers meet
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise ReadError(f"{name} is no readable Word document ({reason}); save it anew as .docx or .txt") from None
    found: list[tuple[str, str]] = []
    for paragraph in body.iter(f"{_W}p"):
        if any(a.tag == _FALLBACK for a in paragraph.iterancestors()):
            continue
        found.append((_style(paragraph, styles), _text(paragraph)))
    return found


def _style(paragraph: Any, styles: dict[str, str]) -> str:
    value = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if value is None else styles.get(value.get(f"{_W}val") or "", "")


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    stack = list(reversed(list(paragraph)))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == f"{_W}t":
            parts.append(element.text or "")
        elif tag in _BREAKS:
            parts.append(_BREAKS[tag])
        elif tag not in (f"{_W}p", f"{_W}pPr", _FALLBACK, f"{_W}del", f"{_W}moveFrom"):
            stack.extend(reversed(list(element)))
    return "".join(parts)


def article_of_word(path: Path, article_id: str, *, max_bytes: int = MAX_BYTES) -> Article:
    """Read one article from a document; a first paragraph set as title or heading is its headline."""
    paragraphs = [(s, t) for s, t in paragraphs_of_word(path, max_bytes=max_bytes) if t.strip()]
    headline = None
    if paragraphs and paragraphs[0][0].lower() in ("title", "heading 1"):
        headline = paragraphs[0][1].strip()
    return Article(article_id=article_id, text="\n\n".join(t for _, t in paragraphs), headline=headline)
