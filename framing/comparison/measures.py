"""What can be compared: from the tables of a Profiles to hits and opportunities per article.

==================  =============================================  =============================================
measure             hits of a feature in an article                opportunities
==================  =============================================  =============================================
``counts``          mentions of the feature                        1 (so the value is mentions per article)
``rates``           mentions of the feature                        words / 1,000 (of the same voice as the hits)
``shares``          mentions of the variant                        mentions of any variant of its choice set
``own_voice``       mentions in the outlet's own voice             all mentions of the feature
``voices``          words in the voice                             words of all voices
``agency``          events of the construction class; events       events
                    whose agent is nowhere (``agent_omitted``)
``agency_by_victim``  events without an agent, per victim group    events with that victim group
``sources``         words given to the kind of source              words given to any source
``frames``          sum of the scores of the frame                 scored units
``frames_present``  units whose score reaches its threshold        scored units
==================  =============================================  =============================================

``shares:armed_actor`` asks for one choice set; ``voices:armed_actor`` and ``voices:armed_actor.terrorist`` for the
voices of its mentions instead of words. A measure is a ratio of sums of these two columns; where there is no
opportunity it is NaN, and an article that could not be read has neither hits nor opportunities.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.detectors.agency.table import COLLAPSED
from framing.document.model import VOICES
from framing.errors import DataError, SettingError, given_possible
from framing.profiles.measures import Selection, select_rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MEASURES", "Measured", "Measurer", "ProfilesLike", "available_measures", "measure_all"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MEASURES: Final = (
    "counts",
    "rates",
    "shares",
    "own_voice",
    "voices",
    "agency",
    "agency_by_victim",
    "sources",
    "frames",
    "frames_present",
)
_BOUNDED: Final = frozenset(
    {"shares", "own_voice", "voices", "agency", "agency_by_victim", "sources", "frames", "frames_present"}
)


class ProfilesLike(Protocol):
    """The part of ``Profiles`` that comparisons read."""

    @property
    def articles(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def mentions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def events(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def attributions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def frames(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def provenance(self) -> Any: ...  # noqa: D102

    def word_totals(  # noqa: D102
        self, voice: Selection = None, wording: Selection = None, zones: Selection = "proper"
    ) -> pd.Series[float]: ...


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of every article.

    Attributes
    ----------
    measure : str
        Its name in `MEASURES`.
    features : tuple of str
        Columns of the two arrays.
    hits, opportunities : ndarray, shape (articles, features)
        In the order of ``profiles.articles``; both 0 where the article could not be read.
    bounded : bool
        Whether the value is a proportion (0 to 1).
    """

    measure: str
    features: tuple[str, ...]
    hits: Floats
    opportunities: Floats
    bounded: bool

    def only(self, features: Sequence[str]) -> Measured:
        """Keep these features, in the measure's own order."""
        keep = [i for i, f in enumerate(self.features) if f in set(features)]
        names = tuple(self.features[i] for i in keep)
        return Measured(self.measure, names, self.hits[:, keep], self.opportunities[:, keep], self.bounded)


