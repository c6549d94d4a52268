"""The tables and their aggregates, on articles small enough to count by hand."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.document.model import PROPER_ZONES, VOICES, ZONES
from framing.errors import CorpusError, DataError, OutputError, SettingError
from framing.lexicon.yaml_format import yaml_to_lexicon
from framing.profiles.running import corpus_batches, corpus_table, run_batches
from framing.profiles.saving import escape_formulas
from framing.profiles.tables import MEASURED, ROW_SCHEMAS

LEXICON = yaml_to_lexicon("""\
name: tiny
version: 1.0.0
groups:
  army: {party: north, actor_type: army, names: [Northern army], demonyms: [Northern]}
  rebels: {party: south, actor_type: armed_group, names: [Southern Front], demonyms: [Southern, Southerners]}
choice_sets:
  actor:
    variants:
      terrorist: {terms: [terrorist, terrorists]}
      militant: {role: neutral, terms: [militant, militants]}
  status:
    kind: modifier
    heads: [river valley]
    variants:
      occupied: {terms: [occupied], after: [occupied by]}
      bare: {role: unmarked}
  dead:
    opportunity: {opens: victim, kinds: [kill]}
    variants:
      terrorists: {terms: [terrorists]}
      people: {role: neutral, terms: [people, Southerners]}
categories:
  doubt: {terms: [alleged, {term: so-called, weight: 2}]}
""")

A = """Army raid kills three terrorists

The Northern army killed three terrorists in the river valley on Monday, a day after two militants fled.

“They are not terrorists,” said Mira Dole, a teacher. The occupied river valley was quiet on Tuesday.

Read more: Army kills terrorists in the city
"""
B = """Three people killed in valley

