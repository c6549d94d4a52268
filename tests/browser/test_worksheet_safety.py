"""Articles that try to be more than text stay text, in the page, in what it keeps and in what it saves."""

import json

import pytest

from framing.classroom import read_answers, worksheet

pytestmark = pytest.mark.browser

SHOUT = '<script>document.title = "owned"</script>'
TEXT = f"""Terrorists {SHOUT} killed “seven” & 'nine' in raid

By </div><img src=x onerror="document.title='owned'"> Somebody

The army said gunmen had killed nine \u202eelpoep\u202c in a raid. Troops shot two men {{{{ 7 * 7 }}}} on Monday.

"Terrorists did it," said the minister, "and a massacre it was" -- {"W" * 400} </script><script>alert(1)</script>.

Rebels were killed by soldiers near “\u0000quoted” \u2028 places. The terrorists fled; militants hid.
"""
ARTICLES = [
    {"article_id": 'a"><script>alert(1)</script>', "outlet": "<b>Post</b>", "story": "s", "text": TEXT},
    {"article_id": "b", "outlet": "=HYPERLINK()", "story": "s", "text": TEXT.replace("Terrorists", "Militants")},
]


@pytest.fixture(scope="module")
def html():
    title = '</title><script>document.title = "owned"</script>'
    return worksheet(ARTICLES, title=title, instructions=f"Mind {SHOUT}\n\nand this", words=400)


def test_hostile_text_stays_text(html, open_page, tmp_path):
    page = open_page(html, viewport={"width": 390, "height": 844})
    assert page.title().startswith("</title><script>")
    assert SHOUT in page.inner_text("#start")
    assert page.locator("img, iframe, object, b").count() == 0
    assert page.locator("script").count() == 1
    page.evaluate("for (const item of allItems) for (const word of item.words) store.set(wordKey(item, word), '1')")
    page.evaluate(
        """for (const exercise of sheet.exercises) {
            for (const item of exercise.items) for (const question of item.questions)
                store.set(`q:${question.key}`, question.options[0]?.[0] ?? "<img src=x onerror=alert(1)>");
            store.set(`done:${exercise.name}`, "1");
        }"""
    )
    names = page.evaluate("sheet.exercises.map((exercise) => exercise.name)")
    assert "predict" in names
    assert "outlets" in names
    for view in [*names, *(f"{name}-compare" for name in names)]:
        page.evaluate(f"location.hash = '{view}'")
        page.wait_for_function(f"() => !document.getElementById('{view}').classList.contains('closed')")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), view
    assert page.locator("img").count() == 0
    page.evaluate("location.hash = 'start'")
    page.fill("#name", "<script>alert(1)</script>\u202e")
    page.evaluate("location.hash = 'save'")
    with page.expect_download() as caught:
        page.click('[data-do="json"]')
    place = tmp_path / "answers.json"
    caught.value.save_as(place)
    assert json.loads(place.read_text(encoding="utf-8"))["person"]["name"] == "<script>alert(1)</script>\u202e"
    found = read_answers(place)
    assert found.files["problem"].isna().all()
    assert set(found.answers["article_id"]) <= {
        *(a["article_id"] for a in ARTICLES),
        "+".join(a["article_id"] for a in ARTICLES),
    }
    with page.expect_download() as caught:
        page.click('[data-do="csv"]')
    caught.value.save_as(tmp_path / "answers.csv")
    lines = (tmp_path / "answers.csv").read_text(encoding="utf-8-sig")
    assert not any(line.startswith(("=", "+", "@")) for line in lines.splitlines())


def test_words_joined_are_the_text(html, open_page):
    page = open_page(html)
    shown = page.locator("#predict .paper").first.text_content()
    assert SHOUT in shown
    assert "W" * 400 in shown
    assert "{{ 7 * 7 }}" in shown
