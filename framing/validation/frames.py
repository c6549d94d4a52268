"""How good a frame classifier is: cross-validation, learning curve, ablation, comparison of two models, leakage.

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

from framing.errors import DataError, SettingError, given_possible

if TYPE_CHECKING:
    import pandas as pd

    from framing.detectors.frames import FrameClassifier

__all__ = [
    "FrameValidation",
    "ablate_frames",
    "compare_frame_models",
    "cross_validate_frames",
    "learning_curve_frames",
    "score_frames",
]

Array = np.ndarray[Any, np.dtype[Any]]
MEASURES = ("f1_macro", "f1_micro", "f1_weighted", "accuracy")


@dataclass(frozen=True, slots=True)
class FrameValidation:
    """What a classifier said about texts that it had not learned from.

    Attributes
    ----------
    summary : pandas.DataFrame
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
        Near-duplicates across folds (first repeat): see :func:`framing.validation.duplicates.across_folds`.
    """

    summary: pd.DataFrame
    per_frame: pd.DataFrame
    confusion: pd.DataFrame
    reliability: pd.DataFrame
    predictions: pd.DataFrame
    leakage: pd.DataFrame

    def estimate(self, measure: str) -> float:
        """Give one estimate of the summary.

        Raises
        ------
        SettingError
            If there is no such measure.
        """
        found = self.summary.loc[self.summary["measure"] == measure, "estimate"]
        if found.empty:
            raise SettingError(given_possible("measure", measure, self.summary["measure"]))
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
    >>> from framing.detectors.frames import FrameClassifier
    >>> texts = ["taxes and jobs", "jobs and pay", "border police", "police on patrol"] * 6
    >>> texts = [f"{text} {number}" for number, text in enumerate(texts)]
    >>> labels = ["economic", "economic", "security", "security"] * 6
    >>> found = cross_validate_frames(FrameClassifier(inner_folds=2), texts, labels, folds=2)
    >>> found.estimate("accuracy")
    1.0
    """
    from sklearn.base import clone

    data = _Data.read(texts, labels, groups)
    if folds < 2 or repeats < 1:
        raise SettingError(f"folds {folds!r} and repeats {repeats!r} are not possible; give at least 2 and 1")
    parts = []
    for repeat in range(repeats):
        for fold, (train, test) in enumerate(data.folds(folds, seed + repeat)):
            model = clone(classifier)
            model.fit(data.some(train), data.labels(train), groups=data.some_groups(train))
            parts.append(_Part(repeat, fold, test, *_said(model, data, test)))
    return _validation(data, parts, seed=seed, resamples=resamples)


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
        If texts and labels do not match, or the labels are not those of the classifier.
    """
    data = _Data.read(texts, labels, groups)
    if data.names != list(map(str, classifier.classes_)):
        raise DataError(f"the texts are coded with {data.names}; the model knows {list(map(str, classifier.classes_))}")
    everything = np.arange(len(data.texts))
    part = _Part(0, 0, everything, *_said(classifier, data, everything))
    return _validation(data, [part], seed=seed, resamples=resamples)


@dataclass(frozen=True, slots=True)
class _Part:
    repeat: int
    fold: int
    rows: Array
    said: Array
    chances: Array


@dataclass(frozen=True, slots=True)
class _Data:
    """Coded texts; ``truth`` has a column for each class, also for both of two."""

    texts: list[str]
    raw: Any
    kind: str
    names: list[str]
    truth: Array
    strata: Array
    groups: Array | None

    @classmethod
    def read(cls, texts: Iterable[str], labels: Any, groups: Sequence[Any] | None) -> _Data:
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

    def some(self, rows: Array) -> list[str]:
        return [self.texts[row] for row in rows]

    def labels(self, rows: Array) -> Any:
        if hasattr(self.raw, "iloc"):
            return self.raw.iloc[rows]
        return self.raw[rows] if isinstance(self.raw, np.ndarray) else [self.raw[row] for row in rows]

    def some_groups(self, rows: Array) -> Array | None:
        return None if self.groups is None else self.groups[rows]

    def folds(self, n: int, seed: int) -> list[tuple[Array, Array]]:
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
        if self.groups is None:
            return np.arange(len(self.texts))
        return np.asarray(np.unique(self.groups, return_inverse=True)[1])


def _said(model: FrameClassifier, data: _Data, rows: Array) -> tuple[Array, Array]:
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


def _sums(truth: Array, said: Array, clusters: Array) -> Array:
    """Counts per cluster, class and cell: said and coded, only said, only coded, neither."""
    cells = np.stack([truth & said, ~truth & said, truth & ~said, ~truth & ~said], axis=-1)
    found = np.zeros((int(clusters.max()) + 1, truth.shape[1], 4))
    np.add.at(found, clusters, cells)
    return found


def _measure(name: str, cells: Array, *, single: bool) -> Array:
    """Compute a measure from counts of shape (..., classes, 4)."""
    both, only_said, only_coded, neither = np.moveaxis(cells, -1, 0)
    f1 = 2 * both / np.maximum(2 * both + only_said + only_coded, 1e-12)
    if name == "f1_macro":
        return np.asarray(f1.mean(axis=-1))
    if name == "f1_weighted":
        weight = both + only_coded
        return np.asarray((f1 * weight).sum(axis=-1) / np.maximum(weight.sum(axis=-1), 1e-12))
    if name == "f1_micro":
        top = 2 * both.sum(axis=-1)
        return np.asarray(top / np.maximum(top + only_said.sum(axis=-1) + only_coded.sum(axis=-1), 1e-12))
    # Of one label per text the share of right texts; of several frames a text that of right decisions.
    right = both.sum(axis=-1) if single else (both + neither).sum(axis=-1)
    total = (both + only_coded).sum(axis=-1) if single else cells.sum(axis=(-1, -2))
    return np.asarray(right / np.maximum(total, 1e-12))


def _draws(n_clusters: int, resamples: int, seed: int) -> Array:
    """How often each cluster is drawn in each bootstrap sample."""
    return np.random.default_rng(seed).multinomial(n_clusters, np.full(n_clusters, 1 / n_clusters), size=resamples)


def _interval(estimate: float, drawn: Array, n_clusters: int) -> tuple[float, float]:
    from scipy.stats import t

    half = float(t.ppf(0.975, max(n_clusters - 1, 1)) * drawn.std(ddof=1))
    return max(estimate - half, -1.0), min(estimate + half, 1.0)


def _alpha(both: float, only_said: float, only_coded: float, neither: float) -> float:
    """Krippendorff's nominal alpha of two coders, both complete, with two values.

    Examples
    --------
    >>> round(_alpha(5, 0, 0, 5), 3), round(_alpha(0, 5, 5, 0), 3)
    (1.0, -0.9)
    """
    n = 2 * (both + only_said + only_coded + neither)
    yes = 2 * both + only_said + only_coded
    expected = 2 * yes * (n - yes) / (n * (n - 1))
    return float("nan") if expected == 0 else 1 - (2 * (only_said + only_coded) / n) / expected


def _alpha_of_labels(table: Array) -> float:
    """Krippendorff's nominal alpha from a square table, coded by said."""
    pairs = table + table.T
    n, values = pairs.sum(), pairs.sum(axis=0)
    expected = 1 - (values * (values - 1)).sum() / (n * (n - 1))
    return float("nan") if expected == 0 else float(1 - (1 - np.trace(pairs) / n) / expected)


