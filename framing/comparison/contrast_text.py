"""A contrast as text: the summary for a terminal, and the small table of a notebook."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from framing.comparison.contrast_tables import SIDES
from framing.comparison.evidence import phrase, snippet, whose
from framing.comparison.findings import events_of, mentions_of, set_rows
from framing.comparison.plain_words import (
    AGENT_SCOPES,
    CONSTRUCTIONS,
    KINDS,
    VOICE_SAYS,
    VOICES,
    count_of,
    percent,
    rate,
)
from framing.comparison.rows import flat, records
from framing.errors import SettingError
from framing.profiles.measures import select_rows

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison.contrast import Contrast

__all__ = ["notebook_html", "write_text"]

_NARROWEST: Final = 60
_SHOWN_ONLY: Final = 12


class _Writer:
    """Collects lines of a given width."""

    def __init__(self, contrast: Contrast, width: int, evidence: int) -> None:
        self.contrast = contrast
        self.width = width
        self.evidence = evidence
        self.lines: list[str] = []

    def title(self, text: str) -> None:
        self.lines += ["", text.upper(), "-" * min(self.width, 100)]

    def add(self, text: str = "", indent: int = 0, hang: int = 0) -> None:
        if not text:
            self.lines.append("")
            return
        self.lines += textwrap.wrap(
            text, self.width, initial_indent=" " * indent, subsequent_indent=" " * (indent + hang),
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip

    def row(self, label: str, cells: Sequence[str], widths: Sequence[int]) -> None:
        room = self.width - sum(widths)
        label = label if len(label) < room else label[: room - 2] + "…"
        line = label.ljust(room) + "".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        self.lines.append(line.rstrip())

    def places(self, rows: pd.DataFrame, side: str) -> None:
        """Show some of the places that a number counts."""
        for row in records(rows.head(self.evidence)):
            head = f"{side.upper()}  {whose(row)}: "
            seen = snippet(self.contrast, side, int(row["start"]), int(row["end"]), max(self.width - 10, 60))
            self.add(f"{head}{seen}", indent=6, hang=3)
        if len(rows) > self.evidence:
            self.add(f"{side.upper()}  … and {len(rows) - self.evidence} more", indent=6)


def write_text(contrast: Contrast, width: int = 100, evidence: int = 3) -> str:
    """Write the summary for a terminal; see :meth:`framing.comparison.contrast.Contrast.to_text`."""
    if width < _NARROWEST:
        raise SettingError(f"width {width} is too narrow for a table; give {_NARROWEST} or more")
    if evidence < 0:
        raise SettingError(f"evidence {evidence} is not possible; give 0 or more")
    out = _Writer(contrast, width, evidence)
    _write_head(out)
    _write_choices(out)
    _write_categories(out)
    _write_voices(out)
    _write_agency(out)
    _write_sources(out)
    _write_only(out)
    return "\n".join(line.rstrip() for line in out.lines) + "\n"


def _write_head(out: _Writer) -> None:
    contrast = out.contrast
    out.add("Two articles side by side. What follows describes choices of words; it judges no outlet.")
    out.add()
    for name, side in zip(contrast.names, SIDES, strict=True):
        article: Any = contrast.articles.loc[side]
        out.add(
            f"{side.upper()}  {name}, {count_of(int(article['n_words']), 'word')}: {_first_line(contrast, side)}",
            hang=3,
        )
    for warning in contrast.warnings:
        out.add(f"Note: {warning}", hang=6)
    out.title("In short")
    for group, some in groupby(contrast.findings(), key=lambda finding: finding.group):
        out.add(f"{group}:")
        for finding in some:
            out.add(finding.topic, indent=2, hang=2)
            out.add(f"A  {finding.a}", indent=5, hang=3)
            out.add(f"B  {finding.b}", indent=5, hang=3)


def _first_line(contrast: Contrast, side: str) -> str:
    headline = contrast.articles.loc[side].get("headline")
    if isinstance(headline, str) and headline.strip():
        return " ".join(headline.split())
    zones = contrast.zones[(contrast.zones["side"] == side) & (contrast.zones["zone"] == "headline")]
    text = contrast.texts[side]
    if len(zones):
        return " ".join(text[int(zones["start"].iloc[0]) : int(zones["end"].iloc[0])].split())
    return textwrap.shorten(text, 90, placeholder=" …")


_BASES: Final = (("own", "own"), ("outlet", "outlet"), ("all", "all"))


def _write_choices(out: _Writer) -> None:
    contrast = out.contrast
    shares = contrast.shares
    if shares.empty:
        return
    out.title("What things are called")
    out.add(
        "How often each name was chosen, of all the times the thing was named. “Own” is the outlet's own voice; "
        "“outlet” adds paraphrases and scare quotes, where a source answers for the claim but the outlet chose the "
        "word; “all” adds quotations. The distance is 0 where both choose alike, 1 where they have nothing in common."
    )
    nothing = []
    for row in records(contrast.distances):
        part = set_rows(contrast, row["lexicon"], row["choice_set"])
        if not part["all_opportunities"].sum():
            nothing.append(row["label"])
            continue
        out.add()
        question = part["question"].iloc[0]
        out.add(f"{row['label']}{f' – {question}' if question else ''}")
        _write_set(out, part, row)
    if nothing:
        out.add()
        out.add(f"In neither article: {', '.join(nothing)}.")


_WIDE: Final = 96
_CELLS: Final = (12, 12, 10, 13, 12, 10)
_NARROW_CELLS: Final = (8, 8, 6, 9, 8, 6)


def _write_set(out: _Writer, part: pd.DataFrame, distance: Mapping[str, Any]) -> None:
    there = part.groupby("variant", sort=False)["all_hits"].sum()
    wide = out.width >= _WIDE
    widths = _CELLS if wide else _NARROW_CELLS
    heads = [f"{side.upper()}: {label}" if base == "own" else label for side in SIDES for base, label in _BASES]
    out.row("", heads, widths)
    for name in there[there > 0].index:
        rows = part[part["variant"] == name].set_index("side", drop=False)
        cells = [_share_cell(rows.loc[side], base, wide) for side in SIDES for base, _ in _BASES]
        out.row(f"  {rows['label'].iloc[0]}", cells, widths)
    for row in records(part):
        for base, label in _BASES[:2]:
            low, high, share = row[f"{base}_low"], row[f"{base}_high"], row[f"{base}_share"]
            if low is not None and high is not None and (low, high) != (share, share):
                out.add(
                    f"{row['side'].upper()}: the share of {row['label']} ({label}) is between {percent(low)} and "
                    f"{percent(high)}, by whose words the uncertain places are.",
                    indent=2, hang=2,
                )  # fmt: skip
    told = [f"{label} {distance[base]:.2f}" for base, label in _BASES if distance[base] is not None]
    if told:
        out.add(f"Distance: {', '.join(told)}.", indent=2, hang=2)
    for name in there[there > 0].index:
        first = part[part["variant"] == name].iloc[0]
        out.add(f"{first['label']}:", indent=4)
        for side in SIDES:
            out.places(mentions_of(out.contrast, first["lexicon"], first["choice_set"], name, side), side)


def _share_cell(row: pd.Series[Any], base: str, wide: bool) -> str:
    n, total = int(row[f"{base}_hits"]), int(row[f"{base}_opportunities"])
    share = f" {percent(float(row[f'{base}_share']))}" if wide else ""
    return f"{n}/{total}{share}" if total else "–"


def _write_categories(out: _Writer) -> None:
    table = out.contrast.categories
    table = table[table.groupby(["lexicon", "category"])["all_hits"].transform("sum") > 0] if len(table) else table
    if table.empty:
        return
    out.title("Words of categories, and per 1,000 words of the same voice")
    out.row("", ["A own", "A all", "B own", "B all"], (11, 11, 11, 11))
    for _, rows in table.groupby(["lexicon", "category"], sort=False):
        by_side = {row["side"]: row for row in records(rows)}
        cells = [
            f"{by_side[side][f'{base}_hits']} ({rate(by_side[side][f'{base}_rate'])})"
            for side in SIDES
            for base in ("own", "all")
        ]
        out.row(f"  {by_side['a']['label']}", cells, (11, 11, 11, 11))


def _write_voices(out: _Writer) -> None:
    words = out.contrast.words
    out.title("Whose words (words of the article, without page furniture)")
    out.row("", ["A", "B"], (18, 18))
    for voice, label in VOICES.items():
        rows = {row["side"]: row for row in records(words[words["voice"] == voice])}
        if not any(row["words"] for row in rows.values()):
            continue
        cells = [f"{rows[side]['words']:,}  {percent(rows[side]['share']):>5}" for side in SIDES]
        out.row(f"  {label}: {VOICE_SAYS[voice]}" if out.width > 110 else f"  {label}", cells, (18, 18))


def _write_agency(out: _Writer) -> None:
    contrast = out.contrast
    if select_rows(contrast.events).empty:
        return
    out.title("Who is shown as acting (acts of violence)")
    for aspect, heading, labels in (
        ("construction", "How the act is told", CONSTRUCTIONS),
        ("agent_scope", "Where the acting party is named", AGENT_SCOPES),
        ("agent_group", "Acting party, where the sentence names it", {}),
        ("victim_group", "Party that suffers", {}),
    ):
        part = contrast.agency[contrast.agency["aspect"] == aspect]
        out.row(f"  {heading}", ["A", "B"], (10, 10))
        for value in part["value"].drop_duplicates():
            rows = {row["side"]: row for row in records(part[part["value"] == value])}
            if any(row["events"] for row in rows.values()):
                label = labels.get(str(value), str(rows["a"]["label"]).replace("_", " "))
                out.row(f"    {label}", [str(rows[side]["events"]) for side in SIDES], (10, 10))
    for side in SIDES:
        for row in records(events_of(contrast, side)):
            agent = row["agent"] if isinstance(row["agent"], str) and row["agent"] else "nobody"
            seen = snippet(contrast, side, int(row["start"]), int(row["end"]), max(out.width - 12, 60))
            kind = KINDS.get(str(row["kind"]), str(row["kind"]))
            place = AGENT_SCOPES.get(str(row["agent_scope"]), "")
            named = " ".join(agent.split())
            if row["agent_scope"] == "article":
                acting = f"acting: nobody in the sentence (elsewhere: {named})"
            else:
                acting = f"acting: {named}" + (f", {place}" if agent != "nobody" else "")
            out.add(f"{side.upper()}  {kind}; {acting}; {whose(row)}: {seen}", indent=4, hang=3)


def _write_sources(out: _Writer) -> None:
    sources = out.contrast.sources
    out.title("Who is quoted or reported")
    if sources.empty:
        out.add("Nobody in either article.")
        return
    for name, side in zip(out.contrast.names, SIDES, strict=True):
        out.row(f"{side.upper()}  {name}", ["words", "quoted", "paraphrased"], (9, 9, 13))
        for row in records(sources[sources["side"] == side]):
            cells = [str(row[column]) for column in ("n_words", "direct_words", "indirect_words")]
            out.row(f"     {row['source']}", cells, (9, 9, 13))
            out.add(f"cues: {', '.join(_cue(cue) for cue in row['cues'])}", indent=9, hang=6)


def _cue(cue: Mapping[str, Any]) -> str:
    words = cue["cue"] or "no cue"
    return f"{words} ({cue['cue_class']})" if cue["cue_class"] in {"doubting", "endorsing"} else words


def _write_only(out: _Writer) -> None:
    contrast = out.contrast
    out.title("What only one of them mentions")
    for name, side in zip(contrast.names, SIDES, strict=True):
        out.add(f"{side.upper()}  Only in {name}")
        for kind, label in (("number", "numbers"), ("name", "names")):
            rows = contrast.only[(contrast.only["side"] == side) & (contrast.only["kind"] == kind)]
            if kind == "name":
                said = [flat(row["text"]) for row in records(rows)]
            else:
                said = [f"“{phrase(contrast, side, row['start'], row['end'])}”" for row in records(rows)]
            out.add(f"{label}: {', '.join(said) or 'none'}", indent=3, hang=3)
        alone = contrast.closest[(contrast.closest["side"] == side) & contrast.closest["alone"]]
        out.add(f"{count_of(len(alone), 'sentence')} with no counterpart in the other:", indent=3)
        for text in alone["text"].head(_SHOWN_ONLY):
            out.add(f"– {textwrap.shorten(str(text), 200, placeholder=' …')}", indent=5, hang=2)
        if len(alone) > _SHOWN_ONLY:
            out.add(f"… and {len(alone) - _SHOWN_ONLY} more", indent=5)


def notebook_html(contrast: Contrast) -> str:
    """Draw a contrast in a notebook: the findings as a table; everything is escaped."""
    heads = "".join(f"<th scope='col'>{html.escape(name)}</th>" for name in contrast.names)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in (one.group, one.topic, one.a, one.b)) + "</tr>"
        for one in contrast.findings()
    )
    notes = "".join(f"<p><strong>Mind:</strong> {html.escape(warning)}</p>" for warning in contrast.warnings)
    return (
        f"<div class='framing-contrast'>{notes}<table><thead><tr><td></td><td></td>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
