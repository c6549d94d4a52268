"""`framing worksheet` and `framing answers`: the same pages and counts as the functions give."""

import pandas as pd
import pytest
from click.testing import CliRunner

from framing.classroom import lesson, read_answers, worksheet
from framing.classroom.answer_file import read_sheet
from framing.cli import main
from framing.datasets import load_teaching
from tests.classroom.conftest import content, sealed


def run(*arguments):
    return CliRunner().invoke(main, [str(part) for part in arguments])


def test_a_worksheet_of_a_story_is_what_the_function_makes(tmp_path):
    out = tmp_path / "sheet.html"
    done = run("worksheet", "--story", "kessel-bridge-raid", "--exercise", "voice", "--title", "Mine", "--out", out)
    assert (done.exit_code, done.output) == (0, f"The worksheet: {out}\n")
    corpus = load_teaching()
    raid = corpus[corpus["story"] == "kessel-bridge-raid"]
    assert out.read_text(encoding="utf-8") == worksheet(raid, ["voice"], title="Mine")


def test_a_lesson_and_own_articles(tmp_path):
    out = tmp_path / "lesson.html"
    assert run("worksheet", "--lesson", 3, "--out", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == lesson(3)
    table = tmp_path / "own.csv"
    pd.DataFrame({"id": ["a"], "text": ["Raid\n\nTerrorists fled, the army said. Two men were shot."]}).to_csv(table)
    assert run("worksheet", table, "--out", out).exit_code == 0
    assert "Terrorists" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--lesson", "4"], "lesson 4 is not known; possible: 1, 2, 3"),
        (["--lesson", "1", "--story", "x"], "a lesson has its own articles"),
        (["--story", "x"], "story 'x' is not known; possible: 'kessel-bridge-raid'"),
        (["--exercise", "x"], "exercise 'x' is not known"),
    ],
)
def test_what_is_not_possible_is_one_line(tmp_path, arguments, message):
    done = run("worksheet", *arguments, "--out", tmp_path / "x.html")
    assert done.exit_code == 2
    assert message in done.output
    assert done.output.count("\n") == 1
    assert not (tmp_path / "x.html").exists()


def test_answers_lists_what_divided_the_class(tmp_path):
    page = lesson(2, tmp_path / "sheet.html")
    sheet = read_sheet(page)
    folder = tmp_path / "class"
    folder.mkdir()
    unit = {
        name: value for name, value in sheet.units["v1.voice"].items() if name not in {"codes", "prompt", "library"}
    }
    other = "scare" if sheet.units["v1.voice"]["library"] != "scare" else "own"
    for person, value in (("a", sheet.units["v1.voice"]["library"]), ("b", other)):
        row = {**unit, "key": "v1.voice", "value": value, "library": None}
        text = sealed(content(person * 12, person, [row], worksheet=sheet.digest))
        (folder / f"{person}.json").write_text(text, encoding="utf-8")
    (folder / "bad.json").write_text("{", encoding="utf-8")
    done = run("answers", folder, "--worksheet", page, "--csv", tmp_path / "counts.csv")
    assert done.exit_code == 0, done.output
    assert "2 people" in done.output
    assert "left out: bad.json: no JSON, or cut off" in done.output
    assert f"  1  {sheet.units['v1.voice']['library']}  (the library, too)" in done.output
    counts = pd.read_csv(tmp_path / "counts.csv", encoding="utf-8-sig")
    assert counts["n"].tolist() == read_answers(folder, page).counts()["n"].tolist() == [1, 1]
