"""Frames from seed words: as they are, out of the box, or as a start for a classifier with few or no coded texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.detectors.frames.scoring import FrameDetector, Scorer
from framing.errors import DataError, SettingError

if TYPE_CHECKING:
    from framing.detectors.frames.model import FrameClassifier
    from framing.lexicon import Lexicon

__all__ = ["SeededFrames", "fit_seeded", "seed_scores"]

Array = np.ndarray[Any, np.dtype[Any]]

#: Score from which on a sentence carries a frame: that of two different seed words, since one word makes no frame.
THRESHOLD = 0.5


class SeededFrames(FrameDetector):
    """A detector that scores frames by seed words, without training.

    A text with *k* different terms of a frame's category scores ``1 - 2 ** (-k / 2)``: one term 0.29, two 0.5, four
    0.75. A sentence carries a frame from two different terms on; an article's score is the mean of its three
    highest sentence scores. The scores order texts; they are no probabilities.

    Parameters
    ----------
    lexicon : Lexicon, optional
        Whose categories are the frames; the shipped ``generic_frames`` if it is left out.

    Examples
    --------
    >>> from framing.lexicon import Category, Lexicon, Term
    >>> economic = Category("economic", "Economic", terms=(Term("taxes"), Term("jobs")))
    >>> seeds = Lexicon("mine", categories={"economic": economic})
    >>> SeededFrames(seeds).scores(["New taxes cost jobs.", "It rained."]).round(2).tolist()
    [[0.5], [0.0]]
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon

    @cached_property
    def _seeds(self) -> _Seeds:
        return _Seeds(self._lexicon)

    def __getstate__(self) -> dict[str, Any]:
        return {"lexicon": self.lexicon}

    @property
    def _lexicon(self) -> Lexicon:
        if self.lexicon is not None:
            return self.lexicon
        from framing.lexicon import load_lexicon

        return load_lexicon("generic_frames")

    @property
    def frames(self) -> list[str]:
        """Names of the frames: the categories of the lexicon."""
        return list(self._seeds.frames)

    def scores(self, texts: Sequence[str]) -> Array:
        """Give the score of each text and frame, texts × frames."""
        return self._seeds.scores(texts)

    @property
    def name(self) -> str:
        """Name in the provenance."""
        return f"frames:seeded-{self._lexicon.name}"

    @property
    def fingerprint(self) -> str:
        """Changes whenever the scores could."""
        return f"{self.name}:1:{self._lexicon.hash}"

    def _scorer(self) -> Scorer:
        thresholds = np.full(len(self.frames), THRESHOLD)
        return Scorer(self.scores, "sentence", self._lexicon.name, self.frames, thresholds)