@dataclass(frozen=True, slots=True)
class Measurer:
    """How to measure: which voice, whose wording, which zones, and how articles are pooled.

    ``pooling="pooled"`` makes a ratio of sums; ``"articles"`` the mean of the articles' own values, in which a short
    article counts as much as a long one and an article without opportunity is left out.
    """

    voice: Selection = None
    wording: Selection = None
    zones: Selection = "proper"
    pooling: str = "pooled"

    def measured(self, profiles: ProfilesLike, name: str, features: Collection[str] | None = None) -> Measured:
        """Measure ``name`` on every article of ``profiles``; of mentions, only ``features`` where they are given."""
        kind, _, only = name.partition(":")
        if kind not in MEASURES:
            raise SettingError(given_possible("measure", name, (*MEASURES, "shares:CHOICE_SET")))
        if self.pooling not in {"pooled", "articles"}:
            raise SettingError(given_possible("pooling", self.pooling, ("pooled", "articles")))
        index = _Index.of(profiles)
        if kind in {"counts", "rates", "shares", "own_voice"}:
            found = self._from_mentions(profiles, index, kind, only, features)
        elif kind == "voices":
            found = self._from_voices(profiles, index, only)
        elif kind in {"agency", "agency_by_victim"}:
            found = self._from_events(profiles, index, kind)
        elif kind == "sources":
            found = self._from_attributions(profiles, index)
        else:
            found = self._from_frames(profiles, index, kind)
        names, hits, opportunities = found
        if not names:
            raise DataError(
                f"measure {name!r} has nothing to measure: the profiles hold no such rows; run the detector that "
                "fills them, or widen voice, wording or zones"
            )
        hits[~index.readable] = 0
        if opportunities.shape != hits.shape:
            opportunities = np.broadcast_to(opportunities, hits.shape).copy()
        opportunities[~index.readable] = 0
        if self.pooling == "articles":
            has = opportunities > 0
            hits = np.divide(hits, opportunities, out=np.zeros_like(hits), where=has)
            opportunities = has.astype(np.float64)
        return Measured(kind, tuple(names), hits, opportunities, kind in _BOUNDED)

    def _chosen(self, table: pd.DataFrame, voiced: bool = True) -> pd.DataFrame:
        if not voiced:
            return select_rows(table, zones=self.zones)
        return select_rows(table, voice=self.voice, wording=self.wording, zones=self.zones)

    def _from_mentions(
        self, profiles: ProfilesLike, index: _Index, kind: str, only: str, wanted: Collection[str] | None
    ) -> tuple[list[str], Floats, Floats]:
        mentions = _some(profiles, "mentions", "feature", "choice_set", "voice", "zone", "duplicate_of")
        every, sets = _features(profiles)
        if kind == "shares":
            if only and only not in sets.values():
                raise SettingError(given_possible("choice set", only, sorted(set(sets.values()))))
            every = [f for f in every if f in sets and (not only or sets[f] == only)]
        if wanted is not None:
            every = [f for f in every if f in set(wanted)]
        chosen = self._chosen(mentions, voiced=kind != "own_voice")
        row, code = index.rows(chosen), index.codes(chosen["feature"], every)
        hits = index.tally(row, code, len(every))
        if kind == "counts":
            return every, hits, np.ones((len(index.readable), 1))
        if kind == "rates":
            return every, hits, self._words(profiles)[:, None] / 1000
        if kind == "own_voice":
            own = (chosen["voice"] == "own").to_numpy()
            return every, index.tally(row[own], code[own], len(every)), hits
        names = sorted({sets[f] for f in every})
        in_set = np.array([names.index(sets[f]) for f in every], dtype=np.int64)
        if wanted is None:
            totals = index.tally(row[code >= 0], in_set[code[code >= 0]], len(names))
        else:
            totals = index.tally(row, index.codes(chosen["choice_set"], names), len(names))
        return every, hits, totals[:, in_set]

    def _words(self, profiles: ProfilesLike) -> Floats:
        totals = profiles.word_totals(self.voice, self.wording, self.zones)
        return np.asarray(totals.reindex(profiles.articles["article_id"]).fillna(0), dtype=np.float64)

    def _from_voices(self, profiles: ProfilesLike, index: _Index, only: str) -> tuple[list[str], Floats, Floats]:
        # All voices are the denominator, so a voice or wording asked of the mentions does not apply.
        names = list(VOICES)
        if only:
            mentions = _some(profiles, "mentions", "feature", "choice_set", "voice", "zone", "duplicate_of")
            chosen = self._chosen(mentions, voiced=False)
            chosen = chosen[(chosen["choice_set"] == only) | (chosen["feature"] == only)]
            every, sets = _features(profiles)
            if only not in every and only not in sets.values():
                raise SettingError(given_possible("choice set or feature", only, sorted({*sets.values(), *every})[:30]))
            hits = index.sums(chosen, "voice", names)
        else:
            ids = profiles.articles["article_id"]
            columns = [profiles.word_totals(name, None, self.zones).reindex(ids).fillna(0) for name in names]
            hits = np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)
        return names, hits, hits.sum(axis=1, keepdims=True)

    def _from_events(self, profiles: ProfilesLike, index: _Index, kind: str) -> tuple[list[str], Floats, Floats]:
        events = self._chosen(profiles.events)
        omitted = events["agent_scope"] == "none"
        if kind == "agency":
            if not len(events):
                return [], np.zeros((0, 0)), np.zeros((0, 0))
            classes = events.assign(_class=events["construction"].map(COLLAPSED))
            names = sorted(set(COLLAPSED.values()))
            hits = index.sums(classes, "_class", names)
            total = index.sums(events.assign(_all="all"), "_all", ["all"])
            none = index.sums(events[omitted].assign(_all="all"), "_all", ["all"])
            return ["agent_omitted", *names], np.concatenate([none, hits], axis=1), total
        groups = sorted(events["victim_group"].dropna().unique())
        return (
            [f"agent_omitted: {g}" for g in groups],
            index.sums(events[omitted], "victim_group", groups),
            index.sums(events, "victim_group", groups),
        )

    def _from_attributions(self, profiles: ProfilesLike, index: _Index) -> tuple[list[str], Floats, Floats]:
        # The words are the sources' own, so a voice or zone asked of the mentions does not apply.
        rows = _some(profiles, "attributions", "source_type", "n_words")
        if not len(rows):
            return [], np.zeros((0, 0)), np.zeros((0, 0))
        rows = rows.assign(source_type=rows["source_type"].astype("str").fillna("unknown"))
        kinds = sorted(rows["source_type"].unique())
        hits = index.sums(rows, "source_type", kinds, weight="n_words")
        return kinds, hits, hits.sum(axis=1, keepdims=True)

    def _from_frames(self, profiles: ProfilesLike, index: _Index, kind: str) -> tuple[list[str], Floats, Floats]:
        rows = profiles.frames
        if not len(rows):
            return [], np.zeros((0, 0)), np.zeros((0, 0))
        several = rows["scheme"].nunique() > 1
        rows = rows.assign(_frame=rows["scheme"] + "." + rows["frame"] if several else rows["frame"], _one=1.0)
        names = sorted(rows["_frame"].unique())
        if kind == "frames_present":
            rows = rows.assign(_value=(rows["score"] >= rows["threshold"]).astype(float))
        else:
            rows = rows.assign(_value=rows["score"])
        hits = index.sums(rows, "_frame", names, weight="_value")
        return names, hits, index.sums(rows, "_frame", names, weight="_one")


