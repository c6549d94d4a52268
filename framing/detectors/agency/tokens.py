"""The tokens of one stretch of text: made only where a scan found something, never for a whole article."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

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
    mr mrs ms dr prof gen lt col sgt maj capt sen rep gov st jr sr no vs brig cmdr adm rev jan feb mar apr jun
    jul aug sept oct nov dec
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
    >>> tokens = Tokens("The army didn't fire it.", 0, 24)
    >>> tokens.words
    ['the', 'army', 'did', "n't", 'fire', 'it', '.']
    >>> "".join(tokens.tags)
    'dnDxvn.'
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
        words, starts, ends, tags = self.words, self.starts, self.ends, self.tags
        capitals: list[tuple[int, str]] = []
        marks: list[int] = []
        openers: list[int] = []
        long = upper = 0
        broken = True
        for match in _TOKEN.finditer(self.text, start, end):
            first, last = match.span()
            for lower, plain, capital, size, is_long, is_upper, place in read_form(match.group()):
                if plain == "." and ends and ends[-1] == first and lower == "." and _is_abbreviation(words[-1]):
                    ends[-1] = last  # "Oct. 7", "U.S. forces": the full stop belongs to the word
                    continue
                if place:
                    if capital != plain and not broken:
                        capitals.append((len(words), capital))
                    if place == 2:
                        marks.append(len(words))
                    elif place == 3:
                        openers.append(len(words))
                    broken = place == 4
                else:
                    broken = False
                long += is_long
                upper += is_upper
                words.append(lower)
                tags.append(plain)
                starts.append(first)
                first += size
                ends.append(first)
        self.title_case = long > 3 and upper > 0.8 * long
        if not self.title_case:
            for number, tag in capitals:
                tags[number] = tag
        for number in marks:
            before = words[number - 1] if number else ""
            if words[number] == "'" and not before.endswith("s"):
                tags[number] = '"'
            elif words[number] == "'s" and number and (tags[number - 1] in "ujw" or before in {"it", "that", "there"}):
                tags[number] = "B"
        for number in openers:
            self._mark_verb(number)

    def _mark_verb(self, number: int) -> None:
        """Tag as a verb what must be one: a word after *will*, *did* or *they*, or between *to* and an object."""
        tags, size = self.tags, len(self.tags)
        place = number + 1
        while place < size and tags[place] in "rx":
            place += 1
        if place >= size or tags[place] != "n" or self.words[place] in {"it", "you", "there", "none"}:
            return
        object_follows = place + 1 < size and tags[place + 1] in "dj#" and not self.words[place].endswith("s")
        if tags[number] != "t" or object_follows:
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
    return word in _ABBREVIATIONS or "." in word or (len(word) == 1 and word.isalpha() and word != "i")


@lru_cache(maxsize=65_536)
def read_form(word: str) -> tuple[tuple[str, str, str, int, bool, bool, int], ...]:
    """Read one word as written: its parts in small letters with their tags.

    Returns
    -------
    tuple of (str, str, str, int, bool, bool, int)
        For each part, contractions and genitives having two: the letters, the tag where a capital says nothing, the
        tag inside a sentence, the number of characters, whether that is more than three, and then whether it has a
        capital; last what to do with it: 1 a capital tells, 2 an apostrophe, 3 a verb may follow, 4 a part ends here.

    Examples
    --------
    >>> [part[:4] for part in read_form("didn't")]
    [('did', 'D', 'D', 3), ("n't", 'x', 'x', 3)]
    >>> read_form("Killed")
    (('killed', 'e', 'N', 6, True, True, 1),)
    """
    cut = _cut(word) if "'" in word or "\u2019" in word else 0
    parts = (word[:cut], word[cut:]) if cut else (word,)
    found = []
    for part in parts:
        lower = part.lower().replace("\u2019", "'")
        plain, capital, size = tag_of(part, lower, False), tag_of(part, lower, True), len(part)
        place = 2 if plain == "'" else 3 if plain in "MDtu" else 4 if plain in '.":-' else int(plain != capital)
        found.append((lower, plain, capital, size, size > 3, size > 3 and (plain != capital or plain == "N"), place))
    return tuple(found)


def _cut(word: str) -> int:
    """Say where a contraction or a genitive parts, 0 where it does not."""
    place = max(word.rfind("'"), word.rfind("\u2019"))
    ending = word[place + 1 :].lower()
    if ending in _CLITICS:
        return place
    if ending == "t" and place > 1 and word[place - 1] in "nN":
        return place - 1
    return 0
