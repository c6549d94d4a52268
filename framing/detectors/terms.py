"""The lexicon detector: every hit of a term with its zone, voice, wording, source and referent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pyarrow as pa

from framing.detectors.groups import GroupFinder, LazyMentions
from framing.detectors.matching import LexiconMatcher, Match
from framing.detectors.protocol import Batch, RowBuilder
from framing.detectors.referents import EventIndex, actor_and_victim, denoted, index_events
from framing.document.model import WORDING, Document
from framing.lexicon.model import Lexicon
from framing.text import Literal, rows_of

__all__ = ["MENTIONS_SCHEMA", "LexiconDetector"]

MENTIONS_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text", pa.string()),
        ("sentence", pa.int32()),
        ("lexicon", pa.string()),
        ("feature", pa.string()),
        ("choice_set", pa.string()),
        ("variant", pa.string()),
        ("term", pa.string()),
        ("zone", pa.string()),
        ("voice", pa.string()),
        ("wording", pa.string()),
        ("source", pa.string()),
        ("cue_class", pa.string()),
        ("attribution_id", pa.int32()),
        ("negated", pa.bool_()),
        ("referent", pa.string()),
        ("referent_type", pa.string()),
        ("actor", pa.string()),
        ("victim", pa.string()),
        ("duplicate_of", pa.int64()),
        ("confidence", pa.float64()),
        ("weight", pa.float64()),
    ]
)
"""Columns of the mentions table; ``row`` becomes ``article_id``."""

_NEGATION = re.compile(
    r"(?:\b(?:not|no|never|neither|nor|without|hardly|cannot)|n['\u2019]t)\s+(?:[\w'\u2019-]+\s+){0,3}\Z", re.IGNORECASE
)
_NEGATIONS = ("not", "no", "never", "neither", "nor", "without", "hardly", "n't", "n\u2019t")
_REACH = 60
_NONE = (None, None)


class LexiconDetector:
    """Finds the terms of a lexicon.

    Parameters
    ----------
    lexicon : Lexicon
        From :func:`framing.load_lexicon` or :func:`framing.read_lexicon`.

    Examples
    --------
    >>> import framing as fr
    >>> detector = fr.LexiconDetector(fr.load_lexicon("conflict"))
    >>> detector.name
    'lexicon:conflict'
    """

    table = "mentions"

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __getstate__(self) -> dict[str, Any]:
        return {"lexicon": self.lexicon}

    def __repr__(self) -> str:
        return f"LexiconDetector({self.lexicon!r})"

    @property
    def name(self) -> str:
        """Name in the provenance."""
        return f"lexicon:{self.lexicon.name}"

    @property
    def schema(self) -> pa.Schema:
        """Columns of the rows."""
        return MENTIONS_SCHEMA

    @property
    def requires(self) -> frozenset[str]:
        """Reading, and events where a set is about victims or agents."""
        return frozenset({"reading", "events"}) if self._needs_events else frozenset({"reading"})

    @property
    def fingerprint(self) -> str:
        """Name, version and hash of the lexicon."""
        return f"{self.name} {self.lexicon.version} {self.lexicon.hash}"

    @cached_property
    def _needs_events(self) -> bool:
        return any(
            choice_set.opportunity.opens in {"victim", "agent"} or choice_set.referent_role != "none"
            for choice_set in self.lexicon.choice_sets.values()
        )

    @cached_property
    def _matcher(self) -> LexiconMatcher:
        return LexiconMatcher(self.lexicon)

    @cached_property
    def _groups(self) -> GroupFinder:
        return GroupFinder(self.lexicon.groups)

    @cached_property
    def literals(self) -> Sequence[Literal]:
        """What the scan shall find: terms, their contexts, and names of groups."""
        return (*self._matcher.literals, *self._groups.literals)

    def detect(self, batch: Batch) -> pa.Table:
        """Make the mentions of a batch."""
        rows = RowBuilder(MENTIONS_SCHEMA)
        events = index_events(batch.earlier.get("events"))
        no_events = EventIndex([])
        n_terms = len(self._matcher.literals)
        groups = self._groups.find_all(batch.documents, batch.hits, n_terms, batch.shared)
        for row, (document, hits) in enumerate(zip(batch.documents, batch.hits, strict=True)):
            terms = [hit for hit in rows_of(hits) if hit[0] < n_terms]
            if terms or self._matcher._regexes:
                matches = self._matcher.matches(document, terms)
                if matches:
                    self._add(rows, row, document, matches, groups, events.get(row, no_events))
        return rows.table()

    def _add(
        self,
        rows: RowBuilder,
        row: int,
        document: Document,
        matches: Sequence[Match],
        groups: LazyMentions,
        events: EventIndex,
    ) -> None:
        lexicon = self.lexicon
        text = document.text
        for match in matches:
            if not self._is_opportunity(match, events):
                continue
            start, end, entry = match
            category = None if entry.choice_set else lexicon.categories[entry.feature]
            sentence = document.sentence_at(start)
            negated = _negated(text, document.sentences[sentence].start if document.sentences else 0, start)
            if negated and category is not None and category.negated == "drop":
                continue
            segment = document.voice_at(start)
            attribution = document.attribution(segment.attribution)
            role = lexicon.choice_sets[entry.choice_set].referent_role if entry.choice_set else "none"
            referent = referent_type = actor = victim = None
            if role == "denoted":
                referent, referent_type = denoted(document, match, groups[row], events, lexicon.groups)
            elif role == "actor_victim":
                actor, victim = actor_and_victim(document, match, groups[row], events, lexicon.groups)
            rows.append(
                (
                    *(row, start, end, text[start:end], sentence, lexicon.name, entry.feature, entry.choice_set),
                    *(entry.variant, entry.term.text, document.zone_at(start).kind, segment.voice),
                    *(WORDING[segment.voice], *((attribution.source, attribution.cue_class) if attribution else _NONE)),
                    *(segment.attribution, negated, referent, referent_type, actor, victim),
                    *(document.first_occurrence(start), segment.confidence, entry.term.weight),
                )
            )

    def _is_opportunity(self, match: Match, events: EventIndex) -> bool:
        if match.entry.choice_set is None:
            return True
        opportunity = self.lexicon.choice_sets[match.entry.choice_set].opportunity
        if opportunity.opens not in {"victim", "agent"}:
            return True
        return any(
            not opportunity.kinds or event.kind in opportunity.kinds
            for event in events.holding(opportunity.opens, match.start, match.end)
        )


def is_negated(document: Document, start: int) -> bool:
    """Tell whether a negation stands up to three words before a position, in its sentence and clause.

    Examples
    --------
    >>> from framing.document import annotate
    >>> document = annotate("They were not terrorists.")
    >>> is_negated(document, 14)
    True
    """
    sentence = document.sentences[document.sentence_at(start)].start if document.sentences else 0
    return _negated(document.text, sentence, start)


def _negated(text: str, sentence: int, start: int) -> bool:
    first = max(sentence, start - _REACH)
    # A few words are compared before the slower look at how they stand.
    return (
        any(word.endswith(_NEGATIONS) for word in text[first:start].lower().split()[-4:])
        and _NEGATION.search(text, first, start) is not None
    )
