"""Counts of a lexicon's features as a scikit-learn transformer: text in, sparse matrix out.

This is the only module for lexicons that imports scikit-learn; nothing else imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin

from framing.detectors.agency import AgencyDetector
from framing.detectors.matching import LexiconMatcher
from framing.detectors.plain_counts import PlainCounter
from framing.detectors.protocol import Batch
from framing.detectors.terms import LexiconDetector
from framing.document.model import PROPER_ZONES, VOICES, ZONES, Document
from framing.document.reading import read, reading_literals
from framing.errors import DataError, SettingError, given_possible
from framing.lexicon.files import load_lexicon
from framing.lexicon.model import Lexicon
from framing.text import FoldedText, Hits, Scanner, fold

__all__ = ["FramingVectorizer"]


class FramingVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Counts the features of a lexicon in texts.

    Parameters
    ----------
    lexicon : Lexicon or str
        A lexicon, or the name of one that comes with the library.
    voice : str or collection of str, optional
        Count only in these voices (``own``, ``direct``, ``indirect``, ``scare``, ``title``, ``uncertain``). Asked for a
        voice or for zones, every text is read (zones, quotations, attributions), which takes longer.
    zones : str or collection of str, optional
        Count only in these zones: ``"proper"`` (the article proper), ``"all"``, or names of zones.

    Notes
    -----
    With neither voice nor zones every hit counts, wherever it stands. With either, the counts are those of
    ``profile(...).counts(voice=..., zones=...)``: repetitions (a pull quote) count once; ``zones`` is then ``"all"``
    unless given. Terms that depend on sentences or on events of violence make the texts be read in any case.

    The transformer learns nothing, so ``fit`` only checks the settings.

    Examples
    --------
    >>> from framing.detectors.vectorizer import FramingVectorizer
    >>> from framing.lexicon import Category, Lexicon, Term
    >>> lexicon = Lexicon("mine", categories={"raid": Category("raid", "raid", (Term("raid*"),))})
    >>> vectorizer = FramingVectorizer(lexicon)
    >>> vectorizer.fit_transform(["A raid and raids.", "Afraid."]).toarray()
    array([[2],
           [0]])
    >>> FramingVectorizer(lexicon, voice="own").fit_transform(['"A raid," he said. The raid began.']).toarray()
    array([[1]])
    """

    def __init__(
        self,
        lexicon: Lexicon | str,
        voice: str | Collection[str] | None = None,
        zones: str | Collection[str] | None = None,
    ) -> None:
        self.lexicon = lexicon
        self.voice = voice
        self.zones = zones

    def fit(self, X: Iterable[str] | Any = None, y: object = None) -> Self:
        """Check the settings; there is nothing to learn.

        Raises
        ------
        SettingError
            When a setting is not possible.
        DataError
            When X is one text instead of several.
        """
        del y
        self._counter()
        if isinstance(X, str | bytes):
            raise DataError("X is one text; give several, such as a list or a column of a table")
        return self

    def transform(self, X: Iterable[str] | Any) -> sparse.csr_matrix:
        """Count the features of the lexicon.

        Parameters
        ----------
        X : iterable of str, or pandas.DataFrame
            Texts; or a corpus table, whose ``text`` and ``headline`` are used.

        Returns
        -------
        scipy.sparse.csr_matrix of int64, shape (n_texts, n_features)
            In the order of :meth:`get_feature_names_out`.

        Raises
        ------
        DataError
            When X is one text, or one of its texts is missing or no text.
        """
        counter = self._counter()
        columns = {feature: number for number, feature in enumerate(counter.lexicon.features)}
        if counter.plain is not None:
            return _count_plainly(counter.plain, _texts(X))
        indptr, indices, values = [0], [], []
        for features in counter.count(_texts(X)):
            counts: dict[int, int] = {}
            for feature in features:
                counts[columns[feature]] = counts.get(columns[feature], 0) + 1
            for column, count in sorted(counts.items()):
                indices.append(column)
                values.append(count)
            indptr.append(len(indices))
        data = (np.asarray(values, np.int64), np.asarray(indices, np.int32), np.asarray(indptr, np.int32))
        return sparse.csr_matrix(data, shape=(len(indptr) - 1, len(columns)), dtype=np.int64)

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.object_]:
        """Give the names of the columns: ``choice_set.variant`` for every variant, then every category.

        Parameters
        ----------
        input_features : ignored
            Here because scikit-learn hands it in.
        """
        del input_features
        return np.asarray(self._counter().lexicon.features, dtype=object)

    def _counter(self) -> _Counter:
        """What counts with the present settings; made anew when they change, and never pickled."""
        settings = (self.lexicon, self.voice, self.zones)
        known: _Counter | None = self.__dict__.get("_made")
        if known is None or any(a is not b for a, b in zip(known.settings, settings, strict=True)):
            known = _Counter(*settings)
            self.__dict__["_made"] = known
        return known

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = dict(super().__getstate__())
        state.pop("_made", None)
        return state

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags


_AT_ONCE = 1_000_000
"""Characters that are scanned at once."""


