"""Shares, differences and ratios corrected for the detector's errors, with intervals that contain that correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.errors import DataError, SettingError, given_possible
from framing.profiles.results import TableResult, percent_of
from framing.validation.estimates import (
    GroupData,
    GroupEstimate,
    coded_only,
    difference,
    naive,
    ppi,
    ratio,
    rogan_gladen,
)
from framing.validation.pairing import as_code, pair, told_left_out
from framing.validation.sampling import CodingSample

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["METHODS", "Correction", "correct"]

METHODS: Final = ("ppi", "rogan_gladen", "coded_only")
_ESTIMATORS: Final = {"ppi": ppi, "rogan_gladen": rogan_gladen, "coded_only": coded_only}
_NAMES: Final = {
    "ppi": "prediction-powered inference",
    "rogan_gladen": "the Rogan–Gladen estimator",
    "coded_only": "nothing (the coded sample alone)",
}
_COLUMNS: Final = (
    "effect", "group", "reference", "estimate", "low", "high", "naive", "naive_low", "naive_high", "n_units",
    "n_coded", "sensitivity", "specificity", "method", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Correction(TableResult):
    """Corrected estimates beside the naive ones.

    Attributes
    ----------
    table : pandas.DataFrame
        ``effect, group, reference, estimate, low, high, naive, naive_low, naive_high, n_units, n_coded, sensitivity,
        specificity, method, note``. ``effect`` is ``share``, ``difference`` or ``ratio`` (of group to reference);
        the naive columns believe the detector. ``note`` says why something is NaN or was cut at 0 or 1.
    settings : mapping
        The arguments.
    left_out : mapping of str to int
        ``rows`` of the codings without a usable code, ``units`` on which coders were tied, ``unknown`` coded units
        that the detector does not know, ``groupless`` units without a value of `by`.
    """

    table: pd.DataFrame
    settings: Mapping[str, Any] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        s = self.settings
        weights = "the weights of the sample" if s["weights"] == "sample" else "equal weights"
        return [
            f"Share of {s['variable']} = {s['value']!r}, corrected by {_NAMES[s['method']]} from coded units under "
            f"{weights}, error rates within each group; 'naive' believes the detector; "
            f"{percent_of(s['confidence'])} intervals over {s['cluster']}.",
            *told_left_out(self.left_out),
        ]

    def estimate(self, effect: str = "share", group: str | None = None, reference: str | None = None) -> float:
        """Give one corrected estimate.

        Raises
        ------
        SettingError
            If there is no such row.
        """
        rows = self.table[self.table["effect"] == effect]
        for name, wanted in (("group", group), ("reference", reference)):
            if wanted is not None:
                rows = rows[rows[name] == wanted]
        if len(rows) != 1:
            raise SettingError(f"{effect!r} of {group!r} to {reference!r} names {len(rows)} rows; see .table")
        return float(rows["estimate"].iloc[0])


def correct(
    predictions: Any,
    codings: pd.DataFrame,
    *,
    variable: str,
    value: str,
    by: str | None = None,
    method: str = "ppi",
    sample: CodingSample | None = None,
    reference: str | None = None,
    gold: str = "majority",
    cluster: str = "article_id",
    choice_set: str | None = None,
    confidence: float = 0.95,
) -> Correction:
    """Estimate the share of a value in the whole corpus from the detector's labels and a coded sample of them.

    A detector that errs gives a wrong share however large the corpus is, and an interval that takes its labels for
    the truth is narrow around the wrong place. The coded sample tells how it errs; that is taken out, and the
    uncertainty of doing so goes into the interval. Error rates are estimated within each group: with rates pooled over
    groups, a difference in errors would pass for a difference in content.

    Parameters
    ----------
    predictions : Profiles or pandas.DataFrame
        All units of the corpus, as for :func:`framing.evaluate`.
    codings : pandas.DataFrame
        From :func:`framing.read_codings`.
    variable, value : str
        Whose share: of the units, those with this value of the variable.
    by : str, optional
        A column of the units or articles whose groups are compared.
    method : str
        ``ppi``: prediction-powered inference, the detector's share plus the mean error that coding found; within
        strata of the sample where each has two coded clusters. ``rogan_gladen``: solved from sensitivity and
        specificity. ``coded_only``: the sample alone, for comparison.
    sample : CodingSample, optional
        Brings weights and strata; without it the coded units are taken for a simple random sample of each group.
    reference : str, optional
        The group that the others are compared with; by default every pair.
    gold : str
        ``majority``, or the coder to believe.
    cluster : str
        Column of what belongs together: ``article_id``, or ``story`` where articles on one story resemble each other.
    choice_set : str, optional
        Of mentions, only this choice set; by default that of the sample.
    confidence : float

    Returns
    -------
    Correction

    Raises
    ------
    DataError
        If nothing was coded, or predictions and codes have no unit in common.
    SettingError
        For an unknown variable, value, column or method.

    References
    ----------
    Rogan and Gladen (1978), Estimating prevalence from the results of a screening test. Lang and Reiczigel (2014),
    Confidence limits for prevalence of disease adjusted for estimated sensitivity and specificity. Angelopoulos,
    Bates, Fannjiang, Jordan and Zrnic (2023), Prediction-powered inference. Zou and Donner (2008), Donner and Zou
    (2012), for differences and ratios of Rogan–Gladen estimates.

    Examples
    --------
    Of 1,000 sentences the detector calls 300 a threat. Coding 100 shows that 6 of its 30 threats are none, and that
    it missed 10 of the 70 others. So the share is .30 + (10 - 6) / 100 = .34.

    >>> import pandas as pd
    >>> key = ["article_id", "start", "end", "unit"]
    >>> units = pd.DataFrame([(f"a{i}", 0, 9, "sentence") for i in range(1000)], columns=key)
    >>> said = units.assign(value=["yes"] * 30 + ["no"] * 70 + ["yes"] * 270 + ["no"] * 630)
    >>> codes = ["no"] * 6 + ["yes"] * 24 + ["yes"] * 10 + ["no"] * 60
    >>> coded = units.iloc[:100].assign(coder="anna", variable="threat", value=codes)
    >>> found = correct(said, coded, variable="threat", value="yes")
    >>> round(found.estimate(), 3), found.table["naive"].round(3).tolist()
    (0.34, [0.3])
    """
    import pandas as pd

    if method not in METHODS:
        raise SettingError(given_possible("method", method, METHODS))
    if not 0 < confidence < 1:
        raise SettingError(f"confidence {confidence!r} is not possible; give a number between 0 and 1, such as 0.95")
    paired = pair(predictions, codings, variable=variable, sample=sample, gold=gold, choice_set=choice_set)
    table = paired.table[paired.table["_side"] != "right_only"]
    for name in (cluster, by):
        if name is not None and name not in table:
            raise SettingError(given_possible("column", name, [c for c in table.columns if c != "_side"]))
    seen = sorted({*table["coded"].dropna(), *table["predicted"].dropna()})
    value = as_code(value)
    if value not in seen:
        raise SettingError(given_possible(f"value of {variable!r}", value, seen))
    left_out = dict(paired.left_out)
    left_out["groupless"] = 0 if by is None else int(table[by].isna().sum())
    groups = _groups(table, value, by, cluster)
    if reference is not None and (by is None or reference not in groups):
        raise SettingError(given_possible("reference", reference, [g for g in groups if g is not None]))
    n_clusters = int(table[cluster].nunique())
    found = {name: _ESTIMATORS[method](data, confidence, n_clusters) for name, data in groups.items()}
    believed = {name: naive(data, confidence, n_clusters) for name, data in groups.items()}
    rows = [_share_row(name, groups[name], found[name], believed[name]) for name in groups]
    pairs = list(combinations(groups, 2)) if reference is None else [(g, reference) for g in groups if g != reference]
    for one, other in pairs:
        sizes = (groups[one].n + groups[other].n, groups[one].n_coded + groups[other].n_coded, np.nan, np.nan)
        for effect, contrast in (("difference", difference), ("ratio", ratio)):
            plain, _ = contrast(believed[one], believed[other], confidence)
            fixed, note = contrast(found[one], found[other], confidence)
            rows.append((effect, one, other, *fixed, *plain, *sizes, method, note))
    out = pd.DataFrame(rows, columns=list(_COLUMNS))
    out["method"] = method
    settings = {
        "variable": variable, "value": value, "by": by, "method": method, "reference": reference, "gold": gold,
        "cluster": cluster, "confidence": confidence, "weights": "sample" if paired.weighted else "equal",
    }  # fmt: skip
    return Correction(out, settings, left_out)


def _groups(table: pd.DataFrame, value: str, by: str | None, cluster: str) -> dict[str | None, GroupData]:
    names = [None] if by is None else sorted(table[by].dropna().unique(), key=str)
    if not names:
        raise DataError(f"no unit has a value in column {by!r}; fill it, or leave out by=")
    code = np.unique(table[cluster].astype(str).to_numpy(dtype=str), return_inverse=True)[1]
    out: dict[str | None, GroupData] = {}
    for name in names:
        mine: NDArray[np.bool_] = np.ones(len(table), bool) if name is None else (table[by] == name).to_numpy(bool)
        part = table[mine]
        coded = part["coded"].notna().to_numpy(bool)
        out[None if name is None else str(name)] = GroupData(
            said=np.asarray((part["predicted"] == value).fillna(False), dtype=float),
            truth=np.where(coded, np.asarray((part["coded"] == value).fillna(False), dtype=float), np.nan),
            weight=part["weight"].fillna(0.0).to_numpy(float),
            stratum=np.unique(part["stratum"].astype(str).to_numpy(dtype=str), return_inverse=True)[1],
            cluster=code[mine],
        )
    return out


def _share_row(name: str | None, data: GroupData, found: GroupEstimate, plain: GroupEstimate) -> tuple[Any, ...]:
    notes = [found.note] if found.note else []
    values = [float(np.clip(number, 0.0, 1.0)) for number in (found.estimate, *found.limits)]
    if found.estimate < 0 or found.estimate > 1:
        notes.append(f"{found.estimate:.3f} cut at {0 if found.estimate < 0 else 1}")
    return (
        "share", name, None, *values, plain.estimate, *plain.limits, data.n, data.n_coded, *data.error_rates(), None,
        "; ".join(notes) or None,
    )  # fmt: skip
