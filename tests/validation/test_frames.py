"""Cross-validation of frame classifiers: figures by independent formulas, folds without leakage."""

import krippendorff
import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score

from framing.detectors.frames import FrameClassifier
from framing.errors import DataError, SettingError
from framing.validation.frame_studies import ablate_frames, compare_frame_models, learning_curve_frames
from framing.validation.frames import FrameValidation, cross_validate_frames, score_frames
from framing.validation.leakage import find_leakage

FAST = {"inner_folds": 2, "strengths": (1.0,), "lexicon": None}


class Guess(ClassifierMixin, BaseEstimator):
    """Says what the first word of a text says; right as often as the words are."""

    def __init__(self, wrong: float = 0.0) -> None:
        self.wrong = wrong

    def fit(self, X, y, groups=None):  # type: ignore[no-untyped-def]
        self.many_ = hasattr(y, "columns")
        self.classes_ = np.array(list(y.columns)) if self.many_ else np.unique(y)
        self.seen_ = set(X)
        self.groups_ = None if groups is None else set(groups)
        return self

    def _yes(self, X):  # type: ignore[no-untyped-def]
        assert not self.seen_ & set(X)
        yes = np.array([[name in text.split("|")[0] for name in self.classes_] for text in X])
        flip = np.array([hash_of(text) < self.wrong for text in X])
        return np.where(flip[:, None], np.roll(yes, 1, axis=1), yes)

    def predict(self, X):  # type: ignore[no-untyped-def]
        yes = self._yes(X)
        return yes.astype(int) if self.many_ else self.classes_[yes.argmax(axis=1)]

    def predict_proba(self, X):  # type: ignore[no-untyped-def]
        return np.where(self._yes(X), 0.8, 0.1)


def hash_of(text: str) -> float:
    return (sum(map(ord, text)) * 2654435761 % 1000) / 1000


def coded(n: int, noise: float = 0.25) -> tuple[list[str], list[str]]:
    """Texts that name a frame at their start, and codes that agree with it three times in four."""
    rng = np.random.default_rng(0)
    names = ["economic", "health", "security"]
    said = [names[number % 3] for number in range(n)]
    labels = [names[rng.integers(3)] if rng.random() < noise else name for name in said]
    texts = [f"{name}| {' '.join(rng.permutation(list('abcdefghijklmnop')))} {n}" for n, name in enumerate(said)]
    return texts, labels


def test_figures_agree_with_other_formulas() -> None:
    texts, labels = coded(150)
    found = cross_validate_frames(Guess(), texts, labels, resamples=50)
    said = [text.split("|")[0] for text in texts]
    for measure, expected in (
        ("accuracy", accuracy_score(labels, said)),
        ("f1_macro", f1_score(labels, said, average="macro")),
        ("f1_micro", f1_score(labels, said, average="micro")),
        ("f1_weighted", f1_score(labels, said, average="weighted")),
    ):
        assert found.estimate(measure) == pytest.approx(expected)
    names = sorted(set(labels))
    expected = confusion_matrix(labels, said, labels=names)
    np.testing.assert_allclose(found.confusion.to_numpy(), expected)
    data = [[names.index(x) for x in labels], [names.index(x) for x in said]]
    alpha = krippendorff.alpha(reliability_data=np.array(data, dtype=float), level_of_measurement="nominal")
    assert found.estimate("alpha") == pytest.approx(alpha)
    np.testing.assert_allclose(found.per_frame["f1"], f1_score(labels, said, average=None))
    assert found.per_frame["n"].sum() == 150


def test_several_frames_a_text() -> None:
    texts, labels = coded(90)
    table = pd.DataFrame({name: [int(x == name) for x in labels] for name in sorted(set(labels))})
    said = np.array([[int(text.startswith(name)) for name in table.columns] for text in texts])
    found = cross_validate_frames(Guess(), texts, table, resamples=50)
    assert found.estimate("f1_macro") == pytest.approx(f1_score(table, said, average="macro"))
    assert found.estimate("accuracy") == pytest.approx((table.to_numpy() == said).mean())
    both = found.confusion.loc["health", "both"]
    assert both == ((table["health"] == 1) & (said[:, 1] == 1)).sum()
    one = np.array([table["health"], said[:, 1]], dtype=float)
    alpha = krippendorff.alpha(reliability_data=one, level_of_measurement="nominal")
    assert found.per_frame.set_index("frame").loc["health", "alpha"] == pytest.approx(alpha)


