import numpy as np
import pandas as pd
import pytest
from scipy import stats
from standin import StandIn, from_counts, mentions_of, simulate

from framing.comparison.aggregate import aggregate
from framing.comparison.compare import compare
from framing.errors import DataError, SettingError


def row(table, **where):
    for name, value in where.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_pooled_share_is_a_ratio_of_sums_and_the_mean_of_article_shares_is_named():
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "outlet": ["A", "A", "B"]})
    p = from_counts(articles, [9, 0, 1], [1, 2, 3])
    pooled = aggregate(p, measures="shares").table
    assert row(pooled, feature="actor.x", group="A").estimate == pytest.approx(9 / 12)
    assert row(pooled, feature="actor.x", group="B").estimate == pytest.approx(1 / 4)
    mean = aggregate(p, measures="shares", pooling="articles").table
    assert row(mean, feature="actor.x", group="A").estimate == pytest.approx((9 / 10 + 0) / 2)


def test_across_articles_the_difference_is_that_of_the_pooled_shares_and_the_ratio_their_quotient():
    articles = pd.DataFrame({"article_id": ["a", "b", "c", "d"], "outlet": ["A", "A", "B", "B"]})
    p = from_counts(articles, [2, 1, 6, 2], [3, 4, 1, 1])
    share_a, share_b = 3 / 10, 8 / 10
    expected = {
        "difference": share_b - share_a,
        "ratio": share_b / share_a,
        "odds_ratio": (share_b / (1 - share_b)) / (share_a / (1 - share_a)),
        "log_ratio": np.log2(share_b / share_a),
    }
    for effect, value in expected.items():
        r = row(compare(p, measures="shares", effect=effect).table, feature="actor.x")
        assert (r.group, r.reference) == ("B", "A")
        assert r.estimate == pytest.approx(value)
        assert (r.hits, r.opportunities, r.reference_hits, r.reference_opportunities) == (8, 10, 3, 10)
        assert np.isnan(r.p)
        assert "only 2 articles on a side" in r.note


def test_within_stories_equals_mantel_haenszel_by_hand():
    stories = ["s1", "s1", "s2", "s2", "s3"]
    articles = pd.DataFrame({"article_id": list("abcde"), "outlet": list("ABABB"), "story": stories})
    p = from_counts(articles, [1, 3, 2, 4, 50], [1, 3, 6, 0, 0])
    # Story 1: A 1 of 2, B 3 of 6; story 2: A 2 of 8, B 4 of 4; story 3 has B alone and must not count.
    w1, w2 = 2 * 6 / 8, 8 * 4 / 12
    by_hand = (w1 * (3 / 6 - 1 / 2) + w2 * (4 / 4 - 2 / 8)) / (w1 + w2)
    r = row(compare(p, within="story", measures="shares").table, feature="actor.x")
    assert r.estimate == pytest.approx(by_hand)
    risk_ratio = (3 * 2 / 8 + 4 * 8 / 12) / (1 * 6 / 8 + 2 * 4 / 12)
    r = row(compare(p, within="story", measures="shares", effect="ratio").table, feature="actor.x")
    assert r.estimate == pytest.approx(risk_ratio)


def test_within_stories_a_choice_of_stories_is_no_difference():
    # B covers the story with many x ten times as often; in every story both use x alike.
    rows = []
    for s in range(24):
        often = s % 2 == 0
        for outlet, number in (("A", 1 if often else 10), ("B", 10 if often else 1)):
            rows += [(outlet, f"s{s}", 8 if often else 2, 2 if often else 8)] * number
    a = pd.DataFrame(rows, columns=["outlet", "story", "x", "y"])
    a["article_id"] = [str(i) for i in range(len(a))]
    p = from_counts(a[["article_id", "outlet", "story"]], a["x"], a["y"])
    across = row(compare(p, measures="shares").table, feature="actor.x")
    within = row(compare(p, within="story", measures="shares").table, feature="actor.x")
    assert across.estimate > 0.4
    assert within.estimate == pytest.approx(0, abs=1e-12)


