"""What several commands read alike: lexicons by name or file, and corpora."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.errors import LexiconError, given_possible

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon import Lexicon

__all__ = ["FILE", "find_lexicon", "read_articles", "read_lexicon_file"]

FILE = click.Path(path_type=Path)


def find_lexicon(name: str, *, quiet: bool = False) -> Lexicon:
    """Find a lexicon by the name of a shipped one or by its file."""
    from framing.lexicon import list_lexicons, load_lexicon

    possible = list_lexicons()
    if name in possible:
        return load_lexicon(name)
    if not (Path(name).suffix or Path(name).exists()):
        raise LexiconError(given_possible("lexicon", name, possible) + "; or give the path of a lexicon file")
    found = read_lexicon_file(Path(name))
    if found.losses and not quiet:
        click.echo(f"{found.losses.summary}; framing lexicon check {name} shows them", err=True)
    return found


def read_lexicon_file(path: Path, form: str | None = None) -> Lexicon:
    """Read a lexicon; what it lost is for the caller to tell."""
    import warnings

    from framing.lexicon import LexiconWarning, read_lexicon

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiconWarning)
        return read_lexicon(path, form)


def read_articles(source: Path) -> pd.DataFrame:
    """Read a corpus, or one article where the file is one."""
    from framing.corpus import as_corpus, read_article, read_corpus

    if source.is_file() and source.suffix.lower() in {".txt", ".html", ".htm", ".docx"}:
        return as_corpus([read_article(source)])
    return read_corpus(source)
