"""The estimator's contract."""

import pickle
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from frame_texts import COMMON, WORDS, sentences, several
from sklearn.base import clone
from sklearn.utils import estimator_checks

from framing.detectors.frames import FrameClassifier, learning
from framing.errors import DataError, SettingError
from framing.lexicon import Category, Lexicon, Term, load_lexicon

FAST = {"inner_folds": 2, "strengths": (1.0,), "lexicon": None}


@pytest.fixture(scope="module")
def model() -> FrameClassifier:
    return FrameClassifier(**FAST).fit(*sentences(60))


@pytest.mark.parametrize(
    "check",
    [
        "check_estimator_cloneable",
        "check_estimator_repr",
        "check_valid_tag_types",
        "check_no_attributes_set_in_init",
        "check_parameters_default_constructible",
        "check_get_params_invariance",
        "check_set_params",
        "check_mixin_order",
    ],
)
def test_scikit_learn_checks(check: str) -> None:
    # scikit-learn skips the checks that fit, because its data are numbers; the tests below stand for those.
    getattr(estimator_checks, check)("FrameClassifier", FrameClassifier())


def test_constructor_only_assigns_and_clone_keeps_settings() -> None:
    settings = {"unit": "article", "words": [1, 3], "strengths": (2.0,), "seed": 7}
    model = FrameClassifier(**settings)
    assert model.get_params()["words"] is settings["words"]
    assert clone(model).get_params()["seed"] == 7
    assert not [name for name in vars(model) if name.endswith("_")]


def test_several_classes(model: FrameClassifier) -> None:
    texts, labels = sentences(30, seed=1)
    chances = model.predict_proba(texts)
    assert model.classes_.tolist() == sorted(WORDS)
    assert chances.shape == (30, 3)
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    assert model.score(texts, labels) > 0.9
    assert model.predict(texts).tolist() == model.classes_[chances.argmax(axis=1)].tolist()


def test_two_classes_are_told_apart_at_the_threshold() -> None:
    texts, labels = sentences(40, frames=("economic", "security"))
    model = FrameClassifier(**FAST).fit(texts, labels)
    chances = model.predict_proba(texts)
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    expected = np.where(chances[:, 1] >= model.thresholds_[0], "security", "economic")
    assert model.predict(texts).tolist() == expected.tolist()
    assert model.score(texts, labels) > 0.9


def test_tables_and_lists_of_frames_are_the_same() -> None:
    texts, truth = several(60)
    table = pd.DataFrame(truth, columns=list(WORDS))
    lists = [[name for name, yes in zip(WORDS, row, strict=True) if yes] for row in truth]
    first = FrameClassifier(**FAST).fit(texts, table)
    second = FrameClassifier(**FAST).fit(texts, lists)
    assert first.frames_ == list(WORDS)
    assert second.frames_ == sorted(WORDS)
    order = [first.frames_.index(name) for name in second.frames_]
    np.testing.assert_allclose(first.predict_proba(texts)[:, order], second.predict_proba(texts), atol=1e-6)
    assert set(np.unique(first.predict(texts))) <= {0, 1}
    new, coded = several(40, seed=2)
    assert first.score(new, pd.DataFrame(coded, columns=list(WORDS))) > 0.8


def test_fitting_is_the_same_for_a_seed_on_one_and_two_workers() -> None:
    texts, labels = sentences(12)
    first = FrameClassifier(**FAST, seed=3).fit(texts, labels)
    second = FrameClassifier(**FAST, seed=3, n_jobs=2).fit(texts, labels)
    assert np.array_equal(first.predict_proba(texts), second.predict_proba(texts))
    assert first.fingerprint == second.fingerprint


def test_another_training_text_gives_another_fingerprint() -> None:
    texts, labels = sentences(30)
    first = FrameClassifier(**FAST).fit(texts, labels)
    second = FrameClassifier(**FAST).fit([*texts[:-1], texts[-1] + " hospital"], labels)
    assert first.fingerprint != second.fingerprint


def test_pickle_keeps_the_scores(model: FrameClassifier) -> None:
    texts, _ = sentences(6, seed=4)
    again = pickle.loads(pickle.dumps(model))
    assert np.array_equal(again.predict_proba(texts), model.predict_proba(texts))


