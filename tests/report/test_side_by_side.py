"""The page as a file: self-contained, escaped, whole or not at all."""

import html
import re
from html.parser import HTMLParser

import pytest

import framing as fr
from framing.comparison.contrast import contrast
from framing.corpus import article_from_text
from framing.errors import OutputError
from framing.lexicon.model import ChoiceSet, Lexicon, Term, Variant
from framing.report.page import policy, safe_link, write_page

TEXT = (
    "Raid kills two terrorists\n\nThe raid killed two terrorists, the mayor said.\n\n“The gunmen fled,” said Lena Moss."
)
OTHER = "Nine men die\n\nNine men were killed in a raid. A fighter fled."
LEXICON = Lexicon(
    "tiny",
    choice_sets={
        "armed": ChoiceSet(
            "armed",
            "Armed people",
            variants=(
                Variant("terrorist", "terrorist", "marked", (Term("terrorist*"),)),
                Variant("fighter", "fighter", "neutral", (Term("fighter*"), Term("gunmen"))),
            ),
        )
    },
)


class Page(HTMLParser):
    """Collects tags with their attributes, and what stands in each text column."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def found():
    return contrast(
        article_from_text(TEXT, article_id="a", outlet="The Post", url="javascript:alert(1)"),
        article_from_text(OTHER, article_id="b", outlet="The Herald", url="https://example.org/x"),
        lexicon=LEXICON,
    )


@pytest.fixture(scope="module")
def page(found):
    return fr.report.side_by_side(found)


def test_nothing_is_loaded_from_anywhere(page):
    for tag, attributes in Page(page).tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "audio", "video"}
        assert "src" not in attributes
        assert not any(name.startswith("on") or name == "style" for name in attributes), (tag, attributes)
    assert "@import" not in page
    assert "url(" not in page


def test_the_policy_names_the_hashes_of_what_is_there(page):
    style = re.search(r"<style>(.*?)</style>", page, re.S).group(1)
    script = re.search(r"<script>(.*?)</script>", page, re.S).group(1)
    given = html.unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page).group(1))
    assert given == policy(style, script)
    assert given.startswith("default-src 'none'")
    assert "unsafe" not in given
    assert page.count("<script") == page.count("<style") == 1


def test_only_web_addresses_become_links(page):
    links = [attributes["href"] for tag, attributes in Page(page).tags if tag == "a"]
    assert [link for link in links if not link.startswith("#")] == ["https://example.org/x"]
    assert "javascript:alert(1)" in page


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "file:///x", "http://", "", None, 3]
)
def test_other_addresses_are_text(url):
    assert safe_link(url) is None


def test_every_counted_number_leads_to_its_places(found, page):
    tags = Page(page).tags
    anchors = {attributes["id"] for _, attributes in tags if "id" in attributes}
    places = [attributes["href"][1:] for tag, attributes in tags if tag == "a" and "data-key" in attributes]
    assert (
        len(places) == found.shares["all_hits"].sum() + found.agency[found.agency["aspect"] == "class"]["events"].sum()
    )
    assert set(places) <= anchors


def test_ids_are_unique_and_descriptions_exist(page):
    tags = Page(page).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    described = [key for _, attributes in tags for key in attributes.get("aria-describedby", "").split()]
    assert described
    assert set(described) <= set(ids)


def test_no_outlet_is_judged(page):
    told = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.S).lower()
    assert not re.search(r"\b(bias|biased|slant\w*|propagand\w*)\b", told)


def test_the_same_contrast_gives_the_same_bytes(found, page):
    assert fr.report.side_by_side(found) == page


def test_written_to_a_path(found, page, tmp_path):
    path = fr.report.side_by_side(found, tmp_path / "page.html")
    assert path == tmp_path / "page.html"
    assert path.read_bytes() == page.encode()
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_a_place_that_cannot_be_written_is_one_line(found, tmp_path):
    with pytest.raises(OutputError, match="choose a folder") as caught:
        fr.report.side_by_side(found, tmp_path / "absent" / "page.html")
    assert "\n" not in str(caught.value)
    (tmp_path / "taken").mkdir()
    with pytest.raises(OutputError):
        write_page("x", tmp_path / "taken")
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


def test_articles_without_any_mention_make_a_page():
    page = fr.report.side_by_side(contrast("Rain.", "Sun.", detectors=[]))
    assert "Neither article names anything" in page


LIGHT_OR_DARK = re.compile(r":root \{(.*?)\n\s*\}", re.S)


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(first, second):
    """Contrast ratio of WCAG 2."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_read(page, scheme):
    block = LIGHT_OR_DARK.findall(page)[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for ground in ("bg", "paper"):
        for text in ("ink", "soft", "link", "a", "b", "event", *(f"c{n}" for n in range(8))):
            assert ratio(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert ratio(colours["on"], colours["a"]) >= 4.5
    for ground in ("quote", "para"):
        assert ratio(colours["ink"], colours[ground]) >= 7
        for text in (f"c{n}" for n in range(8)):
            assert ratio(colours[text], colours[ground]) >= 3, (text, ground)