@dataclass(frozen=True, slots=True)
class _Index:
    """The articles' order and which of them could be read."""

    ids: list[str]
    readable: NDArray[np.bool_]

    @classmethod
    def of(cls, profiles: ProfilesLike) -> _Index:
        articles = profiles.articles
        readable = articles["problem"].isna().to_numpy() if "problem" in articles else np.ones(len(articles), bool)
        return cls(articles["article_id"].tolist(), readable)

    def rows(self, table: pd.DataFrame) -> Ints:
        """Give the number of each row's article; -1 where there is no such article."""
        return self.codes(table["article_id"], self.ids)

    @staticmethod
    def codes(values: pd.Series[str], names: Sequence[str]) -> Ints:
        """Give the place of each value in ``names``; -1 where it is not among them."""
        import pandas as pd

        # Each distinct value is looked up once: tables repeat few values many times.
        codes, distinct = pd.factorize(values)
        places = pd.Index(np.array(names, dtype=object)).get_indexer(np.array(distinct, dtype=object))
        return np.append(places, -1).astype(np.int64)[codes]

    def tally(self, row: Ints, code: Ints, n: int, weights: Floats | None = None) -> Floats:
        """Add up rows by article and code: shape (articles, n)."""
        known = (row >= 0) & (code >= 0)
        flat = row[known] * max(n, 1) + code[known]
        cells = np.bincount(flat, weights=None if weights is None else weights[known], minlength=len(self.readable) * n)
        return cells.astype(np.float64).reshape(len(self.readable), n)

    def sums(self, rows: pd.DataFrame, column: str, names: Sequence[str], weight: str | None = None) -> Floats:
        """Add up rows by article and by the value of ``column``: shape (articles, names)."""
        weights = None if weight is None else rows[weight].fillna(0.0).to_numpy(dtype=np.float64)
        return self.tally(self.rows(rows), self.codes(rows[column], names), len(names), weights)


