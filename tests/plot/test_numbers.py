"""Widths and places in figures are the numbers of the result: nothing is computed on the way."""

import made
import numpy as np
import pytest

import framing as fr
from framing.errors import SettingError


def lines(ax, label):
    return [line for line in ax.lines if line.get_label() == label]


def xs(line):
    return [float(x) for x in line.get_xdata()]


def bars(ax, label):
    return {c.get_label(): c[0] for c in ax.containers if str(c.get_label()).startswith(label)}


def test_bars_are_as_wide_as_the_shares_and_follow_each_other():
    ax = fr.plot.shares(made.aggregate(), groups=["Post"])
    found = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
    assert np.allclose(found, [(0, 0.5), (0.5, 0.3), (0.8, 0.2)])
    assert [t.get_text() for t in ax.texts if t.get_label() == "_share"] == ["50 %", "30 %", "20 %"]


def test_groups_are_sorted_by_the_first_name_and_those_without_opportunity_stand_last():
    ax = fr.plot.shares(made.aggregate())
    assert [t.get_text().replace("\n", " ") for t in ax.get_yticklabels()] == ["Post", made.LONG, "Star $5 and $6"]
    nothing = [t for t in ax.texts if t.get_label() == "_nothing"]
    assert [t.get_text() for t in nothing] == ["× no opportunity"]
    assert nothing[0].xy[1] == ax.get_yticks()[2]


def test_only_known_intervals_are_drawn():
    ax = fr.plot.shares(made.aggregate())
    assert [xs(line) for line in lines(ax, "_interval")] == [[0.35, 0.7]]
    dots = fr.plot.shares(made.aggregate(), form="dots", groups=["Post", made.LONG])
    assert sorted(xs(line)[0] for line in lines(dots, "_estimate")) == [0.1, 0.2, 0.3, 0.3, 0.5, 0.6]
    hollow = [xs(line)[0] for line in lines(dots, "_estimate") if line.get_markerfacecolor() == "white"]
    assert sorted(hollow) == [0.1, 0.3, 0.6]


def test_diverging_bars_lie_on_their_sides():
    ax = fr.plot.shares(made.aggregate(), form="diverging", left=["fighter"], groups=["Post"])
    found = [(bar.get_x() + min(bar.get_width(), 0), bar.get_width()) for bar in ax.patches]
    assert np.allclose(found, [(-0.3, -0.3), (0, 0.5), (0.5, 0.2)])


def test_names_beyond_the_colours_are_grey_and_named():
    ax = fr.plot.shares(made.aggregate(), most=1)
    colours = {name.rpartition("|")[2]: bar.get_facecolor() for name, bar in bars(ax, "_Post").items()}
    assert colours["armed.fighter"] == colours["armed.gunman"] == (0.8, 0.8, 0.8, 1.0) != colours["armed.terrorist"]
    assert "Other names: fighter, gunman" in fr.plot.caption(ax)


def test_labels_come_from_the_lexicon_and_from_the_reader():
    lexicon = fr.load_lexicon("conflict")
    result = made.aggregate(features=("armed_actor.fighter", "armed_actor.gunman", "armed_actor.terrorist"))
    ax = fr.plot.shares(
        result, lexicon=lexicon, labels={"armed_actor.gunman": "someone with a gun", "Post": "The Post"}
    )
    called = [t.get_text() for t in ax.get_figure().legends[0].get_texts()]
    first = lexicon.choice_sets["armed_actor"].variants
    assert called[0] == next(v.label for v in first if v.name == "terrorist")  # marked names stand first
    assert "someone with a gun" in called
    assert "The Post" in [t.get_text() for t in ax.get_yticklabels()]
    assert lexicon.choice_sets["armed_actor"].label in ax.get_xlabel()


def test_the_diamond_is_the_share_without_an_agent():
    ax = fr.plot.agency(made.agency())
    assert [xs(line)[0] for line in lines(ax, "_estimate")] == [0.25, 0.4]
    assert [xs(line) for line in lines(ax, "_interval")] == [[0.1, 0.6]]


