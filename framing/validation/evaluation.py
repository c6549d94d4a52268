"""How good a detector is, judged by what people coded: precision, recall and F1 under the weights of the sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.errors import SettingError, given_possible
from framing.profiles.results import TableResult, percent_of
from framing.validation.intervals import design_variance, effective_size, share_limits
from framing.validation.pairing import as_code, pair, told_left_out
from framing.validation.sampling import CodingSample

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Evaluation", "evaluate"]

Floats = NDArray[np.float64]
_COLUMNS: Final = ("group", "value", "measure", "estimate", "low", "high", "n", "n_clusters", "note")


@dataclass(frozen=True, slots=True, repr=False)
class Evaluation(TableResult):
    """A detector against people.

    Attributes
    ----------
    table : pandas.DataFrame
        ``group, value, measure, estimate, low, high, n, n_clusters, note``. Per value ``precision``, ``recall`` and
        ``f1``; over all values (``value`` null) ``accuracy`` and ``f1_macro``. ``n`` counts the coded units that the
        measure rests on, ``n_clusters`` the clusters they lie in.
    confusion : pandas.DataFrame
        ``group, coded, predicted, n, weighted``: how often each pair occurred, and in the corpus by the weights.
    settings : mapping
        The arguments.
    left_out : mapping of str to int
        ``rows`` of the codings without a usable code, ``units`` on which coders were tied, ``unknown`` units that the
        detector does not know (they count as missed).
    """

    table: pd.DataFrame
    confusion: pd.DataFrame
    settings: Mapping[str, Any] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        s = self.settings
        weights = "the weights of the sample" if s["weights"] == "sample" else "equal weights"
        who = "majority of coders" if s["gold"] == "majority" else f"coder {s['gold']}"
        return [
            f"Codes of {s['variable']!r} ({who}) under {weights}; "
            f"{percent_of(s['confidence'])} intervals over {s['cluster']}.",
            *told_left_out(self.left_out),
        ]

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Tables that ``to_excel`` writes, by the name of their sheet."""
        return {"evaluation": self.table, "confusion": self.confusion}

    def estimate(self, measure: str, value: str | None = None, group: str | None = None) -> float:
        """Give one estimate.

        Raises
        ------
        SettingError
            If there is no such row.
        """
        rows = self.table[self.table["measure"] == measure]
        rows = rows[rows["value"].isna() if value is None else rows["value"] == value]
        rows = rows[rows["group"].isna() if group is None else rows["group"] == group]
        if len(rows) != 1:
            raise SettingError(f"there is no {measure!r} of value {value!r} in group {group!r}; see .table")
        return float(rows["estimate"].iloc[0])


def evaluate(
    predictions: Any,
    codings: pd.DataFrame,
    *,
    variable: str,
    sample: CodingSample | None = None,
    values: Sequence[str] | None = None,
    by: str | None = None,
    gold: str = "majority",
    cluster: str = "article_id",
    choice_set: str | None = None,
    confidence: float = 0.95,
) -> Evaluation:
    """Measure precision, recall and F1 of a detector against human codes.

    Parameters
    ----------
    predictions : Profiles or pandas.DataFrame
        Profiles: what the detectors said of the coded units. A table: ``article_id, start, end, unit, value`` and
        perhaps ``variable`` and columns for `by`.
    codings : pandas.DataFrame
        From :func:`framing.read_codings`.
    variable : str
        What was coded: for mentions and events a column of theirs, such as ``voice``; for sentences and articles a
        feature or frame (yes, no).
    sample : CodingSample, optional
        Brings weights and strata. Without it every unit counts the same, which is right for a simple random sample.
    values : sequence of str, optional
        Values to report; by default all that were coded or predicted.
    by : str, optional
        A column of the units or articles: one evaluation for each of its values.
    gold : str
        ``majority`` of the coders (units with a tie are left out and counted), or the name of the coder to believe.
    cluster : str
        Column of what is sampled together; units of one article resemble each other.
    choice_set : str, optional
        Of mentions, only this choice set; by default that of the sample.
    confidence : float

    Returns
    -------
    Evaluation
        Measures are ratios of weighted sums; intervals are Clopper–Pearson at the effective sample size that strata,
        weights and clusters leave (that of ``f1_macro`` is t-based).

    Raises
    ------
    DataError
        If predictions and codes have no unit in common.
    SettingError
        For an unknown variable, column or coder.

    References
    ----------
    Korn and Graubard (1998), Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data.

    Examples
    --------
    >>> import pandas as pd
    >>> key = ["article_id", "start", "end", "unit"]
    >>> units = pd.DataFrame([(f"a{i}", 0, 9, "sentence") for i in range(6)], columns=key)
    >>> said = units.assign(value=["yes", "yes", "yes", "no", "no", "no"])
    >>> coded = units.assign(coder="anna", variable="threat", value=["yes", "yes", "no", "no", "no", "yes"])
    >>> found = evaluate(said, coded, variable="threat")
    >>> round(found.estimate("precision", "yes"), 3), round(found.estimate("accuracy"), 3)
    (0.667, 0.667)
    """
    import pandas as pd

    if not 0 < confidence < 1:
        raise SettingError(f"confidence {confidence!r} is not possible; give a number between 0 and 1, such as 0.95")
    paired = pair(predictions, codings, variable=variable, sample=sample, gold=gold, choice_set=choice_set)
    coded = paired.table[paired.table["coded"].notna()]
    for name in (cluster, by):
        if name is not None and name not in coded:
            raise SettingError(given_possible("column", name, [c for c in coded.columns if c != "_side"]))
    seen = sorted({*coded["coded"], *coded["predicted"].dropna()}, key=str)
    values = None if values is None else [as_code(value) for value in values]
    for value in values or ():
        if value not in seen:
            raise SettingError(given_possible(f"value of {variable!r}", value, seen))
    rows: list[tuple[Any, ...]] = []
    for group in [None] if by is None else sorted(coded[by].dropna().unique()):
        part = coded if by is None else coded[coded[by] == group]
        rows += [(group, *row) for row in _measures(part, list(values or seen), seen, cluster, confidence)]
    shown = coded.assign(group=None if by is None else coded[by], predicted=coded["predicted"].fillna("(none)"))
    confusion = shown.groupby(["group", "coded", "predicted"], dropna=False)["weight"].agg(["size", "sum"])
    settings = {
        "variable": variable, "by": by, "gold": gold, "cluster": cluster, "confidence": confidence,
        "weights": "sample" if paired.weighted else "equal",
    }  # fmt: skip
    return Evaluation(
        pd.DataFrame(rows, columns=list(_COLUMNS)),
        confusion.reset_index().rename(columns={"size": "n", "sum": "weighted"}),
        settings,
        paired.left_out,
    )


