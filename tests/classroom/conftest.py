"""Files as a worksheet saves them, made by the same rules as the page's script."""

import json

import pytest

from framing.classroom.answer_file import checksum


def answer(key, value, **changes):
    row = {
        "exercise": "voice", "item": key.partition(".")[0], "article_id": "a", "key": key, "start": 0, "end": 4,
        "unit": "mention", "variable": "voice", "value": value, "quote": "word", "library": "own",
    }  # fmt: skip
    return {**row, **changes}


def content(person="0" * 12, name="Ada", answers=(), disputes=(), worksheet="f" * 16, saved="2024-05-01T08:00:00Z"):
    return {
        "format": "framing-worksheet", "version": 1, "worksheet": worksheet, "title": "Raid",
        "person": {"id": person, "name": name}, "saved": saved, "done": [], "answers": list(answers),
        "disputes": list(disputes),
    }  # fmt: skip


def sealed(data):
    text = json.dumps(data, ensure_ascii=False, indent=1)[:-2]
    return f'{text},\n "check": "{checksum(text)}"\n}}\n'


@pytest.fixture
def save(tmp_path):
    """Give a function that saves an answers file into a folder."""
    folder = tmp_path / "class"
    folder.mkdir()

    def write(name, data=None, text=None, encoding="utf-8"):
        (folder / name).write_bytes((sealed(data) if text is None else text).encode(encoding))
        return folder

    return write
