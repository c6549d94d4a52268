"""Which cues are verbs where they stand, and not the noun or adjective of the same form: the word before tells."""

from __future__ import annotations

import re

from framing.document.clauses import CLAUSE_LIKE
from framing.document.cues import ALSO_NOUNS
from framing.document.passages import Passage
from framing.document.speakers import FINDINGS, PEOPLE
from framing.document.stretches import CueHit
from framing.document.wordlists import words

__all__ = ["BEFORE_VERB", "is_verbal", "word_before"]

_LAST_WORD = re.compile(r"[\w.’'-]+\Z")
BEFORE_VERB = words(
    "to they we i you he she it who which that would could will can might may should must did do "
    "does not also now still often people police some many most "
    "critics others both all never always even don’t didn’t doesn’t can’t won’t then cannot i’ll we’ll "
    "they’ll he’ll she’ll i’d"
)
_NOT_BEFORE_VERB = words(
    "the a an his her its their our my your this these those of in on at for with by from about "
    "no any every each another several few more such same first second last next new own "
    "between without against under over into than former recent public official so"
)
_BEFORE_S = words("he she it who which that also now still often then never even nobody everyone")
_ALSO_ADJECTIVES = words(
    "announce pledge report propose promise disclose note commit expect estimate allege project declare state know"
)
_ADJECTIVE_BEFORE = words(
    "previously newly pre recently yet-to-be much most some many several few two three widely most-"
)
_SURE_COMPLEMENT = re.compile(r"\s+that\s|\s*[,:]?\s*[“\"]|\s*:\s")


def word_before(text: str, floor: int, position: int) -> str | None:
    """Give the word that white space parts from a position, or None where none stands there.

    Examples
    --------
    >>> word_before("Ann Lee said", 0, 8), word_before("“It said", 1, 4), word_before("(said", 0, 1)
    ('Lee', 'It', None)
    """
    stretch = text[floor:position]
    stripped = stretch.rstrip()
    if len(stripped) == len(stretch):
        return None
    word = stripped[stripped.rfind(" ") + 1 :]
    if word.isalpha():
        return word
    match = _LAST_WORD.search(word)
    return match.group() if match is not None else None


def is_verbal(passage: Passage, number: int) -> bool:
    """Tell a verb from a noun or an adjective of the same form by the word before it."""
    verbal = passage.verbal.get(number)
    if verbal is None:
        verbal = passage.verbal[number] = _is_verbal(passage, passage.cues[number])
    return verbal


def _is_verbal(passage: Passage, hit: CueHit) -> bool:
    form = hit.cue.form
    if form == "fixed":
        return True
    word = word_before(passage.text, max(passage.start, hit.start - 30), hit.start)
    if word is None:
        return form != "base" or hit.start - passage.start > 3
    low = word.lower()
    if low in _NOT_BEFORE_VERB or word.endswith(("'s", "’s", "s’")) or low.isdigit():
        return False
    complement = _SURE_COMPLEMENT.match(passage.text, hit.end, passage.end) is not None
    if form in ("past", "participle"):
        return hit.cue.lemma not in _ALSO_ADJECTIVES or low not in _ADJECTIVE_BEFORE
    if form == "ing":
        return low not in _ADJECTIVE_BEFORE
    if form == "s" and complement:
        return True
    if hit.cue.lemma not in ALSO_NOUNS:
        return True
    if low.endswith("ly") or low in (BEFORE_VERB if form == "base" else _BEFORE_S):
        return True
    if form == "base":
        return (
            low.endswith("s")
            and not low.endswith(("ss", "us", "is"))
            and (word[0].islower() or complement or FINDINGS.fullmatch(word) is not None)
        )
    if word[0].isupper() or PEOPLE.fullmatch(word) is not None:
        return True
    return (
        not low.endswith("s") and CLAUSE_LIKE.match(passage.text, hit.end, min(passage.end, hit.end + 60)) is not None
    )
