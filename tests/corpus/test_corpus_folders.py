"""Folders: what is read, what is left out, and what a hostile folder cannot do."""

import os

import pandas as pd
import pytest

from framing.corpus import iter_corpus, read_corpus
from framing.errors import ReadError


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "corpus"
    (inside / "sub").mkdir(parents=True)
    (inside / "b.txt").write_text("Text b")
    (inside / "a.txt").write_text("Text a")
    (inside / "sub" / "a.txt").write_text("Text sub a")
    (inside / "sub" / "empty.txt").write_text("")
    return inside


def test_a_folder_is_read_with_its_subfolders_in_order(folder):
    corpus = read_corpus(folder)
    assert corpus["article_id"].tolist() == ["a", "b", "sub/a", "sub/empty"]
    assert corpus["text"].tolist() == ["Text a", "Text b", "Text sub a", ""]
    assert corpus["folder"].tolist() == [".", ".", "sub", "sub"]
    assert corpus["problem"].isna().tolist() == [True, True, True, False]
    assert "is empty" in corpus.loc[3, "problem"]


def test_files_of_one_name_keep_their_endings_apart(folder):
    (folder / "a.md").write_text("Other")
    assert read_corpus(folder)["article_id"].tolist() == ["a.md", "a.txt", "b", "sub/a", "sub/empty"]


def test_the_folder_can_serve_as_the_outlet(folder):
    assert read_corpus(folder, columns={"outlet": "folder"})["outlet"].tolist() == [".", ".", "sub", "sub"]


def test_nothing_outside_the_folder_is_read(folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.txt").write_text("SECRET")
    os.symlink(secret, folder / "link.txt")
    os.symlink(tmp_path / "elsewhere", folder / "linked")
    os.symlink(folder, folder / "loop")
    os.symlink("gone", folder / "gone.txt")
    os.mkfifo(folder / "pipe.txt")
    corpus = read_corpus(folder)
    assert not corpus["text"].str.contains("SECRET").any()
    assert len(corpus) == 4
    skipped = "\n".join(corpus.attrs["skipped"])
    for name in ("link.txt", "linked", "loop", "gone.txt", "pipe.txt"):
        assert name in skipped


def test_a_link_inside_the_folder_is_followed(folder):
    os.symlink("a.txt", folder / "c.txt")
    assert read_corpus(folder).set_index("article_id").loc["c", "text"] == "Text a"


def test_what_is_no_article_is_left_out_and_said(folder):
    (folder / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / ".hidden.txt").write_text("hidden")
    corpus = read_corpus(folder)
    assert len(corpus) == 4
    assert any("picture.jpg" in s for s in corpus.attrs["skipped"])


def test_hostile_names_give_unique_printable_identifiers(folder):
    for name in (
        b"caf\xe9.txt",
        b"caf\xe8.txt",
        b"line\nbreak.txt",
        b"=cmd.txt",
        b"..txt",
        b"a#1.txt",
        b"\xf0\x9f\x98\x80.txt",
    ):
        with open(os.path.join(os.fsencode(folder), name), "w") as stream:
            stream.write("hostile")
    corpus = read_corpus(folder)
    assert corpus["article_id"].is_unique
    assert (corpus["text"] == "hostile").sum() >= 6
    assert {"caf%E9", "caf%E8", "line\nbreak", "=cmd"} <= set(corpus["article_id"])
    corpus["article_id"].str.encode("utf-8")


def test_a_file_that_cannot_be_opened_is_a_row_with_its_problem(folder, monkeypatch):
    from framing.corpus import files

    real = files.read_bytes

    def refuse(path, bound):
        if path.name == "b.txt":
            raise ReadError(f"{path.name} cannot be opened; check its rights")
        return real(path, bound)

    monkeypatch.setattr(files, "read_bytes", refuse)
    assert read_corpus(folder)["problem"].isna().tolist() == [True, False, True, False]


def test_batches_of_a_folder(folder):
    assert [b.num_rows for b in iter_corpus(folder, batch_size=3)] == [3, 1]


def test_a_single_file_and_a_list_of_files(folder):
    assert read_corpus(folder / "a.txt")["article_id"].tolist() == ["a"]
    assert read_corpus([folder / "b.txt", folder / "sub" / "a.txt"])["article_id"].tolist() == ["b", "sub/a"]
    with pytest.raises(ReadError, match="is empty"):
        read_corpus(folder / "sub" / "empty.txt")
    with pytest.raises(ReadError, match="no files"):
        read_corpus([])


def test_an_empty_folder_and_a_missing_one(tmp_path):
    with pytest.raises(ReadError, match="holds no articles"):
        read_corpus(tmp_path)
    with pytest.raises(ReadError, match="does not exist"):
        read_corpus(tmp_path / "none")


def test_a_folder_of_shards_is_one_table(tmp_path):
    for n in range(3):
        pd.DataFrame({"id": [f"{n}"], "text": [f"t{n}"], "n": [n]}).to_parquet(tmp_path / f"part-{n}.parquet")
    corpus = read_corpus(tmp_path)
    assert corpus[["article_id", "text", "n"]].values.tolist() == [["0", "t0", 0], ["1", "t1", 1], ["2", "t2", 2]]
    (tmp_path / "x.csv").write_text("id,text\n1,a\n")
    with pytest.raises(ReadError, match="several formats"):
        read_corpus(tmp_path)


def test_shards_whose_columns_differ_keep_all_of_them(tmp_path):
    (tmp_path / "a.csv").write_text("id,text,mood\n1,a,glad\n")
    (tmp_path / "b.csv").write_text("id,text,place\n2,b,port\n")
    corpus = read_corpus(tmp_path)
    assert corpus["mood"].tolist()[0] == "glad"
    assert corpus["place"].tolist()[1] == "port"
    assert corpus["mood"].isna().tolist() == [False, True]
