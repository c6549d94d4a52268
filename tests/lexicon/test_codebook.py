"""The codebook says everything that the lexicon holds, and the pages in the documentation are up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing as fr
from framing.lexicon import Category, ChoiceSet, Group, Lexicon, Near, Reference, Term, Variant
from framing.lexicon.codebook import codebook, write_codebooks
from framing.lexicon.yaml_format import yaml_to_lexicon

PAGES = Path(__file__).parents[2] / "docs" / "lexicons"


def _small() -> Lexicon:
    words = tuple(f"word{number}" for number in range(12))
    dead = ChoiceSet(
        "actor",
        "Armed people",
        question="What are they called?",
        variants=(
            Variant(
                "fighter",
                "fighter",
                "neutral",
                (
                    Term("fighter*", unless=("fire fighter", "fighter jet")),
                    Term("PKK", case=True, near=Near(("army",), 3)),
                    Term("rebel", near=Near(words)),
                    Term("partisan", near=Near(words), weight=2.5),
                ),
                references=("guide",),
                used_by="Agencies",
                note="A note | with a bar",
            ),
        ),
        note="Of all sides.",
    )
    return Lexicon(
        "small",
        "1.2.3",
        title="A small one",
        licence="CC0",
        choice_sets={"actor": dead},
        categories={"doubt": Category("doubt", "Doubt", (Term("claim"),), negated="drop", references=("study",))},
        groups={"army": Group("army", "The army", "us", "army", "war", names=("Our army",), demonyms=("Ours",))},
        references={
            "guide": Reference("guide", "A guide", "Someone", "2001", "https://example.org/guide", "read"),
            "study": Reference("study", "A study", "Someone else", "2002"),
        },
    )


def test_the_page_holds_variants_terms_conditions_references_and_status():
    page = codebook(_small())
    assert page.startswith("# A small one\n\n`small` version 1.2.3, language en, licence CC0\n")
    assert "#### fighter (`actor.fighter`, neutral)" in page
    assert "- Used by: Agencies" in page
    assert r"- Note: A note \| with a bar" in page
    assert "- References: `guide` (read)" in page
    assert r"fighter\* (not in: fire fighter, fighter jet)" in page
    assert "PKK (capitals count; only with one of these within 3 words: army)" in page
    assert "A hit under a negation does not count." in page
    assert "References: `study` (recalled)" in page
    assert "| The army (`army`) | war | us | army | Our army | Ours |  |" in page
    assert "- `guide`: Someone (2001) A guide. <https://example.org/guide>" in page
    assert page.index("Recalled: known") < page.index("`study`: Someone else") < page.index("Read: the passage")


def test_a_long_list_of_context_words_is_printed_once():
    page = codebook(_small())
    assert "rebel (only with one of these in the sentence: list 1)" in page
    assert "partisan (only with one of these in the sentence: list 1; weight 2.5)" in page
    assert page.count("word11") == 1


def test_a_list_with_a_name_is_printed_once_under_its_name():
    lexicon = yaml_to_lexicon(
        "name: x\n"
        "contexts: {arms: [gun*, bomb*], all: [$arms, army]}\n"
        "categories:\n"
        "  a: {terms: [{term: raid, near: {words: [$arms, knife], within: 4}, alone: true}]}\n"
        "  b: {terms: [{term: strike, near: {words: [$all], sentence: true}, unless: [$arms, $$5 strike]}]}\n"
    )
    page = codebook(lexicon)
    assert "raid (only with one of these within 4 words: list arms, knife; not before a noun)" in page
    assert "strike (not in: list arms, $5 strike; only with one of these in the sentence: list all)" in page
    assert "- List arms: gun\\*, bomb\\*\n- List all: list arms, army" in page
    assert page.count("bomb") == 1


@pytest.mark.parametrize("name", ["climate", "conflict", "evidentiality"])
def test_every_term_variant_and_group_of_a_shipped_lexicon_is_on_its_page(name: str):
    lexicon = fr.load_lexicon(name)
    page = codebook(lexicon).replace("\\", "")
    for feature, term in lexicon.entries():
        assert f"`{feature}`" in page or f"`{feature}," in page, feature
        assert term.text in page, term.text
    for group in lexicon.groups.values():
        assert f"(`{group.name}`) |" in page


def test_a_row_of_groups_has_seven_cells():
    rows = [line for line in codebook(fr.load_lexicon("conflict")).splitlines() if line.startswith("|")]
    assert len(rows) == len(fr.load_lexicon("conflict").groups) + 2
    assert {row.replace("\\|", "").count("|") for row in rows} == {8}


def test_pages_are_written_for_every_shipped_lexicon(tmp_path: Path):
    written = write_codebooks(tmp_path / "pages")
    assert [path.stem for path in written] == fr.list_lexicons()


@pytest.mark.parametrize("name", fr.list_lexicons())
def test_the_pages_in_the_documentation_are_up_to_date(name: str):
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert page == codebook(fr.load_lexicon(name)), (
        f"docs/lexicons/{name}.md is stale; write the pages again with "
        "python -c \"from framing.lexicon.codebook import write_codebooks; write_codebooks('docs/lexicons')\""
    )


def test_a_lexicon_draws_itself_in_a_notebook():
    html = _small()._repr_html_()
    assert "<strong>small 1.2.3</strong>: A small one" in html
    assert "What are they called? (1 variants)" in html
    assert "fighter*, PKK, rebel, partisan" in html
    assert "1 choice sets, 1 categories, 1 groups, 5 terms" in html


def test_nothing_of_a_lexicon_becomes_markup():
    bad = "<script>alert(1)</script>"
    term = Term(bad)
    lexicon = Lexicon(
        "x",
        version=bad,
        title=bad,
        description=bad,
        categories={bad: Category(bad, bad, (term,))},
        choice_sets={bad: ChoiceSet(bad, bad, variants=(Variant("v", bad, terms=(term,)),), heads=(term,))},
    )
    html = lexicon._repr_html_()
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 3 + 2 + 2 + 1 + 3


def test_long_lists_are_cut_with_their_number():
    terms = tuple(Term(f"word{number}") for number in range(50))
    assert "word29 … and 20 more" in Lexicon("x", categories={"c": Category("c", "c", terms)})._repr_html_()
