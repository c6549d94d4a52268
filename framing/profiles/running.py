"""Running a plan over a corpus on this machine: batches, worker processes, a progress bar."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

import pyarrow as pa

from framing.detectors.protocol import Detector
from framing.errors import FramingError, SettingError
from framing.profiles.plan import MAX_CHARACTERS, Plan
from framing.profiles.profiles import Profiles
from framing.profiles.provenance import LexiconVersion, Provenance
from framing.profiles.shards import add_to_digest
from framing.profiles.store import MemoryStore
from framing.profiles.tables import warn_of_renamed

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["corpus_batches", "corpus_digest", "profile", "provenance_of", "run_batches"]

_BATCH_ROWS = 256
_BATCH_CHARACTERS = 2_000_000


@overload
def profile(
    corpus: pd.DataFrame | Sequence[Any],
    detectors: Sequence[Detector] | Detector = ...,
    *,
    jobs: int = ...,
    progress: bool | None = ...,
    max_characters: int = ...,
) -> Profiles: ...


@overload
def profile(
    corpus: Any,
    detectors: Sequence[Detector] | Detector = ...,
    *,
    jobs: int = ...,
    progress: bool | None = ...,
    max_characters: int = ...,
) -> Any: ...


def profile(
    corpus: Any,
    detectors: Sequence[Detector] | Detector = (),
    *,
    jobs: int = 1,
    progress: bool | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Any:
    """Measure every article of a corpus.

    Parameters
    ----------
    corpus : pandas.DataFrame or sequence of Article
        The corpus table (:func:`framing.read_corpus`), or articles from :func:`framing.read_article`. A Dask or Spark
        frame is measured where it lies, and lazily; files too large for memory are for :func:`framing.profile_files`.
    detectors : sequence of Detector
        What to measure; with none, articles are read only (zones, quotations, attributions, voice).
    jobs : int
        Worker processes; the tables are the same for any number.
    progress : bool, optional
        Show a progress bar on standard error; by default only on a terminal.
    max_characters : int
        Longer articles get a row with their ``problem``.

    Returns
    -------
    Profiles
        One row per input row, in input order. For a Dask or Spark frame a
        :class:`~framing.profiles.lazy.LazyProfiles`, whose ``compute()`` gives Profiles and whose ``save(folder)`` lets
        the workers write them; ``jobs`` and ``progress`` are then the cluster's affair.

    Raises
    ------
    CorpusError
        When the corpus lacks ``text`` or repeats an ``article_id``.
    SettingError
        When the detectors cannot run together.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus(["A raid in Jenin.", ""])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> profiles.articles["problem"].tolist()[1]
    'no text'
    """
    from framing.corpus import as_corpus

    kind = type(corpus).__module__.split(".")[0]
    if kind in {"dask", "dask_expr"}:
        from framing.profiles.dask_runner import profile_dask

        return profile_dask(corpus, detectors, max_characters=max_characters)
    if kind == "pyspark":
        from framing.profiles.spark_runner import profile_spark

        return profile_spark(corpus, detectors, max_characters=max_characters)
    if jobs < 1:
        raise SettingError(f"jobs={jobs} is not possible; give 1 or more worker processes")
    frame = as_corpus(corpus)
    plan = Plan([detectors] if isinstance(detectors, Detector) else list(detectors), max_characters)
    plan.check()
    table = corpus_table(frame)
    warn_of_renamed(table.schema.names)
    results = list(run_batches(plan, corpus_batches(table), jobs=jobs, progress=progress, total=table.num_rows))
    nested = pa.Table.from_batches(results)
    import pandas as pd

    texts = pd.Series(
        table.column("text").to_pylist(), index=pd.Index(table.column("article_id").to_pylist(), name="article_id")
    )
    provenance = provenance_of(
        plan,
        corpus_hash=corpus_digest(results),
        n_articles=table.num_rows,
        n_problems=table.num_rows - nested.column("problem").null_count,
    )
    return Profiles(MemoryStore(nested), plan.lexicons, provenance, texts)


def corpus_table(frame: pd.DataFrame) -> pa.Table:
    """Convert a corpus to Arrow; a column that mixes types becomes text."""
    columns: dict[str, pa.Array] = {}
    for name in frame.columns:
        try:
            column = pa.Array.from_pandas(frame[name])
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            column = pa.Array.from_pandas(frame[name].map(lambda value: None if value is None else str(value)))
        columns[str(name)] = column.cast(pa.string()) if pa.types.is_large_string(column.type) else column
    return pa.table(columns)


def corpus_batches(table: pa.Table) -> Iterator[pa.RecordBatch]:
    """Cut a corpus into batches of a bounded number of rows and characters."""
    import pyarrow.compute as pc

    lengths = pc.fill_null(pc.utf8_length(table.column("text")), 0).to_pylist()
    start = size = 0
    for row, length in enumerate(lengths):
        if row > start and (row - start >= _BATCH_ROWS or size + length > _BATCH_CHARACTERS):
            yield _one_batch(table.slice(start, row - start))
            start, size = row, 0
        size += length
    if start < len(lengths) or not lengths:
        yield _one_batch(table.slice(start))


def _one_batch(table: pa.Table) -> pa.RecordBatch:
    arrays = [column.combine_chunks() for column in table.columns]
    arrays = [a.combine_chunks() if isinstance(a, pa.ChunkedArray) else a for a in arrays]
    return pa.RecordBatch.from_arrays(arrays, schema=table.schema)


_worker_plan: Plan | None = None


def _start_worker(plan: Plan) -> None:
    global _worker_plan  # noqa: PLW0603  # a process pool hands state to its workers only this way
    _worker_plan = plan
    # Ctrl-C is for the parent, which stops its workers; a parent that was killed cannot.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_in_worker(batch: pa.RecordBatch) -> pa.RecordBatch:
    assert _worker_plan is not None
    return _worker_plan.run(batch)


def run_batches(
    plan: Plan,
    batches: Iterable[pa.RecordBatch],
    *,
    jobs: int = 1,
    progress: bool | None = None,
    total: int | None = None,
) -> Iterator[pa.RecordBatch]:
    """Run a plan over batches and yield the results in order."""
    from tqdm import tqdm

    hidden = None if progress is None else not progress
    with tqdm(total=total, unit=" articles", disable=hidden, file=sys.stderr, leave=False) as bar:
        results = map(plan.run, batches) if jobs == 1 else _run_in_processes(plan, batches, jobs)
        for result in results:
            bar.update(result.num_rows)
            yield result


def _run_in_processes(plan: Plan, batches: Iterable[pa.RecordBatch], jobs: int) -> Iterator[pa.RecordBatch]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start_worker, (plan,))
    try:
        waiting: deque[Future[pa.RecordBatch]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_run_in_worker, batch))
            # Two batches a worker keep them busy and memory bounded.
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise FramingError(
            "a worker process ended before its work was done, perhaps for lack of memory; try again with fewer jobs"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def corpus_digest(results: Iterable[pa.RecordBatch]) -> str:
    """Hash identifiers and texts in order, the same for any cut into batches."""
    digest = hashlib.sha256()
    for batch in results:
        add_to_digest(digest, batch)
    return digest.hexdigest()


def provenance_of(plan: Plan, *, corpus_hash: str, n_articles: int, n_problems: int) -> Provenance:
    """Say where the results of a plan come from."""
    return Provenance(
        detectors=tuple(detector.fingerprint for detector in plan.ordered),
        lexicons=tuple(
            LexiconVersion(lexicon.name, lexicon.version, lexicon.hash, len(lexicon.terms))
            for lexicon in plan.lexicons.values()
        ),
        settings={"max_characters": plan.max_characters},
        corpus_hash=corpus_hash,
        n_articles=n_articles,
        n_problems=n_problems,
    )
