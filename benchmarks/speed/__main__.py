"""``python -m benchmarks.speed``: rates, shares of stages, growth, peers and the cold start.

Times are processor seconds of one core. What is compared is timed in interleaved rounds of one run, and what counts is
the ratio: rates of a busy machine say little. Everything is written to ``benchmarks/results/speed.json``.

``--data FOLDER`` reads the public sets in that folder (polnear, basil, war_victims); without it the articles are made
of the paragraphs of the teaching corpus.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

import framing as fr
from benchmarks.speed.articles import constructed, real, vocabulary
from benchmarks.speed.clock import interleaved, summary
from benchmarks.speed.cold import cold_start
from benchmarks.speed.cores import two_cores
from benchmarks.speed.growth import long_articles, more_articles
from benchmarks.speed.pathological import pathological
from benchmarks.speed.peers import Peer, absent, counters, oracle
from benchmarks.speed.stages import shares
from framing.profiles.plan import Plan
from framing.profiles.running import corpus_batches
from framing.version import compiled

RESULTS = Path(__file__).resolve().parents[1] / "results" / "speed.json"
EVERYTHING = "framing, everything"


def full_plan() -> Plan:
    """Make the plan of a full reading: zones, quotations, attributions, voice, agency, mentions and their tables."""
    plan = Plan([fr.AgencyDetector(), fr.LexiconDetector(fr.load_lexicon("conflict"))])
    plan.check()
    return plan


def reader() -> Callable[[Sequence[str]], list[pa.RecordBatch]]:
    """Make a full reading of texts."""
    plan = full_plan()

    def read(texts: Sequence[str]) -> list[pa.RecordBatch]:
        table = pa.table({"article_id": [str(number) for number in range(len(texts))], "text": list(texts)})
        return [plan.run(batch) for batch in corpus_batches(table)]

    return read


def measure(
    texts: list[str],
    rounds: int,
    sizes: Sequence[int],
    characters: Sequence[int],
    python: str,
    several: int,
    share: float,
) -> dict[str, Any]:
    """Measure everything on some texts."""
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    read = reader()
    terms = vocabulary(texts, 500, 30)
    count = counters(terms, python)
    tasks: dict[str, Callable[[], Any]] = {name: (lambda one=one: one(texts)) for name, one in count.items()}
    tasks[EVERYTHING] = lambda: read(texts)
    clocks = {name: one.clock for name, one in count.items() if isinstance(one, Peer)}
    times = interleaved(tasks, rounds, clocks)
    reference = "flashtext" if "flashtext" in times else EVERYTHING
    sample = texts[:60]
    truth = oracle(sample, terms)
    return {
        "texts": {"articles": len(texts), "megabytes": round(megabytes, 2)},
        "python": platform.python_version(),
        "rounds": rounds,
        "rates": summary(megabytes, times, reference),
        "ratio_to": reference,
        "absent": absent(python),
        "cells_that_differ_from_the_oracle": {
            name: f"{int(np.count_nonzero(one(sample) != truth))} of {truth.size}" for name, one in count.items()
        },
        "shares": shares(lambda: read(texts)),
        "more_articles": more_articles(read, texts, sizes),
        "one_longer_article": long_articles(read, texts, characters),
        "pathological": pathological(read, share),
        "two_cores": two_cores(full_plan(), [texts[number % len(texts)] for number in range(several)], min(rounds, 3)),
        "compiled": compiled,
        "cold_start_seconds": cold_start(rounds),
    }


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the public sets")
    parser.add_argument("--megabytes", type=float, default=1.0, help="size of the texts (1)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measurement (5)")
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 3_000, 10_000], help="sizes for the growth")
    parser.add_argument("--characters", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument(
        "--peers", default=sys.executable, help="the Python of an environment with the peers (this one)"
    )
    parser.add_argument("--several", type=int, default=6_000, help="articles for one core against two")
    parser.add_argument("--pathological", type=float, default=1.0, help="share of the size of pathological texts (1)")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the results are written")
    given = parser.parse_args()
    texts = real(given.data, given.megabytes) if given.data else []
    found = measure(
        texts or constructed(given.megabytes),
        given.rounds,
        given.articles,
        given.characters,
        given.peers,
        given.several,
        given.pathological,
    )
    found["texts"]["source"] = "public sets" if texts else "paragraphs of the teaching corpus"
    given.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
