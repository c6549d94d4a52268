"""Terms by groups: counts, denominators and intervals that were worked out by hand."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from framing.comparison.term_by_referent import exact_ratio_interval, term_by_referent
from framing.errors import DataError, SettingError
from framing.lexicon.model import Group, Lexicon

GROUPS = {
    "north_army": Group("north_army", "Army", "north", "army", "border"),
    "northerners": Group("northerners", "Northerners", "north", "unspecified", "border"),
    "southerners": Group("southerners", "Southerners", "south", "unspecified", "border"),
}


def profiles_of(mentions, events, articles):
    """Profiles of rows ``(article, sentence, feature, referent)`` and ``(article, sentence, victim_group)``."""
    common = {"voice": "own", "zone": "body", "duplicate_of": pd.NA}
    told = pd.DataFrame(mentions, columns=["article_id", "sentence", "feature", "referent"]).assign(
        term=lambda t: t["feature"], actor=None, victim=None, **common
    )
    done = pd.DataFrame(events, columns=["article_id", "sentence", "victim_group"]).assign(
        agent_group=None, kind="kill", **common
    )
    lexicon = Lexicon("border", groups=GROUPS)
    return SimpleNamespace(
        mentions=told,
        events=done,
        articles=pd.DataFrame(articles, columns=["article_id", "story"]),
        lexicons={"border": lexicon},
        provenance=None,
    )


@pytest.fixture
def small():
    """Four events of the north with two *slain*, eight of the south with one, one of nobody known."""
    events = [("a", i, "north_army" if i % 2 else "northerners") for i in range(4)]
    events += [("b", i, "southerners") for i in range(8)] + [("b", 8, None)]
    mentions = [("a", 0, "slain", "northerners"), ("a", 1, "slain", "north_army"), ("b", 0, "slain", "southerners")]
    mentions += [("b", 8, "slain", "unknown"), ("b", 1, "dead", "southerners")]
    return profiles_of(mentions, events, [("a", None), ("b", None)])


def rows_of(result, name):
    return result.table[result.table.iloc[:, 0] == name].set_index("group")


def test_counts_events_rate_and_ratio(small):
    slain = rows_of(term_by_referent(small, whose="mention"), "slain")
    assert slain["count"].to_dict() == {"north": 2, "south": 1, "unknown": 1}
    assert slain["events"].to_dict() == {"north": 4, "south": 8, "unknown": 1}
    assert slain["rate"].to_dict() == {"north": 0.5, "south": 0.125, "unknown": 1.0}
    assert slain.loc["north", "ratio"] == pytest.approx(4)
    assert slain.loc["south", "ratio"] == pytest.approx(0.25)
    assert np.isnan(slain.loc["unknown", "ratio"])


def test_a_term_said_of_one_group_only_keeps_its_zero(small):
    dead = rows_of(term_by_referent(small, whose="mention"), "dead")
    assert dead.loc["north", "count"] == 0
    assert dead.loc["north", ["rate", "ratio", "low"]].tolist() == [0, 0, 0]
    assert np.isinf(dead.loc["south", "ratio"])
    assert np.isinf(dead.loc["south", "high"])
    assert dead.loc["south", "low"] > 0


def test_groups_of_the_lexicon_and_a_group_to_compare_with(small):
    slain = rows_of(term_by_referent(small, whose="mention", of="group", against="southerners"), "slain")
    assert slain["count"].to_dict() == {"north_army": 1, "northerners": 1, "southerners": 1, "unknown": 1}
    assert slain.loc["north_army", "ratio"] == pytest.approx((1 / 2) / (1 / 8))
    assert np.isnan(slain.loc["southerners", "ratio"])


def test_sentences_decide_and_mentions_without_violence_are_told(small):
    referents = pd.DataFrame(
        [("a", i, "north") for i in range(4)] + [("b", i, "south") for i in range(8)],
        columns=["article_id", "sentence", "referent"],
    )
    result = term_by_referent(small, referents=referents)
    slain = rows_of(result, "slain")
    assert slain["count"].to_dict() == {"north": 2, "south": 1}
    assert slain["events"].to_dict() == {"north": 4, "south": 8}
    assert any("1 mentions stand in sentences without violence" in text for text in result.warnings)


def test_counts_alone(small):
    wide = term_by_referent(small, whose="mention").counts()
    assert wide.loc["slain"].to_dict() == {"north": 2, "south": 1, "unknown": 1}
    assert wide.loc["(events)"].to_dict() == {"north": 4, "south": 8, "unknown": 1}


def test_the_exact_interval_inverts_the_binomial():
    low, high = exact_ratio_interval(7, 40.0, 3, 60.0)
    for ratio, tail in (
        (low, binom.sf(6, 10, low * 40 / (low * 40 + 60))),
        (high, binom.cdf(7, 10, high * 40 / (high * 40 + 60))),
    ):
        assert 0 < ratio < np.inf
        assert tail == pytest.approx(0.025)
    assert exact_ratio_interval(0, 10, 0, 10) == pytest.approx((np.nan, np.nan), nan_ok=True)


def test_few_hits_are_exact_and_many_go_over_stories():
    few = profiles_of(
        [("a0", 0, "slain", "northerners")],
        [("a0", 0, "northerners"), ("a1", 0, "southerners")],
        [("a0", "s"), ("a1", "t")],
    )
    assert (
        rows_of(term_by_referent(few, whose="mention"), "slain").loc["north", "method"] == "exact conditional Poisson"
    )
    mentions, events, articles = [], [], []
    for i in range(24):
        name, side = f"a{i}", "northerners" if i % 2 else "southerners"
        articles.append((name, f"story {i // 2}"))
        events += [(name, j, side) for j in range(10)]
        mentions += [(name, j, "slain", side) for j in range(1 + i % 3 + 2 * (i % 2))]
    row = rows_of(term_by_referent(profiles_of(mentions, events, articles), whose="mention"), "slain").loc["north"]
    assert row["method"] == "t over clusters (story)"
    assert row["n_clusters"] == 12
    assert row["low"] < row["ratio"] < row["high"]
    # North: 12 articles of 1 + i % 3 + 2 mentions, i odd; south: 1 + i % 3, i even; the remainders balance.
    assert row["ratio"] == pytest.approx(48 / 24)


def test_exports_carry_the_notes(small):
    result = term_by_referent(small, whose="mention")
    assert "per event mention" in result.to_latex()
    assert "slain" in result.to_markdown()


def test_settings_that_are_not_possible(small):
    with pytest.raises(SettingError, match="whose"):
        term_by_referent(small, whose="article")
    with pytest.raises(SettingError, match="mention"):
        term_by_referent(small, of="group")
    with pytest.raises(SettingError, match="against"):
        term_by_referent(small, whose="mention", against="east")
    with pytest.raises(SettingError, match="cluster"):
        term_by_referent(small, whose="mention", cluster="desk")
    with pytest.raises(DataError, match="no events"):
        term_by_referent(small, whose="mention", kinds=["arrest"])
    with pytest.raises(DataError, match="no mention"):
        term_by_referent(small, ["nothing"], whose="mention")
