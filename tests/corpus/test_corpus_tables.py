"""Tables: CSV, JSON Lines, JSON, Parquet, workbooks; columns, identifiers, batches."""

import gzip
import json
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from framing.corpus import CONTRACT, iter_corpus, match_columns, open_corpus, read_corpus
from framing.errors import CorpusError, FramingError, ReadError, SettingError


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(path, **settings):
    return read_corpus(path, **settings)["text"].tolist()


# --- columns ---


def test_every_contract_column_is_there_in_order_then_problem_and_notes_then_the_rest(tmp_path):
    corpus = read_corpus(written(tmp_path, "a.csv", "mood,text,n\nglad,one,007\n"))
    assert corpus.columns.tolist() == [*CONTRACT, "problem", "notes", "mood", "n"]
    assert corpus.loc[0, "n"] == "007"
    assert corpus.loc[0, [*CONTRACT[2:], "problem", "notes"]].isna().all()
    assert str(corpus["published"].dtype) == "datetime64[us, UTC]"


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("text", "Full Text"), ("text", "story_text"), ("text", "BODY"), ("text", "article"), ("text", "Content"),
        ("headline", "Title"), ("headline", "hed"), ("outlet", "Source"), ("outlet", "publication"),
        ("outlet", "Publisher"), ("outlet", "medium"), ("published", "Date"), ("published", "pub-date"),
        ("published", "publication_date"), ("article_id", "ID"), ("article_id", "doc.id"), ("url", "Link"),
        ("language", "lang"), ("wire_source", "wire"),
    ],
)  # fmt: skip
def test_usual_names_are_matched(column, name):
    names = [name] if column == "text" else [name, "text"]
    assert match_columns(names).matched[column] == name


def test_the_contract_name_wins_and_rivals_are_named():
    match = match_columns(["body", "content", "text", "headline", "title"])
    assert match.matched == {"text": "text", "headline": "headline"}
    assert match.also == {"text": ["body", "content"], "headline": ["title"]}
    assert match.further == ["body", "content", "title"]
    assert "also possible for headline: 'title'" in str(match)


def test_a_missing_text_column_says_what_there_is_what_was_looked_for_and_what_to_do(tmp_path):
    with pytest.raises(CorpusError) as error:
        read_corpus(written(tmp_path, "a.csv", "Headline;Mood\na;b\n"))
    message = str(error.value)
    for part in ("a.csv", "'Headline', 'Mood'", "body", "fulltext", "columns={'text': 'MyColumn'}"):
        assert part in message
    assert "\n" not in message


def test_columns_named_by_the_caller(tmp_path):
    path = written(tmp_path, "a.csv", "text,mine,title\nnot this,this,T\n")
    corpus = read_corpus(path, columns={"text": "mine", "headline": None})
    assert corpus.loc[0, "text"] == "this"
    assert corpus.loc[0, "original_text"] == "not this"
    assert corpus["headline"].isna().all()
    assert corpus.loc[0, "title"] == "T"
    with pytest.raises(CorpusError, match="no column 'yours'"):
        read_corpus(path, columns={"text": "yours"})
    with pytest.raises(SettingError, match="possible"):
        read_corpus(path, columns={"body": "mine"})


def test_the_report_travels_with_the_table_and_the_table_can_be_saved(tmp_path):
    corpus = read_corpus(written(tmp_path, "a.csv", "Body\nx\n"))
    assert corpus.attrs["columns"].matched == {"text": "Body"}
    assert "outlet" in corpus.attrs["columns"].missing
    corpus.to_parquet(tmp_path / "a.parquet")
    assert texts(tmp_path / "a.parquet") == ["x"]


# --- CSV ---


def test_a_semicolon_table_of_excel_in_its_encoding(tmp_path):
    raw = 'Titel;Text;Datum\nRaid;"He said; ""yes"" –\nand left";03.04.2023\n\nB;c;25.12.2022\n'.encode("cp1252")
    corpus = read_corpus(written(tmp_path, "a.csv", raw))
    assert corpus["text"].tolist() == ['Raid\n\nHe said; "yes" –\nand left', "B\n\nc"]
    assert corpus["published"].dt.day.tolist() == [3, 25]
    assert any("cp1252" in r for r in corpus.attrs["columns"].remarks)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_and_mark(tmp_path, encoding, delimiter):
    table = delimiter.join(["id", "text", "outlet"]) + "\n" + delimiter.join(["1", '"a, b; c ""d"""', "Ö"]) + "\n"
    corpus = read_corpus(written(tmp_path, "a.csv", table.encode(encoding)))
    assert corpus[["article_id", "text", "outlet"]].values.tolist() == [["1", 'a, b; c "d"', "Ö"]]


