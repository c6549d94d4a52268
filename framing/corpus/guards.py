"""What is refused before any parser sees it: missing and oversized files, pictures, zip bombs, XML entities."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from pathlib import Path

from framing.errors import ReadError

__all__ = [
    "MAX_BYTES",
    "MAX_COLUMNS",
    "Expansion",
    "check_archive",
    "check_columns",
    "check_not_binary",
    "check_xml",
    "file_stem",
    "most_characters",
    "read_bytes",
    "shown",
]

MAX_BYTES = 200_000_000
"""Largest single article (or file that must be held whole) read unless the caller says otherwise."""

MAX_COLUMNS = 16_384
"""Most columns of a table, as many as a workbook may have: each costs memory in every batch of rows."""

_MAX_MEMBERS = 10_000
MAX_MARKS = 2_000_000
"""Most marks `<` of an XML file that is held as a tree, which takes fifty times their bytes."""

_MAX_RATIO = 200
_RATIO_COUNTS_FROM = 5_000_000
EXPANSION_FROM = 1 << 28
"""Bytes that a file may unpack to whatever its own size."""
_SCAN = 1 << 20

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a PNG picture", "give the article's text"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the article's text"),
    (b"GIF8", "a GIF picture", "give the article's text"),
    (b"II*\x00", "a TIFF picture", "give the article's text"),
    (b"MM\x00*", "a TIFF picture", "give the article's text"),
    (b"%PDF", "a PDF", "save its text as .txt, .html or .docx"),
    (b"PK\x03\x04", "a zip archive (perhaps a .docx or .xlsx)", "give it its proper ending or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as .docx or .xlsx"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it, or end its name in .jsonl.gz or .csv.gz"),
    (b"BZh", "bzip2-compressed", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed", "unpack it"),
    (b"PAR1", "a Parquet table", "end its name in .parquet"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"\x7fELF", "a program", "give the article's text"),
    (b"ID3", "a sound file", "give the article's text"),
    (b"OggS", "a sound file", "give the article's text"),
)


def shown(path: str | os.PathLike[str]) -> str:
    """Name a path in a message: quoted, in one line, whatever its characters."""
    text = os.fspath(path)
    return repr("".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in text))


def file_stem(path: Path) -> str:
    """Give a file's name without its ending, undecodable bytes written as ``%XX``."""
    name = path.name
    for ending in (".gz", path.suffixes[-2] if name.endswith(".gz") and len(path.suffixes) > 1 else path.suffix):
        if ending and name.endswith(ending) and name != ending:
            name = name[: -len(ending)]
    return "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in name)


def check_file(path: Path, max_bytes: int | None = None) -> int:
    """Refuse what is not a regular, readable file of a bearable size; give its size in bytes."""
    try:
        found = path.stat()
    except FileNotFoundError:
        raise ReadError(f"{shown(path)} does not exist; check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{shown(path)} cannot be opened ({reason}); check the path and its rights") from None
    if stat.S_ISDIR(found.st_mode):
        raise ReadError(f"{shown(path)} is a folder; give one file, or read the folder with read_corpus")
    if not stat.S_ISREG(found.st_mode):
        raise ReadError(f"{shown(path)} is not a regular file; save what it delivers to a file first")
    if found.st_size == 0:
        raise ReadError(f"{shown(path)} is empty; give a file that holds an article")
    if max_bytes is not None and found.st_size > max_bytes:
        raise ReadError(
            f"{shown(path)} has {found.st_size:,} bytes, more than max_bytes={max_bytes:,}; "
            "split it, or pass a larger max_bytes"
        )
    return found.st_size


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Read one file whole, refusing what :func:`check_file` refuses."""
    check_file(path, max_bytes)
    try:
        with path.open("rb") as stream:
            raw = stream.read(max_bytes + 1)
    except OSError as error:
        raise ReadError(f"{shown(path)} cannot be opened ({error.strerror}); check the path and its rights") from None
    if len(raw) > max_bytes:
        raise ReadError(
            f"{shown(path)} grew past max_bytes={max_bytes:,} while being read; split it, or pass a larger max_bytes"
        )
    return raw


def most_characters(max_bytes: int) -> int:
    """Give the characters that a line of a table may have: each can take four bytes, and readers hold it twice over.

    Examples
    --------
    >>> most_characters(MAX_BYTES)
    50000000
    """
    return max(max_bytes // 4, 1)


def check_columns(count: int, name: str) -> None:
    """Refuse a table with more columns than any table of articles has."""
    if count > MAX_COLUMNS:
        raise ReadError(f"{name} has over {MAX_COLUMNS:,} columns, which no table of articles has; correct or split it")


class Expansion:
    """Counts what a file unpacks to, and stops one that holds far more than its size.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        The file, as messages name it.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.size = check_file(path)
        self.name = name
        self.seen = 0

    def add(self, count: int) -> None:
        """Count bytes or characters that came out of the file.

        Raises
        ------
        ReadError
            Past 256 MB and 200 times the size of the file.
        """
        self.seen += count
        if self.seen > EXPANSION_FROM and self.seen > _MAX_RATIO * self.size:
            raise ReadError(f"{self.name} unpacks to over {_MAX_RATIO} times its size; look into it first, or split it")


