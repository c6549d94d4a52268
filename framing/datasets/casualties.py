"""Sentences about deaths in Israel and Palestine, coded by hand for whose deaths they mention (NYT and others; BBC).

Two studies, one coding scheme: the second repeats the first for another broadcaster. Both publish CSV files of
sentences whose tokens are parted by double spaces, as their parser wrote them.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from framing.datasets.origin import Origin
from framing.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_bbc_bias", "read_casualty_mentions_nyt"]

BBC = Origin(
    name="bbc-bias",
    get_from="github.com/liet-git/bbc-bias",
    licence="none stated",
    reference="Najjar and Lietava 2023",
)
NYT = Origin(
    name="casualty_mentions_nyt",
    get_from="github.com/hollyjackson/casualty_mentions_nyt",
    licence="MIT; the sentences belong to their newspapers",
    reference="Jackson 2023",
)

_TITLE_MARK = "T-I-T-L-E-E-N-D."
_CATEGORIES = ("israel", "palestine", "both")
_OUTLETS = {"nyt": "New York Times", "wp": "Washington Post", "wsj": "Wall Street Journal"}


def read_bbc_bias(folder: str | os.PathLike[str]) -> pd.DataFrame:
    """Read the BBC sentences that mention deaths, with the side of the dead coded by hand.

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``annotations_articles_*.csv``.

    Returns
    -------
    pandas.DataFrame
        One row per sentence: ``sentence_id`` (file and line), ``article_id``, ``outlet``, ``headline``, ``published``
        (UTC), ``text`` (single spaces, without the authors' mark for a headline), ``is_headline``, ``category``
        (``israel``, ``palestine``, ``both``: coded by hand), ``parser_voice`` (``active`` or ``passive``, or null: what
        the authors' parser said, **not** coded by hand), ``annotator`` and ``sentence`` as in the file.

    Raises
    ------
    ReadError
        If the file is missing, lacks a column, or has a category that is not known.

    Examples
    --------
    >>> read_bbc_bias("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.ReadError: bbc-bias: there is no folder 'no-such-folder'; get the set from ...
    """
    import pandas as pd

    root = BBC.folder(folder)
    columns = ("article_id", "article_title", "article_date", "sentence", "category", "voice", "annotator")
    frames = []
    for path in sorted(root.glob("annotations_articles*.csv")):
        frame = BBC.table(path, columns)
        frame["sentence_id"] = path.stem + ":" + frame["line"].astype(str)
        frames.append(frame)
    if not frames:
        BBC.first(root, "annotations_articles_20231007-20231202.csv")
    table = pd.concat(frames, ignore_index=True)
    _check_categories(BBC, table)
    table["is_headline"] = table["sentence"].str.contains(_TITLE_MARK, regex=False)
    text = table["sentence"].str.replace(_TITLE_MARK, " ", regex=False)
    table["text"] = _single_spaces(text)
    table["outlet"] = "BBC"
    table["published"] = pd.to_datetime(table["article_date"], format="%Y-%m-%d", utc=True, errors="coerce")
    table["parser_voice"] = table["voice"].str.lower().where(table["voice"] != "", None)
    table = table.rename(columns={"article_title": "headline"})
    return table[
        [
            *("sentence_id", "article_id", "outlet", "headline", "published", "text"),
            *("is_headline", "category", "parser_voice", "annotator", "sentence"),
        ]
    ]


def read_casualty_mentions_nyt(folder: str | os.PathLike[str]) -> pd.DataFrame:
    """Read the newspaper sentences on deaths, October 2023, with the side of the dead coded by hand.

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``tagged_data_<paper>_*.csv`` (its authors': ``data``), for any of the papers ``nyt``,
        ``wp`` and ``wsj``.

    Returns
    -------
    pandas.DataFrame
        One row per sentence: ``sentence_id`` (file and line), ``article_id`` (file and article), ``outlet``,
        ``headline``, ``published`` (UTC), ``text`` (single spaces), ``category`` (``israel``, ``palestine``, ``both``:
        coded by hand), ``parser_voice`` (a parser's, where the file has it), ``part`` (the file's name) and
        ``sentence`` as in the file.

    Raises
    ------
    ReadError
        If no such file is there, one lacks a column, or a category is not known.

    Examples
    --------
    >>> read_casualty_mentions_nyt("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.ReadError: casualty_mentions_nyt: there is no folder 'no-such-folder'; get the set from ...
    """
    import pandas as pd

    root = NYT.folder(folder)
    columns = ("article_index", "article_title", "article_date", "sentence", "category")
    frames = []
    for path in sorted(root.glob("tagged_data_*.csv")):
        frame = NYT.table(path, columns)
        frame["part"] = path.stem.removeprefix("tagged_data_")
        if "auto_tagged_voice" not in frame:
            frame["auto_tagged_voice"] = ""
        frames.append(frame)
    if not frames:
        NYT.first(root, "tagged_data_nyt_oct7_to_oct18.csv")
    table = pd.concat(frames, ignore_index=True)
    _check_categories(NYT, table)
    table["sentence_id"] = table["part"] + ":" + table["line"].astype(str)
    table["article_id"] = table["part"] + "-" + table["article_index"]
    paper = table["part"].str.split("_").str[0]
    table["outlet"] = paper.map(_OUTLETS).fillna(paper)
    table["text"] = _single_spaces(table["sentence"])
    table["published"] = pd.to_datetime(table["article_date"], format="mixed", utc=True, errors="coerce")
    voice = table["auto_tagged_voice"]
    table["parser_voice"] = voice.str.lower().where(voice != "", None)
    table = table.rename(columns={"article_title": "headline"})
    return table[
        [
            *("sentence_id", "article_id", "outlet", "headline", "published", "text"),
            *("category", "parser_voice", "part", "sentence"),
        ]
    ]


def _single_spaces(column: pd.Series[str]) -> pd.Series[str]:
    return column.map(lambda text: re.sub(r"\s+", " ", text).strip())


def _check_categories(origin: Origin, table: pd.DataFrame) -> None:
    wrong = table[~table["category"].isin(_CATEGORIES)]
    if len(wrong):
        given = wrong["category"].iloc[0]
        raise ReadError(
            f"{origin.name}: line {wrong['line'].iloc[0]} has the category {given!r}; known: {', '.join(_CATEGORIES)}"
        )
