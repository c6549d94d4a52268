"""Explanations, embeddings, few labels."""

import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from frame_texts import WORDS, sentences, several

from framing.detectors.frames import FrameClassifier, fit_seeded, next_to_code
from framing.detectors.frames.embeddings import embed
from framing.errors import DataError, MissingExtraError, ModelError, SettingError
from framing.lexicon import Category, Lexicon, Term

FAST = {"inner_folds": 2, "strengths": (1.0,), "lexicon": None}


class Encoder:
    """Vectors that hold how often a text names each frame's words; counts the texts that it was asked for."""

    name = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: list[str]) -> np.ndarray:
        self.asked += len(texts)
        counts = [[sum(word in text for word in words) for words in WORDS.values()] for text in texts]
        return np.array(counts, dtype=float) + 0.01


@pytest.fixture(scope="module")
def model() -> FrameClassifier:
    return FrameClassifier(**FAST).fit(*sentences(60))


@pytest.mark.parametrize("embeddings", [None, Encoder()])
@pytest.mark.parametrize("frames", [("economic", "security"), tuple(WORDS)])
def test_contributions_add_up_to_the_log_odds(frames: tuple[str, ...], embeddings: Encoder | None) -> None:
    model = FrameClassifier(**FAST, embeddings=embeddings).fit(*sentences(40, frames=frames))
    text = "The council said more taxes. Police patrol the town on Monday."
    parts = model.explain(text).query("part != 'sentence'").groupby("frame", sort=False)["contribution"].sum()
    [chances] = model._chances([text])
    if len(frames) == 2:
        assert parts["security"] == pytest.approx(np.log(chances[0] / (1 - chances[0])), abs=1e-3)
    else:  # of several frames only differences of log-odds are defined
        expected = np.log(chances) - np.log(chances).mean()
        given = parts[model.frames_].to_numpy()
        calibrated = given - given.mean()
        np.testing.assert_allclose(calibrated, expected, atol=1e-3)


def test_the_words_of_a_frame_move_its_score(model: FrameClassifier) -> None:
    text = "The council met. Police patrol the border."
    table = model.explain(text, "security")
    words = table[table["part"] == "word"]
    assert set(words["text"].iloc[:3]) == {"Police", "patrol", "border"}
    top = table[table["part"] == "sentence"].iloc[0]
    assert text[top["start"] : top["end"]] == top["text"] == "Police patrol the border."
    with pytest.raises(SettingError, match="frame 'sport' is not known"):
        model.explain(text, "sport")


def test_strongest_features_are_the_words_of_the_frames(model: FrameClassifier) -> None:
    table = model.strongest(5)
    for frame, part in table.groupby("frame"):
        assert not part.duplicated(["feature", "block"]).any()
        assert part["rank"].tolist() == [1, 2, 3, 4, 5]
        assert any(feature.strip() in word for feature in part["feature"] for word in WORDS[str(frame)])
        assert not any(word in part["feature"].tolist() for other in WORDS if other != frame for word in WORDS[other])


def test_strongest_features_that_name_an_outlet_warn() -> None:
    texts, labels = sentences(40, frames=("economic", "security"))
    marked = [f"Herald {text}" if label == "security" else text for text, label in zip(texts, labels, strict=True)]
    model = FrameClassifier(**FAST).fit(marked, labels)
    with pytest.warns(UserWarning, match=r"names of outlets or boilerplate \(.*herald"):
        table = model.strongest(10, not_words=["The Northern Herald"])
    assert table.loc[table["suspect"], "frame"].unique().tolist() == ["security"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model.strongest(10)


def test_embeddings_are_kept_by_text_and_model(tmp_path: Path) -> None:
    encoder = Encoder()
    first = embed(["taxes", "police", "taxes"], encoder, cache=tmp_path)
    assert encoder.asked == 2
    again = embed(["police", "hospital"], encoder, cache=tmp_path)
    assert encoder.asked == 3
    assert np.array_equal(first[1], again[0])
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1, rtol=1e-6)
    other = Encoder()
    other.name = "another"
    embed(["taxes"], other, cache=tmp_path)
    assert other.asked == 1


