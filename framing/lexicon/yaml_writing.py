"""A lexicon written in the format of this library (see ``format.md`` beside this module)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from framing.lexicon.contexts import abbreviated
from framing.lexicon.model import Category, ChoiceSet, Lexicon, Term
from framing.lexicon.yaml_format import FORMAT_VERSION, GROUP_KEYS

__all__ = ["lexicon_to_yaml"]

Contexts = Mapping[str, tuple[str, ...]]


def lexicon_to_yaml(lexicon: Lexicon) -> str:
    r"""Write a lexicon in the format of this library; reading it again gives an equal lexicon.

    Examples
    --------
    >>> from framing.lexicon.yaml_format import yaml_to_lexicon
    >>> lexicon = yaml_to_lexicon("name: mine\ncategories: {doubt: {terms: [claim, claims]}}")
    >>> yaml_to_lexicon(lexicon_to_yaml(lexicon)) == lexicon
    True
    """
    import yaml

    data: dict[str, Any] = {"format": str(FORMAT_VERSION), "name": lexicon.name, "version": lexicon.version}
    data |= _filled(lexicon, ("title", "description", "language", "licence"))
    if lexicon.references:
        data["references"] = {
            key: _filled(part, ("title", "author", "year", "url", "status")) for key, part in lexicon.references.items()
        }
    if lexicon.contexts:
        data["contexts"] = _context_data(lexicon.contexts)
    if lexicon.groups:
        data["groups"] = {key: _filled(part, GROUP_KEYS) for key, part in lexicon.groups.items()}
    if lexicon.choice_sets:
        data["choice_sets"] = {key: _set_data(part, lexicon.contexts) for key, part in lexicon.choice_sets.items()}
    if lexicon.categories:
        data["categories"] = _category_data(lexicon.categories, lexicon.contexts)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(data, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100, default_style=None))


def _filled(part: Any, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(part, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def _context_data(contexts: Contexts) -> dict[str, list[str]]:
    """Write each list with the names of those above it."""
    data: dict[str, list[str]] = {}
    above: dict[str, tuple[str, ...]] = {}
    for name, words in contexts.items():
        data[name] = abbreviated(words, above)
        above[name] = words
    return data


def _set_data(part: ChoiceSet, contexts: Contexts) -> dict[str, Any]:
    data = _filled(part, ("label", "question", "kind", "referent_role"))
    data["opportunity"] = {"opens": part.opportunity.opens}
    if part.opportunity.kinds:
        data["opportunity"]["kinds"] = list(part.opportunity.kinds)
    if part.heads:
        data["heads"] = _terms_data(part.heads, contexts)
    data |= _filled(part, ("overlap", "one_sided", "note"))
    data["variants"] = {
        variant.name: _filled(variant, ("label", "role", "references", "used_by", "note"))
        | {name: _terms_data(getattr(variant, name), contexts) for name in ("terms", "after") if getattr(variant, name)}
        for variant in part.variants
    }
    return data


def _category_data(categories: Mapping[str, Category], contexts: Contexts) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, part in categories.items():
        *path, last = name.split("/")
        place = data
        for step in path:
            place = place.setdefault(step, {}).setdefault("categories", {})
        entry = _filled(part, ("label", "negated", "overlap", "references", "note"))
        if part.terms:
            entry["terms"] = _terms_data(part.terms, contexts)
        place[last] = entry | place.get(last, {}) | ({} if part.terms else {"categories": {}})
    return data


def _terms_data(terms: Iterable[Term], contexts: Contexts) -> list[str | dict[str, Any]]:
    """Write terms; neighbours that share their conditions in one entry."""
    written: list[str | dict[str, Any]] = []
    for _, group in groupby(terms, _conditions):
        members = list(group)
        conditions = _condition_data(members[0], contexts)
        if not conditions:
            written.extend(term.text for term in members)
        elif len(members) == 1:
            written.append({"term": members[0].text} | conditions)
        else:
            written.append({"terms": [term.text for term in members]} | conditions)
    return written


def _conditions(term: Term) -> tuple[Any, ...]:
    return term.kind, term.case, term.unless, term.near, term.alone, term.weight, term.references, term.note


def _condition_data(term: Term, contexts: Contexts) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if term.kind == "regex":
        data["regex"] = True
    data |= _filled(term, ("case", "references", "note"))
    if term.unless:
        data["unless"] = abbreviated(term.unless, contexts)
    if term.near is not None:
        data["near"] = {"words": abbreviated(term.near.words, contexts)}
        data["near"] |= {"sentence": True} if term.near.within is None else {"within": term.near.within}
        data["near"] |= {"article": True} if term.near.article else {}
    data |= _filled(term, ("alone",))
    if term.weight != 1.0:
        data["weight"] = term.weight
    return data
