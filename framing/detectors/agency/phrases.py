"""Noun phrases around a verb: regular rules over the tags of a stretch of text.

All rules look a bounded number of tokens away, so that the time is linear in the text.
"""

from __future__ import annotations

from typing import NamedTuple

from framing.detectors.agency.nouns import DEMONYMS, EVENT_NOUNS
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.wordlists import word_set
from framing.detectors.agency.words import TIME_NOUNS

__all__ = [
    "APPROXIMATE",
    "REACH",
    "SPEECH",
    "Phrase",
    "base_ending",
    "phrase_ending",
    "phrase_starting",
    "prepositional",
]

REACH = 60
"""Tokens that a rule looks away from a verb at most."""

_INSIDE = "nN#a"
_QUANTIFIERS = word_set(
    """
    at least more than up to about some around over nearly almost roughly approximately as many an estimated
    fewer less only just all both of
    """
)
_PRONOUNS = word_set(
    """
    he she they we i him them her us me it you himself herself themselves one others someone somebody everyone
    anyone everybody none nobody nothing this these those
    """
)


class Phrase(NamedTuple):
    """A noun phrase: tokens ``first`` to ``last`` (half-open), and the number of its head noun."""

    first: int
    last: int
    head: int


def _base_starting(t: Tokens, i: int, limit: int) -> Phrase | None:
    """Read a base noun phrase that starts at token ``i``."""
    words, tags = t.words, t.tags
    first = i
    # "at least nine", "more than 40", "as many as 30", "up to 8", "an estimated 5,000"
    j = i
    while j < limit and words[j] in _QUANTIFIERS and j - i < 4:
        j += 1
    if j > i and not (j < limit and tags[j] == "#"):
        j = i
    if j >= limit:
        return None
    if tags[j] in "uj" or (words[j] in _PRONOUNS and (j + 1 >= limit or tags[j + 1] not in "nNa#eir'")):
        return Phrase(first, j + 1, j)
    head = -1
    determined = False
    while j < limit:
        tag = tags[j]
        if tag in "nN":
            if words[j] in {"it", "you", "there"}:
                break
            if words[j] in TIME_NOUNS and head >= 0 and words[j] not in {"march", "may"}:
                if not (j + 1 < limit and tags[j + 1] in "nN'"):
                    break
                if tags[j + 1] == "'" or tags[j] == "N":
                    break
            head = j
        elif tag == "#":
            if (
                head >= 0
                and t.tags[j - 1] != "'"
                and not (words[j][0].isdigit() and (words[j - 1] in _MONTHS or words[j - 1] == "flight"))
            ):
                break
            if words[j] == "one" and j + 1 < limit and tags[j + 1] not in "nNao":
                head = j
                j += 1
                break
            if j + 1 >= limit or tags[j + 1] not in "nN#aeird'":
                head = head if head >= 0 else j
        elif tag == "d":
            if determined or (head >= 0 and tags[j - 1] != "'"):
                break
            determined = True
        elif tag == "a":
            if head >= 0 and not (j + 1 < limit and tags[j + 1] in "nNa"):
                break
        elif tag in "ei":
            before = tags[j - 1] if j > i else ""
            if not (j + 1 < limit and (tags[j + 1] in "nNaei" or (head < 0 and _adjectives_follow(tags, j, limit)))):
                # "the fighting", "the wounded": nouns by their determiner
                if before in ("d", "a", "#", "'") and head < 0 and (determined or before in "#'"):
                    head = j
                    j += 1
                break
            if (j == i and tag == "i") or (j > i and before not in "d#a'eirc"):
                break
        elif (
            tag == "p"
            and words[j] in {"above", "then", "now", "off-duty"}
            and determined
            and head < 0
            and j == first + 1
        ):
            pass
        elif tag == "r":
            if not (j + 2 < limit and tags[j + 1] in "ae" and head < 0 and tags[j + 2] in "nNaec"):
                break
        elif tag == "'":
            if head < 0:
                break
            determined = False
        elif tag == '"':
            if not (j + 1 < limit and tags[j + 1] in "nNae" and t.ends[j] == t.starts[j + 1]) and head < 0:
                break
            if head >= 0:
                if '"' in tags[first:j]:
                    j += 1
                break
        elif (
            tag in "c"
            and words[j] in {"and", "or", "&"}
            and j > i
            and j + 1 < limit
            and tags[j - 1] in "ae"
            and tags[j + 1] in "ae"
            and head < 0
        ):
            pass
        else:
            break
        j += 1
    if head < 0:
        if (determined and j > first and tags[j - 1] in "d#a") or (j > first and tags[j - 1] in "#a"):
            head = j - 1
        else:
            return None
    if tags[head] == "d" and words[head] in _ARTICLES:
        return None
    last = max(head + 1, j) if tags[j - 1] in "nN#" else head + 1
    return Phrase(first, last, head)


