"""Voice and attribution against PolNeAR.

A word is *attributed* where it stands in a content. Speech scope leaves out the contents that people coded as belief,
attitude or intent: those whose cue has no word of saying and whose content has no quotation mark; words in them count
neither way, and only the library's attributions of kind ``speech`` are scored.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from framing.datasets import read_polnear
from framing.document import Document, annotate

__all__ = ["run"]

PUBLISHED = {
    "token F1, all": "rules .83, CRF .85, people .915",
    "token F1, speech": "rules .89, CRF .89",
    "token F1, inside quotation marks": "rules .98, CRF .98",
    "token F1, outside quotation marks": "rules .69-.70, CRF .74, people .87",
    "own-voice precision of loaded terms, speech": "rules .90",
    "source found (half its words)": "rules .83",
    "exact content F1": "rules .056, CRF .286, BiLSTM-CRF .590, BERT .729",
}
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|add(?:s|ed|ing)?|wr(?:ite|ites|ote|itten|iting)"
    r"|ask(?:s|ed|ing)?|accord\w*|report(?:s|ed|ing|edly)?|"
    r"announc\w*|claim\w*|alleg\w*|argu\w*|assert\w*|call(?:s|ed|ing)?|describ\w*|declar\w*|den(?:y|ies"
    r"|ied|ying)|explain\w*|insist\w*|not(?:e|es|ed|ing)|"
    r"accus\w*|suggest\w*|tweet\w*|stat(?:e|es|ed|ing|ement|ements)|repl(?:y|ies|ied|ying)|respond\w*"
    r"|warn\w*|acknowledg\w*|admit\w*|conced\w*|comment\w*|remark\w*|"
    r"criti\w*|denounc\w*|condemn\w*|blam\w*|prais\w*|continu\w*|conclud\w*|recall\w*|reveal\w*"
    r"|confirm\w*|predict\w*|promis\w*|pledg\w*|vow\w*|"
    r"mention\w*|point(?:s|ed|ing)? (?:out|to)|quot\w*|cit(?:e|es|ed|ing)|refer\w*|speak\w*|spoke\w*"
    r"|speech\w*|talk\w*|discuss\w*|joke\w*|shout\w*|yell\w*|chant\w*|urg\w*|demand\w*|complain\w*|question\w*|"
    r"slam\w*|blast\w*|attack\w*|mock\w*|dismiss\w*|reject\w*|testif\w*|indicat\w*|show(?:s|ed|n|ing)?"
    r"|found|find(?:s|ing|ings)?|emphasi\w*|stress\w*|read(?:s|ing)?|post(?:s|ed|ing)?)\b|[:\"“]",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”]|''")
LOADED = re.compile(
    r"\b(?:terror\w*|extremis\w*|radical\w*|racis\w*|sexis\w*|bigot\w*|illegal\w*|crim(?:e|es|inal|inals)"
    r"|corrupt\w*|crooked|li(?:e|es|ed|ar|ars)|lying|fraud\w*|scandal\w*|massacre\w*|slaughter\w*|"
    r"murder\w*|kill\w*|rape\w*|rapist\w*|thug\w*|mob|invasion|invad\w*|regime|militan\w*|fascis\w*"
    r"|nazi\w*|socialis\w*|communis\w*|elit\w+|establishment|rigg\w*|disaster\w*|disgrac\w*|dangerous|"
    r"danger|threat\w*|violen\w*|attack\w*|destroy\w*|hate\w*|hatred|fear\w*|angry|anger|outrag\w*"
    r"|shock\w*|devastat\w*|horr\w*|terrible|awful|brutal\w*|cruel\w*|evil|stupid\w*|crazy|insane|"
    r"unfit|reckless\w*|irresponsib\w*|dishonest\w*|hypocri\w*|weak\w*|fail\w*|incompeten\w*|hero\w*"
    r"|brave|great|amazing|beautiful|victim\w*|innocen\w*|guilty|chaos|crisis|crises|catastroph\w*|"
    r"divisive|controversial|inflammatory|incendiary|offensive|insult\w*|smear\w*|misogyn\w*|xenophob\w*"
    r"|islamophob\w*|anti-semit\w*|supremac\w*|nationalis\w*|populis\w*|demagog\w*|dictator\w*|tyran\w*|"
    r"conspirac\w*|hoax|fake|propaganda|witch hunt|deplorable\w*|undocumented|alien\w*|amnesty|abus\w*"
    r"|assault\w*|harass\w*|shame\w*|disgust\w*|pathetic|desperate\w*|toxic|extreme\w*)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Article:
    """What one article contributes: counts that sums and the bootstrap are made of, and rows for reading."""

    counts: dict[str, float] = field(default_factory=dict)
    rules: dict[str, list[int]] = field(default_factory=dict)
    loaded: list[tuple[float, bool, str, str]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gold:
    """One coded attribution: words of its content and source, as spans."""

    pieces: list[tuple[int, int]]
    source: tuple[int, int] | None
    speech: bool


def gold_attributions(attributions: Any, text: str) -> list[Gold]:
    """Gather the coded pieces of one article by attribution."""
    gold: dict[str, Gold] = {}
    for row in attributions.itertuples():
        entry = gold.get(row.attribution_id)
        if entry is None:
            source = None
            if row.has_source:
                source = (int(row.source_start), int(row.source_end))
            cue = row.cue if isinstance(row.cue, str) else ""
            entry = gold[row.attribution_id] = Gold([], source, bool(_SAYING.search(cue)))
        entry.pieces.append((int(row.start), int(row.end)))
    return [
        g
        if g.speech
        else Gold(g.pieces, g.source, any(_QUOTED.search(text[max(a - 1, 0) : b + 1]) for a, b in g.pieces))
        for g in gold.values()
    ]


def _mask(size: int, spans: Iterable[tuple[int, int]]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    mask = np.zeros(size + 1, dtype=bool)
    for start, end in spans:
        mask[start:end] = True
    return mask


def score_article(article_id: str, document: Document, gold: list[Gold]) -> Article:
    """Compare one read article with its coding."""
    text = document.text
    size = len(text)
    result = Article()
    words = [match.span() for match in _WORD.finditer(text)]
    starts = np.array([start for start, _ in words], dtype=int)
    if not len(starts):
        return result
    gold_all = _mask(size, (piece for g in gold for piece in g.pieces))
    gold_speech = _mask(size, (piece for g in gold if g.speech for piece in g.pieces))
    marks = _mask(size, ((q.outer_start, q.outer_end) for q in document.quotations))
    said = _mask(size, ((p.start, p.end) for a in document.attributions for p in a.pieces))
    said_speech = _mask(size, ((p.start, p.end) for a in document.attributions if a.kind == "speech" for p in a.pieces))

    def tally(name: str, truth: Any, guess: Any, where: Any) -> None:
        truth, guess = truth[where], guess[where]
        result.counts[f"{name}:tp"] = float((truth & guess).sum())
        result.counts[f"{name}:fp"] = float((~truth & guess).sum())
        result.counts[f"{name}:fn"] = float((truth & ~guess).sum())

    tally("all", gold_all, said, starts)
    inside = marks[starts]
    tally("inside", gold_all, said, starts[inside])
    tally("outside", gold_all, said, starts[~inside])
    scored = ~gold_all | gold_speech
    tally("speech", gold_speech, said_speech, starts[scored[starts]])
    for attribution in document.attributions:
        hits = [s for p in attribution.pieces for s in starts[(starts >= p.start) & (starts < p.end)]]
        right = int(gold_all[hits].sum()) if hits else 0
        entry = result.rules.setdefault(attribution.rule, [0, 0, 0, 0])
        entry[0] += right
        entry[1] += len(hits)
        entry[2] += int(right * 2 >= len(hits) > 0)
        entry[3] += 1
    _score_loaded(document, gold_all, gold_speech, marks, result)
    _score_spans(document, gold, starts, result)
    wrong = gold_all[starts] != said[starts]
    _collect_errors(article_id, document, words, wrong, gold_all, result)
    return result


def _score_loaded(document: Document, gold_all: Any, gold_speech: Any, marks: Any, result: Article) -> None:
    text = document.text
    counts = dict.fromkeys(
        (
            "own:tp",
            "own:fp",
            "own:fn",
            "own_speech:tp",
            "own_speech:fp",
            "own_speech:fn",
            "loaded:n",
            "loaded:right",
            "loaded:uncertain",
        ),
        0.0,
    )
    for match in LOADED.finditer(text):
        at = match.start()
        segment = document.voice_at(at)
        guess = segment.voice
        truth = "own" if not gold_all[at] else ("direct" if marks[at] else "indirect")
        three = "own" if guess in ("scare", "title") else guess
        counts["loaded:n"] += 1
        counts["loaded:uncertain"] += three == "uncertain"
        counts["loaded:right"] += three == truth
        result.loaded.append((segment.confidence, three == truth, guess, truth))
        for name, use, own in (
            ("own", True, guess == "own"),
            ("own_speech", bool(~gold_all[at] | gold_speech[at]), _own_in_speech(document, at, guess)),
        ):
            if use:
                counts[f"{name}:tp"] += own and truth == "own"
                counts[f"{name}:fp"] += own and truth != "own"
                counts[f"{name}:fn"] += (not own) and truth == "own"
    result.counts.update(counts)


def _own_in_speech(document: Document, at: int, guess: str) -> bool:
    if guess == "own":
        return True
    attribution = document.attribution(document.voice_at(at).attribution)
    return attribution is not None and attribution.kind != "speech"


def _score_spans(document: Document, gold: list[Gold], starts: Any, result: Article) -> None:
    def words_of(pieces: Iterable[tuple[int, int]]) -> frozenset[int]:
        return frozenset(
            int(w) for a, b in pieces for w in starts[np.searchsorted(starts, a) : np.searchsorted(starts, b)]
        )

    gold_words = [words_of(g.pieces) for g in gold]
    said_words = [words_of([(p.start, p.end) for p in a.pieces]) for a in document.attributions]
    exact = set(gold_words)
    result.counts["exact:tp"] = float(sum(words in exact for words in said_words))
    result.counts["exact:fp"] = float(len(said_words) - result.counts["exact:tp"])
    result.counts["exact:fn"] = float(len(gold_words) - sum(words in set(said_words) for words in gold_words))
    owner = {word: number for number, words in enumerate(said_words) for word in words}
    matched = found = sourced = 0
    for g, words in zip(gold, gold_words, strict=True):
        if g.source is None:
            continue
        sourced += 1
        votes: dict[int, int] = {}
        for word in words:
            if word in owner:
                votes[owner[word]] = votes.get(owner[word], 0) + 1
        if not votes:
            continue
        best = max(votes, key=lambda n: votes[n])
        if votes[best] * 2 < len(words):
            continue
        matched += 1
        span = document.attributions[best].source_span
        if span is None:
            continue
        wanted = words_of([g.source])
        got = words_of([tuple(span)])  # type: ignore[list-item]
        found += len(wanted & got) * 2 >= len(wanted) > 0
    result.counts["source:sourced"] = float(sourced)
    result.counts["source:matched"] = float(matched)
    result.counts["source:found"] = float(found)


def _collect_errors(
    article_id: str, document: Document, words: list[tuple[int, int]], wrong: Any, gold_all: Any, result: Article
) -> None:
    text = document.text
    index = 0
    while index < len(words):
        if not wrong[index]:
            index += 1
            continue
        last = index
        missed = bool(gold_all[words[index][0]])
        while last + 1 < len(words) and wrong[last + 1] and bool(gold_all[words[last + 1][0]]) == missed:
            last += 1
        start, end = words[index][0], words[last][1]
        segment = document.voice_at(start)
        result.errors.append(
            {
                "article_id": article_id,
                "start": start,
                "end": end,
                "error": "missed" if missed else "wrongly attributed",
                "words": last - index + 1,
                "rule": segment.rule,
                "text": text[start:end],
            }
        )
        index = last + 1


def _f1(c: dict[str, float], name: str) -> tuple[float, float, float]:
    tp, fp, fn = c[f"{name}:tp"], c[f"{name}:fp"], c[f"{name}:fn"]
    p = tp / (tp + fp) if tp + fp else float("nan")
    r = tp / (tp + fn) if tp + fn else float("nan")
    return p, r, 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else float("nan")


METRICS: dict[str, Callable[[dict[str, float]], float]] = {
    "token F1, all": lambda c: _f1(c, "all")[2],
    "token precision, all": lambda c: _f1(c, "all")[0],
    "token recall, all": lambda c: _f1(c, "all")[1],
    "token F1, speech": lambda c: _f1(c, "speech")[2],
    "token F1, inside quotation marks": lambda c: _f1(c, "inside")[2],
    "token F1, outside quotation marks": lambda c: _f1(c, "outside")[2],
    "token precision, outside quotation marks": lambda c: _f1(c, "outside")[0],
    "token recall, outside quotation marks": lambda c: _f1(c, "outside")[1],
    "own-voice precision of loaded terms, speech": lambda c: _f1(c, "own_speech")[0],
    "own-voice recall of loaded terms, speech": lambda c: _f1(c, "own_speech")[1],
    "own-voice precision of loaded terms, all": lambda c: _f1(c, "own")[0],
    "own-voice recall of loaded terms, all": lambda c: _f1(c, "own")[1],
    "three-way accuracy on loaded terms": lambda c: c["loaded:right"] / c["loaded:n"],
    "uncertain among loaded terms": lambda c: c["loaded:uncertain"] / c["loaded:n"],
    "source found (half its words)": lambda c: c["source:found"] / c["source:matched"],
    "source found, of all coded sources": lambda c: c["source:found"] / c["source:sourced"],
    "exact content F1": lambda c: _f1(c, "exact")[2],
}
SIZES = {
    "token": lambda c: c["all:tp"] + c["all:fn"],
    "own": lambda c: c["loaded:n"],
    "three": lambda c: c["loaded:n"],
    "uncertain": lambda c: c["loaded:n"],
    "source": lambda c: c["source:matched"],
    "exact": lambda c: c["exact:tp"] + c["exact:fn"],
}


def score(documents: Any, attributions: Any, read: Callable[[str], Document] = annotate) -> tuple[list[Article], float]:
    """Read and score every article; also give the reading rate in MB/s of UTF-8."""
    by_article = dict(list(attributions.groupby("article_id", sort=False)))
    empty = attributions.iloc[:0]
    articles = []
    seconds = 0.0
    read("Warm up, he said.")
    for row in documents.itertuples():
        begin = time.process_time()
        document = read(row.text)
        seconds += time.process_time() - begin
        gold = gold_attributions(by_article.get(row.article_id, empty), row.text)
        articles.append(score_article(row.article_id, document, gold))
    size = sum(len(text.encode()) for text in documents.text)
    return articles, size / 1e6 / seconds


def summarise(articles: list[Article], *, replicates: int = 1000, seed: int = 20230126) -> dict[str, dict[str, Any]]:
    """Sum the counts and put a 95 % bootstrap interval by document beside each metric."""
    keys = sorted({key for article in articles for key in article.counts})
    table = np.array([[article.counts.get(key, 0.0) for key in keys] for article in articles])
    random = np.random.default_rng(seed)
    samples = [
        dict(zip(keys, table[random.integers(0, len(table), len(table))].sum(axis=0), strict=True))
        for _ in range(replicates)
    ]
    total = dict(zip(keys, table.sum(axis=0), strict=True))
    summary = {}
    for name, metric in METRICS.items():
        values = np.array([metric(sample) for sample in samples])
        size = SIZES[re.split(r"[ ,-]", name, maxsplit=1)[0]](total)
        summary[name] = {
            "value": round(metric(total), 4),
            "low": round(float(np.nanpercentile(values, 2.5)), 4) if replicates else None,
            "high": round(float(np.nanpercentile(values, 97.5)), 4) if replicates else None,
            "n": int(size),
            "published": PUBLISHED.get(name, ""),
        }
    return summary


def rule_table(articles: list[Article]) -> dict[str, dict[str, float]]:
    """Give each rule's precision: of its words, and of its attributions (half of whose words are coded)."""
    sums: dict[str, list[int]] = {}
    for article in articles:
        for rule, values in article.rules.items():
            total = sums.setdefault(rule, [0, 0, 0, 0])
            for place, value in enumerate(values):
                total[place] += value
    return {
        rule: {
            "word precision": round(v[0] / v[1], 3) if v[1] else float("nan"),
            "words": v[1],
            "precision": round(v[2] / v[3], 3),
            "attributions": v[3],
        }
        for rule, v in sorted(sums.items(), key=lambda item: -item[1][1])
    }


