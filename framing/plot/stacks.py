"""Shares of a choice set, voices and constructions as bars that add up to all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from framing.errors import DataError, SettingError, given_possible
from framing.plot.canvas import Sheet, sheet
from framing.plot.lettering import Names, count, names_for, percent, text_width
from framing.plot.palette import CONSTRUCTIONS, INK, OTHERS, PALETTE, VOICES, text_on
from framing.plot.results import chosen, intervals, one_of, reasons, table_of, voices_shown, warned

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.comparison.aggregate import Aggregate
    from framing.lexicon.model import Lexicon

__all__ = ["agency", "shares", "voices"]

FORMS: Final = ("stacked", "diverging", "dots")
_BAR: Final = 0.62  # of a row's height
_CENTRE: Final = 0.4  # of the bar in its row, to leave the interval its place below
_BELOW: Final = 0.46


def shares(
    result: Aggregate,
    choice_set: str | None = None,
    *,
    form: str = "stacked",
    lexicon: Lexicon | Sequence[Lexicon] | None = None,
    labels: Mapping[str, str] | None = None,
    left: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
    most: int = 6,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw which names each group chooses: the shares of the variants of a choice set.

    Parameters
    ----------
    result : Aggregate
        From ``fr.aggregate(profiles, measures="shares")`` or ``"shares:armed_actor"``.
    choice_set : str, optional
        Which one, where the result has several.
    form : {"stacked", "diverging", "dots"}
        One bar a group; bars to both sides of nothing, marked names on the left; or a dot with its interval for
        every name and group.
    lexicon : Lexicon or sequence of Lexicon, optional
        Gives labels to names and tells which are marked; drawn so that these stand first.
    labels : mapping of str to str, optional
        What features and groups are called; before those of the lexicon.
    left : sequence of str, optional
        Names for the left side of a diverging figure, where the lexicon does not say.
    groups : sequence of str, optional
        These groups, in this order; by default the one with the largest share of the first name comes first.
    most : int
        Names with a colour of their own, at most 6; the others are drawn in grey.
    note : bool
        Whether the figure says below what its marks mean; `caption` gives it in either case.
    ax : Axes, optional
        Best of a figure with ``layout="constrained"``, which makes room for labels. Without it a figure is made in
        the style in use.

    Returns
    -------
    Axes
        Names that no group uses are left out, and the note tells how many. A group without opportunity says so.

    Raises
    ------
    SettingError
        For a choice set or a form that is not there, or a diverging figure without lexicon and ``left``.
    DataError
        Where nobody uses any of the names.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Terrorists fled. A gunman fled."},
    ...     {"article_id": "b", "outlet": "B", "text": "Gunmen fled."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> ax = fr.plot.shares(fr.aggregate(profiles, measures="shares:armed_actor"))
    >>> [float(bar.get_width()) for bar in ax.patches]
    [1.0, 0.5, 0.5]
    """
    from framing.comparison.aggregate import Aggregate

    table = table_of(result, Aggregate, "fr.aggregate(profiles, measures='shares')")
    if form not in FORMS:
        raise SettingError(given_possible("form", form, FORMS))
    if not 1 <= most <= len(PALETTE):
        raise SettingError(f"most {most!r} is not possible; there are 1 to {len(PALETTE)} colours")
    names = names_for(lexicon, labels)
    table = table[table["measure"] == "shares"]
    if not len(table):
        raise SettingError("this Aggregate has no shares; give fr.aggregate(profiles, measures='shares')")
    name = one_of("choice set", choice_set, table["feature"].str.rpartition(".")[0])
    table = table[table["feature"].str.rpartition(".")[0] == name]
    features, unused = _used(table, names)
    if not features:
        raise DataError(f"no group uses any name of {name!r}; choose another choice set, or widen voice and zones")
    parts = _Parts(table, features, names, groups)
    label = f"Share of the names for “{names.choice_set(name)}”"
    said = [voices_shown(result.settings)]
    unused_note = f"{unused} further {'name' if unused == 1 else 'names'} of the set not used" if unused else ""
    with sheet(ax, note=note) as page:
        if form == "dots":
            parts.dots(page, label)
            said += [intervals(parts.shown, result.settings), reasons(parts.shown)]
        else:
            colours = {f: PALETTE[k] if k < most else OTHERS for k, f in enumerate(features)}
            if form == "diverging":
                parts.diverging(page, colours, _left(features, names, left), label)
            else:
                parts.stacked(page, colours, label)
                parts.whiskers(page, features[0], result.settings)
        page.note("numbers: times the thing was named (articles)", *said, unused_note)
        warned(page, result)
    return page.ax


