"""Cut the articles of the teaching corpus into the units that coders judge, and print them for coding.

Three kinds of unit, all fixed before anybody codes, so that two codings speak of the same stretches of text:

line     every non-blank line of the page; a dateline at the start of a line is a unit of its own
term     every occurrence of a pattern of ``teaching/terms.csv`` (longest match, whole words, any case)
trigger  every occurrence of a pattern of ``teaching/triggers.csv``

Usage: ``python corpora/tools/units.py [ARTICLE_ID ...]`` prints the articles with their units numbered;
``python corpora/tools/units.py --shuffled SEED`` the terms and triggers of all articles in random order.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TEACHING = Path(__file__).resolve().parents[1] / "teaching"
DATELINE = re.compile(r"[A-Z]{3,}[A-Za-z0-9 ,.]*(?: \(Corvina\))? [–-] ")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of an article's text that gets one code per variable."""

    kind: str
    number: int
    start: int
    end: int
    text: str
    family: str = ""
    names: str = ""


def article_ids() -> list[str]:
    """List the articles in the order of ``articles.csv``."""
    with (TEACHING / "articles.csv").open(encoding="utf-8", newline="") as stream:
        return [row["article_id"] for row in csv.DictReader(stream)]


def read_article(article_id: str) -> str:
    """Read one article as published."""
    return (TEACHING / "articles" / f"{article_id}.txt").read_text(encoding="utf-8")


@cache
def _patterns(name: str) -> list[tuple[str, str, re.Pattern[str]]]:
    with (TEACHING / name).open(encoding="utf-8", newline="") as stream:
        return [
            (
                row.get("family", ""),
                row.get("kind", ""),
                re.compile(rf"(?<!\w)(?:{row['pattern']})(?!\w)", re.IGNORECASE),
            )
            for row in csv.DictReader(stream)
        ]


def lines(text: str) -> list[Unit]:
    """Cut a text into its non-blank lines, datelines apart."""
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        piece = match.group()
        if not piece.strip():
            continue
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        dateline = DATELINE.match(text, start)
        if dateline:
            spans.append((start, dateline.end() - 1))
            start = dateline.end()
        spans.append((start, end))
    return [Unit("line", n, s, e, text[s:e]) for n, (s, e) in enumerate(spans, 1)]


def _occurrences(text: str, kind: str, name: str) -> list[Unit]:
    found: list[tuple[int, int, str, str]] = []
    for family, names, pattern in _patterns(name):
        found += [(*match.span(), family, names) for match in pattern.finditer(text)]
    found.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[tuple[int, int, str, str]] = []
    for hit in found:
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return [Unit(kind, n, s, e, text[s:e], f, k) for n, (s, e, f, k) in enumerate(kept, 1)]


def terms(text: str) -> list[Unit]:
    """Find the terms to be coded for voice and referent."""
    return _occurrences(text, "term", "terms.csv")


def triggers(text: str) -> list[Unit]:
    """Find the words that may describe an event of violence."""
    return _occurrences(text, "trigger", "triggers.csv")


def marked(text: str) -> str:
    """Print a text for coding: ``N|`` before a line, ``[N word]`` a term, ``{N word}`` a trigger."""
    inserts: list[tuple[int, int, str]] = []
    for unit in terms(text):
        inserts += [(unit.start, 2, f"[{unit.number} "), (unit.end, 0, "]")]
    for unit in triggers(text):
        inserts += [(unit.start, 3, f"{{{unit.number} "), (unit.end, -1, "}")]
    inserts += [(unit.start, 1, f"{unit.number}| ") for unit in lines(text)]
    for position, _, mark in sorted(inserts, reverse=True):
        text = text[:position] + mark + text[position:]
    return re.sub(r"\n+", "\n", text)


def shuffled(seed: int) -> list[str]:
    """List all terms, then all triggers, in random order, each in its paragraph."""
    shown: list[str] = []
    for find in (terms, triggers):
        items = [(article, unit) for article in article_ids() for unit in find(read_article(article))]
        random.Random(seed).shuffle(items)
        for number, (article, unit) in enumerate(items, 1):
            text = read_article(article)
            line = next(line for line in lines(text) if line.start <= unit.start < line.end)
            word = f"{text[line.start : unit.start]}[[{unit.text}]]{text[unit.end : line.end]}"
            shown.append(f"{number} {article} {unit.kind} {unit.number}: {word}")
    return shown


def main() -> None:
    """Print what a coder reads."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--shuffled"]:
        sys.stdout.write("\n".join(shuffled(int(arguments[1]))) + "\n")
        return
    for article in arguments or article_ids():
        text = read_article(article)
        sys.stdout.write(f"=== {article} ({len(lines(text))} {len(terms(text))} {len(triggers(text))})\n")
        sys.stdout.write(f"{marked(text)}\n")


if __name__ == "__main__":
    main()