Three people were killed in the occupied river valley on Monday. The governor said that militants had fired first.
"""


def corpus(*texts, ids=None):
    return fr.as_corpus(
        pd.DataFrame(
            {"article_id": ids or [f"a{n}" for n in range(len(texts))], "text": texts, "outlet": "The Example"}
        )
    )


@pytest.fixture(scope="module")
def detectors():
    return [fr.LexiconDetector(LEXICON), fr.AgencyDetector()]


@pytest.fixture(scope="module")
def profiles(detectors):
    return fr.profile(corpus(A, B), detectors)


def test_counts_by_hand(profiles):
    counts = profiles.counts()
    assert counts.loc["a0"].to_dict() == {
        "actor.terrorist": 3,  # headline, lead, quotation; not the promo line
        "actor.militant": 1,
        "status.occupied": 1,
        "status.bare": 1,
        "dead.terrorists": 2,  # headline and lead, the victims of the killing
        "dead.people": 0,
        "doubt": 0,
    }
    assert counts.loc["a1", "actor.militant"] == 1
    assert counts.loc["a1", "dead.people"] == 2
    assert counts.loc["a1", "status.bare"] == 0


def test_counts_by_voice_and_zone(profiles):
    assert profiles.counts(voice="own").loc["a0", "actor.terrorist"] == 2
    assert profiles.counts(voice="direct").loc["a0", "actor.terrorist"] == 1
    assert profiles.counts(wording="source").loc["a0", "actor.terrorist"] == 1
    assert profiles.counts(voice="indirect").loc["a1", "actor.militant"] == 1
    assert profiles.counts(wording="outlet").loc["a1", "actor.militant"] == 1
    assert profiles.counts(zones="headline").loc["a0", "actor.terrorist"] == 1
    assert profiles.counts(zones="all").loc["a0", "actor.terrorist"] == 4
    assert profiles.counts(zones="promo").loc["a0", "actor.terrorist"] == 1


def test_counts_are_a_groupby_of_mentions(profiles):
    mentions = profiles.mentions
    kept = mentions[mentions["zone"].isin(PROPER_ZONES) & mentions["duplicate_of"].isna()]
    by_hand = kept.groupby(["article_id", "feature"]).size()
    counts = profiles.counts().stack()
    assert counts[counts > 0].to_dict() == by_hand.astype(float).to_dict()


def test_shares_by_hand(profiles):
    shares = profiles.shares("actor").set_index(["article_id", "variant"])
    assert shares.loc[("a0", "terrorist"), "share"] == pytest.approx(3 / 4)
    assert shares.loc[("a0", "terrorist"), ["hits", "opportunities"]].tolist() == [3, 4]
    assert shares.loc[("a1", "terrorist"), "share"] == 0
    own = profiles.shares("actor", voice="own").set_index(["article_id", "variant"])
    assert own.loc[("a0", "terrorist"), "share"] == pytest.approx(2 / 3)
    assert np.isnan(own.loc[("a1", "terrorist"), "share"])  # no opportunity in its own voice
    assert own.loc[("a1", "terrorist"), "opportunities"] == 0


def test_pooled_shares_are_ratios_of_sums(profiles):
    pooled = profiles.shares("actor", by="outlet").set_index("variant")
    assert pooled.loc["terrorist", "share"] == pytest.approx(3 / 5)
    assert pooled.loc["terrorist", "outlet"] == "The Example"


def test_bounds_count_all_or_none_of_the_uncertain():
    from framing.profiles.measures import share_variants

    rows = [("x", "actor.terrorist")] * 3 + [("x", "actor.militant")]
    sure = pd.DataFrame(rows, columns=["article_id", "feature"]).assign(choice_set="actor", weight=1.0)
    unsure = sure.iloc[[0, 3]]
    table = share_variants(sure, unsure, ["x"], [LEXICON.choice_sets["actor"]]).set_index("variant")
    # 3 of 4 sure; of two uncertain hits one is a terrorist's, one a militant's
    assert table.loc["terrorist", ["share", "low", "high"]].tolist() == pytest.approx([3 / 4, 3 / 5, 4 / 5])


def test_rates_divide_by_words_of_the_same_voice(profiles):
    own = profiles.articles.set_index("article_id")["words_own"]
    rates = profiles.rates(per=1000, voice="own")
    assert rates.loc["a0", "actor.terrorist"] == pytest.approx(2 / own["a0"] * 1000)
    assert np.isnan(profiles.rates(voice="title").loc["a0", "actor.terrorist"])


def test_word_counts_add_up(profiles):
    articles = profiles.articles
    assert (articles[[f"words_{voice}" for voice in VOICES]].sum(axis=1) == articles["n_words"]).all()
    assert (articles[[f"words_{zone}" for zone in PROPER_ZONES]].sum(axis=1) == articles["n_words"]).all()
    assert articles.loc[1, "n_words"] == 24  # 5 in the headline, 19 below it


def test_weights(detectors):
    profiles = fr.profile(corpus("The so-called plan and the alleged plan failed on Monday."), detectors)
    assert profiles.counts().loc["a0", "doubt"] == 2
    assert profiles.counts(weighted=True).loc["a0", "doubt"] == 3


def test_one_row_in_one_row_out(detectors):
    texts = ["", "   \n ", A, "x" * 50, "…", "\u05e9\u05dc\u05d5\u05dd", B]
    profiles = fr.profile(corpus(*texts), detectors, max_characters=200)
    articles = profiles.articles
    assert articles["article_id"].tolist() == [f"a{n}" for n in range(7)]
    assert articles["problem"].isna().tolist() == [False, False, False, True, True, True, True]
    assert "more than max_characters=200" in articles.loc[2, "problem"]
    counts = profiles.counts()
    assert counts.index.tolist() == articles["article_id"].tolist()
    assert counts.iloc[:3].isna().all(axis=None)
    assert counts.iloc[3:6].eq(0).all(axis=None)
    assert articles.loc[:2, "n_words"].isna().all()
    assert profiles.shares("actor").iloc[0][["hits", "share"]].isna().all()
    assert profiles.shares("actor").iloc[6]["hits"] == 0


def test_a_detector_that_fails_costs_one_article_only(detectors):
    class Fragile(fr.LexiconDetector):
        def detect(self, batch):
            if any("quiet" in document.text for document in batch.documents):
                raise ValueError("cannot stand quiet")
            return super().detect(batch)

    profiles = fr.profile(corpus(B, A, B), [Fragile(LEXICON)])
    assert profiles.articles["problem"].tolist()[1] == "detecting failed: ValueError: cannot stand quiet"
    assert profiles.articles["problem"].isna().tolist() == [True, False, True]
    assert profiles.counts().loc["a2", "dead.people"] == 2
    assert profiles.counts().loc["a1"].isna().all()


def test_reading_only():
    profiles = fr.profile(corpus(A), [])
    assert len(profiles.mentions) == 0
    assert len(profiles.attributions) == 1
    assert set(profiles.zones["zone"]) >= {"headline", "lead", "body", "promo"}
    assert profiles.counts().shape == (1, 0)


def test_an_empty_corpus(detectors):
    profiles = fr.profile(corpus(), detectors)
    assert len(profiles) == 0
    assert profiles.counts().shape == (0, 7)
    assert profiles.shares("actor").empty
    assert profiles.table().empty


def test_tables_have_the_columns_of_the_contract(profiles):
    for name in ("mentions", "events", "attributions", "frames"):
        expected = ["article_id", *(column for column in ROW_SCHEMAS[name].names if column != "row")]
        assert list(getattr(profiles, name).columns) == expected
    assert {"article_id", "problem", "n_words", "outlet"} <= set(profiles.articles.columns)


def test_evidence_is_the_text(profiles):
    for table in (profiles.mentions, profiles.events):
        for row in table.itertuples():
            assert profiles.text(row.article_id)[row.start : row.end] == row.text


def test_the_wide_table(profiles):
    table = profiles.table()
    assert len(table) == 2
    assert table.loc[0, "actor.terrorist"] == 3
    assert table.loc[0, "share:actor.terrorist"] == pytest.approx(3 / 4)
    assert table.loc[0, "outlet"] == "The Example"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda p: p.counts(voice="owned"), "voice 'owned' is not known; possible: 'own'"),
        (lambda p: p.counts(wording="paper"), "wording 'paper' is not known"),
        (lambda p: p.counts(zones="footer"), "zone 'footer' is not known"),
        (lambda p: p.shares("actors"), "choice set 'actors' is not known; possible: 'actor', 'status', 'dead'"),
        (lambda p: p.shares("actor", by="paper"), "column 'paper' is not known"),
        (lambda p: p.export("x", form="docx"), "form 'docx' is not known; possible: 'csv', 'parquet'"),
    ],
)
def test_settings_that_are_not_possible(profiles, call, message):
    with pytest.raises(SettingError, match=message):
        call(profiles)


def test_detectors_that_cannot_run_together(detectors):
    with pytest.raises(SettingError, match="given twice"):
        fr.profile(corpus(A), [detectors[0], detectors[0]])
    twin = yaml_to_lexicon("name: other\ncategories: {doubt: {terms: [claimed]}}")
    with pytest.raises(SettingError, match="'doubt' is a feature of both 'tiny' and 'other'"):
        fr.profile(corpus(A), [detectors[0], fr.LexiconDetector(twin)])
    with pytest.raises(SettingError, match="is not a detector"):
        fr.profile(corpus(A), ["conflict"])
    with pytest.raises(SettingError, match="jobs=0"):
        fr.profile(corpus(A), detectors, jobs=0)


def test_a_corpus_that_is_none(detectors):
    with pytest.raises(CorpusError, match="text"):
        fr.profile(pd.DataFrame({"title": ["x"]}), detectors)
    with pytest.raises(CorpusError, match="a0"):
        fr.profile(pd.DataFrame({"article_id": ["a0", "a0"], "text": ["x", "y"]}), detectors)


def test_order_of_detectors_changes_nothing(detectors, profiles):
    again = fr.profile(corpus(A, B), detectors[::-1])
    alone = fr.profile(corpus(A, B), detectors[:1])
    for other in (again, alone):
        pd.testing.assert_frame_equal(other.mentions, profiles.mentions)
        pd.testing.assert_frame_equal(other.events, profiles.events)


def test_two_workers_give_the_same_tables(detectors, profiles):
    twice = fr.profile(corpus(A, B), detectors, jobs=2)
    for name in ("articles", "mentions", "events", "attributions", "zones", "voices", "words"):
        pd.testing.assert_frame_equal(getattr(twice, name), getattr(profiles, name))
    assert twice.provenance == profiles.provenance


@settings(max_examples=15)
@given(st.lists(st.sampled_from([A, B, "", "Plain text."]), min_size=1, max_size=5), st.integers(1, 4), st.randoms())
def test_order_and_batching_change_nothing(texts, size, random):
    detectors = [fr.LexiconDetector(LEXICON), fr.AgencyDetector()]
    from framing.profiles.plan import Plan

    plan = Plan(detectors)
    table = corpus_table(corpus(*texts))
    whole = pa.Table.from_batches(list(run_batches(plan, corpus_batches(table))))
    pieces = [plan.run(batch) for batch in table.to_batches(max_chunksize=size)]
    assert pa.Table.from_batches(pieces).to_pylist() == whole.to_pylist()
    order = list(range(len(texts)))
    random.shuffle(order)
    shuffled = pa.Table.from_batches([plan.run(table.take(order).combine_chunks().to_batches()[0])])
    assert shuffled.to_pylist() == whole.take(order).to_pylist()


@settings(max_examples=40)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=3))
def test_any_text_keeps_the_rules(texts):
    profiles = fr.profile(corpus(*texts), [fr.LexiconDetector(LEXICON), fr.AgencyDetector()])
    assert len(profiles) == len(texts)
    assert (profiles.articles["problem"].isna() == [bool(text.strip()) for text in profiles.texts]).all()
    for table in (profiles.mentions, profiles.events):
        for row in table.itertuples():
            assert profiles.text(row.article_id)[row.start : row.end] == row.text
            assert row.zone in ZONES
            assert row.voice in VOICES
    kept = profiles.mentions[profiles.mentions["zone"].isin(PROPER_ZONES) & profiles.mentions["duplicate_of"].isna()]
    assert profiles.counts().sum(axis=None) == len(kept)


def test_saved_profiles_load_equal(profiles, tmp_path):
    folder = profiles.save(tmp_path / "saved", texts=True)
    loaded = fr.load_profiles(folder)
    for name in ("articles", *MEASURED):
        pd.testing.assert_frame_equal(getattr(loaded, name), getattr(profiles, name))
    assert loaded.provenance == profiles.provenance
    assert loaded.lexicons == profiles.lexicons
    assert loaded.text("a0") == A
    pd.testing.assert_frame_equal(loaded.counts(), profiles.counts())


def test_texts_are_saved_on_request_only(profiles, tmp_path):
    loaded = fr.load_profiles(profiles.save(tmp_path / "saved"))
    with pytest.raises(DataError, match="texts were not kept"):
        loaded.text("a0")


def test_equal_runs_save_equal_bytes(detectors, tmp_path):
    folders = [fr.profile(corpus(A, B), detectors).save(tmp_path / name) for name in ("one", "two")]
    contents = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert contents[0] == contents[1]


def test_saving_never_overwrites(profiles, tmp_path):
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="not an empty folder"):
        profiles.save(tmp_path / "saved")
    assert [path.name for path in tmp_path.rglob("*")] == ["saved", "thesis.txt"]


def test_a_place_that_cannot_be_written(profiles, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="choose a folder"):
        profiles.save(tmp_path / "file" / "saved")


def damaged(folder: Path, change):
    manifest = json.loads((folder / "manifest.json").read_text())
    change(manifest, folder)
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m, f: m["shards"][0].update(name="../part-00000.parquet"), "outside its folder"),
        (lambda m, f: m["lexicons"].append("/etc/passwd"), "outside its folder"),
        (lambda m, f: (f / "part-00000.parquet").write_bytes(b"PAR1"), "was changed since"),
        (lambda m, f: (f / "part-00000.parquet").unlink(), "is missing"),
        (lambda m, f: m.update(format=99), "later version"),
        (lambda m, f: m.pop("shards"), "not a manifest"),
        (lambda m, f: m.update(shards=[1]), "not a manifest"),
        (lambda m, f: m.update(shards=[]), "names no shards"),
    ],
)
def test_tampered_folders(profiles, tmp_path, change, message):
    folder = profiles.save(tmp_path / "saved")
    damaged(folder, change)
    with pytest.raises(DataError, match=message):
        fr.load_profiles(folder)


def test_folders_without_profiles(tmp_path):
    with pytest.raises(DataError, match="holds no profiles"):
        fr.load_profiles(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(DataError, match="is damaged"):
        fr.load_profiles(tmp_path)


def test_exported_tables_are_safe_in_a_spreadsheet(detectors, tmp_path):
    table = pd.DataFrame({"article_id": ["=1+1"], "text": [A], "outlet": ["@SUM(A1)"]})
    fr.profile(fr.as_corpus(table), detectors).export(tmp_path)
    written = (tmp_path / "articles.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in written
    assert "'@SUM(A1)" in written
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "articles.csv", "attributions.csv", "events.csv", "frames.csv", "mentions.csv",
    ]  # fmt: skip


@given(st.text(max_size=20))
def test_no_cell_starts_a_formula(value):
    safe = escape_formulas(pd.DataFrame({"x": [value]}))["x"].iloc[0]
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe.removeprefix("'") == value.removeprefix("'") or safe == "'" + value


def test_provenance_names_everything(profiles):
    provenance = profiles.provenance
    assert provenance.lexicons[0].hash == LEXICON.hash
    assert [name.split(":")[0].split(" ")[0] for name in provenance.detectors] == ["agency", "lexicon"]
    methods = provenance.methods()
    for fact in ("2 articles", "tiny (version 1.0.0; ", LEXICON.hash[:12], provenance.corpus_hash[:12], "pandas"):
        assert fact in methods
    assert type(provenance).from_dict(json.loads(provenance.to_json())) == provenance


def test_the_corpus_hash_follows_texts_and_order(detectors):
    hashes = {fr.profile(corpus(*texts), []).provenance.corpus_hash for texts in ([A, B], [B, A], [A, B + " "], [A])}
    assert len(hashes) == 4
