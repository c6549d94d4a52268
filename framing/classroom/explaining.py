"""What the library found, in plain words: why it says so, and where it may be wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from framing.classroom.material import Finding, Material, Reading
from framing.comparison.plain_words import listed
from framing.comparison.rows import flat

__all__ = [
    "explain_act",
    "explain_voice",
    "explain_words",
    "like_a_name",
    "unique",
    "voice_code",
    "where",
]

_UNSURE: Final = 0.75
_MOST: Final = 5
_QUOTE_FIRST: Final = ("quote_", "clause_subject_cue")
_SPEAKER_FIRST: Final = ("subject_cue", "coordinated_cue", "participle", "colon_quote", "what_somebody_calls")
_RULES: Final[Mapping[str, str]] = {
    "beside_cues": "beside_cue",
    "according_to_first": "according_to",
    "noun_for": "according_to",
    "noun_to": "according_to",
    "clause_interrupted": "speaker_inside",
    "headline_words_in_body": "quoted_again",
    "whole_sentence_quoted": "long_unattributed",
}

Words = Mapping[str, str]


def unique(parts: Sequence[str]) -> tuple[str, ...]:
    """Give what is there once, in order."""
    return tuple(dict.fromkeys(part for part in parts if part))


def voice_code(voice: str) -> str:
    """Give the answer that fits a voice, or nothing where pupils are not asked (names of works)."""
    return {"own": "own", "direct": "direct", "indirect": "indirect", "scare": "scare", "uncertain": "unsure"}.get(
        voice, ""
    )


def rule_words(rule: str, words: Words) -> str:
    """Say in plain words what a rule of voice looks for, with its name."""
    name = _RULES.get(rule, rule)
    if f"rule.{name}" not in words:
        name = (
            "quote_first"
            if rule.startswith(_QUOTE_FIRST)
            else "speaker_first"
            if rule.startswith(_SPEAKER_FIRST)
            else "other"
        )
    return words["why.name_rule"].format(words=words[f"rule.{name}"], name=rule)


def where(reading: Reading, position: int, words: Words) -> str:
    """Name the part of the page that a position stands in."""
    kind = reading.document.zone_at(position).kind
    return words.get(f"zone.{kind}", kind)


def voice_lines(reading: Reading, position: int, words: Words) -> list[tuple[str, str]]:
    """Say whose voice a position is in, by which rule, and how sure that is."""
    segment = reading.document.voice_at(position)
    attribution = reading.document.attribution(segment.attribution)
    code = voice_code(segment.voice)
    lines = [(words["why.voice"], words[f"voice.{code}"] if code else segment.voice)]
    if attribution is not None and segment.voice != "own":
        source = flat(attribution.source_resolved) or flat(attribution.source)
        lines.append((words["why.source"], source))
        if flat(attribution.cue):
            lines.append((words["why.cue"], f"“{flat(attribution.cue)}”"))
    lines.append((words["why.rule"], rule_words(segment.rule, words)))
    lines.append((words["why.zone"], where(reading, position, words)))
    lines.append((words["why.confidence"], _sure(segment.confidence, words)))
    return lines


def _sure(confidence: float, words: Words) -> str:
    return words["why.about"].format(n=round(100 * confidence))


def _voice_doubts(reading: Reading, position: int, words: Words) -> list[str]:
    segment = reading.document.voice_at(position)
    doubts = [words["doubt.unsure"]] if segment.confidence < _UNSURE else []
    if segment.voice == "indirect":
        doubts.append(words["doubt.retold"])
    elif segment.voice == "direct":
        doubts.append(words["doubt.quoted"])
    elif segment.voice in {"scare", "uncertain"}:
        doubts.append(words["doubt.scare"])
    elif segment.rule.startswith("beside"):
        doubts.append(words["doubt.beside"])
    else:
        doubts.append(words["doubt.own"])
    return doubts


def explain_words(
    material: Material, reading: Reading, groups: Sequence[Sequence[Mapping[str, Any]]], words: Words
) -> Finding:
    """Explain one wording and the places where it stands.

    Parameters
    ----------
    groups : sequence of sequences of mentions
        For each place the mentions on it: the same word may stand in several lists.
    """
    lines: list[tuple[str, str]] = []
    doubts: list[str] = []
    says, names = [], []
    start, end = int(groups[0][0]["start"]), int(groups[0][0]["end"])
    surface = flat(reading.text[start:end])
    for mention in groups[0]:
        chosen = material.choice(mention)
        lexicon = material.lexicons[mention["lexicon"]]
        if chosen is None:  # pragma: no cover - only variants can be marked
            continue
        choice_set, variant = chosen
        names.append(choice_set.label)
        says.append(words["why.listed"].format(set=choice_set.label, role=words[f"role.{variant.role}"]))
        if choice_set.question:
            lines.append((words["why.set"], choice_set.question))
        lines.append((words["why.variant"], variant.label))
        others = [one.label for one in choice_set.variants if one.name != variant.name]
        more = " …" if len(others) > _MOST else ""
        lines.append((words["why.others"], "; ".join(others[:_MOST]) + more))
        if variant.used_by:
            lines.append((words["why.used"], variant.used_by))
        references = [lexicon.references[key] for key in variant.references if key in lexicon.references]
        titles = unique([", ".join(filter(None, (one.author, one.title, one.year))) for one in references])
        if titles:
            lines.append((words["why.reference"], "; ".join(titles[:2])))
        if choice_set.name.startswith("territory"):
            doubts.append(words["doubt.place"])
        if any(term.near or term.unless for term in variant.terms if term.text.rstrip("*") in surface.lower()):
            doubts.append(words["doubt.meaning"])
    if len(unique(names)) > 1:
        doubts.insert(0, words["doubt.several"].format(names=listed(list(unique(names)))))
    if like_a_name(reading, start, end):
        doubts.insert(0, words["doubt.name"])
    for group in groups:
        position = int(group[0]["start"])
        lines.append((where(reading, position, words), "; ".join(_whose(reading, position, words))))
        doubts += _voice_doubts(reading, position, words)
    return Finding(
        " ".join(unique(says)), tuple(dict.fromkeys(lines)), unique([*unique(doubts)[:3], words["doubt.word"]])
    )


def _whose(reading: Reading, position: int, words: Words) -> list[str]:
    """Say whose voice a place is in, by which rule and how surely, in phrases."""
    zone = words["why.zone"]
    return [
        value if label == words["why.voice"] else f"{label}: {value}"
        for label, value in voice_lines(reading, position, words)
        if label != zone
    ]


def like_a_name(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a stretch is written with capitals where a sentence would not ask for them."""
    if reading.document.zone_at(start).kind in {"headline", "crosshead"}:
        return False
    sentence = reading.document.sentences[reading.document.sentence_at(start)]
    before = reading.text[sentence.start : start].rstrip()
    opens = not before or before[-1] in "“\"‘'.:!?"
    return not opens and re.match(r"[A-Z][a-z]", reading.text[start:end]) is not None


