"""Heat map of groups and features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.errors import SettingError
from framing.plot.canvas import Sheet, sheet
from framing.plot.lettering import Names, breaks, count, names_for, percent, text_width
from framing.plot.palette import QUIET, RAMP, text_on
from framing.plot.results import voices_shown, warned

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from framing.comparison.arrangement import Arrangement
    from framing.lexicon.model import Lexicon

__all__ = ["heatmap"]

_ROW: Final = 2.5  # lines of type
_UNBOUNDED: Final = frozenset({"rates", "counts"})
_WHAT: Final = {
    "shares": "Share of the names of the set",
    "own_voice": "Share in own voice",
    "voices": "Share of the voice",
    "agency": "Share of the acts of violence",
    "agency_by_victim": "Share of the acts without an agent",
    "sources": "Share of the attributed words",
    "frames": "Mean frame score",
    "frames_present": "Share of units with the frame",
    "rates": "Mentions per 1,000 words",
    "counts": "Mentions per article",
}


def heatmap(
    result: Arrangement,
    *,
    lexicon: Lexicon | Sequence[Lexicon] | None = None,
    labels: Mapping[str, str] | None = None,
    tree: bool = True,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw the values of all groups and features, similar ones next to each other.

    Parameters
    ----------
    result : Arrangement
        From ``fr.arrange(fr.aggregate(...))``.
    lexicon, labels, note, ax
        As in `shares`.
    tree : bool
        Whether the mergers of groups are drawn above the columns.

    Returns
    -------
    Axes
        One column a group and one row a feature, each cell with its value and, below it, its opportunities; a cross
        where there were none. Intervals have no place here: `shares` with ``form="dots"`` has them.

    Raises
    ------
    SettingError
        For another kind of result.

    Examples
    --------
    >>> import framing as fr
    >>> texts = {"A": "Terrorists fled.", "B": "Gunmen fled.", "C": "Terrorists hid. Terrorists ran. Gunmen ran."}
    >>> corpus = fr.as_corpus([{"article_id": o, "outlet": o, "text": t} for o, t in texts.items()])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> ax = fr.plot.heatmap(fr.arrange(fr.aggregate(profiles, measures="shares:armed_actor")))
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['A', 'C', 'B']
    """
    from framing.comparison.arrangement import Arrangement

    if not isinstance(result, Arrangement):
        raise SettingError(
            f"this figure draws an Arrangement, not a {type(result).__name__}; give fr.arrange(fr.aggregate(...))"
        )
    names = names_for(lexicon, labels)
    parts = result.measure not in _UNBOUNDED
    values = result.values.to_numpy(dtype=np.float64).T
    n = result.opportunities.to_numpy(dtype=np.float64).T
    groups = [names.group(str(g)) for g in result.values.index]
    features = [str(f) for f in result.values.columns]
    with sheet(ax, note=note) as page:
        [ys] = page.lay_rows([(None, _labels(features, names))], per_row=_ROW)
        _cells(page, values, n, ys, parts)
        _columns(page, groups)
        if tree and len(groups) > 2:
            _tree(page, result.group_links, len(groups))
        page.note(
            f"colours and large figures: {_WHAT.get(result.measure, result.measure).lower()}",
            f"small figures: {_small(result.measure)}",
            "× no opportunity" if np.isnan(values).any() else "",
            "similar rows and columns stand together (average linkage)",
            voices_shown(result.settings),
        )
        warned(page, result)
    return page.ax


def _small(measure: str) -> str:
    given = {"shares": "times the thing was named", "rates": "thousands of words", "counts": "articles"}
    return given.get(measure, "what the share is of")


def _labels(features: Sequence[str], names: Names) -> list[str]:
    """Label features; with their choice set where there are several sets."""
    sets = {f.rpartition(".")[0] for f in features}
    if len(sets) < 2:
        return [names.feature(f) for f in features]
    return [
        f"{names.choice_set(f.rpartition('.')[0])}: {names.feature(f)}" if "." in f else names.feature(f)
        for f in features
    ]


def _cells(page: Sheet, values: Any, n: Any, ys: Sequence[float], parts: bool) -> None:
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    ax, style = page.ax, page.style
    ramp = LinearSegmentedColormap.from_list("framing", list(RAMP))
    top = 1.0 if parts else float(np.nanmax(values)) or 1.0
    known = not np.isnan(values).all()
    wide = page.across() / max(values.shape[1], 1)
    edges = [0.0, *((a + b) / 2 for a, b in pairwise(ys)), ax.get_ylim()[0]]
    for i, y in enumerate(ys):
        for j in range(values.shape[1]):
            value = float(values[i, j])
            missing = value != value  # noqa: PLR0124
            colour = "#ffffff" if missing or not known else to_hex(ramp(value / top))
            ax.bar(
                j, edges[i + 1] - edges[i], bottom=edges[i], width=1.0, color=colour, edgecolor="white",
                linewidth=style.font * 0.12, label="_nothing" if missing else "_cell",
            )  # fmt: skip
            if missing:
                ax.text(j, y, "×", ha="center", va="center", color=QUIET, fontsize=style.font)
                continue
            shown = percent(value) if parts else f"{value:.1f}" if value < 10 else f"{value:.0f}"
            if text_width(shown, style.small) > wide:
                continue
            ink = text_on(colour)
            step = 0.21
            ax.text(j, y - step + 0.03, shown, ha="center", va="center", color=ink, fontsize=style.font * 0.97)
            ax.text(j, y + step * 1.2 + 0.03, count(float(n[i, j])), ha="center", va="center", color=ink,
                    fontsize=style.small * 0.85)  # fmt: skip
    ax.set_xlim(-0.5, values.shape[1] - 0.5)


def _columns(page: Sheet, groups: Sequence[str]) -> None:
    ax, style = page.ax, page.style
    each = page.across() / len(groups)
    level = [breaks(name, each * 0.94, style.font) for name in groups]
    upright = any(text_width(name, style.font) > each * 0.98 for name in level)
    ax.set_xticks(range(len(groups)), labels=[breaks(g, 90.0, style.font) for g in groups] if upright else level)
    if upright:
        for tick in ax.get_xticklabels():
            tick.set_rotation(90)
            page.below = max(page.below, text_width(tick.get_text(), style.font))
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)


def _tree(page: Sheet, links: Any, n: int) -> None:
    """Draw the mergers above the columns, as high as they are far."""
    from matplotlib.lines import Line2D
    from matplotlib.transforms import Affine2D, ScaledTranslation, blended_transform_factory

    ax, style = page.ax, page.style
    figure: Any = ax.figure
    corner: Any = ax.transAxes
    # Across in data, upwards in points from the upper edge, so that the height does not follow that of the axes.
    up = Affine2D().scale(1 / 72) + figure.dpi_scale_trans + ScaledTranslation(0, 1, corner)
    where = blended_transform_factory(ax.transData, up)
    farthest = float(links[:, 2].max()) or 1.0
    place = {k: (float(k), 0.0) for k in range(n)}
    for number, (first, second, gap, _) in enumerate(links):
        (x1, h1), (x2, h2) = place[int(first)], place[int(second)]
        top = float(gap) / farthest
        place[n + number] = ((x1 + x2) / 2, top)
        heights = [(0.3 + 1.9 * h) * style.font for h in (h1, top, top, h2)]
        line = Line2D([x1, x1, x2, x2], heights, color=QUIET, lw=style.line * 0.6, clip_on=False, transform=where)
        line.set_label("_merger")
        ax.add_artist(line)
    page.top += 2.3 * style.font / 72
