"""Counts of dictionary terms per article and category: this library, those peers that are installed, a slow oracle.

Peers count in processes of their own (:mod:`benchmarks.speed.counting`), by the Python that is given or by this one; a
peer that it does not have is left out and named as absent. For an environment of their own: ``python -m venv FOLDER &&
FOLDER/bin/pip install flashtext liwc scikit-learn spacy textacy``. quanteda is an R package.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.speed import counting, quanteda
from benchmarks.speed.quanteda import has_quanteda
from framing.detectors.vectorizer import FramingVectorizer
from framing.lexicon import Category, Lexicon, Term
from framing.text import fold, is_whole

__all__ = ["Counter", "Peer", "absent", "counters", "oracle"]

Counts = "np.ndarray[tuple[int, int], np.dtype[np.int64]]"
Counter = Callable[[Sequence[str]], Counts]

QUANTEDA = "quanteda"


def absent(python: str = sys.executable) -> list[str]:
    """Name the peers that are not installed."""
    found = _installed(python)
    missing = [name for module, (name, _) in counting.PEERS.items() if module not in found]
    return missing if has_quanteda() else [*missing, QUANTEDA]


def counters(terms: Mapping[str, Sequence[str]], python: str = sys.executable) -> dict[str, Counter]:
    """Make everything that counts, ready to be timed: articles in, an array of articles × categories out."""
    made: dict[str, Counter] = {"framing, terms only": _framing(terms)}
    for module in _installed(python):
        made[counting.PEERS[module][0]] = Peer(partial(_in_python, python, module), terms)
    if has_quanteda():
        made[QUANTEDA] = Peer(quanteda.command, terms)
    return made


def _installed(python: str) -> list[str]:
    done = subprocess.run([python, counting.__file__], capture_output=True, text=True, check=True)
    found: list[str] = json.loads(done.stdout)
    return found


def _in_python(python: str, module: str, _folder: Path) -> list[str]:
    return [python, counting.__file__, module]


class Peer:
    """A peer that counts in a process of its own.

    Parameters
    ----------
    command : callable
        Gives what to run, from a folder of its own: it reads the terms, then for each count the path of new texts or an
        empty line, and answers with its processor seconds and its counts, a line of JSON each.
    terms : mapping of str to sequence of str
        Terms by category.
    """

    def __init__(self, command: Callable[[Path], list[str]], terms: Mapping[str, Sequence[str]]) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            command(Path(self._folder.name)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._loaded: Sequence[str] | None = None
        self._seconds = 0.0
        self._send(json.dumps({name: list(found) for name, found in terms.items()}))

    def clock(self) -> float:
        """Give the processor seconds that it has spent counting so far."""
        return self._seconds

    def __call__(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
        """Count; texts that were counted last are not sent again."""
        path = ""
        if texts is not self._loaded:
            place = Path(self._folder.name, "texts.json")
            place.write_text(json.dumps(list(texts)), encoding="utf-8")
            path, self._loaded = str(place), texts
        self._send(path)
        assert self._process.stdout is not None
        answer = json.loads(self._process.stdout.readline())
        self._seconds += answer["seconds"]
        return np.array(answer["rows"], np.int64)

    def _send(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()


def _framing(terms: Mapping[str, Sequence[str]]) -> Counter:
    categories = {
        name: Category(name, name, tuple(Term(term) for term in found), overlap="each") for name, found in terms.items()
    }
    vectorizer = FramingVectorizer(Lexicon("speed", categories=categories)).fit(["warm up"])
    return lambda texts: np.asarray(vectorizer.transform(texts).toarray(), np.int64)


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
