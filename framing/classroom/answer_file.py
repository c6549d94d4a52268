"""One file of answers: read with suspicion, because it went through many hands."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from framing.errors import ReadError

__all__ = ["FORMAT", "LARGEST", "VERSION", "AnswerFile", "SheetKey", "checksum", "read_file", "read_sheet"]

LARGEST: Final = 2_000_000
"""Largest file of answers that is read, in bytes."""

_LARGEST_PAGE: Final = 20_000_000
FORMAT: Final = "framing-worksheet"
VERSION: Final = 1
_MOST_ROWS: Final = 20_000
_LONGEST: Final = 2_000
_TAIL: Final = re.compile(r',\n "check": "([0-9a-f]{16})"\n\}\s*\Z')
_ID: Final = re.compile(r"[0-9a-f]{12}")
_DIGEST: Final = re.compile(r"[0-9a-f]{16}")
_TEXTS: Final = ("key", "exercise", "item", "article_id", "unit", "variable", "value", "quote")
_VERDICTS: Final = frozenset({"", "same", "different", "undecided"})


@dataclass(frozen=True, slots=True)
class SheetKey:
    """What a worksheet asks: its questions with their possible codes.

    Attributes
    ----------
    digest, title : str
    units : mapping of str
        For each key: exercise, item, article_id, start, end, unit, variable, quote, codes (None for free text) and the
        library's code.
    """

    digest: str
    title: str
    units: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """What a file holds: the worksheet, the person, answers and disputes; or why it cannot be used."""

    name: str
    worksheet: str = ""
    title: str = ""
    person: str = ""
    label: str = ""
    saved: str = ""
    answers: tuple[dict[str, Any], ...] = ()
    disputes: tuple[dict[str, Any], ...] = ()
    problem: str = ""


class _ForeignError(Exception):
    """The file is not what a worksheet saves; the message says why."""


def checksum(text: str) -> str:
    """Give the check that a worksheet puts at the end of its file (FNV-1a of 64 bits over UTF-8).

    It tells a file that was changed after it was saved; it is no proof against somebody who means to.

    Examples
    --------
    >>> checksum("")
    'cbf29ce484222325'
    """
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def read_file(path: Path) -> AnswerFile:
    """Read one file of answers; whatever is wrong with it becomes its ``problem``."""
    try:
        return _read(path)
    except _ForeignError as reason:
        return AnswerFile(path.name, problem=str(reason))
    except OSError as error:
        return AnswerFile(path.name, problem=f"cannot be read: {(error.strerror or 'unknown reason').lower()}")


def _read(path: Path) -> AnswerFile:
    if path.suffix.lower() != ".json":
        raise _ForeignError("no file of answers; those end in .json (a table to read, .csv, is not needed)")
    if not path.is_file():
        raise _ForeignError("no regular file")
    size = path.stat().st_size
    if size > LARGEST:
        raise _ForeignError(f"too large for answers: {size:,} bytes, where at most {LARGEST:,} are possible")
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        data = json.loads(text)
    except UnicodeDecodeError:
        raise _ForeignError("not UTF-8 text, so not saved by a worksheet") from None
    except (ValueError, RecursionError):
        raise _ForeignError("no JSON, or cut off; ask for the file again") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _ForeignError("not saved by a worksheet")
    if data.get("version") != VERSION:
        raise _ForeignError(f"of version {str(data.get('version'))[:20]!r}; this library reads version {VERSION}")
    tail = _TAIL.search(text)
    if tail is None or checksum(text[: tail.start()]) != tail.group(1):
        raise _ForeignError("changed after it was saved; ask for the file as the worksheet saved it")
    person = data.get("person")
    digest = data.get("worksheet")
    if not isinstance(person, dict) or not _matches(_ID, person.get("id")) or not _matches(_DIGEST, digest):
        raise _ForeignError("without a person or a worksheet")
    answers = tuple(_answer(row) for row in _rows(data, "answers"))
    keys = [row["key"] for row in answers]
    if len(set(keys)) < len(keys):
        raise _ForeignError("answers one question twice")
    return AnswerFile(
        path.name,
        worksheet=str(digest),
        title=_plain(data.get("title"))[:200],
        person=person["id"],
        label=_plain(person.get("name"))[:60],
        saved=_plain(data.get("saved"))[:40],
        answers=answers,
        disputes=tuple(_dispute(row) for row in _rows(data, "disputes")),
    )


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _rows(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name)
    if not isinstance(rows, list) or len(rows) > _MOST_ROWS or not all(isinstance(row, dict) for row in rows):
        raise _ForeignError(f"without a list of {name}")
    return rows


def _answer(row: Mapping[str, Any]) -> dict[str, Any]:
    if any(not isinstance(row.get(name), str) or len(row[name]) > _LONGEST for name in _TEXTS) or not row["value"]:
        raise _ForeignError("with an answer that is none")
    library = row.get("library")
    if not _is_offset(row.get("start")) or not _is_offset(row.get("end")) or not isinstance(library, str | None):
        raise _ForeignError("with an answer to no place")
    return {
        **{name: _plain(row[name]) for name in _TEXTS},
        "start": row["start"],
        "end": row["end"],
        "library": None if library is None else _plain(library)[:60],
    }


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _dispute(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("key", "exercise", "item", "article_id", "quote", "verdict", "reason")
    if any(not isinstance(row.get(name), str) or len(row[name]) > _LONGEST for name in names):
        raise _ForeignError("with a dispute that is none")
    if row["verdict"] not in _VERDICTS:
        raise _ForeignError("with a dispute that is none")
    return {name: _plain(row[name]) for name in names}


def _plain(value: object) -> str:
    """Give text without control characters and unpaired surrogates; line ends stay."""
    text = value if isinstance(value, str) else ""
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return kept.strip()


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "div" and found.get("id") == "data" and self.data is None:
            self.data = found.get("data-sheet")


def read_sheet(path: Path) -> SheetKey:
    """Read what a worksheet asks out of its page.

    Raises
    ------
    ReadError
        If the file is not there or is no worksheet.
    """
    try:
        if os.path.exists(path) and not path.is_file():
            raise ReadError(f"'{path.name}' is no regular file; give the page that worksheet() wrote")
        if path.stat().st_size > _LARGEST_PAGE:
            raise ReadError(f"'{path.name}' is too large for a worksheet; give the page that worksheet() wrote")
        finder = _Finder()
        finder.feed(path.read_text(encoding="utf-8"))
        data = json.loads(finder.data or "")
        units = {key: unit for exercise in data["exercises"] for key, unit in _units(exercise)}
        return SheetKey(str(data["digest"]), str(data["title"]), units)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise ReadError(f"'{path.name}' cannot be read: {reason}; give the page that worksheet() wrote") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReadError(f"'{path.name}' is no worksheet; give the page that worksheet() wrote") from error


def _units(exercise: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    units = []
    for item in exercise["items"]:
        base = {"exercise": exercise["name"], "item": item["key"], "article_id": item["article_id"]}
        for start, end, text, loaded in item["words"]:
            place = {"start": start, "end": end, "unit": "word", "variable": "loaded", "quote": text, "prompt": ""}
            library = "yes" if loaded else "no"
            units.append((f"w:{item['key']}:{start}", {**base, **place, "codes": ("yes", "no"), "library": library}))
        for question in item["questions"]:
            place = {name: item[name] for name in ("start", "end", "unit")}
            codes = tuple(code for code, _ in question["options"]) or None
            unit = {
                **base,
                **place,
                "variable": question["variable"],
                "quote": item["quote"] or question["prompt"],
                "prompt": question["prompt"],
                "codes": codes,
                "library": question["library"] or None,
            }
            units.append((question["key"], unit))
    return units
