"""Whom "he", "the minister" and "Smith" mean: ``source_resolved`` against developer labels on PolNeAR dev.

``python -m benchmarks.validity.resolved --data FOLDER --draw`` draws the sample anew: coded sources that are a pronoun
(40), a definite description without a name as its head (30) or a bare surname (30), at random. Without ``--draw`` it
prints the sample for a coder, each source marked »so« behind the text before it. A coder gives the offsets of one
mention of the fullest name of the referent in the article, or none where the article names nobody or leaves two people
possible. The project keeps ids and offsets alone.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.validity.constructions import share
from framing.datasets import read_polnear
from framing.detectors.agency.wordlists import word_set
from framing.document import Document, annotate
from framing.errors import FramingError

__all__ = ["Item", "draw", "read_labels", "read_sample", "run"]

LABELS = Path(__file__).parent / "labels"
SAMPLE, CODING = LABELS / "resolved_sources.csv", LABELS / "resolved_coding.csv"
SIZES = {"pronoun": 40, "definite": 30, "surname": 30}
_SEED = 4107
_PRONOUN = re.compile(r"(?:he|she|they|it|his|her|their|its|him|them)\Z", re.IGNORECASE)
_DEFINITE = re.compile(
    r"(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s(?:.*\s)?[a-z][\w-]*\Z"
)
_SURNAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? )?[A-Z][\w’'-]*[a-z]\Z")
_FIELDS = ("number", "article_id", "form", "start", "end")


class Item(NamedTuple):
    """One source to code: its article, its form (a key of :data:`SIZES`) and its span in the article."""

    number: int
    article_id: str
    form: str
    start: int
    end: int


def form_of(source: str) -> str | None:
    """Give the form of a source, None where it names somebody in full or is indefinite."""
    head = source.split(",", 1)[0].strip()
    for form, pattern in (("pronoun", _PRONOUN), ("definite", _DEFINITE), ("surname", _SURNAME)):
        if pattern.match(head if form == "definite" else source):
            return form
    return None


def draw(data: Path) -> list[Item]:
    """Draw the sources to code."""
    rows = read_polnear(data / "polnear").attributions
    rows = rows[rows["has_source"]].drop_duplicates(["article_id", "source_start", "source_end"])
    chance = random.Random(_SEED)
    items: list[Item] = []
    for form, size in SIZES.items():
        having = [row for row in rows.itertuples() if form_of(row.source) == form]
        items += [
            Item(0, row.article_id, form, int(row.source_start), int(row.source_end))
            for row in chance.sample(having, size)
        ]
    chance.shuffle(items)
    return [item._replace(number=number) for number, item in enumerate(items, 1)]


def read_labels(path: Path) -> dict[int, tuple[int, int] | None]:
    """Read a coding: the offsets of the fullest name of each number, None where nothing settles it."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            int(row["number"]): (int(row["name_start"]), int(row["name_end"])) if row["name_start"] else None
            for row in csv.DictReader(file)
        }


def run(data: Path, **_: Any) -> dict[str, Any]:
    """Compare ``source_resolved`` with the labels, in the half for working on the rules (odd numbers) and the other."""
    texts = read_polnear(data / "polnear").documents.set_index("article_id")["text"]
    labels = read_labels(CODING)
    documents: dict[str, Document] = {}
    items = [item for item in read_sample(SAMPLE) if item.number in labels]
    judged: dict[int, _Judged] = {}
    for item in items:
        text = texts[item.article_id]
        if item.article_id not in documents:
            documents[item.article_id] = annotate(text)
        wanted = labels[item.number]
        judged[item.number] = _judge(item, documents[item.article_id], text[slice(*wanted)] if wanted else None)
    metrics: dict[str, Any] = {}
    halves = {"half worked on": 1, "other half": 0}
    for half, rest in halves.items():
        metrics |= _measure(half, [judged[item.number] for item in items if item.number % 2 == rest])
    for form in SIZES:
        measured = _measure(f"both halves, {form}", [judged[item.number] for item in items if item.form == form])
        metrics |= {name: row for name, row in measured.items() if "right" in name}
    return {
        "task": "resolved",
        "set": "100 sources of PolNeAR dev; developer labels",
        "articles": len(documents),
        "metrics": metrics,
        "worst": [
            {"number": item.number, "wanted": j.wanted, "got": j.got, "source": j.source}
            for item in items
            for j in (judged[item.number],)
            if item.number % 2 == 1 and not (j.right if j.got else j.wanted is None)
        ],
    }


class _Judged(NamedTuple):
    """One source: its words, the name wanted and the name given, and whether the library saw the source at all."""

    source: str
    wanted: str | None
    got: str | None
    seen: bool

    @property
    def right(self) -> bool:
        return self.wanted is not None and self.got is not None and _same(self.wanted, self.got)


def _judge(item: Item, document: Document, wanted: str | None) -> _Judged:
    source = document.text[item.start : item.end]
    for attribution in document.attributions:
        span = attribution.source_span
        if span is not None and span.start < item.end and item.start < span.end:
            got = attribution.source_resolved
            # A name that only repeats the source resolves nothing.
            return _Judged(source, wanted, None if got is None or _words(got) <= _words(source) else got, True)
    return _Judged(source, wanted, None, False)


_NOT_WORDS = word_set("the a an mr mrs ms dr sen rep gov president s")


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - _NOT_WORDS


def _same(wanted: str, got: str) -> bool:
    """Tell whether two names are one: the words of the one are all in the other."""
    first, second = _words(wanted), _words(got)
    return bool(first and second) and (first <= second or second <= first)


def _measure(name: str, judged: list[_Judged]) -> dict[str, Any]:
    given = [j for j in judged if j.got is not None]
    nameable = [j for j in judged if j.wanted is not None]
    hits = {
        "right, of those resolved": [j.right for j in given],
        "resolved rightly, of those that a name settles": [j.right for j in nameable],
        "the same, where reading found the source": [j.right for j in nameable if j.seen],
        "left alone, of those that no name settles": [j.got is None for j in judged if j.wanted is None],
        "resolved, of all": [j.got is not None for j in judged],
    }
    return {f"{name}: {key}": share(values) for key, values in hits.items() if values}


def main() -> int:
    """Draw the sample or print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validity.resolved", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--draw", action="store_true", help="draw the sample and write it")
    parser.add_argument("--before", type=int, default=900, help="characters shown before a source")
    options = parser.parse_args()
    try:
        if options.draw:
            with SAMPLE.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(_FIELDS)
                writer.writerows(draw(options.data))
            return 0
        texts = read_polnear(options.data / "polnear").documents.set_index("article_id")["text"]
    except FramingError as error:
        print(error, file=sys.stderr)
        return 2
    for item in read_sample(SAMPLE):
        text = texts[item.article_id]
        before, after = text[max(item.start - options.before, 0) : item.start], text[item.end : item.end + 200]
        print(f"## {item.number} {item.article_id} {item.form}\n{before}»{text[item.start : item.end]}«{after}\n")
    return 0


def read_sample(path: Path) -> list[Item]:
    """Read a file of ids and offsets."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Item(int(row["number"]), row["article_id"], row["form"], int(row["start"]), int(row["end"]))
            for row in csv.DictReader(file)
        ]


if __name__ == "__main__":
    sys.exit(main())
