"""Predictions and codes side by side: the whole corpus with what was predicted, and the codes of the sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.errors import DataError, SettingError, given_possible
from framing.validation.codings import UNIT_KEY, good_codings, settled
from framing.validation.sampling import CodingSample, strata_of
from framing.validation.units import predicted, units_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Paired", "as_code", "pair", "told_left_out"]


@dataclass(frozen=True, slots=True)
class Paired:
    """Units with what the detector and the coders said.

    Attributes
    ----------
    table : pandas.DataFrame
        All units of the corpus that were predicted, and coded ones that were not: the key, ``predicted``, ``coded``
        (null where not coded), ``weight`` (null where not coded), ``stratum``, and the columns of the predictions.
    left_out : dict
        ``rows`` of the codings without a usable code, ``units`` on which coders were tied, ``unknown`` units that
        were coded but that the detector does not know.
    weighted : bool
        Whether the weights come from a sample.
    """

    table: pd.DataFrame
    left_out: dict[str, int]
    weighted: bool


def pair(
    predictions: Any,
    codings: pd.DataFrame,
    *,
    variable: str,
    sample: CodingSample | None,
    gold: str,
    choice_set: str | None = None,
) -> Paired:
    """Join predictions with settled codes and the weights of the sample.

    A unit of the sample that got no code passes its weight on to the coded units of its stratum.
    """
    codes, left_out = settled(codings, variable, gold)
    lost = int(codes[["start", "end"]].isna().any(axis=1).sum())
    if lost:
        raise DataError(f"{lost} coded units have no start or end; give the offsets of the units that were coded")
    population = _population(predictions, codings, variable, sample, choice_set)
    key: list[Any] = list(UNIT_KEY)
    codes = codes.astype({"article_id": "str", "unit": "str", "start": "int64", "end": "int64"})
    weighted = sample is not None
    if sample is not None:
        codes = _weigh(codes, sample, variable)
        population["stratum"] = strata_of(population, list(sample.settings.get("strata", [])))
    else:
        codes["weight"] = 1.0
        population["stratum"] = "all"
    codes = codes.rename(columns={"value": "coded"})
    for frame, name in ((codes, "coded"), (population, "predicted")):
        frame[name] = frame[name].astype(object).map(as_code, na_action="ignore")
    table = population.merge(codes, on=key, how="outer", indicator="_side", validate="one_to_one")
    left_out["unknown"] = int((table["_side"] == "right_only").sum())
    if not table["coded"].notna().any():
        raise DataError(f"no unit has a code of {variable!r}; code the sample first")
    if left_out["unknown"] == len(codes):
        raise DataError(
            "none of the coded units is among the predictions (by article_id, start, end, unit); "
            "use the profiles that the sample was drawn from"
        )
    return Paired(table, left_out, weighted)


def as_code(value: Any) -> str:
    """Write a code as text, so that 1, 1.0 and "1" are the same.

    Examples
    --------
    >>> as_code(1.0), as_code("own"), as_code(2.5)
    ('1', 'own', '2.5')
    """
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)


_REASONS: Final = {
    "rows": "codings without a usable code, left out: {}",
    "units": "units on which coders were tied, left out: {}",
    "unknown": "coded units that the detector does not know: {}",
    "groupless": "units in no group: {}",
}


def told_left_out(left_out: Mapping[str, int]) -> list[str]:
    """Word what was not used, for the notes of a table.

    Examples
    --------
    >>> told_left_out({"rows": 0, "units": 2})
    ['Units on which coders were tied, left out: 2.']
    """
    told = (_REASONS[name].format(f"{n:,}") for name, n in left_out.items() if n)
    return [f"{text[0].upper()}{text[1:]}." for text in told]


def _population(
    predictions: Any, codings: pd.DataFrame, variable: str, sample: CodingSample | None, choice_set: str | None
) -> pd.DataFrame:
    import pandas as pd

    if not isinstance(predictions, pd.DataFrame):
        rows = good_codings(codings)[0]
        units = list(dict.fromkeys(rows.loc[rows["variable"] == variable, "unit"]))
        if len(units) != 1:
            raise DataError(f"{variable!r} was coded on several kinds of unit ({', '.join(units)}); take one at a time")
        within = choice_set if choice_set is not None or sample is None else sample.settings.get("choice_set")
        table = units_of(predictions, units[0], choice_set=within)
        said = predicted(predictions, table, variable)
        clash = [name for name in ("predicted", "coded", "weight", "stratum") if name in table]
        return table.drop(columns=clash).assign(predicted=said)
    missing = [name for name in (*UNIT_KEY, "value") if name not in predictions]
    if missing:
        raise DataError(
            f"the predictions have no column {', '.join(map(repr, missing))}; they need {', '.join(UNIT_KEY)}, value "
            "(and variable, where there are several)"
        )
    table = predictions
    if "variable" in table:
        known = list(dict.fromkeys(table["variable"]))
        if variable not in known:
            raise SettingError(given_possible("variable of the predictions", variable, known))
        table = table[table["variable"] == variable]
    if table.duplicated(list(UNIT_KEY)).any():
        row = table[table.duplicated(list(UNIT_KEY))].iloc[0]
        raise DataError(f"two predictions for article {row['article_id']!r} ({row['start']}–{row['end']}); keep one")
    table = table.drop(columns=[n for n in ("variable", "coded", "weight", "stratum") if n in table])
    table = table.rename(columns={"value": "predicted"})
    return table.astype({"article_id": "str", "unit": "str", "start": "int64", "end": "int64"}).reset_index(drop=True)


def _weigh(codes: pd.DataFrame, sample: CodingSample, variable: str) -> pd.DataFrame:
    if variable not in sample.variables:
        raise SettingError(given_possible("variable of the sample", variable, sample.variables))
    drawn = sample.table[[*UNIT_KEY, "stratum", "weight"]]
    drawn = drawn.astype({"article_id": "str", "unit": "str", "start": "int64", "end": "int64"})
    joined = codes.merge(drawn, on=list(UNIT_KEY), how="left", validate="one_to_one")
    strange = joined["weight"].isna()
    if strange.any():
        row = joined[strange].iloc[0]
        raise DataError(
            f"{int(strange.sum())} coded units are not in the sample, the first in article {row['article_id']!r} "
            f"({row['start']}–{row['end']}); give the sample that was coded"
        )
    whole = drawn.groupby("stratum")["weight"].sum()
    there = joined.groupby("stratum")["weight"].sum()
    factor = (whole / there).replace([np.inf], np.nan)
    joined["weight"] *= joined["stratum"].map(factor)
    return joined.drop(columns="stratum")
