"""The agency detector: rows of the events table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from framing.detectors.agency.adjuncts import antecedent_event, event_phrase, fought_in, fronted_event, seen_killed
from framing.detectors.agency.article import ArticleEvents
from framing.detectors.agency.constructions import is_verb, read_verb, settle
from framing.detectors.agency.events import Found
from framing.detectors.agency.nominals import read_adjective, read_noun
from framing.detectors.agency.nouns import FORCE_NOUNS
from framing.detectors.agency.parties import Parties
from framing.detectors.agency.phrasal import (
    read_dead,
    read_flight,
    read_hostage,
    read_intransitive,
    read_lives,
    read_to_death,
)
from framing.detectors.agency.phrases import Phrase, phrase_starting, prepositional
from framing.detectors.agency.table import EVENTS_SCHEMA
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.triggers import EVENT_KINDS, Trigger, literals
from framing.detectors.agency.wordlists import word_set
from framing.detectors.groups import GroupFinder, LazyMentions
from framing.detectors.protocol import Batch, RowBuilder
from framing.document.model import Document
from framing.errors import SettingError, given_possible
from framing.text import Hit, Literal, follows_prefix, rows_of

if TYPE_CHECKING:
    import pyarrow as pa

    from framing.lexicon.model import Lexicon

__all__ = ["AgencyDetector"]

VERSION = "2"

_READERS = {
    "verb": read_verb,
    "intransitive": read_intransitive,
    "noun": read_noun,
    "adjective": read_adjective,
    "dead": read_dead,
    "lives": read_lives,
    "to_death": read_to_death,
    "hostage": read_hostage,
    "flee": read_flight,
}

_LIVES = re.compile("claim|cost|t[ao]k|los[tei]|loss", re.IGNORECASE)

_LONG = 2_000
"""Characters of a sentence that is read whole."""

_WINDOW = 600
"""Characters on each side of a trigger that are read of a longer one."""


class AgencyDetector:
    """Finds acts of violence: who acts, who suffers, and in which grammatical construction they are shown.

    Parameters
    ----------
    lexicon : Lexicon, optional
        Its groups name the parties (``agent_group``, ``victim_group``). Without one, :func:`framing.profile` takes the
        groups of the lexicon beside it; alone, these columns are null.
    kinds : iterable of str, optional
        Kinds of violence to find: some of ``kill``, ``injure``, ``arrest``, ``displace``, ``destroy``, ``abduct``,
        ``rape``, ``besiege``; all of them by default.

    Raises
    ------
    SettingError
        If a kind is not known.

    Examples
    --------
    >>> AgencyDetector(kinds=["kill", "arrest"]).name
    'agency'
    >>> AgencyDetector(kinds=["tickle"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.SettingError: kind 'tickle' is not known; possible: 'kill', 'injure', ...
    """

    name = "agency"
    table = "events"
    requires = frozenset({"reading"})
    schema = EVENTS_SCHEMA

    def __init__(self, lexicon: Lexicon | None = None, kinds: Iterable[str] | None = None) -> None:
        self.lexicon = lexicon
        self.kinds = EVENT_KINDS if kinds is None else tuple(kinds)
        for kind in self.kinds:
            if kind not in EVENT_KINDS:
                raise SettingError(given_possible("kind", kind, EVENT_KINDS))

    def __getstate__(self) -> dict[str, Any]:
        return {"lexicon": self.lexicon, "kinds": self.kinds}

    @cached_property
    def _groups(self) -> GroupFinder:
        return GroupFinder({} if self.lexicon is None else self.lexicon.groups)

    @cached_property
    def _forms(self) -> tuple[tuple[Literal, tuple[Trigger, ...]], ...]:
        return literals(frozenset(self.kinds))

    @cached_property
    def literals(self) -> Sequence[Literal]:
        """Forms of the triggers, nouns of force, and names of the groups."""
        forces = sorted(FORCE_NOUNS)
        return (
            *(literal for literal, _ in self._forms),
            *(Literal(noun.replace("-", " ")) for noun in forces),
            *self._groups.literals,
        )

    @property
    def fingerprint(self) -> str:
        """Name, version, kinds and the lexicon's hash."""
        lexicon = "" if self.lexicon is None else self.lexicon.hash
        settings = f"agency {VERSION} {sorted(self.kinds)} {lexicon}"
        return f"agency:{VERSION}:{hashlib.sha256(settings.encode()).hexdigest()[:16]}"

    def detect(self, batch: Batch) -> pa.Table:
        """Make the rows of the events of a batch, in order of ``row`` and then of ``start``."""
        rows = RowBuilder(EVENTS_SCHEMA)
        columns = tuple(EVENTS_SCHEMA.names)
        groups = self._groups.find_all(batch.documents, batch.hits, len(self._forms) + len(FORCE_NOUNS), batch.shared)
        for row, (document, hits) in enumerate(zip(batch.documents, batch.hits, strict=True)):
            for values in self._article(row, document, hits, groups):
                values["row"] = row
                rows.append(tuple(map(values.get, columns)))
        return rows.table()

    def _article(self, row: int, document: Document, hits: Sequence[Hit], groups: LazyMentions) -> list[dict[str, Any]]:
        n_forms, n_forces = len(self._forms), len(FORCE_NOUNS)
        own = [hit for hit in rows_of(hits) if hit[0] < n_forms + n_forces]
        triggers = [Hit(*hit) for hit in own if hit[0] < n_forms and self._may_count(document.text, hit)]
        if not triggers:
            return []
        forces = [Hit(*hit) for hit in own if hit[0] >= n_forms]
        parties = Parties(self._groups.groups, groups[row])
        reading = ArticleEvents(document, parties, forces)
        for start, end, window in _windows(document, _longest(triggers)):
            tokens = Tokens(document.text, start, end)
            for found in self._sentence(tokens, parties, window):
                reading.add(tokens, found)
        return reading.rows()

    def _may_count(self, text: str, hit: tuple[int, int, int]) -> bool:
        """Leave out the many lives that nobody claims or loses before anything is read."""
        literal, start, end = hit
        if self._forms[literal][1][0].shape != "lives":
            return True
        return _LIVES.search(text, max(start - 60, 0), min(end + 40, len(text))) is not None

    def _sentence(self, tokens: Tokens, parties: Parties, hits: Sequence[Hit]) -> Iterator[Found]:
        taken: list[Found] = []
        placed: list[tuple[Hit, int, int]] = []
        for hit in hits:
            first, last = tokens.at(hit.start), tokens.at(hit.end - 1) + 1
            if follows_prefix(tokens.text, hit.start) or not _fills_tokens(tokens, first, last, hit):
                continue
            if not _in_name(tokens, first, last):
                placed.append((hit, first, last))
                form = self._forms[hit.literal][1][0].form
                if form in {"base", "third"} and tokens.tags[first] == "n" and is_verb(tokens, first, last):
                    tokens.tags[first] = "v"
        for hit, first, last in placed:
            for trigger in self._forms[hit.literal][1]:
                found = _READERS[trigger.shape](tokens, parties, first, last, trigger)
                if found is not None:
                    taken = [other for other in taken if not _inside(other, found)]
                    if not any(_inside(found, other) for other in taken):
                        taken.append(settle(found))
                    break
        before: Found | None = None
        for found in _without_shots(tokens, taken):
            if found.scope == "none":
                found.scope, found.agent = _at_hands(tokens, parties, found) or (found.scope, found.agent)
            if found.scope == "none":
                victim = found.victim
                start = found.trigger[1]
                if victim is not None and found.construction == "nominal" and victim.first >= start:
                    start = victim.last
                phrase = event_phrase(tokens, parties, start)
                if phrase is None or not (parties.names_party(tokens, phrase) or fought_in(tokens, phrase)):
                    clause = found.group[0] if victim is None else min(victim.first, found.group[0])
                    phrase = (
                        antecedent_event(tokens, parties, found.group[0])
                        or fronted_event(tokens, parties, clause)
                        or (None if victim is None else seen_killed(tokens, parties, victim))
                        or phrase
                    )
                if phrase is not None and (parties.names_party(tokens, phrase) or fought_in(tokens, phrase)):
                    found.scope = "event_modifier"
                    found.agent = phrase if found.construction != "event_subject" else found.agent
            if found.gapped and before is not None and found.scope == "none" and before.scope == "event_modifier":
                found.scope, found.agent = before.scope, before.agent
            before = found
            found.where = _place_after(tokens, parties, found)
            yield found


_NAMED_ACTS = word_set(
    """
    massacre massacres genocide killings murders siege bloodbath deadly deadliest deadlier fatal dead killed kills
    killing dies die died murdered wounded injured arrested
    """
)


def _in_name(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether a trigger is part of a name: a person called Slaughter, a charity for Wounded Warriors."""
    if first == 0 or tokens.title_case or tokens.words[first] in _NAMED_ACTS or tokens.tags[first - 1] in '.":-':
        return False
    word = tokens.text[tokens.starts[first] : tokens.ends[first]]
    if not word[0].isupper() or word.isupper():
        return False
    beside = [place for place in (first - 1, last) if 0 <= place < len(tokens) and tokens.tags[place] == "N"]
    return bool(beside)


def _fills_tokens(tokens: Tokens, first: int, last: int, hit: Hit) -> bool:
    """Leave out parts of compounds (*die-hard*), but for long last parts (*army-besieged*)."""
    if tokens.ends[last - 1] == hit.end and tokens.starts[first] == hit.start:
        return tokens.text[max(hit.start - 5, 0) : hit.start].lower() != "self-"
    if tokens.words[first].startswith("self"):
        return False
    return tokens.ends[last - 1] == hit.end and hit.end - hit.start > 6 and last - first == 1


_HANDS = word_set("hands hand")


def _at_hands(t: Tokens, parties: Parties, found: Found) -> tuple[str, Phrase] | None:
    """Read "died at the hands of gunmen", "deaths at police hands": who acts, as if in a by-phrase."""
    start = found.trigger[1]
    for i in range(start, min(start + 14, len(t) - 2)):
        if t.tags[i] in ".;":
            return None
        if t.words[i] != "at":
            continue
        if t.words[i + 1] == "the" and t.words[i + 2] in _HANDS and i + 3 < len(t) and t.tags[i + 3] == "o":
            phrase = phrase_starting(t, i + 4) if i + 4 < len(t) else None
        else:
            hands = next((k for k in range(i + 2, min(i + 6, len(t))) if t.words[k] in _HANDS), 0)
            phrase = Phrase(i + 1, hands, hands - 1) if hands else None
        if phrase is not None:
            if found.construction == "nominal":
                found.construction = "nominal_agent"
            return (
                "event_modifier" if parties.is_event(t, phrase) or _IDEA.search(t.words[phrase.head]) else "by_phrase"
            ), phrase
    return None


_IDEA = re.compile("(?:ism|ence|ion|ity)$")


def _inside(found: Found, other: Found) -> bool:
    return other.trigger[0] <= found.trigger[0] and found.trigger[1] <= other.trigger[1]


def _without_shots(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Leave out *shot* where the next verb says what came of it: "shot and killed"."""
    kept = []
    ends = {one.trigger[0] for one in found}
    for one in found:
        place = one.trigger[1]
        word = tokens.words[one.trigger[0]]
        if (
            word in {"shot", "stabbed", "beaten"}
            and place < len(tokens)
            and tokens.tags[place] in "c"
            and any(
                place + 1 + skip in ends and all(tag == "r" for tag in tokens.tags[place + 1 : place + 1 + skip])
                for skip in range(3)
            )
        ):
            continue
        kept.append(one)
    return kept


_WHERE = word_set("in inside across at on")


def _place_after(tokens: Tokens, parties: Parties, found: Found) -> Phrase | None:
    place = found.trigger[1]
    if found.victim is not None and found.victim.first >= place:
        place = found.victim.last
    for _ in range(3):
        more = prepositional(tokens, place, len(tokens)) if place < len(tokens) else None
        if more is None:
            return None
        if more[0] in _WHERE and not parties.is_event(tokens, more[1]) and parties.group(tokens, more[1]) is not None:
            return more[1]
        place = more[1].last
    return None


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the longest of overlapping hits, in order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if kept and hit.start < kept[-1].end:
            continue
        kept.append(hit)
    return kept


def _windows(document: Document, hits: Sequence[Hit]) -> Iterator[tuple[int, int, list[Hit]]]:
    """Give the stretches to read with their hits: a sentence each, or what stands around hits of a very long one."""
    group: list[Hit] = []
    low = high = until = 0
    for hit in hits:
        if group and hit.end <= until:
            group.append(hit)
            continue
        if group:
            yield low, high, group
        low, high = 0, len(document.text)
        if document.sentences:
            sentence = document.sentences[document.sentence_at(hit.start)]
            if sentence.start <= hit.start < sentence.end:
                low, high = sentence.start, max(sentence.end, hit.end)
        until = high
        if high - low > _LONG:
            low, high = max(low, hit.start - _WINDOW), min(high, hit.end + 2 * _WINDOW)
            until = min(high, hit.end + _WINDOW)
        group = [hit]
    if group:
        yield low, high, group
