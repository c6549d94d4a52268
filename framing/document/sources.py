"""Sources: what kind of source a phrase names, and which name a pronoun or "the spokesman" stands for."""

from __future__ import annotations

import re

__all__ = ["Resolver", "source_type"]

_PRONOUN = re.compile(
    r"(?:he|she|they|it|we|i|you|who|his|her|their|its|him|them|himself|herself|themselves|itself|my|our|your)\Z",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(
    r"(?:(?:some|many|several|most|other|others|a few|few|a number of|one|an?|the|two|three|senior|top|unnamed|anonymous|local|former|current|us|u\.s\.|israeli|palestinian|government|security|military|intelligence|western|diplomatic)\s+)*"
    r"(?:sources?|officials?|people|critics?|experts?|analysts?|observers?|witness(?:es)?|residents?|insiders?|aides?|advisers?|advisors?|supporters?|opponents?|"
    r"diplomats?|lawmakers?|activists?|some|many|others|most|several|someone|everyone|anyone|nobody|voters?|protesters?|scientists?|researchers?|eyewitness(?:es)?|neighbou?rs?|detractors?|skeptics?|sceptics?)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:spokes(?:man|woman|person|people)|minister|president|secretary|chief|director|leader|chairman|chairwoman|chair|chairperson|commissioner|ambassador|envoy|governor|mayor|senator|"
    r"general|commander|professor|lawyer|attorney|judge|officer|candidate|nominee|editor|author|doctor|nurse|teacher|mother|father|son|daughter|wife|husband|brother|sister|woman|man|boy|girl|student|reporter|"
    r"correspondent|host|anchor|manager|strategist|official|negotiator|premier|king|queen|prince|pope|billionaire|businessman|businesswoman|congressman|congresswoman|lawmaker|politician|republican|democrat|moderator|resident|prosecutor)s?\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:ministry|department|army|military|police|government|authority|administration|party|campaign|committee|council|court|agency|organi[sz]ation|group|company|corporation|union|association|foundation|institute|"
    r"university|college|school|church|hospital|bank|bureau|office|embassy|parliament|congress|senate|house|cabinet|commission|board|team|network|newspaper|magazine|times|post|journal|news|poll|survey|report|study|"
    r"statement|document|documents|letter|article|editorial|law|lawsuit|complaint|ruling|bill|forces?|movement|brigades?|jihad|hamas|hezbollah|fatah|likud|idf|un|eu|nato|fbi|cia|pentagon|kremlin|white house|"
    r"washington|moscow|beijing|london|paris|tehran|jerusalem|israel|russia|ukraine|china|iran|britain|france|germany|cnn|bbc|nbc|abc|cbs|msnbc|reuters|ap|afp|politico|breitbart|website|site|paper|outlet|coalition|"
    r"club|league|federation|society|centre|center|press|media|service|health|defen[cs]e|state|inc|corp|ltd|pac)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-Z][\w’'-]*\.?\s+)*?((?:[A-Z][\w’'-]+|[A-Z]\.)(?:\s+(?:(?:de|van|von|al|bin|el|la|da|di|abu)\s+)?(?:[A-Z][\w’'-]+|[A-Z]\.|Abu)){1,4})"
)
_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|President|Prof|Gen|Col|Sgt|Lt|Judge|Justice|Sheriff|Mayor|Rev|Sir|Lord|Lady|Prince|King|Queen|Pope)\b\.?\s+([A-Z][\w’'-]+)"
)
_CAPITAL = re.compile(r"[A-Z][\w’'-]*")
_HEAD = re.compile(r"(?i:the|this|that|his|her|their|its|our)\s+(?:(?:[\w’'-]+)\s+)*?([\w’'-]+)\Z")
_POSSESSIVE = re.compile(r"[’']s?\Z")


def source_type(source: str) -> str:
    """Tell what kind of source a phrase names.

    Parameters
    ----------
    source : str
        The phrase, as the text has it.

    Returns
    -------
    str
        ``named``, ``role``, ``institution``, ``pronoun``, ``anonymous`` or ``unnamed``.

    Examples
    --------
    >>> [source_type(s) for s in ("Ann Lee, a nurse", "she", "the army", "a spokesman", "officials", "unnamed")]
    ['named', 'pronoun', 'institution', 'role', 'anonymous', 'unnamed']
    """
    phrase = source.strip()
    if not phrase or phrase == "unnamed":
        return "unnamed"
    phrase = phrase[:160]
    if _PRONOUN.match(phrase):
        return "pronoun"
    head = phrase.split(",", 1)[0]
    name = person_name(phrase)
    if name is not None:
        return "named"
    if _ANONYMOUS.match(head) and not re.search(r"[a-z’']\s[A-Z][a-z]+\s[A-Z]", head):
        return "anonymous"
    if _ROLE.search(head) and not _INSTITUTION.search(head.split()[-1]):
        return "role"
    if _INSTITUTION.search(head):
        return "institution"
    if _TITLE.match(head) or (head[:1].isupper() and head.split()[0].lower() not in ("the", "a", "an")):
        return "named"
    capitals = _CAPITAL.findall(head)
    return "institution" if len(capitals) > 1 else "role"


def person_name(phrase: str) -> str | None:
    """Give the name of a person in a phrase, or None: two capitalised words or more that name no institution."""
    for part in phrase.split(",")[:3]:
        match = _NAME.search(part)
        if match is None:
            continue
        name = _POSSESSIVE.sub("", match.group(1))
        words = name.split()
        if words[0].lower().rstrip(".") in _NOT_FIRST:
            words = words[1:]
        while words and (_ROLE.fullmatch(words[0].strip(".")) or words[0].rstrip(".") in _HONORIFIC):
            words = words[1:]
        if len(words) < 2 or _INSTITUTION.search(" ".join(words)):
            if words and len(words) == 1 and _TITLE.search(part):
                return words[0]
            continue
        return " ".join(words)
    return None


_NOT_FIRST = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "for",
        "but",
        "and",
        "as",
        "when",
        "while",
        "after",
        "before",
        "if",
        "since",
        "former",
        "republican",
        "democratic",
        "gop",
        "us",
    ]
)
_HONORIFIC = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Sen",
        "Sens",
        "Rep",
        "Reps",
        "Gov",
        "Prof",
        "Gen",
        "Col",
        "Lt",
        "Sgt",
        "Capt",
        "Rev",
        "Sir",
        "Former",
        "Senior",
        "Chief",
        "Vice",
        "Republican",
        "Democratic",
        "Democrat",
        "GOP",
        "US",
        "Israeli",
        "Palestinian",
        "American",
        "Defense",
        "Defence",
        "Foreign",
        "Prime",
        "State",
        "Attorney",
        "Deputy",
        "Assistant",
    ]
)


