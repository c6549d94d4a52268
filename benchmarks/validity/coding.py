"""Sentences to code for agency: drawing a sample, and printing it for a coder.

``python -m benchmarks.validity.coding --data FOLDER --sample FILE --draw 300`` writes a sample: ids and offsets alone.
``python -m benchmarks.validity.coding --data FOLDER --sample FILE [--first N --last N]`` prints its sentences, the word
to code marked »so«. The codes are those of ``docs/concepts/agency.md``; a coder writes a CSV file of ``number,
construction, agent_scope``, with the construction ``none`` where the marked word names no event (figures of speech,
other senses, negated acts). The sentence is all that is shown, so a party named elsewhere is ``none``.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import framing as fr
from framing.detectors.agency.triggers import EVENT_KINDS, literals
from framing.detectors.agency.wordlists import word_set
from framing.document import annotate
from framing.errors import FramingError
from framing.text import Scanner, fold

__all__ = ["Item", "draw", "read_sample", "sentences"]

SETS = ("bbc_bias", "casualty_mentions_nyt", "polnear")
_SEED = 20240
# Words that are acts of violence only together with others (*claimed nine lives*, *levelled the town*).
_NOT_ALONE = word_set(
    """
    life lives lifeless level levels levelled levelling leveled leveling gas gases gassed gassing liquidate liquidates
    liquidated liquidating eliminate eliminates eliminated eliminating
    """
)
_NAME = re.compile(r"Lynch\b")
_LETTERS = re.compile(r"[^a-z]")
_FIELDS = ("number", "set", "id", "start", "end", "trigger_start", "trigger_end")


class Item(NamedTuple):
    """One word to code.

    Attributes
    ----------
    number : int
    set, id : str
        The data set, and the sentence (or article) in it.
    start, end : int
        The sentence in the text of that id.
    trigger_start, trigger_end : int
        The word in the sentence.
    """

    number: int
    set: str
    id: str
    start: int
    end: int
    trigger_start: int
    trigger_end: int


def sentences(data: Path, name: str) -> Iterator[tuple[str, int, int, str]]:
    """Yield ``(id, start, end, sentence)`` of a set."""
    if name == "polnear":
        for row in fr.datasets.read_polnear(data / name).documents.itertuples():
            document = annotate(row.text)
            for span in document.sentences:
                yield str(row.article_id), span.start, span.end, row.text[span.start : span.end]
        return
    reader = fr.datasets.read_bbc_bias if name == "bbc_bias" else fr.datasets.read_casualty_mentions_nyt
    for row in reader(data / name).itertuples():
        yield str(row.sentence_id), 0, len(row.text), row.text


def draw(data: Path, n: int, *, seed: int = _SEED, apart_from: Iterable[Item] = ()) -> list[Item]:
    """Draw as many sentences from each set, and one word of violence of each; none twice, none of another sample.

    Parameters
    ----------
    data : Path
        The folder of the sets.
    n : int
        How many, over all sets.
    seed : int
        Another one draws other sentences.
    apart_from : iterable of Item
        Sentences that must not be drawn.
    """
    drawn = {(item.set, item.id, item.start) for item in apart_from}
    forms = literals(frozenset(EVENT_KINDS))
    words = [(literal, readings) for literal, readings in forms if readings[0].text not in _NOT_ALONE]
    scanner = Scanner({"words": [literal for literal, _ in words]})
    chance = random.Random(seed)
    items: list[Item] = []
    for name in SETS:
        seen: set[str] = set()
        having = []
        for identifier, start, end, text in sentences(data, name):
            letters = _LETTERS.sub("", text.lower())
            hits = [hit for hit in scanner.scan(fold(text))["words"] if not _NAME.match(text, hit.start)]
            if hits and letters not in seen:
                seen.add(letters)
                if (name, identifier, start) in drawn:
                    continue
                having.append((identifier, start, end, sorted({(hit.start, hit.end) for hit in hits})))
        for identifier, start, end, places in chance.sample(having, min(n // len(SETS), len(having))):
            low, high = chance.choice(places)
            items.append(Item(len(items) + 1, name, identifier, start, end, low, high))
    return items


def read_sample(path: Path) -> list[Item]:
    """Read a file of ids and offsets."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Item(int(row["number"]), row["set"], row["id"], *(int(row[name]) for name in _FIELDS[3:]))
            for row in csv.DictReader(file)
        ]


def texts_of(data: Path, items: list[Item]) -> dict[int, str]:
    """Give the sentence of each item."""
    wanted = {(item.set, item.id, item.start, item.end): item.number for item in items}
    found: dict[int, str] = {}
    for name in SETS:
        if name == "polnear":
            documents = fr.datasets.read_polnear(data / name).documents.set_index("article_id")["text"]
            for (of, identifier, start, end), number in wanted.items():
                if of == name:
                    found[number] = documents[identifier][start:end]
            continue
        for identifier, start, end, text in sentences(data, name):
            number_or_none = wanted.get((name, identifier, start, end))
            if number_or_none is not None:
                found[number_or_none] = text
    return found


def main() -> int:
    """Draw a sample or print one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validity.coding", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=Path, required=True)
    parser.add_argument("--draw", type=int, help="draw so many sentences and write the sample")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--apart-from", type=Path, help="a sample whose sentences are not drawn again")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=sys.maxsize)
    options = parser.parse_args()
    try:
        if options.draw:
            with options.sample.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(_FIELDS)
                others = read_sample(options.apart_from) if options.apart_from else ()
                writer.writerows(draw(options.data, options.draw, seed=options.seed, apart_from=others))
            return 0
        items = [item for item in read_sample(options.sample) if options.first <= item.number <= options.last]
        texts = texts_of(options.data, items)
    except FramingError as error:
        print(error, file=sys.stderr)
        return 2
    for item in items:
        text, low, high = texts[item.number], item.trigger_start, item.trigger_end
        print(f"{item.number}\t{text[:low]}»{text[low:high]}«{text[high:]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
