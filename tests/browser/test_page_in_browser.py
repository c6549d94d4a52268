"""The page in a real browser: filters, keyboard, details, hostile texts, light and dark, phone and paper."""

from dataclasses import replace

import pytest

import framing as fr
from framing.comparison.contrast import contrast
from framing.corpus import article_from_text
from framing.lexicon.model import Category, ChoiceSet, Lexicon, Term, Variant

pytestmark = pytest.mark.browser

POST = """Raid kills two terrorists

By Dana Orlev, Post Staff

The raid on Karsa killed two terrorists in the occupied West Bank, the mayor said on Monday. Gunmen fled to the hills.

“The terrorists were ours,” said Lena Moss. “A terrorist is nobody’s friend.”

Read  Terrorists held at the port

The army left the West Bank on Tuesday."""
HERALD = """Nine men killed in Karsa

Nine men were killed in an army raid. A fighter hid in the Old Mill, residents said.

“They were fighters,” the mayor claimed.

قال الجيش إن المقاتلين غادروا المدينة في الليل."""


def lexicon(mark=""):
    """A noun set, a modifier set over one of its heads, and a category; `mark` goes into every label."""
    return Lexicon(
        "tiny",
        choice_sets={
            "armed": ChoiceSet(
                "armed",
                f"Armed people{mark}",
                question=f"What are they called?{mark}",
                variants=(
                    Variant("terrorist", f"terrorist{mark}", "marked", (Term("terrorist*"),), used_by=f"some{mark}"),
                    Variant("fighter", f"fighter{mark}", "neutral", (Term("fighter*"), Term("gunmen"))),
                ),
            ),
            "place": ChoiceSet(
                "place", "Place", variants=(Variant("wb", "West Bank", "neutral", (Term("West Bank"),)),)
            ),
            "status": ChoiceSet(
                "status",
                "Status",
                kind="modifier",
                heads=(Term("West Bank"),),
                variants=(
                    Variant("occupied", "occupied", "marked", (Term("occupied"),)),
                    Variant("unmarked", "the bare name", "unmarked"),
                ),
            ),
        },
        categories={"days": Category("days", f"Days{mark}", (Term("Monday"), Term("Tuesday")))},
    )


@pytest.fixture(scope="module")
def found():
    return contrast(
        article_from_text(POST, article_id="post", outlet="The Post", genre="news"),
        article_from_text(HERALD, article_id="herald", outlet="The Herald", genre="opinion"),
        lexicon=lexicon(),
    )


@pytest.fixture(scope="module")
def html(found):
    return fr.report.side_by_side(found)


def visible(page, side="a", kind="m"):
    """Give the words that are marked in a column."""
    return page.locator(f".text-{side} .body .s.{kind}").all_inner_texts()


def test_the_columns_hold_the_exact_texts(open_page, html, found):
    page = open_page(html)
    for side in ("a", "b"):
        assert page.locator(f".text-{side} .body").evaluate("e => e.textContent") == found.texts[side]


def test_filter_by_voice(open_page, html):
    page = open_page(html)
    before = visible(page)
    assert "terrorists" in before
    page.get_by_role("button", name="Own voice only").click()
    own = visible(page)
    assert "Gunmen" in own
    assert 0 < len(own) < len(before)
    assert page.locator(".body .m:not(.mv-own)").count() == 0
    page.get_by_role("button", name="Others' words only").click()
    assert page.locator(".body .m.mv-own").count() == 0
    assert "Gunmen" not in visible(page)
    page.get_by_role("button", name="Clear").click()
    assert page.locator(".body .s.m, .body .s.e").count() == 0
    assert page.locator('.body [tabindex="0"]').count() == 0
    page.get_by_role("button", name="Everything").click()
    assert visible(page) == before


def test_filter_by_choice_set_and_the_count_that_is_told(open_page, html, found):
    page = open_page(html)
    total = len(found.mentions) + len(found.events)
    assert page.locator("#shown").inner_text() == f"{total} of {total} marks shown"
    page.get_by_role("checkbox", name="Armed people").uncheck()
    armed = int((found.mentions["choice_set"] == "armed").sum())
    assert page.locator("#shown").inner_text() == f"{total - armed} of {total} marks shown"
    assert "terrorists" not in visible(page)
    assert "West Bank" in visible(page)
    page.get_by_role("checkbox", name="Armed people").check()
    assert "terrorists" in visible(page)


