"""Web pages to articles."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus import read_article
from framing.corpus.webpage import article_of_page, decode_page
from framing.errors import FramingError, ReadError

SAMPLES = Path(__file__).parent / "samples"
PAGE = (SAMPLES / "page.html").read_text(encoding="utf-8")
LONG = "Some words of an article stand here, and then a few more of them follow. " * 5


def page(body, head=""):
    return f"<html><head>{head}</head><body><article>{body}</article></body></html>"


def test_a_page_keeps_headline_standfirst_caption_crosshead_quotation_and_list():
    article = read_article(SAMPLES / "page.html")
    assert article.text.split("\n\n") == [
        "Dockers walk out at Port Almere",
        "A dispute over night shifts stopped all cranes on Friday, and nobody knows for how long.",
        "Idle cranes at Port Almere on Friday. Photo: J. Hale",
        "Dockers left their posts at dawn, the union said, after talks on night shifts had failed once more.",
        "“We were left no choice,” said Ana Brandt, who speaks for the union at the port.",
        "A long quarrel",
        "The operator called the walkout “reckless” and asked a court to end it before the weekend.",
        "Cranes idle: fourteen\nShips waiting: nine",
    ]
    assert article.headline == "Dockers walk out at Port Almere"
    assert article.outlet == "The Harbour Courier"
    assert article.published == datetime(2024, 5, 3, 3, 40, tzinfo=UTC)
    assert article.url == "https://courier.example/dockers"
    assert article.language == "en"


def test_no_script_navigation_or_handler_is_in_the_text():
    text = read_article(SAMPLES / "page.html").text
    for part in ("must never", "alert", "onerror", "Sport", "<"):
        assert part not in text


def test_nothing_is_fetched(monkeypatch):
    import socket

    def refuse(*_args, **_kwargs):
        raise AssertionError("a page reached for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = '<link rel="stylesheet" href="http://example.org/a.css"><base href="http://example.org/">'
    body = f'<iframe src="http://example.org/x"></iframe><img src="http://example.org/i.png"><p>{LONG}</p>'
    assert article_of_page(page(body, head), "'a'", "a").text.startswith("Some words")


def test_a_standfirst_that_extraction_drops_is_put_behind_the_headline():
    standfirst = "Nobody knows how long the cranes will stand."
    without = re.sub('<p class="standfirst">.*?</p>', "", PAGE)
    header = f'<header><div class="article-dek">{standfirst}</div></header><article>'
    paragraphs = article_of_page(without.replace("<article>", header), "'a'", "a").text.split("\n\n")
    assert standfirst in paragraphs[:2]
    assert paragraphs.count(standfirst) == 1


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("utf-8", "iso-8859-1"),
        ("cp1252", "utf-8"),
        ("utf-16", "utf-8"),
        ("utf-8", "no-such-thing"),
        ("cp1251", "windows-1251"),
    ],
)
def test_the_encoding_declared_is_believed_only_where_it_is_true(encoding, declared):
    text = "Рейд завершён" if encoding == "cp1251" else "The army’s “raid”"
    raw = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'.encode(encoding)
    assert text in decode_page(raw, "'a'", None)[0]


def test_an_xml_declaration_is_no_obstacle():
    assert (
        "Some words"
        in article_of_page('<?xml version="1.0" encoding="utf-8"?>' + page(f"<p>{LONG}</p>"), "'a'", "a").text
    )


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 3_000 + LONG,
        "<" * 1_000_001,
        "<p>x</p>" * 300_000,
        page("<p>words</p>" * 30_000),
        page("<b>" * 240 + LONG),
        page("<ul><li>x" * 900 + LONG),
        page("<blockquote>" * 230 + f"<p>{LONG}</p>"),
        page("<table><tr><td>" * 300 + LONG),
        "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>&b;</p>" + f"<p>{LONG}</p>",
        "<html></html>",
        "no tags at all",
        "<html><body><script>only();</script></body></html>",
        "<p " + "a=1 " * 50_000 + f">{LONG}</p>",
        page("<p>" + "x" * 11_000_000 + "</p>"),
    ],
)
def test_a_page_built_to_break_its_reader_is_read_or_refused(source):
    message = ""
    try:
        assert article_of_page(source, "'a.html'", "a").text.strip()
    except ReadError as error:
        message = str(error)
    assert "\n" not in message
    assert len(message) < 300


CHANGES = st.sampled_from(["delete", "double", "<", ">", '"', "&", "\x00", "</", "<p"])


@settings(max_examples=25)
@given(st.lists(st.tuples(st.floats(0, 0.999), CHANGES), min_size=1, max_size=12))
def test_a_mutated_page_is_read_or_refused(changes):
    source = PAGE
    for place, change in changes:
        at = int(place * len(source))
        if change == "delete":
            source = source[:at] + source[at + 20 :]
        elif change == "double":
            source = source[:at] + source[at : at + 40] + source[at:]
        else:
            source = source[:at] + change + source[at:]
    message = ""
    try:
        article_of_page(source, "'a.html'", "a")
    except FramingError as error:
        message = str(error)
    assert "\n" not in message
