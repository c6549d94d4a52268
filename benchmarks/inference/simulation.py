"""Coverage of nominal 95 % intervals and level of nominal 5 % tests, per design."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from benchmarks.inference.corpora import Design, draw
from framing.comparison.estimators import Sides, contrast, standardise
from framing.comparison.kinds import Cells, contrast_kinds, permute_outlets
from framing.comparison.resampling import bootstrap_t, null_scores, permute_sides, sign_flip

Floats = NDArray[np.float64]
BLOCK = 200
TRUTH_CORPORA = 10_000
# Log-odds of a feature that one mention in twenty-five has.
RARE = -3.2


def sides_of(design: Design, hits: Floats, opportunities: Floats, comparison: str) -> Sides:
    """First side against the rest, or (``pair``) the first outlet against the second; clusters are stories."""
    k = design.first_side
    others = slice(k, k + 1) if comparison == "pair" else slice(k, None)
    return Sides(
        hits[:, :k].sum(axis=1),
        opportunities[:, :k].sum(axis=1),
        hits[:, others].sum(axis=1),
        opportunities[:, others].sum(axis=1),
    )


def apart(sides: Sides) -> Sides:
    """Outlets that covered different stories: the second side comes from another corpus, its stories from none."""
    nothing = np.zeros_like(sides.hits1)
    return Sides(
        np.concatenate([sides.hits1, nothing]),
        np.concatenate([sides.opportunities1, nothing]),
        np.concatenate([nothing, np.roll(sides.hits2, 1, axis=1)]),
        np.concatenate([nothing, np.roll(sides.opportunities2, 1, axis=1)]),
    )


@cache
def truth(design: Design, comparison: str, standardised: bool, seed: int) -> dict[str, float]:
    """What the estimators estimate: their ratios of expected sums, from very many stories."""
    if design.effect == 0:
        return {"difference": 0.0, "ratio": 1.0, "odds_ratio": 1.0}
    rng = np.random.default_rng([seed, 99])
    parts = np.zeros(4)
    for _ in range(TRUTH_CORPORA // 500):
        sides = sides_of(design, *draw(design, 500, rng), comparison)
        s = standardise(sides) if standardised else sides
        parts += [s.hits1.sum(), s.opportunities1.sum(), s.hits2.sum(), s.opportunities2.sum()]
    p1, p2 = parts[0] / parts[1], parts[2] / parts[3]
    return {"difference": p1 - p2, "ratio": p1 / p2, "odds_ratio": p1 / (1 - p1) / (p2 / (1 - p2))}


def naive(sides: Sides, true: float) -> tuple[Floats, Floats]:
    """Pearson's chi-square test on pooled counts, and the interval that goes with it."""
    n1, d1, n2, d2 = (x.sum(axis=0) for x in (sides.hits1, sides.opportunities1, sides.hits2, sides.opportunities2))
    p1, p2, p = n1 / d1, n2 / d2, (n1 + n2) / (d1 + d2)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.nan_to_num((p1 - p2) / np.sqrt(p * (1 - p) * (1 / d1 + 1 / d2)))
    half = norm.ppf(0.975) * np.sqrt(p1 * (1 - p1) / d1 + p2 * (1 - p2) / d2)
    return np.abs(z) > norm.ppf(0.975), np.abs(p1 - p2 - true) <= half


Task = tuple[str, str]


