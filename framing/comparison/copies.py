"""Which articles are copies of one wire text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TextsAt", "column_codes", "column_of", "near_copies", "wire_copies"]

Ints = NDArray[np.int64]
TextsAt = Callable[[Ints], Sequence[str | None]]
"""Gives the texts of the articles at some places."""

_SHINGLE: Final = 5
_COPY: Final = 0.5
_PAIRS: Final = 20_000


def column_of(articles: pd.DataFrame, name: str) -> pd.Series[str]:
    """Give a column as texts, None where there is nothing."""
    values = articles[name]
    values = values.astype("object").where(values.notna(), None)
    return values.map(lambda v: None if v is None or v == "" else str(v))


def column_codes(values: pd.Series[str]) -> tuple[Ints, list[str]]:
    """Number the values of a column in their order; -1 where there is none."""
    import pandas as pd

    names = sorted(values.dropna().unique())
    return pd.Index(names, dtype=object).get_indexer(pd.Index(values, dtype=object)).astype(np.int64), names


def wire_copies(articles: pd.DataFrame, texts: Sequence[str | None] | TextsAt | None = None) -> Ints:
    """Number the articles so that copies of one wire text share a number.

    A column ``wire_cluster`` (`framing.corpus.with_wire_clusters`) decides where there is one. Else only articles with
    a ``wire_source`` can be copies, and only of one source: with ``texts``, two are copies when at least half of their
    distinct runs of five words are shared (linked copies chain); without, when headlines agree but for case and
    punctuation.

    Parameters
    ----------
    articles : DataFrame
    texts : sequence of str, or callable, optional
        Texts of all articles, or what gives those at some places, so that only texts of wires are read.

    Examples
    --------
    >>> import pandas as pd
    >>> a = pd.DataFrame({"wire_source": ["X", "X", None], "headline": ["A raid!", "a raid", "A raid"]})
    >>> wire_copies(a).tolist()
    [0, 0, 1]
    """
    n = len(articles)
    number = np.arange(n, dtype=np.int64)
    if "wire_cluster" in articles and articles["wire_cluster"].notna().any():
        known, names = column_codes(column_of(articles, "wire_cluster"))
        return np.unique(np.where(known >= 0, known, len(names) + number), return_inverse=True)[1].astype(np.int64)
    if "wire_source" not in articles:
        return number
    sources, _ = column_codes(column_of(articles, "wire_source"))
    wired = np.flatnonzero(sources >= 0)
    if len(wired) < 2:
        return number
    if texts is not None:
        found = texts(wired) if callable(texts) else [texts[i] for i in wired.tolist()]
        label = near_copies([text or "" for text in found], sources[wired])
    elif "headline" in articles:
        heads = articles["headline"].iloc[wired].fillna("").astype(str)
        folded = ["".join(c for c in h.casefold() if c.isalnum()) for h in heads]
        keys: dict[tuple[int, str], int] = {}
        label = np.array(
            [
                keys.setdefault((int(s), h or f"\0{i}"), i)
                for i, (s, h) in enumerate(zip(sources[wired], folded, strict=True))
            ]
        )
    else:
        return number
    first = np.full(int(label.max()) + 1, -1, dtype=np.int64)
    first[label[::-1]] = wired[::-1]
    number[wired] = first[label]
    return np.unique(number, return_inverse=True)[1].astype(np.int64)


def near_copies(texts: Sequence[str], sources: Ints) -> Ints:
    """Number the texts so that those of one source that share half of their runs of words have one number.

    Two sets of which half is shared have one of the rarest members in common that are left when each gives up the
    other half (prefix filtering: S. Chaudhuri, V. Ganti and R. Kaushik, ICDE 2006). Only texts that do are compared,
    so that a line which every wire text ends with costs nothing, and texts of the same words are compared once.

    Examples
    --------
    >>> page = "nine people died in a raid on Monday"
    >>> near_copies([page, "Other words. " + page, page, "A vote."], np.array([0, 0, 1, 0])).tolist()
    [0, 0, 2, 1]
    """
    label = np.zeros(len(texts), dtype=np.int64)
    least = 0
    for source in np.unique(sources):
        which = np.flatnonzero(sources == source)
        found = _of_one_source([texts[i] for i in which.tolist()])
        label[which] = least + found
        least += int(found.max()) + 1
    return label


def _of_one_source(texts: Sequence[str]) -> Ints:
    from scipy.sparse import coo_array, csr_array
    from scipy.sparse.csgraph import connected_components

    n = len(texts)
    row, run = _runs(texts)
    if not len(row):
        return np.arange(n, dtype=np.int64)
    size = np.bincount(row, minlength=n)
    # Runs in the order of how many texts have them: the rarest first.
    often = np.bincount(run)
    rank = np.empty(len(often), dtype=np.int64)
    rank[np.argsort(often, kind="stable")] = np.arange(len(often))
    order = np.lexsort((rank[run], row))
    row, run = row[order], run[order]
    start = np.concatenate([[0], np.cumsum(size)])
    same = _same_sets(run, start)
    place = np.arange(len(row)) - start[row]
    prefix = size - np.ceil(_COPY * size).astype(np.int64) + 1
    probe = (same[row] == row) & (place < prefix[row]) & (often[run] > 1)
    pairs = _pairs(row[probe], run[probe])
    has = csr_array((np.ones(len(row), dtype=np.int32), run, start), shape=(n, len(often)))
    a, b = [np.arange(n)], [same]
    for first in range(0, len(pairs), _PAIRS):
        one, two = pairs[first : first + _PAIRS].T
        both = np.asarray(has[one].multiply(has[two]).sum(axis=1)).ravel()
        copies = both / (size[one] + size[two] - both) >= _COPY
        a.append(one[copies])
        b.append(two[copies])
    ends = np.concatenate(a), np.concatenate(b)
    links = coo_array((np.ones(len(ends[0])), ends), shape=(n, n))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def _runs(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Give the distinct runs of five words of each text: numbers of the texts, and of the runs."""
    import pandas as pd

    known: dict[str, int] = {}
    words: list[NDArray[np.int64]] = []
    for text in texts:
        found = [known.setdefault(word, len(known) + 1) for word in re.findall(r"\w+", text.casefold())]
        # Nothing stands behind the words of a text that is shorter than a run.
        missing = max(_SHINGLE - len(found), 0) if found else 0
        words.append(np.array(found + [0] * missing, dtype=np.int64))
    number = np.array([max(len(part) - _SHINGLE + 1, 0) for part in words])
    row = np.repeat(np.arange(len(texts)), number)
    run = np.zeros(len(row), dtype=np.int64)
    for step in range(_SHINGLE):
        next_word = [part[step : step + n] for part, n in zip(words, number.tolist(), strict=True)]
        run = run * (len(known) + 1) + np.concatenate([np.zeros(0, np.int64), *next_word])
        run = np.asarray(pd.factorize(run)[0], dtype=np.int64)
    cells = np.unique(row * (int(run.max(initial=0)) + 1) + run)
    return np.divmod(cells, int(run.max(initial=0)) + 1)


def _same_sets(run: Ints, start: Ints) -> Ints:
    """Give the first text that has the same runs."""
    seen: dict[Any, int] = {}
    edges = start.tolist()
    return np.array(
        [
            seen.setdefault(run[first:last].tobytes() or text, text)
            for text, (first, last) in enumerate(pairwise(edges))
        ],
        dtype=np.int64,
    )


def _pairs(row: Ints, run: Ints) -> NDArray[np.int64]:
    """Give the pairs of texts that have a run in common, each once: shape (pairs, 2), the smaller number first."""
    order = np.lexsort((row, run))
    row, run = row[order], run[order]
    edges = np.flatnonzero(np.diff(run, prepend=-1, append=-2))
    # All texts of a run are paired with those that stand k places behind them, for every k.
    ends = np.repeat(edges[1:], np.diff(edges))
    places = np.arange(len(row))
    found = [np.zeros((0, 2), dtype=np.int64)]
    step = 1
    while len(places := places[places + step < ends[places]]):
        found.append(np.unique(np.stack([row[places], row[places + step]], axis=1), axis=0))
        step += 1
    return np.unique(np.concatenate(found), axis=0)
