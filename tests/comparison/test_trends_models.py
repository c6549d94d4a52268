import sys

import numpy as np
import pandas as pd
import pytest
from standin import from_counts, simulate

from framing.comparison.aggregate import aggregate
from framing.comparison.models import mixed_model
from framing.comparison.trends import trend
from framing.errors import DataError, MissingExtraError, SettingError


def dated(months=4, n=8):
    rng = np.random.default_rng(2)
    days = [f"2024-{1 + i % months:02d}-{1 + i // months:02d}" for i in range(months * n)]
    articles = pd.DataFrame(
        {
            "article_id": [str(i) for i in range(len(days))],
            "outlet": "A",
            "published": pd.to_datetime(days, utc=True),
        }
    )
    hits = rng.integers(0, 5, len(days))
    return from_counts(articles, hits, 6 - hits), hits


def test_trend_is_the_pooled_share_of_each_month_and_of_each_window():
    p, hits = dated()
    t = trend(p, features=["actor.x"]).table
    for k, row in enumerate(t.itertuples()):
        month = hits[k::4]
        assert row.estimate == pytest.approx(month.sum() / (6 * len(month)))
        assert row.period == pd.Timestamp(2024, k + 1, 1)
        assert row.low < row.estimate < row.high
        assert row.n_articles == 8
    smooth = trend(p, features=["actor.x"], window=3).table["estimate"]
    assert smooth[0] == pytest.approx((hits[0::4].sum() + hits[1::4].sum()) / (6 * 16))
    alone = aggregate(p, measures="shares", features=["actor.x"]).table["estimate"][0]
    assert trend(p, None, features=["actor.x"], period="year").table["estimate"][0] == pytest.approx(alone)


def test_periods_without_articles_are_rows_and_dates_that_miss_are_counted():
    p, _ = dated()
    p.articles.loc[1::4, "published"] = pd.NaT
    result = trend(p, features=["actor.x"])
    february = result.table.iloc[1]
    assert np.isnan(february["estimate"])
    assert february["note"] == "no opportunity"
    assert result.warnings[0] == "8 of 32 articles have no date and are in no period"


def test_trend_without_dates_or_with_impossible_settings():
    p, _ = dated()
    for call in ({"period": "decade"}, {"window": 2}):
        with pytest.raises(SettingError):
            trend(p, **call)
    p.articles["published"] = pd.NaT
    with pytest.raises(DataError, match="no article has a date"):
        trend(p)


def test_trend_with_few_articles_a_period_has_no_band():
    p, _ = dated(n=3)
    t = trend(p, features=["actor.x"]).table
    assert t["low"].isna().all()
    assert set(t["note"]) == {"fewer than 5 articles: no band"}


def test_mixed_model_finds_the_difference_of_a_balanced_design():
    # In a balanced design with one article per story and outlet the fixed effect is the mean paired difference.
    p = simulate(np.random.default_rng(4), stories=40, effect=1.0)
    model = mixed_model(p, "actor.x", reference="B")
    row = model.table.set_index("term").loc["group: A"]
    m = p.mentions.assign(x=p.mentions["variant"] == "x").groupby("article_id")["x"].mean()
    a, b = (m[m.index.str.endswith(o)].sort_index().to_numpy() for o in "AB")
    assert row["estimate"] == pytest.approx((a - b).mean(), abs=1e-6)
    assert row["se"] == pytest.approx((a - b).std(ddof=1) / np.sqrt(40), rel=0.02)
    assert row["n_stories"] == 40
    assert set(model.table["kind"]) == {"fixed", "variance"}
    assert "random effects: story" in model.to_latex()


def test_mixed_model_takes_categories_and_numbers_as_controls():
    p = simulate(np.random.default_rng(4), stories=40, effect=1.0)
    rng = np.random.default_rng(0)
    p.articles["length"] = rng.normal(size=len(p.articles))
    p.articles["topic"] = rng.choice(["war", "talks"], len(p.articles))
    p.articles.loc[0, "length"] = np.nan
    model = mixed_model(p, "actor.x", controls=["length", "topic"])
    assert {"length", "topic: war", "group: B"} <= set(model.table["term"])
    assert model.table["n_articles"].iloc[0] == 79
    assert any("1 article lacks a control" in w for w in model.warnings)


def test_mixed_model_between_kinds_of_outlet_has_outlets_as_random_effects():
    names = [f"{side}{i}" for side in ("left", "right") for i in range(5)]
    p = simulate(np.random.default_rng(7), stories=12, outlets=tuple(names))
    p.articles["leaning"] = p.articles["outlet"].str.rstrip("0123456789")
    model = mixed_model(p, "actor.x", by="leaning")
    assert model.table.loc[model.table["kind"] == "variance", "term"].tolist() == ["story", "outlet", "residual"]


def test_a_mixed_model_of_few_stories_has_no_p_and_of_fewer_no_interval():
    nine = mixed_model(simulate(np.random.default_rng(4), stories=9, effect=1.0), "actor.x").table
    fixed = nine[nine["kind"] == "fixed"]
    assert fixed["p"].isna().all()
    assert fixed["low"].notna().all()
    assert set(fixed["note"]) == {"only 9 stories: no p"}
    four = mixed_model(simulate(np.random.default_rng(4), stories=4, effect=1.0), "actor.x").table
    assert four["low"].isna().all()
    assert "only 4 stories: no interval, no p" in set(four["note"])


def test_a_mixed_model_between_few_outlets_of_a_kind_has_no_p():
    names = [f"{side}{i}" for side in ("left", "right") for i in range(4)]
    p = simulate(np.random.default_rng(7), stories=12, outlets=tuple(names))
    p.articles["leaning"] = p.articles["outlet"].str.rstrip("0123456789")
    fixed = mixed_model(p, "actor.x", by="leaning").table.query("kind == 'fixed'")
    assert fixed["p"].isna().all()
    assert set(fixed["note"]) == {"only 4 outlets on a side: no p"}


def test_what_a_mixed_model_cannot_answer():
    p = simulate(np.random.default_rng(4), stories=10)
    with pytest.raises(SettingError):
        mixed_model(p, "actor.z")
    with pytest.raises(SettingError):
        mixed_model(p, "actor.x", controls=["nothing"])
    with pytest.raises(SettingError):
        mixed_model(p, "actor.x", reference="Z")
    with pytest.raises(DataError, match="determine each other"):
        mixed_model(p, "actor.x", controls=["outlet"])
    p.articles["story"] = None
    with pytest.raises(DataError, match="cluster of its own"):
        mixed_model(p, "actor.x")


def test_a_mixed_model_without_statsmodels_says_which_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels.regression.mixed_linear_model", None)
    with pytest.raises(MissingExtraError, match=r"framing\[stats\]"):
        mixed_model(simulate(np.random.default_rng(4), stories=10), "actor.x")
