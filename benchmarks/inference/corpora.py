"""Synthetic corpora with story and outlet effects, many at a time, as sums per story and outlet.

The log-odds that a mention is of the variant in question are ``base + effect (first side) + story + outlet in story``,
and between kinds of outlet also an outlet's own deviation. Stories differ in size; a page has a varying number of
mentions. Nothing is independent that is not so in news: mentions of one story share its level, those of one page and
its neighbours from the same outlet on the same story share a deviation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Design:
    """Settings of a family of corpora.

    ``stories`` and ``outlets`` are numbers; ``base`` and ``effect`` are log-odds; the ``*_sd`` are standard deviations
    of the effects; ``articles`` is the mean number of articles an outlet has on a story, ``mentions`` the mean number
    of opportunities in an article.
    """

    stories: int
    outlets: int = 2
    base: float = -1.0
    effect: float = 0.0
    story_sd: float = 0.8
    cell_sd: float = 0.4
    outlet_sd: float = 0.0
    first_side: int = 1
    articles: float = 1.5
    mentions: float = 5.0


def draw(design: Design, corpora: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Hits and opportunities, shape (stories, outlets, corpora); every cell has an opportunity."""
    shape = (design.stories, design.outlets, corpora)
    log_odds = design.base + rng.normal(0, design.story_sd, (design.stories, 1, corpora))
    log_odds = log_odds + rng.normal(0, design.cell_sd, shape)
    log_odds += rng.normal(0, design.outlet_sd, (1, design.outlets, corpora))
    log_odds[:, : design.first_side] += design.effect
    size = rng.gamma(2.0, 0.5, (design.stories, 1, corpora))
    articles = 1 + rng.poisson((design.articles - 1) * size, shape)
    spread = 1.5 * articles
    opportunities = 1 + rng.negative_binomial(spread, spread / (spread + articles * design.mentions - 1))
    hits = rng.binomial(opportunities, 1 / (1 + np.exp(-log_odds)))
    return hits.astype(np.float64), opportunities.astype(np.float64)
