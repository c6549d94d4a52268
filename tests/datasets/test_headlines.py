"""The coded headlines written for this library: balanced, unique, and said to be invented."""

import pandas as pd

import framing as fr

FOLDER = fr.datasets.teaching_folder() / "headlines"


def test_every_story_has_five_headlines_in_each_frame():
    table = pd.read_csv(FOLDER / "headlines.csv")
    assert list(table.columns) == ["headline_id", "text", "outlet", "story", "frame"]
    assert len(table) == table["text"].nunique() == table["headline_id"].nunique() == 250
    assert (table.groupby(["story", "frame"]).size() == 5).all()
    assert table["story"].nunique() == 10


def test_every_frame_is_defined_and_the_headlines_are_said_to_be_invented():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "constructed" in readme.splitlines()[2]
    for frame in pd.read_csv(FOLDER / "headlines.csv")["frame"].unique():
        assert f"| `{frame}` |" in readme


def test_no_copies_across_stories():
    table = pd.read_csv(FOLDER / "headlines.csv")
    assert fr.find_leakage(table["text"], table["story"], threshold=0.5).empty
