"""*Same story, other outlet*: how two outlets begin one story, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, zip_longest
from typing import Any, Final

from framing.classroom.explaining import like_a_name, voice_code
from framing.classroom.marking import shown_zones
from framing.classroom.material import Exercise, Finding, Item, Material, Question, Reading, Text
from framing.comparison.rows import flat
from framing.text import count_words

__all__ = ["WHICH", "outlets", "pairs_of"]

WHICH: Final = ("a", "b", "both", "neither", "unsure")
_NEARLY: Final = 0.05
_MOST_WORDS: Final = 4
_ACTING: Final = frozenset({"subject", "by_phrase", "event_modifier"})
Words = Mapping[str, str]
Spans = Sequence[tuple[int, int]]


def pairs_of(material: Material) -> list[tuple[Reading, Reading]]:
    """Give the pairs of articles on one story by different outlets, in the order of the articles."""
    return [
        (one, other)
        for one, other in combinations(material.readings, 2)
        if one.story and one.story == other.story and one.name != other.name
    ]


def outlets(material: Material, items: int, length: int, words: Words) -> Exercise:
    """Make the exercise of the pairs that differ most in what is asked, at most one a story at first."""
    candidates = [_item(one, other, material, length, words) for one, other in pairs_of(material)]
    stories = [one.story for one, _ in pairs_of(material)]
    order = sorted(range(len(candidates)), key=lambda i: (-_differences(candidates[i]), i))
    first = [i for rank, i in enumerate(order) if stories[i] not in {stories[j] for j in order[:rank]}]
    chosen = [*first, *(i for i in order if i not in first)][:items]
    return Exercise("outlets", tuple(_numbered(candidates[i], f"o{n}") for n, i in enumerate(sorted(chosen), 1)))


def _differences(item: Item) -> int:
    """Count what only one text has, at most two a side: a pair with something on both sides tells more."""
    answers = [question.library for question in item.questions]
    return sum(min(answers.count(side), 2) for side in "ab")


def _numbered(item: Item, key: str) -> Item:
    from dataclasses import replace

    questions = tuple(replace(question, key=f"{key}.{question.key}") for question in item.questions)
    return replace(item, key=key, questions=questions)


def _item(one: Reading, other: Reading, material: Material, length: int, words: Words) -> Item:
    sides = (one, other)
    spans = tuple(shown_zones(reading, length) for reading in sides)
    texts = tuple(
        Text(
            words[f"outlets.text_{letter}"],
            reading.name,
            tuple((reading.document.zone_at(a).kind, reading.text[a:b].strip()) for a, b in part),
            whole=not reading.document.zones or part[-1][1] >= reading.document.zones[-1].end,
        )
        for letter, reading, part in zip("ab", sides, spans, strict=True)
        if part
    )
    questions = [
        *_word_questions(sides, spans, material, words),
        *_headline_question(sides, spans, words),
        _quoted_question(sides, spans, words),
        Question("text", "text", words["outlets.ask_reason"]),
    ]
    return Item("", f"{one.article_id}+{other.article_id}", 0, 0, "pair", questions=tuple(questions), texts=texts)


def _options(words: Words, *, same: bool = False) -> tuple[tuple[str, str], ...]:
    codes = ("a", "b", "same", "unsure") if same else WHICH
    return tuple((code, words[f"outlets.{code}"]) for code in codes)


def _which(a: bool, b: bool) -> str:
    return "both" if a and b else "a" if a else "b" if b else "neither"


def _word_questions(
    sides: tuple[Reading, Reading], spans: Sequence[Spans], material: Material, words: Words
) -> list[Question]:
    """Ask for words that one text uses itself and the other does not or leaves to a source; either text in turn."""
    places: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {}
    for side, (reading, part) in enumerate(zip(sides, spans, strict=True)):
        for mention in reading.mentions:
            start, end = int(mention["start"]), int(mention["end"])
            shown = any(a <= start < b for a, b in part) and not like_a_name(reading, start, end)
            if material.role(mention) == "marked" and shown:
                rows = places.setdefault(flat(mention["text"]).lower(), ([], []))[side]
                if all(row["start"] != mention["start"] for row in rows):
                    rows.append(mention)
    answers = {
        word: _which(*(any(row["voice"] == "own" for row in rows) for rows in both)) for word, both in places.items()
    }
    # A word that both texts print, but only one of them itself, is the best question there is.
    order = sorted(places, key=lambda word: (not all(places[word]), -len(places[word][0] + places[word][1])))
    queues = [[word for word in order if answers[word] == side] for side in "ab"]
    ranked = [word for pair in zip_longest(*queues) for word in pair if word is not None]
    ranked += [word for word in order if word not in ranked]
    questions = []
    for number, word in enumerate(ranked[:_MOST_WORDS], 1):
        lines = []
        for letter, reading, rows in zip("ab", sides, places[word], strict=True):
            name = words[f"outlets.{letter}"]
            for row in rows[:3]:
                code = voice_code(str(row["voice"]))
                quote = f"“{_around(reading, int(row['start']), int(row['end']))}”"
                whose = words[f"voice.{code}"] if code else str(row["voice"])
                lines.append((words["why.places"], words["why.place"].format(letter=name, quote=quote, whose=whose)))
            if not rows:
                lines.append((words["why.places"], words["why.place_none"].format(letter=name)))
        finding = Finding(
            words[f"outlets.{answers[word]}"],
            tuple(lines),
            (words["doubt.part"], words["doubt.unsure_voice"], words["doubt.word"]),
        )
        questions.append(
            Question(
                f"word{number}",
                "outlets",
                words["outlets.ask_word"].format(word=word),
                _options(words),
                answers[word],
                finding,
            )
        )
    return questions


def _around(reading: Reading, start: int, end: int, reach: int = 45) -> str:
    zone = reading.document.zone_at(start)
    first, last = max(zone.start, start - reach), min(zone.end, end + reach)
    before, after = reading.text[first:start], reading.text[end:last]
    if first > zone.start:
        before = "…" + before.partition(" ")[2]
    if last < zone.end:
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}{reading.text[start:end]}{after}".split())


def _headline_question(sides: tuple[Reading, Reading], spans: Sequence[Spans], words: Words) -> list[Question]:
    acts = []
    for reading, part in zip(sides, spans, strict=True):
        rows = [
            event
            for event in reading.events
            if event["zone"] == "headline" and any(a <= event["start"] < b for a, b in part)
        ]
        acts.append(rows)
    if not all(acts):
        return []
    named = [any(row["agent_scope"] in _ACTING for row in rows) for rows in acts]
    answer = _which(*named)
    lines = []
    for letter, rows in zip("ab", acts, strict=True):
        agent = next((flat(row["agent"]) for row in rows if row["agent_scope"] in _ACTING), "")
        name = words[f"outlets.{letter}"]
        lines.append((words["why.agent"], f"{name}: {agent or words['why.agent_none']}"))
    finding = Finding(
        words[f"outlets.{answer}"], tuple(lines), (words["doubt.agent_headline"], words["doubt.headline"])
    )
    return [Question("headline", "outlets", words["outlets.ask_headline"], _options(words), answer, finding)]


def _quoted_question(sides: tuple[Reading, Reading], spans: Sequence[Spans], words: Words) -> Question:
    parts, lines = [], []
    for letter, reading, part in zip("ab", sides, spans, strict=True):
        total = others = 0
        for a, b in part:
            total += count_words(reading.text[a:b])
            for segment in reading.document.voice_segments:
                if segment.voice in {"direct", "indirect"} and segment.start < b and segment.end > a:
                    others += count_words(reading.text[max(a, segment.start) : min(b, segment.end)])
        parts.append(others / total if total else 0.0)
        name = words[f"outlets.{letter}"]
        lines.append((words["why.shares"], words["why.share"].format(letter=name, part=others, all=total)))
    difference = parts[0] - parts[1]
    answer = "same" if abs(difference) < _NEARLY else "a" if difference > 0 else "b"
    finding = Finding(
        words[f"outlets.{answer}"],
        tuple(lines),
        (words["doubt.part"], words["doubt.quantity"], words["doubt.beside"]),
    )
    return Question("quoted", "outlets", words["outlets.ask_quoted"], _options(words, same=True), answer, finding)
