"""Finding the groups of a lexicon in a text: by their names, by demonyms, by places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from framing.document.model import Document
from framing.lexicon.model import Group
from framing.lexicon.patterns import Pattern
from framing.text import Hit, Literal, follows_prefix, rows_of

__all__ = ["GroupFinder", "GroupMention"]

_BASES = ("names", "demonyms", "places")


class GroupMention(NamedTuple):
    """One place where a group is named.

    Attributes
    ----------
    start, end : int
        Half-open span in the original text.
    group : str
        Name of the group in the lexicon.
    basis : str
        ``names`` (the group itself), ``demonyms`` (*Israeli*) or ``places`` (*Jenin*).
    """

    start: int
    end: int
    group: str
    basis: str


@lru_cache(maxsize=65_536)
def _pattern(name: str) -> Pattern:
    """Make the pattern of a name once, however many detectors look for it."""
    return Pattern(name, capitals=True)


class GroupFinder:
    """Finds groups; the longest name wins, a demonym inside a name is not one of its own.

    Parameters
    ----------
    groups : mapping of str to Group
        The groups of a lexicon.

    Examples
    --------
    >>> from framing.lexicon import Group
    >>> from framing.text import Scanner, fold
    >>> army = Group("israeli_army", "Israeli army", "israeli", "army", names=("Israeli army", "IDF"))
    >>> finder = GroupFinder({"israeli_army": army})
    >>> hits = Scanner({"groups": finder.literals}).scan(fold("An IDF raid"))["groups"]
    >>> finder.find("An IDF raid", hits)
    [GroupMention(start=3, end=6, group='israeli_army', basis='names')]
    """

    def __init__(self, groups: Mapping[str, Group]) -> None:
        self.groups = groups

    def __getstate__(self) -> dict[str, Any]:
        return {"groups": dict(self.groups)}

    @cached_property
    def _patterns(self) -> list[tuple[Pattern, str, str]]:
        return [
            (_pattern(name), group.name, basis)
            for group in self.groups.values()
            for basis in _BASES
            for name in getattr(group, basis)
        ]

    @cached_property
    def literals(self) -> tuple[Literal, ...]:
        """What the scan shall find."""
        return tuple(pattern.literal for pattern, _, _ in self._patterns)

    @cached_property
    def _readings(self) -> list[tuple[Pattern | None, str, str]]:
        """The patterns that need a closer look at a hit, with what they name."""
        return [(None if pattern.is_literal else pattern, group, basis) for pattern, group, basis in self._patterns]

    def find(self, text: str, hits: Iterable[tuple[int, int, int]]) -> list[GroupMention]:
        """Make hits of :attr:`literals` into mentions of groups, in order of the text.

        Two groups with one name give two mentions at one place.
        """
        found: list[tuple[int, int, int]] = []
        readings = self._readings
        for literal, start, end in hits:
            pattern = readings[literal][0]
            if pattern is not None:
                span = pattern.span(text, start, end)
                if span is None:
                    continue
                start, end = span  # noqa: PLW2901  # the same place, looked at closely
            if not follows_prefix(text, start):
                found.append((start, -end, literal))
        # Equal places keep the order of their hits.
        found.sort(key=_PLACE)
        kept: list[GroupMention] = []
        last = (-1, 0)
        reach = -1
        for start, minus_end, literal in found:
            if start < reach and (start, minus_end) != last:
                continue
            last, reach = (start, minus_end), -minus_end
            kept.append(GroupMention(start, reach, *readings[literal][1:]))
        return kept

    def find_all(
        self, documents: Sequence[Document], hits: Sequence[Sequence[Hit]], first: int, shared: MutableMapping[Any, Any]
    ) -> LazyMentions:
        """Make the hits from literal ``first`` on into mentions of each document, once for all detectors of a batch."""
        mentions = shared.get(id(self.groups))
        if mentions is None:
            mentions = shared[id(self.groups)] = LazyMentions(self, documents, hits, first)
        found: LazyMentions = mentions
        return found


class LazyMentions:
    """The groups in the documents of a batch, looked for in a document when they are first asked for."""

    def __init__(
        self, finder: GroupFinder, documents: Sequence[Document], hits: Sequence[Sequence[Hit]], first: int
    ) -> None:
        self.finder = finder
        self.documents = documents
        self.hits = hits
        self.first = first
        self._found: dict[int, list[GroupMention]] = {}

    def __getitem__(self, row: int) -> list[GroupMention]:
        if row not in self._found:
            first = self.first
            names = (
                (literal - first, start, end) for literal, start, end in rows_of(self.hits[row]) if literal >= first
            )
            self._found[row] = self.finder.find(self.documents[row].text, names)
        return self._found[row]


_PLACE = itemgetter(0, 1)


def between(mentions: Sequence[GroupMention], start: int, end: int) -> Sequence[GroupMention]:
    """Give the mentions, sorted by start, that start in a half-open span."""
    low = bisect_left(mentions, (start,))
    high = bisect_left(mentions, (end,))
    return mentions[low:high]