def test_balanced_stories_give_the_paired_t_interval_of_the_differences():
    # With equal opportunities everywhere the estimator is the mean of the stories' differences.
    rng = np.random.default_rng(4)
    x = rng.binomial(10, 0.4, (15, 2))
    articles = pd.DataFrame(
        {
            "article_id": [str(i) for i in range(30)],
            "outlet": ["A", "B"] * 15,
            "story": np.repeat([f"s{i}" for i in range(15)], 2),
        }
    )
    p = from_counts(articles, x.ravel(), (10 - x).ravel())
    r = row(compare(p, within="story", measures="shares").table, feature="actor.x")
    differences = (x[:, 1] - x[:, 0]) / 10
    # The jackknife divides by S - 1 and leaves the mean in, so its variance is the usual one exactly.
    se = differences.std(ddof=1) / np.sqrt(15)
    half = stats.t.ppf(0.975, 14) * se
    assert (r.low, r.high) == pytest.approx((differences.mean() - half, differences.mean() + half))


def test_independent_articles_with_one_opportunity_give_welchs_standard_error():
    articles = pd.DataFrame({"article_id": [str(i) for i in range(40)], "outlet": ["A"] * 15 + ["B"] * 25})
    hits = np.array([1, 0, 0] * 5 + [1, 1, 0, 1, 0] * 5)
    p = from_counts(articles, hits, 1 - hits)
    r = row(compare(p, measures="shares").table, feature="actor.x")
    a, b = hits[:15], hits[15:]
    expected = stats.ttest_ind(b, a, equal_var=False).confidence_interval(0.95)
    assert (r.low, r.high) == pytest.approx((expected.low, expected.high))


def test_p_within_stories_is_the_exact_sign_flip_p():
    # 12 stories with equal opportunities, B always above: 2 of 4,096 patterns are as far (scipy agrees).
    articles = pd.DataFrame(
        {
            "article_id": [str(i) for i in range(24)],
            "outlet": ["A", "B"] * 12,
            "story": np.repeat([f"s{i}" for i in range(12)], 2),
        }
    )
    hits = np.array([[3, 4 + i % 3] for i in range(12)])
    p = from_counts(articles, hits.ravel(), 10 - hits.ravel())
    r = row(compare(p, within="story", measures="shares", draws=5000).table, feature="actor.x")
    assert r.p == pytest.approx(2 / 2**12)
    check = stats.permutation_test(
        (hits[:, 0], hits[:, 1]),
        lambda x, y, axis: (x - y).mean(axis=axis),
        permutation_type="samples",
        n_resamples=np.inf,
    )
    assert r.p == pytest.approx(check.pvalue)


def test_p_across_articles_agrees_with_a_permutation_test_of_the_studentised_difference():
    rng = np.random.default_rng(11)
    articles = pd.DataFrame({"article_id": [str(i) for i in range(40)], "outlet": ["A"] * 20 + ["B"] * 20})
    hits = rng.binomial(10, np.repeat([0.35, 0.45], 20))
    p = from_counts(articles, hits, 10 - hits)
    r = row(compare(p, measures="shares", draws=8000).table, feature="actor.x")

    def welch(x, y, axis):
        return stats.ttest_ind(x, y, equal_var=False, axis=axis).statistic

    check = stats.permutation_test((hits[:20], hits[20:]), welch, n_resamples=8000, rng=np.random.default_rng(1))
    assert r.p == pytest.approx(check.pvalue, abs=0.015)


def test_same_seed_same_bytes_and_another_seed_another_p():
    p = simulate(np.random.default_rng(2), stories=25, effect=0.3)
    one, two, other = (compare(p, within="story", measures="shares", seed=s).table for s in (1, 1, 2))
    pd.testing.assert_frame_equal(one, two)
    assert not one["p"].equals(other["p"])
    np.testing.assert_array_equal(one["low"], other["low"])


