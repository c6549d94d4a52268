"""How a classifier learns: views fitted on folds, weighed, calibrated, and then fitted on all texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from joblib import Parallel, delayed
from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold, StratifiedKFold

from framing.detectors.frames import decisions
from framing.detectors.frames.features import Counter, Weighting
from framing.detectors.frames.labels import Kind, Targets
from framing.detectors.frames.learners import (
    EMBEDDED,
    Linear,
    View,
    fit_view,
    held_out,
    learn_weighting,
    side_by_side,
    weighted,
)
from framing.errors import DataError
from framing.lexicon import load_lexicon

if TYPE_CHECKING:
    from framing.detectors.frames.model import FrameClassifier

__all__ = ["Learned", "counter_of", "inner_folds", "learn", "shares_known"]

Array = np.ndarray[Any, np.dtype[Any]]
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Learned:
    """What a fitted classifier knows; each becomes an attribute of it, with an underscore at its end.

    Attributes
    ----------
    classes : numpy.ndarray
        Labels.
    kind : str
        As in :class:`~framing.detectors.frames.labels.Targets`.
    frames : list of str
        Names of the columns of scores.
    counter : Counter
    weighting : Weighting
    views : list of View
    linear : list of Linear
        One per view.
    calibration : Calibration
    thresholds : numpy.ndarray
        Per frame.
    known_words : float
        Median share of a held-out text's words that the others hold.
    report : dict
        Numbers of texts, chosen strengths, calibration error and reliability curve.
    training_hash : str
        SHA-256 of texts and labels.
    n_features : int
    """

    classes: Array
    kind: Kind
    frames: list[str]
    counter: Counter
    weighting: Weighting
    views: list[View]
    linear: list[Linear]
    calibration: decisions.Calibration
    thresholds: Array
    known_words: float
    report: dict[str, Any]
    training_hash: str
    n_features: int


def learn(settings: FrameClassifier, texts: list[str], targets: Targets, groups: Sequence[Any] | None) -> Learned:
    """Learn from checked texts and labels, with the settings of a classifier, which is not changed."""
    counter = counter_of(settings)
    counts: dict[str, Any] = dict(counter.learn(texts))
    if settings.embeddings is not None:
        counts[EMBEDDED] = settings._embed(texts)
    views = [view for view in _views(settings) if set(counts) & set(view.blocks)]
    if not views:
        raise DataError("the texts hold no word; give texts with words")
    folds = list(inner_folds(settings, targets, groups))
    scores = _held_out(settings, views, counts, targets, folds)
    chosen, kept = _choose(targets, views, scores)
    calibration = decisions.calibrate(targets.kind, kept, targets.truth, combine=settings.combine)
    chances = decisions.probabilities(targets.kind, calibration, kept)
    thresholds = (
        decisions.best_thresholds(targets.kind, chances, targets.truth)
        if settings.tune_thresholds
        else np.full(chances.shape[1], 0.5)
    )
    weighting = learn_weighting(counts)
    rows = weighted(weighting, counts)
    linear = [
        fit_view(
            view,
            side_by_side(rows, view.blocks),
            targets.truth,
            strength,
            class_weight=settings.class_weight,
            seed=settings.seed,
        )
        for view, strength in zip(views, chosen, strict=True)
    ]
    return Learned(
        classes=targets.classes,
        kind=targets.kind,
        frames=targets.frames,
        counter=counter,
        weighting=weighting,
        views=views,
        linear=linear,
        calibration=calibration,
        thresholds=thresholds,
        known_words=_known_words(counts, folds, texts, counter),
        report=_fit_report(targets, views, chosen, chances),
        training_hash=_hash_of_training(texts, targets),
        n_features=int(sum(part.weights.shape[1] for part in linear)),
    )


def counter_of(settings: FrameClassifier) -> Counter:
    """Give an empty counter with the settings of a classifier."""
    return Counter(
        words=tuple(settings.words),  # type: ignore[arg-type]
        characters=None if settings.characters is None else tuple(settings.characters),  # type: ignore[arg-type]
        stems=settings.stems,
        max_features=settings.max_features,
        voice_aware=settings.voice_aware,
        pairs=settings.pairs,
        lexicon=load_lexicon(settings.lexicon) if isinstance(settings.lexicon, str) else settings.lexicon,
    )


def _views(settings: FrameClassifier) -> list[View]:
    strengths = tuple(settings.strengths)
    by_voice = ("own_words", "quoted_words")
    return [
        View("words and characters", ("words", "characters", "lexicon", *by_voice), "logistic", strengths),
        View("log-ratios", ("words", "stems", "characters", "pairs", "lexicon", *by_voice), "ratio", (1.0,)),
        View("character counts", ("characters",), "bayes", (0.1, 1.0)),
        View("embedding", (EMBEDDED,), "logistic", strengths),
    ]


def inner_folds(
    settings: FrameClassifier, targets: Targets, groups: Sequence[Any] | None
) -> Iterable[tuple[Array, Array]]:
    """Part the training texts: by group where there are groups, the rarest frames spread evenly."""
    n_texts = len(targets.truth)
    if groups is not None and len(groups) != n_texts:
        raise DataError(f"there are {n_texts} texts and {len(groups)} groups; give one group per text")
    strata = targets.strata()
    rarest = int(np.bincount(strata)[np.unique(strata)].min())
    blank = np.zeros((n_texts, 1))
    if groups is not None:
        values = np.asarray([str(group) for group in groups])
        n_groups = len(np.unique(values))
        if n_groups < 2:
            raise DataError("all texts are of one group; give at least two groups, or none")
        n_folds = min(settings.inner_folds, n_groups)
        if rarest >= n_folds:
            folds = StratifiedGroupKFold(n_folds, shuffle=True, random_state=settings.seed)
            return folds.split(blank, strata, values)  # type: ignore[no-any-return]
        return GroupKFold(n_folds, shuffle=True, random_state=settings.seed).split(blank, strata, values)  # type: ignore[no-any-return]
    n_folds = min(settings.inner_folds, n_texts)
    if rarest >= 2:
        folds = StratifiedKFold(min(n_folds, rarest), shuffle=True, random_state=settings.seed)
        return folds.split(blank, strata)  # type: ignore[no-any-return]
    return KFold(n_folds, shuffle=True, random_state=settings.seed).split(blank)  # type: ignore[no-any-return]


def _held_out(
    settings: FrameClassifier,
    views: list[View],
    counts: dict[str, Any],
    targets: Targets,
    folds: list[tuple[Array, Array]],
) -> list[dict[float, Array]]:
    tasks = [(number, fold) for number in range(len(views)) for fold in folds]
    found = Parallel(n_jobs=settings.n_jobs)(
        delayed(held_out)(
            views[number], counts, targets.truth, fold, class_weight=settings.class_weight, seed=settings.seed
        )
        for number, fold in tasks
    )
    scores = [{strength: np.zeros(targets.truth.shape) for strength in view.strengths} for view in views]
    for (number, (_, test)), part in zip(tasks, found, strict=True):
        for strength, values in part.items():
            scores[number][strength][test] = values
    return scores


def _choose(targets: Targets, views: list[View], scores: list[dict[float, Array]]) -> tuple[list[float], Array]:
    """Choose each view's strength by its held-out loss."""

    def best(view: View, found: dict[float, Array]) -> float:
        if len(view.strengths) == 1:
            return view.strengths[0]
        loss = {strength: decisions.log_loss(targets.kind, found[strength], targets.truth) for strength in found}
        return min(loss, key=lambda strength: (loss[strength], strength))

    chosen = [best(view, found) for view, found in zip(views, scores, strict=True)]
    return chosen, np.stack([found[strength] for found, strength in zip(scores, chosen, strict=True)])


