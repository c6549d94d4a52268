"""Synthetic corpora of two outlets whose true shares are known, and how often each interval covers them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from framing.validation.estimates import (
    GroupData,
    GroupEstimate,
    coded_only,
    difference,
    naive,
    ppi,
    ratio,
    rogan_gladen,
)

METHODS = {"naive": naive, "ppi": ppi, "rogan_gladen": rogan_gladen, "coded_only": coded_only}
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Scenario:
    """A world: true shares, sensitivity and specificity of two outlets, and how many units are coded.

    ``spread`` is the concentration of the beta distribution of articles' shares: small for articles that differ much.
    """

    name: str
    shares: tuple[float, float] = (0.30, 0.20)
    sensitivity: tuple[float, float] = (0.90, 0.70)
    specificity: tuple[float, float] = (0.95, 0.85)
    coded: int = 150
    articles: int = 250
    units: int = 8
    spread: float = 6.0
    stratified: bool = False


SCENARIOS = (
    Scenario("errors differ by outlet"),
    Scenario("few codes", coded=60),
    Scenario("many codes", coded=400),
    Scenario("no true difference", shares=(0.25, 0.25)),
    Scenario("rare value", shares=(0.08, 0.04), specificity=(0.97, 0.92), coded=250),
    Scenario("same errors", sensitivity=(0.80, 0.80), specificity=(0.85, 0.85)),
    Scenario("coded by what was predicted", stratified=True),
    Scenario("good detector", sensitivity=(0.95, 0.93), specificity=(0.97, 0.98)),
)


def draw(scenario: Scenario, rng: np.random.Generator) -> list[GroupData]:
    """One corpus: the units of both outlets, some of them coded."""
    groups = []
    for g in (0, 1):
        share, k = scenario.shares[g], scenario.spread
        of_article = rng.beta(share * k, (1 - share) * k, scenario.articles)
        cluster = np.repeat(np.arange(scenario.articles), scenario.units)
        truth = (rng.random(len(cluster)) < of_article[cluster]).astype(float)
        chance = np.where(truth == 1, scenario.sensitivity[g], 1 - scenario.specificity[g])
        said = (rng.random(len(cluster)) < chance).astype(float)
        stratum = said.astype(np.int64) if scenario.stratified else np.zeros(len(cluster), dtype=np.int64)
        known, weight = np.full(len(cluster), np.nan), np.zeros(len(cluster))
        strata = np.unique(stratum)
        for h in strata:
            inside = np.flatnonzero(stratum == h)
            chosen = rng.choice(inside, min(scenario.coded // len(strata), len(inside)), replace=False)
            known[chosen], weight[chosen] = truth[chosen], len(inside) / len(chosen)
        groups.append(GroupData(said, known, weight, stratum, cluster + g * scenario.articles))
    return groups


def pooled(groups: list[GroupData]) -> list[GroupEstimate]:
    """Rogan–Gladen with the error rates of both outlets pooled: what the library does not do."""
    both = GroupData(*(np.concatenate([getattr(g, name) for g in groups]) for name in GroupData.__dataclass_fields__))
    out = []
    for group in groups:
        coded = both.coded
        # The pooled codes stand beside this outlet's own labels.
        mixed = replace(
            both,
            said=np.concatenate([group.said, both.said[coded]]),
            truth=np.concatenate([np.full(group.n, np.nan), both.truth[coded]]),
            weight=np.concatenate([np.zeros(group.n), both.weight[coded]]),
            stratum=np.concatenate([group.stratum, both.stratum[coded]]),
            cluster=np.concatenate([group.cluster, both.cluster[coded]]),
        )
        se, sp = mixed.error_rates()
        share = float(group.said.mean())
        alone = naive(group, CONFIDENCE, int(both.cluster.max()) + 1)
        slope = se + sp - 1
        limits = tuple((x + sp - 1) / slope for x in alone.limits)
        out.append(GroupEstimate((share + sp - 1) / slope, (limits[0], limits[1])))
    return out


def simulate(scenario: Scenario, corpora: int, seed: int) -> list[dict[str, Any]]:
    """Count how often each method's intervals cover the true shares, difference and ratio."""
    rng = np.random.default_rng(seed)
    first, second = scenario.shares
    truths = {"share": None, "difference": first - second, "ratio": first / second}
    covers: dict[tuple[str, str], list[bool]] = {}
    widths: dict[tuple[str, str], list[float]] = {}
    errors: dict[tuple[str, str], list[float]] = {}
    for _ in range(corpora):
        groups = draw(scenario, rng)
        n_clusters = 2 * scenario.articles
        found = {name: [method(g, CONFIDENCE, n_clusters) for g in groups] for name, method in METHODS.items()}
        found["pooled"] = pooled(groups)
        for name, (one, other) in found.items():
            rows = [("share", (one.estimate, *one.limits), first), ("share", (other.estimate, *other.limits), second)]
            rows.append(("difference", difference(one, other, CONFIDENCE)[0], truths["difference"]))
            rows.append(("ratio", ratio(one, other, CONFIDENCE)[0], truths["ratio"]))
            for effect, (estimate, low, high), truth in rows:
                key = (name, effect)
                # An interval that could not be given covers nothing.
                covers.setdefault(key, []).append(bool(low <= truth <= high))
                widths.setdefault(key, []).append(high - low)
                errors.setdefault(key, []).append(estimate - truth)
    return [
        {
            "scenario": scenario.name,
            "method": name,
            "effect": effect,
            "covers": round(float(np.mean(covers[name, effect])), 4),
            "bias": round(float(np.nanmean(errors[name, effect])), 4),
            "width": round(float(np.nanmedian(widths[name, effect])), 4),
            "unknown": int(np.isnan(errors[name, effect]).sum()),
        }
        for name, effect in covers
    ]
