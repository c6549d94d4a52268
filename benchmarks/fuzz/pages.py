"""Pages that look real and are broken: a seeded generator, and the run of many of them through reading and measuring.

``python -m benchmarks.fuzz pages`` breaks the constructed pages of ``corpora/`` in 10,000 ways, reads them from a
folder, profiles them with every detector, holds the results to their contract, and writes down the slowest article and
the peak of memory.
"""

# ruff: noqa: E501

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.fuzz.articles import ROOT, WORDS, check_profiles, profiled

__all__ = ["MUTATIONS", "broken_page", "run_pages"]

MARKS = "“”‘’\"'«»„‚"
INVISIBLE = (
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200f",
    "\u0301",
    "\u0489",
    "\u20dd",
)
TAGS = ("<div>", "</div>", "<p>", "<blockquote>", "<script>alert(1)</script>", "<!--", "-->", "<a href='x'>", "<b", "&nbsp;",
        "&#8220;", "<table><tr><td>", "<figcaption>", "<style>p{}</style>", "<img src=x onerror=alert(1)>")  # fmt: skip
ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-32",
    "cp1252",
    "mac-roman",
    "cp1251",
    "utf-7",
    "latin-1",
)


@cache
def stock() -> tuple[str, ...]:
    """Give the constructed pages and articles of the repository."""
    files = [*ROOT.glob("corpora/zones/*/*.txt"), *ROOT.glob("corpora/teaching/articles/*.txt")]
    return tuple(file.read_text(encoding="utf-8") for file in sorted(files))


def _lines(change: Callable[[random.Random, list[str]], list[str]]) -> Callable[[random.Random, str], str]:
    return lambda rng, text: "\n".join(change(rng, text.split("\n")))


def _inserted(parts: Sequence[str], most: int) -> Callable[[random.Random, str], str]:
    def insert(rng: random.Random, text: str) -> str:
        for _ in range(rng.randint(1, most)):
            at = rng.randint(0, len(text))
            text = text[:at] + rng.choice(parts) + text[at:]
        return text

    return insert


def _without_marks(rng: random.Random, text: str) -> str:
    return "".join(c for c in text if c not in MARKS or rng.random() < 0.6)


def _other_marks(rng: random.Random, text: str) -> str:
    return "".join(rng.choice(MARKS) if c in MARKS else c for c in text)


def _duplicated(rng: random.Random, lines: list[str]) -> list[str]:
    return [line for line in lines for _ in range(2 if rng.random() < 0.2 else 1)]


def _deleted(rng: random.Random, lines: list[str]) -> list[str]:
    return [line for line in lines if rng.random() < 0.8]


def _shuffled(rng: random.Random, lines: list[str]) -> list[str]:
    return rng.sample(lines, len(lines))


def _joined(rng: random.Random, lines: list[str]) -> list[str]:
    return [rng.choice((" ", "", "\t")).join(lines)]


def _split(rng: random.Random, text: str) -> str:
    return "".join("\n\n" if c == " " and rng.random() < 0.05 else c for c in text)


def _spliced(rng: random.Random, text: str) -> str:
    other = rng.choice(stock())
    return text[: rng.randint(0, len(text))] + other[rng.randint(0, len(other)) :]


def _cut(rng: random.Random, text: str) -> str:
    return text[: rng.randint(0, len(text))]


def _doubled_words(rng: random.Random, text: str) -> str:
    return " ".join(word for w in text.split(" ") for word in [w] * (rng.randint(2, 30) if rng.random() < 0.05 else 1))


def _case(rng: random.Random, text: str) -> str:
    return rng.choice((text.upper, text.lower, text.title, text.swapcase))()


def _nested(rng: random.Random, text: str) -> str:
    depth = rng.randint(2, 60)
    opening, closing = rng.choice((("“", "”"), ("‘", "’"), ("«", "»"), ('"', '"'), ("(", ")"), ("“‘", "’”")))
    at = rng.randint(0, len(text))
    return text[:at] + opening * depth + text[at : at + 80] + closing * depth + text[at + 80 :]