def test_a_measure_more_leaves_the_numbers_of_the_others_as_they_are():
    p = simulate(np.random.default_rng(2), stories=25, effect=0.3)
    alone = compare(p, within="story", measures="shares").table
    more = compare(p, within="story", measures=["rates", "shares"]).table
    shares = more[more["measure"] == "shares"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.drop(columns="q"), shares.drop(columns="q"))


def test_q_is_benjamini_hochberg_over_all_rows():
    p = simulate(np.random.default_rng(3), stories=30, outlets=("A", "B", "C"), effect=0.5)
    t = compare(p, within="story").table
    assert t["p"].notna().all()
    np.testing.assert_allclose(t["q"], stats.false_discovery_control(t["p"].to_numpy()))


def test_fewer_than_ten_stories_estimates_without_p():
    p = simulate(np.random.default_rng(3), stories=9)
    r = row(compare(p, within="story", measures="shares").table, feature="actor.x")
    assert np.isfinite([r.estimate, r.low, r.high]).all()
    assert np.isnan([r.p, r.q]).all()
    assert r.note == "only 9 stories: no p"
    p = simulate(np.random.default_rng(3), stories=4)
    r = row(compare(p, within="story", measures="shares").table, feature="actor.x")
    assert np.isfinite(r.estimate)
    assert np.isnan([r.low, r.high, r.p]).all()
    assert r.note == "only 4 stories: no interval, no p"


def test_ten_stories_have_a_p():
    p = simulate(np.random.default_rng(3), stories=10)
    assert compare(p, within="story", measures="shares").table["p"].notna().all()


def kinds(outlets_a_side, stories=20, seed=5):
    names = [f"left{i}" for i in range(outlets_a_side)] + [f"right{i}" for i in range(outlets_a_side)]
    p = simulate(np.random.default_rng(seed), stories=stories, outlets=tuple(names))
    p.articles["leaning"] = p.articles["outlet"].str.rstrip("0123456789")
    return p


def test_between_kinds_of_outlet_five_a_side_are_needed_for_a_p():
    few = row(compare(kinds(4), by="leaning", within="story", measures="shares").table, feature="actor.x")
    assert np.isnan(few.p)
    assert few.note == "only 4 outlets on a side: no p"
    enough = row(compare(kinds(5), by="leaning", within="story", measures="shares").table, feature="actor.x")
    assert 0 < enough.p <= 1
    assert "outlets" in enough.method


def test_between_kinds_differences_between_outlets_widen_the_interval():
    p = kinds(6, stories=40)
    a = p.articles
    # One outlet of the right uses nothing but x.
    odd = a.loc[a["outlet"] == "right0", "article_id"]
    p.mentions.loc[p.mentions["article_id"].isin(odd), ["feature", "variant"]] = ["actor.x", "x"]
    by_kind = row(compare(p, by="leaning", measures="shares").table, feature="actor.x")
    by_story = row(compare(p, by="leaning", measures="shares").table, feature="actor.x")
    a2 = a.drop(columns="outlet")
    by_story = row(compare(StandIn(a2, p.mentions), by="leaning", measures="shares").table, feature="actor.x")
    assert by_kind.estimate == pytest.approx(by_story.estimate)
    assert by_kind.high - by_kind.low > 1.5 * (by_story.high - by_story.low)


def test_wire_copies_are_one_cluster():
    n = 12
    base = pd.DataFrame({"article_id": [f"a{i}" for i in range(2 * n)], "outlet": ["A"] * n + ["B"] * n})
    rng = np.random.default_rng(0)
    hits = rng.integers(0, 6, 2 * n)
    text = "The agency wrote this long report on a raid in a town that nobody had heard of before it happened."
    wired = base.assign(wire_source=[None] * n + ["W"] * n)
    p = from_counts(wired, hits, 6 - hits)
    p.texts = pd.Series(
        [f"Own text number {i} of the paper with words {i}" for i in range(n)] + [text] * n, wired["article_id"]
    )
    r = row(compare(p, measures="shares").table, feature="actor.x")
    assert r.n_stories == n + 1
    assert np.isnan(r.p)
    assert (
        row(compare(from_counts(base, hits, 6 - hits), measures="shares").table, feature="actor.x").n_stories == 2 * n
    )


