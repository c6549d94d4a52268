"""Coefficients of agreement against published worked examples (figures only, sources named) and by hand."""

import itertools

import numpy as np
import pandas as pd
import pytest
from coding_help import codings_of, from_counts, from_table
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import DataError, SettingError
from framing.validation.agreement import agreement

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C; also Gwet (2014).
FOUR = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}


def overall(found, coefficient):
    table = found.table
    return table[(table["scope"] == "all") & (table["coefficient"] == coefficient)].iloc[0]


def test_cohen_fleiss_levin_paik_2003_table_18_1():
    found = agreement(from_table([[75, 1, 4], [5, 4, 1], [0, 0, 10]], ["psychotic", "neurotic", "organic"]))
    assert found.estimate("percent") == pytest.approx(0.89)
    assert found.estimate("cohen") == pytest.approx(0.68, abs=0.005)


def test_two_abstractors_gwet_2014():
    found = agreement(from_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]], ["ectopic", "aiu", "niu"]))
    assert found.estimate("percent") == pytest.approx(0.89)
    assert found.estimate("cohen") == pytest.approx(0.7964094, abs=5e-8)
    assert found.estimate("fleiss") == pytest.approx(0.7962397, abs=5e-8)
    assert found.estimate("ac1") == pytest.approx(0.8493305, abs=5e-8)
    assert found.estimate("krippendorff") == pytest.approx(0.7972585, abs=5e-8)
    # Published linearised errors: kappa .0589 (.680 to .913), AC1 .0432 (.764 to .935); the jackknife comes close.
    for name, low, high in (("cohen", 0.680, 0.913), ("ac1", 0.764, 0.935)):
        row = overall(found, name)
        assert row["low"] == pytest.approx(low, abs=0.005)
        assert row["high"] == pytest.approx(high, abs=0.005)


def test_ac1_where_kappa_fails_gwet_2008():
    found = agreement(from_table([[118, 5], [2, 0]], ["yes", "no"]))
    # By hand: observed 118/125; use of "yes" (123 + 120) / 250 = .972; chance of AC1 2 × .972 × .028.
    assert found.estimate("ac1") == pytest.approx((0.944 - 0.054432) / (1 - 0.054432))
    assert found.estimate("cohen") == pytest.approx(-0.0234, abs=5e-5)