def test_forest_draws_estimates_intervals_and_no_difference():
    ax = fr.plot.comparison(made.comparison())
    estimates = [xs(line)[0] for line in lines(ax, "_estimate")]
    assert estimates == pytest.approx([0.4, -0.1, -0.3])  # the largest first; gunman has no interval
    assert [xs(line) for line in lines(ax, "_interval")] == [[0.2, 0.6], [-0.5, -0.1]]
    assert xs(lines(ax, "_middle")[0]) == [0.0, 0.0]
    assert "1 without a hit not shown" in fr.plot.caption(ax)
    assert "percentage points" in ax.get_xlabel().replace("\n", " ")


def test_ratios_have_a_logarithmic_axis_about_one():
    ax = fr.plot.comparison(made.comparison("ratio"), features=["armed.terrorist", "armed.fighter"])
    assert ax.get_xscale() == "log"
    assert xs(lines(ax, "_middle")[0]) == [1.0, 1.0]
    assert [xs(line)[0] for line in lines(ax, "_estimate")] == pytest.approx([5.0, 0.5])


def test_several_pairs_stand_in_blocks():
    made_result = made.comparison(pairs=(("Post", "(all others)"), (made.LONG, "(all others)")))
    ax = fr.plot.comparison(made_result, features=["armed.fighter"])
    assert ax.get_yticklabels()[0].get_text() == "Post"
    assert "fighter" in [t.get_text() for t in ax.texts]


def test_dumbbells_draw_both_values():
    ax = fr.plot.comparison(made.comparison(), form="dumbbell", features=["armed.terrorist"])
    assert [xs(line)[0] for line in lines(ax, "_value")] == [0.1, 0.5]
    assert xs(lines(ax, "_join")[0]) == [0.1, 0.5]
    assert "+40 [+20, +60]" in [t.get_text() for t in ax.texts]


def test_contrast_draws_the_shares_of_both_articles(contrast):
    ax = fr.plot.contrast(contrast, "the_dead", base="all")
    table = contrast.shares.query("choice_set == 'the_dead'").set_index(["variant", "side"])
    used = table.index[table["all_hits"] > 0].get_level_values(0).unique()
    expected = [table.loc[(v, side), "all_share"] for v in used for side in ("b", "a")]
    assert [xs(line)[0] for line in lines(ax, "_value")] == expected
    assert "no intervals" in fr.plot.caption(ax)


def test_heat_map_has_a_cell_for_each_value():
    made_result = made.arrangement()
    ax = fr.plot.heatmap(made_result)
    shown = {(t.get_position()[0], t.get_text()) for t in ax.texts if "%" in t.get_text()}
    expected = {
        (float(j), f"{round(100 * value)} %")
        for j, group in enumerate(made_result.values.index)
        for value in made_result.values.loc[group]
        if not np.isnan(value)
    }
    assert shown == expected
    assert sum(t.get_text() == "×" for t in ax.texts) == 3
    assert len(lines(ax, "_merger")) == 2


def test_trend_breaks_where_there_is_no_opportunity():
    ax = fr.plot.trend(made.trend())
    first, second = lines(ax, "_line")
    assert first.get_ydata().tolist() == pytest.approx([0.2, 0.3, 0.4, np.nan, 0.6, 0.7], nan_ok=True)
    assert not np.isnan(second.get_ydata()).any()
    assert len(lines(ax, "_nothing")) == 1
    band = next(c for c in ax.collections if c.get_label() == "_interval").get_paths()[0].vertices
    assert band[:, 1].min() == pytest.approx(0.1)
    assert band[:, 1].max() == pytest.approx(0.5)


def test_distances_show_what_chance_would_give():
    ax = fr.plot.distances(made.distances())
    assert [xs(line)[0] for line in lines(ax, "_estimate")] == [0.6, 0.3]
    assert [xs(line)[0] for line in lines(ax, "_chance")] == [0.2]
    assert "1 choice sets without a distance" in fr.plot.caption(ax)


def test_keyness_draws_the_words_of_top():
    ax = fr.plot.keyness(made.keyness())
    assert [t.get_text() for t in ax.get_yticklabels()] == ["terror", "plot", "rebels"]
    assert [xs(line)[0] for line in lines(ax, "_estimate")] == [1.2, 0.9, 0.7]