def test_hits_of_a_lexicon_are_features() -> None:
    terms = tuple(Term(word) for word in WORDS["economic"])
    lexicon = Lexicon("seeds", categories={"economic": Category("economic", "Economic", terms=terms)})
    texts, labels = sentences(30)
    model = FrameClassifier(**{**FAST, "lexicon": lexicon}).fit(texts, labels)
    assert model.counter_.names["lexicon"] == ["economic"]
    hits = model.counter_.count(["taxes and jobs rise", "nothing here"])["lexicon"].toarray()
    assert hits.tolist() == [[2.0], [0.0]]


def test_the_shipped_lexicon_is_a_feature_by_default() -> None:
    texts, labels = sentences(24)
    model = FrameClassifier(inner_folds=2, strengths=(1.0,)).fit(texts, labels)
    assert "policy_frames/economic" in model.counter_.names["lexicon"]
    named = FrameClassifier(inner_folds=2, strengths=(1.0,), lexicon=load_lexicon("generic_frames")).fit(texts, labels)
    assert named.fingerprint == model.fingerprint


def test_pairs_tell_texts_apart_whose_words_do_not() -> None:
    rng = np.random.default_rng(0)
    texts, labels = [], []
    for number in range(80):
        first, second = number % 2, number // 2 % 2
        words = [("police", "nurses")[first], ("budget", "border")[second], *rng.choice(COMMON, 3)]
        rng.shuffle(words)
        texts.append(" ".join(words))
        labels.append(("alike", "crossed")[first ^ second])
    # Each word stands in as many texts of either label: only which two stand together tells them apart.
    model = FrameClassifier(**FAST, characters=None, words=(1, 1)).fit(texts[:60], labels[:60])
    assert "budget + nurs" in model.counter_.names["pairs"]
    assert model.score(texts[60:], labels[60:]) == 1.0


def test_voice_aware_counts_own_words_apart_from_quoted_ones() -> None:
    texts = [
        'The budget fell. "Soldiers came," said Ana Rua, the mayor.',
        'The soldiers came. "The budget fell," said Ana Rua, the mayor.',
    ] * 6
    labels = ["economic", "security"] * 6
    model = FrameClassifier(**FAST, voice_aware=True, words=(1, 1)).fit(texts, labels)
    counts = model.counter_.count(texts[:1])
    own = dict(zip(model.counter_.names["own_words"], counts["own_words"].toarray()[0], strict=True))
    quoted = dict(zip(model.counter_.names["quoted_words"], counts["quoted_words"].toarray()[0], strict=True))
    assert own["budget"] == 1
    assert own["soldiers"] == 0
    assert quoted["soldiers"] == 1
    assert quoted["budget"] == 0
    # The same words in all: only whose they are tells the two apart.
    assert model.predict(texts).tolist() == labels


def test_groups_stay_together_in_inner_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, labels = sentences(30)
    groups = [f"outlet {number % 5}" for number in range(30)]
    seen = []
    fold = learning.inner_folds

    def spy(settings, targets, given):  # type: ignore[no-untyped-def]
        found = list(fold(settings, targets, given))
        seen.extend(found)
        return found

    monkeypatch.setattr(learning, "inner_folds", spy)
    FrameClassifier(inner_folds=3, strengths=(1.0,)).fit(texts, labels, groups=groups)
    assert len(seen) == 3
    for train, test in seen:
        assert not {groups[row] for row in train} & {groups[row] for row in test}


def test_calibrated_probabilities_of_noisy_labels() -> None:
    texts, labels = sentences(300, frames=("economic", "security"))
    rng = np.random.default_rng(0)
    # Three in ten labels are wrong, so a calibrated model must not be surer than seven in ten.
    noisy = [{"economic": "security", "security": "economic"}[x] if rng.random() < 0.3 else x for x in labels]
    model = FrameClassifier(strengths=(1.0,)).fit(texts, noisy)
    sure = model.predict_proba(sentences(100, seed=9, frames=("economic", "security"))[0]).max(axis=1)
    assert 0.6 < sure.mean() < 0.8
    assert model.report_["calibration_error"] < 0.1


