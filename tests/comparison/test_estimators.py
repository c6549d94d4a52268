import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from benchmarks.inference.corpora import Design, draw
from benchmarks.inference.simulation import simulate, truth
from framing.comparison.estimators import Sides, contrast, ratio_interval, standardise
from framing.comparison.kinds import Cells, contrast_kinds, permute_outlets
from framing.comparison.resampling import (
    benjamini_hochberg,
    bootstrap_t,
    coarsen,
    null_scores,
    permute_sides,
    sign_flip,
)
from framing.comparison.shrinkage import shrink, shrink_contrasts
from framing.errors import DataError

counts = st.lists(st.tuples(*(st.integers(0, 9),) * 4), min_size=2, max_size=15)


def sides(rows):
    x1, y1, x2, y2 = (np.array(c, dtype=float)[:, None] for c in zip(*rows, strict=True))
    return Sides(x1, x1 + y1, x2, x2 + y2)


def swapped(s):
    return Sides(s.hits2, s.opportunities2, s.hits1, s.opportunities1)


@given(counts)
@settings(max_examples=60)
def test_exchanging_the_sides_turns_every_sign_and_keeps_p(rows):
    for standardised in (False, True):
        s = standardise(sides(rows)) if standardised else sides(rows)
        one, two = contrast(s), contrast(swapped(s))
        np.testing.assert_allclose(one.estimate, -two.estimate, atol=1e-12)
        np.testing.assert_allclose(one.low, -two.high, atol=1e-9)
        p1, p2 = (sign_flip(null_scores(x, standardised), 500, np.random.default_rng(0)) for x in (s, swapped(s)))
        np.testing.assert_allclose(p1, p2)