class _Seeds:
    """The terms of a lexicon's categories, found in texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        from framing.detectors.frames.features import FeatureFinder

        if not lexicon.categories:
            raise DataError(f"the lexicon {lexicon.name!r} has no category; seeds stand in one category per frame")
        self._finder = FeatureFinder(lexicon)
        self.frames = tuple(name for name in self._finder.features if name in lexicon.categories)

    def found(self, texts: Sequence[str]) -> Iterator[list[tuple[int, int, str, str]]]:
        """Give for each text the places of seeds: start, end, frame, term."""
        for hits in self._finder.find(texts):
            yield [
                (hit.start, hit.end, hit.entry.feature, str(hit.entry.term))
                for hit in hits
                if hit.entry.choice_set is None
            ]

    def scores(self, texts: Sequence[str]) -> Array:
        place = {frame: number for number, frame in enumerate(self.frames)}
        scores = np.zeros((len(texts), len(self.frames)))
        for row, found in enumerate(self.found(texts)):
            terms = {(frame, term) for _, _, frame, term in found}
            for frame in {frame for frame, _ in terms}:
                n_different = sum(other == frame for other, _ in terms)
                scores[row, place[frame]] = 1 - 2 ** (-n_different / 2)
        return scores


def seed_scores(lexicon: Lexicon, texts: Iterable[str]) -> Array:
    """Give the seed scores of texts, texts × categories (see :class:`SeededFrames`)."""
    return _Seeds(lexicon).scores(list(texts))


def fit_seeded(
    lexicon: Lexicon,
    texts: Iterable[str],
    *,
    coded: tuple[Iterable[str], Any] | None = None,
    least: int = 2,
    coded_weight: int = 3,
    classifier: FrameClassifier | None = None,
    seed: int = 0,
) -> FrameClassifier:
    """Train a classifier on what seed words say about uncoded texts, with or without a few coded ones.

    Texts with at least `least` different terms of a frame count as examples of it, texts without a term of any
    frame as examples of none; the others are left out. In every second text the seed words themselves are taken out,
    so that the classifier has to learn from their company. Coded texts count `coded_weight` times, and the copies of
    one stay in one inner fold. What it learns is the seeds' idea of the frames: measure it on coded texts before use.

    Parameters
    ----------
    lexicon : Lexicon
        Whose categories are the frames.
    texts : iterable of str
        Uncoded texts.
    coded : tuple of texts and labels, optional
        A table of 0 and 1 with the lexicon's categories as columns, or lists of frames.
    least : int
        Different terms that make an example; 1 suits headlines.
    coded_weight : int
        How often a coded text counts.
    classifier : FrameClassifier, optional
        An unfitted one with the settings wanted; it is not changed.
    seed : int
        Which texts lose their seed words.

    Returns
    -------
    FrameClassifier
        Fitted, with one probability per frame.

    Raises
    ------
    DataError
        If a frame has fewer than two examples.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.lexicon import Category, Lexicon, Term
    >>> economic = Category("economic", "Economic", terms=(Term("taxes"), Term("jobs")))
    >>> seeds = Lexicon("mine", categories={"economic": economic})
    >>> uncoded = ["New taxes hit pay.", "Jobs and pay fell.", "It rained.", "The dog slept."] * 4
    >>> model = fr.fit_seeded(seeds, uncoded, least=1)
    >>> model.predict_proba(["Pay fell.", "The dog slept."])[:, 0].round().tolist()
    [1.0, 0.0]
    """
    from sklearn.base import clone

    from framing.detectors.frames.labels import check_texts
    from framing.detectors.frames.model import FrameClassifier

    if least < 1 or coded_weight < 1:
        raise SettingError(f"least {least!r} and coded_weight {coded_weight!r} must both be 1 or more")
    import pandas as pd

    seeds = _Seeds(lexicon)
    frames = list(seeds.frames)
    uncoded = check_texts(texts, empty=True)
    scores = seeds.scores(uncoded)
    enough = 1 - 2 ** (-least / 2) - 1e-9
    keep = (scores >= enough).any(axis=1) | (scores == 0).all(axis=1)
    masked = np.random.default_rng(seed).permutation(len(uncoded)) % 2 == 0
    rows, truth, groups = [], [], []
    for number in np.flatnonzero(keep).tolist():
        text = _without_seeds(uncoded[number], seeds) if masked[number] else uncoded[number]
        if text.strip():
            rows.append(text)
            truth.append(scores[number] >= enough)
            groups.append(f"text {number}")
    if coded is not None:
        own, labels = check_texts(coded[0], empty=False), coded[1]
        table = _coded_table(labels, frames, len(own))
        for number, text in enumerate(own):
            for _ in range(coded_weight):
                rows.append(text)
                truth.append(table[number])
                groups.append(f"coded {number}")
    examples = np.array(truth, dtype=bool).reshape(-1, len(frames))
    few = [frame for frame, n in zip(frames, examples.sum(axis=0), strict=True) if n < 2]
    if few:
        raise DataError(
            f"the seeds of {few[0]!r} mark fewer than two texts; "
            f"add terms or texts, lower least={least}, or leave it out"
        )
    model = FrameClassifier(scheme=lexicon.name) if classifier is None else clone(classifier)
    return model.fit(rows, pd.DataFrame(examples.astype(int), columns=frames), groups=groups)


def _without_seeds(text: str, seeds: _Seeds) -> str:
    pieces, at = [], 0
    [found] = seeds.found([text])
    for start, end, _, _ in found:
        if start >= at:
            pieces.append(text[at:start])
        at = max(at, end)
    return re.sub(r"[ \t]{2,}", " ", "".join([*pieces, text[at:]]))


def _coded_table(labels: Any, frames: Sequence[str], n_texts: int) -> Array:
    if hasattr(labels, "columns"):
        missing = [frame for frame in frames if frame not in labels.columns]
        if missing:
            raise DataError(f"the coded texts have no column {missing[0]!r}; give one for each of {list(frames)}")
        table = labels[list(frames)].to_numpy().astype(bool)
    else:
        table = np.array([[frame in row for frame in frames] for row in labels], dtype=bool)
    if len(table) != n_texts:
        raise DataError(f"there are {n_texts} coded texts and {len(table)} labels; give one label per text")
    return np.asarray(table)
