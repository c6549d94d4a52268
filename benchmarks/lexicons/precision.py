"""Sampling hits of the shipped lexicons for a reader to judge, and the share that the reader called right.

A hit is right when its word is used in the sense of the variant or category in that place, whatever the voice. The
labels are developer labels: one careful reader, no human coding. Labels are kept by identifiers and offsets; no text of
the data sets is kept.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

import framing as fr
from framing import datasets
from framing.document import PROPER_ZONES

LABELS = Path(__file__).parent / "labels"
CONTEXT = 70
COLUMNS = ("draw", "dataset", "article_id", "start", "end", "feature", "right")
DRAWS = ("hits", "features")


def _war_victims(data: Path) -> pd.DataFrame:
    return datasets.read_war_victims(data / "war_victims").articles


def _polnear(data: Path) -> pd.DataFrame:
    return datasets.read_polnear(data / "polnear", "train").documents


def _basil(data: Path) -> pd.DataFrame:
    return datasets.read_basil(data / "basil").articles


def _ccf_climate(data: Path) -> pd.DataFrame:
    sentences = datasets.read_ccf_climate(data / "ccf_climate")
    return pd.DataFrame({"article_id": sentences["sentence_id"], "text": sentences["text"]})


READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    "war_victims": _war_victims,
    "polnear": _polnear,
    "basil": _basil,
    "ccf_climate": _ccf_climate,
}
CORPORA = {
    "conflict": ("war_victims",),
    "evidentiality": ("polnear", "war_victims"),
    "immigration": ("polnear", "basil"),
    "protest_and_policing": ("polnear", "basil"),
    "climate": ("ccf_climate",),
    "generic_frames": ("polnear",),
}
"""On which sets each lexicon is proven."""


def hits(data: Path, lexicon: str, wanted: dict[str, set[str]] | None = None) -> pd.DataFrame:
    """Give every hit of a lexicon in its sets, in the article proper, repeats left out.

    Parameters
    ----------
    data : Path
        Folder with the data sets.
    lexicon : str
        Name of a shipped lexicon.
    wanted : dict of str to set of str, optional
        Only these articles of each set.
    """
    parts = []
    for name in CORPORA[lexicon]:
        articles = READERS[name](data)[["article_id", "text"]].astype("object")
        articles["article_id"] = articles["article_id"].astype(str)
        articles = articles.drop_duplicates("article_id")
        if wanted is not None:
            articles = articles[articles["article_id"].isin(wanted.get(name, set()))]
        if articles.empty:
            continue
        profiles = fr.profile(articles, [fr.LexiconDetector(fr.load_lexicon(lexicon)), fr.AgencyDetector()])
        mentions = profiles.mentions
        mentions = mentions[mentions["duplicate_of"].isna() & mentions["zone"].isin(PROPER_ZONES)]
        texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        found = mentions[["article_id", "start", "end", "feature", "term"]].copy()
        found.insert(0, "dataset", name)
        found["context"] = [
            _context(texts[article], start, end)
            for article, start, end in zip(found["article_id"], found["start"], found["end"], strict=True)
        ]
        parts.append(found)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*COLUMNS[1:-1], "term", "context"])


def _context(text: str, start: int, end: int) -> str:
    shown = f"{text[max(0, start - CONTEXT) : start]}[[{text[start:end]}]]{text[end : end + CONTEXT]}"
    return " ".join(shown.split())


def sample(data: Path, lexicon: str, n: int, seed: int) -> pd.DataFrame:
    """Draw twice ``n`` hits at random: every hit with the same chance, and every feature with the same chance.

    The first tells how right counts are, the second how right the rarer entries are.
    """
    found = hits(data, lexicon)
    by_hit = found.sample(n=min(n, len(found)), random_state=seed)
    shuffled = found.drop(by_hit.index).sample(frac=1, random_state=seed)
    turns = shuffled.groupby("feature").cumcount()
    by_feature = shuffled.assign(turn=turns).sort_values("turn", kind="stable").drop(columns="turn").head(n)
    return pd.concat([by_hit.assign(draw="hits"), by_feature.assign(draw="features")], ignore_index=True)


def write_labels(drawn: pd.DataFrame, path: Path) -> None:
    """Write a sample without its text, the column ``right`` empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn.assign(right="").to_csv(path, columns=list(COLUMNS), index=False, lineterminator="\n")


def read_labels(lexicon: str) -> pd.DataFrame:
    """Read the labels of a lexicon: right is 1 or 0."""
    with (LABELS / f"{lexicon}.csv").open(encoding="utf-8", newline="") as file:
        table = pd.DataFrame(list(csv.DictReader(file)))
    for column in ("start", "end", "right"):
        table[column] = table[column].astype(int)
    return table


def wilson(right: int, n: int) -> tuple[float, float]:
    """Give the 95 % Wilson interval of a share."""
    if n == 0:
        return math.nan, math.nan
    z = 1.959963984540054
    share, spread = right / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return middle - half, middle + half


def score(data: Path, lexicon: str) -> dict[str, Any]:
    """Give the share of right hits as they were read, and among those that the lexicon as it is still finds.

    The second is too good: entries were mended after reading these very hits.
    """
    labels = read_labels(lexicon)
    wanted = {str(name): set(part["article_id"]) for name, part in labels.groupby("dataset")}
    now = hits(data, lexicon, wanted)
    key = ["dataset", "article_id", "start", "end", "feature"]
    merged = labels.merge(now[[*key, "term"]].drop_duplicates(key), on=key, how="left")
    still = merged[merged["term"].notna()]
    groups = still.groupby("feature")["right"].agg(["size", "sum"])
    weak = groups[(groups["size"] >= 3) & (groups["sum"] / groups["size"] < 0.8)]
    return {
        "lexicon": lexicon,
        "version": fr.load_lexicon(lexicon).version,
        "sets": list(CORPORA[lexicon]),
        "labelled": len(labels),
        "no longer hits": len(labels) - len(still),
        "as read": {draw: _share(labels[labels["draw"] == draw]) for draw in DRAWS},
        "as mended": {draw: _share(still[still["draw"] == draw]) for draw in DRAWS},
        "under .8 (of 3 or more)": {str(name): f"{row['sum']}/{row['size']}" for name, row in weak.iterrows()},
    }


def _share(labels: pd.DataFrame) -> dict[str, float]:
    n, right = len(labels), int(labels["right"].sum())
    low, high = wilson(right, n)
    share = right / n if n else math.nan
    return {"n": n, "right": right, "share": round(share, 3), "low": round(low, 3), "high": round(high, 3)}
