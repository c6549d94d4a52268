"""The scripts beside the teaching corpus: cutting into units, building the codings, measuring agreement."""

import csv
import importlib
import math
import sys
from pathlib import Path

import pytest

CORPORA = Path(__file__).resolve().parents[2] / "corpora"


@pytest.fixture
def tool(monkeypatch):
    monkeypatch.syspath_prepend(str(CORPORA / "tools"))
    names = ("units", "build_codings", "agreement")
    kept = {name: sys.modules.pop(name, None) for name in names}
    yield importlib.import_module
    for name in names:
        sys.modules.pop(name, None)
        if kept[name] is not None:
            sys.modules[name] = kept[name]


def test_lines_leave_out_blanks_and_cut_off_the_dateline(tool):
    found = tool("units").lines("Title\n\n  • tag\nVESSING, Sept 22 (Corvina) - It rained.\nTO BE - or not\n")
    assert [u.text for u in found] == [
        "Title",
        "• tag",
        "VESSING, Sept 22 (Corvina) -",
        "It rained.",
        "TO BE - or not",
    ]
    assert [u.number for u in found] == [1, 2, 3, 4, 5]


def test_terms_are_whole_words_and_the_longest_wins(tool):
    found = tool("units").terms("Illegal migrants, not emigrants, after the raid; afraid of a heart attack.")
    assert [(u.text, u.family) for u in found] == [("Illegal migrants", "migration"), ("raid", "force")]


def test_marking_keeps_every_character_of_the_text(tool):
    units = tool("units")
    text = "Police shot a man\n\nA warning shot killed him.\n"
    assert units.marked(text) == ("1| Police {1 shot} a man\n2| A [1 warning {2 shot}] {3 killed} him.\n")


def test_shuffled_shows_every_unit_once_and_repeats_with_its_seed(tool):
    units = tool("units")
    once = units.shuffled(3)
    assert once == units.shuffled(3)
    assert once != units.shuffled(4)
    shown = [tuple(line.split(":")[0].split()[1:]) for line in once]
    assert len(set(shown)) == len(shown)
    assert len(shown) == sum(
        len(find(units.read_article(a))) for a in units.article_ids() for find in (units.terms, units.triggers)
    )


def test_the_codings_file_is_what_the_working_files_say(tool):
    build = tool("build_codings")
    rows = []
    for path in sorted((CORPORA / "teaching" / "working").glob("*.txt")):
        codes = build.parse(path)
        for article in tool("units").article_ids():
            rows += build.rows_of(article, path.stem, codes[article])
    with (CORPORA / "teaching" / "codings.csv").open(encoding="utf-8", newline="") as stream:
        stored = list(csv.DictReader(stream))
    assert stored == [{name: str(value) for name, value in row.items()} for row in rows]


@pytest.mark.parametrize(
    ("kind", "codes", "message"),
    [
        ("zone", "H", "16 units, 1 codes"),
        ("zone", "HSYDLBBBPBBBBKKQ", "unknown code 'Q'"),
        ("term", "o.ma o.lf o.ma o.ma o o.lf o.lf o.lf d.lf o.lf d.ma", "takes no group"),
        ("term", "o o.lf o o.ma o o.lf o.lf o.lf d.lf o.lf d.ma", "unknown code ''"),
        ("trigger", "e.m e.t a.s p.t i.w pb.b pp.w x.t x", "no event has no agent"),
        ("trigger", "e e.t a.s p.t i.w pb.b pp.w x x", "unknown code ''"),
        ("frames", "SIQ", "unknown code 'Q'"),
    ],
)
def test_a_wrong_code_is_named(tool, kind, codes, message):
    build = tool("build_codings")
    written = build.parse(CORPORA / "teaching" / "working" / "developer-pass-1.txt")["raid-tribune"]
    with pytest.raises(SystemExit, match=message):
        build.rows_of("raid-tribune", "somebody", written | {kind: codes})


def test_an_article_coded_twice_is_refused(tool, tmp_path):
    twice = tmp_path / "x.txt"
    twice.write_text("= a\nzone H\n= a\nzone H\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="a is coded twice"):
        tool("build_codings").parse(twice)


def test_agreement_by_hand(tool):
    agreement = tool("agreement")
    # Coders say aabb and abbb: one of four differs. Of the 8 values 3 are a and 5 are b, so that chance
    # disagrees in 2·3·5 of 8·7 ordered pairs: alpha = 1 - (1/4) / (30/56) = 8/15.
    codes = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]
    assert agreement.percent_agreement(codes) == 75
    assert agreement.nominal_alpha(codes) == pytest.approx(8 / 15)


def test_agreement_without_a_choice_is_not_a_number(tool):
    agreement = tool("agreement")
    assert math.isnan(agreement.nominal_alpha([("a", "a"), ("a", "a")]))
    assert math.isnan(agreement.percent_agreement([]))


def test_the_datasheet_prints_the_measured_agreement(tool):
    agreement = tool("agreement")
    table, _ = agreement.read_codings()
    datasheet = (CORPORA / "teaching" / "DATASHEET.md").read_text(encoding="utf-8")
    for result in agreement.measure(table, ("developer-pass-1", "developer-pass-2")):
        row = f"| {result.variable} | {result.units} | {result.percent:.1f} | {result.alpha:.3f} |"
        assert row in datasheet


def test_the_codebook_explains_every_code(tool):
    build = tool("build_codings")
    codebook = (CORPORA / "teaching" / "CODEBOOK.md").read_text(encoding="utf-8")
    for table in (build.ZONES, build.VOICES, build.CONSTRUCTIONS, build.SCOPES, build.FRAMES):
        for code, value in table.items():
            assert f"| `{value}` | {code} |" in codebook, (code, value)
    for code in build.GROUPS:
        assert f" | {code} |" in codebook, code
