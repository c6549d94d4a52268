"""Rows of a source to rows of the corpus table: the one place where texts, identifiers and dates are finished."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import pyarrow as pa

from framing.corpus.articles import CONTRACT, with_headline
from framing.corpus.columns import ColumnMatch
from framing.corpus.dates import as_date, dates_of
from framing.corpus.decoding import clean, look_for_mojibake
from framing.corpus.sources import Chunk

__all__ = ["corpus_schema", "finish_rows", "identifier"]

TIME: Final = pa.timestamp("us", tz="UTC")


def corpus_schema(further: Sequence[tuple[str, pa.DataType | None]] = ()) -> pa.Schema:
    """Give the schema of a batch of the corpus table with its further columns (text where no type is given)."""
    fields = [pa.field(n, TIME if n == "published" else pa.string()) for n in (*CONTRACT, "problem", "notes")]
    return pa.schema([*fields, *(pa.field(n, t if t is not None else pa.string()) for n, t in further)])


def identifier(value: object, row: int) -> str:
    """Give the identifier of a row: the one given, as text, or its number (from 1)."""
    text = as_text(value)
    if text is None or not text.strip():
        return f"row-{row}"
    return clean(text)[0].strip()


def as_text(value: object) -> str | None:
    """Express a cell as text: whole numbers without a point, times in ISO 8601, lists and objects as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124  NaN alone differs from itself
            return None
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date):
        return None if value != value else value.isoformat()  # noqa: PLR0124  so does NaT
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | dict):
        try:
            return json.dumps(value, ensure_ascii=False, default=str)
        except (ValueError, RecursionError):
            return None
    return None if type(value).__name__ in ("NAType", "NaTType") else str(value)


def _cleaned(values: Sequence[Any], notes: list[list[str]], name: str) -> list[str | None]:
    out: list[str | None] = []
    for row, value in enumerate(values):
        text = as_text(value)
        if text is not None and ("\r\n" in text or "\x00" in text or not text.isascii()):
            text, replaced = clean(text)
            notes[row].extend(f"{name}: {r}" for r in replaced)
        out.append(text)
    return out


def finish_rows(
    chunk: Chunk,
    *,
    first: int,
    match: ColumnMatch,
    further: Sequence[tuple[str, str]],
    schema: pa.Schema,
    dayfirst: bool | None,
    repair: str | None,
    finished: bool,
) -> pa.RecordBatch:
    """Finish the rows of a chunk.

    Parameters
    ----------
    chunk : Chunk
        As the source delivers them.
    first : int
        Number of the first row in the source, from 1.
    match : ColumnMatch
        Which column is which.
    further : sequence of tuple of str
        Further columns: name in the source, name in the result.
    schema : pyarrow.Schema
        Of the result.
    dayfirst : bool or None
        Order in numeric dates; settled for the whole source before.
    repair : {None, "mojibake"}
        Whether to mend mojibake in headline and text.
    finished : bool
        Whether texts are finished already (single files are).

    Returns
    -------
    pyarrow.RecordBatch
        One row for each row of the chunk, in its order.
    """
    size = len(chunk)
    problems = list(chunk.problems)
    notes: list[list[str]] = [list(n) for n in chunk.notes] or [[] for _ in range(size)]

    def values(target: str) -> list[Any]:
        name = match.matched.get(target)
        column = chunk.columns.get(name) if name is not None else None
        return [None] * size if column is None else _pylist(column)

    done: dict[str, list[Any]] = {}
    for target in CONTRACT:
        if target not in ("article_id", "text", "published"):
            done[target] = [v if v and v.strip() else None for v in _cleaned(values(target), notes, target)]
    done["article_id"] = [identifier(v, first + i) for i, v in enumerate(values("article_id"))]
    done["published"] = _dates(values("published"), dayfirst, notes)
    _carry_over(chunk, problems, notes)
    done["text"] = []
    for i, value in enumerate(values("text")):
        text = value if finished else ""
        if problems[i] is None and not finished:
            text, done["headline"][i], problems[i], more = _finished_text(value, done["headline"][i], repair)
            notes[i].extend(more)
        done["text"].append(text)
    done["problem"] = problems
    for old, new in further:
        column = chunk.columns.get(old)
        kind = schema.field(new).type
        if column is None:
            done[new] = [None] * size
        elif isinstance(column, pa.Array) and column.type == kind:
            done[new] = column
        else:
            listed = _pylist(column)
            done[new] = _cleaned(listed, notes, new) if pa.types.is_string(kind) else listed
    done["notes"] = ["; ".join(dict.fromkeys(n)) if n else None for n in notes]
    arrays = [v if isinstance(v, pa.Array) else pa.array(v, f.type) for f in schema for v in (done[f.name],)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _pylist(column: Any) -> list[Any]:
    if not isinstance(column, pa.Array):
        return list(column)
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except (UnicodeDecodeError, ValueError, OverflowError):
        return [_scalar(s) for s in column]


def _scalar(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except UnicodeDecodeError as error:
        return bytes(error.object).decode("utf-8", "replace")
    except (ValueError, OverflowError):
        # A time beyond the calendar: Arrow cannot even print it, but knows its number.
        return str(getattr(scalar, "value", None))


def _dates(values: list[Any], dayfirst: bool | None, notes: list[list[str]]) -> list[datetime | None]:
    texts = [None if isinstance(v, datetime | date) else as_text(v) for v in values]
    found, remarks = dates_of([t and clean(t)[0] for t in texts], dayfirst=dayfirst, infer=False)
    for i, value in enumerate(values):
        if isinstance(value, datetime | date):
            try:
                found[i] = as_date(value)
            except (OverflowError, ValueError, OSError):
                remarks[i] = f"published: {str(value)[:60]!r} is no date that can be read"
        if (remark := remarks[i]) is not None:
            notes[i].append(remark)
    return found


def _carry_over(chunk: Chunk, problems: list[str | None], notes: list[list[str]]) -> None:
    """Keep the problems and notes of a corpus table that was saved and is read again."""
    for i, value in enumerate(_cleaned(_pylist(chunk.columns.get("problem", ())), notes, "problem")):
        if value and value.strip():
            problems[i] = problems[i] or value
    for i, value in enumerate(_cleaned(_pylist(chunk.columns.get("notes", ())), notes, "notes")):
        notes[i][:0] = [n for n in (value or "").split("; ") if n.strip()]


def _finished_text(
    value: object, headline: str | None, repair: str | None
) -> tuple[str, str | None, str | None, tuple[str, ...]]:
    """Give text, headline, problem and notes of a row whose text is `value`."""
    notes: tuple[str, ...] = ()
    if isinstance(value, list | tuple) and value and all(isinstance(v, str) for v in value):
        value = "\n\n".join(value)
        notes = ("text: its paragraphs were joined by blank lines",)
    if as_text(value) is None or (isinstance(value, str) and not value.strip()):
        return "", headline, "no text, only a headline" if headline else "no text", notes
    if not isinstance(value, str):
        return "", headline, f"the text is a {type(value).__name__}, not text", notes
    text, replaced = clean(value)
    text, suspected = look_for_mojibake(text, repair)
    if headline is not None and repair is not None:
        headline, _ = look_for_mojibake(headline, repair)
    return with_headline(text, headline), headline, None, (*notes, *replaced, *suspected)
