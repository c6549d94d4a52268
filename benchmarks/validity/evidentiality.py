"""Doubt cast on casualties: published counts of ``war_victims`` beside ours, and how right cue classes are.

The rule that reproduces the published tables from the coded file: every row of the file is one sentence with one
phrase; the row counts unless the coder excluded it, and phrases that doubt a source are not counted for Israeli dead.
Overlapping phrases each count. Ours finds the phrases of the published list anew in the sentences, by the matching of
this library (whole words, a hyphen like a space); which sentences there are, whose dead they tell of and what was
excluded stays the coders' decision, for the full corpus is not public.

The sentences are in small letters and have lost their hyphens, which costs rules that go by capitals (names of
sources). Results name phrases by table and row; the phrases themselves are printed only.

What the coders excluded (all are forms of *claim*) mixes claims about something else than the dead with what is no
statement at all (lives, victory, responsibility). ``labels/evidentiality.csv`` says for each of them whether somebody's
statement is called a claim: developer labels, one reader. With these the cue class is judged by its own definition.
"""

from __future__ import annotations

import csv
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import framing as fr
from framing.datasets import read_war_victims
from framing.detectors.matching import LexiconMatcher
from framing.document.model import Document
from framing.lexicon import Category, Lexicon, Term
from framing.text import Scanner, fold

__all__ = ["run"]

LABELS_FILE = Path(__file__).parent / "labels" / "evidentiality.csv"

TABLES = {"BBC": "12", "NYT": "14"}
"""Which published table is about which outlet."""

SIDES = ("Palestine", "Israel")
SOURCE, NUMBERS = "Source Doubting", "Uncertainty in Numbers"

DOUBT = {"hearsay", "alleged", "claim_nouns", "reporting_verb.doubting"}
"""Features of the lexicon that say that something is in doubt."""

LABELS = {"source_label.run_by_party", "party_label", "party_as_office"}
"""Features of the lexicon that tie a source or a place to a party."""

_VERBS = {"claim": "claim*"}
"""Phrases of the list that stand for all forms of a word."""

_MARKS = re.compile(r"[….,'’]+")


def plain(phrase: str) -> str:
    """Write a phrase of the published tables as the coded file writes it: small letters, no marks, no hyphens.

    >>> plain("..., which is controlled by X-Y")
    'which is controlled by x y'
    """
    return " ".join(_MARKS.sub(" ", phrase.lower().replace("-", " ")).split())


def run(data: Path, *, draws: int = 2_000, seed: int = 1, **_: Any) -> dict[str, Any]:
    """Reproduce the tables, then measure what the library calls doubt at the places of the coded phrases."""
    coded = read_war_victims(data / "war_victims")
    rows = coded.doubt[coded.doubt["outlet"].isin(list(TABLES))].reset_index(drop=True)
    published = _published(coded.tables)
    phrases = sorted({phrase for _, phrase, _ in published})
    found = _places(rows, phrases)
    table = [_cell(key, cell, rows, found) for key, cell in published.items()]
    _read(rows.head(1))
    started = time.perf_counter()
    read = _read(rows)
    seconds = time.perf_counter() - started
    places = _judged(rows, found, read)
    metrics = _tables_metrics(table) | _cue_metrics(places, draws, seed)
    size = sum(len(text) for text in rows["text"].unique()) / 1e6
    different = [cell for cell in table if cell["reason"] != "reproduced"]
    return {
        "task": "evidentiality",
        "set": "war_victims, sentences of BBC and NYT with a phrase that casts doubt",
        "articles": int(rows["article_id"].nunique()),
        "sentences": int(rows["text"].nunique()),
        "rows": len(rows),
        "MB/s": round(size / seconds, 2),
        "metrics": metrics,
        "rules": {
            f"{cell['outlet']} {cell['row']} {cell['side']}": {
                key: cell[key] for key in ("published", "coded", "ours", "before exclusions", "reason")
            }
            for cell in table
            if cell["published"] or cell["before exclusions"]
        },
        "cells without a hit": sum(not (cell["published"] or cell["before exclusions"]) for cell in table),
        "verdicts": _verdicts(places),
        "worst": [{"where": f"{c['outlet']} {c['side']}", "phrase": c["phrase"], "why": c["reason"]} for c in different]
        + _misses(places),
    }


# The published tables


