"""Acts of violence told with several words: *left nine dead*, *claimed nine lives*, *died*, *taken hostage*."""

from __future__ import annotations

from framing.detectors.agency.constructions import read_past, suffers, with_subject
from framing.detectors.agency.events import Found
from framing.detectors.agency.nouns import ABSTRACT, DEMONYMS, PERSONS
from framing.detectors.agency.parties import Parties
from framing.detectors.agency.phrases import Phrase, phrase_ending, phrase_starting
from framing.detectors.agency.subjects import clause_subject
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.triggers import Trigger
from framing.detectors.agency.wordlists import word_set
from framing.detectors.agency.words import TIME_NOUNS

__all__ = ["read_dead", "read_flight", "read_hostage", "read_intransitive", "read_lives", "read_to_death"]

_LEAVE = word_set("left leaves leaving leave")
_SHOOT = word_set("shot shoot shoots shooting strike struck gunned")
_COPULAS = word_set(
    """
    is are was were be been being 're found lay lies lying pronounced declared feared presumed reported
    confirmed believed dropped fell left leaving turned now still already
    """
)
_IDIOMS = word_set(
    """
    end ends heat sea weight zone zones wood wrong set serious last on in sure certain silence centre center
    ringer duck ball letter reckoning calm beat tired air stop language languages spot spots time money drop
    man's horse
    """
)
_DEAD_OR = word_set("missing wounded injured beaten jailed captured hurt")
_NOT_DYING = word_set(
    """
    down out off away hard breed wish words light days art industry embers moments
    """
)
_SHARED_TAGS = "nN#d"


def read_intransitive(t: Tokens, parties: Parties, first: int, last: int, trigger: Trigger) -> Found | None:
    """Read *died*, *perished*: the dead are the subject."""
    after = t.words[last] if last < len(t) else ""
    form = trigger.form
    if after in _NOT_DYING or (form == "gerund" and after in {"to", "for"}):
        return None
    before = t.tags[first - 1] if first else "."
    if form == "gerund" and before in "d#a'" and last < len(t) and t.tags[last] in "nN":
        phrase = phrase_starting(t, last)
        if phrase is None or not parties.is_person(t, phrase):
            return None
        return Found(trigger.kind, "intransitive", (first, last), (first, last), victim=phrase, confidence=0.7)
    if form == "base" and before in "da'o":
        return None
    if form == "gerund" and t.words[first - 1] == "the" and last < len(t) and t.tags[last] in "BHMv":
        return Found(trigger.kind, "nominal", (first, last), (first, last), confidence=0.7)  # the dying goes on
    if form == "gerund" and (before in "pobd'a"):
        return (
            Found(trigger.kind, "intransitive", (first, last), (first, last), confidence=0.6)
            if before in "pob"
            else None
        )
    start = first
    while start > 0 and t.tags[start - 1] in "BHMDxrt":
        if t.tags[start - 1] == "x":
            return None
        start -= 1
    victim = clause_subject(t, start, wants=suffers(t, parties, "kill"))
    if victim is not None and (
        t.words[victim.head] in ABSTRACT or t.words[victim.first] == "no" or t.words[victim.head] in {"nobody", "none"}
    ):
        return None
    return Found(
        trigger.kind, "intransitive", (first, last), (start, last), victim=victim, confidence=0.93 if victim else 0.7
    )


