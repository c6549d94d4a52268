"""BASIL: three outlets on the same events, with spans of lexical and informational bias, in JSON files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.datasets.origin import Origin

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BASIL", "read_basil"]

ORIGIN = Origin(
    name="BASIL",
    get_from="github.com/launchnlp/BASIL",
    licence="none stated; the articles belong to their publishers",
    reference="Fan et al. 2019, EMNLP",
)
_OUTLETS = {"fox": "Fox News", "hpo": "HuffPost", "nyt": "New York Times"}
_BIAS = {"lex": "lexical", "inf": "informational"}
_SPAN_COLUMNS = (
    *("article_id", "start", "end", "text", "sentence", "bias", "quoted", "speaker"),
    *("target", "polarity", "aim"),
)


@dataclass(frozen=True, slots=True)
class BASIL:
    """Articles and the spans that annotators marked in them.

    Attributes
    ----------
    articles : pandas.DataFrame
        ``article_id``, ``story`` (the event that three outlets cover), ``outlet``, ``headline``, ``published`` (UTC),
        ``url``, ``main_event``, ``stance`` (left, center, right within the three) and ``text``: the headline, a blank
        line, then a line per paragraph, its sentences parted by a space.
    spans : pandas.DataFrame
        ``article_id``, ``start`` and ``end`` in ``articles.text``, ``text``, ``sentence`` (ordinal in the body, -1 in
        the headline), ``bias`` (lexical, informational), ``quoted`` (bool), ``speaker``, ``target``, ``polarity``
        (pos, neg) and ``aim`` (direct, or of which indirect kind).
    """

    articles: pd.DataFrame
    spans: pd.DataFrame


def read_basil(folder: str | os.PathLike[str]) -> BASIL:
    """Read all articles that have annotations, and map the spans to one text per article.

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``articles/<year>/NAME.json`` and ``annotations/<year>/NAME_ann.json``.

    Returns
    -------
    BASIL
        Offsets are code points, half-open; each is checked against the words that the annotation repeats.

    Raises
    ------
    ReadError
        If a file is missing or damaged, or an offset does not give the annotated words.

    References
    ----------
    Fan et al. (2019): In Plain Sight: Media Bias Through the Lens of Factual Reporting. EMNLP.

    Examples
    --------
    >>> read_basil("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.ReadError: BASIL: there is no folder 'no-such-folder'; get the set from ...
    """
    import pandas as pd

    root = ORIGIN.folder(folder)
    annotations = ORIGIN.first(root, "annotations")
    articles: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    for path in sorted(ORIGIN.first(root, "articles").rglob("*.json")):
        article = ORIGIN.json_object(ORIGIN.text(path), repr(path.name))
        name = f"{path.parent.name}/{path.stem}_ann.json"
        coded = ORIGIN.json_object(ORIGIN.text(ORIGIN.first(annotations, name)), repr(name))
        try:
            row, found = _article(path, article, coded)
        except (KeyError, TypeError, AttributeError) as error:
            raise ORIGIN.broken(repr(path.name), f"without {error}") from error
        articles.append(row)
        spans.extend(found)
    if not articles:
        raise ORIGIN.broken("'articles'", "no .json file in it")
    table = pd.DataFrame(articles)
    table["published"] = pd.to_datetime(table["published"], utc=True, errors="coerce")
    return BASIL(articles=table, spans=pd.DataFrame(spans, columns=list(_SPAN_COLUMNS)))


def _article(path: Path, article: dict[str, Any], coded: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    headline = str(article["title"])
    parts, starts, at = [headline], [], len(headline)
    for n, paragraph in enumerate(article["body-paragraphs"]):
        for k, sentence in enumerate(paragraph):
            gap = " " if k else ("\n\n" if n == 0 else "\n")
            starts.append(at + len(gap))
            parts += [gap, sentence]
            at += len(gap) + len(sentence)
    text = "".join(parts)
    spans = []
    for span in coded["phrase-level-annotations"]:
        sentence = -1 if span["id"] == "title" else int(span["id"].removeprefix("p"))
        if not sentence < len(starts) or span["bias"] not in _BIAS:
            raise ORIGIN.broken(repr(path.name), f"a span in {span['id']!r} of the bias {span['bias']!r}")
        base = 0 if sentence < 0 else starts[sentence]
        start, end = base + span["start"], base + span["end"]
        if text[start:end] != span["txt"]:
            raise ORIGIN.broken(repr(path.name), f"offsets of a span in {span['id']!r} do not give its words")
        spans.append(
            {
                "article_id": path.stem,
                "start": start,
                "end": end,
                "text": text[start:end],
                "sentence": sentence,
                "bias": _BIAS[span["bias"]],
                "quoted": span["quote"] == "yes",
                "speaker": span["speaker"] or None,
                "target": span["target"] or None,
                "polarity": span["polarity"],
                "aim": span["aim"],
            }
        )
    row = {
        "article_id": path.stem,
        "story": article["triplet-uuid"],
        "outlet": _OUTLETS.get(article["source"].lower(), article["source"]),
        "headline": headline,
        "published": article["date"],
        "url": article["url"],
        "main_event": article["main-event"],
        "stance": coded["article-level-annotations"].get("relative_stance"),
        "text": text,
    }
    return row, spans
