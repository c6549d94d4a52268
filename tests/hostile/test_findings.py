"""Inputs that once broke a promise, found by searching (``python -m benchmarks.fuzz``); each stays a case."""

# ruff: noqa: E501

import json

import pyarrow as pa
import pytest
from pyarrow import parquet

import framing as fr
from benchmarks.fuzz.articles import annotate_one
from benchmarks.fuzz.pages import broken_page, run_pages
from framing.errors import CorpusError, ReadError


def test_a_lone_surrogate_in_the_name_of_a_column(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "The army said", "mo\\ud800od": 1}\n{"\\ud83d\\ude00": 2}\n', encoding="utf-8")
    corpus = fr.read_corpus(path)
    assert corpus["mo\ufffdod"].tolist()[0] == 1
    assert corpus["\U0001f600"].tolist()[1] == 2


def test_a_time_beyond_the_calendar_is_null_with_a_note(tmp_path):
    for number in (2**62, -(2**62)):
        table = pa.table({"text": ["The army said"], "published": pa.array([number], pa.timestamp("us", tz="UTC"))})
        parquet.write_table(table, tmp_path / "a.parquet")
        corpus = fr.read_corpus(tmp_path / "a.parquet")
        assert corpus["published"].isna().all()
        assert "is no date" in corpus.loc[0, "notes"]


@pytest.mark.parametrize("character", ["\x01", "\x1f", "\x0b", "&#1;", "&#0;", "\ufffe", "&#xffff;"])
def test_a_control_character_in_a_caption(character, tmp_path):
    path = tmp_path / "a.html"
    # A tail of what is dropped, a text that is set anew: both once raised.
    body = f"<script>x</script>{character} <p>The army said on Monday that it had left the town and its people.</p>" * 3
    caption = f"<figure><img><figcaption>Smoke{character} over the town.</figcaption></figure>"
    path.write_text(f"<html><body><article>{body}{caption}{body}</article></body></html>", encoding="utf-8")
    corpus = fr.read_corpus(path)
    assert corpus["problem"].isna().all(), corpus["problem"]
    text = corpus.loc[0, "text"]
    assert "over the town" in text
    assert "The army said" in text


@pytest.mark.parametrize(
    "attributes",
    [
        " ".join(f"a{n}" for n in range(1_000)),
        "".join(f'a{n}="x"' for n in range(1_000)),
        'x" ' + " ".join(f"a{n}=1" for n in range(1_000)),
        "/".join(f"a{n}" for n in range(1_001)),
        "a='>' " + " ".join(f"b{n}" for n in range(1_000)),
    ],
)
def test_an_element_of_very_many_attributes_is_refused(attributes, tmp_path):
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p {attributes}>The army said.</p></body></html>", encoding="utf-8")
    with pytest.raises(ReadError, match="over 1,000 attributes"):
        fr.read_corpus(path)


@pytest.mark.parametrize(
    "inside",
    ["a > b, " * 5_000, '<div data-x="' + "{a b c d} " * 5_000 + '">x</div>', "<p class='a b c'>x</p>" * 1_100],
)
def test_long_texts_and_long_values_are_no_attributes(inside, tmp_path):
    path = tmp_path / "a.html"
    path.write_text(f"<html><body><p>The army said on Monday {inside} so.</p></body></html>", encoding="utf-8")
    assert "The army said on Monday" in fr.read_corpus(path).loc[0, "text"]


def test_identifiers_of_a_folder_stay_apart(tmp_path):
    """A file may be named as another one with its ending, or as an article of another one's export."""
    for name in ("a.txt", "a.md", "a.txt.md", "a.txt~.md", "b#1.txt", "b%E9.txt", "b\udce9.txt"):
        (tmp_path / name).write_text("The army said.", encoding="utf-8")
    export = "Raid\n\nHerald\nMarch 7, 2023\n\nBody\n\nThe army said.\n\nLoad-Date: March 8, 2023\n\nEnd of Document\n"
    (tmp_path / "b.rtf").write_text("{\\rtf1 " + (export * 2).replace("\n", "\\par\n") + "}", encoding="utf-8")
    corpus = fr.read_corpus(tmp_path)
    assert len(corpus) == 9
    assert corpus["article_id"].is_unique


def test_very_many_columns_are_matched_at_once_or_refused():
    import pandas as pd

    wide = pd.DataFrame({"text": ["The army said"], **{f"c{n}": [n] for n in range(3_000)}})
    assert fr.as_corpus(wide).shape[1] > 3_000
    with pytest.raises(CorpusError):
        fr.as_corpus(wide.drop(columns="text"))


def test_a_worksheet_nested_without_end(tmp_path):
    sheet = tmp_path / "sheet.html"
    sheet.write_text(f"<div id='data' data-sheet='{'[' * 200_000}'></div>", encoding="utf-8")
    with pytest.raises(ReadError, match="no worksheet"):
        fr.classroom.read_answers([], sheet)


def test_a_return_in_a_cell_begins_no_row(tmp_path):
    """A bare carriage return outside quotation marks would begin a row, and in it a formula."""
    corpus = fr.as_corpus([{"article_id": "a", "text": "The army said.", "outlet": "x\r=1+1"}])
    fr.profile(corpus).export(tmp_path)
    assert b'"x\r=1+1"' in (tmp_path / "articles.csv").read_bytes()


def test_broken_pages_are_read_and_measured():
    """Sixty of the ten thousand pages of ``python -m benchmarks.fuzz pages``, some of them repeated 10,000 times."""
    assert broken_page(7) == broken_page(7)
    found = run_pages(60, at_once=30)
    assert found["rows"] >= 60
    assert found["mib"] < 2_048


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "\ud800", "“", "“" * 3_000, "’" * 3_000, "said " * 3_000, "\n" * 5_000, "\u202e“a”\u202c", "“a “b “c",
     "''" * 2_000, "x" * 100_000, "a\u0301" * 3_000, "By " * 2_000, "Read more: " * 1_000, "killed by " * 2_000, "(" * 5_000],
)  # fmt: skip
def test_texts_that_are_hardly_any(text, tmp_path):
    annotate_one(text.encode("utf-8", "surrogatepass"), tmp_path)


def test_a_corpus_file_that_once_was_a_corpus(tmp_path):
    """A saved corpus is read again with its problems and notes, and they may be anything."""
    path = tmp_path / "a.jsonl"
    rows = [
        {"article_id": "a", "text": "x", "problem": "broken\nin two", "notes": ["a"]},
        {"text": "y", "problem": {"a": 1}},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    corpus = fr.read_corpus(path)
    assert len(corpus) == 2
    assert corpus["problem"].notna().all()
