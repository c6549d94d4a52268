"""What every detector is: a small protocol over batches of read articles."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

import pyarrow as pa

from framing.document.model import Document
from framing.text import Hit, Literal

__all__ = ["Batch", "Detector", "RowBuilder"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles handed to a detector.

    Attributes
    ----------
    documents : sequence of Document
        The articles as read.
    hits : sequence of sequence of Hit
        For each document the hits of the detector's own literals, in order of their end.
    earlier : mapping of str to pyarrow.Table
        Rows that earlier detectors made of these documents, by table name, with the column ``row``.
    shared : mutable mapping
        What a detector has worked out about the batch and a later one need not work out again.
    """

    documents: Sequence[Document]
    hits: Sequence[Sequence[Hit]]
    earlier: Mapping[str, pa.Table] = field(default_factory=dict)
    shared: MutableMapping[Any, Any] = field(default_factory=dict)


@runtime_checkable
class Detector(Protocol):
    """A measuring instrument: declares what it needs and maps a batch to rows of one table.

    Attributes
    ----------
    name : str
        Name in the provenance, such as ``lexicon:conflict``.
    table : str
        The table that its rows belong to: ``mentions``, ``events`` or ``frames``.
    requires : frozenset of str
        What must have run before: ``"reading"`` and names of tables of earlier detectors.
    literals : sequence of Literal
        What the scan shall find for it.
    schema : pyarrow.Schema
        Columns of its rows: ``row`` (int32, position of the document in the batch), then those of the table
        in DESIGN order without ``article_id``.
    fingerprint : str
        Changes whenever its results could change: name, version, hashes and settings.
    """

    @property
    def name(self) -> str:
        """Name in the provenance."""
        ...

    @property
    def table(self) -> str:
        """Table that the rows belong to."""
        ...

    @property
    def requires(self) -> frozenset[str]:
        """What must have run before."""
        ...

    @property
    def literals(self) -> Sequence[Literal]:
        """What the scan shall find."""
        ...

    @property
    def schema(self) -> pa.Schema:
        """Columns of the rows."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the results could."""
        ...

    def detect(self, batch: Batch) -> pa.Table:
        """Make the rows of a batch, in order of ``row`` and then of ``start``."""
        ...


class RowBuilder:
    """Collects rows column by column and makes them an Arrow table of a given schema.

    Examples
    --------
    >>> import pyarrow as pa
    >>> rows = RowBuilder(pa.schema([("row", pa.int32()), ("start", pa.int64())]))
    >>> rows.add(row=0, start=5)
    >>> rows.table().num_rows
    1
    """

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self._names = tuple(schema.names)
        self._rows: list[tuple[Any, ...]] = []

    def add(self, **values: Any) -> None:
        """Add one row; columns that are not given are null."""
        self._rows.append(tuple(map(values.get, self._names)))

    def append(self, row: tuple[Any, ...]) -> None:
        """Add one row whose values stand in the order of the columns."""
        self._rows.append(row)

    def table(self) -> pa.Table:
        """Give the rows as an Arrow table."""
        if not self._rows:
            return self.schema.empty_table()
        columns = zip(*self._rows, strict=True)
        arrays = [pa.array(column, type=field.type) for column, field in zip(columns, self.schema, strict=True)]
        return pa.Table.from_arrays(arrays, schema=self.schema)
