"""Passives of any verb: be or get with a participle, and participles with a by-phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from framing.detectors.agency.adjuncts import agent_by
from framing.detectors.agency.inflection import IRREGULAR_PARTICIPLES
from framing.detectors.agency.phrases import phrase_ending, phrase_starting, prepositional
from framing.detectors.agency.tokens import Tokens
from framing.detectors.agency.wordlists import word_set
from framing.detectors.agency.words import NOT_PARTICIPLES
from framing.document.model import Span

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["find_passives"]

_SIGNS = re.compile(
    r"(?:\b(?:am|is|are|was|were|be|been|being|get|gets|got|gotten|getting|by|isn|wasn|weren|aren)\b|['\u2019](?:s|re|m)\b)",
    re.IGNORECASE,
)

# Participles that name a state far more often than an act; an agent phrase makes them passive all the same.
_STATES = word_set(
    """
    accustomed addicted advanced afraid aged alarmed amazed amused annoyed appalled ashamed astonished
    astounded bored committed complicated concerned confused contented convinced crowded dedicated delighted
    depressed determined devoted disgusted dissatisfied distressed divorced embarrassed excited
    exhausted experienced fascinated fatigued frightened frustrated gifted heartbroken horrified impressed
    inclined infuriated interested intrigued involved irritated isolated laden mistaken motivated opposed
    outdated overcrowded overjoyed overrated overwhelmed overpriced perplexed perverted petrified pleased
    preoccupied privileged puzzled relaxed relieved retired rotted satisfied saddened scared shocked skilled
    sophisticated startled stressed stunned surprised talented tempted terrified thrilled tired torn touched
    troubled unfinished unsolicited upset wasted weathered well-known worried unmarried
    """
)
_GET_STATES = word_set("started used lost rid done fed going drunk dressed ready wed along") | _STATES
_NOT_PASSIVE = word_set(
    """
    been had come become gone got gotten run bid burst arisen fallen risen slept stood sat wept
    """
)
_PARTICLE_BY = word_set(
    """
    stopped dropped passed swung lived stood walked stayed abided drove went came stuck swore
    """
)


class _Passive(NamedTuple):
    participle: int
    auxiliary: int | None
    agent: tuple[int, int] | None
    form: str


def find_passives(text: str, sentences: Sequence[Span] | None = None) -> pd.DataFrame:
    """Find the passives of any verb: *was built*, *got hit*, and *built by the army* without an auxiliary.

    A passive is a participle with its own form of *be* or *get*, or with an agent phrase. Of several participles that
    share one auxiliary the first counts ("was built and sold"), and another one only if it has an agent phrase of its
    own. States of mind and other adjectives (*was worried*) are none unless an agent follows (*worried by*). By-phrases
    of place, time, manner and measure are no agents: *by the roadside*, *by Friday*, *by accident*, *by nine percent*.

    Parameters
    ----------
    text : str
        Any text.
    sentences : sequence of Span, optional
        Its sentences where they are known; otherwise :func:`framing.document.annotate` finds them.

    Returns
    -------
    pandas.DataFrame
        One row a passive, in order of the text: ``start``, ``end`` and ``text`` (auxiliary to participle or agent
        phrase), ``sentence`` (ordinal), ``trigger`` (the participle) with ``trigger_start`` and ``trigger_end``,
        ``agent``, ``agent_start``, ``agent_end`` (the agent phrase without *by*; null without one), ``aux`` (the
        auxiliary; null without one), ``form``: ``be``, ``get`` or ``reduced``. Offsets are code points into ``text``,
        half-open.

    Notes
    -----
    The rules are regular and look a bounded number of words away, so the time is linear in the text.

    Examples
    --------
    >>> found = find_passives("The bridge was built in 1901 by a local firm.")
    >>> found[["trigger", "agent", "aux", "form"]].values.tolist()
    [['built', 'a local firm', 'was', 'be']]
    """
    import pandas as pd

    if sentences is None:
        from framing.document import annotate

        sentences = annotate(text).sentences
    rows: list[tuple[object, ...]] = []
    for number, sentence in enumerate(sentences):
        for low, high in _pieces(text, sentence):
            t = Tokens(text, low, high)
            rows.extend(_row(t, found, number) for found in _in_tokens(t))
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    for column in ("start", "end", "sentence", "trigger_start", "trigger_end"):
        frame[column] = frame[column].astype("int64")
    for column in ("agent_start", "agent_end"):
        frame[column] = frame[column].astype("Int64")
    return frame


_COLUMNS = (
    *("start", "end", "text", "sentence", "trigger", "trigger_start", "trigger_end"),
    *("agent", "agent_start", "agent_end", "aux", "form"),
)


def _pieces(text: str, sentence: Span) -> Iterator[tuple[int, int]]:
    """Give the stretches to read: a sentence with a sign of a passive, in parts where it is very long."""
    start, end = sentence
    if end - start <= 2_000:
        if _SIGNS.search(text, start, end):
            yield start, end
        return
    while start < end:
        stop = min(start + 2_000, end)
        if stop < end:
            space = text.rfind(" ", start + 1_000, stop)
            stop = space if space > 0 else stop
        if _SIGNS.search(text, start, stop):
            yield start, stop
        start = stop


def _row(t: Tokens, found: _Passive, sentence: int) -> tuple[object, ...]:
    first = found.participle if found.auxiliary is None else min(found.auxiliary, found.participle)
    last = found.participle + 1 if found.auxiliary is None else max(found.auxiliary, found.participle) + 1
    last = last if found.agent is None else max(found.agent[1], last)
    start, end = t.span(first, last)
    trigger_start, trigger_end = t.span(found.participle, found.participle + 1)
    agent_start, agent_end = (None, None) if found.agent is None else t.span(*found.agent)
    return (
        *(start, end, t.text[start:end], sentence, t.text[trigger_start:trigger_end], trigger_start, trigger_end),
        None if found.agent is None else t.string(*found.agent),
        *(agent_start, agent_end),
        None if found.auxiliary is None else t.string(found.auxiliary, found.auxiliary + 1),
        found.form,
    )


def is_participle(word: str) -> bool:
    """Tell whether a word in small letters can be a past participle.

    Examples
    --------
    >>> [is_participle(word) for word in ("built", "demolished", "went", "hundred")]
    [True, True, False, False]
    """
    if "-" in word:
        word = word.rpartition("-")[2]
    if word in IRREGULAR_PARTICIPLES or word == "beat":  # "can't be beat"
        return True
    if len(word) < 4 or not word.endswith("ed") or word in NOT_PARTICIPLES:
        return False
    return not (word.startswith("un") and not word.startswith(("und", "uni", "unl", "unv", "unw")))


_FRONTED = word_set("attached enclosed included")


def _in_tokens(t: Tokens) -> Iterator[_Passive]:
    for i, word in enumerate(t.words):
        if not is_participle(word):
            continue
        if t.tags[i] == "N" and not (i and t.tags[i - 1] in "BG"):
            continue
        agent = _agent(t, i)
        auxiliary = _auxiliary(t, i)
        if auxiliary is not None:
            if word in _NOT_PASSIVE:
                continue
            get = t.tags[auxiliary] == "G"
            states = _GET_STATES if get else _STATES
            if word in states and agent is None:
                continue
            if t.words[auxiliary] in {"'s", "got"} and word in {"got", "had", "been"}:
                continue
            if word == "done" and i + 1 < len(t) and t.tags[i + 1] == "i":
                continue
            yield _Passive(i, auxiliary, agent, "get" if get else "be")
        elif word in _FRONTED and i + 1 < len(t) and t.tags[i + 1] == "B" and not (i and t.tags[i - 1] in "nNd#"):
            yield _Passive(i, i + 1, agent, "be")
        elif agent is not None and word not in _PARTICLE_BY and _can_be_reduced(t, i):
            yield _Passive(i, None, agent, "reduced")


def _auxiliary(t: Tokens, i: int) -> int | None:
    """Find the auxiliary of a participle: before it, over adverbs; over the subject in a question."""
    j = i - 1
    steps = 0
    while (
        j >= 0
        and steps < 6
        and (
            t.tags[j] in "rx"
            or t.words[j]
            in {
                "all",
                "both",
                "each",
                "either",
                "neither",
                "much",
                "being",
                "best",
                "most",
                "well",
                "at",
                "least",
                "long",
                "early",
            }
        )
    ):
        if t.words[j] == "being":
            return j
        j -= 1
        steps += 1
    if j < 0:
        return None
    tag = t.tags[j]
    if tag == "," and steps:
        return None
    if tag in "BG":
        return j
    if t.words[j] in {"'s", "s"} and j and t.tags[j - 1] in "nNjuw" and tag in "'B" and t.tags[j - 1] in "u":
        return j
    if tag in ",)":
        return _over_aside(t, j)
    return _inverted(t, j)


def _over_aside(t: Tokens, j: int) -> int | None:
    """Step over an aside between auxiliary and participle: "was, however, built"."""
    for k in range(j - 1, max(j - 9, -1), -1):
        if t.tags[k] in ",(":
            return k - 1 if k and t.tags[k - 1] == "B" else None
        if t.tags[k] in "veBHMDw.;":
            return None
    return None


def _inverted(t: Tokens, j: int) -> int | None:
    if t.tags[j] not in "nNuj#d" or t.tags[j] == "'":
        return None
    phrase = phrase_ending(t, j)
    if phrase is None or phrase.first == 0:
        return None
    aux = phrase.first - 1
    if t.tags[aux] != "B" or t.words[aux] in {"been", "being", "be"} or t.words[aux].startswith("'"):
        return None
    before = t.tags[aux - 1] if aux else "."
    if before in '.":-' or (before in "wsr" and t.words[aux - 1] in {"how", "why", "when", "where", "nor", "what"}):
        return aux if t.words[phrase.head] not in {"there"} else None
    return None


def _agent(t: Tokens, i: int) -> tuple[int, int] | None:
    phrase = agent_by(t, i + 1)
    if phrase is None and t.words[i] in _TWO_OBJECTS:
        thing = phrase_starting(t, i + 1)
        phrase = None if thing is None else agent_by(t, thing.last)
    if phrase is None:
        return None
    # What follows with "from" or "with" belongs to the people: "by participants from many countries".
    last = phrase.last
    for _ in range(2):
        more = prepositional(t, last, len(t)) if last < len(t) and t.words[last] in {"from", "with"} else None
        if more is None:
            break
        last = more[1].last
    return phrase.first, last


_TWO_OBJECTS = word_set(
    """
    given sold told shown offered called named paid asked taught denied awarded considered granted sent handed
    lent served deemed
    """
)


def _can_be_reduced(t: Tokens, i: int) -> bool:
    """Tell a participle with an agent phrase from a past tense with a by-phrase of another sense."""
    if i and t.tags[i - 1] in "uHMDt" and t.words[i - 1] != "to":
        return False
    return not (i and t.tags[i - 1] in "d")