class _Counter:
    """Gives the features of a text's hits, reading the text only where the settings or the lexicon ask for it."""

    def __init__(self, lexicon: object, voice: Any, zones: Any) -> None:
        self.settings = (lexicon, voice, zones)
        if isinstance(lexicon, str):
            lexicon = load_lexicon(lexicon)
        if not isinstance(lexicon, Lexicon):
            raise SettingError(
                f"lexicon is a {type(lexicon).__name__}; give fr.load_lexicon(name), fr.read_lexicon(path) or a name"
            )
        self.lexicon = lexicon
        self.plain: PlainCounter | None = None
        self.selecting = voice is not None or zones is not None
        self.voices = _chosen("voice", voice, VOICES)
        self.zones = _chosen("zone", zones, ZONES, {"proper": PROPER_ZONES, "all": frozenset(ZONES)})
        if self.selecting or _depends_on_reading(lexicon):
            self.detector = LexiconDetector(lexicon)
            self.agency = AgencyDetector(lexicon if lexicon.groups else None)
            self.by_event = "events" in self.detector.requires and _opened_by_events(lexicon)
            literals = {"reading": reading_literals(), "terms": self.detector.literals}
            if self.by_event:
                literals["events"] = self.agency.literals
            self.scanner = Scanner(literals)
            self.features: Callable[[FoldedText, dict[str, Hits], str | None], Iterable[str]] = self._features_read
        else:
            self.matcher = LexiconMatcher(lexicon)
            self.features = self._features_found
            if self.matcher.is_plain:
                self.plain = PlainCounter(self.matcher)
            else:
                self.scanner = Scanner({"terms": self.matcher.literals})

    def count(self, texts: Iterable[tuple[str, str | None]]) -> Iterator[Iterable[str]]:
        """Yield the features of the hits of each text."""
        for folded, headlines in _batches(texts):
            yield from map(self.features, folded, self.scanner.scan_all(folded), headlines)

    def _features_found(self, folded: FoldedText, hits: dict[str, Hits], headline: str | None) -> Iterable[str]:
        del headline
        document = Document(folded, [], [])
        return [match.entry.feature for match in self.matcher.matches(document, hits["terms"])]

    def _features_read(self, folded: FoldedText, hits: dict[str, Hits], headline: str | None) -> Iterable[str]:
        document = read(folded, hits["reading"], headline=headline)
        earlier = {"events": self.agency.detect(Batch([document], [hits["events"]]))} if self.by_event else {}
        mentions = self.detector.detect(Batch([document], [hits["terms"]], earlier))
        names = ("feature", "voice", "zone", "duplicate_of")
        for feature, voice, zone, first in zip(*(mentions.column(name).to_pylist() for name in names), strict=True):
            if voice in self.voices and zone in self.zones and (first is None or not self.selecting):
                yield feature


def _batches(texts: Iterable[tuple[str, str | None]]) -> Iterator[tuple[list[FoldedText], list[str | None]]]:
    """Fold texts and give as many at once as are scanned together."""
    folded: list[FoldedText] = []
    headlines: list[str | None] = []
    size = 0
    for text, headline in texts:
        folded.append(fold(text))
        headlines.append(headline)
        size += len(text)
        if size > _AT_ONCE:
            yield folded, headlines
            folded, headlines, size = [], [], 0
    if folded:
        yield folded, headlines


def _count_plainly(counter: PlainCounter, texts: Iterable[tuple[str, str | None]]) -> sparse.csr_matrix:
    """Count what needs no reading and no look at a single hit."""
    cells: list[tuple[Any, Any]] = []
    n_texts = 0
    for folded, _ in _batches(texts):
        cell, count = counter.cells(folded)
        cells.append((cell + n_texts * counter.n_features, count))
        n_texts += len(folded)
    cell, count = (
        (np.concatenate(parts) for parts in zip(*cells, strict=True)) if cells else (np.zeros(0, np.int64),) * 2
    )
    row, column = np.divmod(cell, max(counter.n_features, 1))
    indptr = np.searchsorted(row, np.arange(n_texts + 1)).astype(np.int32)
    return sparse.csr_matrix(
        (count, column.astype(np.int32), indptr), shape=(n_texts, counter.n_features), dtype=np.int64
    )


def _opened_by_events(lexicon: Lexicon) -> bool:
    return any(choice_set.opportunity.opens in {"victim", "agent"} for choice_set in lexicon.choice_sets.values())


def _depends_on_reading(lexicon: Lexicon) -> bool:
    """Whether hits depend on sentences (a word near, a negation) or on events."""
    heads = (head for choice_set in lexicon.choice_sets.values() for head in choice_set.heads)
    return (
        _opened_by_events(lexicon)
        or any(category.negated == "drop" for category in lexicon.categories.values())
        or any(term.near is not None and term.near.within is None for term in (*lexicon.terms, *heads))
    )


def _chosen(
    what: str, given: Any, possible: Sequence[str], groups: dict[str, frozenset[str]] | None = None
) -> frozenset[str]:
    if given is None:
        return frozenset(possible)
    groups = groups or {}
    names: set[str] = set()
    for name in [given] if isinstance(given, str) else given:
        if name in groups:
            names |= groups[name]
        elif name in possible:
            names.add(name)
        else:
            raise SettingError(given_possible(what, name, (*possible, *groups)))
    return frozenset(names)


def _texts(X: Any) -> Iterable[tuple[str, str | None]]:
    if isinstance(X, str | bytes):
        raise DataError("X is one text; give several, such as a list or a column of a table")
    headlines: Iterable[Any] | None = None
    if hasattr(X, "columns"):
        if "text" not in X.columns:
            raise DataError("the table X has no column 'text'; give that column, or a corpus of fr.read_corpus(path)")
        headlines = X["headline"] if "headline" in X.columns else None
        X = X["text"]
    texts = list(X)
    heads = [None] * len(texts) if headlines is None else list(headlines)
    for row, (text, head) in enumerate(zip(texts, heads, strict=True)):
        if not isinstance(text, str):
            raise DataError(f"row {row} of X is no text but {text!r:.40}; fill in or drop missing texts first")
        yield text, head if isinstance(head, str) else None
