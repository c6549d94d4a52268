"""Which group of a lexicon a phrase names, and whether a phrase names a responsible party at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.detectors.agency.nouns import ACTORS, DEMONYMS, EVENT_NOUNS, FORCE_NOUNS, INSTRUMENTS, MILITARY, PERSONS
from framing.detectors.agency.phrases import Phrase
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.wordlists import word_set
from framing.detectors.groups import GroupMention, between
from framing.lexicon.model import Group

__all__ = ["Parties"]

_TYPES = {
    "army": """army military forces troops soldier soldiers navy commando commandos reservist reservists conscript
        conscripts""",
    "police": "police policeman policemen officer officers",
    "civilians": """
        civilian civilians child children woman women girl girls boy boys baby babies family families resident
        residents worker workers journalist journalists doctor doctors medic medics villager villagers settler
        settlers student students teenager teenagers mother father people man men
        """,
    "armed_group": """militant militants gunman gunmen fighter fighters terrorist terrorists insurgent insurgents rebel
        rebels militia""",
    "government": "government minister ministers president prime regime cabinet authority authorities officials",
}
_TYPE_OF = {word: kind for kind, words in _TYPES.items() for word in words.split()}

_TARGETS = word_set("on against in into at")


class Parties:
    """Names the group of a phrase from the groups that were found in one article.

    Parameters
    ----------
    groups : mapping of str to Group
        The groups of the lexicon.
    mentions : sequence of GroupMention
        Where they stand in the article, in order of the text.
    """

    __slots__ = ("groups", "mentions")

    def __init__(self, groups: Mapping[str, Group], mentions: Sequence[GroupMention]) -> None:
        self.groups = groups
        self.mentions = mentions

    def group(self, tokens: Tokens, phrase: Phrase, *, acting: bool = False) -> str | None:
        """Name the group that a phrase is about; of several, the one whose name stands nearest to the head."""
        found = self._found(tokens, phrase)
        if not found:
            return None
        words = tokens.words[phrase.first : phrase.last]
        kind = next((_TYPE_OF[word] for word in words if word in _TYPE_OF), None)
        if kind is None and acting and any(word in MILITARY for word in words):
            kind = "army"
        for basis in ("names", "demonyms", "places"):
            candidates = [mention for mention in found if mention.basis == basis]
            if not candidates:
                continue
            first = candidates[0].start
            names = [mention.group for mention in candidates if mention.start == first]
            named = self.groups[names[0]]
            if basis == "names" and (len(names) == 1 and not (acting and named.actor_type == "unspecified")):
                return names[0]
            return self._of_type(names, kind, "unspecified")
        return None

    def _found(self, tokens: Tokens, phrase: Phrase) -> Sequence[GroupMention]:
        """List the groups in a phrase: those up to its head and after *by*, or else all of them.

        In "an attack on Israel by gunmen of Hamas" it is not Israel that acts.
        """
        start, end = tokens.span(phrase.first, phrase.last)
        everything = between(self.mentions, start, end)
        if len(everything) < 2 and not (everything and everything[0].start >= tokens.ends[phrase.head]):
            return everything
        author = next((i for i in range(phrase.head + 1, phrase.last) if tokens.tags[i] == "b"), None)
        if author is not None:
            after = between(self.mentions, tokens.starts[author], end)
            if after:
                return after
        near = between(self.mentions, start, tokens.ends[phrase.head])
        if near:
            return near
        place = next((i for i in range(phrase.head + 1, phrase.last) if tokens.words[i] in _TARGETS), None)
        return between(self.mentions, start, end if place is None else tokens.starts[place])

    def _of_type(self, names: Sequence[str], kind: str | None, fallback: str) -> str:
        """Choose among the groups of one party by actor type."""
        party = self.groups[names[0]].party
        for wanted in (kind, fallback):
            if wanted is None:
                continue
            for name in names:
                if self.groups[name].actor_type == wanted:
                    return name
            for name, group in self.groups.items():
                if group.party == party and group.actor_type == wanted:
                    return name
        return names[0]

    def mentioned(self, start: int, end: int) -> bool:
        """Tell whether any group is named between two places of the article."""
        return bool(between(self.mentions, start, end))

    def party(self, group: str | None) -> str | None:
        """Give the party of a group."""
        return None if group is None else self.groups[group].party

    def is_event(self, tokens: Tokens, phrase: Phrase) -> bool:
        """Tell whether the head of a phrase is an act or an instrument, not somebody."""
        head = tokens.words[phrase.head]
        return head in EVENT_NOUNS or head in INSTRUMENTS

    def names_party(self, tokens: Tokens, phrase: Phrase) -> bool:
        """Tell whether an event phrase names who acts: *an Israeli strike*, *Hamas's attack*, *an attack by gunmen*."""
        words, tags = tokens.words, tokens.tags
        wields = any(words[i] in FORCE_NOUNS for i in range(phrase.first, phrase.last))
        if not wields:
            return False
        for i in range(phrase.first, phrase.head):
            word = words[i]
            if tags[i] in "pot":
                break
            if word in DEMONYMS or (word in ACTORS and word != words[phrase.head]):
                return True
            if tags[i + 1] == "'" and tags[i] == "N" and not self._is_place(tokens, i):
                return True
        for i in range(phrase.head + 1, phrase.last - 1):
            if tags[i] == "b" or (words[i] == "from" and words[i + 1] in DEMONYMS):
                return True
        start, _ = tokens.span(phrase.first, phrase.last)
        until = tokens.starts[phrase.head]
        return any(
            mention.basis != "places" and self.groups[mention.group].actor_type != "civilians"
            for mention in between(self.mentions, start, until)
        )

    def is_people(self, tokens: Tokens, i: int) -> bool:
        """Tell whether a word before a noun names a people or a body: *Syrian*, *Hamas*, a group of the lexicon."""
        if tokens.words[i] in DEMONYMS:
            return True
        return any(mention.basis != "places" for mention in between(self.mentions, tokens.starts[i], tokens.ends[i]))

    def _is_place(self, tokens: Tokens, i: int) -> bool:
        return any(mention.basis == "places" for mention in between(self.mentions, tokens.starts[i], tokens.ends[i]))

    def is_actor(self, tokens: Tokens, phrase: Phrase) -> bool:
        """Tell whether a phrase names somebody who can act with force: soldiers, gunmen, a group of the lexicon."""
        if tokens.words[phrase.head] in ACTORS:
            return True
        start, end = tokens.span(phrase.first, phrase.last)
        return any(
            mention.basis == "names" and self.groups[mention.group].actor_type in {"army", "armed_group", "police"}
            for mention in between(self.mentions, start, end)
        )

    def is_surely_person(self, tokens: Tokens, phrase: Phrase) -> bool:
        """Tell whether the head of a phrase means persons, whatever names stand in it."""
        head = tokens.words[phrase.head]
        if head in PERSONS or head in ACTORS or head in DEMONYMS or tokens.tags[phrase.head] in "uj#":
            return True
        return tokens.tags[phrase.head] == "N" and any(
            word in PERSONS for word in tokens.words[phrase.first : phrase.head] if word not in DEMONYMS
        )

    def is_person(self, tokens: Tokens, phrase: Phrase) -> bool:
        """Tell whether a phrase is about persons, as far as its words show."""
        head = tokens.words[phrase.head]
        if head in PERSONS or head in ACTORS or tokens.tags[phrase.head] in "uj":
            return True
        if tokens.tags[phrase.head] == "#" or head.isdigit():
            return True
        return tokens.tags[phrase.head] == "N" or any(w in DEMONYMS for w in tokens.words[phrase.first : phrase.last])
