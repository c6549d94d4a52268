"""Where nested results lie: in memory or in a folder of Parquet shards; read by column, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

__all__ = ["FolderStore", "MemoryStore", "Store"]


class Store(Protocol):
    """Nested results, one row per article, in the order of the corpus."""

    @property
    def schema(self) -> pa.Schema:
        """Columns that are there."""
        ...

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of some columns in order."""
        ...


class MemoryStore:
    """Results held in memory.

    Parameters
    ----------
    table : pyarrow.Table
        Nested results.
    """

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    @property
    def schema(self) -> pa.Schema:
        """Columns that are there."""
        return self.table.schema

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of some columns in order."""
        yield from self.table.select(list(columns)).to_batches()


class FolderStore:
    """Results in Parquet shards; nothing is read before it is asked for.

    Parameters
    ----------
    shards : sequence of Path
        In order.
    schema : pyarrow.Schema
        Columns of every shard.
    """

    def __init__(self, shards: Sequence[Path], schema: pa.Schema) -> None:
        self.shards = shards
        self._schema = schema

    @property
    def schema(self) -> pa.Schema:
        """Columns that are there."""
        return self._schema

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of some columns in order."""
        import pyarrow.parquet as pq

        for shard in self.shards:
            with pq.ParquetFile(shard) as file:
                yield from file.iter_batches(columns=list(columns))
