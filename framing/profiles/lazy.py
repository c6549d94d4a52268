"""Profiles of a Dask or Spark frame that are not computed yet: what both engines share.

A frame that lies on a cluster is measured where it lies. Each partition becomes corpus rows as reading a file makes
them, and these go through the same plan as everywhere; the plan with its lexicons is sent once and its automaton is
built once in each worker process. Nothing runs before :meth:`LazyProfiles.compute` or :meth:`LazyProfiles.save`.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.corpus.columns import ColumnMatch, further_names, match_columns
from framing.corpus.reading import repeated_identifiers
from framing.corpus.rows import corpus_schema, finish_rows
from framing.corpus.sources import Chunk
from framing.detectors.protocol import Detector
from framing.errors import CorpusError, OutputError
from framing.profiles.plan import MAX_CHARACTERS, Plan
from framing.profiles.profiles import Profiles
from framing.profiles.provenance import Provenance
from framing.profiles.running import corpus_batches, provenance_of
from framing.profiles.saving import load_profiles
from framing.profiles.shards import (
    ROWS_A_SHARD,
    Manifest,
    Shard,
    add_to_digest,
    writable,
    write_lexicons,
    write_shard,
)
from framing.profiles.store import FolderStore, MemoryStore, Store
from framing.profiles.streaming import result_schema
from framing.profiles.tables import warn_of_renamed

__all__ = ["LazyProfiles", "Recipe", "as_utc", "plan_of", "write_partition"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a worker needs besides the plan: which column is which, and the schemas.

    Attributes
    ----------
    match : ColumnMatch
    further : tuple of tuple of str
        Further columns: name in the frame, name in the result.
    corpus : pyarrow.Schema
        Of the corpus rows.
    """

    match: ColumnMatch
    further: tuple[tuple[str, str], ...]
    corpus: pa.Schema

    @classmethod
    def of(cls, names: Sequence[str], types: dict[str, pa.DataType], where: str) -> Recipe:
        """Match the columns of a frame.

        Raises
        ------
        CorpusError
            Where no column holds the text or the identifiers: rows of a cluster have no numbers to make them from.
        """
        match = match_columns(names, where=where)
        if "article_id" not in match.matched:
            raise CorpusError(
                f"{where} has no column for article_id, and its rows have no order to number them by; add one whose "
                "values are unique"
            )
        further = tuple(further_names(names, match))
        corpus = corpus_schema([(new, types.get(old)) for old, new in further])
        warn_of_renamed(corpus.names)
        return cls(match, further, corpus)

    @property
    def results(self) -> pa.Schema:
        """Of the nested results."""
        return result_schema(self.corpus)

    def measure(self, plan: Plan, columns: dict[str, Any], rows: int) -> Iterator[pa.RecordBatch]:
        """Finish the rows of a piece of a frame and run the plan over them."""
        batch = finish_rows(
            Chunk(columns, [None] * rows),
            first=1,
            match=self.match,
            further=self.further,
            schema=self.corpus,
            dayfirst=None,
            repair=None,
            finished=False,
        )
        for part in corpus_batches(pa.Table.from_batches([batch])):
            yield plan.run(part)


