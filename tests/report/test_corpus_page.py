"""The page of a corpus: numbers equal to the tables', each leading to its sentences; hostile texts stay text."""

import re

import lxml.html
import pandas as pd
import pytest

import framing as fr
from framing.errors import DataError, SettingError
from framing.lexicon.model import ChoiceSet, Lexicon, Term, Variant

ARMED = Lexicon(
    "tiny",
    choice_sets={
        "armed": ChoiceSet(
            "armed",
            "Armed people",
            variants=(
                Variant("terrorist", "terrorist", "marked", (Term("terrorist*"),)),
                Variant("fighter", "fighter", "neutral", (Term("fighter*"),)),
            ),
        )
    },
)
ROWS = [
    ("a", "Post", "Terrorists fled", "Terrorists fled.\n\nThe army killed two terrorists in the town."),
    ("b", "Post", "Fighters fled", "Fighters fled.\n\n“They were terrorists,” said the mayor."),
    ("c", "Herald", "Two killed", "Two killed.\n\nTwo fighters were killed on Monday."),
    ("d", "Herald", None, ""),
]


@pytest.fixture(scope="module")
def profiles():
    table = pd.DataFrame(ROWS, columns=["article_id", "outlet", "headline", "text"])
    return fr.profile(fr.as_corpus(table), [fr.AgencyDetector(), fr.LexiconDetector(ARMED)])


@pytest.fixture(scope="module")
def page(profiles):
    return lxml.html.document_fromstring(fr.report.corpus(profiles, figures=False))


def cells(page, section, row):
    found = page.xpath(f"//section[@id='{section}']//tr[th[@scope='row' and normalize-space()='{row}']]/td")
    return [" ".join(cell.text_content().split()) for cell in found]


def test_numbers_are_those_of_the_mentions(page):
    # Post's own voice: three terrorists (headline, body) of three or four; the mayor's is a quotation.
    herald_own, herald_outlet, herald_all, post_own, post_outlet, post_all = cells(page, "called", "terrorist")
    assert (herald_own, herald_outlet, herald_all) == ("0 of 1", "0 of 1", "0 of 1")
    assert (post_own, post_outlet, post_all) == ("2 of 3 67 %", "2 of 3 67 %", "3 of 4 75 %")


def test_every_number_leads_to_as_many_sentences(page):
    links = page.xpath("//table//a[starts-with(@href, '#e')]")
    assert links
    for link in links:
        (cell,) = page.xpath(f"//details[@id='{link.get('href')[1:]}']")
        assert len(cell.findall(".//li")) == int(link.text_content())
        assert all(item.findtext(".//b") for item in cell.findall(".//li"))


def test_one_row_in_one_row_out(page):
    rows = page.xpath("//details[contains(@class, 'all')]//tbody/tr")
    assert [row.findtext("th") for row in rows] == ["a", "b", "c", "d"]
    assert rows[3].findall("td")[-1].text_content().strip()


def test_evidence_is_cut_and_says_so(profiles):
    page = fr.report.corpus(profiles, figures=False, evidence=1)
    assert "and 2 more" in page


def test_words_without_sentences(profiles, tmp_path):
    profiles.save(tmp_path / "saved")
    page = fr.report.corpus(fr.load_profiles(tmp_path / "saved"), figures=False)
    assert "texts were not kept" in page
    assert "in the town" not in page


def test_nothing_is_loaded_and_nothing_hostile_runs():
    hostile = '<script>alert(1)</script> terrorists \u202e fled, "said" nobody.'
    table = pd.DataFrame(
        {
            "article_id": ["<b>x</b>"],
            "outlet": ["<img src=x onerror=alert(2)>"],
            "headline": ["</style><script>alert(3)</script>"],
            "text": [hostile],
            "url": ["javascript:alert(4)"],
        }
    )
    found = fr.profile(fr.as_corpus(table), [fr.LexiconDetector(ARMED)])
    text = fr.report.corpus(found)
    page = lxml.html.document_fromstring(text)
    assert len(page.findall(".//script")) == 1
    assert not page.xpath("//@onerror")
    assert not page.xpath("//a[starts-with(@href, 'javascript')]")
    assert all(source.startswith("data:image/svg+xml") for source in page.xpath("//img/@src"))
    assert not re.search(r"(?:src|href)=\"https?:", text)


def test_what_cannot_be_shown(profiles):
    with pytest.raises(SettingError, match="possible"):
        fr.report.corpus(profiles, by="nothing")
    with pytest.raises(SettingError, match="armed"):
        fr.report.corpus(profiles, choice_sets=["weapons"])
    with pytest.raises(DataError, match="no article"):
        fr.report.corpus(fr.profile([""], [fr.LexiconDetector(ARMED)]))
    many = pd.DataFrame(
        {"article_id": [f"a{i}" for i in range(13)], "text": "A raid.", "outlet": [f"o{i}" for i in range(13)]}
    )
    with pytest.raises(DataError, match="at most 12"):
        fr.report.corpus(fr.profile(fr.as_corpus(many), []))


def test_on_the_command_line(profiles, tmp_path):
    from click.testing import CliRunner

    from framing.cli import main

    profiles.save(tmp_path / "saved", texts=True)
    page = tmp_path / "page.html"
    ended = CliRunner().invoke(main, ["report", str(tmp_path / "saved"), "--out", str(page), "--no-figures"])
    assert ended.exit_code == 0, ended.output
    assert "killed two" in page.read_text(encoding="utf-8")
