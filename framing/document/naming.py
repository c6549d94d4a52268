"""Names of an article's people: where they stand, whom a surname belongs to, who is a man and who a woman."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

from framing.document.first_names import MEN, WOMEN
from framing.document.sources import person_names
from framing.document.wordlists import words

__all__ = ["NAME", "NO_NAME", "Mention", "Names", "gender_of_role", "strip_titles"]

NAME = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|St|Del|Sens|Reps)\."
    r"|[A-Z][\w’'-]*[\w’']|[A-Z]\.(?:[A-Z]\.)?)"
)
_PARTICLE = r"(?:(?:de|van|von|der|den|al|el|bin|ben|la|du|da|di|dos)\s+)"
_RUN = re.compile(rf"\b{NAME}(?:[^\S\n]+{_PARTICLE}?{NAME})*")
_BEFORE_SURNAME = re.compile(rf"(?:(?:{NAME}|[“\"][A-Z]\w+[”\"])[^\S\n]+{_PARTICLE}?){{1,5}}\Z")
_PIECE = re.compile(r"[^\s]+")
_PERSON_FOLLOWS = re.compile(
    r"(?:[’']s?\b)?(?:,\s+(?:\d\d\b|who\b|whose\b|(?:an?|the|his|her|its|their|former)\s+)|\s+\((?:R|D|I)\b"
    r"|,?\s+(?:said|says|told|added|wrote|asked|argued|tweeted|claimed|insisted)\b)"
)
_TITLED = re.compile(
    r"\b(?:spokes\w+|president|secretary|minister|senator|governor|mayor|nominee|candidate|director|chairman|chairwoman"
    r"|manager|professor|adviser|advisor|aide|lawyer|attorney|judge|journalist|leader|chief|rival|husband|wife|son"
    r"|daughter|mr|mrs|ms|dr|sen|rep|gov|gen|lt|col|sgt|capt|del|judge|justice|ambassador|commander)\.?\s+\Z",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|to|for|with|by|from|against|about|on|in|at|between|among|toward|towards|over|behind|under|than|like|near"
    r"|after|before|into|including|and|or|via|upon|without|versus|vs)\s+(?:(?:the|a|an|his|her|their|its|former|then"
    r"|fellow|rival|[a-z]+(?:or|er|ist|man|woman|ent|ant|ee|ate|son|ef|ary)|[A-Z][\w.-]+)\s+){0,4}\Z"
)
_MODIFIES = re.compile(
    r"\s+(?:campaign|campaigns|aide|aides|supporter|supporters|official|officials|spokes\w+|adviser|advisers|advisor"
    r"|advisors|administration|administration’s|administration's|voter|voters|team|surrogate|surrogates|ally|allies"
    r"|ticket|company|companies|plan|plans|foundation|rally|rallies|proposal|proposals|presidency|family|camp|backer"
    r"|backers|fan|fans|critic|critics|strategist|pollster|lawyer|lawyers|staff|staffer|staffers|era|email|emails)\b"
)
_NEAR = 300
_LONG = 120_000
_STEP = 40_000
_MAN, _WOMAN = "m", "f"
_TITLE_GENDER = {
    **dict.fromkeys("mr sir lord king prince pope imam rabbi father baron duke".split(), _MAN),  # noqa: SIM905
    **dict.fromkeys("mrs ms miss lady dame queen princess mother sister baroness duchess".split(), _WOMAN),  # noqa: SIM905
}
_ROLE_WOMAN = words(
    """
    woman girl mother wife daughter sister widow actress aunt queen princess grandmother niece girlfriend
    businesswoman
    """
)
_ROLE_MAN = words(
    """
    man boy father husband son brother widower actor uncle king prince pope imam grandfather nephew boyfriend
    businessman
    """
)
NO_NAME = words(
    """
    the a an in on at for but and as when while after before if since with from by to of or nor so yet although though
    because that this these those his her their its our my what which who how why where whether than like unlike both
    mr mrs ms dr sen rep gov gen col lt sgt capt prof rev sir lord lady hon sens reps mx del maj adm president vice
    secretary senator representative governor mayor minister prime chancellor chairman chairwoman director justice
    judge attorney general speaker leader king queen prince princess pope rabbi imam ambassador captain colonel major
    sergeant lieutenant officer detective professor doctor republican democrat democratic gop independent libertarian
    green party american british french german russian israeli palestinian chinese english irish european african arab
    muslim jewish christian black white national monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december north south east west new former
    house senate congress supreme not no now then also even only just still again meanwhile however earlier later
    former rival crooked here there once says said did does has have had was were is are will would could should can
    may might must do let asked told
    """
)


class Mention(NamedTuple):
    """A person named at a place of the text; ``subject`` where the name can be what its sentence is about."""

    start: int
    end: int
    name: str
    gender: str
    subject: bool
    possessive: bool


class _Bearer(NamedTuple):
    """Somebody who bears a surname: the name as most often given, and where."""

    name: str
    gender: str
    starts: list[int]


def strip_titles(run: str) -> str | None:
    """Give the last person's name in a run of capitalised words, without titles and roles.

    Examples
    --------
    >>> strip_titles("Democratic Senator Amal Mansour")
    'Amal Mansour'
    """
    names = _names_of(run)
    return names[-1] if names else None


@lru_cache(4096)
def _names_of(run: str) -> tuple[str, ...]:
    return tuple(person_names(run))


def gender_of_role(noun: str) -> str:
    """Tell whether a noun names a man (``m``) or a woman (``f``); empty where it names either."""
    low = noun.lower()
    if low in _ROLE_WOMAN or low.endswith("woman"):
        return _WOMAN
    if low in _ROLE_MAN or (low.endswith("man") and low not in ("human", "german", "roman", "congressman", "chairman")):
        return _MAN
    return ""


class Names:
    """The people of one article, looked up where a source needs them."""

    __slots__ = ("_bearers_of", "_genders", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._bearers_of: dict[tuple[str, int], list[_Bearer]] = {}
        self._genders: dict[str, str] = {}

    def learn(self, name: str, gender: str) -> None:
        """Note that a pronoun has told somebody's gender."""
        self._genders.setdefault(_surname(name), gender)

    def gender(self, name: str) -> str:
        """Tell a man (``m``) from a woman (``f``) by titles in the article and the first name; else empty."""
        surname = _surname(name)
        known = self._genders.get(surname if " " not in name else name)
        if known is not None:
            return known
        first = name.split(" ", 1)[0].lower().strip("“”\"'.") if " " in name else ""
        found = _MAN if first in MEN else _WOMAN if first in WOMEN else ""
        if not found:
            found = self._genders.get(surname, "")
        if not found:
            man = any(self.text.find(title + surname, 0, _LONG) >= 0 for title in ("Mr. ", "Mr "))
            woman = any(self.text.find(title + surname, 0, _LONG) >= 0 for title in ("Mrs. ", "Ms. ", "Mrs ", "Ms "))
            found = "" if man == woman else _MAN if man else _WOMAN
        self._genders[name] = found
        return found

    def full(self, surname: str, position: int, gender: str = "") -> str | None:
        """Give the full name that a surname stands for; None where there is none, or two people compete.

        Parameters
        ----------
        surname : str
        position : int
            Where it stands alone.
        gender : str
            What a title says, ``m`` or ``f``.
        """
        bearers = self._bearers(surname, position)
        if gender and bearers:
            bearers = [bearer for bearer in bearers if bearer.gender in ("", gender)]
        if not bearers:
            return None
        first = bearers[0]
        if len(bearers) > 1:
            if len(first.starts) < 2 * len(bearers[1].starts):
                return None
            if not _between(first.starts, position - _NEAR, position) and any(
                _between(other.starts, position - _NEAR, position) for other in bearers[1:]
            ):
                return None
        return first.name

    def _bearers(self, surname: str, position: int) -> list[_Bearer]:
        """List the people who bear a surname, the one named most often first; in a long text, of the part around."""
        low, high = 0, len(self.text)
        if high > _LONG:
            low = max(position // _STEP - 1, 0) * _STEP
            high = min(low + _LONG, high)
        known = self._bearers_of.get((surname, low))
        if known is not None:
            return known
        groups: dict[str, list[tuple[int, str]]] = {}
        for start, name in self._holders(surname, low, high):
            parts = name.split()
            key = parts[0]
            if key not in groups:
                # "Robert C. Scott" is "C. Scott", and "Donald J. Trump" is "Donald Trump".
                key = next((k for k in groups if k in parts or key in groups[k][0][1].split()), key)
            groups.setdefault(key, []).append((start, name))
        bearers = []
        for group in groups.values():
            names = [name for _, name in group]
            name = max(names, key=names.count)
            first = name.split(" ", 1)[0].lower()
            gender = _MAN if first in MEN else _WOMAN if first in WOMEN else ""
            bearers.append(_Bearer(name, gender, [start for start, _ in group]))
        bearers.sort(key=lambda bearer: -len(bearer.starts))
        self._bearers_of[surname, low] = bearers
        return bearers

    def _holders(self, surname: str, low: int, high: int) -> list[tuple[int, str]]:
        """List the places where a surname has a first name before it, with the whole name."""
        text = self.text
        found: list[tuple[int, str]] = []
        headline = text.find("\n")
        end = low
        while True:
            start = text.find(surname, end, high)
            if start < 0:
                break
            end = start + len(surname)
            if (
                start < 2
                or not text[start - 1].isspace()
                or text[end : end + 1].isalnum()
                or text[end : end + 1] == "-"
            ):
                continue
            if not text[start - 2].isalnum() and text[start - 2] not in '.”"':
                continue
            floor = max(start - 40, 0)
            before = max(text.rfind(" ", floor, start - 1), text.rfind("\n", floor, start - 1))
            before = max(before, text.rfind("\xa0", floor, start - 1), floor - 1)
            if not text[before + 1].isupper() and text[before + 1] not in '“"(':
                continue
            match = _BEFORE_SURNAME.search(text, max(start - 70, 0), start)
            if match is None:
                continue
            name = self._given(match[0], start, surname, in_headline=start < headline)
            if name is not None:
                found.append((start, name))
        return found

    def _given(self, before: str, start: int, surname: str, *, in_headline: bool) -> str | None:
        pieces = before.split()
        first = len(pieces)
        for number, piece in enumerate(pieces):
            low = piece.lower().strip("“”\"'")
            if low in MEN or low in WOMEN:
                first = number
                break
        if first == len(pieces):
            # A first name that the lists lack: the last capitalised words that nothing else explains.
            while first > 0 and pieces[first - 1].lower().rstrip(".") not in NO_NAME and len(pieces) - first < 2:
                first -= 1
            if first == len(pieces) or in_headline or not pieces[first][0].isupper():
                return None
            opens = start - len(before)
            whole = first == 0
            if whole and (opens < 2 or self.text[opens - 1] == "\n" or self.text[opens - 2] in '.!?:“”"\n'):
                follows = _PERSON_FOLLOWS.match(self.text, start + len(surname))
                if follows is None:
                    return None
            if pieces[first].endswith((".", "’s", "'s")):
                return None
        given = pieces[first:]
        return " ".join([*given, surname])

    def mentions(self, start: int, end: int) -> list[Mention]:
        """List the people named between two places, in order."""
        text = self.text
        found: list[Mention] = []
        for match in _RUN.finditer(text, start, end):
            run, at, stop = match[0], match.start(), match.end()
            possessive = run.endswith(("’s", "'s", "’", "'"))
            if run.endswith(("’s", "'s")):
                run = run[:-2]
            elif possessive:
                run = run[:-1]
            name = self.person(run, at, stop)
            if name is None:
                continue
            modifies = _MODIFIES.match(text, stop) is not None
            ruled = _PREPOSITION.search(text[max(at - 60, start) : at]) if possessive or not modifies else None
            subject = not possessive and not modifies and ruled is None
            possessive = possessive and (ruled is None or ruled[0].startswith("of"))
            found.append(Mention(at, stop, name, self.gender(name), subject, possessive))
        return found

    def person(self, run: str, start: int, end: int) -> str | None:
        """Give the name of the person that a run of capitalised words means; None where it means nobody."""
        names = _names_of(run)
        if names:
            name = names[-1]
            if " " not in name:
                return self.full(name, start) or name
            first = name.split(" ", 1)[0].lower()
            if first in MEN or first in WOMEN or not run.startswith(name):
                return name if run.endswith(name) else None
            if _PERSON_FOLLOWS.match(self.text, end) or _TITLED.search(self.text, max(start - 20, 0), start):
                return name
            surname = _surname(name)
            titled = any(self.text.find(title + surname, 0, _LONG) >= 0 for title in ("Mr. ", "Ms. "))
            return name if titled else None
        if " " in run or run.lower() in NO_NAME or len(run) < 2:
            return None
        return self.full(run, start)


def _between(starts: list[int], low: int, high: int) -> bool:
    return bisect_right(starts, low) < bisect_left(starts, high)


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
