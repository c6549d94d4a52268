"""The tables of a contrast as its page shows them: shares, voices, agency, sources, what one article alone has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.comparison import plain_words as words
from framing.comparison.contrast_tables import SIDES
from framing.comparison.evidence import Snippet, phrase
from framing.comparison.rows import flat, records
from framing.report.marks import Mark

if TYPE_CHECKING:
    from framing.comparison.contrast import Contrast

__all__ = [
    "Place",
    "agency_tables",
    "category_table",
    "only_in",
    "set_tables",
    "sets_without_a_mention",
    "source_table",
    "voice_counts",
    "voice_split",
]


@dataclass(frozen=True, slots=True)
class Place:
    """One piece of evidence in a table: where it leads, what it says, whose words it is."""

    key: str
    side: str
    seen: Snippet
    whose: str
    voice: str


def voice_counts(marks: Mapping[str, list[Mark]], voice: str) -> dict[str, int]:
    """Count the marks in one voice on each side."""
    return {side: sum(mark.voice == voice for mark in marks[side]) for side in SIDES}


def set_tables(
    contrast: Contrast,
    rows: Mapping[str, Mapping[Any, Any]],
    evidence: Mapping[str, Place],
    legend: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """Give shares of variants for each choice set with an opportunity, with the places behind them."""
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


def sets_without_a_mention(contrast: Contrast) -> list[str]:
    """Name the choice sets of which neither article has a mention."""
    groups = contrast.shares.groupby(["lexicon", "choice_set", "set_label"], sort=False)
    return [str(label) for (_, _, label), rows in groups if not rows["all_hits"].sum()]


def category_table(contrast: Contrast) -> list[dict[str, Any]]:
    """Give hits and rates of the categories that occur."""
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


def voice_split(contrast: Contrast) -> list[dict[str, Any]]:
    """Give the share of words in each voice as the parts of a bar."""
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


def agency_tables(
    contrast: Contrast, rows: Mapping[str, Mapping[Any, Any]], evidence: Mapping[str, Place]
) -> dict[str, Any] | None:
    """Count constructions, scopes and parties, and list the acts; None where there is no act of violence."""
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


def source_table(contrast: Contrast, side: str) -> list[dict[str, Any]]:
    """Give who is quoted, with words and cues."""
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


def only_in(contrast: Contrast, side: str) -> dict[str, Any]:
    """Give the numbers, names and sentences that one article alone has."""
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
