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
from typing import TYPE_CHECKING, Final

import numpy as np

from framing.comparison.available import ProfilesLike, available_measures, features_of, some
from framing.comparison.estimators import Floats, Ints
from framing.comparison.measured import Index, Measured, Sparse, sparse
from framing.detectors.agency.table import COLLAPSED
from framing.document.model import VOICES
from framing.errors import DataError, SettingError, given_possible
from framing.profiles.measures import Selection, select_rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MEASURES", "Measured", "Measurer", "ProfilesLike", "available_measures", "measure_all"]

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
_CELLS: Final = 1_000_000
_BOUNDED: Final = frozenset(
    {"shares", "own_voice", "voices", "agency", "agency_by_victim", "sources", "frames", "frames_present"}
)


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
        index = Index.of(profiles.articles)
        found: _Found | None
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
        if found is None or not found.names:
            raise DataError(
                f"measure {name!r} has nothing to measure: the profiles hold no such rows; run the detector that "
                "fills them, or widen voice, wording or zones"
            )
        hits, base = index.read_only(found.hits), index.read_only(found.base)
        if self.pooling == "articles":
            hits, base = _each_article(hits, base, found.base_of)
        return Measured(kind, tuple(found.names), hits, base, found.base_of, kind in _BOUNDED)

    def _chosen(self, table: pd.DataFrame, voiced: bool = True) -> pd.DataFrame:
        if not voiced:
            return select_rows(table, zones=self.zones)
        return select_rows(table, voice=self.voice, wording=self.wording, zones=self.zones)

    def _from_mentions(
        self, profiles: ProfilesLike, index: Index, kind: str, only: str, wanted: Collection[str] | None
    ) -> _Found:
        mentions = some(profiles, "mentions", "feature", "choice_set", "voice", "zone", "duplicate_of")
        every, sets = features_of(profiles)
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
            return _Found(every, hits, sparse(np.ones((len(index.readable), 1))))
        if kind == "rates":
            return _Found(every, hits, sparse(self._words(profiles)[:, None] / 1000))
        if kind == "own_voice":
            own = (chosen["voice"] == "own").to_numpy()
            return _Found(every, index.tally(row[own], code[own], len(every)), hits, np.arange(len(every)))
        names = sorted({sets[f] for f in every})
        in_set = np.array([names.index(sets[f]) for f in every], dtype=np.int64)
        if wanted is None:
            totals = index.tally(row[code >= 0], in_set[code[code >= 0]], len(names))
        else:
            totals = index.tally(row, index.codes(chosen["choice_set"], names), len(names))
        return _Found(every, hits, totals, in_set)

    def _words(self, profiles: ProfilesLike) -> Floats:
        totals = profiles.word_totals(self.voice, self.wording, self.zones)
        return np.asarray(totals.reindex(profiles.articles["article_id"]).fillna(0), dtype=np.float64)

    def _from_voices(self, profiles: ProfilesLike, index: Index, only: str) -> _Found:
        # All voices are the denominator, so a voice or wording asked of the mentions does not apply.
        names = list(VOICES)
        if only:
            mentions = some(profiles, "mentions", "feature", "choice_set", "voice", "zone", "duplicate_of")
            chosen = self._chosen(mentions, voiced=False)
            chosen = chosen[(chosen["choice_set"] == only) | (chosen["feature"] == only)]
            every, sets = features_of(profiles)
            if only not in every and only not in sets.values():
                raise SettingError(given_possible("choice set or feature", only, sorted({*sets.values(), *every})[:30]))
            hits = index.sums(chosen, "voice", names)
        else:
            ids = profiles.articles["article_id"]
            columns = [profiles.word_totals(name, None, self.zones).reindex(ids).fillna(0) for name in names]
            hits = sparse(np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1))
        return _Found(names, hits, sparse(np.asarray(hits.sum(axis=1))[:, None]))

    def _from_events(self, profiles: ProfilesLike, index: Index, kind: str) -> _Found | None:
        wanted = ("construction", "agent_scope", "victim_group", "voice", "zone", "duplicate_of")
        events = self._chosen(some(profiles, "events", *wanted))
        omitted = (events["agent_scope"] == "none").to_numpy()
        if kind == "agency":
            if not len(events):
                return None
            from scipy.sparse import hstack

            names = sorted(set(COLLAPSED.values()))
            classes = np.array([names.index(name) for name in COLLAPSED.values()])
            row, code = index.rows(events), index.codes(events["construction"], list(COLLAPSED))
            known = code >= 0
            hits = index.tally(row[known], classes[code[known]], len(names))
            total = index.tally(row, np.zeros_like(row), 1)
            none = index.tally(row[omitted], np.zeros_like(row[omitted]), 1)
            return _Found(["agent_omitted", *names], hstack([none, hits], format="csr"), total)
        groups = sorted(events["victim_group"].dropna().unique())
        return _Found(
            [f"agent_omitted: {g}" for g in groups],
            index.sums(events[omitted], "victim_group", groups),
            index.sums(events, "victim_group", groups),
            np.arange(len(groups)),
        )

    def _from_attributions(self, profiles: ProfilesLike, index: Index) -> _Found | None:
        # The words are the sources' own, so a voice or zone asked of the mentions does not apply.
        rows = some(profiles, "attributions", "source_type", "n_words")
        if not len(rows):
            return None
        rows = rows.assign(source_type=rows["source_type"].astype("str").fillna("unknown"))
        kinds = sorted(rows["source_type"].unique())
        hits = index.sums(rows, "source_type", kinds, weight="n_words")
        return _Found(kinds, hits, sparse(np.asarray(hits.sum(axis=1))[:, None]))

    def _from_frames(self, profiles: ProfilesLike, index: Index, kind: str) -> _Found | None:
        rows = some(profiles, "frames", "scheme", "frame", "score", "threshold")
        if not len(rows):
            return None
        several = rows["scheme"].nunique() > 1
        frame = rows["scheme"].astype("str") + "." + rows["frame"].astype("str") if several else rows["frame"]
        rows = rows.assign(_frame=frame, _one=1.0)
        names = sorted(rows["_frame"].unique())
        if kind == "frames_present":
            rows = rows.assign(_value=(rows["score"] >= rows["threshold"]).astype(float))
        else:
            rows = rows.assign(_value=rows["score"])
        hits = index.sums(rows, "_frame", names, weight="_value")
        return _Found(names, hits, index.sums(rows, "_frame", names, weight="_one"), np.arange(len(names)))


