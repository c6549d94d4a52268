"""Who holds a role and what a body is called: the names that an article gives beside "the mayor" and "the alliance"."""

from __future__ import annotations

import re
from bisect import bisect_left

from framing.document.naming import NAME, NO_NAME, Names, strip_titles
from framing.document.wordlists import words

__all__ = ["CALLED_IN_LOWER_CASE", "Holders", "distinct", "plain"]

CALLED_IN_LOWER_CASE = words("ministry army military police government campaign department union authority")
"""Bodies whose name may be a nation or place and a plain noun: the Arvian army."""

_LONG = 120_000
_STEP = 40_000
_AHEAD = 500
_NAME_BEFORE = re.compile(
    rf"((?:{NAME}[^\S\n]+){{0,4}}{NAME})(?:,?\s+\([^)\n]{{1,30}}\))?(?:,\s+(?:\d\d,\s+)?|\s+(?:is|was|became)\s+)"
    r"((?:[\w’'.&-]+\s+){0,8})\Z"
)
_NAME_BEHIND = re.compile(
    rf"(?:\s+(?:of|for|at|in|to)\s+[^,.;:\n“”\"]{{1,60}})?,\s+((?:{NAME}[^\S\n]+){{1,4}}{NAME})(?=[,.\s])"
)
_NAME_RIGHT = re.compile(rf"\s+((?:{NAME}[^\S\n]+){{0,4}}{NAME})")
_OTHER_OFFICE = words("former ex vice deputy assistant prime attorney acting late then onetime ex- press")
_TITLES = {
    "senator": ("Sen.", "Senator", "senator"),
    "congressman": ("Rep.", "Congressman", "congressman"),
    "congresswoman": ("Rep.", "Congresswoman", "congresswoman"),
    "representative": ("Rep.", "Representative", "representative"),
    "lawmaker": ("Rep.", "Sen."),
    "governor": ("Gov.", "Governor", "governor"),
    "general": ("Gen.", "General", "general"),
    "professor": ("Prof.", "Professor", "professor"),
    "nominee": ("nominee", "candidate"),
    "candidate": ("candidate", "nominee"),
}
_SAME = {"gop": "republican", "democrat": "democratic", "u.s": "american"}
_OWNED = re.compile(r"((?:(?<![.!?]\s)(?<!\n)[A-Z][\w.-]*(?:[’']s)?\s+){1,3}(?:[a-z]+\s+)?)\Z")
_BODY_BEFORE = re.compile(
    rf"((?:{NAME}\s+(?:(?:of|for|and|the|to)\s+)*){{0,6}}{NAME})(?:\s+\([A-Z]+\))?,\s+((?:an?|the|one)\s+(?:[\w’'.&-]+\s+){{0,6}})\Z"
)
_PLACED = re.compile(r"\b(?:in|of|at|from|near|to)\s+(?:the\s+)?\Z", re.IGNORECASE)
_LEFT = re.compile(rf"(?:{NAME}\s+(?:(?:of|for|and|the)\s+)?)+\Z")
_RIGHT = re.compile(rf"(?:\s+(?:of|for|on|to|and)(?:\s+the)?(?:\s+{NAME})+)+")


_NOT_OPENING = NO_NAME - words("national north south east west american british supreme green european international")


