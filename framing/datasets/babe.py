"""BABE: news sentences with words marked by experts as biased by word choice."""

from __future__ import annotations

import ast
import os
from typing import TYPE_CHECKING

from framing.datasets.origin import Origin

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_babe"]

ORIGIN = Origin(
    name="BABE",
    get_from="github.com/Media-Bias-Group/Neural-Media-Bias-Detection-Using-Distant-Supervision-With-BABE",
    licence="AGPL-3.0",
    reference="Spinde et al. 2021, Findings of EMNLP",
)
_LABELS = {"Biased": True, "Non-biased": False, "No agreement": None}


def read_babe(folder: str | os.PathLike[str], group: str = "SG2") -> pd.DataFrame:
    """Read the sentences of one annotator group.

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``final_labels_<group>.csv`` (its authors': ``data``).
    group : str
        ``"SG1"`` (eight experts) or ``"SG2"`` (five).

    Returns
    -------
    pandas.DataFrame
        ``sentence_id`` (file and line), ``article_id`` (the link, or the sentence's own id where there is none),
        ``url``, ``outlet``, ``topic``, ``side`` (left, center, right or null), ``text``, ``biased`` (boolean, null
        where the experts did not agree), ``opinion`` and ``biased_words`` (tuple).

    Raises
    ------
    ReadError
        If the file is missing, lacks a column, or a label is not known.

    References
    ----------
    Spinde et al. (2021): Neural Media Bias Detection Using Distant Supervision With BABE. Findings of EMNLP.

    Examples
    --------
    >>> read_babe("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.ReadError: BABE: there is no folder 'no-such-folder'; get the set from ...
    """
    import pandas as pd

    path = ORIGIN.first(ORIGIN.folder(folder), f"final_labels_{group}.csv")
    columns = ("text", "news_link", "outlet", "topic", "type", "label_bias", "label_opinion")
    table = ORIGIN.table(path, (*columns, "biased_words"), delimiter=";")
    odd = table.loc[~table["label_bias"].isin(list(_LABELS)), "line"]
    if len(odd):
        raise ORIGIN.broken(f"{path.name!r} line {odd.iloc[0]}", "an unknown 'label_bias'")
    sentence_id = "babe:" + table["line"].astype(str)
    return pd.DataFrame(
        {
            "sentence_id": sentence_id,
            "article_id": table["news_link"].where(table["news_link"] != "", sentence_id),
            "url": table["news_link"].where(table["news_link"] != "", None),
            "outlet": table["outlet"],
            "topic": table["topic"],
            "side": table["type"].where(table["type"] != "", None),
            "text": table["text"],
            "biased": table["label_bias"].map(_LABELS).astype("boolean"),
            "opinion": table["label_opinion"],
            "biased_words": [
                _words(cell, f"{path.name!r} line {line}")
                for cell, line in zip(table["biased_words"], table["line"], strict=True)
            ],
        }
    )


def _words(cell: str, where: str) -> tuple[str, ...]:
    try:
        words = ast.literal_eval(cell or "[]")
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        raise ORIGIN.broken(where, "'biased_words' is not a list") from error
    if not isinstance(words, list):
        raise ORIGIN.broken(where, "'biased_words' is not a list")
    return tuple(str(word) for word in words)
