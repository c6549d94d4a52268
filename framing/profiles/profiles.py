"""Profiles: everything measured on a corpus, as tables that keep their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from framing.errors import DataError, SettingError, given_possible
from framing.lexicon.model import ChoiceSet, Lexicon
from framing.profiles.columns import column_frame
from framing.profiles.conversion import article_frame, table_frame
from framing.profiles.measures import (
    Floats,
    Selection,
    pool,
    share_columns,
    share_table,
    variant_features,
    voices_for,
)
from framing.profiles.provenance import Provenance
from framing.profiles.store import FolderTexts, MemoryStore, Store
from framing.profiles.tables import MEASURED, NESTED_SCHEMAS
from framing.profiles.tallies import count_mentions, count_words, flat_rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HIDDEN", "Profiles"]

HIDDEN = {"text_hash", *MEASURED}
"""Columns of the nested results that are not in the articles table."""


class Profiles:
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

    def __init__(
        self,
        store: Store,
        lexicons: Mapping[str, Lexicon],
        provenance: Provenance,
        texts: pd.Series[str] | FolderTexts | None = None,
    ) -> None:
        self.store = store
        self.lexicons = lexicons
        self.provenance = provenance
        self.kept_texts = texts

    def __repr__(self) -> str:
        return (
            f"<Profiles of {self.provenance.n_articles:,} articles: lexicons {', '.join(self.lexicons) or 'none'}; "
            f"{self.provenance.n_problems:,} with a problem>"
        )

    def _repr_html_(self) -> str:
        from framing.profiles.display import profiles_html

        return profiles_html(self)

    def __len__(self) -> int:
        return self.store.rows

    @cached_property
    def texts(self) -> pd.Series[str] | None:
        """Texts by ``article_id``; None where they were not kept."""
        return self.kept_texts.read() if isinstance(self.kept_texts, FolderTexts) else self.kept_texts

    def _frame(self, name: str) -> pd.DataFrame:
        return table_frame(pa.Table.from_batches(self.store.batches(["article_id", name]), self._schema(name)), name)

    def _schema(self, *names: str) -> pa.Schema:
        return pa.schema([self.store.schema.field(name) for name in ("article_id", *names)])

    def rows(self, name: str, columns: Sequence[str]) -> pd.DataFrame:
        """Give some columns of a table, at a fraction of the memory of the whole one.

        Parameters
        ----------
        name : str
            ``mentions``, ``events``, ``attributions``, ``frames``, ``zones``, ``voices`` or ``words``.
        columns : sequence of str
            Columns wanted; ``article_id`` comes first in any case.

        Returns
        -------
        pandas.DataFrame
            The rows of the table in its order; texts are categories.

        Raises
        ------
        SettingError
            For an unknown table or column.

        Examples
        --------
        >>> import framing as fr
        >>> profiles = fr.profile(["A raid."], [fr.LexiconDetector(fr.load_lexicon("conflict"))])
        >>> profiles.rows("mentions", ["feature", "voice"]).columns.tolist()
        ['article_id', 'feature', 'voice']
        """
        if name not in NESTED_SCHEMAS:
            raise SettingError(given_possible("table", name, NESTED_SCHEMAS))
        known = [field.name for field in NESTED_SCHEMAS[name]]
        wanted = [column for column in dict.fromkeys(columns) if column != "article_id"]
        for column in wanted:
            if column not in known:
                raise SettingError(given_possible("column", column, ["article_id", *known]))
        return column_frame(self.store, self._ids, name, wanted)

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """Hits of lexicon terms, one row each, in the order of articles and of their texts."""
        return self._frame("mentions")

    @cached_property
    def events(self) -> pd.DataFrame:
        """Events of violence: construction, agent and its scope, victim."""
        return self._frame("events")

    @cached_property
    def attributions(self) -> pd.DataFrame:
        """Attributed contents with source and cue, one row a piece."""
        return self._frame("attributions")

    @cached_property
    def frames(self) -> pd.DataFrame:
        """Frame scores of articles and the sentences that carry them."""
        return self._frame("frames")

    @cached_property
    def zones(self) -> pd.DataFrame:
        """Zones of every page."""
        return self._frame("zones")

    @cached_property
    def voices(self) -> pd.DataFrame:
        """Voice segments of every article."""
        return self._frame("voices")

    @cached_property
    def words(self) -> pd.DataFrame:
        """Word counts by article, zone and voice: the denominators of rates."""
        return self._frame("words")

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row per input row, in input order: metadata, word counts by voice and zone, ``problem``."""
        names = [name for name in self.store.schema.names if name not in HIDDEN]
        table = pa.Table.from_batches(
            self.store.batches(names), pa.schema([self.store.schema.field(name) for name in names])
        )
        return article_frame(table, self.store)

    def n_rows(self, name: str) -> int:
        """Count the rows of a table without making it."""
        if name not in NESTED_SCHEMAS:
            raise SettingError(given_possible("table", name, NESTED_SCHEMAS))
        column = NESTED_SCHEMAS[name].field(0).name
        return sum(len(places) for _, _, places, _ in flat_rows(self.store, name, [column]))

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

    def text(self, article_id: str) -> str:
        """Give the text of an article.

        Raises
        ------
        DataError
            When texts were not kept, or there is no article of that identifier.
        """
        found = self.texts_of([article_id])
        if not len(found):
            raise DataError(f"no article '{article_id}' in these profiles")
        return str(found.iloc[0])

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

    def texts_of(self, article_ids: Iterable[str]) -> pd.Series[str]:
        """Give the texts of some articles; those of others are not kept in memory for them.

        Parameters
        ----------
        article_ids : iterable of str
            Identifiers that are not in the profiles are passed over.

        Returns
        -------
        pandas.Series
            By ``article_id``, in the order of the corpus.

        Raises
        ------
        DataError
            When texts were not kept.

        Examples
        --------
        >>> import framing as fr
        >>> profiles = fr.profile(["A raid.", "A vote."], [])
        >>> profiles.texts_of(["row-2"]).tolist()
        ['A vote.']
        """
        if self.kept_texts is None:
            raise DataError("the texts were not kept with these profiles; profile or save with texts to read them")
        if isinstance(self.kept_texts, FolderTexts) and "texts" not in vars(self):
            return self.kept_texts.some(article_ids)
        texts = self.texts
        assert texts is not None
        return texts[texts.index.isin(list(article_ids))]

    @property
    def _choice_sets(self) -> dict[str, ChoiceSet]:
        return {name: part for lexicon in self.lexicons.values() for name, part in lexicon.choice_sets.items()}

    @cached_property
    def _read(self) -> pa.Table:
        """Identifiers and problems."""
        return pa.Table.from_batches(self.store.batches(["article_id", "problem"]), self._schema("problem"))

    @cached_property
    def _ids(self) -> list[str]:
        return [str(name) for name in self._read.column("article_id").to_pylist()]

    @cached_property
    def _index(self) -> pd.Index[str]:
        import pandas as pd

        index: pd.Index[str] = pd.Index(self._ids, name="article_id", dtype="str")
        return index

    @cached_property
    def _good(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        good: np.ndarray[Any, np.dtype[np.bool_]] = self._read.column("problem").is_null().to_numpy()
        return good

    def _groups(self, by: str) -> pd.Series[Any]:
        if by not in self.articles.columns:
            raise SettingError(given_possible("column", by, list(self.articles.columns)))
        return self.articles.set_index("article_id")[by]
