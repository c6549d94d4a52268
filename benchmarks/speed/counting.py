"""What peers count, in a process of their own: run by the Python of an environment that has them.

``PYTHON counting.py PEER`` reads one JSON line with the terms of each category, then the path of a JSON list of texts a
line (an empty line: the same texts again), and answers with its processor seconds and the counts by text and category.
Imports nothing of this library, and of the peers only the one it is asked for.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence

__all__ = ["PEERS", "installed"]

Terms = Mapping[str, Sequence[str]]
Counts = list[list[int]]
Counter = Callable[[Sequence[str]], Counts]


def flashtext(terms: Terms) -> Counter:
    """Count with flashtext's keyword processor."""
    from flashtext import KeywordProcessor

    column = {name: number for number, name in enumerate(terms)}
    processor = KeywordProcessor()
    for name, found in terms.items():
        for term in found:
            processor.add_keyword(term, name)

    def count(texts: Sequence[str]) -> Counts:
        counted = [[0] * len(column) for _ in texts]
        for row, text in zip(counted, texts, strict=True):
            for name in processor.extract_keywords(text):
                row[column[name]] += 1
        return counted

    return count


def spacy(terms: Terms) -> Counter:
    """Count with a blank pipeline and the phrase matcher."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    nlp.max_length = 20_000_000
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for name, found in terms.items():
        matcher.add(name, [nlp.make_doc(term) for term in found])
    column = {nlp.vocab.strings[name]: number for number, name in enumerate(terms)}

    def count(texts: Sequence[str]) -> Counts:
        counted = [[0] * len(column) for _ in texts]
        for row, text in zip(counted, texts, strict=True):
            for key, _, _ in matcher(nlp.make_doc(text)):
                row[column[key]] += 1
        return counted

    return count


def textacy(terms: Terms) -> Counter:
    """Count the lines of keywords in context, a term at a time: it looks for one keyword only."""
    from textacy.extract import keyword_in_context

    def count(texts: Sequence[str]) -> Counts:
        return [
            [
                sum(1 for term in found for _ in keyword_in_context(text, term, window_width=50))
                for found in terms.values()
            ]
            for text in texts
        ]

    return count


def sklearn(terms: Terms) -> Counter:
    """Count with CountVectorizer and a vocabulary of words and pairs of words."""
    from sklearn.feature_extraction.text import CountVectorizer

    flat = [(term, number) for number, found in enumerate(terms.values()) for term in found]
    vectorizer = CountVectorizer(vocabulary=[term for term, _ in flat], ngram_range=(1, 2))

    def count(texts: Sequence[str]) -> Counts:
        counted = [[0] * len(terms) for _ in texts]
        found = vectorizer.transform(texts).tocoo()
        for row, place, times in zip(found.row.tolist(), found.col.tolist(), found.data.tolist(), strict=True):
            counted[row][flat[place][1]] += times
        return counted

    return count


def liwc(terms: Terms) -> Counter:
    """Count words with the trie of the package liwc."""
    from liwc.trie import build_trie, search_trie

    column = {name: number for number, name in enumerate(terms)}
    trie = build_trie({term: [name] for name, found in terms.items() for term in found})
    word = re.compile(r"\w+")

    def count(texts: Sequence[str]) -> Counts:
        counted = [[0] * len(column) for _ in texts]
        for row, text in zip(counted, texts, strict=True):
            for match in word.finditer(text.lower()):
                for name in search_trie(trie, match.group()):
                    row[column[name]] += 1
        return counted

    return count


PEERS: dict[str, tuple[str, Callable[[Terms], Counter]]] = {
    "flashtext": ("flashtext", flashtext),
    "liwc": ("liwc", liwc),
    "sklearn": ("CountVectorizer", sklearn),
    "spacy": ("spaCy PhraseMatcher", spacy),
    "textacy": ("textacy keyword in context", textacy),
}
"""For the module that a peer imports: its name, and what makes its counter."""


def installed() -> list[str]:
    """Name the modules of peers that this Python has."""
    return [module for module in PEERS if importlib.util.find_spec(module) is not None]


def serve(module: str) -> None:
    """Count on request until nothing more is asked."""
    count = PEERS[module][1](json.loads(sys.stdin.readline()))
    texts: list[str] = []
    for line in sys.stdin:
        if line.strip():
            with open(line.strip(), encoding="utf-8") as file:
                texts = json.load(file)
        start = time.process_time()
        rows = count(texts)
        print(json.dumps({"seconds": time.process_time() - start, "rows": rows}), flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(sys.argv[1])
    else:
        print(json.dumps(installed()))
