"""Whose dead, wounded or captives a sentence tells of."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from framing.detectors.groups import GroupMention, between
from framing.detectors.referents.clues import Clue, find_clues
from framing.detectors.referents.harms import Clause, Harm, clauses, told
from framing.lexicon.model import Group

__all__ = ["BOTH", "NOTHING", "OTHER", "UNKNOWN", "Decision", "Referee", "stretch", "together"]

UNKNOWN = "unknown"
BOTH = "both"
OTHER = "other"


class Decision(NamedTuple):
    """Whose dead one harm tells of.

    Attributes
    ----------
    value : str
        A party, ``both``, ``other`` or ``unknown``.
    group : str or None
        Group of the lexicon, where the evidence names one of the same party.
    rule : str
        What decided; ``none`` where nothing did.
    start, end : int or None
        The evidence.
    """

    value: str
    group: str | None
    rule: str
    start: int | None = None
    end: int | None = None


NOTHING = Decision(UNKNOWN, None, "none")

_NEAR = 40
_GUNMEN = re.compile(
    r"\b(?:gunm[ae]n|militants?|terrorists?|fighters?(?!\s*\[?jet)|assailants?|attackers?|infiltrators?|insurgents?)\b",
    re.IGNORECASE,
)
_SOLDIERS = re.compile(r"\b(?:soldiers?|troops|reservists?|conscripts?)\b", re.IGNORECASE)
_CIVILIANS = re.compile(r"\bcivilians?\b", re.IGNORECASE)
_AIR = re.compile(
    r"\b(?:air[\s-]?(?:strikes?|raids?)|bombardments?|bombing\s+campaign|shelling|warplanes?|fighter\s+jets?"
    r"|drone\s+strikes?|rubble)\b",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?:\s+[a-z]\w+)?,?\s+(?:and|or|as\s+well\s+as|nor|but\s+also|along\s+with|while|alongside|together\s+with)\s+"
    r"(?:(?:in|the|more|over|than|about|some|at|least|nearly|another|other|occupied|an?|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|[\d,]+)\s+)*",
    re.IGNORECASE,
)
_WAR = re.compile(r"\b(?:war|conflict|fighting|violence|clashes|hostilities)\b", re.IGNORECASE)
_FORCEFUL = re.compile(
    r"\b(?:attack|strike|airstrike|assault|bomb|raid|offensive|militant|gunm[ae]n|rocket|fire|forces|troops)",
    re.IGNORECASE,
)
_CAPTIVES = re.compile(r"\b(?:hostages?|captives?)\b", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:(?:take|taken|taking|took)\s+(?:[\w,]+\s+){0,5}?(?:hostages?|captives?)|kidnapp\w+|abduct\w+|held\s+hostage|hostages?)\b",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    r"\b(?:along|together)\s+with\s+(?:[\w'\u2019-]+\s+){1,5}(?:(?:who|that)\s+(?:were|are|had\s+been)\s+)?"
    r"(?:holding|guarding)\s+them\b",
    re.IGNORECASE,
)
_VICTIMS_OF = re.compile(r"\b(?:victims?|dead|survivors?)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:it|they|he|she|we|(?:its|their|our|his)\s+[\w\s-]+)", re.IGNORECASE)
_RESPONSE = re.compile(r"\W*in\s+(?:response|retaliation|revenge)\b", re.IGNORECASE)
_BOTH_SIDES = re.compile(r"\b(?:on|from|of)\s+(?:both|all|either)\s+sides?\b", re.IGNORECASE)


class Referee:
    """Decides whose dead a sentence tells of, from the groups of a lexicon and the sides of one conflict.

    The rules, in order: whom the victim phrase names; a place behind the act; the other side than the act's own
    agent's; names in the same clause, then in the clause that it hangs on; the means (aircraft are an army's); who
    gives the news; names elsewhere in the sentence.

    Parameters
    ----------
    known : mapping of str to Group
        The groups of the lexicon.
    parties : collection of str
        The sides of the conflict; rules that go by the other side need two.
    """

    def __init__(self, known: Mapping[str, Group], parties: Collection[str]) -> None:
        self.known = known
        self.parties = tuple(parties)
        self._last: tuple[str, int, int, Sequence[GroupMention], list[Clue], list[Clause]] | None = None

    @cached_property
    def army(self) -> str | None:
        """The one side of two that has an army."""
        having = {group.party for group in self.known.values() if group.actor_type == "army"} & set(self.parties)
        return having.pop() if len(having) == 1 and len(self.parties) == 2 else None

    def other_side(self, party: str | None) -> str | None:
        """Give the other side, where there are two."""
        others = [one for one in self.parties if one != party]
        return others[0] if party in self.parties and len(others) == 1 else None

    def suffering(self, clue: Clue) -> str | None:
        """Give the party that suffers, as far as a clue says so."""
        if clue.party not in self.parties:
            return None
        return self.other_side(clue.party) if clue.role in {"actor", "holder"} else clue.party

    def decide(
        self, text: str, start: int, end: int, mentions: Sequence[GroupMention], harms: Sequence[Harm]
    ) -> list[Decision]:
        """Give a decision for each harm that a sentence tells of.

        Parameters
        ----------
        text : str
        start, end : int
            The sentence.
        mentions : sequence of GroupMention
            The names of groups in the article.
        harms : sequence of Harm
            What the sentence tells; none stands for a sentence that is all about one.
        """
        clues, cut = self._parts(text, start, end, mentions)
        real = told(text, start, harms) or [Harm(start, start)]
        sides = _BOTH_SIDES.search(text, start, end)
        if sides is not None and any(
            0 <= sides.start() - harm.end < _NEAR or 0 <= harm.start - sides.end() < _NEAR for harm in real
        ):
            return [Decision(BOTH, None, "both sides", *sides.span())]
        found = [self._one(text, start, end, clues, cut, harm) for harm in real]
        # Where others are killed too, the sentence is not about the gunmen among them.
        rest = [one for one in found if one.rule != "gunmen"]
        return rest if rest and len({one.value for one in found}) > 1 else found

    def _parts(
        self, text: str, start: int, end: int, mentions: Sequence[GroupMention]
    ) -> tuple[list[Clue], list[Clause]]:
        """Give the clues and the clauses of a sentence; mostly the one asked for last is asked for again."""
        last = self._last
        if last is None or last[0] is not text or last[1:3] != (start, end) or last[3] is not mentions:
            clues = find_clues(text, start, end, between(mentions, start, end), self.known)
            last = self._last = (text, start, end, mentions, clues, clauses(text, start, end))
        return last[4:]

    def _one(
        self, text: str, start: int, end: int, clues: Sequence[Clue], cut: Sequence[Clause], harm: Harm
    ) -> Decision:
        clues = [clue for clue in clues if not harm.start <= clue.start < harm.end]
        number = max(i for i, clause in enumerate(cut) if clause.start <= harm.start)
        clause = cut[number]
        attempts: list[Callable[[], Decision | None]] = [
            lambda: self._victim(text, end, clues, harm),
            lambda: self._behind(text, clues, harm, clause.end),
            lambda: self._agent(text, clues, harm),
            lambda: self._clause(clues, clause, harm.start, "clause", ("place", "people", "actor", "holder")),
            lambda: self._before(text, clues, cut, number),
            lambda: self._means(text, harm, clause.start, clause.end),
            lambda: self._source(clues, harm),
            lambda: self._elsewhere(text, clues, cut, harm),
            lambda: self._means(text, harm, start, end),
        ]
        return next((found for attempt in attempts if (found := attempt()) is not None), NOTHING)

    def _victim(self, text: str, end: int, clues: Sequence[Clue], harm: Harm) -> Decision | None:
        """Read the victim phrase: a name of a side, captives, soldiers, gunmen."""
        if harm.victim is None:
            return None
        low, high = harm.victim
        own = [clue for clue in clues if low <= clue.start < high and clue.party in self.parties]
        if own and len(self.parties) == 2 and (held := _HOLDING.search(text, low, end)) is not None:
            return Decision(BOTH, None, "captives and captors", *held.span())
        for clue in own:
            if clue.role == "holder" and self.other_side(clue.party):
                return Decision(self.other_side(clue.party) or UNKNOWN, None, "captives", clue.start, clue.end)
        captives = _CAPTIVES.search(text, low, high)
        for clue in own:
            if clue.role == "source" or (captives and clue.role == "place"):
                continue
            if clue.role == "actor" and _VICTIMS_OF.search(text, low, clue.start):
                return Decision(self.other_side(clue.party) or UNKNOWN, None, "victims of", clue.start, clue.end)
            other = self._joined(text, clue, (c for c in clues if c.start > clue.start and c.role != "source"))
            if other is not None:
                return Decision(BOTH, None, "victims", clue.start, other.end)
            return Decision(clue.party, clue.group, "victim", clue.start, clue.end)
        if self.army is None:
            return None
        if captives is not None:
            held = _HOLDING.search(text, low, end)
            if held is not None:
                return Decision(BOTH, None, "captives and captors", *held.span())
            return Decision(self.army, None, "captives", *captives.span())
        return self._armed(text, low, high)

    def _armed(self, text: str, low: int, high: int) -> Decision | None:
        """Of the armed dead without a name, soldiers are of the side that has an army, gunmen of the other."""
        gunmen, soldiers = _GUNMEN.search(text, low, high), _SOLDIERS.search(text, low, high)
        if soldiers is not None and gunmen is None and not _CIVILIANS.search(text, low, high):
            return Decision(self.army or UNKNOWN, None, "soldiers", *soldiers.span())
        if gunmen is not None and soldiers is None:
            return Decision(self.other_side(self.army) or UNKNOWN, None, "gunmen", *gunmen.span())
        return None

    def _joined(self, text: str, clue: Clue, following: Iterable[Clue]) -> Clue | None:
        """Give the name of the other side that is joined to a name by *and*."""
        for other in following:
            if other.start - clue.end > _NEAR:
                return None
            differs = other.party != clue.party and other.party in self.parties
            if differs and _AND.fullmatch(text, clue.end, other.start):
                return other
        return None

    def _couple(self, text: str, clue: Clue, clues: Sequence[Clue]) -> tuple[int, int] | None:
        """Give the span of two names of different sides that *and* joins, where one of them is given."""
        for first in clues:
            if first.role == clue.role and abs(first.start - clue.start) <= 2 * _NEAR:
                following = [c for c in clues if c.start > first.start and c.role == clue.role]
                other = self._joined(text, first, following)
                if other is not None and clue in (first, other):
                    return first.start, other.end
        return None

    def _behind(self, text: str, clues: Sequence[Clue], harm: Harm, end: int) -> Decision | None:
        behind = [clue for clue in clues if harm.end <= clue.start < end and clue.role == "place"]
        if not behind:
            return None
        clue = next((one for one in behind if one.party in self.parties), None)
        if clue is None:
            return Decision(OTHER, behind[0].group, "place behind", behind[0].start, behind[0].end)
        other = self._joined(text, clue, (c for c in clues if c.start > clue.start and c.role in {"place", "people"}))
        if other is not None:
            return Decision(BOTH, None, "places behind", clue.start, other.end)
        return Decision(clue.party, clue.group, "place behind", clue.start, clue.end)

    def _agent(self, text: str, clues: Sequence[Clue], harm: Harm) -> Decision | None:
        """Give the other side than that of the event's own agent."""
        if harm.agent is None or harm.scope not in {"subject", "by_phrase", "event_modifier"}:
            return None
        low, high = harm.agent
        acting = self.known.get(harm.agent_group or "")
        party = None if acting is None else acting.party
        within = [clue for clue in clues if low <= clue.start < high]
        ours = [clue for clue in within if clue.party in self.parties]
        forceful = _FORCEFUL.search(text, low, high) is not None
        if ours and not forceful and self._joined(text, ours[0], ours[1:]) is not None:
            return Decision(BOTH, None, "victims", low, high)
        if len({clue.party for clue in ours}) > 1 and _WAR.search(text, low, high):
            return Decision(BOTH, None, "war", low, high)
        if within and not forceful and all(clue.role in {"place", "topic"} for clue in within):
            return None
        if party is None and _PRONOUN.fullmatch(text, low, high):
            before = [clue for clue in clues if clue.end <= low and clue.role in {"source", "actor"}]
            party = next((clue.party for clue in reversed(before) if clue.party in self.parties), None)
        other = self.other_side(party)
        return None if other is None else Decision(other, None, "agent", low, high)

    def _clause(
        self, clues: Sequence[Clue], clause: Clause, place: int, where: str, order: Sequence[str]
    ) -> Decision | None:
        """Take the nearest name in a clause, of the role that says most."""
        for role in order:
            having = [
                clue
                for clue in clues
                if clue.role == role and clause.start <= clue.start < clause.end and self.suffering(clue) is not None
            ]
            if having:
                # Who acts stands rather before the act.
                clue = min(having, key=lambda c: abs(c.start - place) + 60 * (c.start > place and c.role == "actor"))
                return self._by(clue, f"{where}: {role}")
        return None

    def _before(self, text: str, clues: Sequence[Clue], cut: Sequence[Clause], number: int) -> Decision | None:
        """Look in the clauses that a clause hangs on."""
        while number > 0 and cut[number].linked:
            number -= 1
            order = ("actor", "place", "people", "holder")
            found = self._clause(clues, cut[number], cut[number].end, "clause before", order)
            if found is not None:
                return found
            if _RESPONSE.match(text, cut[number].start):
                # Who answers an attack suffered it.
                answering = [clue for clue in clues if clue.end <= cut[number].start and clue.party in self.parties]
                first = next((clue for clue in answering if clue.role in {"actor", "topic"}), None)
                if first is not None:
                    return Decision(first.party, first.group, "response", first.start, first.end)
        return None

    def _means(self, text: str, harm: Harm, low: int, high: int) -> Decision | None:
        """Of attackers without a name, aircraft are an army's, gunmen are of the side without one."""
        if self.army is None:
            return None
        for pattern, party, rule in (
            (_GUNMEN, self.army, "by gunmen"),
            (_TAKEN, self.army, "captives taken"),
            (_AIR, self.other_side(self.army) or UNKNOWN, "from the air"),
        ):
            for match in pattern.finditer(text, low, high):
                if harm.victim is None or not harm.victim[0] <= match.start() < harm.victim[1]:
                    return Decision(party, None, rule, *match.span())
        return None

    def _source(self, clues: Sequence[Clue], harm: Harm) -> Decision | None:
        sources = [clue for clue in clues if clue.role == "source" and clue.party in self.parties]
        return self._by(min(sources, key=lambda c: abs(c.start - harm.start)), "source") if sources else None

    def _elsewhere(self, text: str, clues: Sequence[Clue], cut: Sequence[Clause], harm: Harm) -> Decision | None:
        """Take the nearest name of the sentence, apart from clauses on other times."""
        apart = [one for one in cut if one.aside and not one.start <= harm.start < one.end]
        rest = [
            clue
            for clue in clues
            if clue.role != "source"
            and self.suffering(clue) is not None
            and not any(one.start <= clue.start < one.end for one in apart)
        ]
        if not rest:
            return None
        clue = min(rest, key=lambda c: (c.role == "topic", abs(c.start - harm.start)))
        if clue.role in {"people", "place"} and (other := self._couple(text, clue, rest)) is not None:
            return Decision(BOTH, None, "people of both", *other)
        return self._by(clue, f"sentence: {clue.role}")

    def _by(self, clue: Clue, rule: str) -> Decision:
        value = self.suffering(clue) or UNKNOWN
        return Decision(value, clue.group if value == clue.party else None, rule, clue.start, clue.end)


_LONG = 4_000
_STEP = 2_000


def stretch(start: int, end: int, place: int) -> tuple[int, int]:
    """Give what to read of a sentence for a place in it: all, unless it is longer than any real sentence.

    Examples
    --------
    >>> stretch(100, 300, 250), stretch(0, 100_000, 50_500)
    ((100, 300), (49000, 53000))
    """
    if end - start <= _LONG:
        return start, end
    step = start + (place - start) // _STEP * _STEP
    return max(start, step - _STEP // 2), min(end, step + _STEP + _STEP // 2)


def together(decisions: Iterable[Decision]) -> str:
    """Give one value for several decisions: a party, ``both``, ``other`` or ``unknown``.

    Examples
    --------
    >>> together([Decision("north", None, "victim"), Decision("south", None, "victim"), NOTHING])
    'both'
    """
    values = {decision.value for decision in decisions} - {UNKNOWN}
    parties = values - {OTHER, BOTH}
    if BOTH in values or len(parties) > 1:
        return BOTH
    return parties.pop() if parties else OTHER if values else UNKNOWN