def test_groups_that_differ_in_genre_wire_share_or_translation_get_a_warning():
    p = simulate(np.random.default_rng(1), stories=20)
    first = p.articles["outlet"] == "A"
    p.articles["genre"] = np.where(first, "opinion", "news")
    p.articles["wire_source"] = np.where(first, "W", None)
    p.articles["translated_from"] = np.where(first, "he", None)
    p.articles["headline"] = p.articles["article_id"]
    result = compare(p, within="story", measures="shares")
    for word in ("genre", "wire share", "translation"):
        assert any(word in w for w in result.warnings)
        assert word in result.to_markdown()


def test_equal_groups_get_no_warning():
    p = simulate(np.random.default_rng(1), stories=20)
    p.articles["genre"] = "news"
    assert compare(p, within="story", measures="shares").warnings == ()


def test_unreadable_articles_are_left_out_and_said():
    articles = pd.DataFrame(
        {"article_id": ["a", "b", "c"], "outlet": ["A", "A", "B"], "problem": [None, "empty", None]}
    )
    p = from_counts(articles, [1, 0, 1], [1, 0, 3])
    result = compare(p, measures="shares", pooling="articles")
    r = row(result.table, feature="actor.x")
    assert r.reference_value == pytest.approx(0.5)
    assert r.n_articles == 2
    assert "1 of 3 articles could not be read" in result.warnings[0]
    assert row(aggregate(p, measures="counts").table, feature="actor.x", group="A").opportunities == 1


def test_three_groups_against_all_others_a_reference_or_in_pairs():
    p = simulate(np.random.default_rng(3), stories=12, outlets=("A", "B", "C"))
    t = compare(p, within="story", measures="shares").table
    assert t.loc[t["feature"] == "actor.x", ["group", "reference"]].to_numpy().tolist() == [
        ["A", "(all others)"], ["B", "(all others)"], ["C", "(all others)"],
    ]  # fmt: skip
    t = compare(p, within="story", measures="shares", reference="B").table
    assert set(zip(t["group"], t["reference"], strict=True)) == {("A", "B"), ("C", "B")}
    t = compare(p, within="story", measures="shares", reference="pairs").table
    assert set(zip(t["group"], t["reference"], strict=True)) == {("B", "A"), ("C", "A"), ("C", "B")}


def test_features_without_hits_and_sides_without_opportunity_say_so():
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"]})
    m = mentions_of([("a", "s", "x", 2), ("a", "t", "y", 1), ("b", "t", "y", 3)])
    t = compare(StandIn(articles, m), measures="shares").table
    assert row(t, feature="s.x").note == "no opportunity on one side"
    assert np.isnan(row(t, feature="s.x").estimate)
    t = aggregate(StandIn(articles, m), measures="shares").table
    assert np.isnan(row(t, feature="s.x", group="B").estimate)
    assert row(t, feature="s.x", group="B").note == "no opportunity"


def test_no_variance_has_an_estimate_and_a_reason():
    articles = pd.DataFrame(
        {
            "article_id": [str(i) for i in range(24)],
            "outlet": ["A", "B"] * 12,
            "story": np.repeat(range(12), 2).astype(str),
        }
    )
    p = from_counts(articles, [1, 2] * 12, [3, 2] * 12)
    r = row(compare(p, within="story", measures="shares").table, feature="actor.x")
    assert r.estimate == pytest.approx(0.25)
    assert np.isnan([r.low, r.high]).all()
    assert r.note == "no variation between clusters: no interval"


@pytest.mark.parametrize(
    ("change", "call", "message"),
    [
        ({"outlet": "A"}, {}, "only one group ('A')"),
        ({"outlet": None}, {}, "has no value"),
        ({"story": None}, {"within": "story"}, "'story' is empty"),
    ],
)
def test_data_that_cannot_answer(change, call, message):
    p = simulate(np.random.default_rng(1), stories=3)
    p.articles = p.articles.assign(**change)
    with pytest.raises(DataError, match=message.replace("(", r"\(").replace(")", r"\)")):
        compare(p, **call)


