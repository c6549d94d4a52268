"""Which words are used of whose dead: terms by groups, with each group's own events as denominator."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.comparison.available import some
from framing.comparison.estimators import Floats, Ints, Sides, check_level, contrast
from framing.comparison.measured import Index
from framing.detectors.referents import BOTH, OTHER, UNKNOWN
from framing.errors import DataError, SettingError, given_possible
from framing.profiles.measures import Selection, select_rows
from framing.profiles.profiles import Profiles
from framing.profiles.results import TableResult, percent_of
from framing.profiles.sentence_referents import sentence_referents

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TermByReferent", "exact_ratio_interval", "term_by_referent"]

_ASIDE: Final = (BOTH, OTHER, UNKNOWN)
_FEW_CLUSTERS: Final = 10
_FEW_HITS: Final = 5
_WHOSE: Final = ("sentence", "mention")
_ROLES: Final = ("victim", "actor")
_OF: Final = ("party", "group")
_TERMS: Final = ("feature", "term")
_EXACT: Final = "exact conditional Poisson"


@dataclass(frozen=True, slots=True, repr=False)
class TermByReferent(TableResult):
    """Terms by groups.

    Attributes
    ----------
    table : DataFrame
        One row per term and group: ``feature`` (or ``term``), ``group``, ``count`` (mentions said of the group),
        ``events`` (the group's own event mentions), ``rate`` (count per event), ``ratio`` (to the rate of the other
        groups together, or of ``against``), ``low``, ``high``, ``n_clusters``, ``method``. Rows of ``both``, ``other``
        and ``unknown`` have counts and no ratio.
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

    def counts(self) -> pd.DataFrame:
        """Give the raw counts alone: one row per term, one column per group, the events below."""
        name = str(self.settings["by"])
        wide = self.table.pivot_table(index=name, columns="group", values="count", aggfunc="sum", sort=False)
        wide.loc["(events)"] = self.table.groupby("group", sort=False)["events"].first()
        return wide.astype("int64")

    def sheets(self) -> Mapping[str, pd.DataFrame]:
        """Tables that ``to_excel`` writes, by the name of their sheet."""
        return {"ratios": self.table, "counts": self.counts().reset_index()}

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        against = self.settings["against"] or "the other groups together"
        return [
            f"Mentions per event mention of the same group; ratio to {against}; "
            f"{percent_of(self.settings['level'])} intervals.",
            *self.warnings,
        ]