def _published(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Give the published count of every outlet, phrase and side, with its row and category."""
    cells: dict[tuple[str, str, str], dict[str, Any]] = {}
    for outlet, number in TABLES.items():
        for row, line in tables[number].iterrows():
            for side in SIDES:
                cells[outlet, plain(str(line["Phrases"])), side] = {
                    "row": f"table {number} row {row}",
                    "published": int(line[f"{outlet} - {side}"]),
                    "category": str(line["CD_Type"]),
                }
    return cells


def _places(rows: pd.DataFrame, phrases: list[str]) -> dict[str, dict[str, list[tuple[int, int]]]]:
    """Find every phrase of the list in every sentence: text to phrase to spans, each phrase for itself."""
    categories = {
        f"p{n}": Category(f"p{n}", phrase, (Term(_VERBS.get(phrase, phrase)),), overlap="each")
        for n, phrase in enumerate(phrases)
    }
    matcher = LexiconMatcher(Lexicon("phrases", categories=categories))
    scanner = Scanner({"terms": matcher.literals})
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for text in rows["text"].unique():
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        folded = fold(text)
        for match in matcher.matches(Document(folded, [], []), scanner.scan(folded)["terms"]):
            places[phrases[int(match.entry.feature[1:])]].append((match.start, match.end))
        found[text] = dict(places)
    return found


def _cell(
    key: tuple[str, str, str],
    cell: dict[str, Any],
    rows: pd.DataFrame,
    found: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Set one published count beside that of the coders' rows and ours, with the reason of a difference."""
    outlet, phrase, side = key
    here = rows[(rows["outlet"] == outlet) & (rows["side"] == side)]
    ruled_out = cell["category"] == SOURCE and side == "Israel"
    named = here[here["phrase"] == phrase]
    coded = 0 if ruled_out else int((~named["excluded"]).sum())
    sentences = {(row.article_id, row.text) for row in here.itertuples() if phrase in found[row.text]}
    excluded = {(row.article_id, row.text) for row in named.itertuples() if row.excluded}
    ours = 0 if ruled_out else len(sentences - excluded)
    literal = {(row.article_id, row.text) for row in named.itertuples()}
    if ours == cell["published"]:
        reason = "reproduced"
    elif literal - sentences:
        reason = f"{len(literal - sentences)} coded inside a longer word, which is no whole word here"
    elif sentences - literal:
        reason = f"{len(sentences - literal)} found in sentences that were coded for another phrase only"
    else:
        reason = "the coded file and the published table differ"
    return {
        **dict(zip(("outlet", "phrase", "side"), key, strict=True)),
        **cell,
        "coded": coded,
        "ours": ours,
        "before exclusions": len(sentences),
        "reason": reason,
    }


def _tables_metrics(table: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    metrics = {}
    for name, column, what in (
        ("cells as published, from the coders' rows", "coded", "exclusions and side as coded"),
        ("cells as published, phrases found anew", "ours", "exclusions and side as coded"),
        ("cells as published, without exclusions", "before exclusions", "what counting alone gives"),
    ):
        right = [cell[column] == cell["published"] for cell in table]
        metrics[name] = _share(sum(right), len(right), what)
    for outlet in TABLES:
        own = [cell for cell in table if cell["outlet"] == outlet]
        total = sum(cell["published"] for cell in own)
        metrics[f"{outlet}: all phrases, ours / published"] = _fixed(
            sum(cell["ours"] for cell in own) / total, total, f"{total} published"
        )
    return metrics


def _share(hits: int, n: int, published: str) -> dict[str, Any]:
    from benchmarks.lexicons.precision import wilson

    low, high = wilson(hits, n)
    return {"value": hits / n, "low": low, "high": high, "n": n, "published": published}


def _fixed(value: float, n: int, published: str) -> dict[str, Any]:
    return {"value": value, "low": value, "high": value, "n": n, "published": published}


# What the library says at the places of the phrases


@dataclass(slots=True)
class _Sentence:
    """Features and cue classes of one sentence as read, with their spans."""

    features: list[tuple[int, int, str]] = field(default_factory=list)
    cues: list[tuple[int, int, str]] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """One coded row and the library's verdict."""

    article: str
    phrase: str
    category: str
    counted: bool
    statement: bool
    features: frozenset[str]
    cue_classes: frozenset[str]
    inside: bool
    text: str

    @property
    def doubted(self) -> bool:
        """Whether the library calls the phrase doubt, by cue class or by lexicon."""
        return "doubting" in self.cue_classes or bool(self.features & DOUBT)


def _read(rows: pd.DataFrame) -> dict[str, _Sentence]:
    texts = list(rows["text"].unique())
    corpus = pd.DataFrame({"article_id": [f"s{n}" for n in range(len(texts))], "text": texts})
    profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("evidentiality"))])
    read = {f"s{n}": _Sentence() for n in range(len(texts))}
    for row in profiles.mentions.itertuples():
        read[row.article_id].features.append((row.start, row.end, row.feature))
    for row in profiles.attributions.itertuples():
        read[row.article_id].contents.append((row.start, row.end))
        if pd.notna(row.cue_start):
            read[row.article_id].cues.append((int(row.cue_start), int(row.cue_end), row.cue_class))
    return {text: read[f"s{n}"] for n, text in enumerate(texts)}


