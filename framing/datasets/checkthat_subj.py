"""CheckThat! subjectivity: news sentences coded as subjective or objective."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from framing.datasets.origin import Origin

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_checkthat_subj"]

ORIGIN = Origin(
    name="CheckThat! subjectivity",
    get_from="gitlab.com/checkthat_lab (task 1, subjectivity)",
    licence="CC BY-NC-SA 4.0",
    reference="Ruggeri et al. 2023; Antici et al. 2024, LREC-COLING",
)
_LABELS = {"SUBJ": True, "OBJ": False}
_CONFLICT = {"True": True, "False": False, "": None}


def read_checkthat_subj(folder: str | os.PathLike[str], split: str = "train", language: str = "en") -> pd.DataFrame:
    """Read one split of one language.

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``<split>_<language>.tsv``.
    split : str
        ``"train"``, ``"dev"``, ``"dev_test"`` or ``"test"``.
    language : str
        The two letters of the file's name.

    Returns
    -------
    pandas.DataFrame
        ``sentence_id``, ``text``, ``subjective`` (bool), ``solved_conflict`` (boolean, null where not stated: whether
        coders first disagreed).

    Raises
    ------
    ReadError
        If the file is missing, lacks a column, or a label is not known.

    Examples
    --------
    >>> read_checkthat_subj("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.ReadError: CheckThat! subjectivity: there is no folder 'no-such-folder'; get the set from ...
    """
    import pandas as pd

    path = ORIGIN.first(ORIGIN.folder(folder), f"{split}_{language}.tsv")
    # Half of the rows of the English dev file end before the last column.
    table = ORIGIN.table(path, ("sentence_id", "sentence", "label"), delimiter="\t", short=True)
    odd = table.loc[~table["label"].isin(list(_LABELS)), "line"]
    if len(odd):
        raise ORIGIN.broken(f"{path.name!r} line {odd.iloc[0]}", "a label other than SUBJ and OBJ")
    conflict = table.get("solved_conflict", pd.Series([""] * len(table)))
    return pd.DataFrame(
        {
            "sentence_id": table["sentence_id"],
            "text": table["sentence"],
            "subjective": table["label"].map(_LABELS).astype(bool),
            "solved_conflict": conflict.map(_CONFLICT).astype("boolean"),
        }
    )
