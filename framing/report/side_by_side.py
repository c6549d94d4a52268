"""Two articles on one page: the findings in plain words, the tables behind them, both texts with every place marked."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.comparison import plain_words as words
from framing.comparison.contrast_tables import SIDES
from framing.comparison.evidence import Snippet, phrase, snippet, whose
from framing.comparison.rows import absent, flat, records
from framing.document.model import PROPER_ZONES
from framing.report.marks import COLOURS, GLYPHS, Block, Mark, Passage, cut_blocks
from framing.report.page import render, safe_link, write_page

if TYPE_CHECKING:
    from framing.comparison.contrast import Contrast

__all__ = ["side_by_side"]


def side_by_side(contrast: Contrast, path: str | os.PathLike[str] | None = None) -> str | Path:
    """Make one self-contained HTML page of a contrast.

    The page loads nothing, opens from disk, prints, and works by keyboard. Both texts stand side by side with their
    mentions and events marked; the legend filters by choice set and by voice; hovering or focusing a mark tells what it
    is, in whose voice, and by which rule. It describes choices and judges no outlet.

    Parameters
    ----------
    contrast : Contrast
        From :func:`framing.contrast`.
    path : path, optional
        Where to write it; whole or not at all.

    Returns
    -------
    str or Path
        The page, or the path if one was given.

    Raises
    ------
    OutputError
        If the page cannot be written there.

    Examples
    --------
    >>> import framing as fr
    >>> found = fr.contrast("Raid kills two terrorists.", "Two Palestinians were killed in a raid.")
    >>> page = fr.report.side_by_side(found)
    >>> page.startswith("<!DOCTYPE html>"), "Content-Security-Policy" in page
    (True, True)
    """
    page = render(
        "side_by_side.html.j2", style="page.css,side_by_side.css", script="side_by_side.js", **_context(contrast)
    )
    return page if path is None else write_page(page, path)


@dataclass(frozen=True, slots=True)
class _Place:
    """One piece of evidence in a table: where it leads, what it says, whose words it is."""

    key: str
    side: str
    seen: Snippet
    whose: str
    voice: str


def _context(contrast: Contrast) -> dict[str, Any]:
    legend = _legend(contrast)
    marks = _marks(contrast, legend)
    places = {mark.key: mark for side in SIDES for mark in marks[side]}
    rows = {row["key"]: row for row in (*_keyed(contrast, "mentions"), *_keyed(contrast, "events"))}
    evidence = {
        key: _Place(
            key,
            row["side"],
            snippet(contrast, row["side"], int(row["start"]), int(row["end"]), 110),
            whose(row),
            str(row["voice"]),
        )
        for key, row in rows.items()
        if key in places
    }
    return {
        "title": f"{contrast.names[0]} and {contrast.names[1]}, side by side",
        "story": flat(contrast.articles["story"].iloc[0]) if "story" in contrast.articles else "",
        "articles": [_article(contrast, side, marks[side]) for side in SIDES],
        "warnings": contrast.warnings,
        "findings": contrast.findings(),
        "legend": legend,
        "voices": [
            {
                "name": voice,
                "label": label,
                "glyph": GLYPHS[voice],
                "says": words.VOICE_SAYS[voice],
                "n": _voice_counts(marks, voice),
            }
            for voice, label in words.VOICES.items()
        ],
        "events": {side: sum(mark.kind == "event" for mark in marks[side]) for side in SIDES},
        "sets": _sets(contrast, rows, evidence, legend),
        "missing": _missing(contrast),
        "categories": _categories(contrast),
        "split": _split(contrast),
        "agency": _agency(contrast, rows, evidence),
        "sources": {side: _sources(contrast, side) for side in SIDES},
        "only": {side: _only(contrast, side) for side in SIDES},
        "marks": [mark for side in SIDES for mark in marks[side]],
        "provenance": _provenance(contrast),
    }


def _keyed(contrast: Contrast, table: str) -> list[dict[str, Any]]:
    return [
        {**row, "key": f"{table[0]}-{row['side']}-{number}", "counted": _counts(row)}
        for number, row in enumerate(getattr(contrast, table).to_dict("records"))
    ]


def _counts(row: Mapping[Any, Any]) -> bool:
    repeated = row["duplicate_of"]
    return row["zone"] in PROPER_ZONES and (absent(repeated))


def _article(contrast: Contrast, side: str, marks: list[Mark]) -> dict[str, Any]:
    row: Any = contrast.articles.loc[side]
    zones = contrast.zones[contrast.zones["side"] == side]
    voices = contrast.voices[contrast.voices["side"] == side]
    blocks: list[Block] = cut_blocks(
        contrast.texts[side],
        [
            (int(z["start"]), int(z["end"]), str(z["zone"]), str(z["rule"]), z["zone"] in PROPER_ZONES)
            for z in records(zones)
        ],
        [Passage(int(v["start"]), int(v["end"]), str(v["voice"])) for v in records(voices)],
        marks,
    )
    headline = next(
        (contrast.texts[side][int(z["start"]) : int(z["end"])] for z in records(zones) if z["zone"] == "headline"),
        row.get("headline"),
    )
    facts = []
    for column, label in (
        ("published", "published"),
        ("genre", "genre"),
        ("wire_source", "wire source"),
        ("translated_from", "translated from"),
        ("language", "language"),
    ):
        value = row.get(column)
        if column == "published" and hasattr(value, "strftime") and not absent(value):
            value = f"{value:%d %B %Y, %H:%M} UTC"
        if flat(value):
            facts.append((label, flat(value)))
    return {
        "side": side,
        "letter": side.upper(),
        "name": contrast.names[SIDES.index(side)],
        "headline": flat(headline),
        "language": _language(row.get("language")),
        "words": int(row["n_words"]),
        "facts": facts,
        "url": flat(row.get("url")),
        "link": safe_link(row.get("url")),
        "blocks": blocks,
        "zone_labels": words.ZONES,
    }


def _language(value: Any) -> str | None:
    """Give a language tag only if it is one."""
    text = flat(value)
    return text if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", text) else None


def _legend(contrast: Contrast) -> list[dict[str, Any]]:
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


def _marks(contrast: Contrast, legend: list[dict[str, Any]]) -> dict[str, list[Mark]]:
    numbers = {(entry["lexicon"], entry["name"]): entry["number"] for entry in legend}
    labels = {entry["number"]: entry["label"] for entry in legend}
    cues = {(row["side"], row["attribution_id"]): row for row in records(contrast.attributions)}
    marks: dict[str, list[Mark]] = {side: [] for side in SIDES}
    for row in _keyed(contrast, "mentions"):
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
    for row in _keyed(contrast, "events"):
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


def _voice_counts(marks: Mapping[str, list[Mark]], voice: str) -> dict[str, int]:
    return {side: sum(mark.voice == voice for mark in marks[side]) for side in SIDES}


def _sets(
    contrast: Contrast,
    rows: Mapping[str, Mapping[Any, Any]],
    evidence: Mapping[str, _Place],
    legend: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    numbers = {(entry["lexicon"], entry["name"]): entry for entry in legend}
    sets = []
    for distance in records(contrast.distances):
        key = (distance["lexicon"], distance["choice_set"])
        part = contrast.shares[(contrast.shares["lexicon"] == key[0]) & (contrast.shares["choice_set"] == key[1])]
        if not part["all_opportunities"].sum():
            continue
        variants = []
        for name, both in part.groupby("variant", sort=False):
            if not both["all_hits"].sum():
                continue
            by_side = {row["side"]: row for row in records(both)}
            variants.append(
                {
                    "label": by_side["a"]["label"],
                    "role": by_side["a"]["role"],
                    "cells": {
                        side: {base: _cell(by_side[side], base) for base in ("own", "outlet", "all")} for side in SIDES
                    },
                    "places": {
                        side: [
                            evidence[place]
                            for place, row in rows.items()
                            if place in evidence
                            and row["side"] == side
                            and row["counted"]
                            and (row.get("lexicon"), row.get("choice_set"), row.get("variant")) == (*key, name)
                        ]
                        for side in SIDES
                    },
                }
            )
        sets.append(
            {
                "label": distance["label"],
                "question": part["question"].iloc[0],
                "entry": numbers.get(key),
                "variants": variants,
                "opportunities": {
                    side: {
                        base: int(part.loc[part["side"] == side, f"{base}_opportunities"].iloc[0])
                        for base in ("own", "outlet", "all")
                    }
                    for side in SIDES
                },
                "distance": {
                    base: None if distance[base] is None else f"{distance[base]:.2f}"
                    for base in ("own", "outlet", "all")
                },
            }
        )
    return sets


def _cell(row: Mapping[Any, Any], base: str) -> dict[str, Any]:
    share, low, high = (row[f"{base}_{part}"] for part in ("share", "low", "high"))
    unsure = low is not None and high is not None and (low, high) != (share, share)
    return {
        "hits": int(row[f"{base}_hits"]),
        "opportunities": int(row[f"{base}_opportunities"]),
        "percent": words.percent(share),
        "width": round(100 * (share or 0)),
        "bounds": f"{words.percent(low)} to {words.percent(high)}" if unsure else "",
    }


def _missing(contrast: Contrast) -> list[str]:
    groups = contrast.shares.groupby(["lexicon", "choice_set", "set_label"], sort=False)
    return [str(label) for (_, _, label), rows in groups if not rows["all_hits"].sum()]


def _categories(contrast: Contrast) -> list[dict[str, Any]]:
    rows = []
    for _, both in contrast.categories.groupby(["lexicon", "category"], sort=False):
        if both["all_hits"].sum():
            by_side = {row["side"]: row for row in records(both)}
            cells = {
                side: {
                    base: f"{by_side[side][f'{base}_hits']} ({words.rate(by_side[side][f'{base}_rate'])})"
                    for base in ("own", "all")
                }
                for side in SIDES
            }
            rows.append({"label": by_side["a"]["label"], "cells": cells})
    return rows


def _split(contrast: Contrast) -> list[dict[str, Any]]:
    sides = []
    for side in SIDES:
        parts, position = [], 0.0
        for row in records(contrast.words[contrast.words["side"] == side]):
            if not row["words"]:
                continue
            width = 100 * row["share"]
            parts.append(
                {
                    "voice": row["voice"],
                    "label": words.VOICES[row["voice"]],
                    "words": row["words"],
                    "percent": words.percent(row["share"]),
                    "x": f"{position:.3f}",
                    "width": f"{width:.3f}",
                }
            )
            position += width
        sides.append({"side": side, "name": contrast.names[SIDES.index(side)], "parts": parts})
    return sides


def _agency(
    contrast: Contrast, rows: Mapping[str, Mapping[Any, Any]], evidence: Mapping[str, _Place]
) -> dict[str, Any] | None:
    table = contrast.agency
    if not table["events"].sum():
        return None
    tables = []
    for aspect, heading, labels in (
        ("construction", "How the act is told", words.CONSTRUCTIONS),
        ("agent_scope", "Where the acting party is named", words.AGENT_SCOPES),
        ("agent_group", "Acting party, where the sentence names it", {}),
        ("victim_group", "Party that suffers", {}),
    ):
        part = table[table["aspect"] == aspect]
        lines = []
        for value, both in part.groupby("value", sort=False):
            by_side = {row["side"]: row for row in records(both)}
            if by_side["a"]["events"] or by_side["b"]["events"]:
                label = labels.get(str(value), str(by_side["a"]["label"]).replace("_", " "))
                lines.append({"label": label, "n": {side: by_side[side]["events"] for side in SIDES}})
        tables.append({"heading": heading, "lines": lines})
    acts = {
        side: [
            {
                "place": evidence[key],
                "kind": words.KINDS.get(str(row["kind"]), flat(row["kind"])),
                "agent": flat(row["agent"]),
                "elsewhere": row["agent_scope"] == "article",
                "scope": words.AGENT_SCOPES.get(str(row["agent_scope"]), flat(row["agent_scope"])),
                "victim": flat(row["victim"]),
            }
            for key, row in rows.items()
            if key.startswith("e-") and key in evidence and row["side"] == side and row["counted"]
        ]
        for side in SIDES
    }
    return {"tables": tables, "acts": acts}


def _sources(contrast: Contrast, side: str) -> list[dict[str, Any]]:
    rows = records(contrast.sources[contrast.sources["side"] == side])
    most = max((row["n_words"] for row in records(contrast.sources)), default=0) or 1
    return [
        {
            **row,
            "direct": round(100 * row["direct_words"] / most, 2),
            "indirect": round(100 * row["indirect_words"] / most, 2),
            "cues": [
                flat(cue["cue"])
                + (f" ({cue['cue_class']})" if cue["cue_class"] in {"doubting", "endorsing"} else "")
                + (f" ×{cue['n']}" if cue["n"] > 1 else "")
                for cue in row["cues"]
                if flat(cue["cue"])
            ],
        }
        for row in rows
    ]


def _only(contrast: Contrast, side: str) -> dict[str, Any]:
    rows = records(contrast.only[contrast.only["side"] == side])
    closest = contrast.closest
    alone = closest[(closest["side"] == side) & closest["alone"]]
    return {
        "numbers": [
            phrase(contrast, side, int(row["start"]), int(row["end"])) for row in rows if row["kind"] == "number"
        ],
        "names": [flat(row["text"]) for row in rows if row["kind"] == "name"],
        "sentences": [str(text) for text in alone["text"]],
    }


def _provenance(contrast: Contrast) -> list[tuple[str, str]]:
    known = contrast.provenance
    lines = [("framing", flat(known.get("framing")))]
    lines += [
        (f"lexicon {one['name']}", f"version {one['version']}, SHA-256 {one['hash']}")
        for one in known.get("lexicons", ())
    ]
    lines.append(("detectors", "; ".join(str(one) for one in known.get("detectors", ()))))
    lines.append(("corpus", f"SHA-256 {known.get('corpus_hash')}" if known.get("corpus_hash") else ""))
    lines.append(("Python", f"{flat(known.get('python'))}, {flat(known.get('platform'))}"))
    lines.append(("libraries", ", ".join(f"{k} {v}" for k, v in sorted(dict(known.get("libraries", {})).items()))))
    return [(label, value) for label, value in lines if value]
