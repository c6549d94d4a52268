"""Keyness: which words mark an outlet, before any lexicon exists."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.comparison.design import Design, design_of, texts_of
from framing.comparison.dispersion import deviation_of_proportions, juilland_d
from framing.comparison.estimators import check_level
from framing.comparison.keystatistics import STATISTICS, g2, g2_words, log_odds, log_ratio, percent_diff, pmi
from framing.comparison.resampling import benjamini_hochberg
from framing.comparison.wordcounts import WordCounts, count_words_of, pieces_of
from framing.errors import DataError, SettingError, given_possible
from framing.profiles.measures import Selection
from framing.profiles.results import TableResult

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Keyness", "keyness"]

Floats = NDArray[np.float64]
_OTHERS: Final = "(all others)"
_MIN_CLUSTERS: Final = 10
_BLOCK: Final = 4_000_000


@dataclass(frozen=True, slots=True, repr=False)
class Keyness(TableResult):
    """Words that mark groups.

    Attributes
    ----------
    table : DataFrame
        One row per group and word, the most typical first: ``word, group, reference, estimate`` (the statistic asked
        for), ``low, high`` (over clusters of articles), ``z`` (of the log-odds), ``p, q`` (over clusters), ``count,
        reference_count, per_1000, reference_per_1000, n_articles`` (of the group, with the word), ``largest_share``
        (the part of the group's uses that its heaviest article has), ``d`` and ``dp`` (dispersion over the group's
        articles), all six statistics, and ``note``.
    settings : mapping
        The arguments.
    warnings : tuple of str
    provenance : object
        Of the profiles, where profiles were given.
    """

    table: pd.DataFrame
    settings: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    provenance: Any = None

    def notes(self) -> list[str]:
        """Sentences printed below every exported table."""
        s = self.settings
        return [
            f"Keyness by {s.get('by')} ({s.get('statistic')}); words with fewer than {s.get('min_count')} uses or in "
            f"fewer than {s.get('min_articles')} articles are left out; intervals and p over clusters of articles; "
            f"seed {s.get('seed')}.",
            *self.warnings,
        ]

    def top(self, n: int = 20) -> pd.DataFrame:
        """The ``n`` words most typical of each group."""
        t = self.table
        return t[t["per_1000"] > t["reference_per_1000"]].groupby("group", sort=False).head(n).reset_index(drop=True)


def keyness(
    corpus: Any,
    by: str = "outlet",
    statistic: str = "log_odds",
    *,
    voice: Selection = None,
    zones: Selection = "proper",
    ngrams: int | tuple[int, int] = 1,
    min_count: int = 5,
    min_articles: int = 2,
    leave_out: Collection[str] = (),
    prior: float | None = None,
    cluster: str | None = None,
    draws: int = 500,
    seed: int = 0,
    level: float = 0.95,
) -> Keyness:
    """Find the words (or n-grams) that each group uses more than all others together.

    Parameters
    ----------
    corpus : DataFrame or Profiles
        A corpus, which is read first where voice or zones call for it, or profiles that kept their texts.
    by : str
        Column that holds the groups, two or more.
    statistic : {"log_odds", "g2", "g2_words", "log_ratio", "percent_diff", "pmi"}
        What ``estimate`` is and ranks by (log_odds by its z-score, the log-likelihoods with the sign of the
        difference); all are in the table.
    voice, zones
        Which words count: ``voice="own"`` for the outlet's own; ``zones="all"`` for the whole page.
    ngrams : int or (int, int)
        Length of the n-grams, or shortest and longest.
    min_count, min_articles : int
        Rarer words have no row; they stay in the totals.
    leave_out : collection of str
        Words to leave out, such as names of the outlets.
    prior : float, optional
        Size of the log-odds' Dirichlet prior in words: by default the size of the corpus, spread as its words are, so
        a word needs about as much evidence again as the corpus has.
    cluster : str, optional
        Column of what is independent; by default the story where known, else the article; wire copies are joined.
    draws : int
        Bootstrap samples of clusters, for intervals and p; 0 for none.
    seed : int
        The same seed gives the same numbers.
    level : float
        Coverage of the intervals.

    Returns
    -------
    Keyness
        ``p`` asks whether the log-odds differ from 0 given how clusters vary, by a t-test with the bootstrap's
        standard error: a word that comes from one article has a wide interval however often it stands there. No p
        with fewer than ten clusters.

    Raises
    ------
    DataError
        One group, or no word frequent enough.

    Examples
    --------
    >>> import pandas as pd
    >>> corpus = pd.DataFrame({"article_id": list("abcd"), "outlet": ["A", "A", "B", "B"],
    ...     "text": ["A terror raid.", "Terror again.", "A militant raid.", "Militant group."]})
    >>> k = keyness(corpus, zones="all", min_count=2, draws=0)
    >>> k.top(1)["word"].tolist()
    ['terror', 'militant']
    """
    import pandas as pd

    check_level(level)
    if statistic not in STATISTICS:
        raise SettingError(given_possible("statistic", statistic, STATISTICS))
    if prior is not None and prior <= 0:
        raise SettingError(f"prior {prior!r} is not possible; give a number of words above 0")
    articles, pieces, texts = _read(corpus, voice, zones)
    design = design_of(articles, by, None, cluster, texts=texts)
    counts = count_words_of(pieces, ngrams, min_count=min_count, min_articles=min_articles, leave_out=leave_out)
    if not counts.words:
        raise DataError(
            f"no word has {min_count} uses in {min_articles} articles; lower min_count and min_articles, or widen "
            "voice and zones"
        )
    job = _Job(counts, design, statistic, prior, draws, seed, level)
    table = pd.concat([job.group(g) for g in range(len(design.groups))], ignore_index=True)
    q = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    table.insert(list(table.columns).index("p") + 1, "q", q)
    settings = {
        "by": by, "statistic": statistic, "voice": voice, "zones": zones, "ngrams": ngrams, "min_count": min_count,
        "min_articles": min_articles, "leave_out": tuple(leave_out), "prior": prior, "cluster": cluster,
        "draws": draws, "seed": seed, "level": level,
    }  # fmt: skip
    return Keyness(table, settings, design.warnings, getattr(corpus, "provenance", None))


def _read(corpus: Any, voice: Selection, zones: Selection) -> tuple[pd.DataFrame, list[list[str]], list[str | None]]:
    """Articles, the pieces of their texts that count, and the whole texts."""
    if not hasattr(corpus, "mentions"):
        from framing.corpus import as_corpus

        frame = as_corpus(corpus)
        if voice is None and (zones is None or zones == "all"):
            texts = [
                None if missing else str(t) for t, missing in zip(frame["text"], frame["text"].isna(), strict=True)
            ]
            return frame, [[t or ""] for t in texts], texts
        from framing.profiles import profile

        corpus = profile(frame)
    articles = corpus.articles
    whole = texts_of(corpus, articles["article_id"]) or []
    return articles, pieces_of(corpus, voice, zones), whole


@dataclass(frozen=True, slots=True)
class _Job:
    counts: WordCounts
    design: Design
    statistic: str
    prior: float | None
    draws: int
    seed: int
    level: float

    def _alpha(self) -> Floats:
        """Pseudo-counts of the words, and of all words without a column as one more."""
        known = self.design.group >= 0
        each = np.asarray(self.counts.counts[known].sum(axis=0)).ravel()
        total = self.counts.totals[known].sum()
        size = total if self.prior is None else self.prior
        return np.asarray(np.append(each, max(total - each.sum(), 0.0)) * size / total)

    def _statistic(self, name: str, a: Floats, b: Floats, n: Floats, m: Floats, alpha: Floats) -> Floats:
        if name == "log_odds":
            return _log_odds(a, b, n, m, alpha)[0]
        if name in {"g2", "g2_words"}:
            value = (g2 if name == "g2" else g2_words)(a, b, n, m)
            return np.asarray(np.where(a / n >= b / m, value, -value))
        chosen = {"log_ratio": log_ratio, "percent_diff": percent_diff, "pmi": pmi}[name]
        return chosen(a, b, n, m)

    def group(self, g: int) -> pd.DataFrame:
        import pandas as pd

        names = self.design.groups
        first = self.design.group == g
        others = (self.design.group >= 0) & ~first
        table, totals = self.counts.counts, self.counts.totals
        mine = table[first]
        a, b = (np.asarray(table[side].sum(axis=0)).ravel() for side in (first, others))
        n, m = totals[first].sum(), totals[others].sum()
        if n == 0 or m == 0:
            raise DataError(f"group {names[g]!r} or the others have no words here; widen voice and zones")
        alpha = self._alpha()
        values = {name: self._statistic(name, a, b, n, m, alpha) for name in STATISTICS}
        z = values["log_odds"] / _log_odds(a, b, n, m, alpha)[1]
        low, high, p, note = self._bootstrap(first, others, values, alpha, g)
        values["g2"], values["g2_words"] = np.abs(values["g2"]), np.abs(values["g2_words"])
        estimate = values[self.statistic]
        with np.errstate(divide="ignore", invalid="ignore"):
            largest = np.asarray(mine.max(axis=0).todense()).ravel() / a
        out = pd.DataFrame(
            {
                "word": self.counts.words,
                "group": names[g],
                "reference": _OTHERS if len(names) > 2 else names[1 - g],
                "estimate": estimate,
                "low": low,
                "high": high,
                "z": z,
                "p": p,
                "count": a.astype(np.int64),
                "reference_count": b.astype(np.int64),
                "per_1000": a / n * 1000,
                "reference_per_1000": b / m * 1000,
                "n_articles": np.asarray((mine > 0).sum(axis=0)).ravel().astype(np.int64),
                "largest_share": largest,
                **self._dispersion(mine, totals[first]),
                **values,
                "note": self._notes(note, estimate, low),
            }
        )
        key = z if self.statistic == "log_odds" else np.where(a / n >= b / m, np.abs(estimate), -np.abs(estimate))
        order = np.lexsort((-z, -np.nan_to_num(key, nan=-np.inf)))
        return out.iloc[order].reset_index(drop=True)

    def _notes(self, note: str, estimate: Floats, low: Floats) -> list[str]:
        """Say of each word why something is NaN."""
        silent = ~np.isnan(low) | (self.draws == 0) | ("no interval" in note)
        flat, endless = "no variation between clusters: no interval", "not finite: no interval"
        why = np.where(silent, "", np.where(np.isfinite(estimate), flat, endless))
        return ["; ".join(part for part in (note, str(one)) if part) for one in why]

    def _dispersion(self, mine: Any, sizes: Floats) -> dict[str, Floats]:
        width = max(1, _BLOCK // max(len(sizes), 1))
        parts = [mine[:, i : i + width] for i in range(0, mine.shape[1], width)]
        return {
            "d": np.concatenate([juilland_d(part, sizes) for part in parts]),
            "dp": np.concatenate([deviation_of_proportions(part, sizes) for part in parts]),
        }

    def _bootstrap(
        self,
        first: NDArray[np.bool_],
        others: NDArray[np.bool_],
        values: Mapping[str, Floats],
        alpha: Floats,
        g: int,
    ) -> tuple[Floats, Floats, Floats, str]:
        """Interval of the statistic and p of the log-odds, by resampling clusters."""
        from scipy.stats import t

        nothing = np.full(len(self.counts.words), np.nan)
        if self.draws == 0:
            return nothing, nothing, nothing, ""
        sums = [_by_cluster(self.counts, self.design.cluster, side) for side in (first, others)]
        on = [s[1] > 0 for s in sums]
        effective = min(1 / ((s[1] / s[1].sum()) ** 2).sum() for s in sums)
        least = int(min(o.sum() for o in on))
        if least < 2:
            return nothing, nothing, nothing, f"only {self.design.units(least)} on a side: no interval, no p"
        rng = np.random.default_rng([self.seed, g])
        weights = _cluster_weights(on, self.draws, rng)
        n, m = (weights @ s[1] for s in sums)
        spread, spread_odds = nothing.copy(), nothing.copy()
        width = max(1, _BLOCK // max(self.draws, weights.shape[1]))
        for i in range(0, len(nothing), width):
            cut = slice(i, i + width)
            a, b = (weights @ s[0][:, cut].toarray() for s in sums)
            # The word's own pseudo-counts, and those of everything else as one.
            rest = np.full((1, 1), alpha.sum() - alpha[:-1][cut].sum())
            part = np.append(alpha[:-1][cut], rest)
            drawn = self._statistic(self.statistic, a, b, n[:, None], m[:, None], part)
            odds = self._statistic("log_odds", a, b, n[:, None], m[:, None], part)
            with np.errstate(invalid="ignore"):
                spread[cut] = drawn.std(axis=0, ddof=1)
                spread_odds[cut] = odds.std(axis=0, ddof=1)
        df = max(effective - 1, 1.0)
        half = t.ppf((1 + self.level) / 2, df) * spread
        value = values[self.statistic]
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = value - half, value + half
            p = 2 * t.sf(np.abs(values["log_odds"]) / spread_odds, df)
        if self.statistic in {"g2", "g2_words"}:
            # Signed while resampled, so that both directions can be told apart; shown as printed elsewhere.
            negative = value < 0
            low, high = np.where(negative, -high, low), np.where(negative, -low, high)
        # Rounding leaves a trace of variation where there is none.
        varies = spread > 1e-9 * np.maximum(np.abs(np.nan_to_num(value)), 1)
        finite = np.isfinite(low) & np.isfinite(high) & varies
        low, high = np.where(finite, low, np.nan), np.where(finite, high, np.nan)
        note = ""
        if least < _MIN_CLUSTERS:
            p, note = nothing, f"only {self.design.units(least)} on a side: no p"
        return low, high, np.where(spread_odds > 1e-12, p, np.nan), note


def _log_odds(a: Floats, b: Floats, n: Floats, m: Floats, alpha: Floats) -> tuple[Floats, Floats]:
    """Log-odds of the words, whose last pseudo-count stands for all words without a column."""
    rest = [np.zeros_like(a[..., :1])]
    delta, se = log_odds(np.concatenate([a, *rest], axis=-1), np.concatenate([b, *rest], axis=-1), n, m, alpha)
    return delta[..., :-1], se[..., :-1]


def _by_cluster(counts: WordCounts, cluster: NDArray[np.int64], side: NDArray[np.bool_]) -> tuple[Any, Floats]:
    from scipy.sparse import csr_array

    rows = np.flatnonzero(side)
    n = int(cluster.max()) + 1
    gather = csr_array((np.ones(len(rows)), (cluster[rows], np.arange(len(rows)))), shape=(n, len(rows)))
    return gather @ counts.counts[rows], np.asarray(gather @ counts.totals[rows])


def _cluster_weights(on: list[NDArray[np.bool_]], draws: int, rng: np.random.Generator) -> Floats:
    """How often each cluster is drawn; clusters of one side, of the other and of both each from their own kind."""
    out = np.zeros((draws, len(on[0])))
    for stratum in (on[0] & ~on[1], on[1] & ~on[0], on[0] & on[1]):
        which = np.flatnonzero(stratum)
        if len(which):
            out[:, which] = rng.multinomial(len(which), np.full(len(which), 1 / len(which)), size=draws)
    return out
