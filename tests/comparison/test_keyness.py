import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from framing.comparison.dispersion import deviation_of_proportions, juilland_d
from framing.comparison.keyness import keyness
from framing.comparison.keystatistics import g2, g2_words, log_odds, log_ratio, percent_diff, pmi
from framing.comparison.wordcounts import count_words_of, pieces_of, tokens
from framing.errors import DataError, SettingError
from framing.profiles import profile


def one(*values):
    return [np.array([v], dtype=float) for v in values]


@pytest.mark.parametrize(
    ("printed", "both", "first_only", "second_only", "neither"),
    # T. Dunning, Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19 (1993),
    # table of Swiss German texts: "the swiss", "can be", "previous year".
    [(270.72, 110, 2442, 111, 29114), (263.90, 29, 13, 123, 31612), (256.84, 31, 23, 139, 31584)],
)
def test_g2_is_dunnings_to_the_printed_digits(printed, both, first_only, second_only, neither):
    value = g2(*one(both, second_only, both + first_only, second_only + neither))
    assert round(float(value[0]), 2) == printed


def test_log_likelihood_of_ucrels_worked_example():
    # Lancaster's keyness exercise: 52 in 50,000 against 57 in 75,000 prints 0.10 %, 0.08 % and LL 2.65.
    assert round(float(g2_words(*one(52, 57, 50_000, 75_000))[0]), 2) == 2.65


def test_log_ratio_of_hardies_worked_example():
    # A. Hardie (2014): relative frequencies .0006 and .0002 are three times as much; equal ones give 0, a double 1.
    assert log_ratio(*one(6, 2, 10_000, 10_000))[0] == pytest.approx(np.log2(3))
    assert log_ratio(*one(4, 2, 100, 100))[0] == pytest.approx(1)
    assert log_ratio(*one(4, 4, 100, 100))[0] == 0


def test_dispersion_of_gries_worked_example():
    # S. Th. Gries (2008): word "a" 1, 2, 3, 4, 5 times in parts of 9, 10, 10, 10 and 11 words: D = .785, DP = .18.
    counts, sizes = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    assert round(float(juilland_d(counts, sizes)[0]), 3) == 0.785
    assert round(float(deviation_of_proportions(counts, sizes)[0]), 2) == 0.18
    assert deviation_of_proportions(counts, sizes, normalised=True)[0] == pytest.approx(0.18 / (1 - 9 / 50))
    # The same author's table for three equal parts holding two thirds, one third and nothing: DP = 1/3.
    assert deviation_of_proportions([2, 1, 0], [5, 5, 5])[0] == pytest.approx(1 / 3)


@given(
    st.integers(0, 300), st.integers(0, 300), st.integers(301, 10_000), st.integers(301, 10_000)
)  # fmt: skip
def test_g2_and_pmi_equal_scipy_and_the_definition(a, b, n, m):
    if a + b == 0:
        return
    table = np.array([[a, n - a], [b, m - b]], dtype=float)
    expected = stats.contingency.expected_freq(table)
    full = stats.power_divergence(table, expected, lambda_="log-likelihood", axis=None).statistic
    assert g2(*one(a, b, n, m))[0] == pytest.approx(full, abs=1e-8)
    words = [a, b]
    two = stats.power_divergence(words, expected[:, 0], lambda_="log-likelihood").statistic
    assert g2_words(*one(a, b, n, m))[0] == pytest.approx(two, abs=1e-8)
    if a:
        assert pmi(*one(a, b, n, m))[0] == pytest.approx(np.log2(a / expected[0, 0]))
    if b:
        assert percent_diff(*one(a, b, n, m))[0] == pytest.approx(100 * (a / n - b / m) / (b / m))


