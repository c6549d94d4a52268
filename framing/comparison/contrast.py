"""Two articles side by side: what each calls things, in whose voice, who acts, who is quoted."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from framing.comparison import contrast_tables as tables
from framing.comparison.contrast_inputs import as_article, default_detectors
from framing.comparison.contrast_tables import SIDES
from framing.comparison.fair_pairs import names_of_pair, warnings_of_pair
from framing.comparison.rows import absent, flat, records
from framing.errors import DataError
from framing.profiles.results import TableResult

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison.findings import Finding
    from framing.detectors.protocol import Detector
    from framing.lexicon.model import Lexicon
    from framing.profiles.profiles import Profiles

__all__ = ["Contrast", "contrast"]

_EVIDENCE: Final = ("mentions", "events", "attributions", "zones", "voices", "frames")


@dataclass(frozen=True, eq=False, repr=False)
class Contrast(TableResult):
    """Two articles on one story, side by side; every number is an aggregate of rows that it carries.

    The sides are called ``a`` and ``b`` in every column ``side``. It describes two texts: there is no test in it, and
    no judgement on an outlet.

    Attributes
    ----------
    names : tuple of str
        What the two articles are called in texts and tables: the outlet, or the identifier.
    articles : pandas.DataFrame
        Two rows with the index ``a`` and ``b``: metadata and word counts.
    shares : pandas.DataFrame
        Hits, opportunities and shares of every variant; see
        :func:`~framing.comparison.contrast_tables.shares_table`.
    distances : pandas.DataFrame
        Jensen–Shannon distance for each choice set, in own voice, the outlet's wording, and all voices.
    categories : pandas.DataFrame
        Plain categories: mentions, and per 1,000 words of the same voice.
    words : pandas.DataFrame
        Words of the article proper by voice.
    agency, agents : pandas.DataFrame
        Events of violence by construction, place of the agent and groups; how the agent is named.
    sources : pandas.DataFrame
        Who is quoted or reported, with how many words, by which cues.
    only : pandas.DataFrame
        Numbers and names that only one article mentions.
    closest : pandas.DataFrame
        For each sentence the closest one of the other article; ``alone`` where there is no counterpart.
    mentions, events, attributions, zones, voices, frames : pandas.DataFrame
        The evidence: the rows of both articles, with a column ``side``.
    texts : mapping of str to str
        The two texts, by side.
    sentences : mapping of str to list of (int, int)
        Spans of all sentences, by side; the column ``sentence`` of the evidence counts them.
    lexicons : mapping of str to Lexicon
    warnings : tuple of str
        What speaks against reading the two as a fair pair: different genre, wire copy, translation.
    provenance : mapping
        What is needed to make the same again.

    Examples
    --------
    >>> import framing as fr
    >>> found = fr.contrast("Raid kills two terrorists.", "Two Palestinians were killed in a raid.")
    >>> dead = found.shares.query("choice_set == 'the_dead' and own_hits > 0")
    >>> dead[["side", "variant"]].to_numpy().tolist()
    [['a', 'terrorists'], ['b', 'demonym']]
    """

    names: tuple[str, str]
    articles: pd.DataFrame
    shares: pd.DataFrame
    distances: pd.DataFrame
    categories: pd.DataFrame
    words: pd.DataFrame
    agency: pd.DataFrame
    agents: pd.DataFrame
    sources: pd.DataFrame
    only: pd.DataFrame
    closest: pd.DataFrame
    mentions: pd.DataFrame
    events: pd.DataFrame
    attributions: pd.DataFrame
    zones: pd.DataFrame
    voices: pd.DataFrame
    frames: pd.DataFrame
    texts: Mapping[str, str]
    sentences: Mapping[str, Sequence[tuple[int, int]]]
    lexicons: Mapping[str, Lexicon]
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]

    @classmethod
    def from_profiles(cls, profiles: Profiles, id_a: str, id_b: str) -> Contrast:
        """Contrast two articles of a corpus that has been profiled.

        Parameters
        ----------
        profiles : Profiles
            With its texts.
        id_a, id_b : str
            Values of ``article_id``.

        Returns
        -------
        Contrast

        Raises
        ------
        DataError
            If there is no such article, it could not be read, or the texts were not kept.

        Examples
        --------
        >>> import framing as fr
        >>> texts = {"x": "A terrorist fled.", "y": "A gunman fled."}
        >>> corpus = fr.as_corpus([{"article_id": name, "text": text} for name, text in texts.items()])
        >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
        >>> fr.Contrast.from_profiles(profiles, "x", "y").names
        ('x', 'y')
        """
        ids = {"a": str(id_a), "b": str(id_b)}
        pair = profiles.only(ids.values())
        articles = _two_articles(pair.articles, ids)
        if pair.texts is None:
            raise DataError(
                "a contrast shows the texts and these profiles have none; profile again, or save with texts"
            )
        texts = {side: str(pair.texts.loc[article_id]) for side, article_id in ids.items()}
        evidence = {name: _of_two(getattr(pair, name), ids) for name in _EVIDENCE}
        evidence["attributions"] = _with_zones(evidence["attributions"], evidence["zones"])
        lexicons = dict(profiles.lexicons)
        shares = tables.shares_table(evidence["mentions"], lexicons)
        headlines = {side: flat(articles.loc[side].get("headline")) or None for side in SIDES}
        sentences = {side: _sentences(texts[side], headlines[side]) for side in SIDES}
        proper = {side: _proper_spans(evidence["zones"], side) for side in SIDES}
        inside = {side: _inside(sentences[side], proper[side], texts[side]) for side in SIDES}
        groups = {name: group.label for lexicon in lexicons.values() for name, group in lexicon.groups.items()}
        return cls(
            names=names_of_pair(articles),
            articles=articles,
            shares=shares,
            distances=tables.distances_table(shares),
            categories=tables.categories_table(evidence["mentions"], lexicons, articles),
            words=tables.words_table(articles),
            agency=tables.agency_table(evidence["events"], lambda value: groups.get(value, str(value))),
            agents=tables.agents_table(evidence["events"]),
            sources=tables.sources_table(evidence["attributions"]),
            only=tables.only_table(texts, proper),
            closest=tables.closest_table(texts, inside),
            **evidence,
            texts=texts,
            sentences=sentences,
            lexicons=lexicons,
            warnings=warnings_of_pair(articles),
            provenance=profiles.provenance.to_dict(),
        )

    @property
    def table(self) -> pd.DataFrame:
        """The findings as a table: ``group, topic`` and a column for each article; what the exports print."""
        import pandas as pd

        rows = [(one.group, one.topic, one.a, one.b) for one in self.findings()]
        return pd.DataFrame(rows, columns=["group", "topic", *self.names])

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        return ["A description of two texts: nothing in it is tested.", *self.warnings]

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Tables that ``to_excel`` writes, by the name of their sheet: the findings, every table and the evidence."""
        tables = {field.name: getattr(self, field.name) for field in fields(self)}
        plain = {name: value for name, value in tables.items() if hasattr(value, "columns")}
        plain["articles"] = self.articles.reset_index()
        return {"findings": self.table, **plain}

    def to_text(self, width: int = 100, evidence: int = 3) -> str:
        """Write the contrast in plain words: what ``framing contrast`` prints.

        Parameters
        ----------
        width : int
            Characters a line, at least 60.
        evidence : int
            How many places to show for each number; the page shows all.

        Returns
        -------
        str
        """
        from framing.comparison.contrast_text import write_text

        return write_text(self, width=width, evidence=evidence)

    def findings(self) -> list[Finding]:
        """Give the main differences in plain words, each made of counts of the tables.

        Returns
        -------
        list of Finding
            Each with its ``group`` and ``topic`` and what articles ``a`` and ``b`` do; loaded names first.
        """
        from framing.comparison.findings import findings

        return findings(self)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data for JSON: every table as a list of records, NaN as None; without the texts.

        Returns
        -------
        dict
            Keys as the attributes; ``findings`` besides.
        """
        plain: dict[str, Any] = {
            "names": list(self.names),
            "warnings": list(self.warnings),
            "findings": [asdict(one) for one in self.findings()],
        }
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "articles":
                plain[field.name] = {side: _plain(dict(value.loc[side])) for side in SIDES}
            elif hasattr(value, "to_dict") and hasattr(value, "columns"):
                plain[field.name] = [_plain(row) for row in records(value)]
        plain["lexicons"] = [{"name": one.name, "version": one.version} for one in self.lexicons.values()]
        plain["provenance"] = _plain(self.provenance)
        return plain

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        found = self.mentions["side"].value_counts()
        counts = ", ".join(f"{name} {int(found.get(side, 0))}" for name, side in zip(self.names, SIDES, strict=True))
        return f"<Contrast of {self.names[0]} and {self.names[1]}: mentions {counts}>"

    def _repr_html_(self) -> str:
        from framing.comparison.contrast_text import notebook_html

        return notebook_html(self)


def contrast(
    article_a: Any,
    article_b: Any,
    *,
    lexicon: str | os.PathLike[str] | Lexicon = "conflict",
    detectors: Sequence[Detector] | None = None,
) -> Contrast:
    """Contrast two articles on one story: the framing of each, side by side, with the evidence for every number.

    Parameters
    ----------
    article_a, article_b : path, str, Article, mapping, Series or one-row DataFrame
        A file (as a path, or a string that names a file), a text, an article that has been read, or a row of a corpus.
    lexicon : str, path or Lexicon
        Name of a shipped lexicon, a lexicon file, or a lexicon; used where no detectors are given.
    detectors : sequence of Detector, optional
        What to measure; by default the lexicon's terms and the events of violence.

    Returns
    -------
    Contrast

    Raises
    ------
    ReadError
        If a file cannot be read.
    DataError
        If an article cannot be read as an article, such as an empty text.
    SettingError
        If an argument is nothing that could be an article.

    Examples
    --------
    >>> import framing as fr
    >>> found = fr.contrast("Raid kills two terrorists.", "Two Palestinians were killed in a raid.")
    >>> found.names
    ('Article A', 'Article B')
    """
    from framing.profiles import profile

    articles = [as_article(given, side) for given, side in ((article_a, "a"), (article_b, "b"))]
    if articles[0].article_id == articles[1].article_id:
        articles = [
            replace(one, article_id=f"{one.article_id} ({side})") for one, side in zip(articles, SIDES, strict=True)
        ]
    for one in articles:
        if one.problem is not None:
            raise DataError(f"article '{one.article_id}' cannot be contrasted: {one.problem}; give another text")
    chosen = default_detectors(lexicon) if detectors is None else detectors
    profiles = profile(articles, chosen, progress=False)
    return Contrast.from_profiles(profiles, articles[0].article_id, articles[1].article_id)


def _two_articles(articles: pd.DataFrame, ids: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for article_id in ids.values():
        found = articles[articles["article_id"] == article_id]
        if found.empty:
            raise DataError(f"no article '{article_id}' in these profiles; see profiles.articles['article_id']")
        problem = found["problem"].iloc[0]
        if not absent(problem):
            raise DataError(f"article '{article_id}' cannot be contrasted: {problem}; choose another")
        rows.append(found.iloc[[0]])
    both = pd.concat(rows)
    both.index = pd.Index(SIDES, name="side")
    return both


def _of_two(table: pd.DataFrame, ids: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd

    parts = []
    for side, article_id in ids.items():
        part = table[table["article_id"] == article_id].copy()
        part.insert(0, "side", side)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _with_zones(attributions: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Add the zone in which each content starts."""
    spans = {side: rows.sort_values("start") for side, rows in zones.groupby("side")}
    found = []
    for side, start in zip(attributions["side"], attributions["start"], strict=True):
        rows = spans[side]
        found.append(rows["zone"].iloc[max(int(rows["start"].searchsorted(start, side="right")) - 1, 0)])
    return attributions.assign(zone=found)


def _sentences(text: str, headline: str | None) -> list[tuple[int, int]]:
    from framing.document.reading import annotate

    return [(span.start, span.end) for span in annotate(text, headline=headline).sentences]


def _proper_spans(zones: pd.DataFrame, side: str) -> list[tuple[int, int]]:
    from framing.document.model import PROPER_ZONES

    rows = zones[(zones["side"] == side) & zones["zone"].isin(PROPER_ZONES)].sort_values("start")
    return [(int(start), int(end)) for start, end in zip(rows["start"], rows["end"], strict=True)]


def _inside(sentences: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    return [
        (start, end)
        for start, end in sentences
        if text[start:end].strip() and any(first <= start < last for first, last in spans)
    ]


def _plain(value: Any) -> Any:
    """Make a value plain for JSON."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if absent(value):
        return None
    if isinstance(value, str | bool | int | float):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return _plain(value.item()) if hasattr(value, "item") else str(value)
