"""Without an extra, everything else works, and what needs it names it in one line."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.errors import MissingExtraError

ROOT = Path(__file__).parents[1]
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
TEXTS = ["Nine people were killed in the raid, officials said.", "The army said that the raid had ended by noon."]
# Extras for those who work on the library, and a model runtime that the frames' own tests stand in for.
NOT_HERE = {"all", "docs", "embeddings", "test", "learn"}


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
    "excel": (["openpyxl"], excel),
    "exports": (["striprtf"], rtf),
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


def test_frame_classifiers_need_scikit_learn():
    code = "import sys; sys.modules['sklearn'] = None\nimport framing as fr\nfr.FrameClassifier"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stderr.strip().splitlines()[-1].startswith("framing.errors.MissingExtraError")
    assert "framing[frames]" in ended.stderr


def test_every_extra_is_covered():
    assert set(NEEDS) | {"frames"} | NOT_HERE == set(DECLARED)
