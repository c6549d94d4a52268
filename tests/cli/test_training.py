"""``framing train``: the figures printed are those of the library, the model saved is the one measured."""

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import framing as fr
from framing.cli import main

WORDS = {"economic": ["taxes", "jobs", "wages", "budget"], "security": ["police", "border", "guards", "patrol"]}


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def coded(n=40):
    rng = np.random.default_rng(0)
    rows = []
    for number in range(n):
        frame = ("economic", "security")[number % 2]
        rows.append(
            {
                "article_id": f"a{number // 4}",
                "headline": " ".join([*rng.choice(WORDS[frame], 2, replace=False), *rng.choice(list("uvwxyz"), 4)]),
                "outlet": ("Post", "Herald")[number // 2 % 2],
                "frame": frame,
            }
        )
    return pd.DataFrame(rows)


def test_prints_the_library_s_figures_and_saves_the_model(tmp_path):
    table = coded()
    table.to_csv(tmp_path / "coded.csv", index=False)
    given = ("--text", "headline", "--label", "frame", "--group", "article_id", "--unit", "headline", "--folds", 2)
    done = run("train", tmp_path / "coded.csv", *given, "--licence", "CC0-1.0", "--out", tmp_path / "m.frames")
    assert done.exit_code == 0, done.output
    classifier = fr.FrameClassifier(unit="headline")
    found = fr.cross_validate_frames(
        classifier, table["headline"], table["frame"], groups=table["article_id"].tolist(), folds=2
    )
    assert found.to_text() in done.output
    model = fr.FrameClassifier.load(tmp_path / "m.frames")
    assert model.predict(["taxes and wages", "a border patrol"]).tolist() == ["economic", "security"]
    card = (tmp_path / "m.md").read_text(encoding="utf-8")
    assert f"- accuracy: {found.estimate('accuracy'):.3f}" in card
    assert "Licence: CC0-1.0" in card


def test_several_columns_of_0_and_1(tmp_path):
    table = coded(24)
    for frame in WORDS:
        table[frame] = (table["frame"] == frame).astype(int)
    table.to_csv(tmp_path / "coded.csv", index=False)
    given = ("--text", "headline", "--label", "economic", "--label", "security", "--folds", 2)
    done = run("train", tmp_path / "coded.csv", *given, "--out", tmp_path / "m.frames")
    assert done.exit_code == 0, done.output
    assert fr.FrameClassifier.load(tmp_path / "m.frames").kind_ == "multilabel"


def test_rows_without_a_label_are_counted_and_left_out(tmp_path):
    table = coded(26)
    table.loc[[3, 5], "frame"] = None
    table.to_csv(tmp_path / "coded.csv", index=False)
    out = tmp_path / "m.frames"
    done = run("train", tmp_path / "coded.csv", "--text", "headline", "--label", "frame", "--folds", 2, "--out", out)
    assert "2 of 26 rows lack a text, a label or a group: left out" in done.output
    assert "24 texts" in done.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--label", "topic"), "column 'topic' is not known; possible: 'article_id', 'outlet', 'frame'"),
        (("--label", "frame", "--label", "outlet"), "the column 'frame' holds 'economic'; several label columns hold"),
        (("--label", "frame", "--group", "nobody"), "column 'nobody' is not known"),
    ],
)
def test_errors_are_one_line(tmp_path, arguments, message):
    coded(8).to_csv(tmp_path / "coded.csv", index=False)
    done = run("train", tmp_path / "coded.csv", "--text", "headline", *arguments, "--out", tmp_path / "m.frames")
    assert done.exit_code == 2
    assert message in done.output
    assert not (tmp_path / "m.frames").exists()
