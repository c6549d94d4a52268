"""What is run over every batch: the one scanner, reading, the detectors in the order of what they require."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Any

import pyarrow as pa

from framing.detectors.agency import AgencyDetector
from framing.detectors.protocol import Batch, Detector
from framing.detectors.terms import LexiconDetector
from framing.document.model import Document
from framing.document.reading import read, reading_literals
from framing.document.tables import attribution_rows, voice_rows, word_rows, zone_rows
from framing.errors import SettingError
from framing.lexicon.model import Group, Lexicon
from framing.profiles.tables import MEASURED, ROW_SCHEMAS, carried_columns, nest
from framing.text import FoldedText, Hits, Literal, Scanner, WordCounts, fold

__all__ = ["MAX_CHARACTERS", "Plan"]

MAX_CHARACTERS = 10_000_000
"""Articles longer than this get a row with a problem instead of measures."""

_READING = "reading"


class Plan:
    """A pure function from a record batch of articles to a record batch of results.

    It pickles without its automaton, so that it can be sent to worker processes, Dask and Spark.

    Parameters
    ----------
    detectors : sequence of Detector
        In the order in which their rows shall stand; a detector that needs the rows of others runs after them.
    max_characters : int
        Longer articles are not read.
    """

    def __init__(self, detectors: Sequence[Detector], max_characters: int = MAX_CHARACTERS) -> None:
        self.detectors = detectors
        self.max_characters = max_characters

    def __getstate__(self) -> dict[str, Any]:
        return {"detectors": self.detectors, "max_characters": self.max_characters}

    def check(self) -> None:
        """Raise :class:`SettingError` where the detectors cannot run together."""
        for detector in self.detectors:
            if not isinstance(detector, Detector):
                raise SettingError(
                    f"{detector!r} is not a detector; give objects such as fr.LexiconDetector(lexicon) or "
                    "fr.AgencyDetector()"
                )
        names = [detector.name for detector in self.ordered]
        for name in names:
            if names.count(name) > 1:
                raise SettingError(f"detector '{name}' is given twice; keep one of them")
        features: dict[str, str] = {}
        for lexicon in self.lexicons.values():
            for feature in lexicon.features:
                if feature in features:
                    raise SettingError(
                        f"'{feature}' is a feature of both '{features[feature]}' and '{lexicon.name}'; "
                        "rename it in one of the lexicons or profile with one at a time"
                    )
                features[feature] = lexicon.name
        # Built here, so that a faulty term is reported before any article is read.
        _ = self._scanner

    @property
    def lexicons(self) -> dict[str, Lexicon]:
        """The lexicons of the lexicon detectors, by name."""
        return {
            detector.lexicon.name: detector.lexicon
            for detector in self.detectors
            if isinstance(detector, LexiconDetector)
        }

    @cached_property
    def ordered(self) -> list[Detector]:
        """The detectors in the order in which they run; one for events is added where another needs it."""
        detectors = list(self.detectors)
        if any("events" in d.requires for d in detectors) and not any(d.table == "events" for d in detectors):
            detectors.append(AgencyDetector())
        named = self._with_groups()
        detectors = [
            AgencyDetector(named, d.kinds) if isinstance(d, AgencyDetector) and d.lexicon is None else d
            for d in detectors
        ]
        ordered: list[Detector] = []
        waiting = detectors
        while waiting:
            made = {detector.table for detector in waiting}
            ready = [d for d in waiting if not (d.requires - {_READING}) & (made - {d.table})]
            if not ready:
                raise SettingError(
                    f"detectors wait for each other: {', '.join(detector.name for detector in waiting)}; "
                    "leave one of them out"
                )
            ordered.extend(ready)
            waiting = [d for d in waiting if d not in ready]
        return ordered

    def _with_groups(self) -> Lexicon | None:
        """The lexicon whose groups name the parties of events that were given no lexicon of their own."""
        having = [lexicon for lexicon in self.lexicons.values() if lexicon.groups]
        if len(having) < 2:
            return having[0] if having else None
        groups: dict[str, Group] = {}
        for lexicon in having:
            groups.update(lexicon.groups)
        return Lexicon(name="+".join(lexicon.name for lexicon in having), groups=groups)

    @cached_property
    def _scanner(self) -> Scanner:
        named = {_READING: reading_literals(), **{detector.name: detector.literals for detector in self.ordered}}
        return _scanner_of(tuple((name, tuple(literals)) for name, literals in named.items()))

    @property
    def fingerprint(self) -> str:
        """Changes whenever results could."""
        parts = [*(detector.fingerprint for detector in self.ordered), f"max_characters={self.max_characters}"]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def run(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Measure a batch of articles.

        Parameters
        ----------
        batch : pyarrow.RecordBatch
            Columns ``article_id`` and ``text``; ``headline`` and ``problem`` where known; others are handed through.

        Returns
        -------
        pyarrow.RecordBatch
            One row per article, in the same order: the columns of the batch without ``text``, under the names of
            :func:`~framing.profiles.tables.carried_columns`, then those of
            :data:`~framing.profiles.tables.RESULT_SCHEMA`.
        """
        texts = batch.column("text").to_pylist()
        headlines = _column(batch, "headline")
        problems: list[str | None] = _column(batch, "problem")
        with _collector_paused():
            documents, hits = self._read(texts, headlines, problems)
            tables = self._detect(documents, hits, problems)
        good = [problem is None for problem in problems]
        columns = {new: batch.column(old) for old, new in carried_columns(batch.schema.names).items()}
        results = {
            "problem": pa.array(problems, pa.string()),
            "text_hash": pa.array([_digest(text) for text in texts], pa.binary(16)),
            "n_characters": pa.array([len(text or "") for text in texts], pa.int64()),
            **{name: nest(tables[name], len(texts), good) for name in MEASURED},
        }
        article_id = {"article_id": batch.column("article_id").cast(pa.string())}
        return pa.RecordBatch.from_pydict({**article_id, **columns, **results})

    def _read(
        self, texts: Sequence[str | None], headlines: Sequence[str | None], problems: list[str | None]
    ) -> tuple[list[Document | None], list[dict[str, Hits]]]:
        """Scan and read the texts; one that cannot be read gets its problem and never stops the others."""
        folded: list[FoldedText] = []
        rows: list[int] = []
        for number, text in enumerate(texts):
            problems[number] = problems[number] or self._problem(text)
            if problems[number] is None and text is not None:
                folded.append(fold(text))
                rows.append(number)
        documents: list[Document | None] = [None] * len(texts)
        hits: list[dict[str, Hits]] = [{} for _ in texts]
        if not rows:
            return documents, hits
        for row, one, found in zip(rows, folded, self._scanner.scan_all(folded), strict=True):
            try:
                documents[row] = read(one, found[_READING], headline=headlines[row])
                hits[row] = found
            except Exception as error:
                problems[row] = _reason("reading failed", error)
        return documents, hits

    def _problem(self, text: str | None) -> str | None:
        if text is None or not text.strip():
            return "the text is empty"
        if len(text) > self.max_characters:
            return f"the text has {len(text):,} characters, more than max_characters={self.max_characters:,}"
        return None

    def _detect(
        self,
        documents: Sequence[Document | None],
        hits: Sequence[dict[str, Hits]],
        problems: list[str | None],
    ) -> dict[str, pa.Table]:
        rows = [row for row, document in enumerate(documents) if document is not None]
        read_ones = [document for document in documents if document is not None]
        try:
            tables = self._detect_together(read_ones, [hits[row] for row in rows])
        except Exception:  # find the article that fails and keep the others
            singles = []
            kept = []
            for row, document in zip(rows, read_ones, strict=True):
                try:
                    singles.append(self._detect_together([document], [hits[row]]))
                    kept.append(row)
                except Exception as error:
                    problems[row] = _reason("detecting failed", error)
            return _joined(singles, kept)
        return {name: _renumbered(table, rows) for name, table in tables.items()}

    def _detect_together(self, documents: Sequence[Document], hits: Sequence[dict[str, Hits]]) -> dict[str, pa.Table]:
        tables = {name: schema.empty_table() for name, schema in ROW_SCHEMAS.items()}
        counts = WordCounts([document.text for document in documents])
        tables["attributions"] = attribution_rows(documents, counts)
        tables["zones"] = zone_rows(documents)
        tables["voices"] = voice_rows(documents)
        tables["words"] = word_rows(documents, counts)
        groups: dict[int, list[Any]] = {}
        for detector in self.ordered:
            batch = Batch(documents, [found[detector.name] for found in hits], dict(tables), groups)
            made = detector.detect(batch).select(ROW_SCHEMAS[detector.table].names)
            tables[detector.table] = pa.concat_tables([tables[detector.table], made])
        return {name: _in_order(table) for name, table in tables.items()}


