"""Counts of words, stems and runs of characters, against scikit-learn's own counting."""

import numpy as np
from frame_texts import sentences
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from framing.detectors.frames.features import Counter, Weighting

TEXTS = st.lists(st.text(alphabet="abcXé’ .-\n", min_size=1, max_size=30), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_runs_of_characters_are_those_of_scikit_learn(texts: list[str]) -> None:
    counter = Counter(min_texts=1)
    counts = counter.learn(texts)
    plain = [text.replace("’", "'") for text in texts]
    other = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5))
    if not any(text.split() for text in texts):
        assert "characters" not in counts
        return
    expected = other.fit_transform(plain).toarray()
    assert counter.names["characters"] == list(other.get_feature_names_out())
    np.testing.assert_array_equal(counts["characters"].toarray(), expected)
    np.testing.assert_array_equal(counter.count(texts)["characters"].toarray(), expected)


@settings(max_examples=30, deadline=None)
@given(TEXTS, TEXTS, st.tuples(st.integers(1, 3), st.integers(0, 2)))
def test_runs_of_words_are_those_of_scikit_learn(texts: list[str], new: list[str], runs: tuple[int, int]) -> None:
    shortest, longest = runs[0], runs[0] + runs[1]
    counter = Counter(words=(shortest, longest), characters=None, stems=False)
    other = CountVectorizer(analyzer="word", ngram_range=(shortest, longest), token_pattern=r"\w+")
    plain = [text.replace("’", "'") for text in texts]
    try:
        expected = other.fit_transform(plain).toarray()
    except ValueError:  # not one run
        assert not counter.learn(texts) or not counter.names["words"]
        return
    np.testing.assert_array_equal(counter.learn(texts)["words"].toarray(), expected)
    assert counter.names["words"] == list(other.get_feature_names_out())
    np.testing.assert_array_equal(counter.count(texts)["words"].toarray(), expected)
    unseen = other.transform([text.replace("’", "'") for text in new]).toarray()
    np.testing.assert_array_equal(counter.count(new)["words"].toarray(), unseen)


@settings(max_examples=30, deadline=None)
@given(TEXTS, TEXTS, st.integers(1, 5))
def test_runs_of_characters_in_other_texts(texts: list[str], new: list[str], shortest: int) -> None:
    counter = Counter(min_texts=1, characters=(shortest, 5))
    counter.learn(texts)
    if "characters" not in counter.names:
        return
    again = Counter(min_texts=1, characters=(shortest, 5))
    again.restore(counter.names)
    other = CountVectorizer(analyzer="char_wb", ngram_range=(shortest, 5), vocabulary=counter.names["characters"])
    expected = other.transform([text.replace("’", "'") for text in new]).toarray()
    np.testing.assert_array_equal(counter.count(new)["characters"].toarray(), expected)
    np.testing.assert_array_equal(again.count(new)["characters"].toarray(), expected)


def test_pairs_by_hand() -> None:
    counter = Counter(min_texts=1)
    counts = counter.learn(["The taxes and the nurse.", "A nurse taxes; taxed nurses vote."])["pairs"]
    assert counter.names["pairs"] == ["nurs + tax", "nurs + vote", "tax + vote"]
    assert counts.toarray().tolist() == [[1, 0, 0], [1, 1, 1]]
    again = Counter(min_texts=1)
    again.restore(counter.names)
    assert again.count(["Votes on taxes, not on guns", ""])["pairs"].toarray().tolist() == [[0, 0, 1], [0, 0, 0]]
    long = " ".join(f"q{n}z" for n in range(61))
    assert counter.learn([long, "taxes vote"])["pairs"].shape == (2, 1)


def test_rare_runs_are_left_out_and_the_most_frequent_stay() -> None:
    counter = Counter(min_texts=2, max_features=3)
    counts = counter.learn(["aa ab"] * 4 + ["zq"] + ["aa"] * 3)["characters"]
    assert counts.shape[1] == 3
    assert not any("q" in name for name in counter.names["characters"])


def test_stems_join_the_forms_of_a_word() -> None:
    counter = Counter()
    counts = counter.learn(["Taxes rise", "a tax rises"])["stems"].toarray()
    row = dict(zip(counter.names["stems"], counts.T.tolist(), strict=True))
    assert row["tax"] == [1, 1]
    assert row["rise"] == [1, 1]
    assert row["a"] == [0, 1]


def test_curly_and_straight_marks_count_alike() -> None:
    counter = Counter()
    first, second = (counter.count if counter.names else counter.learn)(["weren’t “so”", 'weren\'t "so"'])[
        "words"
    ].toarray()
    np.testing.assert_array_equal(first, second)


def test_weights_are_those_of_scikit_learn() -> None:
    texts, _ = sentences(20)
    counter = Counter(words=(1, 1))
    counts = counter.learn(texts)
    rows = Weighting().learn({"words": counts["words"]}).rows({"words": counts["words"]})["words"]
    expected = TfidfVectorizer(sublinear_tf=True, vocabulary=counter.names["words"], token_pattern=r"\w+")
    np.testing.assert_allclose(rows.toarray(), expected.fit_transform(texts).toarray(), atol=1e-5)


def test_columns_that_training_rows_lack_weigh_nothing() -> None:
    counter = Counter(words=(1, 1))
    counts = {"words": counter.learn(["tax jobs", "tax", "police tax"])["words"]}
    weighting = Weighting().learn({"words": counts["words"][:2]})
    row = weighting.rows({"words": counts["words"][2:]})["words"].toarray()[0]
    place = counter.names["words"].index("police")
    assert row[place] == 0
    assert np.linalg.norm(row) == 1


def test_a_restored_counter_counts_the_same() -> None:
    texts, _ = sentences(10)
    counter = Counter()
    counter.learn(texts)
    again = Counter()
    again.restore(counter.names)
    new, _ = sentences(5, seed=1)
    for block, matrix in counter.count(new).items():
        np.testing.assert_array_equal(matrix.toarray(), again.count(new)[block].toarray())
