"""How far apart groups are in a whole choice set: the Jensen-Shannon distance with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.comparison.design import MIN_CLUSTERS, Design, design_of, unread, wire_texts
from framing.comparison.estimators import Floats, check_level
from framing.comparison.measures import Measured, Measurer, ProfilesLike, measure_all
from framing.comparison.resampling import benjamini_hochberg
from framing.errors import DataError, SettingError
from framing.profiles.measures import Selection
from framing.profiles.results import TableResult

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Distances", "distances", "jensen_shannon_rows"]

_BLOCK: Final = 8_000_000


@dataclass(frozen=True, slots=True, repr=False)
class Distances(TableResult):
    """Distances between groups.

    Attributes
    ----------
    table : DataFrame
        One row per choice set and pair: ``choice_set, group, reference, estimate`` (0 alike to 1 nothing in common),
        ``low, high`` (jackknife t over clusters, corrected for the upward bias of small samples), ``chance`` (mean
        distance when the groups' labels are exchanged at random), ``p, q, n_articles, n_stories, opportunities,
        reference_opportunities, method, note``.
    settings : mapping
    warnings : tuple of str
    provenance : object
    """

    table: pd.DataFrame
    settings: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    provenance: Any = None

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        return [
            f"Jensen-Shannon distance (base 2) by {self.settings.get('by')}; 'chance' is the mean distance when groups "
            f"are exchanged at random; seed {self.settings.get('seed')}.",
            *self.warnings,
        ]


def jensen_shannon_rows(first: Floats, second: Floats) -> Floats:
    """Jensen-Shannon distance, base 2, between matching rows of counts; NaN where a row is empty.

    The square root of the divergence (J. Lin 1991; D. Endres and J. Schindelin 2003), as
    ``scipy.spatial.distance.jensenshannon`` computes it.

    Examples
    --------
    >>> jensen_shannon_rows(np.array([[2.0, 0], [1, 1]]), np.array([[0.0, 7], [3, 3]])).tolist()
    [1.0, 0.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        p = first / first.sum(axis=-1, keepdims=True)
        q = second / second.sum(axis=-1, keepdims=True)
        middle = (p + q) / 2
        left = np.where(p > 0, p * np.log2(p / middle), 0.0).sum(axis=-1)
        right = np.where(q > 0, q * np.log2(q / middle), 0.0).sum(axis=-1)
        out = np.sqrt(np.clip((left + right) / 2, 0.0, 1.0))
    empty = ~(first.sum(axis=-1) > 0) | ~(second.sum(axis=-1) > 0)
    return np.asarray(np.where(empty, np.nan, out))


def distances(
    profiles: ProfilesLike,
    by: str = "outlet",
    choice_sets: str | Sequence[str] | None = None,
    *,
    within: str | None = None,
    reference: str | None = None,
    voice: Selection = None,
    wording: Selection = None,
    zones: Selection = "proper",
    cluster: str | None = None,
    draws: int = 2000,
    seed: int = 0,
    level: float = 0.95,
) -> Distances:
    """Distance between groups in how they choose among the variants of a choice set.

    Parameters
    ----------
    profiles : Profiles
    by : str
        Column that holds the groups.
    choice_sets : str or sequence of str, optional
        All by default.
    within : str, optional
        ``"story"``: only stories with opportunities on both sides.
    reference : str, optional
        As in `compare`; ``"pairs"`` by default for more than two groups.
    voice, wording, zones, cluster, draws, seed, level
        As in `compare`.

    Returns
    -------
    Distances

    Notes
    -----
    A distance cannot be below 0, so two samples of the same outlet lie apart by chance alone; ``chance`` shows by how
    much, and ``p`` is the share of exchanges at least as far apart.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Terrorists fled."},
    ...     {"article_id": "b", "outlet": "B", "text": "Militants fled."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> distances(profiles, choice_sets="armed_actor").table[["choice_set", "estimate", "note"]].values.tolist()
    [['armed_actor', 1.0, 'only 1 article on a side: no interval, no p']]
    """
    import pandas as pd

    check_level(level)
    if draws < 99:
        raise SettingError(f"draws {draws!r} is too few for a p; give 99 or more, 2000 for a paper")
    articles = profiles.articles
    design = design_of(articles, by, within, cluster, texts=wire_texts(profiles, articles))
    names = [choice_sets] if isinstance(choice_sets, str) else choice_sets
    asked = "shares" if names is None else [f"shares:{name}" for name in names]
    found = [m for _, m in measure_all(profiles, asked, Measurer(voice, wording, zones))]
    by_set: dict[str, Measured] = {}
    for m in found:
        for name in dict.fromkeys(f.rpartition(".")[0] for f in m.features):
            by_set[name] = m.only([f for f in m.features if f.rpartition(".")[0] == name])
    if not by_set:
        raise DataError("the profiles hold no choice set; profile with a lexicon that has some")
    job = _Job(design, within is not None, draws, seed, level)
    pairs = design.pairs(reference or ("pairs" if len(design.groups) > 2 else None))
    rows = [job.row(name, m, a, b, k) for k, (name, m) in enumerate(by_set.items()) for a, b in pairs]
    table = pd.DataFrame(rows)
    q = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    table.insert(list(table.columns).index("p") + 1, "q", q)
    settings = {
        "by": by, "choice_sets": choice_sets, "within": within, "reference": reference, "voice": voice,
        "wording": wording, "zones": zones, "cluster": cluster, "draws": draws, "seed": seed, "level": level,
    }  # fmt: skip
    return Distances(table, settings, (*design.warnings, *unread(articles)), profiles.provenance)


@dataclass(frozen=True, slots=True)
class _Job:
    design: Design
    within: bool
    draws: int
    seed: int
    level: float

    def row(self, name: str, m: Measured, group: str, against: str, number: int) -> dict[str, object]:
        rows, first = self.design.rows(group, against)
        _, cluster = np.unique(self.design.cluster[rows], return_inverse=True)
        sides = m.sides(rows, cluster, first)
        one, two = sides.hits1, sides.hits2
        on1, on2 = one.sum(axis=1) > 0, two.sum(axis=1) > 0
        if self.within:
            both = on1 & on2
            one, two, on1, on2 = one[both], two[both], on1[both], on2[both]
        sums = one.sum(axis=0), two.sum(axis=0)
        estimate = float(jensen_shannon_rows(*sums))
        least = int(on1.sum()) if self.within else int(min(on1.sum(), on2.sum()))
        low = high = chance = p = np.nan
        unit = self.design.unit
        side = "" if self.within else " on a side"
        note = ""
        if np.isnan(estimate):
            note = "no opportunity on either side" if not any(s.sum() for s in sums) else "no opportunity on one side"
            note = f"none of the {unit} has opportunities on both sides" if self.within else note
        elif least < 5:
            note = f"only {self.design.units(least)}{side}: no interval, no p"
        else:
            low, high = self._interval(one, two, estimate, (on1, on2))
            rng = np.random.default_rng([self.seed, number, *group.encode(), 256, *against.encode()])
            chance, p = self._permuted(one, two, estimate, (on1, on2), rng)
            if least < MIN_CLUSTERS:
                p, note = np.nan, f"only {self.design.units(least)}{side}: no p"
        return {
            "choice_set": name,
            "group": group,
            "reference": against,
            "estimate": estimate,
            "low": low,
            "high": high,
            "chance": chance,
            "p": p,
            "n_articles": int((np.diff(m.base[rows].indptr) > 0).sum()),
            "n_stories": int((on1 | on2).sum()),
            "opportunities": float(sums[0].sum()),
            "reference_opportunities": float(sums[1].sum()),
            "method": f"jackknife t over {unit}; exchange of groups {'within' if self.within else 'over'} {unit}",
            "note": note,
        }

    def _interval(
        self, one: Floats, two: Floats, estimate: float, on: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    ) -> tuple[float, float]:
        from scipy.stats import t

        used = on[0] | on[1]
        left_out = jensen_shannon_rows(one.sum(axis=0) - one[used], two.sum(axis=0) - two[used])
        if np.isnan(left_out).any():
            return np.nan, np.nan
        n = len(left_out)
        se = np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())
        if not se > 1e-12:
            return np.nan, np.nan
        centre = n * estimate - (n - 1) * left_out.mean()
        size = (one + two)[used].sum(axis=1)
        df = max(size.sum() ** 2 / (size**2).sum() - 1, 1.0)
        half = t.ppf((1 + self.level) / 2, df) * se
        return float(np.clip(centre - half, 0, 1)), float(np.clip(centre + half, 0, 1))

    def _permuted(
        self,
        one: Floats,
        two: Floats,
        estimate: float,
        on: tuple[NDArray[np.bool_], NDArray[np.bool_]],
        rng: np.random.Generator,
    ) -> tuple[float, float]:
        """Mean distance, and share of distances at least as large, when sides are exchanged.

        Clusters on both sides exchange them by the toss of a coin; those on one side have their labels shuffled, so
        the sides keep their sizes.
        """
        both = np.flatnonzero(on[0] & on[1])
        single = np.flatnonzero(on[0] ^ on[1])
        total = one + two
        drawn = []
        size = max(1, min(self.draws, _BLOCK // max(len(one), 1)))
        for start in range(0, self.draws, size):
            k = min(size, self.draws - start)
            coin = rng.integers(0, 2, (k, len(both))).astype(np.float64)
            first = coin @ one[both] + (1 - coin) @ two[both]
            if len(single):
                labels = np.tile(on[0][single].astype(np.float64), (k, 1))
                first = first + rng.permuted(labels, axis=1) @ total[single]
            drawn.append(jensen_shannon_rows(first, total.sum(axis=0) - first))
        d = np.concatenate(drawn)
        as_far = (d >= estimate - 1e-9) | np.isnan(d)
        return float(np.nanmean(d)), float((1 + as_far.sum()) / (1 + self.draws))
