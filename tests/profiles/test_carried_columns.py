"""Columns that a user brings along are in the results, whatever their names."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import framing as fr

NAMED_LIKE_RESULTS = {
    "article_id": ["a", "b"],
    "text": ["A raid in Jenin.", "Rain fell."],
    "words": [120, 130],
    "text_hash": ["x", "y"],
    "n_words": [3, 4],
    "original_words": ["o", "p"],
}


def test_columns_named_like_results_are_kept_under_another_name() -> None:
    with pytest.warns(UserWarning, match="'words' is 'original_original_words'"):
        profiles = fr.profile(pd.DataFrame(NAMED_LIKE_RESULTS), [])
    articles = profiles.articles
    assert articles["original_original_words"].tolist() == [120, 130]
    assert articles["original_words"].tolist() == ["o", "p"]
    assert articles["original_text_hash"].tolist() == ["x", "y"]
    assert articles["original_n_words"].tolist() == [3, 4]
    assert articles["n_words"].tolist() == [4, 2]
    assert profiles.words["n"].sum() == 6


def test_files_keep_columns_named_like_results(tmp_path: Path) -> None:
    pd.DataFrame(NAMED_LIKE_RESULTS).to_csv(tmp_path / "corpus.csv", index=False)
    with pytest.warns(UserWarning, match="'n_words' is 'original_n_words'"):
        profiles = fr.profile_files(tmp_path / "corpus.csv", [], out=tmp_path / "out")
    assert profiles.articles["original_original_words"].tolist() == ["120", "130"]
    assert profiles.articles["n_words"].tolist() == [4, 2]
