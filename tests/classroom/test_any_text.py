"""Whatever the articles hold, a worksheet shows their text as it is and asks consistent questions."""

import random

import pytest

import framing as fr
from framing.classroom.asking import NAMED, TELLING, VOICES, acting, voice
from framing.classroom.marking import predict
from framing.classroom.material import gather
from framing.classroom.pairing import WHICH, outlets
from framing.classroom.strings import ENGLISH
from framing.classroom.swapping import swap

PARTS = [
    "The army said ", "terrorists ", "killed ", "“", "”", "'", "\n\n", "\r\n", "a massacre ", "was shot by troops. ",
    "raid ", "occupied West Bank ", "\u202e", "😀", "W" * 300, "<b>", ".", "! ", "Read more: ", "two men ", "died. ",
    "an operation ", "İ", "é", "\u00a0", " - ", "Ada Holm ", "said. ", "=1+1 ", "{{x}} ",
]  # fmt: skip


@pytest.fixture(scope="module")
def material():
    rng = random.Random(7)
    rows = [
        {
            "article_id": f"a{n}",
            "outlet": "AB"[n % 2],
            "story": f"s{n // 3}",
            "text": "".join(rng.choices(PARTS, k=rng.randint(3, 60))),
        }
        for n in range(45)
    ]
    return gather(rows, [fr.load_lexicon("conflict")])


def test_every_place_is_where_it_says(material):
    texts = {reading.article_id: reading.text for reading in material.readings}
    exercises = [voice(material, 40, ENGLISH), acting(material, 40, ENGLISH), swap(material, 40, ENGLISH)]
    assert all(exercise.items for exercise in exercises)
    for item in (item for exercise in exercises for item in exercise.items):
        text = texts[item.article_id]
        assert " ".join(text[item.start : item.end].split()) == item.quote
        # What is shown is a stretch of the article, but for the marks of what was cut off.
        shown = "".join(piece.text for piece in item.pieces).strip("… ")
        assert shown in text


def test_words_to_mark_join_to_the_text(material):
    texts = {reading.article_id: reading.text for reading in material.readings}
    for item in predict(material, 40, 50, ENGLISH).items:
        for paragraph in item.paragraphs:
            joined = "".join(token.before + token.text for token in paragraph.tokens) + paragraph.after
            assert joined in texts[item.article_id]
            assert all(texts[item.article_id][t.start : t.end] == t.text for t in paragraph.tokens)
        covered = {start for _, starts, _, _ in item.findings for start in starts}
        assert covered == {t.start for p in item.paragraphs for t in p.tokens if t.loaded}


def test_questions_have_keys_of_their_own_and_answers_that_can_be_given(material):
    possible = {"voice": VOICES, "telling": TELLING, "named": NAMED, "outlets": (*WHICH, "same")}
    makers = [voice(material, 40, ENGLISH), acting(material, 40, ENGLISH), outlets(material, 40, 50, ENGLISH)]
    for exercise in makers:
        keys = [question.key for question in exercise.questions]
        assert len(set(keys)) == len(keys)
        for question in exercise.questions:
            if question.options:
                codes = [code for code, _ in question.options]
                assert set(codes) <= set(possible[question.variable])
                assert question.library in codes
                assert question.finding.doubts
                assert question.finding.says == dict(question.options)[question.library]


def test_one_version_of_a_sentence_is_the_printed_one(material):
    for item in swap(material, 40, ENGLISH).items:
        printed = [one for one in item.swaps if one.printed]
        assert len(printed) == 1
        sentence = "".join(piece.text for piece in item.pieces if piece.kind != "context")
        assert f"{printed[0].before}{printed[0].word}{printed[0].after}".split() == sentence.split()
