"""Without an extra, everything else works, and what needs it names it in one line."""

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pandas as pd
import pytest
from packaging.requirements import Requirement

import framing as fr
from framing.detectors.frames.embeddings import embed
from framing.errors import MissingExtraError

ROOT = Path(__file__).parents[1]
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
TEXTS = ["Nine people were killed in the raid, officials said.", "The army said that the raid had ended by noon."]
# Extras that only bring others together, or tools for those who work on the library.
NOT_HERE = {"all", "docs", "test"}


def corpus():
    days = pd.to_datetime(["2024-03-01", "2024-03-02"], utc=True)
    return fr.as_corpus(pd.DataFrame({"article_id": ["a", "b"], "text": TEXTS, "published": days}))


def codings():
    rows = [(f"a{i}", coder, value) for i in range(4) for coder, value in (("A", "x"), ("B", "xy"[i % 2]))]
    table = pd.DataFrame(rows, columns=["article_id", "coder", "value"])
    return table.assign(start=0, end=5, unit="article", variable="tone")


def with_regex(folder):
    path = folder / "pattern.yaml"
    path.write_text("name: x\ncategories: {c: {terms: [{term: 'raid(ed|s)', regex: true}]}}\n", encoding="utf-8")
    return fr.profile(corpus(), [fr.LexiconDetector(fr.read_lexicon(path))])


def rtf(folder):
    path = folder / "a.rtf"
    path.write_bytes(b"{\\rtf1 Nine people were killed.}")
    return fr.read_corpus(path)


def excel(folder):
    return fr.agreement(codings()).to_excel(folder / "a.xlsx")


def figure(folder):
    return fr.plot.shares(fr.aggregate(teaching(), measures="shares"), "armed_actor")


NEEDS = {
    "crf": (["pycrfsuite"], lambda folder: fr.AttributionTagger().fit(TEXTS, [[], []])),
    "dask": (["distributed"], lambda folder: next(dask_engine()(None, []))),
    "duplicates": (["datasketch"], lambda folder: fr.find_duplicates(corpus())),
    "embeddings": (["sentence_transformers"], lambda folder: embed(TEXTS, folder)),
    "excel": (["openpyxl"], excel),
    "exports": (["striprtf"], rtf),
    "learn": (["sklearn"], lambda folder: fr.group_stories(corpus())),
    "plot": (["matplotlib"], figure),
    "regex": (["re2"], with_regex),
    "spark": (["pyspark"], lambda folder: next(spark_engine()(None, []))),
    "stats": (["statsmodels"], lambda folder: fr.mixed_model(teaching(), "armed_actor.terrorist")),
    "validation": (["krippendorff"], lambda folder: fr.agreement(codings())),
}


def dask_engine():
    from framing.profiles.dask_runner import dask_engine as engine

    return engine()


def spark_engine():
    from framing.profiles.spark_runner import spark_engine as engine

    return engine()


def teaching():
    return fr.profile(fr.datasets.load_teaching().head(8), [fr.LexiconDetector(fr.load_lexicon("conflict"))])


def hide(monkeypatch, modules):
    for name in list(sys.modules):
        if name.split(".")[0] in modules:
            monkeypatch.setitem(sys.modules, name, None)
    for name in modules:
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.parametrize("extra", NEEDS)
def test_what_needs_an_extra_names_it(extra, monkeypatch, tmp_path):
    modules, use = NEEDS[extra]
    hide(monkeypatch, modules)
    with pytest.raises(MissingExtraError, match=rf"framing\[{extra}\]") as caught:
        use(tmp_path)
    assert "\n" not in str(caught.value)


OPTIONAL = sorted({module for wanted, _ in NEEDS.values() for module in wanted} | {"dask", "nltk"})
"""Modules of all extras."""

PIPELINE = """
import importlib.abc, sys, tempfile
from pathlib import Path

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {modules!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
import pandas as pd
import framing as fr

folder = Path(tempfile.mkdtemp())
corpus = fr.datasets.load_teaching().head(12)
detectors = [fr.AgencyDetector(), fr.LexiconDetector(fr.load_lexicon("conflict"))]
profiles = fr.profile(corpus, detectors)
assert len(profiles.mentions) and len(profiles.events) and len(profiles.attributions)
again = fr.load_profiles(profiles.save(folder / "saved", texts=True))
pd.testing.assert_frame_equal(again.table(), profiles.table())
again.export(folder / "tables")
for result in (
    fr.aggregate(again), fr.compare(again, within="story", draws=99), fr.keyness(again, draws=0), fr.trend(again),
    fr.distances(again, choice_sets="armed_actor", draws=99), fr.sensitivity(again, measures="shares:armed_actor"),
    fr.term_by_referent(again, whose="mention"), fr.selection(again),
):
    assert len(result.table)
    result.to_csv(folder / "table.csv")
    result.to_latex()
pair = fr.contrast(corpus["text"].iloc[0], corpus["text"].iloc[1])
fr.report.side_by_side(pair, folder / "pair.html")
fr.report.corpus(again, folder / "corpus.html", figures=False)
fr.classroom.worksheet(corpus.head(4), path=folder / "worksheet.html")
assert len(fr.kwic(corpus, "raid*"))
assert len(fr.sentence_referents(corpus))
sample = fr.sample_for_coding(profiles, n=5, choice_set="armed_actor")
assert len(sample.table) == 5
print("done")
"""


def test_without_any_extra_everything_else_works():
    # The modules of all extras are kept from being imported, in a process that has not imported them.
    code = PIPELINE.format(modules=OPTIONAL)
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stdout.strip().endswith("done"), ended.stderr[-2000:]


def imported(distribution):
    """Names that a distribution is imported by."""
    return {name for name, found in packages_distributions().items() if distribution.lower() in map(str.lower, found)}


@pytest.mark.parametrize("extra", sorted(set(DECLARED) - NOT_HERE))
def test_every_module_of_an_extra_is_among_those_kept_away(extra):
    for line in DECLARED[extra]:
        name = Requirement(line).name
        # What is not installed here cannot be asked for its modules: a runtime of models, and Spark in its own stage.
        modules = imported(name) or {name.replace("-", "_").lower()}
        assert modules & set(OPTIONAL), f"{name} of extra {extra}"


def test_frame_classifiers_need_scikit_learn():
    code = "import sys; sys.modules['sklearn'] = None\nimport framing as fr\nfr.FrameClassifier"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stderr.strip().splitlines()[-1].startswith("framing.errors.MissingExtraError")
    assert "framing[frames]" in ended.stderr


def test_every_extra_is_covered():
    assert set(NEEDS) | {"frames"} | NOT_HERE == set(DECLARED)
