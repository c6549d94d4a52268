"""Selection: within each story, what one side reports and another leaves out, as a table with the sentences.

Leaving out is a choice too. Numbers, names and sentences are found and matched by the simple rules of
:mod:`framing.comparison.numbers`, :mod:`~framing.comparison.names` and :mod:`~framing.comparison.alignment`; they miss
things, so every row shows its place and a reader can judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.comparison.aggregate import MIN_INTERVAL
from framing.comparison.alignment import SIMILAR
from framing.comparison.design import Design, design_of, texts_of, unread
from framing.comparison.estimators import check_level, ratio_interval
from framing.comparison.stories import KINDS, Item, StoryArticle, items_of_story
from framing.errors import DataError, SettingError, given_possible
from framing.profiles.results import TableResult, percent_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["StorySelection", "selection"]

_COLUMNS: Final = (
    "story", "kind", "group", "item", "n_articles", "group_articles", "reported_by", "left_out_by", "n_left_out",
    "article_id", "start", "end", "text", "sentence", "closest", "similarity",
)  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class StorySelection(TableResult):
    """What groups report and leave out within stories.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per story, kind (``number``, ``name``, ``sentence``), item and group that reports it: ``story, kind,
        group, item`` (the value, or the fullest form of the name; null for a sentence), ``n_articles`` (of the group,
        that have it) of ``group_articles``, ``reported_by`` and ``left_out_by`` (groups, separated by semicolons),
        ``n_left_out``, the first place in the group (``article_id, start, end, text``), the ``sentence`` it stands in,
        and for sentences the ``closest`` one of the groups that leave it out, with its ``similarity`` (cosine, 0 to 1).
    summary : pandas.DataFrame
        Per group and kind, the share of what the other groups report that the group leaves out: ``group, kind,
        estimate, low, high, n_stories, opportunities, hits, method, note``.
    settings : mapping
    warnings : tuple of str
    provenance : object
        Of the profiles, where profiles were given.
    """

    table: pd.DataFrame
    summary: pd.DataFrame
    settings: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    provenance: Any = None

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        s = self.settings
        return [
            f"What is reported by {s['by']} within {s['within']} and left out by others; numbers by value, names by "
            f"their words, sentences as counterparts from a cosine of {s['similar']:g} of their weighted words; "
            f"{percent_of(s['level'])} intervals over stories in the summary.",
            *self.warnings,
        ]

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Tables that ``to_excel`` writes, by the name of their sheet."""
        return {"selection": self.table, "summary": self.summary}


def selection(
    articles: Any,
    by: str = "outlet",
    within: str = "story",
    *,
    kinds: str | Sequence[str] = KINDS,
    similar: float = SIMILAR,
    shared: bool = False,
    level: float = 0.95,
) -> StorySelection:
    """Find what each side reports and others leave out within the stories that several sides covered.

    Parameters
    ----------
    articles : Profiles, DataFrame or records
        Profiles with their texts, or a corpus.
    by : str
        Column that holds the groups.
    within : str
        Column whose values pair the groups. Stories that one group alone covered are left out, with a warning.
    kinds : str or sequence of str
        Of ``number``, ``name`` and ``sentence``.
    similar : float
        Two sentences are counterparts from this cosine on (0 to 1); a sentence of fewer than four different
        content words is neither reported nor left out.
    shared : bool
        Show what all groups of the story report, too.
    level : float
        Coverage of the intervals of the summary.

    Returns
    -------
    StorySelection
        Only the article proper is searched.

    Raises
    ------
    DataError
        Where the texts were not kept, or no story has two groups.
    SettingError
        For an unknown column or kind.

    Notes
    -----
    The summary is a ratio of sums over stories with a t interval on the logit scale (fewer than five stories: none). An
    item counts once a story, however often it is printed. What is left out of the articles at hand may stand in
    another article of the same outlet.

    Examples
    --------
    >>> import framing as fr
    >>> rows = [
    ...     ("a", "A", "Nine people were killed in Jenin on Thursday. Doctors treated 20 others at Ibn Sina hospital."),
    ...     ("b", "B", "In Jenin 9 people were killed on Thursday."),
    ... ]
    >>> corpus = fr.as_corpus([{"article_id": i, "outlet": o, "story": "s", "text": t} for i, o, t in rows])
    >>> fr.selection(corpus, kinds=["number", "name"]).table[["group", "kind", "item", "left_out_by"]].values.tolist()
    [['A', 'number', '20', 'B'], ['A', 'name', 'Ibn Sina', 'B']]
    """
    import pandas as pd

    check_level(level)
    wanted = [kinds] if isinstance(kinds, str) else list(kinds)
    for kind in wanted:
        if kind not in KINDS:
            raise SettingError(given_possible("kind", kind, KINDS))
    if not 0 < similar <= 1:
        raise SettingError(f"similar {similar!r} is not possible; give a cosine above 0 and at most 1, such as 0.25")
    frame, texts, provenance = _read(articles)
    design = design_of(frame, by, within, within)
    stories = _stories(frame, texts, design, within)
    rows: list[tuple[Any, ...]] = []
    tallies: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for name, members in stories:
        items = items_of_story(members, wanted, similar)
        rows += [row for item in items if item.left_out_by or shared for row in _rows(name, item)]
        for group, kind, others, missed in _tallies(members, items, wanted):
            tallies.setdefault((group, kind), []).append((missed, others))
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    settings = {
        "by": by, "within": within, "kinds": tuple(wanted), "similar": similar, "shared": shared, "level": level,
    }  # fmt: skip
    summary = _summary(tallies, design.groups, wanted, level)
    return StorySelection(table, summary, settings, (*design.warnings, *unread(frame)), provenance)


