"""Yoshikoder dictionaries (``.ykd``): XML with ``cnode`` for categories and ``pnode`` for patterns, reading only.

The file is read by a streaming parser that refuses document type definitions, so that no entity can be declared,
expanded or fetched.
"""

from __future__ import annotations

from typing import Any, Literal

from framing.errors import LexiconError
from framing.lexicon.building import Builder
from framing.lexicon.model import Lexicon

__all__ = ["read_nodes_of_patterns", "yoshikoder_to_lexicon"]

_MAX_DEPTH = 40
_ROOTS = ("dictionary", "ykproject")


def yoshikoder_to_lexicon(text: str, source: str) -> Lexicon:
    """Read a Yoshikoder dictionary or the dictionary of a Yoshikoder project.

    The outermost category, which every such file has, gives the title; the categories in it become those of the
    lexicon. Scores become weights.

    Parameters
    ----------
    text : str
        The file's content.
    source : str
        Its path, for messages and the lexicon's name.

    Raises
    ------
    LexiconError
        When the XML is faulty, cut off, or holds a document type definition.

    Examples
    --------
    >>> lexicon = yoshikoder_to_lexicon(
    ...     '<dictionary><cnode name="My words"><cnode name="Doubt"><pnode name="claim*" score="2"/></cnode></cnode>'
    ...     "</dictionary>", "mine.ykd")
    >>> lexicon.title, list(lexicon.categories), lexicon.terms[0].weight
    ('My words', ['Doubt'], 2.0)
    """
    builder = Builder(source)
    title, _ = read_nodes_of_patterns(builder, text, kind="glob")
    return builder.finish(title=title)


def read_nodes_of_patterns(builder: Builder, text: str, *, kind: Literal["glob", "regex"]) -> tuple[str, bool]:
    """Add the categories and patterns of an XML dictionary; give its title and whether all patterns are spaced out."""
    reader = _Reader(builder, kind)
    reader.parse(text)
    return reader.title, reader.all_spaced


class _Reader:
    """Follows the elements of the file; categories wait until it is known whether the outermost is but a title."""

    def __init__(self, builder: Builder, kind: Literal["glob", "regex"]) -> None:
        self.builder = builder
        self.kind: Literal["glob", "regex"] = kind
        self.title = ""
        self.all_spaced = True
        self.stack: list[str] = []
        self.path: list[str] = []
        self.categories: list[tuple[tuple[str, ...], int, str]] = []
        self.patterns: list[tuple[tuple[str, ...], str, float, int]] = []
        self.root_seen = False

    def parse(self, text: str) -> None:
        from xml.parsers import expat

        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.StartDoctypeDeclHandler = self.refuse
        self.parser = parser
        try:
            parser.Parse(text.encode("utf-8", "surrogatepass"), True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise self.builder.error(f"not valid XML ({reason})", error.lineno) from None
        self.hand_over()

    @property
    def line(self) -> int:
        return int(self.parser.CurrentLineNumber)

    def refuse(self, *details: Any) -> None:
        raise self.builder.error("document type definitions are not read; take the <!DOCTYPE …> out", self.line)

    def error(self, message: str) -> LexiconError:
        return self.builder.error(message, self.line)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.stack and tag not in _ROOTS:
            raise self.error(f"starts with <{tag[:40]}>; a dictionary starts with <dictionary>")
        if len(self.stack) > _MAX_DEPTH:
            raise self.error(f"nested deeper than {_MAX_DEPTH} levels")
        self.stack.append(tag)
        if tag == "dictionary":
            self.title = attributes.get("name", "")
            if "regex" in attributes.get("patternengine", "").lower():
                self.kind = "regex"
        elif tag == "cnode":
            name = " ".join(attributes.get("name", "").split())
            if not name:
                raise self.error("a category (cnode) has no name")
            self.path.append(name)
            note = attributes.get("desc", "")
            self.categories.append((tuple(self.path), self.line, "" if note == name else note))
            if attributes.get("score"):
                self.builder.lose("weight", name, "the score of a category is left out", self.line)
        elif tag == "pnode":
            self.pattern(attributes)

    def pattern(self, attributes: dict[str, str]) -> None:
        name = attributes.get("name", "")
        if not self.path:
            raise self.error(f"the pattern '{name[:40]}' stands outside a category")
        self.all_spaced &= name.startswith(" ") and name.endswith(" ")
        weight = 1.0
        if attributes.get("score"):
            try:
                weight = float(attributes["score"])
            except ValueError:
                weight = float("nan")
            if not abs(weight) < float("inf"):
                raise self.error(f"the score '{attributes['score'][:40]}' is no finite number")
        self.patterns.append((tuple(self.path), name, weight, self.line))

    def end(self, tag: str) -> None:
        self.stack.pop()
        if tag == "cnode":
            self.path.pop()

    def hand_over(self) -> None:
        """Give all to the builder, the outermost category as the title where it is but a frame."""
        tops = {path[0] for path, _, _ in self.categories}
        framed = (
            len(tops) == 1
            and any(len(path) > 1 for path, _, _ in self.categories)
            and not any(len(path) == 1 for path, _, _, _ in self.patterns)
        )
        if framed:
            self.title = self.title or tops.pop()
        skip = 1 if framed else 0
        for path, line, note in self.categories:
            if path[skip:]:
                self.builder.category(path[skip:], line, note)
            elif note:
                self.builder.lose("category", path[0], "its description is left out", line)
        for path, name, weight, line in self.patterns:
            self.builder.add(self.builder.category(path[skip:], line), name, line=line, kind=self.kind, weight=weight)