def test_dispersion_puts_mentions_where_they_stand(profiles):
    ax = fr.plot.dispersion(profiles, "armed_actor", articles=["post-raid"])
    text = made.TEXTS["post-raid"][1]
    rows = profiles.mentions.query("article_id == 'post-raid' and choice_set == 'armed_actor' and duplicate_of.isna()")
    found = lines(ax, "_mention")
    assert sorted(xs(line)[0] for line in found) == pytest.approx(sorted(rows["start"] / len(text)))
    hollow = [line for line in found if line.get_markerfacecolor() == "white"]
    assert len(hollow) == int((rows["voice"] != "own").sum()) > 0


def test_one_article_from_end_to_end(profiles):
    ax = fr.plot.article(profiles, "post-raid")
    text = made.TEXTS["post-raid"][1]
    zones = profiles.zones.query("article_id == 'post-raid'")
    drawn = [bar for name, bar in bars(ax, "_zone|").items()]
    assert {round(bar.get_x() * len(text)) for bar in drawn} <= set(zones["start"])
    spoken = bars(ax, "_voice|direct")["_voice|direct"]
    row = profiles.voices.query("article_id == 'post-raid' and voice == 'direct'").iloc[0]
    assert spoken.get_x() * len(text) == pytest.approx(row["start"])
    assert spoken.get_width() * len(text) == pytest.approx(row["end"] - row["start"])


def test_agreement_draws_coefficients_and_their_limits():
    ax = fr.plot.agreement(made.agreement(), "voice")
    assert [xs(line)[0] for line in lines(ax, "_estimate")] == [0.9, 0.8]
    assert [xs(line)[0] for line in lines(ax, "_limit")] == [0.667, 0.8]
    caption = fr.plot.caption(ax)
    assert "90 % intervals" in caption
    assert "3 codings left out" in caption
    by_code = fr.plot.agreement(made.agreement(), "voice", scope="code")
    assert [t.get_text() for t in by_code.get_yticklabels()] == ["own", "scare"]


def test_reliability_draws_bins_with_exact_limits():
    from scipy.stats import binomtest

    ax = fr.plot.reliability(made.validation())
    assert lines(ax, "_estimate")[0].get_ydata().tolist() == [0.1, 0.5, 0.9]
    expected = binomtest(4, 40).proportion_ci(0.95, "exact")
    assert lines(ax, "_interval")[0].get_ydata() == pytest.approx([expected.low, expected.high])
    with pytest.raises(SettingError, match="possible"):
        fr.plot.reliability(made.validation(), "moral")


def test_learning_curve_goes_through_the_means():
    ax = fr.plot.learning_curve(made.learning())
    assert lines(ax, "_line")[0].get_ydata().tolist() == pytest.approx([0.4, 0.55, 0.75])
    assert "8 texts: too few to learn from in 1 of 2 folds" in fr.plot.caption(ax)


def test_suspect_features_are_hatched():
    ax = fr.plot.features(made.strongest())
    assert [(bar.get_width(), bool(bar.get_hatch())) for bar in ax.patches] == [(0.9, False), (0.4, True), (0.7, False)]
    assert "hatched" in fr.plot.caption(ax).lower()


def test_explanation_keeps_the_order_of_the_text():
    ax = fr.plot.explanation(made.explained())
    assert [t.get_text() for t in ax.get_yticklabels()] == ["Police", "jobs"]
    assert [bar.get_width() for bar in ax.patches] == [0.8, -0.3]


def test_what_is_not_there_is_named():
    with pytest.raises(SettingError, match="'armed'"):
        fr.plot.shares(made.aggregate(), "dead")
    with pytest.raises(SettingError, match="form 'pie'"):
        fr.plot.shares(made.aggregate(), form="pie")
    with pytest.raises(SettingError, match="group 'Sun'"):
        fr.plot.shares(made.aggregate(), groups=["Sun"])
    with pytest.raises(SettingError, match="give lexicon="):
        fr.plot.shares(made.aggregate(), form="diverging")
    with pytest.raises(SettingError, match="at most 5"):
        fr.plot.trend(made.trend(tuple("abcdef")))
