"""Small files that want to become large or slow: each is made, read in a process of its own, and measured.

``python -m benchmarks.fuzz bombs`` makes each of them at full size (a line of 200 MB, 100,000 levels of HTML), reads it
as a user would, and writes down what came back, the seconds and the peak of memory. The tests make them smaller.
"""

# ruff: noqa: E501, SIM115

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks.fuzz.articles import ROOT
from benchmarks.fuzz.readers import BOOK_PARTS, WORD_PARTS, with_part, word_document, workbook

__all__ = ["BOMBS", "Bomb", "Outcome", "measure", "run_bombs"]

MOST_SECONDS = 30
MOST_MIB = 2_048
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@dataclass(frozen=True, slots=True)
class Bomb:
    """One hostile file.

    Attributes
    ----------
    name, ending : str
        Of the file.
    make : callable
        Writes it: takes a path and a size, the meaning of which is the bomb's own.
    size : int
        In the command.
    small : int
        In the tests.
    """

    name: str
    ending: str
    make: Callable[[Path, int], None]
    size: int
    small: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading a hostile file did: rows and those with a problem, or an error; seconds of work and memory."""

    rows: int
    problems: int
    error: str
    seconds: float
    mib: int
    failed: str


def _stored(archive: bytes, names: tuple[str, ...], number: int, content: bytes, path: Path, packed: bool) -> None:
    data = with_part(archive, names, bytes([number]) + content)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)


def _word(body: Callable[[int], str], *, packed: bool = True, head: str = "") -> Callable[[Path, int], None]:
    def make(path: Path, size: int) -> None:
        content = f"<?xml version='1.0'?>{head}<w:document {_W}><w:body>{body(size)}</w:body></w:document>"
        _stored(word_document(), WORD_PARTS, 0, content.encode(), path, packed)

    return make


def _sheet(rows: Callable[[int], str], *, packed: bool = False) -> Callable[[Path, int], None]:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>text</t></is></c></row>'

    def make(path: Path, size: int) -> None:
        content = f"<?xml version='1.0'?><worksheet {_S}><sheetData>{head}{rows(size)}</sheetData></worksheet>"
        _stored(workbook(), BOOK_PARTS, 0, content.encode(), path, packed)

    return make


def _shared(path: Path, size: int) -> None:
    """Write one long string that many cells show."""
    strings = (
        f"<?xml version='1.0'?><sst {_S}><si><t>id</t></si><si><t>text</t></si><si><t>{'long ' * 6_000}</t></si></sst>"
    )
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="s"><v>2</v></c></row>' for n in range(2, size)
    )
    head = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    data = with_part(workbook(), BOOK_PARTS, b"\x03" + strings.encode())
    sheet = f"<?xml version='1.0'?><worksheet {_S}><sheetData>{head}{cells}</sheetData></worksheet>"
    _stored(data, BOOK_PARTS, 0, sheet.encode(), path, packed=False)


def _blocks(block: bytes, size: int) -> Iterator[bytes]:
    whole = size // len(block)
    per = max(1, (1 << 20) // len(block))
    for _ in range(whole // per):
        yield block * per
    yield block * (whole % per)


def _filled(before: bytes, block: bytes, after: bytes = b"", *, gz: bool = False) -> Callable[[Path, int], None]:
    def make(path: Path, size: int) -> None:
        opened: IO[bytes] = gzip.open(path, "wb", compresslevel=9) if gz else path.open("wb")  # type: ignore[assignment]
        with opened as file:
            file.write(before)
            for part in _blocks(block, size):
                file.write(part)
            file.write(after)

    return make


def _keys(path: Path, size: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number in range(size):
            file.write(json.dumps({"text": "a raid", f"key{number}": 1}) + "\n")


def _attributes(path: Path, size: int) -> None:
    path.write_text("<html><body><p " + " ".join(f"a{n}" for n in range(size)) + ">Some text.</p>", encoding="utf-8")


def _dictionary(path: Path, size: int) -> None:
    """Write one long text once, and many rows that point to it."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import parquet

    text = pa.array(["A raid. " * 125_000])  # a million characters
    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, np.int32)), text)
    table = pa.table({"article_id": pa.array(np.arange(size)), "text": column})
    parquet.write_table(table, path, row_group_size=size, compression="zstd")


def _nulls(path: Path, size: int) -> None:
    """Write very many rows that take no place."""
    import pyarrow as pa
    from pyarrow import parquet

    with parquet.ParquetWriter(path, pa.schema([("text", pa.string())])) as writer:
        for first in range(0, size, 1_000_000):
            writer.write_table(pa.table({"text": pa.nulls(min(size - first, 1_000_000), pa.string())}))


def _lying_size(path: Path, size: int) -> None:
    """Write a document whose directory says that a part is small."""
    _word(lambda n: "<w:p><w:r><w:t>" + "a " * n + "</w:t></w:r></w:p>")(path, size)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo("word/document.xml").file_size
    for at in range(len(data) - 4):
        if data[at : at + 4] == true.to_bytes(4, "little"):
            data[at : at + 4] = (1_000).to_bytes(4, "little")
    path.write_bytes(data)