def test_stories_with_one_outlet_only():
    p = simulate(np.random.default_rng(1), stories=6)
    p.articles["story"] = p.articles["article_id"]
    r = row(compare(p, within="story", measures="shares").table, feature="actor.x")
    assert np.isnan(r.estimate)
    assert r.note == "none of the stories has opportunities on both sides"


@pytest.mark.parametrize(
    "call",
    [
        {"effect": "delta"}, {"interval": "normal"}, {"by": "nothing"}, {"measures": "shares:nothing"}, {"level": 95},
        {"measures": "sharess"}, {"reference": "Z"}, {"draws": 5}, {"features": ["actor.z"]}, {"pooling": "mean"},
        {"effect": "odds_ratio", "measures": "rates"}, {"zones": "bodyy"}, {"voice": "owned"},
    ],
)  # fmt: skip
def test_settings_that_are_not_possible(call):
    with pytest.raises(SettingError):
        compare(simulate(np.random.default_rng(1), stories=3), **call)


def test_articles_without_group_or_story_are_counted_aloud():
    p = simulate(np.random.default_rng(1), stories=12)
    p.articles.loc[0, "outlet"] = None
    p.articles.loc[3, "story"] = None
    result = compare(p, within="story", measures="shares")
    assert "1 of 24 articles have no 'outlet' and are in no group" in result.warnings
    assert "1 articles have no 'story'; each is a cluster of its own" in result.warnings


def test_uncertain_bounds_count_all_or_none():
    articles = pd.DataFrame({"article_id": ["a"], "outlet": ["A"]})
    m = mentions_of(
        [("a", "s", "x", 2), ("a", "s", "y", 2), ("a", "s", "x", 1, "uncertain"), ("a", "s", "y", 3, "uncertain")]
    )
    r = row(aggregate(StandIn(articles, m), measures="shares", voice="own").table, feature="s.x")
    assert r.estimate == pytest.approx(0.5)
    assert (r.uncertain_low, r.uncertain_high) == pytest.approx((2 / 7, 3 / 5))


def test_bootstrap_t_is_near_the_t_interval_with_many_stories():
    p = simulate(np.random.default_rng(8), stories=150, effect=0.5)
    t = row(compare(p, within="story", measures="shares").table, feature="actor.x")
    b = row(compare(p, within="story", measures="shares", interval="bootstrap-t").table, feature="actor.x")
    width = t.high - t.low
    assert (b.low, b.high) == pytest.approx((t.low, t.high), abs=0.08 * width)


def test_promo_lines_and_repetitions_do_not_count():
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"]})
    m = mentions_of([("a", None, "raid", 2), ("a", None, "raid", 5, "own", "promo"), ("b", None, "raid", 1)])
    m.loc[0, "duplicate_of"] = 3
    t = aggregate(StandIn(articles, m), measures="counts").table
    assert row(t, group="A").hits == 1
    t = aggregate(StandIn(articles, m), measures="counts", zones="all").table
    assert row(t, group="A").hits == 6


def test_rates_are_per_1000_words_of_the_same_voice():
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "outlet": ["A", "B"], "n_words": [500.0, 1000.0], "words_own": [250.0, 400.0]}
    )
    m = mentions_of([("a", None, "raid", 1), ("a", None, "raid", 4, "direct"), ("b", None, "raid", 2)])
    assert row(aggregate(StandIn(articles, m), measures="rates").table, group="A").estimate == pytest.approx(10)
    assert row(
        aggregate(StandIn(articles, m), measures="rates", voice="own").table, group="A"
    ).estimate == pytest.approx(4)
    assert row(aggregate(StandIn(articles, m), measures="own_voice").table, group="A").estimate == pytest.approx(1 / 5)