def test_log_odds_by_the_paper_formula_word_by_word():
    # Equations 16 and 18 of Monroe, Colaresi and Quinn (2008), spelled out in scalars.
    y_i, y_j, prior = [7, 1, 12], [2, 4, 14], [1.8, 1.0, 5.2]
    n_i, n_j, a_0 = sum(y_i), sum(y_j), sum(prior)
    delta, se = log_odds(np.array(y_i, float), np.array(y_j, float), n_i, n_j, np.array(prior))
    for k in range(3):
        omega_i = (y_i[k] + prior[k]) / (n_i + a_0 - y_i[k] - prior[k])
        omega_j = (y_j[k] + prior[k]) / (n_j + a_0 - y_j[k] - prior[k])
        assert delta[k] == pytest.approx(np.log(omega_i) - np.log(omega_j))
        assert se[k] ** 2 == pytest.approx(1 / (y_i[k] + prior[k]) + 1 / (y_j[k] + prior[k]))


@given(st.lists(st.integers(0, 20), min_size=2, max_size=12))
def test_dispersion_stays_within_its_bounds(counts):
    sizes = np.full(len(counts), 50)
    d, dp = juilland_d(counts, sizes)[0], deviation_of_proportions(counts, sizes)[0]
    if sum(counts) == 0:
        assert np.isnan([d, dp]).all()
    else:
        assert -1e-9 <= d <= 1 + 1e-9
        assert 0 <= dp < 1


def test_a_word_of_one_part_has_d_0_and_an_even_one_d_1():
    assert juilland_d([6, 0, 0], [10, 10, 10])[0] == pytest.approx(0)
    assert juilland_d([2, 2, 2], [10, 10, 10])[0] == pytest.approx(1)
    assert np.isnan(juilland_d([2], [10])[0])


def test_tokens_fold_as_matching_does():
    assert tokens("The army’s ISRAELI-occupied\u00a0land") == ["the", "army's", "israeli", "occupied", "land"]


def test_ngrams_do_not_run_over_the_end_of_a_piece():
    counts = count_words_of([["red house", "big red house"]], 2)
    assert dict(zip(counts.words, counts.counts.toarray()[0], strict=True)) == {"red house": 2, "big red": 1}
    assert counts.totals.tolist() == [3]


def corpus(n=14, seed=0):
    rng = np.random.default_rng(seed)
    common = ["the", "raid", "town", "people", "said", "night", "army", "house"]
    rows = []
    for i in range(n):
        for outlet, own in (("A", "terrorist"), ("B", "militant")):
            words = [*rng.choice(common, 40), own, own]
            if i == 0 and outlet == "A":
                words += ["helicopter"] * 28
            rows.append((f"{outlet}{i}", outlet, " ".join(rng.permutation(words)) + "."))
    return pd.DataFrame(rows, columns=["article_id", "outlet", "text"])


def test_keywords_of_two_outlets_are_found_and_counted():
    k = keyness(corpus(), zones="all", draws=300)
    assert k.top(1)["word"].tolist()[1] == "militant"
    a = k.table[(k.table["group"] == "A") & (k.table["word"] == "terrorist")].iloc[0]
    assert (a["count"], a["reference_count"], a["n_articles"]) == (28, 0, 14)
    assert a["p"] < 0.01
    assert a["low"] > 0
    total_a = 14 * 42 + 28
    assert a["per_1000"] == pytest.approx(28 / total_a * 1000)
    assert a["g2"] == pytest.approx(g2(*one(28, 0, total_a, 14 * 42))[0])


def test_one_article_cannot_make_a_keyword():
    k = keyness(corpus(), zones="all", min_articles=1, draws=500)
    t = k.table[k.table["group"] == "A"].set_index("word")
    # As often as "terrorist" in all, but from one article alone.
    assert t.loc["helicopter", "count"] == t.loc["terrorist", "count"]
    assert t.loc["helicopter", "p"] > 0.05
    assert t.loc["helicopter", "low"] < 0 < t.loc["helicopter", "high"]
    assert t.loc["helicopter", "largest_share"] == 1
    assert t.loc["helicopter", "d"] < 0.05
    assert t.loc["terrorist", "p"] < 0.001
    assert "helicopter" not in set(keyness(corpus(), zones="all", draws=0).table["word"])


