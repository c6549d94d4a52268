"""Values over time, and what a frame classifier learns and how well its chances hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.errors import DataError, SettingError, given_possible
from framing.plot.canvas import Sheet, sheet
from framing.plot.lettering import breaks, count, names_for, percent, text_width
from framing.plot.palette import INK, PALETTE, QUIET, SIGNS
from framing.plot.results import chosen, intervals, one_of, reasons, table_of, voices_shown, warned

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.comparison.trends import Trend
    from framing.lexicon.model import Lexicon

__all__ = ["learning_curve", "reliability", "trend"]

_UNBOUNDED: Final = frozenset({"rates", "counts"})
_MOST_GROUPS: Final = len(PALETTE) - 1


def trend(
    result: Trend,
    feature: str | None = None,
    *,
    measure: str | None = None,
    groups: Sequence[str] | None = None,
    lexicon: Lexicon | Sequence[Lexicon] | None = None,
    labels: Mapping[str, str] | None = None,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw one feature over time: a line and a band for each group.

    Parameters
    ----------
    result : Trend
        From ``fr.trend``.
    feature : str, optional
        Which one, where the result has several.
    measure : str, optional
        Which one, where the feature has several.
    groups : sequence of str, optional
        These, at most five; all by default.
    lexicon, labels, note, ax
        As in `shares`.

    Returns
    -------
    Axes
        Lines are broken where a period has no opportunity, and a cross stands on the axis. Below each period the
        articles with opportunities are counted.

    Raises
    ------
    SettingError
        For a feature, measure or group that is not there, or more than five groups.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": d, "outlet": "A", "published": d, "text": "Militants fled."}
    ...     for d in ("2024-01-05", "2024-02-02", "2024-04-07")])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> ax = fr.plot.trend(fr.trend(profiles, features=["armed_actor.militant"]))
    >>> ax.lines[0].get_ydata().tolist()
    [1.0, 1.0, nan, 1.0]
    """
    from framing.comparison.trends import Trend

    table = table_of(result, Trend, "fr.trend")
    name = one_of("feature", feature, table["feature"])
    table = table[table["feature"] == name]
    kind = one_of("measure", measure, table["measure"])
    table = table[table["measure"] == kind]
    shown = chosen("group", groups, table["group"])
    if len(shown) > _MOST_GROUPS:
        raise SettingError(f"{len(shown)} groups are too many for one figure; name at most {_MOST_GROUPS} in groups=")
    table = table[table["group"].isin(shown)]
    names = names_for(lexicon, labels)
    parts = kind not in _UNBOUNDED
    period = str(result.settings.get("period", "period"))
    with sheet(ax, note=note) as page:
        for k, group in enumerate(shown):
            # Later groups have smaller marks, so that those below them stay in sight.
            _line(page, table[table["group"] == group], PALETTE[k], SIGNS[k], 1.15 - 0.12 * k)
        axes = page.ax
        starts = list(dict.fromkeys(table["period"]))
        row_names = _row_names(page, shown, names.group)
        _time_axis(page, starts, period)
        _numbers(page, table, shown, row_names)
        _keys(page, shown, names.group)
        axes.set_ylabel(f"{_of(kind, parts)} “{names.feature(name)}”")
        if parts:
            axes.set_ylim(-0.02, 1.02)
            axes.yaxis.set_major_formatter(_percents())
        else:
            axes.set_ylim(bottom=0)
        page.grid("y")
        window = int(result.settings.get("window") or 1)  # type: ignore[call-overload]
        page.note(
            intervals(table, result.settings, "bands, for each point"),
            reasons(table, "hollow"),
            "× no opportunity" if table["estimate"].isna().any() else "",
            f"each point pools {window} {period}s" if window > 1 else "",
            f"below: articles with opportunities in each {period}",
            voices_shown(result.settings),
        )
        warned(page, result)
    return page.ax


def _of(measure: str, parts: bool) -> str:
    if measure in {"rates", "counts"}:
        return {"rates": "Mentions per 1,000 words:", "counts": "Mentions per article:"}[measure]
    return "Share of" if parts else "Value of"


