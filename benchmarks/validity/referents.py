"""Whose dead a sentence tells of, against two sets coded by hand.

Sentences of one article are set below its headline in the order of the file: the rest of the article is not in the
sets. Rows are parted by a hash of their letters into a half that rules were worked on and a half for checking; a
sentence that several articles print falls in one half. Accuracy and macro-F1 (israel, palestine, both) are given over
the decided rows and over all rows, where ``unknown`` is wrong. ``alone`` decides by the sentence, ``in article`` lets
the headline and the other sentences decide where the sentence does not.
"""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import framing as fr

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["articles_of", "decided", "load", "run"]

KINDS = ("kill",)
CONFLICT = "israel-palestine"
CATEGORIES = ("israel", "palestine", "both")
_CATEGORY = {"israeli": "israel", "palestinian": "palestine"}
_LETTERS = re.compile(r"[^a-z]")
_DRAWS = 2_000


def run(data: Path, *, seed: int = 1, **_: Any) -> dict[str, Any]:
    """Measure :func:`framing.sentence_referents` on ``bbc_bias`` and ``casualty_mentions_nyt``."""
    rows = load(data)
    started = time.process_time()
    found = {"in article": decided(rows, context=True)}
    seconds = time.process_time() - started
    found["alone"] = decided(rows, context=False)
    metrics: dict[str, dict[str, Any]] = {}
    for name in ("bbc_bias", "casualty_mentions_nyt"):
        for half, shown in (("developing", "developing half"), ("checking", "checking half")):
            part = (rows["set"] == name) & (rows["half"] == half)
            for setting, table in found.items():
                measured = _measure(rows[part], table[part], seed)
                metrics |= {f"{name}, {shown}, {setting}: {key}": value for key, value in measured.items()}
    table = found["in article"]
    right = table["referent"] == rows["category"]
    by_rule = right.groupby(table["rule"]).agg(["size", "mean"])
    characters = int(articles_of(rows)[0]["text"].str.len().sum())
    return {
        "task": "referents",
        "set": "bbc_bias, casualty_mentions_nyt",
        "articles": int(rows["article"].nunique()),
        "sentences": len(rows),
        "MB/s": round(characters / seconds / 1e6, 3),
        "metrics": metrics,
        "rules": {rule: {"n": int(n), "right": round(float(mean), 3)} for rule, (n, mean) in by_rule.T.items()},
        "confusion": _confusion(rows, table),
        "worst": _worst(rows, table),
    }


def load(data: Path) -> pd.DataFrame:
    """Read both sets as one table with ``set``, ``article`` (unique) and ``half``."""
    import pandas as pd

    bbc = fr.datasets.read_bbc_bias(data / "bbc_bias").assign(set="bbc_bias")
    nyt = fr.datasets.read_casualty_mentions_nyt(data / "casualty_mentions_nyt").assign(set="casualty_mentions_nyt")
    rows = pd.concat([bbc, nyt], ignore_index=True)
    rows["article"] = rows["set"] + ":" + rows["article_id"]
    letters = rows["text"].str.lower().map(lambda text: _LETTERS.sub("", text))
    odd = letters.map(lambda text: hashlib.sha256(text.encode()).digest()[0] % 2 == 1)
    rows["half"] = odd.map({True: "checking", False: "developing"})
    return rows