def test_filters_work_by_keyboard(open_page, html):
    page = open_page(html)
    page.get_by_role("checkbox", name="Armed people").focus()
    page.keyboard.press("Space")
    assert "terrorists" not in visible(page)


def test_overlapping_marks_show_together_and_apart(open_page, html):
    page = open_page(html)
    bare = page.locator(".text-a .body .s.m", has_text="West Bank").last
    bare.hover()
    assert page.locator("#card .notehead").all_inner_texts() == ["2 Place: West Bank", "3 Status: the bare name"]
    page.get_by_role("checkbox", name="Place").uncheck()
    bare.hover()
    assert page.locator("#card .notehead").all_inner_texts() == ["3 Status: the bare name"]


def test_hover_tells_feature_voice_source_zone_and_rule(open_page, html):
    page = open_page(html)
    card = page.locator("#card")
    assert card.is_hidden()
    page.locator(".text-a .body .s.mv-direct", has_text="terrorists").hover()
    told = card.inner_text()
    for words in ("Armed people: terrorist", "quotation", "Lena Moss", "said (neutral)", "body", "confidence", "rule"):
        assert words in told, words
    page.mouse.move(5, 5)
    assert card.is_hidden()


def test_focus_shows_details_and_keys_go_on(open_page, html):
    page = open_page(html)
    stops = page.locator('.text-a .body [tabindex="0"]')
    stops.first.focus()
    card = page.locator("#card")
    assert card.is_visible()
    first = card.inner_text()
    page.keyboard.press("ArrowRight")
    assert stops.nth(1).evaluate("e => e === document.activeElement")
    assert card.is_visible()
    assert card.inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert stops.first.evaluate("e => e === document.activeElement")
    page.keyboard.press("Escape")
    assert card.is_hidden()
    page.keyboard.press("Enter")
    assert card.is_visible()


def test_every_mark_can_be_reached_by_tab(open_page, html, found):
    page = open_page(html)
    page.locator("#texts").focus()
    reached = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        begins = page.evaluate("document.activeElement.dataset.b || ''")
        reached |= set(begins.split())
        if page.evaluate("document.activeElement === document.body"):
            break
    assert len(reached) == len(found.mentions) + len(found.events)


def test_marks_have_a_name_and_a_description(open_page, html):
    page = open_page(html)
    mark = page.locator(".text-a .body .s.mv-direct", has_text="terrorists")
    assert mark.get_attribute("role") == "button"
    notes = mark.get_attribute("aria-describedby").split()
    described = " ".join(page.locator(f"#{note}").text_content() for note in notes)
    assert "Lena Moss" in described


def test_a_place_in_a_table_leads_to_its_mark(open_page, html):
    page = open_page(html)
    page.get_by_role("button", name="Clear").click()
    page.locator("details.set summary").first.click()
    link = page.locator("details.set a.place").first
    key = link.get_attribute("data-key")
    link.click()
    assert key in page.evaluate("document.activeElement.dataset.b").split()
    assert page.locator("#card").is_visible()


def test_voices_differ_by_more_than_colour(open_page, html):
    page = open_page(html)
    page.emulate_media(color_scheme="light")
    styles = page.locator("fieldset .s[class*=mv-]").evaluate_all(
        "all => all.map(e => getComputedStyle(e).textDecorationStyle)"
    )
    assert len(styles) > 1
    assert len(set(styles)) == len(styles)


def test_promo_lines_are_dimmed_labelled_and_not_counted(open_page, html):
    page = open_page(html)
    promo = page.locator(".text-a .z-promo")
    assert "outside" in promo.get_attribute("class")
    assert promo.get_attribute("data-zone") == "promo line, not counted"
    promo.locator(".s.m").hover()
    assert "no: not part of the article" in page.locator("#card").inner_text()


def test_warnings_are_shown(open_page, html):
    assert "The genre differs" in open_page(html).locator(".warning").inner_text()


