"""Rows of a pandas table as plain Python: what is missing is missing, whatever kind of null stands for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["absent", "flat", "records"]


def absent(value: Any) -> bool:
    """Tell whether a value is null: None, NaN, NaT or pandas' NA.

    Examples
    --------
    >>> [absent(value) for value in (None, float("nan"), 0, "")]
    [True, True, False, False]
    """
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124  # only a null differs from itself
    except TypeError:  # pandas' NA has no truth
        return True


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a table as dicts, every null as None.

    Examples
    --------
    >>> import pandas as pd
    >>> records(pd.DataFrame({"a": [1.5, None], "b": ["x", None]}))
    [{'a': 1.5, 'b': 'x'}, {'a': None, 'b': None}]
    """
    columns = [str(name) for name in table.columns]
    values = [[None if absent(value) else value for value in table[name].tolist()] for name in table.columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]


def flat(value: Any) -> str:
    r"""Give a value as text on one line, a null as no text.

    Examples
    --------
    >>> flat("the  army\nsaid"), flat(None)
    ('the army said', '')
    """
    return "" if absent(value) else " ".join(str(value).split())
