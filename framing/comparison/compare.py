"""Contrast groups of articles, with intervals, p and q."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.comparison.aggregate import MIN_INTERVAL
from framing.comparison.design import MIN_CLUSTERS, Design, design_of, unread, wire_texts
from framing.comparison.estimators import (
    EFFECTS,
    Floats,
    Ints,
    RatioContrast,
    Sides,
    back,
    check_level,
    contrast,
    standardise,
)
from framing.comparison.kinds import MIN_OUTLETS, Cells, contrast_kinds, permute_outlets
from framing.comparison.measured import Sparse, Sums, blocks
from framing.comparison.measures import Measured, Measurer, ProfilesLike, measure_all
from framing.comparison.resampling import (
    Pools,
    benjamini_hochberg,
    bootstrap_t,
    null_scores,
    permute_sides,
    sign_flip,
)
from framing.comparison.shrinkage import shrink_contrasts
from framing.errors import DataError, SettingError, given_possible
from framing.profiles.measures import Selection
from framing.profiles.results import TableResult, percent_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Comparison", "compare"]

INTERVALS: Final = ("t", "bootstrap-t")


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(TableResult):
    """Contrasts between groups.

    Attributes
    ----------
    table : DataFrame
        One row per measure, feature and pair: ``measure, feature, group, reference, value, reference_value,
        estimate, low, high, p, q, n_articles, n_stories, opportunities, hits, reference_opportunities,
        reference_hits, method, note``. ``n_articles`` counts articles with opportunities on both sides together,
        ``n_stories`` the clusters that the contrast uses (within stories: those that both sides covered);
        With ``shrunken=True`` also ``shrunk, shrunk_low, shrunk_high`` (NaN with fewer than three contrasts known).
        ``note`` says why something is NaN.
    settings : mapping
        The arguments.
    warnings : tuple of str
        What may mislead; printed below every export.
    provenance : object
        Of the profiles.
    """

    table: pd.DataFrame
    settings: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    provenance: Any = None

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        s = self.settings
        where = f" within {s.get('within')}" if s.get("within") else ""
        what = str(s.get("effect")).replace("_", " ").capitalize()
        return [
            f"{what} of group against reference by {s.get('by')}{where}; "
            f"{percent_of(s['level'])} intervals over clusters; q by Benjamini and Hochberg over all rows; "
            f"seed {s.get('seed')}.",
            *self.warnings,
        ]

    def significant(self, level: float = 0.05) -> pd.DataFrame:
        """Rows with q at most ``level``."""
        return self.table[self.table["q"] <= level]


def compare(
    profiles: ProfilesLike,
    by: str = "outlet",
    within: str | None = None,
    *,
    measures: str | Sequence[str] | None = None,
    effect: str = "difference",
    reference: str | None = None,
    voice: Selection = None,
    wording: Selection = None,
    zones: Selection = "proper",
    features: Sequence[str] | None = None,
    pooling: str = "pooled",
    cluster: str | None = None,
    interval: str = "t",
    draws: int = 2000,
    seed: int = 0,
    shrunken: bool = False,
    level: float = 0.95,
) -> Comparison:
    """Contrast groups of articles: estimate, interval, p and q per measure, feature and pair of groups.

    Parameters
    ----------
    profiles : Profiles
        What `framing.profile` returned.
    by : str
        Column of the articles table that holds the groups (outlet, leaning, country, period ...). Where several
        outlets share each group, the comparison is between kinds of outlet and outlets are resampled too.
    within : str, optional
        ``"story"``: compare only within stories that both sides covered (Mantel-Haenszel weights), so that a
        different choice of stories is no difference in wording. By default across all articles.
    measures : str or sequence of str, optional
        See `framing.comparison.measures`; by default all that the profiles can answer.
    effect : {"difference", "ratio", "odds_ratio", "log_ratio"}
        ``log_ratio`` to base 2. Odds ratios are for measures that are proportions.
    reference : str, optional
        The group that others are compared with; ``"pairs"`` for all pairs. By default two groups are compared once
        (the first by name is the reference) and more are each compared with all others together.
    voice, wording, zones, features, pooling, cluster
        As in `aggregate`.
    interval : {"t", "bootstrap-t"}
        t-based over clusters (jackknife variance, effective degrees of freedom), or the studentised bootstrap, which
        covers too little with few stories (`benchmarks/inference`).
    draws : int
        Permutations, and bootstrap samples.
    seed : int
        The same seed gives the same numbers.
    shrunken : bool
        Add the estimates of each measure and pair drawn towards no difference (empirical Bayes), those known least the
        most: for long lists of features in which the largest estimates are the least certain.
    level : float
        Coverage of the intervals.

    Returns
    -------
    Comparison
        With fewer than ten clusters (a side, where nothing is paired), or five outlets a side between kinds of
        outlet, there are estimates and no p; ``note`` says so.

    Raises
    ------
    DataError
        One group, no such rows, or no story column for ``within``.
    SettingError
        An argument that is not possible.

    Notes
    -----
    `benchmarks/inference` measures coverage and false positives of this function's methods on synthetic corpora.

    Examples
    --------
    >>> import framing as fr
    >>> page = {"A": "Terrorists fled. Soldiers shot three terrorists.", "B": "Militants fled. A gunman was shot."}
    >>> corpus = fr.as_corpus([{"article_id": f"{o}{s}", "outlet": o, "story": f"s{s}", "text": page[o]}
    ...     for s in range(12) for o in "AB"])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> result = compare(profiles, within="story", measures="shares:armed_actor")
    >>> result.keep(lambda t: t["hits"] > 0).table[["feature", "group", "estimate", "n_stories"]].values.tolist()
    [['armed_actor.militant', 'B', 0.5, 12], ['armed_actor.gunman', 'B', 0.5, 12]]
    """
    import pandas as pd

    check_level(level)
    if effect not in EFFECTS:
        raise SettingError(given_possible("effect", effect, EFFECTS))
    if interval not in INTERVALS:
        raise SettingError(given_possible("interval", interval, INTERVALS))
    if draws < 99:
        raise SettingError(f"draws {draws!r} is too few for a p; give 99 or more, 2000 for a paper")
    articles = profiles.articles
    design = design_of(articles, by, within, cluster, texts=wire_texts(profiles, articles))
    pairs = design.pairs(reference)
    if design.outlet is not None and interval == "bootstrap-t":
        raise SettingError("interval 'bootstrap-t' is not possible between kinds of outlet; use interval='t'")
    measurer = Measurer(voice, wording, zones, pooling)
    found = [m for _, m in measure_all(profiles, measures, measurer, features)]
    if not found:
        raise DataError("nothing to compare: no feature was found; widen measures, features, voice or zones")
    unbounded = [m.measure for m in found if not m.bounded]
    if effect == "odds_ratio" and unbounded:
        raise SettingError(f"odds_ratio is not possible for {unbounded}; use 'ratio', or measures that are shares")
    job = _Job(design, within is not None, effect, interval, draws, level, shrunken)
    frames = []
    for m in found:
        for group, against in pairs:
            # Each contrast has its own stream, so adding a measure leaves the others' numbers as they were.
            key = [int.from_bytes(x.encode(), "little") % 2**63 for x in (m.measure, group, against)]
            frames.append(job.pair(m, group, against, np.random.default_rng([seed, *key])))
    table = pd.concat(frames, ignore_index=True)
    table.insert(list(table.columns).index("p") + 1, "q", benjamini_hochberg(table["p"].to_numpy(dtype=np.float64)))
    settings = {
        "by": by, "within": within, "measures": measures, "effect": effect, "reference": reference, "voice": voice,
        "wording": wording, "zones": zones, "pooling": pooling, "cluster": cluster, "interval": interval,
        "draws": draws, "seed": seed, "shrunken": shrunken, "level": level,
    }  # fmt: skip
    return Comparison(table, settings, (*design.warnings, *unread(articles)), profiles.provenance)


@dataclass(frozen=True, slots=True)
class _Job:
    """What all contrasts of one call share."""

    design: Design
    within: bool
    effect: str
    interval: str
    draws: int
    level: float
    shrunken: bool

    def pair(self, m: Measured, group: str, against: str, rng: np.random.Generator) -> pd.DataFrame:
        import pandas as pd

        rows, first = self.design.rows(group, against)
        _, cluster = np.unique(self.design.cluster[rows], return_inverse=True)
        one, two = m.two_sides(rows, cluster, first)
        outlets = None
        if self.design.outlet is not None:
            result, p, outlets = self._kinds(m, rows, cluster, first, rng)
        else:
            result, p = self._clusters(one, two, rng)
        scarce = self._scarce(one, two)
        (hits1, opportunities1), (hits2, opportunities2) = m.totals(rows[first]), m.totals(rows[~first])
        low, high = result.low.copy(), result.high.copy()
        low[scarce < MIN_INTERVAL], high[scarce < MIN_INTERVAL] = np.nan, np.nan
        p = np.where(scarce < MIN_CLUSTERS, np.nan, p)
        if outlets is not None:
            few = outlets < MIN_OUTLETS
            p = np.where(few, np.nan, p)
        table = pd.DataFrame(
            {
                "measure": m.measure,
                "feature": m.features,
                "group": group,
                "reference": against,
                "value": result.value1,
                "reference_value": result.value2,
                "estimate": result.estimate,
                "low": low,
                "high": high,
                "p": p,
                "n_articles": m.n_articles(rows),
                "n_stories": result.clusters,
                "opportunities": opportunities1,
                "hits": hits1,
                "reference_opportunities": opportunities2,
                "reference_hits": hits2,
                "method": self._method(),
            }
        )
        if self.shrunken:
            self._add_shrunk(table, result, scarce)
        counts = outlets if outlets is not None else np.full(len(table), MIN_OUTLETS)
        rows_of = table.to_dict("records")
        table["note"] = [self._note(r, int(n), int(k)) for r, n, k in zip(rows_of, scarce, counts, strict=True)]
        return table

    def _add_shrunk(self, table: pd.DataFrame, result: RatioContrast, scarce: Ints) -> None:
        # Without an interval of its own a contrast is not known well enough to be weighed.
        se = np.where(scarce < MIN_INTERVAL, np.nan, result.se)
        drawn = shrink_contrasts(result.linear, se, self.level)
        names = ("shrunk", "shrunk_low", "shrunk_high")
        for name, linear in zip(names, drawn, strict=True):
            table[name] = back(linear, self.effect)

    def _method(self) -> str:
        unit = self.design.unit
        how = "jackknife t" if self.interval == "t" else "bootstrap-t"
        mode = "Mantel-Haenszel within clusters; " if self.within else ""
        if self.design.outlet is not None:
            method = f"{mode}t over outlets and {unit}; permutation of outlets"
        elif self.within:
            method = f"{mode}{how} over {unit}; permutation within {unit}"
        else:
            method = f"{how} over {unit}; permutation of {unit}"
        return method

    def _clusters(self, one: Sums, two: Sums, rng: np.random.Generator) -> tuple[RatioContrast, Floats]:
        used = np.unique(one.base_of)
        has1, has2 = one.has()[:, used], two.has()[:, used]
        on1, on2 = _any(has1), _any(has2)
        shared = (on1 & on2).any()
        if self.within:
            on1 = on2 = _any(has1.multiply(has2))
        pools = Pools.of(on1, on2, rng)
        results, pooled = [], []
        for part in blocks(len(on1), len(one.base_of)):
            raw = Sides(*one.dense(part), *two.dense(part))
            sides = standardise(raw) if self.within else raw
            results.append(contrast(sides, self.effect, self.level))
            pooled.append(pools.apply(sides))
        result, sides = _joined(results), _side_by_side(pooled)
        if self.interval == "bootstrap-t":
            low, high = bootstrap_t(sides, self.effect, self.draws, rng, self.level)
            result = dataclasses.replace(result, low=low, high=high)
        if self.within or shared:
            return result, sign_flip(null_scores(sides, self.within), self.draws, rng)
        return result, permute_sides(sides, self.draws, rng)

    def _kinds(
        self, m: Measured, rows: Ints, cluster: Ints, first: NDArray[np.bool_], rng: np.random.Generator
    ) -> tuple[RatioContrast, Floats, Ints]:
        assert self.design.outlet is not None
        _, outlet = np.unique(self.design.outlet[rows], return_inverse=True)
        n_outlets = int(outlet.max()) + 1
        codes, where, cell = np.unique(cluster * n_outlets + outlet, return_index=True, return_inverse=True)
        sums = m.sums(rows, cell, len(codes))
        results, chances, counts = [], [], []
        for part in blocks(len(codes), len(m.features)):
            cells = Cells(*sums.dense(part), codes // n_outlets, codes % n_outlets, first[where])
            results.append(contrast_kinds(cells, self.within, self.effect, self.level))
            # Every block exchanges the same outlets.
            chances.append(permute_outlets(cells, self.within, self.draws, deepcopy(rng)))
            counts.append(np.minimum(*cells.outlets()))
        return _joined(results), np.concatenate(chances), np.concatenate(counts)

    def _scarce(self, one: Sums, two: Sums) -> Ints:
        """Number of clusters that limits what can be said: shared ones, or those of the smaller side."""
        on1, on2 = one.has(), two.has()
        if self.within:
            both = np.asarray(on1.multiply(on2).sum(axis=0))
            return np.asarray(both[one.base_of], dtype=np.int64)
        least = np.minimum(np.asarray(on1.sum(axis=0)), np.asarray(on2.sum(axis=0)))
        return np.asarray(least[one.base_of], dtype=np.int64)

    def _note(self, row: Mapping[Any, Any], n: int, outlets: int) -> str:
        """Say why something in a row is NaN; ``n`` as `_scarce` counts, ``outlets`` on the smaller side."""
        unit = self.design.unit
        bases = (row["opportunities"] > 0, row["reference_opportunities"] > 0)
        if not all(bases):
            return "no opportunity on either side" if not any(bases) else "no opportunity on one side"
        if n == 0:
            return f"none of the {unit} has opportunities on both sides"
        if row["hits"] == 0 and row["reference_hits"] == 0:
            return "no hits on either side"
        out = []
        undefined = np.isnan(row["estimate"])
        if undefined:
            out.append(f"{self.effect} is undefined: a value is 0 or 1")
        side = "" if self.within else " on a side"
        if n < MIN_INTERVAL:
            out.append(f"only {self.design.units(n)}{side}: no interval, no p")
        elif n < MIN_CLUSTERS:
            out.append(f"only {self.design.units(n)}{side}: no p")
        elif outlets < MIN_OUTLETS:
            out.append(f"only {outlets} outlets on a side: no p")
        if n >= MIN_INTERVAL and np.isnan(row["low"]) and not undefined:
            out.append("no variation between clusters: no interval")
        return "; ".join(out)


def _any(has: Sparse) -> NDArray[np.bool_]:
    """Tell which rows of a sparse matrix hold anything."""
    return np.asarray(has.sum(axis=1)) > 0


def _joined(parts: Sequence[RatioContrast]) -> RatioContrast:
    """Put the contrasts of blocks of features together."""
    names = [one.name for one in dataclasses.fields(RatioContrast)]
    return RatioContrast(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _side_by_side(parts: Sequence[Sides]) -> Sides:
    """Put the sides of blocks of features together."""
    names = [one.name for one in dataclasses.fields(Sides)]
    return Sides(*(np.concatenate([getattr(part, name) for part in parts], axis=1) for name in names))
