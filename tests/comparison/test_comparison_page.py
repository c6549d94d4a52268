"""What the page on comparison says of the simulation is what the simulation recorded."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "concepts" / "comparison.md").read_text(encoding="utf-8")


def test_the_false_positives_told_are_the_recorded_ones():
    rows = json.loads((ROOT / "benchmarks" / "results" / "inference.json").read_text(encoding="utf-8"))["rows"]
    null = [r for r in rows if r["comparison"] == "pair" and r["outlets"] == 2 and r["effect"] == 0]
    naive = [round(100 * r["naive_rejects"]) for r in null]
    assert f"in {min(naive)} to {max(naive)} of 100 corpora" in " ".join(PAGE.split())
    ours = [round(100 * r["rejects"], 1) for r in null if r["stories"] >= 10]
    assert f"`compare` does in {min(ours)} to {max(ours)}, from ten stories on" in " ".join(PAGE.split())


def test_the_smallest_p_of_five_stories():
    assert round(2 / 2**5, 2) == 0.06
    assert "2/32 = .06" in PAGE