def _some(profiles: ProfilesLike, name: str, *columns: str) -> pd.DataFrame:
    """Give some columns of a table; one that is not in memory yet is not made whole for them."""
    rows = getattr(profiles, "rows", None)
    table: pd.DataFrame = getattr(profiles, name) if rows is None or name in vars(profiles) else rows(name, columns)
    return table


def _any(profiles: ProfilesLike, name: str) -> bool:
    """Tell whether a table has rows, without making it."""
    count = getattr(profiles, "n_rows", None)
    return bool(len(getattr(profiles, name)) if count is None else count(name))


def _features(profiles: ProfilesLike) -> tuple[list[str], dict[str, str]]:
    """All features, those without a hit too, and the choice set of each that has one."""
    lexicons = getattr(profiles, "lexicons", None)
    if lexicons:
        every = [f for lexicon in lexicons.values() for f in lexicon.features]
        sets = {
            f"{name}.{variant.name}": name
            for lexicon in lexicons.values()
            for name, choice in lexicon.choice_sets.items()
            for variant in choice.variants
        }
        return every, sets
    mentions = profiles.mentions
    known = mentions[["feature", "choice_set"]].dropna().drop_duplicates("feature")
    return sorted(mentions["feature"].dropna().unique()), dict(zip(known["feature"], known["choice_set"], strict=True))


def available_measures(profiles: ProfilesLike) -> tuple[str, ...]:
    """Measures that the profiles can answer, in the order of `MEASURES` and without ``counts``.

    Rates are for categories: where there are choice sets, ``shares`` say more.
    """
    out: list[str] = []
    every, sets = _features(profiles)
    if len(sets) < len(every):
        out.append("rates")
    if sets:
        out.append("shares")
    if _any(profiles, "events"):
        out.append("agency")
    if _any(profiles, "attributions"):
        out.append("sources")
    if _any(profiles, "frames"):
        out.append("frames")
    if not out:
        raise DataError("the profiles hold no mentions, events, attributions or frames; profile with a detector first")
    return tuple(out)


def _known_features(profiles: ProfilesLike, names: Sequence[str], measurer: Measurer) -> Iterator[str]:
    for name in names:
        try:
            yield from measurer.measured(profiles, name).features
        except DataError:
            continue


_SHOWN: Final = 12


def _near(given: str, possible: Sequence[str]) -> str:
    """Word the message for a feature that there is not, with those that may have been meant first."""
    from difflib import get_close_matches

    meant = [name for name in possible if given.casefold() in name.casefold()]
    meant = list(dict.fromkeys([*meant, *get_close_matches(given, possible, n=_SHOWN)]))[:_SHOWN]
    if meant:
        return f"feature {given!r} is not known; did you mean {' or '.join(map(repr, meant[:_SHOWN]))}?"
    shown = given_possible("feature", given, possible[:_SHOWN])
    return shown + (f" and {len(possible) - _SHOWN} more; see profiles.features" if len(possible) > _SHOWN else "")


def measure_all(
    profiles: ProfilesLike,
    names: str | Sequence[str] | None,
    measurer: Measurer,
    features: Sequence[str] | None = None,
) -> list[tuple[str, Measured]]:
    """Measure ``names`` (by default all available) and keep ``features``; pairs of name asked for and measure.

    Raises
    ------
    SettingError
        For a feature that none of the measures has.
    DataError
        Where nothing is left to compare.
    """
    asked = [names] if isinstance(names, str) else list(names or available_measures(profiles))
    wanted = None if features is None else [features] if isinstance(features, str) else list(features)
    found = []
    for name in asked:
        try:
            found.append((name, measurer.measured(profiles, name, wanted)))
        except DataError:
            # With features asked for, one of several measures may have none of them.
            if wanted is None:
                raise
    if wanted is not None:
        known = {f for _, m in found for f in m.features}
        lost = [f for f in wanted if f not in known]
        if lost:
            raise SettingError(_near(lost[0], sorted(_known_features(profiles, asked, measurer))))
        found = [(name, m.only(wanted)) for name, m in found]
        found = [(name, m) for name, m in found if m.features]
    return found
