"""Web pages to articles, by trafilatura: captions and standfirst are kept, no script is run, nothing is fetched."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import Any, Final

from framing.corpus.articles import Article
from framing.corpus.dates import dates_of
from framing.corpus.decoding import choose_encoding, clean, decode
from framing.errors import ReadError

__all__ = ["MAX_PAGE", "article_of_page", "decode_page"]

MAX_PAGE: Final = 20_000_000
"""Largest page read, in bytes: no news page comes near it, and pages are parsed whole."""

_MAX_TAGS: Final = 500_000
_MAX_MARKS: Final = 1_000_000
_MAX_ELEMENTS: Final = 25_000
_CHARSET: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I
)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_STANDFIRST: Final = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|dek|deck|sub-?head(?:line)?|sub-?title|strapline|chapo|kicker-text|"
    r"article-?summary|article-?(?:intro|lead|lede)|excerpt)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAX_ATTRIBUTES: Final = 1_000
_CROWDED: Final = re.compile(
    r"<[a-zA-Z](?>[^\s/>]*)"
    r"""(?>[\s/]*[^\s/>](?>[^\s/>=]*)(?>\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?)"""
    rf"{{{_MAX_ATTRIBUTES}}}"
)
"""An element with so many attributes that the parser, which compares each with all, would not end."""
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "rb",
        "rt",
        "rp",
    ]
)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_MAX_DEPTH: Final = 2_000
_SPACE: Final = re.compile(r"[ \t\r\f\v\n]+")


def decode_page(raw: bytes, name: str, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    """Decode a page: its byte-order mark decides, then what it declares if that is true, then its bytes."""
    if encoding is None and (declared := _CHARSET.search(raw[:4096])):
        told = declared.group(1).decode("ascii").lower()
        # Browsers read these as Windows-1252, and so does everybody who writes them.
        told = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(told, told)
        chosen, _ = choose_encoding(raw, name)
        if chosen in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"):
            told = chosen
        try:
            raw.decode(told)
            encoding = told
        except (LookupError, UnicodeDecodeError, ValueError):
            encoding = None
    return decode(raw, name, encoding=encoding)


def article_of_page(page: str, name: str, article_id: str) -> Article:
    """Take the article out of a page.

    Parameters
    ----------
    page : str
        The page's source.
    name : str
        The file, as messages name it.
    article_id : str
        Its identifier.

    Returns
    -------
    Article
        With headline, outlet, date, address and byline where the page tells them; paragraphs are parted by blank lines.

    Raises
    ------
    ReadError
        If the page holds no article text, or is built to exhaust its reader.
    """
    tree = parsed_page(page, name)
    if (size := sum(1 for _ in tree.iter())) > _MAX_ELEMENTS:
        # Extraction takes about a millisecond an element, and more the more there are.
        raise ReadError(f"{name} has {size:,} elements, which no news page has; save the article's text as .txt")
    standfirst = _standfirst(tree)
    _keep_captions(tree)
    found = _extracted(tree, name)
    body = "" if found is None else _blocks(found.body)
    if found is None or not body.strip():
        raise ReadError(f"{name} holds no article text that can be found; save the article's text as .txt")
    headline = _plain(found.title)
    text = body
    if standfirst and _squeezed(standfirst) not in _squeezed(body):
        first, _, rest = body.partition("\n\n")
        begins = headline is not None and _squeezed(first) == _squeezed(headline)
        text = f"{first}\n\n{standfirst}\n\n{rest}" if begins else f"{standfirst}\n\n{body}"
    (published,), (note,) = dates_of([found.date], dayfirst=False)
    article = Article(
        article_id=article_id,
        text=text,
        headline=headline,
        outlet=_plain(found.sitename),
        published=_full_time(tree, published),
        url=_plain(found.url),
        language=_language(tree),
        byline=_plain(found.author),
    )
    return replace(article, notes=(note,)) if note else article


def parsed_page(page: str, name: str) -> Any:
    """Parse a page, refusing one whose depth or number of elements would exhaust the parser."""
    from lxml import etree, html  # type: ignore[import-untyped]

    if page.count("<") > _MAX_MARKS:
        raise ReadError(f"{name} has over {_MAX_MARKS:,} marks '<', which no news page has; save its text as .txt")
    depth = deepest = count = 0
    for match in _TAG.finditer(page):
        count += 1
        if match.group(2).lower() in _VOID:
            continue
        depth += -1 if match.group(1) else 1
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    if count > _MAX_TAGS or deepest > _MAX_DEPTH:
        what = f"{count:,} elements" if count > _MAX_TAGS else f"elements nested {deepest:,} deep"
        raise ReadError(f"{name} has {what}, which no news page has; save the article's text as .txt")
    if _CROWDED.search(page):
        raise ReadError(
            f"{name} has an element of over {_MAX_ATTRIBUTES:,} attributes, which no news page has; save the article's "
            "text as .txt"
        )
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", page), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        reason = " ".join(str(error).split())[:100]
        raise ReadError(f"{name} is no page that can be parsed ({reason}); save its text as .txt") from None
    if "&#" in page or _CONTROL.search(page):
        _without_controls(tree)
    for element in list(tree.iter("script", "style", "noscript", "template", "iframe", "object", "embed")):
        if element.tag == "script" and element.get("type") == "application/ld+json":
            continue  # trafilatura reads date and outlet from it
        element.drop_tree()
    return tree


def _extracted(tree: Any, name: str) -> Any:
    for logger in ("trafilatura", "htmldate", "courlan", "justext", "readability"):
        logging.getLogger(logger).addHandler(logging.NullHandler())
    import trafilatura

    try:
        return trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=True, with_metadata=True, favor_recall=True
        )
    except RecursionError:
        raise ReadError(f"{name} is nested too deeply; save the article's text as .txt") from None
    except Exception as error:  # trafilatura raises whatever the page drives its helpers into
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise ReadError(f"{name} is no page that can be read ({reason}); save its text as .txt") from None


def _without_controls(tree: Any) -> None:
    """Replace control characters: a page can hold them, but no element can be given a text with one."""
    for element in tree.iter():
        if element.text and _CONTROL.search(element.text) and isinstance(element.tag, str):
            element.text = _CONTROL.sub("\ufffd", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub("\ufffd", element.tail)


def _keep_captions(tree: Any) -> None:
    """Turn figure captions into paragraphs, which extraction would drop though readers see them."""
    for caption in list(tree.iter("figcaption")):
        text = _squeezed(caption.text_content())
        figure = next((a for a in caption.iterancestors("figure")), None)
        if not text or figure is None or figure.getparent() is None:
            continue
        paragraph = figure.makeelement("p")
        paragraph.text = text
        paragraph.tail = "\n"
        figure.addnext(paragraph)
        caption.drop_tree()


def _standfirst(tree: Any) -> str | None:
    for element in tree.iter("p", "h2", "h3", "div", "span"):
        marks = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('id', '')}"
        if _STANDFIRST.search(marks):
            text = _squeezed(element.text_content())
            if 20 <= len(text) <= 600 and not any(a.tag in ("aside", "nav", "footer") for a in element.iterancestors()):
                return text
    return None


def _language(tree: Any) -> str | None:
    value = (tree.get("lang") or tree.get("xml:lang") or "").strip()
    return value.split("-")[0].lower() if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", value) else None


_TIME: Final = ("article:published_time", "datePublished", "og:published_time", "date", "dc.date", "pubdate")


def _full_time(tree: Any, day: Any) -> Any:
    """Prefer a time of day that the page's head tells, if it is on the day that extraction settled on."""
    if day is None:
        return None
    told = [
        m.get("content")
        for m in tree.iter("meta")
        if (m.get("property") or m.get("name") or m.get("itemprop")) in _TIME and m.get("content")
    ]
    moments, _ = dates_of(told, dayfirst=False)
    return next((m for m in moments if m is not None and abs((m - day).total_seconds()) <= 172_800), day)


def _blocks(body: Any) -> str:
    """Set the blocks of an extracted body as text: a blank line between blocks, a line for each item or row."""
    blocks: list[str] = []

    def add(text: str) -> None:
        if text.strip():
            blocks.append(text.strip())

    def walk(element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag in ("p", "head", "code", "item", "row", "cell", "fw", "ab"):
            add(_lines(element))
        elif tag == "list":
            add("\n".join(t for i in element.iterchildren() if (t := _lines(i))))
        elif tag == "table":
            rows = ["\t".join(_lines(c) for c in r.iterchildren()) for r in element.iter("row")]
            add("\n".join(r for r in rows if r.strip()) or _lines(element))
        elif len(element) and any(c.tag in ("p", "head", "list", "quote", "table", "div") for c in element):
            add(_inline(element.text or ""))
            for child in element.iterchildren():
                walk(child)
                add(_inline(child.tail or ""))
        else:
            add(_lines(element))

    for child in body.iterchildren():
        walk(child)
        add(_inline(child.tail or ""))
    return "\n\n".join(blocks)


def _lines(element: Any) -> str:
    lines = "".join(_in_order(element)).split("\x0b")
    return "\n".join(t for line in lines if (t := _inline(line)))


def _in_order(element: Any) -> Any:
    if element.tag == "lb":
        yield "\x0b"
    yield element.text or ""
    for child in element.iterchildren():
        if isinstance(child.tag, str):
            yield from _in_order(child)
            if child.tag in ("p", "item"):
                yield "\x0b"
        yield child.tail or ""


def _inline(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _plain(value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    return clean(_squeezed(value))[0]