def _adjectives_follow(tags: list[str], j: int, limit: int) -> bool:
    """Tell whether "impoverished and" at token ``j`` goes on to an adjective and a noun."""
    return j + 3 < limit and tags[j + 1] == "c" and tags[j + 2] in "ae" and tags[j + 3] in "nNa"


def phrase_starting(
    t: Tokens, i: int, limit: int | None = None, *, of: bool = True, coordinate: bool = True
) -> Phrase | None:
    """Read the noun phrase that starts at token ``i``, with its of-phrases and coordinations.

    Returns
    -------
    Phrase or None
        The head is that of the first conjunct.
    """
    limit = min(len(t), i + REACH) if limit is None else min(limit, len(t))
    if i >= limit:
        return None
    phrase = _base_starting(t, i, limit)
    if phrase is None:
        return None
    first, last, head = phrase
    rounds = 0
    while last < limit and rounds < 12:
        rounds += 1
        tag = t.tags[last]
        if of and tag == "o":
            more = _base_starting(t, last + 1, limit)
            if more is None:
                break
            if t.tags[head] == "#" or t.words[head] in _PARTITIVES:
                head = more.head
            last = more.last
        elif coordinate and tag in ",c":
            more = _next_conjunct(t, last, limit)
            if more is None:
                break
            last = more.last
        else:
            break
    return Phrase(first, last, head)


_PARTITIVES = word_set(
    """
    group members number majority couple total handful pair part series family families lives life bodies
    """
) - {"family"}


def _next_conjunct(t: Tokens, last: int, limit: int) -> Phrase | None:
    """Read ", NP" or "and NP" where it goes on with the phrase and does not begin a clause."""
    place = last
    comma = t.tags[place] == ","
    if comma:
        place += 1
    if place < limit and t.tags[place] == "c":
        if t.words[place] not in {"and", "or", "&"}:
            return None
        place += 1
        comma = False
    more = _base_starting(t, place, limit)
    if more is None or t.tags[place] in "uer" or t.words[more.head] in TIME_NOUNS:
        return None
    after = more.last
    while after < limit and t.tags[after] in "o":
        further = _base_starting(t, after + 1, limit)
        if further is None:
            break
        after = further.last
    if (
        after < limit
        and t.tags[after] in "BHMDGve"
        and not (t.tags[after] == "e" and after + 1 < limit and t.tags[after + 1] in "bp")
    ):
        return None
    if comma:
        # A list goes on to a final "and"; a lone comma before a noun phrase is an apposition.
        place, commas = after, 0
        while place < limit and commas < 6:
            if t.tags[place] == "c":
                return None if place + 1 < limit and t.tags[place + 1] in "veBHMDu" else more
            if t.tags[place] != ",":
                return None
            commas += 1
            if place + 1 < limit and t.tags[place + 1] == "c":
                return None if place + 2 < limit and t.tags[place + 2] in "veBHMDu" else more
            further = _base_starting(t, place + 1, limit)
            if further is None:
                return None
            place = further.last
        return None
    return Phrase(more.first, after, more.head)


_ARTICLES = word_set("a an the my your his its our their whose no every")

_MONTHS = word_set(
    """
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sept sep oct nov dec
    """
)


def is_act(t: Tokens, i: int, floor: int) -> bool:
    """Tell a gerund that stands as a noun: *the bombing*, *Israeli shelling*."""
    if t.tags[i] != "i" or i <= floor or t.words[i] not in EVENT_NOUNS:
        return False
    return t.tags[i - 1] in "da'" or t.words[i - 1] in DEMONYMS


def base_ending(t: Tokens, j: int, floor: int) -> Phrase | None:
    """Read backwards the base noun phrase whose last token is ``j``."""
    words, tags = t.words, t.tags
    if j < floor:
        return None
    if tags[j] in "uj" or words[j] in {"it", "you", "there"}:
        return Phrase(j, j + 1, j)
    i = j
    head = -1
    while i >= floor:
        tag = tags[i]
        if tag in "nN":
            if head < 0:
                head = i
            elif tags[i + 1] == "#" and words[i] not in _MONTHS and (head > i + 1 or not words[i + 1][0].isdigit()):
                break
        elif tag == "#":
            if head < 0:
                head = i
        elif tag == "d":
            if head < 0:
                head = i
            i -= 1
            if i >= floor and (words[i] in {"all", "both", "half"} or tags[i] == "'"):
                continue
            break
        elif tag == "a":
            if head < 0:
                head = i
            elif tags[i + 1] in "d#" and words[i] not in {"another"}:
                break
        elif tag == "'":
            if tags[i + 1] not in "nN#aei":
                break
        elif tag in "ei":
            if head < 0 and is_act(t, i, floor):
                head = i  # "the bombing"
            elif not (head > i and i - 1 >= floor and tags[i - 1] in "d#a'" and tags[i + 1] in "nNa"):
                break
        elif tag == "r":
            if not (i + 1 <= j and tags[i + 1] in "e" and i - 1 >= floor and tags[i - 1] in "d"):
                break
        elif tag == '"':
            if head < 0 or not (t.ends[i] == t.starts[i + 1] and i - 1 >= floor and tags[i - 1] in "d#a"):
                break
        else:
            break
        i -= 1
    if head < 0 or (tags[head] == "d" and words[head] in _ARTICLES):
        return None
    first = i + 1
    while first < head and tags[first] in "'\"r":
        first += 1
    if tags[first] == "#" and first + 2 <= head and words[first + 1] in _MONTHS:  # "On 7 October gunmen ..."
        first += 2
    # "at least nine people", "more than 40 people"
    back = first - 1
    while (
        tags[first] in "#d"
        and back >= floor
        and words[back] in _QUANTIFIERS
        and words[back] != "of"
        and first - back < 5
    ):
        back -= 1
    if back + 1 < first:
        opening = words[back + 1]
        if opening == "as" and words[back + 2] != "many":
            opening = ""
        if (tags[first] == "#" and opening in _OPENING_QUANTIFIERS) or opening in {"all", "both", "only", "just"}:
            first = back + 1
    return Phrase(first, j + 1, head)


