"""Counting words and n-grams of articles: in some zones and voices, into a sparse table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.errors import DataError, SettingError
from framing.profiles.measures import Selection, voices_for, zones_for
from framing.text import fold

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["WordCounts", "count_words_of", "pieces_of", "tokens"]

_TOKEN: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Counts of words in articles.

    Attributes
    ----------
    words : tuple of str
        Columns; an n-gram is its words with spaces between.
    counts : scipy.sparse.csr_array, shape (articles, words)
    totals : ndarray, shape (articles,)
        All words (or n-grams) of each article, those in no column too.
    """

    words: tuple[str, ...]
    counts: Any
    totals: NDArray[np.float64]


def tokens(text: str) -> list[str]:
    """Words of a text, folded as for matching: case, apostrophes, hyphens and spaces are the same.

    Examples
    --------
    >>> tokens("Israeli-occupied land isn’t “free”")
    ['israeli', 'occupied', 'land', "isn't", 'free']
    """
    return _TOKEN.findall(fold(text).text)


def _grams(words: Sequence[str], low: int, high: int) -> Iterable[str]:
    for n in range(low, high + 1):
        if n == 1:
            yield from words
        else:
            yield from (" ".join(words[i : i + n]) for i in range(len(words) - n + 1))


def count_words_of(
    articles: Iterable[Sequence[str]],
    ngrams: int | tuple[int, int] = 1,
    *,
    min_count: int = 1,
    min_articles: int = 1,
    leave_out: Collection[str] = (),
) -> WordCounts:
    """Count words or n-grams of articles given as pieces of text; an n-gram never runs over the end of a piece.

    Parameters
    ----------
    articles : iterable of sequence of str
        Pieces of each article.
    ngrams : int or (int, int)
        Length, or shortest and longest.
    min_count, min_articles : int
        Rarer words get no column, but stay in the totals.
    leave_out : collection of str
        Words without a column; an n-gram that contains one has none either.

    Returns
    -------
    WordCounts

    Examples
    --------
    >>> c = count_words_of([["A raid.", "A fire."], ["The raid"]], (1, 2), min_articles=2)
    >>> c.words, c.counts.toarray().tolist(), c.totals.tolist()
    (('raid',), [[1.0], [1.0]], [6.0, 3.0])
    """
    from scipy.sparse import csr_array

    low, high = (ngrams, ngrams) if isinstance(ngrams, int) else ngrams
    if not 1 <= low <= high <= 5:
        raise SettingError(f"ngrams {ngrams!r} is not possible; give a length from 1 to 5, or shortest and longest")
    vocabulary: dict[str, int] = {}
    columns: list[int] = []
    values: list[int] = []
    edges = [0]
    totals: list[int] = []
    for pieces in articles:
        counted: Counter[str] = Counter()
        for piece in pieces:
            counted.update(_grams(tokens(piece), low, high))
        totals.append(counted.total())
        columns.extend(vocabulary.setdefault(word, len(vocabulary)) for word in counted)
        values.extend(counted.values())
        edges.append(len(columns))
    counts = csr_array(
        (np.array(values, dtype=np.float64), np.array(columns, dtype=np.int64), np.array(edges, dtype=np.int64)),
        shape=(len(totals), len(vocabulary)),
    )
    often = np.bincount(columns, weights=values, minlength=len(vocabulary)) >= min_count
    wide = np.bincount(columns, minlength=len(vocabulary)) >= min_articles
    without = {" ".join(tokens(w)) for w in leave_out}
    words = np.array(list(vocabulary), dtype=object)
    wanted = np.array([not without.intersection((w, *w.split(" "))) for w in words], dtype=bool)
    keep = np.flatnonzero(often & wide & wanted)
    keep = keep[np.argsort(words[keep].astype(str), kind="stable")]
    return WordCounts(tuple(words[keep].tolist()), counts[:, keep], np.array(totals, dtype=np.float64))


def pieces_of(profiles: Any, voice: Selection = None, zones: Selection = "proper") -> list[list[str]]:
    """Give the stretches of each article in some voices and zones, in the order of ``profiles.articles``.

    Raises
    ------
    DataError
        Where the profiles did not keep the texts.
    """
    if profiles.texts is None:
        raise DataError("words need the texts, which these profiles did not keep; profile the corpus again with texts")
    wanted_zones, wanted_voices = zones_for(zones), voices_for(voice, None)
    ids = [str(i) for i in profiles.articles["article_id"]]
    by_zone, by_voice = _spans(profiles.zones, "zone"), _spans(profiles.voices, "voice")
    out = []
    for article in ids:
        pieces = []
        last_voices = by_voice.get(article, ([], []))
        text = profiles.texts[article] if article in by_zone else ""
        starts, names = by_zone.get(article, ([], []))
        for i, (start, zone) in enumerate(zip(starts, names, strict=True)):
            end = starts[i + 1] if i + 1 < len(starts) else len(text)
            if zone in wanted_zones:
                pieces += _in_voice(text, start, end, last_voices, wanted_voices)
        out.append(pieces)
    return out


def _spans(table: pd.DataFrame, column: str) -> dict[str, tuple[list[int], list[str]]]:
    """Starts and names of the spans of each article; spans follow each other and cover the text."""
    return {
        str(article): (rows["start"].tolist(), rows[column].tolist())
        for article, rows in table.groupby("article_id", sort=False)[["start", column]]
    }


def _in_voice(
    text: str, start: int, end: int, voices: tuple[list[int], list[str]], wanted: Collection[str]
) -> list[str]:
    starts, names = voices
    pieces: list[str] = []
    joined = False
    i = max(bisect_right(starts, start) - 1, 0)
    while i < len(starts) and starts[i] < end:
        stop = starts[i + 1] if i + 1 < len(starts) else len(text)
        part = text[max(starts[i], start) : min(stop, end)]
        if names[i] in wanted:
            # Neighbouring stretches of two wanted voices are one stretch, so n-grams may run through.
            if joined:
                pieces[-1] += part
            else:
                pieces.append(part)
        joined = names[i] in wanted
        i += 1
    return pieces