def test_the_line_in_which_excel_names_its_delimiter(tmp_path):
    assert texts(written(tmp_path, "a.csv", "sep=;\nid;text\n1;a,b,c\n")) == ["a,b,c"]


def test_quotation_marks_of_an_unquoted_tsv_survive(tmp_path):
    assert texts(written(tmp_path, "a.tsv", 'id\ttext\n1\t"He is gone."\n2\tHe said "no"\n')) == [
        '"He is gone."',
        'He said "no"',
    ]
    assert texts(written(tmp_path, "b.tsv", 'id\ttext\n1\t"He said ""no"""\n2\tplain\n')) == ['He said "no"', "plain"]


def test_broken_rows_are_rows_with_a_problem_and_stop_nothing(tmp_path):
    table = 'id,text\n1,"He said "no" to"\n2,fine\n3,a,b\n4\n5,"x ""y"" z"\n6,trailing,,\n'
    corpus = read_corpus(written(tmp_path, "a.csv", table))
    assert corpus["text"].tolist() == ["", "fine", "", "", 'x "y" z', "trailing"]
    problems = corpus["problem"].tolist()
    assert [isinstance(p, str) for p in problems] == [True, False, True, True, False, False]
    assert problems[0].startswith("line 2: the quoting is broken")
    assert problems[2] == "line 4: 3 fields where the header has 2"
    assert problems[3] == "line 5: 1 fields where the header has 2"


def test_a_mark_that_never_closes_costs_its_own_line_only(tmp_path):
    rows = "".join(f"{n},text {n}\n" for n in range(2, 50))
    corpus = read_corpus(written(tmp_path, "a.csv", f'id,text\n1,"never closed\n{rows}'))
    assert len(corpus) == 49
    assert corpus["problem"].notna().tolist() == [True] + [False] * 48
    assert corpus["text"].tolist()[1:] == [f"text {n}" for n in range(2, 50)]


def test_a_row_longer_than_the_bound_is_a_problem(tmp_path):
    path = written(tmp_path, "a.csv", "id,text\n1," + "x" * 300_000 + "\n2,ok\n")
    corpus = read_corpus(path, max_bytes=200_000)
    assert corpus["text"].tolist() == ["", "ok"]
    assert "max_bytes=200,000" in corpus.loc[0, "problem"]


def test_backslash_escapes_on_request(tmp_path):
    path = written(tmp_path, "a.csv", 'id,text\n1,"He said \\"no\\""\n')
    assert read_corpus(path)["problem"].notna().all()
    assert texts(path, escapechar="\\") == ['He said "no"']


@pytest.mark.parametrize("content", ["", "\n \n", "\x89PNG\r\n\x1a\n"])
def test_no_table_at_all(tmp_path, content):
    with pytest.raises(ReadError, match=r"a\.csv"):
        read_corpus(written(tmp_path, "a.csv", content.encode("latin-1")))


def test_a_header_alone_is_an_empty_corpus(tmp_path):
    corpus = read_corpus(written(tmp_path, "a.csv", "id,text\n"))
    assert len(corpus) == 0
    assert corpus.columns.tolist()[:2] == ["article_id", "text"]


CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"), max_size=20)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6))
def test_what_pandas_writes_comes_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    frame = pd.DataFrame(rows, columns=["text", "mood"])
    frame.to_csv(path, index=False, encoding="utf-8")
    kept = [t for t, m in rows if t or m]  # pandas writes an empty row as a line that csv readers pass over
    found = read_corpus(path, delimiter=",", encoding="utf-8")["text"].tolist()
    if len(kept) == len(rows):
        assert found == [t if t.strip() else "" for t, _ in rows]


@given(st.binary(max_size=300))
def test_any_bytes_as_a_table_give_rows_or_a_clear_error(tmp_path_factory, raw):
    folder = tmp_path_factory.mktemp("fuzz")
    for name in ("a.csv", "a.tsv", "a.jsonl", "a.json", "a.parquet", "a.xlsx", "a.csv.gz"):
        message = ""
        try:
            corpus = read_corpus(written(folder, name, b"text,id\n" + raw if name == "a.csv" else raw))
            assert corpus["article_id"].is_unique
        except FramingError as error:
            message = str(error)
        assert "\n" not in message


# --- identifiers ---


def test_identifiers_are_given_or_made(tmp_path):
    corpus = read_corpus(written(tmp_path, "a.csv", "id,text\n7,a\n,b\n 9 ,c\n"))
    assert corpus["article_id"].tolist() == ["7", "row-2", "9"]


def test_repeated_identifiers_are_named_with_what_to_do(tmp_path):
    path = written(tmp_path, "a.csv", "id,text\n1,a\n2,b\n1,c\n")
    with pytest.raises(CorpusError, match=r"repeats '1'.*columns=\{'article_id': None\}"):
        read_corpus(path)
    with pytest.raises(CorpusError):
        next(iter_corpus(path, batch_size=1))
    assert read_corpus(path, columns={"article_id": None})["article_id"].tolist() == ["row-1", "row-2", "row-3"]


