"""Whom a source means: the name behind "she", "the minister" and "Smith", where the text settles it.

Rules, each of which gives up where two people or bodies compete:

- a surname has the full name that stands with it elsewhere in the article;
- *he* and *she* are the person of that gender whom the sentence, or the nearest sentence before it, is about, or who
  speaks in it; *it* is a body that speaks there;
- *the mayor* is the one person whom the article calls so, *the alliance* the one name that has the noun in it, *the
  network* the one name that has it as an apposition.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from framing.document.holders import CALLED_IN_LOWER_CASE, Holders, distinct, plain
from framing.document.model import Span
from framing.document.naming import NO_NAME, Mention, Names, gender_of_role, strip_titles
from framing.document.sources import ROLES, analyse
from framing.document.subjects import leading_subject
from framing.document.wordlists import words

__all__ = ["Resolver"]

_PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_REACH = 900
_SENTENCES = 5
_MANY = 40
_SUBORDINATE = re.compile(
    r"(?:(?:back|even|but|and|just)\s+)?(?:when|while|although|though|if|as|before|after|since|because|until|once)\s+\Z",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"[“\"]|(?:asked|in|on|about|after|before|at|with|of|for|from|during|despite|following|citing|like|unlike|against|to|by"
    r"|speaking|\w+ing)\b",
    re.IGNORECASE,
)
_EPITHETS = words(
    "businessman businesswoman billionaire candidate nominee politician congressman congresswoman lawmaker mogul"
    " senator governor republican democrat diplomat leader developer contender hopeful rival star host"
)
_OFFICES = frozenset(
    (
        *("attorney general", "prime minister", "foreign minister", "defence minister", "defense minister"),
        *("interior minister", "finance minister", "health minister", "vice president", "press secretary"),
        *("chief executive", "police chief", "surgeon general", "lieutenant governor", "district attorney"),
    )
)
_PARTIES = words("republican democratic former")
_COMPANY = words(
    "group company organisation organization agency union network fund alliance firm bank newspaper association"
    " committee commission council coalition foundation movement party department ministry corporation institute"
    " university hospital charity watchdog broadcaster paper website site magazine outlet body court"
)
_ANY_BODY = words("group company organisation organization agency firm charity watchdog network")
_ORDINARY = words("the a an this that these those his her their its our my said same two three other")
_BELONGS = re.compile(r"\s(?:about|of|for|to|with|from|by|at|on|in|against)\s")
_CLAUSE = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would|did|does)\s")


class Resolver:
    """Follows the sources of an article in order and tells whom a pronoun, a description or a surname means.

    Parameters
    ----------
    text : str
        The article.
    sentences : sequence of Span
        Its sentences, in order.
    quotes : sequence of (int, int)
        What stands between quotation marks, marks included, in order: nobody named there is a candidate.
    """

    __slots__ = (
        *("_bodies", "_genders", "_holders", "_mentions", "_names", "_quote_starts", "_quotes", "_sentence_starts"),
        *("_sentences", "_speakers", "_text"),
    )

    def __init__(self, text: str, sentences: Sequence[Span], quotes: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._sentences = sentences
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._quotes = quotes
        self._quote_starts = [start for start, _ in quotes]
        self._names = Names(text)
        self._mentions: dict[int, list[Mention]] = {}
        self._speakers: list[tuple[int, str]] = []
        self._genders: dict[int, str] = {}
        self._bodies: list[tuple[int, str]] = []
        self._holders = Holders(text, self._names)

    def see(self, phrase: str, start: int) -> tuple[str, str | None]:
        """Take notice of a source; give its type and the name it stands for, where the text settles it.

        Parameters
        ----------
        phrase : str
            The source as the text has it.
        start : int
            Where it stands.
        """
        kind, names = analyse(phrase)
        name: str | None = None
        if kind == "pronoun":
            low = phrase.strip().lower()
            gender = _PRONOUNS.get(low)
            if gender is not None:
                name = self._person(start, gender)
                if name is not None:
                    self._names.learn(name, gender)
                    self._speak(start, name, gender)
            elif low in ("it", "its"):
                name = self._body_before(start)
                if name is not None:
                    self._bodies.append((start, name))
            return kind, name
        if kind == "named":
            return kind, self._named(phrase, names, start)
        if kind in ("institution", "role"):
            name = self._description(phrase, kind, start)
        return kind, name

    def _named(self, phrase: str, names: list[str], start: int) -> str | None:
        if len(phrase) > 60 and _CLAUSE.search(phrase.split(",", 1)[0]) is not None:
            return None
        head = phrase.split(",", 1)[0]
        if names and head[:1].islower() and _BELONGS.search(head.split(names[0], 1)[0]) is not None:
            return None  # his remarks about Ann Lee
        full = names[0] if names else strip_titles(head) or _last_word(head)
        if " " not in full:
            if full.lower() in NO_NAME:
                return None
            low = head.split(" ", 1)[0].lower().rstrip(".")
            gender = "m" if low == "mr" else "f" if low in ("mrs", "ms") else ""
            if gender:
                self._names.learn(full, gender)
            full = self._names.full(full, start, gender) or full
        self._speak(start, full, self._names.gender(full))
        return full if full != phrase or " " in full else None

    def _speak(self, start: int, name: str, gender: str) -> None:
        """Note who speaks at a place; an empty name is somebody whom the text does not name."""
        self._speakers.append((start, name))
        self._genders[start] = gender

    # -- pronouns ---------------------------------------------------------------------------------------------------

    def _person(self, position: int, gender: str) -> str | None:
        """Give the person whom a pronoun means: whom its sentence, or the nearest before it, is about."""
        index = bisect_right(self._sentence_starts, position) - 1
        if index < 0:
            return None
        sentence = self._sentences[index]
        found, settled = self._candidate(index, gender, position)
        if settled:
            return found
        if _SUBORDINATE.search(self._text, max(sentence.start, position - 16), position):
            behind = self._behind(index, position, gender)
            if behind is not None:
                return behind
        floor = position - _REACH
        for before in range(index - 1, max(index - 1 - _SENTENCES, -1), -1):
            if self._sentences[before].end < floor:
                break
            found, settled = self._candidate(before, gender, position)
            if settled:
                return found
        return None

    def _candidate(self, index: int, gender: str, until: int) -> tuple[str | None, bool]:
        """Give the person of one sentence whom a pronoun can mean, and whether the search ends here."""
        sentence = self._sentences[index]
        own = until <= sentence.end
        mentions = self._mentions_of(index)
        if len(mentions) > _MANY:
            # Of a sentence without end, what stands right before the pronoun.
            last = bisect_left(mentions, (until, 0, "", "", False, False))
            mentions = mentions[max(last - _MANY, 0) : last]
        fitting = [
            mention
            for mention in mentions
            if mention.end <= until and mention.gender in ("", gender) and not self._wrong(mention.name, gender)
        ]
        sure = [mention for mention in fitting if mention.gender == gender]
        speakers = [
            name
            for start, name in _since(self._speakers, sentence.start, min(sentence.end, until))
            if self._genders[start] in ("", gender)
        ]
        about = [mention for mention in (sure or fitting) if mention.subject]
        if len(about) > 1 and self._text[about[0].end : about[1].start].strip() in (",", "and", ", and", "&"):
            return None, True
        subjects = [mention.name for mention in about]
        if speakers:
            return ((speakers[-1] or None) if len(set(speakers)) == 1 or own else None), True
        if subjects:
            if own:
                return subjects[-1], True
            return subjects[0], True
        if own:
            owners = {mention.name for mention in (sure or fitting) if mention.possessive}
            if len(owners) == 1 and not _ASIDE.match(self._text, sentence.start):
                return owners.pop(), True
        names = {mention.name for mention in (sure or fitting)}
        if len(names) == 1 and not own:
            return names.pop(), True
        if len(names) > 1 and not own:
            return None, True
        return None, False

    def _wrong(self, name: str, gender: str) -> bool:
        return self._names.gender(name) not in ("", gender)

    def _behind(self, index: int, position: int, gender: str) -> str | None:
        """Give the subject that follows a clause with a pronoun: "When she spoke, Ann Lee said ..."."""
        comma = self._text.find(", ", position, self._sentences[index].end)
        if comma < 0:
            return None
        mentions = self._mentions_of(index)
        place = bisect_left(mentions, (comma + 2, 0, "", "", False, False))
        if place == len(mentions) or mentions[place].start != comma + 2:
            return None
        return mentions[place].name if mentions[place].gender in ("", gender) else None

    def _mentions_of(self, index: int) -> list[Mention]:
        found = self._mentions.get(index)
        if found is None:
            sentence = self._sentences[index]
            found = [m for m in self._names.mentions(sentence.start, sentence.end) if not self._quoted(m.start)]
            self._mentions[index] = found
        return found

    def _quoted(self, position: int) -> bool:
        place = bisect_right(self._quote_starts, position) - 1
        return place >= 0 and position < self._quotes[place][1]

    def _body_before(self, position: int) -> str | None:
        """Give the body that "it" means: the last that spoke, or that the sentence before opens with."""
        index = bisect_right(self._sentence_starts, position) - 1
        for at in range(index, max(index - 2, -1), -1):
            sentence = self._sentences[at]
            spoken = {name for _, name in _since(self._bodies, sentence.start, min(sentence.end, position))}
            if len(spoken) == 1:
                return spoken.pop()
            if spoken:
                return None
            subject = leading_subject(self._text, sentence.start, min(sentence.end, position))
            if subject is None or subject.end > position:
                continue
            phrase = self._text[subject.start : subject.end]
            if phrase in ("It", "it"):
                continue
            if analyse(phrase)[0] == "institution" and _is_name(phrase):
                return phrase
            return None
        return None

    # -- descriptions -----------------------------------------------------------------------------------------------

    def _description(self, phrase: str, kind: str, start: int) -> str | None:
        """Resolve "the mayor", "the Democratic nominee", "the alliance"."""
        tokens = _head_words(phrase)
        if not tokens:
            return None
        head, first = tokens[-1], tokens[0].lower()
        if head[:1].isupper():
            if kind == "institution" and _is_name(" ".join(tokens)):
                self._bodies.append((start, " ".join(tokens)))
            elif kind == "role" and first not in _ORDINARY:
                self._speak(start, head, "")
            return None
        if first not in ("the", "this", "that") or len(tokens) < 2:
            if first in ("a", "an", "one", "another") and kind == "role":
                self._speak(start, "", gender_of_role(head))
            return None
        head = head.lower()
        if head.endswith("s") and not head.endswith(("ss", "us")):
            return None
        modifiers = tokens[1:-1]
        if modifiers and f"{modifiers[-1]} {head}".lower() in _OFFICES:
            head = f"{modifiers[-1]} {head}".lower()
            modifiers = [word for word in modifiers[:-1] if plain(word) in _PARTIES]
        name: str | None
        if kind == "role" and head not in _COMPANY:
            if head not in ROLES and head not in _EPITHETS and head not in _OFFICES and not gender_of_role(head):
                return None
            name, called = self._holders.person(head, modifiers, start, self._sentence_back(start, 3))
            if not called and head in _EPITHETS and any(word[:1].isupper() for word in modifiers):
                name = self._in_focus(start, gender_of_role(head))
            if name is not None:
                self._speak(start, name, self._names.gender(name))
            else:
                self._speak(start, "", gender_of_role(head))
            return name
        if any(word[:1].isupper() for word in modifiers):
            self._bodies.append((start, " ".join(tokens)))
            return None
        if head not in _COMPANY and head not in CALLED_IN_LOWER_CASE:
            return None
        name = self._holders.body(head, modifiers, start, self._sentence_back(start, 3))
        if name is None and not modifiers and head in _ANY_BODY:
            name = self._speaking_body(start)
        if name is not None:
            self._bodies.append((start, name))
        return name

    def _in_focus(self, position: int, gender: str) -> str | None:
        """Give the person whom the sentence before is about, where it names no other that fits."""
        index = bisect_right(self._sentence_starts, position) - 1
        for at in range(index, max(index - 3, -1), -1):
            mentions = [m for m in self._mentions_of(at) if m.end <= position]
            if not mentions or (at == index and _ASIDE.match(self._text, self._sentences[at].start)):
                continue
            fitting = [m for m in mentions if not gender or m.gender in ("", gender)]
            subjects = [m for m in fitting if m.subject]
            if not subjects:
                return None
            opens = subjects[0].start - self._sentences[at].start < 30
            return subjects[0].name if opens or len({m.name for m in subjects}) == 1 else None
        return None

    def _speaking_body(self, position: int) -> str | None:
        """Give the one body that has spoken in this sentence or the two before."""
        names = distinct(_since(self._bodies, self._sentence_back(position, 2), position))
        return names[0] if len(names) == 1 else None

    def _sentence_back(self, position: int, n: int) -> int:
        """Give where the sentence begins that stands so many before a place's own."""
        index = bisect_right(self._sentence_starts, position) - 1 - n
        return self._sentence_starts[index] if index > 0 else 0


