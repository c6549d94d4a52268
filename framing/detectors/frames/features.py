"""From texts to sparse counts, and from counts to weighted features, in named blocks.

Counting knows the texts, weighting knows the training rows: texts are counted once, and each fold computes document
frequencies from its own rows. A column that its rows never use gets no weight there, so that no fold learns from
texts outside it.

This module imports scikit-learn; nothing that profiles without a classifier imports it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from framing.text import Scanner, count_words, fold

if TYPE_CHECKING:
    from framing.lexicon import Lexicon

__all__ = ["BLOCKS", "Counter", "Weighting"]

#: The blocks there can be: words, word stems, runs of characters, words by voice, lexicon shares.
BLOCKS: Final = ("words", "stems", "characters", "own_words", "quoted_words", "lexicon")

#: Words, and the marks that carry tone; apostrophes are parted so that two spellings of one contraction agree.
_TOKEN = re.compile(r"\w+|[!?\"“”«»]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-"})


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _lower(text: str) -> str:
    return text.translate(_MARKS).lower()


class _Stems:
    """The stem of a token, as a list of one."""

    def __init__(self) -> None:
        self._stemmer: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return {"_stemmer": None}

    def __call__(self, token: str) -> list[str]:
        if self._stemmer is None:
            from nltk.stem.snowball import EnglishStemmer

            self._stemmer = EnglishStemmer()
        return [self._stemmer.stem(token)]


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of characters of a token and the spaces around it."""

    shortest: int
    longest: int

    def __call__(self, token: str) -> list[str]:
        padded = f" {token} "
        found = []
        for n in range(self.shortest, self.longest + 1):
            if n >= len(padded):
                found.append(padded)
                break
            found += [padded[at : at + n] for at in range(len(padded) - n + 1)]
        return found


