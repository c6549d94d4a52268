"""How good a frame classifier is: figures on texts that it has not learned from.

Every figure comes with n and an interval. Intervals are estimate ± t × standard error, the error from a bootstrap of
groups (outlets, stories, articles; single texts where there are no groups), with as many degrees of freedom as groups
less one.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import SettingError, given_possible
from framing.profiles.results import TableResult
from framing.validation.frame_data import CodedTexts, Part, said_by
from framing.validation.frame_measures import (
    MEASURES,
    alpha_of_cells,
    alpha_of_labels,
    cells_by_group,
    draws,
    interval,
    measure_of,
)
from framing.validation.leakage import find_leakage

if TYPE_CHECKING:
    import pandas as pd

    from framing.detectors.frames import FrameClassifier

__all__ = ["FrameValidation", "cross_validate_frames", "score_frames"]

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True, repr=False)
class FrameValidation(TableResult):
    """What a classifier said about texts that it had not learned from.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per measure: ``measure, estimate, low, high, n_texts, n_groups, folds, repeats``. ``f1_macro`` is the
        mean over frames of the F1 of saying yes (of two classes: over both); ``alpha`` is Krippendorff's (nominal)
        between model and coder, for several frames a text the mean over frames.
    per_frame : pandas.DataFrame
        ``frame, n, precision, recall, f1, low, high, alpha``; the interval is that of F1.
    confusion : pandas.DataFrame
        With one label per text: coded (rows) by said (columns); else per frame ``both``, ``only_said``,
        ``only_coded`` and ``neither``.
    reliability : pandas.DataFrame
        ``frame, low, high, n, mean_chance, share_true``: the reliability curve in ten bins, per frame and over all
        (``frame`` is ``all``).
    predictions : pandas.DataFrame
        ``text`` (position), ``repeat, fold, group``, and per frame ``coded:``, ``said:`` and ``chance:`` columns.
    leakage : pandas.DataFrame
        Near-duplicates across folds (first repeat), as by :func:`find_leakage`; its groups are the folds.
    """

    table: pd.DataFrame
    per_frame: pd.DataFrame
    confusion: pd.DataFrame
    reliability: pd.DataFrame
    predictions: pd.DataFrame
    leakage: pd.DataFrame

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        first = self.table.iloc[0]
        times = f", {first['repeats']} times" if first["repeats"] > 1 else ""
        tested = "scored as one set" if first["folds"] == 1 else f"in {first['folds']} folds{times}"
        return [
            f"{first['n_texts']:,} texts in {first['n_groups']:,} groups, {tested}; 95 % intervals by groups.",
            f"Near-duplicates in different folds: {len(self.leakage):,}.",
        ]

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Tables that ``to_excel`` writes, by the name of their sheet."""
        confusion = self.confusion.reset_index(names="coded")
        return {
            "measures": self.table,
            "frames": self.per_frame,
            "confusion": confusion,
            "reliability": self.reliability,
            "leakage": self.leakage,
        }

    def to_text(self) -> str:
        """Give the figures as lines of text: measures, frames, calibration and copies across folds."""
        first = self.table.iloc[0]
        times = f", {first['repeats']} times" if first["repeats"] > 1 else ""
        lines = [
            f"{first['n_texts']:,} texts in {first['n_groups']:,} groups, {first['folds']} folds{times}; "
            "estimate (95 % interval)",
            *(
                f"  {row['measure']:18} {row['estimate']:6.3f}"
                + ("" if np.isnan(row["low"]) else f"  ({row['low']:.3f} to {row['high']:.3f})")
                for row in self.table.to_dict("records")
            ),
            "",
            f"  {'frame':28} {'n':>5} {'precision':>9} {'recall':>6} {'F1':>6}",
            *(
                f"  {row['frame'][:28]:28} {row['n']:5} {row['precision']:9.3f} {row['recall']:6.3f} {row['f1']:6.3f}"
                f"  ({row['low']:.3f} to {row['high']:.3f})"
                for row in self.per_frame.to_dict("records")
            ),
            "",
            f"near-duplicates in different folds: {len(self.leakage):,}",
        ]
        return "\n".join(lines)

    def estimate(self, measure: str) -> float:
        """Give one estimate.

        Raises
        ------
        SettingError
            If there is no such measure.
        """
        found = self.table.loc[self.table["measure"] == measure, "estimate"]
        if found.empty:
            raise SettingError(given_possible("measure", measure, self.table["measure"]))
        return float(found.iloc[0])


