"""What stands around a verb or a noun of violence: by-phrases, and the acts that it hangs on."""

from __future__ import annotations

from framing.detectors.agency.nouns import EVENT_NOUNS, FORCE_NOUNS, MANNER, PLACES
from framing.detectors.agency.parties import Parties
from framing.detectors.agency.phrases import SPEECH, Phrase, base_ending, phrase_starting, prepositional
from framing.detectors.agency.subjects import clause_subject
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.wordlists import word_set
from framing.detectors.agency.words import TIME_NOUNS

__all__ = [
    "agent_by",
    "antecedent_event",
    "by_phrase",
    "event_phrase",
    "fought_in",
    "fronted_event",
    "seen_killed",
    "with_author",
]


def agent_by(t: Tokens, start: int) -> Phrase | None:
    """Find the agent phrase after a participle, over adverbs, times, places and coordinated participles.

    By-phrases of place, time and manner are none: *by the roadside*, *by Friday*, *by accident*.
    """
    place = start
    limit = min(len(t), start + 24)
    act = False
    while place < limit:
        tag = t.tags[place]
        if tag == "b" and act:
            return None
        if tag == "b":
            phrase = by_phrase(t, place)
            if phrase is not None:
                return phrase
            other = phrase_starting(t, place + 1, limit)
            place = place + 1 if other is None else other.last
            continue
        if tag in "re":
            if tag == "e" and t.tags[place - 1] not in "c,":
                return None
            place += 1
        elif tag in "c,":
            if place + 1 < limit and (t.tags[place + 1] == "e" or (tag == "," and t.tags[place + 1] in "bcr")):
                place += 1
            elif tag == "," and _closing_comma(t, place, limit):
                place = _closing_comma(t, place, limit)
            else:
                return None
        elif tag in "pt":
            found = prepositional(t, place, limit)
            if found is None:
                return None
            phrase = found[1]
            # An act that names its own author: "killed in an attack on the camp by gunmen".
            act = act or (t.words[phrase.head] in EVENT_NOUNS and found[0] in {"in", "during"})
            place = phrase.last
        elif (tag in "nN#ad" and (t.words[place] in TIME_NOUNS or t.words[place].isdigit())) or (
            tag in "nN#" and t.words[place - 1] in TIME_NOUNS
        ):
            place += 1
        else:
            return None
    return None


def _closing_comma(t: Tokens, comma: int, limit: int) -> int:
    """Give the place after a short aside between commas that a by-phrase follows, else 0."""
    for place in range(comma + 1, min(limit - 1, comma + 10)):
        if t.tags[place] == ",":
            return place + 1 if t.tags[place + 1] == "b" else 0
        if t.tags[place] in "veBHMDwsT.;":
            return 0
    return 0


def by_phrase(t: Tokens, by: int) -> Phrase | None:
    """Read the agent phrase of a *by* at token ``by``, or None for a by-phrase of time, place, manner or measure."""
    after = by + 1
    if after >= len(t) or (t.tags[after] in "iw" and t.words[after] not in {"who", "what", "whoever"}):
        return None
    if t.tags[after] in '"' and after + 1 < len(t):
        after += 1
    phrase = phrase_starting(t, after)
    if phrase is None:
        return None
    head = t.words[phrase.head]
    single = phrase.last - phrase.first == 1
    if head in MANNER and (
        single
        or head
        in {"means", "mistake", "way", "accident", "name", "hand", "feet", "percent", "percentage", "virtue", "default"}
    ):
        return None
    if head in TIME_NOUNS or head in {"then", "time", "end"} or (head.isdigit() and len(head) == 4):
        return None
    if head in PLACES and t.tags[phrase.head] == "n":
        return None
    if t.tags[phrase.head] == "#" and (phrase.last < len(t) and t.words[phrase.last] in {"%", "percent", "per"}):
        return None
    return phrase


_OTHER_CLAUSE = word_set("since before until despite")
_CAUSE_HEADS = word_set("wake aftermath course result midst face hail height consequence one two some any many dozens")
_STRIKES = word_set(
    """
    hit hits struck strikes landed flattened destroyed exploded slammed targeted demolished tore ripped crashed fell
    levelled leveled began ended came
    """
)
_COORDINATED = word_set("dead missing wounded injured hurt killed captured kidnapped unaccounted displaced")
_ASIDE_STARTS = word_set("along including together among as like")


def event_phrase(t: Tokens, parties: Parties, start: int) -> Phrase | None:
    """Find an act of force that the clause hangs on after the verb: "killed in an Israeli strike on a camp"."""
    place = start
    limit = min(len(t), start + 30)
    first = None
    while place < limit:
        tag = t.tags[place]
        if tag in "ptb" or (tag == "s" and t.words[place] in _WHEN):
            if tag == "s":
                act = phrase_starting(t, place + 1, limit)
                return _striking(t, parties, act, limit) or first
            found = prepositional(t, place, limit)
            if found is None or found[0] in _OTHER_CLAUSE:
                return first
            phrase = _inner_act(t, parties, found[1], limit)
            if parties.is_event(t, phrase) or t.words[phrase.head] in FORCE_NOUNS:
                whole = with_author(t, phrase, limit)
                if parties.names_party(t, whole):
                    return whole
                against = _fought_with(t, parties, phrase, limit)
                if against is not None:
                    return against
                first = first or whole
            place = phrase.last
        elif (
            tag in "r"
            or (t.words[place] in TIME_NOUNS)
            or (tag in "N#n" and place > start and t.words[place - 1] in TIME_NOUNS)
        ):
            place += 1
        elif tag == "c" and place + 1 < limit and t.words[place + 1] in _COORDINATED:
            place += 2
        elif tag == "," and (behind := _behind_aside(t, place, limit)):
            place = behind
        else:
            return first
    return first


