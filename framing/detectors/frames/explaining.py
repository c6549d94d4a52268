"""Why a classifier scored as it did: words and sentences of one text, and the strongest features of a model."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.detectors.frames.counting import stem
from framing.detectors.frames.features import FeatureFinder
from framing.detectors.frames.learners import EMBEDDED, side_by_side, weighted
from framing.detectors.frames.pairs import PAIR
from framing.errors import SettingError, given_possible

if TYPE_CHECKING:
    import pandas as pd

    from framing.detectors.frames.model import FrameClassifier

__all__ = ["BOILERPLATE", "explain", "strongest"]

Array = np.ndarray[Any, np.dtype[Any]]

#: Words that mark a page rather than a frame: agencies, credits, sharing and subscription lines.
BOILERPLATE = frozenset(
    {
        "reuters",
        "afp",
        "ap",
        "upi",
        "bloomberg",
        "getty",
        "newsletter",
        "subscribe",
        "subscription",
        "subscribers",
        "advertisement",
        "copyright",
        "byline",
        "editor",
        "editors",
        "correspondent",
        "staff",
        "http",
        "https",
        "www",
        "com",
        "twitter",
        "facebook",
        "instagram",
        "whatsapp",
        "email",
        "click",
        "photo",
        "photograph",
        "pic",
        "read",
        "updated",
        "published",
        "edt",
        "est",
        "gmt",
        "cookies",
    }
)
_WORD = re.compile(r"\w+")


def _linear(model: FrameClassifier, frame: str) -> list[tuple[Any, Array]]:
    """Give each view with its weights for a frame on the scale of the final log-odds."""
    place = model.frames_.index(frame)
    calibration = model.calibration_
    found = []
    for number, (view, linear) in enumerate(zip(model.views_, model.linear_, strict=True)):
        factor = float(calibration.weights[number, place]) / float(calibration.scale[number])
        weights = linear.weights[place].astype(float)
        if model.kind_ == "multiclass":  # only what sets a frame apart from the mean frame moves the choice
            weights = weights - linear.weights.mean(axis=0)
        found.append((view, weights * factor))
    return found


def _check_frame(model: FrameClassifier, frame: str | None) -> list[str]:
    if frame is None:
        return list(model.frames_)
    if frame not in model.frames_:
        raise SettingError(given_possible("frame", frame, model.frames_))
    return [frame]


def explain(model: FrameClassifier, text: str, frame: str | None = None) -> pd.DataFrame:
    """Share out the log-odds of a text's frames among its words and sentences.

    All views but the embedding are linear, so a score is exactly a sum over features. What a run of words or characters
    adds is shared equally among all the words of the text that it occurs in; an embedding adds one row of its own
    (``part`` is ``embedding``), and what no word carries another (``constant``). The rows of the parts ``word``,
    ``embedding`` and ``constant`` add up to the log-odds; a sentence's row is the sum of its words'.

    Parameters
    ----------
    model : FrameClassifier
        Fitted.
    text : str
    frame : str, optional
        One frame; all of them if it is left out.

    Returns
    -------
    pandas.DataFrame
        ``frame, part, start, end, text, contribution``: in order of frame and part, the strongest first.
    """
    import pandas as pd

    from framing.document import annotate

    counts: dict[str, Any] = dict(model.counter_.count([text]))
    if any(EMBEDDED in view.blocks for view in model.views_):
        counts[EMBEDDED] = model._embed([text])
    rows = weighted(model.weighting_, counts)
    words = [match.span() for match in _WORD.finditer(text)]
    lower = [text[a:b].lower() for a, b in words]
    hits = _lexicon_places(model, text, words)
    sentences = [(a, b) for a, b in annotate(text).sentences if text[a:b].strip()]
    found: list[dict[str, Any]] = []
    for name in _check_frame(model, frame):
        share = np.zeros(len(words))
        embedded, constant = 0.0, _constant(model, name)
        for view, weights in _linear(model, name):
            matrix = side_by_side(rows, view.blocks)
            if EMBEDDED in view.blocks:
                embedded += float((np.asarray(matrix)[0] * weights).sum())
                continue
            names = [(b, column) for b in view.blocks if b in rows for column in model.counter_.names[b]]
            for column, value in zip(matrix.indices, matrix.data, strict=True):
                block, feature = names[column]
                amount = float(value) * float(weights[column])
                places = hits.get(feature, []) if block == "lexicon" else _places(block, feature, lower)
                if places:
                    share[places] += amount / len(places)
                else:
                    constant += amount
        for (start, end), amount in zip(words, share, strict=True):
            found.append(_row(name, "word", start, end, text[start:end], amount))
        for start, end in sentences:
            inside = [number for number, (a, _) in enumerate(words) if start <= a < end]
            found.append(_row(name, "sentence", start, end, text[start:end], float(share[inside].sum())))
        if embedded:
            found.append(_row(name, "embedding", None, None, None, embedded))
        found.append(_row(name, "constant", None, None, None, constant))
    table = pd.DataFrame(found, columns=["frame", "part", "start", "end", "text", "contribution"])
    table[["start", "end"]] = table[["start", "end"]].astype("Int64")
    order = table["contribution"].abs().sort_values(ascending=False, kind="stable").index
    table = table.loc[order]
    part = table["part"].map({"sentence": 0, "word": 1, "embedding": 2, "constant": 3})
    place = table["frame"].map({name: number for number, name in enumerate(model.frames_)})
    return (
        table.assign(_part=part, _frame=place)
        .sort_values(["_frame", "_part"], kind="stable")[["frame", "part", "start", "end", "text", "contribution"]]
        .reset_index(drop=True)
    )


def _row(frame: str, part: str, start: int | None, end: int | None, text: str | None, amount: float) -> dict[str, Any]:
    return {"frame": frame, "part": part, "start": start, "end": end, "text": text, "contribution": amount}


def _constant(model: FrameClassifier, frame: str) -> float:
    place = model.frames_.index(frame)
    calibration = model.calibration_
    total = float(calibration.constant[place])
    for number, linear in enumerate(model.linear_):
        constant = float(linear.constant[place])
        if model.kind_ == "multiclass":
            constant -= float(linear.constant.mean())
        total += constant * float(calibration.weights[number, place]) / float(calibration.scale[number])
    return total


def _lexicon_places(model: FrameClassifier, text: str, words: list[tuple[int, int]]) -> dict[str, list[int]]:
    """Find the words that the hits of each feature of the model's lexicon cover."""
    found: dict[str, set[int]] = {}
    if model.counter_.lexicon is not None:
        [hits] = FeatureFinder(model.counter_.lexicon).find([text])
        for hit in hits:
            inside = {number for number, (a, b) in enumerate(words) if a < hit.end and b > hit.start}
            found.setdefault(hit.entry.feature, set()).update(inside)
    return {feature: sorted(places) for feature, places in found.items()}


