"""Which entries of a lexicon compete for a place in a text, and which of them wins.

The longest match wins over noun sets and categories; a modifier set, a set opened by an event, and whatever says
``overlap: each`` are layers of their own, in which again the longest match wins.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from framing.lexicon.model import ChoiceSet, Lexicon, Term

__all__ = ["Entry", "Match", "layer_of", "lexicon_entries", "longest"]


_START = attrgetter("start")


class Entry(NamedTuple):
    """One term in its place in the lexicon.

    Attributes
    ----------
    feature : str
        Column of counts: ``choice_set.variant`` or the category.
    choice_set, variant : str or None
    term : Term
    layer : str
        With which others it competes.
    role : str
        ``term``, or in a modifier set ``before``, ``after`` or ``head``.
    """

    feature: str
    choice_set: str | None
    variant: str | None
    term: Term
    layer: str
    role: str


class Match(NamedTuple):
    """One place where an entry counts."""

    start: int
    end: int
    entry: Entry


def layer_of(choice_set: ChoiceSet) -> str:
    """Name the layer in which the terms of a choice set compete."""
    if choice_set.kind == "modifier":
        return f"modifier:{choice_set.name}"
    if choice_set.opportunity.opens in {"victim", "agent"}:
        return f"event:{choice_set.name}"
    return "nouns" if choice_set.overlap == "longest" else f"each:{choice_set.name}"


def lexicon_entries(lexicon: Lexicon) -> list[Entry]:
    """Give every entry of a lexicon in the order of the file."""
    found: list[Entry] = []
    for choice_set in lexicon.choice_sets.values():
        layer = layer_of(choice_set)
        for variant in choice_set.variants:
            feature = f"{choice_set.name}.{variant.name}"
            first = "before" if choice_set.kind == "modifier" else "term"
            for role, terms in ((first, variant.terms), ("after", variant.after)):
                found.extend(Entry(feature, choice_set.name, variant.name, term, layer, role) for term in terms)
        unmarked = next((variant.name for variant in choice_set.variants if variant.role == "unmarked"), None)
        found.extend(
            Entry(f"{choice_set.name}.{unmarked}", choice_set.name, unmarked, term, layer, "head")
            for term in choice_set.heads
        )
    for category in lexicon.categories.values():
        layer = "nouns" if category.overlap == "longest" else f"each:{category.name}"
        found.extend(Entry(category.name, None, None, term, layer, "term") for term in category.terms)
    return found


def unique(matches: Sequence[Match]) -> list[Match]:
    """Keep one match a feature and place, that of the first entry."""
    return list({(match.start, match.end, match.entry.feature): match for match in reversed(matches)}.values())


def longest(matches: Sequence[Match]) -> list[Match]:
    """Keep the longest of matches that overlap, the first of equally long ones; equal spans of two features both stay.

    Examples
    --------
    >>> from framing.lexicon import Term
    >>> def match(start, end):
    ...     return Match(start, end, Entry("f", None, None, Term("x"), "nouns", "term"))
    >>> [(m.start, m.end) for m in longest([match(0, 9), match(3, 9), match(12, 15)])]
    [(0, 9), (12, 15)]
    """
    ordered = sorted(matches, key=_START)
    if all(one.end <= other.start for one, other in pairwise(ordered)):
        return ordered
    kept: list[Match] = []
    ordered = sorted(unique(matches), key=lambda match: (match.start, -match.end))
    cluster: list[Match] = []
    reach = -1
    for match in ordered:
        if match.start >= reach and cluster:
            kept.extend(_longest_in(cluster))
            cluster = []
        cluster.append(match)
        reach = max(reach, match.end)
    kept.extend(_longest_in(cluster))
    return kept


def _longest_in(cluster: list[Match]) -> list[Match]:
    if len(cluster) < 2:
        return cluster
    kept: list[Match] = []
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in sorted(cluster, key=lambda match: (match.start - match.end, match.start)):
        place = bisect_right(starts, match.start)
        before = spans[place - 1] if place else (-1, -1)
        after = spans[place] if place < len(spans) else None
        if before == (match.start, match.end):
            kept.append(match)
        elif before[1] <= match.start and (after is None or match.end <= after[0]):
            kept.append(match)
            starts.insert(place, match.start)
            spans.insert(place, (match.start, match.end))
    return kept
