"""Excel workbooks (.xlsx): the first sheet that has a header line, by openpyxl."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from framing.corpus.delimited import unique_names
from framing.corpus.guards import MAX_BYTES, Expansion, check_archive, check_columns, shown
from framing.corpus.sources import Chunk
from framing.errors import MissingExtraError, ReadError

__all__ = ["SpreadsheetSource"]

_CARRIAGE: Final = re.compile("_x000[Dd]_\n?")
_MOST_ROWS: Final = 1_048_576
_CHUNK_CHARACTERS: Final = 32_000_000
_AT_ONCE: Final = 64


class SpreadsheetSource:
    """Rows of a workbook's sheet; cells come as text, dates as dates."""

    made_ids = False
    finished = False

    def __init__(self, path: Path, *, sheet: str | None = None, max_bytes: int = MAX_BYTES) -> None:
        self.path = path
        self.name = shown(path)
        self.skipped: list[str] = []
        self.notes: list[str] = []
        self.types: dict[str, pa.DataType] = {}
        check_archive(path, what="Excel workbook", max_bytes=max_bytes)
        book = self._opened()
        try:
            if sheet is not None and sheet not in book.sheetnames:
                known = ", ".join(map(repr, book.sheetnames))
                raise ReadError(f"{self.name} has no sheet {sheet!r}; it has {known}")
            self.sheet: str | None = None
            for name in [sheet] if sheet is not None else book.sheetnames:
                header = next((r for r in self._values(book, name) if r.count(None) < len(r)), None)
                if header is not None:
                    self.sheet = name
                    break
            if self.sheet is None or header is None:
                raise ReadError(f"{self.name} has no sheet with a header line; its first line must name the columns")
        finally:
            book.close()
        while header and header[-1] is None:
            header = header[:-1]
        check_columns(len(header), self.name)
        self.names = unique_names([str(_text(v) or "").strip() for v in header])
        if sheet is None and len(book.sheetnames) > 1:
            left = [s for s in book.sheetnames if s != self.sheet]
            self.skipped.append(f"sheets {', '.join(map(repr, left))} of {self.name} (name one with sheet=...)")

    def _opened(self) -> Any:
        try:
            import openpyxl
        except ImportError:
            raise MissingExtraError("reading Excel workbooks", "excel") from None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return openpyxl.load_workbook(self.path, read_only=True, data_only=True, keep_links=False)
            except Exception as error:  # openpyxl raises whatever its XML parser meets
                raise self._damaged(error) from None

    def _values(self, book: Any, sheet: str) -> Iterator[tuple[Any, ...]]:
        rows = book[sheet].iter_rows(values_only=True)
        # Rows that are not in the file are made up to the number that a row claims to have.
        for _ in range(0, _MOST_ROWS, _AT_ONCE):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    some = list(islice(rows, _AT_ONCE))
            except Exception as error:
                raise self._damaged(error) from None
            yield from some
            if len(some) < _AT_ONCE:
                return
        raise self._damaged(ValueError(f"it has rows beyond the {_MOST_ROWS:,} of a workbook"))

    def _damaged(self, error: BaseException) -> ReadError:
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        return ReadError(f"{self.name} is no readable Excel workbook ({reason}); save it anew as .xlsx or .csv")

    def chunks(self, rows: int, only: frozenset[str] | None = None) -> Iterator[Chunk]:
        """Yield the rows by column; see :class:`~framing.corpus.sources.Source`."""
        width = len(self.names)
        names = [(i, n) for i, n in enumerate(self.names) if only is None or n in only]
        book = self._opened()
        try:
            values = (r for r in self._values(book, self.sheet or "") if r.count(None) < len(r))
            next(values)
            expansion = Expansion(self.path, self.name)
            kept: list[list[object]] = []
            characters = 0
            for row in values:
                kept.append([_text(v) for v in row[:width]] + [None] * (width - len(row)))
                # One long text can stand in many cells and be in the file once.
                held = sum(len(v) for v in kept[-1] if isinstance(v, str))
                expansion.add(held)
                characters += held
                if len(kept) >= rows or characters > _CHUNK_CHARACTERS:
                    yield Chunk({n: [r[i] for r in kept] for i, n in names}, [None] * len(kept))
                    kept, characters = [], 0
            if kept:
                yield Chunk({n: [r[i] for r in kept] for i, n in names}, [None] * len(kept))
        finally:
            book.close()


def _text(value: object) -> object:
    if isinstance(value, str):
        return _CARRIAGE.sub("\n", value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, date | time | timedelta):
        return value.isoformat() if not isinstance(value, timedelta) else str(value)
    return str(value)