def read_dead(t: Tokens, parties: Parties, first: int, last: int, trigger: Trigger) -> Found | None:
    """Read *dead*: left nine dead, shot him dead, was found dead, nine dead, the dead, dead civilians."""
    after = t.words[last] if last < len(t) else ""
    after_tag = t.tags[last] if last < len(t) else "."
    before = t.words[first - 1] if first else ""
    joined = first > 1 and t.tags[first - 1] == "c" and t.words[first - 2] in _DEAD_OR
    in_place = after in {"on", "in"} and first and (joined or t.tags[first - 1] in "nN#")
    if (after in _IDIOMS and not in_place) or before in {"drop", "half", "brain", "play", "playing", "over"}:
        return None
    if before in {"the", "their", "our", "its", "his", "of"}:
        return None  # the dead: people, and no act
    numbered = "#" in t.tags[max(first - 4, 0) : first]
    if first and not numbered and not before.endswith("s") and (before in DEMONYMS or parties.is_people(t, first - 1)):
        return None  # the Arvian dead
    # "left at least nine people dead", "shot him dead"
    for k in range(first - 1, max(first - 14, -1), -1):
        if t.tags[k] in ".;,wsT" and t.words[k] != ",":
            break
        word = t.words[k]
        if (word in _LEAVE or word in _SHOOT) and k < first - 1:
            target = phrase_starting(t, k + 1, first)
            if target is None or target.last < first - 3:
                break
            found = Found("kill", "active", (k, last), (k, last), victim=target)
            return with_subject(t, parties, found, clause_subject(t, k))
    if joined or (after in {"or", "and"} and last + 1 < len(t) and t.words[last + 1] in _DEAD_OR):
        k = first - 2 if joined else first  # "nine missing or dead", "nine are dead or missing"
        while k > 0 and (
            t.tags[k - 1] in "BHMDr" or t.words[k - 1] in _COPULAS or t.words[k - 1] in {"wind", "up", "end"}
        ):
            k -= 1
        return Found("kill", "intransitive", (first, last), (first, last), victim=clause_subject(t, k), confidence=0.8)
    if after_tag in "nN" and after not in TIME_NOUNS:
        phrase = phrase_starting(t, last)
        if phrase is not None and (t.words[phrase.head] in PERSONS or t.words[phrase.head] in {"body", "bodies"}):
            return None  # dead children: people, and no act
        if after_tag == "n":
            return None
    if before in _COPULAS or (first > 1 and t.tags[first - 1] == "r" and t.words[first - 2] in _COPULAS):
        start = first - 1
        while start > 0 and t.tags[start - 1] in "BHMDGrx":
            if t.tags[start - 1] == "x":
                return None
            start -= 1
        victim = clause_subject(t, start)
        if victim is not None and (t.words[victim.head] in ABSTRACT or t.words[victim.head] in {"it", "this", "that"}):
            return None
        return Found("kill", "intransitive", (first, last), (start, last), victim=victim)
    if first and t.tags[first - 1] in "nN#":
        victim = phrase_ending(t, first - 1)
        if victim is not None and parties.is_person(t, victim):
            return Found("kill", "intransitive", (first, last), (first, last), victim=victim, confidence=0.85)
    return None


_CLAIM = word_set(
    """
    claimed claims claim claiming cost costs costing took takes take taking taken
    """
)
_LOSE = word_set("lost lose loses losing")


def read_lives(t: Tokens, parties: Parties, first: int, last: int, trigger: Trigger) -> Found | None:
    """Read *claimed the lives of nine*, *lost their lives*, *lives were lost*."""
    victim: Phrase | None = None
    if last < len(t) and t.tags[last] == "o":
        victim = phrase_starting(t, last + 1)
    for k in range(first - 1, max(first - 10, -1), -1):
        tag, word = t.tags[k], t.words[k]
        if word in _LOSE:
            if t.words[first - 1] in {"his", "her", "their", "its", "our", "my"} or t.tags[first - 1] == "#":
                subject = clause_subject(t, k)
                return Found("kill", "intransitive", (k, last), (k, last), victim=subject)
            return None
        if word in _CLAIM:
            if (
                "own" in t.words[k:first]
                or "seriously" in t.words[last : last + 3]
                or "easy" in t.words[last : last + 2]
            ):
                return None
            if word.startswith("t") and t.words[first - 1] not in {"the", "'s"} and t.tags[first - 1] not in "#":
                return None
            if word == "cost" and (
                t.tags[k - 1 if k else 0] in "da" or any(t.tags[i] in "pt" for i in range(k, first))
            ):
                return None
            if victim is None:
                victim = phrase_ending(t, first, k + 1)
            found = Found("kill", "active", (k, last), (k, last), victim=victim)
            return with_subject(t, parties, found, clause_subject(t, k))
        if tag in ".;,wsTp" or word == "loss":
            break
    if first > 1 and t.words[first - 1] == "of" and t.words[first - 2] in {"loss", "losses"}:
        return Found("kill", "nominal", (first - 2, last), (first - 2, last), confidence=0.85)
    for k in range(last, min(last + 5, len(t))):
        if t.words[k] in {"lost", "claimed", "taken"} and any(t.tags[i] == "B" for i in range(last, k)):
            construction = "intransitive" if t.words[k] == "lost" else "passive_agentless"
            whole = phrase_ending(t, first)
            return Found("kill", construction, (first, k + 1), (first, k + 1), victim=victim or whole, confidence=0.8)
        if t.tags[k] not in "BHMDrx":
            break
    return None


