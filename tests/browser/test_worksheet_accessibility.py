"""axe-core finds nothing wrong with the pages, light and dark, wide and narrow."""

import pytest

import framing as fr
from framing.classroom import worksheet

pytestmark = pytest.mark.browser

LOOKS = [
    pytest.param({"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}, id="desk-light"),
    pytest.param({"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}, id="phone-dark"),
]


@pytest.fixture(scope="module")
def sheet():
    corpus = fr.datasets.load_teaching()
    raid = corpus[corpus["article_id"].isin(["raid-tribune", "raid-emberline"])]
    return worksheet(raid, items={"swap": 1, "voice": 2, "acting": 1}, words=60, instructions="Work in pairs.")


@pytest.mark.parametrize("look", LOOKS)
def test_worksheet(sheet, open_page, violations, look):
    page = open_page(sheet, **look)
    # Everything at once, as it stands while somebody works on it, then with every comparison open.
    page.evaluate(
        "for (const view of document.querySelectorAll('.view:not(.compare)')) view.classList.remove('closed')"
    )
    page.locator('#predict [role="option"]').nth(2).click()
    page.locator('#voice input[type="radio"]').first.check()
    assert violations(page) == []
    page.evaluate("for (const exercise of sheet.exercises) store.set(`done:${exercise.name}`, '1')")
    page.evaluate("for (const view of document.querySelectorAll('.view')) view.classList.remove('closed')")
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS)
def test_side_by_side(open_page, violations, look):
    first, second = fr.datasets.demo_articles()["text"]
    page = open_page(fr.report.side_by_side(fr.contrast(first[:500], second[:500])), **look)
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS)
def test_coding_page(open_page, violations, look):
    profiles = fr.profile(fr.datasets.demo_articles(), [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    page = open_page(fr.report.coding_page(fr.sample_for_coding(profiles, 3), instructions="Read.\n\nCode."), **look)
    assert violations(page) == []
    page.fill("#name", "anna")
    page.keyboard.press("Enter")
    page.wait_for_selector("#unit")
    assert violations(page) == []


def test_axe_finds_what_is_wrong(open_page, violations):
    # So that an empty list means something.
    page = open_page("<!DOCTYPE html><title>x</title><img src='data:,'><p style='color:#ddd;background:#fff'>pale</p>")
    found = " ".join(violations(page))
    assert "image-alt" in found
    assert "color-contrast" in found
    assert "html-has-lang" in found
