"""Sentences, with knowledge of quotations, abbreviations and initials."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.document.layout import Block
from framing.document.model import Span
from framing.document.quotations import Marked
from framing.document.wordlists import words

__all__ = ["find_sentences"]

_END = re.compile(r"[.!?…]+")
_AFTER_END = re.compile(r"[\"”’'»)\]]*\s+(?=([\"“„‘'«(\[¿¡]*)([^\W_]|[—–•]))")
_TITLES = (
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col sgt capt cpl maj cmdr adm pvt brig st ste rev hon pres "
    "messrs mmes supt det insp atty sr fr msgr no nos vs v fig approx ft mt art ed eds vol pp ca jan feb mar apr jun "
    "jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun e.g i.e cf al"
)
_NEVER_ENDS = frozenset(_TITLES.split())
_SELDOM_ENDS = words(
    "inc ltd corp co bros jr u.s u.k u.n e.u d.c a.m p.m ph.d m.d b.a m.a calif mass conn pa va md fla "
    "ill ind mich minn mo ky tenn ala miss la ark okla tex colo ariz nev wash ore ga wis n.y n.j n.h "
    "n.c s.c n.d s.d w.va etc"
)
_LAST_WORD = re.compile(r"[\w.]*\Z")
_STARTS_SENTENCE = words(
    "the a an he she it they we i you this that these those there his her its their in on at for but "
    "and as when while after before if since by with from to mr mrs ms dr one some many most all no not "
    "what who how why where"
)
_LEADING_WORD = re.compile(r"\w+")
_ASIDE = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|asked|asks|wrote|added|told|replied|shouted|cried|tweeted"
    r"|yelled|exclaimed)\b"
)


def find_sentences(text: str, blocks: Sequence[Block], marked: Sequence[Marked]) -> list[Span]:
    """Split the blocks of a page into sentences.

    No sentence crosses a block, except inside one quotation that was torn apart by line breaks.

    Parameters
    ----------
    text : str
        The article.
    blocks : sequence of Block
        Its blocks.
    marked : sequence of Marked
        What stands between quotation marks.

    Returns
    -------
    list of Span
        In order, without the white space between them.

    Examples
    --------
    >>> text = "Mr. J. P. Smith of the U.S. Army spoke. “Why now?” he asked. Nobody knew."
    >>> [text[a:b] for a, b in find_sentences(text, [Block(0, len(text))], [])]
    ['Mr. J. P. Smith of the U.S. Army spoke.', '“Why now?” he asked.', 'Nobody knew.']
    """
    sentences: list[Span] = []
    quote = 0
    carried = -1
    for number, block in enumerate(blocks):
        start = block.start if carried < 0 else carried
        carried = -1
        position = block.start
        while True:
            match = _END.search(text, position, block.end)
            if match is None:
                break
            position = match.end()
            following = _AFTER_END.match(text, position, block.end)
            if following is None:
                continue
            if _divides(text, match, following):
                sentences.append(Span(start, _last(text, following)))
                start = following.end()
            position = max(position, following.end())
        if start >= block.end:
            continue
        while quote < len(marked) and marked[quote].outer_end <= block.end:
            quote += 1
        torn = (
            quote < len(marked)
            and marked[quote].outer_start < block.end
            and number + 1 < len(blocks)
            and not text[blocks[number + 1].start].isupper()
            and text[blocks[number + 1].start] not in '“"‘«'
        )
        if torn:
            carried = start
        else:
            sentences.append(Span(start, block.end))
    return sentences


def _last(text: str, following: re.Match[str]) -> int:
    end = following.end()
    while text[end - 1].isspace():
        end -= 1
    return end


def _divides(text: str, ending: re.Match[str], following: re.Match[str]) -> bool:
    after = following.group(2)
    at = ending.start()
    if after.islower():
        return False
    if ending.group() == "." and text[at + 1].isspace():
        before = text[max(at - 12, 0) : at].lower()
        before = before[before.rfind(" ") + 1 :]
        if not before.isalnum():
            word = _LAST_WORD.search(before)
            before = word.group() if word is not None else ""
        if before in _NEVER_ENDS:
            # "No. 5" against "He said no. Five others ..."
            return before == "no" and not after.isdigit()
        if len(before) == 1 and before.isalpha() and before != "i":
            return False
        if before in _SELDOM_ENDS or (len(before) > 2 and before[-2] == "." and len(before) <= 5):
            leading = _LEADING_WORD.match(text, following.end() + len(following.group(1)))
            return bool(following.group(1)) or (leading is not None and leading.group().lower() in _STARTS_SENTENCE)
        return True
    # "Why?" Smith asked.
    return not (text[at] in "!?" and not text[following.end() - 2].isalnum() and _aside(text, ending.end(), following))


def _aside(text: str, end: int, following: re.Match[str]) -> bool:
    closed = text[end] in "\"”’'»"
    return closed and not following.group(1) and _ASIDE.match(text, following.end()) is not None
