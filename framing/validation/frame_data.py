"""Coded texts for the validation of frame classifiers, their folds, and what a classifier says about a part of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import DataError

if TYPE_CHECKING:
    from framing.detectors.frames import FrameClassifier

__all__ = ["CodedTexts", "Part", "said_by"]

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """What a classifier said about the test part of one fold.

    Attributes
    ----------
    repeat, fold : int
    rows : numpy.ndarray
        Positions of the texts.
    said : numpy.ndarray
        Texts × classes, boolean.
    chances : numpy.ndarray
        Texts × classes.
    """

    repeat: int
    fold: int
    rows: Array
    said: Array
    chances: Array


@dataclass(frozen=True, slots=True)
class CodedTexts:
    """Coded texts; ``truth`` has a column for each class, also for both of two."""

    texts: list[str]
    raw: Any
    kind: str
    names: list[str]
    truth: Array
    strata: Array
    groups: Array | None

    @classmethod
    def read(cls, texts: Iterable[str], labels: Any, groups: Sequence[Any] | None) -> CodedTexts:
        """Check texts, labels and groups."""
        from framing.detectors.frames.labels import check_texts, read_targets

        found = check_texts(texts, empty=False)
        raw = labels if hasattr(labels, "iloc") or isinstance(labels, np.ndarray) else list(labels)
        targets = read_targets(raw, len(found))
        truth = np.hstack([~targets.truth, targets.truth]) if targets.kind == "binary" else targets.truth
        if groups is not None and len(groups) != len(found):
            raise DataError(f"there are {len(found)} texts and {len(groups)} groups; give one group per text")
        names = [str(name) for name in targets.classes]
        values = None if groups is None else np.asarray([str(group) for group in groups])
        return cls(found, raw, targets.kind, names, truth, targets.strata(), values)

    @classmethod
    def for_model(
        cls, classifier: FrameClassifier, texts: Iterable[str], labels: Any, groups: Sequence[Any] | None
    ) -> CodedTexts:
        """Check texts and labels against a fitted classifier; a frame need not occur in them."""
        from framing.detectors.frames.labels import check_texts

        found = check_texts(texts, empty=False)
        if groups is not None and len(groups) != len(found):
            raise DataError(f"there are {len(found)} texts and {len(groups)} groups; give one group per text")
        truth = classifier.truth_of(labels, len(found))
        if classifier.kind_ == "binary":
            truth = np.hstack([~truth, truth])
        names = [str(name) for name in classifier.classes_]
        values = None if groups is None else np.asarray([str(group) for group in groups])
        return cls(found, labels, classifier.kind_, names, truth, np.zeros(len(found), dtype=int), values)

    def some(self, rows: Array) -> list[str]:
        """Give the texts of some rows."""
        return [self.texts[row] for row in rows]

    def labels(self, rows: Array) -> Any:
        """Give the labels of some rows, in the form they came in."""
        if hasattr(self.raw, "iloc"):
            return self.raw.iloc[rows]
        return self.raw[rows] if isinstance(self.raw, np.ndarray) else [self.raw[row] for row in rows]

    def some_groups(self, rows: Array) -> Array | None:
        """Give the groups of some rows, where there are groups."""
        return None if self.groups is None else self.groups[rows]

    def folds(self, n: int, seed: int) -> list[tuple[Array, Array]]:
        """Part the texts: by group where there are groups, else with the rarest frames spread evenly."""
        from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold

        blank = np.zeros((len(self.texts), 1))
        if self.groups is not None:
            n_groups = len(np.unique(self.groups))
            if n_groups < n:
                raise DataError(f"there are {n_groups} groups for {n} folds; ask for at most {n_groups} folds")
            return list(GroupKFold(n, shuffle=True, random_state=seed).split(blank, groups=self.groups))
        if len(self.texts) < n:
            raise DataError(f"there are {len(self.texts)} texts for {n} folds; ask for fewer folds")
        if np.bincount(self.strata)[np.unique(self.strata)].min() >= n:
            return list(StratifiedKFold(n, shuffle=True, random_state=seed).split(blank, self.strata))
        return list(KFold(n, shuffle=True, random_state=seed).split(blank))

    def clusters(self) -> Array:
        """Give each text the number of its group; single texts are groups of their own."""
        if self.groups is None:
            return np.arange(len(self.texts))
        return np.asarray(np.unique(self.groups, return_inverse=True)[1])


def said_by(model: FrameClassifier, data: CodedTexts, rows: Array) -> tuple[Array, Array]:
    """Give decisions and chances, texts × classes of the whole data; a class unknown to a fold is never said."""
    chances = model.predict_proba(data.some(rows))
    said = model.predict(data.some(rows))
    known = [str(name) for name in model.classes_]
    places = [data.names.index(name) for name in known]
    full = np.zeros((len(rows), len(data.names)))
    full[:, places] = chances
    yes = np.zeros((len(rows), len(data.names)), dtype=bool)
    if data.kind == "multilabel":
        yes[:, places] = said.astype(bool)
    else:
        yes[np.arange(len(rows)), [data.names.index(str(label)) for label in said]] = True
    return yes, full
