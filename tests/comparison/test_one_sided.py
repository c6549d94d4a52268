"""What only one of two texts mentions: numbers, names, sentences."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.comparison.alignment import SIMILAR, align_sentences
from framing.comparison.names import find_names, names_of_one
from framing.comparison.numbers import find_numbers, numbers_of_one


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("nine people and 9 dogs", [9, 9]),
        ("twenty-three farmers", [23]),
        ("1,200 homes, 3.5 per cent, 2 million trees", [1200, 3.5, 2_000_000]),
        ("two hundred and five boats", [205]),
        ("three thousand four hundred litres", [3400]),
        ("a dozen eggs, two dozen loaves, a hundred days", [12, 24, 100]),
        ("a 61-year-old woman", [61]),
        ("one of them; no one knew", []),
        ("twenty-one", [21]),
        ("two, three or four", [2, 3, 4]),
        ("forty fifty", [40, 50]),
        ("an F-16 at 19:42 on 3/4/2023, route A7, the second day", []),
        ("nine\u00a0people", [9]),
        ("1967. The", [1967]),
        ("", []),
    ],
)
def test_numbers_have_their_values(text, values):
    assert [number.value for number in find_numbers(text)] == values


def test_a_number_is_its_place():
    text = "About twenty-three farmers, 1,200 trees."
    assert [text[n.start : n.end] for n in find_numbers(text)] == ["twenty-three", "1,200"]


UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
UNITS += ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(n):
    """Spell a number as English does, written apart from the reader that it tests."""
    if n < 20:
        return UNITS[n]
    if n < 100:
        return TENS[n // 10] + (f"-{UNITS[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{UNITS[n // 100]} hundred" + (f" and {spelled(n % 100)}" if n % 100 else "")
    return f"{spelled(n // 1000)} thousand" + (f" {spelled(n % 1000)}" if n % 1000 else "")


@given(st.integers(2, 99_999))
def test_any_spelled_number_is_read_back(n):
    assert [number.value for number in find_numbers(f"They saw {spelled(n)} birds.")] == [n]


@given(st.integers(0, 10**9))
def test_digits_with_and_without_commas_are_the_same(n):
    assert find_numbers(f"{n}")[0].value == find_numbers(f"{n:,}")[0].value == n


def test_names_are_capitals_inside_sentences():
    text = "Residents met Nabil Harazeh on Tuesday. The envoy left Givat Oren in May. Harazeh stayed."
    assert [name.name for name in find_names(text)] == ["Nabil Harazeh", "Givat Oren", "Harazeh"]


def test_a_capital_at_the_head_of_a_sentence_alone_is_no_name():
    assert find_names("Mourners wept. Clashes followed.") == []


def test_titles_joiners_and_possessives():
    text = "She saw Prime Minister Yoav Gallant’s aide and the Council of Elders and Omar al Bashir."
    assert [name.name for name in find_names(text)] == ["Yoav Gallant", "Council of Elders", "Omar al Bashir"]


def test_a_line_in_title_case_is_passed_over():
    assert find_names("Palestinians Sever Security Ties After Deadly Jenin Incursion\n\nRain fell.") == []


def test_names_of_one_know_parts_initials_and_possessives():
    here = "He met Mahmoud Abbas of the PA and Nabil Harazeh. Then Harazeh went to Israel’s border with Israelis."
    there = "President Abbas and the Palestinian Authority thanked Israel."
    assert [name.name for name in names_of_one(here, there)] == ["Nabil Harazeh", "Israelis"]


def test_numbers_of_one_compare_values_and_keep_the_first_place():
    here = "Eight men, then 20 women, then twenty more. Nine died."
    found = numbers_of_one(here, "9 deaths")
    assert [(here[n.start : n.end], n.value) for n in found] == [("Eight", 8), ("20", 20)]


def test_counterparts_by_shared_words_and_values():
    first = ["Nine Palestinians were killed in Jenin.", "Olive oil prices rose again."]
    second = ["The raid on Jenin killed 9 Palestinians.", "Envoys met in Cairo."]
    one, two = align_sentences(first, second)
    assert one.closest.tolist() == [0, -1]
    assert two.closest.tolist() == [0, -1]
    assert one.similarity[0] > SIMILAR
    assert one.similarity[0] == pytest.approx(two.similarity[0])


def test_cosine_of_one_shared_word_by_hand():
    # Two sentences of two words that share one; with two sentences in all, a shared stem weighs log(3/3)+1 = 1 and one
    # that a single sentence has log(3/2)+1, so the cosine is 1 / (1 + (log(3/2)+1)^2).
    one, _ = align_sentences(["harbour burned"], ["harbour closed"])
    assert one.similarity[0] == pytest.approx(1 / (1 + (math.log(1.5) + 1) ** 2))


def test_sentences_without_words_have_no_counterpart():
    one, two = align_sentences(["…", ""], ["—"])
    assert one.closest.tolist() == [-1, -1]
    assert two.similarity.tolist() == [0.0]
    assert align_sentences([], ["a raid"])[1].closest.tolist() == [-1]


WORDS = ("raid", "army", "town", "well", "olive", "tree", "9", "nine", "night", "road")
words = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@given(st.lists(words, max_size=6), st.lists(words, max_size=6))
def test_alignment_is_symmetric_and_bounded(first, second):
    one, two = align_sentences(first, second)
    back_one, back_two = align_sentences(second, first)
    assert one.similarity.tolist() == pytest.approx(back_two.similarity.tolist())
    assert two.similarity.tolist() == pytest.approx(back_one.similarity.tolist())
    for found in (one, two):
        assert ((found.similarity >= 0) & (found.similarity <= 1)).all()
        assert ((found.closest == -1) == (found.similarity == 0)).all()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_searched(text, other):
    for number in find_numbers(text):
        assert text[number.start : number.end].strip()
    for name in find_names(text, other):
        assert text[name.start : name.end].strip()
    assert numbers_of_one(text, text) == []
    assert names_of_one(text, text) == []