def _used(table: pd.DataFrame, names: Names) -> tuple[list[str], int]:
    """Features with hits: marked ones first where roles are known, then the most frequent; and how many have none."""
    hits = table.groupby("feature", sort=False)["hits"].sum()
    used = [str(f) for f in hits.index[hits > 0]]
    rank = {"marked": 0, "neutral": 1, "unmarked": 2}
    used.sort(key=lambda f: (rank.get(names.role(f) or "", 0), -float(hits[f])))
    return used, len(hits) - len(used)


def _left(features: Sequence[str], names: Names, given: Sequence[str] | None) -> list[str]:
    if given is not None:
        short = {f.rpartition(".")[2]: f for f in features}
        known = {**short, **{f: f for f in features}}
        return [known[f] for f in chosen("name", list(given), known) if f in known]
    roles = {f: names.role(f) for f in features}
    if not any(roles.values()):
        raise SettingError("which names go to the left is not known; give lexicon=, or left=[...] with their names")
    return [f for f in features if roles[f] == "marked"]


class _Parts:
    """Parts of a whole for every group: what the bars of a figure are made of."""

    def __init__(
        self, table: pd.DataFrame, features: Sequence[str], names: Names, groups: Sequence[str] | None
    ) -> None:
        self.features = list(features)
        self.names = names
        self.cells = {(str(row["group"]), str(row["feature"])): row for row in table.to_dict("records")}
        known = list(dict.fromkeys(table["group"].astype(str)))
        first = {g: self._value(g, self.features[0]) for g in known}
        # Groups without opportunity stand last; sorting is stable, so ties keep the order of names.
        known.sort(key=lambda g: (first[g] != first[g], -first[g] if first[g] == first[g] else 0.0))
        self.groups = chosen("group", groups, known)
        self.shown = table[table["feature"].isin(self.features) & table["group"].astype(str).isin(self.groups)]

    def _value(self, group: str, feature: str) -> float:
        cell = self.cells.get((group, feature))
        return float("nan") if cell is None else float(cell["estimate"])

    def counts(self, page: Sheet, ys: Sequence[float], what: str) -> None:
        """Write opportunities and articles beside the bars."""
        rows = [self.cells[group, self.features[0]] for group in self.groups]
        texts = [f"{count(row['opportunities'])} ({count(row['n_articles'])})" for row in rows]
        page.column(f"{what}\n(articles)", ys, texts)

    def stacked(self, page: Sheet, colours: Mapping[str, str], label: str, what: str = "n") -> list[float]:
        """Draw a bar for each group, its parts from left to right."""
        [ys] = page.lay_rows([(None, [self.names.group(g) for g in self.groups])], per_row=2.1, centre=_CENTRE)
        self.counts(page, ys, what)
        page.ax.set_xlim(0, 1)
        for group, y in zip(self.groups, ys, strict=True):
            if self._value(group, self.features[0]) != self._value(group, self.features[0]):
                page.nothing(y)
                continue
            start = 0.0
            for feature in self.features:
                start += self._bar(page, group, feature, start, y, colours[feature], 1)
        self._axis(page, label)
        self._keys(page, colours)
        return ys

    def diverging(self, page: Sheet, colours: Mapping[str, str], left: Sequence[str], label: str) -> None:
        """Draw bars to both sides of nothing."""
        [ys] = page.lay_rows([(None, [self.names.group(g) for g in self.groups])], per_row=2.1, centre=_CENTRE)
        self.counts(page, ys, "n")
        ax = page.ax
        right = [f for f in self.features if f not in left]
        reach = {
            side: max((sum(self._value(g, f) for f in some) for g in self.groups if self._has(g)), default=0.0)
            for side, some in (("left", left), ("right", right))
        }
        ax.set_xlim(-max(reach["left"], 0.1), max(reach["right"], 0.1))
        for group, y in zip(self.groups, ys, strict=True):
            if not self._has(group):
                page.nothing(y)
                continue
            for some, sign in ((left, -1), (right, 1)):
                start = 0.0
                # The first name stands outermost on the left and innermost on the right.
                for feature in some if sign > 0 else list(reversed(some)):
                    start += self._bar(page, group, feature, start, y, colours[feature], sign)
        ax.axvline(0, color=INK, lw=page.style.font * 0.1, zorder=4)
        self._axis(page, label)
        self._keys(page, colours)

    def _has(self, group: str) -> bool:
        value = self._value(group, self.features[0])
        return value == value  # noqa: PLR0124

    def _bar(self, page: Sheet, group: str, feature: str, start: float, y: float, colour: str, sign: int) -> float:
        ax, style = page.ax, page.style
        share = self._value(group, feature)
        if not share > 0:
            return 0.0
        ax.barh(
            y, sign * share, left=sign * start, height=_BAR, color=colour, edgecolor="white",
            linewidth=style.font * 0.09, label=f"_{group}|{feature}",
        )  # fmt: skip
        low, high = ax.get_xlim()
        text = percent(share)
        room = share / (high - low) * page.across()
        if text_width(text, style.small) + 0.5 * style.font < room:
            ax.text(
                sign * (start + share / 2), y, text, ha="center", va="center_baseline", fontsize=style.small,
                color=text_on(colour), label="_share",
            )  # fmt: skip
        return share

    def _axis(self, page: Sheet, label: str) -> None:
        from matplotlib.ticker import FuncFormatter, MultipleLocator

        ax = page.ax
        ax.xaxis.set_major_locator(MultipleLocator(0.25))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: percent(abs(x))))
        ax.set_xlabel(label)

    def _keys(self, page: Sheet, colours: Mapping[str, str]) -> None:
        from matplotlib.patches import Patch

        rest = [f for f in self.features if colours[f] == OTHERS]
        for feature in self.features:
            if feature not in rest:
                page.key(self.names.feature(feature), Patch(facecolor=colours[feature], edgecolor="none"))
        if rest:
            label = self.names.feature(rest[0]) if len(rest) == 1 else f"{len(rest)} other names"
            page.key(label, Patch(facecolor=OTHERS, edgecolor="none"))
            if len(rest) > 1:
                page.note("Other names: " + ", ".join(self.names.feature(f) for f in rest))

    def whiskers(self, page: Sheet, feature: str, settings: Mapping[str, Any]) -> None:
        """Draw the interval of a part that begins at nothing, below its bar."""
        rows = self.shown[self.shown["feature"] == feature]
        ys = dict(zip(self.groups, page.ax.get_yticks(), strict=True))
        for row in rows.to_dict("records"):
            _interval(page, float(row["low"]), float(row["high"]), float(ys[str(row["group"])]) + _BELOW)
        what = f"for “{self.names.feature(feature)}”"
        page.note(intervals(rows, settings, f"lines, {what}"), reasons(rows, f"no line, {what}"))

    def dots(self, page: Sheet, label: str) -> None:
        """Draw a dot and interval for each name and group, in a block for each name."""
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        blocks = [(self.names.feature(f), [self.names.group(g) for g in self.groups]) for f in self.features]
        places = page.lay_rows(blocks, per_row=1.5)
        texts, flat = [], [y for ys in places for y in ys]
        for feature, ys in zip(self.features, places, strict=True):
            for group, y in zip(self.groups, ys, strict=True):
                row = self.cells[group, feature]
                page.dot(float(row["estimate"]), y, float(row["low"]), float(row["high"]), colour=PALETTE[0])
                texts.append(f"{count(row['hits'])} of {count(row['opportunities'])} ({count(row['n_articles'])})")
        page.column("of n\n(articles)", flat, texts)
        ax = page.ax
        ax.set_xlim(-0.02, 1.02)
        ax.xaxis.set_major_locator(MaxNLocator(5))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: percent(x)))
        ax.set_xlabel(label)
        page.grid()


