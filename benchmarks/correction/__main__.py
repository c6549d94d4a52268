"""Run the simulation: ``python -m benchmarks.correction [--corpora N] [--jobs N] [--out FILE]``."""

from __future__ import annotations

import argparse
import json
import platform
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path

import numpy as np
import scipy

from benchmarks.correction.simulation import SCENARIOS, simulate

CORRECTED = ("ppi", "rogan_gladen")
LEAST = 0.93
NAIVE_BELOW = 0.60


def main() -> None:
    """Run, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.correction", description=__doc__)
    parser.add_argument("--corpora", type=int, default=2000, help="synthetic corpora a scenario")
    parser.add_argument("--jobs", type=int, default=2, help="processes; the results are the same for any number")
    parser.add_argument("--seed", type=int, default=20240601)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/correction.json"))
    options = parser.parse_args()
    start = time.perf_counter()
    rows = []
    print(f"{'scenario':28} {'method':13} {'effect':11} covers    bias   width")
    seeds = [options.seed + number for number in range(len(SCENARIOS))]
    with ProcessPoolExecutor(options.jobs) as pool:
        for found in pool.map(simulate, SCENARIOS, [options.corpora] * len(SCENARIOS), seeds):
            for row in found:
                rows.append(row)
                print(
                    f"{row['scenario']:28} {row['method']:13} {row['effect']:11} {row['covers']:.3f}  "
                    f"{row['bias']:+.3f}  {row['width']:.3f}",
                    flush=True,
                )
    corrected = [row for row in rows if row["method"] in CORRECTED]
    failing = [row for row in corrected if row["covers"] < LEAST]
    naive = {(row["scenario"], row["effect"]): row["covers"] for row in rows if row["method"] == "naive"}
    asked = [
        {**row, "naive_covers": naive[row["scenario"], row["effect"]]}
        for row in corrected
        if naive[row["scenario"], row["effect"]] < NAIVE_BELOW
    ]
    result = {
        "what": "nominal 95 % intervals for shares, differences and ratios of two outlets under detector errors",
        "corpora_a_scenario": options.corpora,
        "seed": options.seed,
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
        "seconds": round(time.perf_counter() - start, 1),
        "scenarios": [asdict(scenario) for scenario in SCENARIOS],
        "least_corrected_coverage": min(row["covers"] for row in corrected),
        "corrected_below_0.93": [[row["scenario"], row["method"], row["effect"], row["covers"]] for row in failing],
        "where_naive_covers_below_0.60": {
            "rows": len(asked),
            "least_corrected_coverage": min((row["covers"] for row in asked), default=None),
            "worst_naive_coverage": min((row["naive_covers"] for row in asked), default=None),
        },
        # An interval without end has no width that JSON could hold.
        "rows": [{**row, "width": row["width"] if np.isfinite(row["width"]) else None} for row in rows],
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps({k: result[k] for k in ("least_corrected_coverage", "where_naive_covers_below_0.60")}, indent=1))
    print(f"below {LEAST}: {[(r['scenario'], r['method'], r['effect'], r['covers']) for r in failing]}")
    print(f"{result['seconds']} s; written to {options.out}")


if __name__ == "__main__":
    main()
