"""``python -m benchmarks.lexicons.speed``: how fast lexicons load and texts are scanned, by the number of terms.

The texts are made up: words of a made-up language, some frequent and most rare as in any language, with marks, hyphens
and paragraphs. Two kinds of lexicon are tried with each number of terms: ``drawn`` from the words of the texts, so that
hits grow with the terms (with 50,000 more than a third of all words is a hit, which no real lexicon reaches); and
``padded``, the small lexicon with terms that never occur, so that hits stay the same.
``scan`` is finding the literals in texts that are folded already; ``whole`` is the way from a text to its matches;
``counts`` is what :class:`framing.FramingVectorizer` takes. Times are processor seconds of this process, the best of
several rounds.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from framing.detectors.matching import LexiconMatcher
from framing.detectors.vectorizer import FramingVectorizer
from framing.document.model import Document
from framing.lexicon import Category, Lexicon, Term, read_lexicon, write_lexicon
from framing.text import FoldedText, Scanner, fold

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ist")]
VOCABULARY = 80_000
SIZES = (500, 5_000, 50_000)
CATEGORIES = 30
BATCH = 64
"""So many texts are scanned at once."""


def make_words(n: int, seed: int) -> list[str]:
    """Make n different words of one to five syllables, the short ones first."""
    chance = random.Random(seed)
    words: dict[str, None] = {}
    length = 1
    while len(words) < n:
        for _ in range(40 * 8 ** (length - 1)):
            words["".join(chance.choices(SYLLABLES, k=length))] = None
        length = min(length + 1, 5)
    return list(words)[:n]


def make_texts(words: list[str], megabytes: float, seed: int) -> list[str]:
    """Make articles of about 500 words until they have that size."""
    chance = random.Random(seed)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    texts: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        pieces = []
        for word in chance.choices(words, weights, k=500):
            mark = chance.random()
            end = (
                ". " if mark < 0.05 else ", " if mark < 0.1 else "-" if mark < 0.11 else "\n\n" if mark < 0.12 else " "
            )
            pieces.append((word.capitalize() if mark > 0.93 else word) + end)
        texts.append("".join(pieces))
        size += len(texts[-1])
    return texts


def make_lexicon(words: list[str], n: int, seed: int) -> Lexicon:
    """Make a lexicon of n terms of these words: mostly single words, some phrases, some with a wildcard."""
    chance = random.Random(seed)
    terms: dict[str, None] = {}
    while len(terms) < n:
        word = chance.choice(words)
        kind = chance.random()
        if kind < 0.15:
            word = f"{word} {chance.choice(words)}"
        elif kind < 0.3 and len(word) > 4:
            word = f"{word}*"
        if len(word) > 2:
            terms[word] = None
    texts = list(terms)
    names = [f"c{number}" for number in range(CATEGORIES)]
    parts = {name: Category(name, name, tuple(map(Term, texts[k::CATEGORIES]))) for k, name in enumerate(names)}
    return Lexicon("speed", categories=parts)


def padded(lexicon: Lexicon, n: int) -> Lexicon:
    """Add terms that never occur until there are n."""
    missing = n - len(lexicon.terms)
    words = make_words(missing + 1_000, seed=99)[-missing:] if missing else []
    extra = Category("extra", "extra", tuple(Term(f"{word}qx") for word in words))
    return Lexicon("speed", categories=dict(lexicon.categories) | ({"extra": extra} if words else {}))


def best(rounds: int, work: Callable[[], Any]) -> tuple[float, Any]:
    """Give the least processor time and the last result."""
    seconds = []
    result = None
    for _ in range(rounds):
        started = time.process_time()
        result = work()
        seconds.append(time.process_time() - started)
    return min(seconds), result


def measure(lexicon: Lexicon, texts: list[str], folded: list[FoldedText], size: float, rounds: int) -> dict[str, float]:
    """Scan all folded texts with a lexicon; and fold, scan and match, which is the way from a text to its matches."""
    started = time.process_time()
    matcher = LexiconMatcher(lexicon)
    scanner = Scanner({"terms": matcher.literals})
    scanner.scan(fold("warm up"))
    build = time.process_time() - started
    batches = [folded[first : first + BATCH] for first in range(0, len(folded), BATCH)]
    scan, hits = best(
        rounds, lambda: sum(len(found["terms"]) for batch in batches for found in scanner.scan_all(batch))
    )

    def run() -> int:
        found = 0
        for first in range(0, len(texts), BATCH):
            batch = list(map(fold, texts[first : first + BATCH]))
            for text, hits in zip(batch, scanner.scan_all(batch), strict=True):
                found += len(matcher.matches(Document(text, [], []), hits["terms"]))
        return found

    both, matches = best(rounds, run)
    vectorizer = FramingVectorizer(lexicon).fit()
    vectorizer.transform(["warm up"])
    counting, _ = best(rounds, lambda: vectorizer.transform(texts))
    return {
        "terms": len(lexicon.terms),
        "build_s": round(build, 2),
        "hits": hits,
        "matches": matches,
        "scan_MB/s": round(size / scan, 1),
        "whole_MB/s": round(size / both, 1),
        "counts_MB/s": round(size / counting, 1),
    }


def loading(lexicon: Lexicon) -> dict[str, float]:
    """Write and load a lexicon in every format that is written; seconds of loading."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, form in (
            ("speed.yaml", None),
            ("speed.yml", "quanteda"),
            ("speed.dic", None),
            ("speed.dicx", None),
            ("speed.csv", None),
        ):
            path = Path(folder) / name
            write_lexicon(lexicon, path, form)
            seconds, again = best(3, lambda path=path, form=form: read_lexicon(path, form))
            assert len(again.terms) == len(lexicon.terms)
            found[form or path.suffix] = round(seconds, 2)
    return found


