"""The codebook of a lexicon: everything in its file as a page that a person can read and question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from framing.lexicon.contexts import abbreviated, context_name
from framing.lexicon.files import list_lexicons, load_lexicon
from framing.lexicon.model import Category, ChoiceSet, Group, Lexicon, Near, Reference, Term, Variant

__all__ = ["codebook", "write_codebooks"]

_OPENS = {
    "mention": "every hit of one of its terms",
    "head": "every head",
    "victim": "a term in the victim's place of an event of violence",
    "agent": "a term in the agent's place of an event of violence",
}
_ROLES = {
    "denoted": "whom the term denotes",
    "actor_victim": "who acts and who suffers, in two columns",
    "none": "nobody",
}
_LONG = 12
_ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|#"})


def codebook(lexicon: Lexicon) -> str:
    r"""Write the codebook of a lexicon.

    Every choice set with its question, what opens an opportunity and its heads; every variant and category with all
    its terms, their conditions, who uses them and the references behind them; the groups; and the references with
    their status, those that still have to be checked by a person first.

    Parameters
    ----------
    lexicon : Lexicon
        From :func:`framing.load_lexicon` or :func:`framing.read_lexicon`.

    Returns
    -------
    str
        One page of Markdown that ends with a line break. The same lexicon gives the same page.

    Examples
    --------
    >>> from framing.lexicon import Category, Lexicon, Term
    >>> doubt = Category("doubt", "Words of doubt", terms=(Term("claim*", unless=("insurance claim",)),))
    >>> print(codebook(Lexicon("mine", "1.0.0", categories={"doubt": doubt})))  # doctest: +ELLIPSIS
    # mine
    <BLANKLINE>
    `mine` version 1.0.0, language en
    ...
    ### Words of doubt (`doubt`)
    <BLANKLINE>
    Terms (1): claim\* (not in: insurance claim)
    <BLANKLINE>
    """
    return "\n\n".join(_Codebook(lexicon).blocks()) + "\n"


def write_codebooks(folder: str | Path) -> list[Path]:
    """Write the codebook of every shipped lexicon, one file each, as the documentation has them.

    Parameters
    ----------
    folder : str or Path
        Where to; it is made where it is missing.

    Returns
    -------
    list of Path
        ``NAME.md`` for each shipped lexicon.

    Examples
    --------
    >>> import tempfile
    >>> [path.name for path in write_codebooks(tempfile.mkdtemp())][0]
    'climate.md'
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in list_lexicons():
        path = folder / f"{name}.md"
        path.write_text(codebook(load_lexicon(name)), encoding="utf-8", newline="\n")
        written.append(path)
    return written


