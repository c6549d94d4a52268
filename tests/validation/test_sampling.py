"""Samples for coding: chances, weights, strata, sheets that are safe to open."""

import csv
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sample_help import TEXTS, profiles_of

from framing.errors import DataError, OutputError, ReadError, SettingError
from framing.validation.sampling import load_sample, sample_for_coding
from framing.validation.units import predicted, uncertainty, units_of


@pytest.fixture(scope="module")
def profiles():
    return profiles_of()


def made(n, confidence=None, outlet=None):
    """Profiles of n mentions in n articles, without the cost of reading."""
    ids = [f"a{i}" for i in range(n)]
    mentions = pd.DataFrame(
        {
            "article_id": ids, "start": 0, "end": 4, "text": "word", "feature": "f", "choice_set": None, "voice": "own",
            "zone": "body", "duplicate_of": None, "confidence": np.ones(n) if confidence is None else confidence,
        }
    )  # fmt: skip
    articles = pd.DataFrame({"article_id": ids, "outlet": outlet or "x", "problem": None})
    return SimpleNamespace(articles=articles, mentions=mentions, texts=pd.Series("word and more", index=ids))


def test_every_unit_is_its_own_text(profiles):
    for unit in ("mention", "sentence", "article"):
        units = units_of(profiles, unit)
        assert len(units)
        assert not units.duplicated(["article_id", "start", "end"]).any()
        for row in units.itertuples():
            assert TEXTS[row.article_id][row.start : row.end] == row.text
    assert units_of(profiles, "article")["article_id"].tolist() == list(TEXTS)


def test_mentions_are_those_that_count(profiles):
    units = units_of(profiles, "mention", choice_set="armed")
    assert len(units) == profiles.counts().to_numpy().sum()
    assert units["outlet"].isin(["Post", "Herald"]).all()


def test_what_was_said_of_sentences_and_articles(profiles):
    articles = units_of(profiles, "article")
    said = predicted(profiles, articles, "armed.terrorist")
    # Only a1 and a4 print the word.
    assert said.tolist() == ["yes", "no", "no", "yes"]
    sentences = units_of(profiles, "sentence")
    said = predicted(profiles, sentences, "armed.fighter")
    by_eye = sentences["text"].str.lower().str.contains("fighter|gunmen")
    assert said.eq("yes").tolist() == by_eye.tolist()
    mentions = units_of(profiles, "mention")
    assert predicted(profiles, mentions, "correct").eq("yes").all()
    assert predicted(profiles, mentions, "voice").tolist() == mentions["voice"].tolist()
    with pytest.raises(SettingError, match="'voice'"):
        predicted(profiles, mentions, "tone")
    with pytest.raises(SettingError, match=r"armed\.fighter"):
        predicted(profiles, sentences, "tone")


def test_random_weights_stand_for_the_corpus():
    sample = sample_for_coding(made(40), 10, seed=3)
    assert len(sample) == 10
    assert sample.table["weight"].tolist() == [4.0] * 10
    assert not sample.table.duplicated(["article_id", "start"]).any()
    assert sample_for_coding(made(40), 10, seed=3).digest == sample.digest
    assert sample_for_coding(made(40), 10, seed=4).digest != sample.digest
    assert len(sample_for_coding(made(5), 10)) == 5


@pytest.mark.parametrize(("allocation", "small", "big"), [("equal", 4, 16), ("proportional", 2, 18)])
def test_strata_keep_their_sizes(allocation, small, big):
    outlets = ["a"] * 4 + ["b"] * 36
    sample = sample_for_coding(
        made(40, outlet=outlets), 20, by="stratified", strata="outlet", allocation=allocation, seed=1
    )
    table = sample.table.groupby("stratum")["weight"].agg(["size", "sum"])
    assert table["size"].to_dict() == {"a": small, "b": big}
    assert table["sum"].to_dict() == pytest.approx({"a": 4, "b": 36})


def test_unequal_chances_are_the_stated_ones():
    doubt = np.linspace(0.1, 0.9, 9)
    profiles = made(9, confidence=1 - doubt)
    np.testing.assert_allclose(uncertainty(profiles, units_of(profiles, "mention")), doubt)
    drawn = np.zeros(9)
    draws = 2000
    from framing.validation.sampling import _unequal

    rng = np.random.default_rng(5)
    chances = {}
    for _ in range(draws):
        chosen, chance = _unequal(doubt, 3, rng)
        assert len(set(chosen.tolist())) == 3
        drawn[chosen] += 1
        chances.update(zip(chosen.tolist(), chance.tolist(), strict=True))
    expected = 3 * doubt / doubt.sum()
    np.testing.assert_allclose([chances[i] for i in range(9)], expected)
    # Three standard errors of a share of 2,000 draws.
    np.testing.assert_allclose(drawn / draws, expected, atol=3 * 0.5 / np.sqrt(draws))


