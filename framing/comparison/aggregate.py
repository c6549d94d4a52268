"""Values of groups of articles, with intervals over clusters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.comparison.design import Design, design_of, unread, wire_texts
from framing.comparison.estimators import Floats, check_level, ratio_interval
from framing.comparison.measured import blocks
from framing.comparison.measures import Measured, Measurer, ProfilesLike, measure_all
from framing.comparison.shrinkage import shrink
from framing.profiles.measures import Selection, voices_for
from framing.profiles.results import TableResult, percent_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MIN_INTERVAL", "Aggregate", "aggregate"]

MIN_INTERVAL: Final = 5


@dataclass(frozen=True, slots=True, repr=False)
class Aggregate(TableResult):
    """Values of groups.

    Attributes
    ----------
    table : DataFrame
        One row per measure, feature and group: ``measure, feature, group, estimate, low, high, n_articles,
        n_stories, opportunities, hits, method, note``; where voice or wording leaves out uncertain mentions,
        shares also have ``uncertain_low`` and ``uncertain_high`` (all of them against, or for, the feature); with
        ``shrunken=True`` also ``shrunk, shrunk_low, shrunk_high``.
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
        return [
            f"Values by {self.settings['by']}; {percent_of(self.settings['level'])} intervals over clusters.",
            *self.warnings,
        ]


def aggregate(
    profiles: ProfilesLike,
    by: str = "outlet",
    measures: str | Sequence[str] | None = None,
    *,
    voice: Selection = None,
    wording: Selection = None,
    zones: Selection = "proper",
    features: Sequence[str] | None = None,
    pooling: str = "pooled",
    cluster: str | None = None,
    shrunken: bool = False,
    level: float = 0.95,
) -> Aggregate:
    """Value of every feature in every group, with an interval over clusters.

    Parameters
    ----------
    profiles : Profiles
        What `framing.profile` returned.
    by : str
        Column of the articles table that holds the groups; one group is enough here.
    measures : str or sequence of str, optional
        See `framing.comparison.measures`; by default all that the profiles can answer.
    voice, wording, zones
        Which mentions count; ``zones=None`` for all, ``"proper"`` for the article proper.
    features : sequence of str, optional
        Only these.
    pooling : {"pooled", "articles"}
        Ratio of sums, or mean of article values.
    cluster : str, optional
        Column of what is independent; by default the story where known, else the article, wire copies joined.
    shrunken : bool
        Add empirical-Bayes values, drawn to the mean of the groups by how few opportunities a group has.
    level : float
        Coverage of the intervals.

    Returns
    -------
    Aggregate

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Terrorists fled. A militant was shot."},
    ...     {"article_id": "b", "outlet": "B", "text": "Militants fled."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> result = aggregate(profiles, measures="shares:armed_actor", features=["armed_actor.militant"])
    >>> result.table[["feature", "group", "estimate", "opportunities"]].values.tolist()
    [['armed_actor.militant', 'A', 0.5, 2.0], ['armed_actor.militant', 'B', 1.0, 1.0]]
    """
    import pandas as pd

    check_level(level)
    articles = profiles.articles
    design = design_of(articles, by, None, cluster, texts=wire_texts(profiles, articles), least=1)
    measurer = Measurer(voice, wording, zones, pooling)
    unsure = pooling == "pooled" and "uncertain" not in voices_for(voice, wording)
    frames = []
    for name, found in measure_all(profiles, measures, measurer, features):
        loose = None
        if found.measure == "shares" and unsure:
            # What hits of voice uncertain could be: bounds that count all or none of them.
            loose = Measurer("uncertain", None, zones).measured(profiles, name, found.features)
        frames.append(_aggregate_one(found, design, level, loose, shrunken))
    settings = {
        "by": by, "measures": measures, "voice": voice, "wording": wording, "zones": zones, "pooling": pooling,
        "cluster": cluster, "shrunken": shrunken, "level": level,
    }  # fmt: skip
    table = pd.concat(frames, ignore_index=True)
    return Aggregate(table, settings, (*design.warnings, *unread(articles)), profiles.provenance)


def _aggregate_one(
    found: Measured, design: Design, level: float, loose: Measured | None, shrunken: bool
) -> pd.DataFrame:
    import pandas as pd

    parts, totals, k = [], [], len(found.features)
    for g, name in enumerate(design.groups):
        rows = np.flatnonzero(design.group == g)
        ids, local = np.unique(design.cluster[rows], return_inverse=True)
        sums = found.sums(rows, local, len(ids))
        known: list[tuple[Any, ...]] = []
        for block in blocks(len(ids), k):
            hits, opportunities = sums.dense(block)
            interval = ratio_interval(hits, opportunities, level, found.bounded)
            known.append((*interval, hits.sum(axis=0), opportunities.sum(axis=0)))
        value, low, high, n, total_hits, total = (np.concatenate(some) for some in zip(*known, strict=True))
        few = n < MIN_INTERVAL
        low[few], high[few] = np.nan, np.nan
        totals.append((total_hits, total))
        part = pd.DataFrame(
            {
                "measure": found.measure,
                "feature": found.features,
                "group": name,
                "estimate": value,
                "low": low,
                "high": high,
                "n_articles": found.n_articles(rows),
                "n_stories": n,
                "opportunities": total,
                "hits": total_hits,
                "method": f"t over {design.unit}, {'logit' if found.bounded else 'log'} scale",
                "note": [_note(*x, design.unit) for x in zip(total, few, low, strict=True)],
            }
        )
        if loose is not None:
            for_it, all_loose = loose.totals(rows)
            with np.errstate(divide="ignore", invalid="ignore"):
                part["uncertain_low"] = total_hits / (total + all_loose - for_it)
                part["uncertain_high"] = (total_hits + for_it) / (total + for_it)
        parts.append(part)
    if shrunken:
        _add_shrunk(parts, totals, found.bounded, level)
    table = pd.concat(parts, ignore_index=True)
    order = {f: i for i, f in enumerate(found.features)}
    return table.sort_values("feature", key=lambda s: s.map(order), kind="stable", ignore_index=True)


def _note(total: float, few: bool, low: float, unit: str) -> str:
    if total <= 0:
        return "no opportunity"
    if few:
        return f"fewer than {MIN_INTERVAL} {unit}: no interval"
    return "no variation between clusters: no interval" if np.isnan(low) else ""


def _add_shrunk(
    parts: Sequence[pd.DataFrame], totals: Sequence[tuple[Floats, Floats]], bounded: bool, level: float
) -> None:
    hits, opportunities = (np.stack([t[i] for t in totals]) for i in (0, 1))
    cooked = [shrink(hits[:, k], opportunities[:, k], bounded=bounded, level=level) for k in range(hits.shape[1])]
    for g, part in enumerate(parts):
        part["shrunk"] = [c.value[g] for c in cooked]
        part["shrunk_low"] = [c.low[g] for c in cooked]
        part["shrunk_high"] = [c.high[g] for c in cooked]
        joined = ("; ".join(x for x in (old, c.note) if x) for old, c in zip(part["note"], cooked, strict=True))
        note = list(joined)
        del part["note"]
        part["note"] = note
