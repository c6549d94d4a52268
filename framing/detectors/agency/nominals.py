"""Acts of violence shown as nouns and adjectives: *the killing of nine people*, *a deadly raid*."""

from __future__ import annotations

from framing.detectors.agency.adjuncts import by_phrase
from framing.detectors.agency.events import Found
from framing.detectors.agency.nouns import ABSTRACT, ACTORS, EVENT_NOUNS, TEMPORAL_HEADS
from framing.detectors.agency.parties import Parties
from framing.detectors.agency.phrases import Phrase, base_ending, phrase_ending, phrase_starting, prepositional
from framing.detectors.agency.subjects import clause_subject
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.triggers import Trigger
from framing.detectors.agency.wordlists import word_set

__all__ = ["read_adjective", "read_noun"]

_NOT_AFTER = {
    "death": """
        penalty penalties row threat threats sentence sentences certificate certificates valley star tax panel
        panels metal spiral knell wish trap warrant eaters eater duty benefit benefits tolls bed match notice
        notices rattle taxes
        """,
    "murder": "mystery mysteries ballad ballads",
    "arrest": "warrant warrants",
    "arrests": "warrant",
    "detention": "centre centers centres center facility facilities camp camps",
    "siege": "mentality",
    "casualty": "ward department",
    "torture": "chamber chambers",
    "execution": "risk price traces time",
    "demolition": "derby",
    "kidnapping": "insurance",
    "rape": "seed oil apologist apologists",
    "killing": "field fields joke",
}
_AFTER = {phrase: frozenset(words.split()) for phrase, words in _NOT_AFTER.items()}
_NOT_BEFORE = {
    "arrest": {"cardiac", "respiratory"},
    "death": {"to", "black", "brain", "cot", "near", "catch"},
    "deaths": {"traffic"},
    "destruction": {"mass", "creative"},
    "injury": {"insult"},
    "extermination": {"pest"},
    "casualty": {"first"},
}

# With a people before them, the people act; before other nouns the people are those who suffer.
_ACTED = word_set(
    """
    massacre massacres siege sieges blockade blockades genocide slaughter demolition demolitions expulsion
    expulsions destruction assassination assassinations bloodshed abduction abductions kidnapping kidnappings
    """
)
_SUFFERED = word_set(
    """
    death deaths fatality fatalities casualty casualties injury injuries martyrdom
    """
)
_BARE = word_set("execution destruction torture slaughter murder")


def read_noun(t: Tokens, parties: Parties, first: int, last: int, trigger: Trigger) -> Found | None:
    """Read a noun of violence: who suffers, and who is said to act."""
    word = t.words[first]
    after = t.words[last] if last < len(t) else ""
    before = t.words[first - 1] if first else ""
    if after in _AFTER.get(word, ()) or before in _NOT_BEFORE.get(word, ()):
        return None
    if before == "or" and first > 1 and t.words[first - 2] == "life":
        return None
    if before in {"no", "without", "zero"} or (first > 1 and t.words[first - 2] == "no"):
        return None
    if word == "execution" and not _executes_person(t, parties, first, last):
        return None
    found = Found(trigger.kind, "nominal", (first, last), (first, last))
    if word == "injury" and "insult" in t.words[max(0, first - 4) : first + 4]:
        return None
    _victim_after(t, found, last)
    if found.victim is not None and t.words[found.victim.head] in ABSTRACT:
        return None
    if word.startswith("shooting") and (found.victim is None or not parties.is_person(t, found.victim)):
        return None  # an act of force that says nothing of who was hit
    _author_after(t, parties, found, last)
    _before(t, parties, found, first, word)
    return found


def _executes_person(t: Tokens, parties: Parties, first: int, last: int) -> bool:
    if last < len(t) and t.tags[last] == "o":
        target = phrase_starting(t, last + 1)
        return target is not None and parties.is_person(t, target)
    before = t.words[first - 1] if first else ""
    return before in {
        "public",
        "mass",
        "summary",
        "extrajudicial",
        "'s",
        "his",
        "her",
        "their",
        "the",
        "by",
        "an",
    } and before not in {"the"}


def _victim_after(t: Tokens, found: Found, last: int) -> None:
    if last < len(t) and t.tags[last] == "c" and last + 1 < len(t):
        return
    if last < len(t) and (t.tags[last] == "o" or t.words[last] in {"among", "against"}):
        victim = phrase_starting(t, last + 1)
        if victim is not None:
            found.victim = victim


def _author_after(t: Tokens, parties: Parties, found: Found, last: int) -> None:
    place = found.victim.last if found.victim is not None else last
    limit = min(len(t), place + 12)
    for _ in range(3):
        if place >= limit:
            return
        if t.tags[place] == "b":
            author = by_phrase(t, place)
            if author is not None:
                found.construction = "nominal_agent"
                found.agent = author
                found.scope = "by_phrase"
                if parties.is_event(t, author):
                    found.scope = "event_modifier" if parties.names_party(t, author) else "none"
            return
        more = prepositional(t, place, limit)
        if (
            more is None
            or more[0] not in {"in", "on", "at", "near", "of", "during", "inside", "outside"}
            or parties.is_event(t, more[1])
        ):
            return
        place = more[1].last