class _Found:
    """Hits of features and what they are divided by; without ``base_of`` all features share one base."""

    __slots__ = ("base", "base_of", "hits", "names")

    def __init__(self, names: Sequence[str], hits: Sparse, base: Sparse, base_of: Ints | None = None) -> None:
        self.names = list(names)
        self.hits = hits
        self.base = base
        self.base_of = np.zeros(len(self.names), dtype=np.int64) if base_of is None else base_of


def _each_article(hits: Sparse, base: Sparse, base_of: Ints) -> tuple[Sparse, Sparse]:
    """Give every article's own value, and 1 where it has one."""
    from scipy.sparse import csr_array

    cells = hits.tocoo()
    row, column = cells.coords
    # Looked up by runs, because a sparse matrix gives single cells at the cost of copies of their places.
    divisors = np.zeros(len(row))
    for first in range(0, len(row), _CELLS):
        run = slice(first, first + _CELLS)
        divisors[run] = np.asarray(base[row[run], base_of[column[run]]]).ravel()
    values = np.divide(cells.data, divisors, out=np.zeros(len(row)), where=divisors > 0)
    mean = csr_array((values, (row, column)), shape=hits.shape)
    mean.eliminate_zeros()
    has = csr_array((np.ones_like(base.data), base.indices, base.indptr), shape=base.shape)
    return mean, has


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
