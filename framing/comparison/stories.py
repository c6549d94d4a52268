"""What the articles of one story report: numbers, names and sentences, with the groups that have and lack each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import numpy as np

from framing.comparison.alignment import closest_of, sentence_vectors
from framing.comparison.names import capitals_inside, find_names_given, mentions_name, same_name
from framing.comparison.numbers import find_numbers
from framing.document.model import PROPER_ZONES

__all__ = ["KINDS", "Item", "Place", "StoryArticle", "items_of_story"]

KINDS: Final = ("number", "name", "sentence")
_LEAST_WORDS: Final = 4


class Place(NamedTuple):
    """The first place of an item in a group."""

    group: str
    article_id: str
    start: int
    end: int
    text: str
    sentence: str
    n_articles: int
    group_articles: int


@dataclass(frozen=True, slots=True)
class Item:
    """A number, a name or a sentence of a story.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    label : str or None
        The value or the fullest form of the name; None for a sentence.
    places : tuple of Place
        One for each group that reports it (of a sentence only the group that wrote it).
    reported_by, left_out_by : tuple of str
        Groups, in order; together all that covered the story.
    closest : str or None
        For a sentence, the closest one of the groups that leave it out.
    similarity : float
        Of that sentence; NaN for other kinds.
    """

    kind: str
    label: str | None
    places: tuple[Place, ...]
    reported_by: tuple[str, ...]
    left_out_by: tuple[str, ...]
    closest: str | None = None
    similarity: float = float("nan")


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article of a story: its text, the article proper with all else blanked, and the sentences in it."""

    article_id: str
    group: str
    text: str
    proper: str
    sentences: tuple[tuple[int, int], ...]

    @classmethod
    def read(cls, article_id: str, group: str, text: str, headline: str | None) -> Self:
        """Read the zones and sentences of a text."""
        from framing.document.reading import annotate

        document = annotate(text, headline=headline)
        spans = [(zone.start, zone.end) for zone in document.zones if zone.kind in PROPER_ZONES]
        sentences = tuple(
            (sentence.start, sentence.end)
            for sentence in document.sentences
            if text[sentence.start : sentence.end].strip()
            and any(first <= sentence.start < last for first, last in spans)
        )
        return cls(article_id, group, text, only_spans(text, spans), sentences)

    def sentence_at(self, start: int) -> str:
        """Give the sentence that a place lies in, on one line."""
        first, last = next(((s, e) for s, e in self.sentences if s <= start < e), (start, start))
        return " ".join(self.text[first:last].split())

    def place(self, start: int, end: int, n_articles: int, group_articles: int) -> Place:
        """Give a place of this article."""
        shown = " ".join(self.text[start:end].split())
        return Place(
            self.group, self.article_id, start, end, shown, self.sentence_at(start), n_articles, group_articles
        )


def only_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    r"""Blank everything outside the spans, so that offsets stay.

    Examples
    --------
    >>> only_spans("Read more. Rain fell.", [(11, 21)])
    '\n\n\n\n\n\n\n\n\n\n\nRain fell.'
    """
    kept = []
    position = 0
    for start, end in spans:
        kept += ["\n" * (start - position), text[start:end]]
        position = end
    return "".join(kept)


def items_of_story(articles: Sequence[StoryArticle], kinds: Sequence[str], similar: float) -> list[Item]:
    """Find the items of a story, by kind and in the order of the articles."""
    groups = tuple(dict.fromkeys(sorted(article.group for article in articles)))
    story = _Story(tuple(articles), groups, {g: sum(a.group == g for a in articles) for g in groups})
    found: list[Item] = []
    for kind in kinds:
        if kind == "number":
            found += story.numbers()
        elif kind == "name":
            found += story.names()
        else:
            found += story.sentences(similar)
    return found


