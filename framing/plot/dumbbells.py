"""Two values joined by a line, and what two articles call things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from framing.errors import DataError, SettingError, given_possible
from framing.plot.canvas import Sheet, sheet
from framing.plot.lettering import count, percent
from framing.plot.palette import GRID, PAIR
from framing.plot.results import chosen, warned

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.comparison.contrast import Contrast

__all__ = ["contrast", "dumbbell", "pair_keys", "value_axis"]


def value_axis(ax: Axes, parts: bool) -> None:
    """Let an axis of values begin at nothing, and write those that are parts of a whole as percentages."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    if parts:
        high = ax.get_xlim()[1]
        ax.set_xlim(-0.02 * min(high, 1.0), min(high, 1.02))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: percent(x)))
    else:
        ax.set_xlim(left=min(0.0, ax.get_xlim()[0]))


def dumbbell(page: Sheet, first: float, second: float, y: float) -> None:
    """Draw the values of two sides; an open place on the side that has none."""
    ax, style = page.ax, page.style
    if first == first and second == second:  # noqa: PLR0124
        ax.plot(
            [second, first], [y, y], color=GRID, lw=style.line * 2.2, solid_capstyle="butt", label="_join", zorder=2
        )
    # Where both have one value, the second shows around the first.
    second_size = 1.6 if first == second else 1.0
    for value, colour, marker, size in ((second, PAIR[1], "s", second_size), (first, PAIR[0], "o", 1.15)):
        if value == value:  # noqa: PLR0124
            ax.plot(
                [value], [y], marker=marker, ms=style.marker * size, color=colour,
                mec="white", mew=style.line * 0.35, ls="", label="_value", zorder=3, clip_on=False,
            )  # fmt: skip
    if first != first and second != second:  # noqa: PLR0124
        page.nothing(y)


def pair_keys(page: Sheet, first: str, second: str) -> None:
    """Put the names of the two sides into the key."""
    from matplotlib.lines import Line2D

    size = page.style.marker
    page.key(first, Line2D([], [], marker="o", ls="", ms=size * 1.15, color=PAIR[0], mec="white"))
    page.key(second, Line2D([], [], marker="s", ls="", ms=size, color=PAIR[1], mec="white"))


BASES: Final = {"own": "own voice", "outlet": "the outlet's wording", "all": "any voice"}


def contrast(
    result: Contrast,
    choice_set: str | Sequence[str] | None = None,
    *,
    base: str = "own",
    most: int = 8,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw which names two articles on one story choose.

    Parameters
    ----------
    result : Contrast
        From ``fr.contrast``.
    choice_set : str or sequence of str, optional
        These choice sets; by default those in which both articles have opportunities, the most unlike first.
    base : {"own", "outlet", "all"}
        Names in the outlet's own voice, in its wording (paraphrases too), or in any voice.
    most : int
        Choice sets at most, where none are named.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes
        Two dots a name; thin lines are the bounds that count all or none of the mentions whose voice is uncertain.
        It describes two texts: there are no intervals.

    Raises
    ------
    SettingError
        For a choice set or a base that is not there.
    DataError
        Where the two have no choice set in common.

    Examples
    --------
    >>> import framing as fr
    >>> found = fr.contrast("Raid kills two terrorists.", "Two Palestinians were killed in a raid.")
    >>> ax = fr.plot.contrast(found, "the_dead", base="all")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['terrorists', 'Palestinians, Israelis, Ukrainians …']
    """
    from framing.comparison.contrast import Contrast

    if not isinstance(result, Contrast):
        raise SettingError(f"this figure draws a Contrast, not a {type(result).__name__}; give what fr.contrast gives")
    if base not in BASES:
        raise SettingError(given_possible("base", base, BASES))
    table = result.shares
    has = table.groupby(["choice_set", "side"])[f"{base}_opportunities"].max().unstack("side")
    if choice_set is None:
        far = result.distances.set_index("choice_set")[base]
        both = [str(name) for name in has.index[(has["a"] > 0) & (has["b"] > 0)]]
        wanted = sorted(both, key=lambda name: -float(far.get(name, 0.0)))[:most]
        if not wanted:
            raise DataError(f"the two articles have no choice set in common in {BASES[base]}; try base='all'")
    else:
        wanted = chosen("choice set", choice_set, table["choice_set"])
    table = table[table["choice_set"].isin(wanted)]
    shown: dict[str, list[str]] = {}
    cells: dict[tuple[str, str, str], Mapping[Any, Any]] = {}
    for row in table.to_dict("records"):
        cells[row["choice_set"], row["variant"], row["side"]] = row
        listed = shown.setdefault(row["choice_set"], [])
        if row[f"{base}_hits"] > 0 and row["variant"] not in listed:
            listed.append(row["variant"])
    if not any(shown.get(name) for name in wanted):
        raise DataError(f"neither article uses a name of {wanted} in {BASES[base]}; try base='all'")
    with sheet(ax, note=note) as page:
        blocks = []
        for name in wanted:
            ranked = shown[name]
            first = cells[name, ranked[0], "a"] if ranked else next(r for k, r in cells.items() if k[0] == name)
            texts = [str(cells[name, v, "a"]["label"]) for v in ranked] or ["no name used"]
            blocks.append((str(first["set_label"]), texts))
        places = page.lay_rows(blocks, per_row=1.5)
        texts, flat = [], []
        for name, ys in zip(wanted, places, strict=True):
            for variant, y in zip(shown[name], ys, strict=bool(shown[name])):
                a, b = cells[name, variant, "a"], cells[name, variant, "b"]
                for side, colour in ((b, PAIR[1]), (a, PAIR[0])):
                    low, high = float(side[f"{base}_low"]), float(side[f"{base}_high"])
                    if high > low:
                        page.ax.plot(
                            [low, high], [y, y], color=colour, lw=page.style.line * 0.6, label="_bounds", zorder=2.5
                        )
                dumbbell(page, float(a[f"{base}_share"]), float(b[f"{base}_share"]), y)
                flat.append(y)
                texts.append(" | ".join(_of(side, base) for side in (a, b)))
        page.column("uses of\nopportunities", flat, texts)
        pair_keys(page, *result.names)
        value_axis(page.ax, True)
        page.ax.set_xlim(-0.03, 1.03)
        page.ax.set_xlabel(f"Share of the names in {BASES[base]}")
        page.grid()
        page.note(
            f"numbers: uses of the name among all names of the set, {result.names[0]} | {result.names[1]}",
            "two articles are described, so there are no intervals",
            "thin lines: what mentions of uncertain voice could change" if _unsure(table, base) else "",
        )
        warned(page, result)
    return page.ax


def _of(side: Mapping[Any, Any], base: str) -> str:
    return f"{count(float(side[f'{base}_hits']))} of {count(float(side[f'{base}_opportunities']))}"


def _unsure(table: pd.DataFrame, base: str) -> bool:
    return bool((table[f"{base}_high"] > table[f"{base}_low"]).any())
