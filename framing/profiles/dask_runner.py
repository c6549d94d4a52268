"""Dask: frames measured partition by partition on the workers, and an engine for :func:`framing.profile_files`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from framing.detectors.protocol import Detector
from framing.errors import FramingError, MissingExtraError, SettingError
from framing.profiles.lazy import LazyProfiles, Recipe, plan_of, write_partition
from framing.profiles.plan import MAX_CHARACTERS, Plan

if TYPE_CHECKING:
    import pandas as pd

    from framing.profiles.streaming import Engine

__all__ = ["DaskProfiles", "dask_engine", "profile_dask"]

_TRIES = 3


class DaskProfiles(LazyProfiles):
    """Profiles of a Dask frame, not computed yet."""

    def _collected(self) -> pa.Table:
        frame = _guarded(self.nested.compute)
        return pa.Table.from_pandas(frame, schema=self.recipe.results, preserve_index=False)

    def _written(self, folder: str, rows_a_shard: int) -> list[str]:
        write = partial(_write, schema=self.recipe.results, folder=folder, rows_a_shard=rows_a_shard)
        parts = self.nested.to_delayed()
        from dask.base import compute
        from dask.delayed import delayed

        found = _guarded(compute, *(delayed(write)(part, number) for number, part in enumerate(parts)))
        return [text for texts in found for text in texts]


def profile_dask(
    frame: Any, detectors: Sequence[Detector] | Detector = (), *, max_characters: int = MAX_CHARACTERS
) -> DaskProfiles:
    """Measure a Dask frame lazily; :func:`framing.profile` calls this for one.

    Parameters
    ----------
    frame : dask.dataframe.DataFrame
        A corpus table with a unique ``article_id``; columns are matched by the usual synonyms. Dates as text must be
        unambiguous, because no partition knows how the others are spelt.
    detectors : sequence of Detector
    max_characters : int
        As for :func:`framing.profile`.

    Returns
    -------
    DaskProfiles
        Nothing runs before its ``compute()`` or ``save(folder)``; its ``nested`` is a Dask frame of the results.

    Examples
    --------
    >>> import pandas as pd
    >>> import dask.dataframe as dd
    >>> import framing as fr
    >>> frame = dd.from_pandas(pd.DataFrame({"id": ["a", "b"], "text": ["A raid.", "An army."]}), npartitions=2)
    >>> lazy = fr.profile(frame, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> len(lazy.compute())
    2
    """
    from dask.delayed import delayed

    plan = plan_of(detectors, max_characters)
    recipe = Recipe.of([str(name) for name in frame.columns], _types(frame._meta_nonempty), "the Dask frame")
    # A delayed plan is one key of the graph: it goes to a worker once, not with every partition.
    sent = delayed(plan, name=f"framing-plan-{plan.fingerprint}", traverse=False)
    meta = _as_pandas(recipe.results.empty_table())
    nested = frame.map_partitions(_measure, sent, recipe, meta=meta, enforce_metadata=False)
    return DaskProfiles(nested, plan, recipe)


def dask_engine(scheduler: str | None = None, *, workers: int | None = None) -> Engine:
    """Make an engine that sends batches to a Dask cluster and takes the results back in order.

    Parameters
    ----------
    scheduler : str, optional
        Address such as ``tcp://10.0.0.1:8786``; by default a cluster of processes on this machine.
    workers : int, optional
        Processes of the local cluster.

    Raises
    ------
    MissingExtraError
        Where Dask is not installed.
    """
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("a Dask cluster", "dask") from error

    def run(plan: Plan, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        with _client(scheduler, workers) as client:
            # The result of a task, unlike scattered data, is made again when the worker that holds it dies.
            sent = client.submit(_received, plan, key=f"framing-plan-{plan.fingerprint}", retries=_TRIES)
            waiting: deque[Any] = deque()
            room = 2 * max(sum(client.nthreads().values()), 1) + 1
            for batch in batches:
                waiting.append(client.submit(_run, sent, batch, pure=False, retries=_TRIES))
                if len(waiting) > room:
                    yield _guarded(waiting.popleft().result)
            while waiting:
                yield _guarded(waiting.popleft().result)

    return run


def _client(scheduler: str | None, workers: int | None) -> Any:
    import distributed

    make: Any = distributed.Client
    if scheduler is None:
        return make(n_workers=workers or 1, threads_per_worker=1, processes=True, dashboard_address=None)
    try:
        return make(scheduler, timeout=20)
    except (OSError, ValueError, TypeError) as error:
        raise SettingError(
            f"no Dask scheduler answers at {scheduler!r} ({type(error).__name__}); give an address such as "
            "tcp://10.0.0.1:8786"
        ) from None


def _guarded(call: Any, *arguments: Any) -> Any:
    """Call what waits for the cluster; say in one line where it gave up."""
    try:
        return call(*arguments)
    except FramingError:
        raise
    except Exception as error:
        if type(error).__module__.split(".")[0] != "distributed":
            raise
        raise FramingError(
            f"the Dask cluster gave up on a part ({type(error).__name__}: {str(error).splitlines()[0][:150]}); see the "
            "workers' logs, and give each worker more memory or smaller partitions"
        ) from error


def _received(plan: Plan) -> Plan:
    return plan


def _run(plan: Plan, batch: pa.RecordBatch) -> pa.RecordBatch:
    return plan.run(batch)


def _measure(part: pd.DataFrame, plan: Plan, recipe: Recipe) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for name in part.columns:
        given = recipe.corpus.field(new).type if (new := dict(recipe.further).get(str(name))) else pa.string()
        text = pa.types.is_string(given)
        columns[str(name)] = part[name].astype(object).tolist() if text else pa.Array.from_pandas(part[name])
    results = list(recipe.measure(plan, columns, len(part)))
    return _as_pandas(pa.Table.from_batches(results, recipe.results))


def _write(part: pd.DataFrame, number: int, *, schema: pa.Schema, folder: str, rows_a_shard: int) -> list[str]:
    table = pa.Table.from_pandas(part, schema=schema, preserve_index=False)
    return write_partition(table.to_batches(), schema, folder, number, rows_a_shard)


def _as_pandas(table: pa.Table) -> pd.DataFrame:
    import pandas as pd

    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _types(example: pd.DataFrame) -> dict[str, pa.DataType]:
    """Types of the columns that are not text."""
    found = {}
    for name in example.columns:
        kind = pa.Array.from_pandas(example[name])
        kind = kind.type.value_type if pa.types.is_dictionary(kind.type) else kind.type
        if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)):
            found[str(name)] = kind
    return found
