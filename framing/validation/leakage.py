"""Copies across folds: texts that a classifier may have seen, nearly word for word, before it is tested on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from framing.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["find_leakage"]

#: Words in a run: headlines and sentences are short, and share few longer runs with their own copies.
_SHINGLE = 3


def find_leakage(texts: Iterable[str], groups: Sequence[Any], *, threshold: float = 0.7) -> pd.DataFrame:
    """Find near-duplicates that stand in different groups or folds: wire copies, syndication, repeated headlines.

    A figure from folds is honest only if no text is tested on a model that learned from its copy. Look before coded
    texts are split into folds, and give what belongs together one group; :func:`cross_validate_frames` looks at its
    own folds too.

    Parameters
    ----------
    texts : iterable of str
        Texts of fewer than three words are not compared.
    groups : sequence
        Of each text: its fold, or the group (outlet, story) that folds are made of.
    threshold : float
        Least share of common runs of three words among all runs of both texts (Jaccard), in (0, 1].

    Returns
    -------
    pandas.DataFrame
        A row per pair: ``first, second`` (positions, the first smaller), ``similarity`` (0 to 1), ``first_group,
        second_group``.

    Raises
    ------
    DataError
        If there are not as many groups as texts, or a text is no string.
    SettingError
        If `threshold` is not possible.
    MissingExtraError
        If datasketch (extra ``frames``) is not installed.

    See Also
    --------
    framing.corpus.find_duplicates : the same search among the articles of a corpus.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["The old dam broke last night.", "Rain is near, they say.", "OLD DAM BROKE LAST NIGHT"]
    >>> fr.find_leakage(texts, ["Post", "Post", "Herald"], threshold=0.6)[["first", "second"]].values.tolist()
    [[0, 2]]
    """
    import pandas as pd

    from framing.corpus.duplicates import find_duplicates
    from framing.detectors.frames.labels import check_texts

    found = check_texts(texts, empty=True)
    values = list(groups)
    if len(found) != len(values):
        raise DataError(f"there are {len(found)} texts and {len(values)} groups; give one group per text")
    table = pd.DataFrame({"article_id": [str(place) for place in range(len(found))], "text": found})
    pairs = find_duplicates(table, threshold=threshold, contained=None, shingle=_SHINGLE, min_words=0)
    places = [(int(a), int(b)) for a, b in zip(pairs["article_id"], pairs["other_id"], strict=True)]
    rows = [
        (a, b, float(similarity), values[a], values[b])
        for (a, b), similarity in zip(places, pairs["similarity"], strict=True)
        if values[a] != values[b]
    ]
    return pd.DataFrame(sorted(rows), columns=["first", "second", "similarity", "first_group", "second_group"])