class LazyProfiles(ABC):
    """Profiles of a frame on a cluster, not computed yet.

    Parameters
    ----------
    nested : dask.dataframe.DataFrame or pyspark.sql.DataFrame
        The results to be: one row per article, nested columns of mentions, events and so on; as lazy as the frame
        it was made of, for those who go on on the cluster.
    plan : Plan
    recipe : Recipe
    """

    def __init__(self, nested: Any, plan: Plan, recipe: Recipe) -> None:
        self.nested = nested
        self.plan = plan
        self.recipe = recipe

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__}: nothing is measured yet; .compute() gives Profiles in memory, "
            ".save(folder) writes them there>"
        )

    def compute(self) -> Profiles:
        """Measure everything and bring the results into this process; texts stay where they are.

        Raises
        ------
        CorpusError
            When an ``article_id`` repeats.
        FramingError
            When the cluster gives up on a part.
        """
        store = MemoryStore(self._collected().cast(self.recipe.results))
        provenance = _finished(self._base(), store)
        return Profiles(store, self.plan.lexicons, provenance)

    def save(self, folder: str | Path, *, rows_a_shard: int = ROWS_A_SHARD) -> Profiles:
        """Let the workers write their results into a folder, and open it.

        Only names and hashes of files come back, so this works for results of any size. The folder must be one that
        this process and all workers see under the same path.

        Parameters
        ----------
        folder : str or Path
            Must be new or empty.
        rows_a_shard : int
            Most articles a file; every partition makes at least one file.

        Raises
        ------
        OutputError
            When the folder is not empty or cannot be written, or the workers wrote elsewhere.
        CorpusError
            When an ``article_id`` repeats; the files then stay, without a manifest.
        """
        folder = Path(folder).absolute()
        writable(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"{folder}: {(error.strerror or str(error)).lower()}; choose a folder you can write to"
            ) from None
        lexicons = write_lexicons(folder, list(self.plan.lexicons.values()))
        shards: list[Shard] = []
        rows = 0
        for text in self._written(str(folder), rows_a_shard):
            shard = Shard(**json.loads(text))
            shards.append(replace(shard, first=rows))
            rows += shard.rows
        if not shards:
            name = folder / "part-00000-000.parquet"
            shards.append(write_shard(name, self.recipe.results.empty_table()))
        for shard in shards:
            if not (folder / shard.name).is_file():
                raise OutputError(
                    f"the workers wrote {shard.name}, but it is not in {folder}; give a folder that all machines "
                    "share, or use compute()"
                )
        store = FolderStore(folder, shards, self.recipe.results)
        provenance = _finished(self._base(), store)
        Manifest(True, tuple(shards), (), lexicons, provenance, articles=rows).write(folder)
        return load_profiles(folder)

    def _base(self) -> Provenance:
        return provenance_of(self.plan, corpus_hash="", n_articles=0, n_problems=0)

    @abstractmethod
    def _collected(self) -> pa.Table:
        """Run everything and give the nested results in the order of the partitions."""

    @abstractmethod
    def _written(self, folder: str, rows_a_shard: int) -> Iterable[str]:
        """Run everything where it lies; give the written shards as JSON in the order of the partitions."""


def plan_of(detectors: Sequence[Detector] | Detector, max_characters: int = MAX_CHARACTERS) -> Plan:
    """Make and check a plan."""
    plan = Plan([detectors] if isinstance(detectors, Detector) else list(detectors), max_characters)
    plan.check()
    return plan


def write_partition(
    results: Iterable[pa.RecordBatch], schema: pa.Schema, folder: str, number: int, rows_a_shard: int
) -> list[str]:
    """Write the results of one partition as shards; run twice, it writes the same files.

    Returns
    -------
    list of str
        The shards as JSON.
    """
    written: list[str] = []
    held: list[pa.RecordBatch] = []

    def write(table: pa.Table) -> None:
        path = Path(folder, f"part-{number:05d}-{len(written):03d}.parquet")
        written.append(json.dumps(asdict(write_shard(path, table))))

    for batch in results:
        held.append(batch)
        while (rows := sum(part.num_rows for part in held)) >= rows_a_shard:
            table = pa.Table.from_batches(held, schema)
            write(table.slice(0, rows_a_shard))
            held = table.slice(rows_a_shard).to_batches() if rows > rows_a_shard else []
    if held or not written:
        write(pa.Table.from_batches(held, schema))
    return written


def _finished(base: Provenance, store: Store) -> Provenance:
    """Count articles and problems, hash the corpus, and refuse repeated identifiers."""
    digest = hashlib.sha256()
    n_articles = n_problems = 0
    # Eight bytes an article find what may be repeated; a second pass over those few makes sure.
    keys = array("Q")
    for batch in store.batches(["article_id", "problem", "text_hash"]):
        add_to_digest(digest, batch)
        n_articles += batch.num_rows
        n_problems += batch.num_rows - batch.column("problem").null_count
        keys.extend(map(_key, batch.column("article_id").to_pylist()))
    values, counts = np.unique(np.frombuffer(keys, dtype=np.uint64), return_counts=True)
    suspected = set(values[counts > 1].tolist())
    if suspected:
        seen = Counter(
            name
            for batch in store.batches(["article_id"])
            for name in batch.column("article_id").to_pylist()
            if _key(name) in suspected
        )
        repeated_identifiers([name for name, count in seen.items() if count > 1], "the frame", "article_id")
    return replace(base, corpus_hash=digest.hexdigest(), n_articles=n_articles, n_problems=n_problems)


def _key(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def as_utc(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Cast results that came back from an engine to the schema they were made with."""
    columns = []
    for field in schema:
        column = table.column(field.name)
        if pa.types.is_fixed_size_binary(field.type) and not pa.types.is_fixed_size_binary(column.type):
            column = pc.cast(column, pa.binary())
        columns.append(column.cast(field.type))
    return pa.table(columns, schema=schema)
