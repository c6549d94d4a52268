"""Acts of violence and words for the dead in a sentence, and the clauses that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

__all__ = ["Clause", "Harm", "clauses", "harms_of", "named_harms", "told"]


class Harm(NamedTuple):
    """An act of violence, or a word for those who suffered one.

    Attributes
    ----------
    start, end : int
        Span of the word in the article.
    victim, agent : tuple of int or None
        Their spans.
    agent_group : str or None
    scope, construction : str
        As in the events table.
    """

    start: int
    end: int
    victim: tuple[int, int] | None = None
    agent: tuple[int, int] | None = None
    agent_group: str | None = None
    scope: str = "none"
    construction: str = "nominal"


class Clause(NamedTuple):
    """A stretch of a sentence.

    Attributes
    ----------
    start, end : int
    linked : bool
        Whether it hangs on the clause before: *in which …*, *killing …*.
    aside : bool
        Whether it tells of another time or a reason: *since …*, *in response to …*.
    """

    start: int
    end: int
    linked: bool
    aside: bool


_WORDS = {
    "kill": r"""dead deaths? dies died die dying bod(?:y|ies) corpses? casualt(?:y|ies) fatalit(?:y|ies) victims? toll
        lives funerals? mourn(?:ers|ed|ing|s)? graves? buried burial slain perished lifeless killings? killed
        murder(?:ed|s)? massacred? slaughter(?:ed)?""",
    "injure": r"wounded injured injur(?:y|ies) wounds? casualt(?:y|ies)",
    "abduct": "hostages? captives? captors?",
    "arrest": "prisoners? detainees? jailed imprisoned",
    "displace": "refugees displaced homeless evacuees?",
}
_QUALIFYING = frozenset(("dead", "wounded", "injured", "lifeless", "slain", "murdered", "jailed", "displaced"))
_WHO = re.compile(
    r"\s+((?!(?:in|on|at|and|or|of|by|after|as|from|to|was|were|are|is|said|have|had)\b)[\w-]+(?:\s+[\w-]+){0,2})"
)
_BREAK = re.compile(
    r"(?<![A-Z.][A-Z])[.!?][\"\u201d\u2019']*(?=\s*[A-Z(\"\u201c])|[;:]|\s[-\u2013\u2014]{1,2}\s|\u2014"
    r"|,?\s+(?:(?:in|at|during|on|after|of)\s+which|in\s+(?:retaliation|response|revenge)|as\s+part\s+of)\b"
    r"|,\s+(?:and|but|or|which|when|where|with|killing|leaving|prompting|sparking|triggering|including|according|who"
    r"|while|whose)\b"
    r"|\s+who\s+(?=(?:had|have|has)\b)"
    r"|,?\s+(?:while|whereas|after|since|when|where|that(?=\s+(?:has|have|had|left|kill|claim|result|led|saw|day)\w*)"
    r"|as(?!\s+(?:well|many|much|of|a|an)\b)|before|following|sparked\s+by|triggered\s+by|amid|despite|because|until"
    r"|prompted\s+by|prompting|but|although|though|even)\b"
    r"|\s+and\s+(?=(?:at\s+least|more\s+than|over|some|about|around|nearly|another|hundreds|thousands|dozens|[\d,]+"
    r"|in\s+[A-Z]|[A-Z]\w+|then|the\s+[A-Za-z-]+\s+(?:has|have|had|was|were|is|are))\b)",
)
_LINK = re.compile(
    r",?\s*(?:(?:in|at|during|on|of|after)\s+which|which|that|when|where|killing|leaving|with|including|who|whose|as"
    r"|claiming)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\W*(?:and\s+)?(?:since|before|until|in\s+(?:response|retaliation|revenge)|as\s+part\s+of|despite|because)\b",
    re.IGNORECASE,
)
_BARE = frozenset({"nominal", "nominal_agent", "adjectival"})
_COUNTED = re.compile(
    r"(?:death\s+toll|deaths?|toll|casualties|fatalities)\b[^.;]{0,40}\b"
    r"(?:reached|risen|rose|stands?|stood|exceed\w*|passed|at|to)\b[^.;]{0,20}\d",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:to|would|could|might|may|should|will|can|if|risk\w*|not|never|aim\w*\s+at|bent\s+on|intent\s+on)\s+"
    r"(?:(?:be|and|or|completely|also|get|destroy|crush|dismantle|being)\s+)*$",
    re.IGNORECASE,
)


def harms_of(events: Iterable[Mapping[str, Any]], kinds: Iterable[str]) -> list[Harm]:
    """Make rows of the events table harms, in order of their triggers."""
    wanted = frozenset(kinds)
    found = [
        Harm(
            row["trigger_start"],
            row["trigger_end"],
            None if row["victim_start"] is None else (row["victim_start"], row["victim_end"]),
            None if row["agent_start"] is None else (row["agent_start"], row["agent_end"]),
            row["agent_group"],
            row["agent_scope"],
            row["construction"],
        )
        for row in events
        if row["kind"] in wanted
    ]
    return sorted(found)


def named_harms(text: str, start: int, end: int, kinds: Iterable[str]) -> list[Harm]:
    """Give the words for those who suffer: *the dead*, *hostages*.

    Examples
    --------
    >>> named_harms("Mourners carried the dead.", 0, 26, ["kill"])[1][:2]
    (21, 25)
    """
    words = "|".join("|".join(_WORDS[kind].split()) for kind in kinds if kind in _WORDS)
    if not words:
        return []
    found = []
    for match in re.compile(rf"\b(?:{words})\b", re.IGNORECASE).finditer(text, start, end):
        whose = _WHO.match(text, match.end(), end) if match.group().lower() in _QUALIFYING else None
        found.append(Harm(*match.span(), None if whose is None else whose.span(1)))
    return found


def told(text: str, start: int, harms: Sequence[Harm]) -> list[Harm]:
    """Leave out acts that are aims or fears, and bare nouns and adjectives beside acts that say who suffers."""
    real = [harm for harm in harms if not _UNREAL.search(text, max(start, harm.start - 60), harm.start)]
    strong = [
        harm
        for harm in real
        if harm.construction not in _BARE or harm.victim is not None or _COUNTED.match(text, harm.start)
    ]
    return strong or real or list(harms)


def clauses(text: str, start: int, end: int) -> list[Clause]:
    """Cut a sentence into clauses, as far as its marks and joining words show them.

    Examples
    --------
    >>> text = "The raid, in which nine died, followed a strike."
    >>> [text[clause.start:clause.end] for clause in clauses(text, 0, len(text))]
    ['The raid', ', in which nine died, followed a strike.']
    """
    matches = list(_BREAK.finditer(text, start, end))
    starts = [start, *(match.start() for match in matches)]
    links = [False, *(_LINK.match(match.group()) is not None for match in matches)]
    ends = [*starts[1:], end]
    return [
        Clause(low, high, linked, _ASIDE.match(text, low, high) is not None)
        for low, high, linked in zip(starts, ends, links, strict=True)
    ]