def _since(items: list[tuple[int, str]], floor: int, until: int) -> list[tuple[int, str]]:
    """Give the items between two places, looking back from the last."""
    found: list[tuple[int, str]] = []
    for item in reversed(items):
        if item[0] < floor:
            break
        if item[0] < until:
            found.append(item)
    found.reverse()
    return found


def _head_words(phrase: str) -> list[str]:
    """Give the words of a phrase up to its first comma or preposition."""
    head: list[str] = []
    for token in phrase.split():
        word = token.strip("“”\"'‘")
        if head and word.lower() in (
            "of",
            "in",
            "from",
            "for",
            "at",
            "with",
            "who",
            "whose",
            "which",
            "on",
            "to",
            "by",
        ):
            break
        if word.endswith(","):
            head.append(word[:-1])
            break
        head.append(word)
    if head and head[-1].endswith(("’s", "'s")):
        head[-1] = head[-1][:-2]
    return head


def _is_name(phrase: str) -> bool:
    """Tell whether a phrase has a capital behind its article."""
    rest = phrase.split()
    if rest and rest[0].lower() in _ORDINARY:
        rest = rest[1:]
    return bool(rest) and all(word[:1].isupper() or word in ("of", "for", "the", "and", "on") for word in rest)


def _last_word(phrase: str) -> str:
    word = phrase.rsplit(maxsplit=1)[-1].rstrip(".’'") if phrase.split() else phrase
    return word[:-2] if word.endswith(("’s", "'s")) else word
