"""Parquet files, streamed by record batch; further columns keep their types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from framing.corpus.guards import EXPANSION_FROM, Expansion, check_columns, check_file, shown
from framing.corpus.sources import Chunk
from framing.errors import ReadError

__all__ = ["ParquetSource"]

_BUFFER = 1 << 20
_CHUNK_BYTES = 64_000_000
_BYTES_A_ROW = 200


class ParquetSource:
    """Rows of one Parquet file."""

    made_ids = False
    finished = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = shown(path)
        self.skipped: list[str] = []
        self.notes: list[str] = []
        check_file(path)
        with self._opened() as file:
            schema = file.schema_arrow
            self.rows = file.metadata.num_rows
            check_columns(len(schema.names), self.name)
            self._short, self._at_once = _reading(file.metadata)
        index = _index_columns(schema)
        if index:
            self.notes.append(f"left out: the saved row index ({', '.join(index)})")
        if len(set(schema.names)) != len(schema.names):
            raise ReadError(f"{self.name} has two columns of one name; rename one")
        self.names = [n for n in schema.names if n not in index]
        self.types = {
            n: t for n in self.names if not _is_text(t := _plain(schema.field(n).type))
        }  # fmt: skip

    def _opened(self, short: Sequence[str] = ()) -> Any:
        from pyarrow import parquet

        try:
            # Without a stream of its own pyarrow holds a whole row group, often the whole file.
            return parquet.ParquetFile(self.path, pre_buffer=False, buffer_size=_BUFFER, read_dictionary=list(short))
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _damaged(self.name, error) from None

    def chunks(self, rows: int, only: frozenset[str] | None = None) -> Iterator[Chunk]:
        """Yield the rows by column; see :class:`~framing.corpus.sources.Source`."""
        names = [n for n in self.names if only is None or n in only]
        expansion = Expansion(self.path, self.name)
        with self._opened(self._short) as file:
            at_once = max(1, min(rows, self._at_once))
            batches = file.iter_batches(batch_size=at_once, columns=names, use_threads=False)
            while True:
                try:
                    batch = next(batches)
                except StopIteration:
                    return
                except (pa.ArrowException, OSError, ValueError) as error:
                    raise _damaged(self.name, error) from None
                for part in _parts(batch):
                    columns = {}
                    for name in names:
                        array = part.column(name)
                        if pa.types.is_dictionary(array.type):
                            array = array.dictionary_decode()
                        columns[name] = array
                        expansion.add(array.nbytes)
                    # A row of nothing takes no place in the file, and still some in every table.
                    expansion.add(_BYTES_A_ROW * part.num_rows)
                    yield Chunk(columns, [None] * part.num_rows)


def _reading(metadata: Any) -> tuple[list[str], int]:
    """Decide how to read: which columns to leave as they are stored, and how many rows at once.

    A text that many rows share is stored once. Columns in which that could make gigabytes of a small file are read as
    they are stored, which takes no more memory than the file says, and are written out piece by piece.
    """
    short: set[str] = set()
    widest = 1.0
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        for place in range(group.num_columns):
            column = group.column(place)
            size, values = column.total_uncompressed_size, max(column.num_values, 1)
            widest = max(widest, size / values)
            shared = column.physical_type == "BYTE_ARRAY" and "DICTIONARY" in "".join(column.encodings)
            if shared and size <= EXPANSION_FROM and size * values > EXPANSION_FROM:
                short.add(column.path_in_schema)
    return sorted(name for name in short if "." not in name), int(_CHUNK_BYTES / widest)


def _parts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Cut a batch into parts that hold a bounded number of bytes once their shared texts are written out."""
    import numpy as np

    sizes = np.zeros(batch.num_rows, np.int64)
    for array in batch.columns:
        if pa.types.is_dictionary(array.type) and len(array.dictionary):
            lengths = pc.fill_null(pc.binary_length(array.dictionary), 0).to_numpy(zero_copy_only=False)
            places = pc.fill_null(array.indices, 0).to_numpy(zero_copy_only=False)
            sizes += lengths[places]
    start = held = 0
    if int(sizes.sum()) > _CHUNK_BYTES:
        for row, size in enumerate(sizes.tolist()):
            if row > start and held + size > _CHUNK_BYTES:
                yield batch.slice(start, row - start)
                start, held = row, 0
            held += size
    if start < batch.num_rows or not batch.num_rows:
        yield batch.slice(start)


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_null(kind)
    )


def _index_columns(schema: pa.Schema) -> list[str]:
    try:
        about = json.loads((schema.metadata or {}).get(b"pandas", b"{}"))
        return [c for c in about.get("index_columns", []) if isinstance(c, str) and c.startswith("__index")]
    except (ValueError, AttributeError, TypeError):
        return []


def _damaged(name: str, error: BaseException) -> ReadError:
    reason = " ".join(str(error).split())[:120]
    return ReadError(f"{name} is no readable Parquet file ({reason}); save it anew")
