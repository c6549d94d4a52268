"""Any result as a table for a paper: LaTeX, Markdown, HTML, Excel and CSV.

`TableResult` is mixed into the result classes; the functions take any DataFrame. Numbers are rounded for reading in
LaTeX, Markdown and HTML and kept whole in CSV and Excel, which are safe to open in a spreadsheet: no text in them can
run as a formula.
"""

from __future__ import annotations

import csv
import dataclasses
import html
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from framing.errors import MissingExtraError, OutputError, SettingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "TableResult",
    "formatted",
    "safe_cell",
    "write_csv",
    "write_excel",
    "write_html",
    "write_latex",
    "write_markdown",
]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_PROBABILITIES: Final = frozenset({"p", "q"})
_ESTIMATES: Final = frozenset({"estimate", "low", "high", "value", "reference_value"})
_STARRED: Final = ((0.001, "***"), (0.01, "**"), (0.05, "*"))
_LATEX: Final = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "\N{MINUS SIGN}": "$-$",
    "\N{EN DASH}": "--",
}


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


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return _is_number(value) and float(value).is_integer()  # type: ignore[arg-type]


def _missing(value: object) -> bool:
    import pandas as pd

    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def _probability(value: float) -> str:
    return "<.001" if value < 0.001 else f"{value:.3f}".removeprefix("0")


def _number(value: float, scale: float, digits: int | None) -> str:
    if not math.isfinite(value):
        return "∞" if value > 0 else "\N{MINUS SIGN}∞"
    if digits is None:
        digits = 3 if scale < 10 else 2 if scale < 100 else 1
    text = f"{value:.{digits}f}"
    # A rounded zero has no sign.
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace("-", "\N{MINUS SIGN}")


def formatted(
    table: pd.DataFrame, *, digits: int | None = None, stars: bool = False, missing: str = "–"
) -> pd.DataFrame:
    """Text version of a result table, ready to print.

    Parameters
    ----------
    table : DataFrame
        Any result table; columns named ``p`` and ``q`` are printed as probabilities.
    digits : int, optional
        Decimals of every number. By default three below 10, two below 100, else one, the same for all numbers
        of a row (so an estimate and its interval match).
    stars : bool
        Mark the estimate by ``*`` (q < .05), ``**`` (< .01), ``***`` (< .001); by p where there is no q.
    missing : str
        What stands for NaN.

    Returns
    -------
    DataFrame
        The same shape, all strings; columns that are missing in every row are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> t = pd.DataFrame({"feature": ["a"], "estimate": [0.12345], "low": [-0.00001], "p": [0.0004], "n": [12]})
    >>> formatted(t).iloc[0].tolist()
    ['a', '0.123', '0.000', '<.001', '12']
    """
    import pandas as pd

    if digits is not None and not 0 <= digits <= 15:
        raise SettingError(f"digits {digits!r} is not possible; give 0 to 15, or None for a choice by size")
    columns = [c for c in table.columns if not len(table) or not all(_missing(v) for v in table[c])]
    real = [
        c
        for c in columns
        if c not in _PROBABILITIES and any(_is_number(v) and not isinstance(v, Integral) for v in table[c])
    ]
    # A count that NaN elsewhere has made a float is still printed as a count; an estimate never is.
    whole = {c for c in real if c not in _ESTIMATES and all(_missing(v) or _is_whole(v) for v in table[c])}
    rows = []
    for values in table[columns].itertuples(index=False, name=None):
        row = dict(zip(columns, values, strict=True))
        sizes = [abs(float(row[c])) for c in real if c not in whole and _is_number(row[c])]
        sizes = [s for s in sizes if math.isfinite(s)]
        scale = max(sizes, default=0.0)
        cells = {}
        for name, value in row.items():
            if _missing(value):
                cells[name] = missing
            elif not _is_number(value):
                cells[name] = str(value)
            elif name in _PROBABILITIES:
                cells[name] = _probability(float(value))
            elif isinstance(value, Integral) or (name in whole and float(value).is_integer()):
                cells[name] = str(int(value)).replace("-", "\N{MINUS SIGN}")
            else:
                cells[name] = _number(float(value), scale, digits)
        if stars and "estimate" in cells:
            chance = row.get("q", row.get("p"))
            if _is_number(chance):
                cells["estimate"] += next((mark for bar, mark in _STARRED if float(chance) < bar), "")  # type: ignore[arg-type]
        rows.append(cells)
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _grid(table: pd.DataFrame, escape: Callable[[str], str]) -> tuple[list[str], list[list[str]]]:
    header = [escape(str(c)) for c in table.columns]
    return header, [[escape(v) for v in row] for row in table.itertuples(index=False, name=None)]


def _numeric(table: pd.DataFrame) -> list[bool]:
    return [any(_is_number(v) for v in table[c]) for c in table.columns]


