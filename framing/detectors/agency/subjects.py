"""The subject of a verb: over asides, relative clauses, coordinated verbs and participles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from framing.detectors.agency.nouns import PERSONS
from framing.detectors.agency.phrases import REACH, SPEECH, Phrase, base_ending, is_act, phrase_ending
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.wordlists import word_set
from framing.detectors.agency.words import TIME_NOUNS

__all__ = ["Wants", "antecedent", "clause_subject"]

Wants = Sequence[Callable[[Phrase], bool]]
"""Tests whether a phrase is of the sort that the verb wants, the best first; without one the first noun is taken."""


def _skip_aside(t: Tokens, j: int, floor: int) -> int:
    """Step back over asides between commas, dashes or brackets that end at token ``j``; give the token before."""
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
            return j
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


_ASIDE_STARTERS = word_set(
    """
    including mostly mainly among many most some aged a an the who which whose whom where both all but
    especially
    """
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


def antecedent(t: Tokens, j: int, floor: int = 0, wants: Wants = (), *, who: bool = False) -> Phrase | None:
    """Find the noun that a relative clause or a participle after token ``j`` hangs on.

    Of the nouns in "respect for people in the town" the nearest that ``wants`` accepts, or else the first.
    """
    floor = max(floor, j - REACH)
    if not wants:
        return phrase_ending(t, j, floor)
    place, outer = j, None
    second: Phrase | None = None
    for _ in range(6):
        base = base_ending(t, place, floor)
        if base is None:
            break
        while base.first - 1 > floor and t.tags[base.first - 1] == "o":
            left = base_ending(t, base.first - 2, floor)
            if left is None or not (t.tags[left.head] == "#" or t.words[left.head] in _MERGED):
                break
            base = Phrase(left.first, base.last, base.head if t.tags[left.head] == "#" else left.head)
        if base.first - 1 > floor and t.tags[base.first - 1] == "c":
            whole = phrase_ending(t, place, floor)
            if whole is not None and wants[0](whole):
                base = whole
        if t.words[base.head] not in TIME_NOUNS:
            if wants[0](base):
                return base
            if who and t.tags[base.head] == "N":
                names = sum(t.tags[i] == "N" for i in range(base.first, base.last))
                if names > 1 or not (base.first and t.tags[base.first - 1] in "po"):
                    return base
                second = second or base
            if second is None and any(test(base) for test in wants[1:]):
                second = base
            outer = base
        link = base.first - 1
        if link <= floor or not (t.tags[link] in "pobt" or (t.tags[link] == "," and t.tags[link - 1] in "N#")):
            break
        place = link - 1
        while place > floor and t.tags[place] == "r":
            place -= 1
    return second or outer or phrase_ending(t, j, floor)


_MERGED = word_set("member members group groups majority couple total handful pair number numbers rest")


def clause_subject(t: Tokens, verb: int, floor: int = 0, wants: Wants = ()) -> Phrase | None:
    """Find the subject of the verb group whose first token is ``verb``.

    Looks over adverbs, asides, relative pronouns, coordinated verbs, infinitives and participial adjuncts.
    """
    floor = max(floor, verb - REACH)
    place = verb
    for _ in range(6):
        j = place - 1
        while j >= floor and (t.tags[j] in 'rxD"MBHG' or t.words[j] in _FLOATING):
            j -= 1
        if j < floor:
            return None
        tag = t.tags[j]
        if tag in ",-)" and t.tags[place] != "i":
            skipped = _skip_aside(t, j, floor)
            if floor <= skipped < j:
                place = skipped if t.tags[skipped] == "," else skipped + 1
                continue
        if tag in "wT":
            return _before_pronoun(t, j, floor, wants)
        act = is_act(t, j, floor)  # "the bombing had killed"
        if act or (tag in "nNua#j'd" and t.words[j] != "there"):
            phrase = phrase_ending(t, j, floor)
            return None if phrase is None else _beyond_relative(t, phrase, floor)
        controlled = _controlled(t, j, floor) if tag == "t" else None
        if controlled is not None:
            return controlled
        if tag in "ct,p-:;bo":
            earlier = _verb_before(t, j, floor)
            if earlier is None:
                return None
            place = earlier
        elif tag in "eiv":
            if t.words[j] in SPEECH:
                speaker = phrase_ending(t, j - 1, floor)
                # "a strike that officials said killed nine"
                if speaker is not None and speaker.first > floor and t.words[speaker.first - 1] in _PRONOUNS:
                    return _before_pronoun(t, speaker.first - 1, floor, wants)
            place = j
        else:
            return None
    return None


_CONTROL = word_set(
    """
    ordered orders order told asked forced forces allowed allows believe believes believed want wants wanted urged sent
    paid hired expected caused instructed encouraged persuaded led commanded authorised authorized got helped
    """
)


def _controlled(t: Tokens, to: int, floor: int) -> Phrase | None:
    """Find who does what follows *to* at token ``to`` where it is the object: "ordered soldiers to fire"."""
    if to - 1 < floor:
        return None
    if t.tags[to - 1] == "j":
        return Phrase(to - 1, to, to - 1)
    phrase = base_ending(t, to - 1, floor)
    if phrase is not None and phrase.first > floor and t.words[phrase.first - 1] in _CONTROL:
        return phrase
    return None


_FLOATING = word_set("all both each there")
"""Words that may stand between a subject and its verb."""

_PRONOUNS = word_set("who which that")


def _before_pronoun(t: Tokens, pronoun: int, floor: int, wants: Wants) -> Phrase | None:
    """Find what a relative pronoun stands for: "the people, many of whom"."""
    back = pronoun - 1
    while back >= floor and (t.tags[back] in ',pb"-o' or (t.tags[back] == "#" and t.tags[back + 1] == "o")):
        back -= 1
    if back < floor:
        return None
    return antecedent(t, back, floor, wants, who=t.words[pronoun] in {"who", "whom"})


def _verb_before(t: Tokens, j: int, floor: int) -> int | None:
    """Find the nearest verb before token ``j`` that can share its subject."""
    place = j
    while place >= floor:
        tag = t.tags[place]
        if tag in "vBHMD":
            return place
        if tag == "e" and place > 1 and t.tags[place - 1] == "r" and t.tags[place - 2] == "d":
            pass  # "a highly coordinated attack"
        elif tag == "e" and place + 1 < len(t) and t.tags[place + 1] == "b" and place and t.tags[place - 1] in "nN":
            pass  # "a house owned by a family" lends no subject
        elif tag == "e" and not (
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
    """Step from a noun inside a relative clause to the noun that it hangs on: "the man who hit him fled"."""
    place = phrase.first - 1
    steps = 0
    seen = False
    while place >= floor and steps < 7 and t.tags[place] in "veiBHMDGxrpt":
        seen = seen or t.tags[place] in "veBH"
        place -= 1
        steps += 1
    if seen and place > floor and t.words[place] in {"who", "which", "that"} and t.tags[place - 1] in "nN#":
        outer = phrase_ending(t, place - 1, floor)
        if outer is not None and not (
            outer.first > floor and t.tags[outer.first - 1] == "v" and t.words[place] == "that"
        ):
            return outer
    # "a man serving with the army was killed", "people trapped in the building were killed"
    place = phrase.first - 1
    linked = place > floor and t.tags[place] in "pt"
    if linked:
        place -= 1
    verb = place
    while place > floor and t.tags[place - 1] == "r":
        place -= 1
    if place > floor and t.tags[place - 1] in "nN" and (t.tags[verb] == "i" or (linked and t.tags[verb] == "e")):
        outer = phrase_ending(t, place - 1, floor)
        if outer is not None and t.words[outer.head] in PERSONS:
            return outer
    return phrase
