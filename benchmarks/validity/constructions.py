"""Constructions and scopes of agency against developer labels, and against a parser's voice in ``bbc_bias``.

The labels are the developers' own (``labels/agency_coding_a.csv``, a second coding beside it once there is one), coded
from the sentence alone by the definitions of ``docs/concepts/agency.md``: neither human coding by others nor a
reliability study. Each label belongs to one marked word; the library's event is the one whose trigger overlaps it.
Rows of odd number were for working on the rules, those of even number for checking; 148 more sentences, drawn with
another seed and coded before the rules were run on them, were for working too. A party elsewhere in what was
shown is one class, whether the library calls it ``sentence`` or ``article``.

The definitions of scope were made more precise after the first coding: a party in a modifier of an act that *after*,
*following*, *in*, *by*, *during* attaches to the killing is an ``event_modifier``. ``labels/agency_scope_changes.csv``
lists every label that this changed, and the accuracy by the labels as first coded stands beside.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

import framing as fr
from benchmarks.validity.coding import Item, read_sample, texts_of
from framing.detectors.agency.table import COLLAPSED

__all__ = ["run", "share"]

LABELS = Path(__file__).parent / "labels"
NONE = "none"
_SCOPES = {"article": "sentence"}
_SCOPE = "agent_scope accuracy, act found"
_HALVES = {"developing half": 1, "checking half": 0}


def run(data: Path, **_: Any) -> dict[str, Any]:
    """Compare constructions and scopes with each coding that is there, and the codings with each other."""
    items = read_sample(LABELS / "agency_sentences.csv")
    texts = texts_of(data, items)
    found = _found(items, texts)
    first_codings = {name: _read(LABELS / f"agency_coding_{name}.csv") for name in "ab"}
    codings = {name: _changed(coding, name) for name, coding in first_codings.items()}
    metrics: dict[str, dict[str, Any]] = {}
    for name, coding in codings.items():
        for half, rest in _HALVES.items():
            numbers = [item.number for item in items if item.number % 2 == rest and item.number in coding]
            if numbers:
                measured = _measure(numbers, coding, found)
                earlier = _measure(numbers, first_codings[name], found)[_SCOPE]
                measured[f"{_SCOPE}, labels as first coded"] = earlier
                metrics |= {f"coding {name.upper()}, {half}: {key}": value for key, value in measured.items()}
    more_items = read_sample(LABELS / "agency_sentences_more.csv")
    more_texts = texts_of(data, more_items)
    more_found = _found(more_items, more_texts)
    more = _read(LABELS / "agency_coding_more.csv")
    measured = _measure(sorted(more), more, more_found)
    metrics |= {f"further sentences, worked on: {key}": value for key, value in measured.items()}
    both = [item.number for item in items if all(item.number in coding for coding in codings.values())]
    if both:
        metrics |= _agreement(both, codings["a"], codings["b"])
    first = codings["a"]
    return {
        "task": "constructions",
        "set": "300 sentences of bbc_bias, casualty_mentions_nyt, polnear; developer labels",
        "articles": len(items),
        "metrics": metrics,
        "confusion": _confusion(items, first, found),
        "voice": _parser(data),
        "worst": [
            *_worst([item for item in items if item.number % 2], texts, first, found),
            *_worst(more_items, more_texts, more, more_found),
        ],
    }


def _found(items: list[Item], texts: dict[int, str]) -> dict[int, tuple[str, str]]:
    """Give the library's construction and scope of each marked word."""
    corpus = fr.as_corpus([{"article_id": str(item.number), "text": texts[item.number]} for item in items])
    events = fr.profile(corpus, fr.AgencyDetector(fr.load_lexicon("conflict")), progress=False).events
    by_article = dict(iter(events.groupby("article_id")))
    found = {}
    for item in items:
        rows = by_article.get(str(item.number))
        found[item.number] = (NONE, "")
        if rows is None:
            continue
        over = rows[(rows["trigger_start"] < item.trigger_end) & (rows["trigger_end"] > item.trigger_start)]
        if len(over):
            row = over.iloc[0]
            found[item.number] = (str(row["construction"]), _SCOPES.get(row["agent_scope"], str(row["agent_scope"])))
    return found


def _read(path: Path) -> dict[int, tuple[str, str]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            int(row["number"]): (row["construction"], _SCOPES.get(row["agent_scope"], row["agent_scope"]))
            for row in csv.DictReader(file)
        }