def _validation(data: _Data, parts: Sequence[_Part], *, seed: int, resamples: int) -> FrameValidation:
    import pandas as pd

    from framing.detectors.frames.decisions import reliability
    from framing.validation.duplicates import across_folds

    repeats = 1 + max(part.repeat for part in parts)
    folds = 1 + max(part.fold for part in parts)
    single = data.kind != "multilabel"
    clusters = data.clusters()
    sums = np.zeros((int(clusters.max()) + 1, len(data.names), 4))
    for part in parts:
        found = _sums(data.truth[part.rows], part.said, clusters[part.rows])
        sums[: len(found)] += found / repeats
    n_clusters = len(sums)
    drawn = np.tensordot(_draws(n_clusters, resamples, seed), sums, axes=(1, 0))
    total = sums.sum(axis=0)
    counts = {"n_texts": len(data.texts), "n_groups": n_clusters, "folds": folds, "repeats": repeats}
    summary = []
    for name in MEASURES:
        value = float(_measure(name, total, single=single))
        low, high = _interval(value, _measure(name, drawn, single=single), n_clusters)
        summary.append({"measure": name, "estimate": value, "low": low, "high": high, **counts})
    per_frame = []
    for place, name in enumerate(data.names):
        both, only_said, only_coded, _ = total[place]
        value = float(_measure("f1_macro", total[[place]], single=single))
        low, high = _interval(value, _measure("f1_macro", drawn[:, [place]], single=single), n_clusters)
        per_frame.append(
            {
                "frame": name,
                "n": int(data.truth[:, place].sum()),
                "precision": both / (both + only_said) if both + only_said else float("nan"),
                "recall": both / (both + only_coded) if both + only_coded else float("nan"),
                "f1": value,
                "low": max(low, 0.0),
                "high": high,
                "alpha": _alpha(*total[place]),
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
    leakage = across_folds(data.texts, first.tolist()) if folds > 1 else across_folds([], [])
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


def _confusion(data: _Data, parts: Sequence[_Part], total: Array, repeats: int) -> tuple[pd.DataFrame, float]:
    import pandas as pd

    if data.kind == "multilabel":
        columns = ["both", "only_said", "only_coded", "neither"]
        values = [_alpha(*cells) for cells in total]
        alpha = float(np.nanmean(values)) if not np.isnan(values).all() else float("nan")
        return pd.DataFrame(total, index=pd.Index(data.names, name="frame"), columns=columns), alpha
    table = np.zeros((len(data.names), len(data.names)))
    for part in parts:
        np.add.at(table, (data.truth[part.rows].argmax(axis=1), part.said.argmax(axis=1)), 1 / repeats)
    names = data.names
    frame = pd.DataFrame(table, index=pd.Index(names, name="coded"), columns=pd.Index(names, name="said"))
    return frame, _alpha_of_labels(table)


def _predictions(data: _Data, parts: Sequence[_Part]) -> pd.DataFrame:
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
    left, right = (_sums(_matrix(v, "coded:"), _matrix(v, "said:"), clusters) for v in (first, second))
    n_clusters = len(left)

    def gap(one: Array, other: Array) -> Array:
        return _measure(measure, one, single=single) - _measure(measure, other, single=single)

    observed = float(gap(left.sum(axis=0), right.sum(axis=0)))
    swap = np.random.default_rng(seed).integers(0, 2, size=(resamples, n_clusters)).astype(float)
    difference = left - right
    moved = np.tensordot(swap, difference, axes=(1, 0))
    random = gap(left.sum(axis=0) - moved, right.sum(axis=0) + moved)
    p = (1 + int((np.abs(random) >= abs(observed) - 1e-12).sum())) / (resamples + 1)
    draws = _draws(n_clusters, resamples, seed)
    drawn = gap(np.tensordot(draws, left, axes=(1, 0)), np.tensordot(draws, right, axes=(1, 0)))
    low, high = _interval(observed, drawn, n_clusters)
    return pd.DataFrame(
        [
            {
                "measure": measure,
                "first": float(_measure(measure, left.sum(axis=0), single=single)),
                "second": float(_measure(measure, right.sum(axis=0), single=single)),
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
    """
    import pandas as pd
    from sklearn.base import clone

    if measure not in MEASURES:
        raise SettingError(given_possible("measure", measure, MEASURES))
    data = _Data.read(texts, labels, groups)
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
            said, _ = _said(model, data, test)
            cells = _sums(data.truth[test], said, np.zeros(len(test), dtype=int)).sum(axis=0)
            estimate = float(_measure(measure, cells, single=data.kind != "multilabel"))
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
