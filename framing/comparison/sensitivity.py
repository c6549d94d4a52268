"""Does a finding hang on one word or one story? Contrasts with each term and each story left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.comparison.available import features_of, some
from framing.comparison.design import Design, design_of, unread, wire_texts
from framing.comparison.estimators import EFFECTS, Floats, Ints, Sides, back, link, standardise
from framing.comparison.measures import Measured, Measurer, ProfilesLike, measure_all
from framing.errors import DataError, SettingError, given_possible
from framing.profiles.measures import Selection
from framing.profiles.results import TableResult

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Sensitivity", "sensitivity"]

Pair = tuple[str, str]
"""A group and what it is compared with."""


@dataclass(frozen=True, slots=True, repr=False)
class Sensitivity(TableResult):
    """Contrasts with parts of the evidence left out.

    Attributes
    ----------
    table : DataFrame
        One row per feature, pair and part left out: ``measure, feature, group, reference, left_out`` (``term`` or
        ``story``; ``article`` where there are no stories), ``name, full`` (the contrast with everything),
        ``estimate`` (without the part), ``change, turns`` (whether the sign changes or the contrast vanishes),
        ``hits`` and ``reference_hits`` that the part holds.
    settings : mapping
    warnings : tuple of str
    provenance : object
        Of the profiles.
    """

    table: pd.DataFrame
    settings: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    provenance: Any = None

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        effect = str(self.settings.get("effect")).replace("_", " ")
        return [f"Change of the {effect} when one term or one story is left out.", *self.warnings]

    def summary(self) -> pd.DataFrame:
        """One row per feature, pair and kind of part: range of the estimates and the part that matters most."""
        import pandas as pd

        keys = ["measure", "feature", "group", "reference", "left_out"]
        rows = []
        for key, part in self.table.groupby(keys, sort=False):
            most = part.iloc[int(np.argmax(part["change"].abs().fillna(np.inf).to_numpy()))]
            rows.append(
                {
                    **dict(zip(keys, key, strict=True)),
                    "full": most["full"],
                    "lowest": part["estimate"].min(),
                    "highest": part["estimate"].max(),
                    "most_influential": most["name"],
                    "without_it": most["estimate"],
                    "turning": int(part["turns"].sum()),
                    "parts": len(part),
                }
            )
        return pd.DataFrame(rows)


def sensitivity(
    profiles: ProfilesLike,
    by: str = "outlet",
    within: str | None = None,
    *,
    measures: str | Sequence[str] = "shares",
    effect: str = "difference",
    reference: str | None = None,
    voice: Selection = None,
    wording: Selection = None,
    zones: Selection = "proper",
    features: Sequence[str] | None = None,
    cluster: str | None = None,
) -> Sensitivity:
    """Repeat each contrast without each term, and without each story.

    Parameters
    ----------
    profiles : Profiles
    by, within, measures, effect, reference, voice, wording, zones, features, cluster
        As in `compare`. Terms can be left out of measures made from mentions (counts, rates, shares, own_voice).

    Returns
    -------
    Sensitivity
        Features without a hit have no rows.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "outlet": "A", "text": "Terrorists and a militant fled."},
    ...     {"article_id": "b", "outlet": "B", "text": "Militants fled. A gunman fled."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> s = sensitivity(profiles, features=["armed_actor.militant"]).table
    >>> s.loc[s["left_out"] == "term", ["name", "full", "estimate"]].values.tolist()
    [['gunman', 0.0, 0.5], ['militant', 0.0, 0.5], ['militants', 0.0, -0.5], ['terrorists', 0.0, -0.5]]
    """
    import pandas as pd

    if effect not in EFFECTS:
        raise SettingError(given_possible("effect", effect, EFFECTS))
    articles = profiles.articles
    design = design_of(articles, by, within, cluster, texts=wire_texts(profiles, articles))
    measurer = Measurer(voice, wording, zones)
    job = _Job(profiles, design, measurer, within is not None, effect)
    frames = []
    for name, m in measure_all(profiles, measures, measurer, features):
        used = m.only([f for f, n in zip(m.features, m.totals()[0], strict=True) if n > 0])
        if not used.features:
            continue
        pairs = design.pairs(reference)
        terms = job.terms(name, used, pairs) if m.measure in {"counts", "rates", "shares", "own_voice"} else {}
        for group, against in pairs:
            frames += [job.stories(used, group, against), *terms.get((group, against), ())]
    if not frames:
        raise DataError("no feature has a hit, so nothing can be left out; widen measures, features, voice or zones")
    settings = {
        "by": by, "within": within, "measures": measures, "effect": effect, "reference": reference, "voice": voice,
        "wording": wording, "zones": zones, "features": features, "cluster": cluster,
    }  # fmt: skip
    return Sensitivity(
        pd.concat(frames, ignore_index=True), settings, (*design.warnings, *unread(articles)), profiles.provenance
    )


@dataclass(frozen=True, slots=True)
class _Without:
    """Profiles with other mentions."""

    whole: ProfilesLike
    mentions: pd.DataFrame
    rows: None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.whole, name)


@dataclass(frozen=True, slots=True)
class _Job:
    profiles: ProfilesLike
    design: Design
    measurer: Measurer
    within: bool
    effect: str

    def _sides(self, m: Measured, group: str, against: str) -> tuple[Sides, Ints]:
        """Sums per cluster, and an article of each cluster."""
        rows, first = self.design.rows(group, against)
        _, where, cluster = np.unique(self.design.cluster[rows], return_index=True, return_inverse=True)
        return m.sides(rows, cluster, first), rows[where]

    def _effect(self, hits1: Floats, base1: Floats, hits2: Floats, base2: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            values = [np.where(b > 1e-9, h / b, np.nan) for h, b in ((hits1, base1), (hits2, base2))]
        # Differences of sums leave traces of rounding where nothing remains.
        values = [np.where(np.abs(v) < 1e-12, 0.0, v) for v in values]
        return back(link(values[0], self.effect)[0] - link(values[1], self.effect)[0], self.effect)

    def _whole(self, sides: Sides) -> Floats:
        s = standardise(sides) if self.within else sides
        return self._effect(
            s.hits1.sum(axis=0), s.opportunities1.sum(axis=0), s.hits2.sum(axis=0), s.opportunities2.sum(axis=0)
        )

    def _frame(self, m: Measured, group: str, against: str, kind: str, name: str, full: Floats, new: Floats) -> Any:
        import pandas as pd

        return pd.DataFrame(
            {
                "measure": m.measure,
                "feature": m.features,
                "group": group,
                "reference": against,
                "left_out": kind,
                "name": name,
                "full": full,
                "estimate": new,
                "change": new - full,
                "turns": self._turns(full, new),
            }
        )

    def _turns(self, full: Floats, new: Floats) -> Any:
        null = 1.0 if self.effect in {"ratio", "odds_ratio"} else 0.0
        away = np.abs(full - null) > 1e-9
        return away & ((np.sign(np.round(new - null, 9)) != np.sign(full - null)) | np.isnan(new))

    def stories(self, m: Measured, group: str, against: str) -> pd.DataFrame:
        import pandas as pd

        raw, where = self._sides(m, group, against)
        s = standardise(raw) if self.within else raw
        parts = (s.hits1, s.opportunities1, s.hits2, s.opportunities2)
        new = self._effect(*(x.sum(axis=0) - x for x in parts))
        articles = self.profiles.articles
        kind = "story" if self.design.stories else "article"
        column = "story" if self.design.stories and "story" in articles else "article_id"
        labels = articles[column].iloc[where].fillna(articles["article_id"].iloc[where]).astype(str).to_numpy()
        full = self._whole(raw)
        frames = []
        for k, feature in enumerate(m.features):
            one = m.only([feature])
            keep = np.flatnonzero((raw.opportunities1[:, k] > 0) | (raw.opportunities2[:, k] > 0))
            frame = pd.DataFrame({"name": labels[keep], "estimate": new[keep, k]})
            frame = frame.assign(
                measure=one.measure, feature=feature, group=group, reference=against, left_out=kind, full=full[k]
            )
            frame["change"] = frame["estimate"] - full[k]
            frame["turns"] = self._turns(np.full(len(keep), full[k]), new[keep, k])
            frame["hits"], frame["reference_hits"] = raw.hits1[keep, k], raw.hits2[keep, k]
            frames.append(frame[_COLUMNS])
        return pd.concat(frames, ignore_index=True)

    def terms(self, name: str, m: Measured, pairs: Sequence[Pair]) -> dict[Pair, list[pd.DataFrame]]:
        mentions = some(self.profiles, "mentions", "feature", "choice_set", "term", "voice", "zone", "duplicate_of")
        _, sets = features_of(self.profiles)
        whole = {pair: self._sides(m, *pair)[0] for pair in pairs}
        full = {pair: self._whole(sides) for pair, sides in whole.items()}
        hits = {pair: (sides.hits1.sum(axis=0), sides.hits2.sum(axis=0)) for pair, sides in whole.items()}
        del whole
        index = {f: i for i, f in enumerate(m.features)}
        every = mentions["feature"].unique().tolist()
        out: dict[Pair, list[pd.DataFrame]] = {pair: [] for pair in pairs}
        # Only the features of one set (or category) change when one of its terms goes.
        for part in dict.fromkeys(sets.get(f, f) for f in every if f in index):
            own = {f for f in every if sets.get(f, f) == part}
            rows = mentions[mentions["feature"].isin(own)]
            small = m.only([f for f in m.features if f in own])
            at = [index[f] for f in small.features]
            for term in sorted(rows["term"].dropna().unique()):
                rest = _Without(self.profiles, rows[rows["term"] != term])
                there = set(rest.mentions["feature"].unique())
                less = _none(small)
                if there:
                    chosen = there.intersection(small.features) or None
                    less = _aligned(self.measurer.measured(rest, name, chosen), small)
                for pair in pairs:
                    sides, _ = self._sides(less, *pair)
                    frame = self._frame(small, *pair, "term", term, full[pair][at], self._whole(sides))
                    frame["hits"] = hits[pair][0][at] - sides.hits1.sum(axis=0)
                    frame["reference_hits"] = hits[pair][1][at] - sides.hits2.sum(axis=0)
                    out[pair].append(frame[_COLUMNS])
        return out


_COLUMNS = [
    "measure", "feature", "group", "reference", "left_out", "name", "full", "estimate", "change", "turns", "hits",
    "reference_hits",
]  # fmt: skip


def _none(like: Measured) -> Measured:
    """No evidence left at all."""
    from scipy.sparse import csr_array

    base = like.base if like.measure in {"counts", "rates"} else csr_array(like.base.shape)
    return replace(like, hits=csr_array(like.hits.shape), base=base)


def _aligned(less: Measured, like: Measured) -> Measured:
    """Bring a measure to the features of another; a feature that is gone has 0 hits."""
    from scipy.sparse import csr_array, hstack

    place = {feature: number for number, feature in enumerate(less.features)}
    nothing = csr_array((less.hits.shape[0], 1))
    columns = [less.hits[:, [place[f]]] if f in place else nothing for f in like.features]
    base_of = np.array([less.base_of[place.get(f, 0)] for f in like.features], dtype=np.int64)
    return Measured(less.measure, like.features, hstack(columns, format="csr"), less.base, base_of, less.bounded)
