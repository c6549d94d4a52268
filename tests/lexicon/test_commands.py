"""``framing lexicon check``, ``framing lexicon convert`` and ``framing kwic``."""

import json

import pytest
from click.testing import CliRunner

from framing.cli import main
from framing.lexicon import read_lexicon

DIC = "%\n1\tdoubt\n%\nclaim*\t1\nclaims\t1\nlike\t<of>1/1\n"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def dic(tmp_path):
    path = tmp_path / "mine.dic"
    path.write_text(DIC, encoding="utf-8")
    return path


def test_check_tells_by_its_exit_status(tmp_path, dic):
    done = run("lexicon", "check", dic)
    assert done.exit_code == 1
    assert f"{dic}, line 5: warning: claims (doubt): every hit is one of claim* too" in done.output
    assert "mine: 0 errors, 1 warning, 1 note" in done.output
    sound = tmp_path / "sound.csv"
    sound.write_text("term,category\nclaim*,doubt\n", encoding="utf-8")
    assert run("lexicon", "check", sound).exit_code == 0
    (tmp_path / "text.txt").write_text("They claimed it. She claims it.", encoding="utf-8")
    done = run("lexicon", "check", sound, "--corpus", tmp_path / "text.txt")
    assert done.exit_code == 0
    assert "caught 2 different words: claimed, claims" in done.output
    assert run("lexicon", "check", sound, "--corpus", tmp_path / "text.txt", "--strict").exit_code == 1
    assert run("lexicon", "check", "evidentiality").exit_code in {0, 1}


def test_check_as_json(dic):
    done = run("lexicon", "check", dic, "--json")
    data = json.loads(done.stdout)
    assert (data["ok"], data["lexicon"]) == (False, "mine")
    assert [finding["code"] for finding in data["findings"]] == ["shadowed", "lost"]


def test_a_file_that_is_none(tmp_path):
    done = run("lexicon", "check", tmp_path / "none.dic")
    assert done.exit_code == 2
    assert done.stderr.startswith("framing: ")
    assert len(done.stderr.splitlines()) == 1


def test_convert_says_what_is_lost(tmp_path, dic):
    done = run("lexicon", "convert", dic, tmp_path / "out.yaml")
    assert done.exit_code == 0
    assert "line 6: like: left out: '<of>1/1'" in done.stderr
    assert "1 categories" in done.stdout
    assert [str(term) for term in read_lexicon(tmp_path / "out.yaml").terms] == ["claim*", "claims"]
    done = run("lexicon", "convert", dic, tmp_path / "out.csv", "--json", "--strict")
    assert done.exit_code == 1
    assert [loss["kind"] for loss in json.loads(done.stdout)] == ["condition", "metadata"]


def test_convert_to_and_from_named_formats(tmp_path):
    done = run("lexicon", "convert", "evidentiality", tmp_path / "evidentiality.yml", "--to", "quanteda")
    assert done.exit_code == 0
    assert "choice_set" in done.stderr
    done = run("lexicon", "convert", tmp_path / "evidentiality.yml", tmp_path / "x.csv", "--from", "quanteda")
    assert done.exit_code == 0
    done = run("lexicon", "convert", tmp_path / "x.csv", tmp_path / "x.ykd")
    assert done.exit_code == 2
    assert "no format that lexicons are written in" in done.stderr


def test_kwic(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("A raid began. “The raid is over,” the army said. Afraid.", encoding="utf-8")
    done = run("kwic", article, "raid", "--window", 2)
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2
    assert "2 lines" in done.stderr
    done = run("kwic", article, "raid", "--voice", "direct", "--json")
    (line,) = json.loads(done.stdout)
    assert (line["match"], line["voice"], line["source"]) == ("raid", "direct", "the army")
    done = run("kwic", article, "rai*", "army", "--sort", "match", "--zones", "lead", "--zones", "body")
    assert [text in line for text, line in zip(["army", "raid", "raid"], done.stdout.splitlines(), strict=True)] == [
        True
    ] * 3
    assert run("kwic", article).exit_code == 2
    assert "give a PATTERN" in run("kwic", article).stderr
    assert run("kwic", article, "--lexicon", "evidentiality").exit_code == 0
    assert "matches everything" in run("kwic", article, "*").stderr
