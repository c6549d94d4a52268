"""One search by libFuzzer in a process of its own, and the supervisor that repeats it until its time is used."""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fuzz.targets import Target, all_targets

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "fuzz.json"
SECONDS_AN_INPUT = 30
MIB = 2_048


def escaped(word: str) -> str:
    """Write a word as libFuzzer's dictionaries want it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"'


def search(target: Target, folder: Path, options: Sequence[str]) -> None:
    """Hand over to libFuzzer, which ends the process."""
    import atheris

    # What is not instrumented is imported first, or it would be while the instrumented imports it.
    with atheris.instrument_imports(include=list(target.instrumented), enable_loader_override=False):
        for name in dict.fromkeys(target.instrumented):
            __import__(name)
    start, work, words = folder / "seeds", folder / "work", folder / "words"
    for made in (start, work):
        made.mkdir(exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (start / str(number)).write_bytes(seed)
    words.write_text("\n".join(map(escaped, target.words)) + "\n", encoding="ascii")
    limits = [f"-timeout={SECONDS_AN_INPUT}", f"-rss_limit_mb={MIB}", f"-max_len={target.longest}"]
    settings = [*limits, f"-dict={words}", "-print_final_stats=1", *options]
    atheris.Setup([sys.argv[0], *settings, str(start)], lambda data: target.try_one(data, work))
    atheris.Fuzz()


def run(name: str, seconds: int, keep: Path | None, seed: int) -> dict[str, object]:
    """Search for a time, again after every finding, and give what was done."""
    target = all_targets()[name]
    began = time.monotonic()
    executed = 0
    slowest = 0
    findings: list[str] = []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as scratch:
        while (left := seconds - (time.monotonic() - began)) > 1:
            seed += 1
            command = [sys.executable, "-m", "benchmarks.fuzz", "--search", name, scratch, f"-seed={seed}"]
            command += [f"-max_total_time={int(left)}", f"-artifact_prefix={scratch}/found-"]
            ended = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=ROOT, check=False)
            said = ended.stdout + ended.stderr
            done = re.findall(r"stat::number_of_executed_units:\s+(\d+)", said) or re.findall(r"^#(\d+)", said, re.M)
            executed += int(done[-1]) if done else 0
            slowest = max([slowest, *map(int, re.findall(r"stat::slowest_unit_time_sec:\s+(\d+)", said))])
            found = [path for path in Path(scratch).glob("found-*") if "slow-unit" not in path.name]
            for path in found:
                findings.append(reason(said))
                print(f"{name}: {findings[-1]}\n{said[-3_000:]}", file=sys.stderr)
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, keep / f"{name}-{path.name}")
                path.unlink()
            if ended.returncode and not found:
                findings.append(reason(said))
                print(said[-3_000:], file=sys.stderr)
                if not done:
                    break
    return {
        "what": target.what,
        "seconds": round(time.monotonic() - began),
        "executions": executed,
        "slowest_seconds": slowest,
        "findings": sorted(set(findings)),
    }


def reason(said: str) -> str:
    """Find the line that says why a search stopped."""
    caught = re.search(r"Uncaught Python exception: ===\n(.*)", said)
    if caught:
        return caught.group(1)[:200]
    line = re.search(r"(?:ERROR|SUMMARY): .*", said)
    return line.group(0)[:200] if line else said.strip().rsplit("\n", 1)[-1][:200]


def record(part: str, name: str, row: dict[str, object]) -> None:
    """Write a result into the file of results, beside those of other targets; searches of one target add up."""
    data = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    rows = data.setdefault(part, {})
    rows[name] = row
    data["machine"] = {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}"}
    text = json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    RESULTS.write_text(text, encoding="utf-8")


def added(name: str, row: dict[str, object]) -> dict[str, object]:
    """Add the time and the executions of earlier searches of a target that found nothing since the code changed."""
    data = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    old = data.get("searches", {}).get(name)
    if old is None:
        return row
    sums = {key: old[key] + row[key] for key in ("seconds", "executions")}
    return {**row, **sums, "slowest_seconds": max(old["slowest_seconds"], row["slowest_seconds"])}
