"""The frame classifier: a scikit-learn estimator on texts, and a detector of the library once it is fitted."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import DataError, MissingExtraError, SettingError, given_possible

try:
    from sklearn.base import BaseEstimator, ClassifierMixin
    from sklearn.utils import Tags
    from sklearn.utils.validation import check_is_fitted
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]
except ImportError as error:
    raise MissingExtraError("a frame classifier", "frames") from error

from framing.detectors.frames import decisions
from framing.detectors.frames.features import Counter, Weighting
from framing.detectors.frames.labels import Kind, check_texts, read_targets
from framing.detectors.frames.learners import EMBEDDED, Linear, View, weighted
from framing.detectors.frames.learning import Learned, learn, shares_known
from framing.detectors.frames.scoring import FrameDetector, Scorer

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon import Lexicon

__all__ = ["FrameClassifier"]

Array = np.ndarray[Any, np.dtype[Any]]
UNITS = ("article", "headline", "sentence")
_RULE_OF_LANGUAGE = 0.5


class FrameClassifier(FrameDetector, ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Scores frames in texts, learned from coded examples.

    Several linear learners look at a text in different ways (words and runs of characters; these with word stems, pairs
    of stems and a lexicon, weighed by log-ratios; counts of characters; on request sentence embeddings). What they say
    about texts that they have not seen is weighed, calibrated to probabilities, and thresholds are chosen, all inside
    folds of the training texts. Labels may be one per text (two or more
    classes), a table of 0 and 1 with a column per frame, or a list of frames per text.

    Parameters
    ----------
    unit : {"sentence", "headline", "article"}
        What one text of the training data is; decides what :meth:`detect` scores.
    scheme : str
        Name of the set of frames, for the ``frames`` table.
    definitions : dict of str to str, optional
        What each frame means, kept with the model.
    licence : str, optional
        Licence of the model, kept with it.
    words, characters : tuple of int
        Shortest and longest run of words, and of characters inside words; ``characters=None`` leaves those out.
    stems : bool
        Whether English word stems are features.
    pairs : bool
        Whether pairs of stems that stand in one text, next to each other or not, are features (in short texts).
    lexicon : Lexicon, str or None
        Whose features are features here; a shipped one by its name.
    voice_aware : bool
        Whether words in the outlet's own voice and in that of its sources are counted apart as well.
    embeddings : str, os.PathLike or object, optional
        Folder of a sentence-transformers model, or an object with ``encode(list of str)``; extra ``embeddings``.
    cache : str or os.PathLike, optional
        Folder where embeddings are kept between runs.
    combine : {"stack", "average"}
        Whether the views have weights of their own, learned from held-out texts, or count alike.
    strengths : tuple of float
        Inverse penalties to choose from by held-out loss.
    class_weight : {"balanced"} or None
        Whether rare frames weigh as much as frequent ones in learning.
    tune_thresholds : bool
        Whether thresholds are tuned by F1; otherwise they are 0.5.
    inner_folds : int
        Folds of the training texts for choosing, calibrating and thresholds.
    max_features : int
        Columns of one block of features at most.
    seed : int
        For the folds and the solver.
    n_jobs : int, optional
        Processes for the inner folds; the result does not depend on it.

    Attributes
    ----------
    classes_ : numpy.ndarray
        Labels; in a table of labels the names of its columns.
    thresholds_ : numpy.ndarray
        Per frame (of two classes: for the second).
    report_ : dict
        Held-out probabilities' calibration error and reliability curve, chosen strengths, numbers of texts.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["taxes and jobs fell", "jobs and wages rise", "police guard the border", "the border guard fired"] * 5
    >>> labels = ["economic", "economic", "security", "security"] * 5
    >>> model = fr.FrameClassifier().fit(texts, labels)
    >>> model.predict(["wages and taxes"]).tolist()
    ['economic']
    """

    classes_: Array
    kind_: Kind
    frames_: list[str]
    counter_: Counter
    weighting_: Weighting
    views_: list[View]
    linear_: list[Linear]
    calibration_: decisions.Calibration
    thresholds_: Array
    known_words_: float
    report_: dict[str, Any]
    training_hash_: str
    n_features_: int

    def __init__(
        self,
        *,
        unit: str = "sentence",
        scheme: str = "frames",
        definitions: dict[str, str] | None = None,
        licence: str | None = None,
        words: tuple[int, int] = (1, 2),
        characters: tuple[int, int] | None = (2, 5),
        stems: bool = True,
        pairs: bool = True,
        lexicon: Lexicon | str | None = "generic_frames",
        voice_aware: bool = False,
        embeddings: Any = None,
        cache: str | os.PathLike[str] | None = None,
        combine: str = "stack",
        strengths: tuple[float, ...] = (1.0, 10.0),
        class_weight: str | None = "balanced",
        tune_thresholds: bool = True,
        inner_folds: int = 5,
        max_features: int = 200_000,
        seed: int = 0,
        n_jobs: int | None = None,
    ) -> None:
        self.unit = unit
        self.scheme = scheme
        self.definitions = definitions
        self.licence = licence
        self.words = words
        self.characters = characters
        self.stems = stems
        self.pairs = pairs
        self.lexicon = lexicon
        self.voice_aware = voice_aware
        self.embeddings = embeddings
        self.cache = cache
        self.combine = combine
        self.strengths = strengths
        self.class_weight = class_weight
        self.tune_thresholds = tune_thresholds
        self.inner_folds = inner_folds
        self.max_features = max_features
        self.seed = seed
        self.n_jobs = n_jobs

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.input_tags.sparse = False
        tags.classifier_tags.multi_label = True
        return tags

    # Learning

    def fit(self, X: Iterable[str], y: Any, groups: Sequence[Any] | None = None) -> FrameClassifier:
        """Learn from coded texts.

        Parameters
        ----------
        X : iterable of str
            Texts.
        y : array-like
            One label per text; or a table of 0 and 1; or per text a list of frames.
        groups : sequence, optional
            Outlet, story or article of each text: texts of one group stay in one inner fold.

        Returns
        -------
        FrameClassifier
            Itself, fitted.

        Raises
        ------
        DataError
            If texts or labels are missing, do not match, or a frame has fewer than two examples.
        SettingError
            If a parameter is not possible.
        """
        self._check_settings()
        texts = check_texts(X, empty=False)
        targets = read_targets(y, len(texts))
        # One thread for linear algebra: several add up in another order, and many small problems wait for each other.
        with threadpool_limits(limits=1, user_api="blas"):
            learned = learn(self, texts, targets, groups)
        # Nothing before touched the object: a fit that fails leaves it as it was.
        self._take(learned)
        return self

    def _take(self, learned: Learned) -> None:
        for part in fields(learned):
            setattr(self, f"{part.name}_", getattr(learned, part.name))

    def _check_settings(self) -> None:
        for name, possible in (
            ("unit", UNITS),
            ("combine", ("average", "stack")),
            ("class_weight", ("balanced", None)),
        ):
            if getattr(self, name) not in possible:
                raise SettingError(given_possible(name, getattr(self, name), possible))
        if not self.strengths or min(self.strengths) <= 0:
            raise SettingError(f"strengths {self.strengths!r} are not possible; give positive numbers")
        for name, runs in (("words", self.words), ("characters", self.characters or (1, 1))):
            if isinstance(runs, str) or len(runs) != 2 or not 1 <= runs[0] <= runs[1]:
                raise SettingError(f"{name} {runs!r} is not possible; give shortest and longest run, such as (1, 2)")
        if self.max_features < 1:
            raise SettingError(f"max_features {self.max_features!r} is not possible; give 1 or more")
        if self.inner_folds < 2:
            raise SettingError(f"inner_folds {self.inner_folds!r} is not possible; give 2 or more")

    # Scoring

    def _embed(self, texts: Sequence[str]) -> Array:
        from framing.detectors.frames.embeddings import embed

        return embed(texts, self.embeddings, cache=self.cache)

    def _scores(self, texts: Sequence[str], *, warn: bool = True) -> Array:
        counts: dict[str, Any] = dict(self.counter_.count(texts))
        if warn:
            self._warn_of_language(texts, counts)
        if any(EMBEDDED in view.blocks for view in self.views_):
            counts[EMBEDDED] = self._embed(texts)
        rows = weighted(self.weighting_, counts)
        return np.stack(
            [linear.scores_of(rows, view.blocks) for view, linear in zip(self.views_, self.linear_, strict=True)]
        )

    def _chances(self, texts: Sequence[str], *, warn: bool = True) -> Array:
        if not texts:
            return np.zeros((0, len(self.frames_)))
        return decisions.probabilities(self.kind_, self.calibration_, self._scores(texts, warn=warn))

    def _warn_of_language(self, texts: Sequence[str], counts: dict[str, Any]) -> None:
        shares = shares_known(counts, texts, self.counter_)
        if len(shares) and np.median(shares) < _RULE_OF_LANGUAGE * self.known_words_:
            warnings.warn(
                f"only {np.median(shares):.0%} of the words of these texts occur in the training texts "
                f"(of texts like those: {self.known_words_:.0%}); scores of another language or subject mean nothing",
                UserWarning,
                stacklevel=4,
            )

    def predict_proba(self, X: Iterable[str]) -> Array:
        """Give calibrated probabilities.

        Parameters
        ----------
        X : iterable of str
            Texts; an empty one gets what is known without words.

        Returns
        -------
        numpy.ndarray
            Texts × classes. With one label per text a row's probabilities add up to one; in a table of labels each
            frame has its own.
        """
        check_is_fitted(self)
        chances = self._chances(check_texts(X, empty=True))
        return np.hstack([1 - chances, chances]) if self.kind_ == "binary" else chances

    def predict(self, X: Iterable[str]) -> Array:
        """Give the label of each text, or a table of 0 and 1.

        Of two classes the second is given from its threshold on, of several the most probable; in a table of labels
        each frame from its own threshold on.
        """
        check_is_fitted(self)
        return self._decide(self._chances(check_texts(X, empty=True)))

    def _decide(self, chances: Array) -> Array:
        if self.kind_ == "multiclass":
            return np.asarray(self.classes_[chances.argmax(axis=1)])
        yes = chances >= self.thresholds_
        return np.asarray(self.classes_[yes[:, 0].astype(int)]) if self.kind_ == "binary" else yes.astype(int)

    def score(self, X: Iterable[str], y: Any, sample_weight: Any = None) -> float:
        """Give accuracy or, for a table of labels, the mean over frames of the F1 of saying yes."""
        from sklearn.metrics import accuracy_score, f1_score

        texts = check_texts(X, empty=True)
        predicted = self.predict(texts)
        if self.kind_ != "multilabel":
            return float(accuracy_score(np.asarray(y), predicted, sample_weight=sample_weight))
        truth = self.truth_of(y, len(texts))
        return float(f1_score(truth, predicted, average="macro", zero_division=0, sample_weight=sample_weight))

    def truth_of(self, labels: Any, n_texts: int) -> Array:
        """Give labels of any supported form as texts × frames of this model.

        Raises
        ------
        DataError
            If a label is not one that the model knows.
        """
        check_is_fitted(self)
        if self.kind_ == "multilabel":
            table = hasattr(labels, "columns") or (isinstance(labels, np.ndarray) and labels.ndim == 2)
            if table:
                columns = list(map(str, labels.columns if hasattr(labels, "columns") else self.classes_))
                if columns != self.frames_ or np.shape(labels)[1] != len(self.frames_):
                    raise DataError(f"the labels' columns are {columns}; the model knows {self.frames_}")
                return np.asarray(labels).astype(bool)
            rows = [{str(label) for label in row} for row in labels]
        else:
            rows = [{str(label)} for label in labels]
        if len(rows) != n_texts:
            raise DataError(f"there are {n_texts} texts and {len(rows)} labels; give one label per text")
        known = {str(name) for name in self.classes_}
        strange = sorted(set().union(*rows) - known) if rows else []
        if strange:
            raise DataError(f"the label {strange[0]!r} is not known to the model; it knows {sorted(known)}")
        return np.array([[frame in row for frame in self.frames_] for row in rows], dtype=bool)

    # Explaining and saving

    def explain(self, text: str, frame: str | None = None) -> pd.DataFrame:
        """Say which words and sentences of a text moved its scores.

        See :func:`framing.detectors.frames.explaining.explain`.
        """
        from framing.detectors.frames.explaining import explain

        check_is_fitted(self)
        return explain(self, text, frame)

    def strongest(self, n: int = 20, *, not_words: Iterable[str] = ()) -> pd.DataFrame:
        """Give the features that speak most for each frame.

        See :func:`framing.detectors.frames.explaining.strongest`.
        """
        from framing.detectors.frames.explaining import strongest

        check_is_fitted(self)
        return strongest(self, n, not_words=not_words)

    def save(self, path: str | os.PathLike[str], *, scores: dict[str, Any] | None = None) -> None:
        """Write the model to one file, without pickle.

        See :func:`framing.detectors.frames.saving.save_model`.
        """
        from framing.detectors.frames.saving import save_model

        check_is_fitted(self)
        save_model(self, path, scores=scores)

    @classmethod
    def load(
        cls, path: str | os.PathLike[str], *, embeddings: Any = None, expected_hash: str | None = None
    ) -> FrameClassifier:
        """Read a model that :meth:`save` wrote; no code in the file is run.

        See :func:`framing.detectors.frames.saving.load_model`.
        """
        from framing.detectors.frames.saving import load_model

        return load_model(cls, path, embeddings=embeddings, expected_hash=expected_hash)

    # The detector's side

    @property
    def name(self) -> str:
        """Name in the provenance."""
        return f"frames:{self.scheme}"

    @property
    def fingerprint(self) -> str:
        """Changes whenever the scores could."""
        from framing.detectors.frames.saving import model_hash

        check_is_fitted(self)
        return f"{self.name}:{model_hash(self)}"

    def _scorer(self) -> Scorer:
        check_is_fitted(self)
        return Scorer(
            lambda texts: self._chances(texts, warn=False), self.unit, self.scheme, self.frames_, self.thresholds_
        )
