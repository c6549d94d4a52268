"""Cost of `compare` on 100,000 profiles x 50 features with 2,000 draws: seconds and peak memory, each in a process."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

CASES = {
    "within 5,000 stories, t": {"within": "story", "interval": "t"},
    "within 5,000 stories, bootstrap-t": {"within": "story", "interval": "bootstrap-t"},
    "across, 100,000 articles as clusters, t": {"interval": "t"},
    "across, 100,000 articles as clusters, bootstrap-t": {"interval": "bootstrap-t"},
}
ARTICLES, FEATURES, STORIES, MENTIONS = 100_000, 50, 5_000, 1_500_000


@dataclass(frozen=True)
class Tables:
    """The tables of a Profiles that `compare` reads."""

    articles: Any
    mentions: Any
    events: Any
    attributions: Any
    frames: Any
    provenance: Any = None


def tables(stories: bool) -> Tables:
    """Ten choice sets of five variants over 100,000 articles of two outlets."""
    import pandas as pd

    rng = np.random.default_rng(1)
    ids = np.char.add("a", np.arange(ARTICLES).astype(str))
    articles = pd.DataFrame({"article_id": ids, "outlet": rng.choice(["A", "B"], ARTICLES)})
    if stories:
        articles["story"] = np.char.add("s", rng.integers(0, STORIES, ARTICLES).astype(str))
    choice_set, variant = rng.integers(0, FEATURES // 5, MENTIONS), rng.integers(0, 5, MENTIONS)
    names = np.array([[f"set{s}.v{v}" for v in range(5)] for s in range(FEATURES // 5)])
    mentions = pd.DataFrame(
        {
            "article_id": ids[rng.integers(0, ARTICLES, MENTIONS)],
            "feature": names[choice_set, variant],
            "choice_set": np.char.add("set", np.arange(FEATURES // 5).astype(str))[choice_set],
            "zone": np.full(MENTIONS, "body"),
            "voice": np.full(MENTIONS, "own"),
            "duplicate_of": pd.array([None], dtype="Int64").repeat(MENTIONS),
        }
    )
    empty = mentions[:0]
    return Tables(articles, mentions, empty, empty, empty)


def one(case: str) -> dict[str, Any]:
    """Run one case in this process."""
    from framing.comparison.compare import compare

    profiles = tables("stories" in case)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, busy = time.perf_counter(), time.process_time()
    result = compare(profiles, measures="shares", draws=2000, **CASES[case])  # type: ignore[arg-type]
    seconds, cpu = time.perf_counter() - start, time.process_time() - busy
    assert len(result.table) == FEATURES
    assert result.table[["estimate", "low", "high", "p"]].notna().all(axis=None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "case": case,
        "articles": ARTICLES,
        "features": FEATURES,
        "mentions": MENTIONS,
        "draws": 2000,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mib": round(peak / 1024),
        "tables_mib": round(before / 1024),
    }


def measure() -> list[dict[str, Any]]:
    """Run every case in a process of its own."""
    out = []
    for case in CASES:
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.inference.cost", case], capture_output=True, text=True, check=True
        )
        out.append(json.loads(run.stdout))
        print(
            f"{case}: {out[-1]['seconds']} s ({out[-1]['cpu_seconds']} s of processor), {out[-1]['peak_mib']} MiB",
            flush=True,
        )
    return out


if __name__ == "__main__":
    print(json.dumps(one(sys.argv[1])))
