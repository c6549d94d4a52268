"""What goes into a worksheet: the right words, in the right answers, with reasons; and what is refused."""

import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import framing as fr
from framing.classroom import EXERCISES, strings, worksheet
from framing.classroom.asking import acting, voice
from framing.classroom.marking import predict
from framing.classroom.material import gather
from framing.classroom.pairing import outlets
from framing.classroom.strings import ENGLISH, translated
from framing.classroom.swapping import swap
from framing.errors import DataError, SettingError

LEXICON = fr.load_lexicon("conflict")
TEXT = """Army raid kills two terrorists in Lorrin

The army said a massacre had been prevented. Two men were shot by soldiers on Monday. The terrorists fled.

“They are militants,” said Ada Holm. A gunman was killed. Nine people died.
"""


def read(*texts, outlets_=("Post", "Herald", "Times"), story="s"):
    rows = [
        {"article_id": f"a{n}", "outlet": outlets_[n], "story": story, "text": text} for n, text in enumerate(texts)
    ]
    return gather(rows, [LEXICON])


def data_of(page):
    class Finder(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if dict(attrs).get("id") == "data":
                self.data = json.loads(dict(attrs)["data-sheet"])

    finder = Finder()
    finder.feed(page)
    return finder.data


@pytest.fixture(scope="module")
def teaching():
    return fr.datasets.load_teaching()


def test_predict_shows_the_text_and_marks_what_the_lexicon_marks():
    material = read(TEXT)
    [item] = predict(material, 1, 25, ENGLISH).items
    shown = ["".join(t.before + t.text for t in p.tokens) + p.after for p in item.paragraphs]
    assert shown[0] == "Army raid kills two terrorists in Lorrin"
    assert shown == [part.strip() for part in TEXT.split("\n\n")[:2]]
    tokens = [token for paragraph in item.paragraphs for token in paragraph.tokens]
    assert all(TEXT[token.start : token.end] == token.text for token in tokens)
    assert [token.text for token in tokens if token.loaded] == ["terrorists", "massacre", "terrorists"]
    # One card for a word that stands twice, with both places.
    quotes = {quote: starts for _, starts, quote, _ in item.findings}
    assert quotes["terrorists"] == tuple(m.start() for m in re.finditer("terrorists", TEXT))
    finding = next(f for _, _, quote, f in item.findings if quote == "massacre")
    whose = next(value for label, value in finding.why if label == ENGLISH["zone.lead"])
    assert "Somebody else, retold" in whose
    assert "Said by: The army" in whose
    assert "rule subject_cue_bare" in whose
    assert re.search(r"about \d+ times in 100", whose)
    assert ENGLISH["doubt.retold"] in finding.doubts
    assert "raid" in item.plain


def test_voice_asks_for_each_voice_in_turn_and_knows_the_answer():
    exercise = voice(read(TEXT), 3, ENGLISH)
    said = {item.quote: item.questions[0].library for item in exercise.items}
    assert said == {"militants": "direct", "terrorists": "own", "massacre": "indirect"}
    for item in exercise.items:
        assert TEXT[item.start : item.end] == item.quote
        assert item.questions[0].finding.doubts


def test_acting_asks_how_it_is_told_and_whether_somebody_is_named():
    exercise = acting(read(TEXT), 9, ENGLISH)
    told = {item.quote: tuple(q.library for q in item.questions[:2]) for item in exercise.items}
    assert told["shot"] == ("done_by", "named")
    assert told["killed"] == ("done", "nobody")
    assert told["died"] == ("happens", "nobody")
    assert told["kills"][0] == "event"
    assert all(TEXT[item.start : item.end] == item.quote for item in exercise.items)


def test_swap_makes_sentences_that_read_well():
    material = read("The rebels met. An armed man saw a terrorist flee.\n\nIt was an operation by the army at night.")
    exercise = swap(material, 9, ENGLISH)
    made = {f"{one.before}{one.word}{one.after}" for item in exercise.items for one in item.swaps}
    assert "It was a raid by the army at night." in made
    assert "It was an assault by the army at night." in made
    assert "It was an operation by the army at night." in made
    assert not any("an raid" in sentence or "a operation" in sentence for sentence in made)
    for item in exercise.items:
        printed = [one for one in item.swaps if one.printed]
        assert len(printed) == 1
        assert len({one.code for one in item.swaps}) == len(item.swaps) >= 3
        # The library prescribes no word.
        assert item.questions[0].library == ""


def test_swap_begins_a_sentence_with_a_capital_and_keeps_number():
    [item] = swap(read("Nothing happened here today.\n\nTerrorists fled from the town."), 1, ENGLISH).items
    words = {one.code: one.word for one in item.swaps}
    assert words["terrorist"] == "Terrorists"
    assert words["gunman"] == "Gunmen"
    assert all(word[0].isupper() for word in words.values())


def test_outlets_compares_what_is_shown_and_hides_names():
    first = "Terrorists killed two in raid\n\nThe terrorists fled on Monday, and nobody saw them go in the dark."
    second = "Two killed in raid\n\n“The terrorists fled,” said Ada Holm. “It was a massacre,” she said, “and a crime.”"
    [item] = outlets(read(first, second), 1, 50, ENGLISH).items
    answers = {q.prompt: q.library for q in item.questions}
    assert answers[ENGLISH["outlets.ask_word"].format(word="terrorists")] == "a"
    assert answers[ENGLISH["outlets.ask_word"].format(word="massacre")] == "neither"
    assert answers[ENGLISH["outlets.ask_headline"]] == "a"
    assert answers[ENGLISH["outlets.ask_quoted"]] == "b"
    assert [text.name for text in item.texts] == ["Post", "Herald"]
    assert item.source == ""
    # Counted by hand: three, four and three words in quotation marks; nine others.
    finding = next(q.finding for q in item.questions if q.prompt == ENGLISH["outlets.ask_quoted"])
    assert ("Words of others", "Text B: 10 of 19 words") in finding.why


def test_pairs_are_of_one_story_and_two_outlets():
    assert not outlets(read(TEXT, TEXT, outlets_=("Post", "Post")), 1, 50, ENGLISH).items
    assert not outlets(read(TEXT, TEXT, story=None), 1, 50, ENGLISH).items


def test_the_same_articles_give_the_same_page(teaching):
    raid = teaching[teaching["story"] == "kessel-bridge-raid"]
    assert worksheet(raid, ["voice", "swap"]) == worksheet(raid.copy(), ["voice", "swap"])
    profiles = fr.profile(raid, [fr.LexiconDetector(LEXICON), fr.AgencyDetector()])
    assert data_of(worksheet(profiles, ["voice"])) == data_of(worksheet(raid, ["voice"], lexicons=[LEXICON]))


def test_every_story_of_the_teaching_corpus_makes_a_worksheet(teaching):
    for story, articles in teaching.groupby("story", sort=False):
        page = worksheet(articles.head(2), words=60)
        data = data_of(page)
        assert ENGLISH["page.invented_all"] in page, story
        names = [exercise["name"] for exercise in data["exercises"]]
        assert "predict" in names
        assert "outlets" in names
        for name in set(EXERCISES) - set(names):
            assert strings()[f"{name}.title"] in page


def test_what_is_invented_is_said_and_what_is_not_is_not(teaching):
    assert "invented" not in worksheet([{"text": TEXT}], ["predict"])
    mixed = [{"article_id": "mine", "text": TEXT}, teaching.iloc[0].to_dict()]
    page = worksheet(pd.DataFrame(mixed)[["article_id", "text"]], ["predict"], items=2)
    assert "These articles are invented and were written for teaching: raid-tribune." in page
    assert ENGLISH["page.invented_all"] in worksheet(fr.datasets.demo_articles(), ["voice"])


def test_what_has_no_material_is_left_out_or_refused():
    page = worksheet([{"text": TEXT}])
    assert "Left out: “Same story, other outlet” (needs two articles" in page
    with pytest.raises(DataError, match="no material for exercise 'outlets'; it needs two articles with the same"):
        worksheet([{"text": TEXT}], ["outlets"])
    with pytest.raises(DataError, match="no article to make a worksheet of: row-1"):
        worksheet([{"text": None}])
    with pytest.raises(DataError, match="the table is empty"):
        worksheet([])
    page = worksheet([{"article_id": "good", "text": TEXT}, {"article_id": "bad", "text": None}], ["predict"])
    assert "bad (no text)" in page


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"exercises": ["predikt"]}, "exercise 'predikt' is not known; possible: 'predict', 'swap'"),
        ({"exercises": ["voice", "voice"]}, "names one twice"),
        ({"items": 0}, "whole number from 1 to 40"),
        ({"items": {"voices": 1}}, "exercise 'voices' is not known"),
        ({"items": True}, "whole number"),
        ({"words": 5}, "from 20 to 2000"),
        ({"strings": {"voice.titel": "x"}}, "string 'voice.titel' is not known"),
        ({"strings": {"voice.title": " "}}, "give a text that is not empty"),
        ({"strings": {"page.minutes": "minutes"}}, "has to keep its places in braces: {n}"),
    ],
)
def test_settings_that_are_not_possible(settings, message):
    with pytest.raises(SettingError, match=re.escape(message)):
        worksheet([{"text": TEXT}], **settings)


def test_another_language_takes_the_place_of_every_sentence():
    other = {key: re.sub(r"[A-Za-z](?![^{]*\})", "ø", text) for key, text in strings().items()}
    other |= {"language": "nb", "direction": "ltr"}
    page = worksheet([{"text": "Øøø.\n\n" + TEXT}], ["predict", "voice", "acting", "swap"], strings=other)
    assert '<html lang="nb" dir="ltr">' in page
    body = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.DOTALL)
    for key in ("page.lede", "predict.do", "compare.lede", "save.do", "voice.own", "doubt.word"):
        assert ENGLISH[key] not in body
    assert translated(None) == strings()


def test_the_page_is_one_file_and_lets_nothing_in(tmp_path):
    place = worksheet([{"text": TEXT}], path=tmp_path / "sheet.html")
    page = place.read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert page.count("<script>") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["sheet.html"]


def test_no_string_scores_or_calls_anybody_biased():
    for key, text in ENGLISH.items():
        assert not re.search(r"\b(bias\w*|correct|score\w*|points? for|propaganda|fake)\b", text, re.IGNORECASE), key
