"""``python -m benchmarks.streaming.long --articles 1000000 --jobs 2 --folder DIR``: a long run, watched all the way.

Short items of a wire (`benchmarks.streaming.items`) go through ``framing profile`` in a process of its own. Every few
seconds the memory of the parent and of each worker, the processor time and the finished articles are written to
``DIR/log.jsonl``. The command may be killed at any time and given again: the corpus is not made anew, the run goes on
with ``--resume``, and the log with it. When a run is done its figures are added to ``benchmarks/results/long.json``,
with those of other sizes, and growth is fitted over all of them. Linux only, for /proc.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.streaming.items import write_items
from framing.profiles.shards import MANIFEST

RESULTS = Path(__file__).parent.parent / "results" / "long.json"
MIB = 2**20
PARTS = 10


def family(pid: int) -> list[int]:
    """Give a process and all its descendants, the process first."""
    found = [pid]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def resident(pid: int) -> int:
    """Bytes in memory of a process, those that it shares with others included."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (FileNotFoundError, ProcessLookupError):
        return 0


def proportional(pids: list[int]) -> int:
    """Bytes in memory of several processes together, shared pages counted once."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def processor(pid: int) -> float:
    """Processor seconds of a process so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def finished(folder: Path) -> tuple[int, int]:
    """Articles and files that are finished."""
    try:
        shards = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["shards"]
    except (OSError, ValueError):
        return 0, 0
    return sum(shard["rows"] for shard in shards), len(shards)


def log_of(folder: Path) -> list[dict[str, Any]]:
    """Read what was logged so far; a line that was cut off is left out."""
    rows: list[dict[str, Any]] = []
    path = folder / "log.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            rows.append(json.loads(line))
        except ValueError:
            continue
    return rows


def watch(command: list[str], folder: Path, every: float) -> None:
    """Run a command and log what it takes, going on from what the log says already."""
    before = log_of(folder)
    seconds0, used0 = (before[-1]["seconds"], before[-1]["processor_seconds"]) if before else (0.0, 0.0)
    stretch = before[-1]["stretch"] + 1 if before else 0
    used: dict[int, float] = {}
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while process.poll() is None:
            pids = family(process.pid)
            used |= {pid: max(used.get(pid, 0.0), processor(pid)) for pid in pids}
            rows, shards = finished(folder / "results")
            row = {
                "stretch": stretch,
                "seconds": round(seconds0 + time.perf_counter() - began, 1),
                "processor_seconds": round(used0 + sum(used.values()), 1),
                "articles": rows,
                "files": shards,
                "parent_mib": round(resident(process.pid) / MIB),
                "largest_worker_mib": round(max((resident(pid) for pid in pids[1:]), default=0) / MIB),
                "all_mib": round(proportional(pids) / MIB),
            }
            with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(row) + "\n")
            # Short runs are looked at more often, so that their peak is seen.
            time.sleep(min(every, 0.2 + (time.perf_counter() - began) / 50))
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}; give this command again")


def tenths(log: list[dict[str, Any]], articles: int) -> Iterator[dict[str, Any]]:
    """Rate and memory of each tenth of a run."""
    for part in range(PARTS):
        low, high = articles * part / PARTS, articles * (part + 1) / PARTS
        inside = [row for row in log if low <= row["articles"] < high or (row["articles"] == high == articles)]
        if len(inside) > 1:
            first, last = inside[0], inside[-1]
            later = next((row for row in log if row["articles"] >= high), last)
            used = later["processor_seconds"] - first["processor_seconds"]
            yield {
                "until": round(high),
                "articles_a_processor_second": round((later["articles"] - first["articles"]) / used, 1)
                if used
                else None,
                "parent_mib": max(row["parent_mib"] for row in inside),
                "all_mib": max(row["all_mib"] for row in inside),
            }


def summary(folder: Path, articles: int, jobs: int, text_bytes: int) -> dict[str, Any]:
    """Put the log of a finished run together."""
    log = log_of(folder)
    results = folder / "results"
    rows, files = finished(results)
    last = log[-1]
    return {
        "articles": rows,
        "jobs": jobs,
        "text_bytes": text_bytes,
        "written_bytes": sum(path.stat().st_size for path in results.iterdir()),
        "files": files,
        "stretches": last["stretch"] + 1,
        "seconds": last["seconds"],
        "processor_seconds": last["processor_seconds"],
        "MB_a_second": round(text_bytes / 1e6 / last["seconds"], 3),
        "MB_a_processor_second": round(text_bytes / 1e6 / last["processor_seconds"], 3),
        "peak_parent_mib": max(row["parent_mib"] for row in log),
        "peak_worker_mib": max(row["largest_worker_mib"] for row in log),
        "peak_all_mib": max(row["all_mib"] for row in log),
        "tenths": list(tenths(log, articles)),
    }


def exponent(runs: list[dict[str, Any]], value: str, least: int = 0) -> float | None:
    """Fit a figure of runs of different sizes to a power of the number of articles."""
    points = [(math.log(run["articles"]), math.log(run[value])) for run in runs if run["articles"] >= least]
    if len({x for x, _ in points}) < 2:
        return None
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return round(slope, 3)


def main() -> int:
    """Go on with each run until it is done, and keep its figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streaming.long", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000_000], help="one size or several")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--folder", type=Path, required=True, help="holds corpus, results and log; kept")
    parser.add_argument("--every", type=float, default=5, help="seconds between two looks, at most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=RESULTS)
    options = parser.parse_args()
    for articles in options.articles:
        folder = options.folder / f"{articles}-{options.jobs}"
        folder.mkdir(parents=True, exist_ok=True)
        corpus = options.folder / f"items-{articles}-{options.seed}.parquet"
        if not corpus.exists():
            corpus.with_suffix(".bytes").write_text(str(write_items(corpus, articles, options.seed)))
        text_bytes = int(corpus.with_suffix(".bytes").read_text())
        results = folder / "results"
        command = [sys.executable, "-m", "framing.cli", "profile", str(corpus), "--out", str(results)]
        command += ["--format", "none", "--jobs", str(options.jobs)]
        started = (results / MANIFEST).exists()
        if not (started and json.loads((results / MANIFEST).read_text(encoding="utf-8"))["finished"]):
            watch([*command, *(["--resume"] if started else [])], folder, options.every)
        run = summary(folder, articles, options.jobs, text_bytes)
        print(*(f"{key} {value}" for key, value in run.items() if key != "tenths"), flush=True)
        found: dict[str, Any] = json.loads(options.out.read_text("utf-8")) if options.out.exists() else {}
        known = {(one["articles"], one["jobs"]): one for one in found.get("runs", [])}
        known[run["articles"], run["jobs"]] = run
        runs = [known[key] for key in sorted(known)]
        found = {
            "machine": {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()},
            "runs": runs,
            # Starting up is a constant that small runs are mostly made of.
            "exponent_of_time": exponent(runs, "processor_seconds", least=1_000),
            "exponent_of_memory": exponent(runs, "peak_all_mib"),
        }
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print("exponent of time", found["exponent_of_time"], "of memory", found["exponent_of_memory"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
