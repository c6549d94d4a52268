"""How one trigger is built into its clause: verbs, and what stands around them."""

from __future__ import annotations

from framing.detectors.agency.adjuncts import agent_by, with_author
from framing.detectors.agency.events import Found
from framing.detectors.agency.nouns import ABSTRACT, ACTORS, PERSONS
from framing.detectors.agency.parties import Parties
from framing.detectors.agency.phrases import (
    APPROXIMATE,
    Phrase,
    base_ending,
    phrase_ending,
    phrase_starting,
    prepositional,
)
from framing.detectors.agency.subjects import Wants, antecedent, clause_subject
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.triggers import Trigger
from framing.detectors.agency.wordlists import word_set
from framing.detectors.agency.words import TIME_NOUNS

__all__ = ["is_verb", "read_past", "read_verb", "settle", "suffers", "with_subject"]

CONFIDENCE = {
    "active": 0.92,
    "event_subject": 0.92,
    "passive_agent": 0.95,
    "passive_agentless": 0.95,
    "participle": 0.88,
    "intransitive": 0.93,
    "nominal": 0.9,
    "nominal_agent": 0.88,
    "adjectival": 0.92,
}

_BEFORE_NUMBER = APPROXIMATE | word_set("at more up as an")
_NOT_SHOT = word_set("back at up through off past")
_OBJECT = "d#nNajq"
_VAGUE = ("eliminat", "neutrali", "liquidat", "exterminat", "tak", "took", "wip")
"""Verbs that are about killing only where the victims are persons beyond doubt."""

_UNCHANGED = word_set("hurt put")
"""Verbs whose past looks like their base."""

_MEASURES = word_set("$ € £ % percent")
_NEGATIVE = frozenset({"nobody", "none", "nothing"})
_HEADLINE_OBJECT = word_set("scores dozens hundreds thousands")


def read_verb(t: Tokens, parties: Parties, first: int, last: int, trigger: Trigger) -> Found | None:
    """Read a verb of violence at tokens ``first`` to ``last`` (half-open)."""
    kind = trigger.kind
    if kind == "injure" and first and t.words[first - 1] in {"fatally", "mortally"}:
        kind = "kill"
    form = trigger.form
    if form in {"base", "third"} and not is_verb(t, first, last):
        if t.words[first] not in _UNCHANGED:
            return None
        form = "past"
    if form == "gerund":
        found = _gerund(t, parties, first, last, kind)
    elif form in {"past", "participle"}:
        found = read_past(t, parties, first, last, kind)
    else:
        found = _active(t, parties, first, last, kind)
    if found is None or not _fits(t, parties, found, trigger):
        return None
    if t.words[first] == "hurt" and t.words[first - 1] in {"felt", "feel", "feels", "feeling"}:
        return None
    if t.words[first] == "shot" and last < len(t) and t.words[last] in _NOT_SHOT:
        return None
    if t.words[first].startswith("sho") and "foot" in t.words[last : last + 5]:
        return None  # shot itself in the foot
    if t.words[first].startswith("hurt") and found.construction == "active":  # "hurt the candidate" is no wound
        return found if found.agent is not None and parties.is_actor(t, found.agent) else None
    return found


def _fits(t: Tokens, parties: Parties, found: Found, trigger: Trigger) -> bool:
    """Leave out figurative uses, other senses and negated acts."""
    victim = found.victim
    if victim is not None:
        head = t.words[victim.head]
        words = t.words[victim.first : victim.last]
        if head in ABSTRACT and not parties.group(t, victim):
            return False
        if words[0] == "no" or head in _NEGATIVE:
            return False
        if trigger.needs == "person" and not parties.is_person(t, victim):
            return False
        if t.words[found.trigger[0]].startswith(_VAGUE) and not (
            parties.is_surely_person(t, victim) or parties.group(t, victim)
        ):
            return False
        if any(word in _MEASURES for word in words):
            return False
        if trigger.needs == "thing" and (
            t.tags[victim.head] in "uj" or head in PERSONS or head in ACTORS or head == "generals"
        ):
            return False
    elif trigger.needs and not (t.words[found.trigger[0]] == "shot" and found.construction.startswith("passive")):
        return False
    if found.construction.startswith("pa") and _in_arena(t, found.trigger[1]):
        return False
    agent = found.agent
    if agent is not None and t.words[agent.head] in _NEGATIVE | {"no"}:
        return False
    return not any(t.tags[i] == "x" for i in range(max(found.group[0], 0), found.trigger[0]))


