"""Exports of news databases, from constructed samples in each layout."""

from pathlib import Path

import docx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus import read_article, read_corpus
from framing.errors import CorpusError, FramingError, ReadError

SAMPLES = Path(__file__).parent / "samples"
DOCKERS, COURT = "Dockers walk out at Port Almere", "Court orders cranes back to work"
FIRST = "Dockers left their posts at dawn, the union said"


@pytest.fixture
def nexis_word(tmp_path):
    document = docx.Document()
    for line in (SAMPLES / "nexis_uni.txt").read_text(encoding="utf-8").splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "nexis_uni.docx"))
    return tmp_path / "nexis_uni.docx"


def dates(corpus):
    return [f"{p:%Y-%m-%d %H:%M}" for p in corpus["published"]]


def check_nexis(corpus):
    assert corpus["article_id"].tolist() == ["nexis_uni#1", "nexis_uni#2"]
    assert corpus["headline"].tolist() == [DOCKERS, COURT]
    assert corpus["outlet"].tolist() == ["The Harbour Courier"] * 2
    assert dates(corpus) == ["2024-05-03 00:00", "2024-05-05 00:00"]
    assert corpus["language"].tolist() == ["en", "en"]
    assert corpus["byline"].tolist()[0] == "Mira Voss"
    assert corpus["section"].tolist() == ["NEWS; Pg. 3", "NEWS; Pg. 1"]
    assert corpus["text"].tolist()[0].split("\n\n") == [
        DOCKERS,
        "A dispute over night shifts stopped all cranes on Friday.",
        f"{FIRST}, after talks on night shifts had failed.",
        "The operator called the walkout “reckless” and asked a court to end it.",
    ]
    assert (
        corpus["text"].tolist()[1] == f"{COURT}\n\nA judge ruled on Sunday that the walkout broke a cooling-off clause."
    )
    assert corpus["problem"].isna().all()


@pytest.mark.parametrize("ending", ["html", "rtf"])
def test_nexis_uni(ending):
    check_nexis(read_corpus(SAMPLES / f"nexis_uni.{ending}"))


def test_nexis_uni_in_word(nexis_word):
    check_nexis(read_corpus(nexis_word))
    check_nexis(read_corpus(nexis_word, format="nexis"))


def test_nexis_lines_saved_as_text_when_asked():
    check_nexis(read_corpus(SAMPLES / "nexis_uni.txt", format="nexis"))
    assert len(read_corpus(SAMPLES / "nexis_uni.txt")) == 1


def test_the_older_lexisnexis():
    corpus = read_corpus(SAMPLES / "lexisnexis_old.html")
    assert corpus["headline"].tolist() == ["Bridge closed after inspection", "Council votes for a new bridge"]
    assert corpus["outlet"].unique().tolist() == ["The Valley Observer (Northside)"]
    assert dates(corpus) == ["2011-03-07 00:00", "2011-03-09 00:00"]
    assert corpus["text"].tolist()[0].split("\n\n")[1:] == [
        "Engineers closed the old bridge on Monday. They said rust had eaten into two beams.",
        "Traffic was sent over the dam.",
    ]
    assert corpus["byline"].tolist()[0] == "Tom Reyes, Staff Writer"


@pytest.mark.parametrize("layout", ["coded.html", "coded.rtf", "plain.html", "plain.rtf"])
def test_factiva(layout):
    corpus = read_corpus(SAMPLES / f"factiva_{layout}")
    assert corpus["headline"].tolist() == [DOCKERS, COURT]
    assert corpus["outlet"].tolist() == ["Almere Wire"] * 2
    assert dates(corpus) == ["2024-05-03 06:20", "2024-05-05 00:00"]
    assert corpus["document_id"].tolist() == ["ALMW000020240503ek5300abc", "ALMW000020240505ek5500def"]
    assert corpus["section"].tolist()[0] == "World"
    assert corpus["byline"].tolist()[0] == "By Mira Voss"
    paragraphs = corpus["text"].tolist()[0].split("\n\n")
    assert paragraphs[:3] == [
        DOCKERS,
        f"PORT ALMERE, May 3 - {FIRST}.",
        "The operator called the walkout “reckless”.",
    ]
    if layout.startswith("coded"):  # a paragraph that begins with two capitals is no field
        assert paragraphs[3] == "IN a statement the court said it would sit on Sunday."
    assert corpus["text"].tolist()[1] == f"{COURT}\n\nA judge ruled on Sunday that the walkout broke a clause."


