"""Finding the groups of a lexicon in a text: by their names, by demonyms, by places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from framing.lexicon.model import Group
from framing.lexicon.patterns import Pattern
from framing.text import Hit, Literal, follows_prefix

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
            (Pattern(name, capitals=True), group.name, basis)
            for group in self.groups.values()
            for basis in _BASES
            for name in getattr(group, basis)
        ]

    @cached_property
    def literals(self) -> tuple[Literal, ...]:
        """What the scan shall find."""
        return tuple(pattern.literal for pattern, _, _ in self._patterns)

    def find(self, text: str, hits: Sequence[Hit]) -> list[GroupMention]:
        """Make hits of :attr:`literals` into mentions of groups, in order of the text.

        Two groups with one name give two mentions at one place.
        """
        found: list[GroupMention] = []
        for literal, start, end in hits:
            pattern, group, basis = self._patterns[literal]
            span = pattern.span(text, start, end)
            if span is not None and not follows_prefix(text, span[0]):
                found.append(GroupMention(*span, group, basis))
        found.sort(key=lambda mention: (mention.start, -mention.end))
        kept: list[GroupMention] = []
        for mention in found:
            if kept and mention.start < kept[-1].end and (mention.start, mention.end) != (kept[-1].start, kept[-1].end):
                continue
            kept.append(mention)
        return kept


def between(mentions: Sequence[GroupMention], start: int, end: int) -> Sequence[GroupMention]:
    """Give the mentions, sorted by start, that start in a half-open span."""
    low = bisect_left(mentions, (start,))
    high = bisect_left(mentions, (end,))
    return mentions[low:high]
