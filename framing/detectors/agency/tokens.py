"""The tokens of one stretch of text: made only where a scan found something, never for a whole article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from framing.detectors.agency.wordlists import word_set
from framing.detectors.agency.words import tag_of

__all__ = ["Tokens"]

_TOKEN = re.compile(
    r"\w+(?:['\u2019&\-\u2010\u2011]\w+|\.\w(?!\w)|[.,:]\d+)*"  # words, 1,300, U.S, Israeli-occupied
    r"|[^\w\s]"
)
_CLITICS = ("s", "re", "ve", "ll", "d", "m")
_ABBREVIATIONS = word_set(
    """
    mr mrs ms dr prof gen lt col sgt maj capt sen rep gov st jr sr no vs brig cmdr adm rev jan feb mar apr jun jul aug sept oct nov dec
    """
)


class Tokens:
    """Words of a stretch of text with their tags, as parallel lists.

    Parameters
    ----------
    text : str
        The article.
    start, end : int
        The stretch, at most a few thousand characters.

    Attributes
    ----------
    words : list of str
        In small letters, with straight apostrophes.
    starts, ends : list of int
        Offsets into the article.
    title_case : bool
        Whether most words begin with a capital, as in a headline.
    tags : list of str
        One character a word; see :mod:`framing.detectors.agency.words`.

    Examples
    --------
    >>> tokens = Tokens("The army didn't fire.", 0, 21)
    >>> tokens.words
    ['the', 'army', 'did', "n't", 'fire', '.']
    >>> "".join(tokens.tags)
    'dnDxn.'
    """

    __slots__ = ("ends", "starts", "tags", "text", "title_case", "words")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.tags: list[str] = []
        self.title_case = False
        self._read(start, end)

    def __len__(self) -> int:
        return len(self.words)

    def _read(self, start: int, end: int) -> None:
        text, words, starts, ends = self.text, self.words, self.starts, self.ends
        raw: list[str] = []
        for match in _TOKEN.finditer(text, start, end):
            word = match.group()
            first, last = match.span()
            if "'" in word or "\u2019" in word:
                cut = _cut(word)
                if cut:
                    raw += word[:cut], word[cut:]
                    starts += first, first + cut
                    ends += first + cut, last
                    continue
            if word == "." and ends and ends[-1] == first and _is_abbreviation(raw[-1]):
                ends[-1] = last  # "Oct. 7", "U.S. forces": the full stop belongs to the word
                continue
            raw.append(word)
            starts.append(first)
            ends.append(last)
        lowered = [word.lower() for word in raw]
        if any("\u2019" in word for word in lowered):
            lowered = [word.replace("\u2019", "'") for word in lowered]
        words.extend(lowered)
        self.title_case = _is_title_case(raw)
        keep = not self.title_case
        after_break = True
        for number, word in enumerate(raw):
            lower = lowered[number]
            tag = tag_of(word, lower, keep and not after_break)
            if tag == "'" and lower == "'" and not (number and lowered[number - 1].endswith("s")):
                tag = '"'
            elif tag == "'" and lower == "'s" and number and self.tags[number - 1] in "ujw":
                tag = "B"
            self.tags.append(tag)
            after_break = tag in '.":-'
        self._mark_verbs()
        for number in range(1, len(raw) - 1):  # "'s" before a participle or a determiner is a verb
            if lowered[number] == "'s" and self.tags[number] == "'" and lowered[number - 1] in {"it", "that", "there"}:
                self.tags[number] = "B"

    def _mark_verbs(self) -> None:
        """Tag as verbs what must be: a word after *will* or *did*, or between *to* and an object."""
        tags, size = self.tags, len(self.tags)
        for number, tag in enumerate(tags):
            if tag not in "MDt" or number + 1 >= size:
                continue
            place = number + 1
            while place < size and tags[place] in "rx":
                place += 1
            if place >= size or tags[place] != "n" or self.words[place] in {"it", "you", "there", "none"}:
                continue
            if tag != "t" or (place + 1 < size and tags[place + 1] in "dj#" and not self.words[place].endswith("s")):
                tags[place] = "v"

    def at(self, position: int) -> int:
        """Give the number of the token that a position of the article stands in or after (at least 0)."""
        return max(bisect_right(self.starts, position) - 1, 0)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give the span in the article of the tokens ``first`` to ``last`` (half-open)."""
        return self.starts[first], self.ends[last - 1]

    def string(self, first: int, last: int) -> str:
        """Give the article's text of the tokens ``first`` to ``last`` (half-open)."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def _is_abbreviation(word: str) -> bool:
    return word.lower() in _ABBREVIATIONS or "." in word or (len(word) == 1 and word.isalpha() and word.isupper())


def _cut(word: str) -> int:
    """Say where a contraction or a genitive parts, 0 where it does not."""
    place = max(word.rfind("'"), word.rfind("\u2019"))
    ending = word[place + 1 :].lower()
    if ending in _CLITICS:
        return place
    if ending == "t" and place > 1 and word[place - 1] in "nN":
        return place - 1
    return 0


def _is_title_case(words: Sequence[str]) -> bool:
    letters = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(letters) > 3 and sum(word[0].isupper() for word in letters) > 0.8 * len(letters)