_OPENING_QUANTIFIERS = word_set(
    """
    at more up about some around over nearly almost roughly approximately as an fewer less only just all both estimated
    """
)

SPEECH = word_set(
    """
    said says say saying told tells reported reports announced announces confirmed confirms stated states added adds
    claimed claims denied denies estimates estimated acknowledged believe believes believed think thinks thought knew
    knows feared fears warned warns insisted insists argues argued noted notes showed shows reveals revealed
    """
)
"""Verbs that take a clause of what is said or thought."""

APPROXIMATE = word_set("about around over nearly almost roughly approximately some only just")
"""Words before a number that belong to its phrase."""

_CLAUSE_OPENERS = SPEECH | word_set("as after before since until that including like with without despite")

_CLAUSAL = word_set(
    """
    after before since following until till as than despite including like with without amid unlike
    """
)
"""Prepositions that open a phrase of the clause rather than of the noun before them."""


def phrase_ending(t: Tokens, j: int, floor: int = 0) -> Phrase | None:
    """Read backwards the noun phrase that ends with token ``j``, with the phrases that it hangs on.

    *a strike on a camp in Jenin* is read back to *a strike*; what follows a verb, a comma or a clause word is not.

    Returns
    -------
    Phrase or None
        The head is that of the leftmost phrase.
    """
    floor = max(floor, j - REACH)
    phrase = base_ending(t, j, floor)
    if phrase is None:
        return None
    if t.words[phrase.head] in TIME_NOUNS and phrase.first > floor and t.tags[phrase.first - 1] in "nN":
        phrase = base_ending(t, phrase.first - 1, floor) or phrase  # "ninety people a day"
    first, last, head = phrase
    for _ in range(8):
        link = first - 1
        if link <= floor:
            break
        tag = t.tags[link]
        if tag == "p" and t.words[link] in _CLAUSAL and t.words[head] not in TIME_NOUNS:
            break
        if tag in "pob" or (tag == "t" and t.tags[link - 1] in "nN"):
            if tag == "b" and t.tags[link - 1] in "e":
                break
            base = base_ending(t, link - 1, floor)
            if base is None or (base.first > floor and t.tags[base.first - 1] in "d"):
                break
            if t.words[base.head] in TIME_NOUNS and tag == "p":
                break
            # A prepositional phrase after a verb's object belongs to the verb more often than to the noun.
            if tag in "pt":
                last = base.last
            first, head = base.first, (head if t.tags[base.head] == "#" and tag == "o" else base.head)
        elif tag == "c" and t.words[link] in {"and", "or"}:
            conjunct = phrase_ending(t, link - 1, floor)
            if conjunct is None:
                break
            if t.tags[conjunct.head] == "a":  # "medical and emergency workers"
                first = conjunct.first
                break
            before = conjunct.first - 1
            while before >= floor and t.tags[before] == ",":
                more = base_ending(t, before - 1, floor)
                if more is None or (more.first > floor and t.tags[more.first - 1] in "pobveiBHMDGt"):
                    break
                conjunct = Phrase(more.first, conjunct.last, more.head)
                before = conjunct.first - 1
            if before >= floor and t.tags[before] in "veiBHMDGxbrpt" and t.words[before] not in _CLAUSE_OPENERS:
                break
            first, head = conjunct.first, conjunct.head
            break
        else:
            break
    return Phrase(first, last, head)


def prepositional(t: Tokens, i: int, limit: int) -> tuple[str, Phrase] | None:
    """Read "in an Israeli strike on a camp" at token ``i``: the preposition and its noun phrase."""
    if i + 1 >= limit or t.tags[i] not in "pbot":
        return None
    place = i + 1
    while place < limit and t.tags[place] in "pr" and place < i + 3 and t.words[place] not in _QUANTIFIERS:
        place += 1
    phrase = phrase_starting(t, place, limit)
    return None if phrase is None else (t.words[i], phrase)
