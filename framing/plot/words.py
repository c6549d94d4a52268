"""Words that mark groups, and the features that a frame classifier goes by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from framing.errors import DataError, SettingError, given_possible
from framing.plot.canvas import Sheet, sheet
from framing.plot.lettering import count, names_for
from framing.plot.palette import INK, PAIR, PALETTE
from framing.plot.results import chosen, one_of, reasons, table_of, warned

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from framing.comparison.keyness import Keyness

__all__ = ["explanation", "features", "keyness"]

_STATISTICS: Final = {
    "log_odds": "Log-odds (with prior)",
    "g2": "Log-likelihood G²",
    "g2_words": "Log-likelihood G² (words)",
    "log_ratio": "Log ratio: doublings of frequency",
    "percent_diff": "Difference of frequencies, per cent",
    "pmi": "Pointwise mutual information",
}


def keyness(
    result: Keyness,
    n: int = 8,
    *,
    groups: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw the words that mark each group.

    Parameters
    ----------
    result : Keyness
        From ``fr.keyness``.
    n : int
        Words a group.
    groups : sequence of str, optional
        These, in this order; all by default.
    labels : mapping of str to str, optional
        What groups are called.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes
        The words of ``result.top(n)`` with the statistic and its interval; beside each how often the group uses it,
        in how many articles, and how often the others do.

    Raises
    ------
    SettingError
        For a group that is not there.
    DataError
        Where no word marks any of the groups.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> corpus = pd.DataFrame({"article_id": list("abcd"), "outlet": ["A", "A", "B", "B"],
    ...     "text": ["A terror raid.", "Terror again.", "A militant raid.", "Militant group."]})
    >>> ax = fr.plot.keyness(fr.keyness(corpus, zones="all", min_count=2, draws=0))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['terror', 'militant']
    """
    from framing.comparison.keyness import Keyness

    table_of(result, Keyness, "fr.keyness")
    if n < 1:
        raise SettingError(f"n {n!r} is not possible; give a number of words, 1 or more")
    top = result.top(n)
    wanted = chosen("group", groups, result.table["group"])
    top = top[top["group"].isin(wanted)]
    if not len(top):
        raise DataError("no word is more frequent in one of the groups than elsewhere, so there is nothing to draw")
    names = names_for(None, labels)
    parts = [(group, top[top["group"] == group]) for group in wanted if (top["group"] == group).any()]
    with sheet(ax, note=note) as page:
        places = page.lay_rows([(names.group(g), rows["word"].tolist()) for g, rows in parts], per_row=1.45)
        flat, texts = [], []
        for (_, rows), ys in zip(parts, places, strict=True):
            for row, y in zip(rows.to_dict("records"), ys, strict=True):
                page.dot(float(row["estimate"]), y, float(row["low"]), float(row["high"]), colour=PALETTE[0])
                flat.append(y)
                mine, others = count(float(row["count"])), count(float(row["reference_count"]))
                texts.append(f"{mine} ({count(float(row['n_articles']))}) | {others}")
        page.column("uses (articles)\n| elsewhere", flat, texts)
        statistic = str(result.settings.get("statistic"))
        page.ax.set_xlabel(_STATISTICS.get(statistic, statistic))
        low, _ = page.ax.get_xlim()
        page.ax.set_xlim(left=min(low, 0.0))
        page.ax.axvline(0, color=INK, lw=page.style.font * 0.09, zorder=1, label="_middle")
        page.grid()
        level = 100 * float(result.settings.get("level", 0.95))  # type: ignore[arg-type]
        known = bool((top["low"].notna() & top["high"].notna()).any())
        voice = result.settings.get("voice")
        page.note(
            f"the {n} words that mark each group most, of those with {result.settings.get('min_count')} uses or more "
            f"in {result.settings.get('min_articles')} articles or more",
            f"lines: {level:g} % intervals over clusters of articles" if known else "", reasons(top),
            f"voice: {voice}" if voice else "",
        )  # fmt: skip
        warned(page, result)
    return page.ax


def _table(given: Any, columns: Sequence[str], made_by: str) -> pd.DataFrame:
    missing = [name for name in columns if name not in getattr(given, "columns", ())]
    if missing:
        raise SettingError(f"the table has no column {missing[0]!r}; give what {made_by} gives")
    if not len(given):
        raise DataError(f"the table has no rows, so there is nothing to draw; give what {made_by} gives")
    return given  # type: ignore[no-any-return]