def test_agency_sources_and_frames():
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"]})
    events = pd.DataFrame(
        {
            "article_id": ["a", "a", "a", "b"],
            "construction": ["active", "participle", "passive_agentless", "nominal_agent"],
            "agent_scope": ["subject", "none", "sentence", "event_modifier"],
            "victim_group": ["P", "P", None, "I"],
            "zone": "body",
            "voice": "own",
            "wording": "outlet",
            "duplicate_of": None,
        }
    )
    attributions = pd.DataFrame(
        {"article_id": ["a", "a", "b"], "source_type": ["army", None, "army"], "n_words": [30, 10, 7]}
    )
    frames = pd.DataFrame(
        {"article_id": ["a", "b"], "scheme": "g", "frame": "security", "score": [0.8, 0.2], "threshold": 0.5}
    )
    p = StandIn(articles, events=events, attributions=attributions, frames=frames)
    t = aggregate(p, measures=["agency", "agency_by_victim", "sources", "frames", "frames_present"]).table

    def value(measure, feature, group):
        return row(t, measure=measure, feature=feature, group=group).estimate

    assert value("agency", "agent_omitted", "A") == pytest.approx(1 / 3)
    assert value("agency", "passive_agentless", "A") == pytest.approx(2 / 3)
    assert value("agency", "nominal", "B") == 1
    assert value("agency_by_victim", "agent_omitted: P", "A") == pytest.approx(1 / 2)
    assert value("sources", "army", "A") == pytest.approx(30 / 40)
    assert value("sources", "unknown", "B") == 0
    assert value("frames", "security", "A") == pytest.approx(0.8)
    assert value("frames_present", "security", "B") == 0


def test_shrinkage_is_only_on_request_and_draws_small_groups_most():
    articles = pd.DataFrame({"article_id": list("abcd"), "outlet": list("ABCD")})
    p = from_counts(articles, [2, 40, 55, 45], [0, 60, 45, 55])
    plain = aggregate(p, measures="shares").table
    assert "shrunk" not in plain
    t = aggregate(p, measures="shares", shrunken=True).table
    small = row(t, feature="actor.x", group="A")
    assert small.estimate == 1
    assert 0.4 < small.shrunk < 0.75
    assert row(t, feature="actor.x", group="B").shrunk == pytest.approx(0.4, abs=0.07)


def test_contrasts_are_shrunk_on_request_only():
    p = simulate(np.random.default_rng(2), stories=30, effect=0.8)
    assert "shrunk" not in compare(p, within="story", measures="shares").table
    # Two variants are too few contrasts to learn a spread from.
    t = compare(p, within="story", measures="shares", shrunken=True).table
    assert t["shrunk"].isna().all()
    assert list(t.columns)[-1] == "note"


def test_contrasts_that_are_known_least_are_drawn_most():
    articles = pd.DataFrame([{"article_id": f"{o}{s}", "outlet": o, "story": f"s{s}"} for s in range(20) for o in "AB"])
    rng = np.random.default_rng(5)
    rows = [
        (article, None, name, rng.poisson(size * (1.5 if outlet == "A" else 1)))
        for name, size in (("often", 12), ("some", 4), ("other", 4), ("rare", 1))
        for article, outlet in zip(articles["article_id"], articles["outlet"], strict=True)
    ]
    p = StandIn(articles, mentions_of(rows))
    t = compare(p, within="story", measures="counts", effect="ratio", shrunken=True).table.set_index("feature")
    drawn = np.log(t["shrunk"]) / np.log(t["estimate"])
    width = np.log(t["high"]) - np.log(t["low"])
    assert drawn.sort_values().index.tolist() == width.sort_values(ascending=False).index.tolist()
    assert ((drawn > 0) & (drawn < 1)).all()


def test_stories_that_one_side_alone_covered_are_told():
    p = simulate(np.random.default_rng(2), stories=12)
    p.articles = p.articles[~p.articles["article_id"].isin(["s0-B", "s1-B", "s2-A"])].reset_index(drop=True)
    found = compare(p, within="story", measures="shares")
    assert any(w.startswith("3 of 12 stories have articles of one group only") for w in found.warnings)
    assert set(found.table["n_stories"]) == {9}
    assert not any("one group only" in w for w in compare(p, measures="shares").warnings)
