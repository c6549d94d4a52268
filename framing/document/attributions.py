"""Attributions: who is said to say, think or intend what, found by rules that each bear a name.

Cues inside quotation marks belong to the person quoted and are passed over; of nested claims the outermost is kept.
This module passes each cue to the rules for its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from framing.document.chunks import PURPOSE
from framing.document.content_before import read_according, read_before
from framing.document.content_behind import read_active
from framing.document.cues import (
    ACCORDING,
    ADJECTIVE,
    ADVERB,
    ALLEGED,
    BASE,
    CLAUSE,
    FIXED,
    ING,
    NOMINAL,
    PARTICIPLE,
    PAST,
    POSTPOSES,
    SELDOM_SAYS,
    THAT,
    S,
)
from framing.document.model import Span
from framing.document.nominal_cues import read_adjective, read_nominal, read_what
from framing.document.passages import Found, Passage
from framing.document.passive_cues import is_passive, read_passive
from framing.document.quotations import Marked
from framing.document.sources import person_names
from framing.document.stretches import CueHit, Stretch
from framing.document.subjects import leading_subject
from framing.document.verb_forms import is_verbal

__all__ = ["find_attributions"]

_WHITE = "\n\t\r\xa0"
"""White space that the rules read as a space."""
_JUST_MARKS = re.compile(r"[\s,.;:!?…—–()\[\]*-]*$")
_WHAT = re.compile(r"\bwhat\s+(?:[\w.’'-]+\s+){1,6}$")
_LONGEST_NAME = 60
_CAPITALS = re.compile(r"(?!Q\b|A\b)[A-Z][A-Z.’'-]+(?:\s+[A-Z][A-Z.’'-]+){0,2}")
_NAME = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,4}[A-Z][\w.’'-]+")
_NOT_SAYING = {
    "claim": re.compile(
        r"\s+(?:(?:the|his|her|their|its|\w+)\s+)?(?:victory|victims?|title|seat|win|control)\b"
        r"|\s+(?:(?:the|his|her|their|its|more|fewer|than|at|least|nearly|almost|about|around|some|over|up|to|an"
        r"|estimated|tens|hundreds|dozens|scores|thousands|millions|of|many|several|countless|[\d,.]+)\s+)+"
        r"(?:\w+\s+)?li(?:ves|fe)\b|\s+(?:\w+\s+)?lives\b"
    ),
    "call": re.compile(
        r"\s+(?:the\s+)?(?:police|an?\s+(?:emergency|special|urgent)|snap|elections?|911|999|reporters"
        r"|a\s+(?:meeting|halt|truce|strike|vote|press|news))\b"
    ),
    "tell": re.compile(r"\s+(?:the\s+)?(?:difference|time|truth|lies|a\s+(?:story|joke|lie))\b"),
    "charge": re.compile(r"\s+(?:\$|\d|fees?|with)"),
}
_TAKING_ON = re.compile(r"\s+(?:(?:sole|full|joint)\s+)?(?:responsibility|credit)\b")
_BREAK = re.compile(r"[,—–-]")
_PURPOSE = re.compile(
    r"\b(?:ha(?:s|ve|d)|want\w*|need\w*|continu\w*|seem\w*|refus\w*|declin\w*|appear\w*|us(?:ed|e)|going"
    r"|went\s+on|go(?:es)?\s+on|began|start\w*|ought|likely|expected|about|able|tend\w*|came)\s+to\s+$"
)


def find_attributions(text: str, stretches: Sequence[Stretch], marked: Sequence[Marked]) -> list[Found]:
    """Find the attributions of an article, in the order of the text within each stretch."""
    found: list[Found] = []
    for white in _WHITE:
        text = text.replace(white, " ")
    speaker: Span | None = None
    block = -1
    for stretch in stretches:
        if stretch.block != block:
            speaker, block = None, stretch.block
            place = text.find(":", stretch.start, min(stretch.end, stretch.start + _LONGEST_NAME))
            if place > 0:
                said = _after_name(text, stretch, place)
                if said is not None:
                    found.append(said)
                    speaker = said.source if said.rule == "transcript" else None
                    continue
        elif speaker is not None:
            found.append(Found([(stretch.start, stretch.end)], speaker, None, None, "transcript"))
            continue
        if stretch.cues or stretch.quotes:
            found.extend(_read(Passage(text, stretch, marked)))
    return found


def _after_name(text: str, stretch: Stretch, colon: int) -> Found | None:
    """Take what follows a name and a colon: a line of a transcript, or a headline that quotes its speaker."""
    start, end = stretch.start, stretch.end
    if _CAPITALS.fullmatch(text, start, colon) and colon + 1 < end:
        return Found([(colon + 2, end)], Span(start, colon), None, None, "transcript")
    if (
        stretch.block == 0
        and text.count(" ", colon, end) > 3
        and _NAME.fullmatch(text, start, colon)
        and person_names(text[start:colon])
    ):
        return Found([(colon + 2, end)], Span(start, colon), None, None, "headline_colon")
    return None


def _read(passage: Passage) -> list[Found]:
    """Find content before the cues, then behind them, then quotations without a cue."""
    if passage.cues:
        first_break = _first_break(passage)
        for number, hit in enumerate(passage.cues):
            bits = hit[2].bits
            if bits & ACCORDING:
                read_according(passage, number, hit)
            elif (
                bits & (CLAUSE | THAT)
                and bits & (PAST | S | BASE | FIXED)
                and (hit[0] > first_break or passage.quotes or _follows_as(passage, hit))
            ):
                read_before(passage, number, hit)
        for number, hit in enumerate(passage.cues):
            if number not in passage.used and not passage.is_taken(hit[0]) and is_verbal(passage, number):
                _read_cue(passage, number, hit)
    if passage.quotes:
        _read_loose_quotes(passage)
    return passage.found


def _first_break(passage: Passage) -> int:
    """Give where the first comma or dash stands: without one, and without *as*, no content stands before a cue."""
    last = passage.cue_starts[-1]
    match = _BREAK.search(passage.text, passage.start, last)
    return match.start() if match is not None else last


def _follows_as(passage: Passage, hit: CueHit) -> bool:
    """Tell whether *as* may open the clause of a cue that a comma follows ("As she said, ...")."""
    text, start = passage.text, hit[0]
    return (
        hit[2].bits & POSTPOSES != 0
        and text.find(",", start, passage.end) > 0
        and text.find("s ", max(passage.start, start - 80), start) > 0
    )


def _read_cue(passage: Passage, number: int, hit: CueHit) -> None:
    """Pass a cue whose content was not found before it to the rule for its kind."""
    start, end, cue = hit
    bits = cue.bits
    if bits & NOMINAL:
        read_nominal(passage, number, hit)
        return
    if bits & ADJECTIVE and read_adjective(passage, number, hit):
        return
    if bits & ADVERB:
        passage.keep(number, [passage.content(end)], None, "reportedly")
        return
    if bits & (ALLEGED | ACCORDING):
        return
    text = passage.text
    if bits & (PAST | PARTICIPLE) and is_passive(passage, hit):
        read_passive(passage, number, hit)
        return
    floor = passage.free_from(start)
    near = max(floor, start - 80)
    if text.find("what ", near, start) >= 0 and _WHAT.search(text, near, start):
        read_what(passage, number, hit)
        return
    if bits & SELDOM_SAYS:
        idle = _NOT_SAYING.get(cue.lemma)
        if idle is not None and idle.match(text, end, passage.end):
            return
        if cue.lemma == "claim" and _TAKING_ON.match(text, end, passage.end):
            # Who claims responsibility is not doubted.
            passage.cues[number] = hit._replace(cue=replace(cue, cue_class="neutral"))
    subject = passage.subject_before(floor, start)
    if bits & BASE and subject is not None and passage.before(start) & PURPOSE and text.count(" ", *subject) > 5:
        # "had taken a decision in May to protest": the subject of a purpose is that of its sentence
        purpose = _PURPOSE.search(text, max(passage.start, start - 60), start) is None
        subject = passage.carried_subject(start) if purpose else subject
    if bits & ING:
        if subject is None or text[start - 2 : start] in (", ", "” ", '" '):
            subject = passage.carried_subject(start)
        rule = "participle"
    elif bits & PARTICIPLE and subject is None:
        return
    else:
        rule = "subject_cue"
        if subject is None:
            subject = passage.carried_subject(start)
            rule = "coordinated_cue"
    read_active(passage, number, hit, subject, rule)


def _read_loose_quotes(passage: Passage) -> None:
    """Keep the quotations that no cue has claimed: whole sentences, and those after a colon."""
    text = passage.text
    for index, (start, end) in enumerate(passage.quotes):
        if passage.is_taken(start) or passage.is_taken(end - 1):
            continue
        head = text[max(passage.start, start - 200) : start]
        tail = text[end : min(passage.end, end + 60)]
        whole = start == passage.start or (not head.strip(" ,.—–-") and start - passage.start < 200)
        if whole and (_JUST_MARKS.match(tail) or not passage.marked[index].closed):
            passage.keep(-1, [(start, end)], None, "whole_sentence_quoted")
            continue
        if head.rstrip().endswith(":"):
            subject = leading_subject(text, passage.start, start)
            passage.keep(-1, [(start, end)], subject, "colon_quote")
