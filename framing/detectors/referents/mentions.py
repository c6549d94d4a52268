"""Whom a mention is about: the group it denotes, or who acts and who suffers.

The evidence, in this order: a group's name in the mention itself or right beside it (*Palestinian* militants); the
place that the mention has in an event of violence; the one party that the sentence leaves. Where none settles it,
the referent is ``unknown``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import pyarrow as pa

from framing.detectors.groups import GroupMention, between
from framing.detectors.matching import Match
from framing.detectors.referents.article import sides
from framing.detectors.referents.harms import Harm
from framing.detectors.referents.sentences import UNKNOWN, Referee, stretch, together
from framing.document.model import Document
from framing.lexicon.model import Group

__all__ = ["EventIndex", "EventRow", "actor_and_victim", "denoted", "index_events"]

_EVENT_COLUMNS = (
    *("row", "start", "end", "kind", "agent_start", "agent_end", "agent_group"),
    *("victim_start", "victim_end", "victim_group", "sentence"),
    *("trigger_start", "trigger_end", "agent_scope", "construction"),
)
_BESIDE = 30
_GAP_BEFORE = re.compile(
    r"(?:['\u2019]s)?[\s-]+(?:(?!(?:and|are|as|by|for|had|has|have|in|is|of|or|to|was|were|who|will)\b)[\w-]+\s+)?"
)
_GAP_AFTER = re.compile(r"\s+(?:of|from|in|against|on|by)\s+(?:the\s+)?(?:[\w-]+\s+)?")
_AGAINST = re.compile(r"\s+(?:of|against|on)\s+(?:the\s+|\w+\s+)?")
_BY = re.compile(r"\s+by\s+(?:the\s+)?")


class EventRow(NamedTuple):
    """What referents need of an event of violence."""

    start: int
    end: int
    kind: str
    agent: tuple[int, int] | None
    agent_group: str | None
    victim: tuple[int, int] | None
    victim_group: str | None
    sentence: int
    harm: Harm


class EventIndex:
    """The events of one article, found by what stands in the victim's or the agent's place, or by sentence."""

    def __init__(self, events: Sequence[EventRow]) -> None:
        self.events = events
        self._places = {
            "victim": sorted((e.victim[0], e.victim[1], n) for n, e in enumerate(events) if e.victim is not None),
            "agent": sorted((e.agent[0], e.agent[1], n) for n, e in enumerate(events) if e.agent is not None),
        }
        self._by_sentence: dict[int, list[EventRow]] = {}
        for event in events:
            self._by_sentence.setdefault(event.sentence, []).append(event)
        self._starts: dict[int, tuple[list[int], list[int]]] = {}
        self._referee: Referee | None = None

    def referee(self, groups: Sequence[GroupMention], known: Mapping[str, Group]) -> Referee:
        """Give who decides on this article's sentences; its sides are looked for once."""
        if self._referee is None:
            self._referee = Referee(known, sides(groups, known))
        return self._referee

    def narrowest(self, sentence: int, start: int, end: int) -> EventRow | None:
        """Give the shortest event of a sentence that holds a span, the first of equally short ones."""
        events = self._by_sentence.get(sentence)
        if events is None:
            return None
        if sentence not in self._starts:
            events.sort(key=lambda event: event.start)
            self._starts[sentence] = [event.start for event in events], list(accumulate((e.end for e in events), max))
        starts, reaches = self._starts[sentence]
        found: EventRow | None = None
        for number in range(bisect_right(starts, start) - 1, -1, -1):
            if reaches[number] < end:
                break
            event = events[number]
            if end <= event.end and (found is None or event.end - event.start <= found.end - found.start):
                found = event
        return found

    def holding(self, role: str, start: int, end: int) -> list[EventRow]:
        """Give the events whose victim or agent (``role``) holds a span."""
        places = self._places[role]
        found = []
        place = bisect_right(places, (start, float("inf"), 0)) - 1
        # Places of one role hardly overlap; eight back is further than any of them reach.
        for low, high, number in places[max(place - 7, 0) : place + 1]:
            if low <= start and end <= high:
                found.append(self.events[number])
        return found


def index_events(table: pa.Table | None) -> dict[int, EventIndex]:
    """Index the rows of the events table by document."""
    if table is None or table.num_rows == 0:
        return {}
    columns = [table.column(name).to_pylist() for name in _EVENT_COLUMNS]
    found: dict[int, list[EventRow]] = {}
    for values in zip(*columns, strict=True):
        row, start, end, kind, first, last, agent_group, low, high, victim_group, sentence, *trigger, scope, form = (
            values
        )
        agent = None if first is None else (first, last)
        victim = None if low is None else (low, high)
        harm = Harm(trigger[0], trigger[1], victim, agent, agent_group, scope, form)
        found.setdefault(row, []).append(
            EventRow(start, end, kind, agent, agent_group, victim, victim_group, sentence, harm)
        )
    return {row: EventIndex(events) for row, events in found.items()}