@dataclass(frozen=True, slots=True)
class _Story:
    articles: tuple[StoryArticle, ...]
    groups: tuple[str, ...]
    sizes: dict[str, int]

    def _item(self, kind: str, label: str, found: Sequence[tuple[int, int, int]], besides: set[str]) -> Item:
        """Make an item of its mentions (article, start, end) and of groups that have it in another form."""
        places = []
        reporting = {self.articles[number].group for number, _, _ in found}
        for group in (g for g in self.groups if g in reporting):
            mine = [one for one in found if self.articles[one[0]].group == group]
            number, start, end = min(mine)
            n_articles = len({number for number, _, _ in mine})
            places.append(self.articles[number].place(start, end, n_articles, self.sizes[group]))
        reporting |= besides
        yes = tuple(g for g in self.groups if g in reporting)
        return Item(kind, label, tuple(places), yes, tuple(g for g in self.groups if g not in reporting))

    def numbers(self) -> Iterator[Item]:
        found: dict[float, list[tuple[int, int, int]]] = {}
        for number, article in enumerate(self.articles):
            for one in find_numbers(article.proper):
                found.setdefault(one.value, []).append((number, one.start, one.end))
        for value, mentions in found.items():
            label = f"{value:,.0f}" if value.is_integer() else f"{value:,}"
            yield self._item("number", label, mentions, set())

    def names(self) -> Iterator[Item]:
        mentions: dict[str, list[tuple[int, int, int]]] = {}
        inside = frozenset().union(*(capitals_inside(article.proper) for article in self.articles))
        for number, article in enumerate(self.articles):
            for one in find_names_given(article.proper, inside):
                mentions.setdefault(one.name, []).append((number, one.start, one.end))
        # The fuller names first, so that a family name finds its bearer.
        people: list[list[str]] = []
        for name in sorted(mentions, key=lambda n: (-len(n.split()), mentions[n][0])):
            known = next((person for person in people if same_name(person[0], name)), None)
            if known is None:
                people.append([name])
            else:
                known.append(name)
        texts = {g: "\n\n".join(a.proper for a in self.articles if a.group == g) for g in self.groups}
        for person in sorted(people, key=lambda names: min(mentions[n][0] for n in names)):
            found = [place for name in person for place in mentions[name]]
            # A group may print the very words where they are not known for a name (a headline in capitals).
            besides = {g for g, text in texts.items() if any(_printed(name, text) for name in person)}
            yield self._item("name", max(person, key=len), found, besides)

    def sentences(self, similar: float) -> Iterator[Item]:
        spans = [(number, *span) for number, article in enumerate(self.articles) for span in article.sentences]
        texts = [" ".join(self.articles[number].text[start:end].split()) for number, start, end in spans]
        if not texts:
            return
        vectors = sentence_vectors(texts)
        telling = np.flatnonzero(np.diff(vectors.indptr) >= _LEAST_WORDS)
        vectors, spans, texts = vectors[telling], [spans[i] for i in telling], [texts[i] for i in telling]
        groups = [self.articles[number].group for number, _, _ in spans]
        rows = {g: [i for i, group in enumerate(groups) if group == g] for g in self.groups}
        closest = {g: closest_of(vectors, vectors[rows[g]]) for g in self.groups}
        alike = {g: (vectors[rows[g]] @ vectors[rows[g]].T).tocsr() for g in self.groups}
        turn = dict.fromkeys(self.groups, -1)
        seen: set[tuple[str, str]] = set()
        for i, (text, mine, (number, start, end)) in enumerate(zip(texts, groups, spans, strict=True)):
            turn[mine] += 1
            if (mine, text.casefold()) in seen:
                continue
            seen.add((mine, text.casefold()))
            reporting = {g for g in self.groups if g == mine or closest[g].similarity[i] >= similar}
            without = tuple(g for g in self.groups if g not in reporting)
            near = max(without, key=lambda g: closest[g].similarity[i], default=None)
            there = int(closest[near].closest[i]) if near is not None else -1
            own = slice(*alike[mine].indptr[turn[mine] : turn[mine] + 2])
            counterparts = alike[mine].indices[own][alike[mine].data[own] >= similar]
            articles = {spans[rows[mine][j]][0] for j in counterparts} | {number}
            yield Item(
                "sentence",
                None,
                (self.articles[number].place(start, end, len(articles), self.sizes[mine]),),
                tuple(g for g in self.groups if g in reporting),
                without,
                texts[rows[near][there]] if near is not None and there >= 0 else None,
                float(closest[near].similarity[i]) if near is not None else float("nan"),
            )


def _printed(name: str, text: str) -> bool:
    return all(mentions_name(part, text) for part in name.split("-"))
