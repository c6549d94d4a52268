"""What the check of a lexicon finds, and that it finds nothing where nothing is wrong."""

import json

import pytest

from framing.errors import DataError
from framing.lexicon import Category, Lexicon, Term, list_lexicons, load_lexicon, read_lexicon
from framing.lexicon.lint import CODES, check
from framing.lexicon.yaml_format import yaml_to_lexicon


def lint(text, corpus=None):
    return yaml_to_lexicon("name: x\n" + text, "x.yaml").check(corpus)


def found(text, corpus=None, *, code=None):
    return [
        (f.code, f.severity, f.line, f.feature, f.term) for f in lint(text, corpus) if code is None or f.code == code
    ]


def test_a_sound_lexicon_gives_nothing():
    report = lint("categories:\n  a: {terms: [raid, raids, siege*]}\n  b: {terms: [truce]}\n")
    assert list(report) == []
    assert (report.ok, bool(report), len(report)) == (True, False, 0)
    assert report.summary == "x: 0 errors, 0 warnings, 0 notes"


def test_duplicates_after_folding():
    """The reader refuses equal terms; those that only look different are left to the check."""
    text = "categories:\n  a:\n    terms:\n      - car bomb\n      - car-bomb\n      - weren't\n      - weren’t\n"
    assert found(text) == [("duplicate", "warning", 6, "a", "car-bomb"), ("duplicate", "warning", 8, "a", "weren’t")]


def test_terms_that_a_wildcard_covers():
    terms = ("terrorist", "terroris*", "terror*", "'*rorism'", "exterior", "terror")
    text = "categories:\n  a:\n    terms:\n" + "".join(f"      - {term}\n" for term in terms)
    assert found(text) == [
        ("shadowed", "warning", 5, "a", "terrorist"),
        ("shadowed", "warning", 6, "a", "terroris*"),
        ("shadowed", "warning", 10, "a", "terror"),
    ]


@pytest.mark.parametrize(
    "wide",
    [
        "{term: terror*, unless: [war on terror*]}",
        "{term: terror*, case: true}",
        "{term: terror*, near: {words: [act], within: 3}}",
    ],
)
def test_a_condition_on_the_wildcard_leaves_the_term_its_use(wide):
    assert found(f"categories: {{a: {{terms: [terrorist, {wide}]}}}}", code="shadowed") == []


def test_a_list_of_contexts_that_no_term_uses():
    text = (
        "contexts:\n  arms: [gun*, bomb*]\n  war: [$arms, army]\n  idle: [a1, b1]\n"
        "categories: {a: {terms: [{term: raid, near: {words: [$war], within: 3}}]}}"
    )
    assert found(text) == [("unused_context", "note", None, "", "idle")]


def test_a_term_for_the_bare_noun_does_not_cover_the_others():
    assert found("categories: {a: {terms: [raid, {term: raid*, alone: true}]}}", code="shadowed") == []


def test_different_weights_are_named():
    (finding,) = lint("categories: {a: {terms: [{term: raids, weight: 2}, raid*]}}")
    assert "weights differ: 2 and 1" in finding.message


def test_terms_in_two_features():
    text = (
        "categories:\n  a: {terms: [raid]}\n  b: {terms: [raid, siege]}\n  c: {terms: [sieges*, siege*]}\n"
        "  d: {overlap: each, terms: [raid]}\n"
    )
    assert found(text, code="ambiguous") == [
        ("ambiguous", "note", 4, "b", "raid"),
        ("ambiguous", "note", 4, "b", "siege"),
    ]
    rivals = "choice_sets: {s: {variants: {v: {role: neutral, terms: [raid]}, w: {role: neutral, terms: [raid]}}}}"
    assert found(rivals, code="ambiguous") == [("ambiguous", "warning", 2, "s.w", "raid")]


def test_terms_that_can_never_count():
    text = "categories: {a: {terms: [{term: peace talks, unless: [peace*]}, {term: raid, unless: [air raid]}]}}"
    assert found(text) == [("unreachable", "error", 2, "a", "peace talks")]
    text = (
        "choice_sets:\n  s:\n    kind: modifier\n    heads: [West Bank]\n    variants:\n"
        "      a: {terms: [occupied], references: []}\n      b: {terms: [occupied]}\n      c: {role: unmarked}\n"
    )
    assert found(text, code="unreachable") == [("unreachable", "error", 8, "s.b", "occupied")]


