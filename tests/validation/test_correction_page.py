"""The page that explains the correction: its numbers are computed, and its claim of coverage is the recorded one."""

import doctest
import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "concepts" / "correction.md"
RESULTS = ROOT / "benchmarks" / "results" / "correction.json"


def test_the_example_computes_what_is_printed():
    done = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert done.attempted > 8
    assert done.failed == 0


def test_the_numbers_by_pencil():
    text = PAGE.read_text(encoding="utf-8")
    se, sp = 24 / 34, 60 / 66
    assert f"24/34 = {se:.3f}".replace("0.", ".") in text
    assert f"60/66 = {sp:.3f}".replace("0.", ".") in text
    assert round((0.30 + sp - 1) / (se + sp - 1), 2) == 0.34
    assert round(0.40 + (2 - 26) / 100, 2) == 0.16


def test_the_recorded_coverage_is_the_one_told():
    found = json.loads(RESULTS.read_text(encoding="utf-8"))
    where = found["where_naive_covers_below_0.60"]
    assert where["rows"] > 0
    assert where["least_corrected_coverage"] >= 0.93
    text = PAGE.read_text(encoding="utf-8")
    for number in (found["least_corrected_coverage"], where["worst_naive_coverage"]):
        assert f"{100 * number:.1f} %" in text
    assert f"{found['corpora_a_scenario']:,} corpora" in text