@lru_cache(maxsize=2)
def _scanner_of(literals: tuple[tuple[str, tuple[Literal, ...]], ...]) -> Scanner:
    """Make a scanner, or give the one of the last runs: profiling a few articles after others builds none."""
    return Scanner(dict(literals))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cyclic garbage collector still: a batch makes many small objects that live as long, and no cycles."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _column(batch: pa.RecordBatch, name: str) -> list[Any]:
    if name in batch.schema.names:
        return list(batch.column(name).to_pylist())
    return [None] * batch.num_rows


def _reason(what: str, error: Exception) -> str:
    return f"{what}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}"


def _digest(text: str | None) -> bytes:
    return hashlib.sha256((text or "").encode("utf-8", "surrogatepass")).digest()[:16]


def _in_order(table: pa.Table) -> pa.Table:
    """Sort rows by article and place, equal places in the order in which they were made."""
    if table.num_rows < 2 or "start" not in table.schema.names:
        return table
    import numpy as np

    rows, starts = table.column("row").to_numpy(), table.column("start").to_numpy()
    order = np.lexsort((np.arange(len(rows)), starts, rows))
    return table if bool((order[1:] > order[:-1]).all()) else table.take(pa.array(order))


def _renumbered(table: pa.Table, rows: Sequence[int]) -> pa.Table:
    numbers = pa.array(rows, pa.int32()).take(table.column("row"))
    return table.set_column(0, "row", numbers)


def _joined(singles: Sequence[dict[str, pa.Table]], rows: Sequence[int]) -> dict[str, pa.Table]:
    joined = {name: [schema.empty_table()] for name, schema in ROW_SCHEMAS.items()}
    for tables, row in zip(singles, rows, strict=True):
        for name, table in tables.items():
            joined[name].append(_renumbered(table, [row]))
    return {name: pa.concat_tables(tables) for name, tables in joined.items()}
