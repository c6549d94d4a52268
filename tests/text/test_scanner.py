import copy
import pickle

from hypothesis import given
from hypothesis import strategies as st

from framing.text import Literal, Scanner, fold, is_whole


def spans(text, *literals):
    return [(h.literal, text[h.start : h.end]) for h in Scanner({"t": literals}).scan(fold(text))["t"]]


def test_whole_words_only():
    assert spans("Afraid of a raid", Literal("raid")) == [(0, "raid")]


def test_wildcards_reach_the_end_of_the_word():
    assert spans("terrorism, Terrorists", Literal("terroris", open_end=True)) == [(0, "terrorism"), (0, "Terrorists")]
    assert spans("activism isms", Literal("ism", open_start=True)) == [(0, "activism")]


def test_users_share_the_scan_and_get_their_own_hits():
    scanner = Scanner({"a": [Literal("raid")], "b": [Literal("army"), Literal("raid")]})
    found = scanner.scan(fold("army raid"))
    assert [(h.literal, h.start) for h in found["a"]] == [(0, 5)]
    assert [(h.literal, h.start) for h in found["b"]] == [(0, 0), (1, 5)]


def test_a_copy_and_a_pickle_leave_the_automaton_out():
    scanner = Scanner({"a": [Literal("raid")]})
    before = scanner.scan(fold("a raid"))
    for twin in (copy.deepcopy(scanner), pickle.loads(pickle.dumps(scanner))):
        assert twin._automaton is None
        assert twin.scan(fold("a raid")) == before


@given(
    st.text(alphabet="ab é-'\n", max_size=60),
    st.lists(st.text(alphabet="abé", min_size=1, max_size=3), min_size=1, max_size=5, unique=True),
)
def test_equal_to_looking_everywhere(text, words):
    """An independent, slow search over all positions of the folded text finds the same."""
    folded = fold(text)
    expected = sorted(
        (number, *folded.original_span(start, start + len(word)))
        for number, word in enumerate(words)
        for start in range(len(folded.text))
        if folded.text.startswith(word, start) and is_whole(folded.text, start, start + len(word))
    )
    found = Scanner({"t": [Literal(word) for word in words]}).scan(folded)["t"]
    assert sorted(map(tuple, found)) == expected