def _measures(
    part: pd.DataFrame, values: Sequence[str], seen: Sequence[str], cluster: str, confidence: float
) -> list[tuple[Any, ...]]:
    from scipy.special import stdtrit

    weight = part["weight"].to_numpy(float)
    stratum = part["stratum"].astype(object).where(part["stratum"].notna(), "(none)").to_numpy()
    clusters = part[cluster].astype(str).to_numpy()
    coded, said = part["coded"].to_numpy(object), part["predicted"].astype(object).to_numpy()
    rows: list[tuple[Any, ...]] = []
    f1: list[tuple[float, Floats]] = []

    def ratio(value: str | None, name: str, top: Floats, bottom: Floats, reason: str) -> tuple[float, Floats]:
        total = float((weight * bottom).sum())
        rests = bottom > 0
        n, groups = int(rests.sum()), len(np.unique(clusters[rests]))
        if not total:
            rows.append((value, name, np.nan, np.nan, np.nan, n, groups, reason))
            return float("nan"), np.zeros(len(weight))
        share = float((weight * top).sum()) / total
        influence = weight * (top - share * bottom) / total
        variance, degrees = design_variance(influence, stratum, clusters)
        size = effective_size(share, variance, n, (weight * bottom)[rests], degrees, confidence)
        low, high = share_limits(share, size, confidence) if groups > 1 else (np.nan, np.nan)
        rows.append((value, name, share, low, high, n, groups, None if groups > 1 else f"one {cluster} only"))
        return share, influence

    for value in seen:
        yes, hit = (coded == value).astype(float), (said == value).astype(float)
        if value in values:
            ratio(value, "precision", yes * hit, hit, "never predicted")
            ratio(value, "recall", yes * hit, yes, "never coded")
        found = ratio(value, "f1", 2 * yes * hit, yes + hit, "neither coded nor predicted")
        if value not in values:
            rows.pop()
        f1.append(found)
    ratio(None, "accuracy", (coded == said).astype(float), np.ones(len(coded)), "nothing coded")
    known = [(share, influence) for share, influence in f1 if not np.isnan(share)]
    macro = float(np.mean([share for share, _ in known])) if known else float("nan")
    variance, degrees = design_variance(np.mean([i for _, i in known], axis=0), stratum, clusters)
    reach = float(stdtrit(degrees, 0.5 + confidence / 2)) * float(np.sqrt(variance)) if degrees else float("nan")
    limits = (max(macro - reach, 0.0), min(macro + reach, 1.0)) if reach > 1e-9 else (np.nan, np.nan)
    note = None if reach > 1e-9 else "no interval: nothing varies between clusters"
    rows.append((None, "f1_macro", macro, *limits, len(part), len(np.unique(clusters)), note))
    return rows