class Holders:
    """Looks up, where a source needs it, whom an article calls by a role and which names have a noun in them."""

    __slots__ = ("_found", "names", "text")

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self._found: dict[tuple[str, int], list[tuple[int, str]]] = {}

    def person(self, role: str, modifiers: list[str], position: int, floor: int) -> tuple[str | None, bool]:
        """Give the one person whom the article calls by a role, and whether it calls anybody so.

        Parameters
        ----------
        role : str
            The noun, in lower case.
        modifiers : list of str
            What stands between the article and the noun.
        position, floor : int
            Where the description stands, and where the sentences near it begin.
        """
        low, high = self._window(position)
        key = (" ".join([*modifiers, role]).lower(), low)
        found = self._found.get(key)
        if found is None:
            wanted = [plain(word) for word in modifiers]
            found = []
            for noun in _TITLES.get(role, (role, role.title())):
                self._people(noun, wanted, low, high, found)
            found.sort()
            self._found[key] = found
        return _one(found, position, floor), bool(found)

    def body(self, noun: str, modifiers: list[str], position: int, floor: int) -> str | None:
        """Give the one name that has a noun in it, or the noun as its apposition; see :meth:`person`."""
        low, high = self._window(position)
        key = (" ".join([*modifiers, noun, ""]).lower(), low)
        found = self._found.get(key)
        if found is None:
            found = []
            self._bodies(noun, low, high, found)
            if modifiers:
                wanted = {plain(word) for word in modifiers}
                found = [(at, name) for at, name in found if wanted <= {plain(word) for word in name.split()}]
            found.sort()
            self._found[key] = found
        return _one(found, position, floor)

    def _window(self, position: int) -> tuple[int, int]:
        """Give the part of a long text that is looked through for a description at a place."""
        if len(self.text) <= _LONG:
            return 0, len(self.text)
        low = max(position // _STEP - 1, 0) * _STEP
        return low, min(low + _LONG, len(self.text))

    def _people(self, noun: str, modifiers: list[str], low: int, high: int, found: list[tuple[int, str]]) -> None:
        text = self.text
        at = text.find(noun, low, high)
        while at >= 0:
            start, end = at, at + len(noun)
            at = text.find(noun, end, high)
            if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
                continue
            around = text[max(start - 60, 0) : start]
            before = around.rsplit(None, 1)[-1].lower().strip("-.,") if around.strip() else ""
            if before in _OTHER_OFFICE and before not in modifiers:
                continue
            if modifiers and not self._fits(modifiers, start):
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
                name = self.names.full(name, at) or name
        else:
            name = self.names.person(run, at, end)
            if name is None:
                return False
        found.append((at, name))
        return True

    def _fits(self, modifiers: list[str], start: int) -> bool:
        """Tell whether the words of a description stand before a role."""
        near = {plain(word) for word in self.text[max(start - 50, 0) : start].split()[-4:]}
        return all(word in near for word in modifiers if word not in ("party", "presidential"))

    def _bodies(self, noun: str, low: int, high: int, found: list[tuple[int, str]]) -> None:
        text = self.text
        big = noun.capitalize()
        at = text.find(big, low, high)
        while at >= 0:
            start, end = at, at + len(big)
            at = text.find(big, end, high)
            if (start and not text[start - 1].isspace()) or text[end : end + 1].isalnum():
                continue
            name = _around(text, start, end)
            if name is not None:
                found.append((start, name))
        at = text.find(noun, low, high)
        while at >= 0:
            start, end = at, at + len(noun)
            at = text.find(noun, end, high)
            if (start and not text[start - 1].isspace()) or text[end : end + 1].isalnum():
                continue
            if noun in CALLED_IN_LOWER_CASE:
                match = _OWNED.search(text, max(start - 50, 0), start)
                if match is not None:
                    found.append((start, match[1] + noun))
                    continue
            match = _BODY_BEFORE.search(text, max(start - 120, 0), start)
            if match is not None and not _crosses(match[2]) and match[1].split(" ", 1)[0].lower() not in NO_NAME:
                if _PLACED.search(text, max(match.start(1) - 12, 0), match.start(1)) is not None:
                    continue
                found.append((start, match[1]))


def _one(found: list[tuple[int, str]], position: int, floor: int) -> str | None:
    """Choose the only name, or the only one between two places."""
    before = found[: bisect_left(found, (position, ""))]
    if not before:
        behind = found[0] if found and position < found[0][0] < position + _AHEAD else None
        return behind[1] if behind is not None and len(distinct(found)) == 1 else None
    names = distinct(before)
    if len(names) == 1:
        return names[0]
    near = distinct(before[bisect_left(before, (floor, "")) :])
    return near[0] if len(near) == 1 else None


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


def distinct(found: list[tuple[int, str]]) -> list[str]:
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


def plain(word: str) -> str:
    """Give a word without case, marks and possessive, and one word for two names of a party."""
    low = word.lower().strip(".,;:“”\"'()’")
    if low.endswith(("’s", "'s")):
        low = low[:-2]
    return _SAME.get(low, low)
