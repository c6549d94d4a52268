"""Contrasts of groups, and distances: estimates with intervals, one row each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from framing.errors import DataError, SettingError, given_possible
from framing.plot.canvas import Sheet, sheet
from framing.plot.dumbbells import dumbbell, pair_keys, value_axis
from framing.plot.lettering import Names, count, names_for, points
from framing.plot.palette import INK, PALETTE
from framing.plot.results import chosen, intervals, one_of, reasons, table_of, voices_shown, warned

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.comparison.compare import Comparison
    from framing.comparison.divergence import Distances
    from framing.lexicon.model import Lexicon

__all__ = ["comparison", "distances"]

FORMS: Final = ("forest", "dumbbell")
_RATIOS: Final = {"ratio": "Ratio", "odds_ratio": "Odds ratio"}
_WHAT: Final = {
    "shares": "share",
    "own_voice": "share in the outlet's own voice",
    "voices": "share of the voice",
    "agency": "share of the acts of violence",
    "agency_by_victim": "share of the acts without an agent",
    "sources": "share of the attributed words",
    "frames": "mean frame score",
    "frames_present": "share of units with the frame",
    "rates": "mentions per 1,000 words",
    "counts": "mentions per article",
}
_UNBOUNDED: Final = frozenset({"rates", "counts"})


def comparison(
    result: Comparison,
    measure: str | None = None,
    *,
    form: str = "forest",
    features: Sequence[str] | None = None,
    lexicon: Lexicon | Sequence[Lexicon] | None = None,
    labels: Mapping[str, str] | None = None,
    most: int = 30,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw contrasts between groups of articles.

    Parameters
    ----------
    result : Comparison
        From ``fr.compare``.
    measure : str, optional
        Which one, where the result has several.
    form : {"forest", "dumbbell"}
        The estimates with their intervals; or the values of the two sides joined by a line, the estimate in words.
    features : sequence of str, optional
        These, in this order; by default all with a hit on either side, the largest estimate first.
    lexicon, labels, note, ax
        As in `shares`.
    most : int
        Rows at most; those with the largest estimates are kept, and the note tells how many are left out.

    Returns
    -------
    Axes
        A hollow dot has no interval, for the reason that the note gives.

    Raises
    ------
    SettingError
        For a measure, feature or form that is not there.
    DataError
        Where no feature has a hit.

    Examples
    --------
    >>> import framing as fr
    >>> page = {"A": "Terrorists fled. Soldiers shot a gunman.", "B": "Militants fled. A gunman was shot."}
    >>> corpus = fr.as_corpus([{"article_id": f"{o}{s}", "outlet": o, "story": f"s{s}", "text": page[o]}
    ...     for s in range(12) for o in "AB"])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> result = fr.compare(profiles, within="story", measures="shares:armed_actor")
    >>> [label.get_text() for label in fr.plot.comparison(result).get_yticklabels()]
    ['militant', 'gunman', 'terrorist']
    """
    from framing.comparison.compare import Comparison

    table = table_of(result, Comparison, "fr.compare")
    if form not in FORMS:
        raise SettingError(given_possible("form", form, FORMS))
    kind = one_of("measure", measure, table["measure"])
    table = table[table["measure"] == kind]
    names = names_for(lexicon, labels)
    hit = (table["hits"] > 0) | (table["reference_hits"] > 0)
    said = []
    if features is None:
        used = table.loc[hit, "feature"].unique()
        silent = table["feature"].nunique() - len(used)
        table = table[table["feature"].isin(used)]
        said.append(f"{silent} without a hit not shown" if silent else "")
        if not len(table):
            raise DataError("no feature has a hit on either side; widen voice, zones or features")
    else:
        wanted = chosen("feature", features, table["feature"])
        table = table[table["feature"].isin(wanted)]
    pairs = list(dict.fromkeys(zip(table["group"], table["reference"], strict=True)))
    effect = str(result.settings.get("effect", "difference"))
    middle = 1.0 if effect in _RATIOS else 0.0
    order = _order(table, list(features) if features is not None else None, middle)
    room = max(most // len(pairs), 1)
    if len(order) > room and features is None:
        far = (table["estimate"] - middle).abs().groupby(table["feature"]).max().fillna(-1.0)
        kept = set(far.sort_values(ascending=False, kind="stable").index[:room])
        said.append(f"{len(order) - room} with smaller estimates not shown")
        order = [f for f in order if f in kept]
    table = table[table["feature"].isin(order)]
    rows = {(r["feature"], r["group"], r["reference"]): r for r in table.to_dict("records")}
    with sheet(ax, note=note) as page:
        drawn = _Rows(page, names, kind, effect, middle, _called(kind, order, names))
        if len(pairs) == 1:
            [ys] = page.lay_rows([(None, [drawn.name(f) for f in order])], per_row=1.75)
            cells = [(rows[f, *pairs[0]], y) for f, y in zip(order, ys, strict=True)]
        else:
            listed = [names.group(str(g)) if _same_reference(pairs) else _pair(names, g, r) for g, r in pairs]
            places = page.lay_rows([(drawn.name(f), listed) for f in order], per_row=1.5)
            cells = [
                (rows[f, *pair], y)
                for f, ys in zip(order, places, strict=True)
                for pair, y in zip(pairs, ys, strict=True)
                if (f, *pair) in rows
            ]
        if form == "forest":
            drawn.forest(cells, pairs)
            said += [intervals(table, result.settings), reasons(table)]
        else:
            drawn.dumbbell(cells, pairs)
            said += [intervals(table, result.settings, "in brackets"), reasons(table, "no brackets")]
        within = result.settings.get("within")
        page.note(
            f"compared within each {within}" if within else "", voices_shown(result.settings), *said,
        )  # fmt: skip
        warned(page, result)
    return page.ax


def _order(table: pd.DataFrame, given: list[str] | None, middle: float) -> list[str]:
    if given is not None:
        return given
    largest = table.groupby("feature", sort=False)["estimate"].max()
    return [str(f) for f in largest.fillna(-float("inf")).sort_values(ascending=False, kind="stable").index]


def _called(measure: str, features: Sequence[str], names: Names) -> str:
    """Say what is compared; of shares, whose names they are where all are of one choice set."""
    sets = {feature.rpartition(".")[0] for feature in features}
    if measure == "shares" and len(sets) == 1:
        return f"share of the names for “{names.choice_set(sets.pop())}”"
    return _WHAT.get(measure, measure)


def _same_reference(pairs: Sequence[tuple[str, str]]) -> bool:
    return len({reference for _, reference in pairs}) == 1


def _pair(names: Names, group: str, reference: str) -> str:
    return f"{names.group(group)} – {names.group(reference)}"


class _Rows:
    """The rows of a comparison and the axis that they share."""

    def __init__(self, page: Sheet, names: Names, measure: str, effect: str, middle: float, what: str) -> None:
        self.page = page
        self.names = names
        self.what = what
        self.effect = effect
        self.middle = middle
        self.parts = measure not in _UNBOUNDED

    def name(self, feature: str) -> str:
        return self.names.feature(feature)

    def _sides(self, pairs: Sequence[tuple[str, str]]) -> tuple[str, str]:
        group = self.names.group(str(pairs[0][0])) if len(pairs) == 1 else "the group"
        reference = self.names.group(str(pairs[0][1])) if _same_reference(pairs) else "the reference"
        return group, reference.strip("()")

    def forest(self, cells: Sequence[tuple[Mapping[Any, Any], float]], pairs: Sequence[tuple[str, str]]) -> None:
        """Draw estimates with intervals about the value of no difference."""
        page, ax = self.page, self.page.ax
        for row, y in cells:
            values = [float(row[name]) for name in ("estimate", "low", "high")]
            if values[0] != values[0]:
                page.nothing(y, "undefined" if "undefined" in str(row["note"]) else str(row["note"]).split(";")[0])
                continue
            page.dot(values[0], y, values[1], values[2])
        ax.axvline(self.middle, color=INK, lw=page.style.font * 0.09, zorder=1, label="_middle")
        page.column("articles\n(stories)", [y for _, y in cells], [_n(row) for row, _ in cells])
        group, reference = self._sides(pairs)
        what = self.what
        if self.effect in _RATIOS:
            ax.set_xscale("log", base=2)
            ax.xaxis.set_major_formatter(_plain_numbers())
            ax.set_xlabel(f"{_RATIOS[self.effect]} of the {what}: {group} to {reference}")
        elif self.effect == "log_ratio":
            ax.set_xlabel(f"Doublings of the {what}: {group} to {reference}")
        else:
            _symmetric(ax)
            unit = ", percentage points" if self.parts else ""
            if self.parts:
                ax.xaxis.set_major_formatter(_points())
            ax.set_xlabel(f"Difference in {what}: {group} less {reference}{unit}")
        page.grid()

    def dumbbell(self, cells: Sequence[tuple[Mapping[Any, Any], float]], pairs: Sequence[tuple[str, str]]) -> None:
        """Draw the two values of each row, joined."""
        page, ax = self.page, self.page.ax
        for row, y in cells:
            dumbbell(page, float(row["value"]), float(row["reference_value"]), y)
        page.column(self._heading(), [y for _, y in cells], [self._said(row) for row, _ in cells])
        group, reference = self._sides(pairs)
        pair_keys(page, group, reference)
        value_axis(ax, self.parts)
        what = self.what
        ax.set_xlabel(what[0].upper() + what[1:])
        page.grid()

    def _heading(self) -> str:
        names = {"difference": "difference", "ratio": "ratio", "odds_ratio": "odds ratio", "log_ratio": "doublings"}
        unit = ", points" if self.effect == "difference" and self.parts else ""
        return f"{names[self.effect]}{unit}\n[interval]"

    def _said(self, row: Mapping[Any, Any]) -> str:
        def write(value: float) -> str:
            if self.effect == "difference" and self.parts:
                return points(value)
            return f"{value:.2g}".replace("-", "−")

        estimate, low, high = (float(row[name]) for name in ("estimate", "low", "high"))
        if estimate != estimate:  # noqa: PLR0124
            return "–"
        return write(estimate) if low != low else f"{write(estimate)} [{write(low)}, {write(high)}]"  # noqa: PLR0124


def _n(row: Mapping[Any, Any]) -> str:
    return f"{count(float(row['n_articles']))} ({count(float(row['n_stories']))})"


def _plain_numbers() -> Any:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda x, _: f"{x:g}" if x >= 1 else f"1/{1 / x:g}" if x > 0 else "0")