def shares_known(counts: dict[str, Any], texts: Sequence[str], counter: Counter) -> Array:
    """Share of each text's words that the counter knows; texts of fewer than five words are left out."""
    if "words" not in counts:
        return np.zeros(0)
    n_words = np.array([len(_WORD.findall(text)) for text in texts])
    known = counts["words"] @ counter.single_words
    return np.asarray(known[n_words >= 5] / n_words[n_words >= 5])


def _known_words(
    counts: dict[str, Any], folds: list[tuple[Array, Array]], texts: Sequence[str], counter: Counter
) -> float:
    """Median share of words that texts share with those of the other folds."""
    if "words" not in counts:
        return 0.0
    shares = []
    for train, test in folds:
        matrix = counts["words"]
        seen = np.bincount(matrix[train].indices, minlength=matrix.shape[1]) > 0
        held = matrix[test].multiply(seen[None, :]).tocsr()
        shares.append(shares_known({"words": held}, [texts[row] for row in test], counter))
    found = np.concatenate(shares)
    return float(np.median(found)) if len(found) else 0.0


def _fit_report(targets: Targets, views: list[View], chosen: list[float], chances: Array) -> dict[str, Any]:
    curve, error = decisions.reliability(chances.ravel(), targets.truth.ravel())
    return {
        "n_texts": len(targets.truth),
        "n_per_frame": {frame: int(n) for frame, n in zip(targets.frames, targets.truth.sum(axis=0), strict=True)},
        "strengths": {view.name: strength for view, strength in zip(views, chosen, strict=True)},
        "calibration_error": error,
        "reliability": curve,
    }


def _hash_of_training(texts: Sequence[str], targets: Targets) -> str:
    digest = hashlib.sha256()
    for text, row in zip(texts, targets.truth, strict=True):
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0" + np.packbits(row).tobytes() + b"\n")
    return digest.hexdigest()
