"""What only one of two articles mentions: numbers, names, and sentences with no counterpart.

Leaving out is a choice too. Everything here is found by simple rules that can be read below; they miss things, and what
they find is shown with its place so that a reader can judge.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "SIMILAR",
    "Alignment",
    "Name",
    "Number",
    "align_sentences",
    "find_names",
    "find_numbers",
    "names_of_one",
    "numbers_of_one",
]

SIMILAR: Final = 0.25
"""Two sentences are counterparts from this cosine on."""


class Number(NamedTuple):
    """A number in a text: its span and its value."""

    start: int
    end: int
    value: float


class Name(NamedTuple):
    """A proper name in a text: its span and the name without article or possessive."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """The closest sentence of the other text, for each sentence of one.

    Attributes
    ----------
    closest : ndarray of int, shape (sentences,)
        Index of the closest sentence of the other text, -1 where it has none.
    similarity : ndarray of float, shape (sentences,)
        Cosine of the two, 0 to 1; 0 where nothing is shared.
    """

    closest: NDArray[np.int64]
    similarity: NDArray[np.float64]


_UNITS: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_DOZEN: Final = {"dozen": 12}
_WORD: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = re.compile(
    r"(?<![\w.,:/-])"
    r"(?P<number>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?!\d|[.,:/]\d|[^\W\d_])"
    r"(?:[\s\u00a0]+(?P<scale>hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)


def find_numbers(text: str) -> list[Number]:
    """Find the numbers of a text, in digits or in English words.

    Times (19:42), dates with strokes, versions and numbers glued to letters (F-16, Q3) are none; nor is a bare *one*,
    which is mostly a pronoun, nor are ordinals.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Number
        In order; ``text[start:end]`` is the number as written.

    Examples
    --------
    >>> [number.value for number in find_numbers("Nine of 1,200 people, twenty-three of them aged 61, at 19:42")]
    [9.0, 1200.0, 23.0, 61.0]
    """
    found = [*_in_digits(text), *_in_words(text)]
    return sorted(found)


def _in_digits(text: str) -> Iterable[Number]:
    for match in _DIGITS.finditer(text):
        plain = "".join(
            c if c == "." else str(unicodedata.digit(c)) for c in match["number"] if c not in ",\u00a0\u202f"
        )
        scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
        yield Number(match.start(), match.end(), float(plain) * scale)


def _in_words(text: str) -> Iterable[Number]:
    words = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        value, used = _spelled(text, words[at:])
        if not used:
            at += 1
            continue
        if not (used == 1 and words[at][2] == "one"):
            yield Number(words[at][0], words[at + used - 1][1], float(value))
        at += used


def _spelled(text: str, words: Sequence[tuple[int, int, str]]) -> tuple[int, int]:
    """Read a spelled number at the head of `words`: its value and how many words it takes (0 for none)."""
    total = group = used = 0
    last = math.inf  # the smallest unit so far: tens take units below ten, nothing else follows a unit
    counted = 0
    for number, (start, _, word) in enumerate(words[:12]):
        if number and not re.fullmatch(r"[\s\u00a0]+|[-\u2010\u2011]", text[words[number - 1][1] : start]):
            break
        if word == "and" and counted and last >= 100:
            used += 1
            continue
        if word == "a" and not number and len(words) > 1 and words[1][2] in {**_SCALES, **_DOZEN}:
            group, last, used = 1, 1, 1
            continue
        if word in _UNITS and (last >= 100 or (last >= 10 and 0 < _UNITS[word] < 10 and group % 100 >= 20)):
            group, last = group + _UNITS[word], 1
        elif word in _TENS and last >= 100:
            group, last = group + _TENS[word], 10
        elif word == "hundred" and 0 < group < 100:
            group, last = group * 100, 100
        elif word in _DOZEN and 0 < group < 20:
            group, last = group * 12, 1
        elif word in _SCALES and word != "hundred" and group:
            total, group, last = total + group * _SCALES[word], 0, _SCALES[word]
        else:
            break
        used = counted = number + 1
    return (total + group, counted) if counted else (0, 0)


_OPENERS: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "and",
        "but",
        "or",
        "nor",
        "for",
        "yet",
        "so",
        "in",
        "on",
        "at",
        "by",
        "from",
        "to",
        "of",
        "with",
        "without",
        "after",
        "before",
        "since",
        "during",
        "under",
        "over",
        "amid",
        "among",
        "between",
        "against",
        "about",
        "as",
        "if",
        "when",
        "while",
        "where",
        "who",
        "whom",
        "whose",
        "what",
        "which",
        "why",
        "how",
        "there",
        "here",
        "not",
        "no",
        "all",
        "some",
        "any",
        "many",
        "most",
        "both",
        "each",
        "every",
        "other",
        "another",
        "several",
        "few",
        "more",
        "less",
        "such",
        "only",
        "just",
        "also",
        "even",
        "still",
        "then",
        "now",
        "today",
        "yesterday",
        "tomorrow",
        "meanwhile",
        "however",
        "because",
        "although",
        "though",
        "despite",
        "according",
        "following",
        "earlier",
        "later",
        "read",
    ]
)
_CALENDAR: Final = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_JOINERS: Final = frozenset(
    ["of", "the", "de", "del", "la", "al", "el", "bin", "ibn", "abu", "von", "van", "der", "den", "du"]
)
_TITLES: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sir",
        "president",
        "minister",
        "prime",
        "spokesman",
        "spokeswoman",
        "spokesperson",
    ]
)
_TOKEN: Final = re.compile(r"[^\W\d_](?:[\w.]*\w)?(?:[-\u2010\u2011][^\W\d_]\w*)*(?:['’](?!s\b)\w+)*")
_SENTENCE_HEAD: Final = re.compile(r"(?:^|[.!?:;]|\n)[\s\"'“”‘’«»•(–—-]*$")


def find_names(text: str, elsewhere: str = "") -> list[Name]:
    """Find proper names: runs of capitalised words, joined by *of*, *al*, *bin* and the like.

    A capital at the head of a sentence says nothing, so the first word there counts only where it stands with a
    capital inside a sentence too, in this text or in `elsewhere`, or where nothing but capitals follow it. Days and
    months are no names, and a line in which nearly every word has a capital is passed over.

    Parameters
    ----------
    text : str
    elsewhere : str
        Another text that may show a word inside a sentence.

    Returns
    -------
    list of Name
        In order; ``text[start:end]`` is the name as written.

    Examples
    --------
    >>> [name.name for name in find_names("Residents saw Samir Qadri’s car. Qadri and the Council of Elders left.")]
    ['Samir Qadri', 'Qadri', 'Council of Elders']
    """
    inside = _capitals_inside(text) | _capitals_inside(elsewhere)
    names: list[Name] = []
    run: list[re.Match[str]] = []
    heading = _title_case_lines(text)

    def close() -> None:
        while run and (run[-1].group().lower() in _JOINERS and run[-1].group().islower()):
            run.pop()
        while run and _drop_first(run, text, inside):
            run.pop(0)
        last = max((i for i, m in enumerate(run) if m.group().lower() in _TITLES), default=-1)
        if last + 1 < len(run) and run[last + 1].group() not in _JOINERS:
            del run[: last + 1]
        words = [match.group() for match in run]
        real = [w for w in words if w.lower() not in _CALENDAR and w.lower() not in _TITLES]
        if real and any(len(word) > 1 for word in real):
            names.append(Name(run[0].start(), run[-1].end(), " ".join(words)))
        run.clear()

    for match in _TOKEN.finditer(text):
        if any(start <= match.start() < end for start, end in heading):
            close()
            continue
        word = match.group()
        gap = text[run[-1].end() : match.start()] if run else ""
        if run and not re.fullmatch(r"[ \u00a0\t]+|\n(?!\s)", gap):
            close()
        capital = word[0].isupper() or word[0].istitle()
        if (capital and word.lower() not in _CALENDAR) or (run and word in _JOINERS):
            run.append(match)
        else:
            close()
    close()
    return names


def _drop_first(run: Sequence[re.Match[str]], text: str, inside: frozenset[str]) -> bool:
    word = run[0].group()
    if word.lower() in _OPENERS or word.lower() in _UNITS or word.lower() in _TENS or word in _JOINERS:
        return True
    at_head = _SENTENCE_HEAD.search(text, max(0, run[0].start() - 12), run[0].start()) or run[0].start() == 0
    if not at_head or word in inside or (len(word) > 1 and word.isupper()):
        return False
    follows = run[1].group() if len(run) > 1 else ""
    return not (follows and follows[0].isupper() and follows.lower() not in _CALENDAR)


def _capitals_inside(text: str) -> frozenset[str]:
    heading = _title_case_lines(text)
    return frozenset(
        match.group()
        for match in _TOKEN.finditer(text)
        if match.group()[0].isupper()
        and match.start() > 0
        and not _SENTENCE_HEAD.search(text, max(0, match.start() - 12), match.start())
        and not any(start <= match.start() < end for start, end in heading)
    )


def _title_case_lines(text: str) -> list[tuple[int, int]]:
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        words = [m.group() for m in _TOKEN.finditer(line.group())]
        long = [word for word in words if len(word) > 3]
        if (
            len(long) > 4
            and line.group().rstrip()[-1:] not in '.!?”"'
            and sum(word[0].isupper() for word in long) > 0.8 * len(long)
        ):
            spans.append(line.span())
    return spans


def numbers_of_one(text: str, other: str) -> list[Number]:
    """Give the numbers of `text` whose value `other` never mentions: the first mention of each value.

    Examples
    --------
    >>> [n.value for n in numbers_of_one("Nine died, 20 were hurt, twenty in one street", "9 deaths")]
    [20.0]
    """
    there = {number.value for number in find_numbers(other)}
    first: dict[float, Number] = {}
    for number in find_numbers(text):
        if number.value not in there:
            first.setdefault(number.value, number)
    return list(first.values())


def names_of_one(text: str, other: str) -> list[Name]:
    """Give the names of `text` that `other` never mentions: the fullest mention of each.

    A name has its counterpart where the other text has a name with all of its words or whose words it has all
    (*Abbas*, *Mahmoud Abbas*), its initials (*PA*, *Palestinian Authority*), or the very words.

    Examples
    --------
    >>> here = "He met Nabil Harazeh and Mahmoud Abbas of the PA. Harazeh left."
    >>> [name.name for name in names_of_one(here, "President Abbas said that the Palestinian Authority agreed.")]
    ['Nabil Harazeh']
    """
    there = [name.name for name in find_names(other, text)]
    fullest: list[Name] = []
    for name in find_names(text, other):
        if any(_same(name.name, one) for one in there) or all(_whole(part, other) for part in name.name.split("-")):
            continue
        known = next((i for i, one in enumerate(fullest) if _same(name.name, one.name)), None)
        if known is None:
            fullest.append(name)
        elif len(name.name) > len(fullest[known].name):
            fullest[known] = name
    return sorted(fullest)


def _whole(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _same(first: str, second: str) -> bool:
    one, two = _words(first), _words(second)
    return one <= two or two <= one or _initials(first) == second or _initials(second) == first


def _words(name: str) -> frozenset[str]:
    every = name.lower().replace(".", "").split()
    words = frozenset(word for word in every if word not in _TITLES and word not in _JOINERS) or frozenset(every)
    return frozenset(word.removesuffix("s") if len(word) > 4 else word for word in words)


def _initials(name: str) -> str:
    words = [word for word in name.split() if word not in _JOINERS]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


_STOP: Final = _OPENERS | frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
    ]
)


def align_sentences(first: Sequence[str], second: Sequence[str]) -> tuple[Alignment, Alignment]:
    """Find for each sentence of two texts the closest one of the other, by the cosine of weighted words.

    A word is cut to its first six letters, so that *killed* meets *kills* half-way at least as *kill*; numbers count
    by their value; a word weighs more the fewer sentences of the two texts have it (inverse sentence frequency).

    Parameters
    ----------
    first, second : sequence of str
        Sentences of the two texts.

    Returns
    -------
    tuple of Alignment
        For `first` and for `second`. A sentence without words is no counterpart of anything (similarity 0).

    Examples
    --------
    >>> one, two = align_sentences(["Nine people were killed in Jenin."], ["In Jenin 9 people died.", "Rain fell."])
    >>> one.closest.tolist(), bool(one.similarity[0] > SIMILAR), two.similarity[1].item()
    ([0], True, 0.0)
    """
    bags = [Counter(_stems(sentence)) for sentence in (*first, *second)]
    vocabulary = {stem: number for number, stem in enumerate(dict.fromkeys(s for bag in bags for s in bag))}
    if not first or not second or not vocabulary:
        return _nothing(len(first)), _nothing(len(second))
    from scipy.sparse import csr_array

    frequency = Counter(stem for bag in bags for stem in bag)
    weight = {stem: math.log((1 + len(bags)) / (1 + n)) + 1 for stem, n in frequency.items()}
    rows, columns, values = [], [], []
    for row, bag in enumerate(bags):
        weights = {stem: (1 + math.log(n)) * weight[stem] for stem, n in bag.items()}
        length = math.sqrt(sum(value * value for value in weights.values()))
        rows += [row] * len(weights)
        columns += [vocabulary[stem] for stem in weights]
        values += [value / length for value in weights.values()]
    matrix = csr_array((values, (rows, columns)), shape=(len(bags), len(vocabulary)))
    cosine = (matrix[: len(first)] @ matrix[len(first) :].T).tocsr()
    return _closest(cosine, len(first)), _closest(cosine.T.tocsr(), len(second))


def _nothing(sentences: int) -> Alignment:
    return Alignment(np.full(sentences, -1, dtype=np.int64), np.zeros(sentences))


def _closest(cosine: object, sentences: int) -> Alignment:
    found = _nothing(sentences)
    pointers, columns, data = cosine.indptr, cosine.indices, cosine.data  # type: ignore[attr-defined]
    for row in range(sentences):
        start, end = pointers[row], pointers[row + 1]
        if end > start:
            # The first of equals in the order of the text, whatever order the product left them in.
            best = data[start:end].max()
            found.closest[row] = columns[start:end][data[start:end] >= best - 1e-12].min()
            found.similarity[row] = min(float(best), 1.0)
    return found


def _stems(sentence: str) -> list[str]:
    numbers = find_numbers(sentence)
    stems = [f"{number.value:g}" for number in numbers]
    taken = [(number.start, number.end) for number in numbers]
    for match in re.finditer(r"[^\W\d_]+", unicodedata.normalize("NFC", sentence)):
        word = match.group().casefold()
        if word in _STOP or len(word) < 3 or any(start <= match.start() < end for start, end in taken):
            continue
        stems.append(_cut(word))
    return stems


def _cut(word: str) -> str:
    """Cut an inflected English word roughly: endings off, six letters at most."""
    for ending in ("ings", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:6]
