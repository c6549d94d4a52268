"""Whose dead the sentences of one article tell of, where a sentence alone does not say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from framing.detectors.agency.wordlists import word_set
from framing.detectors.groups import GroupMention, between
from framing.detectors.referents.clues import find_clues
from framing.detectors.referents.harms import Harm
from framing.detectors.referents.sentences import BOTH, NOTHING, OTHER, UNKNOWN, Decision, Referee, together
from framing.lexicon.model import Group

__all__ = ["CONTEXT_RULES", "Unit", "decide_article", "sides"]

CONTEXT_RULES = ("ministry", "name", "headline", "sentence before")
"""Rules that go by the article, not by the sentence; in this order. The last two decide only where the balance of all
names of the article does not speak for another side."""

_NAME = re.compile(r"(?<=[\w,;:'\u2019\"\u201c-]\s)[A-Z][a-z][\w'\u2019-]+")
_MINISTRY = re.compile(r"\b[Tt]he (?:health )?ministry\b")
_NEAR = 20
_CALENDAR = word_set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Mr Mrs Ms Dr Sgt Staff Col Capt Lt Maj Gen Prime Minister President
    """
)


class Unit(NamedTuple):
    """A stretch of an article to decide about.

    Attributes
    ----------
    start, end : int
    harms : sequence of Harm
        What it tells.
    """

    start: int
    end: int
    harms: Sequence[Harm]


def sides(mentions: Sequence[GroupMention], known: Mapping[str, Group], conflict: str | None = None) -> tuple[str, ...]:
    """Give the sides of the conflict that an article names most; of none, all parties.

    Parameters
    ----------
    mentions : sequence of GroupMention
        The names of groups in the article.
    known : mapping of str to Group
    conflict : str, optional
        Take this one instead.

    Examples
    --------
    >>> from framing.lexicon import Group
    >>> known = {n: Group(n, n, n, "army", "border") for n in ("north", "south")}
    >>> sides([], known, "border")
    ('north', 'south')
    """
    parties: dict[str, list[str]] = {}
    for group in known.values():
        members = parties.setdefault(group.conflict, [])
        if group.party not in members:
            members.append(group.party)
    if conflict is None:
        counts = Counter(known[mention.group].conflict for mention in mentions)
        likely = [name for name, _ in counts.most_common() if name and len(parties[name]) == 2]
        if not likely:
            return tuple(dict.fromkeys(group.party for group in known.values()))
        conflict = likely[0]
    return tuple(parties.get(conflict, ()))


def decide_article(
    referee: Referee,
    text: str,
    mentions: Sequence[GroupMention],
    units: Sequence[Unit],
    *,
    headline: Unit | None = None,
    context: bool = True,
) -> list[list[Decision]]:
    """Decide about the units of an article, in order of the text.

    Parameters
    ----------
    referee : Referee
    text : str
    mentions : sequence of GroupMention
        The names of groups in the whole article.
    units : sequence of Unit
    headline : Unit, optional
        Evidence for units that do not say whose dead they tell of.
    context : bool
        Go by the article where a unit alone does not say: by *the ministry* that it has named, a person's name that
        stands with a decided unit, the headline or, without one that tells, the unit decided before.
    """
    found = [referee.decide(text, unit.start, unit.end, mentions, unit.harms) for unit in units]
    if not context:
        return found
    values = [together(decisions) for decisions in found]
    if UNKNOWN not in values:
        return found
    names = _names(text, units, values, mentions)
    title = _of_headline(referee, text, mentions, headline)
    balance = _balance(referee, text, mentions)
    before = NOTHING
    for number, unit in enumerate(units):
        if values[number] == UNKNOWN:
            evidence = [_by_ministry(referee, text, mentions, unit), _by_name(names, text, unit)]
            if title is not NOTHING:
                evidence += [title] if balance in {UNKNOWN, title.value} else []
            elif before.value == balance:
                evidence.append(before)
            found[number] = [next((one for one in evidence if one is not NOTHING), NOTHING)]
        elif values[number] not in {BOTH, OTHER}:
            decided = next(one for one in found[number] if one.value == values[number])
            before = decided._replace(rule="sentence before")
    return found


def _names(
    text: str, units: Sequence[Unit], values: Sequence[str], mentions: Sequence[GroupMention]
) -> dict[str, Decision]:
    """Give the names of persons that stand with one side's harms only."""
    found: dict[str, dict[str, Decision]] = {}
    for unit, value in zip(units, values, strict=True):
        if value in {UNKNOWN, BOTH, OTHER}:
            continue
        for match in _NAME.finditer(text, unit.start, unit.end):
            if match.group() not in _CALENDAR and not between(mentions, match.start(), match.end()):
                found.setdefault(match.group(), {})[value] = Decision(value, None, "name", *match.span())
    return {name: next(iter(sides.values())) for name, sides in found.items() if len(sides) == 1}


def _by_name(names: Mapping[str, Decision], text: str, unit: Unit) -> Decision:
    having = [names[match] for match in _NAME.findall(text[unit.start : unit.end]) if match in names]
    return having[0] if len({one.value for one in having}) == 1 else NOTHING


def _by_ministry(referee: Referee, text: str, mentions: Sequence[GroupMention], unit: Unit) -> Decision:
    """Go by *the ministry* that counts the dead, where the article has named it."""
    match = _MINISTRY.search(text, unit.start, unit.end)
    if match is None:
        return NOTHING
    for mention in reversed(between(mentions, 0, match.start())):
        group = referee.known[mention.group]
        named = "ministry" in text[mention.start : mention.end + _NEAR].lower()
        if named and group.actor_type == "government" and group.party in referee.parties:
            return Decision(group.party, group.name, "ministry", mention.start, mention.end)
    return NOTHING


def _of_headline(referee: Referee, text: str, mentions: Sequence[GroupMention], headline: Unit | None) -> Decision:
    if headline is None:
        return NOTHING
    decided = referee.decide(text, headline.start, headline.end, mentions, headline.harms)
    value = together(decided)
    if value in {UNKNOWN, BOTH, OTHER}:
        return NOTHING
    return next(one for one in decided if one.value == value)._replace(rule="headline")


def _balance(referee: Referee, text: str, mentions: Sequence[GroupMention]) -> str:
    """Give the side that most names of the article point to."""
    counts: Counter[str] = Counter()
    for clue in find_clues(text, 0, len(text), mentions, referee.known):
        party = referee.suffering(clue)
        if party is not None:
            counts[party] += 1
    (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most > second else UNKNOWN