@given(counts, st.randoms())
@settings(max_examples=40)
def test_order_of_clusters_does_not_matter(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    one, two = contrast(standardise(sides(rows))), contrast(standardise(sides(mixed)))
    for name in ("estimate", "low", "high", "df"):
        np.testing.assert_allclose(getattr(one, name), getattr(two, name), rtol=1e-7, atol=1e-9)


@given(counts)
@settings(max_examples=40)
def test_the_jackknife_formula_is_leave_one_out(rows):
    s = sides(rows)
    whole = contrast(s)
    values = []
    for k in range(len(rows)):
        left = [np.delete(x, k, axis=0) for x in (s.hits1, s.opportunities1, s.hits2, s.opportunities2)]
        sums = [x.sum() for x in left]
        if sums[1] == 0 or sums[3] == 0:
            return
        values.append(sums[0] / sums[1] - sums[2] / sums[3])
    both = (s.opportunities1 > 0).all() and (s.opportunities2 > 0).all()
    if both:
        n = len(rows)
        se = np.sqrt((n - 1) / n * ((np.array(values) - whole.estimate[0]) ** 2).sum())
        assert whole.se[0] == pytest.approx(se, abs=1e-9)


def test_standardised_contrast_is_mantel_haenszel_of_statsmodels():
    from statsmodels.stats.contingency_tables import StratifiedTable

    rng = np.random.default_rng(0)
    rows = [tuple(rng.integers(1, 12, 4)) for _ in range(8)]
    table = StratifiedTable([np.array([[x1, y1], [x2, y2]], dtype=float) for x1, y1, x2, y2 in rows])
    assert contrast(standardise(sides(rows)), "ratio").estimate[0] == pytest.approx(table.riskratio_pooled)


def test_ratio_of_articles_with_one_opportunity_is_the_mean_with_its_usual_error():
    x = np.array([1, 0, 0, 1, 1, 0, 1, 1.0])[:, None]
    value, low, high, n = ratio_interval(x, np.ones_like(x))
    p = 5 / 8
    se = x.std(ddof=1) / np.sqrt(8) / (p * (1 - p))
    half = stats.t.ppf(0.975, 7) * se
    logit = np.log(p / (1 - p))
    expected = 1 / (1 + np.exp(-(logit - half))), 1 / (1 + np.exp(-(logit + half)))
    assert (value[0], n[0]) == (p, 8)
    assert (low[0], high[0]) == pytest.approx(expected)


def test_sign_flip_is_exact_up_to_15_clusters_and_near_it_beyond():
    rng = np.random.default_rng(1)
    e = rng.normal(0.3, 1, (14, 3))
    exact = sign_flip(e, 99, rng)
    bits = 1 - 2 * ((np.arange(2**14)[:, None] >> np.arange(14)) & 1)
    by_hand = (np.abs(bits @ e) >= np.abs(e.sum(axis=0)) - 1e-9).mean(axis=0)
    np.testing.assert_allclose(exact, by_hand)
    more = np.concatenate([e, np.zeros((4, 3))])
    np.testing.assert_allclose(sign_flip(more, 20_000, rng), by_hand, atol=0.015)
    assert np.isnan(sign_flip(np.zeros((12, 1)), 99, rng)[0])


def test_benjamini_hochberg_of_the_1995_paper():
    # Y. Benjamini and Y. Hochberg (1995), section 3.2: at .05 the procedure rejects the first four of these fifteen.
    small = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p = [*small, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert (benjamini_hochberg(np.array(p)) <= 0.05).sum() == 4


def test_coarsening_keeps_the_sums_and_bounds_the_clusters():
    rng = np.random.default_rng(2)
    on = np.arange(300)[:, None] < 200
    d = rng.integers(1, 5, (300, 2)).astype(float)
    s = Sides(np.where(on, d / 2, 0), np.where(on, d, 0), np.where(on, 0, d / 4), np.where(on, 0, d))
    c = coarsen(s, rng, limit=50)
    assert len(c.hits1) == 100
    for name in ("hits1", "opportunities1", "hits2", "opportunities2"):
        np.testing.assert_allclose(getattr(c, name).sum(axis=0), getattr(s, name).sum(axis=0))
    assert not ((c.opportunities1 > 0) & (c.opportunities2 > 0)).any()
    assert coarsen(s, rng, limit=500) is s


def test_permutation_and_bootstrap_of_pooled_clusters_agree_with_those_of_all():
    rng = np.random.default_rng(3)
    n = 3000
    on = np.arange(n)[:, None] < n // 2
    d = np.full((n, 1), 4.0)
    x = rng.binomial(4, np.where(on, 0.40, 0.415)).astype(float)
    zero = np.zeros((n, 1))
    s = Sides(np.where(on, x, zero), np.where(on, d, zero), np.where(on, zero, x), np.where(on, zero, d))
    small = coarsen(s, rng, limit=300)
    assert permute_sides(small, 2000, rng)[0] == pytest.approx(permute_sides(s, 2000, rng)[0], abs=0.06)
    width = np.subtract(*bootstrap_t(s, "difference", 1000, rng)[::-1])
    assert np.subtract(*bootstrap_t(small, "difference", 1000, rng)[::-1]) == pytest.approx(width, rel=0.12)


def test_exchange_of_five_and_five_outlets_is_exhaustive():
    story, outlet = np.divmod(np.arange(60), 10)
    d = np.full((60, 1), 10.0)
    x = np.where(outlet < 5, 8.0, 2.0)[:, None]
    cells = Cells(x, d, story, outlet, outlet < 5)
    for within in (True, False):
        # Only the observed exchange and its mirror image are as far, of 252.
        assert permute_outlets(cells, within, 2000, np.random.default_rng(0))[0] == pytest.approx(2 / 252)
        assert contrast_kinds(cells, within).estimate[0] == pytest.approx(0.6)


def test_shrinkage_draws_shares_to_the_prior_by_its_formula():
    hits, base = np.array([0.0, 10, 40, 45, 3]), np.array([0.0, 50, 100, 60, 4])
    s = shrink(hits, base)
    a, b = s.prior
    np.testing.assert_allclose(s.value, (a + hits) / (a + b + base))
    assert s.value[0] == pytest.approx(a / (a + b))
    likelihood = stats.betabinom(base[1:].astype(int), a, b).logpmf(hits[1:].astype(int)).sum()
    for other in ((a * 1.2, b), (a, b * 1.2), (a / 1.2, b), (a, b / 1.2)):
        assert stats.betabinom(base[1:].astype(int), *other).logpmf(hits[1:].astype(int)).sum() < likelihood + 1e-6


@pytest.mark.parametrize("bounded", [True, False])
def test_limits_of_shrunken_values_cover(bounded):
    # 8 groups of 2 to 59 opportunities whose true values come from one distribution; 480 limits of 95 %.
    rng = np.random.default_rng(3)
    inside = []
    for _ in range(60):
        base = rng.integers(2, 60, 8)
        true = rng.beta(4, 8, 8) if bounded else rng.gamma(3, 0.5, 8)
        hits = rng.binomial(base, true) if bounded else rng.poisson(true * base)
        s = shrink(hits.astype(float), base.astype(float), bounded=bounded)
        inside += list((s.low <= true) & (true <= s.high))
    assert np.mean(inside) > 0.91


def test_limits_of_alike_groups_do_not_close_up():
    # Six groups of 5 of 10 vary less than chance: their common share is no better known than 30 of 60.
    s = shrink(np.full(6, 5.0), np.full(6, 10.0))
    assert s.value == pytest.approx(0.5, abs=1e-3)
    low, high = stats.beta.ppf([0.025, 0.975], 30.5, 30.5)
    assert (s.low < low).all()
    assert (s.high > high).all()
    assert (s.high - s.low < 0.6).all()


def test_contrasts_shrink_by_the_formula_of_efron_and_morris():
    # With equal standard errors 1 the likeliest spread is the mean square less 1: (9 + 1 + 4 + 4) / 4 - 1 = 3.5.
    value, low, high = shrink_contrasts(np.array([3.0, -1, 2, -2]), np.ones(4))
    assert value == pytest.approx(np.array([3.0, -1, 2, -2]) * 3.5 / 4.5, rel=1e-4)
    assert ((low < value) & (value < high)).all()
    # Contrasts no larger than chance are drawn to 0 wholly, but their limits stay open.
    value, low, high = shrink_contrasts(np.array([0.5, -0.5, 0.4, np.nan]), np.array([1.0, 1, 1, 1]))
    assert value[:3].tolist() == [0, 0, 0]
    assert np.isnan([value[3], low[3], high[3]]).all()
    assert (high[:3] - low[:3] > 0.5).all()
    assert np.isnan(shrink_contrasts(np.array([1.0, 2]), np.ones(2))[0]).all()


def test_shrinkage_of_rates_and_what_it_cannot_do():
    hits, base = np.array([2.0, 10, 40, 5]), np.array([1.0, 8, 15, 6])
    s = shrink(hits, base, bounded=False)
    a, b = s.prior
    np.testing.assert_allclose(s.value, (a + hits) / (b + base))
    assert shrink(np.array([1.0, 2]), np.array([3.0, 4])).note.startswith("fewer than three")
    assert shrink(np.zeros(4), base).note == "no variation: nothing to shrink"
    with pytest.raises(DataError):
        shrink(np.array([5.0, 1, 1]), np.array([4.0, 2, 2]))


def test_simulated_corpora_have_the_effect_they_are_given():
    rng = np.random.default_rng(0)
    flat = Design(50, 2, base=-1.0, effect=0.8, story_sd=0, cell_sd=0)
    hits, opportunities = draw(flat, 200, rng)
    assert (opportunities >= 1).all()
    p = 1 / (1 + np.exp(0.2)), 1 / (1 + np.exp(1.0))
    assert hits[:, 0].sum() / opportunities[:, 0].sum() == pytest.approx(p[0], abs=0.005)
    assert truth(flat, "pair", True, 1)["difference"] == pytest.approx(p[0] - p[1], abs=0.004)


def test_small_simulation_covers_and_the_naive_test_does_not_hold_its_level():
    (row,) = simulate(Design(20, 2), [("pair", "within")], corpora=800, draws=199, seed=1)
    # 800 corpora put a standard error of .008 on these.
    assert 0.92 <= row["covers_difference"] <= 0.98
    assert 0.02 <= row["rejects"] <= 0.08
    assert row["naive_rejects"] > 0.09


def test_a_ratio_of_two_clusters_may_have_no_upper_bound():
    s = sides([(1, 8, 2, 3), (1, 2, 9, 1)])
    assert contrast(s, "ratio").high[0] > 1e3
