"""Noun phrases around a verb: regular rules over the tags of a stretch of text.

All rules look a bounded number of tokens away, so that the time is linear in the text.
"""

from __future__ import annotations

from typing import NamedTuple

from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.words import TIME_NOUNS

__all__ = ["Phrase", "clause_subject", "phrase_ending", "phrase_starting", "prepositional"]

REACH = 60
"""Tokens that a rule looks away from a verb at most."""

_INSIDE = "nN#a"
_QUANTIFIERS = frozenset(
    ["at", "least", "more", "than", "up", "to", "about", "some", "around", "over", "nearly", "almost", "roughly", "approximately", "as", "many", "an", "estimated", "fewer", "less", "only", "just", "all", "both", "of"]
)
_PRONOUNS = frozenset(
    ["he", "she", "they", "we", "i", "him", "them", "her", "us", "me", "it", "you", "himself", "herself", "themselves", "one", "others", "someone", "somebody", "everyone", "anyone", "everybody", "none", "nobody", "nothing", "this", "these", "those"]
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
                and not (words[j][0].isdigit() and words[j - 1] in {"flight", "october", "september"})
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
            # attributive: a noun must follow, and a determiner or number stand before it
            if not (
                j + 1 < limit
                and tags[j + 1] in "nNaei"
                and (j == i or tags[j - 1] in "d#a'eir" or (tags[j - 1] == "n" and False))
            ):
                break
            if tag == "i" and j == i:
                break
        elif tag == "r":
            if not (j + 1 < limit and tags[j + 1] in "ae" and head < 0 and j + 2 < limit and tags[j + 2] in "nNa"):
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
            and tags[j - 1] == "a"
            and tags[j + 1] == "a"
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
    last = max(head + 1, j) if tags[j - 1] in "nN#" else head + 1
    return Phrase(first, last, head)


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


_PARTITIVES = frozenset(
    ["group", "members", "number", "majority", "couple", "total", "handful", "pair", "part", "series", "family", "families", "lives", "life", "bodies"]
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
    if more is None or t.tags[place] == "u" or t.words[more.head] in TIME_NOUNS:
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
                return more
            if t.tags[place] != ",":
                return None
            commas += 1
            if place + 1 < limit and t.tags[place + 1] == "c":
                return more
            further = _base_starting(t, place + 1, limit)
            if further is None:
                return None
            place = further.last
        return None
    return Phrase(more.first, after, more.head)


def _base_ending(t: Tokens, j: int, floor: int) -> Phrase | None:
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
            elif (tags[i + 1] == "#" and not words[i + 1][0].isdigit()) or (tags[i + 1] == "#" and head > i + 1):
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
            if not (head > i and i - 1 >= floor and tags[i - 1] in "d#a'" and tags[i + 1] in "nNa"):
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
    if head < 0:
        return None
    first = i + 1
    while first < head and tags[first] in "'\"r":
        first += 1
    # "at least nine people", "more than 40 people"
    back = first - 1
    if tags[first] == "#" or tags[first] == "d":
        while back >= floor and words[back] in _QUANTIFIERS and words[back] != "of" and first - back < 5:
            back -= 1
        if back + 1 < first and words[back + 1] in {
            "at",
            "more",
            "up",
            "about",
            "some",
            "around",
            "over",
            "nearly",
            "almost",
            "roughly",
            "approximately",
            "as",
            "an",
            "fewer",
            "less",
            "only",
            "just",
            "all",
            "both",
            "estimated",
        }:
            first = back + 1
    return Phrase(first, j + 1, head)


_CLAUSAL = frozenset(
    ["after", "before", "since", "following", "until", "till", "as", "than", "despite", "including", "like", "with", "without", "amid", "unlike"]
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
    phrase = _base_ending(t, j, floor)
    if phrase is None:
        return None
    first, last, head = phrase
    for _ in range(8):
        link = first - 1
        if link <= floor:
            break
        tag = t.tags[link]
        if tag == "p" and t.words[link] in _CLAUSAL:
            break
        if tag in "pob" or (tag == "t" and t.tags[link - 1] in "nN"):
            if tag == "b" and t.tags[link - 1] in "e":
                break
            base = _base_ending(t, link - 1, floor)
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
            before = conjunct.first - 1
            while before >= floor and t.tags[before] == ",":
                more = _base_ending(t, before - 1, floor)
                if more is None or (more.first > floor and t.tags[more.first - 1] in "pobveiBHMDGt"):
                    break
                conjunct = Phrase(more.first, conjunct.last, more.head)
                before = conjunct.first - 1
            if (before >= floor and t.tags[before] in "veiBHMDGxbr") or (before >= floor and t.tags[before] in "pt"):
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


def _skip_aside(t: Tokens, j: int, floor: int) -> int:
    """Step back over asides between commas, dashes or brackets that end with token ``j``; give the token before them."""
    for _ in range(6):
        if j < floor or t.tags[j] not in ",-)":
            return j
        mark = t.tags[j]
        opener = {",": ",", "-": "-", ")": "("}[mark]
        place = j - 1
        while place >= floor and t.tags[place] != opener and j - place < 40 and t.tags[place] not in ".;":
            place -= 1
        if place < floor or t.tags[place] != opener:
            return j
        if mark == "," and not _is_aside(t, place + 1, j):
            return j if t.tags[j] != "," else j
        # Further asides hang on the same noun: "49 people, including fighters, but also children, ..."
        j = place if mark == "," and place - 1 >= floor and _more_asides(t, place, floor) else place - 1
        if t.tags[place] == "," and j == place:
            continue
        return j
    return j


def _more_asides(t: Tokens, comma: int, floor: int) -> bool:
    place = comma - 1
    while place >= floor and t.tags[place] != "," and comma - place < 40 and t.tags[place] not in ".;":
        place -= 1
    return place >= floor and t.tags[place] == "," and _is_aside(t, place + 1, comma)


_ASIDE_STARTERS = frozenset(
    ["including", "mostly", "mainly", "among", "many", "most", "some", "aged", "a", "an", "the", "who", "which", "whose", "whom", "where", "both", "all", "but", "especially"]
)


def _is_aside(t: Tokens, first: int, last: int) -> bool:
    """Tell whether the tokens between two commas are an apposition or a relative clause rather than a clause."""
    if first >= last:
        return False
    word, tag = t.words[first], t.tags[first]
    if tag == "w" or word in _ASIDE_STARTERS or tag in "eip#" or (last - first == 1 and tag == "#"):
        return True
    inside = t.tags[first:last]
    return not any(tag in "veBHMD" for tag in inside)


def clause_subject(t: Tokens, verb: int, floor: int = 0) -> Phrase | None:
    """Find the subject of the verb group whose first token is ``verb``.

    Looks over adverbs, asides, relative pronouns, coordinated verbs, infinitives and participial adjuncts.
    """
    floor = max(floor, verb - REACH)
    place = verb
    for _ in range(6):
        j = place - 1
        while j >= floor and (t.tags[j] in 'rxD"M' or t.tags[j] in "BHG" or t.words[j] in {"all", "both", "each"}):
            j -= 1
        if j < floor:
            return None
        tag = t.tags[j]
        if tag in ",-)":
            skipped = _skip_aside(t, j, floor)
            if skipped != j and skipped >= floor:
                j, tag = skipped, t.tags[skipped]
                if tag == ",":
                    j, tag = j - 1, t.tags[j - 1]
        if tag in "wT":
            back = j - 1
            while back >= floor and t.tags[back] in ',pb"-':
                back -= 1
            if back < floor:
                return None
            return phrase_ending(t, back, floor)
        if tag in "nNua#j'd" and t.words[j] not in {"there"}:
            phrase = phrase_ending(t, j, floor)
            if phrase is None:
                return None
            return _beyond_relative(t, phrase, floor)
        if tag in "ct,p-:;b" or tag == "o":
            earlier = _verb_before(t, j, floor)
            if earlier is None:
                return None
            place = earlier
            continue
        if tag in "ei" or tag == "v":
            place = j
            continue
        return None
    return None


def _verb_before(t: Tokens, j: int, floor: int) -> int | None:
    """Find the nearest verb before token ``j`` that can share its subject."""
    place = j
    while place >= floor:
        tag = t.tags[place]
        if tag in "vBHMD":
            return place
        if tag == "e" and not (
            place + 1 < len(t) and t.tags[place + 1] in "nN" and place - 1 >= floor and t.tags[place - 1] in "d#a'"
        ):
            return place
        if tag == "i" and place - 1 >= floor and t.tags[place - 1] in "B,":
            return place
        if tag in ".":
            return None
        place -= 1
    return None


def _beyond_relative(t: Tokens, phrase: Phrase, floor: int) -> Phrase:
    """Step from an object inside a relative clause to the noun that the clause hangs on: "the man who hit him fled"."""
    place = phrase.first - 1
    steps = 0
    seen = False
    while place >= floor and steps < 7 and t.tags[place] in "veiBHMDGxrpt":
        seen = seen or t.tags[place] in "veBH"
        place -= 1
        steps += 1
    if (
        seen
        and place > floor
        and t.tags[place] in "wT"
        and t.tags[place - 1] in "nN#"
        and t.words[place] in {"who", "which", "that"}
    ):
        outer = phrase_ending(t, place - 1, floor)
        if outer is not None and not (
            outer.first > floor and t.tags[outer.first - 1] == "v" and t.words[place] == "that"
        ):
            return outer
    return phrase
