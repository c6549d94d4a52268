"""``python -m benchmarks.streaming --articles 20000 200000 --mentions 10000000``: memory and time as input grows.

With ``--articles`` the command ``framing profile`` runs on synthetic corpora of these sizes, in a process of its own
whose memory is watched, its workers' too; its time is fitted against the size. With ``--mentions`` a folder of that
many mentions is made, and every method of Profiles runs on it in a process of its own. ``--machinery`` streams corpora
of these sizes with everything but the measuring (see :mod:`benchmarks.streaming.machinery`). Linux only, for /proc.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.streaming.corpora import write_articles, write_results

RESULTS = Path(__file__).parent.parent / "results" / "streaming.json"
MIB = 2**20
METHODS = {
    "articles": "profiles.articles",
    "counts": "profiles.counts(voice='own')",
    "rates": "profiles.rates(voice='own')",
    "shares of one set": "profiles.shares('armed_actor')",
    "shares": "profiles.shares()",
    "shares by outlet": "profiles.shares(by='outlet')",
    "table": "profiles.table()",
    "some columns of mentions": "profiles.rows('mentions', ['feature', 'voice', 'zone', 'duplicate_of'])",
    "mentions": "profiles.mentions",
    "aggregate": "fr.aggregate(profiles, by='outlet', measures='shares')",
    "compare": "fr.compare(profiles, by='outlet', measures='shares', draws=100)",
    "save": "profiles.save(target + '/saved')",
    "export as parquet": "profiles.export(target + '/tables', form='parquet')",
}
_METHOD = """
import resource, sys, time
import framing as fr
folder, target = sys.argv[1:3]
profiles = fr.load_profiles(folder)
began = time.process_time()
result = {call}
print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def resident(pid: int) -> int:
    """Bytes in memory of a process and all its descendants; shared pages count in each."""
    total, open_now = 0, [pid]
    while open_now:
        one = open_now.pop()
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for task in Path(f"/proc/{one}/task").iterdir():
                open_now += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


def watched(command: list[str]) -> dict[str, float]:
    """Run a command; give its seconds, processor seconds and most bytes in memory, its children's included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "processor_seconds": used, "peak_bytes": peak}


def stream(n: int, jobs: int, engine: str, seed: int) -> dict[str, Any]:
    """Profile a synthetic corpus of n articles; the engine ``none`` measures nothing."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus.parquet")
        size = write_articles(corpus, n, seed)
        out = Path(folder, "out")
        command = [sys.executable, "-m", "framing.cli", "profile", str(corpus), "--out", str(out), "--format", "none"]
        command += ["--jobs", str(jobs), "--engine", engine]
        if engine == "none":
            command = [sys.executable, "-m", "benchmarks.streaming.machinery", str(corpus), str(out)]
        found = watched(command)
        written = sum(path.stat().st_size for path in out.iterdir())
    return {
        "articles": n,
        "jobs": jobs,
        "engine": engine,
        "text_bytes": size,
        "written_bytes": written,
        "peak_mib": round(found["peak_bytes"] / MIB),
        "seconds": round(found["seconds"], 1),
        "processor_seconds": round(found["processor_seconds"], 1),
        "MB_a_processor_second": round(size / 1e6 / found["processor_seconds"], 2),
    }


def exponent(runs: list[dict[str, Any]]) -> float | None:
    """Fit processor seconds to a power of the number of articles."""
    points = [(math.log(run["articles"]), math.log(run["processor_seconds"])) for run in runs]
    if len({x for x, _ in points}) < 2:
        return None
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return round(slope, 3)


def methods(n: int, seed: int, only: list[str] | None) -> list[dict[str, Any]]:
    """Run every method on a folder of about n mentions."""
    from framing.lexicon import load_lexicon

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        articles = write_results(Path(folder, "profiles"), n, load_lexicon("conflict"), seed)
        size = sum(path.stat().st_size for path in Path(folder, "profiles").iterdir())
        seconds = time.perf_counter() - began
        print(f"{n:,} mentions in {articles:,} articles, {size / MIB:,.0f} MiB, {seconds:.0f} s to make")
        for name, call in METHODS.items():
            if only and name not in only:
                continue
            target = Path(folder, name.replace(" ", "-"))
            script = _METHOD.format(call=call)
            done = subprocess.run(
                [sys.executable, "-c", script, str(Path(folder, "profiles")), str(target)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            row: dict[str, Any] = {"method": name, "call": call, "mentions": n, "articles": articles}
            if done.returncode:
                row["failed"] = (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1][:200]
            else:
                used, peak = map(float, done.stdout.split())
                row |= {"processor_seconds": round(used, 1), "peak_mib": round(peak / MIB)}
            print(*(f"{key} {value}" for key, value in row.items() if key not in {"call", "mentions", "articles"}))
            rows.append(row)
    return rows


def main() -> int:
    """Run what is asked for, print it and keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streaming", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="*", default=[], help="sizes of the corpora")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--engine", default="local", choices=["local", "dask", "spark"])
    parser.add_argument("--machinery", type=int, nargs="*", default=[], help="sizes of corpora that are not measured")
    parser.add_argument("--mentions", type=int, help="size of the folder whose methods are tried")
    parser.add_argument("--method", action="append", choices=sorted(METHODS), help="default: all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=RESULTS, help="JSON file; what it holds of other parts is kept")
    options = parser.parse_args()
    found: dict[str, Any] = json.loads(options.out.read_text("utf-8")) if options.out.exists() else {}
    found["machine"] = {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()}
    if options.articles:
        runs = []
        for n in options.articles:
            runs.append(stream(n, options.jobs, options.engine, options.seed))
            print(*(f"{key} {value}" for key, value in runs[-1].items()))
        found["streaming"] = {"runs": runs, "exponent": exponent(runs)}
        print("exponent", found["streaming"]["exponent"])
    if options.machinery:
        found["machinery"] = [stream(n, 1, "none", options.seed) for n in options.machinery]
        for run in found["machinery"]:
            print(*(f"{key} {value}" for key, value in run.items()))
    if options.mentions:
        done = {row["method"]: row for row in found.get("methods", []) if row["mentions"] == options.mentions}
        done |= {row["method"]: row for row in methods(options.mentions, options.seed, options.method)}
        found["methods"] = [done[name] for name in METHODS if name in done]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
