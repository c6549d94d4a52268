"""Values over time, with bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.comparison.aggregate import MIN_INTERVAL
from framing.comparison.design import design_of, unread, wire_texts
from framing.comparison.estimators import check_level, ratio_interval
from framing.comparison.measures import Measured, Measurer, ProfilesLike, measure_all
from framing.errors import DataError, SettingError, given_possible
from framing.profiles.measures import Selection
from framing.profiles.results import TableResult, percent_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Trend", "trend"]

PERIODS: Final = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


@dataclass(frozen=True, slots=True, repr=False)
class Trend(TableResult):
    """Values over time.

    Attributes
    ----------
    table : DataFrame
        One row per measure, feature, group and period, periods without articles too: ``measure, feature, group,
        period`` (its first day), ``estimate, low, high, n_articles, n_stories, opportunities, hits, method, note``.
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
        window = self.settings.get("window")
        over = f", pooled over {window} {self.settings.get('period')}s" if window != 1 else ""
        bands = f"bands are pointwise {percent_of(self.settings['level'])} intervals"
        return [f"Values by {self.settings.get('period')}{over}; {bands}.", *self.warnings]


def trend(
    profiles: ProfilesLike,
    by: str | None = "outlet",
    measures: str | Sequence[str] = "shares",
    *,
    period: str = "month",
    window: int = 1,
    voice: Selection = None,
    wording: Selection = None,
    zones: Selection = "proper",
    features: Sequence[str] | None = None,
    pooling: str = "pooled",
    cluster: str | None = None,
    level: float = 0.95,
) -> Trend:
    """Value of every feature in every period, with a pointwise band over clusters.

    Parameters
    ----------
    profiles : Profiles
        Their articles need ``published``.
    by : str or None
        Column that holds the groups; None for all articles together.
    measures, voice, wording, zones, features, pooling, cluster, level
        As in `aggregate`.
    period : {"day", "week", "month", "quarter", "year"}
    window : int
        Odd number of periods that are pooled around each (1 for none), by ratios of sums.

    Returns
    -------
    Trend

    Raises
    ------
    DataError
        Where no article has a date.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": d, "outlet": "A", "published": d, "text": "Militants fled."}
    ...     for d in ("2024-01-05", "2024-03-07")])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> t = trend(profiles, features=["armed_actor.militant"]).table
    >>> t[["period", "estimate", "note"]].astype(str).values.tolist()[1]
    ['2024-02-01', nan, 'no opportunity']
    """
    import pandas as pd

    check_level(level)
    if period not in PERIODS:
        raise SettingError(given_possible("period", period, PERIODS))
    if window < 1 or window % 2 == 0:
        raise SettingError(f"window {window!r} is not possible; give an odd number of periods, 1 for none")
    articles = profiles.articles
    if "published" not in articles or articles["published"].isna().all():
        raise DataError("no article has a date in 'published'; a trend needs dates")
    dates = pd.to_datetime(articles["published"], utc=True, errors="coerce").dt.tz_localize(None)
    periods = dates.dt.to_period(PERIODS[period])
    notes = []
    if missing := int(dates.isna().sum()):
        notes.append(f"{missing} of {len(articles)} articles have no date and are in no period")
    grouped = articles if by is not None else articles.assign(_all="all")
    design = design_of(grouped, by or "_all", None, cluster, texts=wire_texts(profiles, articles), least=1)
    span = pd.period_range(periods.min(), periods.max())
    number = span.get_indexer(pd.PeriodIndex(periods)).astype(np.int64)
    frames = []
    for _, m in measure_all(profiles, measures, Measurer(voice, wording, zones, pooling), features):
        for g, name in enumerate(design.groups):
            for k, start in enumerate(span):
                near = (number >= 0) & (np.abs(number - k) <= window // 2)
                rows = np.flatnonzero(near & (design.group == g))
                frames.append(_one(m, rows, design.cluster, name, start.start_time, design.unit, level))
    settings = {
        "by": by, "measures": measures, "period": period, "window": window, "voice": voice, "wording": wording,
        "zones": zones, "features": features, "pooling": pooling, "cluster": cluster, "level": level,
    }  # fmt: skip
    table = pd.concat(frames, ignore_index=True)
    table = table.sort_values(["measure", "feature", "group", "period"], kind="stable", ignore_index=True)
    return Trend(table, settings, (*notes, *design.warnings, *unread(articles)), profiles.provenance)


def _one(m: Measured, rows: Any, clusters: Any, group: str, start: Any, unit: str, level: float) -> pd.DataFrame:
    import pandas as pd

    ids, local = np.unique(clusters[rows], return_inverse=True)
    hits, opportunities = m.sums(rows, local, len(ids)).dense()
    value, low, high, n = ratio_interval(hits, opportunities, level, m.bounded)
    few = n < MIN_INTERVAL
    total = opportunities.sum(axis=0)
    note = np.where(np.isnan(low), "no variation between clusters: no band", "")
    note = np.where(few, f"fewer than {MIN_INTERVAL} {unit}: no band", note)
    return pd.DataFrame(
        {
            "measure": m.measure,
            "feature": m.features,
            "group": group,
            "period": start,
            "estimate": value,
            "low": np.where(few, np.nan, low),
            "high": np.where(few, np.nan, high),
            "n_articles": m.n_articles(rows),
            "n_stories": n,
            "opportunities": total,
            "hits": hits.sum(axis=0),
            "method": f"t over {unit}, {'logit' if m.bounded else 'log'} scale",
            "note": np.where(total > 0, note, "no opportunity"),
        }
    )
