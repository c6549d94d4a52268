"""The constructed articles: tables, labels, and that every offset shows what it says."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from framing.datasets import demo_articles, load_teaching, teaching, teaching_folder
from framing.errors import ReadError

CORPUS_COLUMNS = [
    "article_id",
    "text",
    "outlet",
    "headline",
    "published",
    "story",
    "language",
    "url",
    "genre",
    "wire_source",
    "translated_from",
]
VALUES = {
    "zone": {
        "headline",
        "standfirst",
        "byline",
        "dateline",
        "caption",
        "lead",
        "body",
        "crosshead",
        "promo",
        "boilerplate",
    },
    "voice": {"own", "direct", "indirect", "scare", "title", "uncertain"},
    "construction": {
        "active",
        "event_subject",
        "passive_agent",
        "passive_agentless",
        "participle",
        "intransitive",
        "nominal",
        "nominal_agent",
        "adjectival",
        "none",
    },
    "agent_scope": {"subject", "by_phrase", "event_modifier", "sentence", "article", "none"},
}


@pytest.fixture(scope="module")
def labelled() -> tuple[pd.DataFrame, pd.DataFrame]:
    return load_teaching(labels=True)


def n_words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize("load", [demo_articles, load_teaching])
def test_is_a_corpus_table(load):
    corpus = load()
    assert list(corpus.columns[: len(CORPUS_COLUMNS)]) == CORPUS_COLUMNS
    assert corpus["article_id"].is_unique
    assert str(corpus["published"].dt.tz) == "UTC"
    assert corpus["published"].notna().all()
    assert set(corpus["genre"]) <= {"news", "opinion", "analysis", "live"}
    for row in corpus.itertuples():
        assert row.text.startswith(f"{row.headline}\n")
        assert row.text.count(row.headline) == 1
        assert re.fullmatch(r"https://[a-z-]+\.example\.org/[a-z0-9/-]+", row.url)


def test_demo_is_two_outlets_on_one_story():
    demo = demo_articles()
    assert len(demo) == 2
    assert demo["story"].nunique() == 1
    assert demo["outlet"].nunique() == 2
    assert demo["text"].map(n_words).between(300, 460).all()


def test_demo_says_that_it_is_constructed_and_the_pages_do_not():
    folder = teaching_folder() / "demo"
    assert json.loads((folder / "metadata.json").read_text(encoding="utf-8"))["constructed"] is True
    assert "Constructed" in (folder / "README.md").read_text(encoding="utf-8")
    assert not demo_articles()["text"].str.contains("constructed|invented", case=False).any()


@pytest.mark.parametrize(
    ("outlet", "passage"),
    [
        ("The Meridian Post", "raid in Deir Salwa kills six terrorists"),
        ("The Meridian Post", "six of whom were identified as terrorists"),
        ("The Meridian Post", "\nRead  Third Dawn Brigade terrorist"),
        ("The Meridian Post", "so-called “Spring Formula”"),
        ("The Meridian Post", "Judea and Samaria"),
        ("Coastline Herald", "‘massacre’"),
        ("Coastline Herald", "denounced “a massacre”"),
        ("Coastline Herald", "\n ,” the Palestinian chief negotiator"),
        ("Coastline Herald", "“\n\noperation” against"),
        ("Coastline Herald", "\n► To read also: Occupied West Bank"),
        ("Coastline Herald", "according to army spokesman Eitan Roth, was planning an attack"),
        ("Coastline Herald", "The army has occupied the territory"),
    ],
)
def test_demo_keeps_its_traps(outlet, passage):
    texts = demo_articles().set_index("outlet")["text"]
    assert passage in texts[outlet]


def test_demo_standfirst_quotation_returns_in_the_body():
    text = demo_articles().set_index("outlet")["text"]["The Meridian Post"]
    standfirst = text.split("\n\n")[1].strip("“”.")
    assert text.count(standfirst) == 2


def test_both_demo_pages_leave_their_last_quotation_open():
    for text in demo_articles()["text"]:
        assert text.rindex("“") > text.rindex("”")


def test_every_story_is_told_by_all_four_outlets():
    corpus = load_teaching()
    assert corpus.groupby("story")["outlet"].apply(sorted).map(tuple).nunique() == 1
    assert corpus["story"].nunique() == 8
    assert len(corpus) == 32


def test_teaching_articles_have_the_promised_length():
    assert load_teaching()["text"].map(n_words).between(300, 700).all()


def test_pages_of_a_story_share_no_more_than_a_quotation():
    for _, story in load_teaching().groupby("story"):
        runs = []
        for text in story["text"]:
            words = re.findall(r"\w+", text.lower())
            runs.append({tuple(words[i : i + 20]) for i in range(len(words) - 19)})
        shared = [a & b for i, a in enumerate(runs) for b in runs[:i]]
        assert not any(shared), [" ".join(run) for both in shared for run in both]


def test_offsets_give_back_the_text(labelled):
    corpus, codings = labelled
    texts = corpus.set_index("article_id")["text"]
    spans = codings[codings["unit"] != "article"]
    assert len(spans) > 2000
    for row in spans.itertuples():
        assert texts[row.article_id][row.start : row.end] == row.text


def test_article_codings_span_the_whole_text(labelled):
    corpus, codings = labelled
    lengths = corpus.set_index("article_id")["text"].map(len)
    whole = codings[codings["unit"] == "article"]
    assert whole["text"].isna().all()
    assert (whole["start"] == 0).all()
    assert (whole["end"] == whole["article_id"].map(lengths)).all()
    assert whole.groupby(["article_id", "coder"])["variable"].nunique().eq(6).all()
    assert set(whole["value"]) == {"0", "1"}


def test_every_line_has_a_zone_from_both_passes(labelled):
    corpus, codings = labelled
    texts = corpus.set_index("article_id")["text"]
    zones = codings[codings["variable"] == "zone"].sort_values("start")
    coded_pages = list(zones.groupby(["article_id", "coder"]))
    assert len(coded_pages) == 2 * len(corpus)
    for (article_id, _), coded in coded_pages:
        rest, after = "", 0
        for start, end in zip(coded["start"], coded["end"], strict=True):
            rest += texts[article_id][after:start]
            after = end
        assert not (rest + texts[article_id][after:]).strip(" \n")
        assert coded["value"].iloc[0] == "headline"
        assert (coded["value"] == "lead").sum() == 1


def test_codings_are_complete_and_unique(labelled):
    _, codings = labelled
    key = ["article_id", "start", "end", "unit", "variable"]
    assert not codings.duplicated([*key, "coder"]).any()
    # A trigger that one pass takes for an event and the other does not has one agent_scope.
    always = codings[codings["variable"] != "agent_scope"]
    assert always.groupby(key)["coder"].nunique().eq(2).all()


@pytest.mark.parametrize("variable", list(VALUES))
def test_values_are_the_words_of_the_design(labelled, variable):
    _, codings = labelled
    assert set(codings.loc[codings["variable"] == variable, "value"]) <= VALUES[variable]


def test_agent_scope_goes_with_every_event_and_no_other(labelled):
    _, codings = labelled
    key = ["article_id", "start", "coder"]
    constructions = codings[codings["variable"] == "construction"].set_index(key)["value"]
    scopes = codings[codings["variable"] == "agent_scope"].set_index(key)["value"]
    assert set(scopes.index) == set(constructions[constructions != "none"].index)


def test_labels_are_left_out_unless_asked_for():
    assert isinstance(load_teaching(), pd.DataFrame)


def test_an_installed_copy_is_preferred_to_a_checkout(tmp_path, monkeypatch):
    module = tmp_path / "framing" / "datasets" / "teaching.py"
    monkeypatch.setattr(teaching, "__file__", str(module))
    module.parent.mkdir(parents=True)
    shutil.copytree(teaching_folder_of_checkout() / "demo", tmp_path / "corpora" / "demo")
    assert teaching_folder() == (tmp_path / "corpora").resolve()
    shutil.copytree(tmp_path / "corpora", module.parent / "corpora")
    assert teaching_folder() == (module.parent / "corpora").resolve()


def teaching_folder_of_checkout() -> Path:
    return Path(__file__).resolve().parents[2] / "corpora"


def test_a_broken_installation_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(teaching, "__file__", str(tmp_path / "a" / "b" / "teaching.py"))
    with pytest.raises(ReadError, match="install framing again"):
        teaching_folder()


@pytest.mark.parametrize("lost", ["articles.csv", "codings.csv", "articles/raid-tribune.txt"])
def test_a_missing_file_is_named(tmp_path, monkeypatch, lost):
    shutil.copytree(teaching_folder_of_checkout(), tmp_path / "corpora")
    (tmp_path / "corpora" / "teaching" / lost).unlink()
    monkeypatch.setattr(teaching, "__file__", str(tmp_path / "framing" / "datasets" / "teaching.py"))
    with pytest.raises(ReadError, match=lost.rsplit("/", maxsplit=1)[-1]):
        load_teaching(labels=True)
