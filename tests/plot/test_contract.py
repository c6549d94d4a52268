"""What every figure promises: Axes in, Axes out, nothing shown, nothing left over, text in its place, plain words."""

import looks
import made
import matplotlib as mpl
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import framing as fr
from framing.errors import DataError, SettingError

NAMES = [
    "shares", "shares_dots", "shares_diverging", "voices", "agency", "comparison", "comparison_dumbbell", "contrast",
    "distances", "heatmap", "trend", "keyness", "dispersion", "article", "agreement", "reliability", "learning_curve",
    "features", "answers", "explanation",
]  # fmt: skip


def words(ax):
    figure = ax.get_figure(root=True)
    return " ".join(name for name, _ in looks.texts_of(figure))


def test_every_function_is_tried(drawings):
    assert list(drawings) == NAMES
    functions = {n for n in fr.plot.__all__ if n not in {"caption", "save", "style"}}
    assert functions == {name if name in functions else name.rpartition("_")[0] for name in NAMES}


N_SHOWN = {
    "shares": "40 (12)", "shares_dots": "20 of 40 (12)", "shares_diverging": "40 (12)", "voices": "40 (12)",
    "agency": "40 (12)", "comparison": "16 (6)", "comparison_dumbbell": "+40 [+20, +60]", "contrast": "1 of",
    "distances": "12 | 30", "heatmap": "40", "trend": "12", "keyness": "12 (5) | 3", "dispersion": "(16)",
    "article": "16 words", "agreement": "120 (2)", "reliability": "30", "learning_curve": "2 folds",
    "features": "100 texts", "answers": "9", "explanation": "2 of 2 words",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_new_figure_in_one_column(drawings, name, monkeypatch):
    """It is known to nobody else, leaves settings alone, keeps text apart and inside, and shows n."""
    monkeypatch.setattr(pyplot, "show", lambda *a, **k: pytest.fail("show was called"))
    before = dict(mpl.rcParams)
    with fr.plot.style("column"):
        ax = drawings[name]()
    assert isinstance(ax, Axes)
    assert pyplot.get_fignums() == []
    assert dict(mpl.rcParams) == before
    assert fr.plot.caption(ax)
    figure = ax.get_figure()
    assert figure.get_size_inches()[0] == 3.35
    texts = looks.texts_of(figure)
    assert looks.outside(figure, texts) == []
    assert looks.overlapping(texts) == []
    assert N_SHOWN[name] in " ".join(text.replace("\n", " ") for text, _ in texts)


@pytest.mark.parametrize("name", NAMES)
def test_axes_that_are_given_are_used(drawings, name):
    figure = Figure(figsize=(8, 8))
    ax = figure.add_subplot()
    assert drawings[name](ax=ax, note=False) is ax
    assert figure.axes == [ax]
    assert figure.get_size_inches().tolist() == [8, 8]
    assert not figure.texts


def test_the_note_says_what_marks_mean_and_the_caption_warns(drawings):
    ax = drawings["shares_dots"]()
    shown = words(ax).replace("\n", " ")
    assert "95 % intervals over stories" in shown
    assert "Hollow: no interval (fewer than 5 stories)" in shown
    assert "1 warning in the caption" in shown
    assert "Voice: own" in shown
    assert "Groups differ in genre" not in shown
    assert "Groups differ in genre" in fr.plot.caption(ax)


def test_without_note_the_caption_is_still_there(drawings):
    ax = drawings["comparison"](note=False)
    assert "Compared within" not in words(ax)
    assert "Compared within each story" in fr.plot.caption(ax)


def test_a_dollar_sign_is_a_dollar_sign(drawings):
    assert "Star $5 and $6" in [t.get_text() for t in drawings["shares"]().get_yticklabels()]
    assert all(not t.get_parse_math() for t in drawings["shares"]().get_yticklabels())


def test_a_notebook_shows_the_axes(drawings):
    data, size = drawings["agreement"]()._repr_png_()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert size["width"] == round(6.9 * 0.8 * 100)


@pytest.mark.parametrize(
    "draw",
    [
        fr.plot.shares, fr.plot.voices, fr.plot.agency, fr.plot.comparison, fr.plot.contrast, fr.plot.distances,
        fr.plot.heatmap, fr.plot.trend, fr.plot.keyness, fr.plot.agreement, fr.plot.reliability,
        fr.plot.learning_curve, fr.plot.features, fr.plot.explanation,
    ],
)  # fmt: skip
def test_another_thing_is_refused_in_one_line(draw):
    with pytest.raises(SettingError) as caught:
        draw([1, 2])
    assert "give" in str(caught.value) or "has the columns" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("draw", [fr.plot.shares, fr.plot.voices, fr.plot.agency])
def test_another_measure_is_refused(draw):
    with pytest.raises(SettingError, match=r"fr\.aggregate"):
        draw(made.aggregate("rates"))


def test_wrong_axes_and_captions_of_others_are_refused():
    with pytest.raises(SettingError, match="give the Axes"):
        fr.plot.shares(made.aggregate(), ax="here")
    with pytest.raises(SettingError, match="not drawn by"):
        fr.plot.caption(Figure().add_subplot())


def test_nothing_to_draw_is_said(profiles):
    silent = made.aggregate().keep(lambda t: t["hits"] == 0)
    with pytest.raises(DataError, match="no group uses"):
        fr.plot.shares(silent)
    with pytest.raises(DataError, match="could not be read"):
        fr.plot.article(profiles, "star-raid")
    with pytest.raises(DataError, match="no article 'x'"):
        fr.plot.article(profiles, "x")
    with pytest.raises(DataError, match="no article mentions"):
        fr.plot.dispersion(profiles, "rule_over_territory")