def _members(path: Path, size: int) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(size):
            archive.writestr(f"word/{number}.xml", b"<a/>")


LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9)) + "]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"

BOMBS: dict[str, Bomb] = {
    bomb.name: bomb
    for bomb in (
        Bomb("docx-of-spaces", ".docx", _word(lambda n: " " * n), 190_000_000, 20_000_000),
        Bomb("docx-of-paragraphs", ".docx", _word(lambda n: "<w:p/>" * n, packed=False), 33_000_000, 20_000),
        Bomb("docx-deep", ".docx", _word(lambda n: "<w:tbl>" * n + "</w:tbl>" * n), 100_000, 100_000),
        Bomb("docx-attributes", ".docx",
             _word(lambda n: "<w:p " + " ".join(f"a{i}='1'" for i in range(n)) + "/>"), 1_000_000, 20_000),
        Bomb("docx-laughs", ".docx", _word(lambda n: "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", head=LAUGHS), 1, 1),
        Bomb("docx-outside", ".docx", _word(lambda n: "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", head=OUTSIDE), 1, 1),
        Bomb("docx-lying-size", ".docx", _lying_size, 40_000_000, 200_000),
        Bomb("docx-members", ".docx", _members, 60_000, 11_000),
        Bomb("xlsx-row-number", ".xlsx", _sheet(lambda n: f'<row r="{n}"><c r="B{n}"><v>1</v></c></row>'), 10**12, 10**12),
        Bomb("xlsx-wide", ".xlsx",
             _sheet(lambda n: "".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(2, n))), 10_000, 300),
        Bomb("xlsx-shared", ".xlsx", _shared, 100_000, 1_000),
        Bomb("xlsx-laughs", ".xlsx", lambda path, size: _stored(
            workbook(), BOOK_PARTS, 0, f"<?xml version='1.0'?>{LAUGHS}<worksheet {_S}>&a9;</worksheet>".encode(), path, True),
            1, 1),
        Bomb("csv-line", ".csv", _filled(b"id,text\n1,", b"A raid in the town. ", b"\n2,second\n"), 199_000_000, 3_000_000),
        Bomb("csv-long-line", ".csv", _filled(b"id,text\n1,", b"A raid in the town. ", b"\n2,second\n"), 210_000_000, 3_000_000),
        Bomb("csv-wide-line", ".csv",
             _filled("id,text\n1,\U0001f600".encode(), b"A raid in the town. ", b"\n2,second\n"), 199_000_000, 3_000_000),
        Bomb("csv-commas", ".csv", _filled(b"id,text\n1,", b",", b"\n2,second\n"), 190_000_000, 3_000_000),
        Bomb("csv-header", ".csv", _filled(b"id,text", b",a", b"\n1,first\n"), 190_000_000, 200_000),
        Bomb("csv-quotes", ".csv", _filled(b"id,text,c\n", b'a",x,"c\n', b"\n"), 5_000_000, 30_000),
        Bomb("csv-gz", ".csv.gz", _filled(b"id,text\n", b"1," + b"A raid. " * 100 + b"\n", gz=True), 3_000_000_000, 280_000),
        Bomb("jsonl-line", ".jsonl",
             _filled(b'{"text": "', b"A raid in the town. ", b'"}\n{"text": "second"}\n'), 200_000_000, 3_000_000),
        Bomb("jsonl-wide-line", ".jsonl",
             _filled('{"text": "\U0001f600'.encode(), b"A raid in the town. ", b'"}\n{"text": "second"}\n'),
             199_000_000, 3_000_000),
        Bomb("jsonl-brackets", ".jsonl",
             _filled(b'{"text": "a", "x": [', b"[],", b'[]]}\n{"text": "second"}\n'), 190_000_000, 300_000),
        Bomb("jsonl-deep", ".jsonl", _filled(b'{"text": "a", "x": ', b"[", b'\n{"text": "second"}\n'), 10_000_000, 300_000),
        Bomb("jsonl-keys", ".jsonl", _keys, 300_000, 17_000),
        Bomb("jsonl-gz", ".jsonl.gz", _filled(b'{"text": "', b"A raid. ", b'"}\n{"text": "second"}\n', gz=True),
             3_000_000_000, 3_000_000),
        Bomb("jsonl-gz-rows", ".jsonl.gz", _filled(b"", b'{"text": "' + b"A raid. " * 100 + b'"}\n', gz=True), 3_000_000_000, 813_000),
        Bomb("json-brackets", ".json", _filled(b'[{"text": "a", "x": [', b"[],", b"[]]}]"), 190_000_000, 300_000),
        Bomb("txt-line", ".txt", _filled(b"A raid. ", b"A raid in the town. "), 199_000_000, 3_000_000),
        Bomb("txt-wide-line", ".txt", _filled("\U0001f600".encode(), b"A raid in the town. "), 199_000_000, 3_000_000),
        Bomb("txt-latin", ".txt", _filled(b"", b"Le ma\xeetre a dit\xe9 \x93oui\x94. "), 190_000_000, 3_000_000),
        Bomb("html-deep", ".html", _filled(b"<html><body>", b"<div>", b"Some text of it."), 500_000, 500_000),
        Bomb("html-deep-closed", ".html", lambda path, n: path.write_text("<b><i>" * n + "text" + "</i></b>" * n) and None,
             100_000, 100_000),
        Bomb("html-attributes", ".html", _attributes, 1_000_000, 20_000),
        Bomb("html-marks", ".html", _filled(b"<html><body><p>", b"<", b"</p>"), 900_000, 100_000),
        Bomb("html-elements", ".html", _filled(b"<html><body>", b"<p>one</p>"), 19_000_000, 300_000),
        Bomb("html-text", ".html", _filled(b"<html><body><p>", b"A raid in the town. ", b"</p>"), 19_000_000, 500_000),
        Bomb("html-digits", ".html", _filled(b"<html><body><p>", b"2023-1-", b"</p>"), 19_000_000, 200_000),
        Bomb("html-laughs", ".html", lambda path, n: path.write_text(LAUGHS + "<html><body><p>&a9; text</p>") and None, 1, 1),
        Bomb("rtf-groups", ".rtf", _filled(b"{\\rtf1 ", b"{", b"text"), 19_900_000, 300_000),
        Bomb("rtf-pictures", ".rtf", _filled(b"{\\rtf1 ", b"{\\pict{x}", b"text}"), 20_000_000, 300_000),
        Bomb("rtf-text", ".rtf", _filled(b"{\\rtf1 ", b"A raid\\par ", b"}"), 40_000_000, 300_000),
        Bomb("xml-records", ".xml", _filled(b"<records>", b"<record><title>x</title></record>", b"</records>"),
             190_000_000, 10_000),
        Bomb("xml-nested-records", ".xml", _filled(b"", b"<record>", b"text"), 80_000, 2_000),
        Bomb("proquest-rules", ".txt",
             _filled(b"ProQuest document ID: 1\nFull text: x\n", b"____________________\n"), 50_000_000, 300_000),
        Bomb("parquet-dictionary", ".parquet", _dictionary, 100_000, 40),
        Bomb("parquet-nulls", ".parquet", _nulls, 100_000_000, 20_000),
    )
}  # fmt: skip
"""Every hostile file by its name."""

