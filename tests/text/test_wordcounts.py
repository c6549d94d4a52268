"""Words of many stretches at once are those that counting each stretch gives."""

from hypothesis import given
from hypothesis import strategies as st

from framing.text import WordCounts, count_words

TEXTS = st.lists(st.text(alphabet="ab_0 '’.-é\u0301\0😀\ud800", max_size=12), max_size=4)


@given(TEXTS)
def test_every_stretch_is_counted_as_if_it_stood_alone(texts):
    counts = WordCounts(texts)
    for text, offset in zip(texts, counts.offsets.tolist(), strict=True):
        for start in range(len(text) + 1):
            for end in range(start, len(text) + 1):
                (found,) = counts.between([offset + start], [offset + end]).tolist()
                assert found == count_words(text[start:end])


def test_apostrophes_join_letters_only():
    text = "didn't 'tis rock 'n' roll"
    counts = WordCounts([text])
    assert counts.between([0], [len(text)]).tolist() == [5]
    assert counts.between([4, 5], [6, 6]).tolist() == [1, 1]  # a cut word counts on both sides of the cut
