"""Chunks: what white space parts, each looked up once for all that the rules of attribution ask of a word.

A rule that asks "is the word before the cue a form of *to be*?" reads one integer instead of running a pattern over
the text. What a chunk is depends on its letters and marks alone, so it is worked out once and kept.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

from framing.document.speakers import FINDINGS, PEOPLE
from framing.document.wordlists import words

__all__ = ["chunks_before", "phrase_bits", "word_bits"]

# A phrase: what a chunk is in the words before a cue.
LEAD: Final = 1 << 0  # begins with a mark
COMMA: Final = 1 << 1  # ends with a comma
CUT: Final = 1 << 2  # holds a mark that no subject reaches over
CAPITAL: Final = 1 << 3
LOWER: Final = 1 << 4
AUXILIARY: Final = 1 << 5
BEFORE_TO: Final = 1 << 6  # with "to" an auxiliary ("used to")
SUBORDINATOR: Final = 1 << 7
JOINS: Final = 1 << 8  # and, or, but
OPENS: Final = 1 << 9  # may stand before a subject, perhaps with a comma behind it
OPENS_PAIR: Final = 1 << 10  # the first word of "in fact", "of course"
RELATIVE: Final = 1 << 11
NO_SUBJECT: Final = 1 << 12
PREPOSITION: Final = 1 << 13  # opens a phrase that is no subject
DETERMINER: Final = 1 << 14
FINITE: Final = 1 << 15
APPOSED: Final = 1 << 16  # opens an apposition, wherever it stands
WHAT: Final = 1 << 17
TO: Final = 1 << 18
BE: Final = 1 << 19
AFTER_BE: Final = 1 << 20  # may stand between "to be" and a participle

# A word: what a chunk is right beside a cue.
MARKED: Final = 1 << 0  # begins with a mark
SPACED: Final = 1 << 1  # has a space behind it
NO_WORD: Final = 1 << 2  # ends with a mark, so that no word stands before what follows
POSSESSIVE: Final = 1 << 3  # has what stands behind it
BEFORE_NOUN: Final = 1 << 4  # a cue behind it is no verb
BEFORE_VERB: Final = 1 << 5
BEFORE_S: Final = 1 << 6
BEFORE_ADJECTIVE: Final = 1 << 7
PLURAL: Final = 1 << 8  # ends in the s of a plural
SAYS: Final = 1 << 9  # a noun for somebody who speaks
FINDS: Final = 1 << 10  # a noun for what has been found out
LY: Final = 1 << 11
LOWER_WORD: Final = 1 << 12
ENDS_S: Final = 1 << 13
IS: Final = 1 << 14  # a form of "to be"
AFTER_IS: Final = 1 << 15  # may stand between "to be" and a participle
PURPOSE: Final = 1 << 16  # to
CONTRAST: Final = 1 << 17  # may part the clause of the next speaker from the content before
ADVERBIAL: Final = 1 << 18  # may open a time or a place between cue and content
OPENS_PHRASE: Final = 1 << 19
SAYS_THAT: Final = 1 << 20
QUESTION: Final = 1 << 21
NOT_TO: Final = 1 << 22  # "to" or "not", as before an infinitive
CLAUSE_VERB: Final = 1 << 23  # a finite verb, or a pronoun that is a subject
BY: Final = 1 << 24
COMPLEMENT: Final = 1 << 25  # may open what follows a passive cue
AFTER_ADJECTIVE: Final = 1 << 26
PARTICLE: Final = 1 << 27
COUNTS: Final = 1 << 28  # a number or its like, which may be the subject ("nine out of 10 say")
ANYTHING: Final = (1 << 29) - 1
"""What must be supposed of a place where no word begins."""

_BE = words("is are was were be been being get gets got become becomes became")
_AFTER_BE = words(
    "not also widely often generally largely now still even all being already long reportedly recently repeatedly "
    "later initially"
)
_PHRASES: tuple[tuple[int, bool, bool, frozenset[str]], ...] = (
    # bit, whether the chunk must be the word and nothing else, whether case matters, words
    (
        AUXILIARY,
        True,
        True,
        words(
            "has have had is was are were be been being do does did not never also later then further again often once "
            "now still just soon recently long since already even only both all each would could might may will should "
            "must can cannot to began started kept first twice"
        ),
    ),
    (BEFORE_TO, True, True, words("used continued continues continue refused declined seemed appeared came")),
    (
        SUBORDINATOR,
        True,
        True,
        words(
            "but while whilst although though because when whether since where whereas that until unless so as if "
            "after before than plus nor yet"
        ),
    ),
    (JOINS, True, True, words("and or but")),
    (
        OPENS,
        True,
        False,
        words(
            "and but so yet still meanwhile however also then though nor instead indeed now or even perhaps moreover "
            "as while when where because that if "
            "and, but, so, yet, still, meanwhile, however, also, then, though, nor, instead, indeed, now, or, even, "
            "perhaps, moreover, as, while, when, where, because, that, if,"
        ),
    ),
    (OPENS_PAIR, True, False, words("in of")),
    (RELATIVE, True, True, words("who that which")),
    (
        NO_SUBJECT,
        False,
        False,
        words(
            "but and or as while after before when by without for also then if so yet to in on at with from though "
            "although because since than including being citing not just even only still instead"
        ),
    ),
    (
        PREPOSITION,
        False,
        False,
        words(
            "in on at during after before since with by for from under over through speaking asked despite following "
            "according as when while if to earlier later meanwhile however still also instead yesterday today last "
            "this but and then yet now first finally indeed moreover furthermore additionally so though although "
            "because even once whether amid like unlike without within among at about"
        ),
    ),
    (
        DETERMINER,
        True,
        False,
        words(
            "the a an his her its their our my some many several most other another one both these those this he she "
            "they it we i you who"
        ),
    ),
    (
        FINITE,
        False,
        True,
        words("is are was were has have had will would could can may might should must does did do it he she they"),
    ),
    (BE, True, True, _BE),
    (AFTER_BE, True, True, _AFTER_BE),
    (WHAT, True, True, words("what")),
    (TO, True, True, words("to")),
)
_WORDS: tuple[tuple[int, bool, bool, frozenset[str]], ...] = (
    (PURPOSE, True, True, words("to")),
    (CONTRAST, False, True, words("and but while as though although or then with")),
    (
        ADVERBIAL,
        False,
        False,
        words(
            "late early later earlier last this next on in monday tuesday wednesday thursday friday saturday sunday "
            "january jan february feb march april may june july august aug september sept october oct november nov "
            "december dec yesterday today tonight recently again repeatedly publicly privately simply also too flatly "
            "bluntly then afterward afterwards at for as instead once twice during from through via to before after "
            "outside by with of"
        ),
    ),
    (OPENS_PHRASE, False, True, words("of about for with by into from to on in at as and or but than")),
    (SAYS_THAT, False, True, words("that")),
    (QUESTION, False, True, words("whether how why what when who if where about which")),
    (NOT_TO, False, True, words("to not")),
    (
        CLAUSE_VERB,
        False,
        True,
        words(
            "is are was were has have had will would could can may might should must does did do cannot isn won need "
            "needs make makes made want wants deserve deserves remain remains seem seems became becomes went came got "
            "get gets know knows knew think thinks believe believes gave took he she it they we i you there this these "
            "those that"
        ),
    ),
    (BY, True, True, words("by")),
    (COMPLEMENT, False, True, words("as of to for that by a an the")),
    (AFTER_ADJECTIVE, True, True, words("that about of to by over with whether if how")),
    (PARTICLE, False, True, words("up out off back down over away around ahead together through")),
    (POSSESSIVE, True, False, words("his her their its my our")),
)
# The word before a cue goes back to the last space or mark; case does not matter.
_BEFORE_CUE: tuple[tuple[int, frozenset[str]], ...] = (
    (
        BEFORE_NOUN,
        words(
            "the a an his her its their our my your this these those of in on at for with by from about "
            "no any every each another several few more such same first second last next new own "
            "between without against under over into than former recent public official so"
        ),
    ),
    (
        BEFORE_VERB,
        words(
            "to they we i you he she it who which that would could will can might may should must did do does not also "
            "now still often people police some many most critics others both all never always even don’t didn’t "
            "doesn’t can’t won’t then cannot i’ll we’ll they’ll he’ll she’ll i’d"
        ),
    ),
    (BEFORE_S, words("he she it who which that also now still often then never even nobody everyone")),
    (
        BEFORE_ADJECTIVE,
        words("previously newly pre recently yet-to-be much most some many several few two three widely most-"),
    ),
)
_STATES = words("Calif Fla Mass Tex Wash Va Md Ga Ill Ind Mich Minn Pa Conn Ariz Colo")
_PLACE_OR_PARTY = re.compile(r"[NS]\.\w|[RDI]-")
_HEAD = re.compile(r"\w+")
_LAST = re.compile(r"[\w.’'-]+\Z")
_AUXILIARY_SHAPE = re.compile(r"\w+n[’']t|[a-z]+ly")
_BE_SHAPE = re.compile(r".*(?:[’'](?:s|re)|n[’']t)")
_LY = re.compile(r"[a-z]+ly")
_SPACED = re.compile(r"[^ ]+ *")
_CUTS = frozenset(';:—–“”"')
_MOST = 200_000

_phrases: dict[str, int] = {}
_words: dict[str, int] = {}


def chunks_before(text: str, floor: int, end: int) -> tuple[list[int], list[int]]:
    """Part the text before a position at its spaces.

    Parameters
    ----------
    text : str
        The article.
    floor, end : int
        The stretch to part; neither begins nor ends with a space.

    Returns
    -------
    starts : list of int
        Where each chunk starts, and ``end``. The space behind a chunk belongs to it.
    bits : list of int
        What each chunk is, as the constants of this module.

    Examples
    --------
    >>> starts, bits = chunks_before("The army said no.", 0, 17)
    >>> starts, [bool(b & CAPITAL) for b in bits]
    ([0, 4, 9, 14, 17], [True, False, False, False])
    """
    piece = text[floor:end]
    if "\n" in piece or "\xa0" in piece:
        piece = piece.replace("\n", " ").replace("\xa0", " ")
    parts = _SPACED.findall(piece) if "  " in piece else piece.replace(" ", " \0").split("\0")
    starts = list(accumulate(map(len, parts), initial=floor))
    try:
        return starts, list(map(_phrases.__getitem__, parts))
    except KeyError:
        return starts, [phrase_bits(part) for part in parts]


def phrase_bits(chunk: str) -> int:
    """Tell what a chunk with the space behind it is in the words before a cue.

    Examples
    --------
    >>> bool(phrase_bits("was ") & BE), bool(phrase_bits("was, ") & BE), bool(phrase_bits("was, ") & COMMA)
    (True, False, True)
    """
    bits = _phrases.get(chunk)
    return _learn(chunk)[0] if bits is None else bits


def word_bits(chunk: str) -> int:
    """Tell what a chunk with the space behind it is right beside a cue.

    Examples
    --------
    >>> bool(word_bits("the ") & BEFORE_NOUN), bool(word_bits("police ") & SAYS)
    (True, True)
    """
    bits = _words.get(chunk)
    return _learn(chunk)[1] if bits is None else bits


def _learn(part: str) -> tuple[int, int]:
    if len(_phrases) >= _MOST:
        _phrases.clear()
        _words.clear()
    chunk = part.rstrip()
    match = _HEAD.match(chunk)
    head = match.group() if match is not None else ""
    bits = _phrases[part], _words[part] = _phrase(chunk, head), _word(part, chunk, head)
    return bits


def _listed(lists: tuple[tuple[int, bool, bool, frozenset[str]], ...], chunk: str, head: str) -> int:
    low, low_head = chunk.lower(), head.lower()
    bits = 0
    for bit, whole, cased, listed in lists:
        word = (chunk if cased else low) if whole else (head if cased else low_head)
        if word in listed:
            bits |= bit
    return bits


def _phrase(chunk: str, head: str) -> int:
    if not chunk:
        return LEAD
    bits = _listed(_PHRASES, chunk, head)
    if not head:
        bits |= LEAD
    elif head in _STATES or (len(head) == 1 and head.isdigit()) or _PLACE_OR_PARTY.match(chunk):
        bits |= APPOSED
    if "a" <= chunk[0] <= "z":
        bits |= LOWER | APPOSED
    elif chunk[0].isupper():
        bits |= CAPITAL
    if chunk[-1] == ",":
        bits |= COMMA
    if not _CUTS.isdisjoint(chunk) or chunk in ("-", "--") or ")" in chunk:
        bits |= CUT
    if _AUXILIARY_SHAPE.fullmatch(chunk):
        bits |= AUXILIARY
    if _BE_SHAPE.fullmatch(chunk):
        bits |= BE
    if _LY.fullmatch(chunk):
        bits |= AFTER_BE
    if head.lower().endswith("ing"):
        bits |= NO_SUBJECT
    return bits


def _word(part: str, chunk: str, head: str) -> int:
    if not chunk:
        return MARKED | NO_WORD
    bits = _listed(_WORDS, chunk, head)
    if len(chunk) < len(part):
        bits |= SPACED
    if not head:
        bits |= MARKED
    low = head.lower()
    if low.endswith("ly") or low[:1].isdigit():
        bits |= ADVERBIAL
    if low.endswith("n") and chunk[len(head) : len(head) + 2] in ("’t", "'t"):
        bits |= CLAUSE_VERB
    if "A" <= chunk[0] <= "Z" or chunk[0] in '“"':
        bits |= COMPLEMENT
    if "," in chunk or ";" in chunk:
        bits |= CONTRAST
    if _BE_SHAPE.fullmatch(chunk) or chunk in _BE:
        bits |= IS
    if _LY.fullmatch(chunk) or chunk in _AFTER_BE:
        bits |= AFTER_IS
    return bits | _before_cue(chunk)


def _before_cue(chunk: str) -> int:
    """What a chunk is as the word before a cue."""
    match = _LAST.search(chunk)
    if match is None:
        return NO_WORD
    word = match.group()
    low = word.lower()
    bits = 0
    for bit, listed in _BEFORE_CUE:
        if low in listed:
            bits |= bit
    if word.endswith(("’", "'", "'s", "’s")):
        bits |= POSSESSIVE
    if low.isdigit() or low in ("another", "each", "several", "others"):
        bits |= COUNTS
    if (low.isdigit() and len(low) != 4) or word.endswith(("'s", "’s", "s’")):
        bits |= BEFORE_NOUN
    if low.endswith("ly"):
        bits |= LY
    if not word[0].isupper():
        bits |= LOWER_WORD
    if low.endswith("s"):
        bits |= ENDS_S
        bits |= PLURAL if not low.endswith(("ss", "us", "is")) else 0
    if PEOPLE.fullmatch(word):
        bits |= SAYS
    if FINDINGS.fullmatch(word):
        bits |= FINDS
    return bits