def cross_validate_frames(
    classifier: FrameClassifier,
    texts: Iterable[str],
    labels: Any,
    *,
    groups: Sequence[Any] | None = None,
    folds: int = 5,
    repeats: int = 1,
    seed: int = 0,
    resamples: int = 1000,
) -> FrameValidation:
    """Measure a classifier on held-out folds of coded texts.

    Choosing, calibrating and thresholds happen inside each training part, so that nothing of a fold's texts is known
    before they are scored.

    Parameters
    ----------
    classifier : FrameClassifier
        With the settings wanted; it is cloned, not changed.
    texts : iterable of str
    labels : array-like
        As for :meth:`FrameClassifier.fit`.
    groups : sequence, optional
        Outlet, story, topic or article of each text: a group is never in both parts of a fold.
    folds, repeats : int
        Number of folds, and how often they are drawn anew.
    seed : int
        For the folds and the bootstrap.
    resamples : int
        Bootstrap samples.

    Returns
    -------
    FrameValidation

    Raises
    ------
    DataError
        If texts and labels do not match or a frame is too rare for the folds.

    Warns
    -----
    UserWarning
        If 2 % or more of the texts have a near-duplicate in another fold: the figures are then too good.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["taxes and jobs", "jobs and pay", "border police", "police on patrol"] * 6
    >>> texts = [f"{text} {number}" for number, text in enumerate(texts)]
    >>> labels = ["economic", "economic", "security", "security"] * 6
    >>> found = fr.cross_validate_frames(fr.FrameClassifier(inner_folds=2), texts, labels, folds=2)
    >>> found.estimate("accuracy")
    1.0
    """
    from sklearn.base import clone

    data = CodedTexts.read(texts, labels, groups)
    if folds < 2 or repeats < 1:
        raise SettingError(f"folds {folds!r} and repeats {repeats!r} are not possible; give at least 2 and 1")
    parts = []
    for repeat in range(repeats):
        for fold, (train, test) in enumerate(data.folds(folds, seed + repeat)):
            model = clone(classifier)
            model.fit(data.some(train), data.labels(train), groups=data.some_groups(train))
            parts.append(Part(repeat, fold, test, *said_by(model, data, test)))
    return summarise(data, parts, seed=seed, resamples=resamples)


def score_frames(
    classifier: FrameClassifier,
    texts: Iterable[str],
    labels: Any,
    *,
    groups: Sequence[Any] | None = None,
    seed: int = 0,
    resamples: int = 1000,
) -> FrameValidation:
    """Measure a fitted classifier on coded texts that it has not learned from.

    Parameters
    ----------
    classifier : FrameClassifier
        Fitted.
    texts, labels, groups
        As for :func:`cross_validate_frames`.

    Returns
    -------
    FrameValidation
        With one fold.

    Raises
    ------
    DataError
        If texts and labels do not match, or the classifier does not know a label.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["taxes and jobs", "jobs and pay", "border police", "police on patrol"] * 3
    >>> labels = ["economic", "economic", "security", "security"] * 3
    >>> model = fr.FrameClassifier(inner_folds=2).fit(texts, labels)
    >>> found = fr.score_frames(model, ["pay and taxes", "a border patrol"] * 2, ["economic", "security"] * 2)
    >>> found.confusion.loc["economic"].tolist()
    [2.0, 0.0]
    """
    data = CodedTexts.for_model(classifier, texts, labels, groups)
    everything = np.arange(len(data.texts))
    part = Part(0, 0, everything, *said_by(classifier, data, everything))
    return summarise(data, [part], seed=seed, resamples=resamples)


