"""The Gun Violence Frame Corpus: headlines with one of nine frames, or none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from framing.datasets.origin import Origin

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["GVFC_FRAMES", "read_gvfc"]

ORIGIN = Origin(
    name="GVFC",
    get_from="its authors, Liu et al. 2019 (aclanthology.org/K19-1047)",
    licence="not stated; evaluate only",
    reference="Liu, Guo, Mays, Betke and Wijaya 2019, CoNLL",
)

#: The nine frames by their number in the file; 99 there means none.
GVFC_FRAMES = {
    1: "second_amendment",
    2: "gun_control",
    3: "politics",
    4: "mental_health",
    5: "public_safety",
    6: "race",
    7: "public_opinion",
    8: "society",
    9: "economic",
}
_NONE = 99


def read_gvfc(folder: str | os.PathLike[str]) -> pd.DataFrame:
    """Read the headlines with their first and second frame.

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``GVFC_headlines.csv`` (columns ``news_title``, ``Q1 Relevant``, ``Q2 Focus``,
        ``Q3 Theme1``, ``Q3 Theme2``).

    Returns
    -------
    pandas.DataFrame
        ``headline_id`` (file and line), ``text``, ``relevant`` (bool), ``focus`` (number, null for 99), ``frame`` and
        ``frame_2`` (names of :data:`GVFC_FRAMES`, null for none).

    Raises
    ------
    ReadError
        If the file is missing, lacks a column, or has another number.

    References
    ----------
    Liu et al. (2019): Detecting Frames in News Headlines and Its Application to Analyzing News Framing Trends
    Surrounding U.S. Gun Violence. CoNLL.

    Examples
    --------
    >>> GVFC_FRAMES[9]
    'economic'
    """
    import pandas as pd

    columns = ("news_title", "Q1 Relevant", "Q2 Focus", "Q3 Theme1", "Q3 Theme2")
    table = ORIGIN.table(ORIGIN.first(ORIGIN.folder(folder), "GVFC_headlines.csv"), columns)
    numbers = {}
    for column in columns[1:]:
        values = pd.to_numeric(table[column], errors="coerce")
        known = {1, 2, _NONE} if column.startswith(("Q1", "Q2")) else {*GVFC_FRAMES, _NONE}
        odd = table.loc[~values.isin(known), "line"]
        if len(odd):
            raise ORIGIN.broken(f"'GVFC_headlines.csv' line {odd.iloc[0]}", f"{column!r} has an unknown number")
        numbers[column] = values
    focus = numbers["Q2 Focus"].astype("Int64")
    return pd.DataFrame(
        {
            "headline_id": "gvfc:" + table["line"].astype(str),
            "text": table["news_title"],
            "relevant": numbers["Q1 Relevant"] == 1,
            "focus": focus.mask(focus == _NONE),
            "frame": numbers["Q3 Theme1"].map(GVFC_FRAMES),
            "frame_2": numbers["Q3 Theme2"].map(GVFC_FRAMES),
        }
    )