def test_right_to_left_text_runs_that_way(open_page, html):
    page = open_page(html)
    arabic = page.locator(".text-b .body p", has_text="الجيش")
    assert arabic.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator(".text-b .body p").first.evaluate("e => getComputedStyle(e).direction") == "ltr"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(open_page, html, scheme):
    page = open_page(html, color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    ink = page.evaluate("getComputedStyle(document.body).color")

    def light(colour):
        return sum(int(part) for part in colour[4:-1].split(","))

    assert (light(ground) > light(ink)) == (scheme == "light")


def test_phone_stacks_the_columns_without_sideways_scrolling(open_page, html):
    page = open_page(html, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    a, b = (page.locator(f".text-{side}").bounding_box() for side in ("a", "b"))
    assert b["y"] >= a["y"] + a["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator(".text-a .body .s.mv-direct").first.tap()
    card = page.locator("#card").bounding_box()
    assert card["y"] + card["height"] <= 740 + 1
    assert card["width"] >= 350


def test_desktop_puts_the_columns_side_by_side(open_page, html):
    page = open_page(html)
    a, b = (page.locator(f".text-{side}").bounding_box() for side in ("a", "b"))
    assert a["y"] == b["y"]
    assert b["x"] >= a["x"] + a["width"]


def test_paper_has_no_controls_and_keeps_the_marks(open_page, html):
    page = open_page(html, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.get_by_role("button", name="Everything").is_hidden()
    assert page.locator("nav").is_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    mark = page.locator(".text-a .body .s.mv-direct").first
    assert mark.evaluate("e => getComputedStyle(e).textDecorationStyle") == "dotted"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_texts_can_be_read_without_script(browser, html, tmp_path, found):
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator(".text-a .body").inner_text().startswith("Raid kills two terrorists")
    assert page.locator(".text-a .body .s.m").count() > 0
    assert page.locator("#filters").is_hidden()
    context.close()


HOSTILE = [
    "<script>window.ran = 1; alert(1)</script>",
    '<img src=x onerror="window.ran = 1; alert(2)">',
    "</style><script>window.ran = 1</script>",
    "</script><svg onload=alert(3)>",
    '"><b onmouseover=alert(4) style="position:fixed;inset:0">',
    "' autofocus onfocus='alert(5)",
    "{{ 7 * 7 }}{% raw %}<!--",
]


@pytest.mark.parametrize("evil", ["".join(HOSTILE[:3]), "".join(HOSTILE[3:6]), HOSTILE[6]], ids=["a", "b", "c"])
def test_hostile_fields_run_nothing(open_page, evil):
    found = contrast(
        article_from_text(
            f"Raid {evil} kills two terrorists\n\nThe terrorists {evil} fled.\n\n“{evil} fighters,” said Moss.",
            article_id=f"a{evil}", outlet=evil, headline=f"Raid {evil} kills two terrorists", story=evil,
            url=f"javascript:alert(6)//{evil}", genre=evil, wire_source=evil, translated_from=evil, language=evil,
        ),
        article_from_text(f"{evil}\n\nFighters fled.", article_id="b", outlet=evil, url=f"https://x.example/{evil}"),
        lexicon=lexicon(evil),
    )  # fmt: skip
    cues = [[{"cue": evil, "cue_class": evil, "n": 2}]] * len(found.sources)
    hostile = {
        "attributions": found.attributions.assign(cue=evil, rule=evil, cue_class=evil),
        "sources": found.sources.assign(source=evil, source_type=evil, cues=cues),
        "mentions": found.mentions.assign(source=evil, cue_class=evil, term=evil, referent=evil, actor=evil),
        "events": found.events.assign(
            agent=evil, victim=evil, agent_group=evil, victim_group=evil, kind=evil, construction=evil, agent_scope=evil
        ),
        "agency": found.agency.assign(label=evil),
        "zones": found.zones.assign(rule=evil),
        "voices": found.voices.assign(rule=evil),
        "provenance": {"framing": evil, "detectors": [evil], "lexicons": [{"name": evil, "version": "", "hash": ""}]},
        "warnings": (evil,),
    }  # fmt: skip
    page = open_page(fr.report.side_by_side(replace(found, **hostile)))
    for mark in page.locator('.body [tabindex="0"]').all()[:6]:
        mark.focus()
    page.locator(".text-a .body .s.m").first.hover()
    page.wait_for_timeout(50)
    assert page.evaluate("window.ran") is None
    assert page.locator("script").count() == 1
    assert page.locator("style").count() == 1
    assert page.locator("img, b[onmouseover], svg[onload], [autofocus], [onerror], [onfocus]").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0
    assert page.locator(".text-a .body").evaluate("e => e.textContent") == found.texts["a"]
    assert evil in page.locator("#made").evaluate("e => e.textContent")


def test_the_policy_stops_what_gets_in_all_the_same(browser, html, tmp_path):
    file = tmp_path / "page.html"
    injected = "<script>window.ran = 1</script><img src='https://x.example/p.png' onerror='window.ran = 2'>"
    file.write_text(html.replace("<main>", f"<main>{injected}"), encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    asked = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert asked == [file.as_uri()]
    context.close()
