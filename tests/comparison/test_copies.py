"""Wire copies: what is found by rare runs of words is what comparing every text with every other finds."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.comparison.copies import near_copies, wire_copies

WORDS = st.sampled_from(["raid", "Raid", "night", "town", "nine", "died", "on", "Monday", "é", "said,"])
TEXTS = st.lists(st.lists(WORDS, max_size=14).map(" ".join), min_size=1, max_size=12)


def runs(text):
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[k : k + 5]) for k in range(max(1, len(words) - 4))} if words else set()


def compared_one_by_one(texts, sources):
    sets, group = [runs(text) for text in texts], list(range(len(texts)))
    for i, one in enumerate(sets):
        for j, two in enumerate(sets[:i]):
            if sources[i] == sources[j] and one and two and len(one & two) / len(one | two) >= 0.5:
                old, new = group[i], group[j]
                group = [new if number == old else number for number in group]
    return group


def partition(labels):
    found = {}
    for place, label in enumerate(labels):
        found.setdefault(label, set()).add(place)
    return sorted(map(sorted, found.values()))


@given(TEXTS, st.data())
@settings(max_examples=60, deadline=None)
def test_the_same_groups_as_comparing_all_with_all(texts, data):
    # Copies with a few words more, so that chains come about.
    texts = texts + [data.draw(st.sampled_from(texts)) + " " + data.draw(WORDS) for _ in range(6)]
    sources = np.array([data.draw(st.integers(0, 1)) for _ in texts])
    assert partition(near_copies(texts, sources).tolist()) == partition(compared_one_by_one(texts, sources))


def test_a_line_that_all_wire_texts_share_makes_no_pairs():
    rng = np.random.default_rng(1)
    words = [f"w{n}" for n in range(5000)]
    line = " Reporting by the agency, editing by the agency, all rights are reserved by the agency"
    texts = [" ".join(rng.choice(words, 60)) + line for _ in range(600)]
    texts[7] = texts[590]
    label = near_copies(texts, np.zeros(len(texts), int))
    assert label[7] == label[590]
    assert len(set(label.tolist())) == len(texts) - 1


def test_only_the_texts_of_wires_are_asked_for():
    articles = pd.DataFrame({"wire_source": [None, "X", None, "X"]})
    asked = []

    def texts(places):
        asked.extend(places.tolist())
        return ["one and the same report of the agency"] * len(places)

    assert wire_copies(articles, texts).tolist() == [0, 1, 2, 1]
    assert asked == [1, 3]


@pytest.mark.parametrize("texts", [["", ""], ["...", "a b"], ["a b", "A, b!"]])
def test_texts_shorter_than_a_run(texts):
    same = len({tuple(re.findall(r"\w+", text.casefold())) for text in texts}) == 1 and texts != ["", ""]
    assert len(set(near_copies(texts, np.zeros(2, int)).tolist())) == (1 if same else 2)