def denoted(
    document: Document,
    match: Match,
    groups: Sequence[GroupMention],
    events: EventIndex,
    known: Mapping[str, Group],
) -> tuple[str, str | None]:
    """Give the group that a mention denotes and its actor type, or ``("unknown", None)``."""
    beside = _beside(document.text, match, groups, known)
    if beside is not None:
        return beside, known[beside].actor_type
    for role in ("victim", "agent"):
        for event in events.holding(role, match.start, match.end):
            group = event.victim_group if role == "victim" else event.agent_group
            if group is not None and group in known:
                return group, known[group].actor_type
    parties = _parties_left(document, match, groups, events, known)
    if len(parties) == 1:
        group = next(iter(parties.values()))
        return group, known[group].actor_type
    group_told = _told(document, match, groups, events, known)
    return (UNKNOWN, None) if group_told is None else (group_told, known[group_told].actor_type)


def _told(
    document: Document,
    match: Match,
    groups: Sequence[GroupMention],
    events: EventIndex,
    known: Mapping[str, Group],
) -> str | None:
    """Give the group of the side whose dead the sentence tells of, where a mention stands for the dead."""
    event = next(iter(events.holding("victim", match.start, match.end)), None)
    if event is None:
        return None
    start, end = stretch(*document.sentences[document.sentence_at(match.start)], event.harm.start)
    value = together(events.referee(groups, known).decide(document.text, start, end, groups, [event.harm]))
    return _unspecified(value, known)


def _unspecified(party: str, known: Mapping[str, Group]) -> str | None:
    """Give the group of a party that names no type of actor."""
    return next((g.name for g in known.values() if g.party == party and g.actor_type == "unspecified"), None)


def _group(mention: GroupMention, known: Mapping[str, Group]) -> str:
    """Give the group of a name; a place tells the party, not whether somebody is a civilian."""
    if mention.basis != "places":
        return mention.group
    return _unspecified(known[mention.group].party, known) or mention.group


def _beside(text: str, match: Match, groups: Sequence[GroupMention], known: Mapping[str, Group]) -> str | None:
    """The group named in the mention, right before it, or right behind it after a preposition."""
    for mention in between(groups, match.start - _BESIDE, match.end):
        if mention.end > match.start:
            return _group(mention, known)
    before = [
        mention
        for mention in between(groups, match.start - _BESIDE, match.start)
        if mention.end <= match.start and _GAP_BEFORE.fullmatch(text, mention.end, match.start)
    ]
    if before:
        return _group(before[-1], known)
    for mention in between(groups, match.end, match.end + _BESIDE):
        if _GAP_AFTER.fullmatch(text, match.end, mention.start):
            return _group(mention, known)
    return None


def _parties_left(
    document: Document,
    match: Match,
    groups: Sequence[GroupMention],
    events: EventIndex,
    known: Mapping[str, Group],
) -> dict[str, str]:
    """The parties named in the sentence of a victim, less the party of who acted on it; one group each."""
    event = next(iter(events.holding("victim", match.start, match.end)), None)
    if event is None:
        return {}
    number = document.sentence_at(match.start)
    sentence = document.sentences[number]
    acting = known[event.agent_group].party if event.agent_group and event.agent_group in known else None
    parties: dict[str, str] = {}
    for mention in between(groups, sentence.start, sentence.end):
        group = known[_group(mention, known)]
        if group.party != acting and not (event.agent and event.agent[0] <= mention.start < event.agent[1]):
            parties.setdefault(group.party, group.name)
    return parties


def actor_and_victim(
    document: Document,
    match: Match,
    groups: Sequence[GroupMention],
    events: EventIndex,
    known: Mapping[str, Group],
) -> tuple[str, str]:
    """Give who acts and who suffers in an act that a mention names; ``unknown`` where the text does not settle it."""
    event = events.narrowest(document.sentence_at(match.start), match.start, match.end)
    if event is not None:
        return event.agent_group or UNKNOWN, event.victim_group or _suffering(document, event, groups, events, known)
    text = document.text
    actor = victim = None
    for mention in between(groups, match.start - _BESIDE, match.start):
        if mention.basis != "places" and _GAP_BEFORE.fullmatch(text, mention.end, match.start):
            actor = mention.group
    for mention in between(groups, match.end, match.end + _BESIDE):
        if _AGAINST.fullmatch(text, match.end, mention.start):
            victim = victim or _group(mention, known)
        elif _BY.fullmatch(text, match.end, mention.start):
            actor = actor or mention.group
    return actor or UNKNOWN, victim or UNKNOWN


def _suffering(
    document: Document,
    event: EventRow,
    groups: Sequence[GroupMention],
    events: EventIndex,
    known: Mapping[str, Group],
) -> str:
    """Give the group that suffers an act, from the rest of its sentence."""
    start, end = stretch(*document.sentences[event.sentence], event.harm.start)
    value = together(events.referee(groups, known).decide(document.text, start, end, groups, [event.harm]))
    return _unspecified(value, known) or UNKNOWN
