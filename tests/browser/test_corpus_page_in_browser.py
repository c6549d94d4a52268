"""The corpus page in a real browser: figures are seen, numbers open their sentences, at two sizes."""

import pytest

import framing as fr

pytestmark = pytest.mark.browser

LOOKS = [
    pytest.param({"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}, id="desk-light"),
    pytest.param({"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}, id="phone-dark"),
]


@pytest.fixture(scope="module")
def report():
    corpus = fr.datasets.load_teaching().head(8)
    profiles = fr.profile(corpus, [fr.AgencyDetector(), fr.LexiconDetector(fr.load_lexicon("conflict"))])
    return fr.report.corpus(profiles, choice_sets=["armed_actor", "manner_of_death"])


@pytest.mark.parametrize("look", LOOKS)
def test_it_can_be_read_and_followed(report, open_page, violations, look):
    page = open_page(report, **look)
    widths = page.evaluate("[...document.images].map((image) => image.naturalWidth)")
    assert len(widths) >= 3
    assert all(width > 100 for width in widths)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    number = page.locator("details.set[open] a[href^='#e']").first
    key = number.get_attribute("href")
    number.focus()
    page.keyboard.press("Enter")
    cell = page.locator(f"{key}[open]")
    cell.wait_for()
    assert cell.locator("li").first.is_visible()
    assert violations(page) == []
