"""*Predict, then reveal*: the words of an article to be marked, and what the library marks in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from framing.classroom.explaining import explain_words, unique
from framing.classroom.material import Exercise, Finding, Item, Material, Paragraph, Reading, Token
from framing.comparison.rows import flat
from framing.document.model import PROPER_ZONES

__all__ = ["predict", "shown_zones"]

_WORD: Final = re.compile(r"[^\W_]+(?:[’'\-‐‑][^\W_]+)*")
Words = Mapping[str, str]


def predict(material: Material, items: int, length: int, words: Words) -> Exercise:
    """Make the exercise of the articles whose beginnings have most marked words, `items` of them."""
    shown = [(reading, shown_zones(reading, length)) for reading in material.readings]
    loaded = {reading.article_id: _loaded(material, reading, spans) for reading, spans in shown}
    order = sorted(range(len(shown)), key=lambda i: (-len(loaded[shown[i][0].article_id]), i))[:items]
    made: list[Item] = []
    for i in sorted(order):
        reading, spans = shown[i]
        if any(reading.text[start:end].strip() for start, end in spans):
            key = f"p{len(made) + 1}"
            made.append(_item(key, material, reading, spans, loaded[reading.article_id], words))
    return Exercise("predict", tuple(made))


def shown_zones(reading: Reading, length: int) -> list[tuple[int, int]]:
    """Give the first parts of the article proper: whole ones until `length` words are reached."""
    spans, n = [], 0
    for zone in reading.document.zones:
        if zone.kind in PROPER_ZONES and reading.document.first_occurrence(zone.start) is None:
            spans.append((zone.start, zone.end))
            n += len(_WORD.findall(reading.text[zone.start : zone.end]))
            if n >= length:
                break
    return spans


def _loaded(material: Material, reading: Reading, spans: Sequence[tuple[int, int]]) -> list[list[dict[str, Any]]]:
    """Group the marked mentions of some parts by where they stand; one that lies in a longer one goes with it."""
    inside = [
        mention
        for mention in reading.mentions
        if material.role(mention) == "marked" and any(a <= mention["start"] < b for a, b in spans)
    ]
    groups: list[list[dict[str, Any]]] = []
    for mention in sorted(inside, key=lambda m: (m["start"], -m["end"])):
        if groups and mention["start"] < groups[-1][0]["end"]:
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _item(
    key: str,
    material: Material,
    reading: Reading,
    spans: Sequence[tuple[int, int]],
    groups: Sequence[Sequence[dict[str, Any]]],
    words: Words,
) -> Item:
    edges = [(int(group[0]["start"]), int(group[0]["end"])) for group in groups]
    paragraphs = tuple(part for start, end in spans for part in _paragraphs(reading, start, end, edges))
    findings: list[tuple[str, tuple[int, ...], str, Finding]] = []
    starts = [token.start for paragraph in paragraphs for token in paragraph.tokens if token.loaded]
    wordings: dict[str, list[Sequence[dict[str, Any]]]] = {}
    for (start, end), group in zip(edges, groups, strict=True):
        wordings.setdefault(flat(reading.text[start:end]).lower(), []).append(group)
    for places in wordings.values():
        spans_here = [(int(group[0]["start"]), int(group[0]["end"])) for group in places]
        covered = tuple(at for at in starts if any(start <= at < end for start, end in spans_here))
        if covered:
            quote = flat(reading.text[spans_here[0][0] : spans_here[0][1]])
            text = explain_words(material, reading, places, words)
            findings.append((f"{key}.f{len(findings) + 1}", covered, quote, text))
    plain = unique(
        [
            flat(mention["text"]).lower()
            for mention in reading.mentions
            if material.role(mention) in {"neutral", "unmarked"}
            and any(a <= mention["start"] < b for a, b in spans)
            and not any(a <= mention["start"] < b for a, b in edges)
        ]
    )
    return Item(
        key,
        reading.article_id,
        spans[0][0],
        spans[-1][1],
        "word",
        source=reading.name,
        paragraphs=paragraphs,
        findings=tuple(findings),
        plain=plain,
    )


def _paragraphs(reading: Reading, start: int, end: int, edges: Sequence[tuple[int, int]]) -> Iterator[Paragraph]:
    text, tokens, position = reading.text, [], start
    for match in _WORD.finditer(text, start, end):
        loaded = any(match.start() < last and match.end() > first for first, last in edges)
        tokens.append(Token(text[position : match.start()], match.group(), match.start(), match.end(), loaded))
        position = match.end()
    if tokens:
        first = replace(tokens[0], before=tokens[0].before.lstrip())
        zone = reading.document.zone_at(start).kind
        yield Paragraph(zone, (first, *tokens[1:]), text[position:end].rstrip())
