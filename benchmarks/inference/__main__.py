"""Run simulation and cost: ``python -m benchmarks.inference [--quick] [--no-cost | --only-cost] [--out FILE]``."""

from __future__ import annotations

import argparse
import json
import platform
import time
from pathlib import Path
from typing import Any

import numpy as np
import scipy

from benchmarks.inference import cost
from benchmarks.inference.simulation import RARE, designs, simulate

COVER = (0.93, 0.97)
LEVEL = (0.04, 0.06)


def judge(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Per comparison and mode: the stories from which on every row keeps to both bands."""
    out = []
    for comparison, mode, outlets in dict.fromkeys((r["comparison"], r["mode"], r["outlets"]) for r in rows):
        mine = [r for r in rows if (r["comparison"], r["mode"], r["outlets"]) == (comparison, mode, outlets)]
        fails = {"coverage": [], "level": []}
        for r in mine:
            if not COVER[0] <= r["covers_difference"] <= COVER[1]:
                fails["coverage"].append((r["stories"], r["effect"], r["covers_difference"]))
            if r["effect"] == 0 and r["stories"] >= 10 and not LEVEL[0] <= r["rejects"] <= LEVEL[1]:
                fails["level"].append((r["stories"], r["rejects"]))
        sizes = sorted({r["stories"] for r in mine})
        bad = [f[0] for f in fails["coverage"]] + [f[0] for f in fails["level"]]
        good = [n for n in sizes if not bad or n > max(bad)]
        out.append(
            {
                "comparison": comparison,
                "mode": mode,
                "outlets": outlets,
                "holds_from_stories": good[0] if good else None,
                "coverage_outside": fails["coverage"],
                "level_outside": fails["level"],
            }
        )
    return out


def main() -> None:
    """Run, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inference", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="400 corpora a design and fewer sizes")
    parser.add_argument("--no-cost", action="store_true", help="leave out the cost benchmark")
    parser.add_argument("--only-cost", action="store_true", help="renew the cost benchmark in the file, nothing else")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/inference.json"))
    parser.add_argument("--seed", type=int, default=20240501)
    options = parser.parse_args()
    if options.only_cost:
        result = json.loads(options.out.read_text(encoding="utf-8"))
        result["cost"] = cost.measure()
        options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        return
    corpora = 400 if options.quick else 4000
    stories = (10, 50) if options.quick else (5, 10, 20, 50, 100, 200)
    start = time.perf_counter()
    rows = []
    print("comparison mode    outlets stories effect | covers  ratio  bt     | rejects naive  naive covers")
    for design, tasks in designs(stories):
        boots = min(corpora, 1000) if design.outlets == 2 and design.stories <= 50 else 0
        for row in simulate(design, tasks, corpora=corpora, draws=999, bootstrap=boots, seed=options.seed):
            rows.append(row)
            print(
                f"{row['comparison']:10} {row['mode']:7} {design.outlets:7} {design.stories:7} {design.effect:6} | "
                f"{row['covers_difference']:.3f}  {row['covers_ratio']:.3f}  "
                f"{row.get('bootstrap_t_covers', np.nan):.3f}  | "
                f"{row['rejects']:.3f}   {row['naive_rejects']:.3f}  {row['naive_covers']:.3f}"
                + ("   rare feature" if design.base == RARE else ""),
                flush=True,
            )
    usual = [r for r in rows if r["base"] != RARE]
    minutes = (time.perf_counter() - start) / 60
    result = {
        "what": "nominal 95 % intervals and 5 % tests of framing.compare on synthetic corpora",
        "corpora_a_design": corpora,
        "draws": 999,
        "seed": options.seed,
        "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
        "minutes": round(minutes, 1),
        "bands": {"coverage": COVER, "level": LEVEL},
        "verdicts": judge(usual),
        "rows": usual,
        "rare_feature": [r for r in rows if r["base"] == RARE],
    }
    for verdict in result["verdicts"]:
        print(verdict)
    if not options.no_cost:
        result["cost"] = cost.measure()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"{minutes:.1f} minutes of simulation; written to {options.out}")


if __name__ == "__main__":
    main()
