"""Constructed sentences with frames, made from small word lists so that a classifier has something to find."""

import numpy as np

WORDS = {
    "economic": ["taxes", "jobs", "wages", "budget", "prices", "trade", "factory", "savings"],
    "security": ["police", "border", "guards", "weapons", "patrol", "threat", "raid", "soldiers"],
    "health": ["hospital", "doctors", "fever", "nurses", "clinic", "vaccine", "patients", "asthma"],
}
COMMON = ["the", "town", "said", "new", "on", "Monday", "plan", "people", "council", "after", "more", "in"]


def sentences(n: int, seed: int = 0, frames: tuple[str, ...] = tuple(WORDS)) -> tuple[list[str], list[str]]:
    """Give n sentences, each with two words of its frame among common ones, and their frames."""
    rng = np.random.default_rng(seed)
    texts, labels = [], []
    for number in range(n):
        frame = frames[number % len(frames)]
        words = [*rng.choice(WORDS[frame], 2, replace=False), *rng.choice(COMMON, 6)]
        rng.shuffle(words)
        texts.append(" ".join(words) + ".")
        labels.append(frame)
    return texts, labels


def several(n: int, seed: int = 0) -> tuple[list[str], np.ndarray]:
    """Give n texts with any number of frames, and a table of 0 and 1."""
    rng = np.random.default_rng(seed)
    truth = rng.random((n, len(WORDS))) < 0.4
    texts = []
    for row in truth:
        words = list(rng.choice(COMMON, 6))
        for frame, present in zip(WORDS, row, strict=True):
            if present:
                words += list(rng.choice(WORDS[frame], 2, replace=False))
        rng.shuffle(words)
        texts.append(" ".join(words) + ".")
    return texts, truth.astype(int)
