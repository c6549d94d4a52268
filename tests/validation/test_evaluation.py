"""Precision, recall and F1 against counts made by hand and independent formulas."""

import numpy as np
import pandas as pd
import pytest
from sample_help import profiles_of
from scipy.stats import beta

from framing.errors import DataError, SettingError
from framing.validation.evaluation import evaluate
from framing.validation.intervals import design_variance, effective_size, share_limits
from framing.validation.sampling import CodingSample, sample_for_coding

KEY = ["article_id", "start", "end", "unit"]


def units(n):
    return pd.DataFrame({"article_id": [f"a{i}" for i in range(n)], "start": 0, "end": 5, "unit": "sentence"})


def tables(pairs):
    """Predictions and codings from triples of coded, predicted, how many."""
    coded = [c for c, _, n in pairs for _ in range(n)]
    said = [s for _, s, n in pairs for _ in range(n)]
    base = units(len(coded))
    return base.assign(value=said), base.assign(coder="x", variable="v", value=coded)


def row(found, measure, value=None):
    table = found.table
    table = table[table["measure"] == measure]
    return table[table["value"].isna() if value is None else table["value"] == value].iloc[0]


def test_counts_by_hand():
    found = evaluate(*tables([("yes", "yes", 24), ("no", "yes", 6), ("yes", "no", 10), ("no", "no", 60)]), variable="v")
    assert found.estimate("precision", "yes") == pytest.approx(24 / 30)
    assert found.estimate("recall", "yes") == pytest.approx(24 / 34)
    assert found.estimate("f1", "yes") == pytest.approx(2 * 24 / (2 * 24 + 6 + 10))
    assert found.estimate("accuracy") == pytest.approx(0.84)
    f1_no = 2 * 60 / (2 * 60 + 16)
    assert found.estimate("f1_macro") == pytest.approx((48 / 64 + f1_no) / 2)
    assert found.confusion.set_index(["coded", "predicted"])["n"].to_dict() == {
        ("yes", "yes"): 24, ("no", "yes"): 6, ("yes", "no"): 10, ("no", "no"): 60,
    }  # fmt: skip


def test_intervals_are_clopper_pearson_for_independent_units():
    found = evaluate(*tables([("yes", "yes", 24), ("no", "yes", 6), ("yes", "no", 10), ("no", "no", 60)]), variable="v")
    low, high = beta.ppf(0.025, 24, 7), beta.ppf(0.975, 25, 6)
    precision = row(found, "precision", "yes")
    assert (precision["low"], precision["high"]) == pytest.approx((low, high), abs=0.01)
    perfect = evaluate(*tables([("yes", "yes", 10), ("no", "no", 10)]), variable="v")
    recall = row(perfect, "recall", "yes")
    assert (recall["low"], recall["high"]) == pytest.approx((0.025 ** (1 / 10), 1.0))


def test_units_of_one_article_say_less():
    predictions, codings = tables([("yes", "yes", 20), ("no", "yes", 20), ("no", "no", 20)])
    shared = {f"a{i}": f"b{i // 5}" for i in range(60)}
    narrow = row(evaluate(predictions, codings, variable="v"), "precision", "yes")
    for table in (predictions, codings):
        table["start"] = np.arange(60)
        table["article_id"] = table["article_id"].map(shared)
    wide = row(evaluate(predictions, codings, variable="v"), "precision", "yes")
    assert wide["estimate"] == narrow["estimate"]
    assert wide["high"] - wide["low"] > 1.5 * (narrow["high"] - narrow["low"])
    assert (wide["n"], wide["n_clusters"]) == (40, 8)


def test_weights_of_strata_give_the_corpus_back():
    # 100 predicted yes of which 80 are, 900 predicted no of which 90 are yes; 50 coded of each.
    predictions = units(1000).assign(value=["yes"] * 100 + ["no"] * 900)
    chosen = [*range(50), *range(100, 150)]
    codings = units(1000).iloc[chosen].assign(coder="x", variable="v")
    codings["value"] = ["yes"] * 40 + ["no"] * 10 + ["yes"] * 5 + ["no"] * 45
    drawn = units(1000).iloc[chosen].reset_index(drop=True)
    drawn["item"] = [f"u{i}" for i in range(100)]
    drawn["stratum"] = ["yes"] * 50 + ["no"] * 50
    drawn["weight"] = [2.0] * 50 + [18.0] * 50
    sample = CodingSample(drawn, {"v": ("yes", "no")}, {"strata": []})
    found = evaluate(predictions, codings, variable="v", sample=sample)
    assert found.estimate("precision", "yes") == pytest.approx(0.8)
    # 80 found of 80 + 90 in the corpus, where the raw codes say 40 of 45.
    assert found.estimate("recall", "yes") == pytest.approx(80 / 170)
    assert found.settings["weights"] == "sample"
    unweighted = evaluate(predictions, codings, variable="v")
    assert unweighted.estimate("recall", "yes") == pytest.approx(40 / 45)
    # Half of the first stratum without a code: the other half stands for it.
    fewer = evaluate(predictions, codings.iloc[25:], variable="v", sample=sample)
    assert fewer.confusion["weighted"].sum() == pytest.approx(1000)


