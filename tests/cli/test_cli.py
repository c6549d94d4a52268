"""The command line as people meet it: output, exit status, one-line errors; real files in, real files out."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from click.testing import CliRunner

import framing as fr
from framing.cli import main

A = "Army raid kills three terrorists\n\nThe army killed three terrorists in the occupied West Bank on Monday."
B = "Three people killed\n\nThree Palestinians were killed in the West Bank, the mayor said."


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "a.txt").write_text(A, encoding="utf-8")
    (tmp_path / "b.txt").write_text(B, encoding="utf-8")
    return tmp_path


def test_demo_writes_the_page_and_says_that_it_is_constructed(tmp_path):
    page = tmp_path / "demo.html"
    done = run("demo", "--out", page)
    assert done.exit_code == 0, done.output
    assert "constructed" in done.output.splitlines()[0]
    assert "The Meridian Post" in done.output
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_contrast_prints_what_the_library_returns(articles):
    done = run("contrast", articles / "a.txt", articles / "b.txt")
    assert done.exit_code == 0, done.output
    assert done.output.rstrip() == fr.contrast(articles / "a.txt", articles / "b.txt").to_text().rstrip()


def test_contrast_as_json(articles):
    done = run("contrast", articles / "a.txt", articles / "b.txt", "--json")
    assert json.loads(done.stdout) == json.loads(
        json.dumps(fr.contrast(articles / "a.txt", articles / "b.txt").to_dict())
    )


def test_profile_writes_the_tables(articles, tmp_path):
    table = pd.DataFrame({"title": ["Army raid"], "body": [A], "source": ["The Example"]})
    table.to_csv(tmp_path / "corpus.csv", index=False)
    done = run("profile", tmp_path / "corpus.csv", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"articles.csv", "mentions.csv", "events.csv", "attributions.csv", "frames.csv", "manifest.json"} <= written
    loaded = fr.load_profiles(tmp_path / "out")
    assert loaded.articles["outlet"].tolist() == ["The Example"]
    mentions = pd.read_csv(tmp_path / "out" / "mentions.csv")
    assert mentions["feature"].tolist() == loaded.mentions["feature"].tolist()


def test_profile_of_a_folder_keeps_unreadable_files_as_rows(articles):
    (articles / "c.txt").write_bytes(b"")
    out = articles.parent / "profiles"
    done = run("profile", articles, "--out", out)
    assert done.exit_code == 0, done.output
    problems = fr.load_profiles(out).articles.set_index("article_id")["problem"]
    assert problems.notna().sum() == 1
    assert len(problems) == 3


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_profile_of_tables(tmp_path, suffix):
    table = pd.DataFrame({"id": ["x", "y"], "text": [A, B]})
    path = tmp_path / f"corpus.{suffix}"
    if suffix == "jsonl":
        table.to_json(path, orient="records", lines=True)
    else:
        table.to_parquet(path)
    done = run("profile", path, "--out", tmp_path / "out", "--format", "parquet")
    assert done.exit_code == 0, done.output
    assert pd.read_parquet(tmp_path / "out" / "articles.parquet")["article_id"].tolist() == ["x", "y"]


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", ["empty.txt"]),
        ("blank.txt", b" \n\t\n ", ["blank.txt"]),
        ("image.txt", PNG, ["image.txt"]),
        ("none.docx", b"not a zip", ["none.docx"]),
        ("scripts.html", b"<html><script>alert(1)</script></html>", ["scripts.html"]),
    ],
)
def test_an_article_that_is_none(articles, name, content, words):
    (articles / name).write_bytes(content)
    done = run("contrast", articles / "a.txt", articles / name)
    assert_one_line_error(done, words)


def assert_one_line_error(done, words):
    assert done.exit_code == 2, done.output
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("framing: ")
    for word in words:
        assert word in done.stderr


def test_a_missing_article(articles):
    assert_one_line_error(run("contrast", articles / "a.txt", articles / "none.txt"), ["none.txt"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a: &a [x]\nb: [*a, *a]\n", ["mine.yaml", "line 1", "anchors"]),
        ("name: !!python/object/apply:os.system [ls]\n", ["mine.yaml", "tags"]),
        ("name: x\nchoice_sets: {s: {variants: {v: {terms: [a1]}, v: {terms: [b1]}}}}\n", ["'v' stands here twice"]),
        ("name: x\nchoises: {}\n", ["'choises' is not known"]),
        ("name: x\ncategories: {c: {terms: ['*']}}\n", ["matches everything"]),
        ("name: x\ncategories: {c: {terms: ['--']}}\n", ["matches nothing"]),
    ],
)
def test_a_lexicon_that_is_none(articles, content, words):
    (articles / "mine.yaml").write_text(content)
    done = run("contrast", articles / "a.txt", articles / "b.txt", "--lexicon", articles / "mine.yaml")
    assert_one_line_error(done, words)


def test_an_unknown_lexicon(articles):
    done = run("contrast", articles / "a.txt", articles / "b.txt", "--lexicon", "conflicts")
    assert_one_line_error(done, ["'conflicts' is not known", "'conflict'"])


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("title,date\nA raid,2020-01-01\n", ["corpus.csv", "text"]),
        ("id,text\nx,one\nx,two\n", ["'x'", "id"]),
        ("", ["corpus.csv"]),
    ],
)
def test_a_corpus_that_is_none(tmp_path, table, words):
    (tmp_path / "corpus.csv").write_text(table)
    done = run("profile", tmp_path / "corpus.csv", "--out", tmp_path / "out")
    assert_one_line_error(done, words)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written(articles):
    (articles / "file").write_text("x")
    done = run("profile", articles / "a.txt", "--out", articles / "file" / "out")
    assert done.exit_code == 2
    done = run("contrast", articles / "a.txt", articles / "b.txt", "--out", articles / "file" / "page.html")
    assert_one_line_error(done, ["page.html"])


def test_nothing_already_written_is_lost(articles, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    assert_one_line_error(run("profile", articles / "a.txt", "--out", out), ["exists already"])
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]


def test_no_progress_bar_in_a_pipe(articles, tmp_path):
    command = [sys.executable, "-m", "framing.cli", "profile", str(articles), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "articles/s" not in done.stderr
    assert "\r" not in done.stderr


def test_lexicons_are_listed_and_shown():
    assert run("lexicon", "list").output.split()[0] == fr.list_lexicons()[0]
    shown = run("lexicon", "show", "conflict").output
    assert "armed_actor (noun)" in shown
    assert "heads: " in shown


def test_help_and_version():
    assert "contrast" in run("--help").output
    assert fr.__version__ in run("--version").output