_WHEN = word_set("when once")


def _striking(t: Tokens, parties: Parties, act: Phrase | None, limit: int) -> Phrase | None:
    """Keep the subject of "when an Arvian missile hit the house": an act or weapon with its owner."""
    if act is None or act.last >= limit or not parties.is_event(t, act) or not parties.names_party(t, act):
        return None
    place = act.last
    while place < limit and t.tags[place] in "rHB":
        place += 1
    return act if place < limit and t.words[place] in _STRIKES else None


def _inner_act(t: Tokens, parties: Parties, phrase: Phrase, limit: int) -> Phrase:
    """Step from "the wake of the raid" and "one of the strikes" to the act."""
    if t.words[phrase.head] not in _CAUSE_HEADS:
        return phrase
    link = phrase.head + 1
    if link + 1 >= limit or t.tags[link] != "o":
        return phrase
    inner = phrase_starting(t, link + 1, limit)
    return phrase if inner is None or not parties.is_event(t, inner) else inner


def _behind_aside(t: Tokens, comma: int, limit: int) -> int:
    """Give the place behind an aside between commas that adds victims or names the news: ", along with others,"."""
    close = next((i for i in range(comma + 1, min(comma + 14, limit - 1)) if t.tags[i] == ","), 0)
    if not close or t.tags[close + 1] not in "p" or close == comma + 1:
        return 0
    if t.words[comma + 1] in _ASIDE_STARTS:
        return close + 1
    return close + 1 if any(t.words[i] in SPEECH for i in range(max(close - 3, comma), close)) else 0


_FRONTED = word_set("in during after following amid under")


def fronted_event(t: Tokens, parties: Parties, clause: int) -> Phrase | None:
    """Find an act at the head of the sentence that the clause hangs on: "In an Arvian raid, nine were killed"."""
    first = 0
    while first < min(len(t), 3) and t.tags[first] in '".':
        first += 1
    if first >= len(t) or t.words[first] not in _FRONTED or clause <= first:
        return None
    found = prepositional(t, first, clause)
    if found is None:
        return None
    phrase = _inner_act(t, parties, found[1], clause)
    if not parties.is_event(t, phrase):
        return None
    whole = with_author(t, phrase, clause)
    if not parties.names_party(t, whole):
        return None
    comma = next((i for i in range(clause - 1, max(clause - 6, first), -1) if t.tags[i] == ","), 0)
    if not comma or any(t.tags[i] in "veBHMD,;:ws" for i in range(whole.last, comma)):
        return None
    return whole


def seen_killed(t: Tokens, parties: Parties, victim: Phrase) -> Phrase | None:
    """Find the act that saw people killed: "the army's attack that saw nine people killed"."""
    place = victim.first - 1
    while place > 0 and t.tags[place] in "rp" and victim.first - place < 4:
        place -= 1
    if place < 1 or t.words[place] not in {"saw", "sees", "seen", "leaving"}:
        return None
    subject = clause_subject(t, place, wants=(lambda phrase: parties.is_event(t, phrase),))
    if subject is None or not parties.is_event(t, subject):
        return None
    whole = with_author(t, subject, place)
    return whole if parties.names_party(t, whole) else None


def _fought_with(t: Tokens, parties: Parties, phrase: Phrase, limit: int) -> Phrase | None:
    """Read the other side of a fight: "killed in clashes with soldiers"."""
    if phrase.last >= limit or t.words[phrase.last] not in {"with", "between"}:
        return None
    more = prepositional(t, phrase.last, limit)
    if more is None or not parties.is_actor(t, more[1]):
        return None
    return Phrase(phrase.first, more[1].last, phrase.head)


def fought_in(t: Tokens, phrase: Phrase) -> bool:
    """Tell an act whose phrase goes on to the other side: "clashes with soldiers"."""
    return phrase.last > phrase.head + 2 and t.words[phrase.head + 1] in {"with", "between"}


_MOUNTED = word_set("launched carried staged led mounted waged committed conducted ordered made perpetrated")


def antecedent_event(t: Tokens, parties: Parties, verb: int) -> Phrase | None:
    """Find the act that the clause hangs on before it: "the raid by the army, in which nine people were killed"."""
    for which in range(verb - 1, max(verb - 14, 0), -1):
        if t.tags[which] in ".;:" or t.words[which] in {"and", "but"}:
            return None
        if t.words[which] == "which" and t.words[which - 1] in {"in", "during", "of"}:
            for head in range(which - 2, max(which - 18, -1), -1):
                if t.tags[head] in ".;veBH" and t.words[head] not in _MOUNTED:
                    return None
                if t.words[head] in EVENT_NOUNS and t.words[head] not in TIME_NOUNS:
                    base = base_ending(t, head, 0)
                    if base is None:
                        return None
                    first = base.first
                    if first > 1 and t.tags[first - 1] == '"' and t.tags[first - 2] == "'":
                        owner = base_ending(t, first - 3, 0)
                        first = first if owner is None else owner.first
                    last = which - 1
                    while t.tags[last - 1] in ',"':
                        last -= 1
                    whole = Phrase(first, max(last, head + 1), head)
                    return whole if parties.names_party(t, whole) else None
            return None
    return None


def with_author(t: Tokens, phrase: Phrase, limit: int) -> Phrase:
    """Let an event phrase go on over its places to its author: "a raid on the camp by Israeli forces"."""
    last = phrase.last
    for _ in range(3):
        if last >= limit or t.tags[last] not in "pb":
            break
        if t.tags[last] == "b":
            author = by_phrase(t, last)
            return phrase if author is None else Phrase(phrase.first, author.last, phrase.head)
        found = prepositional(t, last, limit)
        if found is None:
            break
        last = found[1].last
    return phrase
