"""What every reader of a table or folder delivers: its columns, and its rows in chunks of columns.

Readers know their format and nothing of the corpus table; :mod:`framing.corpus.reading` knows the table and no format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa

__all__ = ["Chunk", "Source"]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a source, by column.

    Attributes
    ----------
    columns : dict of str to (sequence or pyarrow.Array)
        Values by the source's column names; a column that is absent is null throughout.
    problems : list of (str or None)
        For each row, why it could not be read.
    notes : list of tuple of str
        For each row, what was guessed or replaced.
    """

    columns: dict[str, Sequence[object] | pa.Array]
    problems: list[str | None]
    notes: list[tuple[str, ...]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.problems)


class Source(Protocol):
    """A place articles come from, whatever its format."""

    name: str
    """The source, as messages name it."""
    names: list[str]
    """The columns, in order."""
    types: dict[str, pa.DataType]
    """The types of the columns that are not text."""
    notes: list[str]
    """What was guessed about the source as a whole (encoding, delimiter)."""
    skipped: list[str]
    """What lay there and was left out, with the reason; complete once the rows have been read."""
    made_ids: bool
    """Whether the source itself makes unique identifiers (paths of files)."""
    finished: bool
    """Whether the rows come as finished articles, headline in front."""

    def chunks(self, rows: int, only: frozenset[str] | None = None) -> Iterator[Chunk]:
        """Yield all rows, at most `rows` at a time, restricted to the columns `only`."""
        ...
