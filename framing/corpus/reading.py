"""From any source to the corpus table: whole (`read_corpus`) or in batches of constant memory (`iter_corpus`)."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from framing.corpus import mediacloud
from framing.corpus.columns import ColumnMatch, further_names, match_columns
from framing.corpus.dates import day_first
from framing.corpus.decoding import check_encoding, check_repair
from framing.corpus.delimited import DelimitedSource
from framing.corpus.files import ARTICLE_ENDINGS, EXPORTS
from framing.corpus.folder import FilesSource, JoinedSource, article_files, files_below
from framing.corpus.guards import MAX_BYTES, shown
from framing.corpus.jsonlines import JsonSource
from framing.corpus.parquet import ParquetSource
from framing.corpus.rows import corpus_schema, finish_rows, identifier
from framing.corpus.sources import Source
from framing.corpus.spreadsheet import SpreadsheetSource
from framing.errors import CorpusError, ReadError, SettingError, given_possible

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FORMATS", "CorpusReader", "iter_corpus", "open_corpus", "read_corpus"]

FORMATS: Final = ("csv", "tsv", "jsonl", "json", "parquet", "xlsx", "mediacloud", "article", *EXPORTS)
"""What `format` may say where the ending of a file does not."""

_TABLES: Final = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".parquet": "parquet", ".pq": "parquet", ".xlsx": "xlsx", ".xlsm": "xlsx",
}  # fmt: skip
_SURVEY_ROWS: Final = 10_000


class CorpusReader:
    """An opened corpus: what it holds is known, its articles are not yet read.

    Made by :func:`open_corpus`. Opening a table reads it once for its identifiers and the spelling of its dates, so
    that a repeated identifier is found before the work and batches of any size give the same rows.

    Attributes
    ----------
    columns : ColumnMatch
        What was matched to which column.
    schema : pyarrow.Schema
        Of every batch.
    rows : int or None
        Number of rows where it is known before reading.
    skipped : list of str
        What lay in a folder and was left out, with the reason.
    """

    def __init__(
        self, source: Source, columns: ColumnMatch, dayfirst: bool | None, rows: int | None, repair: str | None
    ) -> None:
        self._source = source
        self._dayfirst = dayfirst
        self._repair = repair
        self.columns = columns
        self.rows = rows
        self.schema = corpus_schema([(new, source.types.get(old)) for old, new in self._further()])

    def _further(self) -> list[tuple[str, str]]:
        return further_names(self._source.names, self.columns)

    @property
    def name(self) -> str:
        """The source, as messages name it."""
        return self._source.name

    @property
    def skipped(self) -> list[str]:
        """What was left out, with the reason."""
        return list(self._source.skipped)

    def batches(self, batch_size: int = 1_000, *, on_problem: str = "row") -> Iterator[pa.RecordBatch]:
        """Read the articles, in order, at most `batch_size` a batch (fewer where they are long).

        Parameters
        ----------
        batch_size : int
            Rows.
        on_problem : {"row", "raise"}
            What an article that cannot be read becomes: a row with its `problem`, or a ReadError.
        """
        if batch_size < 1:
            raise SettingError(f"batch_size {batch_size} is not possible; give 1 or more")
        if on_problem not in ("row", "raise"):
            raise SettingError(given_possible("on_problem", on_problem, ("row", "raise")))
        first = 1
        for chunk in self._source.chunks(batch_size):
            batch = finish_rows(
                chunk,
                first=first,
                match=self.columns,
                further=self._further(),
                schema=self.schema,
                dayfirst=self._dayfirst,
                repair=self._repair,
                finished=self._source.finished,
            )
            first += len(chunk)
            if on_problem == "raise":
                self._stop_at_problem(batch)
            yield batch

    def _stop_at_problem(self, batch: pa.RecordBatch) -> None:
        problems = batch.column("problem").to_pylist()
        for article_id, problem in zip(batch.column("article_id").to_pylist(), problems, strict=True):
            if problem is not None:
                raise ReadError(f"{self.name}: article {article_id!r}: {problem}; or read with on_problem='row'")


def open_corpus(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    columns: Mapping[str, str | None] | None = None,
    format: str | None = None,
    repair: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    escapechar: str | None = None,
    sheet: str | None = None,
    dayfirst: bool | None = None,
    max_bytes: int = MAX_BYTES,
) -> CorpusReader:
    r"""Open a corpus for reading in batches; see :func:`read_corpus` for the parameters.

    Returns
    -------
    CorpusReader
        Its ``batches()`` are what :func:`iter_corpus` yields.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "raid.csv")
    ...     _ = file.write_text("id,Title,Body\n1,Raid,The army said …\n", encoding="utf-8")
    ...     reader = open_corpus(file)
    >>> reader.rows, reader.columns.matched
    (1, {'article_id': 'id', 'text': 'Body', 'headline': 'Title'})
    """
    check_repair(repair)
    if encoding is not None:
        check_encoding(encoding)
    if format is not None and format not in FORMATS:
        raise SettingError(given_possible("format", format, FORMATS))
    if max_bytes < 1:
        raise SettingError(f"max_bytes {max_bytes} is not possible; give a number of bytes")
    source = _source(
        path,
        kind=format,
        repair=repair,
        settings={
            "encoding": encoding,
            "delimiter": delimiter,
            "escapechar": escapechar,
            "sheet": sheet,
            "max_bytes": max_bytes,
        },
    )
    wished = dict(columns or {})
    if mediacloud.is_table(source.names) and format in (None, "csv", "mediacloud"):
        wished = {**mediacloud.columns_of(source.names, source.name, wished), **wished}
    match = match_columns(source.names, wished, where=source.name)
    rows, dayfirst = _survey(source, match, dayfirst)
    match.remarks.extend(source.notes)
    return CorpusReader(source, match, dayfirst, rows, repair)


def _source(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    kind: str | None,
    repair: str | None,
    settings: dict[str, Any],
) -> Source:
    files = {"repair": repair, "encoding": settings["encoding"], "max_bytes": settings["max_bytes"]}
    as_files = kind if kind in ("article", *EXPORTS) else None
    if not isinstance(path, str | os.PathLike):
        paths = [Path(p) for p in path]
        if not paths:
            raise ReadError("no files were given; give a path or a list of paths")
        if as_files is None and all(_table_kind(p, kind) for p in paths):
            tables = [_table(p, _table_kind(p, kind) or "", settings) for p in paths]
            return JoinedSource(tables, f"{len(paths)} files") if len(tables) > 1 else tables[0]
        common = Path(os.path.commonpath([os.path.abspath(p.parent) for p in paths]))
        return FilesSource([Path(os.path.abspath(p)) for p in paths], common, kind=as_files, **files)
    one = Path(path)
    if not os.path.isdir(one):  # unlike Path.is_dir, also where a name is too long
        table = None if as_files else _table_kind(one, kind)
        if table is not None:
            return _table(one, table, settings)
        return FilesSource([one], None, kind=as_files, **files)
    found, skipped = files_below(one)
    tables_in = {p: k for p in found if (k := _table_kind(p, kind)) and as_files is None}
    articles_in = [p for p in found if p.suffix.lower() in ARTICLE_ENDINGS]
    if tables_in and not articles_in:
        kinds = set(tables_in.values())
        if len(kinds) > 1:
            raise ReadError(
                f"{shown(one)} holds tables of several formats ({', '.join(sorted(kinds))}); read them one by one"
            )
        skipped += [f"{shown(p)}: not a {kinds.copy().pop()} file" for p in found if p not in tables_in]
        return JoinedSource([_table(p, k, settings) for p, k in tables_in.items()], shown(one), skipped)
    articles, left = article_files(found, one)
    return FilesSource(articles, one, kind=as_files, skipped=[*skipped, *left], **files)


def _table_kind(path: Path, kind: str | None) -> str | None:
    if kind is not None:
        return "csv" if kind == "mediacloud" else kind if kind in _TABLES.values() else None
    name = path.name.lower().removesuffix(".gz")
    return next((k for ending, k in _TABLES.items() if name.endswith(ending)), None)


def _table(path: Path, kind: str, settings: dict[str, Any]) -> Source:
    bound = settings["max_bytes"]
    if kind in ("csv", "tsv"):
        return DelimitedSource(
            path,
            encoding=settings["encoding"],
            delimiter=settings["delimiter"] or ("\t" if kind == "tsv" else None),
            escapechar=settings["escapechar"],
            max_bytes=bound,
        )
    if kind in ("jsonl", "json"):
        return JsonSource(path, whole=kind == "json", encoding=settings["encoding"], max_bytes=bound)
    if kind == "parquet":
        return ParquetSource(path)
    return SpreadsheetSource(path, sheet=settings["sheet"], max_bytes=bound)


def _survey(source: Source, match: ColumnMatch, dayfirst: bool | None) -> tuple[int | None, bool | None]:
    """Count the rows, refuse repeated identifiers, and settle the order of day and month, in one pass."""
    given = match.matched.get("article_id")
    dates = match.matched.get("published")
    if given is None:
        match.remarks.append("article_id made from row numbers (row-1, row-2 …)")
    settle = dates if dayfirst is None and dates not in source.types else None
    if source.made_ids and (given in (None, "article_id")):
        return None, dayfirst
    only = frozenset(c for c in (given, settle) if c is not None)
    # Eight bytes a row find what may be repeated; a second pass over those few makes sure.
    hashes = array("q")
    orders: set[bool] = set()
    rows = 0
    for chunk in source.chunks(_SURVEY_ROWS, only):
        if given is not None and given in chunk.columns:
            hashes.extend(hash(identifier(v, rows + i)) for i, v in enumerate(_listed(chunk.columns[given]), 1))
        if settle is not None and settle in chunk.columns:
            values = [v for v in _listed(chunk.columns[settle]) if isinstance(v, str)]
            order = day_first(values)
            if order is None and day_first([*values, "31/01/2000"]) is None:
                orders |= {True, False}
            elif order is not None:
                orders.add(order)
        rows += len(chunk)
    if given is not None:
        _refuse_repeated(source, given, hashes)
    if settle is not None and len(orders) == 1:
        dayfirst = orders.pop()
        match.remarks.append(f"numeric dates read {'day' if dayfirst else 'month'} first")
    return rows, dayfirst


def _refuse_repeated(source: Source, given: str, hashes: array[int]) -> None:
    import numpy as np

    values, counts = np.unique(np.frombuffer(hashes, dtype=np.int64), return_counts=True)
    suspected = set(values[counts > 1].tolist())
    if not suspected:
        return
    seen: dict[str, int] = {}
    row = 0
    for chunk in source.chunks(_SURVEY_ROWS, frozenset({given})):
        for value in _listed(chunk.columns[given]):
            row += 1
            name = identifier(value, row)
            if hash(name) in suspected:
                seen[name] = seen.get(name, 0) + 1
    repeated_identifiers([n for n, count in seen.items() if count > 1], source.name, given)


def repeated_identifiers(repeated: Sequence[str], where: str, column: str) -> None:
    """Refuse a corpus whose identifiers repeat, naming them and what can be done."""
    if not repeated:
        return
    named = ", ".join(repr(r[:40]) for r in repeated[:5])
    more = f" and {len(repeated) - 5} more" if len(repeated) > 5 else ""
    raise CorpusError(
        f"{where}: column {column!r} repeats {named}{more}; make the identifiers unique, name another column with "
        "columns={'article_id': ...}, or number the rows with columns={'article_id': None}"
    )


def _listed(values: Any) -> list[Any]:
    return values.to_pylist() if isinstance(values, pa.Array) else list(values)


def iter_corpus(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    batch_size: int = 1_000,
    *,
    on_problem: str = "row",
    **settings: Any,
) -> Iterator[pa.RecordBatch]:
    r"""Read a corpus in batches of constant memory: the same rows as :func:`read_corpus`, in the same order.

    Parameters
    ----------
    path, on_problem, **settings
        As for :func:`read_corpus`.
    batch_size : int
        Most rows a batch; a batch is closed earlier where its articles are long (32 million characters).

    Yields
    ------
    pyarrow.RecordBatch
        The corpus table's columns as strings, `published` as timestamp (UTC), then `problem`, `notes` and the further
        columns; the schema is the same in every batch. A workbook and a .json file are held whole while being read.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "raid.csv")
    ...     _ = file.write_text("id,text\n1,one\n2,two\n3,three\n", encoding="utf-8")
    ...     [batch.num_rows for batch in iter_corpus(file, batch_size=2)]
    [2, 1]
    """
    yield from open_corpus(path, **settings).batches(batch_size, on_problem=on_problem)


def read_corpus(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    columns: Mapping[str, str | None] | None = None,
    format: str | None = None,
    repair: str | None = None,
    on_problem: str = "row",
    encoding: str | None = None,
    delimiter: str | None = None,
    escapechar: str | None = None,
    sheet: str | None = None,
    dayfirst: bool | None = None,
    max_bytes: int = MAX_BYTES,
) -> pd.DataFrame:
    r"""Read articles from a table, a folder, a single file or an export of a news database.

    Parameters
    ----------
    path : str, path, or list of them
        A .csv or .tsv (any delimiter and encoding, also .gz), .jsonl (also .gz), .json, .parquet or .xlsx table; a
        folder of .txt, .html, .docx and .rtf files, read with its subfolders, or of tables of one format; one such
        file; or what Nexis Uni (.docx, .rtf, .html), Factiva (.html, .rtf), ProQuest (.txt, .xml) or Media
        Cloud (.csv) export.
    columns : mapping, optional
        Which column is which, where the usual names will not do: ``{"text": "MyColumn"}``; None for a column that
        shall not be matched.
    format : str, optional
        One of :data:`FORMATS`, where ending and content do not tell.
    repair : {None, "mojibake"}
        Whether to mend text that was once decoded wrongly; otherwise it is only noted.
    on_problem : {"row", "raise"}
        What an article that cannot be read becomes: a row with its `problem` and an empty text, or a ReadError.
    encoding, delimiter, escapechar : str, optional
        Of a CSV or text file, instead of being recognised.
    sheet : str, optional
        Sheet of a workbook; the first that has a header line otherwise.
    dayfirst : bool, optional
        Order in dates such as 03/04/2023. None: the column settles it if some date can only be read one way;
        otherwise such a date is null, with a note.
    max_bytes : int
        Bound on one article, on one line or field of a table, and on a file that has to be held whole.

    Returns
    -------
    pandas.DataFrame
        The corpus table of one row an article, in the order of the source: `article_id`, `text` (the headline in front
        with a blank line, once), `outlet`, `headline`, `published` (UTC; a time without a zone counts as UTC),
        `story`, `language`, `url`, `genre`, `wire_source`, `translated_from`, then `problem` (null where the row is
        fine), `notes` (null, or what was guessed, replaced or suspected, by semicolons), then the source's further
        columns (those of CSV files as text). ``attrs["columns"]`` is the :class:`ColumnMatch`, ``attrs["skipped"]``
        lists what lay in a folder and was left out.

    Raises
    ------
    ReadError
        If the source cannot be read at all.
    CorpusError
        If no column holds the text, or identifiers repeat.
    SettingError
        If an argument is not possible.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "raid.csv")
    ...     _ = file.write_text("Title;Body;Date\nRaid;The army said …;7.3.2023\n", encoding="cp1252")
    ...     corpus = read_corpus(file)
    >>> corpus.loc[0, ["article_id", "text"]].tolist(), str(corpus.loc[0, "published"])
    (['row-1', 'Raid\n\nThe army said …'], '2023-03-07 00:00:00+00:00')
    >>> print(corpus.attrs["columns"])  # doctest: +ELLIPSIS
    matched: text ← 'Body', headline ← 'Title', published ← 'Date'
    missing: article_id, outlet, story, language, url, genre, wire_source, translated_from
    article_id made from row numbers (row-1, row-2 …)
    ...
    """
    reader = open_corpus(
        path,
        columns=columns,
        format=format,
        repair=repair,
        encoding=encoding,
        delimiter=delimiter,
        escapechar=escapechar,
        sheet=sheet,
        dayfirst=dayfirst,
        max_bytes=max_bytes,
    )
    batches = list(reader.batches(on_problem=on_problem))
    table = pa.Table.from_batches(batches, schema=reader.schema)
    frame = table.to_pandas()
    frame.attrs["columns"] = reader.columns
    frame.attrs["skipped"] = reader.skipped
    return frame  # type: ignore[no-any-return]
