"""Matching a lexicon's entries at the places that the scan found: the counting rules of the library.

Whole words; contexts in which a term does not count (``unless``) or must stand (``near``); prefixes that make another
word; the longest match over noun sets and categories; modifiers before and behind the heads of modifier sets.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from itertools import accumulate
from typing import Any

from framing.document.model import Document
from framing.lexicon.competition import Entry, Match, lexicon_entries, longest
from framing.lexicon.model import Lexicon, Near, Term
from framing.lexicon.patterns import Pattern, compile_regex
from framing.text import Hits, Literal, count_words, follows_prefix, is_whole

__all__ = ["Entry", "LexiconMatcher", "Match"]

MAX_GAP_WORDS = 3
"""How many words may stand between a modifier and its head."""

_NOT_IN_A_GAP = (
    "a|an|and|as|at|but|by|for|from|has|have|had|in|into|is|it|its|of|on|or|that|the|their|to|was|were|which|who|with"
)
_GAP_WORD = r"(?:(?:\w\.)+|\w+(?:['’.-]\w+)*['’]?)"
_GAP_BEFORE = re.compile(
    rf"(?:['’]s?)?[\s-]*(?:(?!(?:{_NOT_IN_A_GAP})\b){_GAP_WORD}[\s-]+){{0,{MAX_GAP_WORDS}}}", re.IGNORECASE
)
_GAP_AFTER = re.compile(rf"[\s,]*(?:[\w'’-]+[\s,]+){{0,{MAX_GAP_WORDS}}}")
_MAX_GAP = 60

_BEHIND_A_NOUN = re.compile(
    r"\s*(?:$|[^\w\s'’-]|\s*\n\s*\n|(?:"
    "a|about|across|after|against|age|aged|ago|alike|all|along|alongside|also|although|am|amid|among|amongst|an|and|"
    "apiece|are|around|as|at|away|back|because|been|before|behind|being|below|beside|besides|between|both|but|by|can|"
    "could|did|died|does|down|due|during|each|either|else|every|except|following|for|from|had|has|have|he|her|here|his|"
    "how|i|if|in|including|inside|instead|into|is|it|its|just|last|later|like|may|might|must|near|nearby|never|no|nor|"
    "not|now|of|off|on|once|only|or|our|out|outside|over|per|said|say|says|seems?|shall|she|should|since|so|some|still|"
    "than|that|the|their|them|then|there|these|they|this|those|though|through|throughout|till|to|today|together|told|"
    "tonight|too|toward|towards|under|until|up|upon|us|versus|via|was|we|went|were|what|when|where|whether|which|"
    "while|who|whom|whose|why|will|with|within|without|would|yesterday|yet|you|dead|alive|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|(?!elderly|family|supply|assembly)\\w+ly|"
    "(?!armed|unarmed|displaced|occupied|red|united)\\w+ed|beaten|blown|burnt|driven|fallen|fled|found|"
    "held|hit|hurt|kept|killing|left|living|lost|missing|shot|slain|stabbed|taken|thrown|torn|trying|using"
    r")\b(?![-'’]\w))",
    re.IGNORECASE,
)
"""What follows a noun that stands alone: a mark, the end, a small word, an adverb or a participle."""


class LexiconMatcher:
    """Finds where the entries of a lexicon count.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry; ``layer`` says with which others it competes, ``role`` what it is in its set."""
        return lexicon_entries(self.lexicon)

    @cached_property
    def _patterns(self) -> dict[tuple[str, bool], int]:
        """Every pattern that terms and their contexts need, once, with its number: many terms share contexts."""
        patterns: dict[tuple[str, bool], int] = {}
        for entry in self.entries:
            term = entry.term
            if term.kind == "glob":
                patterns.setdefault((term.text, term.case), len(patterns))
            for phrase in _context_phrases(term):
                patterns.setdefault((phrase, False), len(patterns))
        return patterns

    @cached_property
    def _compiled(self) -> list[Pattern]:
        return [Pattern(text, case=case) for text, case in self._patterns]

    @cached_property
    def entries_of(self) -> list[list[int]]:
        """For every pattern the numbers of the entries whose term it is."""
        entries_of: list[list[int]] = [[] for _ in self._patterns]
        for number, entry in enumerate(self.entries):
            if entry.term.kind == "glob":
                entries_of[self._patterns[entry.term.text, entry.term.case]].append(number)
        return entries_of

    @cached_property
    def _readings(self) -> list[tuple[Pattern | None, bool, list[int]]]:
        """For every pattern: itself if hits need a closer look, whether it is a context, the entries it stands for."""
        return [
            (None if pattern.is_literal else pattern, number in self._contexts, entries)
            for number, (pattern, entries) in enumerate(zip(self._compiled, self.entries_of, strict=True))
        ]

    @cached_property
    def _contexts(self) -> frozenset[int]:
        """The patterns that are a context of some term."""
        return frozenset(
            self._patterns[phrase, False] for entry in self.entries for phrase in _context_phrases(entry.term)
        )

    @cached_property
    def _phrase_lists(self) -> dict[tuple[str, ...], int]:
        """Every list of contexts with its number: many terms share one."""
        numbers: dict[tuple[str, ...], int] = {}
        for entry in self.entries:
            numbers.setdefault(entry.term.unless, len(numbers))
            if entry.term.near is not None:
                numbers.setdefault(entry.term.near.words, len(numbers))
        return numbers

    @cached_property
    def _phrase_groups(self) -> list[frozenset[int]]:
        """Patterns of every list of contexts."""
        return [frozenset(self._patterns[phrase, False] for phrase in phrases) for phrases in self._phrase_lists]

    @cached_property
    def _conditions(self) -> list[tuple[Entry, bool, int | None, Near | None, int]]:
        """For every entry on what it depends that it counts: *alone*, list of *unless*, *near* and its list."""
        lists = self._phrase_lists
        return [
            (
                entry,
                entry.term.alone,
                lists[entry.term.unless] if entry.term.unless else None,
                entry.term.near,
                lists[entry.term.near.words] if entry.term.near is not None else -1,
            )
            for entry in self.entries
        ]

    @cached_property
    def _regexes(self) -> list[tuple[Any, int]]:
        return [
            (compile_regex(entry.term.text, case=entry.term.case), number)
            for number, entry in enumerate(self.entries)
            if entry.term.kind == "regex"
        ]

    @cached_property
    def is_plain(self) -> bool:
        """Whether every hit of every literal counts unless a longer one takes its place."""
        return (
            all(pattern.is_literal for pattern in self._compiled)
            and all(choice_set.kind != "modifier" for choice_set in self.lexicon.choice_sets.values())
            and not any(
                term.kind == "regex" or term.near is not None or term.unless or term.alone
                for term in (entry.term for entry in self.entries)
            )
        )

    @cached_property
    def literals(self) -> tuple[Literal, ...]:
        """What the scan shall find."""
        return tuple(pattern.literal for pattern in self._compiled)

    def matches(self, document: Document, hits: Sequence[tuple[int, int, int]]) -> list[Match]:
        """Give the places where noun sets and categories count and, for modifier sets, one match a head.

        Sets whose opportunities are opened by an event are given wherever their terms stand; the caller keeps
        those in the victim's or the agent's place.
        """
        text = document.text
        found: list[tuple[int, int, int]] = []
        contexts: dict[int, list[tuple[int, int]]] = {}
        readings = self._readings
        for literal, start, end in hits.rows() if isinstance(hits, Hits) else hits:
            pattern, is_context, entries = readings[literal]
            if pattern is not None:
                span = pattern.span(text, start, end)
                if span is None:
                    continue
                start, end = span  # noqa: PLW2901  # the same place, looked at closely
            if is_context:
                contexts.setdefault(literal, []).append((start, end))
            if entries and not follows_prefix(text, start):
                for number in entries:
                    found.append((start, end, number))  # noqa: PERF401  # mostly one
        for regex, number in self._regexes:
            found.extend(
                (*match.span(), number)
                for match in regex.finditer(text)
                if match.end() > match.start()
                and is_whole(text, *match.span())
                and not follows_prefix(text, match.start())
            )
        places: dict[int, _Places] = {}

        def standing(number: int) -> _Places:
            found = places.get(number)
            if found is None:
                patterns = self._phrase_groups[number] & contexts.keys()
                found = places[number] = _Places([span for pattern in patterns for span in contexts[pattern]])
            return found

        layers: dict[str, list[Match]] = defaultdict(list)
        conditions = self._conditions
        for start, end, number in found:
            entry, alone, unless, near, near_words = conditions[number]
            if alone and _BEHIND_A_NOUN.match(text, end) is None:
                continue
            if unless is not None and standing(unless).overlap(start, end):
                continue
            if near is not None and not _is_near(document, near, start, end, standing(near_words)):
                continue
            layers[entry.layer].append(Match(start, end, entry))
        counted: list[Match] = []
        for layer, matches in layers.items():
            choice_set = self.lexicon.choice_sets.get(layer.removeprefix("modifier:"))
            if layer.startswith("modifier:") and choice_set is not None:
                marked = {variant.name for variant in choice_set.variants if variant.role == "marked"}
                counted.extend(_modified_heads(text, matches, marked))
            else:
                counted.extend(longest(matches))
        counted.sort(key=lambda match: (match.start, match.end, match.entry.feature))
        return counted


def _context_phrases(term: Term) -> tuple[str, ...]:
    return term.unless + (term.near.words if term.near is not None else ())


class _Places:
    """Where the phrases of one list of contexts stand in an article."""

    __slots__ = ("ends", "spans")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = sorted(set(spans))
        # The furthest end up to each place lets a look-back stop early.
        self.ends = list(accumulate((end for _, end in self.spans), max))

    def overlap(self, start: int, end: int) -> bool:
        """Tell whether one of them overlaps a span."""
        place = bisect_left(self.spans, (end, 0)) - 1
        return place >= 0 and self.ends[place] > start

    def around(self, start: int, end: int, reach: int) -> Iterator[tuple[int, int]]:
        """Yield those at most ``reach`` characters away that do not overlap a span."""
        for place in range(bisect_left(self.spans, (end, 0)), len(self.spans)):
            if self.spans[place][0] > end + reach:
                break
            yield self.spans[place]
        for place in range(bisect_left(self.spans, (start, 0)) - 1, -1, -1):
            if self.ends[place] < start - reach:
                break
            if self.spans[place][1] <= start:
                yield self.spans[place]


def _is_near(document: Document, near: Near, start: int, end: int, places: _Places) -> bool:
    if near.article:
        return any(high <= start or end <= low for low, high in places.spans)
    if near.within is not None:
        return any(
            count_words(document.text[end:low] if low >= end else document.text[high:start]) < near.within
            for low, high in places.around(start, end, 40 * near.within)
        )
    number = document.sentence_at(start)
    first = document.sentences[number].start if document.sentences else 0
    last = document.sentences[number + 1].start if number + 1 < len(document.sentences) else len(document.text)
    low = bisect_left(places.spans, (first, 0))
    high = bisect_left(places.spans, (last, 0))
    return any(one[1] <= start or end <= one[0] for one in places.spans[low:high])


def _modified_heads(text: str, matches: Sequence[Match], marked: Set[str]) -> list[Match]:
    """Give one match a head: the marked modifier that stands nearest, or else the neutral one, or the bare head."""
    heads = longest([match for match in matches if match.entry.role == "head"])
    loaded: list[Match] = []
    plain: list[Match] = []
    for match in matches:
        (loaded if match.entry.variant in marked else plain).append(match)
    sides = [_Modifiers(text, loaded), _Modifiers(text, plain)]
    counted: list[Match] = []
    for number, head in enumerate(heads):
        low = heads[number - 1].end if number else 0
        high = heads[number + 1].start if number + 1 < len(heads) else len(text)
        low, high = max(low, head.start - _MAX_GAP), min(high, head.end + _MAX_GAP)
        found = (side.nearest_before(head, low) or side.nearest_after(head, high) for side in sides)
        modifier = next(filter(None, found), None)
        if modifier is not None:
            counted.append(modifier)
        elif head.entry.variant is not None:
            counted.append(head)
    return counted


class _Modifiers:
    """Modifiers in a text, to be found from their heads."""

    __slots__ = ("after", "before", "ends", "starts", "text")

    def __init__(self, text: str, matches: Sequence[Match]) -> None:
        self.text = text
        self.before = sorted((match for match in matches if match.entry.role == "before"), key=lambda match: match.end)
        self.after = sorted((match for match in matches if match.entry.role == "after"), key=lambda match: match.start)
        self.ends = [match.end for match in self.before]
        self.starts = [match.start for match in self.after]

    def nearest_before(self, head: Match, low: int) -> Match | None:
        """Give the last one before a head, no more than a gap away; of several that end there the longest."""
        for number in range(bisect_right(self.ends, head.start) - 1, -1, -1):
            match = self.before[number]
            if match.end < low:
                return None
            if match.start >= low and _GAP_BEFORE.fullmatch(self.text, match.end, head.start):
                earlier = self.before[max(number - 8, 0) : number]
                longer = [other for other in earlier if other.end == match.end and other.start >= low]
                return min([match, *longer], key=lambda other: other.start)
        return None

    def nearest_after(self, head: Match, high: int) -> Match | None:
        """Give the first one behind a head."""
        for number in range(bisect_left(self.starts, head.end), len(self.after)):
            match = self.after[number]
            if match.start > high:
                return None
            if _GAP_AFTER.fullmatch(self.text, head.end, match.start):
                same = [other for other in self.after[number : number + 8] if other.start == match.start]
                return max(same, key=lambda other: other.end)
        return None
