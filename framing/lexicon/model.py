"""The model of a lexicon: choice sets with their variants, categories, groups, references.

A lexicon is data: it holds no automaton and no compiled pattern, so that it copies, pickles and hashes cheaply.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from framing.lexicon.losses import LossReport

if TYPE_CHECKING:
    from framing.lexicon.lint import Lint

__all__ = [
    "Category",
    "ChoiceSet",
    "Group",
    "Lexicon",
    "Near",
    "Opportunity",
    "Reference",
    "Term",
    "Variant",
]


@dataclass(frozen=True, slots=True)
class Near:
    """A condition: one of ``words`` stands within ``within`` words of the hit, in its sentence, or in the article.

    Attributes
    ----------
    words : tuple of str
        Words or phrases; a trailing ``*`` is a wildcard.
    within : int or None
        Number of words at most between the two; None for the whole sentence.
    article : bool
        Anywhere in the article will do: a condition on what the article is about.
    """

    words: tuple[str, ...]
    within: int | None = None
    article: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: a word, a phrase, a glob with ``*``, or a regular expression.

    Attributes
    ----------
    text : str
        As written in the file; ``str(term)`` gives it.
    kind : {"glob", "regex"}
        A glob without ``*`` is a fixed entry.
    case : bool
        Whether capitals must agree.
    unless : tuple of str
        Phrases that contain the term and in which it does not count (*by occupation*); ``*`` is a wildcard.
    near : Near or None
        A word that must stand near.
    alone : bool
        Whether a noun right behind it forbids the hit: *a Palestinian was killed*, but not *a Palestinian boy*.
    weight : float
        Weight of a hit.
    references : tuple of str
        Keys of references of this term alone.
    note : str
        A remark for the codebook.
    line : int or None
        Line in the file it was read from; not part of equality.
    """

    text: str
    kind: Literal["glob", "regex"] = "glob"
    case: bool = False
    unless: tuple[str, ...] = ()
    near: Near | None = None
    alone: bool = False
    weight: float = 1.0
    references: tuple[str, ...] = ()
    note: str = ""
    line: int | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Variant:
    """One option of a choice set.

    Attributes
    ----------
    name, label : str
        Identifier and what people read.
    role : {"marked", "neutral", "unmarked"}
        Loaded or taking a side; a plain alternative; the bare noun or head without the choice.
    terms : tuple of Term
        For a noun set the names; for a modifier set what may stand before the head.
    after : tuple of Term
        For a modifier set, what may follow the head (*occupied by*).
    references : tuple of str
        Keys of references that say who uses or advises it.
    used_by, note : str
        Who uses it, and a remark.
    """

    name: str
    label: str
    role: Literal["marked", "neutral", "unmarked"] = "marked"
    terms: tuple[Term, ...] = ()
    after: tuple[Term, ...] = ()
    references: tuple[str, ...] = ()
    used_by: str = ""
    note: str = ""
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Opportunity:
    """What opens an opportunity to choose.

    Attributes
    ----------
    opens : {"mention", "head", "victim", "agent"}
        Any variant's term anywhere; a head of a modifier set; a term in the victim's or the agent's place of an
        event of violence.
    kinds : tuple of str
        Kinds of events for ``victim`` and ``agent``; empty for all.
    """

    opens: Literal["mention", "head", "victim", "agent"] = "mention"
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceSet:
    """Competing ways to name one thing.

    Attributes
    ----------
    name, label, question : str
        Identifier, what people read, and the question it answers.
    kind : {"noun", "modifier"}
        Names for one referent, or a qualifier present or absent on a head.
    referent_role : {"denoted", "actor_victim", "none"}
        Whether a mention denotes someone, has an actor and a victim, or neither.
    opportunity : Opportunity
        What opens an opportunity.
    variants : tuple of Variant
    heads : tuple of Term
        Heads of a modifier set.
    overlap : {"longest", "each"}
        Whether a hit inside a longer hit of another set or category counts.
    one_sided : str
        Why its loaded variants name one party of a conflict and not another; empty where they do not.
    note : str
    """

    name: str
    label: str
    question: str = ""
    kind: Literal["noun", "modifier"] = "noun"
    referent_role: Literal["denoted", "actor_victim", "none"] = "denoted"
    opportunity: Opportunity = Opportunity()
    variants: tuple[Variant, ...] = ()
    heads: tuple[Term, ...] = ()
    overlap: Literal["longest", "each"] = "longest"
    one_sided: str = ""
    note: str = ""
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Category:
    """A plain dictionary category, with no competitors.

    Attributes
    ----------
    name : str
        Identifier; nested categories join their names with ``/``.
    label : str
    terms : tuple of Term
    negated : {"keep", "drop"}
        Whether a hit under a negation counts.
    overlap : {"longest", "each"}
        Whether a hit inside a longer hit of another set or category counts.
    references : tuple of str
    note : str
    """

    name: str
    label: str
    terms: tuple[Term, ...] = ()
    negated: Literal["keep", "drop"] = "keep"
    overlap: Literal["longest", "each"] = "longest"
    references: tuple[str, ...] = ()
    note: str = ""
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Group:
    """People or bodies that a mention can be about.

    Attributes
    ----------
    name, label : str
    party : str
        Side of the conflict, such as ``palestinian``.
    actor_type : {"government", "army", "police", "armed_group", "civilians", "unspecified"}
    conflict : str
    names : tuple of str
        What denotes the group: *Israeli army*, *IDF*; a trailing ``*`` is a wildcard, capitals count where there
        are any.
    demonyms : tuple of str
        Adjectives and nouns of the party: *Israeli*, *Palestinians*.
    places : tuple of str
        Places whose inhabitants belong to the party.
    """

    name: str
    label: str
    party: str
    actor_type: str
    conflict: str = ""
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """A style guide, a study or an official usage that stands behind an entry.

    Attributes
    ----------
    key, title, author, year, url : str
    status : {"read", "recalled"}
        Whether it was read while the entry was written, or recalled and so to be checked by a person.
    """

    key: str
    title: str
    author: str = ""
    year: str = ""
    url: str = ""
    status: Literal["read", "recalled"] = "recalled"


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Lexicon:
    """A versioned, referenced collection of choice sets and categories.

    Attributes
    ----------
    name, version, title, description, language, licence : str
    choice_sets, categories, groups, references : mapping of str
        By name, in the order of the file.
    contexts : mapping of str to tuple of str
        Lists of context words that the file gives a name; terms hold the words themselves. Not part of equality.
    source : str
        The file it was read from; not part of equality.
    losses : LossReport
        What of that file could not be carried over; not part of equality.

    Examples
    --------
    >>> import framing as fr
    >>> lexicon = fr.load_lexicon("conflict")
    >>> "armed_actor" in lexicon.choice_sets
    True
    >>> len(lexicon.hash)
    64
    """

    name: str
    version: str = "0"
    title: str = ""
    description: str = ""
    language: str = "en"
    licence: str = ""
    choice_sets: Mapping[str, ChoiceSet] = field(default_factory=_empty)
    categories: Mapping[str, Category] = field(default_factory=_empty)
    groups: Mapping[str, Group] = field(default_factory=_empty)
    references: Mapping[str, Reference] = field(default_factory=_empty)
    contexts: Mapping[str, tuple[str, ...]] = field(default_factory=_empty, compare=False, repr=False)
    source: str = field(default="", compare=False, repr=False)
    losses: LossReport = field(default=LossReport(), compare=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        state = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return _rebuild, ({key: dict(part) if isinstance(part, Mapping) else part for key, part in state.items()},)

    @property
    def terms(self) -> list[Term]:
        """Every term of every variant and category, in the order of the file."""
        return [term for _, term in self.entries()]

    def entries(self) -> Iterator[tuple[str, Term]]:
        """Yield (feature, term): the feature is ``choice_set.variant`` or the category's name."""
        for choice_set in self.choice_sets.values():
            for variant in choice_set.variants:
                for term in (*variant.terms, *variant.after):
                    yield f"{choice_set.name}.{variant.name}", term
        for category in self.categories.values():
            for term in category.terms:
                yield category.name, term

    @property
    def features(self) -> list[str]:
        """Names of the columns of counts: ``choice_set.variant`` for every variant, then every category."""
        return [
            f"{choice_set.name}.{variant.name}"
            for choice_set in self.choice_sets.values()
            for variant in choice_set.variants
        ] + list(self.categories)

    def check(self, corpus: Any = None) -> Lint:
        """Look for faults and doubtful entries; see :func:`framing.lexicon.lint.check`.

        Parameters
        ----------
        corpus : pandas.DataFrame or iterable of str, optional
            Articles to try the terms on: a corpus table or texts.

        Returns
        -------
        Lint
            The findings; printing it shows them with their lines.
        """
        from framing.lexicon.lint import check

        return check(self, corpus)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of everything that counting depends on, in hexadecimal; the same for equal lexicons."""
        parts = {
            "name": self.name,
            "version": self.version,
            "language": self.language,
            "choice_sets": [_plain(part) for part in self.choice_sets.values()],
            "categories": [_plain(part) for part in self.categories.values()],
            "groups": [_plain(part) for part in self.groups.values()],
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def __repr__(self) -> str:
        return (
            f"<Lexicon {self.name} {self.version}: {len(self.choice_sets)} choice sets, "
            f"{len(self.categories)} categories, {len(self.groups)} groups, {len(self.terms)} terms>"
        )

    def _repr_html_(self) -> str:
        from framing.lexicon.display import lexicon_html

        return lexicon_html(self)


def _rebuild(state: dict[str, Any]) -> Lexicon:
    parts: dict[str, Any] = {
        key: MappingProxyType(part) if isinstance(part, dict) else part for key, part in state.items()
    }
    return Lexicon(**parts)


def _plain(value: Any) -> Any:
    """Make what JSON can write, without line numbers and reasons, which say nothing about counting."""
    if type(value) in _FIELDS:
        return {name: _plain(getattr(value, name)) for name in _FIELDS[type(value)]}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


_FIELDS: dict[type, tuple[str, ...]] = {
    part: tuple(field.name for field in fields(part) if field.name not in {"line", "one_sided"})
    for part in (Term, Near, Variant, Opportunity, ChoiceSet, Category, Group)
}
