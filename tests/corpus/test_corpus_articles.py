"""Single articles: text, Word, metadata, headlines, bad files."""

import os
import random
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import article_from_text, read_article
from framing.corpus.articles import begins_with, with_headline
from framing.errors import FramingError, ReadError, SettingError


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_text_of_a_text_file_is_exact(tmp_path):
    text = "Raid\n\n\u00a0,” the official said.\n\n\nstray “ mark  \n"
    article = read_article(written(tmp_path, "raid.txt", text))
    assert (article.article_id, article.text, article.notes, article.problem) == ("raid", text, (), None)


def test_mojibake_is_noted_and_mended_only_on_request(tmp_path):
    path = written(tmp_path, "a.txt", "the armyâ€™s raid")
    plain, mended = read_article(path), read_article(path, repair="mojibake")
    assert plain.text == "the armyâ€™s raid"
    assert plain.notes == ("mojibake suspected in 1 place (repair='mojibake' mends it)",)
    assert mended.text == "the army’s raid"
    assert mended.notes == ("mojibake repaired in 1 place",)
    with pytest.raises(SettingError, match="possible"):
        read_article(path, repair="magic")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", " \n\u00a0\t\n", "only white space"),
        ("blank.html", " \n ", "only white space"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(64), "PNG picture"),
        ("picture.html", b"\xff\xd8\xff" + random.Random(1).randbytes(64), "JPEG"),
        ("letter.txt", b"{\\rtf1 hello}", "RTF"),
        ("letter.rtf", b"hello", "is no RTF"),
        ("letter.docx", b"hello", "is no readable Word document"),
        ("letter.xml", b"<a>hello</a>", "no ProQuest record"),
        ("letter.xml", b"<a>hello", "no well-formed XML"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_with_its_name_and_a_remedy(tmp_path, name, content, says):
    with pytest.raises(ReadError) as error:
        read_article(written(tmp_path, name, content))
    message = str(error.value)
    assert says in message
    assert name in message
    assert "\n" not in message
    assert ";" in message


def test_missing_folder_device_and_oversized(tmp_path):
    with pytest.raises(ReadError, match="does not exist"):
        read_article(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="is a folder"):
        read_article(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadError, match="not a regular file"):
        read_article(tmp_path / "pipe.txt")
    with pytest.raises(ReadError, match="max_bytes"):
        read_article(written(tmp_path, "large.txt", "x" * 1001), max_bytes=1000)
    with pytest.raises(ReadError):
        read_article("a\x00b.txt")


def test_a_long_article_is_read_whole(tmp_path):
    text = "A word and a “quotation” of it. " * 100_000
    assert read_article(written(tmp_path, "long.txt", text)).text == text


def test_the_name_in_a_message_stays_in_one_line():
    with pytest.raises(ReadError) as error:
        read_article(b"caf\xe9\nx.txt".decode("utf-8", "surrogateescape"))
    assert "caf%E9\\nx.txt" in str(error.value)


# --- Word ---


def document(folder, name="a.docx"):
    made = docx.Document()
    made.add_heading("Dockers walk out", level=1)
    made.add_paragraph("They left “at dawn”.\tTabbed")
    made.add_table(1, 2).cell(0, 1).text = "in a table"
    made.add_paragraph("")
    made.add_paragraph("Last line.")
    made.save(str(folder / name))
    return folder / name


def test_word_paragraphs_tables_and_heading(tmp_path):
    article = read_article(document(tmp_path))
    assert article.headline == "Dockers walk out"
    assert article.text == "Dockers walk out\n\nThey left “at dawn”.\tTabbed\n\nin a table\n\nLast line."


def rewritten(source, target, change):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, change(member, old.read(member)))
    return target


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path):
    def change(member, raw):
        return raw.replace(
            b"Last line.</w:t></w:r>",
            b'Last line.</w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t xml:space="preserve"> Inserted.</w:t></w:r>'
            b'</w:ins><w:del w:id="2" w:author="x"><w:r><w:delText>Gone.</w:delText></w:r></w:del>',
        )

    path = rewritten(document(tmp_path), tmp_path / "b.docx", change)
    assert read_article(path).text.endswith("\n\nLast line. Inserted.")


def test_entities_in_word_are_refused_before_parsing(tmp_path):
    def change(member, raw):
        declared = b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        return raw.replace(b"?>", declared, 1) if member == "word/document.xml" else raw

    with pytest.raises(ReadError, match="entities"):
        read_article(rewritten(document(tmp_path), tmp_path / "b.docx", change))


def test_a_zip_bomb_is_refused_before_unpacking(tmp_path):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 20_000_000 + b"</a>")
    with pytest.raises(ReadError, match="zip bomb"):
        read_article(path)
    with pytest.raises(ReadError, match="max_bytes"):
        read_article(path, max_bytes=1_000_000)


@pytest.fixture(scope="module")
def whole_document(tmp_path_factory):
    return document(tmp_path_factory.mktemp("word"))


@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_mutated_document_is_read_or_refused(whole_document, changes):
    raw = bytearray(whole_document.read_bytes())
    for place, value in changes:
        raw[int(place * len(raw))] = value
    message = ""
    try:
        read_article(written(whole_document.parent, "m.docx", bytes(raw)))
    except FramingError as error:
        message = str(error)
    assert "\n" not in message


# --- in memory ---


def test_metadata_in_memory():
    article = article_from_text(
        "The text.", article_id=7, outlet="Courier", published="7 March 2023", headline="A title here"
    )
    assert article.text == "A title here\n\nThe text."
    assert (article.article_id, article.outlet) == ("7", "Courier")
    assert article.published == datetime(2023, 3, 7, tzinfo=UTC)
    assert article_from_text("x", published="soon").notes == ("published: 'soon' is no date that can be read",)
    assert article_from_text(" ").problem == "the text is empty"
    with pytest.raises(SettingError, match="title"):
        article_from_text("x", title="y")
    with pytest.raises(SettingError, match="bytes"):
        article_from_text(b"x")


def test_a_replaced_character_in_metadata_is_noted():
    article = article_from_text("x", outlet="a\ud800")
    assert article.outlet == "a�"
    assert article.notes == ("outlet: 1 lone surrogate replaced by U+FFFD",)


@pytest.mark.parametrize(
    ("text", "headline", "expected"),
    [
        ("Raid\n\nBody", "Raid", True),
        ("Raid. Body", "Raid", True),
        ("Raid", "Raid", True),
        ("Israel said no", "Israel", False),
        ("Israeli raid", "Israel", False),
        ("RAID  KILLS\nEIGHT: more", "Raid kills eight", True),
        ("“It’s over”\n\nx", '"It\'s over"', True),
        ("\n\n  Raid\nBody", "Raid", True),
        ("A headline of five words and its text in one line", "A headline of five words", True),
        ("Body", "Raid", False),
        ("cafe\u0301 shut\n", "caf\u00e9 shut", True),
        ("x", "   ", True),
    ],
)
def test_whether_a_text_begins_with_its_headline(text, headline, expected):
    assert begins_with(text, headline) is expected


@given(st.text(), st.text())
def test_the_headline_is_put_in_front_once(text, headline):
    once = with_headline(text, headline)
    assert once.endswith(text)
    assert with_headline(once, headline) == once


def test_the_printed_form_stays_short():
    assert len(repr(article_from_text("x" * 10_000))) < 200