def _repeated(rng: random.Random, text: str) -> str:
    """Repeat a short stretch ten thousand times."""
    at = rng.randint(0, len(text))
    return text[:at] + text[at : at + rng.randint(1, 60)] * 10_000 + text[at:]


MUTATIONS: tuple[tuple[float, Callable[[random.Random, str], str]], ...] = (
    (1, _lines(_duplicated)),
    (1, _lines(_deleted)),
    (1, _lines(_shuffled)),
    (0.5, _lines(_joined)),
    (1, _split),
    (1, _spliced),
    (0.5, _cut),
    (1, _without_marks),
    (1, _other_marks),
    (1, _inserted(TAGS, 20)),
    (1, _inserted(INVISIBLE, 200)),
    (1, _inserted(WORDS, 40)),
    (1, _inserted(MARKS, 60)),
    (0.5, _doubled_words),
    (0.3, _case),
    (1, _nested),
    (0.06, _repeated),
)
"""How often each way of breaking a page is taken, and what it does."""


def broken_page(number: int, seed: int = 0) -> tuple[str, bytes]:
    """Break a page.

    Returns
    -------
    tuple of str and bytes
        Name of a file and its content; the same for the same number and seed.
    """
    rng = random.Random(f"{seed}/{number}")
    text = rng.choice(stock())
    weights, ways = zip(*MUTATIONS, strict=True)
    for way in rng.choices(ways, weights, k=rng.randint(1, 4)):
        text = way(rng, text)
    ending = "txt"
    if rng.random() < 0.2:
        ending = "html"
        text = "<html><head><title>Raid</title></head><body><article><p>" + text.replace("\n\n", "</p>\n<p>")
    data = text.encode(rng.choice(ENCODINGS), "replace")
    if rng.random() < 0.15:
        data = data[: rng.randint(0, len(data))]
    for _ in range(rng.choice((0, 0, 0, 1, 5))):
        at = rng.randint(0, len(data))
        data = data[:at] + rng.randbytes(rng.randint(1, 3)) + data[at + rng.randint(0, 2) :]
    return f"page-{number:05d}.{ending}", data


def run_pages(
    count: int,
    seed: int = 0,
    *,
    at_once: int = 200,
    first: int = 0,
    tell: Callable[[dict[str, Any]], None] | None = None,
) -> dict[str, Any]:
    """Read and measure broken pages.

    Parameters
    ----------
    count : int
    seed : int
    at_once : int
        Pages a folder.
    first : int
        Number of the first page.
    tell : callable, optional
        Given the results so far after each folder.

    Returns
    -------
    dict
        ``pages``, ``rows``, ``problems``, ``seconds``, ``slowest`` (its name, characters and seconds), ``mib`` (peak of
        memory) and ``characters``.
    """
    import framing as fr

    rows = problems = characters = 0
    slowest: tuple[float, int, str] = (0.0, 0, "")
    began = time.monotonic()
    found: dict[str, Any] = {}
    for start in range(first, first + count, at_once):
        with tempfile.TemporaryDirectory() as folder:
            names = []
            for number in range(start, min(start + at_once, first + count)):
                name, data = broken_page(number, seed)
                Path(folder, name).write_bytes(data)
                names.append(name)
            corpus = fr.read_corpus(folder)
        # A broken page may look like an export of several articles, and none is lost.
        assert list(dict.fromkeys(corpus["file"])) == names
        profiles, spent = profiled(corpus)
        check_profiles(profiles, corpus)
        sizes = corpus["text"].str.len().tolist()
        slowest = max(slowest, *zip(spent, sizes, corpus["article_id"].tolist(), strict=True))
        characters += sum(sizes)
        rows += len(corpus)
        problems += int(corpus["problem"].notna().sum())
        found = {
            "pages": start + len(names) - first,
            "rows": rows,
            "problems": problems,
            "characters": characters,
            "seconds": round(time.monotonic() - began, 1),
            "slowest": {"page": slowest[2], "characters": slowest[1], "cpu_seconds": round(slowest[0], 2)},
            "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
            "seed": seed,
        }
        if tell is not None:
            tell(found)
    return found
