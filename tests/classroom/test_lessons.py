"""The worksheets of the teacher's guide hold what the lesson plans speak of, and a class can be invented for them."""

import pytest

from framing.classroom import LESSONS, invented_class, lesson, read_answers
from framing.classroom.answer_file import read_sheet
from framing.classroom.strings import ENGLISH
from framing.errors import OutputError, ReadError, SettingError


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lessons")
    return {number: lesson(number, folder / f"lesson-{number}.html") for number in LESSONS}


def asked(page):
    units = read_sheet(page).units.values()
    return {
        (unit["exercise"], unit["item"]): {u["library"] for u in units if u["item"] == unit["item"]} for unit in units
    }


def test_what_the_plans_promise_is_there(pages):
    for page in pages.values():
        assert ENGLISH["page.invented_all"] in page.read_text(encoding="utf-8")
    first = asked(pages[1])
    assert sum(name == "swap" for name, _ in first) == 3
    # Words that the questions for the discussion build on.
    sheet = pages[1].read_text(encoding="utf-8")
    assert all(word in sheet for word in ("operation", "massacre", "Liberation Front", "tannery"))
    second = asked(pages[2])
    assert sum(name == "voice" for name, _ in second) == 6
    assert sum(name == "acting" for name, _ in second) == 4
    voices = set().union(*(codes for (name, _), codes in second.items() if name == "voice"))
    assert {"own", "direct", "indirect"} <= voices
    told = set().union(*(codes for (name, _), codes in second.items() if name == "acting"))
    assert {"doer", "named", "nobody"} <= told
    third = asked(pages[3])
    assert len(third) == 2
    assert all({"a", "b"} <= codes for codes in third.values())


def test_an_invented_class_reads_like_a_real_one(pages, tmp_path):
    folder = invented_class(pages[2], tmp_path / "answers", people=8, seed=3)
    found = read_answers(folder, pages[2])
    assert found.files["problem"].isna().all()
    assert found.answers["coder"].nunique() == 8
    closed = [key for key, unit in read_sheet(pages[2]).units.items() if unit["codes"]]
    assert len(found.answers) == 8 * len(closed)
    again = invented_class(pages[2], tmp_path / "again", people=8, seed=3)
    assert [f.read_bytes() for f in sorted(folder.iterdir())] == [f.read_bytes() for f in sorted(again.iterdir())]
    other = invented_class(pages[2], tmp_path / "other", people=8, seed=4)
    assert read_answers(other, pages[2]).answers["value"].tolist() != found.answers["value"].tolist()


def test_what_is_not_possible(pages, tmp_path):
    with pytest.raises(SettingError, match="lesson 7 is not known; possible: 1, 2, 3"):
        lesson(7)
    with pytest.raises(SettingError, match="from 1 to 200"):
        invented_class(pages[1], tmp_path / "x", people=0)
    with pytest.raises(ReadError, match="cannot be read"):
        invented_class(tmp_path / "no.html", tmp_path / "x")
    with pytest.raises(OutputError, match="cannot be made"):
        invented_class(pages[1], tmp_path / "no" / "x")