_CHILD = """
import json, resource, sys, time
from pathlib import Path
import framing as fr
from framing.errors import FramingError
limit = int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_AS, (limit << 20, limit << 20))
import pyarrow, pandas
began = time.process_time()
rows = problems = 0
error = ""
try:
    from framing.corpus import iter_corpus
    for batch in iter_corpus(sys.argv[1], 1000):
        rows += batch.num_rows
        problems += batch.num_rows - batch.column("problem").null_count
    if sys.argv[3] == "whole":
        assert len(fr.read_corpus(sys.argv[1])) == rows
except FramingError as caught:
    error = str(caught)
# What the kernel says of this program alone: ru_maxrss would remember what it was forked from.
peak = int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) >> 10
print(json.dumps([rows, problems, error, time.process_time() - began, peak]))
"""


def measure(path: Path, *, seconds: float = MOST_SECONDS * 10, mib: int = 0, whole: bool = False) -> Outcome:
    """Read a file in a process of its own.

    Parameters
    ----------
    path : Path
    seconds : float
        After which it is stopped.
    mib : int
        Address space that it may have; 0 for no bound.
    whole : bool
        Whether to read it whole too.
    """
    began = time.monotonic()
    command = [sys.executable, "-c", _CHILD, str(path), str(mib), "whole" if whole else "batches"]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return Outcome(0, 0, "", time.monotonic() - began, 0, f"stopped after {seconds:.0f} s")
    if ended.returncode:
        last = ended.stderr.strip().rsplit("\n", 1)[-1][:200]
        return Outcome(0, 0, "", time.monotonic() - began, 0, last or f"ended with status {ended.returncode}")
    rows, problems, error, spent, peak = json.loads(ended.stdout)
    return Outcome(rows, problems, error, spent, peak, ("\n" in error and "an error of several lines") or "")


def run_bombs(names: list[str]) -> dict[str, dict[str, object]]:
    """Make and read every bomb at full size."""
    found: dict[str, dict[str, object]] = {}
    for name in names or list(BOMBS):
        bomb = BOMBS[name]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"bomb{bomb.ending}")
            bomb.make(path, bomb.size)
            size = path.stat().st_size
            outcome = measure(path)
        broken = outcome.failed
        if not broken and outcome.seconds > MOST_SECONDS and outcome.rows < 1_000:
            broken = f"took {outcome.seconds:.0f} s"
        if not broken and outcome.mib > MOST_MIB:
            broken = f"took {outcome.mib:,} MiB"
        answer = outcome.error.replace(folder, "…") or f"{outcome.rows:,} rows, {outcome.problems:,} with a problem"
        found[name] = {
            "bytes": size,
            "answer": answer,
            "seconds": round(outcome.seconds, 1),
            "mib": outcome.mib,
            "broken": broken,
        }
        print(
            f"{name:20} {size:>13,} bytes {outcome.seconds:6.1f} s {outcome.mib:6,} MiB  {broken or answer[:110]}",
            flush=True,
        )
    return found