_ARENAS = word_set(
    """
    deal deals poll polls ratings election elections market markets debate debates primary primaries negotiation
    negotiations trade press media reviews tax taxes budget vote committee senate congress industry translation
    """
)


def _in_arena(t: Tokens, place: int) -> bool:
    """Tell a defeat from a death: "killed in this deal", "slaughtered in the polls"."""
    if place >= len(t) or t.words[place] not in {"in", "on", "by"}:
        return False
    phrase = phrase_starting(t, place + 1)
    return phrase is not None and t.words[phrase.head] in _ARENAS


def is_verb(t: Tokens, first: int, last: int) -> bool:
    """Tell a base or third-person form from the noun that looks the same."""
    before = first - 1
    while before >= 0 and t.tags[before] in "rx":
        before -= 1
    tag = t.tags[before] if before >= 0 else "."
    after = t.tags[last] if last < len(t) else "."
    word = t.words[first]
    if before >= 0 and t.words[before] in _HELPING and not word.endswith("s"):
        return True
    if tag in "tMDu":
        return tag != "t" or t.words[before - 1] not in {"led", "due", "tantamount", "amounts"}
    if tag in "w" or (tag == "T" and after in _OBJECT):
        return True
    if tag in "d'aopb":
        return False
    if tag == "c" and not word.endswith("s") and _infinitive_before(t, before):
        return True
    if word.endswith("s") and tag in "nN#jc,":
        return after in "d#nNaj" and t.words[min(last, len(t) - 1)] not in TIME_NOUNS
    person = last < len(t) and t.words[last] in PERSONS
    return tag in "nNc,#j" and (after in "d#Naj" or person) and not word.endswith("s")


_HELPING = word_set("help helps helped helping let lets")


def _infinitive_before(t: Tokens, conjunction: int) -> bool:
    """Tell whether a verb in its base form is joined to another: "to breach the walls and kill"."""
    for k in range(conjunction - 1, max(conjunction - 8, 0), -1):
        if t.tags[k] in ".;:wsTe":
            return False
        if t.tags[k] == "v":
            return k > 0 and t.tags[k - 1] in "tM"
        if t.tags[k] in "tM":
            return t.tags[k + 1] in "nv" and t.words[k - 1] not in {"led", "due"} and not t.words[k + 1].endswith("s")
    return False


def _group_start(t: Tokens, first: int) -> int:
    place = first
    while place > 0 and (t.tags[place - 1] in "BHMDGxr" or t.words[place - 1] in {"all", "both", "each"}):
        if t.tags[place - 1] in "r" and place - 2 >= 0 and t.tags[place - 2] not in "BHMDGxr":
            break
        place -= 1
    return place


def _auxiliary(t: Tokens, first: int) -> tuple[str, int]:
    """Find the auxiliary of a participle, over adverbs and coordinated participles: its tag and place."""
    j = first - 1
    for _ in range(5):
        while j >= 0 and (t.tags[j] in 'rx"' or t.words[j] in {"all", "both", "each", "either", "neither"}):
            j -= 1
        if j < 0:
            return "", -1
        tag = t.tags[j]
        if tag in "BHGMDt":
            return tag, j
        if tag in "c,":
            k = j - 1
            while k >= 0 and t.tags[k] in "rc,":
                k -= 1
            if k >= 0 and t.tags[k] in "p" and k and t.tags[k - 1] == "e":
                k -= 1
            if k >= 0 and t.tags[k] in "ea":
                if t.tags[k] == "a" and t.words[k] not in {"injured", "dead"}:
                    return "", -1
                j = k - 1
                if j >= 0 and t.tags[j] in "nNu":
                    return "", k
                continue
            return _shared(t, j)
        return "", -1
    return "", -1


def _shared(t: Tokens, conjunction: int) -> tuple[str, int]:
    """Find the auxiliary that an earlier verb lends: "was shot in the head and killed"."""
    if t.tags[conjunction] != "c":
        return "", -1
    for k in range(conjunction - 1, max(conjunction - 14, 0), -1):
        tag = t.tags[k]
        if tag in ",;.wsT:":
            break
        if tag in "v":
            break
        if tag == "e":
            aux, place = _auxiliary(t, k)
            if aux in {"B", "G", "H"}:
                return aux, place
            break
    return "", -1


