"""Coding sheets as files: CSV and Excel that a coder fills in, safe from formulas, written whole or not at all."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from framing.errors import MissingExtraError
from framing.profiles.saving import escape_formulas
from framing.validation.codings import UNIT_KEY
from framing.writing import write_whole

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CODES_SHEET", "CODING_SHEET", "sheet_of", "write_csv", "write_xlsx"]

CODING_SHEET: Final = "coding"
CODES_SHEET: Final = "codes"
_CELL_LIMIT: Final = 32_767
_LIST_LIMIT: Final = 255
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDTHS: Final = {"text": 40, "before": 50, "after": 50, "comment": 30}


def sheet_of(units: pd.DataFrame, variables: Sequence[str], coder: str) -> pd.DataFrame:
    """Lay out the sheet: who codes, the unit, its context, and empty cells for the codes."""
    sheet = units[["item", *UNIT_KEY, "before", "text", "after"]].copy()
    sheet.insert(0, "coder", coder)
    if units["feature"].notna().any():
        sheet["feature"] = units["feature"]
    for name in [*variables, "comment"]:
        sheet[name] = ""
    return sheet


def write_csv(sheet: pd.DataFrame, path: Path) -> Path:
    """Write a sheet as CSV."""
    text = escape_formulas(sheet).to_csv(index=False, lineterminator="\r\n")
    return write_whole(path, text.encode("utf-8-sig", "replace"))


def write_xlsx(sheet: pd.DataFrame, variables: Mapping[str, Sequence[str]], path: Path) -> Path:
    """Write a sheet as an Excel workbook whose code cells offer the codes, and a second sheet that lists them."""
    import pandas as pd

    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation
    except ImportError as error:
        raise MissingExtraError("writing Excel files", "excel") from error
    book = Workbook()
    page = book.active
    page.title = CODING_SHEET
    names = list(sheet.columns)
    rows = [names, *sheet.itertuples(index=False, name=None)]
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            if value == "" or pd.isna(value):
                continue
            cell = page.cell(row=r, column=c)
            if isinstance(value, str):
                cell.value = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", value)[:_CELL_LIMIT]
                # A text that looks like a formula stays a text.
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            else:
                cell.value = int(value)
    for c, name in enumerate(names, start=1):
        page.column_dimensions[get_column_letter(c)].width = _WIDTHS.get(name, 14)
    page.freeze_panes = "A2"
    listed = book.create_sheet(CODES_SHEET)
    for c, (name, codes) in enumerate(variables.items(), start=1):
        for r, value in enumerate([name, *(codes or ["(any text)"])], start=1):
            cell = listed.cell(row=r, column=c)
            cell.value = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", value)
            cell.data_type = "s"
        if codes and len(",".join(codes)) < _LIST_LIMIT and len(sheet):
            letter = get_column_letter(c)
            rule = DataValidation(
                "list", formula1=f"{CODES_SHEET}!${letter}$2:${letter}${len(codes) + 1}", allow_blank=True
            )
            column = get_column_letter(names.index(name) + 1)
            rule.add(f"{column}2:{column}{len(sheet) + 1}")
            page.add_data_validation(rule)
    stream = io.BytesIO()
    book.save(stream)
    return write_whole(path, stream.getvalue())