class _Codebook:
    """Writes the blocks of one codebook; long lists of context words that several terms share are printed once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        terms = [*lexicon.terms, *(term for part in lexicon.choice_sets.values() for term in part.heads)]
        shared = Counter(term.near.words for term in terms if term.near is not None and len(term.near.words) >= _LONG)
        lists = [words for words, uses in shared.items() if uses > 1]
        named = set(lexicon.contexts.values())
        unnamed = (words for words in lists if words not in named)
        self.contexts = dict(lexicon.contexts) | {f"{number}": words for number, words in enumerate(unnamed, 1)}

    def blocks(self) -> Iterator[str]:
        lexicon = self.lexicon
        yield f"# {_text(lexicon.title or lexicon.name)}"
        head = f"`{lexicon.name}` version {_text(lexicon.version)}, language {_text(lexicon.language)}"
        yield f"{head}, licence {_text(lexicon.licence)}" if lexicon.licence else head
        if lexicon.description:
            yield _text(lexicon.description)
        counts = (
            _count(len(lexicon.choice_sets), "choice set"),
            _count(len(lexicon.categories), "category", "categories"),
            _count(len(lexicon.groups), "group"),
            _count(len(lexicon.terms), "term"),
        )
        yield f"{', '.join(counts)}. Hash of what counting depends on: `{lexicon.hash[:16]}`."
        if lexicon.choice_sets:
            yield "## Choice sets"
            for choice_set in lexicon.choice_sets.values():
                yield from self.choice_set(choice_set)
        if lexicon.categories:
            yield "## Categories"
            for category in lexicon.categories.values():
                yield from self.category(category)
        if self.contexts:
            yield "## Lists of context words"
            yield "\n".join(f"- List {_text(name)}: {self.list_words(name)}" for name in self.contexts)
        if lexicon.groups:
            yield "## Groups"
            yield _groups(lexicon.groups.values())
        if lexicon.references:
            yield "## References"
            yield from _references(lexicon.references.values())

    def choice_set(self, part: ChoiceSet) -> Iterator[str]:
        yield f"### {_text(part.label)} (`{part.name}`)"
        if part.question:
            yield f"*{_text(part.question)}*"
        kinds = f" of {_listed(part.opportunity.kinds)}" if part.opportunity.kinds else ""
        kind = "Names for one referent" if part.kind == "noun" else "A qualifier, present or absent"
        facts = [
            f"{kind}. An opportunity is {_OPENS[part.opportunity.opens]}{kinds}.",
            f"A mention is about {_ROLES[part.referent_role]}.",
        ]
        if part.overlap == "each":
            facts.append("A hit inside a longer hit of another set counts too.")
        yield " ".join(facts)
        if part.one_sided:
            yield f"Its loaded terms name some parties and not others, on purpose: {_text(part.one_sided)}"
        if part.note:
            yield _text(part.note)
        if part.heads:
            yield f"Heads ({len(part.heads)}): {self.terms(part.heads)}"
        for variant in part.variants:
            yield from self.variant(part, variant)

    def variant(self, part: ChoiceSet, variant: Variant) -> Iterator[str]:
        yield f"#### {_text(variant.label)} (`{part.name}.{variant.name}`, {variant.role})"
        lines = []
        if variant.used_by:
            lines.append(f"- Used by: {_text(variant.used_by)}")
        if variant.note:
            lines.append(f"- Note: {_text(variant.note)}")
        lines.append(f"- References: {self.citations(variant.references)}")
        name = "Before the head" if part.kind == "modifier" else "Terms"
        if variant.terms:
            lines.append(f"- {name} ({len(variant.terms)}): {self.terms(variant.terms)}")
        if variant.after:
            lines.append(f"- After the head ({len(variant.after)}): {self.terms(variant.after)}")
        if not variant.terms and not variant.after:
            lines.append("- The bare head.")
        yield "\n".join(lines)

    def category(self, category: Category) -> Iterator[str]:
        depth = category.name.count("/")
        yield f"{'#' * min(3 + depth, 6)} {_text(category.label)} (`{category.name}`)"
        if category.note:
            yield _text(category.note)
        if category.negated == "drop":
            yield "A hit under a negation does not count."
        if category.overlap == "each":
            yield "A hit inside a longer hit of another set or category counts too."
        if category.references:
            yield f"References: {self.citations(category.references)}"
        if category.terms:
            yield f"Terms ({len(category.terms)}): {self.terms(category.terms)}"

    def terms(self, terms: Iterable[Term]) -> str:
        return "; ".join(self.term(term) for term in terms)

    def term(self, term: Term) -> str:
        conditions = []
        if term.kind == "regex":
            conditions.append("a regular expression")
        if term.case:
            conditions.append("capitals count")
        if term.unless:
            conditions.append(f"not in: {self.context(term.unless)}")
        if term.near is not None:
            reach = _reach(term.near)
            conditions.append(f"only with one of these {reach}: {self.context(term.near.words)}")
        if term.alone:
            conditions.append("not before a noun")
        if term.weight != 1:
            conditions.append(f"weight {term.weight:g}")
        if term.references:
            conditions.append(f"see {_listed(term.references)}")
        if term.note:
            conditions.append(_text(term.note))
        return f"{_text(term.text)} ({'; '.join(conditions)})" if conditions else _text(term.text)

    def context(self, words: tuple[str, ...], contexts: Mapping[str, tuple[str, ...]] | None = None) -> str:
        """Give words of a context, the name of a list for those in it."""
        parts = abbreviated(words, self.contexts if contexts is None else contexts)
        return ", ".join(
            f"list {_text(part[1:])}" if context_name(part) else _text(part.removeprefix("$")) for part in parts
        )

    def list_words(self, name: str) -> str:
        above = dict(takewhile(lambda item: item[0] != name, self.contexts.items()))
        return self.context(self.contexts[name], above)

    def citations(self, keys: Iterable[str]) -> str:
        known = self.lexicon.references
        return ", ".join(f"`{key}` ({known[key].status})" if key in known else f"`{key}`" for key in keys) or "none"


def _groups(groups: Iterable[Group]) -> str:
    rows = [
        "| group | conflict | party | actor type | names | demonyms | places |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for group in groups:
        cells = (
            f"{_text(group.label)} (`{group.name}`)",
            _text(group.conflict),
            _text(group.party),
            _text(group.actor_type),
            _listed(group.names),
            _listed(group.demonyms),
            _listed(group.places),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _references(references: Iterable[Reference]) -> Iterator[str]:
    by_status: dict[str, list[Reference]] = {"recalled": [], "read": []}
    for reference in references:
        by_status[reference.status].append(reference)
    explained = {
        "recalled": "Recalled: known, and still to be checked by a person.",
        "read": "Read: the passage that stands behind the entries was read, in full, in an excerpt or in a reprint.",
    }
    for status, parts in by_status.items():
        if parts:
            yield explained[status]
            yield "\n".join(f"- `{part.key}`: {_reference(part)}" for part in parts)


def _reference(part: Reference) -> str:
    author = f"{_text(part.author)} " if part.author else ""
    year = f"({_text(part.year)}) " if part.year else ""
    return f"{author}{year}{_text(part.title)}{f'. <{part.url}>' if part.url else ''}"


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(_text(part) for part in parts)


def _count(number: int, singular: str, plural: str = "") -> str:
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def _text(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPED)


def _reach(near: Near) -> str:
    if near.article:
        return "in the article"
    return "in the sentence" if near.within is None else f"within {_count(near.within, 'word')}"
