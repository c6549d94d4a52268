"""How the text of a term is matched: literals for the one scan, and what must be checked at each place it finds.

A fixed entry is one literal. A glob with one ``*`` at an end is a literal that is open there. Any other glob is found
by its longest fixed part and then checked around that place. A regular expression is searched by a linear-time engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from framing.errors import LexiconError, MissingExtraError
from framing.text import Literal, fold, is_word_character

__all__ = ["MAX_TERM", "Pattern", "check_term", "compile_regex"]

MAX_TERM = 1_000
_WINDOW = 160

_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*\*?")
"""A term that folding leaves as it is."""
_PLAIN_LETTERS = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*\*?")
"""A term of which folding changes the capitals only."""


def check_term(text: str, kind: str) -> str | None:
    """Say what is wrong with the text of a term, or None.

    Examples
    --------
    >>> check_term("terroris*", "glob") is None
    True
    >>> check_term("*", "glob")
    "term '*' matches everything; write at least two letters beside the *"
    """
    if not text.strip():
        return "a term is empty; leave it out"
    if len(text) > MAX_TERM:
        return f"term '{text[:30]}…' has {len(text):,} characters; at most {MAX_TERM:,} are possible"
    if kind == "regex":
        try:
            compile_regex(text, case=False)
        except LexiconError as error:
            return str(error)
        return None
    if len(text) > 2 and _PLAIN.fullmatch(text):
        return None
    fixed = fold(text.replace("*", " ")).text.strip()
    if "*" in text and sum(map(is_word_character, fixed)) < 2:
        return f"term '{text}' matches everything; write at least two letters beside the *"
    if not fixed:
        return f"term '{text}' matches nothing; write at least one letter"
    if "\n" in fixed:
        return f"term '{text[:30]}' holds a blank line; a phrase stands in one paragraph"
    return None


def compile_regex(pattern: str, *, case: bool) -> Any:
    """Compile a user's regular expression with a linear-time engine (RE2).

    Raises
    ------
    LexiconError
        When the pattern is not valid, matches the empty text, or uses what a linear-time engine cannot do.
    MissingExtraError
        When the engine is not installed.
    """
    try:
        import re2
    except ImportError:
        raise MissingExtraError("a term with 'regex: true'", "regex") from None
    options = re2.Options()
    options.case_sensitive = case
    options.log_errors = False
    try:
        compiled = re2.compile(pattern, options=options)
    except re2.error as error:
        reason = error.args[0] if error.args else "not valid"
        reason = reason.decode() if isinstance(reason, bytes) else reason
        raise LexiconError(
            f"regular expression '{pattern[:60]}': {reason}; look-around and back-references are not possible"
        ) from None
    if compiled.search("") is not None:
        raise LexiconError(f"regular expression '{pattern[:60]}' matches the empty text; make it match a word")
    return compiled


class Pattern:
    """A glob made ready: the literal to scan for and the check at a hit.

    Parameters
    ----------
    text : str
        A fixed entry or a glob.
    case : bool
        Whether capitals must agree everywhere.
    capitals : bool
        Whether a capital in ``text`` must be one in the article (``US`` is not *us*), small letters matching both.

    Attributes
    ----------
    literal : Literal
        What the scan looks for.

    Examples
    --------
    >>> pattern = Pattern("terror* group*")
    >>> pattern.literal.text
    'terror'
    >>> text = "two terrorist groups"
    >>> pattern.span(text, 4, 10)
    (4, 20)
    """

    __slots__ = ("_capitals", "_case", "_regex", "_text", "literal")

    def __init__(self, text: str, *, case: bool = False, capitals: bool = False) -> None:
        self._case = case
        self._regex: re.Pattern[str] | None = None
        if _PLAIN.fullmatch(text):
            self._text = text
            self._capitals = False
            self.literal = Literal(text.removesuffix("*"), open_end=text.endswith("*"))
            return
        if _PLAIN_LETTERS.fullmatch(text):
            stripped, folded = text, text.lower()
        else:
            stripped = " ".join(fold(text, case=True).text.split())
            folded = fold(stripped).text
        self._text = stripped
        self._capitals = capitals and stripped != stripped.lower()
        parts = folded.split("*")
        if len(parts) == 1:
            self.literal = Literal(folded)
        elif len(parts) == 2 and not parts[1]:
            self.literal = Literal(parts[0].rstrip(), open_end=not parts[0].endswith(" "))
        elif len(parts) == 2 and not parts[0]:
            self.literal = Literal(parts[1].lstrip(), open_start=not parts[1].startswith(" "))
        else:
            longest = max(parts, key=lambda part: len(part.strip()))
            self.literal = Literal(longest.strip(), open_start=True, open_end=True)
            self._regex = re.compile(rf"(?<!\w){_glob_regex(folded)}(?!\w)")

    @property
    def is_literal(self) -> bool:
        """Whether every hit of the literal is the whole term, so that :meth:`span` has nothing to check."""
        return self._regex is None and not (self._case or self._capitals)

    def span(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Give the span of the whole term around a hit of its literal, or None where it does not match.

        Parameters
        ----------
        text : str
            The original text of the article.
        start, end : int
            The hit.
        """
        if self._regex is not None:
            return self._around(text, start, end)
        if not (self._case or self._capitals):
            return start, end
        return (start, end) if _letters_agree(self._text, text[start:end], self._case) else None

    def _around(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        assert self._regex is not None
        reach = _WINDOW + len(self._text)
        first = max(start - reach, 0)
        window = fold(text[first : end + reach])
        match = self._regex.search(window.text)
        while match is not None:
            low, high = window.original_span(*match.span())
            if first + low > start:
                break
            if end <= first + high:
                fits = not (self._case or self._capitals) or self._fits(text[first + low : first + high])
                return (first + low, first + high) if fits else None
            # Matches may overlap: a phrase can start inside another.
            match = self._regex.search(window.text, match.start() + 1)
        return None

    def _fits(self, found: str) -> bool:
        """Check the capitals of a glob with inner wildcards."""
        written = self._text
        if not self._case:
            # A capital must be one; a small letter stands for both.
            pattern = _glob_regex(written, lambda c: re.escape(c) if c.isupper() else f"(?i:{re.escape(c)})")
        else:
            pattern = _glob_regex(written)
        return re.fullmatch(pattern, fold(found, case=True).text) is not None


@lru_cache(maxsize=65_536)
def _letters_agree(term: str, found: str, case: bool) -> bool:
    """Tell whether the capitals of a place agree with those of a term, or with all its letters where ``case``."""
    written = term.strip("*")
    shown = fold(found, case=True).text
    if term.startswith("*"):
        shown = shown[-len(written) :]
    return all(a == b for a, b in zip(written, shown, strict=False) if case or a.isupper())


def _glob_regex(folded: str, character: Callable[[str], str] = re.escape) -> str:
    r"""Write a glob as a regular expression that never goes back by more than one wildcard.

    Between two wildcards the first place of a fixed part is as good as any, so each is taken for good; a term of many
    wildcards would otherwise take time that grows with the power of their number.

    >>> _glob_regex("terror* group*")
    'terror\\w*+\\ group\\w*+'
    """
    words = []
    for word in folded.split(" "):
        parts = ["".join(map(character, part)) for part in re.split(r"\*+", word)]
        pieces = [parts[0]]
        pieces.extend(rf"(?>\w*?{part})" for part in parts[1:-1])
        if len(parts) > 1:
            pieces.append(rf"\w*{parts[-1]}" if parts[-1] else r"\w*+")
        words.append("".join(pieces))
    return r"\ ".join(words)
