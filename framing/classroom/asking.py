"""*Whose voice is it?* and *Who is acting?*: marked stretches with closed questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from framing.classroom.explaining import explain_act, explain_voice, like_a_name, voice_code
from framing.classroom.material import Exercise, Item, Material, Question, Reading, in_sentence

__all__ = ["NAMED", "TELLING", "VOICES", "acting", "voice"]

VOICES: Final = ("own", "direct", "indirect", "scare", "unsure")
TELLING: Final = ("doer", "event", "done_by", "done", "happens", "thing", "unsure")
NAMED: Final = ("named", "beside", "nobody", "unsure")
_KINDS: Final = frozenset({"kill", "injure", "arrest"})
_TOLD: Final[Mapping[str, str]] = {
    "active": "doer",
    "event_subject": "event",
    "passive_agent": "done_by",
    "passive_agentless": "done",
    "participle": "done",
    "intransitive": "happens",
    "nominal": "thing",
    "nominal_agent": "thing",
    "adjectival": "thing",
}
_NAMED: Final[Mapping[str, str]] = {
    "subject": "named",
    "by_phrase": "named",
    "event_modifier": "beside",
    "sentence": "beside",
    "article": "nobody",
    "none": "nobody",
}
Words = Mapping[str, str]
Candidate = tuple[Reading, dict[str, Any]]


def voice(material: Material, items: int, words: Words) -> Exercise:
    """Make the exercise of words with a choice, the voices in turn, so that no voice is the usual answer."""
    found: dict[str, list[Candidate]] = {}
    for reading in material.readings:
        for mention in reading.mentions:
            code = voice_code(str(mention["voice"]))
            chosen = material.choice(mention)
            name = like_a_name(reading, int(mention["start"]), int(mention["end"]))
            if code and chosen and not name and chosen[0].referent_role != "none":
                found.setdefault(code, []).append((reading, mention))
    for rows in found.values():
        rows.sort(key=lambda row: material.role(row[1]) != "marked")
    order = [found[code] for code in ("direct", "own", "indirect", "scare", "unsure") if code in found]
    options = tuple((code, words[f"voice.{code}"]) for code in VOICES)
    made = []
    for number, (reading, mention) in enumerate(_in_turn(order, items), 1):
        start, end, key = int(mention["start"]), int(mention["end"]), f"v{number}"
        code = voice_code(str(mention["voice"]))
        finding = explain_voice(reading, start, words)
        question = Question(f"{key}.voice", "voice", words["voice.choose"], options, code, finding)
        made.append(_item(key, reading, start, end, "mention", (question,)))
    return Exercise("voice", tuple(made))


def acting(material: Material, items: int, words: Words) -> Exercise:
    """Make the exercise of acts, the ways of telling in turn."""
    found: dict[str, list[Candidate]] = {}
    for reading in material.readings:
        for event in reading.events:
            told = _TOLD.get(str(event["construction"]))
            if told and event["kind"] in _KINDS:
                found.setdefault(told, []).append((reading, event))
    for rows in found.values():
        rows.sort(key=lambda row: -float(row[1]["confidence"] or 0))
    order = [found[told] for told in TELLING if told in found]
    telling = tuple((code, words[f"acting.{code}"]) for code in TELLING)
    named = tuple((code, words[f"acting.{code}"]) for code in NAMED)
    made = []
    for number, (reading, event) in enumerate(_in_turn(order, items), 1):
        key = f"a{number}"
        start, end = _trigger(event)
        told, who = _TOLD[str(event["construction"])], _NAMED.get(str(event["agent_scope"]), "")
        questions = (
            Question(
                f"{key}.telling",
                "telling",
                words["acting.choose_telling"],
                telling,
                told,
                explain_act(reading, event, "telling", words[f"acting.{told}"], words),
            ),
            Question(
                f"{key}.named",
                "named",
                words["acting.choose_named"],
                named,
                who,
                explain_act(reading, event, "named", words[f"acting.{who}"] if who else "", words),
            ),
            Question(f"{key}.text", "text", words["acting.text"]),
        )
        made.append(_item(key, reading, start, end, "event", questions))
    return Exercise("acting", tuple(made))


def _trigger(event: Mapping[str, Any]) -> tuple[int, int]:
    start, end = event.get("trigger_start"), event.get("trigger_end")
    if start is None or end is None:
        return int(event["start"]), int(event["end"])
    return int(start), int(end)


def _item(key: str, reading: Reading, start: int, end: int, unit: str, questions: tuple[Question, ...]) -> Item:
    return Item(
        key,
        reading.article_id,
        start,
        end,
        unit,
        source=reading.name,
        pieces=in_sentence(reading, start, end),
        questions=questions,
    )


def _in_turn(groups: Iterable[list[Candidate]], most: int) -> list[Candidate]:
    """Take one of each group after the other, from articles in turn too, never two of one sentence."""
    queues = [list(group) for group in groups]
    taken: list[Candidate] = []
    seen: set[tuple[str, int]] = set()
    used: Counter[str] = Counter()
    while any(queues) and len(taken) < most:
        for queue in queues:
            queue[:] = [one for one in queue if (one[0].article_id, int(one[1]["sentence"])) not in seen]
            if queue and len(taken) < most:
                reading, row = chosen = min(queue, key=lambda one: used[one[0].article_id])
                queue.remove(chosen)
                seen.add((reading.article_id, int(row["sentence"])))
                used[reading.article_id] += 1
                taken.append(chosen)
    return taken
