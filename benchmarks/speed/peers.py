"""Counts of dictionary terms per article and category: this library, those peers that are installed, a slow oracle.

A peer that is not installed is left out and named as absent. Install them in an environment of their own:
``pip install flashtext spacy scikit-learn liwc``; quanteda is an R package.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from benchmarks.speed.quanteda import Quanteda, has_quanteda
from framing.detectors.vectorizer import FramingVectorizer
from framing.lexicon import Category, Lexicon, Term
from framing.text import fold, is_whole

__all__ = ["PEERS", "Counter", "absent", "counters", "oracle"]

Counts = "np.ndarray[tuple[int, int], np.dtype[np.int64]]"
Counter = Callable[[Sequence[str]], Counts]

PEERS = {"flashtext": "flashtext", "spacy": "spaCy PhraseMatcher", "sklearn": "CountVectorizer", "liwc": "liwc"}
"""Peers by the module that they import."""

QUANTEDA = "quanteda"


def absent() -> list[str]:
    """Name the peers that are not installed."""
    missing = [name for module, name in PEERS.items() if importlib.util.find_spec(module) is None]
    return missing if has_quanteda() else [*missing, QUANTEDA]


def counters(terms: Mapping[str, Sequence[str]]) -> dict[str, Counter]:
    """Make everything that counts, ready to be timed: articles in, an array of articles × categories out."""
    made: dict[str, Counter] = {"framing, terms only": _framing(terms)}
    for module, make in (("flashtext", _flashtext), ("spacy", _spacy), ("sklearn", _sklearn), ("liwc", _liwc)):
        if importlib.util.find_spec(module) is not None:
            made[PEERS[module]] = make(terms)
    if has_quanteda():
        made[QUANTEDA] = Quanteda(terms)
    return made


def _framing(terms: Mapping[str, Sequence[str]]) -> Counter:
    categories = {
        name: Category(name, name, tuple(Term(term) for term in found), overlap="each") for name, found in terms.items()
    }
    vectorizer = FramingVectorizer(Lexicon("speed", categories=categories)).fit(["warm up"])
    return lambda texts: np.asarray(vectorizer.transform(texts).toarray(), np.int64)


def _flashtext(terms: Mapping[str, Sequence[str]]) -> Counter:
    from flashtext import KeywordProcessor

    column = {name: number for number, name in enumerate(terms)}
    processor = KeywordProcessor()
    for name, found in terms.items():
        for term in found:
            processor.add_keyword(term, name)

    def count(texts: Sequence[str]) -> Counts:
        counted = np.zeros((len(texts), len(terms)), np.int64)
        for row, text in enumerate(texts):
            for name in processor.extract_keywords(text):
                counted[row, column[name]] += 1
        return counted

    return count


def _spacy(terms: Mapping[str, Sequence[str]]) -> Counter:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    nlp.max_length = 20_000_000
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for name, found in terms.items():
        matcher.add(name, [nlp.make_doc(term) for term in found])
    column = {nlp.vocab.strings[name]: number for number, name in enumerate(terms)}

    def count(texts: Sequence[str]) -> Counts:
        counted = np.zeros((len(texts), len(terms)), np.int64)
        for row, text in enumerate(texts):
            for key, _, _ in matcher(nlp.make_doc(text)):
                counted[row, column[key]] += 1
        return counted

    return count


def _sklearn(terms: Mapping[str, Sequence[str]]) -> Counter:
    from sklearn.feature_extraction.text import CountVectorizer

    flat = [(term, number) for number, found in enumerate(terms.values()) for term in found]
    vectorizer = CountVectorizer(vocabulary=[term for term, _ in flat], ngram_range=(1, 2))
    deal = np.zeros((len(flat), len(terms)), np.int64)
    deal[np.arange(len(flat)), [number for _, number in flat]] = 1
    return lambda texts: np.asarray(vectorizer.transform(texts) @ deal, np.int64)


def _liwc(terms: Mapping[str, Sequence[str]]) -> Counter:
    from liwc.trie import build_trie, search_trie

    column = {name: number for number, name in enumerate(terms)}
    trie = build_trie({term: [name] for name, found in terms.items() for term in found})
    word = re.compile(r"\w+")

    def count(texts: Sequence[str]) -> Counts:
        counted = np.zeros((len(texts), len(terms)), np.int64)
        for row, text in enumerate(texts):
            for match in word.finditer(text.lower()):
                for name in search_trie(trie, match.group()):
                    counted[row, column[name]] += 1
        return counted

    return count


def oracle(texts: Sequence[str], terms: Mapping[str, Sequence[str]]) -> Counts:
    """Count by looking for every term everywhere: whole words, case and apostrophes and hyphens and spaces alike."""
    counted = np.zeros((len(texts), len(terms)), np.int64)
    for row, text in enumerate(texts):
        folded = fold(text).text
        original = text
        prefixed = re.compile(r"(?<![^\W_])(?:non|anti|counter|ex|pro)[-\u2010\u2011\ufe63\uff0d]$", re.IGNORECASE)
        for column, found in enumerate(terms.values()):
            spans: set[tuple[int, int]] = set()
            for term in found:
                place = folded.find(term)
                while place >= 0:
                    if is_whole(folded, place, place + len(term)):
                        start, end = fold(text).original_span(place, place + len(term))
                        if prefixed.search(original[max(start - 9, 0) : start]) is None:
                            spans.add((start, end))
                    place = folded.find(term, place + 1)
            counted[row, column] = len(_longest(spans))
    return counted


def _longest(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of spans that overlap keep the longest, the first of equally long ones."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= low or high <= start for low, high in kept):
            kept.append((start, end))
    return kept