def articles_of(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Set the sentences of each article below its headline; give the corpus and the span of each row in it."""
    import pandas as pd

    texts: list[dict[str, str]] = []
    spans: dict[Any, tuple[str, int, int]] = {}
    for article, part in rows.groupby("article", sort=False):
        headline = part["headline"].iloc[0]
        pieces, place = [headline], len(headline)
        for index, text in part["text"].items():
            spans[index] = (str(article), place + 2, place + 2 + len(text))
            pieces.append(text)
            place += 2 + len(text)
        texts.append({"article_id": str(article), "text": "\n\n".join(pieces), "headline": headline})
    units = pd.DataFrame.from_dict(spans, orient="index", columns=["article_id", "start", "end"])
    return pd.DataFrame(texts), units.reindex(rows.index)


def decided(rows: pd.DataFrame, *, context: bool) -> pd.DataFrame:
    """Give the library's decision on each row, in the words of the sets."""
    corpus, units = articles_of(rows)
    found = fr.sentence_referents(corpus, conflict=CONFLICT, kinds=KINDS, units=units, context=context)
    order = units.assign(row=units.index).set_index(["article_id", "start"])["row"]
    found.index = order.loc[list(zip(found["article_id"], found["start"], strict=True))].to_numpy()
    found["referent"] = found["referent"].replace(_CATEGORY)
    return found.reindex(rows.index)


def _measure(rows: pd.DataFrame, table: pd.DataFrame, seed: int) -> dict[str, dict[str, Any]]:
    """Measure with percentile intervals from a bootstrap of articles."""
    articles, place = np.unique(rows["article"].to_numpy(), return_inverse=True)
    given = rows["category"].to_numpy()
    found = table["referent"].to_numpy()
    counts = np.zeros((len(articles), 2 + 3 * len(CATEGORIES)))
    np.add.at(counts, (place, 0), 1.0)
    np.add.at(counts, (place, 1), (found != "unknown").astype(float))
    for number, category in enumerate(CATEGORIES):
        at = 2 + 3 * number
        np.add.at(counts, (place, at), ((given == category) & (found == category)).astype(float))
        np.add.at(counts, (place, at + 1), (given == category).astype(float))
        np.add.at(counts, (place, at + 2), (found == category).astype(float))
    known = np.zeros((len(articles), len(CATEGORIES)))
    for number, category in enumerate(CATEGORIES):
        np.add.at(known, (place, number), ((given == category) & (found != "unknown")).astype(float))
    everything = np.hstack([counts, known])
    drawn = np.random.default_rng(seed).integers(0, len(articles), (_DRAWS, len(articles)))
    samples = everything[drawn].sum(axis=1)
    point, spread = _figures(everything.sum(axis=0)[None]), _figures(samples)
    published = "none published"
    return {
        name: {
            "value": float(point[name][0]),
            "low": float(np.nanquantile(spread[name], 0.025)),
            "high": float(np.nanquantile(spread[name], 0.975)),
            "n": len(rows),
            "published": published,
        }
        for name in point
    }


def _figures(sums: np.ndarray) -> dict[str, np.ndarray]:
    n, decided_rows, cells = sums[:, 0], sums[:, 1], sums[:, 2:11].reshape(-1, 3, 3)
    hits, gold, found, gold_decided = cells[:, :, 0], cells[:, :, 1], cells[:, :, 2], sums[:, 11:]
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "accuracy, decided": hits.sum(axis=1) / decided_rows,
            "accuracy, all": hits.sum(axis=1) / n,
            "macro-F1, decided": (2 * hits / (gold_decided + found)).mean(axis=1),
            "macro-F1, all": (2 * hits / (gold + found)).mean(axis=1),
            "unknown": 1 - decided_rows / n,
        }


def _confusion(rows: pd.DataFrame, table: pd.DataFrame) -> dict[str, dict[str, dict[str, int]]]:
    found = {}
    for half in ("developing", "checking"):
        part = rows["half"] == half
        pairs = rows[part].groupby(["category", table.loc[part, "referent"]]).size()
        found[half] = {
            category: {str(value): int(n) for value, n in pairs[category].items()} for category in CATEGORIES
        }
    return found


def _worst(rows: pd.DataFrame, table: pd.DataFrame) -> list[dict[str, str]]:
    """Errors of the developing half: both sides exchanged first, then the rest."""
    wrong = rows[(table["referent"] != rows["category"]) & (rows["half"] == "developing")].drop_duplicates("text")
    exchanged = ~wrong["category"].eq("both") & table.loc[wrong.index, "referent"].isin(["israel", "palestine"])
    wrong = wrong.assign(order=~exchanged).sort_values("order", kind="stable").head(20)
    return [
        {
            "coded": row.category,
            "found": table.loc[row.Index, "referent"],
            "rule": table.loc[row.Index, "rule"],
            "sentence": row.sentence_id,
            "text": row.text[:160],
        }
        for row in wrong.itertuples()
    ]
