"""A folder opened lazily answers as the same profiles in memory do, by every method, comparison and figure."""

import pandas as pd
import pytest

import framing as fr
from framing.comparison.measures import MEASURES

OUTLETS = ["A", "B", "C", "D"]
PAGES = [
    "Terrorists shot nine men\n\nThe army said it “killed two terrorists” in the occupied West Bank. Gunmen fled.",
    "Nine men die\n\nMilitants fled the raid, a spokesman claimed. Nine Palestinians were killed in an Israeli strike.",
    "Raid in Jenin\n\n“It was a massacre,” said Mira Dole. READ MORE: terrorists\n\nA militant was shot by soldiers.",
    "A vote\n\nNobody was hurt, officials said on Monday.",
    "",
]


@pytest.fixture(scope="module")
def memory():
    rows = [
        {
            "article_id": f"n{i}", "outlet": OUTLETS[i % 4], "leaning": "XY"[i % 2], "story": f"s{i // 4}",
            "published": pd.Timestamp("2024-01-01", tz="UTC") + pd.Timedelta(days=i),
            "wire_source": "Wire" if i % 6 == 0 else None, "text": PAGES[(i * 7) % 5],
        }
        for i in range(48)
    ]  # fmt: skip
    detectors = [fr.AgencyDetector(), fr.LexiconDetector(fr.load_lexicon("conflict"))]
    return fr.profile(fr.as_corpus(pd.DataFrame(rows)), detectors, progress=False)


@pytest.fixture
def folder(memory, tmp_path_factory):
    """Opened anew for every test, so that nothing is in memory; in several files."""
    from framing.profiles import saving, shards

    place = tmp_path_factory.mktemp("lazy") / "profiles"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saving, "ShardWriter", lambda *a, **k: shards.ShardWriter(*a, **k, rows=7))
        memory.save(place, texts=True)
    opened = fr.load_profiles(place)
    assert len(opened.store.shards) > 3
    return opened


METHODS = {
    "articles": lambda p: p.articles,
    "attributions": lambda p: p.attributions,
    "counts": lambda p: p.counts(voice="own"),
    "events": lambda p: p.events,
    "export": None,
    "features": lambda p: p.features,
    "frames": lambda p: p.frames,
    "mentions": lambda p: p.mentions,
    "n_rows": lambda p: p.n_rows("mentions"),
    "only": lambda p: [p.only(["n9", "no", "n2"]).mentions, p.only(["n9"]).texts, p.only([]).articles],
    "rates": lambda p: p.rates(zones="all"),
    "rows": lambda p: p.rows("mentions", ["feature", "voice"]).astype("str"),
    "save": None,
    "shares": lambda p: [p.shares(), p.shares("armed_actor", voice="own"), p.shares(by="outlet")],
    "table": lambda p: p.table(),
    "text": lambda p: p.text("n11"),
    "texts": lambda p: p.texts,
    "texts_of": lambda p: p.texts_of(["n30", "n1"]),
    "voices": lambda p: p.voices,
    "word_totals": lambda p: p.word_totals(voice="own"),
    "words": lambda p: p.words,
    "zones": lambda p: p.zones,
}
COMPARISONS = {
    "aggregate": lambda p: fr.aggregate(p, measures=[m for m in MEASURES if "frames" not in m], voice="own"),
    "mean of articles": lambda p: fr.aggregate(p, measures=["shares", "rates"], pooling="articles"),
    "compare": lambda p: fr.compare(p, draws=99),
    "within stories": lambda p: fr.compare(p, within="story", draws=99, measures=["shares", "agency"]),
    "kinds of outlet": lambda p: fr.compare(p, by="leaning", draws=99),
    "contrast": lambda p: fr.Contrast.from_profiles(p, "n0", "n1"),
    "distances": lambda p: fr.distances(p, draws=99, choice_sets="armed_actor"),
    "sensitivity": lambda p: fr.sensitivity(p, measures="shares:armed_actor"),
    "term_by_referent": lambda p: fr.term_by_referent(p, whose="mention"),
    "term_by_referent, sentences": lambda p: fr.term_by_referent(p, by="term"),
    "trend": lambda p: fr.trend(p, measures="shares:armed_actor"),
}
FIGURES = {
    "article": lambda p: fr.plot.article(p, "n0"),
    "dispersion": lambda p: fr.plot.dispersion(p, "armed_actor"),
}


def same(one, two):
    if isinstance(one, list):
        for a, b in zip(one, two, strict=True):
            same(a, b)
    elif isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, two, check_exact=True)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, two, check_exact=True)
    else:
        assert one == two


def test_every_public_method_is_compared():
    assert {name for name in dir(fr.Profiles) if not name.startswith("_")} == set(METHODS)


@pytest.mark.parametrize("name", [name for name, call in METHODS.items() if call])
def test_methods(name, memory, folder):
    same(METHODS[name](memory), METHODS[name](folder))


@pytest.mark.parametrize("name", COMPARISONS)
def test_comparisons(name, memory, folder):
    one, two = COMPARISONS[name](memory), COMPARISONS[name](folder)
    same(one.table, two.table)
    assert getattr(one, "warnings", ()) == getattr(two, "warnings", ())


@pytest.mark.parametrize("name", FIGURES)
def test_figures(name, memory, folder):
    def drawn(ax):
        return [line.get_xydata().tolist() for line in ax.lines], [text.get_text() for text in ax.texts]

    assert drawn(FIGURES[name](memory)) == drawn(FIGURES[name](folder))


def test_saved_again_and_exported(memory, folder, tmp_path):
    same(memory.mentions, fr.load_profiles(folder.save(tmp_path / "again")).mentions)
    for one, two in zip(memory.export(tmp_path / "a"), folder.export(tmp_path / "b"), strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_comparing_makes_no_whole_table_and_reads_no_other_texts(folder):
    fr.compare(folder, draws=99)
    fr.aggregate(folder)
    fr.Contrast.from_profiles(folder, "n0", "n1")
    fr.plot.article(folder, "n0")
    assert {"mentions", "events", "attributions", "frames", "texts"}.isdisjoint(vars(folder))