def features(
    strongest: pd.DataFrame,
    frame: str | Sequence[str] | None = None,
    *,
    n: int = 12,
    texts: int | None = None,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw the features that speak most for frames.

    Parameters
    ----------
    strongest : DataFrame
        From ``FrameClassifier.strongest()``.
    frame : str or sequence of str, optional
        These frames; all by default.
    n : int
        Features a frame, at most.
    texts : int, optional
        Texts that the classifier learned from, for the note.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes
        Hatched bars are suspect: words of an outlet's name or of page furniture.

    Raises
    ------
    SettingError
        For another table, or a frame that is not there.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> table = pd.DataFrame({"frame": ["economic"], "rank": [1], "feature": ["taxes"], "block": ["words"],
    ...     "weight": [0.7], "suspect": [False]})
    >>> float(fr.plot.features(table).patches[0].get_width())
    0.7
    """
    table = _table(strongest, ("frame", "feature", "block", "weight", "suspect"), "FrameClassifier.strongest()")
    wanted = chosen("frame", frame, table["frame"])
    parts = [(name, table[table["frame"] == name].head(n)) for name in wanted]
    with sheet(ax, note=note, wide=0.75) as page:
        several = len(parts) > 1
        blocks = [
            (name.replace("_", " ") if several else None, [_feature(r) for r in rows.to_dict("records")])
            for name, rows in parts
        ]
        places = page.lay_rows(blocks, per_row=1.35)
        suspect = False
        for (_, rows), ys in zip(parts, places, strict=True):
            for row, y in zip(rows.to_dict("records"), ys, strict=True):
                odd = bool(row["suspect"])
                suspect = suspect or odd
                page.ax.barh(
                    y, float(row["weight"]), height=0.62, color="white" if odd else PALETTE[2], edgecolor=PALETTE[2],
                    hatch="/////" if odd else None, linewidth=page.style.font * 0.09,
                )  # fmt: skip
        title = "" if several else f" for “{wanted[0].replace('_', ' ')}”"
        page.ax.set_xlabel(f"What the feature adds to the log-odds{title}")
        page.grid()
        page.note(
            f"learned from {count(texts)} texts" if texts is not None else "",
            "weights of one model: they have no intervals",
            "hatched: words of an outlet's name or of page furniture" if suspect else "",
            "_: a space" if (table["block"] == "characters").any() else "",
        )
    return page.ax


def _feature(row: Mapping[Any, Any]) -> str:
    text = str(row["feature"])
    kind = str(row["block"])
    if kind == "lexicon":
        return f"lexicon: {text.rpartition('/')[2].replace('_', ' ')}"
    if kind == "characters":
        return f"…{text.replace(' ', '_')}…"
    return f"{text}*" if kind == "stems" else text


def explanation(
    explained: pd.DataFrame,
    frame: str | None = None,
    *,
    part: str = "word",
    n: int = 15,
    note: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw which words, or sentences, of one text speak for and against a frame.

    Parameters
    ----------
    explained : DataFrame
        From ``FrameClassifier.explain(text)``.
    frame : str, optional
        Which one, where several are explained.
    part : {"word", "sentence"}
    n : int
        Those that add or take most.
    note, ax
        As in `shares`.

    Returns
    -------
    Axes
        In the order of the text.

    Raises
    ------
    SettingError
        For another table, frame or part.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> table = pd.DataFrame({"frame": ["economic"] * 2, "part": ["word"] * 2, "start": [0, 6], "end": [5, 10],
    ...     "text": ["Taxes", "rise"], "contribution": [0.7, -0.2]})
    >>> [float(bar.get_width()) for bar in fr.plot.explanation(table).patches]
    [0.7, -0.2]
    """
    table = _table(explained, ("frame", "part", "start", "text", "contribution"), "FrameClassifier.explain(text)")
    if part not in {"word", "sentence"}:
        raise SettingError(given_possible("part", part, ("word", "sentence")))
    name = one_of("frame", frame, table["frame"])
    table = table[table["frame"] == name]
    rows = table[(table["part"] == part) & (table["contribution"] != 0)]
    if not len(rows):
        raise DataError(f"no {part} of the text speaks for or against {name!r}")
    strongest = rows.loc[rows["contribution"].abs().sort_values(ascending=False, kind="stable").index[:n]]
    shown = strongest.sort_values("start", kind="stable")
    with sheet(ax, note=note, wide=0.75 if part == "word" else None) as page:
        labels = [" ".join(str(text).split()) for text in shown["text"]]
        labels = [shorten(text, 140, placeholder=" …") for text in labels]
        [ys] = page.lay_rows([(None, labels)], per_row=1.45)
        for value, y in zip(shown["contribution"], ys, strict=True):
            _sided(page, float(value), y)
        page.ax.axvline(0, color=INK, lw=page.style.font * 0.09, zorder=4, label="_middle")
        page.ax.set_xlabel(f"What it adds to the log-odds of “{name.replace('_', ' ')}”")
        page.grid()
        page.note(
            f"{len(shown)} of {len(rows)} {part}s, those that add or take most, in the order of the text",
            "one text and one model: there are no intervals",
        )
    return page.ax


def _sided(page: Sheet, value: float, y: float) -> None:
    colour = PAIR[0] if value > 0 else PAIR[1]
    page.ax.barh(y, value, height=0.62, color=colour, edgecolor="white", linewidth=page.style.font * 0.06)