# --- JSON ---


def test_json_lines_with_bad_lines_lists_and_mixed_values(tmp_path):
    lines = [
        '{"text":"a","n":1,"tags":["x","y"],"mixed":1}', "not json", "[1]", "",
        '{"body":"ignored","text":["p1","p2"],"n":2,"mixed":"s"}', '{"text":5}', '{"headline":"H"}', '{"text":" "}',
        '{"a":' * 50_000,
    ]  # fmt: skip
    corpus = read_corpus(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert corpus["text"].tolist() == ["a", "", "", "p1\n\np2", "", "", "", ""]
    assert corpus["problem"].isna().tolist() == [True, False, False, True, False, False, False, False]
    assert corpus["problem"].tolist()[1].startswith("line 2: is no JSON")
    assert corpus["problem"].tolist()[4:7] == ["the text is a int, not text", "no text, only a headline", "no text"]
    assert corpus["n"].tolist()[0] == 1
    assert json.loads(corpus.loc[0, "tags"]) == ["x", "y"]
    assert corpus["mixed"].tolist()[0] == "1"
    assert corpus["mixed"].tolist()[3] == "s"


def test_lone_surrogates_are_replaced_and_noted_and_the_row_stays_readable(tmp_path):
    corpus = read_corpus(written(tmp_path, "a.jsonl", '{"text":"a\\ud800b","outlet":"\\udfff","mood":"\\udc00"}'))
    row = corpus.iloc[0]
    assert (row["text"], row["outlet"], row["mood"]) == ("a�b", "�", "�")
    assert pd.isna(row["problem"])
    assert row["notes"].count("lone surrogate") == 3


def test_gzip_json_lines_and_damage(tmp_path):
    raw = gzip.compress(b'{"text":"a"}\n' * 3)
    assert texts(written(tmp_path, "a.jsonl.gz", raw)) == ["a"] * 3
    with pytest.raises(ReadError, match="damaged"):
        read_corpus(written(tmp_path, "b.jsonl.gz", raw[:-9]))
    with pytest.raises(ReadError, match="damaged"):
        read_corpus(written(tmp_path, "c.jsonl.gz", b'{"text":"a"}\n'))


@pytest.mark.parametrize(
    "content",
    ['[{"text":"a"},{"text":"b"}]', '{"total":2,"articles":[{"text":"a"},{"text":"b"}]}', '{"text":"a"}\n{"text":"b"}'],
)
def test_json_files(tmp_path, content):
    assert texts(written(tmp_path, "a.json", content)) == ["a", "b"]


@pytest.mark.parametrize("content", ["[1,2]", "7", "{", "[" * 100_000])
def test_json_without_articles(tmp_path, content):
    with pytest.raises(ReadError, match=r"a\.json"):
        read_corpus(written(tmp_path, "a.json", content))


# --- Parquet and workbooks ---


def test_parquet_keeps_the_types_of_further_columns(tmp_path):
    table = pa.table(
        {
            "text": ["a", None],
            "published": pa.array([datetime(2023, 3, 7), None], pa.timestamp("ns")),
            "n": pa.array([1, None], pa.int16()),
            "tags": [["x"], []],
            "kind": pa.array(["p", "q"]).dictionary_encode(),
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet")
    batch = next(iter_corpus(tmp_path / "a.parquet"))
    assert batch.schema.field("n").type == pa.int16()
    assert batch.column("tags").to_pylist() == [["x"], []]
    assert batch.column("kind").to_pylist() == ["p", "q"]
    assert batch.column("published").to_pylist() == [datetime(2023, 3, 7, tzinfo=UTC), None]
    assert batch.column("problem").to_pylist() == [None, "no text"]


def test_a_damaged_parquet_file(tmp_path):
    pd.DataFrame({"text": ["a" * 50] * 50}).to_parquet(tmp_path / "a.parquet")
    raw = (tmp_path / "a.parquet").read_bytes()
    with pytest.raises(ReadError, match="no readable Parquet"):
        read_corpus(written(tmp_path, "b.parquet", raw[:-20]))


def test_a_workbook(tmp_path):
    frame = pd.DataFrame(
        {"ID": [7], "Headline": ["H"], "Body": ["a\r\nb"], "Date": [pd.Timestamp("2020-01-02")], "n": [1.5]}
    )
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        frame.to_excel(book, sheet_name="first", index=False)
        pd.DataFrame({"text": ["other"]}).to_excel(book, sheet_name="second", index=False)
    corpus = read_corpus(tmp_path / "a.xlsx")
    assert corpus[["article_id", "text", "n"]].values.tolist() == [["7", "H\n\na\nb", "1.5"]]
    assert corpus.loc[0, "published"] == pd.Timestamp("2020-01-02", tz="UTC")
    assert "second" in corpus.attrs["skipped"][0]
    assert texts(tmp_path / "a.xlsx", sheet="second") == ["other"]
    with pytest.raises(ReadError, match="'first', 'second'"):
        read_corpus(tmp_path / "a.xlsx", sheet="third")


# --- batches ---

FORMATS = ("csv", "jsonl", "jsonl.gz", "parquet")


def saved(folder, kind, frame):
    path = folder / f"a.{kind}"
    if kind == "csv":
        frame.to_csv(path, index=False)
    elif kind == "parquet":
        frame.to_parquet(path)
    else:
        lines = "".join(json.dumps(r) + "\n" for r in frame.to_dict("records"))
        path.write_bytes(gzip.compress(lines.encode()) if kind.endswith("gz") else lines.encode())
    return path


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_batches_of_any_size_give_the_rows_of_the_whole(tmp_path, kind, size):
    # Only the last row settles the order of day and month, so a batch alone could not know.
    days = ["03/04/2023"] * 6 + ["25/04/2023"]
    frame = pd.DataFrame({"text": [f"text {i}" for i in range(7)], "title": "A title", "date": days, "n": range(7)})
    path = saved(tmp_path, kind, frame)
    batches = list(iter_corpus(path, batch_size=size))
    assert all(b.num_rows <= size for b in batches)
    assert len({str(b.schema) for b in batches}) == 1
    joined = pa.Table.from_batches(batches).to_pandas()
    pd.testing.assert_frame_equal(joined, read_corpus(path))
    assert joined["published"].dt.month.tolist() == [4] * 7
    assert joined["text"].tolist() == [f"A title\n\ntext {i}" for i in range(7)]


def test_an_opened_corpus_knows_its_rows_before_reading(tmp_path):
    reader = open_corpus(written(tmp_path, "a.csv", "id,text\n1,a\n2,b\n"))
    assert reader.rows == 2
    assert [b.num_rows for b in reader.batches(1)] == [1, 1]
    with pytest.raises(SettingError):
        next(reader.batches(0))


def test_memory_stays_constant_while_streaming(tmp_path):
    import tracemalloc

    path = tmp_path / "a.jsonl"
    with path.open("w") as stream:
        for i in range(4_000):
            stream.write(json.dumps({"id": str(i), "text": f"{i} " * 300}) + "\n")
    reader = open_corpus(path)
    tracemalloc.start()
    try:
        rows = sum(b.num_rows for b in reader.batches(200))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rows == 4_000
    assert path.stat().st_size > 5_000_000
    assert peak < 2_500_000


def test_one_bad_article_can_be_made_to_stop_the_reading(tmp_path):
    path = written(tmp_path, "a.csv", "id,text\n1,a\n2,\n")
    assert read_corpus(path)["problem"].tolist()[1] == "no text"
    with pytest.raises(ReadError, match="article '2'"):
        read_corpus(path, on_problem="raise")
    with pytest.raises(SettingError, match="possible"):
        read_corpus(path, on_problem="ignore")


def test_a_saved_corpus_reads_back_equal(tmp_path):
    corpus = read_corpus(written(tmp_path, "a.csv", "id,title,text,date\n1,T,x â€™,7 March 2023\n2,U,,soon\n"))
    corpus.to_parquet(tmp_path / "b.parquet")
    again = read_corpus(tmp_path / "b.parquet")
    pd.testing.assert_frame_equal(again, corpus)
    assert np.array_equal(again["problem"].isna(), [True, False])


@pytest.mark.parametrize(
    "settings",
    [
        {"format": "pdf"},
        {"encoding": "utf-9"},
        {"delimiter": ";;"},
        {"delimiter": '"'},
        {"repair": "x"},
        {"max_bytes": 0},
    ],
)
def test_impossible_settings_are_refused(tmp_path, settings):
    with pytest.raises(SettingError, match="possible"):
        read_corpus(written(tmp_path, "a.csv", "text\nx\n"), **settings)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=3), v, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_any_json_value_in_any_column_is_a_row(tmp_path_factory, value):
    lines = [
        {"text": "fine", "id": "a", "n": 1, "date": "2020-01-01"},
        {"text": value, "id": "b", "n": value, "date": value},
    ]
    path = tmp_path_factory.mktemp("json") / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    corpus = read_corpus(path)
    assert corpus["article_id"].tolist() == ["a", "b"]
    assert corpus.loc[0, "text"] == "fine"
    assert (corpus.loc[1, "text"] == "") == (not pd.isna(corpus.loc[1, "problem"]))