def _percents() -> Any:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda x, _: percent(x))


def _line(page: Sheet, rows: pd.DataFrame, colour: str, sign: tuple[Any, Any], size: float) -> None:
    ax, style = page.ax, page.style
    x = rows["period"].to_numpy()
    y, low, high = (rows[c].to_numpy(dtype=np.float64) for c in ("estimate", "low", "high"))
    marker, dashes = sign
    ax.plot(x, y, color=colour, ls=dashes, lw=style.line, label="_line", zorder=3)
    known = ~np.isnan(low) & ~np.isnan(high)
    if known.any():
        ax.fill_between(x, low, high, where=known.tolist(), color=colour, alpha=0.16, lw=0, label="_interval", zorder=1)
        # A band needs two neighbours: a period on its own gets an upright line.
        alone = known & ~np.roll(known, 1) & ~np.roll(known, -1) if len(known) > 1 else known
        for k in np.flatnonzero(alone):
            ax.plot(
                [x[k], x[k]], [low[k], high[k]], color=colour, lw=style.line, alpha=0.5, label="_interval", zorder=2
            )
    for full in (True, False):
        where = (known if full else ~known) & ~np.isnan(y)
        if not where.any():
            continue
        ax.plot(
            x[where], y[where], ls="", marker=marker, ms=style.marker * size, color=colour,
            mfc=colour if full else "white", mec=colour, mew=style.line * 0.8, label="_estimate", zorder=4,
            clip_on=False,
        )  # fmt: skip
    nothing = np.isnan(y)
    if not nothing.any():  # a line without points would have its box in the figure's corner
        return
    ax.plot(
        x[nothing], np.zeros(int(nothing.sum())), ls="", marker="x", ms=style.marker * 0.8, color=QUIET,
        mew=style.line * 0.7, label="_nothing", zorder=4, clip_on=False,
    )  # fmt: skip


