"""Near-duplicates among texts (wire copies, syndicated articles, repeated headlines), found by MinHash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.errors import DataError, MissingExtraError, SettingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["across_folds", "near_duplicates"]

_WORD = re.compile(r"\w+")
_PERMUTATIONS = 128


def near_duplicates(texts: Sequence[str], *, threshold: float = 0.7, shingle: int = 3) -> pd.DataFrame:
    """Find pairs of texts that share most of their runs of words.

    Candidates come from MinHash with locality-sensitive hashing; each candidate's similarity is then computed exactly.

    Parameters
    ----------
    texts : sequence of str
    threshold : float
        Least share of common runs (Jaccard), above 0 up to 1.
    shingle : int
        Words in a run; a shorter text is one run.

    Returns
    -------
    pandas.DataFrame
        ``first, second`` (positions, the first smaller), ``similarity``; in order of position.

    Raises
    ------
    MissingExtraError
        If datasketch is not installed.
    SettingError
        If `threshold` or `shingle` is not possible.

    References
    ----------
    Broder (1997): On the resemblance and containment of documents.

    Examples
    --------
    >>> near_duplicates(["The dam broke last night.", "Rain is near.", "the dam broke last night"])["second"].tolist()
    [2]
    """
    import pandas as pd

    if not 0 < threshold <= 1 or shingle < 1:
        raise SettingError(f"threshold {threshold!r} or shingle {shingle!r} is not possible; give (0, 1] and 1 or more")
    try:
        from datasketch import MinHash, MinHashLSH
    except ImportError as error:
        raise MissingExtraError("finding near-duplicates", "frames") from error
    runs = [_runs(text, shingle) for text in texts]
    # A little lower than asked for, so that the exact comparison decides at the edge.
    index = MinHashLSH(threshold=max(0.9 * threshold, 0.05), num_perm=_PERMUTATIONS)
    rows = []
    for second, found in enumerate(runs):
        if not found:
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([run.encode("utf-8", "surrogatepass") for run in sorted(found)])
        for first in sorted(index.query(sketch)):
            similarity = len(found & runs[first]) / len(found | runs[first])
            if similarity >= threshold:
                rows.append((first, second, similarity))
        index.insert(second, sketch)
    return pd.DataFrame(sorted(rows), columns=["first", "second", "similarity"])


def _runs(text: str, shingle: int) -> set[str]:
    words = _WORD.findall(text.lower())
    if not words:
        return set()
    return {" ".join(words[at : at + shingle]) for at in range(max(len(words) - shingle + 1, 1))}


def across_folds(texts: Sequence[str], folds: Sequence[int], *, threshold: float = 0.7) -> pd.DataFrame:
    """Find near-duplicates that stand in different folds: what a classifier may have seen before it is tested on it.

    Parameters
    ----------
    texts : sequence of str
    folds : sequence of int
        The fold in whose test part each text is.
    threshold : float
        As for :func:`near_duplicates`.

    Returns
    -------
    pandas.DataFrame
        ``first, second, similarity, first_fold, second_fold``.
    """
    if len(texts) != len(folds):
        raise DataError(f"there are {len(texts)} texts and {len(folds)} fold numbers; give one per text")
    table = near_duplicates(texts, threshold=threshold)
    table["first_fold"] = [folds[int(place)] for place in table["first"]]
    table["second_fold"] = [folds[int(place)] for place in table["second"]]
    return table[table["first_fold"] != table["second_fold"]].reset_index(drop=True)
