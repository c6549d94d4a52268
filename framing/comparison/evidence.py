"""Showing a place in an article: the words around it, whose they are, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from framing.comparison.plain_words import VOICES, ZONES

if TYPE_CHECKING:
    from framing.comparison.contrast import Contrast

__all__ = ["Snippet", "phrase", "snippet", "snippet_in", "whose"]

_PAUSE: Final = re.compile(r"[.;:,()“”\"…]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words of an article around a place, white space as single spaces.

    Attributes
    ----------
    before, hit, after : str
        The evidence is `hit`; an ellipsis stands where words were cut off.
    """

    before: str
    hit: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}[{self.hit}]{self.after}"


def snippet(contrast: Contrast, side: str, start: int, end: int, width: int = 90) -> Snippet:
    """Give the words around a place, from its own part of the page, at most about `width` characters.

    Parameters
    ----------
    contrast : Contrast
    side : str
        ``a`` or ``b``.
    start, end : int
        Offsets into the text of that side.
    width : int
        Characters in all; a longer hit is never cut.
    """
    return snippet_in(contrast.texts[side], start, end, _bounds(contrast, side, start, end), width)


def snippet_in(text: str, start: int, end: int, bounds: tuple[int, int], width: int = 90) -> Snippet:
    """Give the words around a place of a text that lie within `bounds`, at most about `width` characters.

    Examples
    --------
    >>> str(snippet_in("Nine people were killed in the raid.", 17, 23, (0, 36)))
    'Nine people were [killed] in the raid.'
    """
    first, last = bounds
    room = max(width - (end - start), 20)
    before, cut_before = _tail(text[first:start], room * 2 // 5)
    after, cut_after = _head(text[end:last], room - len(before))
    hit = " ".join(text[start:end].split())
    return Snippet(("…" if cut_before else "") + before, hit, after + ("…" if cut_after else ""))


def phrase(contrast: Contrast, side: str, start: int, end: int, words: int = 5) -> str:
    """Give a place and the few words that follow it, up to a pause: what a number counts."""
    after = _PAUSE.split(contrast.texts[side][end : end + 80])[0]
    rest = after.split(" ") if len(after) < 80 else after.split(" ")[:-1]
    return " ".join(" ".join([contrast.texts[side][start:end] + rest[0], *rest[1 : words + 1]]).split())


def _bounds(contrast: Contrast, side: str, start: int, end: int) -> tuple[int, int]:
    zones = contrast.zones[contrast.zones["side"] == side]
    around = zones[(zones["start"] <= start) & (zones["end"] > start)]
    if around.empty:
        return max(0, start - 200), min(len(contrast.texts[side]), end + 200)
    return int(around["start"].iloc[0]), max(int(around["end"].iloc[0]), end)


def _tail(text: str, room: int) -> tuple[str, bool]:
    flat = _flat(text)
    kept = flat.lstrip()
    if len(kept) <= room:
        return kept, False
    kept = kept[-room:]
    at = kept.find(" ")
    return (kept[at + 1 :] if 0 <= at < len(kept) - 1 else kept), True


def _head(text: str, room: int) -> tuple[str, bool]:
    flat = _flat(text)
    kept = flat.rstrip()
    if len(kept) <= room:
        return kept, False
    kept = kept[:room]
    at = kept.rfind(" ")
    return (kept[:at] if at > 0 else kept), True


def _flat(text: str) -> str:
    """Make every run of white space one space, also at the edges."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() else "")


def whose(row: Mapping[Any, Any]) -> str:
    """Say whose words a mention or event is in: the voice, with the source where there is one, and the zone.

    Examples
    --------
    >>> whose({"voice": "direct", "source": "the mayor", "cue_class": "doubting", "zone": "lead"})
    'quotation of the mayor (doubting cue), lead'
    """
    voice, source, cue = row.get("voice"), row.get("source"), row.get("cue_class")
    words = VOICES.get(str(voice), str(voice))
    if isinstance(source, str) and source.strip():
        name = " ".join(source.split())
        words += f" of {name}" if voice in {"direct", "indirect"} and name != "unnamed" else f", source {name}"
    if cue in {"doubting", "endorsing"}:
        words += f" ({cue} cue)"
    zone = str(row.get("zone"))
    return f"{words}, {ZONES.get(zone, zone)}"