def check_not_binary(raw: bytes, name: str) -> None:
    """Refuse bytes that are a picture, an archive, a program or otherwise no text."""
    for magic, what, remedy in _MAGIC:
        if raw.startswith(magic):
            raise ReadError(f"{name} is {what}, not text; {remedy}")
    if raw[:4] == b"RIFF" or raw[4:8] == b"ftyp":
        raise ReadError(f"{name} is a picture, sound or film, not text; give the article's text")


def check_xml(raw: bytes, name: str) -> None:
    """Refuse XML that declares a document type or entities, or hides them in another encoding.

    No export of a news database and no Office file needs them, and both bombs and file inclusion do.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00")):
        raise ReadError(f"{name} holds XML that is not UTF-8; save it anew as UTF-8")
    if raw.count(b"<") > MAX_MARKS:
        raise ReadError(f"{name} has over {MAX_MARKS:,} marks '<', too many to be read at once; split it")
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise ReadError(f"{name} declares an XML document type or entities, which are refused; save it anew")


def check_archive(path: Path, *, what: str, max_bytes: int = MAX_BYTES) -> None:
    """Refuse a zip-based document that is damaged, would unpack to too much, or declares XML entities.

    Parameters
    ----------
    path : Path
        The .docx or .xlsx file.
    what : str
        What the file claims to be, for the message.
    max_bytes : int
        Bound on the sum of the unpacked sizes (zipfile reads no member past its declared size).
    """
    name = shown(path)
    check_file(path, max_bytes)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > _MAX_MEMBERS:
                raise ReadError(f"{name} packs {len(members):,} files, too many for {what}; save it anew")
            total = sum(m.file_size for m in members)
            packed = sum(m.compress_size for m in members)
            if total > max_bytes:
                raise ReadError(
                    f"{name} would unpack to {total:,} bytes, more than max_bytes={max_bytes:,}; "
                    "save it anew without pictures, or pass a larger max_bytes"
                )
            if total > _RATIO_COUNTS_FROM and total > _MAX_RATIO * max(packed, 1):
                raise ReadError(
                    f"{name} would unpack to {total // max(packed, 1)} times its size, which looks like a zip bomb; "
                    "save its text as .txt"
                )
            for member in members:
                if member.flag_bits & 0x1:
                    raise ReadError(f"{name} is protected by a password; save it without one")
                if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
                    continue
                with archive.open(member) as stream:
                    tail = b""
                    first = True
                    marks = 0
                    while block := stream.read(_SCAN):
                        check_xml(tail + block if not first else block, name)
                        # A workbook's cells are streamed; any other part is held as a tree of 50 times its size.
                        marks += 0 if "/worksheets/" in member.filename else block.count(b"<")
                        if marks > MAX_MARKS:
                            raise ReadError(
                                f"{name} has over {MAX_MARKS:,} marks in one part, too many for {what}; split it"
                            )
                        tail, first = block[-16:], False
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ReadError(f"{name} is no readable {what} ({_one_line(error)}); save it anew") from None


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return (text[:120] + "…") if len(text) > 120 else text or type(error).__name__
