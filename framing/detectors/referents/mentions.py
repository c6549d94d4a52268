"""Whom a mention is about: the group it denotes, or who acts and who suffers.

The evidence, in this order: a group's name in the mention itself or right beside it (*Palestinian* militants); the
place that the mention has in an event of violence; the one party that the sentence leaves. Where none settles it,
the referent is ``unknown``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from framing.detectors.groups import GroupMention, between
from framing.detectors.matching import Match
from framing.document.model import Document
from framing.lexicon.model import Group

__all__ = ["BOTH", "UNKNOWN", "EventIndex", "EventRow", "actor_and_victim", "denoted", "index_events"]

UNKNOWN = "unknown"
BOTH = "both"

_EVENT_COLUMNS = (
    *("row", "start", "end", "kind", "agent_start", "agent_end", "agent_group"),
    *("victim_start", "victim_end", "victim_group", "sentence"),
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


class EventIndex:
    """The events of one article, found by what stands in the victim's or the agent's place, or by sentence."""

    def __init__(self, events: Sequence[EventRow]) -> None:
        self.events = events
        self._places = {
            "victim": sorted((e.victim[0], e.victim[1], n) for n, e in enumerate(events) if e.victim is not None),
            "agent": sorted((e.agent[0], e.agent[1], n) for n, e in enumerate(events) if e.agent is not None),
        }
        self.by_sentence: dict[int, list[EventRow]] = {}
        for event in events:
            self.by_sentence.setdefault(event.sentence, []).append(event)

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
    for row, start, end, kind, first, last, agent_group, low, high, victim_group, sentence in zip(
        *columns, strict=True
    ):
        agent = None if first is None else (first, last)
        victim = None if low is None else (low, high)
        found.setdefault(row, []).append(EventRow(start, end, kind, agent, agent_group, victim, victim_group, sentence))
    return {row: EventIndex(events) for row, events in found.items()}


def denoted(
    document: Document,
    match: Match,
    groups: Sequence[GroupMention],
    events: EventIndex,
    known: Mapping[str, Group],
) -> tuple[str, str | None]:
    """Give the group that a mention denotes and its actor type, or ``("unknown", None)``."""
    beside = _beside(document.text, match, groups)
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
    return UNKNOWN, None


def _beside(text: str, match: Match, groups: Sequence[GroupMention]) -> str | None:
    """The group named in the mention, right before it, or right behind it after a preposition."""
    for mention in between(groups, match.start - _BESIDE, match.end):
        if mention.end > match.start:
            return mention.group
    before = [
        mention
        for mention in between(groups, match.start - _BESIDE, match.start)
        if mention.end <= match.start and _GAP_BEFORE.fullmatch(text, mention.end, match.start)
    ]
    if before:
        return before[-1].group
    for mention in between(groups, match.end, match.end + _BESIDE):
        if _GAP_AFTER.fullmatch(text, match.end, mention.start):
            return mention.group
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
        group = known[mention.group]
        if group.party != acting and not (event.agent and event.agent[0] <= mention.start < event.agent[1]):
            parties.setdefault(group.party, group.name)
    return parties


def actor_and_victim(
    document: Document, match: Match, groups: Sequence[GroupMention], events: EventIndex
) -> tuple[str, str]:
    """Give who acts and who suffers in an act that a mention names; ``unknown`` where the text does not settle it."""
    holding = [
        event
        for event in events.by_sentence.get(document.sentence_at(match.start), [])
        if event.start <= match.start and match.end <= event.end
    ]
    if holding:
        event = min(holding, key=lambda event: event.end - event.start)
        return event.agent_group or UNKNOWN, event.victim_group or UNKNOWN
    text = document.text
    actor = victim = None
    for mention in between(groups, match.start - _BESIDE, match.start):
        if mention.basis != "places" and _GAP_BEFORE.fullmatch(text, mention.end, match.start):
            actor = mention.group
    for mention in between(groups, match.end, match.end + _BESIDE):
        if _AGAINST.fullmatch(text, match.end, mention.start):
            victim = victim or mention.group
        elif _BY.fullmatch(text, match.end, mention.start):
            actor = actor or mention.group
    return actor or UNKNOWN, victim or UNKNOWN
