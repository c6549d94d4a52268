"""Who is responsible, where the construction does not say: named in the sentence or elsewhere in the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from framing.detectors.agency.adjuncts import with_author
from framing.detectors.agency.nouns import FORCE_NOUNS
from framing.detectors.agency.parties import Parties
from framing.detectors.agency.phrases import SPEECH, Phrase, base_ending, phrase_ending
from framing.detectors.agency.subjects import clause_subject
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.wordlists import word_set
from framing.detectors.agency.words import TIME_NOUNS

__all__ = ["ARMED", "Named", "in_sentence", "party_phrases"]

ARMED = word_set(
    """
    army forces troops soldier soldiers police officers gunman gunmen militant militants fighter fighters
    settlers settler militia militias rebel rebels insurgent insurgents paramilitaries attacker attackers
    assailant assailants extremists jihadists commandos snipers sniper navy terrorists terrorist bomber
    bombers marines guards mob mercenaries policeman policemen warplanes jets
    """
)

_SOURCES = SPEECH | word_set("spokesman spokesperson spokeswoman accused accuses asserting alleging saying claiming")

FORCE_VERBS = word_set(
    """
    attacked attacking raided raiding bombed bombarded shelled struck stormed fired opened invaded invades
    launched launches launching hit targeted burst stabbed ambushed assaulted besieged pounded opens killed
    kills shot
    """
)
"""Verbs of acts of force: their subject is somebody who acts."""


class Named(NamedTuple):
    """A phrase of the article that names who acts.

    Attributes
    ----------
    start, end : int
        Span in the article.
    group : str or None
        Group of the lexicon.
    party : str or None
    """

    start: int
    end: int
    group: str | None
    party: str | None


def _named(t: Tokens, parties: Parties, phrase: Phrase) -> Named:
    group = parties.group(t, phrase, acting=True)
    return Named(*t.span(phrase.first, phrase.last), group, parties.party(group))


def party_phrases(t: Tokens, parties: Parties) -> list[Named]:
    """List the phrases of a sentence that name somebody who acts with force: acts first, then actors."""
    acts: list[Named] = []
    actors: list[Named] = []
    for i, word in enumerate(t.words):
        force, armed = word in FORCE_NOUNS, word in ARMED
        if not (force or armed):
            continue
        if i + 1 < len(t) and t.tags[i + 1] in "nN" and (t.words[i + 1] in FORCE_NOUNS or t.words[i + 1] in ARMED):
            continue
        if t.tags[i] not in "nNai":
            continue
        base = phrase_ending(t, i)
        if base is None or base.head != i:
            start = i
            while start > 0 and t.tags[start - 1] in "nNa#d'" and i - start < 6:
                start -= 1
            base = Phrase(start, i + 1, i)
        if armed and _is_victim(t, base):
            continue
        if force:
            whole = with_author(t, base, len(t))
            whole = whole if whole.last > base.last else base
            if parties.names_party(t, whole) and not _is_unrealised(t, whole):
                acts.append(_named(t, parties, whole))
                continue
        if armed and not _is_source(t, base):
            actors.append(_named(t, parties, base))
    return acts + actors + _attackers(t, parties)


_MAYBE_FORCE = FORCE_VERBS | word_set("responded retaliated began started resumed went claimed carried")


def _is_force(t: Tokens, i: int) -> bool:
    """Tell a verb of force: *attacked*, *responded with air strikes*, *went to war*, *carried out a raid*."""
    word, tag = t.words[i], t.tags[i]
    following = t.words[i + 1 : i + 5]
    if word in FORCE_VERBS:
        return tag in "ven"
    if word in {"responded", "retaliated", "began", "started", "resumed"}:
        return any(other in FORCE_NOUNS for other in following)
    if word == "went":
        return following[:2] == ["to", "war"]
    if word == "claimed":
        return following[:1] == ["responsibility"]
    return word == "carried" and following[:1] == ["out"] and any(other in FORCE_NOUNS for other in following)


def _attackers(t: Tokens, parties: Parties) -> list[Named]:
    """List the subjects of verbs of force: "when Hamas raided the town"."""
    found = []
    for i in range(1, len(t)):
        if t.words[i] not in _MAYBE_FORCE or not _is_force(t, i):
            continue
        place = i - 1
        passive = False
        while place > 0 and t.tags[place] in "rHB":
            passive = passive or t.tags[place] == "B"
            place -= 1
        if t.tags[i] == "e" and (passive or not _goes_on(t, i)):
            continue  # "people were shot", "people shot on Monday"
        if t.tags[place] in ",)-":  # "after Hezbollah, the armed group, fired missiles"
            phrase = clause_subject(t, i)
            if phrase is None or (t.tags[phrase.head] != "N" and t.words[phrase.head] not in ARMED):
                continue
        elif t.tags[place] != "N" and t.words[place] not in ARMED:
            continue
        else:
            phrase = base_ending(t, place, 0)
        if phrase is None or (parties.is_event(t, phrase) and not parties.names_party(t, phrase)):
            continue
        before = t.words[phrase.first - 1] if phrase.first else ""
        if before in _SUBORDINATORS or not (phrase.first and t.tags[phrase.first - 1] in "po"):
            found.append(_named(t, parties, phrase))
    return found


_OBJECTS = "d#nNajqu"
_STRUCK = word_set("killed shot stabbed hit struck targeted attacked ambushed assaulted bombed besieged")


def _goes_on(t: Tokens, i: int) -> bool:
    """Tell whether a past form goes on to whom or what it hits, so that it is no participle."""
    if i + 1 >= len(t):
        return False
    if t.tags[i + 1] in _OBJECTS:
        return t.words[i + 1] not in TIME_NOUNS
    return t.words[i] not in _STRUCK or t.words[i + 1] in {"at", "back"}


_SUBORDINATORS = word_set("after since before until as when while because")


_UNREALISED = word_set(
    """
    planned planning plan plans plotting prevent prevents prevented preventing thwart thwarted thwarting foil
    foiled foiling threat threats threatened threatening future potential possible avert averted avoid avoided
    fears feared imminent would-be attempted
    """
)


def _is_unrealised(t: Tokens, phrase: Phrase) -> bool:
    """Tell an act that is planned, feared or prevented."""
    return any(t.words[i] in _UNREALISED for i in range(max(phrase.first - 4, 0), phrase.head))


_SUFFERING = word_set("killed wounded injured captured shot dead died slain murdered kidnapped abducted missing")
_QUOTING = word_set("quoting quoted citing cited told tells telling asked says said")


def _suffers_behind(t: Tokens, place: int) -> bool:
    """Tell whether an auxiliary and a word for what somebody suffered stand at a place: "were killed"."""
    while place < len(t) and t.tags[place] in "BHr":
        place += 1
    return place < len(t) and t.words[place] in _SUFFERING and t.tags[place - 1] in "BHr"


def _is_victim(t: Tokens, phrase: Phrase) -> bool:
    """Tell armed people who suffer themselves: "soldiers killed so far", "gunmen who were shot"."""
    last = phrase.last
    if last >= len(t):
        return False
    if t.words[last] in _SUFFERING:
        return t.words[last] in {"dead", "died", "missing"} or last + 1 >= len(t) or t.tags[last + 1] not in _OBJECTS
    if t.words[last] == "who":
        last += 1
    return last < len(t) and t.tags[last] in "BH" and _suffers_behind(t, last)


def _is_source(t: Tokens, phrase: Phrase) -> bool:
    last = phrase.last
    if phrase.first and t.words[phrase.first - 1] in _QUOTING:
        return True
    if last + 3 <= len(t) and t.words[last] == "(" and t.words[last + 2] == ")":  # "the army (IA) said"
        last += 3
    if last < len(t) and t.words[last] in _SOURCES:
        return True
    if phrase.first and t.words[phrase.first - 1] in {"as", "against", "including", "at"}:
        return True
    return phrase.first > 1 and t.words[phrase.first - 1] == "to" and t.words[phrase.first - 2] == "according"


def in_sentence(
    named: Sequence[Named], apart_from: Sequence[tuple[int, int]], victim_party: str | None
) -> Named | None:
    """Choose who acts among the phrases of the sentence, apart from those that the construction itself uses."""
    left = [
        one
        for one in named
        if (victim_party is None or one.party != victim_party)
        and not any(low < one.end and one.start < high for low, high in apart_from)
    ]
    return next((one for one in left if one.party is not None), left[0] if left else None)