def _points() -> Any:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda x, _: points(x))


def _symmetric(ax: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    low, high = ax.get_xlim()
    reach = max(abs(low), abs(high))
    # Both sides stay in sight where nothing lies on one of them.
    ax.set_xlim(min(low, -0.15 * reach), max(high, 0.15 * reach))
    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))


def distances(
    result: Distances,
    choice_sets: str | Sequence[str] | None = None,
    *,
    lexicon: Lexicon | Sequence[Lexicon] | None = None,
    labels: Mapping[str, str] | None = None,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw how far apart groups are in whole choice sets.

    Parameters
    ----------
    result : Distances
        From ``fr.distances``.
    choice_sets : str or sequence of str, optional
        These; by default those in which some pair of groups has opportunities, the most distant first.
    lexicon, labels, note, ax
        As in `shares`.

    Returns
    -------
    Axes
        Dots with intervals; the upright tick is the mean distance when groups are exchanged at random: groups that
        choose alike lie that far apart by chance.

    Raises
    ------
    SettingError
        For a choice set that is not there.
    DataError
        Where no pair of groups has opportunities in common.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Terrorists fled."},
    ...     {"article_id": "b", "outlet": "B", "text": "Militants fled."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> ax = fr.plot.distances(fr.distances(profiles, choice_sets="armed_actor"))
    >>> ax.lines[0].get_xdata().tolist()
    [1.0]
    """
    from framing.comparison.divergence import Distances

    table = table_of(result, Distances, "fr.distances")
    names = names_for(lexicon, labels)
    far = table.groupby("choice_set", sort=False)["estimate"].max()
    if choice_sets is None:
        wanted = [str(name) for name in far.dropna().sort_values(ascending=False, kind="stable").index]
        if not wanted:
            raise DataError("no two groups have opportunities in one choice set, so there is no distance to draw")
    else:
        wanted = chosen("choice set", choice_sets, table["choice_set"])
    left_out = table["choice_set"].nunique() - len(wanted)
    table = table[table["choice_set"].isin(wanted)]
    pairs = list(dict.fromkeys(zip(table["group"], table["reference"], strict=True)))
    rows = {(r["choice_set"], r["group"], r["reference"]): r for r in table.to_dict("records")}
    with sheet(ax, note=note) as page:
        if len(pairs) == 1:
            [ys] = page.lay_rows([(None, [names.choice_set(name) for name in wanted])], per_row=1.75)
            places = [[y] for y in ys]
        else:
            listed = [_pair(names, *pair) for pair in pairs]
            places = page.lay_rows([(names.choice_set(name), listed) for name in wanted], per_row=1.5)
        flat, texts, style = [], [], page.style
        for name, ys in zip(wanted, places, strict=True):
            for pair, y in zip(pairs, ys, strict=True):
                row = rows[name, *pair]
                page.dot(float(row["estimate"]), y, float(row["low"]), float(row["high"]), colour=PALETTE[0])
                chance = float(row["chance"])
                if chance == chance:  # noqa: PLR0124
                    page.ax.plot(
                        [chance], [y], marker="|", ms=style.marker * 1.7, color=PALETTE[3], mew=style.line * 1.2,
                        ls="", label="_chance", zorder=2.5,
                    )  # fmt: skip
                flat.append(y)
                texts.append(f"{count(float(row['opportunities']))} | {count(float(row['reference_opportunities']))}")
        page.column("n", flat, texts)
        page.ax.set_xlim(-0.02, 1.02)
        of = "" if len(pairs) > 1 else f", {_pair(names, *pairs[0])}"
        page.ax.set_xlabel(f"Distance in the choice of names{of} (0 alike, 1 nothing in common)")
        page.grid()
        chance_known = bool(table["chance"].notna().any())
        page.note(
            "numbers: times the thing was named on either side",
            "upright ticks: mean distance if groups are exchanged at random" if chance_known else "",
            intervals(table, result.settings), reasons(table), voices_shown(result.settings),
            f"{left_out} choice sets without a distance not shown" if left_out and choice_sets is None else "",
        )  # fmt: skip
        warned(page, result)
    return page.ax
