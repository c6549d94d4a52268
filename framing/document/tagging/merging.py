"""The tagger's contents and the rules' reading become one Document: the marks stay with the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.document.model import Attribution, Document, Piece, Span
from framing.document.voice import flatten

__all__ = ["RULE", "merge", "outside_marks"]

RULE = "tagger"
"""The rule of attributions that the tagger alone found."""

Stretch = tuple[int, int, float]
"""Start and end of a content found by the tagger, and its probability."""


def outside_marks(document: Document, start: int, end: int) -> list[Span]:
    """Give the parts of a span that no quotation marks enclose, without white space at their ends.

    Examples
    --------
    >>> import framing as fr
    >>> document = fr.annotate("He said it was “a very bad day” for us.")
    >>> [document.text[a:b] for a, b in outside_marks(document, 8, 38)]
    ['it was', 'for us']
    """
    parts: list[Span] = []
    position = start
    for quotation in document.quotations:
        if quotation.outer_end <= position:
            continue
        if quotation.outer_start >= end:
            break
        parts.append(Span(position, quotation.outer_start))
        position = quotation.outer_end
    parts.append(Span(position, end))
    return [part for part in (_trim(document.text, a, b) for a, b in parts) if part.start < part.end]


def merge(document: Document, contents: Sequence[Stretch]) -> Document:
    """Put the tagger's contents in place of the rules' paraphrases; quotations stay as the rules read them.

    Parameters
    ----------
    document : Document
        The article as the rules read it.
    contents : sequence of (int, int, float)
        Contents by the tagger with their probability, outside quotation marks, in order, without overlap.

    Returns
    -------
    Document
        A content goes to the attribution of the rules that shares most of it or whose quotation it touches, else to
        a new one of rule ``tagger``;
        an attribution of the rules that keeps nothing is left out.
    """
    kept: dict[int, list[Piece]] = {
        a.attribution_id: [piece for piece in a.pieces if piece.voice == "direct"] for a in document.attributions
    }
    paraphrased = sorted(
        (piece.start, piece.end, a.attribution_id)
        for a in document.attributions
        for piece in a.pieces
        if piece.voice != "direct"
    )
    direct = [(piece, owner) for owner, pieces in kept.items() for piece in pieces]
    beside = {piece.start: owner for piece, owner in direct} | {piece.end: owner for piece, owner in direct}
    added: list[tuple[Piece, float]] = []
    first = 0
    for start, end, probability in contents:
        while first < len(paraphrased) and paraphrased[first][1] <= start:
            first += 1
        shared: dict[int, int] = {}
        place = first
        while place < len(paraphrased) and paraphrased[place][0] < end:
            low, high, owner = paraphrased[place]
            if min(high, end) > max(low, start):
                shared[owner] = shared.get(owner, 0) + min(high, end) - max(low, start)
            place += 1
        piece = Piece(start, end, "indirect")
        owner = max(shared, key=lambda number: (shared[number], -number), default=-1)
        if owner < 0:
            # Beside a quotation, with no more than a space between, it is the same claim.
            owner = next((beside[at] for at in (end, end + 1, start, start - 1) if at in beside), -1)
        if owner >= 0:
            kept[owner].append(piece)
        else:
            added.append((piece, probability))
    items = [a._replace(pieces=tuple(sorted(kept[a.attribution_id]))) for a in document.attributions]
    items = [a for a in items if a.pieces] + [_unnamed(piece, probability) for piece, probability in added]
    items.sort(key=lambda a: a.pieces[0])
    attributions = [a._replace(attribution_id=number) for number, a in enumerate(items)]
    own = [(s.start, s.rule) for s in document.voice_segments if s.voice == "own"]
    if not own or own[0][0] > 0:
        own.insert(0, (0, "no_cue"))
    return replace(
        document,
        attributions=attributions,
        voice_segments=flatten(len(document.text), attributions, document.quotations, own),
    )


def _unnamed(piece: Piece, probability: float) -> Attribution:
    return Attribution(
        attribution_id=-1,
        pieces=(piece,),
        kind="speech",
        source="unnamed",
        source_resolved=None,
        source_type="unnamed",
        source_span=None,
        cue="",
        cue_span=None,
        cue_class="neutral",
        rule=RULE,
        confidence=probability,
    )


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
