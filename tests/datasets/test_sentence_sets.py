"""The sets that are one table of sentences or headlines, each on rows of our own."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from framing import datasets
from framing.errors import ReadError


def write(path: Path, rows: list[list[str]], delimiter: str = ",") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path.parent


BBC_HEAD = ["article_id", "article_title", "article_date", "sentence", "category", "voice", "annotator"]


def test_bbc_bias(tmp_path: Path) -> None:
    rows = [
        BBC_HEAD,
        ["7", "Storm hits", "2023-10-09", "  Nine  people  died. ", "palestine", "ACTIVE", "x"],
        ["7", "Storm hits", "2023-10-09", " Storm  hits  T-I-T-L-E-E-N-D.  ", "both", "", "x"],
    ]
    table = datasets.read_bbc_bias(write(tmp_path / "annotations_articles_a.csv", rows))
    assert table["text"].tolist() == ["Nine people died.", "Storm hits"]
    assert table["is_headline"].tolist() == [False, True]
    assert table["parser_voice"].tolist()[0] == "active"
    assert pd.isna(table["parser_voice"][1])
    assert table["sentence_id"].tolist() == ["annotations_articles_a:2", "annotations_articles_a:3"]


def test_bbc_bias_with_an_unknown_category(tmp_path: Path) -> None:
    rows = [BBC_HEAD, ["7", "Storm hits", "2023-10-09", "Nine died.", "nobody", "ACTIVE", "x"]]
    folder = write(tmp_path / "annotations_articles_a.csv", rows)
    with pytest.raises(ReadError, match="line 2 has the category 'nobody'; known: israel, palestine, both"):
        datasets.read_bbc_bias(folder)


def test_casualty_mentions_of_several_papers_and_date_formats(tmp_path: Path) -> None:
    head = ["article_index", "article_title", "article_date", "sentence", "category"]
    write(tmp_path / "tagged_data_nyt_a.csv", [head, ["0", "One", "10/13/2023", " A  died. ", "israel"]])
    other = [[*head, "auto_tagged_voice"], ["0", "Two", "2023-10-19", "B died.", "both", "PASSIVE"]]
    write(tmp_path / "tagged_data_wp_b.csv", other)
    table = datasets.read_casualty_mentions_nyt(tmp_path)
    assert table["outlet"].tolist() == ["New York Times", "Washington Post"]
    assert table["article_id"].is_unique
    assert table["published"].dt.strftime("%Y-%m-%d").tolist() == ["2023-10-13", "2023-10-19"]
    assert table["text"].tolist() == ["A died.", "B died."]
    assert table["parser_voice"][1] == "passive"


def test_war_victims(tmp_path: Path) -> None:
    write(
        tmp_path / "article_sample.csv",
        [["", "Article_ID", "Date", "Source", "Article"], ["0", "x1", "04 April 2024", "BBC", "t " * 90_000]],
    )
    head = ["date", "article_id", "source", "side", "sentence", "phrase", "cd_type", "flag"]
    rows = [["2023-10-07", "x1", "", "Israel", 'they "said" so', "claim", "Uncertainty in Numbers", "1"]]
    write(tmp_path / "casting_doubt_manual.tsv", [head, *rows], "\t")
    (tmp_path / "tables").mkdir()
    published = pd.DataFrame({"Phrases": ["claim"], "BBC - Total": [3]})
    published.to_excel(tmp_path / "tables" / "Supp Tab 12 - Something.xlsx")
    data = datasets.read_war_victims(tmp_path)
    assert len(data.articles["text"][0]) == 180_000
    assert str(data.articles["published"][0].date()) == "2024-04-04"
    assert data.doubt["excluded"].tolist() == [True]
    assert pd.isna(data.doubt["outlet"][0])
    assert data.doubt["text"][0] == 'they "said" so'
    pd.testing.assert_frame_equal(data.tables["12"], published)


def test_war_victims_with_a_damaged_spreadsheet(tmp_path: Path) -> None:
    write(tmp_path / "article_sample.csv", [["Article_ID", "Date", "Source", "Article"]])
    head = ["date", "article_id", "source", "side", "sentence", "phrase", "cd_type", "flag"]
    write(tmp_path / "casting_doubt_manual.tsv", [head], "\t")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "Supp Tab 1.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(ReadError, match="not a spreadsheet"):
        datasets.read_war_victims(tmp_path)


def ccf_line(**changes: object) -> str:
    item = {
        "id": 5,
        "text": "It is costly.",
        "meta": {"media": "Toronton Sun", "date": "2016-08-24", "title": "Costs", "doc_ID": 9},
        "label": ["CC article", "Eco Detection", "Emotion: Negative"],
    }
    return json.dumps({**item, **changes})


def test_ccf_climate(tmp_path: Path) -> None:
    lines = [ccf_line(), "", ccf_line(id=6, label=[])]
    (tmp_path / "Annotated_sentences_EN.jsonl").write_text("\n".join(lines), encoding="utf-8")
    table = datasets.read_ccf_climate(tmp_path)
    assert table["economic"].tolist() == [True, False]
    assert not table[[name for name in datasets.CCF_FRAMES if name != "economic"]].to_numpy().any()
    assert table["emotion"][0] == "negative"
    assert table["outlet"][0] == "Toronto Sun"
    assert table["article_id"].tolist() == ["9", "9"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": 1', "line 1 is not JSON"),
        ("[1]", "is a list, an object was expected"),
        ('{"id": 1}', "without 'text', 'meta' and 'label'"),
        ("", "no sentence in it"),
    ],
)
def test_ccf_climate_damaged(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "Annotated_sentences_EN.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        datasets.read_ccf_climate(tmp_path)


GVFC_HEAD = ["news_title", "Q1 Relevant", "Q2 Focus", "Q3 Theme1", "Q3 Theme2"]


def test_gvfc(tmp_path: Path) -> None:
    rows = [GVFC_HEAD, ["A bill", "1", "1", "2", "9"], ["A march", "2", "99", "99", "99"]]
    table = datasets.read_gvfc(write(tmp_path / "GVFC_headlines.csv", rows))
    assert table["frame"].tolist()[0] == "gun_control"
    assert table["frame_2"].tolist()[0] == "economic"
    assert table.loc[1, ["frame", "frame_2", "focus"]].isna().all()
    assert table["relevant"].tolist() == [True, False]


def test_gvfc_with_another_number(tmp_path: Path) -> None:
    folder = write(tmp_path / "GVFC_headlines.csv", [GVFC_HEAD, ["A bill", "1", "1", "10", "99"]])
    with pytest.raises(ReadError, match="line 2: 'Q3 Theme1' has an unknown number"):
        datasets.read_gvfc(folder)


BABE_HEAD = ["text", "news_link", "outlet", "topic", "type", "label_bias", "label_opinion", "biased_words"]


def test_babe(tmp_path: Path) -> None:
    rows = [
        BABE_HEAD,
        ['A "dire" plan; again', "u1", "Herald", "taxes", "left", "Biased", "Expresses", "['dire']"],
        ["A plan", "", "Herald", "taxes", "", "No agreement", "Entirely factual", "[]"],
    ]
    table = datasets.read_babe(write(tmp_path / "final_labels_SG2.csv", rows, ";"))
    assert table["text"][0] == 'A "dire" plan; again'
    assert table["biased"][0]
    assert pd.isna(table["biased"][1])
    assert table["biased_words"].tolist() == [("dire",), ()]
    assert table["article_id"].tolist() == ["u1", "babe:3"]


@pytest.mark.parametrize("cell", ["__import__('os')", "['a'", "'a'"])
def test_babe_runs_no_code_from_its_cells(tmp_path: Path, cell: str) -> None:
    rows = [BABE_HEAD, ["A plan", "u", "Herald", "taxes", "left", "Biased", "x", cell]]
    folder = write(tmp_path / "final_labels_SG2.csv", rows, ";")
    with pytest.raises(ReadError, match="'biased_words' is not a list"):
        datasets.read_babe(folder)


def test_checkthat_subj(tmp_path: Path) -> None:
    head = ["sentence_id", "sentence", "label", "solved_conflict"]
    rows = [head, ["a", 'He "won"', "SUBJ", "True"], ["b", "It rained", "OBJ"]]
    table = datasets.read_checkthat_subj(write(tmp_path / "train_en.tsv", rows, "\t"))
    assert table["subjective"].tolist() == [True, False]
    assert table["text"][0] == 'He "won"'
    assert table["solved_conflict"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    "reader",
    [
        getattr(datasets, name)
        for name in datasets.__all__
        if name.startswith("read_") and name != "read_markdown_tables"  # reads a page, not a set
    ],
    ids=lambda reader: reader.__name__,
)
def test_every_reader_says_where_to_get_its_set(reader, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ReadError, match="get the set from"):
        reader(tmp_path)
    with pytest.raises(ReadError, match=r"there is no folder .*; get the set from .* and pass the folder"):
        reader(tmp_path / "absent")


def test_a_short_row_is_an_error_with_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path / "GVFC_headlines.csv", [GVFC_HEAD, ["A bill", "1"]])
    with pytest.raises(ReadError, match="line 2 has 2 cells, its header 5"):
        datasets.read_gvfc(folder)


def test_a_missing_column_is_an_error_that_lists_what_is_there(tmp_path: Path) -> None:
    folder = write(tmp_path / "GVFC_headlines.csv", [["title", "Q1 Relevant"]])
    with pytest.raises(ReadError, match=r"has no column 'news_title', .*it has 'title', 'Q1 Relevant'"):
        datasets.read_gvfc(folder)