def test_a_unit_that_must_be_drawn_has_chance_one():
    sample = sample_for_coding(made(6, confidence=[0.0, 0.9, 0.9, 0.9, 0.9, 0.9]), 3, by="uncertainty", seed=2)
    table = sample.table.set_index("article_id")
    assert table.loc["a0", "probability"] == 1
    assert table.drop(index="a0")["probability"].tolist() == pytest.approx([0.4, 0.4])


def test_the_sheet_does_not_show_what_the_detector_said(profiles):
    sample = sample_for_coding(profiles, 4, by="stratified", strata="voice", seed=1)
    sheet = sample.sheet("anna")
    assert not {"stratum", "probability", "weight", "population"} & set(sheet.columns)
    assert (sheet["voice"] == "").all()
    assert list(sheet.columns[-3:]) == ["correct", "voice", "comment"]


def test_sheets_cannot_run_formulas(profiles, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    codes = {"=cmd": ["=yes", "no"], "frame": []}
    sample = sample_for_coding(profiles, 50, unit="sentence", variables=codes)
    assert sample.table["text"].str.startswith("=1+1").any()
    path = sample.to_csv(tmp_path / "sheet.csv", coder="@anna")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    book = openpyxl.load_workbook(sample.to_xlsx(tmp_path / "sheet.xlsx", coder="@anna"))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(cell.value == "=1+1 is two, the teacher said." for cell in cells)
    assert len(book["coding"].data_validations.dataValidation) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["sheet.csv", "sheet.xlsx"]


def test_context_is_the_text_around(profiles):
    table = sample_for_coding(profiles, 50).table
    for row in table.itertuples():
        assert row.before + row.text + row.after == TEXTS[row.article_id]
    long = made(1)
    long.texts = pd.Series("tell " * 100 + "word " + "told " * 100, index=["a0"])
    long.mentions[["start", "end"]] = [[500, 504]]
    row = sample_for_coding(long, 1).table.iloc[0]
    assert row["before"].startswith("… tell")
    assert row["after"].endswith("told …")


def test_saved_and_loaded(profiles, tmp_path):
    sample = sample_for_coding(profiles, 4, by="stratified", strata=["outlet", "voice"], seed=9)
    again = load_sample(sample.save(tmp_path / "sample.json"))
    assert again.digest == sample.digest
    assert again.variables == sample.variables
    np.testing.assert_allclose(again.table["weight"], sample.table["weight"])
    changed = (tmp_path / "sample.json").read_text(encoding="utf-8").replace('"item":"u001"', '"item":"u009"')
    changed = changed.replace('"item": "u001"', '"item": "u009"')
    (tmp_path / "changed.json").write_text(changed, encoding="utf-8")
    with pytest.raises(ReadError, match="changed after"):
        load_sample(tmp_path / "changed.json")
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ReadError, match="no saved coding sample"):
        load_sample(tmp_path / "other.json")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n": 0}, "1 or more"),
        ({"unit": "word"}, "'mention'"),
        ({"by": "luck"}, "'random'"),
        ({"by": "stratified"}, "both or neither"),
        ({"strata": "outlet"}, "both or neither"),
        ({"by": "stratified", "strata": "owner"}, "'outlet'"),
        ({"unit": "article"}, "say what to code"),
        ({"unit": "article", "choice_set": "armed", "variables": {"x": []}}, "leave it out"),
        ({"choice_set": "places"}, "'armed'"),
        ({"variables": {}}, "one variable"),
        ({"variables": {"text": ["a"]}}, "column of the sheet"),
        ({"variables": {"x": ["a", "A"]}}, "different"),
    ],
)
def test_errors_say_what_is_possible(profiles, arguments, message):
    with pytest.raises(SettingError, match=message) as caught:
        sample_for_coding(profiles, **{"n": 3, **arguments})
    assert "\n" not in str(caught.value)


def test_nothing_to_code(profiles, tmp_path):
    empty = made(3)
    empty.events = empty.mentions.iloc[:0]
    with pytest.raises(DataError, match="there is no event"):
        sample_for_coding(empty, 3, unit="event")
    with pytest.raises(DataError, match="2 strata and only 1"):
        sample_for_coding(profiles, 1, by="stratified", strata="outlet")
    with pytest.raises(OutputError, match="choose a folder"):
        sample_for_coding(profiles, 1).to_csv(tmp_path / "absent" / "sheet.csv")
