"""Trying the terms of a lexicon on texts: what wildcards catch, what never occurs, what longer terms suppress."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from framing.errors import DataError
from framing.lexicon.competition import Entry, Match, lexicon_entries, longest
from framing.lexicon.lint_entries import Finding
from framing.lexicon.model import Lexicon
from framing.lexicon.patterns import Pattern, compile_regex
from framing.text import Scanner, fold, follows_prefix, is_whole

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["try_on"]

MANY_WORDS = 12
"""A wildcard that catches more different words than this deserves a look at each."""

_SHOWN = 40
_PAIRS_SHOWN = 3


def try_on(lexicon: Lexicon, corpus: pd.DataFrame | Iterable[str]) -> tuple[list[Finding], int]:
    """Match every term in every text; give the findings and the number of texts."""
    trial = _Trial(lexicon)
    n_texts = 0
    for text in _texts(corpus):
        trial.take(text)
        n_texts += 1
    return [*trial.wildcards(), *trial.never(), *trial.suppressed()], n_texts


def _texts(corpus: Any) -> Iterator[str]:
    if isinstance(corpus, str):
        yield corpus
        return
    if hasattr(corpus, "columns"):
        if "text" not in corpus.columns:
            raise DataError("the table of articles has no column 'text'; give fr.read_corpus(path) or a list of texts")
        corpus = corpus["text"]
    for text in corpus:
        if isinstance(text, str):
            yield text
        elif text is not None and text == text:  # noqa: PLR0124  # a missing text is not equal to itself
            raise DataError(f"a text is a str, not a {type(text).__name__}; give a corpus table or a list of texts")


class _Trial:
    def __init__(self, lexicon: Lexicon) -> None:
        self.entries = lexicon_entries(lexicon)
        self.targets: list[tuple[Pattern, bool, int]] = []
        self.regexes: list[tuple[Any, int]] = []
        for number, entry in enumerate(self.entries):
            if entry.term.kind == "regex":
                self.regexes.append((compile_regex(entry.term.text, case=entry.term.case), number))
            else:
                self.targets.append((Pattern(entry.term.text, case=entry.term.case), True, number))
            self.targets.extend((Pattern(phrase), False, number) for phrase in entry.term.unless)
        self.scanner = Scanner({"terms": [pattern.literal for pattern, _, _ in self.targets]})
        self.numbers = {id(entry): number for number, entry in enumerate(self.entries)}
        self.counts: Counter[int] = Counter()
        self.words: dict[int, Counter[str]] = defaultdict(Counter)
        self.lost: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)

    def take(self, text: str) -> None:
        found: list[tuple[int, int, int]] = []
        unless: dict[int, list[tuple[int, int]]] = defaultdict(list)
        if self.targets:
            for literal, start, end in self.scanner.scan(fold(text))["terms"]:
                pattern, is_term, number = self.targets[literal]
                span = pattern.span(text, start, end)
                if span is None:
                    continue
                if not is_term:
                    unless[number].append(span)
                elif not follows_prefix(text, span[0]):
                    found.append((*span, number))
        for regex, number in self.regexes:
            spans = (match.span() for match in regex.finditer(text) if match.end() > match.start())
            found.extend(
                (*span, number) for span in spans if is_whole(text, *span) and not follows_prefix(text, span[0])
            )
        layers: dict[str, dict[tuple[int, int, int], Match]] = defaultdict(dict)
        for start, end, number in found:
            entry = self.entries[number]
            if any(low < end and start < high for low, high in unless.get(number, ())):
                continue
            layers[entry.layer][start, end, number] = Match(start, end, entry)
        for matches in layers.values():
            self.count(text, list(matches.values()))

    def count(self, text: str, matches: list[Match]) -> None:
        for match in matches:
            number = self.numbers[id(match.entry)]
            self.counts[number] += 1
            if match.entry.term.kind == "regex" or "*" in match.entry.term.text:
                self.words[number][fold(text[match.start : match.end]).text] += 1
        if matches[0].entry.layer.startswith("modifier:"):
            return
        kept = longest(matches)
        spans = sorted({(match.start, match.end) for match in kept})
        winners = {(match.start, match.end): match.entry for match in kept}
        for match in matches:
            if (match.start, match.end) in winners:
                continue
            place = max(bisect_left(spans, (match.start + 1,)) - 1, 0)
            span = next(s for s in spans[place : place + 2] if s[0] < match.end and match.start < s[1])
            winner = winners[span]
            if winner.feature != match.entry.feature:
                self.lost[self.numbers[id(match.entry)]][winner.feature, winner.term.text] += 1

    def wildcards(self) -> Iterator[Finding]:
        for number, words in sorted(self.words.items()):
            entry = self.entries[number]
            many = len(words) > MANY_WORDS
            counted = words.most_common()
            shown = tuple(word if n == 1 else f"{word} ({n:,})" for word, n in counted[:_SHOWN])
            why = f"caught {len(words):,} different word{'s' * (len(words) != 1)}: {', '.join(shown)}"
            if len(words) > _SHOWN:
                why += f" and {len(words) - _SHOWN:,} more"
            yield _finding("wildcard", "warning" if many else "note", why, entry, shown)

    def never(self) -> Iterator[Finding]:
        for number, entry in enumerate(self.entries):
            if not self.counts[number]:
                yield _finding("never", "note", "never occurs in these texts", entry)

    def suppressed(self) -> Iterator[Finding]:
        for number, pairs in sorted(self.lost.items()):
            entry = self.entries[number]
            shown = tuple(f"{term} of {feature} ({n:,})" for (feature, term), n in pairs.most_common(_PAIRS_SHOWN))
            more = " and others" if len(pairs) > _PAIRS_SHOWN else ""
            why = f"{pairs.total():,} of {self.counts[number]:,} places lie in a longer term: {', '.join(shown)}{more}"
            yield _finding("suppressed", "note", why, entry, shown)


def _finding(code: str, severity: str, why: str, entry: Entry, words: tuple[str, ...] = ()) -> Finding:
    return Finding(code, severity, why, entry.term.line, entry.feature, entry.term.text, words)
