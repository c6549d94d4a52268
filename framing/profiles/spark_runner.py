"""Spark: frames measured on the executors by ``mapInArrow``, and an engine for :func:`framing.profile_files`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from framing.detectors.protocol import Detector
from framing.errors import FramingError, MissingExtraError, SettingError
from framing.profiles.lazy import LazyProfiles, Recipe, as_utc, plan_of, write_partition
from framing.profiles.plan import MAX_CHARACTERS, Plan

if TYPE_CHECKING:
    from framing.profiles.streaming import Engine

__all__ = ["SparkProfiles", "profile_spark", "spark_engine", "spark_session"]

_BATCHES_A_CORE = 4


class SparkProfiles(LazyProfiles):
    """Profiles of a Spark frame, not computed yet."""

    def __init__(self, nested: Any, plan: Plan, recipe: Recipe, frame: Any, measure: Callable[..., Any]) -> None:
        super().__init__(nested, plan, recipe)
        self.frame = frame
        self.measure = measure

    def _collected(self) -> pa.Table:
        return as_utc(_guarded(self.nested.toArrow), self.recipe.results)

    def _written(self, folder: str, rows_a_shard: int) -> list[str]:
        measure, schema = self.measure, self.recipe.results

        def write(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            from pyspark import TaskContext

            context = TaskContext.get()
            number = 0 if context is None else context.partitionId()
            results = (as_utc(pa.Table.from_batches([batch]), schema).to_batches()[0] for batch in measure(batches))
            for place, text in enumerate(write_partition(results, schema, folder, number, rows_a_shard)):
                yield pa.record_batch({"part": [number], "place": [place], "shard": [text]})

        rows = _guarded(self.frame.mapInArrow(write, "part long, place long, shard string").collect)
        return [row.shard for row in sorted(rows, key=lambda row: (row.part, row.place))]


def profile_spark(
    frame: Any, detectors: Sequence[Detector] | Detector = (), *, max_characters: int = MAX_CHARACTERS
) -> SparkProfiles:
    """Measure a Spark frame lazily; :func:`framing.profile` calls this for one.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        A corpus table with a unique ``article_id``; columns are matched by the usual synonyms. Dates as text must be
        unambiguous, because no partition knows how the others are spelt.
    detectors : sequence of Detector
    max_characters : int
        As for :func:`framing.profile`.

    Returns
    -------
    SparkProfiles
        Nothing runs before its ``compute()`` or ``save(folder)``; its ``nested`` is a Spark frame of the results.
    """
    plan = plan_of(detectors, max_characters)
    kinds = {field.name: field.type for field in frame.limit(0).toArrow().schema}
    types = {name: kind for name, kind in kinds.items() if not (pa.types.is_string(kind) or pa.types.is_null(kind))}
    recipe = Recipe.of(frame.columns, types, "the Spark frame")
    session = frame.sparkSession
    measure = _measurer(_broadcast(session, plan), recipe)
    nested = frame.mapInArrow(measure, session.createDataFrame(_plain(recipe.results.empty_table())).schema)
    return SparkProfiles(nested, plan, recipe, frame, measure)


def _measurer(
    sent: Callable[[], Plan], recipe: Recipe
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def measure(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        plan = sent()
        for batch in batches:
            columns = dict(zip(batch.schema.names, batch.columns, strict=True))
            for result in recipe.measure(plan, columns, batch.num_rows):
                yield from _plain(pa.Table.from_batches([result])).to_batches()

    return measure


def _plain(table: pa.Table) -> pa.Table:
    """Give binary values of fixed length as such of any length, which is what Spark has."""
    fields = [
        field.with_type(pa.binary()) if pa.types.is_fixed_size_binary(field.type) else field for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _broadcast(session: Any, plan: Plan) -> Callable[[], Plan]:
    try:
        broadcast = session.sparkContext.broadcast(plan)
    except Exception as error:
        raise SettingError(
            f"this Spark session cannot broadcast the lexicon ({type(error).__name__}); use a classic session, not "
            "Spark Connect"
        ) from None
    # A worker process keeps what was broadcast, and with it the automaton that it built.
    return partial(_value, broadcast)


def _value(broadcast: Any) -> Plan:
    plan: Plan = broadcast.value
    return plan


def spark_session(master: str | None = None, *, workers: int | None = None) -> Any:
    """Start or find a Spark session.

    Parameters
    ----------
    master : str, optional
        Such as ``spark://10.0.0.1:7077``, ``yarn`` or ``local[4]``; by default this machine.
    workers : int, optional
        Worker processes on this machine.

    Raises
    ------
    MissingExtraError
        Where pyspark is not installed.
    SettingError
        Where there is no Java, or the master does not answer.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("a Spark cluster", "spark") from error
    home = os.environ.get("JAVA_HOME")
    if shutil.which(os.path.join(home, "bin", "java") if home else "java") is None:
        where = f"JAVA_HOME={home}" if home else "the path"
        raise SettingError(f"Spark needs Java, and {where} has none; install Java 17 or set JAVA_HOME")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    address = master or f"local[{workers or 1},{_TRIES}]"
    try:
        builder = SparkSession.builder.master(address).appName("framing").config("spark.ui.enabled", "false")
        return builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except Exception as error:
        raise SettingError(
            f"no Spark session at {address!r} ({type(error).__name__}: {_first_line(error)}); give a master such as "
            "spark://10.0.0.1:7077"
        ) from None


_TRIES = 4


def spark_engine(scheduler: str | None = None, *, workers: int | None = None) -> Engine:
    """Make an engine that sends batches to Spark and takes the results back in order.

    Parameters
    ----------
    scheduler : str, optional
        Master such as ``spark://10.0.0.1:7077``; by default processes on this machine.
    workers : int, optional
        Processes on this machine.
    """

    def run(plan: Plan, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        session = spark_session(scheduler, workers=workers)
        sent = _broadcast(session, plan)
        cores = max(int(session.sparkContext.defaultParallelism), 1)
        source = iter(batches)
        while window := list(islice(source, _BATCHES_A_CORE * cores)):
            table = pa.table({"place": list(range(len(window))), "data": [_packed(batch) for batch in window]})
            frame = session.createDataFrame(table).repartition(min(len(window), _BATCHES_A_CORE * cores))
            done = _guarded(frame.mapInArrow(_runner(sent), "place long, data binary").toArrow)
            for data in done.sort_by("place").column("data"):
                yield _unpacked(data.as_py())

    return run


def _runner(sent: Callable[[], Plan]) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        plan = sent()
        for batch in batches:
            for place, data in zip(batch.column("place"), batch.column("data"), strict=True):
                result = _packed(plan.run(_unpacked(data.as_py())))
                yield pa.record_batch({"place": [place.as_py()], "data": [result]})

    return run


def _packed(batch: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def _unpacked(data: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(data) as reader:
        return reader.read_next_batch()


def _guarded(call: Callable[[], Any]) -> Any:
    """Call what waits for Spark; say in one line where it gave up."""
    try:
        return call()
    except Exception as error:
        if type(error).__module__.split(".")[0] not in {"pyspark", "py4j"}:
            raise
        raise FramingError(
            f"Spark gave up on a part ({type(error).__name__}: {_first_line(error)}); see the executors' logs, and "
            "give each more memory or smaller partitions"
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no message"])[0][:150]
