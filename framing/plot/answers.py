"""What a class answered: one bar a question, its parts the answers that were given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from framing.errors import DataError, SettingError
from framing.plot.canvas import Sheet, sheet
from framing.plot.lettering import count, percent, text_width
from framing.plot.palette import INK, OTHERS, PALETTE, text_on

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["answers"]

_BAR: Final = 0.62
_COLUMNS: Final = ("key", "quote", "value", "n", "n_people", "share", "library")
_LONGEST: Final = 90


def answers(
    counts: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    title: str = "",
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw how a class answered some questions: a bar for each, to talk about where it is most mixed.

    Parameters
    ----------
    counts : pandas.DataFrame
        From ``ClassAnswers.counts`` or ``ClassAnswers.divided``: one row per question and answer, with ``key, quote,
        value, n, n_people, share, library``.
    labels : mapping of str to str, optional
        What answers are called, and questions by their `key`.
    title : str
        Said in the note: the worksheet's title.
    note : bool
        Whether the figure says below what its marks mean.
    ax : Axes, optional

    Returns
    -------
    Axes
        Bars in the order of the table. A frame stands around the answer that the library gives, too; it is no mark of
        being right. Numbers are people.

    Raises
    ------
    SettingError
        For a table of other columns.
    DataError
        For a table without rows.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"key": ["v1", "v1"], "quote": ["massacre"] * 2, "value": ["own", "direct"], "n": [3, 9],
    ...     "n_people": [12, 12], "share": [0.25, 0.75], "library": [False, True]})
    >>> ax = answers(table)
    >>> [float(bar.get_width()) for bar in ax.patches]
    [0.25, 0.75]
    """
    missing = [name for name in _COLUMNS if name not in counts]
    if missing:
        raise SettingError(f"the table has no column {missing[0]!r}; give what ClassAnswers.counts() returned")
    if not len(counts):
        raise DataError("there are no answers to draw; gather more files, or choose another variable")
    names = dict(labels or {})
    values = list(dict.fromkeys(counts["value"].astype(str)))
    # Where every question has words of its own, colours tell ranks apart and words stand in the bars.
    own_words = len(values) > len(PALETTE) + 1
    colours = {value: PALETTE[k] if k < len(PALETTE) else OTHERS for k, value in enumerate(values)}
    questions = list(counts.groupby("key", sort=False))
    with sheet(ax, note=note) as page:
        heads = [_label(str(key), rows, names) for key, rows in questions]
        [ys] = page.lay_rows([(None, heads)], per_row=2.1)
        page.column("people", ys, [count(float(rows["n_people"].iloc[0])) for _, rows in questions])
        page.ax.set_xlim(0, 1)
        for (_, rows), y in zip(questions, ys, strict=True):
            start = 0.0
            for rank, row in enumerate(rows.to_dict("records")):
                value = str(row["value"])
                colour = PALETTE[min(rank, len(PALETTE) - 1)] if own_words else colours[value]
                text = names.get(value, value.replace("_", " ")) if own_words else ""
                _part(page, row, start, y, colour, text)
                start += float(row["share"])
        _axis(page)
        if not own_words:
            _keys(page, {names.get(value, value.replace("_", " ")): colours[value] for value in values})
        shown = bool((counts["library"].fillna(False)).any())
        page.note(
            f"answers of one class to “{title}”" if title else "answers of one class",
            "a frame stands around what the library says; it is no mark of being right" if shown else "",
        )
    return page.ax


def _label(key: str, rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    text = names.get(key) or " ".join(str(rows["quote"].iloc[0]).split()) or key
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _part(page: Sheet, row: Mapping[Any, Any], start: float, y: float, colour: str, text: str) -> None:
    share, style = float(row["share"]), page.style
    said = row["library"] is True or str(row["library"]) == "True"
    page.ax.barh(
        y, share, left=start, height=_BAR, color=colour, edgecolor="white", linewidth=style.font * 0.09,
        label=f"_{row['key']}|{row['value']}",
    )  # fmt: skip
    if said:
        page.ax.plot(
            [start, start + share, start + share, start, start],
            [y - _BAR / 2, y - _BAR / 2, y + _BAR / 2, y + _BAR / 2, y - _BAR / 2],
            color=INK, lw=style.line * 1.6, label="_library", zorder=5, solid_joinstyle="miter", clip_on=False,
        )  # fmt: skip
    for shown in (f"{text} {count(float(row['n']))}".strip(), count(float(row["n"]))):
        if text_width(shown, style.small) + 0.5 * style.font < share * page.across():
            page.ax.text(
                start + share / 2, y, shown, ha="center", va="center_baseline", fontsize=style.small,
                color=text_on(colour), label="_n",
            )  # fmt: skip
            break


def _axis(page: Sheet) -> None:
    from matplotlib.ticker import FuncFormatter, MultipleLocator

    page.ax.xaxis.set_major_locator(MultipleLocator(0.25))
    page.ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: percent(x)))
    page.ax.set_xlabel("Share of the people who answered")


def _keys(page: Sheet, colours: Mapping[str, str]) -> None:
    from matplotlib.patches import Patch

    for name, colour in colours.items():
        page.key(name, Patch(facecolor=colour, edgecolor="none"))
