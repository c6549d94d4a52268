"""How far coders agree: coefficients with intervals, over all, per code and per pair of coders."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.errors import DataError, SettingError, given_possible
from framing.profiles.results import TableResult, percent_of
from framing.validation.codings import UNIT_KEY, good_codings, one_code_each
from framing.validation.coefficients import (
    LEVELS,
    cohen,
    fleiss,
    gwet_ac1,
    jackknife,
    krippendorff_alpha,
    percent,
    specific,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COEFFICIENTS", "Agreement", "agreement"]

COEFFICIENTS: Final = ("percent", "cohen", "fleiss", "krippendorff", "ac1")
_COLUMNS: Final = (
    "variable", "scope", "code", "coder", "other", "coefficient", "estimate", "low", "high", "n_units", "n_coders",
    "n_codings", "note",
)  # fmt: skip

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, repr=False)
class Agreement(TableResult):
    """Agreement between coders.

    Attributes
    ----------
    table : pandas.DataFrame
        ``variable, scope, code, coder, other, coefficient, estimate, low, high, n_units, n_coders, n_codings, note``.
        ``scope`` is ``all``, ``code`` (this code against all others) or ``pair`` (``coder`` and ``other`` alone).
        ``n_units`` are units with two codings or more; ``note`` says why something is NaN.
    settings : mapping
        The arguments.
    left_out : int
        Rows of the codings that were not used (no code, or a problem).
    """

    table: pd.DataFrame
    settings: Mapping[str, Any] = field(default_factory=dict)
    left_out: int = 0

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        s = self.settings
        unit = s.get("cluster") or "units"
        out = [f"{percent_of(s['confidence'])} intervals: jackknife over {unit}, Student's t."]
        levels = s.get("level")
        named = "; ".join(f"{k} {v}" for k, v in levels.items()) if isinstance(levels, Mapping) else str(levels)
        if "krippendorff" in s["coefficients"]:
            out.append(f"Level of measurement for Krippendorff's alpha: {named}.")
        if self.left_out:
            out.append(f"Codings without a usable code, left out: {self.left_out:,}.")
        return out

    def estimate(self, coefficient: str, variable: str | None = None) -> float:
        """Give one overall coefficient.

        Raises
        ------
        SettingError
            If there is no such coefficient or variable, or several variables and none named.
        """
        rows = self.table[self.table["scope"] == "all"]
        variables = list(rows["variable"].unique())
        if variable is None and len(variables) > 1:
            raise SettingError(f"there are several variables; name one of {', '.join(map(repr, variables))}")
        name = variable if variable is not None else variables[0]
        if name not in variables:
            raise SettingError(given_possible("variable", name, variables))
        rows = rows[rows["variable"] == name].set_index("coefficient")
        if coefficient not in rows.index:
            raise SettingError(given_possible("coefficient", coefficient, list(rows.index)))
        return float(rows["estimate"].to_dict()[coefficient])


@dataclass(frozen=True, slots=True)
class _Coded:
    """The codings of one variable: codes (-1 for none) of coders × units."""

    codes: NDArray[np.int64]
    coders: tuple[str, ...]
    values: tuple[Any, ...]
    clusters: NDArray[np.int64]
    level: str

    @property
    def counts(self) -> NDArray[np.float64]:
        return np.stack([(self.codes == k).sum(axis=0) for k in range(len(self.values))], axis=1).astype(float)

    @property
    def patterns(self) -> NDArray[np.int64]:
        number = np.unique(self.codes, axis=1, return_inverse=True)[1]
        return np.asarray(number, dtype=np.int64).reshape(-1)

    def only(self, coders: Sequence[int]) -> _Coded:
        rows = list(coders)
        return dataclasses.replace(self, codes=self.codes[rows], coders=tuple(self.coders[i] for i in rows))

    def binary(self, code: int) -> _Coded:
        codes = np.where(self.codes < 0, -1, (self.codes == code).astype(np.int64))
        return dataclasses.replace(self, codes=codes, values=(0, 1), level="nominal")


def agreement(
    codings: pd.DataFrame,
    *,
    variable: str | Sequence[str] | None = None,
    level: str | Mapping[str, str] = "nominal",
    codes: Sequence[Any] | Mapping[str, Sequence[Any]] | None = None,
    coefficients: Sequence[str] = COEFFICIENTS,
    cluster: str | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Measure how far coders agree.

    Parameters
    ----------
    codings : pandas.DataFrame
        ``coder, article_id, start, end, unit, variable, value``, as :func:`framing.read_codings` gives them. Rows
        with a ``problem`` or without a value are not used, and their number is told.
    variable : str or sequence of str, optional
        All by default.
    level : str or mapping
        Level of measurement for Krippendorff's alpha: ``nominal``, ``ordinal``, ``interval`` or ``ratio``; for all
        variables or by variable. The other coefficients treat codes as nominal.
    codes : sequence or mapping, optional
        The possible codes, in order (needed for ordinal codes that are no numbers). Gwet's AC1 counts those that
        nobody used. By default those that were used.
    coefficients : sequence of str
        ``percent`` (agreement of pairs of codings), ``cohen`` (two coders; with more, the mean over pairs),
        ``fleiss``, ``krippendorff``, ``ac1``.
    cluster : str, optional
        A column of `codings` whose values are left out together for the intervals, such as ``article_id`` where
        units of one article resemble each other. By default each unit stands for itself.
    confidence : float

    Returns
    -------
    Agreement
        Intervals are estimate ± t × jackknife standard error over clusters, cut at 1 and -1.

    Raises
    ------
    DataError
        Where fewer than two coders coded a variable, or somebody coded one unit twice.
    SettingError
        For an unknown variable, level or coefficient.

    References
    ----------
    Cohen (1960); Light (1971); Fleiss (1971); Krippendorff (2019), Content Analysis, chapter 12; Gwet (2008), Computing
    inter-rater reliability and its variance in the presence of high agreement; Gwet (2014), Handbook of Inter-Rater
    Reliability (missing codings).

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [(c, "a", i, i + 1, "mention", "voice", v) for c, vs in (("x", "ooddo"), ("y", "oodoo"))
    ...         for i, v in enumerate(vs)]
    >>> columns = ["coder", "article_id", "start", "end", "unit", "variable", "value"]
    >>> found = agreement(pd.DataFrame(rows, columns=columns))
    >>> found.estimate("percent"), round(found.estimate("cohen"), 3)
    (0.8, 0.545)
    """
    import pandas as pd

    for name in coefficients:
        if name not in COEFFICIENTS:
            raise SettingError(given_possible("coefficient", name, COEFFICIENTS))
    if not 0 < confidence < 1:
        raise SettingError(f"confidence {confidence!r} is not possible; give a number between 0 and 1, such as 0.95")
    kept, left_out = good_codings(codings)
    if cluster is not None and cluster not in kept:
        raise SettingError(given_possible("column", cluster, list(kept.columns)))
    variables = list(dict.fromkeys(kept["variable"]))
    wanted = [variable] if isinstance(variable, str) else list(variable or variables)
    for name in wanted:
        if name not in variables:
            raise SettingError(given_possible("variable", name, variables))
    if not wanted:
        raise DataError("there are no codings to compare; give a table with codes of two coders or more")
    rows: list[tuple[Any, ...]] = []
    for name in wanted:
        coded = _coded(kept[kept["variable"] == name], name, _for(level, name, "nominal"), _for(codes, name), cluster)
        rows += _rows(coded, name, coefficients, confidence)
    settings = {
        "level": level,
        "codes": codes,
        "coefficients": tuple(coefficients),
        "cluster": cluster,
        "confidence": confidence,
    }
    return Agreement(pd.DataFrame(rows, columns=list(_COLUMNS)), settings, left_out)


