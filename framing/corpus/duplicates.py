"""Wire copies and near-duplicates: MinHash proposes pairs, the shared runs of words decide."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from framing.corpus.frame import as_corpus
from framing.errors import MissingExtraError, SettingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["find_duplicates", "with_wire_clusters"]

_WORD: Final = re.compile(r"\w+")
_PERMUTATIONS: Final = 128
_PROPOSE_FROM: Final = 0.2
"""Jaccard similarity from which MinHash proposes a pair: a wire text cut to a third still has about that."""


def find_duplicates(
    corpus: pd.DataFrame,
    *,
    threshold: float = 0.5,
    contained: float | None = 0.8,
    shingle: int = 5,
    min_words: int = 30,
    seed: int = 1,
) -> pd.DataFrame:
    """Find copies of one wire text and other near-duplicates, so that they are seen before anything is counted.

    Texts are compared by their runs of `shingle` words, whatever their case and punctuation. MinHash with
    locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman and Ullman 2020, chapter 3) proposes pairs in time that
    grows with the corpus and not with its square; the similarity of each proposed pair is then computed from the runs
    themselves. A pair well above the limits is practically never missed; one of long and short text near `contained`
    may be.

    Parameters
    ----------
    corpus : pandas.DataFrame
        A corpus table.
    threshold : float
        Least share of common runs among all runs of both texts (Jaccard), in (0, 1].
    contained : float or None
        A pair is also taken if at least this share of the shorter text's runs stands in the longer, as when an outlet
        cuts a wire text from its end; None switches that off.
    shingle : int
        Words a run.
    min_words : int
        Articles with fewer words are left out, since short texts agree by chance.
    seed : int
        Of the hashing.

    Returns
    -------
    pandas.DataFrame
        One row a pair, in corpus order: `article_id`, `other_id`, `outlet`, `other_outlet`, `similarity` (Jaccard,
        0–1), `contained` (share of the shorter text found in the longer, 0–1), `wire_cluster` (the first `article_id`
        of the group of articles joined by such pairs).

    Raises
    ------
    SettingError
        If a limit is not possible.
    MissingExtraError
        If datasketch is not installed.

    See Also
    --------
    with_wire_clusters : put the groups into the corpus as a column.

    Examples
    --------
    >>> import pandas as pd
    >>> wire = " ".join(f"word{i}" for i in range(60))
    >>> corpus = pd.DataFrame({"article_id": ["a", "b"], "text": [wire, wire + " and a line of its own"]})
    >>> find_duplicates(corpus)[["article_id", "other_id", "contained", "wire_cluster"]].values.tolist()
    [['a', 'b', 1.0, 'a']]
    """
    for name, value in (("threshold", threshold), ("contained", contained)):
        if value is not None and not 0 < value <= 1:
            raise SettingError(f"{name} {value} is not possible; give a share above 0 and at most 1")
    if shingle < 1 or min_words < 0:
        raise SettingError(f"shingle {shingle} and min_words {min_words} are not possible; give 1 and 0 or more")
    import pandas as pd

    table = as_corpus(corpus)
    runs = {
        i: found
        for i, text in enumerate(table["text"].tolist())
        if (found := _runs(text, shingle, max(min_words, shingle)))
    }
    pairs = []
    for first, second in _proposed(runs, threshold if contained is None else _PROPOSE_FROM, seed):
        common = len(runs[first] & runs[second])
        jaccard = common / (len(runs[first]) + len(runs[second]) - common)
        inside = common / min(len(runs[first]), len(runs[second]))
        if jaccard >= threshold or (contained is not None and inside >= contained):
            pairs.append((first, second, jaccard, inside))
    root = _groups([(a, b) for a, b, *_ in pairs])
    ids = table["article_id"].tolist()
    outlets = table["outlet"].tolist()
    return pd.DataFrame(
        {
            "article_id": [ids[a] for a, *_ in pairs],
            "other_id": [ids[b] for _, b, *_ in pairs],
            "outlet": [outlets[a] for a, *_ in pairs],
            "other_outlet": [outlets[b] for _, b, *_ in pairs],
            "similarity": pd.Series([p[2] for p in pairs], dtype=float),
            "contained": pd.Series([p[3] for p in pairs], dtype=float),
            "wire_cluster": [ids[root[a]] for a, *_ in pairs],
        }
    )


def with_wire_clusters(corpus: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Put the groups of :func:`find_duplicates` into the corpus as the column `wire_cluster`.

    An article without a copy is a group of its own, so that resampling by `wire_cluster` needs no special case.

    Parameters
    ----------
    corpus : pandas.DataFrame
        A corpus table.
    pairs : pandas.DataFrame
        Pairs as found, perhaps corrected by a person.

    Returns
    -------
    pandas.DataFrame
        A copy of the corpus with the column.

    Examples
    --------
    >>> import pandas as pd
    >>> corpus = pd.DataFrame({"article_id": ["a", "b", "c"], "text": ["x", "y", "z"]})
    >>> pairs = pd.DataFrame({"article_id": ["a"], "other_id": ["c"]})
    >>> with_wire_clusters(corpus, pairs)["wire_cluster"].tolist()
    ['a', 'b', 'a']
    """
    table = as_corpus(corpus)
    ids = table["article_id"].tolist()
    place = {name: i for i, name in enumerate(ids)}
    joined = [
        (place[a], place[b])
        for a, b in zip(pairs["article_id"].tolist(), pairs["other_id"].tolist(), strict=True)
        if a in place and b in place
    ]
    root = _groups(joined)
    table["wire_cluster"] = [ids[root.get(i, i)] for i in range(len(ids))]
    return table


def _runs(text: str, shingle: int, min_words: int) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    if len(words) < min_words:
        return frozenset()
    return frozenset(
        int.from_bytes(hashlib.blake2b(" ".join(words[i : i + shingle]).encode(), digest_size=8).digest(), "big")
        for i in range(len(words) - shingle + 1)
    )


def _proposed(runs: dict[int, frozenset[int]], threshold: float, seed: int) -> list[tuple[int, int]]:
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError:
        raise MissingExtraError("finding duplicates", "duplicates") from None

    def low_bits(value: int) -> int:
        return value & 0xFFFFFFFF

    index = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS, weights=(0.2, 0.8))
    found: set[tuple[int, int]] = set()
    for place, members in runs.items():
        sketch: Any = MinHash(num_perm=_PERMUTATIONS, seed=seed, hashfunc=low_bits)
        sketch.update_batch(sorted(members))
        found.update((other, place) for other in index.query(sketch))
        index.insert(place, sketch)
    return sorted(found)


def _groups(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Join pairs to groups; give for each member the first member of its group."""
    neighbours: dict[int, list[int]] = defaultdict(list)
    for a, b in pairs:
        neighbours[a].append(b)
        neighbours[b].append(a)
    root: dict[int, int] = {}
    for start in sorted(neighbours):
        if start in root:
            continue
        waiting = [start]
        while waiting:
            member = waiting.pop()
            if member not in root:
                root[member] = start
                waiting.extend(neighbours[member])
    return root