@pytest.mark.parametrize(
    ("texts", "labels", "message"),
    [
        ("one text", ["a"], "put it in a list"),
        ([], [], "there are no texts"),
        (["a b", "c d"], ["x"], "2 texts and 1 labels"),
        (["a b", None], ["x", "y"], "row 1 is NoneType"),
        (["a b", float("nan")], ["x", "y"], "row 1 is float"),
        (["a b", "  "], ["x", "y"], "row 1 is empty"),
        (["a b", "c d"], ["x", "x"], "all 2 texts have the label 'x'"),
        (["a b", "c d", "e f"], ["x", "x", "y"], "'y' has 1 coded"),
        (["a b", "c d"], ["x", None], "label in row 1 is missing"),
        (["a b", "c d"], ["x", float("nan")], "label in row 1 is missing"),
        (["a b", "c d"], [0.5, 1.0], "is the number 0.5"),
        (["a b", "c d"], ["x", 1], "names and numbers mixed"),
        (pd.DataFrame({"body": ["a b", "c d"]}), ["x", "y"], r"not a table; give one of its columns \['body'\]"),
        (["a b", "c d"], np.array([[0, 2], [1, 0]]), "holds only 0 and 1"),
        (["a b", "c d"], [[], []], "no text has a frame"),
        (["...", "?,"] * 4, ["x", "y"] * 4, None),
    ],
)
def test_bad_input_is_a_clear_error_and_leaves_no_half_state(texts, labels, message) -> None:  # type: ignore[no-untyped-def]
    model = FrameClassifier(**FAST)
    if message is None:
        model.fit(texts, labels)  # marks alone are poor features, but features
        return
    with pytest.raises(DataError, match=message):
        model.fit(texts, labels)
    assert not [name for name in vars(model) if name.endswith("_")]


def test_a_failed_second_fit_keeps_the_first(model: FrameClassifier) -> None:
    texts, _ = sentences(6, seed=4)
    before = model.predict_proba(texts)
    with pytest.raises(DataError):
        model.fit(["a b"], ["x", "y"])
    assert np.array_equal(model.predict_proba(texts), before)


@pytest.mark.parametrize(
    "settings",
    [
        {"unit": "page"},
        {"combine": "best"},
        {"strengths": ()},
        {"inner_folds": 1},
        {"class_weight": "x"},
        {"words": (2, 1)},
        {"words": "12"},
        {"characters": (0, 2)},
        {"max_features": 0},
    ],
)
def test_impossible_settings(settings: dict) -> None:  # type: ignore[type-arg]
    with pytest.raises(SettingError, match="possible"):
        FrameClassifier(**settings).fit(*sentences(12))


def test_more_features_than_texts() -> None:
    rng = np.random.default_rng(0)
    texts = [" ".join(f"w{n}" for n in rng.integers(0, 10_000_000, 10_000)) for _ in range(10)]
    model = FrameClassifier(**FAST, characters=None, words=(1, 1), stems=False).fit(texts, ["x", "y"] * 5)
    assert model.n_features_ > 99_000
    assert set(model.predict(texts)) <= {"x", "y"}


def test_texts_in_another_language_warn(model: FrameClassifier) -> None:
    strange = ["der Bürgermeister hat gestern eine neue Steuer für alle beschlossen"] * 3
    with pytest.warns(UserWarning, match="only 0% of the words"):
        model.predict(strange)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model.predict(sentences(10, seed=5)[0])


def test_labels_that_the_model_does_not_know(model: FrameClassifier) -> None:
    with pytest.raises(DataError, match="'sport' is not known"):
        model.truth_of(["sport"], 1)


@pytest.mark.parametrize("missing", ["sklearn", "nltk"])
def test_without_the_extra_the_error_says_what_to_install(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None\nimport framing as fr\n"
    code += "fr.FrameClassifier(inner_folds=2).fit(['a b', 'c d'] * 2, ['x', 'y'] * 2)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr
    assert out.splitlines()[-1].endswith("install it with: pip install 'framing[frames]'")


def test_importing_detectors_loads_no_scikit_learn() -> None:
    code = "import sys, framing.detectors.frames, framing.detectors.frames.table; print('sklearn' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False"