def _for(given: Any, name: str, otherwise: Any = None) -> Any:
    return given.get(name, otherwise) if isinstance(given, Mapping) else given


def _coded(rows: pd.DataFrame, name: str, level: str, codes: Sequence[Any] | None, cluster: str | None) -> _Coded:
    import pandas as pd

    if level not in LEVELS:
        raise SettingError(given_possible("level", level, LEVELS))
    rows = one_code_each(rows)
    coders = tuple(sorted(rows["coder"].unique()))
    if len(coders) < 2:
        raise DataError(
            f"variable {name!r} was coded by {len(coders)} coder; agreement needs the codes of two or more on the "
            "same units"
        )
    values = rows["value"].tolist()
    if level in {"interval", "ratio"} or (level == "ordinal" and codes is None):
        try:
            values = [float(value) for value in values]
        except (TypeError, ValueError):
            odd = next(value for value in values if not _is_number(value))
            raise SettingError(
                f"level {level!r} of {name!r} needs numbers, but there is the code {odd!r}; give numeric codes, "
                "or codes=[...] in order with level='ordinal'"
            ) from None
    used = _sorted(values) if codes is None else list(codes)
    known = {value: number for number, value in enumerate(used)}
    unknown = next((value for value in values if value not in known), None)
    if unknown is not None:
        raise DataError(f"{given_possible(f'code of {name!r}', unknown, used)}; correct it or add it to codes=")
    unit_of = rows.groupby(list(UNIT_KEY), sort=False, dropna=False).ngroup().to_numpy()
    table = np.full((len(coders), int(unit_of.max()) + 1), -1, dtype=np.int64)
    coder_of = pd.Index(coders).get_indexer(pd.Index(rows["coder"]))
    table[coder_of, unit_of] = [known[value] for value in values]
    clusters = np.arange(table.shape[1])
    if cluster is not None:
        first = np.unique(unit_of, return_index=True)[1]
        clusters = pd.factorize(rows[cluster].iloc[first])[0].astype(np.int64)
    return _Coded(table, coders, tuple(used), clusters, level)


