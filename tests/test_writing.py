"""A file is there whole or not at all."""

import stat

import pytest

from framing.errors import OutputError
from framing.writing import whole_file, write_whole


def test_text_and_bytes(tmp_path):
    assert write_whole(tmp_path / "a.txt", "é\r\n").read_bytes() == b"\xc3\xa9\r\n"
    assert write_whole(str(tmp_path / "a.txt"), b"\x00").read_bytes() == b"\x00"


def break_off(target):
    with whole_file(target) as unfinished:
        unfinished.write_text("half")
        raise KeyboardInterrupt


def test_a_broken_write_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    target = write_whole(tmp_path / "a.txt", "old")
    with pytest.raises(KeyboardInterrupt):
        break_off(target)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("a.txt", "old")]


def test_rights_are_those_of_a_new_file(tmp_path):
    (tmp_path / "plain").write_text("")
    made = write_whole(tmp_path / "made", "")
    assert stat.S_IMODE(made.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


@pytest.mark.parametrize("place", ["nowhere/a.txt", "folder"])
def test_a_place_that_cannot_be_written(tmp_path, place):
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="choose a folder"):
        write_whole(tmp_path / place, "x")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]


def fill_the_disk(target):
    with whole_file(target), open("/dev/full", "w") as full:
        full.write("x" * 100_000)


def test_a_full_disk(tmp_path):
    with pytest.raises(OutputError, match="no space left"):
        fill_the_disk(tmp_path / "a.txt")
    assert not list(tmp_path.iterdir())
