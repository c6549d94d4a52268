"""The benchmarks of large folders cover every method, and what they write is what the library reads."""

import json

import pytest

import framing as fr
from benchmarks.streaming import long, mentions
from benchmarks.streaming.folders import Size, invented_lexicon, write_folder
from benchmarks.streaming.items import write_items


def test_every_method_and_function_has_a_call():
    names = set(mentions.calls())
    assert {f"profiles.{name}" for name in dir(fr.Profiles) if not name.startswith("_")} <= names


def test_a_method_without_a_call_is_an_error(monkeypatch):
    monkeypatch.setattr(fr.Profiles, "novelty", lambda self: None, raising=False)
    with pytest.raises(LookupError, match="novelty"):
        mentions.calls()


def test_a_made_folder_has_rows_in_every_table(tmp_path):
    write_folder(tmp_path / "made", Size(600, 60, 6, 3), invented_lexicon())
    profiles = fr.load_profiles(tmp_path / "made")
    assert len(profiles) == 60
    assert 450 < profiles.n_rows("mentions") < 750
    for name in ("events", "attributions", "frames", "zones", "voices", "words"):
        assert profiles.n_rows(name) > 10
    assert len(profiles.features) == 60
    assert len({one for lexicon in profiles.lexicons.values() for one in lexicon.choice_sets}) == 5
    assert profiles.text("s59")


def test_items_are_as_long_as_those_of_a_wire(tmp_path):
    size = write_items(tmp_path / "items.parquet", 200)
    corpus = fr.read_corpus(tmp_path / "items.parquet")
    assert 550 < size / 200 < 850
    assert corpus["article_id"].is_unique


def test_growth_is_fitted_on_logarithms():
    runs = [{"articles": n, "seconds": 3 * n**1.5} for n in (10, 100, 1000)]
    assert long.exponent(runs, "seconds") == 1.5
    assert long.exponent(runs[:1], "seconds") is None
    assert long.exponent(runs, "seconds", least=1000) is None


def test_a_log_goes_on_where_a_run_was_killed(tmp_path):
    row = {"stretch": 0, "seconds": 4.0, "processor_seconds": 3.0, "articles": 5, "files": 1}
    row |= {"parent_mib": 9, "largest_worker_mib": 0, "all_mib": 9}
    (tmp_path / "log.jsonl").write_text(json.dumps(row) + "\n{cut off", encoding="utf-8")
    assert long.log_of(tmp_path) == [row]


def test_tenths_show_rate_and_memory_over_a_run():
    log = [
        {"articles": n, "processor_seconds": n / 10, "parent_mib": 100 + n // 50, "all_mib": 200} for n in range(101)
    ]
    parts = list(long.tenths(log, 100))
    assert [part["articles_a_processor_second"] for part in parts] == [10.0] * 10
    assert parts[0]["parent_mib"] == 100
    assert parts[-1]["parent_mib"] == 102