class Resolver:
    """Follows the sources of an article in order and tells whom a pronoun or a definite phrase means."""

    def __init__(self) -> None:
        self.person: str | None = None
        self.institution: str | None = None
        self.last_names: dict[str, str] = {}
        self.heads: dict[str, str] = {}

    def see(self, phrase: str, kind: str) -> str | None:
        """Take notice of a source and give the name it stands for, where the text settles it."""
        kind = kind or source_type(phrase)
        if kind == "named":
            return self._named(phrase)
        if kind == "pronoun":
            word = phrase.strip().lower()
            if word in ("he", "she", "his", "her", "him", "who"):
                return self.person
            return self.institution if word in ("it", "its") else None
        if kind in ("institution", "role"):
            return self._definite(phrase, kind)
        return None

    def notice(self, phrase: str) -> None:
        """Take notice of somebody who is named without being a source."""
        name = person_name(phrase)
        if name is not None:
            self._register(name, phrase)

    def _register(self, name: str, phrase: str) -> None:
        self.person = name
        self.last_names[name.rsplit(maxsplit=1)[-1].lower()] = name
        for role in _ROLE.findall(phrase[:200]):
            self.heads[role.lower()] = name

    def _named(self, phrase: str) -> str | None:
        name = person_name(phrase)
        if name is not None and len(name.split()) > 1:
            self._register(name, phrase)
            return name
        words = _CAPITAL.findall(phrase)
        if not words:
            return None
        last = _POSSESSIVE.sub("", words[-1])
        full = self.last_names.get(last.lower())
        if full is not None:
            self.person = full
            return full
        self.person = last if len(words) == 1 or _TITLE.search(phrase) else _POSSESSIVE.sub("", " ".join(words))
        return None

    def _definite(self, phrase: str, kind: str) -> str | None:
        head = phrase.split(",", 1)[0].strip()
        capitals = [word for word in _CAPITAL.findall(head) if word.lower() not in _NOT_FIRST]
        match = _HEAD.match(head)
        if capitals:
            self.institution = head
            if match is not None:
                self.heads[match.group(1).lower()] = head
            for word in head.lower().split():
                self.heads.setdefault(word, head)
            return None
        return self.heads.get(match.group(1).lower()) if match is not None else None
