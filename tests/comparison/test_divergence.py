import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from standin import StandIn, from_counts, mentions_of, simulate

from framing.comparison.compare import compare
from framing.comparison.divergence import distances, jensen_shannon_rows
from framing.comparison.sensitivity import sensitivity
from framing.errors import DataError, SettingError


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=6).filter(
        lambda rows: sum(a for a, _ in rows) > 0 and sum(b for _, b in rows) > 0
    )
)
def test_distance_equals_scipy(rows):
    p, q = np.array(rows, dtype=float).T
    expected = jensenshannon(p, q, base=2)
    # scipy gives NaN where rounding makes a divergence of 0 negative.
    assert jensen_shannon_rows(p[None], q[None])[0] == pytest.approx(np.nan_to_num(expected), abs=1e-7)


def test_distance_by_hand_and_nan_without_opportunities():
    # p = (1, 0), q = (1/2, 1/2): divergence = H(3/4, 1/4) - 1/2.
    entropy = -(0.75 * np.log2(0.75) + 0.25 * np.log2(0.25))
    assert jensen_shannon_rows(np.array([[4.0, 0]]), np.array([[3.0, 3]]))[0] == pytest.approx(np.sqrt(entropy - 0.5))
    assert np.isnan(jensen_shannon_rows(np.array([[0.0, 0]]), np.array([[3.0, 3]]))[0])


counts = st.lists(st.integers(0, 50), min_size=3, max_size=3)


@given(counts, counts)
def test_distance_is_symmetric_bounded_and_scale_free(first, second):
    one, two = np.array(first, dtype=float), np.array(second, dtype=float)
    here = jensen_shannon_rows(one, two)
    if not one.sum() or not two.sum():
        assert np.isnan(here)
        return
    assert 0 <= here <= 1
    assert here == pytest.approx(jensen_shannon_rows(two, one), abs=1e-9)
    assert here == pytest.approx(jensen_shannon_rows(7 * one, two), abs=1e-6)


def test_same_outlet_is_no_further_than_chance_and_different_ones_are():
    same = distances(simulate(np.random.default_rng(5), stories=40), within="story").table.iloc[0]
    assert same["p"] > 0.05
    far = distances(simulate(np.random.default_rng(5), stories=40, effect=1.5), within="story").table.iloc[0]
    assert far["p"] < 0.01
    assert far["low"] > far["chance"]
    assert far["low"] < far["estimate"] < far["high"]


def test_distances_with_few_stories_and_between_three_outlets():
    t = distances(simulate(np.random.default_rng(5), stories=4), within="story").table.iloc[0]
    assert np.isnan([t["low"], t["p"]]).all()
    assert t["note"] == "only 4 stories: no interval, no p"
    t = distances(simulate(np.random.default_rng(5), stories=7), within="story").table.iloc[0]
    assert np.isfinite(t["low"])
    assert np.isnan(t["p"])
    three = distances(simulate(np.random.default_rng(5), stories=12, outlets=("A", "B", "C")), within="story").table
    assert len(three) == 3
    with pytest.raises(SettingError):
        distances(simulate(np.random.default_rng(5), stories=4), draws=3)


def test_labels_of_separate_articles_are_shuffled_with_sizes_kept():
    rng = np.random.default_rng(1)
    articles = pd.DataFrame({"article_id": [str(i) for i in range(60)], "outlet": ["A"] * 12 + ["B"] * 48})
    hits = rng.binomial(6, 0.4, 60)
    p = from_counts(articles, hits, 6 - hits)
    one, two = (distances(p, seed=3).table for _ in range(2))
    pd.testing.assert_frame_equal(one, two)
    assert one["p"].iloc[0] > 0.05


def terms():
    articles = pd.DataFrame(
        {
            "article_id": [f"{o}{s}" for s in range(4) for o in "AB"],
            "outlet": ["A", "B"] * 4,
            "story": np.repeat([f"s{s}" for s in range(4)], 2),
        }
    )
    rows = []
    for s in range(4):
        rows += [(f"A{s}", "actor", "x", 1), (f"A{s}", "actor", "y", 1), (f"B{s}", "actor", "y", 2)]
    m = mentions_of(rows)
    m["term"] = np.where(m["variant"] == "x", "terrorist", "gunman")
    # In story 0 outlet A also prints another word for x, in great number.
    more = mentions_of([("A0", "actor", "x", 8)]).assign(term="extremist")
    return StandIn(articles, pd.concat([m, more], ignore_index=True))


def test_sensitivity_to_terms_and_stories_by_hand():
    s = sensitivity(terms(), features=["actor.x"])
    t = s.table.set_index(["left_out", "name"])
    # With all: A has 12 x of 16, B none of 8; without "extremist" 4 of 8; without "terrorist" 8 of 12.
    assert t.loc[("term", "extremist"), "full"] == pytest.approx(-12 / 16)
    assert t.loc[("term", "extremist"), "estimate"] == pytest.approx(-4 / 8)
    assert t.loc[("term", "terrorist"), "estimate"] == pytest.approx(-8 / 12)
    assert t.loc[("term", "extremist"), "reference_hits"] == 8
    # Without story 0: A has 3 x of 6.
    assert t.loc[("story", "s0"), "estimate"] == pytest.approx(-3 / 6)
    # Without the only other word every mention of A is x, and B has none left to compare.
    assert np.isnan(t.loc[("term", "gunman"), "estimate"])
    assert t.loc[("term", "gunman"), "turns"]
    summary = s.summary().set_index("left_out")
    assert summary.loc["story", "most_influential"] == "s0"
    assert summary.loc["term", "turning"] == 1


def test_a_finding_that_hangs_on_one_word_is_seen():
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"]})
    m = mentions_of([("a", "actor", "x", 3), ("a", "actor", "y", 7), ("b", "actor", "x", 6), ("b", "actor", "y", 4)])
    m["term"] = np.where(m["variant"] == "y", "gunman", "terrorist")
    m.loc[m[(m["article_id"] == "b") & (m["variant"] == "x")].index[:5], "term"] = "jihadi"
    t = sensitivity(StandIn(articles, m), features=["actor.x"]).table.set_index("name")
    assert t.loc["jihadi", "full"] == pytest.approx(0.3)
    assert t.loc["jihadi", "estimate"] == pytest.approx(1 / 5 - 3 / 10)
    assert t.loc["jihadi", "turns"]
    assert not t.loc["terrorist", "turns"]


@pytest.mark.parametrize("within", [None, "story"])
def test_leaving_out_a_story_equals_comparing_without_it(within):
    p = simulate(np.random.default_rng(6), stories=12, effect=0.4)
    s = sensitivity(p, within=within, features=["actor.x"], effect="ratio").table
    left = s[(s["left_out"] == "story") & (s["name"] == "story3")].iloc[0]
    keep = p.articles["story"] != "story3"
    ids = set(p.articles.loc[keep, "article_id"])
    rest = StandIn(p.articles[keep], p.mentions[p.mentions["article_id"].isin(ids)])
    again = compare(rest, within=within, measures="shares", features=["actor.x"], effect="ratio").table.iloc[0]
    assert left["estimate"] == pytest.approx(again["estimate"])


def test_nothing_to_leave_out():
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"]})
    events = pd.DataFrame(
        {
            "article_id": ["a"], "construction": ["active"], "agent_scope": ["subject"], "victim_group": [None],
            "zone": ["promo"], "voice": ["own"], "wording": ["outlet"], "duplicate_of": [None],
        }
    )  # fmt: skip
    with pytest.raises(DataError):
        sensitivity(StandIn(articles, events=events), measures="agency")