def calibration(articles: list[Article]) -> list[dict[str, float]]:
    """Compare confidence with the share of loaded terms whose voice is right."""
    rows = [row for article in articles for row in article.loaded]
    edges = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
    table = []
    for low, high in pairwise(edges):
        inside = [right for confidence, right, *_ in rows if low <= confidence < high]
        if inside:
            table.append({"from": low, "n": len(inside), "right": round(sum(inside) / len(inside), 3)})
    return table


def run(data: Path, *, split: str = "dev") -> dict[str, Any]:
    """Measure attribution on one split of PolNeAR.

    Parameters
    ----------
    data : Path
        The folder that holds ``polnear``.
    split : str
        ``dev`` for reporting; ``train`` for working on the rules.

    Returns
    -------
    dict
        ``metrics``, ``rules``, ``calibration``, ``MB/s`` and the 20 ``worst`` errors by number of words (without text).
    """
    polnear = read_polnear(data / "polnear", split)
    articles, speed = score(polnear.documents, polnear.attributions)
    errors = sorted((error for article in articles for error in article.errors), key=lambda e: -e["words"])
    return {
        "task": "attribution",
        "set": f"PolNeAR {split}",
        "articles": len(articles),
        "metrics": summarise(articles),
        "rules": rule_table(articles),
        "calibration": calibration(articles),
        "MB/s": round(speed, 2),
        "worst": [{key: value for key, value in error.items() if key != "text"} for error in errors[:20]],
    }
