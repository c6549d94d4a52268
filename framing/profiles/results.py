"""What every result with a table can do: show itself, and export itself for a paper or a spreadsheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from framing.errors import SettingError
from framing.profiles.printing import formatted, write_html, write_latex, write_markdown
from framing.profiles.spreadsheets import write_csv, write_excel

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TableResult", "percent_of"]

_SHOWN: Final = 60
_SHOWN_IN_CONSOLE: Final = 12


def percent_of(level: object) -> str:
    """Word the coverage of an interval.

    Examples
    --------
    >>> percent_of(0.95), percent_of(0.995)
    ('95 %', '99.5 %')
    """
    return f"{100 * float(level):.4g} %"  # type: ignore[arg-type]


class TableResult:
    """Mixin of every result with a ``table``: prints itself in a notebook and exports itself for a paper.

    In printed tables (LaTeX, Markdown, HTML) a ``method`` that is the same in every row moves to the notes. Numbers are
    rounded there, and kept whole in CSV and Excel. No text in a spreadsheet can run as a formula.
    """

    __slots__ = ()

    # Read-only here, so that a class may compute its table.
    if TYPE_CHECKING:

        @property
        def table(self) -> pd.DataFrame: ...  # noqa: D102

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        return []

    def methods(self) -> str:
        """Write the paragraph for a paper's methods section: what was measured, then how this result was made of it."""
        provenance: Any = getattr(self, "provenance", None)
        measured = provenance.methods() if hasattr(provenance, "methods") else ""
        table = self.table
        ways = list(dict.fromkeys(table["method"].dropna())) if "method" in table else []
        made = [f"Method: {'; '.join(map(str, ways))}."] if ways else []
        return " ".join(part for part in (measured, *self.notes(), *made) if part)

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Tables that ``to_excel`` writes, by the name of their sheet."""
        return {type(self).__name__.lower(): self.table}

    def keep(self, rows: Callable[[pd.DataFrame], pd.Series[bool]]) -> Self:
        """Give the same result with fewer rows, such as ``result.keep(lambda t: t["hits"] > 0)``; q stays as it was.

        Raises
        ------
        SettingError
            Where the table is computed from other tables, as in a :class:`~framing.Contrast`.
        """
        if "table" not in {field.name for field in dataclasses.fields(self)}:  # type: ignore[arg-type]
            raise SettingError(f"the table of a {type(self).__name__} is computed; choose rows of its .table instead")
        table = self.table[rows(self.table)].reset_index(drop=True)
        return dataclasses.replace(self, table=table)  # type: ignore[type-var]

    def to_markdown(self, *, digits: int | None = None, stars: bool = False) -> str:
        """Markdown table with notes; stars (by q) are off unless asked for."""
        table, notes = self._printed(stars)
        return write_markdown(table, notes=notes, digits=digits, stars=stars)

    def to_latex(
        self,
        *,
        caption: str | None = None,
        label: str | None = None,
        digits: int | None = None,
        stars: bool = False,
    ) -> str:
        """LaTeX table (booktabs) with notes; stars (by q) are off unless asked for."""
        table, notes = self._printed(stars)
        return write_latex(table, caption=caption, label=label, notes=notes, digits=digits, stars=stars)

    def to_html(self, *, caption: str | None = None, digits: int | None = None, stars: bool = False) -> str:
        """HTML table with notes; stars (by q) are off unless asked for."""
        table, notes = self._printed(stars)
        return write_html(table, caption=caption, notes=notes, digits=digits, stars=stars)

    def to_csv(self, path: str | Path | None = None) -> str | None:
        """CSV with all digits, safe from formula injection; returned as text where no path is given."""
        return write_csv(self.table, path)

    def to_excel(self, path: str | Path) -> None:
        """Excel file with all digits and a sheet of notes, safe from formula injection."""
        write_excel(self.sheets(), path, notes=self.notes())

    def _printed(self, stars: bool) -> tuple[pd.DataFrame, list[str]]:
        table, notes = self.table, [note for note in self.notes() if note]
        if "method" in table and len(table) and table["method"].nunique() == 1:
            notes.append(f"Method: {table['method'].iloc[0]}.")
            table = table.drop(columns="method")
        if stars:
            notes.append("* q < .05, ** q < .01, *** q < .001.")
        return table, notes

    def __repr__(self) -> str:
        shown, _ = self._printed(stars=False)
        n, columns = len(self.table), len(self.table.columns)
        lines = [f"<{type(self).__name__}: {n:,} row{'s' if n != 1 else ''}, {columns} columns in .table>"]
        if n:
            lines.append(formatted(shown.head(_SHOWN_IN_CONSOLE)).to_string(index=False, max_colwidth=40))
        if n > _SHOWN_IN_CONSOLE:
            lines.append(f"… {n - _SHOWN_IN_CONSOLE:,} more rows")
        warnings: Any = getattr(self, "warnings", ())
        lines += [f"Warning: {text}" for text in warnings]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        # No colours are set, so that the table takes those of the notebook's theme, light or dark.
        table, notes = self._printed(stars=False)
        if (more := len(table) - _SHOWN) > 0:
            notes = [f"{more:,} more rows are in .table.", *notes]
        return f'<div style="overflow-x:auto">{write_html(table.head(_SHOWN), notes=notes)}</div>'
