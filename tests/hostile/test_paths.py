"""Names and links that lead out of the chosen folder, names that no terminal likes, and pipes that never end."""

# ruff: noqa: E501

import csv
import json
import os

import pandas as pd
import pytest
from click.testing import CliRunner

import framing as fr
from framing.cli import main
from framing.errors import FramingError, LexiconError, ModelError, ReadError
from framing.lexicon import Category, Term

IDS = ["../../outside", "/etc/passwd", "..\\..\\x", "~/.ssh/id", "-rf", "a\nb", "C:\\x", ".", "..", "x" * 300, "a/b/../../../c",
       "con", "%2e%2e%2f", "\u202etxt.exe", "\u0000x", "$(touch ran)", "`touch ran`", "; touch ran"]  # fmt: skip
NAMES = [b"line\nbreak.txt", b"-rf.txt", b"--out=x.txt", b"caf\xe9.txt", b"caf%E9.txt", b"x" * 251 + b".txt",
         "\u202etxt.exe.txt".encode(), b"=cmd().txt", b"$(touch ran).txt", b"a b\t.txt", b"~.txt", b"*.txt", b"?.txt",
         b"\xff\xfe.txt", "é".encode() + b".txt", "e\u0301".encode() + b".txt", b"'\".txt", b"a#1.txt", b"a.txt", b"a.md",
         b"a.txt.md"]  # fmt: skip
EXPORT = "Raid\n\nHerald\nMarch 7, 2023\n\nBody\n\nThe army said.\n\nLoad-Date: March 8, 2023\n\nEnd of Document\n"


def everything_below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_identifiers_that_look_like_paths_are_only_identifiers(tmp_path):
    """Nothing is ever named after an article: whatever it is called, files lie where they always lie."""
    work = tmp_path / "a" / "b"
    work.mkdir(parents=True)
    texts = [f"Militants were killed in raid {n}, the army said." for n in range(len(IDS))]
    table = pd.DataFrame({"article_id": IDS, "text": texts, "file": IDS, "outlet": ["Herald", "Post"] * 9})
    corpus = fr.as_corpus(table)
    assert len(corpus) == len(IDS)
    profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict")), fr.AgencyDetector()])
    loaded = fr.load_profiles(profiles.save(work / "saved", texts=True))
    assert loaded.articles["article_id"].tolist() == corpus["article_id"].tolist()
    assert [loaded.text(name) for name in corpus["article_id"]] == texts
    loaded.export(work / "tables")
    sample = fr.sample_for_coding(loaded, n=5, seed=1)
    sample.to_csv(work / "sheet.csv")
    path = work / "corpus.jsonl"
    path.write_text(
        "\n".join(json.dumps({"article_id": i, "text": t}) for i, t in zip(IDS, texts, strict=True)), encoding="utf-8"
    )
    fr.profile_files(path, out=work / "run", rows_a_shard=4)
    assert [name for name in everything_below(tmp_path) if not name.startswith("a")] == []
    assert {os.path.dirname(name) for name in everything_below(work)} == {"", "saved", "tables", "run"}
    assert not [
        name for name in everything_below(work) if "outside" in name or "passwd" in name or name.endswith("ran")
    ]


def test_hostile_names_of_files_are_rows_of_their_own(tmp_path):
    folder = tmp_path / "corpus"
    (folder / "caf\udce9").mkdir(parents=True)
    (folder / "caf%E9").mkdir()
    for name in (*NAMES, b"caf\xe9/a.txt", b"caf%E9/a.txt"):
        with open(os.path.join(os.fsencode(folder), name), "w", encoding="utf-8") as stream:
            stream.write(f"The army said so of {name!r}.")
    (folder / "a.rtf").write_text("{\\rtf1 " + (EXPORT * 2).replace("\n", "\\par\n") + "}", encoding="utf-8")
    corpus = fr.read_corpus(folder)
    assert len(corpus) == len(NAMES) + 2 + 2
    assert corpus["article_id"].is_unique
    assert corpus["problem"].isna().all()
    for column in ("article_id", "file", "folder"):
        corpus[column].str.encode("utf-8")
    saved = fr.profile_files(folder, out=tmp_path / "out", texts=True)
    assert saved.articles["article_id"].tolist() == corpus["article_id"].tolist()
    ended = CliRunner().invoke(main, ["profile", str(folder), "--out", str(tmp_path / "cli")])
    assert ended.exit_code == 0, ended.output


@pytest.mark.parametrize(
    "name", ["line\nbreak.csv", "-rf.csv", "caf\udce9.csv", "x" * 251 + ".csv", "\u202evsc.csv", "a;b.csv"]
)
def test_errors_name_a_hostile_file_in_one_printable_line(name, tmp_path):
    path = tmp_path / name
    path.write_text("id,nothing\n1,2\n", encoding="utf-8")
    with pytest.raises(FramingError) as caught:
        fr.read_corpus(path)
    assert "\n" not in str(caught.value)
    str(caught.value).encode("utf-8")


