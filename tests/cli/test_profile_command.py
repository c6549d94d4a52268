"""``framing profile`` as people meet it: streaming, resuming, sampling, and what it says."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner

import framing as fr
from framing.cli import main
from framing.profiles import streaming
from framing.profiles.shards import Manifest

LEXICON = "name: tiny\nversion: 1.0.0\ncategories: {force: {terms: [raid, army]}}\n"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def place(tmp_path):
    rows = [{"id": f"a{n}", "text": f"The army began raid {n}.", "outlet": "The Example"} for n in range(8)]
    (tmp_path / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "tiny.yaml").write_text(LEXICON, encoding="utf-8")
    return tmp_path


def profile(place, *more):
    return run("profile", place / "corpus.jsonl", "--out", place / "out", "--lexicon", place / "tiny.yaml", *more)


def test_a_number_printed_is_the_number_returned(place):
    done = profile(place)
    assert done.exit_code == 0, done.output
    profiles = fr.load_profiles(place / "out")
    assert f"{len(profiles.mentions):,} mentions" in done.stdout
    assert "8 articles, 0 with a problem" in done.stdout
    assert "matched: article_id ← 'id'" in done.stderr
    mentions = pd.read_csv(place / "out" / "mentions.csv")
    assert mentions["start"].tolist() == profiles.mentions["start"].tolist()


def test_no_tables_where_none_are_wanted(place):
    done = profile(place, "--format", "none", "--texts")
    assert done.exit_code == 0, done.output
    assert sorted(path.suffix for path in (place / "out").iterdir()) == [".json", ".parquet", ".parquet", ".yaml"]
    assert fr.load_profiles(place / "out").text("a3") == "The army began raid 3."


def test_the_first_and_some_at_random(place):
    assert profile(place, "--limit", "5", "--sample", "3", "--seed", "4").exit_code == 0
    ids = fr.load_profiles(place / "out").articles["article_id"].tolist()
    assert len(ids) == 3
    assert set(ids) <= {f"a{n}" for n in range(5)}


def test_ctrl_c_keeps_what_is_finished_and_resume_goes_on(place, monkeypatch):
    whole = run_batches = streaming.run_batches

    def stopping(plan, batches, **settings):
        for number, result in enumerate(run_batches(plan, batches, **settings)):
            if number == 2:
                raise KeyboardInterrupt
            yield result

    monkeypatch.setattr(streaming, "_ROWS_READ", 2)
    monkeypatch.setattr(streaming, "run_batches", stopping)
    done = profile(place)
    assert done.exit_code == 130
    assert "--resume goes on" in done.stderr
    monkeypatch.setattr(streaming, "run_batches", whole)
    told = profile(place)
    assert told.exit_code == 2
    assert "go on with --resume" in told.stderr
    done = profile(place, "--resume")
    assert done.exit_code == 0, done.output
    assert Manifest.read(place / "out").finished
    assert len(fr.load_profiles(place / "out")) == 8


def test_a_changed_lexicon_is_not_resumed(place, monkeypatch):
    def stopping(plan, batches, **settings):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(streaming, "run_batches", stopping)
    profile(place)
    monkeypatch.undo()
    (place / "tiny.yaml").write_text(LEXICON.replace("army", "soldiers"), encoding="utf-8")
    done = profile(place, "--resume")
    assert done.exit_code == 2
    assert "cannot be resumed, because something changed: detectors (lexicon:tiny" in done.stderr.splitlines()[-1]


def test_what_was_left_out_is_said(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("A raid.", encoding="utf-8")
    (folder / "b.mp3").write_bytes(b"x")
    done = run("profile", folder, "--out", tmp_path / "out", "--format", "none")
    assert done.exit_code == 0, done.output
    assert "left out: " in done.stderr
    assert "b.mp3" in done.stderr


def test_a_scheduler_without_an_engine(place):
    done = profile(place, "--scheduler", "tcp://127.0.0.1:1")
    assert done.exit_code == 2
    assert "--scheduler is for --engine dask or spark" in done.stderr
