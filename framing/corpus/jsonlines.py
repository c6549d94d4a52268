"""JSON Lines (also under gzip), streamed, and JSON files that hold a list of articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from framing.corpus.decoding import clean, decode
from framing.corpus.delimited import encoding_of, open_text
from framing.corpus.guards import MAX_BYTES, check_columns, most_characters, read_bytes, shown
from framing.corpus.sources import Chunk
from framing.errors import ReadError

__all__ = ["JsonSource"]

_CHUNK_CHARACTERS: Final = 32_000_000
_INT64: Final = 1 << 63
_LOOKED_INTO: Final = 4_000_000
_MOST_VALUES: Final = 20_000_000
_Row = tuple[dict[str, Any] | None, str | None]


class JsonSource:
    """Rows of a .jsonl, .jsonl.gz, .ndjson or .json file.

    JSON Lines are read twice, once for the names and types of all keys, and never held whole. A .json file is held
    whole, so `max_bytes` bounds it.
    """

    made_ids = False
    finished = False

    def __init__(
        self, path: Path, *, whole: bool = False, encoding: str | None = None, max_bytes: int = MAX_BYTES
    ) -> None:
        self.path = path
        self.name = shown(path)
        self.max_bytes = max_bytes
        self.skipped: list[str] = []
        self.notes: list[str] = []
        self._whole: list[Any] | None = None
        if whole:
            self._whole = self._listed(encoding)
        else:
            self.encoding, self.notes = encoding_of(path, encoding)
        kinds: dict[str, set[str]] = {}
        readable = 0
        first: str | None = None
        for row, problem in self._rows():
            first = first or problem
            readable += row is not None
            for key, value in (row or {}).items():
                kinds.setdefault(key, set()).add(_kind(value))
            check_columns(len(kinds), self.name)
        if not readable:
            raise ReadError(
                f"{self.name} holds no JSON object{f' ({first})' if first else ''}; "
                'give one object a line, such as {"headline": "…", "text": "…"}'
            )
        self.names = list(kinds)
        self.types = {k: t for k, seen in kinds.items() if (t := _type(seen - {"null"})) is not None}

    def _listed(self, encoding: str | None) -> list[Any]:
        text, self.notes = _decoded(self.path, encoding, self.max_bytes)
        if _crowded(text):
            raise ReadError(f"{self.name} holds over {_MOST_VALUES:,} values; split it, or save it as JSON Lines")
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            lines = [line for line in text.split("\n") if line.strip()]
            if len(lines) > 1 and _parsed(lines[0])[0] is not None:
                return [_parsed(line) for line in lines]
            raise ReadError(f"{self.name} is no JSON ({_reason(error)}); correct it or save it anew") from None
        if isinstance(value, dict):
            lists = [v for v in value.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
            value = lists[0] if len(lists) == 1 else [value]
        if not isinstance(value, list):
            raise ReadError(f'{self.name} holds no list of articles; give [{{"headline": "…", "text": "…"}}, …]')
        return [(_named(v), None) if isinstance(v, dict) else (None, "is no JSON object") for v in value]

    def _rows(self) -> Iterator[_Row]:
        if self._whole is not None:
            for number, (row, problem) in enumerate(self._whole, 1):
                yield row, problem and f"item {number}: {problem}"
            return
        with open_text(self.path, self.encoding) as stream:
            number = 0
            longest = most_characters(self.max_bytes)
            while line := stream.readline(longest):
                number += 1
                if len(line) >= longest and not line.endswith("\n"):
                    while (rest := stream.readline(longest)) and not rest.endswith("\n"):
                        pass
                    yield None, f"line {number}: longer than {longest:,} characters (max_bytes={self.max_bytes:,})"
                    continue
                if not line.strip("\ufeff \t\r\n"):
                    continue
                row, problem = _parsed(line.lstrip("\ufeff"))
                yield row, problem and f"line {number}: {problem}"

    def chunks(self, rows: int, only: frozenset[str] | None = None) -> Iterator[Chunk]:
        """Yield the rows by column; see :class:`~framing.corpus.sources.Source`."""
        names = [n for n in self.names if only is None or n in only]
        kept: list[dict[str, Any]] = []
        problems: list[str | None] = []
        characters = 0
        for row, problem in self._rows():
            kept.append(row or {})
            problems.append(problem)
            characters += sum(len(v) for v in (row or {}).values() if isinstance(v, str))
            if len(kept) >= rows or characters > _CHUNK_CHARACTERS:
                yield Chunk(_columns(kept, names), problems)
                kept, problems, characters = [], [], 0
        if kept:
            yield Chunk(_columns(kept, names), problems)


def _columns(rows: list[dict[str, Any]], names: list[str]) -> dict[str, Any]:
    return {name: [row.get(name) for row in rows] for name in names}


def _decoded(path: Path, encoding: str | None, max_bytes: int) -> tuple[str, list[str]]:
    text, notes = decode(read_bytes(path, max_bytes), shown(path), encoding=encoding)
    return text, list(notes)


def _parsed(line: str) -> _Row:
    if _crowded(line):
        return None, f"holds over {_MOST_VALUES:,} values"
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, f"is no JSON ({_reason(error)})"
    if not isinstance(value, dict):
        return None, "is no JSON object"
    return _named(value), None


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """Clean the names of columns as the texts are cleaned; a lone surrogate could not be saved in any table."""
    if all(key.isascii() for key in row):
        return row
    return {clean(key)[0]: value for key, value in row.items()}


def _crowded(text: str) -> bool:
    """Tell whether a text has so many values that parsing it would take many times its size."""
    if len(text) < _LOOKED_INTO:
        return False
    # A list or an object takes some sixty bytes and more, a number about thirty.
    return 3 * (text.count("[") + text.count("{")) + text.count(",") > _MOST_VALUES


def _reason(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return " ".join(str(error).split())[:100]


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if -_INT64 <= value < _INT64 else "other"
    if isinstance(value, float):
        return "float"
    return "str" if isinstance(value, str) else "other"


def _type(kinds: set[str]) -> pa.DataType | None:
    if kinds == {"bool"}:
        return pa.bool_()
    if kinds == {"int"}:
        return pa.int64()
    if kinds and kinds <= {"int", "float"}:
        return pa.float64()
    return None
