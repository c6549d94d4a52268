"""Tables and lists in memory."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import CONTRACT, article_from_text, as_corpus
from framing.errors import CorpusError, SettingError


def test_absent_columns_are_null_order_and_rows_stay(tmp_path):
    frame = pd.DataFrame({"mood": [1.5, 2.5], "text": ["b", "a"]}, index=["x", "y"])
    corpus = as_corpus(frame)
    assert corpus.columns.tolist() == [*CONTRACT, "problem", "notes", "mood"]
    assert corpus["text"].tolist() == ["b", "a"]
    assert corpus["mood"].tolist() == [1.5, 2.5]
    assert corpus.index.tolist() == [0, 1]
    assert frame.columns.tolist() == ["mood", "text"]


def test_unreadable_rows_keep_their_place_with_a_problem():
    corpus = as_corpus(pd.DataFrame({"text": ["a", None, float("nan"), 5, "", pd.NA, b"raw", "z"]}, dtype=object))
    assert corpus["text"].tolist() == ["a", "", "", "", "", "", "", "z"]
    assert corpus["problem"].isna().tolist() == [True, False, False, False, False, False, False, True]


def test_a_column_matched_by_a_synonym_stays_beside_its_twin():
    corpus = as_corpus(pd.DataFrame({"body": ["a"], "source": ["Courier"]}))
    assert corpus.loc[0, ["text", "outlet", "source"]].tolist() == ["a", "Courier", "Courier"]
    assert "body" not in corpus.columns


def test_further_columns_are_untouched():
    kinds = pd.DataFrame(
        {
            "text": ["a", "b"],
            "cat": pd.Categorical(["x", "y"]),
            "n": np.array([1, 2], dtype=np.int8),
            "obj": [{"k": 1}, [2]],
            "when": pd.to_datetime(["2020-01-01", None]),
        },
        index=[5, 9],
    )
    corpus = as_corpus(kinds)
    for column in ("cat", "n", "obj", "when"):
        pd.testing.assert_series_equal(corpus[column], kinds[column].reset_index(drop=True))


def test_identifiers():
    assert as_corpus(pd.DataFrame({"text": ["a", "b"], "id": [3, 4]}))["article_id"].tolist() == ["3", "4"]
    assert as_corpus(pd.DataFrame({"text": ["a", "b"], "id": [3.0, None]}))["article_id"].tolist() == ["3", "row-2"]
    with pytest.raises(CorpusError, match=r"repeats '3'"):
        as_corpus(pd.DataFrame({"text": ["a", "b"], "id": [3, 3]}))


@pytest.mark.parametrize("frame", [pd.DataFrame({"x": [1]}), pd.DataFrame({"title": ["a"]})])
def test_no_text_column(frame):
    with pytest.raises(CorpusError, match="no column for the text"):
        as_corpus(frame)


def test_two_columns_of_one_name():
    with pytest.raises(CorpusError, match="two columns named 'text'"):
        as_corpus(pd.DataFrame([["a", "b"]], columns=["text", "text"]))


def test_lists_of_articles_texts_and_mappings():
    corpus = as_corpus(
        [article_from_text("x", article_id="q", published="7 March 2023"), "y", {"text": "z", "outlet": "C"}]
    )
    assert corpus["article_id"].tolist() == ["q", "row-2", "row-3"]
    assert corpus["text"].tolist() == ["x", "y", "z"]
    assert corpus.loc[0, "published"] == pd.Timestamp("2023-03-07", tz="UTC")
    assert corpus.loc[2, "outlet"] == "C"
    for wrong in ("text", {"text": "x"}, [5]):
        with pytest.raises(CorpusError):
            as_corpus(wrong)


@pytest.mark.parametrize("empty", [[], pd.DataFrame({"text": []}), pd.DataFrame()])
def test_an_empty_corpus(empty):
    corpus = as_corpus(empty)
    assert len(corpus) == 0
    assert set(CONTRACT) <= set(corpus.columns)


def test_dates_of_every_kind():
    dates = ["2020-01-01", pd.Timestamp("2020-01-01 09:00", tz="Asia/Tokyo"), None, "25/12/2020", "03/04/2020", pd.NaT]
    corpus = as_corpus(pd.DataFrame({"text": list("abcdef"), "date": pd.Series(dates, dtype=object)}))
    expected = ["2020-01-01", "2020-01-01", None, "2020-12-25", "2020-04-03", None]
    assert [None if pd.isna(p) else f"{p:%Y-%m-%d}" for p in corpus["published"]] == expected


def test_settings_are_checked():
    with pytest.raises(SettingError):
        as_corpus(["x"], repair="magic")


ROW = st.fixed_dictionaries(
    {
        "text": st.none() | st.text(st.characters(), max_size=30) | st.integers() | st.floats(),
        "headline": st.none() | st.text(st.characters(), max_size=10),
        "published": st.none() | st.text(max_size=12) | st.datetimes() | st.dates(),
        "outlet": st.none() | st.text(st.characters(), max_size=5),
        "mood": st.none() | st.integers() | st.text(st.characters(exclude_categories=("Cs",)), max_size=5),
    }
)


@given(st.lists(ROW, max_size=6))
def test_one_row_in_one_row_out_and_completing_twice_changes_nothing(rows):
    frame = pd.DataFrame(
        {c: pd.Series([r[c] for r in rows], dtype=object) for c in ("text", "headline", "published", "outlet", "mood")}
    )
    once = as_corpus(frame)
    assert len(once) == len(rows)
    assert ((once["text"] == "") == once["problem"].notna()).all()
    pd.testing.assert_frame_equal(as_corpus(once), once)
