"""Self-contained pages: one HTML file with its own style and script, and a policy that lets nothing else in.

Templates escape everything that is put into them. Style and script are files of this package, printed as they are; the
page's Content-Security-Policy names their hashes, so that nothing from an article could run or be loaded even if it got
through as markup.
"""

from __future__ import annotations

import base64
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2

from framing.writing import write_whole

__all__ = ["policy", "render", "safe_link", "write_page"]

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def asset(name: str) -> str:
    """Give a style or script of the templates, line ends as HTML parsers make them."""
    return (_TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def policy(style: str, script: str, *, images: bool = False) -> str:
    """Word the Content-Security-Policy that allows one style and one script, by their hashes, and nothing else.

    With `images`, the page may also show pictures that it holds itself, as ``data:`` addresses.

    Examples
    --------
    >>> policy("", "")[:55]
    "default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TIm"
    """
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        f"{'img-src data:; ' if images else ''}base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def render(template: str, *, style: str, script: str, images: bool = False, **values: Any) -> str:
    """Fill a template, with a style and a script of the templates folder by name.

    Parameters
    ----------
    template, style, script : str
        Names of files in the templates folder; several styles are joined with a comma.
    images : bool
        Whether the page shows pictures that it holds itself.
    **values
        What the template shows; all of it is escaped.

    Returns
    -------
    str
        The page.
    """
    css = "\n".join(asset(name) for name in style.split(","))
    js = "\n".join(asset(name) for name in script.split(","))
    page = _environment().get_template(template)
    return page.render(style=css, script=js, policy=policy(css, js, images=images), **values)


def safe_link(url: Any) -> str | None:
    """Give an address if a click on it can only open a web page, else None.

    Examples
    --------
    >>> safe_link("https://example.org/a"), safe_link("javascript:alert(1)"), safe_link(None)
    ('https://example.org/a', None, None)
    """
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None


def write_page(page: str, path: str | os.PathLike[str]) -> Path:
    """Write a page whole or not at all.

    Raises
    ------
    OutputError
        If the folder is not there or cannot be written.
    """
    return write_whole(path, page)
