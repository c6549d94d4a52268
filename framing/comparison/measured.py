"""One measure of every article as sparse hits and opportunities, and their sums by cluster.

An article has a hit of few of the features, and features of one choice set share their opportunities, so both are kept
as sparse matrices; what is dense is made for a few features at a time. A million articles and two hundred features then
take what their mentions take, instead of gigabytes for every step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.comparison.estimators import Floats, Ints, Sides

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Index", "Measured", "Sums", "blocks", "gathering", "sparse"]

Sparse = Any
"""A scipy.sparse array."""

_BLOCK: Final = 4_000_000


def sparse(values: Floats) -> Sparse:
    """Make a sparse matrix of a dense one."""
    from scipy.sparse import csr_array

    return csr_array(values)


def gathering(ids: Ints, n: int) -> Sparse:
    """Give the matrix whose product with rows adds them up by ``ids`` into ``n`` rows."""
    from scipy.sparse import csr_array

    rows = len(ids)
    places = (np.asarray(ids).astype(np.int32), np.arange(rows, dtype=np.int32))
    return csr_array((np.ones(rows), places), shape=(n, rows))


def blocks(clusters: int, features: int) -> Iterator[slice]:
    """Cut features into blocks small enough for a dense matrix of clusters × features.

    Examples
    --------
    >>> list(blocks(50, 7)), len(list(blocks(1_000_000, 8)))
    ([slice(0, 7, None)], 2)
    """
    number = max(-(-clusters * features // _BLOCK), 1)
    edges = np.linspace(0, features, min(number, max(features // 2, 1)) + 1).astype(int).tolist()
    for first, last in pairwise(edges):
        yield slice(first, last)


@dataclass(frozen=True, slots=True)
class Sums:
    """Hits and opportunities added up by cluster.

    Attributes
    ----------
    hits : sparse array, shape (clusters, features)
    base : sparse array, shape (clusters, bases)
    base_of : ndarray of int, shape (features,)
        Which column of ``base`` holds the opportunities of each feature.
    """

    hits: Sparse
    base: Sparse
    base_of: Ints

    def dense(self, part: slice = slice(None)) -> tuple[Floats, Floats]:
        """Give the hits and opportunities of some features."""
        used, place = np.unique(self.base_of[part], return_inverse=True)
        # Cluster by cluster in memory, so that sums add up in one order however many features are asked for.
        hits, base = self.hits[:, part].toarray(order="C"), self.base[:, used].toarray(order="C")
        return hits, np.take(base, place, axis=1)

    def has(self) -> Sparse:
        """Tell which bases have opportunities in which clusters."""
        return self.base > 0


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of every article, in the order of ``profiles.articles``; nothing where one could not be read.

    Attributes
    ----------
    measure : str
        Its name in `MEASURES`.
    features : tuple of str
        Columns of ``hits``.
    hits : sparse array, shape (articles, features)
    base : sparse array, shape (articles, bases)
        Opportunities, which several features may share.
    base_of : ndarray of int, shape (features,)
        Which column of ``base`` holds the opportunities of each feature.
    bounded : bool
        Whether the value is a proportion (0 to 1).
    """

    measure: str
    features: tuple[str, ...]
    hits: Sparse
    base: Sparse
    base_of: Ints
    bounded: bool

    def only(self, features: Sequence[str]) -> Measured:
        """Keep these features, in the measure's own order."""
        asked = set(features)
        keep = [i for i, f in enumerate(self.features) if f in asked]
        used, place = np.unique(self.base_of[keep], return_inverse=True)
        names = tuple(self.features[i] for i in keep)
        return Measured(self.measure, names, self.hits[:, keep], self.base[:, used], place, self.bounded)

    def column(self, place: int) -> tuple[Floats, Floats]:
        """Give the hits and opportunities of one feature in every article."""
        column = int(self.base_of[place])
        return self.hits[:, [place]].toarray()[:, 0], self.base[:, [column]].toarray()[:, 0]

    def totals(self, rows: Any = slice(None)) -> tuple[Floats, Floats]:
        """Add up hits and opportunities of some articles by feature."""
        base = np.asarray(self.base[rows].sum(axis=0))
        return np.asarray(self.hits[rows].sum(axis=0)), base[self.base_of]

    def n_articles(self, rows: Ints) -> Ints:
        """Count those of some articles that have opportunities, by feature."""
        has = np.bincount(self.base[rows].indices, minlength=self.base.shape[1])
        return has[self.base_of].astype(np.int64)

    def sums(self, rows: Ints, cluster: Ints, n: int) -> Sums:
        """Add up some articles by cluster: ``cluster`` numbers that of each of ``rows``, below ``n``."""
        gather = gathering(cluster, n)
        return Sums((gather @ self.hits[rows]).tocsc(), (gather @ self.base[rows]).tocsc(), self.base_of)

    def two_sides(self, rows: Ints, cluster: Ints, first: NDArray[np.bool_]) -> tuple[Sums, Sums]:
        """Add up articles of two sides by cluster; ``first`` is true for the articles of side 1."""
        n = int(cluster.max()) + 1 if len(cluster) else 0
        return self.sums(rows[first], cluster[first], n), self.sums(rows[~first], cluster[~first], n)

    def sides(self, rows: Ints, cluster: Ints, first: NDArray[np.bool_]) -> Sides:
        """Give the two sides of all features as dense arrays."""
        one, two = self.two_sides(rows, cluster, first)
        return Sides(*one.dense(), *two.dense())


