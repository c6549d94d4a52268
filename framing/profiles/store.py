"""Where nested results lie: in memory or in a folder of Parquet shards; read by column, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from framing.errors import DataError
from framing.profiles.shards import Shard, file_hash, inside

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FolderStore", "FolderTexts", "MemoryStore", "Store"]

_ROWS_A_BATCH = 10_000


class Store(Protocol):
    """Nested results, one row per article, in the order of the corpus."""

    @property
    def schema(self) -> pa.Schema:
        """Columns that are there."""
        ...

    @property
    def rows(self) -> int:
        """Number of articles."""
        ...

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of some columns in order."""
        ...

    def lists(self, name: str, fields: Sequence[str]) -> Iterator[pa.ListArray]:
        """Yield one nested column in order, its structs with these fields at least and perhaps others."""
        ...

    def part(self, article_ids: Sequence[str]) -> pa.Table:
        """Give the rows of some articles, in order, reading little else."""
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

    @property
    def rows(self) -> int:
        """Number of articles."""
        return int(self.table.num_rows)

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of some columns in order."""
        yield from self.table.select(list(columns)).to_batches()

    def lists(self, name: str, fields: Sequence[str]) -> Iterator[pa.ListArray]:
        """Yield one nested column in order."""
        yield from self.table.column(name).chunks

    def part(self, article_ids: Sequence[str]) -> pa.Table:
        """Give the rows of some articles, in order."""
        return self.table.filter(pc.is_in(self.table.column("article_id"), pa.array(list(article_ids), pa.string())))


class FolderStore:
    """Results in Parquet shards; nothing is read before it is asked for.

    A shard's bytes are compared with its hash when it is first read.

    Parameters
    ----------
    folder : Path
    shards : sequence of Shard
        In order.
    schema : pyarrow.Schema
        Columns of every shard.
    """

    def __init__(self, folder: Path, shards: Sequence[Shard], schema: pa.Schema) -> None:
        self.folder = folder
        self.shards = shards
        self._schema = schema
        self._checked: set[str] = set()

    @property
    def schema(self) -> pa.Schema:
        """Columns that are there."""
        return self._schema

    @cached_property
    def rows(self) -> int:
        """Number of articles, by the files themselves."""
        import pyarrow.parquet as pq

        rows = 0
        for shard in self.shards:
            path = inside(self.folder, shard.name)
            try:
                rows += pq.read_metadata(path).num_rows
            except (OSError, pa.ArrowException) as error:
                raise DataError(f"{path} is not a Parquet file ({str(error).splitlines()[0]})") from None
        return rows

    def batches(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Yield the rows of some columns in order."""
        return self._read(list(columns))

    def lists(self, name: str, fields: Sequence[str]) -> Iterator[pa.ListArray]:
        """Yield one nested column in order, reading these fields alone."""
        for batch in self._read([f"{name}.list.element.{field}" for field in fields]):
            yield batch.column(0)

    def part(self, article_ids: Sequence[str]) -> pa.Table:
        """Give the rows of some articles, in order; of files without any of them identifiers alone are read."""
        wanted = pa.array(list(article_ids), pa.string())
        found = []
        for shard in self.shards:
            there = [pc.is_in(ids.column(0), wanted) for ids in self._read(["article_id"], [shard])]
            if any(pc.any(chosen).as_py() for chosen in there):
                rows = self._read(self._schema.names, [shard])
                found += [batch.filter(chosen) for batch, chosen in zip(rows, there, strict=True)]
        return pa.Table.from_batches(found, self._schema)

    def _read(self, columns: list[str], shards: Sequence[Shard] | None = None) -> Iterator[Any]:
        import pyarrow.parquet as pq

        for shard in self.shards if shards is None else shards:
            path = self.checked(shard)
            try:
                with pq.ParquetFile(path) as file:
                    yield from file.iter_batches(batch_size=_ROWS_A_BATCH, columns=columns)
            except (OSError, pa.ArrowException) as error:
                raise DataError(f"{path} is not a Parquet file ({str(error).splitlines()[0]})") from None

    def checked(self, shard: Shard) -> Path:
        """Give the place of a shard whose bytes are those that were written."""
        path = inside(self.folder, shard.name)
        if shard.name not in self._checked:
            if shard.sha256 and file_hash(path) != shard.sha256:
                raise DataError(f"{path} was changed since it was saved; profile the corpus again")
            self._checked.add(shard.name)
        return path


class FolderTexts:
    """Texts in Parquet shards, read when they are first asked for.

    Parameters
    ----------
    folder : Path
    shards : sequence of Shard
        In order.
    """

    def __init__(self, folder: Path, shards: Sequence[Shard]) -> None:
        self._store = FolderStore(folder, shards, pa.schema([("article_id", pa.string()), ("text", pa.string())]))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield ``article_id`` and ``text`` in order; as many rows a batch as results have in theirs."""
        return self._store.batches(self._store.schema.names)

    def read(self) -> pd.Series[str]:
        """Read all of them."""
        return _series(pa.Table.from_batches(self.batches(), self._store.schema))

    def some(self, article_ids: Iterable[str]) -> pd.Series[str]:
        """Read those of some articles, in the order of the corpus, keeping no others in memory."""
        return _series(self._store.part(list(article_ids)))


def _series(table: pa.Table) -> pd.Series[str]:
    import pandas as pd

    ids, texts = (pd.array(table.column(name), dtype="str") for name in ("article_id", "text"))
    return pd.Series(texts, index=pd.Index(ids, name="article_id"))
