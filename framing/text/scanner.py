"""The one scanner: every literal that any part of reading or any detector needs, found in one pass.

Each user of the scan hands in :class:`Literal` objects; :class:`Scanner` builds one Aho–Corasick automaton over all
of them on first use and gives each user its own hits back, as offsets into the original text. Hits are whole words
unless a literal is open at a side (a wildcard), in which case the hit extends to the end of the word.

The automaton is never copied or pickled: a copy builds its own on first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.text.boundaries import is_word_character, word_end, word_start
from framing.text.folding import FoldedText

if TYPE_CHECKING:
    from framing.text.wordindex import WordIndex

__all__ = ["Hit", "Literal", "Scanner"]

_BY_END = itemgetter(2, 1)

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


class Hit(NamedTuple):
    """One place where a literal was found.

    Attributes
    ----------
    literal : int
        Position of the literal in the sequence that its user handed in.
    start, end : int
        Half-open span in the original text.
    """

    literal: int
    start: int
    end: int


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
        self._index: WordIndex | None = None
        self._places: list[int] = []
        self._owners: list[list[tuple[str, int, bool, bool]]] = []

    def __getstate__(self) -> dict[str, Any]:
        return {"literals": self.literals, "_automaton": None, "_index": None, "_places": [], "_owners": []}

    def _build(self) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        places: dict[str, int] = {}
        owners: list[list[tuple[str, int, bool, bool]]] = []
        for user, literals in self.literals.items():
            for number, literal in enumerate(literals):
                place = places.setdefault(literal.text, len(places))
                if place == len(owners):
                    owners.append([])
                owners[place].append((user, number, literal.open_start, literal.open_end))
        if "" in places:
            raise ValueError("an empty literal can never be found; leave it out")
        # The fast automaton over many patterns is slow to build and outgrows the processor's cache.
        if len(places) >= MANY_LITERALS:
            from framing.text.wordindex import WordIndex, is_indexable

            indexed = {
                text: place
                for text, place in places.items()
                if is_indexable(text, any(open_start for _, _, open_start, _ in owners[place]))
            }
            self._index = WordIndex(indexed)
            places = {text: place for text, place in places.items() if text not in indexed}
        kind = Implementation.DFA if len(places) < MANY_LITERALS else Implementation.ContiguousNFA
        self._places = list(places.values())
        self._owners = owners
        self._automaton = AhoCorasick(list(places), implementation=kind, store_patterns=False)

    def scan(self, folded: FoldedText) -> dict[str, list[Hit]]:
        """Find every literal in a folded text.

        Parameters
        ----------
        folded : FoldedText
            A text from :func:`framing.text.fold`.

        Returns
        -------
        dict of str to list of Hit
            For each user its hits in order of ``end``; overlapping hits are all given.
        """
        if self._automaton is None:
            self._build()
        found: dict[str, list[Hit]] = {user: [] for user in self.literals}
        text = folded.text
        size = len(text)
        owners = self._owners
        span = folded.original_span
        same = not folded._breaks
        for place, start, end in self._matches(text):
            # Spaces are by far the most frequent neighbours, and asking further costs.
            starts = (
                start == 0
                or text[start - 1] == " "
                or not is_word_character(text[start - 1])
                or not is_word_character(text[start])
            )
            ends = (
                end == size
                or text[end] == " "
                or not is_word_character(text[end])
                or not is_word_character(text[end - 1])
            )
            for user, number, open_start, open_end in owners[place]:
                if (starts or open_start) and (ends or open_end):
                    first = start if starts or not open_start else word_start(text, start)
                    last = end if ends or not open_end else word_end(text, end)
                    found[user].append(Hit(number, first, last) if same else Hit(number, *span(first, last)))
        if self._index is not None:
            for hits in found.values():
                hits.sort(key=_BY_END)
        return found

    def _matches(self, text: str) -> Iterator[tuple[int, int, int]]:
        for pattern, start, end in (
            self._automaton.find_matches_as_indexes(text, overlapping=True) if self._places else ()
        ):
            yield self._places[pattern], start, end
        if self._index is not None:
            yield from self._index.find(text)