def read_past(t: Tokens, parties: Parties, first: int, last: int, kind: str) -> Found | None:
    """Tell passive, participle and active apart for a form such as *killed*."""
    if first and last < len(t) and t.words[first - 1] == "all" and t.tags[last] in "nN":  # "getting all jailed men out"
        phrase = phrase_starting(t, last)
        if phrase is not None:
            return Found(kind, "participle", (first, last), (first, last), victim=phrase, confidence=0.8)
    aux, place = _auxiliary(t, first)
    negated = any(t.tags[i] == "x" for i in range(max(place, 0), first)) if place >= 0 else False
    if negated:
        return None
    if aux in {"B", "G"}:
        if aux == "B" and t.words[place] == "'s" and _object(t, last) is not None:
            return _active(t, parties, first, last, kind)
        return _passive(t, parties, first, last, kind, _group_start(t, place))
    if aux in {"H", "M", "D", "t"}:
        return _active(t, parties, first, last, kind)
    j = first - 1
    while j > 0 and t.tags[j] == "r" and t.words[j].endswith("ly"):
        j -= 1
    before = t.tags[j] if j >= 0 else "."
    after = t.tags[last] if last < len(t) else "."
    if before in "d#a'pob" and after in "nNa" and _is_attribute(t, j, last):
        phrase = phrase_starting(t, last)
        if phrase is not None:
            return Found(kind, "participle", (first, last), (first, last), victim=phrase, confidence=0.85)
    if after == "B" and (first == 0 or t.tags[first - 1] in '.":-,r'):  # "Also killed was his brother"
        victim = phrase_starting(t, last + 1)
        if victim is not None:
            return Found(kind, "passive_agentless", (first, last), (first, last + 1), victim=victim, confidence=0.85)
    if (first == 0 or t.tags[first - 1] in '.":-') and after in "nNa":  # "Murdered teacher Ann Lee was buried"
        phrase = phrase_starting(t, last)
        if phrase is not None and parties.is_person(t, phrase):
            return Found(kind, "participle", (first, last), (first, last), victim=phrase, confidence=0.8)
    if t.words[first - 1] == "those" and first and agent_by(t, last) is None:  # "those killed"
        return _participle(t, parties, first, last, kind)
    target = _object(t, last)
    if target is None and _subject_precedes(t, first):
        target = _shared_object(t, last)
        if target is not None:
            found = _active(t, parties, first, last, kind)
            found.victim = target
            return found
    if target is None:
        by = agent_by(t, last)
        if by is not None:
            return _passive(t, parties, first, last, kind, first, by)
        if _has_gap(t, first):
            return _active(t, parties, first, last, kind)
        if before == "." and first:
            return None
        return _participle(t, parties, first, last, kind)
    return _active(t, parties, first, last, kind)


def _is_attribute(t: Tokens, before: int, last: int) -> bool:
    """Tell *nine wounded men* from *this killed men* and *nine wounded Tuesday*."""
    if t.words[before] in {"this", "that", "those"} or t.words[last] in TIME_NOUNS:
        return False
    return not (t.tags[before] == "#" and t.words[last] == "people")


def _object(t: Tokens, last: int) -> Phrase | None:
    """Read a direct object that starts right after the verb, which a time is not."""
    place = last
    while place < len(t) and t.tags[place] in "r" and t.words[place] not in TIME_NOUNS | APPROXIMATE:
        place += 1
    if place >= len(t) or not (t.tags[place] in _OBJECT or t.words[place] in _BEFORE_NUMBER):
        return None
    if (
        t.tags[place] in "pr"
        and t.words[place] not in {"up"}
        and not (
            place + 1 < len(t) and (t.tags[place + 1] == "#" or t.words[place + 1] in {"least", "most", "many", "than"})
        )
    ):
        return None
    phrase = phrase_starting(t, place)
    if phrase is None or (t.words[phrase.head] in TIME_NOUNS and t.words[phrase.head] not in {"people"}):
        return None
    if t.words[phrase.first] in {"last", "this", "next", "every", "each"} and t.words[phrase.head] in TIME_NOUNS:
        return None
    return phrase


def _shared_object(t: Tokens, last: int) -> Phrase | None:
    """Read the object that two verbs share: "killed and injured hundreds"."""
    place = last + 1
    while place < len(t) and t.tags[place] == "r":
        place += 1
    if last >= len(t) or t.tags[last] != "c" or place >= len(t) or t.tags[place] != "e":
        return None
    return _object(t, place + 1)


def _subject_precedes(t: Tokens, first: int) -> bool:
    return first > 0 and t.tags[first - 1] in "nNu"


def _has_gap(t: Tokens, first: int) -> bool:
    """Tell whether the verb's object stands before it: "the man they killed", "those whom soldiers killed"."""
    j = first - 1
    while j >= 0 and t.tags[j] in "rx":
        j -= 1
    if j < 0:
        return False
    if t.tags[j] == "u":
        return True
    if t.tags[j] in "wT":
        return t.words[j] in {"who", "that", "which"}
    phrase = phrase_ending(t, j)
    return (
        phrase is not None
        and phrase.first > 0
        and (
            t.words[phrase.first - 1] in {"whom", "that", "how"}
            and phrase.first > 1
            and t.tags[phrase.first - 2] in "nNd#"
        )
    )


