"""Parquet files, streamed by record batch; further columns keep their types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from framing.corpus.guards import check_file, shown
from framing.corpus.sources import Chunk
from framing.errors import ReadError

__all__ = ["ParquetSource"]

_BUFFER = 1 << 20


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
        index = _index_columns(schema)
        if index:
            self.notes.append(f"left out: the saved row index ({', '.join(index)})")
        if len(set(schema.names)) != len(schema.names):
            raise ReadError(f"{self.name} has two columns of one name; rename one")
        self.names = [n for n in schema.names if n not in index]
        self.types = {
            n: t for n in self.names if not _is_text(t := _plain(schema.field(n).type))
        }  # fmt: skip

    def _opened(self) -> Any:
        from pyarrow import parquet

        try:
            # Without a stream of its own pyarrow holds a whole row group, often the whole file.
            return parquet.ParquetFile(self.path, pre_buffer=False, buffer_size=_BUFFER)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _damaged(self.name, error) from None

    def chunks(self, rows: int, only: frozenset[str] | None = None) -> Iterator[Chunk]:
        """Yield the rows by column; see :class:`~framing.corpus.sources.Source`."""
        names = [n for n in self.names if only is None or n in only]
        with self._opened() as file:
            batches = file.iter_batches(batch_size=rows, columns=names, use_threads=False)
            while True:
                try:
                    batch = next(batches)
                except StopIteration:
                    return
                except (pa.ArrowException, OSError, ValueError) as error:
                    raise _damaged(self.name, error) from None
                columns = {}
                for name in names:
                    array = batch.column(name)
                    if pa.types.is_dictionary(array.type):
                        array = array.dictionary_decode()
                    columns[name] = array
                yield Chunk(columns, [None] * batch.num_rows)


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
