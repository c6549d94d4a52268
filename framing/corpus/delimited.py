"""Tables of delimited text: CSV of every delimiter and encoding, TSV, and both under gzip.

Quotation marks matter here more than elsewhere, so quoting is read strictly: a row whose quoting is broken is a row
with a problem, not one whose marks have silently vanished.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import sys
import zlib
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa

from framing.corpus.decoding import check_encoding, choose_encoding
from framing.corpus.guards import MAX_BYTES, Expansion, check_columns, check_not_binary, most_characters, shown
from framing.corpus.sources import Chunk
from framing.errors import ReadError, SettingError

__all__ = ["DelimitedSource", "open_text"]

_SAMPLE: Final = 1 << 20
_DELIMITERS: Final = (",", ";", "\t", "|")
_OFTEN_UNQUOTED: Final = ("\t", "|")
_LOOKS: Final = 300
_TOO_LONG: Final = "\ufdd0too-long\ufdd0"
_CHUNK_CHARACTERS: Final = 32_000_000
_MOST_FIELDS: Final = 2_000_000
_MOST_GIVEN_BACK: Final = 20_000_000
_COST_OF_A_LINE: Final = 50


class _Counted(io.RawIOBase):
    """A stream that stops a gzip bomb while it unpacks."""

    def __init__(self, inner: IO[bytes], expansion: Expansion, name: str) -> None:
        self._inner = inner
        self._expansion = expansion
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            block = self._inner.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError(f"{self._name} is damaged ({error}); copy or download it again") from None
        self._expansion.add(len(block))
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


def open_binary(path: Path) -> io.BufferedReader:
    """Open a file for reading bytes, through gzip where its name ends in .gz."""
    expansion = Expansion(path, shown(path))
    try:
        raw: IO[bytes] = gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")  # type: ignore[assignment]  # noqa: SIM115
    except OSError as error:
        raise ReadError(f"{shown(path)} cannot be opened ({error.strerror}); check its rights") from None
    return io.BufferedReader(_Counted(raw, expansion, shown(path)), 1 << 18)


def encoding_of(path: Path, encoding: str | None) -> tuple[str, list[str]]:
    """Choose the encoding of a whole file: its first megabyte chooses, the rest is checked in passing."""
    if encoding is not None:
        check_encoding(encoding)
        return encoding, []
    with open_binary(path) as stream:
        sample = _read_up_to(stream, _SAMPLE)
        check_not_binary(sample, shown(path))
        cut = sample.rfind(b"\n") + 1
        chosen, note = choose_encoding(sample[:cut] if len(sample) == _SAMPLE and cut else sample, shown(path))
        if chosen == "utf-8" and note is None and len(sample) == _SAMPLE:
            chosen, note = _later(stream, sample, shown(path))
    return chosen, [note] if note else []


def _read_up_to(stream: io.BufferedReader, size: int) -> bytes:
    return stream.read(size)


def _later(stream: io.BufferedReader, sample: bytes, name: str) -> tuple[str, str | None]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    block = sample
    while block:
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            return choose_encoding(block.strip(b"\x80\xbf"), name)
        block = stream.read(_SAMPLE)
    return "utf-8", None


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """Open a file as text with its line ends as they are."""
    return io.TextIOWrapper(open_binary(path), encoding=encoding, errors="replace", newline="")


def bounded_lines(stream: io.TextIOWrapper, limit: int, delimiter: str) -> Iterator[str]:
    """Yield lines; one longer than the limit, or of millions of fields, becomes a mark, its rest is skipped."""
    while line := stream.readline(limit):
        if len(line) < limit or line.endswith("\n"):
            crowded = len(line) > _MOST_FIELDS and line.count(delimiter) > _MOST_FIELDS
            yield f"{_TOO_LONG}\n" if crowded else line
            continue
        while (rest := stream.readline(limit)) and not rest.endswith("\n"):
            pass
        yield f"{_TOO_LONG}\n"


class _Feed:
    """Lines for the csv module, which can be given back when the record they belong to is broken."""

    def __init__(self, lines: Iterator[str], first: int, longest: int) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self._next = first
        self._given_back = 0
        self._longest = longest
        self._long = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._record.append(line)
        self._next += 1
        self._long += len(line)
        if self._long > self._longest and len(self._record) > 1:
            raise csv.Error("the record is too long")
        return line

    def begin(self) -> int:
        """Begin a record; give the number of its first line."""
        self._record.clear()
        self._long = 0
        return self._next

    def give_back(self) -> None:
        """Give back all lines of the record but the first.

        Raises
        ------
        BufferError
            Where so much was given back already that reading the same lines again and again would never end. The
            lines of the record are then gone; their number is the error's argument.
        """
        again = self._record[1:]
        self._given_back += sum(map(len, again)) + _COST_OF_A_LINE * len(again)
        if self._given_back > _MOST_GIVEN_BACK:
            raise BufferError(len(self._record))
        self._again.extendleft(reversed(again))
        self._next -= len(again)


class DelimitedSource:
    """Rows of a CSV or TSV file, streamed.

    Parameters
    ----------
    path : Path
        The file.
    encoding, delimiter : str, optional
        Instead of being recognised.
    escapechar : str, optional
        A character that escapes quotation marks, where they are not doubled.
    max_bytes : int
        Bound on one field and one line, four bytes a character.
    """

    made_ids = False
    finished = False

    def __init__(
        self,
        path: Path,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        escapechar: str | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        for what, value in (("delimiter", delimiter), ("escapechar", escapechar)):
            if value is not None and (len(value) != 1 or value in '\r\n"'):
                raise SettingError(f"{what} {value!r} is not possible; give one character such as ';' or '\\\\'")
        self.path = path
        self.name = shown(path)
        self.longest = most_characters(max_bytes)
        self.encoding, self.notes = encoding_of(path, encoding)
        self.skipped: list[str] = []
        self.types: dict[str, pa.DataType] = {}
        # csv keeps one limit for the whole process; raising it harms nobody.
        csv.field_size_limit(min(max(csv.field_size_limit(), self.longest), sys.maxsize))
        self._first_line_says, self.format = self._recognised(delimiter, escapechar)
        self.names = self._header()

    @property
    def _too_long(self) -> str:
        bound = f"{self.longest:,} characters (max_bytes={4 * self.longest:,})"
        return f"longer than {bound}, or of over {_MOST_FIELDS:,} fields"

    def _recognised(self, delimiter: str | None, escapechar: str | None) -> tuple[bool, dict[str, Any]]:
        with open_text(self.path, self.encoding) as stream:
            sample = stream.read(_SAMPLE)
        whole = len(sample) < _SAMPLE
        says = sample[:4].lstrip("\ufeff").lower().startswith("sep=")
        if says:
            first, _, sample = sample.partition("\n")
            delimiter = delimiter or first.strip().lstrip("\ufeff")[4:5] or None
        if not sample.strip("\ufeff \t\r\n"):
            raise ReadError(f"{self.name} holds only white space; give a table with a header line")
        candidates = (delimiter,) if delimiter else _DELIMITERS
        best: tuple[tuple[float, int, int], dict[str, Any]] | None = None
        for candidate in candidates:
            for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
                if quoting == csv.QUOTE_NONE and candidate not in _OFTEN_UNQUOTED:
                    continue
                form: dict[str, Any] = {
                    "delimiter": candidate, "quoting": quoting, "strict": quoting != csv.QUOTE_NONE,
                    "escapechar": escapechar, "doublequote": escapechar is None,
                    "skipinitialspace": False,
                }  # fmt: skip
                score = _consistency(sample, form, whole)
                if best is None or score > best[0]:
                    best = (score, form)
        assert best is not None
        form = best[1]
        if delimiter is None and form["delimiter"] != ",":
            self.notes.append(f"delimiter recognised: {form['delimiter']!r}")
        return says, form

    def _records(self) -> Iterator[tuple[int, list[str] | None]]:
        """Yield the line and the fields of each record, header first; None for one that is broken.

        A broken record costs its first line alone: reading goes on with the next, so that a mark which never closes
        does not swallow the rest of the file.
        """
        with open_text(self.path, self.encoding) as stream:
            if self._first_line_says:
                stream.readline(1000)
            feed = _Feed(
                bounded_lines(stream, self.longest, self.format["delimiter"]),
                1 + self._first_line_says,
                2 * self.longest,
            )
            reader = csv.reader(feed, **self.format)
            while True:
                line = feed.begin()
                try:
                    yield line, next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    try:
                        feed.give_back()
                    except BufferError as lost:
                        for number in range(lost.args[0]):
                            yield line + number, None
                    else:
                        yield line, None

    def _header(self) -> list[str]:
        for _, fields in self._records():
            if fields is None:
                break
            names = [f.lstrip("\ufeff").strip() for f in fields]
            if not any(names):
                continue
            if _TOO_LONG in names:
                raise ReadError(f"{self.name} has a header line {self._too_long}; correct it")
            check_columns(len(names), self.name)
            return unique_names(names)
        raise ReadError(f"{self.name} has no readable header line; its first line must name the columns")

    def chunks(self, rows: int, only: frozenset[str] | None = None) -> Iterator[Chunk]:
        """Yield the rows by column; see :class:`~framing.corpus.sources.Source`."""
        width = len(self.names)
        keep = [(i, n) for i, n in enumerate(self.names) if only is None or n in only]
        kept: list[Sequence[str | None]] = []
        problems: list[str | None] = []
        characters = 0
        records = self._records()
        for _, fields in records:
            if fields is not None and any(f.strip("\ufeff ") for f in fields):
                break
        empty = (None,) * width
        for line, fields in records:
            if fields is not None and not any(fields):
                continue
            problem = None
            if fields is None:
                problem = f"line {line}: the quoting is broken; double the quotation marks, or pass escapechar='\\\\'"
            elif len(fields) < width or any(fields[width:]):
                problem = f"line {line}: {len(fields)} fields where the header has {width}"
            if fields is not None and any(_TOO_LONG in f for f in fields):
                problem = f"line {line}: {self._too_long}"
            kept.append(empty if problem or fields is None else fields)
            problems.append(problem)
            characters += sum(map(len, fields or ()))
            if len(kept) >= rows or characters > _CHUNK_CHARACTERS:
                yield Chunk({n: [r[i] for r in kept] for i, n in keep}, problems)
                kept, problems, characters = [], [], 0
        if kept:
            yield Chunk({n: [r[i] for r in kept] for i, n in keep}, problems)


def _consistency(sample: str, form: dict[str, Any], whole: bool) -> tuple[float, int, int]:
    """Score a way of reading a sample: share of records as wide as the header, the width, the quoting's plausibility.

    Tab-separated files often quote nothing, and a sentence that stands between quotation marks would lose them. So
    their marks count as quoting only where quoting was needed somewhere (a tab, a line end, a doubled mark) or where
    the header is quoted too.
    """
    reader = csv.reader(io.StringIO(sample, newline=""), **form)
    widths: list[int] = []
    quoted = sample.lstrip("\ufeff").startswith('"')
    looks = _LOOKS if form["delimiter"] in _OFTEN_UNQUOTED else 0
    while len(widths) < 2000:
        try:
            fields = next(reader)
        except StopIteration:
            break
        except csv.Error:
            widths.append(0)
            continue
        if any(fields):
            widths.append(len(fields))
        if looks > 0 and not quoted:
            needed = [f for f in fields if '"' in f or "\n" in f or form["delimiter"] in f]
            looks -= len(needed)
            quoted = any('"' + f.replace('"', '""') + '"' in sample for f in needed)
    if not whole and len(widths) > 2:
        widths.pop()  # the sample ends inside the last record
    if not widths:
        return (0.0, 0, 0)
    header = widths[0]
    share = sum(w == header for w in widths) / len(widths)
    # A delimiter that never occurs splits everything alike, and says nothing.
    plausible = 1 if form["quoting"] == csv.QUOTE_NONE else 2 * quoted
    return (round(share, 2) if header > 1 else 0.01 * share, header, plausible)


def unique_names(names: Sequence[str]) -> list[str]:
    """Name nameless columns by their number and tell repeated ones apart."""
    seen: dict[str, int] = {}
    given = set(names)
    out: list[str] = []
    for number, name in enumerate(names, 1):
        new = name or f"column_{number}"
        while new in seen or (new != name and new in given):
            seen[name] = seen.get(name, 1) + 1
            new = f"{name or f'column_{number}'}_{seen[name]}"
        seen.setdefault(new, 1)
        out.append(new)
    return out
