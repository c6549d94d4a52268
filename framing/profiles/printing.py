"""Result tables as text for a paper: LaTeX, Markdown and HTML, rounded for reading.

The functions take any DataFrame; results have them as methods (:class:`framing.profiles.results.TableResult`).
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from numbers import Integral, Real
from typing import TYPE_CHECKING, Final

from framing.errors import SettingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["formatted", "is_missing", "is_number", "write_html", "write_latex", "write_markdown"]

_PROBABILITIES: Final = frozenset({"p", "q"})
# Columns in the same units, which have the same decimals within a row.
_ALIKE: Final = (
    frozenset({"estimate", "low", "high", "shrunk", "shrunk_low", "shrunk_high", "full", "change"}),
    frozenset({"value", "reference_value"}),
    frozenset({"naive", "naive_low", "naive_high"}),
)
_COUNTS: Final = ("hits", "opportunities", "count", "articles", "stories", "start", "end")
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


def is_number(value: object) -> bool:
    """Tell whether a value is a number; True and False are none."""
    return isinstance(value, Real) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return is_number(value) and float(value).is_integer()  # type: ignore[arg-type]


def is_missing(value: object) -> bool:
    """Tell whether a cell is empty: None, NaN, NaT or pandas' NA."""
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


def _scale(values: Iterable[object]) -> float:
    """Give the largest size among finite numbers."""
    sizes = (abs(float(v)) for v in values if is_number(v))  # type: ignore[arg-type]
    return max((size for size in sizes if math.isfinite(size)), default=0.0)


def _day(value: object) -> str | None:
    """Write a moment at midnight as its day."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return None


def formatted(
    table: pd.DataFrame, *, digits: int | None = None, stars: bool = False, missing: str = "–"
) -> pd.DataFrame:
    """Text version of a result table, ready to print.

    Parameters
    ----------
    table : DataFrame
        Any result table; columns named ``p`` and ``q`` are printed as probabilities.
    digits : int, optional
        Decimals of every number. By default three below 10, two below 100, else one: the same for an estimate, its
        interval and the values it compares, and else the same down a column.
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
    columns = [c for c in table.columns if not len(table) or not all(is_missing(v) for v in table[c])]
    real = [
        c
        for c in columns
        if c not in _PROBABILITIES and any(is_number(v) and not isinstance(v, Integral) for v in table[c])
    ]
    # A count that NaN elsewhere has made a float is still printed as a count; an estimate that happens to be 1 is not.
    counts = [c for c in real if str(c).startswith("n_") or str(c).endswith(_COUNTS)]
    whole = {c for c in counts if all(is_missing(v) or _is_whole(v) for v in table[c])}
    scales = {c: _scale(table[c]) for c in real}
    rows = []
    for values in table[columns].itertuples(index=False, name=None):
        row = dict(zip(columns, values, strict=True))
        for alike in _ALIKE:
            scales |= dict.fromkeys(alike, _scale([row[c] for c in real if c in alike]))
        cells = {}
        for name, value in row.items():
            if is_missing(value):
                cells[name] = missing
            elif not is_number(value):
                cells[name] = _day(value) or str(value)
            elif name in _PROBABILITIES:
                cells[name] = _probability(float(value))
            elif isinstance(value, Integral) or (name in whole and float(value).is_integer()):
                cells[name] = str(int(value)).replace("-", "\N{MINUS SIGN}")
            else:
                cells[name] = _number(float(value), scales[name], digits)
        if stars and "estimate" in cells:
            chance = row.get("q", row.get("p"))
            if is_number(chance):
                cells["estimate"] += next((mark for bar, mark in _STARRED if float(chance) < bar), "")  # type: ignore[arg-type]
        rows.append(cells)
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _grid(table: pd.DataFrame, escape: Callable[[str], str]) -> tuple[list[str], list[list[str]]]:
    header = [escape(str(c)) for c in table.columns]
    return header, [[escape(v) for v in row] for row in table.itertuples(index=False, name=None)]


def _numeric(table: pd.DataFrame) -> list[bool]:
    return [any(is_number(v) for v in table[c]) for c in table.columns]


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
