"""Where in articles words stand: dispersion over a corpus, and one article from its first word to its last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from framing.comparison.plain_words import KINDS
from framing.errors import DataError, SettingError
from framing.plot.canvas import Sheet, sheet
from framing.plot.lettering import count, names_for, percent, text_width
from framing.plot.palette import GRID, INK, PALETTE, QUIET, VOICES
from framing.plot.results import chosen

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.profiles.profiles import Profiles

__all__ = ["article", "dispersion"]

_MARKS: Final = ("o", "s", "^", "D", "v", "P")


def dispersion(
    profiles: Profiles,
    features: str | Sequence[str],
    *,
    by: str | None = "outlet",
    voice: Any = None,
    wording: Any = None,
    zones: Any = "proper",
    articles: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    most: int = 40,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw where in each article words stand: the headline, the lead, or far down, and in whose voice.

    Parameters
    ----------
    profiles : Profiles
    features : str or sequence of str
        Up to five features or choice sets.
    by : str, optional
        Column whose values head the blocks of articles.
    voice, wording, zones
        Which mentions are drawn, as in ``profiles.counts``.
    articles : sequence of str, optional
        These; by default those with a mention, in the order of the corpus.
    labels : mapping of str to str, optional
        What features, groups and articles are called.
    most : int
        Articles at most; the note tells how many are left out.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes
        One row an article, from its first character to its last; full marks in the outlet's own voice, hollow ones
        otherwise. The column counts mentions and words of the article proper.

    Raises
    ------
    SettingError
        For a feature or article that is not there.
    DataError
        Where nothing is mentioned.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Terrorists fled. A gunman fled."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> ax = fr.plot.dispersion(profiles, "armed_actor.gunman")
    >>> [round(float(line.get_xdata()[0]), 2) for line in ax.lines if line.get_label() == "_mention"]
    [0.61]
    """
    from framing.comparison.available import some
    from framing.profiles.measures import select_rows

    names = names_for(list(profiles.lexicons.values()), labels)
    wanted = _features(profiles, features)
    found = some(profiles, "mentions", "feature", "start", "voice", "zone", "duplicate_of")
    kept = select_rows(found, voice=voice, wording=wording, zones=zones)
    kept = kept[kept["feature"].isin([f for several in wanted.values() for f in several])]
    table = profiles.articles.set_index("article_id")
    shown = chosen("article", articles, table.index) if articles is not None else _with(kept, table)
    if not shown:
        raise DataError(f"no article mentions {', '.join(wanted)}; widen voice, wording or zones")
    left_out = max(len(shown) - most, 0)
    shown = shown[:most]
    blocks = _blocks(table, shown, by)
    with sheet(ax, note=note) as page:
        listed = [(head and names.group(head), [names.group(a) for a in ids]) for head, ids in blocks]
        places = page.lay_rows(listed, per_row=1.3)
        rows = {a: y for (_, ids), ys in zip(blocks, places, strict=True) for a, y in zip(ids, ys, strict=True)}
        hollow = False
        for a, y in rows.items():
            problem = table.loc[a, "problem"]
            if isinstance(problem, str):
                page.nothing(y, f"not read: {problem}")
                continue
            page.ax.plot([0, 1], [y, y], color=GRID, lw=page.style.line * 0.8, zorder=1, label="_article")
            mine = kept[kept["article_id"] == a]
            length = float(table.loc[a, "n_characters"])  # type: ignore[arg-type]
            for k, several in enumerate(wanted.values()):
                for row in mine[mine["feature"].isin(several)].to_dict("records"):
                    own = row["voice"] == "own"
                    hollow = hollow or not own
                    page.ax.plot(
                        [row["start"] / length], [y], ls="", marker=_MARKS[k], ms=page.style.marker * 0.95,
                        color=PALETTE[k], mfc=PALETTE[k] if own else "white", mec=PALETTE[k],
                        mew=page.style.line * 0.65, label="_mention", zorder=3, clip_on=False,
                    )  # fmt: skip
        counts = kept["article_id"].value_counts()
        texts = [f"{count(float(counts.get(a, 0)))} ({count(float(table.loc[a, 'n_words']))})" for a in rows]  # type: ignore[arg-type]
        page.column("mentions\n(words)", list(rows.values()), texts)
        _mark_keys(page, {key: names.feature(key) if "." in key else _set_or(names, key) for key in wanted})
        page.ax.set_xlim(-0.02, 1.02)
        page.ax.xaxis.set_major_formatter(_percents())
        page.ax.set_xlabel("Place in the article, from its first character to its last")
        silent = len(table) - kept["article_id"].nunique()
        page.note(
            "full: in the outlet’s own voice" + ("; hollow: quoted, paraphrased or uncertain" if hollow else ""),
            f"{silent} of {len(table)} articles without a mention not shown" if articles is None and silent else "",
            f"{left_out} further articles with mentions not shown" if left_out else "",
        )
    return page.ax