def _passive(
    t: Tokens, parties: Parties, first: int, last: int, kind: str, start: int, by: Phrase | None = None
) -> Found:
    if by is not None:  # a participle without an auxiliary
        start = _first_participle(t, start)
        victim = antecedent(t, start - 1, wants=suffers(t, parties, kind)) if start else None
        victim = victim or clause_subject(t, start)
        start = first
    else:
        victim = clause_subject(t, start, wants=suffers(t, parties, kind))
    by = by or agent_by(t, last)
    found = Found(kind, "passive_agentless", (first, last), (start, last), victim=victim)
    if by is not None:
        found.construction = "passive_agent"
        found.agent = by
        found.scope = "by_phrase"
        if parties.is_event(t, by):
            whole = with_author(t, by, len(t))
            found.agent = whole
            found.scope = "event_modifier" if parties.names_party(t, whole) else "none"
    return found


def _first_participle(t: Tokens, first: int) -> int:
    """Give the first of coordinated participles: "killed, wounded and displaced by"."""
    for _ in range(4):
        j = first - 1
        while j >= 0 and t.tags[j] in "rc,":
            j -= 1
        if j < 0 or j == first - 1 or t.tags[j] != "e" or all(tag == "r" for tag in t.tags[j + 1 : first]):
            break
        first = j
    return first


def _participle(t: Tokens, parties: Parties, first: int, last: int, kind: str) -> Found | None:
    if first and t.tags[first - 1] == "d" and t.words[first - 1] != "those":
        return None  # the wounded: people, and no act
    if first > 1 and t.tags[first - 1] == "c" and t.words[first - 2] == "dead":
        return None  # the dead and injured
    if first and (t.tags[first - 1] == "d" or (t.tags[first - 1] in "a#" and first > 1 and t.tags[first - 2] == "d")):
        start = first - 1 if t.tags[first - 1] == "d" else first - 2
        return Found(
            kind, "participle", (first, last), (first, last), victim=Phrase(start, last, first), confidence=0.7
        )
    if first > 1 and t.tags[first - 1] == "o" and t.tags[first - 2] == "#":  # "thousands of wounded"
        many = base_ending(t, first - 2, max(first - 8, 0))
        if many is not None:
            wounded = Phrase(many.first, last, first)
            return Found(kind, "participle", (first, last), (first, last), victim=wounded, confidence=0.7)
    j = _first_participle(t, first) - 1
    while j >= 0 and t.tags[j] in 'r"':
        j -= 1
    victim = antecedent(t, j, wants=suffers(t, parties, kind)) if j >= 0 else None
    if victim is None and j >= 0:
        victim = clause_subject(t, first)
    found = Found(kind, "participle", (first, last), (first, last), victim=victim, confidence=0.88 if victim else 0.6)
    if victim is not None and "#" in t.tags[victim.first : victim.first + 2] and _gapped(t, victim.first):
        found.construction, found.gapped = "passive_agentless", True
    return found


def _gapped(t: Tokens, number: int) -> bool:
    """Tell whether a clause before lends its auxiliary: "nine were killed and four wounded"."""
    place = number - 1
    while place > 0 and (t.tags[place] == "r" or t.words[place] in _BEFORE_NUMBER | {"nearly", "least"}):
        place -= 1
    if t.tags[place] != "c" and not (t.tags[place] == "," and t.tags[place - 1] in "nN#e"):
        return False
    for i in range(place - 1, max(place - 25, 0), -1):
        if t.tags[i] in ".;:(":
            return False
        if t.tags[i] == "e":
            return _auxiliary(t, i)[0] == "B"
    return False


def _active(t: Tokens, parties: Parties, first: int, last: int, kind: str) -> Found:
    start = _group_start(t, first)
    agent = clause_subject(t, start, wants=acts(t, parties, start))
    victim = _object(t, last)
    if agent is not None and agent.first > 1:
        before = agent.first - 1
        gap = t.words[before]
        if gap == "whom" or victim is None:  # "those whom soldiers killed", "the man they killed"
            if gap in {"whom", "that", "who", "which"}:
                before -= 1
            if t.tags[before] in "nN#d":
                victim = phrase_ending(t, before)
    return with_subject(t, parties, Found(kind, "active", (first, last), (start, last), victim=victim), agent)