@dataclass(frozen=True, slots=True)
class Index:
    """The articles' order and which of them could be read."""

    ids: pd.Index[str]
    readable: NDArray[np.bool_]

    @classmethod
    def of(cls, articles: pd.DataFrame) -> Index:
        """Read them off the articles table."""
        import pandas as pd

        readable = articles["problem"].isna().to_numpy() if "problem" in articles else np.ones(len(articles), bool)
        return cls(pd.Index(articles["article_id"]), np.asarray(readable))

    def rows(self, table: pd.DataFrame) -> Ints:
        """Give the number of each row's article; -1 where there is no such article."""
        return self.codes(table["article_id"], self.ids)

    @staticmethod
    def codes(values: pd.Series[Any], names: Sequence[str] | pd.Index[str]) -> Ints:
        """Give the place of each value in ``names``; -1 where it is not among them."""
        import pandas as pd

        # Each distinct value is looked up once: tables repeat few values many times.
        if isinstance(values.dtype, pd.CategoricalDtype):
            codes, distinct = values.cat.codes.to_numpy(), values.cat.categories
        else:
            codes, distinct = pd.factorize(values)
        if isinstance(names, pd.Index) and len(names) == len(distinct) and names.equals(pd.Index(distinct)):
            return np.asarray(codes, dtype=np.int64)
        places = pd.Index(np.array(names, dtype=object)).get_indexer(np.array(distinct, dtype=object))
        return np.asarray(np.append(places, -1).astype(np.int64)[codes])

    def tally(self, row: Ints, code: Ints, n: int, weights: Floats | None = None) -> Sparse:
        """Add up rows by article and code: a sparse array of shape (articles, n)."""
        from scipy.sparse import coo_array, csr_array

        known = (row >= 0) & (code >= 0)
        row, code = row[known], code[known]
        shape = (len(self.readable), n)
        if weights is None:
            places = (row.astype(np.int32), code.astype(np.int32))
            return csr_array(coo_array((np.ones(len(row)), places), shape=shape))
        # In the order of the rows, so that sums of fractions do not depend on how a library sorts.
        cells, inverse = np.unique(row.astype(np.int64) * max(n, 1) + code, return_inverse=True)
        sums = np.bincount(inverse, weights=weights[known], minlength=len(cells))
        used = sums != 0
        places = ((cells[used] // max(n, 1)).astype(np.int32), (cells[used] % max(n, 1)).astype(np.int32))
        return csr_array(coo_array((sums[used], places), shape=shape))

    def sums(self, rows: pd.DataFrame, column: str, names: Sequence[str], weight: str | None = None) -> Sparse:
        """Add up rows by article and by the value of ``column``: shape (articles, names)."""
        weights = None if weight is None else rows[weight].fillna(0.0).to_numpy(dtype=np.float64)
        return self.tally(self.rows(rows), self.codes(rows[column], names), len(names), weights)

    def read_only(self, values: Sparse) -> Sparse:
        """Leave out the articles that could not be read, and zeros."""
        from scipy.sparse import csr_array, diags_array

        if not self.readable.all():
            values = diags_array(self.readable.astype(np.float64)) @ values
        values = csr_array(values)
        values.eliminate_zeros()
        return values