def _percents() -> Any:
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda x, _: percent(x))


def _set_or(names: Any, key: str) -> str:
    return str(names.choice_set(key) if any(key in one.choice_sets for one in names.lexicons) else names.feature(key))


def _features(profiles: Profiles, given: str | Sequence[str]) -> dict[str, list[str]]:
    """Features asked for, those of a choice set together."""
    asked = [given] if isinstance(given, str) else list(given)
    if len(asked) > 5:
        raise SettingError(f"{len(asked)} features are too many to tell apart; name at most five")
    sets = {name: one for lexicon in profiles.lexicons.values() for name, one in lexicon.choice_sets.items()}
    known = set(profiles.features)
    found: dict[str, list[str]] = {}
    for name in asked:
        if name in sets:
            found[name] = [f"{name}.{variant.name}" for variant in sets[name].variants]
        elif name in known:
            found[name] = [name]
        else:
            raise SettingError(f"feature {name!r} is not in these profiles; see profiles.features")
    return found


def _with(kept: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    there = set(kept["article_id"])
    return [str(a) for a in table.index if a in there]


def _blocks(table: pd.DataFrame, shown: Sequence[str], by: str | None) -> list[tuple[str | None, list[str]]]:
    if by is None or by not in table or table[by].isna().all():
        return [(None, list(shown))]
    groups: dict[str, list[str]] = {}
    for a in shown:
        value = table.loc[a, by]
        groups.setdefault(value if isinstance(value, str) else "(not known)", []).append(a)
    return [(head, groups[head]) for head in sorted(groups)]


def _mark_keys(page: Sheet, called: Mapping[str, str]) -> None:
    from matplotlib.lines import Line2D

    for k, label in enumerate(called.values()):
        page.key(label, Line2D([], [], ls="", marker=_MARKS[k], ms=page.style.marker, color=PALETTE[k]))


def article(
    profiles: Profiles,
    article_id: str,
    choice_sets: Sequence[str] | None = None,
    *,
    most: int = 8,
    labels: Mapping[str, str] | None = None,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw one article from its first character to its last: zones, voices, names of choice sets, acts of violence.

    Parameters
    ----------
    profiles : Profiles
    article_id : str
    choice_sets : sequence of str, optional
        These; by default those that are named most often.
    most : int
        Choice sets at most, where none are named.
    labels : mapping of str to str, optional
        What choice sets and features are called.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes
        Full marks count; hollow ones are in a voice other than the outlet's own; crosses stand outside the article
        proper or are printed twice, and are not counted.

    Raises
    ------
    DataError
        For an article that is not there or could not be read.
    SettingError
        For a choice set that is not there.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Terrorists fled. A gunman fled."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict")), fr.AgencyDetector()])
    >>> ax = fr.plot.article(profiles, "a")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Zone', 'Voice', 'Armed people']
    """
    profiles = profiles.only([article_id])
    table = profiles.articles.set_index("article_id")
    if article_id not in table.index:
        raise DataError(f"no article {article_id!r} in these profiles; see profiles.articles['article_id']")
    problem = table.loc[article_id, "problem"]
    if isinstance(problem, str):
        raise DataError(f"article {article_id!r} could not be read: {problem}; choose another")
    names = names_for(list(profiles.lexicons.values()), labels)

    def mine(rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["article_id"] == article_id]

    mentions, events = mine(profiles.mentions), mine(profiles.events)
    found = mentions["choice_set"].dropna()
    if choice_sets is None:
        shown = [str(name) for name in found.value_counts(sort=True).index[:most]]
    else:
        possible = [name for lexicon in profiles.lexicons.values() for name in lexicon.choice_sets]
        shown = chosen("choice set", choice_sets, possible)
    length = float(table.loc[article_id, "n_characters"])  # type: ignore[arg-type]
    with sheet(ax, note=note) as page:
        heads = ["Zone", "Voice", *(names.choice_set(name) for name in shown)]
        heads += ["Acts of violence"] if len(events) else []
        [ys] = page.lay_rows([(None, heads)], per_row=2.6)
        of_sets = [mentions[mentions["choice_set"] == name] for name in shown]
        texts = ["", "", *(_counted(rows) for rows in [*of_sets, *([events] if len(events) else [])])]
        page.column("counted\n(own voice)", ys, texts)
        _zones(page, mine(profiles.zones), length, ys[0])
        _voices(page, mine(profiles.voices), length, ys[1])
        for rows, y in zip(of_sets, ys[2:], strict=False):
            _spots(page, rows, length, y, {str(f): names.feature(str(f)) for f in rows["feature"]}, PALETTE[0])
        if len(events):
            called = {str(kind): KINDS.get(str(kind), str(kind)) for kind in events["kind"]}
            _spots(page, events.assign(feature=events["kind"]), length, ys[-1], called, PALETTE[1])
        page.ax.set_xlim(-0.01, 1.01)
        page.ax.xaxis.set_major_formatter(_percents())
        outlet = table["outlet"].to_dict().get(article_id) if "outlet" in table else None
        who = f"{outlet}, {article_id}" if isinstance(outlet, str) else article_id
        page.ax.set_xlabel(f"Place in the article: {who} ({count(float(table.loc[article_id, 'n_words']))} words)")  # type: ignore[arg-type]
        page.note(
            "full: in the outlet’s own voice", "hollow: in another voice",
            "zones from dark to light: headline, standfirst, lead, body; hatched: not part of the article",
            "×: not counted (page furniture, or printed twice)" if _left_out(mentions, events) else "",
        )  # fmt: skip
    return page.ax


def _proper(rows: pd.DataFrame) -> pd.Series[bool]:
    from framing.document.model import PROPER_ZONES

    return rows["zone"].isin(PROPER_ZONES) & rows["duplicate_of"].isna()


def _left_out(*tables: pd.DataFrame) -> bool:
    return any(bool((~_proper(rows)).any()) for rows in tables if len(rows))


def _counted(rows: pd.DataFrame) -> str:
    kept = rows[_proper(rows)]
    return f"{len(kept)} ({int((kept['voice'] == 'own').sum())})"


def _zones(page: Sheet, rows: pd.DataFrame, length: float, y: float) -> None:
    shades = {"headline": PALETTE[0], "standfirst": PALETTE[2], "lead": PALETTE[4], "body": "#e8eef0"}
    last, said = -1.0, ""
    room = page.across()
    for row in rows.to_dict("records"):
        start, end = row["start"] / length, row["end"] / length
        zone = str(row["zone"])
        outside = zone in {"promo", "boilerplate", "byline", "dateline"}
        colour = "white" if outside else shades.get(zone, PALETTE[5])
        page.ax.barh(
            y + 0.14, end - start, left=start, height=0.34, color=colour, edgecolor=QUIET,
            linewidth=page.style.font * 0.035, hatch="//////" if outside else None, label=f"_zone|{zone}",
        )  # fmt: skip
        size = page.style.small * 0.92
        text = {"boilerplate": "furniture", "promo": "promo"}.get(zone, zone)
        if zone in {"byline", "dateline", said} or start < last:
            continue
        if start + text_width(text, size) / room <= 1.0:
            page.ax.text(start, y - 0.1, text, ha="left", va="bottom", fontsize=size, color=QUIET, label="_zone_name")
            said = zone
            last = start + (text_width(text, size) + 0.5 * size) / room


def _voices(page: Sheet, rows: pd.DataFrame, length: float, y: float) -> None:
    from matplotlib.patches import Patch

    from framing.comparison.plain_words import VOICES as CALLED

    present = [name for name in VOICES if (rows["voice"] == name).any()]
    for row in rows.to_dict("records"):
        page.ax.barh(
            y, (row["end"] - row["start"]) / length, left=row["start"] / length, height=0.5,
            color=VOICES[str(row["voice"])], edgecolor="none", linewidth=0, label=f"_voice|{row['voice']}",
        )  # fmt: skip
    for name in present:
        page.key(CALLED[name], Patch(facecolor=VOICES[name], edgecolor="none"))


def _spots(page: Sheet, rows: pd.DataFrame, length: float, y: float, called: Mapping[str, str], colour: str) -> None:
    """Draw marks with their names above, where there is room for them."""
    page.ax.plot([0, 1], [y + 0.14] * 2, color=GRID, lw=page.style.line * 0.7, zorder=1, label="_article")
    size = page.style.small * 0.92
    room, last = page.across(), -1.0
    good = _proper(rows) if len(rows) else None
    for k, row in enumerate(rows.sort_values("start").to_dict("records")):
        at = row["start"] / length
        counts = bool(good.loc[rows.sort_values("start").index[k]]) if good is not None else True
        own = row["voice"] == "own"
        page.ax.plot(
            [at], [y + 0.14], ls="", marker="o" if counts else "x", ms=page.style.marker * (0.95 if counts else 0.8),
            color=colour if counts else QUIET, mfc=colour if own and counts else "white",
            mec=colour if counts else QUIET, mew=page.style.line * 0.65, label="_mention", zorder=3, clip_on=False,
        )  # fmt: skip
        text = called[str(row["feature"])].split(",")[0]
        width = text_width(text, size) / room
        left = min(max(at - width / 2, 0.0), 1.0 - width)
        if left >= last:
            page.ax.text(
                left, y - 0.08, text, ha="left", va="bottom", fontsize=size, color=INK if counts else QUIET,
                label="_name",
            )  # fmt: skip
            last = left + width + 0.5 * size / room