def _judged(
    rows: pd.DataFrame, found: Mapping[str, Mapping[str, list[tuple[int, int]]]], read: Mapping[str, _Sentence]
) -> list[_Place]:
    places = []
    with LABELS_FILE.open(encoding="utf-8", newline="") as file:
        statements = {row["sentence_id"] for row in csv.DictReader(file) if row["statement"] == "1"}
    for row in rows.itertuples():
        spans = found[row.text].get(row.phrase, [])
        sentence = read[row.text]

        def touching(marks: list[tuple[int, int, str]], spans: list[tuple[int, int]] = spans) -> frozenset[str]:
            return frozenset(what for low, high, what in marks if any(low < b and a < high for a, b in spans))

        inside = any(low <= a and b <= high for low, high in sentence.contents for a, b in spans)
        places.append(
            _Place(
                row.article_id,
                row.phrase,
                row.category,
                not row.excluded,
                not row.excluded or row.sentence_id in statements,
                touching(sentence.features),
                touching(sentence.cues),
                inside,
                row.text,
            )
        )
    return places


def _cue_metrics(places: list[_Place], draws: int, seed: int) -> dict[str, dict[str, Any]]:
    numbers = [place for place in places if place.category == NUMBERS]
    sources = [place for place in places if place.category == SOURCE]
    judged: dict[str, tuple[list[_Place], Callable[[_Place], bool]]] = {
        "doubt in numbers, cue_class": (numbers, lambda place: "doubting" in place.cue_classes),
        "doubt in numbers, cue_class or lexicon": (numbers, lambda place: place.doubted),
    }
    metrics: dict[str, dict[str, Any]] = {}
    for name, (rows, says) in judged.items():
        # hits, called, coded
        counts = _by_article(rows, lambda place, says=says: (place.counted and says(place), says(place), place.counted))
        metrics[f"{name}: precision"] = _ratio(counts, 0, 1, draws, seed, "coders: of the dead")
        metrics[f"{name}: recall"] = _ratio(counts, 0, 2, draws, seed, "coders: of the dead")
        counts = _by_article(
            rows, lambda place, says=says: (place.statement and says(place), says(place), place.statement)
        )
        metrics[f"{name}, of any statement: precision"] = _ratio(counts, 0, 1, draws, seed, "coders, developer labels")
        metrics[f"{name}, of any statement: recall"] = _ratio(counts, 0, 2, draws, seed, "coders, developer labels")
        others = [place for place in rows if place.phrase != "claim"]
        counts = _by_article(others, lambda place, says=says: (says(place), True, True))
        metrics[f"{name}, claim aside: recall"] = _ratio(counts, 0, 1, draws, seed, "coders")
    counts = _by_article(sources, lambda place: (bool(place.features & LABELS), True, True))
    metrics["label on a source, lexicon: recall"] = _ratio(counts, 0, 1, draws, seed, "coders")
    counts = _by_article(sources, lambda place: ("doubting" in place.cue_classes, True, True))
    metrics["label on a source, called a doubting cue"] = _ratio(counts, 0, 1, draws, seed, "none should be")
    return metrics


def _by_article(places: list[_Place], judge: Callable[[_Place], tuple[bool, ...]]) -> np.ndarray[Any, Any]:
    counts: dict[str, np.ndarray[Any, Any]] = {}
    for place in places:
        counts[place.article] = counts.get(place.article, 0) + np.array(judge(place), dtype=float)
    return np.array(list(counts.values()))


def _ratio(
    counts: np.ndarray[Any, Any], top: int, bottom: int, draws: int, seed: int, published: str
) -> dict[str, Any]:
    """Give a ratio of sums with the percentile interval of a bootstrap of articles."""
    sample = np.random.default_rng(seed).integers(0, len(counts), (draws, len(counts)))
    drawn = counts[sample].sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = np.nanquantile(drawn[:, top] / drawn[:, bottom], [0.025, 0.975])
    total = counts.sum(axis=0)
    value = float(total[top] / total[bottom])
    return {"value": value, "low": float(low), "high": float(high), "n": int(total[bottom]), "published": published}


def _verdicts(places: list[_Place]) -> dict[str, dict[str, int]]:
    """Count what the library said where the coders counted doubt in numbers, and where they excluded it."""
    found: dict[str, dict[str, int]] = {}
    for place in places:
        if place.category != NUMBERS:
            continue
        row = found.setdefault("counted" if place.counted else "excluded", defaultdict(int))
        if "doubting" in place.cue_classes:
            row["doubting cue"] += 1
        elif place.features & DOUBT:
            row["word of doubt inside somebody's words" if place.inside else "word of doubt"] += 1
        else:
            row["neither"] += 1
    return {name: dict(row) for name, row in found.items()}


def _misses(places: list[_Place]) -> list[dict[str, str]]:
    missed = [place for place in places if place.category == NUMBERS and place.statement and not place.doubted]
    called = [place for place in places if place.category == NUMBERS and not place.statement and place.doubted]
    return [
        {"error": error, "phrase": place.phrase, "text": place.text[:160]}
        for error, wrong in (("not called doubt", missed), ("called doubt", called))
        for place in wrong[:20]
    ]