_TO_DEATH = word_set(
    """
    stabbed stab stabs stabbing beaten beat beats beating burned burnt burning burn shot shooting crushed
    crushing starved starving starve hacked hacking tortured torturing trampled clubbed bludgeoned stoned
    choked put putting sentenced bled mauled
    """
) - {"sentenced"}


def read_to_death(t: Tokens, parties: Parties, first: int, last: int, trigger: Trigger) -> Found | None:
    """Read *stabbed the man to death*, where the object parts the two."""
    for k in range(first - 1, max(first - 10, -1), -1):
        if t.tags[k] in ".;,wsT":
            return None
        if t.words[k] in _TO_DEATH:
            target = phrase_starting(t, k + 1)
            if target is None or not parties.is_person(t, target):
                return None
            found = Found("kill", "active", (k, last), (k, last), victim=target)
            return with_subject(t, parties, found, clause_subject(t, k))
    return None


_TAKE = word_set("took take takes taking taken holds holding held hold seized seize captured capture capturing")
_TAKEN = word_set("taken seized captured")


def read_hostage(t: Tokens, parties: Parties, first: int, last: int, trigger: Trigger) -> Found | None:
    """Read *taken hostage*, *took 200 people hostage*, *took hostages*."""
    if last + 1 < len(t) and t.tags[last] in "BH":  # "hostages were taken"
        for k in range(last + 1, min(last + 4, len(t))):
            if t.words[k] in _TAKEN:
                found = read_past(t, parties, k, k + 1, "abduct")
                if found is not None:
                    found.trigger, found.group = (first, k + 1), (first, k + 1)
                return found
    for k in range(first - 1, max(first - 12, -1), -1):
        if t.tags[k] in ".;wsT":
            return None
        if t.words[k] not in _TAKE:
            continue
        if k == first - 1 and t.words[k] in {"taken", "held"} and t.words[first] == "hostage":
            return read_past(t, parties, k, last, "abduct")
        if t.words[k] in {"hold", "held", "holds", "holding"} and t.words[first] == "hostages":
            return None
        target = phrase_starting(t, k + 1)
        if target is None or target.last < first - 1:
            return None
        if t.words[first] == "hostage" and target.head >= first:
            target = Phrase(target.first, first, first - 1) if target.first < first else target
        found = Found("abduct", "active", (k, last), (k, last), victim=target)
        return with_subject(t, parties, found, clause_subject(t, k))
    return None


_HOMES = word_set(
    """
    home homes house houses homeland village villages neighbourhood neighbourhoods neighborhood neighborhoods
    south north east west southward northward border camp camps fighting war violence bombardment strikes
    conflict persecution country city town advance
    shelling clashes land lands war-torn territory
    """
)


def read_flight(t: Tokens, parties: Parties, first: int, last: int, trigger: Trigger) -> Found | None:
    """Read *fled their homes*: people displaced, shown without anybody who drives them."""
    if not any(word in _HOMES for word in t.words[last : last + 5]):
        return None
    start = first
    while start > 0 and t.tags[start - 1] in "BHMDrt":
        start -= 1
    victim = clause_subject(t, start, wants=suffers(t, parties, "displace"))
    return Found("displace", "intransitive", (first, last), (start, last), victim=victim, confidence=0.85)
