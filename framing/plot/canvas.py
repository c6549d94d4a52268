"""The sheet that a figure is drawn on: its size, rows and their labels, key and note, the same in every figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from framing.errors import SettingError
from framing.plot.lettering import breaks, sentence, text_width
from framing.plot.palette import GRID, INK, QUIET
from framing.plot.styles import Style, current, need_matplotlib, rc_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Sheet", "caption", "sheet"]

_NOTES: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
_LABELS: Final = 0.36  # of the figure's width, at most, for the labels of rows
_LEADING: Final = 1.28


@dataclass(slots=True)
class Sheet:
    """Axes to draw on, and what is known about them.

    Attributes
    ----------
    ax : Axes
    own : bool
        Whether the figure was made for this.
    style : Style
    width : float
        Inches there are from one edge to the other.
    noted : bool
        Whether the note is drawn, too.
    """

    ax: Axes
    own: bool
    style: Style
    width: float
    noted: bool = True
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    keys: list[tuple[str, Any]] = field(default_factory=list)
    height: float = 0.0  # inches for rows; 0 where the style's height holds
    left: float = 0.0  # points of the labels of rows
    right: float = 0.0  # points of the column beside them
    top: float = 0.0  # inches for what stands above the axes
    below: float = 0.0  # points for what stands below them
    square: bool = False

    def note(self, *parts: str) -> None:
        """Add statements to the note."""
        self.notes += parts

    def key(self, label: str, handle: Any) -> None:
        """Add an entry to the key."""
        self.keys.append((label, handle))

    def lay_rows(
        self, blocks: Sequence[tuple[str | None, Sequence[str]]], *, per_row: float = 1.8, centre: float = 0.5
    ) -> list[list[float]]:
        """Write the labels of rows, in blocks under headings, and give where the rows are; downwards from 0.

        Parameters
        ----------
        blocks : sequence of (str or None, sequence of str)
            Heading and labels.
        per_row : float
            Least height of a row in lines of type.
        centre : float
            Where in its row a label stands, as a part of the height.
        """
        ax, font = self.ax, self.style.font
        indent = font if any(head for head, _ in blocks) and any(len(labels) for _, labels in blocks) else 0.0
        most = self.width * 72 * (_LABELS if self.own else 0.5) - indent
        broken = [[breaks(label, most, font) for label in labels] for _, labels in blocks]
        heads = [head and breaks(head, self.width * 72 * 0.9, font, bold=True) for head, _ in blocks]
        flat = [label for labels in broken for label in labels]
        each = per_row * font / 72
        head_height = 1.75 / per_row
        at = 0.0
        places: list[list[float]] = []
        ends: list[float] = []
        for head, labels in zip(heads, broken, strict=True):
            if head:
                at += head_height * (1.1 if places else 0.85) + head.count("\n") * _LEADING / per_row
            ends.append(at - head_height * 0.15)
            ys = []
            for label in labels:
                tall = max(1.0, ((label.count("\n") + 1) * 1.2 + 0.4) / per_row)
                ys.append(at + (tall - 1) / 2 + centre)
                at += tall
            places.append(ys)
        self.left = max([text_width(label, font) for label in flat], default=0.0) + indent + 0.8 * font
        ax.set_ylim(at, 0)
        ticks = [y for ys in places for y in ys]
        ax.set_yticks(ticks, labels=flat)
        ax.tick_params(axis="y", length=0, pad=self.left - indent)
        for tick in ax.get_yticklabels():
            tick.set_horizontalalignment("left")
            tick.set_linespacing(1.1)
        for head, y in zip(heads, ends, strict=True):
            if head:
                ax.annotate(
                    head, (0, y), xycoords=("axes fraction", "data"), xytext=(-self.left, 0),
                    textcoords="offset points", ha="left", va="bottom", fontweight="bold", fontsize=font,
                    annotation_clip=False, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
                )  # fmt: skip
        ax.spines["left"].set_visible(False)
        self.height = at * each
        return places

    def column(self, head: str, ys: Sequence[float], texts: Sequence[str]) -> None:
        """Write a column of numbers on the right of rows, under its heading."""
        size = self.style.small
        gap = 0.9 * self.style.font
        widest = max([text_width(text, size) for text in (*texts, *head.split("\n"))], default=0.0)
        where: dict[str, Any] = {
            "textcoords": "offset points", "ha": "right", "color": QUIET, "fontsize": size, "annotation_clip": False,
        }  # fmt: skip
        for y, text in zip(ys, texts, strict=True):
            self.ax.annotate(
                text, (1, y), xycoords=("axes fraction", "data"), xytext=(gap + widest, 0), va="center", **where
            )
        self.ax.annotate(
            head, (1, 1), xycoords="axes fraction", xytext=(gap + widest, 0.25 * size), va="bottom", **where
        )
        self.right = gap + widest

    def across(self) -> float:
        """Guess the points between the labels of rows and the column on their right."""
        # Without rows there are numbers and a label beside the axis.
        left = self.left or 5.0 * self.style.font
        if self.own:
            return max(self.width * 72 - left - self.right - 1.5 * self.style.font, 10.0)
        return max(self._cell() - left - self.right, 0.2 * self._cell()) if self._laid_out() else self._cell()

    def _cell(self) -> float:
        """Width in points of the place that given axes have in their figure."""
        ax: Any = self.ax
        figure = ax.get_figure(root=True)
        spec = ax.get_subplotspec()
        if self._laid_out() and spec is not None and ax.figure is figure:
            columns = spec.get_gridspec().ncols
            part = (spec.colspan.stop - spec.colspan.start) / columns
            return float(figure.get_size_inches()[0] * 72 * part - self.style.font)
        return float(self.ax.bbox.width / self.ax.figure.dpi * 72)

    def _laid_out(self) -> bool:
        """Tell whether the figure will still make room for labels within the axes' place."""
        figure: Any = self.ax.get_figure(root=True)
        return figure.get_layout_engine() is not None

    def dot(
        self,
        x: float,
        y: float,
        low: float,
        high: float,
        *,
        colour: str = INK,
        marker: str = "o",
        hollow: bool | None = None,
    ) -> None:
        """Draw an estimate with its interval; a hollow dot where there is none, a cross where there is no estimate."""
        ax, style = self.ax, self.style
        if x != x:  # noqa: PLR0124
            self.nothing(y)
            return
        known = low == low and high == high  # noqa: PLR0124
        if known:
            ax.plot([low, high], [y, y], color=colour, lw=style.line, label="_interval", zorder=2)
        empty = (not known) if hollow is None else hollow
        ax.plot(
            [x], [y], marker=marker, ms=style.marker, color=colour, mfc="white" if empty else colour,
            mec=colour, mew=style.line * 0.8, ls="", label="_estimate", zorder=3,
        )  # fmt: skip

    def nothing(self, y: float, text: str = "no opportunity") -> None:
        """Say in a row that there is nothing to measure."""
        self.ax.annotate(
            f"× {text}", (0, y), xycoords=("axes fraction", "data"), xytext=(0.4 * self.style.font, 0),
            textcoords="offset points", ha="left", va="center", color=QUIET, fontsize=self.style.small,
            fontstyle="italic", label="_nothing",
        )  # fmt: skip

    def grid(self, axis: str = "x") -> None:
        """Draw thin lines at the ticks."""
        self.ax.grid(visible=True, axis=axis, color=GRID, lw=self.style.font * 0.075)  # type: ignore[arg-type]

    def _finish(self) -> None:
        _NOTES[self.ax] = sentence([*self.notes, *self.warnings])
        # Ticks are made when they are first asked for: here, with the settings of the style.
        self.ax.get_xticklabels()
        self.ax.get_yticklabels()
        n = len(self.warnings)
        pointer = f"{n} warning{'s' if n > 1 else ''} in the caption" if n else ""
        text = sentence([*self.notes, pointer])
        label = self.ax.get_xlabel()
        if label:
            room = self.across() + (self.right if self.own or self._laid_out() else 0.0)
            self.ax.set_xlabel(breaks(label, max(room, 60.0), self.style.font), loc="left", linespacing=1.15)
        if self.own:
            self._finish_figure(text if self.noted else "")
            return
        lines = self.ax.get_xlabel().count("\n") + 1
        down = self.below or (2.0 + 1.25 * lines) * self.style.font
        if self.keys:
            down += self._keys_below(down) * 1.45 * self.style.font
        if text and self.noted:
            wide = 0.9 * self._cell() if self._laid_out() else self._cell() + self.left
            self.ax.annotate(
                breaks(text, wide, self.style.small), (0, 0), xycoords="axes fraction",
                xytext=(-self.left, -0.4 * self.style.font - down), textcoords="offset points", ha="left", va="top",
                fontsize=self.style.small, color=QUIET, annotation_clip=False,
            )  # fmt: skip

    def _keys_below(self, down: float) -> int:
        """Draw the key below the axis and its label, where a title above is not in its way."""
        from matplotlib.transforms import ScaledTranslation

        figure: Any = self.ax.figure
        move = ScaledTranslation(-self.left / 72, -down / 72, figure.dpi_scale_trans)
        where = {"bbox_to_anchor": (0, 0), "loc": "upper left", "bbox_transform": self.ax.transAxes + move}
        return self._legend(self.ax, self._cell(), **where)

    def _finish_figure(self, text: str) -> None:
        figure: Any = self.ax.figure
        style = self.style
        edge = 0.5 * style.font / 72
        wide = self.width * 72 - 2 * edge * 72
        top = bottom = edge
        extra = self.top + self.below / 72
        lines = breaks(text, wide, style.small) if text else ""
        if lines:
            bottom += (lines.count("\n") + 1) * _LEADING * style.small / 72 + 0.35 * style.font / 72
        if self.keys:
            top += self._legend(
                figure, wide, bbox_to_anchor=(edge / self.width, 1), loc="upper left"
            ) * 1.45 * style.font / 72 + 0.3 * style.font / 72  # fmt: skip
        if self.height:
            # Rows, and below and above them ticks, axis label and the heading of the column.
            label = self.ax.get_xlabel()
            ticks = max([t.get_text().count("\n") + 1 for t in self.ax.get_xticklabels()], default=1)
            rows = ticks + (label.count("\n") + 1 if label else 0)
            around = (1.05 + 1.25 * rows) * style.font + (2.7 * style.small if self.right else 0.0)
            needed = self.height + top + bottom + extra + around / 72
            height = max(needed, style.height) if style.fixed else needed
        else:
            tall = self.width * 0.9 if self.square else style.height
            height = style.height if style.fixed else tall + top + bottom + extra
        if self.square:
            self.ax.set_box_aspect(1)
        figure.set_size_inches(self.width, height)
        engine: Any = figure.get_layout_engine()
        side = edge / self.width
        engine.set(rect=(side, bottom / height, 1 - 2 * side, 1 - (bottom + top) / height), w_pad=0, h_pad=0)
        if lines:
            figure.text(
                side, edge / height, lines, ha="left", va="bottom", fontsize=style.small, color=QUIET,
                linespacing=_LEADING / 1.2, in_layout=False,
            )  # fmt: skip

    def _legend(self, parent: Any, wide: float, **where: Any) -> int:
        """Draw the key in rows, read from left to right; gives the number of rows."""
        n = len(self.keys)
        for columns in range(n, 0, -1):
            order = [self.keys[i] for c in range(columns) for i in range(c, n, columns)]
            legend = parent.legend(
                [handle for _, handle in order], [label for label, _ in order], ncols=columns, frameon=False,
                fontsize=self.style.font, handlelength=1.3, handletextpad=0.5, columnspacing=1.4, labelspacing=0.35,
                borderaxespad=0.5, borderpad=0, **where,
            )  # fmt: skip
            legend.set_in_layout(not self.own)
            if columns == 1 or legend.get_window_extent().width / self.ax.figure.dpi * 72 * 1.05 <= wide:
                break
            legend.remove()
        return -(-n // columns)


@contextmanager
def sheet(ax: Axes | None, *, note: bool = True, wide: float | None = None) -> Iterator[Sheet]:
    """Open axes to draw on, given or new, and finish them.

    Parameters
    ----------
    ax : Axes or None
        Without it a figure is made in the style in use, outside pyplot: nothing has to be closed.
    note : bool
        Whether the note is drawn below; `caption` gives it in either case.
    wide : float, optional
        Width of the figure as a part of a page's; one column and a slide are always filled.
    """
    need_matplotlib()
    import matplotlib as mpl

    if ax is not None and not hasattr(ax, "plot"):
        raise SettingError(f"ax is a {type(ax).__name__}; give the Axes of a figure, or None for a new figure")
    # Names are shown as they are: a dollar sign begins no formula.
    plain: Any = {"text.parse_math": False}
    if ax is not None:
        with mpl.rc_context(plain):
            page = Sheet(ax, False, _style_of_settings(), float(ax.bbox.width / ax.figure.dpi), note)
            yield page
            page._finish()
        return
    style = current()
    with mpl.rc_context({**rc_of(style), **plain}):
        from framing.plot.figure import OwnAxes, OwnFigure

        width = style.width * (wide if wide and style.name == "page" else 1.0)
        figure = OwnFigure(figsize=(width, style.height), layout="constrained")
        page = Sheet(figure.add_subplot(axes_class=OwnAxes), True, style, width, note)
        yield page
        page._finish()


def _style_of_settings() -> Style:
    """Sizes that go with matplotlib's settings, where the axes come from somebody else's figure."""
    import matplotlib as mpl

    font = float(mpl.rcParams["font.size"])
    chosen = current()
    if font == chosen.font:
        return chosen
    return replace(
        chosen,
        font=font,
        small=0.85 * font,
        line=float(mpl.rcParams["lines.linewidth"]) * 0.8,
        marker=float(mpl.rcParams["lines.markersize"]) * 0.8,
    )


def caption(ax: Axes) -> str:
    """Give what stands below a figure, for its caption: what marks mean, n, intervals, and warnings.

    Parameters
    ----------
    ax : Axes
        What a function of this room returned.

    Returns
    -------
    str

    Raises
    ------
    SettingError
        For other axes.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Terrorists fled. A gunman fled."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> ax = fr.plot.shares(fr.aggregate(profiles, measures="shares:armed_actor"), note=False)
    >>> "fewer than 5 articles" in fr.plot.caption(ax)
    True
    """
    if ax not in _NOTES:
        raise SettingError("these axes were not drawn by framing.plot; give what one of its functions returned")
    return _NOTES[ax]