def test_overlaps_that_are_suppressed():
    text = "categories:\n  city: {terms: [New York]}\n  paper: {terms: [New York Times, New York Post]}\n"
    (finding,) = lint(text)
    assert (finding.code, finding.severity, finding.feature, finding.term) == ("suppressed", "note", "city", "New York")
    assert "New York Times of paper, New York Post of paper" in finding.message
    (finding,) = lint(text, ["The New York Times of New York, New York.", "New York Times, New York Post"])
    assert finding.words == ("New York Times of paper (2)", "New York Post of paper (1)")
    assert finding.message.startswith("3 of 5 places")


def test_a_prefix_suppresses_already():
    assert found("categories: {a: {terms: [violent]}, b: {terms: [non-violent]}}") == []


def test_wildcards_that_match_too_much():
    assert found("categories: {a: {terms: [ra*, raid*]}}", code="wildcard") == [("wildcard", "warning", 2, "a", "ra*")]
    words = "raider raided raiding raids"
    reports = [f for f in lint("categories: {a: {terms: [raid*]}}", [words, "Raids."]) if f.code == "wildcard"]
    assert [(f.severity, f.words) for f in reports] == [("note", ("raids (2)", "raider", "raided", "raiding"))]
    many = " ".join(f"ra{letter}" for letter in "bcdefghijklmnop")
    (report,) = lint("categories: {a: {terms: [ra*]}}", [many])
    assert (report.severity, len(report.words)) == ("warning", 15)
    assert "caught 15 different words: rab, rac" in report.message


def test_regular_expressions_are_shown_with_what_they_caught():
    (report,) = lint("categories: {a: {terms: [{term: 'raid(s|ed)', regex: true}]}}", ["raided afraid raids"])
    assert report.words == ("raided", "raids")


def test_terms_that_never_occur():
    text = "categories: {a: {terms: [raid, siege, {term: truce, unless: [the truce]}]}}"
    corpus = ["A raid.", None, "Anti-siege the truce.", float("nan")]
    assert [f[4] for f in found(text, corpus, code="never")] == ["siege", "truce"]


def test_variants_without_a_reference():
    text = (
        "references: {k: {title: T, status: read}}\n"
        "choice_sets:\n  s:\n    variants:\n      a: {terms: [raid]}\n      b: {role: neutral, terms: [siege]}\n"
        "      c: {terms: [truce], references: [k]}\n      d: {terms: [{term: war, references: [k]}]}\n"
    )
    assert found(text, code="no_reference") == [
        ("no_reference", "warning", 6, "s.a", ""),
        ("no_reference", "note", 7, "s.b", ""),
    ]


def test_references_to_be_checked():
    text = (
        "references: {k: {title: Guide, status: recalled}, u: {title: Unused}}\n"
        "categories: {c: {terms: [raid], references: [k]}}\n"
    )
    report = lint(text)
    assert [(f.code, f.term) for f in report] == [("recalled", "k"), ("unused_reference", "u")]
    assert report.ok
    lost = Lexicon("x", categories={"c": Category("c", "c", (Term("raid"),), references=("gone",))})
    assert [(f.code, f.severity) for f in lost.check()] == [("unknown_reference", "error")]


GROUPS = """
groups:
  n: {party: north, conflict: border, demonyms: [Northern], names: [Northern army]}
  s: {party: south, conflict: border, demonyms: [Southern]}
  o: {party: other, conflict: elsewhere, demonyms: [Other]}
choice_sets:
  actor:
    variants:
      bad: {terms: [terrorist, Northern terrorist%s]}
      plain: {role: neutral, terms: [fighter, Southern fighter]}
"""


