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
from bisect import bisect_right
from collections.abc import Sequence

from framing.document.model import Span
from framing.document.naming import NAME, NO_NAME, Mention, Names, gender_of_role, strip_titles
from framing.document.sources import ROLES, analyse
from framing.document.subjects import leading_subject
from framing.document.wordlists import words

__all__ = ["Resolver"]

_GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_REACH = 900
_SENTENCES = 5
_SUBORDINATE = re.compile(
    r"(?:(?:back|even|but|and|just)\s+)?(?:when|while|although|though|if|as|before|after|since|because|until|once)\s+\Z",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"[“\"]|(?:asked|in|on|about|after|before|at|with|of|for|from|during|despite|following|citing|like|unlike|against|to|by"
    r"|speaking|\w+ing)\b",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(
    rf"((?:{NAME}[^\S\n]+){{0,4}}{NAME})(?:,?\s+\([^)\n]{{1,30}}\))?(?:,\s+(?:\d\d,\s+)?|\s+(?:is|was|became)\s+)"
    r"((?:[\w’'.&-]+\s+){0,8})\Z"
)
_NAME_BEHIND = re.compile(
    rf"(?:\s+(?:of|for|at|in|to)\s+[^,.;:\n“”\"]{{1,60}})?,\s+((?:{NAME}[^\S\n]+){{1,4}}{NAME})(?=[,.\s])"
)
_NAME_RIGHT = re.compile(rf"\s+((?:{NAME}[^\S\n]+){{0,4}}{NAME})")
_LAST_WORDS = re.compile(r"(?:[\w’'.&-]+\s+){1,6}\Z")
_OTHER_OFFICE = words("former ex vice deputy assistant prime attorney acting late then onetime ex- press")
_TITLES = {
    "senator": ("Sen.", "Senator"),
    "congressman": ("Rep.", "Congressman"),
    "congresswoman": ("Rep.", "Congresswoman"),
    "representative": ("Rep.", "Representative"),
    "lawmaker": ("Rep.", "Sen."),
    "governor": ("Gov.", "Governor"),
    "general": ("Gen.", "General"),
    "professor": ("Prof.", "Professor"),
    "nominee": ("nominee", "candidate"),
    "candidate": ("candidate", "nominee"),
}
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
_SAME = {"gop": "republican", "democrat": "democratic", "u.s": "american"}
_COMPANY = words(
    "group company organisation organization agency union network fund alliance firm bank newspaper association"
    " committee commission council coalition foundation movement party department ministry corporation institute"
    " university hospital charity watchdog broadcaster paper website site magazine outlet body court"
)
_ANY_BODY = words("group company organisation organization agency firm charity watchdog network")
_LOWER_BODIES = words("ministry army military police government campaign department union authority")
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
        *("_bodies", "_described", "_mentions", "_names", "_quote_starts", "_quotes", "_sentence_starts"),
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
        self._speakers: list[tuple[int, str, str]] = []
        self._bodies: list[tuple[int, str]] = []
        self._described: dict[str, list[tuple[int, str]]] = {}

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
            gender = _GENDERS.get(low)
            if gender is not None:
                name = self._person(start, gender)
                if name is not None:
                    self._names.learn(name, gender)
                    self._speakers.append((start, name, gender))
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
        self._speakers.append((start, full, self._names.gender(full)))
        return full if full != phrase or " " in full else None

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
        fitting = [
            mention
            for mention in mentions
            if mention.end <= until and mention.gender in ("", gender) and not self._wrong(mention.name, gender)
        ]
        sure = [mention for mention in fitting if mention.gender == gender]
        speakers = [
            name
            for start, name, of in self._speakers
            if sentence.start <= start < min(sentence.end, until) and of in ("", gender)
        ]
        subjects = [mention.name for mention in (sure or fitting) if mention.subject]
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
        for mention in self._mentions_of(index):
            if mention.start == comma + 2 and mention.gender in ("", gender):
                return mention.name
        return None

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
            spoken = {name for start, name in self._bodies if sentence.start <= start < min(sentence.end, position)}
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
                self._speakers.append((start, head, ""))
            return None
        if first not in ("the", "this", "that") or len(tokens) < 2:
            if first in ("a", "an", "one", "another") and kind == "role":
                self._speakers.append((start, "", gender_of_role(head)))
            return None
        head = head.lower()
        if head.endswith("s") and not head.endswith(("ss", "us")):
            return None
        modifiers = tokens[1:-1]
        if modifiers and f"{modifiers[-1]} {head}".lower() in _OFFICES:
            head = f"{modifiers[-1]} {head}".lower()
            modifiers = [word for word in modifiers[:-1] if _plain(word) in _PARTIES]
        name: str | None
        if kind == "role" and head not in _COMPANY:
            if head not in ROLES and head not in _EPITHETS and head not in _OFFICES and not gender_of_role(head):
                return None
            name = self._holder(head, modifiers, start)
            if name is not None:
                self._speakers.append((start, name, self._names.gender(name)))
            else:
                self._speakers.append((start, "", gender_of_role(head)))
            return name
        if any(word[:1].isupper() for word in modifiers):
            self._bodies.append((start, " ".join(tokens)))
            return None
        if head not in _COMPANY and head not in _LOWER_BODIES:
            return None
        name = self._body(head, modifiers, start)
        if name is None and not modifiers and head in _ANY_BODY:
            name = self._speaking_body(start)
        if name is not None:
            self._bodies.append((start, name))
        return name

    def _holder(self, role: str, modifiers: list[str], position: int) -> str | None:
        """Give the one person whom the article calls by a role."""
        key = " ".join([*modifiers, role]).lower()
        found = self._described.get(key)
        if found is None:
            wanted = [_plain(word) for word in modifiers]
            found = []
            for noun in _TITLES.get(role, (role, role.title())):
                self._holders_of(noun, wanted, found)
            self._described[key] = sorted(found)
        name = self._one(found, position)
        if name is not None or found:
            return name
        if any(word[:1].isupper() for word in modifiers) and role in _EPITHETS:
            return self._in_focus(position, gender_of_role(role))
        return None

    def _holders_of(self, noun: str, modifiers: list[str], found: list[tuple[int, str]]) -> None:
        text = self._text
        at = text.find(noun)
        while at >= 0:
            start, end = at, at + len(noun)
            at = text.find(noun, end)
            if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
                continue
            around = text[max(start - 60, 0) : start]
            before = around.rsplit(None, 1)[-1].lower().strip("-.,") if around.strip() else ""
            if before in _OTHER_OFFICE and before not in modifiers:
                continue
            if modifiers and not self._fits(modifiers, start, end):
                continue
            match = _NAME_RIGHT.match(text, end)
            if match is not None:
                self._hold(match[1], start, match.end(1), found, closer=True)
                continue
            match = _NAME_BEHIND.match(text, end)
            if match is not None and self._hold(match[1], start, match.end(1), found):
                continue
            match = _NAME_BEFORE.search(text, max(start - 130, 0), start)
            if match is not None and not _crosses(match[2]):
                self._hold(match[1], start, match.end(1), found)

    def _hold(self, run: str, at: int, end: int, found: list[tuple[int, str]], *, closer: bool = False) -> bool:
        """Note the holder of a role; ``closer`` where the name stands right behind it, so that anything is one."""
        if run.endswith(("’s", "'s")):
            run = run[:-2]
        if closer:
            name = strip_titles("Mr. " + run)
            if name is None or not run.endswith(name) or name.lower() in NO_NAME:
                return False
            if " " not in name:
                name = self._names.full(name, at) or name
        else:
            name = self._names.person(run, at, end)
            if name is None:
                return False
        found.append((at, name))
        return True

    def _fits(self, modifiers: list[str], start: int, end: int) -> bool:
        """Tell whether the words of a description stand around a role, in its noun phrase or apposition."""
        near = {_plain(word) for word in self._text[max(start - 45, 0) : end + 45].replace("(", " ").split()}
        return all(word in near for word in modifiers if word not in ("party", "presidential"))

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

    def _body(self, noun: str, modifiers: list[str], position: int) -> str | None:
        """Give the one name that has a noun in it, or the noun as its apposition."""
        key = " ".join([*modifiers, noun]).lower()
        found = self._described.get(key)
        if found is None:
            found = []
            self._bodies_of(noun, found)
            if modifiers:
                wanted = {_plain(word) for word in modifiers}
                found = [(at, name) for at, name in found if wanted <= {_plain(word) for word in name.split()}]
            self._described[key] = found = sorted(found)
        return self._one(found, position)

    def _bodies_of(self, noun: str, found: list[tuple[int, str]]) -> None:
        text = self._text
        big = noun.capitalize()
        at = text.find(big)
        while at >= 0:
            start, end = at, at + len(big)
            at = text.find(big, end)
            if (start and not text[start - 1].isspace()) or text[end : end + 1].isalnum():
                continue
            name = _around(text, start, end)
            if name is not None:
                found.append((start, name))
        at = text.find(noun)
        while at >= 0:
            start, end = at, at + len(noun)
            at = text.find(noun, end)
            if (start and not text[start - 1].isspace()) or text[end : end + 1].isalnum():
                continue
            if noun in _LOWER_BODIES:
                match = _OWNED.search(text, max(start - 50, 0), start)
                if match is not None:
                    found.append((start, match[1] + noun))
                    continue
            match = _BODY_BEFORE.search(text, max(start - 120, 0), start)
            if match is not None and not _crosses(match[2]) and match[1].split(" ", 1)[0].lower() not in NO_NAME:
                if _PLACED.search(text, max(match.start(1) - 12, 0), match.start(1)) is not None:
                    continue
                found.append((start, match[1]))

    def _speaking_body(self, position: int) -> str | None:
        """Give the one body that has spoken in this sentence or the two before."""
        index = max(bisect_right(self._sentence_starts, position) - 3, 0)
        floor = self._sentence_starts[index] if self._sentence_starts else 0
        names = _distinct([item for item in self._bodies if floor <= item[0] < position])
        return names[0] if len(names) == 1 else None

    # -- choosing ---------------------------------------------------------------------------------------------------

    def _one(self, found: list[tuple[int, str]], position: int) -> str | None:
        """Choose the only name, or the only one of the last three sentences before a place."""
        before = [item for item in found if item[0] < position]
        if not before:
            behind = [item for item in found if position < item[0] < position + 500]
            return behind[0][1] if behind and len(_distinct(found)) == 1 else None
        names = _distinct(before)
        if len(names) == 1:
            return names[0]
        index = max(bisect_right(self._sentence_starts, position) - 4, 0)
        floor = self._sentence_starts[index]
        near = _distinct([item for item in before if item[0] >= floor])
        return near[0] if len(near) == 1 else None


_OWNED = re.compile(r"((?:(?<![.!?]\s)(?<!\n)[A-Z][\w.-]*(?:[’']s)?\s+){1,3}(?:[a-z]+\s+)?)\Z")
_BODY_BEFORE = re.compile(
    rf"((?:{NAME}\s+(?:(?:of|for|and|the|to)\s+)*){{0,6}}{NAME})(?:\s+\([A-Z]+\))?,\s+((?:an?|the|one)\s+(?:[\w’'.&-]+\s+){{0,6}})\Z"
)
_PLACED = re.compile(r"\b(?:in|of|at|from|near|to)\s+(?:the\s+)?\Z", re.IGNORECASE)
_LEFT = re.compile(rf"(?:{NAME}\s+(?:(?:of|for|and|the)\s+)?)+\Z")
_RIGHT = re.compile(rf"(?:\s+(?:of|for|on|to|and)(?:\s+the)?(?:\s+{NAME})+)+")


_NOT_OPENING = NO_NAME - words("national north south east west american british supreme green european international")


def _around(text: str, start: int, end: int) -> str | None:
    """Give the name of several words that holds a capitalised noun."""
    left = _LEFT.search(text, max(start - 80, 0), start)
    right = _RIGHT.match(text, end, end + 80)
    first = left.start() if left is not None else start
    last = right.end() if right is not None else end
    name = text[first:last]
    pieces = name.split()
    while len(pieces) > 1 and pieces[0].lower() in _NOT_OPENING:
        pieces.pop(0)
    return " ".join(pieces) if len(pieces) > 1 else None


def _distinct(found: list[tuple[int, str]]) -> list[str]:
    """List names that are not parts of each other."""
    names: list[str] = []
    for _, name in found:
        own = set(name.lower().replace("’s", "").split())
        for number, other in enumerate(names):
            theirs = set(other.lower().replace("’s", "").split())
            if own <= theirs or theirs <= own:
                if len(own) > len(theirs):
                    names[number] = name
                break
        else:
            names.append(name)
    return names


def _crosses(words_between: str) -> bool:
    """Tell whether what stands between a name and a noun is more than one noun phrase."""
    low = f" {words_between.lower()}"
    return any(
        f" {word} " in low for word in ("said", "says", "told", "and", "that", "who", "which", "is", "was", "as")
    )


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


def _plain(word: str) -> str:
    low = word.lower().strip(".,;:“”\"'()’")
    if low.endswith(("’s", "'s")):
        low = low[:-2]
    return _SAME.get(low, low)


def _is_name(phrase: str) -> bool:
    """Tell whether a phrase has a capital behind its article."""
    rest = phrase.split()
    if rest and rest[0].lower() in _ORDINARY:
        rest = rest[1:]
    return bool(rest) and all(word[:1].isupper() or word in ("of", "for", "the", "and", "on") for word in rest)


def _last_word(phrase: str) -> str:
    word = phrase.rsplit(maxsplit=1)[-1].rstrip(".’'") if phrase.split() else phrase
    return word[:-2] if word.endswith(("’s", "'s")) else word
