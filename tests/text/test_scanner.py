import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text import Hits, Literal, Scanner, fold, is_whole


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


WORD_PARTS = st.sampled_from(["a", "b", "é", "ab", "_", "0", " ", "-", "'", "\n", "e\u0301", "ß", "𐐀", "abcdefgh"])
LITERALS = st.builds(
    Literal,
    st.lists(WORD_PARTS, min_size=1, max_size=4).map(lambda parts: fold("".join(parts)).text).filter(str.strip),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=300)
@given(st.lists(WORD_PARTS, max_size=40).map("".join), st.lists(LITERALS, min_size=1, max_size=8))
def test_the_index_of_words_finds_what_the_automaton_finds(text, literals):
    """Two ways that share no code find the same hits."""
    users = {"a": literals, "b": literals[::2]}
    folded = fold(text)
    expected = Scanner(users).scan(folded)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.text.scanner.MANY_LITERALS", 0)
        indexed = Scanner(users)
        found = indexed.scan(folded)
    assert indexed._index is not None
    assert {user: sorted(hits) for user, hits in found.items()} == {
        user: sorted(hits) for user, hits in expected.items()
    }
    for hits in found.values():
        assert [hit.end for hit in hits] == sorted(hit.end for hit in hits)


def test_the_index_minds_spaces_and_marks(monkeypatch):
    monkeypatch.setattr("framing.text.scanner.MANY_LITERALS", 0)
    literals = [Literal("air raid"), Literal("u.s"), Literal("weren't"), Literal("raid", open_end=True), Literal("u s")]
    text = "air raid, air.raid, air\n\nraid u.s. u s weren't weren t “raids” q\u0301raid"
    found = Scanner({"t": literals}).scan(fold(text))["t"]
    shown = [(h.literal, text[h.start : h.end]) for h in found]
    assert [hit for hit in shown if hit[0] != 3] == [(0, "air raid"), (1, "u.s"), (4, "u s"), (2, "weren't")]
    assert [hit[1] for hit in shown if hit[0] == 3] == ["raid", "raid", "raid", "raids"]


def test_many_literals_are_found_and_pickled_without_their_index():
    literals = [Literal(f"w{n}") for n in range(3_000)] + [Literal("ism", open_start=True), Literal("#tag")]
    scanner = Scanner({"t": literals})
    text = "w0 w2999 w3000 activism #tag xw1 w1"
    found = [(h.literal, text[h.start : h.end]) for h in scanner.scan(fold(text))["t"]]
    assert found == [(0, "w0"), (2999, "w2999"), (3000, "activism"), (3001, "#tag"), (1, "w1")]
    assert pickle.loads(pickle.dumps(scanner))._index is None


def test_an_empty_literal_is_refused():
    with pytest.raises(ValueError, match="empty literal"):
        Scanner({"t": [Literal("")]}).scan(fold("a"))


@settings(max_examples=200)
@given(st.lists(st.lists(WORD_PARTS, max_size=12).map("".join), max_size=5), st.lists(LITERALS, min_size=1, max_size=6))
def test_many_texts_at_once_are_each_scanned_alone(texts, literals):
    """No hit crosses from one text into the next, and every hit keeps its text and its place."""
    folded = [fold(text) for text in texts]
    for many in (0, 2_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("framing.text.scanner.MANY_LITERALS", many)
            scanner = Scanner({"a": literals, "b": literals[:1]})
            assert scanner.scan_all(folded) == [scanner.scan(one) for one in folded]


def test_hits_are_a_sequence_of_hits():
    hits = Scanner({"t": [Literal("raid"), Literal("army")]}).scan(fold("army raid army"))["t"]
    assert [tuple(hit) for hit in hits] == list(hits.rows()) == [(1, 0, 4), (0, 5, 9), (1, 10, 14)]
    assert (len(hits), hits[1].start, hits[-1].literal) == (3, 5, 1)
    assert list(hits[1:]) == [(0, 5, 9), (1, 10, 14)]
    assert hits != []
    assert hits == hits[:]


def test_without_literals_nothing_is_found():
    scanner = Scanner({"a": [], "b": []})
    assert scanner.scan_all([fold("a raid"), fold("")]) == [{"a": Hits([], [], []), "b": Hits([], [], [])}] * 2
    assert scanner.scan_all([]) == []