def test_embeddings_are_a_view_of_the_classifier(tmp_path: Path) -> None:
    texts, labels = sentences(45)
    plain = FrameClassifier(**FAST).fit(texts, labels)
    encoder = Encoder()
    rich = FrameClassifier(**FAST, embeddings=encoder, cache=tmp_path).fit(texts, labels)
    assert encoder.asked == len(set(texts))
    assert [view.name for view in rich.views_][-1] == "embedding"
    assert len(rich.views_) == len(plain.views_) + 1
    rich.save(tmp_path / "m.frames")
    with pytest.raises(ModelError, match="uses the sentence embeddings 'counting'; pass embeddings="):
        FrameClassifier.load(tmp_path / "m.frames")
    again = FrameClassifier.load(tmp_path / "m.frames", embeddings=Encoder())
    assert np.array_equal(again.predict_proba(texts), rich.predict_proba(texts))


def test_without_the_extra_or_the_model_the_error_says_what_to_do(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['sentence_transformers'] = None\n"
    code = hidden + "from framing.detectors.frames.embeddings import embed\nembed(['a'], 'no-such-folder')"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr
    assert "MissingExtraError: sentence embeddings needs an optional package; install it with: pip install" in out
    assert issubclass(MissingExtraError, ImportError)
    fake = "import sys, types\nm = types.ModuleType('sentence_transformers')\n"
    fake += "def gone(*a, **k): raise OSError('offline')\nm.SentenceTransformer = gone\n"
    fake += "sys.modules['sentence_transformers'] = m\n"
    code = fake + "from framing.detectors.frames.embeddings import embed\nembed(['a'], 'no-such-folder')"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr
    assert "nothing is downloaded: pass the folder of a sentence-transformers model" in out


def test_an_encoder_that_gives_no_vectors() -> None:
    class Broken:
        def encode(self, texts: list[str]) -> list[float]:
            return [0.0] * len(texts)

    with pytest.raises(ModelError, match=r"gave .* for 2 texts"):
        embed(["a", "b"], Broken())


def test_next_to_code_takes_unsure_texts_that_differ() -> None:
    model = FrameClassifier(**FAST).fit(*sentences(60, frames=("economic", "security")))
    sure = ["taxes and wages and jobs", "police and guards on patrol"]
    unsure = ["taxes for police", "taxes for police now", "jobs at the border"]
    corpus = pd.DataFrame({"article_id": list("abcde"), "text": sure + unsure})
    table = next_to_code(model, corpus, 3)
    assert set(table["article_id"]) == {"c", "d", "e"}
    assert table["rank"].tolist() == [1, 2, 3]
    assert table["uncertainty"].between(0, 1).all()
    two = next_to_code(model, corpus, 2, diversity=1.0)["article_id"].tolist()
    assert not {"c", "d"} <= set(two)  # nearly the same text is not asked twice
    assert "c" not in set(next_to_code(model, corpus, 2, coded=["c"])["article_id"])
    with pytest.raises(DataError, match="no column 'article_id'"):
        next_to_code(model, corpus[["text"]], 1)
    with pytest.raises(DataError, match="4 uncoded texts, fewer than the 5"):
        next_to_code(model, corpus, 5, coded=["a"])


def test_seeds_alone_teach_a_classifier_words_that_are_no_seeds() -> None:
    texts, truth = several(300, seed=5)
    categories = {
        name: Category(name, name, terms=tuple(Term(word) for word in words[:5])) for name, words in WORDS.items()
    }
    lexicon = Lexicon("seeds", categories=categories)
    model = fit_seeded(lexicon, texts, least=1, classifier=FrameClassifier(**FAST))
    assert model.frames_ == list(WORDS)
    new, coded = several(100, seed=6)
    assert model.score(new, pd.DataFrame(coded, columns=list(WORDS))) > 0.7
    table = pd.DataFrame(truth[:50], columns=list(WORDS))
    helped = fit_seeded(lexicon, texts[50:], coded=(texts[:50], table), least=1, classifier=FrameClassifier(**FAST))
    assert helped.score(new, pd.DataFrame(coded, columns=list(WORDS))) > 0.8


def test_seeds_that_mark_nothing() -> None:
    lexicon = Lexicon("seeds", categories={"sport": Category("sport", "Sport", terms=(Term("goal"),))})
    with pytest.raises(DataError, match="seeds of 'sport' mark fewer than two texts"):
        fit_seeded(lexicon, sentences(10)[0])
