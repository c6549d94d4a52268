"""What a contrast can be given: a path, a text, an article that has been read, or a row of a corpus."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.comparison.rows import absent
from framing.errors import SettingError

if TYPE_CHECKING:
    from framing.corpus.articles import Article
    from framing.detectors.protocol import Detector
    from framing.lexicon.model import Lexicon

__all__ = ["as_article", "default_detectors"]


def default_detectors(lexicon: str | os.PathLike[str] | Lexicon) -> list[Detector]:
    """Give what is measured where nothing else is asked: a lexicon's terms, and events of violence."""
    from framing.detectors.agency import AgencyDetector
    from framing.detectors.terms import LexiconDetector
    from framing.lexicon import Lexicon, list_lexicons, load_lexicon, read_lexicon

    if not isinstance(lexicon, Lexicon):
        shipped = isinstance(lexicon, str) and (lexicon in list_lexicons() or not _names_a_file(lexicon))
        lexicon = load_lexicon(str(lexicon)) if shipped else read_lexicon(Path(lexicon))
    return [LexiconDetector(lexicon), AgencyDetector()]


_LONGEST_PATH: Final = 1024


def _names_a_file(given: str) -> bool:
    """Tell whether a string is a path: a file of that name is there, or it looks like nothing else."""
    if "\n" in given or len(given) > _LONGEST_PATH or not given.strip() or "\0" in given:
        return False
    try:
        if Path(given).exists():
            return True
    except OSError:
        return False
    from framing.corpus.files import ARTICLE_ENDINGS

    last = given.rsplit(".", 1)[-1]
    return f".{last.lower()}" in (*ARTICLE_ENDINGS, ".yaml", ".yml", ".pdf", ".doc") and " " not in last


def as_article(given: Any, side: str) -> Article:
    """Make an article of whatever was given for one side."""
    import pandas as pd

    from framing.corpus import article_from_text, as_corpus, read_article
    from framing.corpus.articles import Article

    if isinstance(given, Article):
        return given
    if isinstance(given, os.PathLike) or (isinstance(given, str) and _names_a_file(given)):
        return read_article(given)
    if isinstance(given, str):
        return article_from_text(given, article_id=f"Article {side.upper()}")
    if isinstance(given, pd.DataFrame):
        if len(given) != 1:
            raise SettingError(
                f"article {side} is a table of {len(given)} rows; give one row, such as corpus.iloc[[0]]"
            )
        frame = as_corpus(given)
    elif isinstance(given, pd.Series):
        frame = as_corpus([{str(key): value for key, value in given.to_dict().items()}])
    elif isinstance(given, Mapping):
        frame = as_corpus([dict(given)])
    else:
        raise SettingError(
            f"article {side} is a {type(given).__name__}; give a path, a text, an Article, or one row of a corpus"
        )
    row = frame.iloc[0].to_dict()
    known = {field.name for field in fields(Article)} - {"notes"}
    values: dict[str, Any] = {str(k): None if absent(v) else v for k, v in row.items() if k in known}
    return Article(**{**values, "text": values.get("text") or ""})
