"""What a frame classifier gains: against another one, from more coded texts, from each of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import DataError, SettingError, given_possible
from framing.validation.frame_data import CodedTexts, said_by
from framing.validation.frame_measures import MEASURES, cells_by_group, draws, interval, measure_of
from framing.validation.frames import FrameValidation, cross_validate_frames

if TYPE_CHECKING:
    import pandas as pd

    from framing.detectors.frames import FrameClassifier

__all__ = ["ablate_frames", "compare_frame_models", "learning_curve_frames"]

Array = np.ndarray[Any, np.dtype[Any]]


def compare_frame_models(
    first: FrameValidation,
    second: FrameValidation,
    *,
    measure: str = "f1_macro",
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare two models on the same coded texts by a paired randomisation test.

    Under the hypothesis of no difference it does not matter which model gave which decision about a group of texts, so
    the decisions are swapped group by group at random.

    Parameters
    ----------
    first, second : FrameValidation
        Of the same texts, labels, groups and repeats.
    measure : str
        ``f1_macro``, ``f1_micro``, ``f1_weighted`` or ``accuracy``.
    resamples : int
        Random swaps, and bootstrap samples for the interval.
    seed : int

    Returns
    -------
    pandas.DataFrame
        One row: ``measure, first, second, difference, low, high, p, n_texts, n_groups``; p is two-sided.

    Raises
    ------
    DataError
        If the two are not of the same texts.

    References
    ----------
    Noreen (1989): Computer-Intensive Methods for Testing Hypotheses.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["taxes and jobs", "jobs and pay", "border police", "police on patrol"] * 6
    >>> texts = [f"{text} {number}" for number, text in enumerate(texts)]
    >>> labels = ["economic", "economic", "security", "security"] * 6
    >>> model = fr.FrameClassifier(inner_folds=2)
    >>> full = fr.cross_validate_frames(model, texts, labels, folds=2)
    >>> words = fr.cross_validate_frames(model.set_params(characters=None), texts, labels, folds=2)
    >>> fr.compare_frame_models(full, words)[["difference", "p"]].values.tolist()
    [[0.0, 1.0]]
    """
    import pandas as pd

    if measure not in MEASURES:
        raise SettingError(given_possible("measure", measure, MEASURES))
    keys = ["text", "repeat", *(c for c in first.predictions if str(c).startswith("coded:"))]
    if not first.predictions.reindex(columns=keys).equals(second.predictions.reindex(columns=keys)):
        raise DataError("the two validations are not of the same coded texts; use the same texts, labels and repeats")
    table = first.predictions
    unit = table["text"] if table["group"].isna().all() else table["group"]
    clusters = np.unique(unit, return_inverse=True)[1]
    single = "said" in first.confusion.columns.names
    left, right = (cells_by_group(_matrix(v, "coded:"), _matrix(v, "said:"), clusters) for v in (first, second))
    n_clusters = len(left)

    def gap(one: Array, other: Array) -> Array:
        return measure_of(measure, one, single=single) - measure_of(measure, other, single=single)

    observed = float(gap(left.sum(axis=0), right.sum(axis=0)))
    swap = np.random.default_rng(seed).integers(0, 2, size=(resamples, n_clusters)).astype(float)
    difference = left - right
    moved = np.tensordot(swap, difference, axes=(1, 0))
    random = gap(left.sum(axis=0) - moved, right.sum(axis=0) + moved)
    p = (1 + int((np.abs(random) >= abs(observed) - 1e-12).sum())) / (resamples + 1)
    times = draws(n_clusters, resamples, seed)
    drawn = gap(np.tensordot(times, left, axes=(1, 0)), np.tensordot(times, right, axes=(1, 0)))
    low, high = interval(observed, drawn, n_clusters)
    return pd.DataFrame(
        [
            {
                "measure": measure,
                "first": float(measure_of(measure, left.sum(axis=0), single=single)),
                "second": float(measure_of(measure, right.sum(axis=0), single=single)),
                "difference": observed,
                "low": low,
                "high": high,
                "p": p,
                "n_texts": int(table["text"].nunique()),
                "n_groups": n_clusters,
            }
        ]
    )


def _matrix(validation: FrameValidation, prefix: str) -> Array:
    columns = [name for name in validation.predictions if str(name).startswith(prefix)]
    return validation.predictions[columns].to_numpy(dtype=bool)