def test_the_interval_is_that_of_a_share_and_follows_the_groups() -> None:
    texts, labels = coded(400)
    single = cross_validate_frames(Guess(), texts, labels).table.set_index("measure").loc["accuracy"]
    p = single["estimate"]
    assert (single["high"] - single["low"]) / 2 == pytest.approx(1.97 * np.sqrt(p * (1 - p) / 400), rel=0.1)
    assert single["n_groups"] == 400
    # Four copies of a text of its own group teach no more than one: twice the half-width of 400 texts.
    texts4 = [f"{text} {copy}" for text in texts[:100] for copy in "wxyz"]
    labels4 = [label for label in labels[:100] for _ in range(4)]
    groups = [str(number // 4) for number in range(400)]
    grouped = cross_validate_frames(Guess(), texts4, labels4, groups=groups)
    row = grouped.table.set_index("measure").loc["accuracy"]
    assert row["n_groups"] == 100
    q = row["estimate"]
    assert (row["high"] - row["low"]) / 2 == pytest.approx(1.98 * np.sqrt(q * (1 - q) / 100), rel=0.15)


def test_groups_are_never_parted() -> None:
    texts, labels = coded(60)
    groups = [f"outlet {number % 7}" for number in range(60)]
    found = cross_validate_frames(Guess(), texts, labels, groups=groups, folds=3, resamples=20)
    assert found.predictions.groupby("group")["fold"].nunique().max() == 1
    assert sorted(found.predictions["text"]) == list(range(60))


def test_repeats_draw_other_folds_and_a_seed_the_same() -> None:
    texts, labels = coded(60)
    first = cross_validate_frames(Guess(), texts, labels, repeats=2, folds=3, seed=1, resamples=20)
    again = cross_validate_frames(Guess(), texts, labels, repeats=2, folds=3, seed=1, resamples=20)
    pd.testing.assert_frame_equal(first.predictions, again.predictions)
    pd.testing.assert_frame_equal(first.table, again.table)
    by_repeat = first.predictions.pivot_table(index="text", columns="repeat", values="fold")
    assert (by_repeat[0] != by_repeat[1]).any()


def test_reliability_of_known_chances() -> None:
    texts, labels = coded(90, noise=0.0)
    found = cross_validate_frames(Guess(), texts, labels, resamples=20)
    curve = found.reliability[found.reliability["frame"] == "all"]
    assert curve[["mean_chance", "share_true"]].round(6).to_numpy().tolist() == [[0.1, 0.0], [0.8, 1.0]]
    # A third of the chances is .8 where all is true, two thirds .1 where nothing is.
    assert found.estimate("calibration_error") == pytest.approx(0.2 / 3 + 0.1 * 2 / 3)


def test_comparison_of_a_good_and_a_bad_model() -> None:
    texts, labels = coded(200, noise=0.1)
    good, bad = (cross_validate_frames(Guess(wrong), texts, labels, resamples=50) for wrong in (0.0, 0.5))
    [row] = compare_frame_models(good, bad, resamples=400).to_dict("records")
    assert row["difference"] == pytest.approx(good.estimate("f1_macro") - bad.estimate("f1_macro"))
    assert row["p"] == pytest.approx(1 / 401)
    assert row["low"] < row["difference"] < row["high"]
    assert row["low"] > 0
    [same] = compare_frame_models(good, good, measure="accuracy", resamples=100).to_dict("records")
    assert (same["difference"], same["p"]) == (0.0, 1.0)


def test_comparison_of_different_texts_is_refused() -> None:
    first = cross_validate_frames(Guess(), *coded(60), resamples=20)
    second = cross_validate_frames(Guess(), *coded(63), resamples=20)
    with pytest.raises(DataError, match="not of the same coded texts"):
        compare_frame_models(first, second)
    with pytest.raises(SettingError, match="measure 'kappa' is not known"):
        compare_frame_models(first, first, measure="kappa")


def sentences(n: int, seed: int = 0) -> tuple[list[str], list[str]]:
    rng = np.random.default_rng(seed)
    words = {"economic": ["taxes", "jobs", "wages", "budget"], "security": ["police", "border", "guards", "patrol"]}
    texts, labels = [], []
    for number in range(n):
        label = ("economic", "security")[number % 2]
        texts.append(" ".join([*rng.choice(words[label], 2, replace=False), *map(str, rng.integers(0, 999, 6))]))
        labels.append(label)
    return texts, labels


def test_learning_curve_rises_and_names_what_cannot_be_learned() -> None:
    texts, labels = sentences(80)
    table = learning_curve_frames(FrameClassifier(**FAST), texts, labels, sizes=[4, 32], folds=2, measure="accuracy")
    mean = table.groupby("size")["estimate"].mean()
    assert mean[32] > 0.9
    assert len(table) == 4
    with pytest.raises(SettingError, match="a training part has 40 texts"):
        learning_curve_frames(FrameClassifier(**FAST), texts, labels, sizes=[64], folds=2)


def test_ablation_shows_each_switch() -> None:
    texts, labels = sentences(40)
    variants = {"without characters": {"characters": None}, "only characters": {"words": (1, 1), "stems": False}}
    table = ablate_frames(FrameClassifier(**FAST), texts, labels, variants=variants, folds=2)
    assert table["variant"].tolist() == ["as it is", "without characters", "only characters"]
    assert table["difference"].iloc[1] == pytest.approx(table["estimate"].iloc[1] - table["estimate"].iloc[0])
    assert table["p"].iloc[1:].between(0, 1).all()


def test_default_ablation_covers_every_part_that_is_on() -> None:
    from framing.validation.frame_studies import _switches

    assert set(_switches(FrameClassifier(embeddings=object(), voice_aware=True))) == {
        *("without characters", "without stems", "without pairs", "without lexicon"),
        *("without embeddings", "without class weights"),
        *("without tuned thresholds", "without voice"),
    }
    assert _switches(FrameClassifier())["with voice"] == {"voice_aware": True}


def test_a_fitted_model_on_new_texts() -> None:
    model = FrameClassifier(**FAST).fit(*sentences(40))
    found = score_frames(model, *sentences(30, seed=1), resamples=20)
    assert found.estimate("accuracy") > 0.9
    assert found.table["folds"].unique().tolist() == [1]
    with pytest.raises(DataError, match="label 'x' is not known to the model"):
        score_frames(model, ["a b", "c d"] * 2, ["economic", "x"] * 2)
    one = score_frames(model, ["taxes and jobs", "a border patrol"], ["economic", "economic"], resamples=20)
    assert one.confusion.loc["economic"].tolist() == [1, 1]
    assert one.confusion.loc["security"].tolist() == [0, 0]


def test_near_duplicates_across_groups_by_hand() -> None:
    base = "one two three four five six seven eight nine ten eleven twelve"
    other = base.replace("twelve", "thirteen")
    texts = [base, "something else entirely here", other, base.upper()]
    # Ten runs of three words; the last run differs, so nine are shared out of eleven.
    found = find_leakage(texts, [0, 1, 2, 3])
    assert found[["first", "second"]].to_numpy().tolist() == [[0, 2], [0, 3], [2, 3]]
    assert found["similarity"].tolist() == pytest.approx([9 / 11, 1.0, 9 / 11])
    assert find_leakage(texts, ["a", "b", "a", "a"]).empty
    assert find_leakage(texts, ["a", "b", "a", "c"])[["first_group", "second_group"]].to_numpy().tolist() == [
        ["a", "c"],
        ["a", "c"],
    ]
    assert find_leakage(texts, [0, 1, 2, 3], threshold=0.9)[["first", "second"]].to_numpy().tolist() == [[0, 3]]
    assert find_leakage(["", ""], [0, 1]).empty
    with pytest.raises(DataError, match="2 texts and 1 groups"):
        find_leakage(["a", "b"], [0])
    with pytest.raises(SettingError, match="threshold 0 is not possible"):
        find_leakage(["a", "b"], [0, 1], threshold=0)


def test_copies_in_other_folds_are_found_and_warned_of() -> None:
    texts, labels = coded(40)
    texts[1] = texts[0] + " too"
    with pytest.warns(UserWarning, match="have a near-duplicate in another fold"):
        found = cross_validate_frames(Guess(), texts, labels, folds=40, resamples=20)
    assert found.leakage[["first", "second"]].to_numpy().tolist() == [[0, 1]]


@pytest.mark.parametrize("settings", [{"folds": 1}, {"repeats": 0}])
def test_impossible_folds(settings: dict) -> None:  # type: ignore[type-arg]
    with pytest.raises(SettingError, match="not possible"):
        cross_validate_frames(Guess(), *coded(20), **settings)


def test_more_folds_than_groups() -> None:
    with pytest.raises(DataError, match="2 groups for 5 folds"):
        cross_validate_frames(Guess(), *coded(20), groups=[1, 2] * 10)


def test_as_text_every_figure_stands_with_n_and_interval() -> None:
    found = cross_validate_frames(Guess(), *coded(90), folds=3, repeats=2, resamples=20)
    lines = found.to_text().splitlines()
    assert lines[0] == "90 texts in 90 groups, 3 folds, 2 times; estimate (95 % interval)"
    row = found.table.iloc[0]
    assert lines[1].split() == ["f1_macro", f"{row['estimate']:.3f}", f"({row['low']:.3f}", "to", f"{row['high']:.3f})"]
    health = found.per_frame.set_index("frame").loc["health"]
    [line] = [line for line in lines if line.strip().startswith("health")]
    assert line.split()[1:3] == [str(int(health["n"])), f"{health['precision']:.3f}"]
    assert lines[-1] == "near-duplicates in different folds: 0"


def test_unknown_measure() -> None:
    found = cross_validate_frames(Guess(), *coded(30), folds=2, resamples=20)
    assert isinstance(found, FrameValidation)
    with pytest.raises(SettingError, match="measure 'kappa' is not known"):
        found.estimate("kappa")
