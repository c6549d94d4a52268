"""Agency against human labels: passives of any verb on UD English-EWT.

The gold passives are predicates with a passive auxiliary or subject, or with an agent (``aux:pass``, ``nsubj:pass``,
``csubj:pass``, ``obl:agent``). An agent phrase is found where the library's phrase covers half the words of the gold
one.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from framing.datasets import read_ud_ewt
from framing.detectors.agency import find_passives
from framing.document import Span

__all__ = ["passives", "run"]

_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Document:
    """Counts of one document."""

    hits: int = 0
    found: int = 0
    gold: int = 0
    agents: int = 0
    agents_found: int = 0
    errors: list[dict[str, str]] = field(default_factory=list)


def run(data: Path, **_: Any) -> dict[str, Any]:
    """Run the tasks of agency that the data allow."""
    return passives(data)


def passives(data: Path, *, draws: int = 2_000, seed: int = 1) -> dict[str, Any]:
    """Measure ``find_passives`` on UD EWT dev: precision, recall, agent phrases, intervals by document."""
    gold = read_ud_ewt(data / "ud_ewt")
    by_sentence = dict(iter(gold.passives.groupby("sentence_id", sort=False)))
    documents: dict[str, _Document] = {}
    text = "\n\n".join(gold.sentences["text"])
    ends = np.cumsum(gold.sentences["text"].str.len().to_numpy() + 2) - 2
    spans = [Span(int(end) - size, int(end)) for end, size in zip(ends, gold.sentences["text"].str.len(), strict=True)]
    started = time.perf_counter()
    found = find_passives(text, spans)
    seconds = time.perf_counter() - started
    of_sentence = dict(iter(found.groupby("sentence", sort=False)))
    for number, row in enumerate(gold.sentences.itertuples()):
        document = documents.setdefault(row.document_id, _Document())
        mine = of_sentence.get(number)
        _score(document, row, spans[number].start, mine, by_sentence.get(row.sentence_id))
    counts = np.array([[d.hits, d.found, d.gold, d.agents_found, d.agents] for d in documents.values()], dtype=float)
    sample = np.random.default_rng(seed).integers(0, len(counts), (draws, len(counts)))
    drawn = counts[sample].sum(axis=1)
    total = counts.sum(axis=0)
    published = "none published for rules"
    metrics = {}
    for name, top, bottom in (("precision", 0, 1), ("recall", 0, 2), ("agent phrase found", 3, 4)):
        with np.errstate(invalid="ignore", divide="ignore"):
            ratios = drawn[:, top] / drawn[:, bottom]
        low, high = np.nanquantile(ratios, [0.025, 0.975])
        metrics[f"passives: {name}"] = {
            "value": float(total[top] / total[bottom]),
            "low": float(low),
            "high": float(high),
            "n": int(total[bottom]),
            "published": published,
        }
    return {
        "task": "passives",
        "set": "UD English-EWT dev",
        "articles": len(documents),
        "sentences": len(gold.sentences),
        "MB/s": round(len(text) / seconds / 1e6, 2),
        "metrics": metrics,
        "worst": [error for d in documents.values() for error in d.errors][:20],
    }


def _score(document: _Document, sentence: Any, shift: int, found: Any, gold: Any) -> None:
    text, sentence_id = sentence.text, sentence.sentence_id
    spans = {} if found is None else {row.trigger_end - shift: row for row in found.itertuples()}
    wanted = {} if gold is None else {row.end: row for row in gold.itertuples()}
    document.found += len(spans)
    document.gold += len(wanted)
    document.hits += len(spans.keys() & wanted.keys())
    for end, row in spans.items():
        if end not in wanted:
            document.errors.append(_error("not gold", sentence_id, row.trigger, text, row.trigger_start - shift, end))
    for end, row in wanted.items():
        if end not in spans:
            document.errors.append(_error("missed", sentence_id, row.verb, text, row.start, end))
        if isinstance(row.agent, str):
            document.agents += 1
            mine = spans.get(end)
            if mine is not None and isinstance(mine.agent, str):
                words = [(m.start() + row.agent_start, m.end() + row.agent_start) for m in _WORD.finditer(row.agent)][
                    1:
                ]
                low, high = mine.agent_start - shift, mine.agent_end - shift
                if 2 * sum(low <= first and last <= high for first, last in words) >= len(words):
                    document.agents_found += 1
                    continue
            document.errors.append(_error("agent missed", sentence_id, row.agent, text, row.start, row.agent_end))


def _error(kind: str, sentence: str, what: str, text: str, start: int, end: int) -> dict[str, str]:
    return {"error": kind, "sentence": sentence, "what": what, "context": text[max(0, start - 50) : end + 40]}