def test_same_seed_same_table_and_two_groups_mirror_each_other():
    one_, two = (keyness(corpus(), zones="all", draws=50, seed=3).table for _ in range(2))
    pd.testing.assert_frame_equal(one_, two)
    a = one_[one_["group"] == "A"].set_index("word")["log_odds"]
    b = one_[one_["group"] == "B"].set_index("word")["log_odds"]
    np.testing.assert_allclose(a, -b.loc[a.index], atol=1e-12)


@pytest.mark.parametrize("statistic", ["g2", "g2_words", "log_ratio", "percent_diff", "pmi"])
def test_every_statistic_ranks_its_own_words_first(statistic):
    k = keyness(corpus(), statistic=statistic, zones="all", draws=100)
    top = k.top(1).set_index("group")["word"]
    assert top.to_dict() == {"A": "terrorist", "B": "militant"}
    assert (k.table["estimate"].equals(k.table[statistic])) is True


def test_three_groups_are_each_compared_with_all_others():
    c = corpus()
    c.loc[c.index[:6], "outlet"] = "C"
    assert set(keyness(c, zones="all", draws=0).table["reference"]) == {"(all others)"}


def test_own_voice_counts_no_quoted_word_and_no_promo_line():
    text = (
        "Raid in the town\n\nThe army said it “hit terrorists” in the town. Soldiers left at dawn.\n\n"
        "READ MORE: Terrorists in the town\n\nPeople returned to the town."
    )
    table = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "outlet": ["A", "B"],
            "text": [text, "Raid in the town\n\nPeople of the town slept."],
        }
    )
    own = keyness(table, voice="own", min_count=1, min_articles=1, draws=0).table.set_index(["group", "word"])
    assert ("A", "terrorists") not in own.index
    assert own.loc[("A", "town"), "count"] == 2
    proper = keyness(table, min_count=1, min_articles=1, draws=0).table.set_index(["group", "word"])
    assert proper.loc[("A", "terrorists"), "count"] == 1
    page = keyness(table, zones="all", min_count=1, min_articles=1, draws=0).table.set_index(["group", "word"])
    assert page.loc[("A", "terrorists"), "count"] == 2


def test_pieces_hold_every_word_that_profiles_count():
    table = corpus(3)
    p = profile(table)
    counted = count_words_of(pieces_of(p)).totals
    np.testing.assert_array_equal(counted, p.word_totals().to_numpy())


def test_few_articles_have_an_interval_and_no_p():
    k = keyness(corpus(4), zones="all", draws=100)
    assert k.table["p"].isna().all()
    assert set(k.table["note"]) == {"only 4 articles on a side: no p"}


def test_what_cannot_be_answered():
    c = corpus(4)
    with pytest.raises(DataError, match="no word has 999 uses"):
        keyness(c, zones="all", min_count=999)
    with pytest.raises(DataError, match="only one group"):
        keyness(c.assign(outlet="A"), zones="all")
    for call in ({"statistic": "tfidf"}, {"ngrams": 0}, {"ngrams": (3, 2)}, {"prior": -1.0}, {"by": "paper"}):
        with pytest.raises(SettingError):
            keyness(c, zones="all", **call)


def test_a_word_without_interval_says_why():
    texts = {"A": "rain fell hail", "B": "rain fell"}
    rows = [{"article_id": f"{o}{i}", "outlet": o, "text": texts[o]} for i in range(12) for o in "AB"]
    table = keyness(pd.DataFrame(rows), statistic="percent_diff", zones="all", min_count=2, draws=99).table
    found = table[table["group"] == "A"].set_index("word")["note"]
    assert found["hail"] == "not finite: no interval"
    assert found["rain"] == "no variation between clusters: no interval"
    assert set(keyness(pd.DataFrame(rows), zones="all", min_count=2, draws=0).table["note"]) == {""}