def learning_curve_frames(
    classifier: FrameClassifier,
    texts: Iterable[str],
    labels: Any,
    *,
    sizes: Sequence[int] | None = None,
    groups: Sequence[Any] | None = None,
    folds: int = 5,
    seed: int = 0,
    measure: str = "f1_macro",
) -> pd.DataFrame:
    """Show whether more coding is worth it: how good the classifier is after fewer coded texts.

    Parameters
    ----------
    classifier, texts, labels, groups, folds, seed
        As for :func:`cross_validate_frames`.
    sizes : sequence of int, optional
        Coded texts to learn from; by default five steps, each twice the one before, up to a training part.
    measure : str
        One of the summary's measures.

    Returns
    -------
    pandas.DataFrame
        ``size, fold, estimate``: a row per size and fold; sizes at which a frame has fewer than two examples in a fold
        have NaN there.

    Raises
    ------
    DataError
        If texts and labels do not match.
    SettingError
        If a size or the measure is not possible.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["taxes and jobs", "jobs and pay", "border police", "police on patrol"] * 6
    >>> labels = ["economic", "economic", "security", "security"] * 6
    >>> model = fr.FrameClassifier(inner_folds=2)
    >>> curve = fr.learning_curve_frames(model, texts, labels, sizes=[6, 12], folds=2)
    >>> curve.groupby("size")["estimate"].mean().tolist()
    [1.0, 1.0]
    """
    import pandas as pd
    from sklearn.base import clone

    if measure not in MEASURES:
        raise SettingError(given_possible("measure", measure, MEASURES))
    data = CodedTexts.read(texts, labels, groups)
    parts = data.folds(folds, seed)
    largest = min(len(train) for train, _ in parts)
    steps = sizes or sorted({max(largest // 2**step, 4) for step in range(5)})
    if max(steps) > largest or min(steps) < 4:
        raise SettingError(f"sizes {list(steps)} are not possible; a training part has {largest} texts, give 4 to that")
    rows = []
    for fold, (train, test) in enumerate(parts):
        order = np.random.default_rng((seed, fold)).permutation(train)
        for size in steps:
            some = np.sort(order[:size])
            try:
                model = clone(classifier).fit(data.some(some), data.labels(some))
            except DataError:
                rows.append({"size": size, "fold": fold, "estimate": float("nan")})
                continue
            said, _ = said_by(model, data, test)
            cells = cells_by_group(data.truth[test], said, np.zeros(len(test), dtype=int)).sum(axis=0)
            estimate = float(measure_of(measure, cells, single=data.kind != "multilabel"))
            rows.append({"size": size, "fold": fold, "estimate": estimate})
    return pd.DataFrame(rows).sort_values(["size", "fold"], ignore_index=True)


def ablate_frames(
    classifier: FrameClassifier,
    texts: Iterable[str],
    labels: Any,
    *,
    variants: Mapping[str, Mapping[str, Any]] | None = None,
    groups: Sequence[Any] | None = None,
    folds: int = 5,
    seed: int = 0,
    measure: str = "f1_macro",
) -> pd.DataFrame:
    """Show what each part of a classifier brings, on the same folds.

    Parameters
    ----------
    classifier, texts, labels, groups, folds, seed
        As for :func:`cross_validate_frames`.
    variants : mapping of str to mapping, optional
        Settings to change, by the name of the row; by default each part that is on is switched off, and the
        voice-aware words are switched the other way.
    measure : str
        One of the summary's measures.

    Returns
    -------
    pandas.DataFrame
        A row for the classifier as it is and for each variant: ``variant, estimate, difference, low, high, p``; the
        difference is that of the variant from the classifier as it is, with its interval and paired p.

    Raises
    ------
    DataError
        If texts and labels do not match.
    SettingError
        If the measure is not known.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["taxes and jobs", "jobs and pay", "border police", "police on patrol"] * 6
    >>> texts = [f"{text} {number}" for number, text in enumerate(texts)]
    >>> labels = ["economic", "economic", "security", "security"] * 6
    >>> model = fr.FrameClassifier(inner_folds=2)
    >>> table = fr.ablate_frames(model, texts, labels, variants={"one word": {"words": (1, 1)}}, folds=2)
    >>> table[["variant", "estimate"]].values.tolist()
    [['as it is', 1.0], ['one word', 1.0]]
    """
    import pandas as pd
    from sklearn.base import clone

    texts = list(texts)
    changes = _switches(classifier) if variants is None else variants

    def validate(model: FrameClassifier) -> FrameValidation:
        return cross_validate_frames(model, texts, labels, groups=groups, folds=folds, seed=seed)

    full = validate(classifier)
    rows = [{"variant": "as it is", "estimate": full.estimate(measure)}]
    for name, settings in changes.items():
        changed = validate(clone(classifier).set_params(**settings))
        [found] = compare_frame_models(changed, full, measure=measure, seed=seed).to_dict("records")
        kept = {str(key): found[key] for key in ("difference", "low", "high", "p")}
        rows.append({"variant": name, "estimate": found["first"], **kept})
    return pd.DataFrame(rows, columns=["variant", "estimate", "difference", "low", "high", "p"])


def _switches(classifier: FrameClassifier) -> dict[str, dict[str, Any]]:
    settings = classifier.get_params(deep=False)
    found: dict[str, dict[str, Any]] = {}
    if settings["characters"] is not None:
        found["without characters"] = {"characters": None}
    if settings["stems"]:
        found["without stems"] = {"stems": False}
    if settings["pairs"]:
        found["without pairs"] = {"pairs": False}
    if settings["lexicon"] is not None:
        found["without lexicon"] = {"lexicon": None}
    if settings["embeddings"] is not None:
        found["without embeddings"] = {"embeddings": None}
    if settings["class_weight"] is not None:
        found["without class weights"] = {"class_weight": None}
    if settings["tune_thresholds"]:
        found["without tuned thresholds"] = {"tune_thresholds": False}
    name = "without voice" if settings["voice_aware"] else "with voice"
    found[name] = {"voice_aware": not settings["voice_aware"]}
    return found
