"""Building a lexicon of plain categories from the entries of a foreign file, and keeping account of what is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from framing.errors import FramingError, LexiconError
from framing.lexicon.losses import Loss, LossReport
from framing.lexicon.model import Category, Lexicon, Term
from framing.lexicon.patterns import MAX_TERM, check_term

__all__ = ["MAX_TERMS", "Builder", "default_label", "name_from", "written_label"]

MAX_TERMS = 500_000
"""The most terms that one lexicon may have."""

MAX_CATEGORIES = 20_000

_NAME = re.compile(r"\w[\w-]*")
_OUTSIDE_NAMES = re.compile(r"[^\w-]+")
_QUESTION_MARK = re.compile(r"[?*]|\s+|[^?*\s]+")


def name_from(text: str, default: str = "category") -> str:
    """Make an identifier of any label: letters, digits, ``_`` and ``-``.

    Examples
    --------
    >>> name_from("Laver & Garry: State"), name_from("été"), name_from("()")
    ('Laver_Garry_State', 'été', 'category')
    """
    if _NAME.fullmatch(text):
        return text
    name = _OUTSIDE_NAMES.sub("_", unicodedata.normalize("NFC", text)).strip("_")
    return name.lstrip("-") or default


def default_label(name: str) -> str:
    """Give the label of a category that has none of its own.

    Examples
    --------
    >>> default_label("armed_actor"), default_label("_")
    ('armed actor', '_')
    """
    return " ".join(name.replace("_", " ").split()) or name


def written_label(text: str) -> tuple[str, str]:
    """Give (name, label) of a category as a foreign file calls it.

    Examples
    --------
    >>> written_label("Civil rights"), written_label("civil_rights")
    (('Civil_rights', 'Civil rights'), ('civil_rights', 'civil rights'))
    """
    text = " ".join(text.split())
    name = name_from(text)
    return name, default_label(name) if text == name else text


class Builder:
    """Collects categories and terms in the order of a file.

    A term that cannot be counted is reported and left out; only what breaks the bounds of a lexicon is an error.

    Parameters
    ----------
    source : str
        The file, for messages.

    Examples
    --------
    >>> builder = Builder("mine.lc3")
    >>> category = builder.category(("Doubt",), line=1)
    >>> builder.add(category, "claim*", line=2)
    >>> builder.finish()
    <Lexicon mine 0: 0 choice sets, 1 categories, 0 groups, 1 terms>
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._names: dict[tuple[str, ...], str] = {}
        self._labels: dict[str, tuple[str, str, int | None]] = {}
        self._terms: dict[str, dict[tuple[str, str], Term]] = {}
        self._losses: list[Loss] = []
        self._count = 0
        self._checked: dict[tuple[str, str], str | None] = {}

    def error(self, message: str, line: int | None = None) -> LexiconError:
        """Make an error that names the file and the line."""
        return LexiconError(f"{self.source}{f', line {line}' if line else ''}: {message}")

    def lose(self, kind: str, what: str, why: str, line: int | None = None) -> None:
        """Report something that is not carried over."""
        where = f"{self.source}, line {line}" if line else self.source
        self._losses.append(Loss(kind, what if len(what) <= 80 else f"{what[:77]}…", where, why))

    def category(self, path: Sequence[str], line: int | None = None, note: str = "", label: str | None = None) -> str:
        """Give the name of the category with this path of labels, made on first use together with its parents.

        Parameters
        ----------
        path : sequence of str
            What the file calls the category, its parents first.
        line : int, optional
            Where it starts.
        note : str
            A remark of the file on it.
        label : str, optional
            Its label where the file has one beside the name.
        """
        key = tuple(path)
        known = self._names.get(key)
        if known is not None:
            return known
        parent = self.category(key[:-1], line) + "/" if len(key) > 1 else ""
        segment, own_label = written_label(key[-1])
        name, number = parent + segment, 1
        while name in self._labels:
            number += 1
            name = f"{parent}{segment}_{number}"
        if number > 1:
            self.lose("category", key[-1], f"called {name} here, because another category has that name", line)
        if len(self._labels) >= MAX_CATEGORIES:
            raise self.error(f"more than {MAX_CATEGORIES:,} categories, the most that a lexicon may have", line)
        self._names[key] = name
        self._labels[name] = (" ".join(label.split()) if label else own_label, note.strip(), line)
        self._terms[name] = {}
        return name

    def add(
        self,
        category: str,
        text: str,
        *,
        line: int | None = None,
        kind: Literal["glob", "regex"] = "glob",
        weight: float = 1.0,
    ) -> None:
        """Add a term to a category."""
        text = " ".join(text.split()) if kind == "glob" else text.strip()
        if len(text) > MAX_TERM:
            raise self.error(str(check_term(text, kind)), line)
        problem = self._problem(text, kind)
        if problem:
            self.lose("term", text, f"left out: {problem}", line)
            return
        terms = self._terms[category]
        identity = (text.lower(), kind)
        if identity in terms:
            known = terms[identity]
            if known.weight != weight:
                self.lose("weight", text, f"stands twice in {category}; its weight {known.weight:g} is kept", line)
            else:
                self.lose("term", text, f"stands twice in {category}; kept once", line)
            return
        self._count += 1
        if self._count > MAX_TERMS:
            raise self.error(f"more than {MAX_TERMS:,} terms, the most that a lexicon may have; split it", line)
        terms[identity] = Term(text, kind=kind, weight=weight, line=line)

    def add_glob(self, category: str, text: str, *, line: int | None = None) -> None:
        """Add a term in which ``?`` stands for one letter: as a regular expression, for our globs have only ``*``."""
        if "?" not in text:
            self.add(category, text, line=line)
            return
        pattern = question_mark_regex(text)
        try:
            problem = check_term(pattern, "regex") if len(pattern) <= MAX_TERM else "it is too long"
        except FramingError as error:  # the engine for regular expressions is not installed
            problem = str(error)
        if problem:
            self.lose("wildcard", text, f"left out: '?' would need a regular expression ({problem})", line)
            return
        self.lose("wildcard", text, f"read as the regular expression {pattern}", line)
        self.add(category, pattern, line=line, kind="regex")

    def _problem(self, text: str, kind: str) -> str | None:
        key = (text, kind)
        if key not in self._checked:
            self._checked[key] = check_term(text, kind)
        return self._checked[key]

    def finish(self, *, title: str = "", description: str = "") -> Lexicon:
        """Make the lexicon; it is called after its file.

        Raises
        ------
        LexiconError
            When no term is left.
        """
        if not self._count:
            raise self.error("holds no term that can be counted; is it the format that its name says?")
        categories = {
            name: Category(name, label, tuple(self._terms[name].values()), note=note, line=line)
            for name, (label, note, line) in self._labels.items()
        }
        return Lexicon(
            name=name_from(Path(self.source).stem, "lexicon"),
            title=title.strip(),
            description=description.strip(),
            categories=MappingProxyType(categories),
            source=self.source,
            losses=LossReport(tuple(self._losses), f"reading {self.source}"),
        )


def question_mark_regex(text: str) -> str:
    r"""Make a regular expression of a glob in which ``?`` is one letter or digit.

    Examples
    --------
    >>> question_mark_regex("wom?n")
    'wom[\\pL\\pN\\pM_]n'
    """
    letter = r"[\pL\pN\pM_]"
    parts = []
    for piece in _QUESTION_MARK.findall(text):
        if piece == "?":
            parts.append(letter)
        elif piece == "*":
            parts.append(f"{letter}*")
        elif piece.isspace():
            parts.append(r"[\s\-]+")
        else:
            parts.append(re.escape(piece).replace("'", "['\u2019]"))
    return "".join(parts)
