"""A contrast in plain words: the findings as sentences, the terminal summary, the small view of a notebook."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from framing.comparison.contrast_tables import SIDES
from framing.comparison.evidence import snippet, whose
from framing.comparison.plain_words import (
    AGENT_SCOPES,
    CLASSES,
    CONSTRUCTIONS,
    KINDS,
    VOICE_SAYS,
    VOICES,
    count_of,
    listed,
    percent,
)
from framing.errors import SettingError
from framing.profiles.measures import select_rows

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison.contrast import Contrast

__all__ = ["findings", "notebook_html", "write_text"]

_NARROWEST: Final = 60
_SHOWN_ONLY: Final = 12
_WORDS: Final = 3
_PAUSE: Final = re.compile(r"[.;:,()“”\"]")


def findings(contrast: Contrast) -> list[str]:
    """Give the main differences as sentences, the furthest apart first."""
    return [*_naming(contrast), *_moved_voice(contrast), *_acting(contrast), *_speaking(contrast)]


def _naming(contrast: Contrast) -> Iterator[str]:
    found = []
    for number, row in enumerate(contrast.distances.itertuples()):
        part = _set_rows(contrast, str(row.lexicon), str(row.choice_set))
        if not part["own_opportunities"].sum():
            continue
        known = row.own == row.own
        if known and row.own == 0:
            continue
        told = "; ".join(
            f"{name}: {_choices(contrast, part[part['side'] == side])}"
            for name, side in zip(contrast.names, SIDES, strict=True)
        )
        order = (0 if known else 1, -float(row.own) if known else -float(part["own_opportunities"].sum()), number)
        found.append((order, f"{row.label}, in the outlet's own voice – {told}."))
    yield from (sentence for _, sentence in sorted(found))


def _choices(contrast: Contrast, rows: pd.DataFrame) -> str:
    total = int(rows["own_opportunities"].iloc[0])
    if not total:
        return "not mentioned"
    there = rows[rows["own_hits"] > 0].sort_values("own_hits", ascending=False, kind="stable")
    return listed(
        [f"{_printed(contrast, row, 'own')} {row['own_hits']} of {total}" for row in there.to_dict("records")]
    )


def _printed(contrast: Contrast, row: Mapping[Any, Any], voice: str | None = None) -> str:
    """Name a variant by the words that are printed, where they are few; by its label otherwise."""
    mentions = contrast.mentions
    mine = mentions[
        (mentions["lexicon"] == row["lexicon"]) & (mentions["feature"] == f"{row['choice_set']}.{row['variant']}")
    ]
    if "side" in row:
        mine = mine[mine["side"] == row["side"]]
    words = dict.fromkeys(" ".join(str(text).split()) for text in select_rows(mine, voice=voice)["text"])
    plain = list({word.casefold(): word for word in words}.values())
    if row["role"] == "unmarked" or not 0 < len(plain) <= _WORDS:
        return str(row["label"])
    return "/".join(f"“{word}”" for word in plain)


def _moved_voice(contrast: Contrast) -> Iterator[str]:
    """Tell of loaded words that somebody says in these articles and at least one outlet does not say itself."""
    shares = contrast.shares[contrast.shares["role"] == "marked"]
    for (lexicon, name, variant), part in shares.groupby(["lexicon", "choice_set", "variant"], sort=False):
        both = {row.side: row for row in part.itertuples()}
        a, b = both["a"], both["b"]
        printed = [row for row in (a, b) if row.all_hits]
        if not printed or all(row.own_hits for row in printed):
            continue
        told = []
        for outlet, side in zip(contrast.names, SIDES, strict=True):
            rows = _mentions_of(contrast, lexicon, name, variant, side)
            told.append(f"{outlet}: {_voices_of(rows)}")
        word = _printed(contrast, part.iloc[0].drop("side").to_dict())
        where = "in neither outlet's own voice" if not a.own_hits and not b.own_hits else "in one outlet's own voice"
        yield f"{word} stands {where} – {'; '.join(told)}."


def _voices_of(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "not printed"
    parts = []
    for voice in VOICES:
        some = rows[rows["voice"] == voice]
        if some.empty:
            continue
        sources = list(dict.fromkeys(" ".join(str(s).split()) for s in some["source"] if isinstance(s, str) and s))
        named = f" ({', '.join(sources)})" if sources else ""
        parts.append(f"{len(some)} in {VOICES[voice]}{named}" if voice != "uncertain" else f"{len(some)} uncertain")
    return listed(parts)


def _acting(contrast: Contrast) -> Iterator[str]:
    totals = {}
    for side in SIDES:
        events = _events_of(contrast, side)
        omitted = int((events["agent_scope"] == "none").sum())
        totals[side] = (len(events), omitted)
    if not any(n for n, _ in totals.values()):
        return
    told = []
    for name, side in zip(contrast.names, SIDES, strict=True):
        n, omitted = totals[side]
        if not n:
            told.append(f"{name}: none")
            continue
        rows = contrast.agency[(contrast.agency["aspect"] == "class") & (contrast.agency["side"] == side)]
        how = [f"{row.events} {CLASSES[str(row.value)]}" for row in rows.itertuples() if row.events]
        told.append(f"{name}: {n} ({', '.join(how)}), in {omitted} of them nobody is named as acting")
    yield f"Acts of violence – {'; '.join(told)}."


def _speaking(contrast: Contrast) -> Iterator[str]:
    own = contrast.words[contrast.words["voice"] == "own"].set_index("side")["share"]
    told = [f"{name}: {percent(float(own[side]))}" for name, side in zip(contrast.names, SIDES, strict=True)]
    yield f"Words in the outlet's own voice – {'; '.join(told)}."
    told = []
    for name, side in zip(contrast.names, SIDES, strict=True):
        rows = contrast.sources[contrast.sources["side"] == side].head(3)
        who = [f"{row.source} ({count_of(int(row.n_words), 'word')})" for row in rows.itertuples()]
        told.append(f"{name}: {listed(who) or 'nobody'}")
    yield f"Quoted or reported most – {'; '.join(told)}."


def _set_rows(contrast: Contrast, lexicon: str, choice_set: str) -> pd.DataFrame:
    shares = contrast.shares
    return shares[(shares["lexicon"] == lexicon) & (shares["choice_set"] == choice_set)]


def _mentions_of(contrast: Contrast, lexicon: Any, choice_set: Any, variant: Any, side: str) -> pd.DataFrame:
    rows = contrast.mentions
    chosen = (rows["lexicon"] == lexicon) & (rows["choice_set"] == choice_set) & (rows["side"] == side)
    return select_rows(rows[chosen & (rows["variant"] == variant)])


def _events_of(contrast: Contrast, side: str) -> pd.DataFrame:
    return select_rows(contrast.events[contrast.events["side"] == side])


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
        for row in rows.head(self.evidence).to_dict("records"):
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
        article = contrast.articles.loc[side]
        out.add(
            f"{side.upper()}  {name}, {count_of(int(article['n_words']), 'word')}: {_first_line(contrast, side)}",
            hang=3,
        )
    for warning in contrast.warnings:
        out.add(f"Note: {warning}", hang=6)
    out.title("In short")
    for sentence in contrast.findings():
        out.add(f"• {sentence}", hang=2)


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
        "word; “all” adds quotations. The distance is 0 where both choose alike and 1 where they have nothing in common."
    )
    nothing = []
    for row in contrast.distances.itertuples():
        part = _set_rows(contrast, str(row.lexicon), str(row.choice_set))
        if not part["all_opportunities"].sum():
            nothing.append(str(row.label))
            continue
        out.add()
        question = part["question"].iloc[0]
        out.add(f"{row.label}{f' – {question}' if question else ''}")
        _write_set(out, part, {base: float(str(getattr(row, base))) for base, _ in _BASES})
    if nothing:
        out.add()
        out.add(f"In neither article: {', '.join(nothing)}.")


_CELLS: Final = (12, 12, 10, 13, 12, 10)


def _write_set(out: _Writer, part: pd.DataFrame, distance: Mapping[str, float]) -> None:
    there = part.groupby("variant", sort=False)["all_hits"].sum()
    out.row(
        "", [f"{side.upper()}: {label}" if base == "own" else label for side in SIDES for base, label in _BASES], _CELLS
    )
    for name in there[there > 0].index:
        rows = part[part["variant"] == name].set_index("side", drop=False)
        cells = [_share_cell(rows.loc[side], base) for side in SIDES for base, _ in _BASES]
        out.row(f"  {rows['label'].iloc[0]}", cells, _CELLS)
    for row in part.to_dict("records"):
        for base, label in _BASES[:2]:
            low, high, share = row[f"{base}_low"], row[f"{base}_high"], row[f"{base}_share"]
            if low == low and high == high and (low, high) != (share, share):
                out.add(
                    f"{row['side'].upper()}: the share of {row['label']} ({label}) is between {percent(low)} and "
                    f"{percent(high)}, by whose words the uncertain places are.",
                    indent=2, hang=2,
                )  # fmt: skip
    told = [f"{label} {distance[base]:.2f}" for base, label in _BASES if distance[base] == distance[base]]
    if told:
        out.add(f"Distance: {', '.join(told)}.", indent=2, hang=2)
    for name in there[there > 0].index:
        first = part[part["variant"] == name].iloc[0]
        out.add(f"{first['label']}:", indent=4)
        for side in SIDES:
            out.places(_mentions_of(out.contrast, first["lexicon"], first["choice_set"], name, side), side)


def _share_cell(row: pd.Series[Any], base: str) -> str:
    n, total = int(row[f"{base}_hits"]), int(row[f"{base}_opportunities"])
    return f"{n}/{total} {percent(float(row[f'{base}_share']))}" if total else "–"


def _write_categories(out: _Writer) -> None:
    table = out.contrast.categories
    table = table[table.groupby(["lexicon", "category"])["all_hits"].transform("sum") > 0] if len(table) else table
    if table.empty:
        return
    out.title("Words of categories, and per 1,000 words of the same voice")
    out.row("", ["A own", "A all", "B own", "B all"], (14, 14, 14, 14))
    for _, rows in table.groupby(["lexicon", "category"], sort=False):
        by_side = rows.set_index("side")
        cells = [
            f"{int(by_side.loc[side, f'{base}_hits'])} ({by_side.loc[side, f'{base}_rate']:.1f})"
            for side in SIDES
            for base in ("own", "all")
        ]
        out.row(f"  {by_side['label'].iloc[0]}", cells, (14, 14, 14, 14))


def _write_voices(out: _Writer) -> None:
    words = out.contrast.words
    out.title("Whose words (words of the article, without page furniture)")
    out.row("", ["A", "B"], (18, 18))
    for voice, label in VOICES.items():
        rows = words[words["voice"] == voice].set_index("side")
        if not rows["words"].sum():
            continue
        cells = [f"{int(rows.loc[s, 'words']):,}  {percent(float(rows.loc[s, 'share'])):>5}" for s in SIDES]
        out.row(f"  {label}: {VOICE_SAYS[voice]}" if out.width > 110 else f"  {label}", cells, (18, 18))


def _write_agency(out: _Writer) -> None:
    contrast = out.contrast
    if select_rows(contrast.events).empty:
        return
    out.title("Who is shown as acting (acts of violence)")
    for aspect, heading, labels in (
        ("construction", "How the act is told", CONSTRUCTIONS),
        ("agent_scope", "Where the acting party is named", AGENT_SCOPES),
        ("agent_group", "Acting party", {}),
        ("victim_group", "Party that suffers", {}),
    ):
        part = contrast.agency[contrast.agency["aspect"] == aspect]
        out.row(f"  {heading}", ["A", "B"], (10, 10))
        for value in part["value"].drop_duplicates():
            rows = part[part["value"] == value].set_index("side")
            if rows["events"].sum():
                label = labels.get(str(value), str(rows["label"].iloc[0]).replace("_", " "))
                out.row(f"    {label}", [str(int(rows.loc[side, "events"])) for side in SIDES], (10, 10))
    for side in SIDES:
        for row in _events_of(contrast, side).to_dict("records"):
            agent = row["agent"] if isinstance(row["agent"], str) and row["agent"] else "nobody"
            seen = snippet(contrast, side, int(row["start"]), int(row["end"]), max(out.width - 12, 60))
            kind = KINDS.get(str(row["kind"]), str(row["kind"]))
            place = AGENT_SCOPES.get(str(row["agent_scope"]), "")
            acting = f"acting: {' '.join(agent.split())}" + (f", {place}" if agent != "nobody" else "")
            out.add(f"{side.upper()}  {kind}; {acting}; {whose(row)}: {seen}", indent=4, hang=3)


def _write_sources(out: _Writer) -> None:
    sources = out.contrast.sources
    out.title("Who is quoted or reported")
    if sources.empty:
        out.add("Nobody in either article.")
        return
    for name, side in zip(out.contrast.names, SIDES, strict=True):
        out.row(f"{side.upper()}  {name}", ["words", "quoted", "paraphrased"], (9, 9, 13))
        for row in sources[sources["side"] == side].itertuples():
            cells = [str(row.n_words), str(row.direct_words), str(row.indirect_words)]
            out.row(f"     {row.source}", cells, (9, 9, 13))
            cues = [
                f"{cue['cue'] or 'no cue'}{'' if cue['cue_class'] in (None, 'neutral') else ' (' + str(cue['cue_class']) + ')'}"
                for cue in row.cues
            ]
            out.add(f"cues: {', '.join(cues)}", indent=9, hang=6)


def _write_only(out: _Writer) -> None:
    contrast = out.contrast
    out.title("What only one of them mentions")
    for name, side in zip(contrast.names, SIDES, strict=True):
        out.add(f"{side.upper()}  Only in {name}")
        for kind, label in (("number", "numbers"), ("name", "names")):
            rows = contrast.only[(contrast.only["side"] == side) & (contrast.only["kind"] == kind)]
            said = []
            for row in rows.itertuples():
                if kind == "name":
                    said.append(" ".join(str(row.text).split()))
                else:
                    place = snippet(contrast, side, int(str(row.start)), int(str(row.end)), 44)
                    said.append(f"“{place.hit}{_PAUSE.split(place.after)[0].rstrip('… ')}”")
            out.add(f"{label}: {', '.join(said) or 'none'}", indent=3, hang=3)
        alone = contrast.closest[(contrast.closest["side"] == side) & contrast.closest["alone"]]
        out.add(f"{count_of(len(alone), 'sentence')} with no counterpart in the other:", indent=3)
        for text in alone["text"].head(_SHOWN_ONLY):
            out.add(f"– {textwrap.shorten(str(text), 200, placeholder=' …')}", indent=5, hang=2)
        if len(alone) > _SHOWN_ONLY:
            out.add(f"… and {len(alone) - _SHOWN_ONLY} more", indent=5)


def notebook_html(contrast: Contrast) -> str:
    """Draw a contrast in a notebook: the findings and the shares as a table; everything is escaped."""
    heads = "".join(f"<th scope='col'>{html.escape(name)}</th>" for name in contrast.names)
    rows = []
    for row in contrast.distances.itertuples():
        part = _set_rows(contrast, str(row.lexicon), str(row.choice_set))
        if not part["own_opportunities"].sum():
            continue
        cells = "".join(f"<td>{html.escape(_choices(contrast, part[part['side'] == side]))}</td>" for side in SIDES)
        far = "–" if row.own != row.own else f"{row.own:.2f}"
        rows.append(f"<tr><th scope='row'>{html.escape(str(row.label))}</th>{cells}<td>{far}</td></tr>")
    notes = "".join(f"<p><strong>Note:</strong> {html.escape(warning)}</p>" for warning in contrast.warnings)
    told = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in contrast.findings())
    return (
        f"<div class='framing-contrast'>{notes}<table><caption>In each outlet's own voice</caption>"
        f"<thead><tr><td></td>{heads}<th scope='col'>distance</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"<details><summary>In short</summary><ul>{told}</ul></details></div>"
    )
