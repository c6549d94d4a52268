"""From texts to counts of runs of words and of pieces of words: each different token is looked at once.

Texts become a list of different tokens and an array of their numbers. Runs of words are then pairs of numbers, looked
up in a sorted array; pieces of words (stems, runs of characters) are counted as texts × tokens times tokens × pieces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain, count, pairwise
from typing import Any

import numpy as np
from scipy import sparse

from framing.errors import MissingExtraError

__all__ = [
    "CharacterCounter",
    "PieceCounter",
    "RunCounter",
    "Tokens",
    "counted",
    "most_frequent",
    "runs_of_characters",
    "stem",
]

Array = np.ndarray[Any, np.dtype[Any]]
_MOST_REMEMBERED = 200_000
_SHORTEST_PADDED = 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """Texts as numbers of tokens.

    Attributes
    ----------
    names : list of str
        The different tokens.
    flat : numpy.ndarray
        For each token of each text the place of its name.
    ends : numpy.ndarray
        Where each text begins in `flat`, and the end of the last.
    """

    names: list[str]
    flat: Array
    ends: Array

    @classmethod
    def of(cls, texts: Iterable[str], split: Callable[[str], list[str]]) -> Tokens:
        """Split texts into tokens."""
        known: defaultdict[str, int] = defaultdict(count().__next__)
        number_of = known.__getitem__
        places: list[int] = []
        ends = [0]
        for text in texts:
            places += map(number_of, split(text))
            ends.append(len(places))
        return cls(list(known), np.array(places, dtype=np.int64), np.array(ends, dtype=np.int64))

    @property
    def rows(self) -> Array:
        """For each token the number of its text."""
        return np.repeat(np.arange(len(self.ends) - 1), np.diff(self.ends))

    def counts(self) -> sparse.csr_matrix:
        """Count each token in each text."""
        ones = np.ones(len(self.flat), dtype=np.float32)
        shape = (len(self.ends) - 1, len(self.names))
        # A copy: summing duplicates works in place.
        counts = sparse.csr_matrix((ones, self.flat.astype(np.int32), self.ends.copy()), shape=shape)
        counts.sum_duplicates()
        return counts


def counted(rows: Array, columns: Array, shape: tuple[int, int]) -> sparse.csr_matrix:
    """Count how often each row has each column."""
    ones = np.ones(len(rows), dtype=np.float32)
    return sparse.coo_matrix((ones, (rows, columns)), shape=shape).tocsr()


def most_frequent(matrix: sparse.csr_matrix, names: Array, kept: Array, most: int) -> Array:
    """Keep at most so many columns, the most frequent, in order of their names."""
    if len(kept) > most:
        total = np.asarray(matrix.sum(axis=0)).ravel()[kept]
        kept = kept[np.lexsort((names[kept].astype(str), -total))[:most]]
    return kept[np.argsort(names[kept].astype(str), kind="stable")]


class RunCounter:
    """Counts runs of words.

    Parameters
    ----------
    shortest, longest : int
        Words in a run.
    most : int
        Columns at most; the most frequent stay.
    """

    def __init__(self, shortest: int, longest: int, most: int) -> None:
        self._shortest = shortest
        self._longest = longest
        self._most = most
        self.names: list[str] = []
        self._index: _RunIndex | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_index": None}

    def learn(self, tokens: Tokens) -> sparse.csr_matrix:
        """Learn the runs that occur and count them."""
        rows, n_names = tokens.rows, len(tokens.names)
        places, names = tokens.flat, tokens.names
        found: list[tuple[Array, Array]] = []
        columns: list[str] = []
        for length in range(1, self._longest + 1):
            if length > 1:
                whole = rows[: len(rows) - length + 1] == rows[length - 1 :]
                keys = places[: len(whole)] * n_names + tokens.flat[length - 1 :]
                # A run over the end of a text is none; it gets a name of its own that is never counted.
                different, places = np.unique(np.where(whole, keys, -1), return_inverse=True)
                names = [
                    "" if key < 0 else f"{names[key // n_names]} {tokens.names[key % n_names]}"
                    for key in different.tolist()
                ]
            if length >= self._shortest:
                inside = rows[: len(places)] == rows[length - 1 :]
                found.append((rows[: len(places)][inside], places[inside] + len(columns)))
                columns += names
        all_rows = np.concatenate([part for part, _ in found])
        all_columns = np.concatenate([part for _, part in found])
        matrix = counted(all_rows, all_columns, (len(tokens.ends) - 1, len(columns)))
        array = np.array(columns, dtype=object)
        used = np.flatnonzero(np.bincount(all_columns, minlength=len(columns)))
        kept = most_frequent(matrix, array, used, self._most)
        self.restore([str(name) for name in array[kept]])
        return matrix[:, kept]

    def restore(self, names: Sequence[str]) -> None:
        """Take over the columns that another counter learned."""
        self.names = list(names)
        self._index = None

    def prepare(self) -> _RunIndex:
        """Make what counting needs once."""
        if self._index is None:
            self._index = _RunIndex.of([name.split(" ") for name in self.names])
        return self._index

    def count(self, tokens: Tokens) -> sparse.csr_matrix:
        """Count the learned runs."""
        rows, columns = self.prepare().find(tokens)
        return counted(rows, columns, (len(tokens.ends) - 1, len(self.names)))


@dataclass(frozen=True, slots=True)
class _RunIndex:
    """Where each run of words or characters is: by the number of the run without its last item, and that item's.

    Attributes
    ----------
    places : dict
        Number of each word or character.
    levels : list of tuple of numpy.ndarray
        Per length the sorted keys, and the column of each (-1: only the beginning of a longer run).
    """

    places: dict[str, int]
    levels: list[tuple[Array, Array]]

    @classmethod
    def of(cls, runs: Sequence[Sequence[str]]) -> _RunIndex:
        items = sorted(set(chain.from_iterable(runs)))
        places = {item: number for number, item in enumerate(items)}
        flat = np.fromiter((places[item] for item in chain.from_iterable(runs)), dtype=np.int64)
        lengths = np.fromiter(map(len, runs), dtype=np.int64, count=len(runs))
        starts = np.cumsum(lengths) - lengths
        number_of = flat[starts]
        keys = np.arange(len(items))
        levels: list[tuple[Array, Array]] = []
        for length in range(1, int(lengths.max(initial=1)) + 1):
            long = np.flatnonzero(lengths >= length)
            if length > 1:
                wanted = number_of[long] * len(items) + flat[starts[long] + length - 1]
                keys, number_of[long] = np.unique(wanted, return_inverse=True)
            whole = long[lengths[long] == length]
            columns = np.full(len(keys), -1, dtype=np.int64)
            columns[number_of[whole]] = whole
            levels.append((keys, columns))
        return cls(places, levels)

    def find(self, tokens: Tokens) -> tuple[Array, Array]:
        """Give the text and the column of each run found."""
        n_words = len(self.places)
        number_of = np.array([self.places.get(name, -1) for name in tokens.names], dtype=np.int64)
        words = number_of[tokens.flat] if len(tokens.flat) else tokens.flat
        rows = tokens.rows
        current = words
        found_rows, found_columns = [], []
        for length, (keys, columns) in enumerate(self.levels, start=1):
            if length > 1:
                n_starts = max(len(words) - length + 1, 0)
                before, last = current[:n_starts], words[length - 1 :]
                good = (before >= 0) & (last >= 0) & (rows[:n_starts] == rows[length - 1 :])
                wanted = before * n_words + last
                place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
                current = np.where(good & (keys[place] == wanted), place, -1)
            column = np.where(current >= 0, columns[current], -1) if len(columns) else np.full(len(current), -1)
            found_rows.append(rows[: len(current)][column >= 0])
            found_columns.append(column[column >= 0])
        return np.concatenate(found_rows), np.concatenate(found_columns)


class PieceCounter:
    """Counts pieces of tokens.

    Parameters
    ----------
    pieces : callable
        From a token to its pieces.
    least : int
        Texts in which a piece must occur.
    most : int
        Columns at most; the most frequent stay.
    """

    def __init__(self, pieces: Callable[[str], list[str]], least: int, most: int) -> None:
        self._pieces = pieces
        self._least = least
        self._most = most
        self.names: list[str] = []
        self._columns: dict[str, int] = {}
        # Most tokens of a text stood in an earlier one: their columns are kept, up to a bound.
        self._known: dict[str, list[int]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_known": {}}

    def learn(self, tokens: Tokens) -> sparse.csr_matrix:
        """Learn the pieces that occur and count them."""
        found: dict[str, int] = {}
        taken = [[found.setdefault(piece, len(found)) for piece in self._pieces(token)] for token in tokens.names]
        matrix = tokens.counts() @ _table(taken, len(found))
        names = np.array(list(found), dtype=object)
        in_texts = np.bincount(matrix.indices, minlength=len(names))
        kept = most_frequent(matrix, names, np.flatnonzero(in_texts >= self._least), self._most)
        self.restore([str(name) for name in names[kept]])
        place = np.full(len(names), -1)
        place[kept] = np.arange(len(kept))
        columns = place.tolist()
        for token, some in zip(tokens.names[:_MOST_REMEMBERED], taken, strict=False):
            self._known[token] = [columns[number] for number in some if columns[number] >= 0]
        return matrix[:, kept]

    def restore(self, names: Sequence[str]) -> None:
        """Take over the columns that another counter learned."""
        self.names = list(names)
        self._columns = {name: number for number, name in enumerate(self.names)}
        self._known = {}

    def count(self, tokens: Tokens) -> sparse.csr_matrix:
        """Count the learned pieces."""
        known = self._known
        if len(known) > _MOST_REMEMBERED:
            known.clear()
        new = [token for token in tokens.names if token not in known]
        known.update(zip(new, self._columns_of(new), strict=True))
        return tokens.counts() @ _table([known[token] for token in tokens.names], len(self.names))

    def _columns_of(self, tokens: list[str]) -> list[list[int]]:
        find = self._columns.get
        return [[column for column in map(find, self._pieces(token)) if column is not None] for token in tokens]


class CharacterCounter(PieceCounter):
    """Counts the runs of characters of tokens and the spaces around them.

    Parameters
    ----------
    shortest, longest : int
        Characters in a run; a token that is shorter, spaces included, is one run.
    least, most : int
        As for :class:`PieceCounter`.
    """

    def __init__(self, shortest: int, longest: int, least: int, most: int) -> None:
        super().__init__(partial(runs_of_characters, shortest=shortest, longest=longest), least, most)
        self._shortest = shortest
        self._index: _RunIndex | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_index": None}

    def restore(self, names: Sequence[str]) -> None:
        """Take over the columns that another counter learned."""
        super().restore(names)
        self._index = None

    def prepare(self) -> _RunIndex:
        """Make what counting needs once."""
        if self._index is None:
            self._index = _RunIndex.of(self.names)
        return self._index

    def _columns_of(self, tokens: list[str]) -> list[list[int]]:
        # A token between two spaces has at least three characters: only then no run is a shorter token.
        if self._shortest > _SHORTEST_PADDED or not self.names or not tokens:
            return super()._columns_of(tokens)
        rows, columns = self.prepare().find(Tokens.of((f" {token} " for token in tokens), list))
        order = np.argsort(rows, kind="stable")
        flat = columns[order].tolist()
        ends = np.searchsorted(rows[order], np.arange(len(tokens) + 1)).tolist()
        return [flat[first:last] for first, last in pairwise(ends)]


def _table(places: list[list[int]], n_columns: int) -> sparse.csr_matrix:
    """Make tokens × pieces from the columns of each token's pieces."""
    flat = np.fromiter(chain.from_iterable(places), dtype=np.int32)
    ends = np.concatenate([[0], np.cumsum([len(some) for some in places], dtype=np.int64)])
    ones = np.ones(len(flat), dtype=np.float32)
    return sparse.csr_matrix((ones, flat, ends), shape=(len(places), n_columns))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    try:
        from nltk.stem.snowball import EnglishStemmer
    except ImportError as error:
        raise MissingExtraError("finding word stems", "frames") from error
    return EnglishStemmer()


@lru_cache(maxsize=_MOST_REMEMBERED)
def stem(token: str) -> str:
    """Give the English stem of a lower-case word (Snowball).

    Examples
    --------
    >>> stem("taxes"), stem("tax")
    ('tax', 'tax')
    """
    return str(_stemmer().stem(token))


def runs_of_characters(token: str, shortest: int, longest: int) -> list[str]:
    """Give the runs of characters of a token and the spaces around it.

    Examples
    --------
    >>> runs_of_characters("tax", 3, 4)
    [' ta', 'tax', 'ax ', ' tax', 'tax ']
    """
    padded = f" {token} "
    found = []
    for n in range(shortest, longest + 1):
        if n >= len(padded):
            found.append(padded)
            break
        found += [padded[at : at + n] for at in range(len(padded) - n + 1)]
    return found
