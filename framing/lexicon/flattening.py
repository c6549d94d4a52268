"""A lexicon as plain categories with plain terms, for formats that hold no more, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from framing.lexicon.building import written_label
from framing.lexicon.losses import Loss
from framing.lexicon.model import Category, ChoiceSet, Lexicon, Term, Variant

__all__ = ["FlatCategory", "FlatLexicon", "flatten"]

_FORMULA = tuple("=+-@")
"""What a spreadsheet would take for the start of a formula."""


@dataclass(frozen=True, slots=True)
class FlatCategory:
    """A category ready to be written.

    Attributes
    ----------
    path : tuple of str
        What to write for its parents and itself.
    label : str
        Its label.
    terms : tuple of (str, float)
        Texts and weights.
    """

    path: tuple[str, ...]
    label: str
    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class FlatLexicon:
    """Categories in the order of the lexicon, parents before children, and what is lost on the way."""

    categories: tuple[FlatCategory, ...]
    losses: list[Loss] = field(default_factory=list)


def flatten(
    lexicon: Lexicon,
    stem: str,
    *,
    holds: Callable[[str], str | None],
    weights: bool = False,
    labels: bool = False,
) -> FlatLexicon:
    """Make plain categories of a lexicon.

    Parameters
    ----------
    lexicon : Lexicon
    stem : str
        Name that a reader will give the lexicon: that of the file.
    holds : callable
        Says why the text of a term cannot be written, or None.
    weights, labels : bool
        Whether the format has weights, and labels beside names.
    """
    return _Flattener(holds, weights, labels).flatten(lexicon, stem)


class _Flattener:
    def __init__(self, holds: Callable[[str], str | None], weights: bool, labels: bool) -> None:
        self.holds = holds
        self.weights = weights
        self.labels = labels
        self.losses: list[Loss] = []
        self.written: dict[str, str] = {}

    def lose(self, kind: str, what: str, where: str, why: str) -> None:
        self.losses.append(Loss(kind, what, where, why))

    def flatten(self, lexicon: Lexicon, stem: str) -> FlatLexicon:
        self.metadata(lexicon, stem)
        found: list[FlatCategory] = []
        for choice_set in lexicon.choice_sets.values():
            found.extend(self.choice_set(choice_set))
        for name in _with_parents(lexicon.categories):
            category = lexicon.categories.get(name) or Category(name, "")
            found.append(self.category(category, lexicon.name))
        for reference in lexicon.references.values():
            self.lose("reference", reference.key, lexicon.name, "references are left out")
        for group in lexicon.groups.values():
            self.lose("group", group.name, lexicon.name, "groups are left out")
        return FlatLexicon(tuple(found), self.losses)

    def metadata(self, lexicon: Lexicon, stem: str) -> None:
        if lexicon.name != stem:
            self.lose("metadata", "name", lexicon.name, f"a reader will call it {stem}, after the file")
        for name, usual in (("version", "0"), ("title", ""), ("description", ""), ("language", "en"), ("licence", "")):
            if getattr(lexicon, name) != usual:
                self.lose("metadata", name, lexicon.name, f"the {name} is left out")

    def segment(self, parent: str, name: str, label: str) -> str:
        """What to write for one name of a path, so that reading it gives name and label again where possible."""
        last = name.rpartition("/")[2]
        if self.labels or not label or written_label(last) == (last, label):
            written = last
        elif written_label(label) == (last, label) and "/" not in label and not label.startswith(_FORMULA):
            written = label
        else:
            written = last
            self.lose("category", name, parent, f"its label '{label}' is left out")
        self.written[name] = written
        return written

    def path(self, name: str) -> tuple[str, ...]:
        steps = name.split("/")
        return tuple(self.written["/".join(steps[: n + 1])] for n in range(len(steps)))

    def category(self, category: Category, parent: str) -> FlatCategory:
        name = category.name
        self.segment(parent, name, category.label)
        if category.negated != "keep":
            self.lose("category", name, parent, "hits under a negation will count (negated: drop is left out)")
        if category.overlap != "longest":
            self.lose("category", name, parent, "overlap: each is left out")
        self.remarks(name, parent, category.note, category.references)
        return FlatCategory(self.path(name), category.label, self.terms(category.terms, name))

    def remarks(self, name: str, parent: str, note: str, references: tuple[str, ...], used_by: str = "") -> None:
        if note:
            self.lose("category", name, parent, "its note is left out")
        if references:
            self.lose("reference", name, parent, f"its references ({', '.join(references)}) are left out")
        if used_by:
            self.lose("category", name, parent, "the remark on who uses it is left out")

    def choice_set(self, choice_set: ChoiceSet) -> list[FlatCategory]:
        name = choice_set.name
        self.segment(name, name, choice_set.label)
        why = "written as a category with its variants as categories: shares and referents are left out"
        if choice_set.kind == "modifier":
            why += "; a modifier will count wherever it stands, not only at a head"
        elif choice_set.opportunity.opens in {"victim", "agent"}:
            why += f"; a term will count wherever it stands, not only as the {choice_set.opportunity.opens} of an act"
        self.lose("choice_set", name, name, why)
        if choice_set.overlap != "longest":
            self.lose("choice_set", name, name, "overlap: each is left out")
        for head in choice_set.heads:
            self.lose("term", head.text, name, "left out: the head of a modifier set")
        found = [FlatCategory(self.path(name), choice_set.label, ())]
        found.extend(self.variant(choice_set, variant) for variant in choice_set.variants)
        return found

    def variant(self, choice_set: ChoiceSet, variant: Variant) -> FlatCategory:
        name = f"{choice_set.name}/{variant.name}"
        self.segment(choice_set.name, name, variant.label)
        self.remarks(name, choice_set.name, variant.note, variant.references, variant.used_by)
        if not (variant.terms or variant.after):
            self.lose("choice_set", name, choice_set.name, "the bare head has no terms of its own")
        return FlatCategory(self.path(name), variant.label, self.terms((*variant.terms, *variant.after), name))

    def terms(self, terms: tuple[Term, ...], where: str) -> tuple[tuple[str, float], ...]:
        found: dict[str, tuple[str, float]] = {}
        for term in terms:
            text = self.term(term, where)
            if text is None:
                continue
            if text.lower() in found:
                self.lose("term", term.text, where, "left out: it differs from another only by what is left out")
                continue
            weight = term.weight
            if weight != 1.0 and not self.weights:
                self.lose("weight", term.text, where, f"its weight {weight:g} is left out")
                weight = 1.0
            found[text.lower()] = (text, weight)
        return tuple(found.values())

    def term(self, term: Term, where: str) -> str | None:
        if term.kind == "regex":
            self.lose("regex", term.text, where, "left out: a regular expression")
            return None
        text = " ".join(term.text.split())
        problem = self.holds(text)
        if problem:
            self.lose("wildcard" if "*" in text else "term", term.text, where, f"left out: {problem}")
            return None
        if text != term.text:
            self.lose("spelling", term.text, where, "runs of spaces are written as one")
        if term.case:
            self.lose("case", term.text, where, "capitals will not count")
        if term.unless:
            self.lose("context", term.text, where, f"will count in {', '.join(term.unless)} too (unless is left out)")
        if term.near is not None:
            self.lose("context", term.text, where, "will count without the words that must stand near")
        if term.alone:
            self.lose("context", term.text, where, "will count before another noun too")
        if term.references:
            self.lose("reference", term.text, where, f"its references ({', '.join(term.references)}) are left out")
        if term.note:
            self.lose("term", term.text, where, "its note is left out")
        return text


def _with_parents(categories: Mapping[str, Category]) -> list[str]:
    """Give all names and those of their parents, each parent followed by what lies in it."""
    first: dict[str, int] = {}
    for name in categories:
        steps = name.split("/")
        for n in range(1, len(steps) + 1):
            first.setdefault("/".join(steps[:n]), len(first))

    def place(name: str) -> list[int]:
        steps = name.split("/")
        return [first["/".join(steps[:n])] for n in range(1, len(steps) + 1)]

    return sorted(first, key=place)