def _places(block: str, name: str, lower: list[str]) -> list[int]:
    """Find the words, in lower case, that a feature occurs in."""
    if block == "characters":
        inner = name.strip()
        opens, closes = name.startswith(" "), name.endswith(" ")
        return [
            number
            for number, word in enumerate(lower)
            if (inner in word) and (not opens or word.startswith(inner)) and (not closes or word.endswith(inner))
        ]
    if block == "stems":
        return [number for number, word in enumerate(lower) if stem(word) == name]
    if block == "pairs":
        both = set(name.split(PAIR))
        return [number for number, word in enumerate(lower) if stem(word) in both]
    parts = name.split(" ")
    found: set[int] = set()
    for number in range(len(lower) - len(parts) + 1):
        if lower[number : number + len(parts)] == parts:
            found.update(range(number, number + len(parts)))
    return sorted(found)


def strongest(model: FrameClassifier, n: int = 20, *, not_words: Iterable[str] = ()) -> pd.DataFrame:
    """Give the features that speak most for each frame, and warn where they mark outlets or pages.

    Parameters
    ----------
    model : FrameClassifier
        Fitted.
    n : int
        Features per frame.
    not_words : iterable of str
        Names of the corpus's outlets and authors: a model should not go by them.

    Returns
    -------
    pandas.DataFrame
        ``frame, rank, feature, block, weight, suspect``: `weight` on the scale of the final log-odds, of a text that
        holds nothing else; `suspect` says that the feature is a word of an outlet's or author's name or of boilerplate.

    Warns
    -----
    UserWarning
        If any of the features is suspect.
    """
    import pandas as pd

    suspects = BOILERPLATE | {word for name in not_words for word in _WORD.findall(name.lower()) if len(word) > 2}
    rows = []
    for frame in model.frames_:
        # A feature that several views use speaks with the sum of its weights.
        total: dict[str, Array] = {}
        for view, weights in _linear(model, frame):
            first = 0
            for block in view.blocks:
                last = first + len(model.counter_.names.get(block, ()))
                if last > first:
                    total[block] = total.get(block, 0.0) + weights[first:last]
                first = last
        best: list[tuple[float, str, str]] = []
        for block, summed in total.items():
            names = model.counter_.names[block]
            top = np.argsort(-summed, kind="stable")[:n]
            best += [(float(summed[column]), names[column], block) for column in top if summed[column] > 0]
        best.sort(key=lambda item: (-item[0], item[2], item[1]))
        for rank, (weight, feature, block) in enumerate(best[:n], start=1):
            words = (
                set(_WORD.findall(feature)) if block != "characters" or " " in feature.strip() else {feature.strip()}
            )
            rows.append((frame, rank, feature, block, weight, bool(words & suspects)))
    table = pd.DataFrame(rows, columns=["frame", "rank", "feature", "block", "weight", "suspect"])
    found = sorted(set(table.loc[table["suspect"], "feature"]))
    if found:
        warnings.warn(
            f"among the strongest features are names of outlets or boilerplate ({', '.join(found[:5])}): the model may "
            "tell outlets apart rather than frames; clean the texts or cross-validate with groups=outlet",
            UserWarning,
            stacklevel=3,
        )
    return table
