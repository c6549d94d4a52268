"""Keywords in context: where words stand in a corpus, in whose voice and in which part of the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from framing.detectors.matching import LexiconMatcher, Match
from framing.document.model import WORDING, Document
from framing.document.reading import read, reading_literals
from framing.errors import SettingError
from framing.lexicon.model import Category, Lexicon, Term
from framing.lexicon.patterns import check_term
from framing.profiles.measures import voices_for, zones_for
from framing.text import Scanner, fold

if TYPE_CHECKING:
    import pandas as pd

    from framing.profiles.concordance import Concordance

__all__ = ["kwic"]

_LEFT_OUT = {"text", "headline", "article_id", "problem", "notes"}
_CHARACTERS_A_WORD = 40
_SPACES = re.compile(r"\s+")


def kwic(
    corpus: pd.DataFrame | Iterable[Any],
    pattern: str | Sequence[str] | Lexicon,
    *,
    window: int = 10,
    case: bool = False,
    regex: bool = False,
    voice: str | Collection[str] | None = None,
    zones: str | Collection[str] | None = "proper",
    duplicates: bool = False,
) -> Concordance:
    """Show words in their context.

    Parameters
    ----------
    corpus : pandas.DataFrame or iterable
        The corpus table, or texts or articles.
    pattern : str, sequence of str, or Lexicon
        Words or phrases, ``*`` for the rest of a word, matched as terms of a lexicon are; or a whole lexicon.
    window : int
        Words shown on each side.
    case : bool
        Whether capitals must agree.
    regex : bool
        Whether ``pattern`` is a regular expression (for a linear-time engine; only whole words count).
    voice, zones : str or collection of str, optional
        Show these voices and zones only, as for counts; by default every voice of the article proper.
        ``zones="all"`` shows promotional lines too.
    duplicates : bool
        Show repetitions (a pull quote, the headline set again in the text) too.

    Returns
    -------
    Concordance
        A pandas table, one row a place, in the order of the corpus and of the texts. Its ``attrs["problems"]`` lists
        articles that could not be read.

    Raises
    ------
    SettingError
        When the pattern matches nothing or everything, or a setting is not possible.

    Examples
    --------
    >>> import framing as fr
    >>> lines = fr.kwic(["The army called it a raid. A raid began."], "raid")
    >>> lines[["left", "match", "right"]].values.tolist()[0]
    ['The army called it a', 'raid', '. A raid began.']
    >>> lines["zone"].unique().tolist()
    ['lead']
    """
    import pandas as pd

    from framing.corpus import as_corpus
    from framing.profiles.concordance import COLUMNS, Concordance

    if window < 0:
        raise SettingError(f"window={window} is not possible; give a number of words, 0 or more")
    finder = _Finder(pattern, case=case, regex=regex)
    voices, wanted = voices_for(voice, None), zones_for(zones)
    frame = as_corpus(corpus)
    rows: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    places: list[int] = []
    problems: list[tuple[str, str]] = []
    headlines = frame["headline"] if "headline" in frame.columns else [None] * len(frame)
    for place, (article_id, text, headline) in enumerate(
        zip(frame["article_id"], frame["text"], headlines, strict=True)
    ):
        if not isinstance(text, str) or not text.strip():
            problems.append((article_id, "the text is empty"))
            continue
        try:
            document, matches = finder.find(text, headline if isinstance(headline, str) else None)
        except Exception as error:  # one article never stops the others
            problems.append((article_id, f"reading failed: {type(error).__name__}: {error}"))
            continue
        for match in matches:
            assert document is not None
            found = _row(document, match, window)
            if found["voice"] not in voices or found["zone"] not in wanted:
                continue
            if not duplicates and document.first_occurrence(match.start) is not None:
                continue
            places.append(place)
            for name, value in (found | {"article_id": article_id}).items():
                rows[name].append(value)
    table = pd.DataFrame({name: pd.Series(rows[name], dtype=kind) for name, kind in COLUMNS.items()})
    for name in frame.columns:
        if name not in _LEFT_OUT and name not in table.columns:
            table[name] = frame[name].iloc[places].reset_index(drop=True)
    result = Concordance(table)
    result.attrs["problems"] = problems
    return result


class _Finder:
    """Finds the places in one text, and reads it only when there are some."""

    def __init__(self, pattern: object, *, case: bool, regex: bool) -> None:
        self.matcher = LexiconMatcher(_as_lexicon(pattern, case=case, regex=regex))
        self.terms = Scanner({"terms": self.matcher.literals})
        self.reading = Scanner({"reading": reading_literals()})

    def find(self, text: str, headline: str | None) -> tuple[Document | None, list[Match]]:
        folded = fold(text)
        hits = self.terms.scan(folded)["terms"] if self.matcher.literals else []
        if not hits and not self.matcher._regexes:
            return None, []
        document = read(folded, self.reading.scan(folded)["reading"], headline=headline)
        return document, self.matcher.matches(document, hits)


def _as_lexicon(pattern: object, *, case: bool, regex: bool) -> Lexicon:
    if isinstance(pattern, Lexicon):
        return pattern
    patterns = [pattern] if isinstance(pattern, str) else list(pattern) if isinstance(pattern, Iterable) else [pattern]
    terms = []
    for text in patterns:
        if not isinstance(text, str):
            raise SettingError(f"a pattern is a word or a phrase, not a {type(text).__name__}; give a str or a Lexicon")
        problem = check_term(text, "regex" if regex else "glob")
        if problem:
            raise SettingError(f"pattern: {problem}")
        terms.append(Term(text, kind="regex" if regex else "glob", case=case))
    if not terms:
        raise SettingError("no pattern is given; give a word such as 'raid*'")
    return Lexicon("kwic", categories={"kwic": Category("kwic", "kwic", tuple(terms))})


def _row(document: Document, match: Match, window: int) -> dict[str, Any]:
    text, start, end = document.text, match.start, match.end
    segment = document.voice_at(start)
    attribution = document.attribution(segment.attribution)
    reach = _CHARACTERS_A_WORD * (window + 1)
    before = text[max(start - reach, 0) : start].split()
    after = text[end : end + reach].split()
    # A mark that touches the match stays beside it and is no word of its own.
    right = after[: window + (1 if after and not text[end].isspace() and not any(map(str.isalnum, after[0])) else 0)]
    return {
        "start": start,
        "end": end,
        "left": " ".join(before[len(before) - window :] if window < len(before) else before),
        "match": _SPACES.sub(" ", text[start:end]),
        "right": " ".join(right),
        "feature": match.entry.feature,
        "term": match.entry.term.text,
        "sentence": document.sentence_at(start),
        "zone": document.zone_at(start).kind,
        "voice": segment.voice,
        "wording": WORDING[segment.voice],
        "source": attribution.source if attribution else None,
    }
