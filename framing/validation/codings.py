"""The codings table: its columns, which rows can be used, and one code for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from framing.errors import DataError, SettingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "UNITS", "UNIT_KEY", "good_codings", "one_code_each", "settled"]

UNIT_KEY: Final = ("article_id", "start", "end", "unit")
COLUMNS: Final = ("coder", *UNIT_KEY, "variable", "value")
UNITS: Final = ("mention", "event", "sentence", "article")


def good_codings(codings: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Give the rows that hold a code, and how many do not.

    Raises
    ------
    DataError
        If a column is missing.
    """
    missing = [name for name in COLUMNS if name not in codings.columns]
    if missing:
        raise DataError(
            f"the codings have no column {', '.join(map(repr, missing))}; they need {', '.join(COLUMNS)}, "
            "as framing.read_codings gives them"
        )
    good = codings["value"].notna()
    if "problem" in codings:
        good &= codings["problem"].isna()
    return codings[good], int((~good).sum())


def one_code_each(rows: pd.DataFrame) -> pd.DataFrame:
    """Make sure that nobody coded one unit twice for one variable.

    Raises
    ------
    DataError
        Naming the first such unit.
    """
    twice = rows.duplicated(["coder", *UNIT_KEY, "variable"], keep=False)
    if twice.any():
        row = rows[twice].iloc[0]
        raise DataError(
            f"coder {row['coder']!r} coded {row['variable']!r} of article {row['article_id']!r} "
            f"({row['start']}–{row['end']}) more than once; keep one, or read the sheets with framing.read_codings"
        )
    return rows


def settled(codings: pd.DataFrame, variable: str, gold: str) -> tuple[pd.DataFrame, dict[str, int]]:
    """Settle on one code for each unit.

    Parameters
    ----------
    codings : pandas.DataFrame
    variable : str
    gold : str
        ``"majority"``, or the name of the coder whose codes count (such as the one who settled disputes).

    Returns
    -------
    table : pandas.DataFrame
        The unit's key and ``value``, one row a unit.
    left_out : dict
        How many ``rows`` had no usable code and how many ``units`` a tie left without one.
    """
    kept, left_out = good_codings(codings)
    variables = list(dict.fromkeys(kept["variable"]))
    if variable not in variables:
        raise SettingError(
            f"variable {variable!r} was not coded; coded are: {', '.join(map(repr, variables)) or 'none'}"
        )
    rows = one_code_each(kept[kept["variable"] == variable])
    key: list[Any] = list(UNIT_KEY)
    if gold != "majority":
        coders = sorted(rows["coder"].unique())
        if gold not in coders:
            raise SettingError(f"gold {gold!r} is no coder; give 'majority' or one of {', '.join(map(repr, coders))}")
        return rows[rows["coder"] == gold][[*key, "value"]].reset_index(drop=True), {"rows": left_out, "units": 0}
    votes = rows.groupby([*key, "value"], sort=False, dropna=False).size().rename("votes").reset_index()
    most = votes.groupby(key, sort=False, dropna=False)["votes"].transform("max")
    winners = votes[votes["votes"] == most]
    tied = winners.duplicated(key, keep=False)
    units = int(winners[tied].drop_duplicates(key).shape[0])
    return winners[~tied][[*key, "value"]].reset_index(drop=True), {"rows": left_out, "units": units}
