"""Whether a lexicon can be defended: references and lists in use, alternatives beside loaded words, both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from framing.lexicon.lint_entries import Finding
from framing.lexicon.model import ChoiceSet, Lexicon
from framing.lexicon.patterns import Pattern
from framing.text import Scanner, fold

__all__ = ["check_contexts", "check_references", "check_sides"]

_SHOWN = 4


def check_sides(lexicon: Lexicon) -> list[Finding]:
    """Find choice sets without a plain alternative, and those that are loaded for one party of a conflict only."""
    found: list[Finding] = []
    parties = _Parties(lexicon)
    for choice_set in lexicon.choice_sets.values():
        if all(variant.role == "marked" for variant in choice_set.variants):
            why = "every variant is marked; add the neutral or unmarked one that an outlet could have chosen"
            found.append(Finding("no_alternative", "warning", why, choice_set.line, choice_set.name))
        found.extend(_one_sided(choice_set, parties))
    return found


def _one_sided(choice_set: ChoiceSet, parties: _Parties) -> Iterator[Finding]:
    named: dict[str, list[str]] = defaultdict(list)
    for variant in choice_set.variants:
        if variant.role == "marked":
            for term in (*variant.terms, *variant.after):
                for party in parties.named_in(term.text):
                    named[party].append(term.text)
    reason, needed = choice_set.one_sided, False
    for conflict, members in parties.conflicts.items():
        loaded = [party for party in members if named.get(party)]
        spared = [party for party in members if not named.get(party)]
        if loaded and spared:
            shown = "; ".join(f"{party}: {_some(named[party])}" for party in loaded)
            why = f"loaded terms name {shown}; none names {', '.join(spared)} ({conflict})"
            if reason:
                yield Finding("one_sided", "note", f"{why}, on purpose: {reason}", choice_set.line, choice_set.name)
            else:
                why = f"{why}; add some, take these out, or give the reason in 'one_sided:'"
                yield Finding("one_sided", "warning", why, choice_set.line, choice_set.name)
            needed = True
    if reason and not needed:
        why = "'one_sided:' gives a reason, but its loaded terms name every party of a conflict or none; leave it out"
        yield Finding("one_sided", "warning", why, choice_set.line, choice_set.name)


class _Parties:
    """Which parties of which conflicts a text names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.conflicts: dict[str, list[str]] = {}
        self._patterns: list[tuple[Pattern, str]] = []
        for group in lexicon.groups.values():
            members = self.conflicts.setdefault(group.conflict, [])
            if group.party not in members:
                members.append(group.party)
            for name in (*group.names, *group.demonyms, *group.places):
                self._patterns.append((Pattern(name, capitals=True), group.party))
        self.conflicts = {conflict: members for conflict, members in self.conflicts.items() if len(members) > 1}
        self._scanner = Scanner({"groups": [pattern.literal for pattern, _ in self._patterns]})

    def named_in(self, text: str) -> list[str]:
        if not self._patterns:
            return []
        parties: dict[str, None] = {}
        for literal, start, end in self._scanner.scan(fold(text))["groups"]:
            pattern, party = self._patterns[literal]
            if pattern.span(text, start, end) is not None:
                parties[party] = None
        return list(parties)


def check_references(lexicon: Lexicon) -> list[Finding]:
    """Find variants without a reference, references that were recalled, unknown or unused."""
    found: list[Finding] = []
    cited: dict[str, list[str]] = defaultdict(list)
    for choice_set in lexicon.choice_sets.values():
        for variant in choice_set.variants:
            feature = f"{choice_set.name}.{variant.name}"
            terms = (*variant.terms, *variant.after)
            for key in (*variant.references, *(key for term in terms for key in term.references)):
                cited[key].append(feature)
            if terms and not variant.references and not all(term.references for term in terms):
                severity = "warning" if variant.role == "marked" else "note"
                why = "no reference says who uses or advises it; add 'references: […]'"
                found.append(Finding("no_reference", severity, why, variant.line, feature))
    for category in lexicon.categories.values():
        for key in (*category.references, *(key for term in category.terms for key in term.references)):
            cited[key].append(category.name)
    for key, features in cited.items():
        if key not in lexicon.references:
            why = f"reference '{key}' is not listed in the lexicon; list it or leave it out"
            found.append(Finding("unknown_reference", "error", why, None, features[0]))
    for key, reference in lexicon.references.items():
        users = list(dict.fromkeys(cited.get(key, ())))
        if not users:
            found.append(Finding("unused_reference", "note", f"nothing cites '{reference.title}'", term=key))
        elif reference.status == "recalled":
            why = f"'{reference.title}' was recalled, not read: check it for {_some(users)}"
            found.append(Finding("recalled", "note", why, term=key))
    return found


def check_contexts(lexicon: Lexicon) -> list[Finding]:
    """Find named lists of context words that no term uses."""
    terms = [*lexicon.terms, *(term for part in lexicon.choice_sets.values() for term in part.heads)]
    used = {term.unless for term in terms} | {term.near.words for term in terms if term.near is not None}
    return [
        Finding("unused_context", "note", f"no term uses these {len(words):,} words; leave the list out", term=name)
        for name, words in lexicon.contexts.items()
        if not any(_holds(phrases, words) for phrases in used)
    ]


def _holds(phrases: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(phrases[n : n + len(words)] == words for n in range(len(phrases) - len(words) + 1))


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else "")
