"""Quotation marks: the role of each mark from its glyph and then from what stands beside it.

A state machine runs over the blocks of the page. A block that reopens with a mark continues a quotation; a mark at the
end of a block opens the next one; a closing mark with nothing open has lost its opener; a quotation that never closes
ends with its block, and always before promotion and boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from framing.document.layout import Block
from framing.document.model import PROPER_ZONES

__all__ = ["Marked", "find_marked"]

_MARK = re.compile(r"[\"“”„‟«»'‘’‛`]")
_OPENING = frozenset("“„‟«")
_CLOSING = frozenset("”»")
_ELISION = re.compile(r"(?:\d0s|n\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|round\b|cos\b)", re.IGNORECASE)
_BEFORE_OPENER = frozenset(" \t\xa0\u2009\u202f\n([{—–-/:;,=…>“‘\"'")
_BEFORE_CLOSER = frozenset(".,?!…;—–-)")


class Marked(NamedTuple):
    """A stretch between quotation marks, before anything is known of its role.

    ``continues`` tells that it goes on a quotation which the block before left open.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    opened: bool
    closed: bool
    continues: bool
    rule: str


class _Open(NamedTuple):
    outer: int
    start: int
    single: bool
    continues: bool
    pending: bool


def find_marked(text: str, blocks: Sequence[Block], kinds: Sequence[str]) -> list[Marked]:
    """Find what stands between quotation marks.

    Parameters
    ----------
    text : str
        The article.
    blocks : sequence of Block
        Its blocks.
    kinds : sequence of str
        The zone of each block; no quotation goes on into one that is not part of the article proper.

    Returns
    -------
    list of Marked
        In order and without overlap: a quotation inside a quotation belongs to the outer one.

    Examples
    --------
    >>> text = "He said: “Not ’90s ‘rock ’n’ roll’ again.”"
    >>> [text[m.start : m.end] for m in find_marked(text, [Block(0, len(text))], ["body"])]
    ['Not ’90s ‘rock ’n’ roll’ again.']
    """
    return _Machine(text, blocks, kinds).run()