def run(megabytes: float, rounds: int) -> dict[str, Any]:
    """Measure everything; the result is ready for JSON."""
    words = make_words(VOCABULARY, seed=1)
    texts = make_texts(words, megabytes, seed=2)
    size = sum(len(text.encode()) for text in texts) / 1e6
    folding, folded = best(rounds, lambda: [fold(text) for text in texts])
    rows = []
    for kind in ("padded", "drawn"):
        for n in SIZES:
            lexicon = (
                make_lexicon(words, n, seed=3) if kind == "drawn" else padded(make_lexicon(words, SIZES[0], seed=3), n)
            )
            rows.append({"kind": kind} | measure(lexicon, texts, folded, size, rounds))
    return {
        "MB": round(size, 1),
        "articles": len(texts),
        "fold_MB/s": round(size / folding, 1),
        "rows": rows,
        "load_50000_s": loading(make_lexicon(words, SIZES[-1], seed=3)),
    }


def main() -> None:
    """Print the measures as a table and as JSON on request."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lexicons.speed", description=__doc__)
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, help="also write the result as JSON")
    options = parser.parse_args()
    result = run(options.megabytes, options.rounds)
    print(f"{result['articles']:,} made-up articles, {result['MB']} MB; folding {result['fold_MB/s']} MB/s")
    columns = list(result["rows"][0])
    print("".join(f"{name:>16}" for name in columns))
    for row in result["rows"]:
        print(
            "".join(f"{row[name]:>16,}" if not isinstance(row[name], str) else f"{row[name]:>16}" for name in columns)
        )
    for kind in ("padded", "drawn"):
        rows = [row for row in result["rows"] if row["kind"] == kind]
        few, many = rows[0], rows[-1]
        for name in ("scan_MB/s", "whole_MB/s", "counts_MB/s"):
            share = many[name] / few[name]
            print(f"{kind}: {name} with {many['terms']:,} terms is {share:.0%} of that with {few['terms']:,}")
        if many["matches"] > few["matches"]:
            more = result["MB"] / many["whole_MB/s"] - result["MB"] / few["whole_MB/s"]
            print(
                f"{kind}: each further match costs {more / (many['matches'] - few['matches']) * 1e6:.1f} microseconds"
            )
    print("loading 50,000 terms, seconds:", ", ".join(f"{name} {s}" for name, s in result["load_50000_s"].items()))
    if options.out:
        options.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
