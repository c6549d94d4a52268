"""Two articles on one page: the findings in plain words, the tables behind them, both texts with every place marked."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.comparison import plain_words as words
from framing.comparison.contrast_tables import SIDES
from framing.comparison.evidence import snippet, whose
from framing.comparison.rows import absent, flat, records
from framing.document.model import PROPER_ZONES
from framing.report.contrast_figures import (
    Place,
    agency_tables,
    category_table,
    only_in,
    set_tables,
    sets_without_a_mention,
    source_table,
    voice_counts,
    voice_split,
)
from framing.report.contrast_marks import keyed, legend_of, marks_of
from framing.report.marks import GLYPHS, Block, Mark, Passage, cut_blocks
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


def _context(contrast: Contrast) -> dict[str, Any]:
    legend = legend_of(contrast)
    marks = marks_of(contrast, legend)
    places = {mark.key: mark for side in SIDES for mark in marks[side]}
    rows = {row["key"]: row for row in (*keyed(contrast, "mentions"), *keyed(contrast, "events"))}
    evidence = {
        key: Place(
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
                "n": voice_counts(marks, voice),
            }
            for voice, label in words.VOICES.items()
        ],
        "events": {side: sum(mark.kind == "event" for mark in marks[side]) for side in SIDES},
        "sets": set_tables(contrast, rows, evidence, legend),
        "missing": sets_without_a_mention(contrast),
        "categories": category_table(contrast),
        "split": voice_split(contrast),
        "agency": agency_tables(contrast, rows, evidence),
        "sources": {side: source_table(contrast, side) for side in SIDES},
        "only": {side: only_in(contrast, side) for side in SIDES},
        "marks": [mark for side in SIDES for mark in marks[side]],
        "provenance": _provenance(contrast),
    }


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
