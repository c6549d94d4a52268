"""Reading what coders filled in: sheets (CSV, Excel, however edited) and the files of the coding page.

Nothing is dropped: every cell that should hold a code becomes a row, and one that cannot be used says why in
``problem``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.corpus.guards import check_file
from framing.errors import DataError, ReadError
from framing.validation.codings import COLUMNS, UNIT_KEY
from framing.validation.sampling import CodingSample
from framing.validation.sheets import CODES_SHEET, CODING_SHEET

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PAGE_FORMAT", "read_codings"]

PAGE_FORMAT: Final = "framing-codings"
_ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".json")
_OF_THE_SHEET: Final = frozenset({"coder", "item", "comment", "text", "before", "after", "feature", *UNIT_KEY})
_FORMULA: Final = ("=", "+", "-", "@")
_MAX_BYTES: Final = 100_000_000
_ROWS: Final = 100_000


@dataclass(slots=True)
class _File:
    """The rows of one file as text by column, with the line each came from."""

    name: str
    columns: list[str]
    rows: list[dict[str, str]]
    places: list[str]
    problems: list[str | None]
    notes: list[str] = field(default_factory=list)


def read_codings(
    source: str | Path | Iterable[str | Path],
    *,
    sample: CodingSample | None = None,
    variables: Mapping[str, Sequence[str]] | Sequence[str] | None = None,
    coder: str | None = None,
) -> pd.DataFrame:
    r"""Read and merge the codes of all coders.

    Parameters
    ----------
    source : path or iterable of paths
        Files or folders: coding sheets (CSV in any encoding and with any delimiter, Excel), files that the coding page
        saved (JSON, CSV), or long tables with the columns of the result.
    sample : CodingSample, optional
        What was given out. Units are then recognised by their ``item``, whatever a spreadsheet did to the other
        columns or the order of rows, and units that a coder left out are reported.
    variables : mapping or sequence, optional
        The codes that are possible, or only the names of the variables; by default those of the sample. Without
        either, all columns that are not the sheet's own are taken for variables.
    coder : str, optional
        Who coded, for a sheet that does not say. By default the name of the file.

    Returns
    -------
    pandas.DataFrame
        ``coder, article_id, start, end, unit, variable, value, item, source, problem``, one row per coder, unit and
        variable, in the order of files and lines. ``source`` is the file and line. ``problem`` is null for a good
        code; else it says that the code is missing or impossible, the unit unknown or changed, or coded twice (all of
        several different codes are marked, of equal ones all but the first). ``attrs["notes"]`` tells what was
        guessed or not used: encodings, delimiters, added columns.

    Raises
    ------
    ReadError
        If a file cannot be read or is no coding sheet.
    DataError
        If there is no file, or the sheets hold none of the variables.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sheet = pathlib.Path(folder, "anna.csv")
    ...     _ = sheet.write_text("item;article_id;start;end;unit;voice\nu1;a;0;5;mention;own\nu2;a;9;12;mention;\n")
    ...     codings = read_codings(sheet, variables={"voice": ["own", "direct"]})
    >>> codings[["coder", "value", "problem"]].fillna("").values.tolist()
    [['anna', 'own', ''], ['anna', '', 'no code']]
    """
    import pandas as pd

    codes = _codes(sample, variables)
    units = _units(sample)
    rows: list[dict[str, Any]] = []
    notes: list[str] = []
    for path in _files(source):
        file = _page(path) if path.suffix.lower() == ".json" else _table(path)
        found = _wide(file, codes, coder) if "value" not in file.columns else _long(file, coder)
        notes += [f"{file.name}: {note}" for note in file.notes]
        rows += found
    names = [*COLUMNS, "item", "source", "problem"]
    for row in rows:
        _place(row, units)
        _settle_code(row, codes)
    _mark_repeats(rows)
    if sample is not None:
        rows += _left_out(rows, sample)
    table = pd.DataFrame([{name: row.get(name) for name in names} for row in rows], columns=names)
    for name in ("start", "end"):
        table[name] = pd.array(table[name].tolist(), dtype="Int64")
    table = table.astype({name: "str" for name in names if name not in {"start", "end"}})
    table.attrs["notes"] = tuple(notes)
    return table


def _codes(
    sample: CodingSample | None, variables: Mapping[str, Sequence[str]] | Sequence[str] | None
) -> dict[str, dict[str, str]] | None:
    """Possible codes by variable, found by their folded form; an empty mapping allows any text."""
    if variables is None:
        if sample is None:
            return None
        variables = sample.variables
    if not isinstance(variables, Mapping):
        variables = dict.fromkeys([variables] if isinstance(variables, str) else variables, ())
    return {name: {_fold(code): str(code) for code in codes} for name, codes in variables.items()}


def _fold(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def _units(sample: CodingSample | None) -> dict[str, tuple[Any, ...]] | None:
    if sample is None:
        return None
    table = sample.table
    return {
        _fold(item): (item, str(article), int(start), int(end), unit)
        for item, article, start, end, unit in table[["item", *UNIT_KEY]].itertuples(index=False, name=None)
    }


def _files(source: str | Path | Iterable[str | Path]) -> list[Path]:
    given = [source] if isinstance(source, str | Path) else list(source)
    out: list[Path] = []
    for one in map(Path, given):
        if os.path.isdir(one):
            # "~$" files are what Excel leaves beside an open workbook.
            found = [p for p in one.iterdir() if p.suffix.lower() in _ENDINGS and not p.name.startswith((".", "~$"))]
            out += sorted(found, key=lambda p: p.name)
        elif one.suffix.lower() not in _ENDINGS:
            raise ReadError(
                f"{one.name!r} is no coding sheet; give files ending in {', '.join(_ENDINGS)} "
                "(a sheet in another format: save it as .xlsx or .csv first)"
            )
        else:
            out.append(one)
    if not out:
        raise DataError(f"there is no coding sheet to read; give files or a folder of {', '.join(_ENDINGS)}")
    return out


def _table(path: Path) -> _File:
    from framing.corpus.delimited import DelimitedSource
    from framing.corpus.spreadsheet import SpreadsheetSource

    if path.suffix.lower() == ".xlsx":
        source: SpreadsheetSource | DelimitedSource = SpreadsheetSource(path, max_bytes=_MAX_BYTES)
        if "item" not in map(_fold, source.names) and (sheet := _coding_sheet(path)) is not None:
            source = SpreadsheetSource(path, sheet=sheet, max_bytes=_MAX_BYTES)
        # The list of codes beside the sheet is ours and is no loss.
        source.skipped = [note for note in source.skipped if CODES_SHEET not in note]
    else:
        source = DelimitedSource(path, max_bytes=_MAX_BYTES)
    columns = [_unguarded(name) for name in source.names]
    folded = {_fold(name): name for name in _OF_THE_SHEET | {"variable", "value"}}
    columns = [folded.get(_fold(name), name) for name in columns]
    rows: list[dict[str, str]] = []
    problems: list[str | None] = []
    for chunk in source.chunks(_ROWS):
        values = [list(chunk.columns[name]) for name in source.names]
        for i in range(len(chunk)):
            cells = [str(v[i]) if v[i] is not None else "" for v in values]
            rows.append(dict(zip(columns, map(_unguarded, cells), strict=True)))
        problems += chunk.problems
    notes = [*source.notes, *source.skipped]
    places = [problem.split(":")[0] if problem else f"row {n}" for n, problem in enumerate(problems, 2)]
    return _File(path.name, columns, rows, places, problems, notes)


def _coding_sheet(path: Path) -> str | None:
    """Find the sheet that was given out, where a workbook has another one in front."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        return CODING_SHEET if CODING_SHEET in book.sheetnames else None
    finally:
        book.close()