def term_by_referent(
    profiles: Profiles,
    terms: Collection[str] | None = None,
    *,
    by: str = "feature",
    of: str = "party",
    whose: str = "sentence",
    role: str = "victim",
    kinds: Collection[str] | None = None,
    referents: pd.DataFrame | None = None,
    voice: Selection = None,
    wording: Selection = None,
    zones: Selection = "proper",
    against: str | None = None,
    cluster: str | None = None,
    level: float = 0.95,
) -> TermByReferent:
    """Count terms by whom they are said of, per event mention of the same group.

    Raw counts of *slaughter* or *killed* mostly repeat how many of a group died and how often that is told; the
    measure is the count over the group's own event mentions, and the ratio of these rates between groups.

    Parameters
    ----------
    profiles : Profiles
        With a lexicon that has groups, and events.
    terms : collection of str, optional
        Only these features (or terms); by default all that occur.
    by : {"feature", "term"}
        What the rows are.
    of : {"party", "group"}
        Sides of a conflict, or the groups of the lexicon (``whose="mention"`` only).
    whose : {"sentence", "mention"}
        Whose a mention is. ``"sentence"``: of those whose dead its sentence tells of
        (:func:`framing.sentence_referents`; mentions in sentences without violence are left out and counted in a
        warning). ``"mention"``: of those whom the mention itself denotes, or names as victim or actor.
    role : {"victim", "actor"}
        With ``whose="mention"``: which column of terms that name an act counts.
    kinds : collection of str, optional
        Kinds of events in the denominator; by default all.
    referents : DataFrame, optional
        What `sentence_referents` returned, where it is known already or the profiles keep no texts.
    voice, wording, zones
        Which mentions and events count, as in :meth:`Profiles.counts`.
    against : str, optional
        Group to compare with; by default all other groups together.
    cluster : str, optional
        Column of the articles that holds what is independent; by default ``story`` where it is filled, else the
        article.
    level : float
        Coverage of the intervals.

    Returns
    -------
    TermByReferent

    Raises
    ------
    SettingError
        When a setting is not possible.
    DataError
        When there are no events, or no mention has a group.

    Notes
    -----
    With at least 10 clusters and 5 hits on either side, the interval of a ratio is t-based on the log scale over
    clusters, as everywhere in comparisons. With fewer it is exact under independent Poisson counts: given their sum,
    a count is binomial (Clopper-Pearson), which bounds a ratio with a count of 0 too. Such an interval is too narrow
    where mentions cluster in few articles.

    Examples
    --------
    >>> import framing as fr
    >>> text = "Gunmen of Hamas slaughtered two farmers near Ashkelon. An air strike on Gaza killed nine people."
    >>> profiles = fr.profile(fr.as_corpus([text]), [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> fr.term_by_referent(profiles, by="term", terms=["slaughtered"]).counts()["israeli"].tolist()
    [1, 1]
    """
    import pandas as pd

    for name, value, possible in (
        ("by", by, _TERMS), ("of", of, _OF), ("whose", whose, _WHOSE), ("role", role, _ROLES),
    ):  # fmt: skip
        if value not in possible:
            raise SettingError(given_possible(name, value, possible))
    if of == "group" and whose == "sentence":
        raise SettingError("of='group' needs whose='mention'; a sentence tells a party only")
    check_level(level)
    said_of = ("referent", role) if whose == "mention" else ("sentence",)
    told_of = ("victim_group" if role == "victim" else "agent_group",) if whose == "mention" else ("sentence",)
    counted = ("voice", "zone", "duplicate_of")
    mentions = select_rows(
        some(profiles, "mentions", by, *said_of, *counted), voice=voice, wording=wording, zones=zones
    )
    events = select_rows(
        some(profiles, "events", "kind", *told_of, *counted), voice=voice, wording=wording, zones=zones
    )
    index = Index.of(profiles.articles)
    if kinds is not None:
        events = events[events["kind"].isin(list(kinds))]
    if events.empty:
        raise DataError("there are no events to divide by; profile with fr.AgencyDetector()")
    warnings: list[str] = []
    if whose == "sentence":
        if referents is None:
            referents = sentence_referents(profiles, kinds=kinds)
        mentions, events = _by_sentence(mentions, referents, index), _by_sentence(events, referents, index)
        apart = int(mentions["_group"].isna().sum())
        if apart:
            warnings.append(f"{apart:,} mentions stand in sentences without violence and are left out.")
    else:
        mentions, events = _by_mention(mentions, events, profiles, role, of)
    mentions = mentions[mentions["_group"].notna()]
    there = set(mentions[by])
    if terms is not None:
        mentions = mentions[mentions[by].isin(list(terms))]
        warnings += [f"{term!r} is not said of any group." for term in terms if term not in there]
    if mentions.empty:
        raise DataError("no mention has a group; profile with a lexicon that has groups, or give other terms")
    found = sorted(set(events["_group"].dropna()) | set(mentions["_group"]))
    groups = [*(group for group in found if group not in _ASIDE), *(group for group in _ASIDE if group in found)]
    compared = [group for group in groups if group not in _ASIDE]
    if against is not None and against not in compared:
        raise SettingError(given_possible("against", against, compared))
    codes, kind_of_cluster = _clusters(profiles, cluster)
    names = list(dict.fromkeys(sorted(mentions[by].unique()) if terms is None else (t for t in terms if t in there)))
    told = _sums(events, groups, "_group", codes, index)
    said = {group: _sums(mentions[mentions["_group"] == group], names, by, codes, index) for group in groups}
    rows = []
    for number, name in enumerate(names):
        for at, group in enumerate(groups):
            hits = said[group][:, number]
            row = {by: name, "group": group, "count": int(hits.sum()), "events": int(told[:, at].sum())}
            others = [i for i, g in enumerate(groups) if g in compared and g != group and against in {None, g}]
            if group in compared and group != against and others:
                hits2 = sum((said[groups[i]][:, number] for i in others), np.zeros(len(told)))
                parts = (hits, told[:, at], hits2, told[:, others].sum(axis=1))
                row |= _ratio(Sides(*(part[:, None] for part in parts)), level, kind_of_cluster)
            rows.append(row)
    columns = [by, "group", "count", "events", "ratio", "low", "high", "n_clusters", "method"]
    table = pd.DataFrame(rows).reindex(columns=columns)
    table.insert(4, "rate", table["count"] / table["events"].where(table["events"] > 0))
    settings = {
        "by": by, "of": of, "whose": whose, "role": role, "kinds": kinds, "against": against, "voice": voice,
        "wording": wording, "zones": zones, "cluster": kind_of_cluster, "level": level,
    }  # fmt: skip
    return TermByReferent(table, settings, tuple(warnings), profiles.provenance)