def test_proquest_text():
    corpus = read_corpus(SAMPLES / "proquest.txt")
    assert corpus["headline"].tolist() == [DOCKERS, COURT, "Cranes move again"]
    assert corpus["document_id"].tolist() == ["900000001", "900000002", "900000003"]
    assert corpus["text"].tolist()[0] == f'{DOCKERS}\n\n{FIRST}.\n\nThe operator said: "reckless".'
    assert corpus["url"].tolist()[0] == "https://example.org/docview/900000001"
    assert corpus["problem"].isna().tolist() == [True, True, False]
    assert corpus["text"].tolist()[2] == ""


def test_proquest_xml():
    studio = read_article(SAMPLES / "proquest_studio.xml")
    assert studio.text == f"{DOCKERS}\n\n{FIRST}.\n\nThe operator called it “reckless”."
    assert (studio.outlet, studio.language, studio.byline) == ("The Harbour Courier", "en", "Mira Voss")
    old = read_corpus(SAMPLES / "proquest_historical.xml")
    assert old["published"].dt.year.tolist() == [1974, 1974]
    assert old["outlet"].tolist() == ["The Harbour Courier"] * 2
    assert old["problem"].isna().tolist() == [True, False]


def test_entities_in_xml_are_refused(tmp_path):
    path = tmp_path / "bomb.xml"
    path.write_text('<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><RECORD><FullText>&b;</FullText></RECORD>')
    with pytest.raises(ReadError, match="entities"):
        read_article(path)
    path.write_bytes('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY a "a">]><RECORD/>'.encode("utf-16"))
    with pytest.raises(ReadError, match="UTF-8"):
        read_article(path)


def test_media_cloud_has_no_texts_and_says_what_to_do(tmp_path):
    with pytest.raises(CorpusError, match=r"columns=\{'text': 'title'\}"):
        read_corpus(SAMPLES / "mediacloud.csv")
    headlines = read_corpus(SAMPLES / "mediacloud.csv", columns={"text": "title"})
    assert headlines["text"].tolist() == [DOCKERS, COURT]
    assert headlines["article_id"].tolist() == ["aa11", "bb22"]
    assert dates(headlines) == ["2024-05-03 00:00", "2024-05-05 00:00"]
    frame = pd.read_csv(SAMPLES / "mediacloud.csv").assign(text=["one", "two"])
    frame.to_csv(tmp_path / "with_text.csv", index=False)
    whole = read_corpus(tmp_path / "with_text.csv")
    assert whole["text"].tolist() == [f"{DOCKERS}\n\none", f"{COURT}\n\ntwo"]
    assert whole["outlet"].tolist() == ["harbourcourier.example"] * 2


def test_several_articles_are_not_one():
    with pytest.raises(ReadError, match="holds 2 articles; read them with read_corpus"):
        read_article(SAMPLES / "nexis_uni.rtf")


def test_a_folder_of_exports_and_pages(tmp_path):
    for name in ("nexis_uni.rtf", "factiva_plain.html", "proquest.txt", "page.html", "proquest_studio.xml"):
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    corpus = read_corpus(tmp_path)
    assert len(corpus) == 2 + 2 + 3 + 1 + 1
    assert corpus["article_id"].is_unique
    assert corpus["problem"].notna().sum() == 1


TEXTS = [p.name for p in sorted(SAMPLES.iterdir()) if p.suffix in (".html", ".rtf", ".xml") or p.stem == "proquest"]


CHANGES = st.sampled_from(["cut", "double", "x", "\\", "{", "}", "<", "\n"])


@settings(max_examples=80)
@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.floats(0, 0.999), CHANGES), min_size=1, max_size=10))
def test_a_mutated_export_is_read_or_refused(tmp_path_factory, name, changes):
    source = (SAMPLES / name).read_text(encoding="utf-8")
    for place, change in changes:
        at = int(place * len(source))
        if change == "cut":
            source = source[:at] + source[at + 30 :]
        elif change == "double":
            source = source[: at + 200] + source[at:]
        else:
            source = source[:at] + change + source[at:]
    path = tmp_path_factory.mktemp("export") / name
    path.write_text(source, encoding="utf-8")
    message = ""
    try:
        corpus = read_corpus(path)
        assert ((corpus["text"] == "") == corpus["problem"].notna()).all()
    except FramingError as error:
        message = str(error)
    assert "\n" not in message
