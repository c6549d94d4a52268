"""Sizes and type for one column, a page and a slide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from framing.errors import MissingExtraError, SettingError, given_possible
from framing.plot.palette import GRID, INK, PALETTE, QUIET

__all__ = ["SAVING", "STYLES", "Style", "current", "need_matplotlib", "rc_of", "style"]


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of a figure: inches, and points for type.

    Attributes
    ----------
    name : str
    width : float
        Of the figure.
    height : float
        Of figures whose height does not follow from their rows.
    fixed : bool
        Whether figures with rows keep ``height`` as long as the rows fit.
    font, small : float
        Type of labels, and of notes.
    line : float
        Width of lines that carry data.
    marker : float
        Diameter of dots.
    """

    name: str
    width: float
    height: float
    fixed: bool
    font: float
    small: float
    line: float
    marker: float


STYLES: Final = {
    "column": Style("column", 3.35, 2.4, False, 7.5, 6.5, 1.1, 4.0),
    "page": Style("page", 6.9, 3.6, False, 8.5, 7.25, 1.3, 5.0),
    "slide": Style("slide", 10.0, 5.625, True, 14.0, 11.5, 2.2, 8.5),
}
"""One column of a journal (85 mm), its full width (175 mm), and a slide of 16:9."""

SAVING: Final[Any] = {
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "framing",
}
"""Text stays text, and the same figure has the same bytes."""

# The first are metrically alike, so a figure looks the same with any of them; the last comes with matplotlib.
_FONTS: Final = ("Arial", "Liberation Sans", "Helvetica", "Nimbus Sans", "DejaVu Sans")

_CHOSEN: ContextVar[str | None] = ContextVar("framing_plot_style", default=None)


def need_matplotlib() -> None:
    """Raise where matplotlib is not installed.

    Raises
    ------
    MissingExtraError
    """
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("drawing figures", "plot") from error


def current() -> Style:
    """Give the style in use: that of the innermost `style`, else ``page``."""
    return STYLES[_CHOSEN.get() or "page"]


@lru_cache(maxsize=1)
def _families() -> list[str]:
    """Name the fonts themselves: a generic family would be looked up only when the figure is drawn or saved."""
    from matplotlib import font_manager

    there = set(font_manager.get_font_names())
    found = [name for name in _FONTS if name in there]
    return list(dict.fromkeys([*found[:1], "DejaVu Sans", "sans-serif"]))


def rc_of(chosen: Style) -> Any:
    """Give matplotlib's settings for a style."""
    from cycler import cycler

    hair = chosen.font * 0.075
    return {
        **SAVING,
        "font.family": _families(),
        "font.size": chosen.font,
        "axes.titlesize": chosen.font * 1.1,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": chosen.font * 0.8,
        "axes.labelsize": chosen.font,
        "axes.labelcolor": INK,
        "axes.labelpad": chosen.font * 0.5,
        "axes.edgecolor": QUIET,
        "axes.linewidth": hair,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.facecolor": "none",
        "axes.grid": False,
        "axes.prop_cycle": cycler(color=list(PALETTE)),
        "axes.unicode_minus": True,
        "text.color": INK,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "xtick.labelsize": chosen.font,
        "ytick.labelsize": chosen.font,
        "xtick.direction": "out",
        "xtick.major.size": chosen.font * 0.35,
        "ytick.major.size": chosen.font * 0.35,
        "xtick.major.width": hair,
        "ytick.major.width": hair,
        "xtick.minor.visible": False,
        "ytick.minor.visible": False,
        "grid.color": GRID,
        "grid.linewidth": hair,
        "lines.linewidth": chosen.line,
        "lines.markersize": chosen.marker,
        "lines.solid_capstyle": "round",
        "patch.linewidth": hair,
        "hatch.linewidth": hair,
        "hatch.color": QUIET,
        "legend.frameon": False,
        "legend.fontsize": chosen.font,
        "figure.facecolor": "white",
        "figure.dpi": 100,
        "figure.figsize": (chosen.width, chosen.height),
        "savefig.dpi": 300,
        "savefig.facecolor": "white",
        "savefig.bbox": None,
    }


@contextmanager
def style(name: str = "page") -> Iterator[Style]:
    """Draw in the size and type of one column, a page or a slide.

    Parameters
    ----------
    name : {"column", "page", "slide"}
        One column of a journal (85 mm wide), its full width (175 mm), or a slide of 16:9. Figures are as high as
        their rows need; on slides they keep the slide's height as long as the rows fit.

    Yields
    ------
    Style
        Its sizes. Own matplotlib figures made inside take the same settings; afterwards all are as before.

    Raises
    ------
    SettingError
        For another name.
    MissingExtraError
        Where matplotlib is not installed.

    Examples
    --------
    >>> import framing as fr
    >>> with fr.plot.style("column") as sizes:
    ...     sizes.width
    3.35
    """
    if name not in STYLES:
        raise SettingError(given_possible("style", name, STYLES))
    need_matplotlib()
    import matplotlib as mpl

    token = _CHOSEN.set(name)
    try:
        with mpl.rc_context(rc_of(STYLES[name])):
            yield STYLES[name]
    finally:
        _CHOSEN.reset(token)
