"""Corrected shares, differences and ratios: by hand, by independent formulas, and in a small simulation."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from benchmarks.correction.simulation import SCENARIOS, draw, simulate
from framing.errors import SettingError
from framing.validation.correction import correct
from framing.validation.estimates import GroupData, difference, naive, ppi, ratio, rogan_gladen
from framing.validation.intervals import lang_reiczigel, mover_difference, mover_ratio
from framing.validation.sampling import CodingSample

KEY = ["article_id", "start", "end", "unit"]


def units(n, group="A"):
    return pd.DataFrame(
        {"article_id": [f"{group}{i}" for i in range(n)], "start": 0, "end": 5, "unit": "sentence", "outlet": group}
    )


def outlet(group, coded, rest):
    """Units of an outlet: `coded` are triples of coded, predicted, how many; `rest` pairs of predicted, how many."""
    said = [s for _, s, n in coded for _ in range(n)] + [s for s, n in rest for _ in range(n)]
    base = units(len(said), group)
    truth = [c for c, _, n in coded for _ in range(n)]
    return base.assign(value=said), base.iloc[: len(truth)].assign(coder="x", variable="v", value=truth)


# 100 coded of 1,000: 24 found, 6 wrong, 10 missed.
POST = outlet(
    "Post",
    [("yes", "yes", 24), ("no", "yes", 6), ("yes", "no", 10), ("no", "no", 60)],
    [("yes", 270), ("no", 630)],
)
HERALD = outlet(
    "Herald",
    [("yes", "yes", 14), ("no", "yes", 26), ("yes", "no", 2), ("no", "no", 58)],
    [("yes", 360), ("no", 540)],
)
BOTH = tuple(pd.concat(pair, ignore_index=True) for pair in zip(POST, HERALD, strict=True))


def test_prediction_powered_by_hand():
    found = correct(*POST, variable="v", value="yes").table.iloc[0]
    assert found["naive"] == pytest.approx(0.30)
    assert found["estimate"] == pytest.approx(0.30 + (10 - 6) / 100)
    # Angelopoulos et al.: variance of the labels / N + variance of the errors / n; the overlap adds 2 cov / N.
    f = np.array([1.0] * 30 + [0.0] * 70)
    error = np.array([0.0] * 24 + [-1.0] * 6 + [1.0] * 10 + [0.0] * 60)
    # and the variance of the errors is at least Agresti and Min's, with half a unit in each cell.
    least = (10.5 / 102 + 6.5 / 102 - (4 / 102) ** 2) / 102
    of_errors = max(error.var(ddof=1) / 100, least)
    reach = t.ppf(0.975, 99) * np.sqrt(0.3 * 0.7 / 1000 + of_errors + 2 * np.cov(f, error)[0, 1] / 1000)
    assert (found["low"], found["high"]) == pytest.approx((0.34 - reach, 0.34 + reach), abs=1e-4)
    assert (found["sensitivity"], found["specificity"]) == pytest.approx((24 / 34, 60 / 66))
    assert (found["n_units"], found["n_coded"]) == (1000, 100)


def test_rogan_gladen_by_hand():
    found = correct(*POST, variable="v", value="yes", method="rogan_gladen").table.iloc[0]
    se, sp = 24 / 34, 60 / 66
    assert found["estimate"] == pytest.approx((0.3 + sp - 1) / (se + sp - 1))
    assert found["low"] < found["estimate"] < found["high"]
    # The delta method, which Lang and Reiczigel adjust, gives about the same here.
    spread = (
        0.21 / 1000 + found["estimate"] ** 2 * se * (1 - se) / 34 + (1 - found["estimate"]) ** 2 * sp * (1 - sp) / 66
    )
    reach = 1.96 * np.sqrt(spread) / (se + sp - 1)
    assert found["high"] - found["low"] == pytest.approx(2 * reach, rel=0.1)


def test_lang_reiczigel_by_its_formulas():
    # Written out once more, step by step, for p = 0.1 of 500, Se = 0.9 of 40, Sp = 0.95 of 60.
    z = 1.959963984540054
    p = (500 * 0.1 + z**2 / 2) / (500 + z**2)
    se, sp = 37 / 42, 58 / 62
    middle = (p + sp - 1) / (se + sp - 1)
    a, b = se * (1 - se) / 42, sp * (1 - sp) / 62
    shift = 2 * z**2 * (middle * a - (1 - middle) * b)
    reach = z * np.sqrt(p * (1 - p) / (500 + z**2) + middle**2 * a + (1 - middle) ** 2 * b) / (se + sp - 1)
    low, high = lang_reiczigel(0.1, 500, 0.9, 40, 0.95, 60, 0.95)
    assert (low, high) == pytest.approx((max(middle + shift - reach, 0), middle + shift + reach))


def test_error_rates_belong_to_their_group():
    found = correct(*BOTH, variable="v", value="yes", by="outlet")
    assert found.estimate("share", "Post") == pytest.approx(0.34)
    assert found.estimate("share", "Herald") == pytest.approx(0.40 + (2 - 26) / 100)
    assert found.estimate("difference") == pytest.approx(0.16 - 0.34)
    assert found.estimate("ratio") == pytest.approx(0.16 / 0.34)
    naive_gap = found.table.set_index("effect").loc["difference", "naive"]
    # Believing the detector turns the difference round.
    assert naive_gap == pytest.approx(+0.10)
    assert found.table.set_index("effect").loc["difference", "high"] < 0
    turned = correct(*BOTH, variable="v", value="yes", by="outlet", reference="Herald")
    assert turned.estimate("difference", "Post", "Herald") == pytest.approx(0.18)


def test_a_difference_of_independent_groups_adds_variances():
    found = correct(*BOTH, variable="v", value="yes", by="outlet").table
    shares = found[found["effect"] == "share"]
    gap = found[found["effect"] == "difference"].iloc[0]
    halves = (shares["high"] - shares["low"]) / 2 / t.ppf(0.975, 99)
    expected = t.ppf(0.975, 198) * np.sqrt((halves**2).sum())
    assert (gap["high"] - gap["low"]) / 2 == pytest.approx(expected, rel=1e-6)
    times = found[found["effect"] == "ratio"].iloc[0]
    assert np.log(times["high"] / times["estimate"]) == pytest.approx(np.log(times["estimate"] / times["low"]))


def test_stories_that_both_outlets_cover_make_the_difference_surer():
    predictions, codings = BOTH
    rng = np.random.default_rng(1)
    stories = pd.Series([f"s{i}" for i in range(100)])
    said = rng.random(100) < 0.5
    number = pd.concat([pd.Series(np.arange(1000) % 100)] * 2, ignore_index=True)
    predictions = predictions.assign(
        story=number.map(stories), value=np.where(number.map(dict(enumerate(said))), "yes", "no")
    )
    codings = codings.assign(value=predictions["value"].iloc[codings.index].to_numpy())
    codings["value"] = np.where(said[np.tile(np.arange(100), 2)], "yes", "no")
    alone = correct(predictions, codings, variable="v", value="yes", by="outlet")
    within = correct(predictions, codings, variable="v", value="yes", by="outlet", cluster="story")

    def width(found):
        row = found.table[found.table["effect"] == "difference"].iloc[0]
        return row["naive_high"] - row["naive_low"]

    assert width(within) < 0.01 < width(alone)


def test_strata_of_the_sample_are_used():
    predictions = units(1000).assign(value=["yes"] * 100 + ["no"] * 900, guess=["yes"] * 100 + ["no"] * 900)
    chosen = [*range(50), *range(100, 150)]
    codings = predictions.iloc[chosen].assign(
        coder="x", variable="v", value=["yes"] * 40 + ["no"] * 10 + ["yes"] * 5 + ["no"] * 45
    )
    drawn = predictions.iloc[chosen][KEY].reset_index(drop=True)
    drawn["item"] = [f"u{i}" for i in range(100)]
    drawn["stratum"] = ["yes"] * 50 + ["no"] * 50
    drawn["weight"] = [2.0] * 50 + [18.0] * 50
    sample = CodingSample(drawn, {"v": ("yes", "no")}, {"strata": ["guess"]})
    found = correct(predictions, codings, variable="v", value="yes", sample=sample).table.iloc[0]
    # 100 × 40/50 + 900 × 5/50 of 1,000.
    assert found["estimate"] == pytest.approx(0.17)
    loose = correct(
        predictions, codings, variable="v", value="yes", sample=CodingSample(drawn, sample.variables, {"strata": []})
    )
    assert loose.estimate() == pytest.approx(0.17)
    assert found["high"] - found["low"] < loose.table["high"].iloc[0] - loose.table["low"].iloc[0]
    assert (found["sensitivity"], found["specificity"]) == pytest.approx((80 / 170, 810 / 830))


def test_no_error_found_is_no_certainty():
    predictions, codings = outlet("A", [("yes", "yes", 10), ("no", "no", 10)], [("yes", 5000), ("no", 5000)])
    found = correct(predictions, codings, variable="v", value="yes").table.iloc[0]
    assert found["estimate"] == pytest.approx(0.5, abs=1e-3)
    # Agresti and Min: half a unit in each cell of 22.
    floor = t.ppf(0.975, 19) * np.sqrt((1 / 22) / 22)
    assert (found["high"] - found["low"]) / 2 > 0.99 * floor


def test_what_cannot_be_corrected_says_why():
    useless = outlet("A", [("yes", "no", 10), ("no", "yes", 10)], [("yes", 50), ("no", 50)])
    row = correct(*useless, variable="v", value="yes", method="rogan_gladen").table.iloc[0]
    assert np.isnan(row["estimate"])
    assert row["note"] == "the detector is no better than chance here"
    one_sided = outlet("A", [("no", "yes", 10), ("no", "no", 10)], [("yes", 50), ("no", 50)])
    row = correct(*one_sided, variable="v", value="yes", method="rogan_gladen").table.iloc[0]
    assert "no coded unit with the value" in row["note"]
    below = outlet("A", [("no", "yes", 9), ("no", "no", 1)], [("yes", 50), ("no", 50)])
    row = correct(*below, variable="v", value="yes").table.iloc[0]
    assert row["estimate"] == 0
    assert "cut at 0" in row["note"]
    uncoded = pd.concat([POST[0], units(10, "Herald").assign(value="no")])
    found = correct(uncoded, POST[1], variable="v", value="yes", by="outlet").table
    assert found.set_index(["effect", "group"]).loc[("share", "Herald"), "note"] == "nothing coded in this group"
    assert found[found["effect"] == "difference"]["estimate"].isna().all()


def test_errors():
    with pytest.raises(SettingError, match="'rogan_gladen'"):
        correct(*POST, variable="v", value="yes", method="bayes")
    with pytest.raises(SettingError, match="possible: 'no', 'yes'"):
        correct(*POST, variable="v", value="maybe")
    with pytest.raises(SettingError, match="'outlet'"):
        correct(*POST, variable="v", value="yes", by="owner")
    with pytest.raises(SettingError, match="reference"):
        correct(*BOTH, variable="v", value="yes", by="outlet", reference="Times")


def test_mover_by_hand():
    low, high = mover_difference(0.5, (0.3, 0.7), 0.2, (0.1, 0.4))
    assert (low, high) == pytest.approx((0.3 - np.sqrt(0.08), 0.3 + np.sqrt(0.05)))
    # A divisor without error leaves the limits divided by it.
    assert mover_ratio(0.5, (0.3, 0.7), 0.25, (0.25, 0.25)) == pytest.approx((1.2, 2.8))
    assert mover_ratio(0.5, (0.3, 0.7), 0.1, (0.0, 0.2))[1] == np.inf


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15)
def test_coding_everything_gives_the_truth(seed):
    rng = np.random.default_rng(seed)
    truth, said = rng.integers(0, 2, (2, 60)).astype(float)
    data = GroupData(said, truth, np.ones(60), np.zeros(60, dtype=np.int64), np.arange(60) // 3)
    found = ppi(data, 0.95, 20)
    assert found.estimate == pytest.approx(truth.mean())
    sums = np.bincount(np.arange(60) // 3, weights=truth - truth.mean()) / 60
    assert (found.influence**2).sum() == pytest.approx((sums**2).sum(), rel=0.12)
    se, sp = data.error_rates()
    if se + sp > 1:
        assert rogan_gladen(data, 0.95, 20).estimate == pytest.approx(truth.mean())


def test_the_simulation_uses_what_the_library_uses():
    rng = np.random.default_rng(4)
    groups = draw(SCENARIOS[0], rng)
    frames = []
    for name, g in zip("AB", groups, strict=True):
        n = len(g.said)
        frames.append(
            pd.DataFrame(
                {
                    "article_id": [f"{name}{c}" for c in g.cluster], "start": np.arange(n), "end": np.arange(n) + 1,
                    "unit": "sentence", "outlet": name, "value": np.where(g.said == 1, "yes", "no"), "truth": g.truth,
                }
            )
        )  # fmt: skip
    table = pd.concat(frames, ignore_index=True)
    coded = table[table["truth"].notna()]
    codings = coded[KEY].assign(coder="x", variable="v", value=np.where(coded["truth"] == 1, "yes", "no"))
    for method, function in (("ppi", ppi), ("rogan_gladen", rogan_gladen)):
        found = correct(
            table.drop(columns="truth"), codings, variable="v", value="yes", by="outlet", method=method
        ).table
        one, other = (function(g, 0.95, 500) for g in groups)
        for effect, (expected, _) in (("difference", difference(one, other, 0.95)), ("ratio", ratio(one, other, 0.95))):
            shown = found[found["effect"] == effect].iloc[0]
            assert (shown["estimate"], shown["low"], shown["high"]) == pytest.approx(expected)
        believed = found[found["effect"] == "share"]["naive"].tolist()
        assert believed == pytest.approx([naive(g, 0.95, 500).estimate for g in groups])


def test_corrected_intervals_cover_where_naive_ones_do_not():
    rows = pd.DataFrame(simulate(SCENARIOS[0], 100, 7)).set_index(["method", "effect"])["covers"]
    # Three standard errors below .95 at 100 corpora; the full run is benchmarks.correction.
    least = 0.95 - 3 * np.sqrt(0.95 * 0.05 / 100)
    for effect in ("share", "difference", "ratio"):
        assert rows["naive", effect] < 0.6
        assert rows["ppi", effect] > least
        assert rows["rogan_gladen", effect] > least
    assert rows["pooled", "difference"] < 0.85


def test_a_share_estimated_at_nothing_still_bounds_the_ratio():
    # The Herald's detector invents more in the sample than it finds in all: its share is estimated below 0.
    nothing = outlet("Herald", [("yes", "yes", 5), ("no", "yes", 45), ("no", "no", 50)], [("yes", 300), ("no", 600)])
    both = [pd.concat(pair, ignore_index=True) for pair in zip(POST, nothing, strict=True)]
    found = correct(*both, variable="v", value="yes", by="outlet", method="rogan_gladen", reference="Herald")
    table = found.table.set_index(["effect", "group"])
    assert table.loc[("share", "Herald"), "estimate"] == 0
    assert "cut at 0" in table.loc[("share", "Herald"), "note"]
    ratio_row = table.loc[("ratio", "Post")]
    assert np.isnan(ratio_row["estimate"])
    assert "only the limits" in ratio_row["note"]
    # With a divisor of 0 the lower limit is √(l (2θ - l)) / u.
    low, theta, high = table.loc[("share", "Post"), "low"], table.loc[("share", "Post"), "estimate"], ratio_row["high"]
    expected = np.sqrt(low * (2 * theta - low)) / table.loc[("share", "Herald"), "high"]
    assert ratio_row["low"] == pytest.approx(expected)
    assert high == np.inf
