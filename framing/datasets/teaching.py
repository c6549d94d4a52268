"""The articles that were written for this project: the demo pair and the teaching corpus.

Every one of them is constructed. Outlets, persons, places of action and events are invented; they are for
demonstration, teaching and tests, and no finding about real media can rest on them.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from framing.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["demo_articles", "load_teaching", "teaching_folder"]

_CORPUS_COLUMNS = (
    "article_id",
    "text",
    "outlet",
    "headline",
    "published",
    "story",
    "language",
    "url",
    "genre",
    "wire_source",
    "translated_from",
)


def teaching_folder() -> Path:
    """Find the folder of constructed articles that comes with the library.

    Returns
    -------
    pathlib.Path
        ``framing/datasets/corpora`` of an installed package, or ``corpora`` of a source checkout. It holds
        ``demo`` (two articles) and ``teaching`` (32 articles with labels, codebook and datasheet).

    Raises
    ------
    ReadError
        Neither place exists: the installation is incomplete.

    Examples
    --------
    >>> sorted(p.name for p in (teaching_folder() / "demo").glob("*.txt"))
    ['coastline_herald.txt', 'meridian_post.txt']
    """
    here = Path(__file__).resolve()
    installed = here.parent / "corpora"
    checkout = here.parents[2] / "corpora"
    for folder in (installed, checkout):
        if (folder / "demo" / "metadata.json").is_file():
            return folder
    raise ReadError(f"the constructed articles are neither in '{installed}' nor in '{checkout}'; install framing again")


def demo_articles() -> pd.DataFrame:
    """Load the two constructed articles on one invented raid that ``framing demo`` contrasts.

    Returns
    -------
    pandas.DataFrame
        A corpus table of two rows; ``text`` is the page as a scraper would deliver it, headline first.

    Raises
    ------
    ReadError
        The folder of constructed articles is missing or incomplete.

    Examples
    --------
    >>> demo_articles()["outlet"].tolist()
    ['The Meridian Post', 'Coastline Herald']
    """
    folder = teaching_folder() / "demo"
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    return _corpus_table(folder, metadata["articles"])


@overload
def load_teaching(labels: Literal[False] = False) -> pd.DataFrame: ...
@overload
def load_teaching(labels: Literal[True]) -> tuple[pd.DataFrame, pd.DataFrame]: ...
@overload
def load_teaching(labels: bool) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]: ...


def load_teaching(labels: bool = False) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """Load the teaching corpus: 8 invented stories, each told by the same 4 invented outlets.

    Parameters
    ----------
    labels : bool
        Also return the developer labels: two codings, made one after the other, of zone, voice, referent,
        actor, agency and frames. They are labels made by the authors of the articles, and say nothing of
        how well trained coders agree.

    Returns
    -------
    pandas.DataFrame or tuple of two
        The corpus table (32 rows; a further column ``file``). With ``labels=True`` also the codings table:
        ``article_id, start, end, unit, coder, variable, value, text``, where ``start`` and ``end`` are
        code-point offsets into the article's text and ``text`` the stretch between them, null where
        ``unit`` is ``article``.

    Raises
    ------
    ReadError
        The folder of constructed articles is missing or incomplete.

    Notes
    -----
    ``corpora/teaching/CODEBOOK.md`` defines the variables and ``DATASHEET.md`` tells how articles and labels
    were made. Licence: CC BY 4.0.

    Examples
    --------
    >>> corpus = load_teaching()
    >>> corpus.groupby("story")["outlet"].nunique().tolist()
    [4, 4, 4, 4, 4, 4, 4, 4]
    >>> corpus, codings = load_teaching(labels=True)
    >>> sorted(codings["coder"].unique())
    ['developer-pass-1', 'developer-pass-2']
    """
    folder = teaching_folder() / "teaching"
    corpus = _corpus_table(folder, _read_rows(folder / "articles.csv"))
    if not labels:
        return corpus
    return corpus, _codings_table(folder / "codings.csv")


def _read_rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    except OSError as error:
        raise ReadError(f"'{path}' cannot be read ({error.strerror}); install framing again") from error


def _corpus_table(folder: Path, rows: list[dict[str, str]]) -> pd.DataFrame:
    """Join metadata rows with the texts of the files that they name."""
    import pandas as pd

    records = []
    for row in rows:
        path = folder / row["file"]
        try:
            # Text mode on purpose: a checkout with CRLF line ends must give the same offsets.
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise ReadError(f"'{path}' cannot be read ({error.strerror}); install framing again") from error
        record: dict[str, str | None] = dict.fromkeys(_CORPUS_COLUMNS)
        record.update((name, value or None) for name, value in row.items())
        record["text"] = text
        records.append(record)
    table = pd.DataFrame(records)
    table["published"] = pd.to_datetime(table["published"], utc=True)
    return table[[*_CORPUS_COLUMNS, *(name for name in table if name not in _CORPUS_COLUMNS)]]


def _codings_table(path: Path) -> pd.DataFrame:
    import pandas as pd

    rows = _read_rows(path)
    columns = ["article_id", "start", "end", "unit", "coder", "variable", "value", "text"]
    table = pd.DataFrame(rows, columns=columns)
    table["text"] = table["text"].where(table["unit"] != "article", None)
    return table.astype({"start": "int64", "end": "int64"})
