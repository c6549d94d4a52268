"""Coding by keyboard in a real browser: nothing is lost on reload, and what is saved can be read back."""

import json

import pandas as pd
import pytest

from framing.report.coding_page import coding_page
from framing.validation.reading import read_codings
from framing.validation.sampling import CodingSample

pytestmark = pytest.mark.browser

TEXTS = ["The raid began.", "=SUM(1) is no formula, “Lena” said.", "Nine men <b>died</b>."]


@pytest.fixture(scope="module")
def sample():
    table = pd.DataFrame(
        {
            "item": ["u001", "u002", "u003"],
            "article_id": ["a", "b", "c"],
            "start": [0, 5, 9],
            "end": [15, 40, 30],
            "unit": "sentence",
            "text": TEXTS,
            "before": "Before it. ",
            "after": " After it.",
            "feature": None,
            "stratum": "all",
            "weight": 1.0,
        }
    )
    return CodingSample(table, {"voice": ("own", "direct"), "-note": (), "constructor": ("yes", "no")})


def counted(page):
    return page.inner_text("#count")


def test_by_keyboard_with_reload_and_export(sample, open_page, tmp_path):
    page = open_page(coding_page(sample))
    page.keyboard.type("Änne =x")
    page.keyboard.press("Enter")
    assert page.inner_text("#text") == TEXTS[0]
    page.keyboard.press("2")
    # The mark moves on to the free text; a digit opens it.
    page.keyboard.press("1")
    page.keyboard.type("@home, “so”")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    assert counted(page) == "1 of 3 coded"
    page.keyboard.press("n")
    assert page.inner_text("#text") == TEXTS[1]
    page.keyboard.press("1")
    page.keyboard.press("c")
    page.keyboard.type("not sure; 1 2 n")
    # In the middle of a comment.
    page.reload()
    page.click("#known button")
    assert page.inner_text("#coder") == "Änne =x"
    assert page.inner_text("#text") == TEXTS[1]
    assert page.input_value("#comment") == "not sure; 1 2 n"
    assert counted(page) == "1 of 3 coded"
    assert page.inner_text('[data-variable="voice"] [aria-pressed="true"]').endswith("own")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#text") == TEXTS[2]
    page.keyboard.press("2")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("0")
    assert page.locator('[aria-pressed="true"]').count() == 0
    for kind in ("csv", "json"):
        with page.expect_download() as caught:
            page.click(f"#{kind}")
        caught.value.save_as(tmp_path / f"{caught.value.suggested_filename}")
    assert {file.name for file in tmp_path.glob("codings*")} == {"codings-Änne_x.csv", "codings-Änne_x.json"}
    expected = {
        ("u001", "voice"): "direct", ("u001", "-note"): "@home, “so”", ("u001", "constructor"): "no",
        ("u002", "voice"): "own",
    }  # fmt: skip
    for file in tmp_path.glob("codings*"):
        table = read_codings(file, sample=sample)
        assert len(table) == 9
        good = table[table["problem"].isna()]
        assert dict(zip(zip(good["item"], good["variable"], strict=True), good["value"], strict=True)) == expected
        assert set(table["coder"]) == {"Änne =x"}
        assert (table[table["problem"].notna()]["problem"] == "no code").all()


def test_two_coders_on_one_computer_do_not_meet(sample, open_page):
    page = open_page(coding_page(sample))
    page.fill("#name", "anna")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.click("#switch")
    page.fill("#name", "ben")
    page.keyboard.press("Enter")
    assert page.locator('[aria-pressed="true"]').count() == 0
    page.keyboard.press("2")
    page.click("#switch")
    assert page.locator("#known button").all_inner_texts() == ["anna", "ben"]
    page.click("#known button >> nth=0")
    assert page.inner_text('[aria-pressed="true"]').endswith("own")


def test_a_saved_file_goes_on_elsewhere(sample, open_page, tmp_path):
    page = open_page(coding_page(sample, coder="anna"))
    page.keyboard.press("1")
    data = {
        "format": "framing-codings", "sample": sample.digest, "coder": "anna", "comments": {"u003": "far"},
        "codings": [
            {"item": "u001", "variable": "voice", "value": "direct"},
            {"item": "u002", "variable": "voice", "value": "direct"},
            {"item": "u003", "variable": "voice", "value": "loud"},
            {"item": "__proto__", "variable": "voice", "value": "own"},
        ],
    }  # fmt: skip
    file = tmp_path / "saved.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    page.set_input_files("#open", file)
    page.wait_for_function("document.getElementById('said').textContent.includes('filled')")
    assert page.inner_text("#said").startswith("1 codes filled in; 1 differ")
    assert page.inner_text('[aria-pressed="true"]').endswith("own")
    file.write_text(json.dumps({**data, "sample": "other"}), encoding="utf-8")
    page.set_input_files("#open", file)
    page.wait_for_selector("#warning:not([hidden])")
    assert "another sample" in page.inner_text("#warning")


def test_a_browser_that_keeps_nothing_says_so(sample, open_page):
    page = open_page(coding_page(sample, coder="anna"))
    page.evaluate(
        """() => {
            window.kept = Storage.prototype.setItem;
            Storage.prototype.setItem = function () { throw new Error("full"); };
        }"""
    )
    page.keyboard.press("1")
    assert "Save JSON" in page.inner_text("#warning")
    # Once it can keep again, everything is kept and nothing is left to warn of.
    page.evaluate("() => { Storage.prototype.setItem = window.kept; }")
    page.keyboard.press("ArrowRight")
    assert page.locator("#warning").is_hidden()
    page.reload()
    page.keyboard.press("ArrowLeft")
    assert page.inner_text('[aria-pressed="true"]').endswith("own")


def test_focus_stays_where_it_was(sample, open_page):
    page = open_page(coding_page(sample, coder="anna"))
    page.focus('[data-variable="constructor"] button >> nth=1')
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").endswith("no")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"


def test_small_screens_and_names_for_readers(sample, open_page):
    page = open_page(coding_page(sample, coder="anna"), viewport={"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    unnamed = page.evaluate(
        """[...document.querySelectorAll('button, input')].filter((e) => e.offsetParent !== null
        && !(e.textContent.trim() || e.ariaLabel || (e.labels && e.labels.length))).length"""
    )
    assert unnamed == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement !== document.body")
