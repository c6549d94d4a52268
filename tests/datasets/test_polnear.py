"""PolNeAR's layout, on an article of our own."""

from pathlib import Path

import pytest

from framing.datasets import read_polnear
from framing.errors import ReadError, SettingError

TEXT = "Toll rises.\n\nThe dam “held,” said Ana Rua, and then\nfailed. Some fear more rain."


def at(words: str) -> str:
    start = TEXT.index(words)
    return f"{start} {start + len(words)}"


def annotation() -> str:
    lines = [
        f"T1\tSource {at('Ana Rua')}\tAna Rua",
        f"T2\tCue {at('said')}\tsaid",
        f"T3\tContent {at('The dam “held,”')};{at('and then')[:2]} {TEXT.index('failed.') + 7}\t"
        "The dam “held,” and then\nfailed.",
        f"T4\tAttribution {at('said')}\tsaid",
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        f"T5\tCue {at('fear')}\tfear",
        f"T6\tContent {at('more rain')}\tmore rain",
        f"T7\tAttribution-no-source {at('fear')}\tfear",
        "E2\tAttribution-no-source:T7 Cue:T5 Content:T6",
        "E3\tAttribution:T4 Source:T1 Cue:T2",
        "E4\tAttribution:T4 Source:T99 Cue:T2 Content:T6",
        f"T8\tDiscuss {at('Toll rises.')}\tToll rises.",
        "#1\tAnnotatorNotes T8\tis this one?",
        "",
    ]
    return "\n".join(lines)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    base = tmp_path / "data" / "dev"
    (base / "text").mkdir(parents=True)
    (base / "attributions").mkdir()
    (base / "text" / "herald_2020-01-02_dam.txt").write_text(TEXT, encoding="utf-8", newline="")
    (base / "attributions" / "herald_2020-01-02_dam_b2.ann").write_text("", encoding="utf-8")
    (base / "attributions" / "herald_2020-01-02_dam_a1.ann").write_text(annotation(), encoding="utf-8", newline="")
    header = "compartment filename level annotators publisher publication_date author title trump_count clinton_count"
    cells = ["dev", "herald_2020-01-02_dam", "1", "a1|b2", "herald", "2020-01-02", "None", 'The "dam"', "0", "0"]
    rows = ["\t".join([*header.split(), "credit", "wire"]), "\t".join([*cells, "None", "AP"])]
    (tmp_path / "metadata.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_documents_carry_the_metadata(folder: Path) -> None:
    [row] = read_polnear(folder).documents.to_dict("records")
    assert (row["article_id"], row["outlet"], row["text"]) == ("herald_2020-01-02_dam", "herald", TEXT)
    assert (row["headline"], row["wire_source"], row["annotators"]) == ('The "dam"', "AP", ("a1", "b2"))
    assert str(row["published"]) == "2020-01-02 00:00:00+00:00"


def test_a_content_in_two_pieces_is_two_rows_with_its_source_and_cue(folder: Path) -> None:
    table = read_polnear(folder).attributions
    first = table[table["attribution_id"] == "a1-E1"]
    assert first["text"].tolist() == ["The dam “held,”", "and then\nfailed."]
    assert first["piece"].tolist() == [1, 2]
    assert first["n_pieces"].tolist() == [2, 2]
    assert first["n_words"].tolist() == [3, 3]
    assert set(first["source"]) == {"Ana Rua"}
    assert set(first["cue"]) == {"said"}
    assert [TEXT[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == table["text"].tolist()
    start, end = first["source_start"].iloc[0], first["source_end"].iloc[0]
    assert TEXT[start:end] == "Ana Rua"


def test_an_attribution_without_a_source_says_so(folder: Path) -> None:
    table = read_polnear(folder).attributions.set_index("attribution_id")
    row = table.loc["a1-E2"]
    assert not row["has_source"]
    assert row[["source", "source_start", "source_id"]].isna().all()
    assert (row["cue"], row["text"]) == ("fear", "more rain")


def test_what_gives_no_row_is_listed(folder: Path) -> None:
    data = read_polnear(folder)
    assert "a1-E3" not in set(data.attributions["attribution_id"])
    problems = " | ".join(data.problems["problem"])
    assert "E3: an attribution without a content" in problems
    assert "E4: Source names no span T99" in problems
    assert "note: is this one?" in problems


def test_spans_hold_every_label_but_the_triggers(folder: Path) -> None:
    spans = read_polnear(folder).spans
    assert spans["label"].value_counts().to_dict() == {"Content": 3, "Cue": 2, "Source": 1, "Discuss": 1}


def test_all_annotators_on_request(folder: Path) -> None:
    [row] = read_polnear(folder, annotators="all").documents["annotator"]
    assert row == ("a1", "b2")
    with pytest.raises(SettingError, match="possible: 'first', 'all'"):
        read_polnear(folder, annotators="b2")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("T5\tCue ", "T5\tCue x", "line 7: a span without its numbers"),
        ("\tfear\n", "\tdread\n", "not the annotated words"),
        (f"T5\tCue {at('fear')}", "T5\tCue 5 9999", "outside the article"),
    ],
)
def test_a_damaged_annotation_is_an_error_with_its_line(folder: Path, old: str, new: str, message: str) -> None:
    path = folder / "data/dev/attributions/herald_2020-01-02_dam_a1.ann"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")
    with pytest.raises(ReadError, match=message):
        read_polnear(folder)


def test_a_missing_split_names_the_place_to_get_it(folder: Path) -> None:
    with pytest.raises(ReadError, match=r"has no 'data/test'; get the set from github.com/networkdynamics/PolNeAR"):
        read_polnear(folder, "test")


def test_a_file_of_another_encoding_is_an_error(folder: Path) -> None:
    path = folder / "data/dev/text/herald_2020-01-02_dam.txt"
    path.write_bytes(TEXT.encode("utf-16"))
    with pytest.raises(ReadError, match="is not UTF-8 at byte 0"):
        read_polnear(folder)
