"""Profiles: everything measured on a corpus, as tables that keep their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import SettingError, given_possible
from framing.lexicon.model import ChoiceSet
from framing.profiles.evidence import HIDDEN, EvidenceTables
from framing.profiles.measures import (
    Floats,
    Selection,
    pool,
    share_columns,
    share_table,
    variant_features,
    voices_for,
)
from framing.profiles.store import MemoryStore
from framing.profiles.tallies import count_mentions, count_words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HIDDEN", "Profiles"]


class Profiles(EvidenceTables):
    """Everything measured on a corpus.

    Tables are made when they are first asked for, and stay in memory from then on; texts are kept apart from them.
    Counts, rates, shares and words are summed batch by batch and make no table of mentions, so that they work on
    folders far larger than memory.

    Parameters
    ----------
    store : Store
        Nested results, one row per article.
    lexicons : mapping of str to Lexicon
        The lexicons that were used, by name.
    provenance : Provenance
    texts : pandas.Series or FolderTexts, optional
        Texts by ``article_id``, or the folder they are read from when they are first asked for; None where they
        were not kept.

    Examples
    --------
    >>> import framing as fr
    >>> lexicon = fr.load_lexicon("conflict")
    >>> corpus = fr.as_corpus([{"article_id": "a", "text": "The army killed nine militants in a raid."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(lexicon)])
    >>> profiles.mentions["text"].tolist()[:1]
    ['army']
    """

    def __repr__(self) -> str:
        return (
            f"<Profiles of {self.provenance.n_articles:,} articles: lexicons {', '.join(self.lexicons) or 'none'}; "
            f"{self.provenance.n_problems:,} with a problem>"
        )

    def _repr_html_(self) -> str:
        from framing.profiles.display import profiles_html

        return profiles_html(self)

    @property
    def features(self) -> list[str]:
        """Names of the columns of :meth:`counts`."""
        return [feature for lexicon in self.lexicons.values() for feature in lexicon.features]

    def counts(
        self,
        voice: Selection = None,
        wording: Selection = None,
        zones: Selection = "proper",
        *,
        weighted: bool = False,
    ) -> pd.DataFrame:
        """Count mentions by article and feature.

        Parameters
        ----------
        voice : str or collection of str, optional
            Voices that count; all by default.
        wording : str or collection of str, optional
            ``outlet``, ``source`` or ``unclear``.
        zones : str or collection of str
            ``"proper"`` (the article proper), ``"all"``, or names of zones.
        weighted : bool
            Sum the weights of terms instead of counting 1 each.

        Returns
        -------
        pandas.DataFrame
            Articles × features, in input order; 0 without a hit, NaN for articles with a problem. Text printed
            twice counts once.

        Raises
        ------
        SettingError
            For an unknown voice, wording or zone.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.as_corpus([{"article_id": "a", "text": "Militants were killed in a raid."}])
        >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
        >>> float(profiles.counts().loc["a", "armed_actor.militant"])
        1.0
        """
        import pandas as pd

        counts = count_mentions(self.store, self.features, voice, wording, zones, weighted=weighted)
        counts[~self._good] = np.nan
        return pd.DataFrame(counts, index=self._index, columns=self.features)

    def rates(
        self,
        per: float = 1000,
        voice: Selection = None,
        wording: Selection = None,
        zones: Selection = "proper",
    ) -> pd.DataFrame:
        """Count mentions per ``per`` words of the same voices and zones; NaN where there are no such words."""
        import pandas as pd

        words = count_words(self.store, voice, wording, zones)
        rates = count_mentions(self.store, self.features, voice, wording, zones)
        rates *= per
        # In place: on a million articles a copy of these is a gigabyte.
        rates /= np.where((words > 0) & self._good, words, np.nan)[:, None]
        return pd.DataFrame(rates, index=self._index, columns=self.features)

    def word_totals(
        self, voice: Selection = None, wording: Selection = None, zones: Selection = "proper"
    ) -> pd.Series[float]:
        """Count words by article in some voices and zones; NaN where there are none."""
        import pandas as pd

        sums = pd.Series(count_words(self.store, voice, wording, zones), index=self._index, name="n")
        return sums.where(sums > 0)

    def shares(
        self,
        choice_set: str | None = None,
        voice: Selection = None,
        wording: Selection = None,
        zones: Selection = "proper",
        by: str | None = None,
    ) -> pd.DataFrame:
        """Share of each variant of a choice set among the opportunities to choose.

        Parameters
        ----------
        choice_set : str, optional
            Name of a choice set of one of the lexicons; all of them by default.
        voice, wording, zones
            As in :meth:`counts`.
        by : str, optional
            A column of :attr:`articles`: shares are then pooled over its groups, as ratios of sums.

        Returns
        -------
        pandas.DataFrame
            Columns ``article_id`` (or ``by``)``, choice_set, variant, role, hits, opportunities, share, low, high``.
            ``share`` is NaN where there was no opportunity. ``low`` and ``high`` are bounds over what the hits of
            voice ``uncertain`` could be, where they are not counted themselves.

        Raises
        ------
        SettingError
            For an unknown choice set, column, voice, wording or zone.
        DataError
            When the table would have more than 40 million rows.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.as_corpus([{"article_id": "a", "text": "Terrorists hid. Militants fled. Gunmen fled."}])
        >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
        >>> shares = profiles.shares("armed_actor").set_index("variant")["share"]
        >>> round(float(shares["terrorist"]), 3)
        0.333
        """
        found = self._choice_sets
        if choice_set is not None:
            if choice_set not in found:
                raise SettingError(given_possible("choice set", choice_set, found))
            found = {choice_set: found[choice_set]}
        sets = list(found.values())
        hits, unsure = self._hits(sets, voice, wording, zones)
        if by is None:
            return share_table(hits, unsure, self._ids, sets, unread=~self._good)
        names, (hits, unsure) = pool(self._groups(by), hits, unsure)
        return share_table(hits, unsure, [str(name) for name in names], sets).rename(columns={"article_id": by})

    def _hits(
        self, sets: Sequence[ChoiceSet], voice: Selection, wording: Selection, zones: Selection
    ) -> tuple[Floats, Floats]:
        """Count the hits of all variants, and the uncertain ones that are not among them."""
        features = variant_features(sets)
        hits = count_mentions(self.store, features, voice, wording, zones)
        if "uncertain" in voices_for(voice, wording):
            return hits, np.zeros_like(hits)
        return hits, count_mentions(self.store, features, "uncertain", None, zones)

    def table(self, voice: Selection = None, wording: Selection = None, zones: Selection = "proper") -> pd.DataFrame:
        """Give one wide row per article: metadata, word counts, counts, and shares (``share:`` columns)."""
        import pandas as pd

        sets = list(self._choice_sets.values())
        names = variant_features(sets)
        shares = share_columns(count_mentions(self.store, names, voice, wording, zones), sets)
        shares[~self._good] = np.nan
        wide = pd.DataFrame(shares, index=self._index, columns=[f"share:{name}" for name in names])
        parts = [self.articles.set_index("article_id"), self.counts(voice, wording, zones), wide]
        return pd.concat(parts, axis=1).reset_index(names="article_id")

    def save(self, folder: str | Path, *, texts: bool = False) -> Path:
        """Save to a folder of Parquet shards and a manifest; :func:`framing.load_profiles` reads it again.

        Parameters
        ----------
        folder : str or Path
            Must not exist yet, or be empty.
        texts : bool
            Save the articles' texts too; think of their licence.
        """
        from framing.profiles.saving import save_profiles

        return save_profiles(self, Path(folder), texts=texts)

    def export(self, folder: str | Path, *, form: str = "csv") -> list[Path]:
        """Write the flat tables to a folder, as ``csv`` (safe to open in a spreadsheet) or ``parquet``."""
        from framing.profiles.saving import export_tables

        return export_tables(self, Path(folder), form=form)

    def only(self, article_ids: Iterable[str]) -> Profiles:
        """Give the profiles of some articles, in memory: a part of a folder that is too large to be opened whole.

        Parameters
        ----------
        article_ids : iterable of str
            Identifiers that are not in the profiles are passed over.

        Returns
        -------
        Profiles
            In the order of the corpus, with their texts where these were kept. Its provenance is that of the whole,
            but for the numbers of articles.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.as_corpus([{"article_id": name, "text": "A raid in Jenin."} for name in "abc"])
        >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
        >>> profiles.only(["c", "a"]).articles["article_id"].tolist()
        ['a', 'c']
        """
        wanted = list(dict.fromkeys(article_ids))
        part = self.store.part(wanted)
        problems = part.num_rows - part.column("problem").null_count
        provenance = replace(self.provenance, n_articles=part.num_rows, n_problems=problems)
        texts = None if self.kept_texts is None else self.texts_of(wanted)
        return Profiles(MemoryStore(part), self.lexicons, provenance, texts)

    @property
    def _choice_sets(self) -> dict[str, ChoiceSet]:
        return {name: part for lexicon in self.lexicons.values() for name, part in lexicon.choice_sets.items()}

    def _groups(self, by: str) -> pd.Series[Any]:
        if by not in self.articles.columns:
            raise SettingError(given_possible("column", by, list(self.articles.columns)))
        return self.articles.set_index("article_id")[by]
