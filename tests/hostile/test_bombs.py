"""Small files that want to become large or slow end in rows, a row with its problem, or one line that says why."""

# ruff: noqa: E501, PT017

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks.fuzz.bombs import BOMBS
from framing.corpus import delimited, guards, iter_corpus, jsonlines, parquet, read_corpus, spreadsheet
from framing.errors import FramingError, ReadError

# What they end in at the size of the tests: rows and rows with a problem, or words of the error.
EXPECTED = {
    "docx-of-spaces": "zip bomb",
    "docx-of-paragraphs": "only white space",
    "docx-deep": "depth",
    "docx-attributes": "only white space",
    "docx-laughs": "document type or entities",
    "docx-outside": "document type or entities",
    "docx-lying-size": "no readable Word document",
    "docx-members": "11,000 files",
    "xlsx-row-number": "beyond the 20,000 of a workbook",
    "xlsx-wide": (298, 298),
    "xlsx-shared": (998, 0),
    "xlsx-laughs": "document type or entities",
    "csv-line": (2, 0),
    "csv-long-line": (2, 0),
    "csv-wide-line": (2, 0),
    "csv-commas": (2, 1),
    "csv-header": "over 16,384 columns",
    "csv-quotes": (3751, 3751),
    "csv-gz": "repeats '1'",
    "jsonl-line": (2, 0),
    "jsonl-wide-line": (2, 0),
    "jsonl-brackets": (2, 0),
    "jsonl-deep": (2, 1),
    "jsonl-keys": "over 16,384 columns",
    "jsonl-gz": (2, 0),
    "jsonl-gz-rows": (1_000, 0),
    "json-brackets": (1, 0),
    "txt-line": (1, 0),
    "txt-wide-line": (1, 0),
    "txt-latin": (1, 0),
    "html-deep": "nested 100,002 deep",
    "html-deep-closed": "nested 200,000 deep",
    "html-attributes": "over 1,000 attributes",
    "html-marks": (1, 0),
    "html-elements": "30,002 elements",
    "html-text": (1, 0),
    "html-digits": (1, 0),
    "html-laughs": (1, 0),
    "rtf-groups": (1, 0),
    "rtf-pictures": "only white space",
    "rtf-text": (1, 0),
    "xml-records": (303, 303),
    "xml-nested-records": "no well-formed XML",
    "proquest-rules": (1, 0),
    "parquet-dictionary": (40, 0),
    "parquet-nulls": (20_000, 20_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_bomb(name, tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "_MOST_ROWS", 20_000)
    bomb = BOMBS[name]
    path = tmp_path / f"bomb{bomb.ending}"
    bomb.make(path, bomb.small)
    expected = EXPECTED[name]
    try:
        batches = list(iter_corpus(path, 1000))
    except FramingError as error:
        assert "\n" not in str(error)
        assert isinstance(expected, str), error
        assert expected in str(error)
    else:
        rows = sum(batch.num_rows for batch in batches)
        problems = rows - sum(batch.column("problem").null_count for batch in batches)
        assert (rows, problems) == expected


def test_nothing_outside_is_put_into_a_page(tmp_path):
    outside = tmp_path / "secret"
    outside.write_text("SECRET")
    page = tmp_path / "a.html"
    page.write_text(
        f"<!DOCTYPE x [<!ENTITY e SYSTEM '{outside.as_uri()}'>]><html><body><p>Read &e; this long text of a page.</p></body>"
    )
    assert "SECRET" not in read_corpus(page).loc[0, "text"]


def write_lines(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_field_or_line_over_the_bound_costs_its_row_only(tmp_path):
    text = "A raid. " * 5_000
    table = write_lines(tmp_path / "a.csv", "id,text", f"1,{text}", "2,second")
    lines = write_lines(tmp_path / "a.jsonl", json.dumps({"text": text}), json.dumps({"text": "second"}))
    for path in (table, lines):
        corpus = read_corpus(path, max_bytes=100_000)
        assert corpus["text"].tolist() == ["", "second"]
        assert "longer than 25,000 characters (max_bytes=100,000)" in corpus.loc[0, "problem"]
        assert read_corpus(path, max_bytes=200_000)["problem"].isna().all()


def test_a_record_of_many_lines_is_bounded_too(tmp_path):
    lines = ["A raid in the town."] * 3_000
    path = write_lines(tmp_path / "a.csv", "id,text", '1,"' + lines[0], *lines, 'the end"', "2,second")
    assert read_corpus(path, max_bytes=1_000_000)["problem"].isna().all()
    corpus = read_corpus(path, max_bytes=40_000)
    assert corpus["text"].iloc[-1] == "second"
    assert len(corpus) == 1 + 3_001 + 1  # a broken record costs its first line; the others are rows of their own
    assert corpus["problem"].notna().sum() == 3_002


def test_lines_that_open_a_mark_again_and_again_end(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "_MOST_GIVEN_BACK", 100_000)
    path = write_lines(tmp_path / "a.csv", "id,text,c", *['a",x,"c'] * 500)
    corpus = read_corpus(path)
    assert len(corpus) == 500
    assert corpus["problem"].str.contains("the quoting is broken").all()
    assert corpus["problem"].str.extract(r"line (\d+)")[0].astype(int).tolist() == list(range(2, 502))


def test_too_many_fields_or_values_cost_their_row_only(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "_MOST_FIELDS", 100)
    monkeypatch.setattr(jsonlines, "_LOOKED_INTO", 100)
    monkeypatch.setattr(jsonlines, "_MOST_VALUES", 1_000)
    corpus = read_corpus(write_lines(tmp_path / "a.csv", "id,text", "1," + "," * 200, "2,second"))
    assert corpus["text"].tolist() == ["", "second"]
    many = json.dumps({"text": "a", "x": [[]] * 1_000})
    corpus = read_corpus(write_lines(tmp_path / "a.jsonl", many, '{"text": "second"}'))
    assert corpus["text"].tolist() == ["", "second"]
    assert "holds over 1,000 values" in corpus.loc[0, "problem"]
    with pytest.raises(ReadError, match="holds over 1,000 values"):
        read_corpus(write_lines(tmp_path / "a.json", f"[{many}]"))


def test_what_unpacks_to_far_more_than_its_size_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(guards, "EXPANSION_FROM", 100_000)
    for name in ("xlsx-shared", "parquet-dictionary", "csv-gz", "jsonl-gz"):
        bomb = BOMBS[name]
        path = tmp_path / f"{name}{bomb.ending}"
        bomb.make(path, bomb.small)
        with pytest.raises(ReadError, match="unpacks to over 200 times its size"):
            list(iter_corpus(path, columns={"article_id": None}))


def test_a_text_that_many_rows_share_is_written_out_piece_by_piece(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "EXPANSION_FROM", 2_000_000)
    monkeypatch.setattr(parquet, "_CHUNK_BYTES", 5_000_000)
    bomb = BOMBS["parquet-dictionary"]
    path = tmp_path / "a.parquet"
    bomb.make(path, 23)
    # Each text has a million characters; a batch holds five of them.
    assert [batch.num_rows for batch in iter_corpus(path)] == [5, 5, 5, 5, 3]


def test_xml_with_too_many_marks_is_refused_before_it_is_parsed(tmp_path, monkeypatch):
    monkeypatch.setattr(guards, "MAX_MARKS", 1_000)
    for name in ("docx-of-paragraphs", "xml-records"):
        bomb = BOMBS[name]
        path = tmp_path / f"{name}{bomb.ending}"
        bomb.make(path, 100_000)
        with pytest.raises(ReadError, match="over 1,000 marks"):
            read_corpus(path)


def test_memory_is_bounded_while_a_bomb_is_read(tmp_path):
    """The dictionary would take 1.5 GB written out at once; the process has 1 GB beside what it starts with."""
    path = tmp_path / "a.parquet"
    BOMBS["parquet-dictionary"].make(path, 1_500)
    code = """
import resource, sys
from framing.corpus import iter_corpus
import pyarrow.parquet, pandas
pages = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (pages + 1_000_000_000,) * 2)
from framing.errors import ReadError
try:
    print(sum(batch.num_rows for batch in iter_corpus(sys.argv[1])))
except ReadError as error:
    print(error)
"""
    ended = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "unpacks to over 200 times its size" in ended.stdout


def test_archives_made_to_mislead(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../outside.xml", "/etc/cron.d/x", "word/document.xml"):
            archive.writestr(name, "<a/>")
    with pytest.raises(ReadError):
        read_corpus(path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"]
    assert not Path(tmp_path.parent.parent, "outside.xml").exists()