def simulate(
    design: Design, tasks: Sequence[Task], *, corpora: int, draws: int, bootstrap: int = 0, seed: int = 0
) -> list[dict[str, Any]]:
    """Measure coverage and rejection over many corpora of one design, one row per task.

    A task is a comparison (``pair``, ``rest`` or ``kinds``) and a mode: ``within`` (paired in stories), ``across``
    (stories shared, not paired) or ``apart`` (no story in common). ``bootstrap`` corpora also get bootstrap-t
    intervals. All tasks see the same corpora.
    """
    rng = np.random.default_rng([seed, design.stories, design.outlets, round(100 * design.effect), round(-design.base)])
    found: dict[Task, dict[str, list[NDArray[Any]]]] = {task: {} for task in tasks}
    done = 0
    while done < corpora:
        size = min(BLOCK, corpora - done)
        hits, opportunities = draw(design, size, rng)
        for task in tasks:
            block = _block(design, task, hits, opportunities, draws, done < bootstrap, seed, rng)
            for name, values in block.items():
                found[task].setdefault(name, []).append(np.asarray(values, dtype=np.float64))
        done += size
    rows = []
    for task, parts in found.items():
        means = {name: float(np.nanmean(np.concatenate(values))) for name, values in parts.items()}
        undefined = float(np.isnan(np.concatenate(parts["covers_ratio"])).mean())
        rows.append(
            {
                "comparison": task[0],
                "mode": task[1],
                **asdict(design),
                "true_difference": _true(design, task, seed)["difference"],
                "corpora": corpora,
                **{name: round(value, 4) for name, value in means.items()},
                "ratio_undefined": round(undefined, 4),
            }
        )
    return rows


def _true(design: Design, task: Task, seed: int) -> dict[str, float]:
    return truth(replace(design, stories=20), task[0], task[1] == "within", seed)


def _block(
    design: Design,
    task: Task,
    hits: Floats,
    opportunities: Floats,
    draws: int,
    bootstrap: bool,
    seed: int,
    rng: np.random.Generator,
) -> dict[str, NDArray[Any]]:
    comparison, mode = task
    within = mode == "within"
    true = _true(design, task, seed)
    raw = sides_of(design, hits, opportunities, comparison)
    raw = apart(raw) if mode == "apart" else raw
    out: dict[str, NDArray[Any]] = {}
    out["naive_rejects"], out["naive_covers"] = naive(raw, true["difference"])
    if comparison == "kinds":
        story, outlet = np.divmod(np.arange(design.stories * design.outlets), design.outlets)
        flat = (design.stories * design.outlets, hits.shape[2])
        cells = Cells(hits.reshape(flat), opportunities.reshape(flat), story, outlet, outlet < design.first_side)
        results = {effect: contrast_kinds(cells, within, effect) for effect in true}
        p = permute_outlets(cells, within, draws, rng)
    else:
        sides = standardise(raw) if within else raw
        results = {effect: contrast(sides, effect) for effect in true}
        p = permute_sides(sides, draws, rng) if mode == "apart" else sign_flip(null_scores(sides, within), draws, rng)
        if bootstrap:
            low, high = bootstrap_t(sides, "difference", draws, rng)
            out["bootstrap_t_covers"] = (low <= true["difference"]) & (true["difference"] <= high)
    for effect, r in results.items():
        inside = ((r.low <= true[effect]) & (true[effect] <= r.high)).astype(float)
        out[f"covers_{effect}"] = np.where(np.isnan(r.low), np.nan, inside)
    # compare() gives no p where there is nothing to permute; that counts as not rejected.
    out["rejects"] = np.nan_to_num(p, nan=1.0) <= 0.05
    return out


def designs(stories: Sequence[int], effects: Sequence[float] = (0.0, 0.8)) -> Iterator[tuple[Design, list[Task]]]:
    """All designs of the report: two and six outlets, paired and not; kinds of outlet; a rare feature."""
    modes = ("within", "across")
    for n in stories:
        for effect in effects:
            yield Design(n, 2, effect=effect), [("pair", mode) for mode in (*modes, "apart")]
            yield Design(n, 6, effect=effect), [(c, mode) for c in ("pair", "rest") for mode in modes]
            # Beyond fifty stories it is the number of outlets that limits a comparison of kinds.
            for side in (5, 10) if n <= 50 else ():
                kinds = Design(n, 2 * side, effect=effect, outlet_sd=0.4, first_side=side)
                yield kinds, [("kinds", mode) for mode in modes]
        yield Design(n, 2, base=RARE), [("pair", "within")]