def test_sets_loaded_for_one_party_only():
    (finding,) = [f for f in lint(GROUPS % "") if f.code == "one_sided"]
    assert (finding.severity, finding.feature, finding.line) == ("warning", "actor", 8)
    assert "north: Northern terrorist; none names south (border)" in finding.message
    assert found(GROUPS % ", Southern terrorist", code="one_sided") == []
    assert found((GROUPS % "").replace("Northern terrorist", "northern terrorist"), code="one_sided") == []


def test_a_reason_makes_one_side_a_note():
    reasoned = GROUPS.replace("  actor:\n", "  actor:\n    one_sided: only the north fights\n")
    (finding,) = [f for f in lint(reasoned % "") if f.code == "one_sided"]
    assert (finding.severity, finding.feature) == ("note", "actor")
    assert finding.message.endswith("(border), on purpose: only the north fights")
    (idle,) = [f for f in lint(reasoned % ", Southern terrorist") if f.code == "one_sided"]
    assert (idle.severity, idle.feature) == ("warning", "actor")
    assert idle.message.endswith("leave it out")


def test_sets_without_a_plain_alternative():
    text = "choice_sets:\n  s:\n    variants: {a: {terms: [raid]}, b: {terms: [siege]}}\n"
    assert found(text, code="no_alternative") == [("no_alternative", "warning", 3, "s", "")]


def test_losses_of_the_file_are_shown(tmp_path):
    path = tmp_path / "x.dic"
    path.write_text("%\n1\tc\n%\nword\t1\nkind\t<of>1/1\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="1 thing"):
        lexicon = read_lexicon(path)
    assert [(f.code, f.term) for f in lexicon.check()] == [("lost", "kind")]


def test_a_table_of_articles_is_a_corpus():
    pd = pytest.importorskip("pandas")
    lexicon = yaml_to_lexicon("name: x\ncategories: {a: {terms: [raid, siege]}}")
    report = check(lexicon, pd.DataFrame({"text": ["A raid.", None]}))
    assert [f.term for f in report] == ["siege"]
    assert "tried on 1 texts" in report.summary
    with pytest.raises(DataError, match="no column 'text'"):
        check(lexicon, pd.DataFrame({"body": ["A raid."]}))
    with pytest.raises(DataError, match="a text is a str, not a int"):
        check(lexicon, [1])


def test_the_report_as_text_table_and_data():
    report = lint("categories: {a: {terms: [<b>xyzz*, '<b>xyzzy']}}")
    assert str(report).splitlines()[0].startswith("x.yaml, line 2: warning: <b>xyzzy (a): ")
    table = report.to_frame()
    assert list(table.columns) == ["code", "severity", "message", "line", "feature", "term", "words"]
    assert table["line"].tolist() == [f.line for f in report]
    assert "<b>" not in report._repr_html_().replace("&lt;b&gt;", "")
    data = json.loads(json.dumps(report.to_dict()))
    assert data["ok"] is False
    assert data["findings"][0]["code"] == "shadowed"
    assert list(lint("categories: {a: {terms: [raid]}}").to_frame().columns) == list(table.columns)


def test_every_code_is_explained():
    for name in list_lexicons():
        assert {finding.code for finding in load_lexicon(name).check()} <= set(CODES)


def test_the_gravest_come_first():
    text = "categories: {a: {terms: [raid*, raids, {term: truce, unless: [truce]}]}, b: {terms: [raid party]}}"
    assert [f.severity for f in lint(text)] == ["error", "warning", "note"]


def test_terms_that_never_occur_are_one_line_a_feature_in_print_and_rows_in_the_table():
    terms = tuple(Term(f"word{letter}") for letter in "abcdefghij")
    lexicon = Lexicon(
        "tiny",
        categories={
            "many": Category("many", "Many", terms=terms),
            "one": Category("one", "One", terms=(Term("rare"),)),
        },
    )
    lint = lexicon.check(["nothing here", "or here"])
    never = [line for line in str(lint).splitlines() if line.endswith("[never]")]
    assert never == [
        "tiny: note: many: 10 terms never occur here: worda, wordb, wordc, wordd, worde, wordf, wordg, wordh … [never]",
        "tiny: note: rare (one): never occurs in these texts [never]",
    ]
    assert (lint.to_frame()["code"] == "never").sum() == 11