class _PieceCounter:
    """Counts pieces of tokens: each different token is taken apart once, however often it stands in the texts.

    Texts × pieces is the product of texts × tokens and tokens × pieces.
    """

    def __init__(
        self, split: Callable[[str], list[str]], pieces: Callable[[str], list[str]], least: int, most: int
    ) -> None:
        self._split = split
        self._pieces = pieces
        self._least = least
        self._most = most
        self.columns: dict[str, int] = {}
        # Most tokens of a text stood in an earlier one: their columns are kept, up to a bound.
        self._places: dict[str, list[int]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_places": {}}

    def fit_transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Learn the columns and count them."""
        tokens, counts = self._tokens(texts)
        found: dict[str, int] = {}
        taken = [self._pieces(token) for token in tokens]
        pieces = _table([[found.setdefault(piece, len(found)) for piece in some] for some in taken], found)
        if not found:
            raise ValueError("no piece in any text")
        matrix = counts @ pieces
        names = np.array(list(found), dtype=object)
        in_texts = np.bincount(matrix.indices, minlength=len(names))
        kept = np.flatnonzero(in_texts >= self._least)
        if len(kept) > self._most:
            total = np.asarray(matrix.sum(axis=0)).ravel()[kept]
            kept = kept[np.lexsort((names[kept].astype(str), -total))[: self._most]]
        kept = kept[np.argsort(names[kept].astype(str), kind="stable")]
        self.columns = {str(name): number for number, name in enumerate(names[kept])}
        self._places = {}
        return matrix[:, kept]

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Count the learned columns."""
        tokens, counts = self._tokens(texts)
        known, columns = self._places, self.columns
        if len(known) > 500_000:
            known.clear()
        for token in tokens:
            if token not in known:
                known[token] = [columns[piece] for piece in self._pieces(token) if piece in columns]
        return counts @ _table([known[token] for token in tokens], columns)

    def get_feature_names_out(self) -> list[str]:
        """Give the columns in order."""
        return list(self.columns)

    def _tokens(self, texts: Sequence[str]) -> tuple[list[str], sparse.csr_matrix]:
        known: dict[str, int] = {}
        places: list[int] = []
        ends = [0]
        for text in texts:
            places += [known.setdefault(token, len(known)) for token in self._split(_lower(text))]
            ends.append(len(places))
        ones = np.ones(len(places), dtype=np.float32)
        shape = (len(texts), len(known))
        counts = sparse.csr_matrix((ones, np.array(places, dtype=np.int32), np.array(ends)), shape=shape)
        counts.sum_duplicates()
        return list(known), counts


def _table(places: list[list[int]], columns: dict[str, int]) -> sparse.csr_matrix:
    """Make tokens × pieces from the columns of each token's pieces."""
    flat = np.fromiter(chain.from_iterable(places), dtype=np.int32)
    ends = np.concatenate([[0], np.cumsum([len(some) for some in places], dtype=np.int64)])
    ones = np.ones(len(flat), dtype=np.float32)
    return sparse.csr_matrix((ones, flat, ends), shape=(len(places), len(columns)))


@dataclass(slots=True)
class Counter:
    """Counts the features of texts.

    Parameters
    ----------
    words : tuple of int
        Shortest and longest run of words.
    characters : tuple of int or None
        Shortest and longest run of characters inside a word; None leaves the block out.
    stems : bool
        Whether word stems (Snowball, English) make a block.
    min_texts : int
        Texts in which a run of characters must occur.
    max_features : int
        Columns of one block at most; the most frequent stay.
    voice_aware : bool
        Whether words of the outlet's own voice and of its sources are counted apart as well.
    lexicon : Lexicon or None
        Whose features' shares among the words become columns.
    """

    words: tuple[int, int] = (1, 2)
    characters: tuple[int, int] | None = (2, 5)
    stems: bool = True
    min_texts: int = 2
    max_features: int = 200_000
    voice_aware: bool = False
    lexicon: Lexicon | None = None
    names: dict[str, list[str]] = field(default_factory=dict)
    _vectorizers: dict[str, CountVectorizer | _PieceCounter] = field(default_factory=dict, repr=False)

    def learn(self, texts: Sequence[str]) -> dict[str, sparse.csr_matrix]:
        """Learn the columns from `texts` and count them there."""
        self._vectorizers = {}
        counts: dict[str, sparse.csr_matrix] = {}
        for block, parts in self._parts(texts).items():
            vectorizer = self._vectorizer(block, len(texts))
            try:
                counts[block] = vectorizer.fit_transform(parts).astype(np.float32)
            except ValueError:  # not one token in all of them
                continue
            self._vectorizers[block] = vectorizer
        self.names = {block: list(v.get_feature_names_out()) for block, v in self._vectorizers.items()}
        if self.lexicon is not None:
            counts["lexicon"] = self._shares(texts, self.lexicon)
        return counts

    def count(self, texts: Sequence[str]) -> dict[str, sparse.csr_matrix]:
        """Count the learned columns in other texts."""
        parts = self._parts(texts)
        counts = {
            block: vectorizer.transform(parts[block]).astype(np.float32)
            for block, vectorizer in self._vectorizers.items()
        }
        if self.lexicon is not None:
            counts["lexicon"] = self._shares(texts, self.lexicon)
        return counts

    def restore(self, names: Mapping[str, list[str]]) -> None:
        """Take over the columns that another counter learned."""
        self.names = {block: list(columns) for block, columns in names.items()}
        self._vectorizers = {}
        for block, columns in self.names.items():
            if block == "lexicon":
                continue
            vectorizer = self._vectorizer(block, 1)
            places = {name: number for number, name in enumerate(columns)}
            if isinstance(vectorizer, _PieceCounter):
                vectorizer.columns = places
            else:
                vectorizer.set_params(vocabulary=places)
            self._vectorizers[block] = vectorizer

    def _vectorizer(self, block: str, n_texts: int) -> CountVectorizer | _PieceCounter:
        # Half of two texts would be none: with few texts every run of characters stays.
        least = self.min_texts if n_texts >= 4 * self.min_texts else 1
        if block == "characters":
            assert self.characters is not None
            return _PieceCounter(str.split, _Runs(*self.characters), least, self.max_features)
        if block == "stems":
            return _PieceCounter(_tokens, _Stems(), 1, self.max_features)
        return CountVectorizer(
            tokenizer=_tokens,
            token_pattern=None,
            ngram_range=self.words,
            max_features=self.max_features,
            preprocessor=_lower,
            dtype=np.float32,
        )

    def _parts(self, texts: Sequence[str]) -> dict[str, Sequence[str]]:
        parts: dict[str, Sequence[str]] = {"words": texts}
        if self.characters is not None:
            parts["characters"] = texts
        if self.stems:
            parts["stems"] = texts
        if self.voice_aware:
            pairs = [_by_voice(text) for text in texts]
            parts["own_words"] = [own for own, _ in pairs]
            parts["quoted_words"] = [quoted for _, quoted in pairs]
        return parts

    def _shares(self, texts: Sequence[str], lexicon: Lexicon) -> sparse.csr_matrix:
        from framing.detectors.matching import LexiconMatcher
        from framing.document.model import Document, Span, Zone

        matcher = LexiconMatcher(lexicon)
        features = list(dict.fromkeys(entry.feature for entry in matcher.entries))
        place = {feature: column for column, feature in enumerate(features)}
        scanner = Scanner({"lexicon": matcher.literals})
        rows, columns, values = [], [], []
        for row, text in enumerate(texts):
            folded = fold(text)
            document = Document(folded, [Zone(0, len(text), "body", "unread")], [Span(0, len(text))])
            n_words = max(count_words(text), 1)
            for match in matcher.matches(document, scanner.scan(folded)["lexicon"]):
                rows.append(row)
                columns.append(place[match.entry.feature])
                values.append(1 / n_words)
        self.names["lexicon"] = features
        shape = (len(texts), len(features))
        return sparse.csr_matrix((np.asarray(values, np.float32), (rows, columns)), shape=shape)


def _by_voice(text: str) -> tuple[str, str]:
    """Part a text into what its outlet answers for and what others do."""
    from framing.document import annotate

    own: list[str] = []
    quoted: list[str] = []
    for segment in annotate(text).voice_segments:
        (own if segment.voice == "own" else quoted).append(text[segment.start : segment.end])
    return " ".join(own), " ".join(quoted)


@dataclass(slots=True)
class Weighting:
    """Inverse document frequencies of training rows, and the weighted rows that follow from them.

    Counts become ``(1 + log n) * idf`` and every block of a row has length one, so that a block with more columns
    does not drown another. Lexicon shares are divided by their largest training value instead.
    """

    idf: dict[str, np.ndarray[Any, np.dtype[np.float32]]] = field(default_factory=dict)

    def learn(self, counts: Mapping[str, sparse.csr_matrix]) -> Weighting:
        """Learn from the counts of the training rows."""
        for block, matrix in counts.items():
            if block == "lexicon":
                largest = np.asarray(matrix.max(axis=0).todense()).ravel() if matrix.shape[0] else np.zeros(0)
                self.idf[block] = (1 / np.where(largest > 0, largest, 1)).astype(np.float32)
                continue
            n_texts = matrix.shape[0]
            present = np.bincount(matrix.indices, minlength=matrix.shape[1])
            # A column that no training row has must not weigh in the length of another row.
            idf = np.where(present > 0, np.log((1 + n_texts) / (1 + present)) + 1, 0.0)
            self.idf[block] = idf.astype(np.float32)
        return self

    def rows(self, counts: Mapping[str, sparse.csr_matrix]) -> dict[str, sparse.csr_matrix]:
        """Weigh the counts of any rows."""
        weighted: dict[str, sparse.csr_matrix] = {}
        for block, idf in self.idf.items():
            matrix = counts[block].astype(np.float32, copy=True)
            if block != "lexicon":
                np.log(matrix.data, out=matrix.data)
                matrix.data += 1
            matrix.data *= idf[matrix.indices]
            if block != "lexicon":
                length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
                scale = np.repeat(np.where(length > 0, length, 1), np.diff(matrix.indptr))
                matrix.data /= scale.astype(np.float32)
            weighted[block] = matrix
        return weighted