def summarise(data: CodedTexts, parts: Sequence[Part], *, seed: int, resamples: int) -> FrameValidation:
    import pandas as pd

    from framing.detectors.frames.decisions import reliability

    repeats = 1 + max(part.repeat for part in parts)
    folds = 1 + max(part.fold for part in parts)
    single = data.kind != "multilabel"
    clusters = data.clusters()
    sums = np.zeros((int(clusters.max()) + 1, len(data.names), 4))
    for part in parts:
        found = cells_by_group(data.truth[part.rows], part.said, clusters[part.rows])
        sums[: len(found)] += found / repeats
    n_clusters = len(sums)
    drawn = np.tensordot(draws(n_clusters, resamples, seed), sums, axes=(1, 0))
    total = sums.sum(axis=0)
    counts = {"n_texts": len(data.texts), "n_groups": n_clusters, "folds": folds, "repeats": repeats}
    summary = []
    for name in MEASURES:
        value = float(measure_of(name, total, single=single))
        low, high = interval(value, measure_of(name, drawn, single=single), n_clusters)
        summary.append({"measure": name, "estimate": value, "low": low, "high": high, **counts})
    per_frame = []
    for place, name in enumerate(data.names):
        both, only_said, only_coded, _ = total[place]
        value = float(measure_of("f1_macro", total[[place]], single=single))
        low, high = interval(value, measure_of("f1_macro", drawn[:, [place]], single=single), n_clusters)
        per_frame.append(
            {
                "frame": name,
                "n": int(data.truth[:, place].sum()),
                "precision": both / (both + only_said) if both + only_said else float("nan"),
                "recall": both / (both + only_coded) if both + only_coded else float("nan"),
                "f1": value,
                "low": max(low, 0.0),
                "high": high,
                "alpha": alpha_of_cells(*total[place]),
            }
        )
    table = pd.DataFrame(per_frame)
    confusion, alpha = _confusion(data, parts, total, repeats)
    summary.append({"measure": "alpha", "estimate": alpha, "low": np.nan, "high": np.nan, **counts})
    curves, errors = [], {}
    chances = np.concatenate([part.chances for part in parts])
    truth = np.concatenate([data.truth[part.rows] for part in parts])
    for name, chance, coded in [
        ("all", chances.ravel(), truth.ravel()),
        *((name, chances[:, place], truth[:, place]) for place, name in enumerate(data.names)),
    ]:
        rows, errors[name] = reliability(chance, coded)
        curves += [{"frame": name, **row} for row in rows]
    summary.append({"measure": "calibration_error", "estimate": errors["all"], "low": np.nan, "high": np.nan, **counts})
    first = np.full(len(data.texts), -1)
    for part in parts:
        if part.repeat == 0:
            first[part.rows] = part.fold
    leakage = find_leakage(data.texts, first.tolist()) if folds > 1 else find_leakage(data.texts[:1], [0])
    leaking = len(set(leakage["first"]) | set(leakage["second"])) / len(data.texts)
    if leaking >= 0.02:
        warnings.warn(
            f"{leaking:.0%} of the texts have a near-duplicate in another fold, so these figures are too good; "
            "pass groups (story or wire text) or drop the copies",
            UserWarning,
            stacklevel=3,
        )
    return FrameValidation(
        pd.DataFrame(summary), table, confusion, pd.DataFrame(curves), _predictions(data, parts), leakage
    )


def _confusion(data: CodedTexts, parts: Sequence[Part], total: Array, repeats: int) -> tuple[pd.DataFrame, float]:
    import pandas as pd

    if data.kind == "multilabel":
        columns = ["both", "only_said", "only_coded", "neither"]
        values = [alpha_of_cells(*cells) for cells in total]
        alpha = float(np.nanmean(values)) if not np.isnan(values).all() else float("nan")
        return pd.DataFrame(total, index=pd.Index(data.names, name="frame"), columns=columns), alpha
    table = np.zeros((len(data.names), len(data.names)))
    for part in parts:
        np.add.at(table, (data.truth[part.rows].argmax(axis=1), part.said.argmax(axis=1)), 1 / repeats)
    names = data.names
    frame = pd.DataFrame(table, index=pd.Index(names, name="coded"), columns=pd.Index(names, name="said"))
    return frame, alpha_of_labels(table)


def _predictions(data: CodedTexts, parts: Sequence[Part]) -> pd.DataFrame:
    import pandas as pd

    frames = []
    for part in parts:
        columns: dict[str, Any] = {"text": part.rows, "repeat": part.repeat, "fold": part.fold}
        columns["group"] = None if data.groups is None else data.groups[part.rows]
        for place, name in enumerate(data.names):
            columns[f"coded:{name}"] = data.truth[part.rows, place]
            columns[f"said:{name}"] = part.said[:, place]
            columns[f"chance:{name}"] = part.chances[:, place]
        frames.append(pd.DataFrame(columns, index=range(len(part.rows))))
    return pd.concat(frames, ignore_index=True).sort_values(["repeat", "text"], ignore_index=True)
