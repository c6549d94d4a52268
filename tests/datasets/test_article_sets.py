"""The sets that hold whole articles, each on articles of our own."""

import json
from pathlib import Path
from typing import Any

import pytest

from framing.datasets import read_basil, read_narrative_frames
from framing.errors import ReadError

ROW = ["3", "herald", "left_bias", "2020-01-02", 'A "flood" came.', "False", "True", "False", "False", 'False")']


def test_narrative_frames_in_one_table(tmp_path: Path) -> None:
    (tmp_path / "articles.tsv").write_text("\t".join(ROW) + "\n", encoding="utf-8")
    roles = "ID\tentity\tgroup\trole\tmbfc\n3\tthe mayor\tGOV\thero\tleft_bias\n"
    (tmp_path / "role_and_frame_annotations.tsv").write_text(roles, encoding="utf-8")
    data = read_narrative_frames(tmp_path)
    [row] = data.articles.to_dict("records")
    assert row["text"] == 'A "flood" came.'
    assert [name for name in ("resolution", "human_interest", "conflict", "economic") if row[name]] == [
        "human_interest"
    ]
    assert data.articles["fold"].isna().all()
    assert data.roles.to_dict("records") == [{"article_id": "3", "entity": "the mayor", "group": "GOV", "role": "hero"}]


def test_narrative_frames_in_their_authors_folds(tmp_path: Path) -> None:
    for fold, number in (("1", "3"), ("2", "4")):
        path = tmp_path / "experiments" / "data_splits_raw" / f"Fold_{fold}" / "test.txt"
        path.parent.mkdir(parents=True)
        path.write_text("\t".join([number, *ROW[1:]]) + "\n", encoding="utf-8")
    data = read_narrative_frames(tmp_path)
    assert data.articles[["article_id", "fold"]].to_numpy().tolist() == [["3", 1], ["4", 2]]
    assert data.roles.empty


def test_narrative_frames_damaged(tmp_path: Path) -> None:
    (tmp_path / "articles.tsv").write_text("\t".join([*ROW[:6], "perhaps", *ROW[7:]]), encoding="utf-8")
    with pytest.raises(ReadError, match="line 1: HI is neither True nor False"):
        read_narrative_frames(tmp_path)
    (tmp_path / "articles.tsv").write_text(("\t".join(ROW) + "\n") * 2, encoding="utf-8")
    with pytest.raises(ReadError, match="article '3': it stands in two rows"):
        read_narrative_frames(tmp_path)


def basil(folder: Path, **span: Any) -> Path:
    article = {
        "title": "Mayor speaks",
        "date": "2015-03-04",
        "url": "u",
        "main-event": "a speech",
        "source": "FOX",
        "triplet-uuid": "t1",
        "body-paragraphs": [["One start.", "A fierce reply."], ["The end."]],
    }
    given = {
        "id": "p1",
        "start": 2,
        "end": 8,
        "txt": "fierce",
        "bias": "lex",
        "quote": "no",
        "speaker": "",
        "target": "Mayor",
        "polarity": "neg",
        "aim": "dir",
        **span,
    }
    coded = {"article-level-annotations": {"relative_stance": "center"}, "phrase-level-annotations": [given]}
    for name, content in (("articles/2015/t1_0.json", article), ("annotations/2015/t1_0_ann.json", coded)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_basil_maps_spans_to_one_text(tmp_path: Path) -> None:
    data = read_basil(basil(tmp_path))
    [article] = data.articles.to_dict("records")
    [span] = data.spans.to_dict("records")
    assert article["text"] == "Mayor speaks\n\nOne start. A fierce reply.\nThe end."
    assert article["text"][span["start"] : span["end"]] == span["text"] == "fierce"
    assert (article["outlet"], article["story"], article["stance"]) == ("Fox News", "t1", "center")
    assert (span["bias"], span["quoted"], span["sentence"], span["speaker"]) == ("lexical", False, 1, None)


def test_basil_span_in_the_headline(tmp_path: Path) -> None:
    data = read_basil(basil(tmp_path, id="title", start=0, end=5, txt="Mayor"))
    assert data.spans[["start", "end", "sentence"]].to_numpy().tolist() == [[0, 5, -1]]


@pytest.mark.parametrize(
    ("span", "message"),
    [
        ({"start": 1}, "do not give its words"),
        ({"id": "p9"}, "a span in 'p9'"),
        ({"bias": "other"}, "of the bias 'other'"),
    ],
)
def test_basil_damaged(tmp_path: Path, span: dict[str, Any], message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_basil(basil(tmp_path, **span))


def test_basil_without_the_annotations_of_an_article(tmp_path: Path) -> None:
    basil(tmp_path)
    (tmp_path / "annotations/2015/t1_0_ann.json").unlink()
    with pytest.raises(ReadError, match=r"has no '2015/t1_0_ann.json'; get the set from github.com/launchnlp/BASIL"):
        read_basil(tmp_path)
