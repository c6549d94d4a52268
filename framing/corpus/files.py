"""One file, one or more articles: which reader a file needs, and what every article of a file has in common."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from framing.corpus import factiva, nexis, proquest
from framing.corpus.articles import Article, finished
from framing.corpus.decoding import check_repair, decode
from framing.corpus.guards import MAX_BYTES, check_not_binary, file_stem, read_bytes, shown
from framing.corpus.richtext import lines_of_rtf
from framing.corpus.webpage import MAX_PAGE, article_of_page, decode_page
from framing.corpus.word import article_of_word, paragraphs_of_word
from framing.errors import ReadError, SettingError, given_possible

__all__ = ["ARTICLE_ENDINGS", "EXPORTS", "articles_in_file", "read_article"]

ARTICLE_ENDINGS: Final = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".docx", ".rtf", ".xml")
"""Endings of files that hold articles rather than tables."""

EXPORTS: Final = ("nexis", "factiva", "proquest")
"""Exports of news databases that come as documents."""


def read_article(
    path: str | os.PathLike[str],
    *,
    repair: str | None = None,
    encoding: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Article:
    r"""Read one article from a text file, a web page or a Word document.

    The text stays exact: only Windows line ends become ``\n``, and NULs and lone surrogates U+FFFD, with a note. Of a
    web page the article is taken out by trafilatura, without its navigation and scripts; nothing is ever fetched.

    Parameters
    ----------
    path : str or path
        A .txt, .html, .htm, .docx or .rtf file.
    repair : {None, "mojibake"}
        Whether to mend text that was once decoded wrongly (``â€™`` for ``’``); otherwise it is only noted.
    encoding : str, optional
        Encoding of a text file or page, instead of recognising it.
    max_bytes : int
        Largest file read, in bytes.

    Returns
    -------
    Article
        Its `article_id` is the file's name without its ending; `notes` tell what was guessed, replaced or suspected.

    Raises
    ------
    ReadError
        If the file does not exist, is empty, blank, too large, no text, or holds several articles.
    SettingError
        If `repair` or `encoding` is not possible.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "raid.txt")
    ...     _ = file.write_text("Raid kills eight\n\nThe army said …", encoding="utf-8")
    ...     article = read_article(file)
    >>> article.article_id, article.text
    ('raid', 'Raid kills eight\n\nThe army said …')
    """
    check_repair(repair)
    file = Path(path)
    articles = articles_in_file(file, file_stem(file), repair=repair, encoding=encoding, max_bytes=max_bytes)
    if len(articles) != 1:
        raise ReadError(f"{shown(file)} holds {len(articles)} articles; read them with read_corpus")
    if articles[0].problem is not None:
        raise ReadError(f"{shown(file)}: {articles[0].problem}")
    return replace(articles[0], article_id=file_stem(file))


def articles_in_file(
    path: Path,
    stem: str,
    *,
    repair: str | None = None,
    encoding: str | None = None,
    kind: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> list[Article]:
    """Read all articles of one file; several are numbered ``stem#1``, ``stem#2`` …

    Parameters
    ----------
    path : Path
        The file.
    stem : str
        What identifiers begin with.
    repair, encoding, max_bytes
        See :func:`read_article`.
    kind : {None, "article", "nexis", "factiva", "proquest"}
        What the file is; None recognises it.

    Raises
    ------
    ReadError
        If the file cannot be read at all. An article among several that cannot be read has its `problem`.
    """
    if kind not in (None, "article", *EXPORTS):
        raise SettingError(given_possible("format", kind, ("article", *EXPORTS)))
    name = shown(path)
    ending = path.suffix.lower()
    reader = _READERS.get(ending, _of_text)
    articles = reader(path, name, encoding, kind, max_bytes)
    if not articles:
        raise ReadError(f"{name} holds no article that could be found in this {kind or 'export'}")
    ready = []
    for number, article in enumerate(articles, 1):
        article_id = stem if len(articles) == 1 else f"{stem}#{number}"
        if article.problem is None and not article.text.strip():
            if len(articles) == 1:
                raise ReadError(f"{name} holds only white space; give a file that holds an article")
            article = replace(article, problem="the article has no text")  # noqa: PLW2901
        if article.problem is not None:
            article = replace(article, text="")  # noqa: PLW2901
        ready.append(finished(replace(article, article_id=article_id), repair))
    return ready


def _of_text(path: Path, name: str, encoding: str | None, kind: str | None, max_bytes: int) -> list[Article]:
    raw = read_bytes(path, max_bytes)
    if raw.lstrip()[:5] == b"{\\rtf":
        raise ReadError(f"{name} is RTF, not plain text; end its name in .rtf")
    text, notes = decode(raw, name, encoding=encoding)
    if kind == "proquest" or (kind is None and proquest.is_text_export(text)):
        return [replace(a, notes=(*a.notes, *notes)) for a in proquest.articles_of_text(text)]
    if kind in ("nexis", "factiva"):
        return [replace(a, notes=(*a.notes, *notes)) for a in _of_lines(text.split("\n"), kind)]
    return [Article(article_id="", text=text, notes=notes)]


def _of_page(path: Path, name: str, encoding: str | None, kind: str | None, max_bytes: int) -> list[Article]:
    export = kind in EXPORTS
    raw = read_bytes(path, max_bytes)
    page, notes = decode_page(raw, name, encoding)
    if not page.strip():
        raise ReadError(f"{name} holds only white space; give a file that holds an article")
    found: list[Article]
    if kind == "factiva" or (kind is None and factiva.is_page(page)):
        found = factiva.articles_of_page(page, name)
    elif kind == "nexis" or (kind is None and nexis.is_page(page)):
        found = nexis.articles_of_page(page, name)
    else:
        if export:
            raise ReadError(f"{name} is a web page, which {kind} does not export; leave out format={kind!r}")
        if len(raw) > MAX_PAGE:
            raise ReadError(f"{name} has {len(raw):,} bytes, more than a page may have ({MAX_PAGE:,}); save its text")
        found = [article_of_page(page, name, "")]
    return [replace(a, notes=(*a.notes, *notes)) for a in found]


def _of_word(path: Path, name: str, _encoding: str | None, kind: str | None, max_bytes: int) -> list[Article]:
    if kind in (None, "nexis"):
        paragraphs = paragraphs_of_word(path, max_bytes=max_bytes)
        if kind == "nexis" or nexis.is_export([t for _, t in paragraphs]):
            lines = [line for _, text in paragraphs for line in text.split("\n")]
            return nexis.articles_of_lines(lines)
    elif kind in EXPORTS:
        raise ReadError(f"{name} is a Word document, which {kind} does not export; leave out format={kind!r}")
    return [article_of_word(path, "", max_bytes=max_bytes)]


def _of_rtf(path: Path, name: str, _encoding: str | None, kind: str | None, max_bytes: int) -> list[Article]:
    raw = read_bytes(path, max_bytes)
    check_not_binary(raw, name)
    lines = lines_of_rtf(raw, name)
    if kind in EXPORTS:
        return _of_lines(lines, kind)
    if kind is None and factiva.is_export(lines):
        return factiva.articles_of_lines(lines)
    if kind is None and nexis.is_export(lines):
        return nexis.articles_of_lines(lines)
    return [Article(article_id="", text="\n".join(lines).strip("\n"))]


def _of_xml(path: Path, name: str, _encoding: str | None, _kind: str | None, max_bytes: int) -> list[Article]:
    return proquest.articles_of_xml(read_bytes(path, max_bytes), name)


def _of_lines(lines: list[str], kind: str | None) -> list[Article]:
    if kind == "factiva":
        return factiva.articles_of_lines(lines)
    if kind == "proquest":
        return proquest.articles_of_text("\n".join(lines))
    return nexis.articles_of_lines(lines)


_Reader = Callable[[Path, str, str | None, str | None, int], list[Article]]
_READERS: Final[dict[str, _Reader]] = {
    ".html": _of_page, ".htm": _of_page, ".xhtml": _of_page,
    ".docx": _of_word, ".rtf": _of_rtf, ".xml": _of_xml,
}  # fmt: skip
