"""Reading articles from files into the corpus table, one module a format.

>>> from framing.corpus import article_from_text
>>> article_from_text("The army said …", outlet="The Courier").outlet
'The Courier'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.corpus.articles import CONTRACT, Article, article_from_text
    from framing.corpus.columns import ColumnMatch, match_columns
    from framing.corpus.duplicates import find_duplicates, with_wire_clusters
    from framing.corpus.files import read_article
    from framing.corpus.frame import as_corpus
    from framing.corpus.reading import FORMATS, CorpusReader, iter_corpus, open_corpus, read_corpus
    from framing.corpus.stories import group_stories

__all__ = [
    "CONTRACT",
    "FORMATS",
    "Article",
    "ColumnMatch",
    "CorpusReader",
    "article_from_text",
    "as_corpus",
    "find_duplicates",
    "group_stories",
    "iter_corpus",
    "match_columns",
    "open_corpus",
    "read_article",
    "read_corpus",
    "with_wire_clusters",
]

_HOME = {
    "CONTRACT": "articles",
    "Article": "articles",
    "article_from_text": "articles",
    "ColumnMatch": "columns",
    "match_columns": "columns",
    "find_duplicates": "duplicates",
    "with_wire_clusters": "duplicates",
    "read_article": "files",
    "as_corpus": "frame",
    "FORMATS": "reading",
    "CorpusReader": "reading",
    "iter_corpus": "reading",
    "open_corpus": "reading",
    "read_corpus": "reading",
    "group_stories": "stories",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
