"""The events of one article: rows of the table, and what only the whole article can settle."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from framing.detectors.agency.context import Named, in_sentence, party_phrases
from framing.detectors.agency.events import Found
from framing.detectors.agency.nouns import ACTORS, DEMONYMS
from framing.detectors.agency.parties import Parties
from framing.detectors.agency.tokens import Tokens
from framing.document.model import PROPER_ZONES, WORDING, Document
from framing.text import Hit

__all__ = ["ArticleEvents"]

_PARTY_WORDS = DEMONYMS | ACTORS | {"by"}

_FAR = 60
"""Acts on each side of an event that are asked at most who did them."""


class ArticleEvents:
    """Collects the events of one article and settles what needs all of it."""

    def __init__(self, document: Document, parties: Parties, forces: Sequence[Hit]) -> None:
        self.document = document
        self.parties = parties
        self.forces = forces
        self.found: list[tuple[Found, dict[str, Any], str | None]] = []
        self.named: list[Named] = []
        self.read: Tokens | None = None
        self.phrases: list[Named] = []

    def add(self, t: Tokens, found: Found) -> None:
        """Turn the tokens of a reading into the values of a row."""
        parties = self.parties
        start, end = t.span(*found.trigger)
        values: dict[str, Any] = {"trigger_start": start, "trigger_end": end, "kind": found.kind}
        low, high = t.span(*found.group)
        low, high = min(low, start), max(high, end)
        victim_party = None
        if found.victim is not None:
            first, last = t.span(found.victim.first, found.victim.last)
            values |= {"victim_start": first, "victim_end": last, "victim": t.text[first:last]}
            values["victim_group"] = parties.group(t, found.victim)
            victim_party = parties.party(values["victim_group"])
            low, high = min(low, first), max(high, last)
        if victim_party is None and found.where is not None:
            victim_party = parties.party(parties.group(t, found.where))
        if found.agent is not None:
            first, last = t.span(found.agent.first, found.agent.last)
            values |= {"agent_start": first, "agent_end": last, "agent": t.text[first:last]}
            values["agent_group"] = parties.group(t, found.agent, acting=True)
            low, high = min(low, first), max(high, last)
            if found.scope in {"subject", "by_phrase", "event_modifier"}:
                group = values["agent_group"]
                self.named.append(Named(first, last, group, parties.party(group)))
        if found.scope == "none":
            if self.read is not t:
                self.read, self.phrases = t, party_phrases(t, parties)
            parts = [found.trigger, *((one.first, one.last) for one in (found.victim, found.agent) if one is not None)]
            named = in_sentence(self.phrases, [t.span(*part) for part in parts], victim_party)
            if named is not None:
                _fill(t.text, values, named, "sentence")
                found.scope = "sentence"
        values |= {"start": low, "end": high, "agent_scope": found.scope}
        self.found.append((found, values, victim_party))

    def rows(self) -> list[dict[str, Any]]:
        """Give the rows in order of the text."""
        if any(found.scope == "none" for found, _, _ in self.found):
            self._look_elsewhere()
        rows = [self._finish(found, values) for found, values, _ in self.found]
        starts = {row["trigger_start"]: row["start"] for row in rows}
        for row in rows:
            first = self.document.first_occurrence(row["trigger_start"])
            row["duplicate_of"] = None if first is None else starts.get(first, first)
        rows.sort(key=lambda row: (row["start"], row["trigger_start"], row["end"]))
        return rows

    def _look_elsewhere(self) -> None:
        """Find who acts elsewhere in the article: the nearest phrase before the event, or else after it."""
        document = self.document
        places: list[tuple[int, Named | Hit]] = [
            (one.start, one) for one in self.named if document.zone_at(one.start).kind in PROPER_ZONES
        ]
        places.extend((hit.start, hit) for hit in self.forces)
        places.sort(key=lambda place: place[0])
        starts = [start for start, _ in places]
        victims = sorted((v["victim_start"], v["victim_end"]) for _, v, _ in self.found if "victim_start" in v)
        read: dict[int, list[Named]] = {}
        for found, values, victim_party in self.found:
            if found.scope != "none":
                continue
            middle = bisect_left(starts, values["start"])
            order = (
                *range(middle - 1, max(middle - 1 - _FAR, -1), -1),
                *range(middle, min(middle + _FAR, len(places))),
            )
            fallback: Named | None = None
            best: Named | None = None
            for number in order:
                if number not in read:
                    place = places[number][1]
                    read[number] = [place] if isinstance(place, Named) else self._act(place)
                for one in read[number]:
                    if (victim_party is None or one.party != victim_party) and not _overlaps(victims, one):
                        fallback = fallback or one
                        best = best or (one if one.party is not None else None)
                if best is not None:
                    break
            # Somebody whose party is known says more than a nearer "they".
            best = best or fallback
            if best is not None:
                found.scope = "article"
                _fill(document.text, values, best, "article")

    def _act(self, hit: Hit) -> list[Named]:
        """Read the act of force at a hit where it names who acts."""
        document = self.document
        zone = document.zone_at(hit.start)
        if zone.kind not in PROPER_ZONES:
            return []
        start, end = max(hit.start - 80, zone.start), min(hit.end + 60, zone.end)
        if document.sentences:
            sentence = document.sentences[document.sentence_at(hit.start)]
            if sentence.start <= hit.start < sentence.end:
                start, end = max(start, sentence.start), min(end, sentence.end)
        end = max(end, hit.end)
        if not self.parties.mentioned(start, end):
            around = document.text[start:end].lower()
            if _PARTY_WORDS.isdisjoint(around.split()) and "'s" not in around and "\u2019s" not in around:
                return []
        tokens = Tokens(document.text, start, end)
        return [one for one in party_phrases(tokens, self.parties) if one.start <= hit.start < one.end]

    def _finish(self, found: Found, values: dict[str, Any]) -> dict[str, Any]:
        document = self.document
        place = values["trigger_start"]
        segment = document.voice_at(place)
        attribution = document.attribution(segment.attribution)
        return values | {
            "text": document.text[values["start"] : values["end"]],
            "sentence": document.sentence_at(place),
            "construction": found.construction,
            "trigger": document.text[place : values["trigger_end"]],
            "zone": document.zone_at(place).kind,
            "voice": segment.voice,
            "wording": WORDING[segment.voice],
            "source": None if attribution is None else attribution.source,
            "confidence": round(found.confidence * (0.9 if found.scope in {"sentence", "article"} else 1.0), 3),
        }


def _overlaps(spans: Sequence[tuple[int, int]], named: Named) -> bool:
    """Tell whether somebody named suffers an event: who was shot is not who shot."""
    place = bisect_left(spans, (named.end, 0)) - 1
    return place >= 0 and spans[place][1] > named.start


def _fill(text: str, values: dict[str, Any], named: Named, scope: str) -> None:
    """Say who acts; a grammatical agent that the construction has keeps its place."""
    values["agent_scope"] = scope
    values["agent_group"] = named.group
    if values.get("agent") is None:
        values |= {"agent_start": named.start, "agent_end": named.end, "agent": text[named.start : named.end]}
