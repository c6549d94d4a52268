import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text import count_words, follows_prefix, is_whole, word_end, word_start


@pytest.mark.parametrize(
    ("text", "n"),
    [("", 0), ("The army said it didn’t.", 5), ("West-Bank", 2), ("8 terrorists", 2), ("“a”, b", 2), ("...", 0)],
)
def test_words(text, n):
    assert count_words(text) == n


@pytest.mark.parametrize(
    ("text", "word", "whole"),
    [("afraid", "raid", False), ("a raid.", "raid", True), ("Israel's", "Israel", True), ("raids", "raid", False),
     ("Israeli-occupied", "occupied", True), ("étraid", "raid", False), ("cafe\u0301s", "cafe", False)],
)  # fmt: skip
def test_whole_words(text, word, whole):
    start = text.index(word)
    assert is_whole(text, start, start + len(word)) is whole


@pytest.mark.parametrize(
    ("text", "start", "bound"),
    [("non-combatants", 4, True), ("anti-terror", 5, True), ("ex\u2011fighter", 3, True),
     ("Israeli-occupied", 8, False),
     ("xnon-combatants", 5, False), ("non combatants", 4, False), ("-raid", 1, False)],
)  # fmt: skip
def test_prefixes(text, start, bound):
    assert follows_prefix(text, start) is bound


@given(st.text(), st.integers(0, 50))
def test_word_edges_hold_the_position(text, position):
    position = min(position, len(text))
    assert word_start(text, position) <= position <= word_end(text, position)
