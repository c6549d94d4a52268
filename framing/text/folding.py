"""Folding text for matching while keeping a map back to the original offsets.

Matching wants one spelling: lower case, one apostrophe, a space for a hyphen, a no-break space or a single line
break, composed accents, no invisible characters. Evidence wants the text as it was published. ``fold`` gives the
first and remembers the way to the second.

A blank line is kept as line breaks, so that no phrase matches across two paragraphs.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

__all__ = ["FoldedText", "fold"]

_SPACES = "\t\x0b\x0c\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u00b4`\uff07"
_HYPHENS = "-\u2010\u2011\ufe63\uff0d"
_LINE_BREAKS = "\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_ONE_TO_ONE = (
    dict.fromkeys(_SPACES + _HYPHENS, " ") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_LINE_BREAKS, "\n")
)
_ASCII = bytes(range(128))
_NEVER_JOIN = ("\u0300", "\u2010", "\u2027")
"""Below the first, and between the others, characters never join with the one before them."""
_ASCII_ONE_TO_ONE = [(c, to) for c, to in _ONE_TO_ONE.items() if ord(c) <= 127]

_RUN = re.compile(rf"[ \n\r{_INVISIBLE}]+")
_AT_BREAKS = (" \n", "\n ", "\n\n\n")
"""What, beside two spaces, a run of white space that must change holds, invisible characters apart."""
_INVISIBLES = frozenset(_INVISIBLE)
_IN_RUN = frozenset(f" \n\r{_INVISIBLE}")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text folded for matching.

    Attributes
    ----------
    original : str
        The text as published.
    text : str
        The folded text; the same length as ``original`` unless something had to be merged or left out.
    """

    original: str
    text: str
    _breaks: list[int] = field(default_factory=list, repr=False)
    _shifts: list[int] = field(default_factory=list, repr=False)

    def original_position(self, position: int) -> int:
        """Map a position between characters of the folded text to one in the original.

        Examples
        --------
        >>> fold("West   Bank").original_position(5)
        7
        """
        if not self._breaks:
            return position
        return position + self._shifts[bisect_right(self._breaks, position)]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        r"""Map a half-open span of the folded text to the span of the original that it came from.

        Examples
        --------
        >>> folded = fold("the West\u00a0 Bank")
        >>> folded.text
        'the west bank'
        >>> folded.original_span(4, 13)
        (4, 14)
        """
        if not self._breaks:
            return start, end
        return self.original_position(start), self.original_position(end)


def fold(text: str, *, case: bool = False) -> FoldedText:
    r"""Fold a text for matching: case, apostrophes, hyphens, spaces, line breaks, accents, invisible characters.

    Parameters
    ----------
    text : str
        Any string, lone surrogates included.
    case : bool
        Keep capitals.

    Returns
    -------
    FoldedText
        The folded text with the map back to ``text``.

    Examples
    --------
    >>> fold("Israeli-occupied\nWest Bank’s").text
    "israeli occupied west bank's"
    >>> len(fold("İstanbul").text)
    8
    """
    folded = text
    ascii_only = text.isascii()
    composed = True
    beyond: set[str] = set()
    if ascii_only:
        if not case:
            folded = folded.lower()
    else:
        try:
            encoded = folded.encode()
        except UnicodeEncodeError:
            folded = _SURROGATES.sub("\ufffd", folded)
            encoded = folded.encode()
        beyond.update(encoded.translate(None, _ASCII).decode())
        if not case and all(character.lower() == character for character in beyond):
            folded = encoded.lower().decode()  # faster than str.lower, and the same where only ASCII letters change
        elif not case:
            folded = folded.replace("\u0130", "i").lower()
            beyond.update("".join(beyond).lower())
        for character in beyond & _ONE_TO_ONE.keys():
            folded = folded.replace(character, _ONE_TO_ONE[character])
        low, first, last = _NEVER_JOIN
        if not all(character < low or first <= character <= last for character in beyond):
            composed = unicodedata.is_normalized("NFC", folded)
    for character, to in _ASCII_ONE_TO_ONE:
        folded = folded.replace(character, to)
    edits = _edits(folded, composed, beyond)
    if not edits:
        return FoldedText(text, _without_single_breaks(folded))
    pieces: list[str] = []
    breaks: list[int] = []
    shifts = [0]
    position = length = 0
    for start, end, to in edits:
        pieces.append(folded[position:start])
        length += start - position
        pieces.append(to)
        length += len(to)
        position = end
        breaks.append(length)
        shifts.append(end - length)
    pieces.append(folded[position:])
    return FoldedText(text, _without_single_breaks("".join(pieces)), breaks, shifts)


def _without_single_breaks(folded: str) -> str:
    """Put a space for a line break that stands alone; no more than two stand together here."""
    if "\n" not in folded:
        return folded
    if "\0" in folded:
        return _SINGLE_BREAK.sub(" ", folded)
    return folded.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")


def _edits(folded: str, composed: bool, beyond: set[str]) -> list[tuple[int, int, str]]:
    """List the places whose length must change: (start, end, replacement), in order."""
    edits: list[tuple[int, int, str]] = []
    for start, end in _runs(folded, beyond):
        run = folded[start:end]
        if run.strip(_INVISIBLE):
            lines = run.replace("\r\n", "\n").replace("\r", "\n").count("\n")
            to = "\n\n" if lines > 1 else " "
            if to == run:
                continue
        else:
            to = ""
        edits.append((start, end, to))
    if not composed:
        for match in _MARKED.finditer(folded):
            to = unicodedata.normalize("NFC", match.group())
            if len(to) < len(match.group()):
                edits.append((match.start(), match.end(), to))
        edits.sort()
    return edits


def _runs(folded: str, beyond: set[str]) -> list[tuple[int, int]]:
    """Give the runs of white space and invisible characters that may have to change, in order."""
    probes = ["  "] if "  " in folded else []
    if "\n" in folded:
        probes.extend(probe for probe in _AT_BREAKS if probe in folded)
    if "\r" in folded:
        probes.append("\r")
    probes.extend(beyond & _INVISIBLES)
    runs: dict[int, int] = {}
    for probe in probes:
        place = folded.find(probe)
        while place >= 0:
            start = place
            while start and folded[start - 1] in _IN_RUN:
                start -= 1
            match = _RUN.match(folded, place)
            end = match.end() if match is not None else place + len(probe)
            runs[start] = end
            place = folded.find(probe, end)
    return sorted(runs.items())
