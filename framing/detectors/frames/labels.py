"""What the labels of a frame classifier can be, and their one inner form: a column of truth values per frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from framing.errors import DataError

__all__ = ["Kind", "Targets", "check_texts", "read_targets"]

Kind = Literal["binary", "multiclass", "multilabel"]
_MANY = (list, tuple, set, frozenset)


@dataclass(frozen=True, slots=True)
class Targets:
    """Labels of texts.

    Attributes
    ----------
    kind : str
        ``binary`` (one of two), ``multiclass`` (one of several), ``multilabel`` (any number of several).
    classes : numpy.ndarray
        The labels, sorted; in a table of truth values its columns, in their order.
    truth : numpy.ndarray
        Texts × frames, boolean; of two classes only the second has a column.
    """

    kind: Kind
    classes: np.ndarray[Any, Any]
    truth: np.ndarray[Any, np.dtype[np.bool_]]

    @property
    def frames(self) -> list[str]:
        """Names of the columns of `truth`."""
        return [str(name) for name in (self.classes[1:] if self.kind == "binary" else self.classes)]

    def strata(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Give each text the number of its rarest frame, for folds in which rare frames are spread evenly."""
        order = np.argsort(self.truth.sum(axis=0), kind="stable")
        found = np.full(len(self.truth), len(order), dtype=np.int64)
        for place in order[::-1]:
            found[self.truth[:, place]] = place
        return found


def check_texts(texts: Any, *, empty: bool) -> list[str]:
    """Return the texts as a list of strings.

    Parameters
    ----------
    texts : iterable of str
        A list, an array or a column of texts.
    empty : bool
        Whether a text may be empty.

    Raises
    ------
    DataError
        If it is one string, holds something that is no string, or an empty text where none may be.
    """
    if isinstance(texts, str) or not isinstance(texts, Iterable):
        raise DataError(
            f"texts must be a list or a column of texts, not a single {type(texts).__name__}; put it in a list: [text]"
        )
    if hasattr(texts, "columns"):
        names = [str(name) for name in texts.columns]
        raise DataError(f"texts must be one column, not a table; give one of its columns {names}")
    found = list(texts)
    for row, text in enumerate(found):
        if not isinstance(text, str):
            raise DataError(
                f"the text in row {row} is {type(text).__name__} ({str(text)[:20]}), not a string; leave the row out"
            )
        if not empty and not text.strip():
            raise DataError(f"the text in row {row} is empty; leave the row out")
    if not found:
        raise DataError("there are no texts; give at least one")
    return [str(text) for text in found]


def read_targets(labels: Any, n_texts: int) -> Targets:
    """Return labels of any supported form as :class:`Targets`.

    Parameters
    ----------
    labels : array-like
        One label per text; or a table of truth values with a column per frame; or per text a list of its frames.
    n_texts : int
        How many texts there are.

    Raises
    ------
    DataError
        If their number differs from that of the texts, one is missing, or only one class is there.
    """
    table = hasattr(labels, "columns") or (isinstance(labels, np.ndarray) and labels.ndim == 2)
    values = labels if table else list(labels)
    if len(values) != n_texts:
        raise DataError(f"there are {n_texts} texts and {len(values)} labels; give one label per text")
    if table:
        targets = _from_table(values)
    elif values and all(isinstance(value, _MANY) for value in values):
        targets = _from_lists(values)
    else:
        targets = _from_values(values)
    _check_counts(targets)
    return targets


def _from_table(values: Any) -> Targets:
    columns = list(getattr(values, "columns", range(np.shape(values)[1])))
    array = np.asarray(values, dtype=object)
    good = {0, 1}  # True and False are equal to these
    for row, cells in enumerate(array):
        for column, cell in zip(columns, cells, strict=True):
            if _missing(cell) or cell not in good:
                raise DataError(
                    f"the label of {column!r} in row {row} is {cell!r}; a table of labels holds only 0 and 1"
                )
    return Targets("multilabel", np.asarray(columns), array.astype(bool))


def _from_lists(values: Sequence[Iterable[Any]]) -> Targets:
    classes = sorted({label for row in values for label in row}, key=lambda label: (str(type(label)), label))
    place = {label: number for number, label in enumerate(classes)}
    truth = np.zeros((len(values), len(classes)), dtype=bool)
    for row, labels in enumerate(values):
        for label in labels:
            truth[row, place[label]] = True
    return Targets("multilabel", np.asarray(classes), truth)


def _from_values(values: Sequence[Any]) -> Targets:
    for row, value in enumerate(values):
        if _missing(value):
            raise DataError(f"the label in row {row} is missing ({value!r}); leave the row out or code it")
        if isinstance(value, float) and not float(value).is_integer():
            raise DataError(f"the label in row {row} is the number {float(value)!r}; labels are names or whole numbers")
    named = [isinstance(value, str) for value in values]
    if any(named) != all(named):
        row = named.index(not named[0])
        raise DataError(f"labels are names and numbers mixed ({values[0]!r}, {values[row]!r}); make all of them names")
    classes, codes = np.unique(np.asarray(values), return_inverse=True)
    if len(classes) < 2:
        raise DataError(f"all {len(values)} texts have the label {values[0]!r}; a classifier needs at least two")
    if len(classes) == 2:
        return Targets("binary", classes, (codes == 1)[:, None])
    return Targets("multiclass", classes, codes[:, None] == np.arange(len(classes)))


def _missing(value: Any) -> bool:
    return value is None or type(value).__name__ == "NAType" or (isinstance(value, float) and math.isnan(value))


def _check_counts(targets: Targets) -> None:
    if not targets.truth.shape[1]:
        raise DataError("no text has a frame; code at least two texts for each frame")
    n_texts = len(targets.truth)
    for name, n in zip(targets.frames, targets.truth.sum(axis=0), strict=True):
        if n < 2:
            raise DataError(f"the frame {name!r} has {n} coded text(s); code at least two or leave it out")
        if targets.kind != "multiclass" and n_texts - n < 2:
            raise DataError(
                f"all but {n_texts - n} texts have {name!r}; code at least two texts without it or leave it out"
            )