def test_a_name_that_is_too_long_or_holds_a_zero_is_an_error(tmp_path):
    for name in ("x" * 300 + ".csv", "a\x00b.csv", "x/" * 3_000 + "a.txt"):
        for read in (fr.read_corpus, fr.read_article, fr.read_lexicon, fr.load_profiles, fr.read_codings):
            with pytest.raises(FramingError):
                read(f"{tmp_path}/{name}")
        for load in (fr.FrameClassifier.load, fr.AttributionTagger.load):
            with pytest.raises(ModelError):
                load(f"{tmp_path}/{name}")


def test_a_chain_of_links_and_a_loop_lead_nowhere(tmp_path):
    folder = tmp_path / "corpus"
    (folder / "deep" / "er").mkdir(parents=True)
    secret = tmp_path / "passwd"
    secret.write_text("root: SECRET", encoding="utf-8")
    (folder / "a.txt").write_text("The army said so.", encoding="utf-8")
    os.symlink(secret, folder / "one.txt")
    os.symlink("one.txt", folder / "two.txt")
    os.symlink("../../../passwd", folder / "deep" / "er" / "three.txt")
    os.symlink("four.txt", folder / "four.txt")
    os.symlink("..", folder / "deep" / "loop")
    os.symlink(tmp_path, folder / "out")
    for read in (fr.read_corpus, lambda path: fr.profile_files(path, out=tmp_path / "results", texts=True).articles):
        found = read(folder)
        assert found["article_id"].tolist() == ["a"]
    assert not [p for p in (tmp_path / "results").iterdir() if b"SECRET" in p.read_bytes()]


def test_the_folder_itself_may_be_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("The army said so.", encoding="utf-8")
    os.symlink("real", tmp_path / "link")
    assert fr.read_corpus(tmp_path / "link")["article_id"].tolist() == ["a"]


def test_no_reader_waits_for_a_pipe(tmp_path):
    """A pipe that nobody writes to would be waited for without end."""
    for name in ("a.csv", "a.jsonl", "a.parquet", "a.xlsx", "a.txt", "a.html", "a.json"):
        os.mkfifo(tmp_path / name)
        with pytest.raises(ReadError):
            fr.read_corpus(tmp_path / name)
        with pytest.raises(ReadError):
            fr.profile_files(tmp_path / name, out=tmp_path / "out")
    for name in ("a.csv", "a.xlsx", "a.json"):
        with pytest.raises(ReadError):
            fr.read_codings(tmp_path / name)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(LexiconError):
        fr.read_lexicon(pipe)
    for load in (fr.FrameClassifier.load, fr.AttributionTagger.load):
        with pytest.raises(ModelError):
            load(pipe)
    answers = tmp_path / "class"
    answers.mkdir()
    os.mkfifo(answers / "ada.json")
    assert len(fr.classroom.read_answers(answers).answers) == 0
    assert fr.classroom.read_answers([answers / "ada.json"]).files["problem"].tolist() == ["no regular file"]
    with pytest.raises(ReadError):
        fr.classroom.read_answers(answers, pipe)
    sample = tmp_path / "sample"
    sample.mkdir()
    os.mkfifo(sample / "manifest.json")
    with pytest.raises(FramingError):
        fr.load_profiles(sample)


CELLS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "\ufeff=1", "＝1", '=HYPERLINK("x")', "-"]


def test_no_cell_that_we_write_is_a_formula(tmp_path):
    texts = [f"{cell} militants were killed, {cell} said." for cell in CELLS]
    names = [f"{cell}{n}" for n, cell in enumerate(CELLS)]
    table = pd.DataFrame({"article_id": names, "text": texts, "outlet": CELLS, "headline": CELLS, "=evil": CELLS})
    lexicon = fr.Lexicon("x", categories={"harm": Category("harm", "harm", tuple(Term(f"{c}x") for c in CELLS[:4]))})
    profiles = fr.profile(fr.as_corpus(table), [fr.LexiconDetector(fr.load_lexicon("conflict")), fr.AgencyDetector()])
    profiles.export(tmp_path / "tables")
    fr.sample_for_coding(profiles, n=5, seed=1).to_csv(tmp_path / "sheet.csv")
    fr.write_lexicon(lexicon, tmp_path / "lexicon.csv")
    seen = 0
    for path in tmp_path.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    seen += cell.startswith("'")
                    start = cell.lstrip(" \u00a0\ufeff")[:1]
                    number = cell.lstrip("-").replace(".", "", 1).isdigit()
                    assert number or start not in set("=+-@\t\r\n＝＋－＠"), (path.name, cell)
    assert seen > 50
