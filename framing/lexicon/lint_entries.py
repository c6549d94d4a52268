"""What can be said of the entries of a lexicon without any text: each term is matched against all others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from framing.lexicon.competition import Entry, lexicon_entries
from framing.lexicon.model import Lexicon
from framing.lexicon.patterns import Pattern
from framing.text import Scanner, fold, follows_prefix

__all__ = ["Finding", "check_entries"]

_FILLER = "qzx"
"""Stands for what a wildcard matches; no word of a lexicon holds it."""

_SHOWN = 3

SHORT_STEM = 4
"""A wildcard with fewer letters beside it matches too much for comfort."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    Attributes
    ----------
    code : str
        One of :data:`framing.lexicon.lint.CODES`.
    severity : {"error", "warning", "note"}
    message : str
        What is the matter and what to do.
    line : int or None
        Line in the lexicon's file.
    feature, term : str
        The variant or category and the term; empty where it is about neither.
    words : tuple of str
        Words or overlaps found in the corpus, the most frequent first, with their number.
    """

    code: str
    severity: str
    message: str
    line: int | None = None
    feature: str = ""
    term: str = ""
    words: tuple[str, ...] = ()


def check_entries(lexicon: Lexicon) -> list[Finding]:
    """Find duplicates, terms that another covers, ambiguous terms, and terms that can never count."""
    entries = [entry for entry in lexicon_entries(lexicon) if entry.term.kind == "glob"]
    if not entries:
        return []
    patterns = [Pattern(entry.term.text, case=entry.term.case) for entry in entries]
    scanner = Scanner({"terms": [pattern.literal for pattern in patterns]})
    found: list[Finding] = []
    longer: dict[int, list[Entry]] = {}
    texts = [entry.term.text.replace("*", _FILLER) for entry in entries]
    scans = scanner.scan_all([fold(text) for text in texts])
    for number, (entry, text) in enumerate(zip(entries, texts, strict=True)):
        found.extend(_never_counts(entry))
        found.extend(_short_wildcard(entry))
        inside: dict[int, bool] = {}
        for literal, start, end in scans[number]["terms"]:
            span = patterns[literal].span(text, start, end)
            if span is None or literal == number or entries[literal].layer != entry.layer:
                continue
            if not follows_prefix(text, span[0]):
                inside[literal] = inside.get(literal, False) or span == (0, len(text))
        said: set[str] = set()
        for other, whole in sorted(inside.items()):
            if whole:
                for finding in _covered(entry, number, entries[other], other):
                    if finding.code not in said or finding.code == "ambiguous":
                        found.append(finding)
                        said.add(finding.code)
            elif entries[other].feature != entry.feature and entry.role == entries[other].role == "term":
                longer.setdefault(other, []).append(entry)
    for number, winners in sorted(longer.items()):
        shown = ", ".join(f"{winner.term} of {winner.feature}" for winner in winners[:_SHOWN])
        more = f" and {len(winners) - _SHOWN:,} more" if len(winners) > _SHOWN else ""
        why = f"does not count inside longer terms: {shown}{more}"
        entry = entries[number]
        found.append(Finding("suppressed", "note", why, entry.term.line, entry.feature, entry.term.text))
    return found


def _covered(entry: Entry, number: int, other: Entry, other_number: int) -> Iterable[Finding]:
    """Judge an entry all of which another matches."""
    same = fold(entry.term.text).text.split() == fold(other.term.text).text.split()
    if same and other_number > number:
        return  # named at the later of the two
    if other.feature == entry.feature:
        if other.role != entry.role or not _covers(other, entry):
            return
        code = "duplicate" if same else "shadowed"
        why = (
            f"the same as '{other.term}'{_at(other)}; keep one of them"
            if same
            else f"every hit is one of {other.term} too; leave one of them out"
        )
        if entry.term.weight != other.term.weight:
            why += f" (their weights differ: {entry.term.weight:g} and {other.term.weight:g})"
        yield Finding(code, "warning", why, entry.term.line, entry.feature, entry.term.text)
    elif entry.layer.startswith("modifier:"):
        if same and entry.role == other.role and _covers(other, entry):
            why = f"'{other.term}' of {other.feature} takes every place{_at(other)}; leave one of them out"
            yield Finding("unreachable", "error", why, entry.term.line, entry.feature, entry.term.text)
    else:
        rivals = entry.choice_set is not None and entry.choice_set == other.choice_set
        why = f"counts in {other.feature} too{'' if same else f', where it is a hit of {other.term}'}{_at(other)}"
        if rivals:
            why += "; rivals share no term: keep it in one of them"
        severity = "warning" if rivals else "note"
        yield Finding("ambiguous", severity, why, entry.term.line, entry.feature, entry.term.text)


def _covers(other: Entry, entry: Entry) -> bool:
    """Whether another entry counts wherever this one does."""
    wide, narrow = other.term, entry.term
    conditions = (not wide.unless or wide.unless == narrow.unless) and (wide.near is None or wide.near == narrow.near)
    return conditions and (not wide.case or narrow.case) and (not wide.alone or narrow.alone)


def _at(entry: Entry) -> str:
    return f" (line {entry.term.line})" if entry.term.line else ""


def _never_counts(entry: Entry) -> Iterable[Finding]:
    term = entry.term
    text = term.text.replace("*", _FILLER)
    folded = fold(text)
    for phrase in term.unless:
        pattern = Pattern(phrase)
        if pattern.literal.text not in folded.text:
            continue
        for _, start, end in Scanner({"unless": [pattern.literal]}).scan(folded)["unless"]:
            if pattern.span(text, start, end) is not None:
                why = f"never counts: its own 'unless: {phrase}' is in it"
                yield Finding("unreachable", "error", why, term.line, entry.feature, term.text)
                return


def _short_wildcard(entry: Entry) -> Iterable[Finding]:
    text = entry.term.text
    letters = sum(character.isalnum() for character in text)
    if "*" in text and letters < SHORT_STEM:
        why = f"matches every word with these {letters} letters; look at what it catches: check(corpus) shows it"
        yield Finding("wildcard", "warning", why, entry.term.line, entry.feature, text)
