"""How far coders agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from framing.errors import DataError, SettingError, given_possible
from framing.plot.canvas import sheet
from framing.plot.lettering import Names, count, names_for
from framing.plot.palette import GRID, PALETTE
from framing.plot.results import chosen, intervals, reasons, table_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.validation.agreement import Agreement

__all__ = ["agreement"]

_CALLED: Final = {
    "percent": "agreement",
    "cohen": "Cohen’s κ",
    "fleiss": "Fleiss’ κ",
    "krippendorff": "Krippendorff’s α",
    "ac1": "Gwet’s AC1",
    "specific": "agreement on this code",
}
SCOPES: Final = ("all", "code", "pair")


def agreement(
    result: Agreement,
    variable: str | Sequence[str] | None = None,
    *,
    scope: str = "all",
    coefficients: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw how far coders agree: coefficients with their intervals.

    Parameters
    ----------
    result : Agreement
        From ``fr.agreement``.
    variable : str or sequence of str, optional
        These; all by default.
    scope : {"all", "code", "pair"}
        Over all codes; each code against all others; or each pair of coders.
    coefficients : sequence of str, optional
        By default all of up to three variables over all codes, else Krippendorff's alpha alone.
    labels : mapping of str to str, optional
        What variables, codes and coders are called.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes
        Two thin upright lines stand at .667 and .8, the customary limits for alpha.

    Raises
    ------
    SettingError
        For a variable, scope or coefficient that is not there.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> rows = [(c, "a", i, i + 1, "mention", "voice", v) for c, vs in (("x", "ooddo"), ("y", "oodoo"))
    ...         for i, v in enumerate(vs)]
    >>> columns = ["coder", "article_id", "start", "end", "unit", "variable", "value"]
    >>> ax = fr.plot.agreement(fr.agreement(pd.DataFrame(rows, columns=columns)))
    >>> ax.get_yticklabels()[0].get_text()
    'agreement'
    """
    from framing.validation.agreement import Agreement

    table = table_of(result, Agreement, "fr.agreement")
    if scope not in SCOPES:
        raise SettingError(given_possible("scope", scope, SCOPES))
    wanted = chosen("variable", variable, table["variable"])
    table = table[(table["scope"] == scope) & table["variable"].isin(wanted)]
    if not len(table):
        raise DataError("there are two coders and so no pairs to tell apart; use scope='all'")
    if coefficients is None and (scope != "all" or len(wanted) > 3):
        coefficients = ["krippendorff"] if (table["coefficient"] == "krippendorff").any() else None
    kept = chosen("coefficient", coefficients, table["coefficient"])
    table = table[table["coefficient"].isin(kept)]
    names = names_for(None, labels)
    parts = [(name, table[table["variable"] == name]) for name in wanted]
    with sheet(ax, note=note, wide=0.8) as page:
        rows = [r for _, part in parts for r in part.to_dict("records")]
        if scope == "all" and len(kept) == 1:
            blocks: list[tuple[str | None, list[str]]] = [(None, [_plain(names, str(r["variable"])) for r in rows])]
        else:
            blocks = [
                (
                    None if len(parts) == 1 else _plain(names, name),
                    [_label(r, scope, kept, names) for r in part.to_dict("records")],
                )
                for name, part in parts
            ]
        places = page.lay_rows(blocks, per_row=1.5)
        ys = [y for part in places for y in part]
        for row, y in zip(rows, ys, strict=True):
            page.dot(float(row["estimate"]), y, float(row["low"]), float(row["high"]), colour=PALETTE[0])
        for limit in (0.667, 0.8):
            page.ax.axvline(limit, color=GRID, lw=page.style.line * 0.9, ls=(0, (2, 2)), zorder=0, label="_limit")
        units = [f"{count(float(r['n_units']))} ({count(float(r['n_coders']))})" for r in rows]
        page.column("units\n(coders)", ys, units)
        lowest = min([float(r[c]) for r in rows for c in ("estimate", "low") if r[c] == r[c]], default=0.0)
        page.ax.set_xlim(min(lowest, 0.0) - 0.03, 1.03)
        what = _CALLED[kept[0]] if len(kept) == 1 else "Agreement"
        if scope != "all" and len(parts) == 1:
            what = f"{what} on “{_plain(names, wanted[0])}”"
        page.ax.set_xlabel(f"{what[0].upper()}{what[1:]} (1: complete)")
        page.grid()
        page.note(
            intervals(table, result.settings), reasons(table), "dotted: .667 and .8, customary limits for α",
            f"{result.left_out} codings left out" if result.left_out else "",
        )  # fmt: skip
    return page.ax


def _plain(names: Names, name: str) -> str:
    return names.labels.get(name, name.replace("_", " "))


def _label(row: Mapping[Any, Any], scope: str, kept: Sequence[str], names: Names) -> str:
    coefficient = _CALLED.get(str(row["coefficient"]), str(row["coefficient"]))
    if scope == "all":
        return coefficient
    name = _plain(names, str(row["code"])) if scope == "code" else f"{row['coder']} – {row['other']}"
    return name if len(kept) == 1 else f"{name}: {coefficient}"
