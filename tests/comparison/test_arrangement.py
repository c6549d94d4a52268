"""Ordering by likeness: neighbours are alike, missing values do not spread, mergers follow the new order."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.comparison.aggregate import Aggregate
from framing.comparison.arrangement import _gaps, arrange
from framing.errors import DataError, SettingError


def aggregate_of(values, measure="shares"):
    rows = [
        {
            "measure": measure, "feature": f"set.{feature}", "group": group, "estimate": value, "low": np.nan,
            "high": np.nan, "n_articles": 3, "n_stories": 3, "opportunities": 0.0 if np.isnan(value) else 10.0,
            "hits": 0.0 if np.isnan(value) else 10 * value, "method": "", "note": "",
        }
        for group, given in values.items()
        for feature, value in given.items()
    ]  # fmt: skip
    return Aggregate(pd.DataFrame(rows), {"level": 0.95}, ("groups differ",))


def test_alike_groups_become_neighbours():
    found = arrange(
        aggregate_of(
            {
                "A": {"x": 0.9, "y": 0.1},
                "B": {"x": 0.1, "y": 0.9},
                "C": {"x": 0.8, "y": 0.2},
                "D": {"x": 0.2, "y": 0.8},
            }
        )
    )
    order = found.values.index.tolist()
    assert abs(order.index("A") - order.index("C")) == abs(order.index("B") - order.index("D")) == 1
    assert found.warnings == ("groups differ",)


def test_mergers_number_items_in_the_new_order():
    found = arrange(aggregate_of({"A": {"x": 0.9}, "B": {"x": 0.1}, "C": {"x": 0.8}}))
    order = found.values.index.tolist()
    first = {order[int(found.group_links[0, side])] for side in (0, 1)}
    assert first == {"A", "C"}
    assert found.group_links[0, 2] == pytest.approx(0.1)
    assert found.group_links[1, 2] == pytest.approx(0.75)
    assert found.feature_links.shape == (0, 4)


def test_what_has_no_opportunity_stays_missing_and_breaks_nothing():
    nan = float("nan")
    found = arrange(aggregate_of({"A": {"x": 0.9, "y": nan}, "B": {"x": nan, "y": 0.4}, "C": {"x": 0.8, "y": 0.3}}))
    assert np.isnan(found.values.loc["A", "set.y"])
    assert found.opportunities.loc["A", "set.y"] == 0


def test_distance_of_two_with_nothing_in_common_is_that_of_the_farthest():
    nan = float("nan")
    gaps = _gaps(np.array([[0.0, nan], [nan, 1.0], [0.5, 0.8]]))
    assert gaps.tolist() == pytest.approx([0.5, 0.5, 0.2])


def test_features_without_hits_are_left_out():
    made = aggregate_of({"A": {"x": 0.9, "y": 0.0}, "B": {"x": 0.1, "y": 0.0}})
    assert arrange(made).values.columns.tolist() == ["set.x"]
    with pytest.raises(DataError, match="lower least"):
        arrange(made, least=100)


def test_several_measures_need_a_name():
    one, two = aggregate_of({"A": {"x": 0.9}}), aggregate_of({"A": {"x": 0.9}}, "agency")
    both = Aggregate(pd.concat([one.table, two.table], ignore_index=True))
    with pytest.raises(SettingError, match="'agency'"):
        arrange(both)
    assert arrange(both, "agency").measure == "agency"
    with pytest.raises(SettingError, match="possible"):
        arrange(both, "rates")


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=6))
def test_order_is_a_rearrangement(values):
    made = aggregate_of({f"g{i}": {f"f{j}": v for j, v in enumerate(row)} for i, row in enumerate(values)})
    found = arrange(made, least=0)
    assert sorted(found.values.index) == [f"g{i}" for i in range(len(values))]
    for i, row in enumerate(values):
        for j, value in enumerate(row):
            assert found.values.loc[f"g{i}", f"set.f{j}"] == value