def _read(articles: Any) -> tuple[pd.DataFrame, list[str | None], Any]:
    """Give the articles' metadata, their texts in order (None where there is none to read), and the provenance."""
    import pandas as pd

    if hasattr(articles, "articles") and hasattr(articles, "mentions"):
        texts = texts_of(articles, articles.articles["article_id"])
        if texts is None:
            raise DataError("selection reads the texts and these profiles have none; give the corpus instead")
        return articles.articles, texts, articles.provenance
    from framing.corpus import as_corpus

    frame = as_corpus(articles)
    texts = [text if isinstance(text, str) and text.strip() else None for text in frame["text"]]
    problem = [None if text is not None else "no text" for text in texts]
    if "problem" in frame:
        problem = [
            one if text is None else two for one, two, text in zip(problem, frame["problem"], texts, strict=True)
        ]
    return frame.assign(problem=pd.array(problem, dtype="str")), texts, None


def _stories(
    frame: pd.DataFrame, texts: Sequence[str | None], design: Design, within: str
) -> list[tuple[str, list[StoryArticle]]]:
    """Stories that two groups or more covered, in the order of the corpus."""
    readable = frame["problem"].isna().to_numpy() if "problem" in frame else np.ones(len(frame), dtype=bool)
    members: dict[int, list[int]] = {}
    for number, cluster in enumerate(design.cluster.tolist()):
        if readable[number] and design.group[number] >= 0 and texts[number] is not None:
            members.setdefault(cluster, []).append(number)
    paired = {c: rows for c, rows in members.items() if len({int(design.group[i]) for i in rows}) > 1}
    if not paired:
        raise DataError(
            f"no value of {within!r} has articles of two groups, so nothing can be compared within it; "
            "framing.group_stories proposes stories"
        )
    heads = frame["headline"].tolist() if "headline" in frame else [None] * len(frame)
    ids, names = frame["article_id"].tolist(), frame[within].tolist()
    stories = []
    for rows in paired.values():
        read = [
            StoryArticle.read(
                str(ids[i]),
                design.groups[int(design.group[i])],
                texts[i] or "",
                heads[i] if isinstance(heads[i], str) and heads[i] else None,
            )
            for i in rows
        ]
        stories.append((str(names[rows[0]]), read))
    return stories


def _rows(story: str, item: Item) -> Iterator[tuple[Any, ...]]:
    for place in item.places:
        yield (
            story, item.kind, place.group, item.label, place.n_articles, place.group_articles,
            "; ".join(item.reported_by), "; ".join(item.left_out_by), len(item.left_out_by), place.article_id,
            place.start, place.end, place.text, place.sentence, item.closest, item.similarity,
        )  # fmt: skip


def _tallies(
    members: Sequence[StoryArticle], items: Sequence[Item], kinds: Sequence[str]
) -> Iterator[tuple[str, str, int, int]]:
    """For each group and kind of a story, how many items the other groups report and how many of them it leaves out."""
    for group in dict.fromkeys(member.group for member in members):
        for kind in kinds:
            # A sentence belongs to the group that wrote it, a number or name to all that report it.
            others = [
                item
                for item in items
                if item.kind == kind
                and (item.places[0].group != group if kind == "sentence" else set(item.reported_by) - {group})
            ]
            yield group, kind, len(others), sum(group in item.left_out_by for item in others)


def _summary(
    tallies: Mapping[tuple[str, str], Sequence[tuple[int, int]]],
    groups: Sequence[str],
    kinds: Sequence[str],
    level: float,
) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for kind in kinds:
        for group in groups:
            counts = np.array(tallies.get((group, kind), []), dtype=np.float64).reshape(-1, 2)
            hits, opportunities = counts[:, :1], counts[:, 1:]
            value, low, high, n = (x[0] for x in ratio_interval(hits, opportunities, level))
            few = n < MIN_INTERVAL
            note = ""
            if not opportunities.sum():
                note = "no opportunity"
            elif few:
                note = f"fewer than {MIN_INTERVAL} stories: no interval"
            elif np.isnan(low):
                note = "no variation between stories: no interval"
            rows.append(
                {
                    "group": group,
                    "kind": kind,
                    "estimate": value,
                    "low": np.nan if few else low,
                    "high": np.nan if few else high,
                    "n_stories": int(n),
                    "opportunities": int(opportunities.sum()),
                    "hits": int(hits.sum()),
                    "method": "t over stories, logit scale",
                    "note": note,
                }
            )
    return pd.DataFrame(rows)
