"""Tables as CSV and Excel with all digits, safe to open: no text in them can run as a formula."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.errors import MissingExtraError
from framing.profiles.printing import is_missing, is_number
from framing.writing import whole_file

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["safe_cell", "write_csv", "write_excel"]

_CELL_LIMIT: Final = 32_767
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(value: object) -> object:
    """Disarm a text that a spreadsheet would run as a formula, by an apostrophe in front; others as they are.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell("minister"), safe_cell(-3)
    ("'=1+1", 'minister', -3)
    """
    if isinstance(value, str) and value.lstrip(" \u00a0\ufeff").startswith(_FORMULA):
        return "'" + value
    return value


def write_csv(table: pd.DataFrame, path: str | Path | None = None) -> str | None:
    r"""Write all digits as CSV (UTF-8 with a mark that Excel recognises), safe from formula injection.

    Returns the text where no path is given.

    Examples
    --------
    >>> import pandas as pd
    >>> print(write_csv(pd.DataFrame({"word": ["=cmd", "b"], "n": [1, 2]})), end="")
    "word","n"
    "'=cmd",1
    "b",2
    """
    import pandas as pd

    safe = table.copy()
    for i, name in enumerate(table.columns):
        if table.dtypes.iloc[i].kind not in "iufb":
            safe[name] = pd.Series([safe_cell(v) for v in table[name]], index=table.index, dtype=object)
    safe = safe.rename(columns={c: str(safe_cell(str(c))) for c in table.columns})
    # All text is quoted: a bare carriage return would else begin a new row, and in it perhaps a formula.
    how: dict[str, Any] = {"index": False, "lineterminator": "\n", "quoting": csv.QUOTE_NONNUMERIC}
    if path is None:
        return str(safe.to_csv(**how))
    with whole_file(path) as unfinished:
        safe.to_csv(unfinished, encoding="utf-8-sig", errors="replace", **how)
    return None


def write_excel(sheets: Mapping[str, pd.DataFrame], path: str | Path, *, notes: Sequence[str] = ()) -> None:
    """Write tables as the sheets of one .xlsx file; text stays text, never a formula.

    Raises
    ------
    MissingExtraError
        Where openpyxl is not installed.
    OutputError
        Where the file cannot be written.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    except ImportError as error:
        raise MissingExtraError("writing Excel files", "excel") from error
    book = Workbook()
    book.remove(book.active)

    def fill(sheet: object, rows: Iterable[Sequence[object]]) -> None:
        for r, row in enumerate(rows, start=1):
            for c, value in enumerate(row, start=1):
                cell = sheet.cell(row=r, column=c)  # type: ignore[attr-defined]
                if is_missing(value):
                    continue
                if isinstance(value, bool | np.bool_):
                    cell.value = bool(value)
                elif isinstance(value, Integral):
                    cell.value = int(value)
                elif is_number(value):
                    number = float(value)  # type: ignore[arg-type]
                    cell.value = number if math.isfinite(number) else str(number)
                else:
                    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", str(value))
                    if len(text) > _CELL_LIMIT:
                        text = text[: _CELL_LIMIT - 1] + "…"
                    cell.value = text
                    cell.data_type = "s"
                    cell.quotePrefix = text.startswith(_FORMULA)

    for name, table in sheets.items():
        title = "".join("_" if c in "[]:*?/\\" else c for c in name)[:31] or "table"
        sheet = book.create_sheet(title)
        fill(sheet, [[str(c) for c in table.columns], *table.itertuples(index=False, name=None)])
        sheet.freeze_panes = "A2"
    if notes:
        fill(book.create_sheet("notes"), [[n] for n in notes])
    with whole_file(path) as unfinished:
        book.save(unfinished)