def write_markdown(
    table: pd.DataFrame, *, notes: Sequence[str] = (), digits: int | None = None, stars: bool = False
) -> str:
    r"""Write a table as GitHub-flavoured Markdown, with its notes below.

    Examples
    --------
    >>> import pandas as pd
    >>> print(write_markdown(pd.DataFrame({"word": ["a|b"], "n": [3]}), notes=["Two outlets."]))
    | word | n |
    |:--|--:|
    | a\|b | 3 |
    <BLANKLINE>
    Note. Two outlets.
    """

    def escape(text: str) -> str:
        for mark in "\\`*_[]<>|":
            text = text.replace(mark, "\\" + mark)
        return " ".join(text.split())

    shown = formatted(table, digits=digits, stars=stars)
    header, rows = _grid(shown, escape)
    sides = ["--:" if n else ":--" for n in _numeric(table[list(shown.columns)])]
    lines = ["| " + " | ".join(header) + " |", "|" + "|".join(sides) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    if notes:
        lines += ["", "Note. " + " ".join(escape(n) for n in notes)]
    return "\n".join(lines)


def write_latex(
    table: pd.DataFrame,
    *,
    caption: str | None = None,
    label: str | None = None,
    notes: Sequence[str] = (),
    digits: int | None = None,
    stars: bool = False,
) -> str:
    r"""Write a table as LaTeX (needs the package booktabs), with caption, label and notes.

    Examples
    --------
    >>> import pandas as pd
    >>> print(write_latex(pd.DataFrame({"share_of": ["50 %"], "n": [3]})))
    \begin{tabular}{lr}
    \toprule
    share\_of & n \\
    \midrule
    50 \% & 3 \\
    \bottomrule
    \end{tabular}
    """

    def escape(text: str) -> str:
        return " ".join("".join(_LATEX.get(c, c) for c in text).split())

    shown = formatted(table, digits=digits, stars=stars)
    header, rows = _grid(shown, escape)
    sides = "".join("r" if n else "l" for n in _numeric(table[list(shown.columns)]))
    lines = [f"\\begin{{tabular}}{{{sides}}}", "\\toprule", " & ".join(header) + r" \\", "\\midrule"]
    lines += [" & ".join(row) + r" \\" for row in rows]
    lines += ["\\bottomrule", "\\end{tabular}"]
    if not (caption or label or notes):
        return "\n".join(lines)
    head = ["\\begin{table}", "\\centering"]
    if caption:
        head.append(f"\\caption{{{escape(caption)}}}")
    if label:
        if not all(c.isalnum() or c in ":-_." for c in label):
            raise SettingError(f"label {label!r} is not possible; use letters, digits and : - _ .")
        head.append(f"\\label{{{label}}}")
    tail = ["", "\\smallskip", "\\footnotesize Note. " + " ".join(escape(n) for n in notes)] if notes else []
    return "\n".join([*head, *lines, *tail, "\\end{table}"])


def write_html(
    table: pd.DataFrame,
    *,
    caption: str | None = None,
    notes: Sequence[str] = (),
    digits: int | None = None,
    stars: bool = False,
) -> str:
    """Write a table as an HTML fragment; every text is escaped.

    Examples
    --------
    >>> import pandas as pd
    >>> "&lt;b&gt;" in write_html(pd.DataFrame({"word": ["<b>"]}))
    True
    """
    shown = formatted(table, digits=digits, stars=stars)
    header, rows = _grid(shown, html.escape)
    numeric = _numeric(table[list(shown.columns)])
    style = ['style="text-align:right"' if n else 'style="text-align:left"' for n in numeric]
    lines = ['<table class="framing-table">']
    if caption:
        lines.append(f"<caption>{html.escape(caption)}</caption>")
    cells = "".join(f'<th scope="col" {s}>{h}</th>' for h, s in zip(header, style, strict=True))
    lines.append(f"<thead><tr>{cells}</tr></thead><tbody>")
    lines += ["<tr>" + "".join(f"<td {s}>{v}</td>" for v, s in zip(row, style, strict=True)) + "</tr>" for row in rows]
    lines.append("</tbody>")
    if notes:
        body = "<br>".join(html.escape(n) for n in notes)
        lines.append(f'<tfoot><tr><td colspan="{max(len(header), 1)}">Note. {body}</td></tr></tfoot>')
    lines.append("</table>")
    return "\n".join(lines)


def _write_whole(path: str | Path, write: Callable[[str], None]) -> None:
    """Write to a neighbour and move it into place, so a broken write leaves no half file."""
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=target.suffix)
        os.close(handle)
        try:
            write(name)
            # mkstemp makes a private file; the finished one follows the user's own mask.
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{target} could not be written ({error.strerror or error}); check folder and rights"
        ) from error


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
    _write_whole(path, lambda name: safe.to_csv(name, encoding="utf-8-sig", **how))
    return None


def write_excel(sheets: dict[str, pd.DataFrame], path: str | Path, *, notes: Sequence[str] = ()) -> None:
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
                if _missing(value):
                    continue
                if isinstance(value, bool):
                    cell.value = value
                elif isinstance(value, Integral):
                    cell.value = int(value)
                elif _is_number(value):
                    number = float(value)  # type: ignore[arg-type]
                    cell.value = number if math.isfinite(number) else str(number)
                else:
                    text = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", str(value))
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
    _write_whole(path, book.save)


class TableResult:
    """Mixin of every result with a ``table``: prints itself in a notebook and exports itself for a paper.

    In printed tables (LaTeX, Markdown, HTML) a ``method`` that is the same in every row moves to the notes.
    """

    __slots__ = ()

    table: pd.DataFrame

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        return []

    def keep(self, rows: Callable[[pd.DataFrame], pd.Series[bool]]) -> Self:
        """Give the same result with fewer rows, such as ``result.keep(lambda t: t["hits"] > 0)``; q stays as it was."""
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
        write_excel({type(self).__name__.lower(): self.table}, path, notes=self.notes())

    def _printed(self, stars: bool) -> tuple[pd.DataFrame, list[str]]:
        table, notes = self.table, self.notes()
        if "method" in table and len(table) and table["method"].nunique() == 1:
            notes.append(f"Method: {table['method'].iloc[0]}.")
            table = table.drop(columns="method")
        if stars:
            notes.append("* q < .05, ** q < .01, *** q < .001.")
        return table, notes

    def _repr_html_(self) -> str:
        return self.to_html()
