"""Which articles cover the same story: a proposal from dates and words, for a person to correct."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from framing.corpus.frame import as_corpus
from framing.errors import MissingExtraError, SettingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["group_stories"]

_NAME_WORDS: Final = 3
_LETTERS: Final = re.compile(r"[^\W\d_]{4,}")


def group_stories(
    corpus: pd.DataFrame, *, days: float = 4.0, threshold: float = 0.1, max_features: int = 50_000
) -> pd.DataFrame:
    """Propose which articles cover the same story, from their dates and words.

    Articles are taken in the order of their dates. Each joins the story whose articles at most `days` away resemble it
    most on average (cosine of TF-IDF over words and word pairs), if that average reaches `threshold`; otherwise it
    opens a story. An article without a date is compared with all. Stories that the corpus
    already names are kept, and others may join them. This follows the single-pass clustering of topic detection and
    tracking (Allan, Papka and Lavrenko 1998). It is a proposal: correct it before a story is used as the unit of
    resampling.

    Parameters
    ----------
    corpus : pandas.DataFrame
        A corpus table; `published`, `headline` and `story` are used where present.
    days : float
        Greatest distance in time between an article and those it is compared with, in days.
    threshold : float
        Least mean similarity to a story's articles, 0–1. Lower it if stories fall apart, raise it if they run together;
        a corpus in which many articles a day are on one theme wants more than the default.
    max_features : int
        Most words and word pairs kept, by frequency.

    Returns
    -------
    pandas.DataFrame
        One row an article, in corpus order: `article_id`, `story` (proposed name: date and three typical words; null
        where the article could not be read), `similarity` (mean, to the other members; NaN where alone), `members` (in
        the story), `published`, `outlet`, `headline`.

    Raises
    ------
    SettingError
        If `days`, `threshold` or `max_features` is not possible.
    MissingExtraError
        If scikit-learn is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> corpus = pd.DataFrame({"text": ["Flood water closed the harbour bridge", "Harbour bridge closed by flood water",
    ...                                 "Minister quits over leaked budget papers"], "published": "2023-03-07"})
    >>> group_stories(corpus)["members"].tolist()
    [2, 2, 1]
    """
    if not 0 < threshold <= 1:
        raise SettingError(f"threshold {threshold} is not possible; give a similarity above 0 and at most 1")
    if days < 0 or max_features < 1:
        raise SettingError(f"days {days} and max_features {max_features} are not possible; give 0 and 1 or more")
    import numpy as np
    import pandas as pd

    table = as_corpus(corpus)
    readable = [i for i, p in enumerate(table["problem"].isna().tolist()) if p]
    given = [None if pd.isna(s) else str(s) for s in table["story"].tolist()]
    when = [None if pd.isna(p) else p.to_pydatetime() for p in table["published"].tolist()]
    labels: list[int | None] = [None] * len(table)
    if readable:
        matrix, words = _weights([table["text"].iloc[i] for i in readable], max_features)
        joined = _joined(
            matrix, [when[i] for i in readable], [given[i] for i in readable], timedelta(days=days), threshold
        )
        for place, number in zip(readable, joined, strict=True):
            labels[place] = number
    members: dict[int, list[int]] = {}
    for place, label in enumerate(labels):
        if label is not None:
            members.setdefault(label, []).append(place)
    row = {place: r for r, place in enumerate(readable)}
    names: list[str | None] = [None] * len(table)
    alike = np.full(len(table), np.nan)
    taken = {g for g in given if g is not None}
    for places in members.values():
        own = next((given[p] for p in places if given[p] is not None), None)
        rows = matrix[[row[p] for p in places]]
        if own is None:
            own = _name(rows, words, [when[p] for p in places], taken)
            taken.add(own)
        total = np.asarray(rows.sum(axis=0)).ravel()
        for r, p in enumerate(places):
            names[p] = own
            if len(places) > 1:
                itself = float(rows[r].multiply(rows[r]).sum())
                alike[p] = (float((rows[r] @ total)[0]) - itself) / (len(places) - 1)
    for p, g in enumerate(given):
        names[p] = names[p] if g is None else g
    sizes = {n: names.count(n) for n in set(names)}
    return pd.DataFrame(
        {
            "article_id": table["article_id"],
            "story": pd.Series(names, dtype=table["article_id"].dtype),
            "similarity": np.round(alike, 12),
            "members": pd.array([None if n is None else sizes[n] for n in names], dtype="Int64"),
            "published": table["published"],
            "outlet": table["outlet"],
            "headline": table["headline"],
        }
    )


def _weights(texts: list[str], max_features: int) -> tuple[Any, list[str]]:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        raise MissingExtraError("grouping stories", "learn") from None
    vectorizer = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, max_features=max_features, token_pattern=r"(?u)\b\w\w+\b",
        max_df=0.5 if len(texts) >= 20 else 1.0,
    )  # fmt: skip
    try:
        matrix = vectorizer.fit_transform(texts)
    except ValueError:  # no text holds a word of two letters
        vectorizer = TfidfVectorizer(token_pattern=r"(?s).+")
        matrix = vectorizer.fit_transform(texts)
    return matrix, vectorizer.get_feature_names_out().tolist()


def _joined(matrix: Any, when: list[Any], given: list[str | None], reach: timedelta, threshold: float) -> list[int]:
    """Give each row its story's number; rows whose story is given have it from the start."""
    import numpy as np

    order = sorted(range(len(when)), key=lambda i: (when[i] is None, when[i] or 0, i))
    dated = sum(w is not None for w in when)
    moments = [when[i] for i in order[:dated]]
    rows = matrix.tocsr()[order]
    numbers = {name: n for n, name in enumerate(dict.fromkeys(g for g in given if g is not None))}
    label = np.array([-1 if (g := given[i]) is None else numbers[g] for i in order], dtype=np.int64)
    stories = len(numbers)
    for place, i in enumerate(order):
        if label[place] >= 0:
            continue
        low, high = 0, len(order)
        if when[i] is not None:
            low, high = bisect_left(moments, when[i] - reach), bisect_right(moments, when[i] + reach)
        # Articles without a date stand behind the others and are near to all.
        near = [*range(low, high), *range(max(high, dated), len(order))]
        near = [n for n in near if label[n] >= 0]
        best = -1
        if near:
            alike = (rows[near] @ rows[place].T).toarray().ravel()
            sums = np.bincount(label[near], weights=alike, minlength=stories)
            means = sums / np.maximum(np.bincount(label[near], minlength=stories), 1)
            best = int(np.argmax(means))
            if means[best] < threshold:
                best = -1
        if best < 0:
            best, stories = stories, stories + 1
        label[place] = best
    result = [0] * len(order)
    for place, i in enumerate(order):
        result[i] = int(label[place])
    return result


def _name(rows: Any, words: list[str], when: list[Any], taken: set[str]) -> str:
    import numpy as np

    total = np.asarray(rows.sum(axis=0)).ravel()
    used = np.flatnonzero(total)
    ordered = used[np.lexsort((used, -np.round(total[used], 9)))]
    best = list(islice((words[c] for c in ordered.tolist() if _LETTERS.fullmatch(words[c])), _NAME_WORDS))
    dated = [w for w in when if w is not None]
    name = " ".join(filter(None, [min(dated).date().isoformat() if dated else None, "-".join(best)]))
    name = name or "story"
    number, new = 2, name
    while new in taken:
        new, number = f"{name} ({number})", number + 1
    return new
