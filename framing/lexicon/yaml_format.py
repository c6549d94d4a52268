"""The lexicon format of this library (see ``format.md`` beside this module), read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from framing.errors import LexiconError, given_possible
from framing.lexicon.building import MAX_TERMS, default_label
from framing.lexicon.contexts import context_name, expanded
from framing.lexicon.model import (
    Category,
    ChoiceSet,
    Group,
    Lexicon,
    Near,
    Opportunity,
    Reference,
    Term,
    Variant,
)
from framing.lexicon.patterns import check_term
from framing.lexicon.yaml_fields import Fields
from framing.lexicon.yaml_nodes import YamlMap, YamlText, read_nodes

__all__ = [
    "ACTOR_TYPES",
    "FORMAT_VERSION",
    "GROUP_KEYS",
    "LEXICON_KEYS",
    "nodes_to_own_lexicon",
    "yaml_to_lexicon",
]

FORMAT_VERSION = 1

MAX_CONTEXT = 10_000
"""The most words of one list of contexts; lists that name lists would otherwise double without end."""

LEXICON_KEYS = (
    "format",
    "name",
    "version",
    "title",
    "description",
    "language",
    "licence",
    "references",
    "contexts",
    "groups",
    "choice_sets",
    "categories",
)
_REFERENCE_KEYS = ("title", "author", "year", "url", "status")
GROUP_KEYS = ("label", "party", "actor_type", "conflict", "names", "demonyms", "places")
_SET_KEYS = (
    "label",
    "question",
    "kind",
    "referent_role",
    "opportunity",
    "variants",
    "heads",
    "overlap",
    "one_sided",
    "note",
)
_OPPORTUNITY_KEYS = ("opens", "kinds")
_VARIANT_KEYS = ("label", "role", "terms", "after", "references", "used_by", "note")
_CATEGORY_KEYS = ("label", "terms", "negated", "overlap", "references", "note", "categories")
_TERM_KEYS = ("term", "terms", "regex", "case", "unless", "near", "alone", "weight", "references", "note")
_NEAR_KEYS = ("words", "within", "sentence", "article")
ACTOR_TYPES = ("government", "army", "police", "armed_group", "civilians", "unspecified")


def yaml_to_lexicon(text: str, source: str = "lexicon") -> Lexicon:
    r"""Read a lexicon from YAML text.

    Parameters
    ----------
    text : str
        The file's content.
    source : str
        What to call it in errors, usually the file's path.

    Returns
    -------
    Lexicon

    Raises
    ------
    LexiconError
        On the first thing that breaks the format, with its line.

    Examples
    --------
    >>> lexicon = yaml_to_lexicon("name: mine\ncategories: {doubt: {terms: [claim, claims]}}")
    >>> [str(term) for term in lexicon.terms]
    ['claim', 'claims']
    """
    return nodes_to_own_lexicon(read_nodes(text, source), source)


def nodes_to_own_lexicon(root: Any, source: str) -> Lexicon:
    """Read a lexicon from what :func:`framing.lexicon.yaml_nodes.read_nodes` gave."""
    return _Reader(source).lexicon(root)


class _Reader(Fields):
    """Turns nodes into the model, naming file and line in every error."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.reference_keys: set[str] = set()
        self.contexts: dict[str, tuple[str, ...]] = {}
        self.n_terms = 0

    def lexicon(self, root: Any) -> Lexicon:
        if not isinstance(root, YamlMap):
            raise LexiconError(
                f"{self.source}: a lexicon is a mapping that starts with 'name:'; see framing/lexicon/format.md"
            )
        node = self.mapping(root, "the lexicon", LEXICON_KEYS, root)
        if "name" not in node:
            raise LexiconError(f"{self.source} has no 'name'; add a line such as 'name: my-lexicon'")
        version = self.text(node.get(_key("format")), "format", node, str(FORMAT_VERSION))
        if version != str(FORMAT_VERSION):
            raise self.error(
                node.get(_key("format")),
                f"format {version} is not known to this version, which reads format {FORMAT_VERSION}",
            )
        references = self.references(node)
        self.reference_keys = set(references)
        self.read_contexts(node)
        groups = self.groups(node)
        choice_sets = self.choice_sets(node)
        categories: dict[str, Category] = {}
        self.categories(node.get(_key("categories")), "", categories, node)
        for name in categories:
            if name in choice_sets:
                raise self.error(node, f"'{name}' is both a choice set and a category; rename one")
        lexicon = Lexicon(
            name=self.name(YamlText(self.text(node[_key("name")], "name", node), root.line), "name"),
            version=self.text(node.get(_key("version")), "version", node, "0"),
            title=self.text(node.get(_key("title")), "title", node),
            description=self.text(node.get(_key("description")), "description", node),
            language=self.text(node.get(_key("language")), "language", node, "en"),
            licence=self.text(node.get(_key("licence")), "licence", node),
            choice_sets=MappingProxyType(choice_sets),
            categories=MappingProxyType(categories),
            groups=MappingProxyType(groups),
            references=MappingProxyType(references),
            contexts=MappingProxyType(self.contexts),
            source=self.source,
        )
        if not lexicon.terms and not any(choice_set.heads for choice_set in choice_sets.values()):
            raise LexiconError(f"{self.source} has no terms; add 'choice_sets' or 'categories' with 'terms'")
        return lexicon

    def references(self, root: Mapping[YamlText, Any]) -> dict[str, Reference]:
        found: dict[str, Reference] = {}
        for key, value in self.mapping(root.get(_key("references")), "references", None, root).items():
            node = self.mapping(value, f"reference '{key}'", _REFERENCE_KEYS, key)
            fields = {name: self.text(node.get(_key(name)), name, key) for name in ("title", "author", "year", "url")}
            if not fields["title"]:
                raise self.error(key, f"reference '{key}' has no title")
            status = self.choice(node.get(_key("status")), "status", ("read", "recalled"), key, "recalled")
            found[self.name(key, "reference")] = Reference(key=str(key), status=status, **fields)
        return found

    def read_contexts(self, root: Mapping[YamlText, Any]) -> None:
        for key, value in self.mapping(root.get(_key("contexts")), "contexts", None, root).items():
            words = self.context_words(value, f"context '{key}'", key)
            if not words:
                raise self.error(key, f"context '{key}' has no words; list some or leave it out")
            self.contexts[self.name(key, "context")] = words

    def context_words(self, value: Any, what: str, parent: Any) -> tuple[str, ...]:
        words = self.texts(value, what, parent)
        for word, item in zip(words, value or (), strict=True):
            name = context_name(word)
            if name is not None and name not in self.contexts:
                raise self.error(
                    item, f"{what}: ${name} is not listed above under 'contexts:'; list it, or write $$ for a dollar"
                )
        found = expanded(words, self.contexts)
        if len(found) > MAX_CONTEXT:
            raise self.error(parent, f"{what} has {len(found):,} words; at most {MAX_CONTEXT:,} are possible")
        return found

    def groups(self, root: Mapping[YamlText, Any]) -> dict[str, Group]:
        found: dict[str, Group] = {}
        for key, value in self.mapping(root.get(_key("groups")), "groups", None, root).items():
            node = self.mapping(value, f"group '{key}'", GROUP_KEYS, key)
            party = self.text(node.get(_key("party")), "party", key)
            if not party:
                raise self.error(key, f"group '{key}' has no party; add 'party: …'")
            found[self.name(key, "group")] = Group(
                name=str(key),
                label=self.text(node.get(_key("label")), "label", key, default_label(str(key))),
                party=party,
                actor_type=self.choice(node.get(_key("actor_type")), "actor_type", ACTOR_TYPES, key, "unspecified"),
                conflict=self.text(node.get(_key("conflict")), "conflict", key),
                names=self.texts(node.get(_key("names")), "names", key),
                demonyms=self.texts(node.get(_key("demonyms")), "demonyms", key),
                places=self.texts(node.get(_key("places")), "places", key),
                line=key.line,
            )
        return found

    def choice_sets(self, root: Mapping[YamlText, Any]) -> dict[str, ChoiceSet]:
        found: dict[str, ChoiceSet] = {}
        for key, value in self.mapping(root.get(_key("choice_sets")), "choice_sets", None, root).items():
            found[self.name(key, "choice set")] = self.choice_set(key, value)
        return found

    def choice_set(self, key: YamlText, value: Any) -> ChoiceSet:
        node = self.mapping(value, f"choice set '{key}'", _SET_KEYS, key)
        kind = self.choice(node.get(_key("kind")), "kind", ("noun", "modifier"), key, "noun")
        variants: dict[str, Variant] = {}
        for name, variant in self.mapping(node.get(_key("variants")), f"variants of '{key}'", None, key).items():
            variants[self.name(name, "variant")] = self.variant(name, variant, kind)
        if not variants:
            raise self.error(key, f"choice set '{key}' has no variants")
        heads = self.terms(node.get(_key("heads")), "heads", key)
        if kind == "modifier" and not heads:
            raise self.error(key, f"modifier set '{key}' has no heads; add 'heads: [West Bank, …]'")
        if kind == "modifier" and sum(variant.role == "unmarked" for variant in variants.values()) != 1:
            raise self.error(key, f"modifier set '{key}' needs one variant with 'role: unmarked', the bare head")
        if kind == "noun" and heads:
            raise self.error(key, f"'{key}' is a noun set and has heads; make it 'kind: modifier' or leave them out")
        return ChoiceSet(
            name=str(key),
            label=self.text(node.get(_key("label")), "label", key, default_label(str(key))),
            question=self.text(node.get(_key("question")), "question", key),
            kind=kind,
            referent_role=self.choice(
                node.get(_key("referent_role")),
                "referent_role",
                ("denoted", "actor_victim", "none"),
                key,
                "denoted" if kind == "noun" else "none",
            ),
            opportunity=self.opportunity(node.get(_key("opportunity")), kind, key),
            variants=tuple(variants.values()),
            heads=heads,
            overlap=self.choice(node.get(_key("overlap")), "overlap", ("longest", "each"), key, "longest"),
            one_sided=self.text(node.get(_key("one_sided")), "one_sided", key),
            note=self.text(node.get(_key("note")), "note", key),
            line=key.line,
        )

    def opportunity(self, node: Any, kind: str, parent: YamlText) -> Opportunity:
        from framing.lexicon.events import EVENT_KINDS

        possible = ("head",) if kind == "modifier" else ("mention", "victim", "agent")
        if node is None or isinstance(node, YamlText):
            return Opportunity(self.choice(node, "opportunity", possible, parent, possible[0]))
        parts = self.mapping(node, "opportunity", _OPPORTUNITY_KEYS, parent)
        kinds = self.texts(parts.get(_key("kinds")), "kinds", parent)
        for name in kinds:
            if name not in EVENT_KINDS:
                raise self.error(node, given_possible("kind of event", name, EVENT_KINDS))
        return Opportunity(self.choice(parts.get(_key("opens")), "opens", possible, parent, possible[0]), kinds)

    def variant(self, key: YamlText, value: Any, kind: str) -> Variant:
        node = self.mapping(value, f"variant '{key}'", _VARIANT_KEYS, key)
        role = self.choice(node.get(_key("role")), "role", ("marked", "neutral", "unmarked"), key, "marked")
        terms = self.terms(node.get(_key("terms")), "terms", key)
        after = self.terms(node.get(_key("after")), "after", key)
        if kind == "noun" and after:
            raise self.error(key, f"variant '{key}': only modifier sets have 'after'")
        if not terms and not after and not (kind == "modifier" and role == "unmarked"):
            raise self.error(key, f"variant '{key}' has no terms")
        if kind == "modifier" and role == "unmarked" and (terms or after):
            raise self.error(key, f"variant '{key}' is the bare head and has no terms of its own")
        return Variant(
            name=str(key),
            label=self.text(node.get(_key("label")), "label", key, default_label(str(key))),
            role=role,
            terms=terms,
            after=after,
            references=self.citations(node, key),
            used_by=self.text(node.get(_key("used_by")), "used_by", key),
            note=self.text(node.get(_key("note")), "note", key),
            line=key.line,
        )

    def categories(self, value: Any, prefix: str, found: dict[str, Category], parent: Any) -> None:
        for key, part in self.mapping(value, "categories", None, parent).items():
            node = self.mapping(part, f"category '{key}'", _CATEGORY_KEYS, key)
            name = prefix + self.name(key, "category")
            terms = self.terms(node.get(_key("terms")), "terms", key)
            nested = node.get(_key("categories"))
            if not terms and nested is None:
                raise self.error(key, f"category '{name}' has no terms")
            found[name] = Category(
                name=name,
                label=self.text(node.get(_key("label")), "label", key, default_label(str(key))),
                terms=terms,
                negated=self.choice(node.get(_key("negated")), "negated", ("keep", "drop"), key, "keep"),
                overlap=self.choice(node.get(_key("overlap")), "overlap", ("longest", "each"), key, "longest"),
                references=self.citations(node, key),
                note=self.text(node.get(_key("note")), "note", key),
                line=key.line,
            )
            self.categories(nested, f"{name}/", found, key)

    def citations(self, node: Mapping[YamlText, Any], parent: Any) -> tuple[str, ...]:
        keys = self.texts(node.get(_key("references")), "references", parent)
        for key in keys:
            if key not in self.reference_keys:
                raise self.error(parent, f"reference '{key}' is not listed under 'references:'")
        return keys

    def terms(self, value: Any, what: str, parent: Any) -> tuple[Term, ...]:
        found: dict[tuple[str, str, bool], Term] = {}
        for item in self.items(value, what, parent):
            if type(item) is YamlText:
                terms: Iterable[Term] = (self.plain_term(item),)
            else:
                terms = self.mapped_terms(item, parent)
            for term in terms:
                identity = (term.text if term.case else term.text.lower(), term.kind, term.case)
                if identity in found:
                    raise self.error(
                        term if term.line else item, f"term '{term.text}' stands here twice; keep one of them"
                    )
                found[identity] = term
        self.n_terms += len(found)
        if self.n_terms > MAX_TERMS:
            raise self.error(parent, f"more than {MAX_TERMS:,} terms, the most that a lexicon may have; split it")
        return tuple(found.values())

    def plain_term(self, item: YamlText) -> Term:
        text = str(item).strip()
        problem = check_term(text, "glob")
        if problem:
            raise self.error(item, problem)
        return Term(text, line=item.line)

    def mapped_terms(self, item: Any, parent: Any) -> list[Term]:
        """Read a term with its conditions, or several that share them."""
        node = self.mapping(item, "a term", _TERM_KEYS, parent)
        texts = [node[_key("term")]] if "term" in node else self.items(node.get(_key("terms")), "terms", item)
        if not texts or ("term" in node and "terms" in node):
            raise self.error(
                item, "a term written as a mapping needs 'term:', or 'terms: […]' that share its conditions"
            )
        # Most keys are missing from most terms, and large lexicons are made of such terms.
        kind: Any = "regex" if "regex" in node and self.truth(node[_key("regex")], "regex", item) else "glob"
        near = None
        if "near" in node:
            parts = self.mapping(node[_key("near")], "near", _NEAR_KEYS, item)
            words = self.context_words(parts.get(_key("words")), "words", item)
            if not words:
                raise self.error(item, "near needs 'words: […]'")
            whole = self.truth(parts.get(_key("sentence")), "sentence", item)
            within = None if whole or "within" not in parts else int(self.number(parts[_key("within")], "within", item))
            if within is not None and within < 1:
                raise self.error(item, "near: 'within' is a number of words, at least 1")
            near = Near(words, within, self.truth(parts.get(_key("article")), "article", item))
        case = "case" in node and self.truth(node[_key("case")], "case", item)
        unless = self.context_words(node[_key("unless")], "unless", item) if "unless" in node else ()
        alone = "alone" in node and self.truth(node[_key("alone")], "alone", item)
        weight = self.number(node[_key("weight")], "weight", item) if "weight" in node else 1.0
        references = self.citations(node, item) if "references" in node else ()
        note = self.text(node[_key("note")], "note", item) if "note" in node else ""
        return [
            Term(
                text=self.term_text(text, item, kind),
                kind=kind,
                case=case,
                unless=unless,
                near=near,
                alone=alone,
                weight=weight,
                references=references,
                note=note,
                line=getattr(text, "line", 0) or item.line,
            )
            for text in texts
        ]

    def term_text(self, node: Any, item: Any, kind: str) -> str:
        text = self.text(node, "term", item)
        problem = check_term(text, kind)
        if problem:
            raise self.error(item, problem)
        return text


@cache
def _key(name: str) -> YamlText:
    return YamlText(name)