def _time_axis(page: Sheet, starts: Sequence[Any], period: str) -> None:
    """Mark periods, as many as there is room for, with the year where it begins."""
    ax, style = page.ax, page.style
    room = max(int(page.across() / (3.0 * style.font)), 2)
    step = -(-len(starts) // room)
    shown = list(starts)[::step]
    labels, year = [], None
    for start in shown:
        forms = {"quarter": f"Q{start.quarter}", "month": f"{start:%b}", "year": f"{start:%Y}"}
        text = forms.get(period, f"{start.day} {start:%b}")
        if period != "year" and start.year != year:
            text = f"{text}\n{start.year}"
        year = start.year
        labels.append(text)
    ax.set_xticks(shown, labels=labels)


def _row_names(page: Sheet, groups: Sequence[str], called: Any) -> list[str]:
    """Break the names that stand left of the numbers below, and keep their room free."""
    size = page.style.small
    names = [called(str(group)) for group in groups] if len(groups) > 1 else ["articles"]
    broken = [breaks(name, 0.27 * page.width * 72, size) for name in names]
    page.left = max([text_width(name, size) for name in broken], default=0.0) + 0.6 * page.style.font
    page.left = max(page.left, 5.0 * page.style.font)
    return broken


def _numbers(page: Sheet, table: pd.DataFrame, groups: Sequence[str], names: Sequence[str]) -> None:
    """Count articles below the periods that have a label, a row a group."""
    ax, style = page.ax, page.style
    ticks = list(ax.get_xticks())
    number: Any = ax.xaxis.convert_units
    down = 3.4 * style.font
    where: dict[str, Any] = {
        "textcoords": "offset points", "va": "top", "fontsize": style.small, "color": QUIET, "annotation_clip": False,
        "linespacing": 1.05,
    }  # fmt: skip
    for group, name in zip(groups, names, strict=True):
        rows = table[table["group"] == group]
        at = {float(number(p)): n for p, n in zip(rows["period"], rows["n_articles"], strict=True)}
        for tick in ticks:
            ax.annotate(
                count(float(at.get(float(tick), 0))), (float(tick), 0), xycoords=("data", "axes fraction"),
                xytext=(0, -down), ha="center", label="_n", **where,
            )  # fmt: skip
        ax.annotate(name, (0, 0), xycoords="axes fraction", xytext=(-0.6 * style.font, -down), ha="right", **where)
        down += (0.1 + 1.2 * (name.count("\n") + 1)) * style.small
    page.below = down


def _keys(page: Sheet, groups: Sequence[str], called: Any) -> None:
    from matplotlib.lines import Line2D

    style = page.style
    if list(groups) == ["all"]:
        return
    for k, group in enumerate(groups):
        marker, dashes = SIGNS[k]
        line = Line2D([], [], color=PALETTE[k], marker=marker, ls=dashes, lw=style.line, ms=style.marker)
        page.key(called(str(group)), line)


def learning_curve(
    curve: pd.DataFrame, *, measure: str = "F1, mean over frames", note: bool = True, ax: Axes | None = None
) -> Axes:
    """Draw whether more coding is worth it: how good a frame classifier is after fewer coded texts.

    Parameters
    ----------
    curve : DataFrame
        From ``learning_curve_frames``: ``size, fold, estimate``.
    measure : str
        What the estimates are, for the axis.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes
        A dot a fold, and a line through the means of `framing.validation.curves.learning_points` with a band from the
        lowest to the highest fold. Folds share most of their texts, so the band is no confidence interval.

    Raises
    ------
    SettingError
        For another table.
    DataError
        Where no size was large enough to learn from.

    Examples
    --------
    >>> import pandas as pd
    >>> curve = pd.DataFrame({"size": [10, 10, 20, 20], "fold": [0, 1, 0, 1], "estimate": [0.5, 0.6, 0.7, 0.7]})
    >>> import framing as fr
    >>> fr.plot.learning_curve(curve).lines[0].get_ydata().tolist()
    [0.55, 0.7]
    """
    from framing.validation.curves import learning_points

    found = learning_points(curve)
    known = found[found["estimate"].notna()]
    if not len(known):
        raise DataError("at no size could anything be learned, so there is no curve; give larger sizes")
    with sheet(ax, note=note, wide=0.62) as page:
        axes, style = page.ax, page.style
        x, y = known["size"].to_numpy(), known["estimate"].to_numpy()
        axes.plot(x, y, color=PALETTE[0], lw=style.line, marker="o", ms=style.marker, label="_line", zorder=3)
        axes.fill_between(
            x, known["lowest"].to_numpy(), known["highest"].to_numpy(), color=PALETTE[0], alpha=0.14, lw=0,
            label="_range",
        )  # fmt: skip
        axes.plot(
            curve["size"], curve["estimate"], ls="", marker="o", ms=style.marker * 0.55, color=PALETTE[2],
            alpha=0.8, label="_fold", zorder=2,
        )  # fmt: skip
        axes.set_xscale("log", base=2)
        sizes = [int(size) for size in found["size"]]
        axes.set_xticks(sizes, labels=[count(size) for size in sizes])
        axes.minorticks_off()
        axes.set_xlim(min(sizes) / 1.12, max(sizes) * 1.12)
        axes.set_xlabel("Coded texts to learn from")
        axes.set_ylabel(measure)
        low, high = axes.get_ylim()
        axes.set_ylim(max(low, 0.0), min(high, 1.02))
        page.grid("y")
        folds = int(found["n_folds"].max())
        short = found[found["n_folds"] < folds]
        page.note(
            f"line: mean of {folds} folds", "band and small dots: the single folds",
            "; ".join(f"{count(s)} texts: too few to learn from in {folds - n} of {folds} folds"
                      for s, n in zip(short["size"], short["n_folds"], strict=True)),
        )  # fmt: skip
    return page.ax


def reliability(result: Any, frame: str | Sequence[str] = "all", *, note: bool = True, ax: Axes | None = None) -> Axes:
    """Draw whether chances hold: of the texts that a classifier gives a chance of 70 %, do 70 % have the frame?

    Parameters
    ----------
    result : FrameValidation
        From ``cross_validate_frames`` or ``score_frames``.
    frame : str or sequence of str
        One or several frames, at most three; ``"all"`` for all decisions together.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes
        A dot for each tenth of the chances, with its interval and its number of decisions; on the diagonal chances
        hold.

    Raises
    ------
    SettingError
        For another kind of result, or a frame that is not there.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.detectors.frames import FrameClassifier
    >>> from framing.validation.frames import cross_validate_frames
    >>> texts = [f"{text} {n}" for n in range(12) for text in ("taxes and jobs", "border police")]
    >>> found = cross_validate_frames(FrameClassifier(inner_folds=2), texts, ["economic", "security"] * 12, folds=2)
    >>> fr.plot.reliability(found).get_ylabel()
    'Share that has the frame'
    """
    from matplotlib.lines import Line2D

    from framing.validation.curves import reliability_points
    from framing.validation.frames import FrameValidation

    if not isinstance(result, FrameValidation):
        raise SettingError(
            f"this figure draws a FrameValidation, not a {type(result).__name__}; give what cross_validate_frames gives"
        )
    wanted = [frame] if isinstance(frame, str) else list(frame)
    known = list(dict.fromkeys(result.reliability["frame"]))
    for name in wanted:
        if name not in known:
            raise SettingError(given_possible("frame", name, known))
    if len(wanted) > 3:
        raise SettingError(f"{len(wanted)} curves are too many for one figure; name at most three frames")
    points = reliability_points(result)
    points = points[points["n"] > 0]
    with sheet(ax, note=note, wide=0.62) as page:
        axes, style = page.ax, page.style
        axes.plot([0, 1], [0, 1], color=QUIET, lw=style.line * 0.6, ls=(0, (4, 3)), label="_diagonal", zorder=1)
        for k, name in enumerate(wanted):
            rows = points[points["frame"] == name]
            colour = PALETTE[(0, 3, 2)[k]]
            x, y = rows["mean_chance"].to_numpy(), rows["share_true"].to_numpy()
            axes.plot(x, y, color=colour, lw=style.line * 0.7, ls=SIGNS[k][1], label="_line", zorder=2)
            for row in rows.to_dict("records"):
                limits = [float(row["share_low"]), float(row["share_high"])]
                axes.plot([float(row["mean_chance"])] * 2, limits, color=colour, lw=style.line * 0.8, label="_interval")
            axes.plot(
                x, y, ls="", marker=SIGNS[k][0], ms=style.marker, color=colour, mec="white", mew=style.line * 0.3,
                label="_estimate", zorder=3,
            )  # fmt: skip
            if len(wanted) == 1:
                for row in rows.to_dict("records"):
                    axes.annotate(
                        count(float(row["n"])), (float(row["mean_chance"]), 1), xycoords=("data", "axes fraction"),
                        xytext=(0, 0.3 * style.font), textcoords="offset points", ha="center", va="bottom",
                        fontsize=style.small * 0.9, color=QUIET, label="_n", annotation_clip=False,
                    )  # fmt: skip
            else:
                total = count(float(rows["n"].sum()))
                page.key(
                    f"{name.replace('_', ' ')} (n = {total})",
                    Line2D([], [], color=colour, marker=SIGNS[k][0], ls=SIGNS[k][1]),
                )
        axes.set_xlim(-0.03, 1.03)
        axes.set_ylim(-0.03, 1.03)
        axes.xaxis.set_major_formatter(_percents())
        axes.yaxis.set_major_formatter(_percents())
        axes.set_xlabel("Chance that the classifier gives")
        axes.set_ylabel("Share that has the frame")
        axes.spines["bottom"].set_color(INK)
        page.grid("both")
        page.square = True
        page.top += 1.2 * style.font / 72 if len(wanted) == 1 else 0.0
        page.note(
            "dashed: chances that hold", "lines: 95 % intervals, as if texts were independent",
            "figures above: decisions in each tenth" if len(wanted) == 1 else "",
            f"frame: {wanted[0]}" if len(wanted) == 1 and wanted[0] != "all" else "",
        )  # fmt: skip
    return page.ax