def _sorted(values: Sequence[Any]) -> list[Any]:
    try:
        return sorted(set(values))
    except TypeError:  # numbers beside texts
        return sorted(set(values), key=lambda value: (str(value), type(value).__name__))


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def _rows(coded: _Coded, name: str, coefficients: Sequence[str], confidence: float) -> list[tuple[Any, ...]]:
    out = [(name, "all", None, None, None, *row) for row in _measure(coded, coefficients, confidence)]
    for number, code in enumerate(coded.values):
        binary = coded.binary(number)
        found = _measure(binary, coefficients, confidence)
        found.append(_row(binary, "specific", partial(_specific, binary.counts), confidence))
        out += [(name, "code", code, None, None, *row) for row in found]
    if len(coded.coders) > 2:
        of_pairs = [c for c in coefficients if c != "fleiss"]
        for i, j in combinations(range(len(coded.coders)), 2):
            found = _measure(coded.only([i, j]), of_pairs, confidence)
            out += [(name, "pair", None, coded.coders[i], coded.coders[j], *row) for row in found]
    return out


def _specific(counts: NDArray[np.float64], use: Mask) -> float:
    return specific(counts[use], 1)


def _measure(coded: _Coded, coefficients: Sequence[str], confidence: float) -> list[tuple[Any, ...]]:
    counts = coded.counts
    functions: dict[str, Callable[[Mask], float]] = {
        "percent": lambda use: percent(counts[use]),
        "cohen": lambda use: _mean_cohen(coded.codes[:, use], len(coded.values)),
        "fleiss": lambda use: fleiss(counts[use]),
        "krippendorff": lambda use: krippendorff_alpha(counts[use], coded.level, coded.values),
        "ac1": lambda use: gwet_ac1(counts[use]),
    }
    return [_row(coded, name, functions[name], confidence) for name in coefficients]


def _mean_cohen(codes: NDArray[np.int64], number: int) -> float:
    """Cohen's kappa; with more than two coders the mean over pairs that have one (Light 1971)."""
    found = [cohen(codes[i], codes[j], number) for i, j in combinations(range(len(codes)), 2)]
    known = [value for value in found if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def _row(coded: _Coded, name: str, statistic: Callable[[Mask], float], confidence: float) -> tuple[Any, ...]:
    from scipy.special import stdtrit

    n = (coded.codes >= 0).sum(axis=0)
    estimate, error, degrees = jackknife(statistic, coded.clusters, coded.patterns)
    notes = []
    low = high = float("nan")
    if np.isnan(estimate):
        notes.append("no unit was coded twice" if not (n >= 2).any() else "only one code was used, or none was shared")
    elif np.isnan(error):
        notes.append("no interval: the coefficient is undefined without some of the units")
    elif error == 0:
        notes.append("no interval: nothing varies between units")
    else:
        reach = float(stdtrit(degrees, 0.5 + confidence / 2)) * error
        low, high = max(estimate - reach, -1.0), min(estimate + reach, 1.0)
    if name == "cohen" and len(coded.coders) > 2:
        notes.append("mean over pairs of coders")
    note = "; ".join(notes) or None
    return (name, estimate, low, high, int((n >= 2).sum()), len(coded.coders), int(n.sum()), note)
