"""The tables of evidence and the texts of profiles: made when they are asked for, whole or in part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from framing.errors import DataError, SettingError, given_possible
from framing.lexicon.model import Lexicon
from framing.profiles.columns import column_frame
from framing.profiles.conversion import article_frame, table_frame
from framing.profiles.provenance import Provenance
from framing.profiles.store import FolderTexts, Store
from framing.profiles.tables import MEASURED, NESTED_SCHEMAS
from framing.profiles.tallies import flat_rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["HIDDEN", "EvidenceTables"]

HIDDEN = {"text_hash", *MEASURED}
"""Columns of the nested results that are not in the articles table."""


class EvidenceTables:
    """What :class:`framing.Profiles` knows of its tables; see there."""

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
        return column_frame(self.store, self._articles, name, wanted)

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
    def _articles(self) -> pd.CategoricalDtype:
        import pandas as pd

        # Made once: that a million identifiers are unique takes a second to see.
        return pd.CategoricalDtype(self._index.rename(None))

    @cached_property
    def _good(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        good: np.ndarray[Any, np.dtype[np.bool_]] = self._read.column("problem").is_null().to_numpy()
        return good
