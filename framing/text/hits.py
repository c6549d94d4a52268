"""What a scan found in one text for one user: three columns instead of an object a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, overload

__all__ = ["Hit", "Hits", "rows_of"]


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


class Hits(Sequence[Hit]):
    """Hits in order of ``end``: a sequence of :class:`Hit` whose columns can be read without making any.

    Attributes
    ----------
    literals, starts, ends : list of int

    Examples
    --------
    >>> hits = Hits([4, 7], [0, 9], [3, 12])
    >>> hits[1]
    Hit(literal=7, start=9, end=12)
    >>> list(hits.rows())
    [(4, 0, 3), (7, 9, 12)]
    """

    __slots__ = ("ends", "literals", "starts")

    def __init__(self, literals: list[int], starts: list[int], ends: list[int]) -> None:
        self.literals = literals
        self.starts = starts
        self.ends = ends

    def rows(self) -> Iterator[tuple[int, int, int]]:
        """Yield (literal, start, end) of every hit."""
        return zip(self.literals, self.starts, self.ends, strict=True)

    def __len__(self) -> int:
        return len(self.literals)

    def __iter__(self) -> Iterator[Hit]:
        return map(Hit._make, self.rows())

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Hit]: ...

    def __getitem__(self, place: int | slice) -> Hit | Sequence[Hit]:
        if isinstance(place, slice):
            return Hits(self.literals[place], self.starts[place], self.ends[place])
        return Hit(self.literals[place], self.starts[place], self.ends[place])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Hits):
            return NotImplemented
        return (self.literals, self.starts, self.ends) == (other.literals, other.starts, other.ends)

    def __repr__(self) -> str:
        return f"Hits({list(self)!r})"

    __hash__ = None  # type: ignore[assignment]


def rows_of(hits: Sequence[Hit]) -> Iterable[tuple[int, int, int]]:
    """Give (literal, start, end) of each hit the cheapest way."""
    return hits.rows() if isinstance(hits, Hits) else hits
