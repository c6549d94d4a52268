"""A worksheet in a real browser: every exercise by mouse and by keyboard alone, on a desk and on a phone."""

import csv
import json
from itertools import pairwise

import pytest

import framing as fr
from framing.classroom import read_answers, worksheet

pytestmark = pytest.mark.browser

SIZES = [
    pytest.param({"width": 1280, "height": 900}, id="desk"),
    pytest.param({"width": 390, "height": 844}, id="phone"),
]
ORDER = ["predict", "swap", "voice", "acting", "outlets"]


@pytest.fixture(scope="module")
def html():
    corpus = fr.datasets.load_teaching()
    raid = corpus[corpus["article_id"].isin(["raid-tribune", "raid-emberline"])]
    return worksheet(raid, items={"swap": 2, "voice": 2, "acting": 1})


def asked(page):
    """Give the exercises as the page holds them."""
    return {e["name"]: e["items"] for e in json.loads(page.get_attribute("#data", "data-sheet"))["exercises"]}


def saved(page, tmp_path, kind):
    with page.expect_download() as caught:
        page.click(f'[data-do="{kind}"]')
    place = tmp_path / caught.value.suggested_filename
    caught.value.save_as(place)
    return place


def word_options(page):
    return page.locator('#predict [role="option"]')


def wait_for_heading(page, view):
    """A view that opens takes the focus to its heading, once the address has changed."""
    page.wait_for_function("id => document.activeElement.id === id", arg=f"h-{view}")


def visible(page):
    return [view for view in page.locator(".view").all() if view.is_visible()]


@pytest.mark.parametrize("size", SIZES)
def test_every_exercise_by_mouse_and_the_files_say_what_was_done(html, open_page, tmp_path, size):
    page = open_page(html, viewport=size)
    items = asked(page)
    page.fill("#name", "=Änne, “A”")
    page.click("#start a.button")
    chosen = [0, 3, 6]
    for number in chosen:
        word_options(page).nth(number).click()
    word_options(page).nth(3).click()
    words = items["predict"][0]["words"]
    marked = {words[0][0], words[6][0]}
    assert page.inner_text('[data-marked="p1"]') == "Words marked: 2"
    page.click('[data-done="predict"]')
    # The words that only this person marked are asked for, and the library's findings are shown with reasons.
    assert page.locator('[data-yours="p1"] textarea').count() == sum(not w[3] for w in words if w[0] in marked)
    assert page.locator('[data-shown^="w:p1"].you').count() == 2
    page.locator('#predict-compare input[value="different"]').first.check()
    page.locator('#predict-compare textarea[data-key^="r:p1.f"]').first.fill("It is\nonly a name.")
    expected = {f"w:p1:{w[0]}": "yes" if w[0] in marked else "no" for w in words}
    for name in ORDER[1:]:
        page.locator("#" + ORDER[ORDER.index(name) - 1] + "-compare .go a.button").click()
        assert [view.get_attribute("id") for view in visible(page)] == [name]
        for item in items[name]:
            for place, question in enumerate(item["questions"]):
                if question["options"]:
                    code = question["options"][place % len(question["options"])][0]
                    page.check(f'input[name="q:{question["key"]}"][value="{code}"]')
                    expected[question["key"]] = code
                else:
                    page.fill(f'[data-key="q:{question["key"]}"]', f"About {question['key']}; yes")
                    expected[question["key"]] = f"About {question['key']}; yes"
        if name == "swap":
            live = page.locator('[data-swap="s1"] [data-version]:visible')
            assert live.count() == 1
            word = dict(items["swap"][0]["questions"][0]["options"])[expected["s1.choice"]]
            assert live.locator("mark").inner_text() == word
        page.click(f'[data-done="{name}"]')
        assert [view.get_attribute("id") for view in visible(page)] == [f"{name}-compare"]
    voiced = items["voice"][0]["questions"][0]
    assert page.locator(f'[data-you="{voiced["key"]}"]').text_content() == dict(voiced["options"])[expected["v1.voice"]]
    page.click("#outlets-compare .go a.button")
    place = saved(page, tmp_path, "json")
    data = json.loads(place.read_text(encoding="utf-8"))
    assert {row["key"]: row["value"] for row in data["answers"]} == expected
    assert data["disputes"] == [
        {
            "exercise": "predict", "item": "p1", "article_id": items["predict"][0]["article_id"], "key": "p1.f1",
            "quote": items["predict"][0]["findings"][0][2], "verdict": "different", "reason": "It is\nonly a name.",
        }
    ]  # fmt: skip
    assert data["done"] == ORDER
    assert place.name == "worksheet-_Änne_A_.json"
    found = read_answers(place)
    assert found.files["problem"].isna().all()
    assert found.files["coder"].tolist() == ["=Änne, “A”"]
    closed = {k: v for k, v in expected.items() if not v.startswith("About")}
    assert dict(zip(found.answers["key"], found.answers["value"], strict=True)) == closed
    table = saved(page, tmp_path, "csv")
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    assert {row["name"] for row in rows} == {"'=Änne, “A”"}
    assert {row["answer"] for row in rows if row["exercise"] == "Whose voice is it?"} <= set(
        dict(voiced["options"]).values()
    )
    assert any(
        row["reason"] == "It is\nonly a name." and row["same view?"] == "No, I see it differently" for row in rows
    )


