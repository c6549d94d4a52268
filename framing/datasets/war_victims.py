"""Media coverage of war victims: a sample of articles, and sentences with phrases that cast doubt, coded by hand."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.datasets.origin import Origin
from framing.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["WarVictims", "read_war_victims"]

ORIGIN = Origin(
    name="war_victims",
    get_from="github.com/NYUAD-SSC/Media-Coverage-of-War-Victims",
    licence="MIT; the articles belong to their publishers",
    reference="Media Coverage of War Victims, NYU Abu Dhabi 2026",
)
_TABLE = re.compile(r"Supp Tab (\d+)\b")


@dataclass(frozen=True, slots=True)
class WarVictims:
    """The published part of the set.

    Attributes
    ----------
    articles : pandas.DataFrame
        The sample: ``article_id``, ``outlet``, ``published`` (UTC), ``text`` (as released: one line, without headline).
    doubt : pandas.DataFrame
        Sentences with a phrase that casts doubt: ``sentence_id``, ``article_id``, ``outlet`` (null where the file has
        none), ``published``, ``side`` (whose casualties), ``text`` (as released: lower case), ``phrase``, ``category``
        (Source Doubting, Uncertainty in Numbers) and ``excluded`` (the coder's flag).
    tables : dict of str to pandas.DataFrame
        The published tables by number (``"12"``), as they are in the spreadsheets; empty where there are none.
    """

    articles: pd.DataFrame
    doubt: pd.DataFrame
    tables: dict[str, pd.DataFrame]


def read_war_victims(folder: str | os.PathLike[str]) -> WarVictims:
    """Read the article sample, the coded sentences and the published tables.

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``article_sample.csv``, ``casting_doubt_manual.tsv`` and, for the tables, ``tables``.

    Returns
    -------
    WarVictims

    Raises
    ------
    ReadError
        If a file is missing or lacks a column.
    MissingExtraError
        If there are spreadsheets and the package that reads them (openpyxl) is missing.

    Examples
    --------
    >>> read_war_victims("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.ReadError: war_victims: there is no folder 'no-such-folder'; get the set from ...
    """
    import pandas as pd

    root = ORIGIN.folder(folder)
    sample = ORIGIN.table(ORIGIN.first(root, "article_sample.csv"), ("Article_ID", "Date", "Source", "Article"))
    articles = pd.DataFrame(
        {
            "article_id": sample["Article_ID"],
            "outlet": sample["Source"],
            "published": pd.to_datetime(sample["Date"], format="%d %B %Y", utc=True, errors="coerce"),
            "text": sample["Article"],
        }
    )
    columns = ("date", "article_id", "source", "side", "sentence", "phrase", "cd_type", "flag")
    coded = ORIGIN.table(ORIGIN.first(root, "casting_doubt_manual.tsv"), columns, delimiter="\t")
    odd = coded.loc[~coded["flag"].isin(["0", "1"]), "line"]
    if len(odd):
        raise ORIGIN.broken(f"'casting_doubt_manual.tsv' line {odd.iloc[0]}", "a flag other than 0 and 1")
    doubt = pd.DataFrame(
        {
            "sentence_id": "doubt:" + coded["line"].astype(str),
            "article_id": coded["article_id"],
            "outlet": coded["source"].where(coded["source"] != "", None),
            "published": pd.to_datetime(coded["date"], format="%Y-%m-%d", utc=True, errors="coerce"),
            "side": coded["side"],
            "text": coded["sentence"],
            "phrase": coded["phrase"],
            "category": coded["cd_type"],
            "excluded": coded["flag"] == "1",
        }
    )
    return WarVictims(articles=articles, doubt=doubt, tables=_tables(root / "tables"))


def _tables(folder: Path) -> dict[str, pd.DataFrame]:
    import pandas as pd

    tables: dict[str, pd.DataFrame] = {}
    for path in sorted(folder.glob("*.xlsx")):
        try:
            table = pd.read_excel(path)
        except ImportError as error:
            raise MissingExtraError("reading the published tables (.xlsx)", "excel") from error
        except Exception as error:
            # openpyxl has no error of its own for a damaged file: zip, XML and key errors all come through.
            raise ORIGIN.broken(repr(path.name), "not a spreadsheet") from error
        found = _TABLE.match(path.name)
        first = table.columns[0]
        tables[found[1] if found else path.stem] = (
            table.drop(columns=first) if str(first).startswith("Unnamed") else table
        )
    return tables
