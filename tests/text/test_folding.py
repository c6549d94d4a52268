import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text import Literal, Scanner, fold

TRICKY = st.text(
    alphabet=st.sampled_from(
        "aZé\u0301\u0130İß \u00a0\u2009\t\n\r-\u2011\u2010’'‘“”\u00ad\u200b\ufeffﬁא\u202eǅΣ😀\ud800"
    )
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("West\u00a0Bank", "west bank"),
        ("West\nBank", "west bank"),
        ("West\r\nBank", "west bank"),
        ("West  \n Bank", "west bank"),
        ("West\n\nBank", "west\n\nbank"),
        ("West\n \n\n\nBank", "west\n\nbank"),
        ("Israeli\u2011occupied", "israeli occupied"),
        ("weren’t", "weren't"),
        ("cafe\u0301", "caf\u00e9"),
        ("ter\u00adror", "terror"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_one_spelling(text, folded):
    assert fold(text).text == folded


def test_capitals_are_kept_on_request():
    assert fold("US\u00a0Army’s", case=True).text == "US Army's"


@given(st.text() | TRICKY)
def test_offsets_lead_back(text):
    folded = fold(text)
    assert fold(text[: folded.original_position(0)]).text == ""
    assert folded.original_position(len(folded.text)) == len(text)
    places = [folded.original_position(i) for i in range(len(folded.text) + 1)]
    assert places == sorted(places)


@given(st.text() | TRICKY, st.text(alphabet="abc", min_size=1, max_size=4))
def test_a_word_is_found_where_it_stands(around, word):
    """Whatever stands around it, a word between blank lines is found, and its offsets give it back."""
    text = f"{around}\n\n{word.upper()}\n\n{around}"
    hits = Scanner({"t": [Literal(word)]}).scan(fold(text))["t"]
    assert any((hit.start, hit.end) == (len(around) + 2, len(around) + 2 + len(word)) for hit in hits)
    for hit in hits:
        assert fold(text[hit.start : hit.end]).text == word


@given(st.text() | TRICKY)
def test_folding_twice_changes_nothing_more(text):
    once = fold(text).text
    if once.lower() == once and unicodedata.is_normalized("NFC", once):
        assert fold(once).text == once