def test_variance_of_strata_is_that_of_the_textbook():
    rng = np.random.default_rng(2)
    y = rng.normal(size=30)
    stratum = np.repeat(["a", "b"], [10, 20])
    variance, degrees = design_variance(y / 30, stratum, np.arange(30))
    by_hand = (10 * np.var(y[:10], ddof=1) + 20 * np.var(y[10:], ddof=1)) / 30**2
    assert variance == pytest.approx(by_hand)
    assert degrees == 28
    one, _ = design_variance(y, np.repeat(["a", "b"], [1, 29]), np.arange(30))
    assert np.isfinite(one)
    assert np.isnan(design_variance(y, stratum, np.zeros(30))[0])


def test_effective_size():
    y = np.array([1.0] * 20 + [0.0] * 20)
    variance, degrees = design_variance((y - 0.5) / 40, np.zeros(40), np.arange(40))
    assert effective_size(0.5, variance, 40, np.ones(40), degrees, 0.95) == pytest.approx(39)
    assert effective_size(1.0, 0.0, 40, np.array([1.0, 1.0, 2.0]), 5, 0.95) == pytest.approx(16 / 6)
    assert np.isnan(share_limits(0.5, 0.0, 0.95)[0])


def test_profiles_and_groups():
    profiles = profiles_of()
    sample = sample_for_coding(profiles, 50, unit="article", variables={"armed.terrorist": ["yes", "no"]})
    codings = sample.table[KEY].assign(coder="x", variable="armed.terrorist", value="yes")
    found = evaluate(profiles, codings, variable="armed.terrorist", sample=sample, by="outlet")
    # a1 and a4 print the word; everything was coded yes. Post has a1 and a3.
    assert found.estimate("recall", "yes", "Post") == 0.5
    assert found.estimate("precision", "yes", "Herald") == 1
    assert set(found.table["group"]) == {"Post", "Herald"}


def test_majority_ties_and_a_named_coder():
    predictions, codings = tables([("yes", "yes", 2), ("no", "no", 2)])
    other = codings.assign(coder="y", value=["no", "yes", "no", "no"])
    both = pd.concat([codings, other])
    found = evaluate(predictions, both, variable="v")
    assert found.left_out["units"] == 1
    assert row(found, "accuracy")["n"] == 3
    assert row(evaluate(predictions, both, variable="v", gold="y"), "accuracy")["estimate"] == 0.75
    with pytest.raises(SettingError, match="'x', 'y'"):
        evaluate(predictions, both, variable="v", gold="z")


def test_what_was_never_seen_is_nan_with_a_reason():
    found = evaluate(*tables([("yes", "no", 5), ("no", "no", 5)]), variable="v")
    precision = row(found, "precision", "yes")
    assert np.isnan(precision["estimate"])
    assert precision["note"] == "never predicted"


def test_a_unit_that_the_detector_missed_lowers_recall():
    predictions, codings = tables([("yes", "yes", 6), ("no", "no", 4)])
    found = evaluate(predictions.iloc[2:], codings, variable="v")
    assert found.left_out["unknown"] == 2
    assert found.estimate("recall", "yes") == pytest.approx(4 / 6)


def test_numbers_and_texts_are_the_same_codes():
    predictions, codings = tables([(1, "1", 5), (2, "2", 5)])
    found = evaluate(predictions, codings, variable="v")
    assert found.estimate("accuracy") == 1
    assert evaluate(predictions, codings, variable="v", values=[1]).estimate("recall", "1") == 1


def test_units_without_a_place():
    predictions, codings = tables([("yes", "yes", 5)])
    codings["start"] = None
    with pytest.raises(DataError, match="5 coded units have no start"):
        evaluate(predictions, codings, variable="v")


def test_errors():
    predictions, codings = tables([("yes", "yes", 6), ("no", "no", 4)])
    with pytest.raises(SettingError, match="coded are: 'v'"):
        evaluate(predictions, codings, variable="w")
    with pytest.raises(DataError, match="none of the coded units"):
        evaluate(predictions.assign(article_id="z" + predictions["article_id"]), codings, variable="v")
    with pytest.raises(DataError, match="no column 'value'"):
        evaluate(predictions.drop(columns="value"), codings, variable="v")
    with pytest.raises(DataError, match="two predictions"):
        evaluate(pd.concat([predictions, predictions]), codings, variable="v")
    with pytest.raises(SettingError, match="'story'"):
        evaluate(predictions, codings, variable="v", cluster="story")
    with pytest.raises(SettingError, match="possible: 'no', 'yes'"):
        evaluate(predictions, codings, variable="v", values=["maybe"])