def tab_to(page, found, limit=150):
    """Press Tab until the focus is on something; nothing else."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const e = document.activeElement; return Boolean({found}); }})()"):
            return
    raise AssertionError(f"Tab never came to {found}")


@pytest.mark.parametrize("size", SIZES)
def test_every_exercise_by_keyboard_alone(html, open_page, tmp_path, size):
    page = open_page(html, viewport=size)
    page.mouse.move(0, 0)
    tab_to(page, "e.id === 'name'")
    page.keyboard.type("Ben")
    tab_to(page, "e.textContent === 'Begin'")
    page.keyboard.press("Enter")
    tab_to(page, "e.role === 'option'")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    # One stop for each paragraph: the next Tab leaves its words.
    first = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.key") != first
    assert page.evaluate("document.activeElement.previousElementSibling") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    tab_to(page, "e.dataset.done === 'predict'")
    page.keyboard.press("Enter")
    wait_for_heading(page, "predict-compare")
    tab_to(page, "e.type === 'radio'")
    page.keyboard.press("Space")
    expected = {"d:p1.f1": "same"}
    for before, name in pairwise(ORDER):
        tab_to(page, f"e.matches('#{before}-compare .go a.button')")
        page.keyboard.press("Enter")
        wait_for_heading(page, name)
        tab_to(page, "e.type === 'radio'")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        key = page.evaluate("document.activeElement.dataset.key")
        expected[key] = page.evaluate("document.activeElement.value")
        tab_to(page, "e.tagName === 'TEXTAREA'" if name != "voice" else f"e.dataset.done === '{name}'")
        if name != "voice":
            page.keyboard.type("so")
            expected[page.evaluate("document.activeElement.dataset.key")] = "so"
            tab_to(page, f"e.dataset.done === '{name}'")
        page.keyboard.press("Enter")
        if page.evaluate("!location.hash.endsWith('-compare')"):
            # Something is open: it is said, and pressed again it goes on.
            assert "Press again" in page.inner_text(f'[data-open="{name}"]')
            page.keyboard.press("Enter")
        wait_for_heading(page, f"{name}-compare")
    tab_to(page, "e.matches('#outlets-compare .go a.button')")
    page.keyboard.press("Enter")
    tab_to(page, "e.dataset.do === 'json'")
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    caught.value.save_as(tmp_path / "ben.json")
    data = json.loads((tmp_path / "ben.json").read_text(encoding="utf-8"))
    given = {f"q:{r['key']}": r["value"] for r in data["answers"] if r["variable"] != "loaded"}
    given |= {f"d:{r['key']}": r["verdict"] for r in data["disputes"]}
    assert given == expected
    words = asked(page)["predict"][0]["words"]
    assert [r["start"] for r in data["answers"] if r["value"] == "yes" and r["unit"] == "word"] == [
        words[0][0],
        words[2][0],
    ]
    assert data["person"]["name"] == "Ben"


def test_a_reload_and_other_tabs_lose_nothing(html, open_page):
    page = open_page(html)
    page.fill("#name", "Cem")
    page.click("#start a.button")
    word_options(page).nth(1).click()
    page.goto(page.url.split("#")[0] + "#voice")
    page.locator('#voice input[value="direct"]').first.check()
    other = page.context.new_page()
    other.goto(page.url.split("#")[0] + "#acting")
    assert other.input_value("#name") == "Cem"
    other.locator('#acting input[value="thing"]').first.check()
    other.locator("#acting textarea").first.fill("half a sen")
    page.wait_for_function("() => document.querySelector('#acting input[value=\"thing\"]').checked")
    # A tab that missed what happened elsewhere does not undo it when it keeps something itself.
    page.evaluate("window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    other.locator("#acting textarea").first.fill("half a sentence")
    page.locator('#voice input[value="own"]').first.check()
    page.reload()
    assert page.input_value("#acting textarea >> nth=0") == "half a sentence"
    assert page.locator('#voice input[value="own"]').first.is_checked()
    assert page.locator('#predict [aria-selected="true"]').count() == 1
    other.wait_for_function("() => document.querySelector('#voice input[value=\"own\"]').checked")
    other.close()


def test_what_was_compared_stays_as_it_was(html, open_page):
    page = open_page(html)
    page.evaluate("location.hash = 'predict-compare'")
    # It opens only when the exercise was done.
    page.wait_for_function("() => !document.getElementById('predict').classList.contains('closed')")
    assert not page.locator("#predict-compare").is_visible()
    word_options(page).nth(2).click()
    page.click('[data-done="predict"]')
    page.click("#predict-compare >> text=Back to the exercise")
    for number in (2, 4):
        word_options(page).nth(number).click(force=True)
    assert page.locator('#predict [aria-selected="true"]').count() == 1
    assert "stay as they were" in page.inner_text("#predict .kept")
    page.reload()
    assert page.locator("nav .sub").first.is_visible()


def test_two_people_at_one_computer(html, open_page):
    page = open_page(html)
    page.fill("#name", "Dana")
    page.click("#start a.button")
    word_options(page).nth(0).click()
    page.goto(page.url.split("#")[0] + "#save")
    page.click('#save [data-do="other"]')
    assert page.input_value("#name") == ""
    assert page.locator('#predict [aria-selected="true"]').count() == 0
    page.fill("#name", "Eli")
    page.goto(page.url.split("#")[0] + "#save")
    page.click("#others button")
    assert page.input_value("#name") == "Dana"
    assert page.locator('#predict [aria-selected="true"]').count() == 1


def test_a_saved_file_goes_on_in_another_browser(html, open_page, tmp_path):
    page = open_page(html)
    page.fill("#name", "Fia")
    page.goto(page.url.split("#")[0] + "#voice")
    page.locator('#voice input[value="scare"]').first.check()
    page.goto(page.url.split("#")[0] + "#save")
    place = saved(page, tmp_path, "json")
    there = open_page(html)
    there.goto(there.url + "#save")
    there.set_input_files("#open", place)
    there.wait_for_function("() => document.getElementById('said').textContent.includes('taken over')")
    assert there.input_value("#name") == "Fia"
    assert there.locator('#voice input[value="scare"]').first.is_checked()
    again = json.loads(saved(there, tmp_path, "json").read_text(encoding="utf-8"))
    assert again["person"] == json.loads(place.read_text(encoding="utf-8"))["person"]
    for content, sentence in (
        ("no json", "not saved by a worksheet"),
        ('{"format": "framing-worksheet"}', "not saved by a worksheet"),
        (json.dumps({**again, "worksheet": "0" * 16}), "another worksheet"),
    ):
        bad = tmp_path / "bad.json"
        bad.write_text(content, encoding="utf-8")
        there.evaluate("document.getElementById('said').textContent = ''")
        there.set_input_files("#open", bad)
        there.wait_for_function("() => document.getElementById('said').textContent")
        assert sentence in there.inner_text("#said")


def test_a_browser_that_keeps_nothing_says_so_and_still_saves(html, open_page, tmp_path):
    page = open_page(html)
    page.evaluate("() => { Storage.prototype.setItem = function () { throw new Error('full'); }; }")
    page.goto(page.url + "#voice")
    page.locator('#voice input[value="own"]').first.check()
    assert "Save the file" in page.inner_text("#warning")
    page.evaluate("location.hash = 'save'")
    data = json.loads(saved(page, tmp_path, "json").read_text(encoding="utf-8"))
    assert [row["value"] for row in data["answers"]] == ["own"]


def test_damaged_storage_is_put_aside(html, open_page):
    page = open_page(html)
    page.fill("#name", "Gro")
    page.evaluate(
        """for (const key of Object.keys(localStorage))
            if (key.includes(":sheet:")) localStorage.setItem(key, '{"values": 3')"""
    )
    page.reload()
    assert "put aside" in page.inner_text("#warning")
    assert page.evaluate("Object.keys(localStorage).some((key) => key.endsWith(':damaged'))")
    page.fill("#name", "Gro")
    page.reload()
    assert page.input_value("#name") == "Gro"


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_screen(html, open_page, size):
    page = open_page(html, viewport=size)
    page.evaluate("for (const exercise of sheet.exercises) store.set(`done:${exercise.name}`, '1')")
    for view in ["start", *ORDER, *(f"{name}-compare" for name in ORDER), "save"]:
        page.evaluate(f"location.hash = '{view}'")
        page.wait_for_function(f"() => !document.getElementById('{view}').classList.contains('closed')")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), view


def test_paper_shows_all_exercises_and_only_what_was_compared(html, open_page):
    page = open_page(html)
    page.evaluate("store.set('done:voice', '1')")
    page.emulate_media(media="print")
    for name in ORDER:
        assert page.locator(f"#{name}").is_visible()
        assert page.locator(f"#{name}-compare").is_visible() == (name == "voice")
    assert not page.locator("nav").is_visible()
