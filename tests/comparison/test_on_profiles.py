"""Comparisons and the profiles' own methods give one and the same number."""

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.comparison.aggregate import aggregate
from framing.comparison.compare import compare
from framing.comparison.design import wire_copies

PAGES = [
    ("a", "A", "s1", "Terrorists killed\n\nThe army said it “killed two terrorists”. A militant fled the raid."),
    ("b", "A", "s2", "Raid in the town\n\nMilitants fled. Soldiers shot a gunman, witnesses said."),
    ("c", "B", "s1", "Nine die\n\n“Militants” fled the raid. READ MORE: terrorists\n\nA fighter was killed."),
    ("d", "B", "s2", "Fighters flee\n\nFighters and a militant fled."),
    ("e", "B", "s2", ""),
]


@pytest.fixture(scope="module")
def profiles():
    table = pd.DataFrame(PAGES, columns=["article_id", "outlet", "story", "text"])
    return fr.profile(table, [fr.LexiconDetector(fr.load_lexicon("conflict")), fr.AgencyDetector()])


@pytest.mark.parametrize("voice", [None, "own", "direct"])
def test_shares_and_their_bounds(profiles, voice):
    ours = aggregate(profiles, measures="shares:armed_actor", voice=voice).table.set_index(["feature", "group"])
    theirs = profiles.shares("armed_actor", voice=voice, by="outlet")
    for row in theirs.itertuples():
        mine = ours.loc[(f"armed_actor.{row.variant}", row.outlet)]
        assert mine["hits"] == row.hits
        assert mine["opportunities"] == row.opportunities
        np.testing.assert_equal(mine["estimate"], row.share)
        if voice is not None:
            np.testing.assert_equal([mine["uncertain_low"], mine["uncertain_high"]], [row.low, row.high])


@pytest.mark.parametrize("zones", ["proper", "all", "headline"])
def test_counts_and_rates(profiles, zones):
    outlets = profiles.articles.set_index("article_id")["outlet"]
    counts = profiles.counts(zones=zones).groupby(outlets).sum()
    words = profiles.word_totals(zones=zones).groupby(outlets).sum()
    t = aggregate(profiles, measures=["counts", "rates"], zones=zones).table
    for row in t[t["measure"] == "counts"].itertuples():
        assert row.hits == counts.loc[row.group, row.feature]
    for row in t[t["measure"] == "rates"].itertuples():
        assert row.estimate == pytest.approx(counts.loc[row.group, row.feature] / words[row.group] * 1000)


def test_every_measure_that_the_profiles_can_answer_is_compared_and_nothing_is_dropped(profiles):
    result = compare(profiles, within="story")
    shares = result.table[result.table["measure"] == "shares"]
    every = {
        f"{s.name}.{v.name}" for x in profiles.lexicons.values() for s in x.choice_sets.values() for v in s.variants
    }
    assert set(shares["feature"]) == every
    assert {"agency", "sources"} <= set(result.table["measure"])
    blank = result.table[["low", "p"]].isna().any(axis=1)
    assert (result.table.loc[blank, "note"] != "").all()
    assert "1 of 5 articles could not be read" in result.warnings[-1]


def test_wire_copies_are_known_by_their_column_their_texts_or_their_headlines():
    table = pd.DataFrame(
        {"wire_source": ["X", "X", "X", None], "headline": ["Nine die", "NINE DIE!", None, "Nine die"]}
    )
    assert wire_copies(table).tolist() == [0, 0, 1, 2]
    body = "the agency reported on the night raid in the old town where soldiers and gunmen fought for hours"
    texts = [body, "Other head. " + body + " and more", "quite another report of the same agency about a vote", body]
    assert wire_copies(table, texts).tolist() == [0, 0, 1, 2]
    known = table.assign(wire_cluster=["p", "q", "q", None])
    assert wire_copies(known).tolist() == [0, 1, 1, 2]