def with_subject(t: Tokens, parties: Parties, found: Found, agent: Phrase | None) -> Found:
    """Set the subject of an active verb as agent, and tell actors from acts."""
    found.agent = agent
    if agent is None:
        found.confidence = 0.75
        return found
    if parties.is_event(t, agent):
        found.construction = "event_subject"
        whole = with_author(t, agent, len(t)) if agent.last < len(t) else agent
        if whole.last > agent.last:
            found.agent = whole
        whose = agent.first and t.words[agent.first - 1] == "whose"
        found.scope = "event_modifier" if whose or parties.names_party(t, whole) else "none"
    else:
        found.scope = "subject"
    return found


_COMPOUND_HEADS = word_set(
    """
    victim victims suspect suspects comment comments death deaths incident incidents spree range scene survivors
    rampage star guard investigation case cases video videos spot gallery match
    """
)


def _gerund(t: Tokens, parties: Parties, first: int, last: int, kind: str) -> Found | None:
    before = t.tags[first - 1] if first else "."
    if last < len(t) and t.words[last] in _COMPOUND_HEADS and t.words[first] in {"shooting", "stabbing", "killing"}:
        return None  # shooting victims
    target = _object(t, last)
    if target is None and last + 1 < len(t) and t.tags[last] == "c" and t.tags[last + 1] == "i":
        target = _object(t, last + 2)  # "killing and injuring many"
    j = first - 1
    while j >= 0 and t.tags[j] in "rx":
        j -= 1
    progressive = j >= 0 and t.tags[j] == "B" and t.words[j] != "being"
    if target is None and not progressive:
        return None
    if not progressive and (before in "d'" or (before == "a" and t.words[first - 1] != "deliberately")):
        return None
    agent: Phrase | None
    if before == "c" and first > 1 and t.tags[first - 2] == "i":  # "targeting and killing"
        first, trigger = first - 2, first
        before, j = (t.tags[first - 1] if first else "."), first - 1
    else:
        trigger = first
    if j >= 1 and t.words[j] in {"of", "for", "from", "with"} and t.tags[j - 1] in "nN":
        blamed = phrase_ending(t, j - 1)
        agent = blamed if blamed is not None and (parties.is_actor(t, blamed) or parties.is_person(t, blamed)) else None
        agent = agent or clause_subject(t, first)
    elif before in "nN" and not progressive:
        agent = antecedent(t, first - 1, wants=acts(t, parties, first))
    elif before == "-" and first > 1 and t.tags[first - 2] in "nN":  # "attacks by gunmen - killing nine - ..."
        agent = antecedent(t, first - 2, wants=acts(t, parties, first))
    else:
        agent = _result_of(t, parties, first, clause_subject(t, first))
    found = Found(kind, "active", (trigger, last), (_group_start(t, trigger), last), victim=target)
    return with_subject(t, parties, found, agent)


def _result_of(t: Tokens, parties: Parties, first: int, subject: Phrase | None) -> Phrase | None:
    """Choose the act that a ", killing nine" tells the result of, where the subject is neither actor nor act.

    "The town was quiet after a raid by the army, killing nine people".
    """
    if subject is not None and (parties.is_event(t, subject) or parties.is_surely_person(t, subject)):
        return subject
    if subject is not None and parties.is_actor(t, subject):
        return subject
    if not first or t.tags[first - 1] not in ",c":
        return subject
    for i in range(first - 1, max(first - 30, -1), -1):
        if t.tags[i] == "b" or t.words[i] in {"following", "after", "in", "during", "amid"}:
            found = prepositional(t, i, first)
            if found is not None and parties.is_event(t, found[1]):
                return with_author(t, found[1], first)
    return subject


def suffers(t: Tokens, parties: Parties, kind: str) -> Wants:
    """Give the tests for who or what an act of this kind is done to: a thing or a person."""
    if kind in {"destroy", "besiege"}:
        return (lambda phrase: t.tags[phrase.head] == "n",)
    return (lambda phrase: parties.is_surely_person(t, phrase),)


def acts(t: Tokens, parties: Parties, start: int) -> Wants:
    """Give the tests for the antecedent of a relative pronoun before an active verb, the best first."""
    person = lambda phrase: parties.is_surely_person(t, phrase)  # noqa: E731
    if start and t.words[start - 1] == "who":
        return (person,)
    return (lambda phrase: parties.is_event(t, phrase), person)


def settle(found: Found) -> Found:
    """Give a reading its usual confidence where nothing lowered it."""
    found.confidence = min(found.confidence, CONFIDENCE[found.construction])
    return found
