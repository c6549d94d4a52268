"""Reading a class: what was answered comes back exactly, and whatever is wrong with a file is a row."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.classroom import read_answers, worksheet
from framing.classroom.answer_file import LARGEST, checksum, read_sheet
from framing.errors import DataError, ReadError, SettingError
from tests.classroom.conftest import answer, content, sealed


def test_three_people_by_hand(save):
    for number, (name, first, second) in enumerate(
        [("Ada", "own", "direct"), ("Ben", "own", "indirect"), ("", "direct", "indirect")]
    ):
        folder = save(
            f"{number}.json",
            content(
                f"{number:012x}",
                name,
                [
                    answer("v1.voice", first),
                    answer("v2.voice", second, start=9, end=12, library="indirect"),
                    answer("v2.text", "because", variable="text", library=None),
                ],
                [
                    {
                        "exercise": "voice", "item": "v1", "article_id": "a", "key": "v1.voice", "quote": "word",
                        "verdict": "different", "reason": "=1+1",
                    }
                ],
            ),
        )  # fmt: skip
    found = read_answers(folder)
    assert found.files["coder"].tolist() == ["Ada", "Ben", "person 0000"]
    assert found.files[["n_answers", "n_disputes"]].values.tolist() == [[3, 1]] * 3
    assert found.texts["text"].tolist() == ["because"] * 3
    assert found.disputes["reason"].tolist() == ["=1+1"] * 3
    counts = found.counts()
    assert counts[["key", "value", "n", "n_people"]].values.tolist() == [
        ["v1.voice", "own", 2, 3],
        ["v1.voice", "direct", 1, 3],
        ["v2.voice", "indirect", 2, 3],
        ["v2.voice", "direct", 1, 3],
    ]
    assert counts["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 2 / 3, 1 / 3])
    assert counts["library"].tolist() == [True, False, True, False]
    # Of the three pairs of people one agrees on each question.
    assert found.agreement().estimate("percent") == pytest.approx(1 / 3)
    assert found.agreement("voice", coefficients=["percent"]).table["variable"].unique().tolist() == ["voice"]
    assert repr(found) == "<ClassAnswers of 3 people: 6 answers; 0 files with a problem>"


def test_the_most_divided_question_comes_first(save):
    values = {
        "v1.voice": ["own"] * 4,
        "v2.voice": ["own", "own", "direct", "direct"],
        "v3.voice": ["own"] * 3 + ["scare"],
    }
    for person in range(4):
        folder = save(
            f"{person}.json",
            content(
                f"{person:012x}",
                f"p{person}",
                [answer(key, row[person], start=n * 10, end=n * 10 + 4) for n, (key, row) in enumerate(values.items())],
            ),
        )
    found = read_answers(folder)
    # Chance that two of four differ: 0, 4/6, 3/6.
    assert list(dict.fromkeys(found.divided(5)["key"])) == ["v2.voice", "v3.voice", "v1.voice"]
    assert set(found.divided(1)["key"]) == {"v2.voice"}
    with pytest.raises(SettingError, match="variable 'moice' is not known; possible: 'voice'"):
        found.counts("moice")
    ax = found.plot("voice", n=2)
    widths = [bar.get_width() for bar in ax.patches]
    assert widths == pytest.approx([0.5, 0.5, 0.75, 0.25])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["2. word", "3. word"]


def test_everything_wrong_with_a_file_is_a_row(save):
    good = content("a" * 12, "Ada", [answer("v1.voice", "own")])
    save("good.json", good)
    wrong = {
        "csv.csv": ("name,exercise\n", "no file of answers"),
        "cut.json": (sealed(good)[:-40], "no JSON, or cut off"),
        "deep.json": ("[" * 100_000, "no JSON, or cut off"),
        "empty.json": ("", "no JSON, or cut off"),
        "edited.json": (sealed(good).replace('"own"', '"direct"', 1), "changed after it was saved"),
        "extra.json": (json.dumps({**json.loads(sealed(good)), "x": 1}), "changed after it was saved"),
        "huge.json": (" " * (LARGEST + 1), "too large"),
        "list.json": ("[]", "not saved by a worksheet"),
        "newer.json": (sealed({**good, "version": 2}), "of version '2'"),
        "nobody.json": (sealed({**good, "person": {"id": "../../x"}}), "without a person"),
        "nolist.json": (sealed({**good, "answers": {}}), "without a list of answers"),
        "place.json": (sealed({**good, "answers": [answer("v1.voice", "own", start=-1)]}), "no place"),
        "float.json": (sealed({**good, "answers": [answer("v1.voice", "own", end=1e9)]}), "no place"),
        "twice.json": (sealed({**good, "answers": [answer("v1.voice", "own")] * 2}), "one question twice"),
        "number.json": (sealed({**good, "answers": [answer("v1.voice", 3)]}), "answer that is none"),
        "verdict.json": (
            sealed({**good, "disputes": [{**answer("v1.voice", "own"), "verdict": "wrong", "reason": ""}]}),
            "dispute that is none",
        ),
        "other.json": (sealed(content("b" * 12, worksheet="e" * 16)), "another worksheet (Raid)"),
    }
    for name, (text, _) in wrong.items():
        folder = save(name, text=text)
    save("latin.json", text="\xe4", encoding="latin-1")
    save(".hidden", text="x")
    (folder / "folder.json").mkdir()
    # Of two files of worksheets with one good file each, the first in the folder wins; another good one settles it.
    save("good2.json", content("c" * 12, "Ada", [answer("v1.voice", "direct")]))
    found = read_answers(folder)
    problems = dict(zip(found.files["file"], found.files["problem"], strict=True))
    assert set(problems) == {*wrong, "good.json", "good2.json", "latin.json"}
    for name, (_, part) in wrong.items():
        assert part in problems[name], name
    assert "UTF-8" in problems["latin.json"]
    assert found.files["problem"].isna().sum() == 2
    # Two people of one name are two people.
    assert found.answers["coder"].tolist() == ["Ada", "Ada (2)"]
    assert found.files.loc[found.files["problem"].notna(), "n_answers"].sum() == 0


def test_the_last_file_of_a_person_counts(save):
    save("a.json", content("a" * 12, "Ada", [answer("v1.voice", "own")], saved="2024-05-01T09:00:00Z"))
    folder = save("b.json", content("a" * 12, "Ada", [answer("v1.voice", "direct")], saved="2024-05-01T08:00:00Z"))
    found = read_answers(folder)
    assert found.answers["value"].tolist() == ["own"]
    assert found.files["problem"].fillna("").tolist() == ["", "an earlier file of the person of 'a.json'"]


def test_questions_about_a_pair_are_units_of_their_own(save):
    rows = [
        answer(f"o1.{name}", "a", exercise="outlets", unit="pair", variable="outlets", start=0, end=0)
        for name in ("word1", "headline")
    ]
    for person in "ab":
        folder = save(f"{person}.json", content(person * 12, person, rows))
    assert read_answers(folder).agreement(coefficients=["percent"]).estimate("percent", "outlets") == 1


def test_line_ends_and_marks_of_the_way_change_nothing(save):
    text = sealed(content("a" * 12, "Ada", [answer("v1.voice", "own")]))
    folder = save("a.json", text="\ufeff" + text.replace("\n", "\r\n"))
    assert read_answers(folder).files["problem"].isna().all()
    assert len(read_answers([folder / "a.json"]).answers) == 1
    assert len(read_answers(folder / "a.json").answers) == 1


def test_names_are_plain_text(save):
    folder = save("a.json", content("a" * 12, " A\u0007\n da ", [answer("v1.voice", "own")]))
    assert read_answers(folder).answers["coder"].tolist() == ["A da"]


def test_missing_folders_and_no_answers(tmp_path):
    with pytest.raises(ReadError, match="there is no folder 'nowhere'"):
        read_answers(tmp_path / "nowhere")
    found = read_answers(tmp_path)
    assert len(found.counts()) == 0
    assert len(found.divided()) == 0
    with pytest.raises(DataError, match="two people or more"):
        found.agreement()
    with pytest.raises(SettingError):
        found.plot()


@given(st.text())
def test_the_check_is_fnv_1a(text):
    # An independent wording of the same sum, over numpy's wrapping integers.
    value = np.uint64(14695981039346656037)
    with np.errstate(over="ignore"):
        for byte in text.encode("utf-8", "replace"):
            value = (value ^ np.uint64(byte)) * np.uint64(1099511628211)
    assert checksum(text.encode("utf-8", "replace").decode()) == format(int(value), "016x")


def test_published_values_of_the_check():
    # From the reference vectors of the algorithm's authors (64 bits, FNV-1a).
    assert checksum("a") == "af63dc4c8601ec8c"
    assert checksum("foobar") == "85944171f73967e8"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    corpus = fr.datasets.load_teaching()
    place = tmp_path_factory.mktemp("page") / "sheet.html"
    worksheet(corpus[corpus["article_id"] == "raid-tribune"], ["voice", "predict"], place, items={"voice": 2})
    return place


def given_answer(key, value, unit):
    names = ("exercise", "item", "article_id", "start", "end", "unit", "variable", "quote")
    return {"key": key, "value": value, "library": "scare", **{name: unit[name] for name in names}}


def test_with_the_worksheet_every_answer_is_checked(page, save):
    sheet = read_sheet(page)
    unit = sheet.units["v1.voice"]
    word = next(key for key, one in sheet.units.items() if one["unit"] == "word" and one["library"] == "yes")
    rows = [given_answer("v1.voice", "own", unit), given_answer(word, "no", sheet.units[word])]
    save("a.json", content("a" * 12, "Ada", rows, worksheet=sheet.digest))
    bad = {
        "code.json": given_answer("v1.voice", "loud", unit),
        "key.json": given_answer("v99.voice", "own", unit),
        "place.json": {**given_answer("v1.voice", "own", unit), "start": unit["start"] + 1},
    }
    for number, (name, row) in enumerate(bad.items()):
        folder = save(name, content(f"{number:012x}", "Bad", [row], worksheet=sheet.digest))
    save("other.json", content("d" * 12, "Other"))
    found = read_answers(folder, page)
    problems = dict(zip(found.files["file"], found.files["problem"].fillna(""), strict=True))
    assert problems["a.json"] == ""
    assert all("what the worksheet does not ask" in problems[name] for name in bad)
    assert "another worksheet" in problems["other.json"]
    # What the library says comes from the page, whatever a file claims.
    said = dict(zip(found.answers["key"], found.answers["library"], strict=True))
    assert said == {"v1.voice": unit["library"], word: "yes"}
    assert found.title == "How the news chooses its words"


@pytest.mark.parametrize("text", ["", "<p>hello", '<div id="data" data-sheet="{&quot;a&quot;:1}">'])
def test_a_page_that_is_no_worksheet(tmp_path, text):
    place = tmp_path / "page.html"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match="is no worksheet; give the page"):
        read_answers(tmp_path, place)
