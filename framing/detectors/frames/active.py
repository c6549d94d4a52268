"""Which texts to code next: those that the classifier is unsure of, and that differ from each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import DataError, SettingError

if TYPE_CHECKING:
    import pandas as pd

    from framing.detectors.frames.model import FrameClassifier

__all__ = ["next_to_code"]

Array = np.ndarray[Any, np.dtype[Any]]


def next_to_code(
    classifier: FrameClassifier,
    corpus: Any,
    n: int,
    *,
    coded: Iterable[str] = (),
    diversity: float = 0.5,
) -> pd.DataFrame:
    """Pick the texts whose codes would teach a classifier most.

    A text's uncertainty is the entropy of its probabilities, divided by the largest possible. The first pick is the
    most uncertain; each next one has the largest uncertainty times ``1 - diversity * similarity``, where similarity
    is the largest cosine between its words and those of an earlier pick.

    Parameters
    ----------
    classifier : FrameClassifier
        Fitted on what is coded so far.
    corpus : pandas.DataFrame or sequence of str
        Uncoded texts: a table with ``article_id`` and ``text``, or a list.
    n : int
        How many to pick.
    coded : iterable of str
        Values of ``article_id`` that are coded already and stay out.
    diversity : float
        From 0 (uncertainty alone) to 1.

    Returns
    -------
    pandas.DataFrame
        ``article_id`` (of a list: the position), ``text``, ``uncertainty`` (0 to 1), ``similarity`` to earlier picks,
        ``rank``, in order of rank.

    Raises
    ------
    DataError
        If there are fewer than `n` uncoded texts.
    SettingError
        If `n` or `diversity` is not possible.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["jobs and taxes", "wages and jobs", "border police", "police patrol the border"] * 3
    >>> model = fr.FrameClassifier().fit(texts, ["economic", "economic", "security", "security"] * 3)
    >>> picked = fr.next_to_code(model, ["jobs and wages", "jobs for border police"], 1)
    >>> picked["text"].tolist()
    ['jobs for border police']
    """
    import pandas as pd

    from framing.detectors.frames.labels import check_texts

    if n < 1 or not 0 <= diversity <= 1:
        raise SettingError(f"n {n!r} with diversity {diversity!r} is not possible; n is at least 1, diversity 0 to 1")
    if isinstance(corpus, pd.DataFrame):
        missing = [name for name in ("article_id", "text") if name not in corpus]
        if missing:
            raise DataError(f"the table has no column {missing[0]!r}; rename yours, or give a list of texts")
        left = corpus[~corpus["article_id"].isin(set(coded))]
        texts, names = check_texts(left["text"], empty=True), left["article_id"].tolist()
    else:
        texts = check_texts(corpus, empty=True)
        names = list(range(len(texts)))
    if len(texts) < n:
        raise DataError(f"there are {len(texts)} uncoded texts, fewer than the {n} asked for")
    unsure = uncertainty(classifier, texts)
    rows = classifier.weighting_.rows(classifier.counter_.count(texts))["words"]
    similar = np.zeros(len(texts))
    free = np.ones(len(texts), dtype=bool)
    picked: list[tuple[int, float]] = []
    for _ in range(n):
        value = np.where(free, unsure * (1 - diversity * similar) + 1e-12, -1.0)
        best = int(value.argmax())
        picked.append((best, float(similar[best])))
        free[best] = False
        similar = np.maximum(similar, np.asarray((rows @ rows[best].T).todense()).ravel())
    return pd.DataFrame(
        {
            "article_id": [names[place] for place, _ in picked],
            "text": [texts[place] for place, _ in picked],
            "uncertainty": [float(unsure[place]) for place, _ in picked],
            "similarity": [value for _, value in picked],
            "rank": range(1, n + 1),
        }
    )


def uncertainty(classifier: FrameClassifier, texts: list[str]) -> Array:
    """Give each text's entropy, divided by the largest possible; of independent frames the largest of all.

    A frame's own chance is first moved so that its threshold is at one half: there the decision is open.
    """
    chances = np.clip(classifier._chances(texts, warn=False), 1e-9, 1 - 1e-9)
    if classifier.kind_ == "multiclass":
        return np.asarray(-(chances * np.log(chances)).sum(axis=1) / np.log(chances.shape[1]))
    edge = np.clip(classifier.thresholds_, 1e-6, 1 - 1e-6)
    logit = np.log(chances / (1 - chances)) - np.log(edge / (1 - edge))
    moved = np.clip(1 / (1 + np.exp(-logit)), 1e-9, 1 - 1e-9)
    entropy = -(moved * np.log(moved) + (1 - moved) * np.log(1 - moved)) / np.log(2)
    return np.asarray(entropy.max(axis=1))