def _before(t: Tokens, parties: Parties, found: Found, first: int, word: str) -> None:
    """Read genitives and modifiers before the noun."""
    start = first
    while start > 0 and t.tags[start - 1] in "a#nNei" and first - start < 6:
        start -= 1
    if start < 2 and start == first:
        return
    genitive: Phrase | None = None
    if start > 1 and t.tags[start - 1] == "'":
        genitive = base_ending(t, start - 2, max(start - 14, 0))
    elif start > 0 and t.words[start - 1] in {"his", "her", "their", "its", "our", "my", "your"}:
        genitive = Phrase(start - 1, start, start - 1)
    if genitive is not None:
        if found.victim is None and word not in _ACTED and found.kind != "besiege":
            found.victim = genitive
        elif found.agent is None:
            found.construction, found.agent, found.scope = "nominal_agent", genitive, "subject"
        return
    modifiers = [
        i for i in range(start, first) if parties.is_people(t, i) or t.words[i] in ACTORS or t.words[i] in _CIVIL
    ]
    if not modifiers:
        return
    phrase = Phrase(modifiers[0], modifiers[-1] + 1, modifiers[-1])
    acts = word not in _SUFFERED and (found.victim is not None or word in _ACTED) and t.words[phrase.head] not in _CIVIL
    if acts and found.agent is None:
        found.construction, found.agent, found.scope = "nominal_agent", phrase, "event_modifier"
    elif found.victim is None:
        found.victim = phrase


_CIVIL = word_set("civilian child civilians children")

_NOT_HEADS = word_set(
    """
    weapon weapons force aid injection dose doses flaw mistake error serious sin sins arms assistance
    attraction consequences
    """
)


_DEADLY_HEADS = word_set(
    """
    encounter encounters flooding wave waves spree episode episodes chapter surge rioting feud feuds warfare spiral
    spell rounds cycle blaze inferno hurricanes weekend weekends summer winter autumn spring stretch place places
    """
)


def read_adjective(t: Tokens, parties: Parties, first: int, last: int, trigger: Trigger) -> Found | None:
    """Read *deadly*, *fatal* before an act or a time of violence, or said of one."""
    phrase = phrase_starting(t, first)
    if last < len(t) and t.tags[last] == "i" and t.words[last] in EVENT_NOUNS:  # "the fatal shooting of a man"
        phrase = Phrase(first, last + 1, last)
    if phrase is None or phrase.head < last:
        phrase = phrase_starting(t, last)
    if phrase is not None and phrase.head >= last:
        head = t.words[phrase.head]
        if head in _NOT_HEADS:
            return None
        compound = any(t.words[i] in EVENT_NOUNS for i in range(last, phrase.head + 1))
        if not compound and head not in TEMPORAL_HEADS and head not in _DEADLY_HEADS:
            return None
        found = Found(trigger.kind, "adjectival", (first, last), (first, phrase.head + 1))
        start = first
        while start > 0 and t.tags[start - 1] in "a#d'nN" and first - start < 6:
            start -= 1
        whole = Phrase(start, phrase.last, phrase.head)
        if start > 1 and t.tags[start] == "'":
            owner = phrase_ending(t, start - 1)
            whole = Phrase(owner.first if owner else start, phrase.last, phrase.head)
        last_token = phrase.last
        if last_token < len(t):
            for _ in range(3):
                if last_token >= len(t):
                    break
                if t.tags[last_token] == "b":
                    author = by_phrase(t, last_token)
                    if author is not None:
                        found.agent, found.scope = author, "by_phrase"
                    break
                more = prepositional(t, last_token, len(t))
                if more is None:
                    break
                last_token = more[1].last
        if found.agent is None and parties.names_party(t, whole):
            found.agent, found.scope = whole, "event_modifier"
        return found
    if (
        t.words[first].endswith("est")
        and t.words[first - 1] in {"the", "its"}
        and first > 2
        and t.tags[first - 2] == ","
    ):
        named = phrase_ending(t, first - 3)  # "the army raid, the deadliest in years"
        if named is not None and (parties.is_event(t, named) or t.words[named.head] in TEMPORAL_HEADS):
            found = Found(trigger.kind, "adjectival", (first, last), (named.first, last))
            if parties.names_party(t, named):
                found.agent, found.scope = named, "event_modifier"
            return found
    j = first - 1
    while j >= 0 and t.tags[j] in "r":
        j -= 1
    if j >= 0 and (t.tags[j] in "B" or t.words[j] in {"proved", "turned", "became", "proves", "turn", "turns"}):
        subject = clause_subject(t, j)
        if subject is not None and parties.is_event(t, subject):
            found = Found(trigger.kind, "adjectival", (first, last), (j, last))
            if parties.names_party(t, subject):
                found.agent, found.scope = subject, "event_modifier"
            return found
    return None