class _Machine:
    def __init__(self, text: str, blocks: Sequence[Block], kinds: Sequence[str]) -> None:
        self.text = text
        self.blocks = blocks
        self.kinds = kinds
        self.found: list[Marked] = []
        self.open: _Open | None = None
        self.depth = 0

    def run(self) -> list[Marked]:
        marks = self._marks()
        number = 0
        total = len(marks)
        for index, block in enumerate(self.blocks):
            first = number
            while number < total and marks[number][0] < block.end:
                number += 1
            if self.open is not None:
                self._enter(index, marks[first] if first < number else None)
            elif first == number:
                continue
            self._block(index, marks, first, number)
        if self.open is not None:
            self._end_at(self.blocks[-1].end)
        return self.found

    def _marks(self) -> list[tuple[int, int, str]]:
        """List marks as (start, end, glyph); apostrophes inside words are none."""
        text = self.text
        size = len(text)
        marks: list[tuple[int, int, str]] = []
        skip = -1
        for match in _MARK.finditer(text):
            at = match.start()
            if at < skip:
                continue
            glyph = text[at]
            if glyph in "'‘’‛`":
                after = text[at + 1] if at + 1 < size else " "
                if after == glyph and glyph in "'`":
                    skip = at + 2
                    marks.append((at, at + 2, '"'))
                    continue
                if at and text[at - 1].isalnum() and after.isalnum():
                    continue
            marks.append((at, at + 1, glyph))
        return marks

    def _enter(self, index: int, mark: tuple[int, int, str] | None) -> None:
        """Carry an open quotation into a block, or end it with the block before."""
        opened = self.open
        assert opened is not None
        block = self.blocks[index]
        previous = self.blocks[index - 1]
        if self.kinds[index] not in PROPER_ZONES:
            self._end_at(previous.end)
            return
        if opened.pending:
            self.open = opened._replace(start=block.start, pending=False)
            return
        if mark is not None and mark[0] == block.start and self._may_open(mark):
            self._end_at(previous.end)
            self.open = _Open(mark[0], mark[1], opened.single, True, False)
            return
        if mark is not None and not opened.single and self._closes(mark):
            return
        self._end_at(previous.end)

    def _block(self, index: int, marks: list[tuple[int, int, str]], first: int, last: int) -> None:
        block = self.blocks[index]
        for number in range(first, last):
            start, end, glyph = marks[number]
            opened = self.open
            if opened is not None and start < opened.start:
                continue
            if glyph in "'‘’‛`":
                self._single(marks, number, last)
            elif opened is None or opened.single:
                if self._may_open(marks[number]):
                    self.open = _Open(start, end, False, False, False)
                    self.depth = 0
                elif self._closes(marks[number]):
                    self._lost_opener(index, start, end)
            elif self._closes(marks[number]) or (glyph in _OPENING and end >= block.end):
                if self.depth:
                    self.depth -= 1
                else:
                    self._close(start, end)
            else:
                self.depth += 1
        opened = self.open
        if opened is None:
            return
        self.depth = 0
        if opened.single:
            following = self.blocks[index + 1].start if index + 1 < len(self.blocks) else -1
            if following < 0 or self.text[following] != "‘" or self.text[opened.outer] != "‘":
                self.open = None
        elif opened.start >= block.end or not self.text[opened.start : min(block.end, opened.start + 8)].strip():
            self.open = opened._replace(pending=True)

    def _single(self, marks: list[tuple[int, int, str]], number: int, last: int) -> None:
        start, end, glyph = marks[number]
        text = self.text
        opened = self.open
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if opened is None:
            opens = glyph in "'‘" and not before.isalnum() and before not in ".," and not after.isspace()
            if opens and not _ELISION.match(text, end):
                self.open = _Open(start, end, True, False, False)
            return
        if not opened.single or glyph == "‘" or after.isalnum() or before.isspace():
            return
        plural = before in "sS" and after == " " and text[end + 1 : end + 2].islower()
        if plural and number + 1 < last and marks[number + 1][2] in "'’":
            return
        self._close(start, end)

    def _may_open(self, mark: tuple[int, int, str]) -> bool:
        start, end, glyph = mark
        text = self.text
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        if glyph in _OPENING:
            return True
        if glyph == "‘":
            return True
        loose_before = before in _BEFORE_OPENER
        if glyph in _CLOSING:
            return loose_before and not after.isspace() and after not in ".,;:?!)" and before not in ",;:-"
        if after.isspace():
            # a lone straight mark between spaces, as scraped pages leave it
            return loose_before and before.isspace()
        return loose_before and after not in ".,;:?!)"

    def _closes(self, mark: tuple[int, int, str]) -> bool:
        start, end, glyph = mark
        text = self.text
        if glyph in _CLOSING:
            return True
        if glyph in _OPENING:
            opened = self.open
            return opened is not None and glyph == "“" and text[opened.outer] == "„"
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        if before.isspace() or before in "([":
            return after.isspace() or after in ".,;:?!)"
        return not after.isalnum() or before in _BEFORE_CLOSER

    def _lost_opener(self, index: int, start: int, end: int) -> None:
        """Find where a quotation began whose opening mark is missing."""
        text = self.text
        block = self.blocks[index]
        floor = self.found[-1].outer_end if self.found else 0
        head = text[block.start : start] if start - block.start < 4 else "word"
        if not head.strip(" ,.\xa0"):
            if index and self.kinds[index - 1] in PROPER_ZONES and self.blocks[index - 1].start >= floor:
                begin = self.blocks[index - 1].start
                self.found.append(
                    Marked(begin, self._trim(begin, start), begin, end, False, True, False, "lost_opener")
                )
            return
        if floor <= block.start and start and text[start - 1] in ".,?!…":
            self.found.append(Marked(block.start, start, block.start, end, False, True, False, "lost_opener_in_block"))

    def _trim(self, begin: int, end: int) -> int:
        while end > begin and self.text[end - 1] in " ,\n\r\t\xa0":
            end -= 1
        return end

    def _close(self, start: int, end: int) -> None:
        opened = self.open
        assert opened is not None
        self.open = None
        if opened.start < start:
            self.found.append(Marked(opened.start, start, opened.outer, end, True, True, opened.continues, "marks"))

    def _end_at(self, end: int) -> None:
        opened = self.open
        assert opened is not None
        self.open = None
        self.depth = 0
        if opened.start < end:
            self.found.append(Marked(opened.start, end, opened.outer, end, True, False, opened.continues, "unclosed"))