def _changed(coding: dict[int, tuple[str, str]], name: str) -> dict[int, tuple[str, str]]:
    """Apply the changes that the more precise definition of scope asks for."""
    changed = dict(coding)
    with (LABELS / "agency_scope_changes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = int(row["number"])
            if row["coding"] == name and coding[number][1] == row["before"]:
                changed[number] = (coding[number][0], row["after"])
    return changed


def _collapsed(construction: str) -> str:
    return COLLAPSED.get(construction, construction)


def _measure(
    numbers: list[int], coding: dict[int, tuple[str, str]], found: dict[int, tuple[str, str]]
) -> dict[str, dict[str, Any]]:
    acts = [n for n in numbers if coding[n][0] != NONE]
    shared = [n for n in acts if found[n][0] != NONE]
    hits = {
        "5-way accuracy": [_collapsed(coding[n][0]) == _collapsed(found[n][0]) for n in acts],
        "9-way accuracy": [coding[n][0] == found[n][0] for n in acts],
        "5-way accuracy, act found": [_collapsed(coding[n][0]) == _collapsed(found[n][0]) for n in shared],
        "9-way accuracy, act found": [coding[n][0] == found[n][0] for n in shared],
        _SCOPE: [coding[n][1] == found[n][1] for n in shared],
        "acts found": [found[n][0] != NONE for n in acts],
        "no act, none found": [found[n][0] == NONE for n in numbers if coding[n][0] == NONE],
    }
    return {name: share(values) for name, values in hits.items() if values}


def share(values: list[bool]) -> dict[str, Any]:
    """Give a share with its Wilson interval."""
    n, share, z = len(values), sum(values) / len(values), 1.959964
    middle, spread = share + z * z / n / 2, z * np.sqrt(share * (1 - share) / n + (z / n / 2) ** 2)
    scale = 1 + z * z / n
    low, high = float((middle - spread) / scale), float((middle + spread) / scale)
    return {"value": share, "low": low, "high": high, "n": n, "published": "developer labels"}


def _agreement(
    numbers: list[int], first: dict[int, tuple[str, str]], second: dict[int, tuple[str, str]]
) -> dict[str, dict[str, Any]]:
    """Give Cohen's kappa of two codings with an interval from resampled rows."""
    acts = [n for n in numbers if NONE not in {first[n][0], second[n][0]}]
    pairs = {
        "codings A and B: kappa, construction or none": [(first[n][0], second[n][0]) for n in numbers],
        "codings A and B: kappa, five classes or none": [
            (_collapsed(first[n][0]), _collapsed(second[n][0])) for n in numbers
        ],
        "codings A and B: kappa, agent_scope": [(first[n][1], second[n][1]) for n in acts],
    }
    chance = np.random.default_rng(1)
    metrics = {}
    for name, codes in pairs.items():
        values = np.array(codes, dtype=object)
        drawn = [_kappa(values[chance.integers(0, len(values), len(values))]) for _ in range(1_000)]
        low, high = np.nanquantile(drawn, [0.025, 0.975])
        metrics[name] = {
            "value": _kappa(values),
            "low": float(low),
            "high": float(high),
            "n": len(codes),
            "published": "developer labels",
        }
    return metrics


def _kappa(pairs: np.ndarray) -> float:
    same = float((pairs[:, 0] == pairs[:, 1]).mean())
    first, second = Counter(pairs[:, 0]), Counter(pairs[:, 1])
    chance = sum(first[code] * second[code] for code in first) / len(pairs) ** 2
    return float("nan") if chance == 1 else (same - chance) / (1 - chance)


def _confusion(
    items: list[Item], coding: dict[int, tuple[str, str]], found: dict[int, tuple[str, str]]
) -> dict[str, dict[str, int]]:
    table: dict[str, Counter[str]] = {}
    for item in items:
        table.setdefault(coding[item.number][0], Counter())[found[item.number][0]] += 1
    return {code: dict(counts) for code, counts in sorted(table.items())}


def _worst(
    items: list[Item], texts: dict[int, str], coding: dict[int, tuple[str, str]], found: dict[int, tuple[str, str]]
) -> list[dict[str, Any]]:
    """Errors in sentences for working on the rules."""
    errors = []
    for item in items:
        coded, ours = coding[item.number], found[item.number]
        if coded != ours:
            low, high = max(item.trigger_start - 70, 0), item.trigger_end + 50
            shown = texts[item.number][low:high].replace("\n", " ")
            errors.append({"number": item.number, "coded": coded, "found": ours, "text": shown})
    return sorted(errors, key=lambda error: _collapsed(error["coded"][0]) == _collapsed(error["found"][0]))[:60]


def _parser(data: Path) -> dict[str, Any]:
    """Set the library's voice of a sentence beside the parser's in ``bbc_bias``, and tell how they differ.

    The parser labels a sentence *active* or *passive*; the library's is that of the first killing that its rules find
    in it. *People killed by gunmen* has no auxiliary for a parser to see; *fifty died* is neither.
    """
    rows = fr.datasets.read_bbc_bias(data / "bbc_bias")
    corpus = fr.as_corpus([{"article_id": str(i), "text": text} for i, text in enumerate(rows["text"])])
    events = fr.profile(corpus, fr.AgencyDetector(kinds=["kill"]), progress=False).events
    table: dict[str, Counter[str]] = {}
    for i, voice in enumerate(rows["parser_voice"].fillna("no label")):
        mine = events[events["article_id"] == str(i)]["construction"]
        kinds = set(mine)
        name = "no killing" if not kinds else next(iter(kinds)) if len(kinds) == 1 else "several constructions"
        table.setdefault(str(voice), Counter())[name] += 1
    return {voice: dict(counts.most_common()) for voice, counts in sorted(table.items())}