def exact_ratio_interval(
    hits: int, exposure: float, hits2: int, exposure2: float, level: float = 0.95
) -> tuple[float, float]:
    """Bounds of the ratio of two Poisson rates, exact given the sum of the counts.

    Given ``hits + hits2``, ``hits`` is binomial with ``p = r e1 / (r e1 + e2)`` for the ratio of rates ``r``; the
    Clopper-Pearson bounds of ``p`` are those of ``r`` (J. Przyborowski and H. Wilenski, Biometrika 31, 1940).

    Examples
    --------
    >>> low, high = exact_ratio_interval(0, 10, 3, 10)
    >>> low, round(high, 2)
    (0.0, 2.42)
    """
    from scipy.stats import beta

    n, tail = hits + hits2, (1 - level) / 2
    if not n or not exposure or not exposure2:
        return np.nan, np.nan
    low = 0.0 if hits == 0 else float(beta.ppf(tail, hits, n - hits + 1))
    high = 1.0 if hits == n else float(beta.ppf(1 - tail, hits + 1, n - hits))
    scale = exposure2 / exposure
    return low / (1 - low) * scale, float("inf") if high == 1 else high / (1 - high) * scale


def _ratio(sides: Sides, level: float, cluster: str) -> dict[str, Any]:
    """Ratio of two rates with its interval: over clusters where there are enough, else exact."""
    hits, hits2 = int(sides.hits1.sum()), int(sides.hits2.sum())
    told, told2 = float(sides.opportunities1.sum()), float(sides.opportunities2.sum())
    used = int(((sides.opportunities1 > 0) | (sides.opportunities2 > 0)).sum())
    if not told or not told2:
        return {"n_clusters": used}
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = float(np.float64(hits / told) / np.float64(hits2 / told2))
    if used >= _FEW_CLUSTERS and min(hits, hits2) >= _FEW_HITS:
        over = contrast(sides, "ratio", level)
        low, high, method = float(over.low[0]), float(over.high[0]), f"t over clusters ({cluster})"
        if np.isfinite(low):
            return {"ratio": ratio, "low": low, "high": high, "n_clusters": used, "method": method}
    low, high = exact_ratio_interval(hits, told, hits2, told2, level)
    return {"ratio": ratio, "low": low, "high": high, "n_clusters": used, "method": _EXACT}


def _by_sentence(rows: pd.DataFrame, referents: pd.DataFrame, index: Index) -> pd.DataFrame:
    """Give each row the side whose dead its sentence tells of."""
    import pandas as pd

    def keys(table: pd.DataFrame) -> Ints:
        return np.asarray((index.rows(table) << 32) | table["sentence"].to_numpy(np.int64))

    known = referents[referents["sentence"].notna()]
    known = known[index.rows(known) >= 0].drop_duplicates(["article_id", "sentence"])
    sides = pd.Series(known["referent"].to_numpy(dtype=object), index=keys(known))
    return rows.assign(_group=sides.reindex(keys(rows)).to_numpy())


def _by_mention(
    mentions: pd.DataFrame, events: pd.DataFrame, profiles: Profiles, role: str, of: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give each mention whom it denotes or names, and each event its victim or agent."""
    own, other = (mentions[name].astype("str") for name in ("referent", role))
    own = own.where(own.notna(), other)
    whose = events["victim_group" if role == "victim" else "agent_group"].astype("str").fillna(UNKNOWN)
    if of == "party":
        parties = {
            group.name: group.party for lexicon in profiles.lexicons.values() for group in lexicon.groups.values()
        }
        own, whose = (column.map(lambda name: parties.get(name, name), na_action="ignore") for column in (own, whose))
    return mentions.assign(_group=own), events.assign(_group=whose)


def _clusters(profiles: Profiles, cluster: str | None) -> tuple[Ints, str]:
    """Number what is independent: a column's values, stories where they are filled, else articles."""
    import pandas as pd

    articles = profiles.articles
    if cluster is not None and cluster not in articles.columns:
        raise SettingError(given_possible("cluster", cluster, [str(name) for name in articles.columns]))
    if cluster is None and "story" in articles.columns and articles["story"].notna().any():
        cluster = "story"
    own = "article " + articles["article_id"].astype(str)
    if cluster is None:
        return np.asarray(pd.factorize(own)[0], dtype=np.int64), "article"
    values = ("value " + articles[cluster].astype("string")).fillna(own.astype("string"))
    return np.asarray(pd.factorize(values)[0], dtype=np.int64), cluster


def _sums(rows: pd.DataFrame, names: list[str], column: str, clusters: Ints, index: Index) -> Floats:
    """Count rows by cluster and name."""
    row, code = index.rows(rows), index.codes(rows[column], names)
    known = (row >= 0) & (code >= 0)
    n = int(clusters.max()) + 1 if len(clusters) else 0
    cells = np.bincount(clusters[row[known]] * len(names) + code[known], minlength=n * len(names))
    return cells.reshape(n, len(names)).astype(np.float64)