def test_fleiss_1971_thirty_patients():
    counts = [
        (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0), (2, 0, 4, 0, 0),
        (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6), (1, 0, 0, 5, 0), (1, 1, 0, 4, 0),
        (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1), (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0),
        (0, 2, 0, 4, 0), (1, 0, 2, 0, 3), (0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0),
        (1, 0, 0, 4, 1), (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
    ]  # fmt: skip
    found = agreement(from_counts(counts, "abcde"), coefficients=["percent", "fleiss"])
    assert found.estimate("fleiss") == pytest.approx(0.430, abs=5e-4)
    assert found.estimate("percent") == pytest.approx(0.556, abs=5e-4)


def test_fifteen_patients_gwet_2014():
    counts = [
        (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0), (2, 0, 4, 0, 0),
        (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6), (1, 0, 0, 5, 0), (1, 1, 0, 4, 0),
        (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1),
    ]  # fmt: skip
    found = agreement(from_counts(counts, "abcde"), coefficients=["fleiss", "ac1", "krippendorff"])
    assert found.estimate("ac1") == pytest.approx(0.4448007, abs=5e-8)
    assert found.estimate("fleiss") == pytest.approx(0.4139265, abs=5e-8)
    assert found.estimate("krippendorff") == pytest.approx(0.4204384, abs=5e-8)
    row = overall(found, "ac1")
    assert (row["low"], row["high"]) == pytest.approx((0.264, 0.625), abs=0.03)


def test_missing_codes_gwet_2014():
    found = agreement(codings_of(FOUR))
    assert found.estimate("percent") == pytest.approx(0.8181818, abs=5e-8)
    assert found.estimate("ac1") == pytest.approx(0.77544, abs=5e-6)
    assert found.estimate("fleiss") == pytest.approx(0.76117, abs=5e-6)
    assert found.estimate("krippendorff") == pytest.approx(0.74342, abs=5e-6)
    row = overall(found, "krippendorff")
    assert (row["n_units"], row["n_coders"], row["n_codings"]) == (11, 4, 41)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_levels_krippendorff_2011(level, alpha):
    found = agreement(codings_of(FOUR), level=level, coefficients=["krippendorff"])
    assert found.estimate("krippendorff") == pytest.approx(alpha, abs=5e-4)


def test_two_observers_krippendorff_2011():
    binary = {"A": "0100000010", "B": "1110010000"}
    assert agreement(codings_of(binary)).estimate("krippendorff") == pytest.approx(0.095, abs=5e-4)
    nominal = {"A": "aabbdcccedda", "B": "babbbccceddd"}
    assert agreement(codings_of(nominal)).estimate("krippendorff") == pytest.approx(0.692, abs=5e-4)


def test_ordinal_codes_in_words_need_their_order():
    words = {1: "low", 2: "some", 3: "much", 4: "high", 5: "all"}
    worded = codings_of({coder: [words.get(v) for v in codes] for coder, codes in FOUR.items()})
    found = agreement(worded, level="ordinal", codes=list(words.values()), coefficients=["krippendorff"])
    assert found.estimate("krippendorff") == pytest.approx(0.815, abs=5e-4)
    with pytest.raises(SettingError, match="in order"):
        agreement(worded, level="ordinal")


def test_per_code_and_per_pair():
    found = agreement(codings_of(FOUR)).table
    pairs = found[(found["scope"] == "pair") & (found["coefficient"] == "percent")].set_index(["coder", "other"])
    assert len(pairs) == 6
    # A and B share nine units and differ on the sixth.
    assert pairs.loc[("A", "B"), "estimate"] == pytest.approx(8 / 9)
    assert pairs.loc[("A", "B"), "n_units"] == 9
    codes = found[found["scope"] == "code"].set_index(["code", "coefficient"])["estimate"]
    assert codes[4, "specific"] == pytest.approx((4 * 3) / (4 * 3 + 1 * 3))
    assert codes[5, "specific"] == 1
    assert codes[5, "percent"] == 1


def test_clusters_widen_what_repeats():
    rows = {"A": [1, 1, 0, 0, 1, 0] * 6, "B": [1, 0, 0, 0, 1, 1] * 6}
    table = codings_of(rows)
    table["article_id"] = [f"a{i // 6}" for i in range(36)] * 2
    alone = overall(agreement(table, coefficients=["percent"]), "percent")
    whole = overall(agreement(table.assign(kind=table["start"] % 6), cluster="kind"), "percent")
    assert whole["high"] - whole["low"] > alone["high"] - alone["low"]
    same = overall(agreement(table, cluster="article_id"), "percent")
    assert np.isnan(same["low"])
    assert "nothing varies" in same["note"]


def test_what_cannot_be_said_is_nan_with_a_reason():
    found = agreement(codings_of({"A": "aaaa", "B": "aaaa"}))
    assert found.estimate("percent") == 1
    for name in ("cohen", "krippendorff", "fleiss"):
        row = overall(found, name)
        assert np.isnan(row["estimate"])
        assert "only one code" in row["note"]
    apart = agreement(codings_of({"A": ["a", "b", None, None], "B": [None, None, "a", "b"]}))
    assert apart.table["estimate"].isna().all()
    assert (apart.table["note"].str.contains("no unit was coded twice")).all()


def test_rows_with_problems_are_not_used_and_counted():
    table = codings_of({"A": "aab", "B": "aab"})
    table["problem"] = None
    table.loc[2, "problem"] = "impossible"
    table.loc[5, "value"] = None
    found = agreement(table)
    assert found.left_out == 2
    assert found.estimate("percent") == 1


def test_numbers_beside_texts():
    found = agreement(codings_of({"A": [1, "none", 2], "B": [1, "none", "none"]}))
    assert found.estimate("percent") == pytest.approx(2 / 3)


def test_errors_say_what_to_do():
    table = codings_of({"A": "ab", "B": "ab"})
    with pytest.raises(DataError, match="two or more"):
        agreement(table[table["coder"] == "A"])
    with pytest.raises(DataError, match="more than once"):
        agreement(pd.concat([table, table.iloc[:1]]))
    with pytest.raises(DataError, match="no column 'coder'"):
        agreement(table.drop(columns="coder"))
    with pytest.raises(SettingError, match="'nominal'"):
        agreement(table, level="metric")
    with pytest.raises(SettingError, match="possible: 'x'"):
        agreement(table, variable="y")
    with pytest.raises(DataError, match="possible: 'a'"):
        agreement(table, codes=["a"])
    with pytest.raises(SettingError, match="coefficient"):
        agreement(table, coefficients=["pearson"])


@given(st.lists(st.tuples(*[st.sampled_from("abc") for _ in range(3)]), min_size=3, max_size=6))
@settings(max_examples=10)
def test_order_of_coders_and_units_does_not_matter(units):
    def estimates(rows):
        table = agreement(codings_of(rows), coefficients=["cohen", "fleiss", "ac1"]).table
        table = table[table["scope"] == "all"]
        return table["estimate"].to_numpy(float), table["low"].to_numpy(float)

    columns = list(zip(*units, strict=True))
    first = estimates(dict(zip("ABC", columns, strict=True)))
    other = estimates(dict(zip("ABC", [tuple(reversed(columns[i])) for i in (2, 0, 1)], strict=True)))
    for a, b in zip(first, other, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-9)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=2, max_size=15))
@settings(max_examples=10)
def test_percent_by_counting_pairs(units):
    found = agreement(codings_of(dict(zip("AB", zip(*units, strict=True), strict=True))), coefficients=["percent"])
    pairs = list(itertools.starmap(str.__eq__, units))
    assert found.estimate("percent") == pytest.approx(sum(pairs) / len(pairs))
