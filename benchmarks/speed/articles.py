"""The texts that are read: real articles where a folder of them is given, else new ones from constructed sentences."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import framing as fr
from framing import datasets

__all__ = ["constructed", "real", "vocabulary"]


def real(folder: Path, megabytes: float, seed: int = 1) -> list[str]:
    """Give articles of the public sets in a folder, shuffled, up to a size; empty where it holds none."""
    texts: list[str] = []
    if (folder / "polnear").is_dir():
        texts.extend(datasets.read_polnear(folder / "polnear", "train").documents["text"])
    if (folder / "basil").is_dir():
        texts.extend(datasets.read_basil(folder / "basil").articles["text"])
    if (folder / "war_victims").is_dir():
        texts.extend(datasets.read_war_victims(folder / "war_victims").articles["text"])
    texts = [text for text in texts if isinstance(text, str) and text.strip()]
    random.Random(seed).shuffle(texts)
    return _first(texts, megabytes)


def constructed(megabytes: float, seed: int = 1) -> list[str]:
    """Make articles of the paragraphs of the teaching corpus, each with a headline of its own, up to a size."""
    chance = random.Random(seed)
    pages = [text.split("\n\n") for text in fr.datasets.load_teaching()["text"]]
    heads = [page[0] for page in pages]
    paragraphs = [paragraph for page in pages for paragraph in page[1:]]
    texts: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        chosen = [chance.choice(heads), *chance.choices(paragraphs, k=chance.randint(8, 24))]
        texts.append("\n\n".join(chosen))
        size += len(texts[-1].encode())
    return texts


def _first(texts: list[str], megabytes: float) -> list[str]:
    kept: list[str] = []
    size = 0
    for text in texts:
        if size >= megabytes * 1e6:
            break
        kept.append(text)
        size += len(text.encode())
    return kept


def vocabulary(texts: list[str], terms: int, categories: int, seed: int = 1) -> dict[str, list[str]]:
    """Draw terms from texts, a fifth of them phrases of two words, and deal them out to categories."""
    chance = random.Random(seed)
    words: dict[str, None] = {}
    phrases: dict[str, None] = {}
    for text in texts[:400]:
        tokens = [word.lower() for word in text.split() if word.isascii() and word.isalpha() and len(word) > 3]
        words.update(dict.fromkeys(tokens))
        for line in text.split("\n"):
            pairs = line.split()
            phrases.update(
                (f"{a} {b}".lower(), None)
                for a, b in pairwise(pairs)
                if f"{a}{b}".isascii() and f"{a}{b}".isalpha() and len(a) > 3
            )
    chosen = chance.sample(sorted(words), min(terms * 4 // 5, len(words)))
    chosen += chance.sample(sorted(phrases), min(terms - len(chosen), len(phrases)))
    dealt: dict[str, list[str]] = {f"c{number:02}": [] for number in range(categories)}
    for number, term in enumerate(chosen):
        dealt[f"c{number % categories:02}"].append(term)
    return dealt
