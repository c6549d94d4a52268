"""Plain counts: the same numbers as the matching of every single hit."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.detectors.matching import LexiconMatcher
from framing.detectors.plain_counts import PlainCounter
from framing.detectors.vectorizer import FramingVectorizer
from framing.document.model import Document
from framing.lexicon import Category, ChoiceSet, Lexicon, Near, Term, Variant
from framing.text import Scanner, fold

LEXICON = Lexicon(
    "plain",
    choice_sets={
        "raid": ChoiceSet(
            "raid",
            "raid",
            variants=(
                Variant("raid", "raid", terms=(Term("raid*"), Term("air-raid"))),
                Variant("air", "air", terms=(Term("air"), Term("the air"), Term("air raid"))),
            ),
        )
    },
    categories={
        "each": Category("each", "each", (Term("raid"), Term("the air"), Term("été")), overlap="each"),
        "nouns": Category("nouns", "nouns", (Term("*ism"), Term("raid on the air"))),
    },
)
WORDS = [
    "raid",
    "raids",
    "air",
    "the",
    "on",
    "non-",
    "air-",
    "été",
    "ism",
    "racism",
    "É",
    "\n\n",
    "\u00a0",
    "\u00ad",
    ".",
    "’",
]
TEXTS = st.lists(st.lists(st.sampled_from([*WORDS, " ", " ", " "]), max_size=24).map("".join), max_size=5)


@given(TEXTS)
def test_counts_are_those_of_matching(texts):
    matcher = LexiconMatcher(LEXICON)
    scanner = Scanner({"terms": matcher.literals})
    features = list(LEXICON.features)
    slow = np.zeros((len(texts), len(features)), np.int64)
    for row, text in enumerate(texts):
        folded = fold(text)
        found = matcher.matches(Document(folded, [], []), scanner.scan(folded)["terms"])
        for feature, count in Counter(match.entry.feature for match in found).items():
            slow[row, features.index(feature)] = count
    assert FramingVectorizer(LEXICON).transform(texts).toarray().tolist() == slow.tolist()


def test_counts_worked_out_by_hand():
    counter = PlainCounter(LexiconMatcher(LEXICON))
    # raid.raid 0, raid.air 1, each 2, nouns 3
    cells, counts = counter.cells([fold("An air raid on the air."), fold(""), fold("Non-raid raid, racism")])
    assert dict(zip(cells.tolist(), counts.tolist(), strict=True)) == {
        0 * 4 + 1: 1,  # "air" beside the longest
        0 * 4 + 2: 2,  # "raid" and "the air" do not compete with other categories
        0 * 4 + 3: 1,  # "raid on the air" is longer than "air raid" and "the air"
        2 * 4 + 0: 1,  # "raid" without a prefix
        2 * 4 + 2: 1,
        2 * 4 + 3: 1,
    }


def test_what_depends_on_its_context_is_not_plain():
    def plain(*terms):
        return LexiconMatcher(Lexicon("x", categories={"a": Category("a", "a", terms)})).is_plain

    assert plain(Term("raid*"), Term("air raid"))
    for term in (
        Term("raid", unless=("air raid",)),
        Term("raid", near=Near(("army",))),
        Term("raid", alone=True),
        Term("US", case=True),
        Term("terror* group*"),
        Term("rai?d", kind="regex"),
    ):
        assert not plain(Term("air"), term)
    modifier = ChoiceSet(
        "m", "m", kind="modifier", variants=(Variant("v", "v", terms=(Term("big"),)),), heads=(Term("raid"),)
    )
    assert not LexiconMatcher(Lexicon("x", choice_sets={"m": modifier})).is_plain