def explain_voice(reading: Reading, start: int, words: Words) -> Finding:
    """Explain whose voice a stretch is in."""
    lines = voice_lines(reading, start, words)
    doubts = [*_voice_doubts(reading, start, words)]
    if reading.document.zone_at(start).kind == "headline":
        doubts.append(words["doubt.headline"])
    return Finding(lines[0][1], tuple(lines[1:]), unique([*doubts, words["doubt.dispute"]]))


def explain_act(reading: Reading, event: Mapping[str, Any], aspect: str, says: str, words: Words) -> Finding:
    """Explain how an act is told (`aspect` ``telling``) or where the one who acts stands (``named``)."""
    construction, scope = str(event["construction"]), str(event["agent_scope"])
    lines = [(words["why.trigger"], f"“{flat(event['trigger'])}”")]
    doubts = []
    if aspect == "named":
        inside = scope not in {"article", "none"}
        agent = flat(event["agent"]) if inside else ""
        lines.append((words["why.agent"], agent or words["why.agent_none"]))
        if scope in {"sentence", "event_modifier"}:
            doubts.append(words["doubt.agent"])
        if scope == "by_phrase":
            doubts.append(words["doubt.by"])
        doubts.append(words["doubt.scope"])
    else:
        lines.append((words["why.telling"], words.get(f"grammar.{construction}", construction)))
        if construction in {"nominal", "nominal_agent", "adjectival"}:
            doubts.append(words["doubt.noun"])
        if construction in {"intransitive", "passive_agentless", "participle"}:
            doubts.append(words["doubt.happens"])
    if flat(event["victim"]):
        lines.append((words["why.victim"], flat(event["victim"])))
    lines.append((words["why.zone"], where(reading, int(event["start"]), words)))
    if event["confidence"] is not None:
        lines.append((words["why.confidence"], _sure(float(event["confidence"]), words)))
    return Finding(says, tuple(lines), unique([*doubts, words["doubt.dispute"]]))
