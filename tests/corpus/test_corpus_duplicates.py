"""Wire copies and stories."""

import random

import pandas as pd
import pytest

from framing.corpus import find_duplicates, group_stories, with_wire_clusters
from framing.errors import SettingError


def words(seed, count):
    chooser = random.Random(seed)
    return [f"w{chooser.randrange(5_000)}" for _ in range(count)]


@pytest.fixture
def corpus():
    wire = words(1, 300)
    return pd.DataFrame(
        {
            "article_id": ["other", "wire", "whole", "cut", "edited", "short"],
            "outlet": list("ABCDEF"),
            "text": [
                " ".join(words(2, 300)),
                " ".join(wire),
                " ".join(wire).upper().replace(" ", ",  ", 50),
                " ".join(wire[:120]),
                " ".join([*wire[:150], "new", *wire[151:]]),
                " ".join(wire[:10]),
            ],
        }
    )


def test_the_similarity_is_that_of_the_runs_of_words(corpus):
    pairs = find_duplicates(corpus).set_index(["article_id", "other_id"])
    # 300 words have 296 runs of five; one changed word breaks five of them on each side.
    assert pairs.loc[("wire", "edited"), "similarity"] == pytest.approx(291 / 301)
    assert pairs.loc[("wire", "whole"), "similarity"] == 1
    # 120 words have 116 runs, all in the whole text.
    assert pairs.loc[("wire", "cut"), "similarity"] == pytest.approx(116 / 296)
    assert pairs.loc[("wire", "cut"), "contained"] == 1
    assert set(pairs["wire_cluster"]) == {"wire"}
    assert {i for pair in pairs.index for i in pair} == {"wire", "whole", "cut", "edited"}


def test_the_limits(corpus):
    strict = find_duplicates(corpus, threshold=0.99, contained=None)
    assert strict[["article_id", "other_id"]].values.tolist() == [["wire", "whole"]]
    short = pd.DataFrame({"text": [" ".join(words(3, 10))] * 2})
    assert len(find_duplicates(short)) == 0
    assert len(find_duplicates(short, min_words=10)) == 1
    for wrong in ({"threshold": 0}, {"threshold": 1.1}, {"contained": 2}, {"shingle": 0}):
        with pytest.raises(SettingError):
            find_duplicates(corpus, **wrong)


def test_the_same_pairs_on_every_run_and_none_in_an_empty_corpus(corpus):
    pd.testing.assert_frame_equal(find_duplicates(corpus), find_duplicates(corpus))
    none = find_duplicates(corpus.iloc[:0])
    assert none.columns.tolist() == [
        "article_id", "other_id", "outlet", "other_outlet", "similarity", "contained", "wire_cluster",
    ]  # fmt: skip
    assert len(none) == 0


def test_every_copy_is_found_among_many():
    texts = [" ".join(words(i, 200)) for i in range(150)]
    copies = [" ".join(t.split()[:190]) for t in texts[:50]]
    corpus = pd.DataFrame({"text": texts + copies})
    pairs = find_duplicates(corpus)
    found = set(zip(pairs["article_id"], pairs["other_id"], strict=True))
    assert found == {(f"row-{i + 1}", f"row-{i + 151}") for i in range(50)}


def test_clusters_go_into_the_corpus(corpus):
    marked = with_wire_clusters(corpus, find_duplicates(corpus))
    assert marked["wire_cluster"].tolist() == ["other", "wire", "wire", "wire", "wire", "short"]
    chained = with_wire_clusters(
        pd.DataFrame({"text": list("abcd")}),
        pd.DataFrame({"article_id": ["row-3", "row-2", "gone"], "other_id": ["row-4", "row-3", "row-1"]}),
    )
    assert chained["wire_cluster"].tolist() == ["row-1", "row-2", "row-2", "row-2"]


# --- stories ---

HARBOUR = ["flood water closed the harbour bridge today", "the harbour bridge stayed closed by flood water",
           "harbour bridge closed after flood, engineers say"]  # fmt: skip
BUDGET = ["minister quits over leaked budget papers", "leaked budget papers force minister to quit"]


def test_articles_on_one_story_are_joined_and_named():
    corpus = pd.DataFrame({"text": HARBOUR + BUDGET, "published": "2024-05-03"})
    proposal = group_stories(corpus)
    stories = proposal["story"].tolist()
    assert len(set(stories[:3])) == 1
    assert len(set(stories[3:])) == 1
    assert stories[0] != stories[3]
    assert proposal["members"].tolist() == [3, 3, 3, 2, 2]
    assert stories[0].startswith("2024-05-03 ")
    assert "bridge" in stories[0]
    assert proposal["article_id"].tolist() == [f"row-{i}" for i in range(1, 6)]


def test_the_same_words_far_apart_in_time_are_two_stories():
    corpus = pd.DataFrame({"text": [HARBOUR[0]] * 3, "published": ["2024-05-03", "2024-05-05", "2024-06-05"]})
    assert group_stories(corpus, days=4)["members"].tolist() == [2, 2, 1]
    assert group_stories(corpus, days=60)["members"].tolist() == [3, 3, 3]


def test_an_article_without_a_date_is_compared_with_all():
    corpus = pd.DataFrame(
        {"text": [HARBOUR[0], BUDGET[0], HARBOUR[0]], "published": ["2024-05-03", "2020-01-01", None]}
    )
    assert group_stories(corpus)["members"].tolist() == [2, 1, 2]


def test_stories_that_are_named_are_kept_and_others_may_join():
    corpus = pd.DataFrame({"text": [HARBOUR[0], HARBOUR[0], HARBOUR[0]], "story": [None, "the bridge", "another"]})
    stories = group_stories(corpus)["story"].tolist()
    assert stories[1:] == ["the bridge", "another"]
    assert stories[0] in ("the bridge", "another")


def test_unreadable_rows_have_no_story_and_order_of_rows_does_not_matter():
    corpus = pd.DataFrame({"article_id": list("abcdef"), "text": [*HARBOUR, None, *BUDGET], "published": "2024-05-03"})
    proposal = group_stories(corpus)
    assert proposal["story"].isna().tolist() == [False, False, False, True, False, False]
    turned = group_stories(corpus.iloc[::-1]).iloc[::-1]
    assert proposal["members"].tolist() == turned["members"].tolist()
    pd.testing.assert_frame_equal(proposal, group_stories(corpus))


@pytest.mark.parametrize("texts", [[], [None], ["?!"], ["a", "b"]])
def test_next_to_nothing_gives_next_to_nothing(texts):
    assert len(group_stories(pd.DataFrame({"text": texts}))) == len(texts)


@pytest.mark.parametrize("wrong", [{"threshold": 0}, {"days": -1}, {"max_features": 0}])
def test_impossible_settings(wrong):
    with pytest.raises(SettingError):
        group_stories(pd.DataFrame({"text": ["x"]}), **wrong)
