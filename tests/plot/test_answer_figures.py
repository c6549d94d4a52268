"""The picture of a class: bars are the shares of the table, the library's answer is framed, nothing is computed."""

import pandas as pd
import pytest

from framing.errors import DataError, SettingError
from framing.plot import caption
from framing.plot.answers import answers


def table(**changes):
    rows = {
        "key": ["v1", "v1", "v2"], "quote": ["a word", "a word", "another"], "value": ["own", "direct", "own"],
        "n": [3, 9, 4], "n_people": [12, 12, 4], "share": [0.25, 0.75, 1.0], "library": [False, True, None],
    }  # fmt: skip
    return pd.DataFrame({**rows, **changes})


def test_bars_are_shares_and_numbers_are_people():
    ax = answers(table(), labels={"own": "the outlet itself"}, title="Raid $x$")
    assert [(bar.get_x(), bar.get_width()) for bar in ax.patches] == [(0, 0.25), (0.25, 0.75), (0, 1)]
    assert [text.get_text() for text in ax.texts if text.get_label() == "_n"] == ["3", "9", "4"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a word", "another"]
    assert "Raid $x$" in caption(ax)
    assert "no mark of being right" in caption(ax)
    # One colour an answer, in every bar the same.
    assert ax.patches[0].get_facecolor() == ax.patches[2].get_facecolor() != ax.patches[1].get_facecolor()


def test_a_frame_stands_around_what_the_library_says_and_only_there():
    frames = [line for line in answers(table()).lines if line.get_label() == "_library"]
    assert len(frames) == 1
    assert set(frames[0].get_xdata()) == {0.25, 1.0}
    nobody = answers(table(library=[None, None, None]))
    assert not [line for line in nobody.lines if line.get_label() == "_library"]
    assert "frame" not in caption(nobody)


def test_many_different_answers_are_written_into_their_bars():
    n = 9
    rows = table().iloc[[0] * n].assign(value=[f"w{k}" for k in range(n)], n=1, n_people=n, share=1 / n)
    ax = answers(rows.reset_index(drop=True))
    assert ax.get_figure().legends == []
    assert len(ax.patches) == n


def test_it_draws_into_given_axes():
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    assert answers(table(), ax=ax) is ax


def test_wrong_tables():
    with pytest.raises(SettingError, match="no column 'share'"):
        answers(table().drop(columns="share"))
    with pytest.raises(DataError, match="no answers to draw"):
        answers(table().iloc[:0])
