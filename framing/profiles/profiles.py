"""Profiles: everything measured on a corpus, as tables that keep their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from framing.document.model import PROPER_ZONES, VOICES, ZONES
from framing.errors import DataError, SettingError, given_possible
from framing.lexicon.model import ChoiceSet, Lexicon
from framing.profiles.measures import (
    Selection,
    count_features,
    select_rows,
    share_variants,
    voices_for,
    zones_for,
)
from framing.profiles.provenance import Provenance
from framing.profiles.store import Store
from framing.profiles.tables import MEASURED, NESTED_SCHEMAS, explode

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Profiles"]

_HIDDEN = {"text_hash", *MEASURED}


class Profiles:
    """Everything measured on a corpus.

    Tables are made when they are first asked for; texts are kept apart from them.

    Parameters
    ----------
    store : Store
        Nested results, one row per article.
    lexicons : mapping of str to Lexicon
        The lexicons that were used, by name.
    provenance : Provenance
    texts : pandas.Series, optional
        Texts by ``article_id``; None where they were not kept.

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
        texts: pd.Series[str] | None = None,
    ) -> None:
        self.store = store
        self.lexicons = lexicons
        self.provenance = provenance
        self.texts = texts

    def __repr__(self) -> str:
        return (
            f"<Profiles of {self.provenance.n_articles:,} articles: lexicons {', '.join(self.lexicons) or 'none'}; "
            f"{self.provenance.n_problems:,} with a problem>"
        )

    def __len__(self) -> int:
        return len(self.articles)

    def _frame(self, name: str) -> pd.DataFrame:
        nested = pa.Table.from_batches(
            list(self.store.batches(["article_id", name])),
            pa.schema([self.store.schema.field("article_id"), self.store.schema.field(name)]),
        )
        return _to_pandas(explode(nested, name))

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
        names = [name for name in self.store.schema.names if name not in _HIDDEN]
        table = pa.Table.from_batches(
            list(self.store.batches(names)), pa.schema([self.store.schema.field(name) for name in names])
        )
        frame = _to_pandas(table)
        words = self.words
        good = frame["problem"].isna().to_numpy()
        proper = words["zone"].isin(PROPER_ZONES)

        def total(rows: pd.DataFrame) -> Any:
            sums = rows.groupby("article_id")["n"].sum().reindex(frame["article_id"], fill_value=0).to_numpy(float)
            return np.where(good, sums, np.nan)

        frame["n_words"] = total(words[proper])
        for voice in VOICES:
            frame[f"words_{voice}"] = total(words[proper & (words["voice"] == voice)])
        for zone in ZONES:
            frame[f"words_{zone}"] = total(words[words["zone"] == zone])
        return frame

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
        kept = select_rows(self.mentions, voice=voice, wording=wording, zones=zones)
        table = count_features(kept, self._ids, self.features, weighted=weighted)
        table[~self._good] = np.nan
        return table

    def rates(
        self,
        per: float = 1000,
        voice: Selection = None,
        wording: Selection = None,
        zones: Selection = "proper",
    ) -> pd.DataFrame:
        """Count mentions per ``per`` words of the same voices and zones; NaN where there are no such words."""
        counts = self.counts(voice, wording, zones)
        return counts.mul(per).div(self.word_totals(voice, wording, zones), axis=0)

    def word_totals(
        self, voice: Selection = None, wording: Selection = None, zones: Selection = "proper"
    ) -> pd.Series[float]:
        """Count words by article in some voices and zones; NaN where there are none."""
        words = self.words
        kept = words["voice"].isin(voices_for(voice, wording)) & words["zone"].isin(zones_for(zones))
        sums = words[kept].groupby("article_id")["n"].sum().reindex(self._ids, fill_value=0).astype(float)
        sums.index.name = "article_id"
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
        kept = select_rows(self.mentions, voice=voice, wording=wording, zones=zones)
        counted = "uncertain" in voices_for(voice, wording)
        unsure = select_rows(self.mentions, voice="uncertain", zones=zones).iloc[: 0 if counted else None]
        if by is None:
            table = share_variants(kept, unsure, self._ids, list(found.values()))
            table.loc[
                ~table["article_id"].map(dict(zip(self._ids, self._good, strict=True))).astype(bool),
                ["hits", "opportunities", "share", "low", "high"],
            ] = np.nan
            return table
        groups = self._groups(by)
        table = share_variants(
            kept.assign(article_id=kept["article_id"].map(groups)),
            unsure.assign(article_id=unsure["article_id"].map(groups)),
            sorted(groups.dropna().unique()),
            list(found.values()),
        )
        return table.rename(columns={"article_id": by})

    def table(self, voice: Selection = None, wording: Selection = None, zones: Selection = "proper") -> pd.DataFrame:
        """Give one wide row per article: metadata, word counts, counts, and shares (``share:`` columns)."""
        import pandas as pd

        parts = [self.articles.set_index("article_id"), self.counts(voice, wording, zones)]
        shares = self.shares(None, voice, wording, zones)
        names = "share:" + shares["choice_set"] + "." + shares["variant"]
        wide = shares.assign(name=names).pivot(index="article_id", columns="name", values="share")
        parts.append(wide.reindex(index=self._ids, columns=list(dict.fromkeys(names))))
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
        if self.texts is None:
            raise DataError("the texts were not kept with these profiles; profile or save with texts to read them")
        if article_id not in self.texts.index:
            raise DataError(f"no article '{article_id}' in these profiles")
        return str(self.texts[article_id])

    @property
    def _choice_sets(self) -> dict[str, ChoiceSet]:
        return {name: part for lexicon in self.lexicons.values() for name, part in lexicon.choice_sets.items()}

    @cached_property
    def _ids(self) -> list[str]:
        return [str(name) for name in self.articles["article_id"]]

    @cached_property
    def _good(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        return self.articles["problem"].isna().to_numpy()

    def _groups(self, by: str) -> pd.Series[Any]:
        if by not in self.articles.columns:
            raise SettingError(given_possible("column", by, list(self.articles.columns)))
        return self.articles.set_index("article_id")[by]


_NULLABLE_INTS = {
    field.name
    for struct in NESTED_SCHEMAS.values()
    for field in struct
    if pa.types.is_integer(field.type) and field.name not in {"start", "end", "n", "n_words", "sentence"}
}


def _to_pandas(table: pa.Table) -> pd.DataFrame:
    """Convert to pandas with the same dtypes whatever the data: integers that may be null are ``Int64``."""
    import pandas as pd

    frame: pd.DataFrame = table.to_pandas()
    for name in table.schema.names:
        kind = table.schema.field(name).type
        if name in _NULLABLE_INTS:
            frame[name] = pd.array(table.column(name).to_pylist(), dtype="Int64")
        elif pa.types.is_string(kind):
            frame[name] = frame[name].astype("str")
        elif pa.types.is_boolean(kind) and table.column(name).null_count == 0:
            frame[name] = frame[name].astype(bool)
    return frame
