"""How a document draws itself in a notebook: the text with its zones and voices, told apart by more than colour."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from framing.document.model import PROPER_ZONES, Document

__all__ = ["document_html", "document_line"]

_LONGEST = 200_000

_VOICE_NAMES = {
    "own": "own voice",
    "direct": "quotation",
    "indirect": "attributed paraphrase",
    "scare": "scare quotes",
    "title": "title of a work",
    "uncertain": "uncertain",
}

_STYLE = """
.framing-doc{font:15px/1.6 Georgia,serif;max-width:48em;color:#1b1b1b;background:#fff;padding:.8em 1em}
.framing-doc .z{margin:.45em 0;white-space:pre-wrap;display:flex;gap:.8em}
.framing-doc .z>small{flex:0 0 6.5em;font:11px/2 system-ui,sans-serif;color:#595959;text-align:right}
.framing-doc .z>div{flex:1}
.framing-doc .out{opacity:.75;font-style:italic}
.framing-doc .headline>div{font-weight:bold;font-size:1.25em}
.framing-doc .standfirst>div,.framing-doc .crosshead>div{font-weight:bold}
.framing-doc mark{color:inherit;background:none;padding:0 .05em}
.framing-doc .direct{background:#dbe9f9;border-bottom:2px solid #1f5fa8}
.framing-doc .indirect{border-bottom:2px dashed #8a5a00;background:#fbf1dc}
.framing-doc .scare{border-bottom:2px dotted #7a2d7a;background:#f4e6f4}
.framing-doc .title{font-style:italic;border-bottom:1px solid #666}
.framing-doc .uncertain{border-bottom:3px double #666;background:#ececec}
.framing-doc .legend{font:12px/2 system-ui,sans-serif;border-bottom:1px solid #999;margin-bottom:.6em}
.framing-doc .legend mark{margin-right:1em}
@media (prefers-color-scheme:dark){
.framing-doc{color:#e8e8e8;background:#161616}.framing-doc .z>small{color:#a8a8a8}
.framing-doc .direct{background:#17324f;border-color:#7db4ee}
.framing-doc .indirect{background:#3b2f14;border-color:#e0b050}
.framing-doc .scare{background:#3a203a;border-color:#d890d8}.framing-doc .uncertain{background:#333;border-color:#aaa}}
"""


def document_line(document: Document) -> str:
    """Sum a document up in one line.

    Examples
    --------
    >>> from framing.document import annotate
    >>> document_line(annotate("The army said it had fired."))
    '<Document: 27 characters, 1 sentence, zones lead 1, 1 attribution, words own 3, indirect 3>'
    """
    zones: dict[str, int] = {}
    for zone in document.zones:
        zones[zone.kind] = zones.get(zone.kind, 0) + 1
    words: dict[str, int] = {}
    for (_, voice), number in document.word_counts().items():
        words[voice] = words.get(voice, 0) + number

    def count(number: int, noun: str) -> str:
        return f"{number:,} {noun}{'' if number == 1 else 's'}"

    parts = [
        count(len(document.text), "character"),
        count(len(document.sentences), "sentence"),
        "zones " + (", ".join(f"{kind} {number}" for kind, number in zones.items()) or "none"),
        count(len(document.attributions), "attribution"),
        "words " + (", ".join(f"{voice} {number:,}" for voice, number in words.items()) or "none"),
    ]
    return f"<Document: {', '.join(parts)}>"


def document_html(document: Document) -> str:
    """Draw a document as HTML: zone names at the side, voices marked, the source of each on hover or focus.

    Parameters
    ----------
    document : Document
        An article as read; only its first 200,000 characters are drawn.

    Returns
    -------
    str
        Self-contained HTML, everything of the article escaped; light or dark as the reader's system is.

    Examples
    --------
    >>> from framing.document import annotate
    >>> "<script>" in document_html(annotate("<script>alert(1)</script>"))
    False
    """
    parts = [f"<style>{_STYLE}</style>", '<div class="framing-doc">', _legend(document)]
    for zone in document.zones:
        if zone.start >= _LONGEST:
            break
        end = min(zone.end, _LONGEST)
        outside = "" if zone.kind in PROPER_ZONES else " out"
        parts.append(
            f'<div class="z {zone.kind}{outside}"><small title="{escape(zone.rule)}">{zone.kind}</small>'
            f"<div>{_marked(document, zone.start, end)}</div></div>"
        )
    if len(document.text) > _LONGEST:
        parts.append(f"<p>… {len(document.text) - _LONGEST:,} more characters are not drawn.</p>")
    parts.append("</div>")
    return "".join(parts)


def _legend(document: Document) -> str:
    voices = [v for v in _VOICE_NAMES if v != "own" and any(s.voice == v for s in document.voice_segments)]
    marks = "".join(f'<mark class="{voice}">{_VOICE_NAMES[voice]}</mark>' for voice in voices)
    return f'<div class="legend" role="note">{marks}unmarked: {_VOICE_NAMES["own"]}</div>'


def _marked(document: Document, start: int, end: int) -> str:
    text = document.text
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    cuts = [start]
    position = start
    while position < end:
        position = max(document.voice_at(position).end, position + 1)
        cuts.append(min(position, end))
    pieces: list[str] = []
    for first, last in pairwise(cuts):
        segment = document.voice_at(first)
        words = escape(text[first:last])
        if segment.voice == "own" or not words.strip():
            pieces.append(words)
            continue
        attribution = document.attribution(segment.attribution)
        source = ""
        if attribution is not None:
            resolved = attribution.source_resolved
            source = f"; source: {attribution.source}" + (
                f" ({resolved})" if resolved and resolved != attribution.source else ""
            )
        title = escape(f"{_VOICE_NAMES[segment.voice]}{source}; rule: {segment.rule}; {segment.confidence:.2f}")
        pieces.append(f'<mark class="{segment.voice}" tabindex="0" title="{title}" aria-label="{title}">{words}</mark>')
    return "".join(pieces)
