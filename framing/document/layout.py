"""The blocks of a page: paragraphs and lines, with hard-wrapped lines put together again."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Block", "find_blocks"]

_BREAK = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"[^\s{_BREAK}][^{_BREAK}]*")
_BREAKS = re.compile(rf"\r\n|[{_BREAK}]")
_TERMINATORS = frozenset('.!?…:;"”’»)')
_WIDEST_WRAP = 120
_OWN_LINE = re.compile(r"(?:by\s*:|by\s+[A-Z]|on\s+[A-Z][a-z]+\s+\d|e-?mail$|via\s+[A-Z@]|share$|tweet$|print$|\w+@)")
"""Furniture in lower case, which goes on no line before it."""


class Block(NamedTuple):
    """A paragraph or a line of its own, without the white space around it."""

    start: int
    end: int


def find_blocks(text: str) -> list[Block]:
    r"""Divide a text into its blocks.

    A block is a line, or several lines that were one paragraph before a hard wrap: within a run of lines without a
    blank line between them, all but the last reach about the same width, or the next starts in lower case where the
    last ended without punctuation.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of Block
        In order; everything between them is white space.

    Examples
    --------
    >>> find_blocks("Title\n\nOne paragraph\nof two lines.")
    [Block(start=0, end=5), Block(start=7, end=34)]
    """
    lines: list[Block] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        if text[end - 1].isspace():
            end = start + len(match.group().rstrip())
        lines.append(Block(start, end))
    return _join_wrapped(text, lines)


def _join_wrapped(text: str, lines: list[Block]) -> list[Block]:
    blocks: list[Block] = []
    run: list[Block] = []
    for line in lines:
        if run and (line.start - run[-1].end == 1 or _adjacent(text, run[-1].end, line.start)):
            run.append(line)
            continue
        if run:
            _close_run(text, run, blocks)
        run = [line]
    if run:
        _close_run(text, run, blocks)
    return blocks


def _adjacent(text: str, end: int, start: int) -> bool:
    # A gap of a hundred thousand characters is no line break between two lines of a paragraph.
    return start - end < 200 and len(_BREAKS.findall(text, end, start)) == 1


def _close_run(text: str, run: list[Block], blocks: list[Block]) -> None:
    if len(run) == 1:
        blocks.append(run[0])
        return
    widths = [line.end - line.start for line in run]
    widest = max(widths)
    if len(run) > 2 and 40 <= widest <= _WIDEST_WRAP and min(widths[:-1]) >= 0.65 * widest:
        blocks.append(Block(run[0].start, run[-1].end))
        return
    start = run[0].start
    for line, following in zip(run, [*run[1:], None], strict=True):
        if (
            following is not None
            and text[following.start].islower()
            and text[line.end - 1] not in _TERMINATORS
            and _OWN_LINE.match(text, following.start, following.end) is None
        ):
            continue
        blocks.append(Block(start, line.end))
        if following is not None:
            start = following.start
