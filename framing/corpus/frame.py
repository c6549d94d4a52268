"""Articles in memory to the corpus table: a DataFrame somebody made, a list of texts or of articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from framing.corpus.articles import Article
from framing.corpus.columns import further_names, match_columns
from framing.corpus.dates import day_first
from framing.corpus.decoding import check_repair
from framing.corpus.reading import repeated_identifiers
from framing.corpus.rows import corpus_schema, finish_rows, identifier
from framing.corpus.sources import Chunk
from framing.errors import CorpusError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_corpus"]


def as_corpus(
    articles: pd.DataFrame | Iterable[Article | str | Mapping[str, object]],
    *,
    columns: Mapping[str, str | None] | None = None,
    repair: str | None = None,
    dayfirst: bool | None = None,
) -> pd.DataFrame:
    r"""Validate and complete a table of articles in memory, as :func:`read_corpus` does for a file.

    Parameters
    ----------
    articles : pandas.DataFrame or iterable
        A table whose columns have the names of the corpus table or usual synonyms of them; or articles, texts or
        mappings of fields.
    columns, repair, dayfirst
        As for :func:`read_corpus`.

    Returns
    -------
    pandas.DataFrame
        The corpus table: the same rows in the same order, numbered from 0. Columns of the contract that are absent are
        null; further columns pass through untouched, and a column that was matched by a synonym stays beside the
        corpus table's own (but for that of the text). A row without a text has its `problem`.

    Raises
    ------
    CorpusError
        If no column holds the text, or identifiers repeat.

    Examples
    --------
    >>> import pandas as pd
    >>> corpus = as_corpus(pd.DataFrame({"text": ["The army said …", None], "Title": ["Raid", None]}))
    >>> corpus[["article_id", "text", "problem"]].values.tolist()[0][:2]
    ['row-1', 'Raid\n\nThe army said …']
    >>> corpus["problem"].tolist()[1]
    'no text'
    """
    import pandas as pd

    check_repair(repair)
    frame = articles if isinstance(articles, pd.DataFrame) else pd.DataFrame(_records(articles))
    if frame.empty and not len(frame.columns):
        frame = pd.DataFrame({"text": []}, dtype=object)
    names = [str(c) for c in frame.columns]
    if len(set(names)) != len(names):
        twice = sorted({n for n in names if names.count(n) > 1})
        raise CorpusError(f"the table has two columns named {twice[0]!r}; rename one")
    match = match_columns(names, columns, where="the table")
    by_name = dict(zip(names, frame.columns, strict=True))
    used = {*match.matched.values(), "problem", "notes"}
    read = {n: _values(frame[by_name[n]]) for n in names if n in used}
    ids = [
        identifier(v, i) for i, v in enumerate(read.get(match.matched.get("article_id", ""), [None] * len(frame)), 1)
    ]
    _check_ids(ids, match.matched.get("article_id", "article_id"))
    if dayfirst is None and "published" in match.matched:
        dayfirst = day_first(v for v in read[match.matched["published"]] if isinstance(v, str))
    batch = finish_rows(
        Chunk(dict(read), [None] * len(frame)),
        first=1,
        match=match,
        further=[],
        schema=corpus_schema(),
        dayfirst=dayfirst,
        repair=repair,
        finished=False,
    )
    result = pa.Table.from_batches([batch]).to_pandas()
    beside = {new: frame[by_name[old]].reset_index(drop=True) for old, new in further_names(names, match)}
    for target, source in match.matched.items():
        if target not in (source, "text") and source not in result.columns and source not in beside:
            beside[source] = frame[by_name[source]].reset_index(drop=True)
    if beside:
        result = pd.concat([result, pd.DataFrame(beside, index=result.index)], axis=1)
    result.attrs = dict(frame.attrs)
    result.attrs.setdefault("columns", match)
    return result  # type: ignore[no-any-return]


def _records(articles: Iterable[Article | str | Mapping[str, object]]) -> list[dict[str, Any]]:
    if isinstance(articles, str | bytes | Mapping):
        raise CorpusError(
            f"a corpus is a table or a list of articles, not one {type(articles).__name__}; put it in a list"
        )
    records: list[dict[str, Any]] = []
    for article in articles:
        if isinstance(article, Article):
            record = asdict(article)
            record["notes"] = "; ".join(article.notes) or None
            records.append(record)
        elif isinstance(article, str):
            records.append({"text": article})
        elif isinstance(article, Mapping):
            records.append(dict(article))
        else:
            raise CorpusError(f"an article is a str, a mapping or an Article, not a {type(article).__name__}")
    return records


def _values(column: Any) -> list[Any]:
    return column.astype(object).tolist()  # type: ignore[no-any-return]


def _check_ids(ids: list[str], column: str) -> None:
    seen: set[str] = set()
    repeated: dict[str, None] = {}
    for name in ids:
        if name in seen:
            repeated[name] = None
        seen.add(name)
    repeated_identifiers(list(repeated), "the table", column)
