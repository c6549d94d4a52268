"""What is marked in the two texts of a contrast, and what each mark tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.comparison import plain_words as words
from framing.comparison.contrast_tables import SIDES
from framing.comparison.rows import absent, flat, records
from framing.document.model import PROPER_ZONES
from framing.report.marks import COLOURS, Mark

if TYPE_CHECKING:
    from framing.comparison.contrast import Contrast

__all__ = ["keyed", "legend_of", "marks_of"]


def keyed(contrast: Contrast, table: str) -> list[dict[str, Any]]:
    """Give the rows of a table, each with the key of its mark and whether it counts."""
    return [
        {**row, "key": f"{table[0]}-{row['side']}-{number}", "counted": _counts(row)}
        for number, row in enumerate(getattr(contrast, table).to_dict("records"))
    ]


def _counts(row: Mapping[Any, Any]) -> bool:
    repeated = row["duplicate_of"]
    return row["zone"] in PROPER_ZONES and (absent(repeated))


def legend_of(contrast: Contrast) -> list[dict[str, Any]]:
    """Number the choice sets and categories of which there is a mention, in the order of the lexicons."""
    found = contrast.mentions
    entries: list[dict[str, Any]] = []
    for lexicon in contrast.lexicons.values():
        mine = found[found["lexicon"] == lexicon.name]
        named: list[tuple[str, str, Any]] = [
            (part.name, part.label, mine["choice_set"] == part.name) for part in lexicon.choice_sets.values()
        ]
        named += [(part.name, part.label, mine["feature"] == part.name) for part in lexicon.categories.values()]
        for name, label, chosen in named:
            rows = mine[chosen]
            if len(rows):
                number = len(entries) + 1
                n = {side: int((rows["side"] == side).sum()) for side in SIDES}
                entries.append(
                    {
                        "lexicon": lexicon.name,
                        "name": name,
                        "label": label,
                        "number": number,
                        "colour": (number - 1) % COLOURS,
                        "n": n,
                    }
                )
    return entries


def marks_of(contrast: Contrast, legend: list[dict[str, Any]]) -> dict[str, list[Mark]]:
    """Make the marks of both texts: where, in which colour and voice, and what is told of them."""
    numbers = {(entry["lexicon"], entry["name"]): entry["number"] for entry in legend}
    labels = {entry["number"]: entry["label"] for entry in legend}
    cues = {(row["side"], row["attribution_id"]): row for row in records(contrast.attributions)}
    marks: dict[str, list[Mark]] = {side: [] for side in SIDES}
    for row in keyed(contrast, "mentions"):
        of_set = isinstance(row["choice_set"], str) and bool(row["choice_set"])
        number = numbers.get((row["lexicon"], row["choice_set"] if of_set else row["feature"]), 0)
        variant = _variant(contrast, row) if of_set else None
        title = (
            f"{labels.get(number, row['feature'])}: {variant.label}"
            if variant
            else str(labels.get(number, row["feature"]))
        )
        marks[row["side"]].append(
            Mark(
                row["key"],
                int(row["start"]),
                int(row["end"]),
                "mention",
                number,
                str(row["voice"]),
                variant.role if variant else "category",
                title,
                tuple(_mention_lines(contrast, row, cues, variant)),
                row["counted"],
            )
        )
    for row in keyed(contrast, "events"):
        marks[row["side"]].append(
            Mark(
                row["key"],
                int(row["start"]),
                int(row["end"]),
                "event",
                0,
                str(row["voice"]),
                "event",
                f"Act of violence: {words.KINDS.get(str(row['kind']), flat(row['kind']))}",
                tuple(_event_lines(contrast, row)),
                row["counted"],
            )
        )
    return marks


def _variant(contrast: Contrast, row: Mapping[Any, Any]) -> Any:
    choice_set = contrast.lexicons[row["lexicon"]].choice_sets[row["choice_set"]]
    return next(variant for variant in choice_set.variants if variant.name == row["variant"])


def _mention_lines(
    contrast: Contrast, row: Mapping[Any, Any], cues: Mapping[Any, Mapping[Any, Any]], variant: Any
) -> list[tuple[str, str]]:
    lines = [("Printed", f"“{flat(row['text'])}”"), *_voice_lines(contrast, row)]
    attribution = None if absent(row["attribution_id"]) else cues.get((row["side"], row["attribution_id"]))
    if attribution is not None:
        cue = flat(attribution["cue"]) or "none"
        lines.append(("Cue", f"{cue} ({flat(attribution['cue_class']) or 'neutral'})"))
        lines.append(
            ("Rule of attribution", f"{flat(attribution['rule'])}, confidence {attribution['confidence']:.2f}")
        )
    lines.append(
        ("Word chosen by", {"outlet": "the outlet", "source": "the source"}.get(str(row["wording"]), "unclear"))
    )
    lines += _zone_lines(contrast, row)
    groups = _group_labels(contrast)
    for column, label in (("referent", "About"), ("actor", "Acting"), ("victim", "Suffering")):
        if flat(row[column]):
            lines.append((label, groups.get(row[column], flat(row[column]))))
    if row["negated"] is True:
        lines.append(("Negated", "yes"))
    if variant is not None and variant.used_by:
        lines.append(("Used by", variant.used_by))
    lines.append(("Term", f"{flat(row['term'])} ({flat(row['feature'])}, lexicon {flat(row['lexicon'])})"))
    return lines


def _event_lines(contrast: Contrast, row: Mapping[Any, Any]) -> list[tuple[str, str]]:
    groups = _group_labels(contrast)
    agent = flat(row["agent"]) or "nobody named"
    lines = [
        ("Told as", words.CONSTRUCTIONS.get(str(row["construction"]), flat(row["construction"]))),
        ("Acting", f"{agent}{_group(row['agent_group'], groups)}"),
        ("Named", words.AGENT_SCOPES.get(str(row["agent_scope"]), flat(row["agent_scope"]))),
        ("Suffering", f"{flat(row['victim']) or 'nobody named'}{_group(row['victim_group'], groups)}"),
        *_voice_lines(contrast, row),
        *_zone_lines(contrast, row),
    ]
    if not absent(row["confidence"]):
        lines.append(("Confidence", f"{row['confidence']:.2f}"))
    return lines


def _group(name: Any, groups: Mapping[str, str]) -> str:
    return f" ({groups.get(name, flat(name))})" if flat(name) else ""


def _group_labels(contrast: Contrast) -> dict[str, str]:
    return {name: group.label for lexicon in contrast.lexicons.values() for name, group in lexicon.groups.items()}


def _voice_lines(contrast: Contrast, row: Mapping[Any, Any]) -> list[tuple[str, str]]:
    voice = str(row["voice"])
    lines = [("Voice", f"{words.VOICES.get(voice, voice)}: {words.VOICE_SAYS.get(voice, '')}")]
    if flat(row["source"]):
        lines.append(("Source", flat(row["source"])))
    spans = contrast.voices
    here = spans[(spans["side"] == row["side"]) & (spans["start"] <= row["start"]) & (spans["end"] > row["start"])]
    if len(here):
        first = here.iloc[0]
        lines.append(("Rule of voice", f"{flat(first['rule'])}, confidence {first['confidence']:.2f}"))
    return lines


def _zone_lines(contrast: Contrast, row: Mapping[Any, Any]) -> list[tuple[str, str]]:
    zone = str(row["zone"])
    spans = contrast.zones
    here = spans[(spans["side"] == row["side"]) & (spans["start"] <= row["start"]) & (spans["end"] > row["start"])]
    rule = f" (rule: {flat(here['rule'].iloc[0])})" if len(here) and flat(here["rule"].iloc[0]) else ""
    lines = [("Part of the page", f"{words.ZONES.get(zone, zone)}{rule}")]
    if zone not in PROPER_ZONES:
        lines.append(("Counted", "no: not part of the article"))
    elif not _counts(row):
        lines.append(("Counted", "no: printed before, counted there"))
    return lines
