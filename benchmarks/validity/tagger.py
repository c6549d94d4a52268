"""The attribution tagger against PolNeAR: trained on its train articles, scored on dev beside the rules alone.

Penalties were chosen on 70 to 90 articles held out of train, threshold and keep on 100 held out while 740 were
learned from. Nested contents are joined for training, as the measures do not look inside them.
"""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path
from typing import Any

from benchmarks.validity.attribution import score, summarise
from framing.datasets import read_polnear
from framing.document.tagging import AttributionTagger

__all__ = ["outermost", "run"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
SETTINGS: dict[str, Any] = {
    "c1": 0.5,
    "c2": 5.0,
    "max_iterations": 40,
    "min_count": 5,
    "threshold": 0.5,
    "keep": 0.05,
}
PUBLISHED = {
    "token F1, all": "rules .83, CRF .85, people .915",
    "token F1, inside quotation marks": "rules .98, CRF .98",
    "token F1, outside quotation marks": "rules .69-.70, CRF .74, people .87",
    "token precision, outside quotation marks": "",
    "token recall, outside quotation marks": "",
    "exact content F1": "CRF .286, BiLSTM-CRF .590",
}


def outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap.

    Examples
    --------
    >>> outermost([(4, 9), (0, 6), (9, 12)])
    [(0, 9), (9, 12)]
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def codings(polnear: Any) -> tuple[list[str], list[list[tuple[int, int]]]]:
    """Give the texts of a split and the contents coded in each."""
    by_article: dict[str, list[tuple[int, int]]] = {}
    for row in polnear.attributions.itertuples():
        by_article.setdefault(row.article_id, []).append((int(row.start), int(row.end)))
    return list(polnear.documents.text), [outermost(by_article.get(i, [])) for i in polnear.documents.article_id]


def added_by_confidence(polnear: Any, tagger: AttributionTagger) -> list[dict[str, float]]:
    """Compare the confidence of contents that only the tagger finds with the share of their words that is coded."""
    sums: dict[float, list[int]] = {}
    for text, spans in zip(*codings(polnear), strict=True):
        for attribution in tagger.annotate(text).attributions:
            if attribution.rule != "tagger":
                continue
            entry = sums.setdefault(attribution.confidence, [0, 0])
            for piece in attribution.pieces:
                words = [match.start() for match in _WORD.finditer(text, piece.start, piece.end)]
                entry[0] += len(words)
                entry[1] += sum(any(start <= at < end for start, end in spans) for at in words)
    return [
        {"confidence": confidence, "words": words, "right": round(right / words, 3)}
        for confidence, (words, right) in sorted(sums.items())
        if words
    ]


def run(data: Path, *, articles: int | None = None) -> dict[str, Any]:
    """Train on PolNeAR train and score on dev.

    Parameters
    ----------
    data : Path
        The folder that holds ``polnear``.
    articles : int, optional
        Train on so many articles only, drawn by the hash of their names.

    Returns
    -------
    dict
        ``metrics`` of the tagger and of the rules alone, the settings, sizes and seconds of training.
    """
    train = read_polnear(data / "polnear", "train")
    texts, spans = codings(train)
    if articles is not None:
        names = [hashlib.sha256(name.encode()).hexdigest() for name in train.documents.article_id]
        chosen = sorted(range(len(texts)), key=names.__getitem__)[:articles]
        texts, spans = [texts[i] for i in chosen], [spans[i] for i in chosen]
    begin = time.process_time()
    tagger = AttributionTagger(**SETTINGS).fit(texts, spans)
    seconds = time.process_time() - begin
    dev = read_polnear(data / "polnear", "dev")
    tagged, speed = score(dev.documents, dev.attributions, tagger.annotate)
    ruled, _ = score(dev.documents, dev.attributions)
    by_tagger, by_rules = summarise(tagged), summarise(ruled)
    metrics = {}
    for name, published in PUBLISHED.items():
        metrics[name] = by_tagger[name] | {"published": published}
        metrics[f"rules alone: {name}"] = by_rules[name] | {"published": ""}
    return {
        "task": "tagger",
        "set": "PolNeAR dev",
        "articles": len(tagged),
        "metrics": metrics,
        "settings": SETTINGS,
        "calibration": added_by_confidence(dev, tagger),
        "training": tagger.report_ | {"seconds": round(seconds, 1), "model bytes": len(tagger.model_)},
        "MB/s": round(speed, 2),
    }