def _unguarded(text: str) -> str:
    """Take away the apostrophe that guards a text from being run as a formula."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _page(path: Path) -> _File:
    name = path.name
    try:
        check_file(path, _MAX_BYTES)
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ReadError(f"{name!r} cannot be read as JSON ({str(error)[:80]}); save it again from the page") from None
    if not isinstance(data, dict) or data.get("format") != PAGE_FORMAT or not isinstance(data.get("codings"), list):
        raise ReadError(f"{name!r} was not saved by the coding page; give the file that its button 'Save JSON' made")
    columns = [*COLUMNS, "item"]
    rows = [
        {key: "" if row.get(key) is None else str(row[key]) for key in columns}
        for row in data["codings"]
        if isinstance(row, dict)
    ]
    notes = [] if len(rows) == len(data["codings"]) else ["some entries are no codings"]
    for row in rows:
        row["coder"] = row["coder"] or str(data.get("coder") or "")
    return _File(name, columns, rows, [f"coding {n}" for n in range(1, len(rows) + 1)], [None] * len(rows), notes)


def _coder(file: _File, row: dict[str, str], coder: str | None) -> str:
    return row.get("coder") or coder or Path(file.name).stem


def _wide(file: _File, codes: dict[str, dict[str, str]] | None, coder: str | None) -> list[dict[str, Any]]:
    """Rows of a sheet: one per unit and variable."""
    folded = {_fold(name): name for name in file.columns}
    if "item" not in file.columns and not set(UNIT_KEY) <= set(file.columns):
        raise ReadError(
            f"{file.name!r} is no coding sheet: it has neither a column 'item' nor {', '.join(UNIT_KEY)}; "
            "keep the first line and these columns as they were given out"
        )
    own = [name for name in file.columns if name not in _OF_THE_SHEET]
    names = {name: folded.get(_fold(name)) for name in codes} if codes is not None else {name: name for name in own}
    if not any(names.values()):
        wanted = ", ".join(map(repr, names)) or "any variable"
        raise DataError(f"{file.name!r} has no column {wanted}; its columns are {', '.join(map(repr, file.columns))}")
    added = [name for name in own if name not in names.values()]
    if added:
        file.notes.append(f"columns not used: {', '.join(map(repr, added))}")
    out = []
    for row, place, problem in zip(file.rows, file.places, file.problems, strict=True):
        if problem is None and not any(value for name, value in row.items() if name != "coder"):
            continue
        unit = {name: row.get(name, "") for name in ("item", *UNIT_KEY)}
        for name, column in names.items():
            trouble = problem or (None if column is not None else "the sheet has no column for it")
            out.append(
                {
                    "coder": _coder(file, row, coder),
                    **unit,
                    "variable": name,
                    "value": row.get(column, "") if column is not None else "",
                    "source": f"{file.name}, {place}",
                    "problem": trouble,
                }
            )
    return out


def _long(file: _File, coder: str | None) -> list[dict[str, Any]]:
    missing = [n for n in ("variable", "value") if n not in file.columns]
    if "item" not in file.columns:
        missing += [n for n in UNIT_KEY if n not in file.columns]
    if missing:
        raise ReadError(f"{file.name!r} has no column {', '.join(map(repr, missing))}; a table of codings needs them")
    out: list[dict[str, Any]] = []
    for row, place, problem in zip(file.rows, file.places, file.problems, strict=True):
        kept: dict[str, Any] = {name: row.get(name, "") for name in ("item", *UNIT_KEY, "variable", "value")}
        out.append({**kept, "coder": _coder(file, row, coder), "source": f"{file.name}, {place}", "problem": problem})
    added = [name for name in file.columns if name not in {*COLUMNS, "item", "source", "problem"}]
    if added:
        file.notes.append(f"columns not used: {', '.join(map(repr, added))}")
    return out


def _whole(text: str) -> int | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() and value >= 0 else None


def _place(row: dict[str, Any], units: dict[str, tuple[Any, ...]] | None) -> None:
    """Find the unit of a row: by its item in the sample, else from its own columns."""
    start, end = _whole(row["start"]), _whole(row["end"])
    if units is not None:
        known = units.get(_fold(row["item"]))
        if known is None and not row["item"]:
            spans = {unit[1:]: unit for unit in units.values()}
            known = spans.get((row["article_id"], start, end, row["unit"]))
        if known is not None:
            row["item"], row["article_id"], row["start"], row["end"], row["unit"] = known
            return
        shown = f"item {row['item']!r}" if row["item"] else "a unit without item"
        row["problem"] = row["problem"] or f"{shown} is not in the sample"
    elif start is None or end is None or not row["article_id"] or not row["unit"]:
        row["problem"] = row["problem"] or "article_id, start, end or unit is missing or no number"
    row["start"], row["end"] = start, end
    for name in ("item", "article_id", "unit"):
        row[name] = row[name] or None


def _settle_code(row: dict[str, Any], codes: dict[str, dict[str, str]] | None) -> None:
    """Give the code its proper spelling, or say what is wrong with it."""
    text = " ".join(row["value"].split())
    row["value"] = text or None
    if row["problem"]:
        return
    if codes is not None and row["variable"] not in codes:
        row["problem"] = f"variable {row['variable']!r} is not one of {', '.join(map(repr, codes))}"
        return
    if not text:
        row["problem"] = "no code"
        return
    possible = codes[row["variable"]] if codes is not None else {}
    if not possible:
        return
    folded = _fold(text)
    if folded not in possible and folded.removesuffix(".0") in possible:
        folded = folded.removesuffix(".0")
    if folded in possible:
        row["value"] = possible[folded]
    else:
        row["problem"] = f"impossible code {text!r}; possible: {', '.join(possible.values())}"


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["coder"], *(row[name] for name in UNIT_KEY), row["variable"])


def _mark_repeats(rows: list[dict[str, Any]]) -> None:
    """Mark units that one coder coded twice; an empty cell beside a code is only a missing one."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        if row["problem"] is None:
            groups.setdefault(_key(row), []).append(row)
    for found in groups.values():
        if len({row["value"] for row in found}) > 1:
            where = "; ".join(row["source"] for row in found)
            for row in found:
                row["problem"] = f"coded twice, differently ({where})"
        else:
            for row in found[1:]:
                row["problem"] = f"repeats {found[0]['source']}"


def _left_out(rows: list[dict[str, Any]], sample: CodingSample) -> list[dict[str, Any]]:
    """Rows for units of the sample that do not occur in the files of a coder."""
    there = {(row["coder"], row["item"], row["variable"]) for row in rows}
    out = []
    for coder in dict.fromkeys(row["coder"] for row in rows):
        for item, article, start, end, unit in sample.table[["item", *UNIT_KEY]].itertuples(index=False, name=None):
            for variable in sample.variables:
                if (coder, item, variable) not in there:
                    row = {"coder": coder, "item": item, "article_id": str(article), "start": int(start)}
                    row |= {"end": int(end), "unit": unit, "variable": variable, "value": None, "source": None}
                    out.append(row | {"problem": "the unit is not in the coder's file"})
    return out
