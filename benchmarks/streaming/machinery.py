"""``python -m benchmarks.streaming.machinery CORPUS OUT``: stream a corpus with everything but the measuring.

Reading, cutting into batches, writing, hashing and the manifest are real; the results of twenty articles stand for
those of all. It shows in minutes that memory stays where it is on a million articles, which take hours to measure.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import pyarrow as pa

import framing as fr
from framing.profiles.plan import Plan

_ROWS = 20


def engine(plan: Plan, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Give the results of the first articles for all, with the identifiers and metadata of each."""
    made: pa.RecordBatch | None = None
    for batch in batches:
        if made is None:
            made = plan.run(batch.slice(0, _ROWS))
        rows = pa.array([row % made.num_rows for row in range(batch.num_rows)])
        given = set(batch.schema.names) - {"problem"}
        columns = [batch.column(name) if name in given else made.column(name).take(rows) for name in made.schema.names]
        yield pa.RecordBatch.from_arrays(columns, schema=made.schema)


if __name__ == "__main__":
    detectors = [fr.AgencyDetector(), fr.LexiconDetector(fr.load_lexicon("conflict"))]
    fr.profile_files(sys.argv[1], detectors, out=sys.argv[2], engine=engine)
