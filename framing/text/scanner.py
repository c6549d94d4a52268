"""The one scanner: every literal that any part of reading or any detector needs, found in one pass.

Each user of the scan hands in :class:`Literal` objects; :class:`Scanner` builds one Aho–Corasick automaton over all
of them on first use and gives each user its own hits back, as offsets into the original text. Hits are whole words
unless a literal is open at a side (a wildcard), in which case the hit extends to the end of the word.

The automaton is never copied or pickled: a copy builds its own on first use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from framing.text.characters import Array, codes_of, word_characters
from framing.text.folding import FoldedText
from framing.text.hits import Hit, Hits
from framing.text.wordindex import triples

if TYPE_CHECKING:
    from framing.text.wordindex import WordIndex

__all__ = ["Hit", "Literal", "Scanner"]

_BETWEEN = "\n\n"
"""Parts two texts that are scanned as one: no literal holds a blank line."""

MANY_LITERALS = 2_000
"""From here on words are looked up in an index instead of an automaton."""


class Literal(NamedTuple):
    """A string to be found as a whole word or phrase in folded text.

    Attributes
    ----------
    text : str
        The folded string (see :func:`framing.text.fold`).
    open_start, open_end : bool
        Whether the word may go on before or after the string, as in ``*ism`` and ``terroris*``.
    """

    text: str
    open_start: bool = False
    open_end: bool = False


class Scanner:
    """Finds the literals of several users in one pass over a folded text.

    Parameters
    ----------
    literals : mapping of str to sequence of Literal
        The literals of each user, under the user's name.

    Examples
    --------
    >>> from framing.text import fold
    >>> scanner = Scanner({"terms": [Literal("raid"), Literal("terroris", open_end=True)]})
    >>> text = "Afraid of terrorism after a raid"
    >>> [(hit.literal, text[hit.start : hit.end]) for hit in scanner.scan(fold(text))["terms"]]
    [(1, 'terrorism'), (0, 'raid')]
    """

    def __init__(self, literals: Mapping[str, Sequence[Literal]]) -> None:
        self.literals = literals
        self._automaton: Any = None
        self._narrow = False
        self._index: WordIndex | None = None
        self._places: Array = np.zeros(0, np.int64)
        self._owners: _Owners | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {
            "literals": self.literals,
            **dict.fromkeys(("_automaton", "_index", "_places", "_owners")),
            "_narrow": False,
        }

    def _build(self) -> _Owners:
        from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation

        from framing.text.wordindex import WordIndex, is_indexable

        places: dict[str, int] = {}
        rows: list[tuple[int, int, int, bool, bool]] = []
        for user, literals in enumerate(self.literals.values()):
            for number, (text, open_start, open_end) in enumerate(literals):
                rows.append((places.setdefault(text, len(places)), user, number, open_start, open_end))
        if "" in places:
            raise ValueError("an empty literal can never be found; leave it out")
        # The fast automaton over many patterns is slow to build and outgrows the processor's cache.
        if len(places) >= MANY_LITERALS:
            before = {place for place, _, _, open_start, _ in rows if open_start}
            behind = {place for place, *_, open_end in rows if open_end}
            indexed = {text: place for text, place in places.items() if is_indexable(text, place in before)}
            self._index = WordIndex((text, place, place in behind) for text, place in indexed.items())
            places = {text: place for text, place in places.items() if text not in indexed}
        kind = Implementation.DFA if len(places) < MANY_LITERALS else Implementation.ContiguousNFA
        self._places = np.array(list(places.values()), np.int64)
        self._narrow = all(max(text) < "\u0100" and "?" not in text for text in places)
        if self._narrow:
            self._automaton = BytesAhoCorasick([text.encode("latin-1") for text in places], implementation=kind)
        else:
            self._automaton = AhoCorasick(list(places), implementation=kind, store_patterns=False)
        self._owners = _Owners(rows)
        return self._owners

    def scan(self, folded: FoldedText) -> dict[str, Hits]:
        """Find every literal in a folded text.

        Parameters
        ----------
        folded : FoldedText
            A text from :func:`framing.text.fold`.

        Returns
        -------
        dict of str to Hits
            For each user its hits in order of ``end``; overlapping hits are all given.
        """
        return self.scan_all([folded])[0]

    def scan_all(self, texts: Sequence[FoldedText]) -> list[dict[str, Hits]]:
        """Find every literal in many folded texts, which costs less than looking at one after the other.

        Parameters
        ----------
        texts : sequence of FoldedText

        Returns
        -------
        list of dict of str to Hits
            What :meth:`scan` gives, for each text.
        """
        user, number, start, end = self._whole_words(_BETWEEN.join([folded.text for folded in texts]))[:4]
        row, start, end = _original(texts, start, end)
        order = np.lexsort((start, end, row, user))
        user, row = user[order], row[order]
        edges = np.searchsorted(
            user * len(texts) + row, np.arange(len(self.literals) * len(texts) + 1), side="left"
        ).tolist()
        columns = number[order].tolist(), start[order].tolist(), end[order].tolist()
        return [
            {
                name: Hits(*(column[slice(*edges[cell : cell + 2])] for column in columns))
                for name, cell in zip(self.literals, range(text, len(edges), len(texts)), strict=False)
            }
            for text in range(len(texts))
        ]

    def scan_plainly(self, texts: Sequence[FoldedText]) -> PlainHits:
        """Find every literal of the only user, as arrays over all texts one after the other.

        Parameters
        ----------
        texts : sequence of FoldedText

        Returns
        -------
        PlainHits
            The hits in the order of nothing; places are those of the folded texts.
        """
        joined = _BETWEEN.join([folded.text for folded in texts])
        _, number, start, end, codes = self._whole_words(joined)
        offsets = _offsets(texts)
        return PlainHits(np.searchsorted(offsets, start, side="right") - 1, number, start, end, offsets, codes)

    def _whole_words(self, joined: str) -> tuple[Array, Array, Array, Array, Array]:
        """Give user, number of the literal, start and end of every hit, and the code points of the text."""
        owners = self._owners or self._build()
        codes = codes_of(joined)
        nothing = np.zeros(0, np.int64)
        found: list[tuple[Array, Array, Array]] = [(nothing, nothing, nothing)]
        if len(self._places):
            # One byte a character, where no literal holds others: what is found there needs no way back to the text.
            searched = joined.encode("latin-1", "replace") if self._narrow else joined
            pattern, start, end = triples(self._automaton.find_matches_as_indexes(searched, overlapping=True))
            found.append((self._places[pattern], start, end))
        if self._index is not None:
            found.append(self._index.find(joined, codes))
        place, start, end = (np.concatenate(parts) for parts in zip(*found, strict=True))
        inside = word_characters(codes)
        return (*owners.whole_words(place, start, end, inside), codes)


class PlainHits(NamedTuple):
    """Hits of one user in many texts that stand one after the other.

    Attributes
    ----------
    rows, literals, starts, ends : numpy.ndarray
        For each hit the text that it is in, the position of its literal, and its span in all folded texts together.
    offsets : numpy.ndarray
        Where each text begins.
    codes : numpy.ndarray
        The code points of all.
    """

    rows: Array
    literals: Array
    starts: Array
    ends: Array
    offsets: Array
    codes: Array


class _Owners:
    """Who handed in the literal of each place of the scanner, and on which sides it is open."""

    def __init__(self, rows: Sequence[tuple[int, int, int, bool, bool]]) -> None:
        columns = np.array(sorted(rows, key=itemgetter(0)), np.int64).reshape(-1, 5).T
        place, self.user, self.number = columns[:3]
        self.open_start, self.open_end = columns[3].astype(np.bool_), columns[4].astype(np.bool_)
        self.several: Array = np.bincount(place)
        self.first: Array = np.cumsum(self.several) - self.several

    def whole_words(self, place: Array, start: Array, end: Array, inside: Array) -> tuple[Array, Array, Array, Array]:
        """Keep for every owner of a literal where it is a whole word, or goes on where it may.

        Returns
        -------
        tuple of numpy.ndarray
            User, number of the literal, start and end.
        """
        apart = np.concatenate((~inside, (True,)))  # the last stands behind the end and before the start
        goes_on = ~(apart[start - 1] | apart[start])
        goes_on_behind = ~(apart[end] | apart[end - 1])
        several = self.several[place]
        hit = np.repeat(np.arange(len(place)), several)
        owner = np.repeat(self.first[place] - np.cumsum(several) + several, several) + np.arange(len(hit))
        before, behind = goes_on[hit], goes_on_behind[hit]
        kept = (~before | self.open_start[owner]) & (~behind | self.open_end[owner])
        hit, owner, before, behind = hit[kept], owner[kept], before[kept], behind[kept]
        start, end = start[hit], end[hit]
        if before.any():
            gaps = np.nonzero(apart[:-1])[0]
            start[before] = np.concatenate(((-1,), gaps))[np.searchsorted(gaps, start[before])] + 1
        if behind.any():
            gaps = np.nonzero(apart)[0]
            end[behind] = gaps[np.searchsorted(gaps, end[behind])]
        return self.user[owner], self.number[owner], start, end


def _original(texts: Sequence[FoldedText], start: Array, end: Array) -> tuple[Array, Array, Array]:
    """Map spans of the joined texts to the text that each is in and its place in the original."""
    offsets = _offsets(texts)
    row = np.searchsorted(offsets, start, side="right") - 1
    # A first break where each text begins undoes what the texts before it have shifted.
    n_breaks = [len(folded._breaks) + 1 for folded in texts]
    breaks = np.fromiter((place for folded in texts for place in (0, *folded._breaks)), np.int64, sum(n_breaks))
    shifts = np.fromiter((shift for folded in texts for shift in folded._shifts or (0,)), np.int64, sum(n_breaks))
    base = np.repeat(offsets, n_breaks)
    breaks += base
    shifts -= base
    return (
        row,
        start + shifts[np.searchsorted(breaks, start, side="right") - 1],
        end + shifts[np.searchsorted(breaks, end, side="right") - 1],
    )


def _offsets(texts: Sequence[FoldedText]) -> Array:
    """Give for each of the joined texts where it begins."""
    sizes = np.fromiter((len(folded.text) + len(_BETWEEN) for folded in texts), np.int64, len(texts))
    offsets: Array = np.cumsum(sizes) - sizes
    return offsets