def voices(
    result: Aggregate,
    *,
    labels: Mapping[str, str] | None = None,
    groups: Sequence[str] | None = None,
    of: str | None = None,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw in whose voice words stand: the outlet's own, a paraphrase, a quotation.

    Parameters
    ----------
    result : Aggregate
        From ``fr.aggregate(profiles, measures="voices")``, for all words, or ``"voices:armed_actor"``, for the mentions
        of a choice set or of one name.
    labels : mapping of str to str, optional
        What groups are called.
    groups : sequence of str, optional
        These groups, in this order; by default the one with the largest part in its own voice comes first.
    of : str, optional
        What was counted, in plain words, for the axis; by default words, or mentions.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes

    Raises
    ------
    SettingError
        Where the result has another measure.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Two men fled. “We ran,” said Lena Moss."}])
    >>> result = fr.aggregate(fr.profile(corpus, []), measures="voices")
    >>> ax = fr.plot.voices(result)
    >>> len(ax.patches), ax.get_xlabel()
    (2, 'Share of the words')
    """
    from framing.comparison.aggregate import Aggregate

    table = table_of(result, Aggregate, "fr.aggregate(profiles, measures='voices')")
    table = table[table["measure"] == "voices"]
    if not len(table):
        raise SettingError("this Aggregate has no voices; give fr.aggregate(profiles, measures='voices')")
    asked = str(result.settings.get("measures") or "")
    words = ":" not in asked
    label = f"Share of the {of or ('words' if words else 'mentions of ' + asked.partition(':')[2].replace('_', ' '))}"
    features = _present(table, VOICES)
    parts = _Parts(table, features, names_for(None, labels), groups)
    with sheet(ax, note=note) as page:
        parts.stacked(page, VOICES, label, "words" if words else "mentions")
        parts.whiskers(page, features[0], result.settings)
        warned(page, result)
    return page.ax


def agency(
    result: Aggregate,
    *,
    labels: Mapping[str, str] | None = None,
    groups: Sequence[str] | None = None,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw who is shown as acting: constructions of acts of violence, and how often no agent is named.

    Parameters
    ----------
    result : Aggregate
        From ``fr.aggregate(profiles, measures="agency")``.
    labels, groups, note, ax
        As in `shares`; by default the group with the largest share of active constructions comes first.

    Returns
    -------
    Axes
        Bars are the constructions; the diamond with its interval is the share of events whose agent the article names
        nowhere, whatever the construction.

    Raises
    ------
    SettingError
        Where the result has another measure.

    Examples
    --------
    >>> import framing as fr
    >>> text = "Troops killed two men. Two men were killed."
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": text}])
    >>> result = fr.aggregate(fr.profile(corpus, [fr.AgencyDetector()]), measures="agency")
    >>> [float(bar.get_width()) for bar in fr.plot.agency(result).patches]
    [0.5, 0.5]
    """
    from matplotlib.lines import Line2D

    from framing.comparison.aggregate import Aggregate

    table = table_of(result, Aggregate, "fr.aggregate(profiles, measures='agency')")
    table = table[table["measure"] == "agency"]
    if not len(table):
        raise SettingError("this Aggregate has no agency; give fr.aggregate(profiles, measures='agency')")
    features = _present(table, CONSTRUCTIONS)
    names = names_for(None, labels)
    parts = _Parts(table, features, names, groups)
    omitted = table[table["feature"] == "agent_omitted"]
    with sheet(ax, note=note) as page:
        parts.stacked(page, CONSTRUCTIONS, "Share of the acts of violence", "acts")
        ys = dict(zip(parts.groups, page.ax.get_yticks(), strict=True))
        for row in omitted.to_dict("records"):
            if str(row["group"]) not in ys or float(row["estimate"]) != float(row["estimate"]):
                continue
            y = float(ys[str(row["group"])]) + _BELOW
            _interval(page, float(row["low"]), float(row["high"]), y)
            page.ax.plot(
                [float(row["estimate"])], [y], marker="D", ms=page.style.marker * 0.8, mfc="white", mec=INK,
                mew=page.style.line * 0.8, ls="", label="_estimate", zorder=6, clip_on=False,
            )  # fmt: skip
        size = page.style.marker
        page.key(
            names.feature("agent_omitted"),
            Line2D([], [], marker="D", ls="", ms=size * 0.8, mfc="white", mec=INK, mew=page.style.line * 0.8),
        )
        page.note(
            "Diamonds: acts whose agent the article names nowhere, whatever the construction",
            intervals(omitted, result.settings), reasons(omitted, "no line"), voices_shown(result.settings),
        )  # fmt: skip
        warned(page, result)
    return page.ax


def _interval(page: Sheet, low: float, high: float, y: float) -> None:
    if low == low and high == high:  # noqa: PLR0124
        width = page.style.line * 0.85
        page.ax.plot([low, high], [y, y], color=INK, lw=width, label="_interval", zorder=5, solid_capstyle="butt")


def _present(table: pd.DataFrame, order: Mapping[str, str]) -> list[str]:
    hits = table.groupby("feature")["hits"].sum()
    return [name for name in order if float(hits.get(name, 0.0)) > 0] or list(order)[:1]
