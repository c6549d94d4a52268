"""The plain words in which findings are told: for voices, constructions, places of the agent, zones, cues."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

__all__ = [
    "AGENT_SCOPES",
    "CLASSES",
    "CONSTRUCTIONS",
    "CUES",
    "KINDS",
    "VOICES",
    "VOICE_SAYS",
    "ZONES",
    "article_name",
    "count_of",
    "listed",
    "percent",
    "rate",
]

VOICES: Final[Mapping[str, str]] = {
    "own": "own voice",
    "direct": "quotation",
    "indirect": "paraphrase",
    "scare": "scare quotes",
    "title": "name of a work",
    "uncertain": "uncertain",
}
"""Short names of voices."""

VOICE_SAYS: Final[Mapping[str, str]] = {
    "own": "the outlet says it itself; no source answers for it",
    "direct": "the words of a source, in quotation marks",
    "indirect": "the claim of a source, in the outlet's words",
    "scare": "the outlet sets single words in quotation marks without naming who said them",
    "title": "part of the name of a book, film or plan",
    "uncertain": "the rules do not guess whose words these are",
}
"""What each voice means, in one line."""

CONSTRUCTIONS: Final[Mapping[str, str]] = {
    "active": "somebody does it (“troops shot two men”)",
    "event_subject": "an event does it (“raid kills two”)",
    "passive_agent": "passive, with the agent (“were shot by troops”)",
    "passive_agentless": "passive, without the agent (“were shot”)",
    "participle": "participle (“two men shot dead”)",
    "intransitive": "it happens (“two men died”)",
    "nominal": "noun (“the killing of two men”)",
    "nominal_agent": "noun with the agent (“the army's killing of two men”)",
    "adjectival": "adjective (“deadly raid”)",
}

CLASSES: Final[Mapping[str, str]] = {
    "active": "active",
    "passive_agent": "passive with agent",
    "passive_agentless": "passive without agent",
    "intransitive": "intransitive",
    "nominal": "noun or adjective",
}

AGENT_SCOPES: Final[Mapping[str, str]] = {
    "subject": "as the subject",
    "by_phrase": "in a by-phrase",
    "event_modifier": "beside the event (“Israeli strike”)",
    "sentence": "elsewhere in the sentence",
    "article": "elsewhere in the article",
    "none": "nowhere",
}
"""Where the acting party stands."""

KINDS: Final[Mapping[str, str]] = {"kill": "killing", "injure": "injuring", "arrest": "arrest"}

CUES: Final[Mapping[str, str]] = {
    "neutral": "neutral",
    "doubting": "doubting",
    "endorsing": "endorsing",
}

ZONES: Final[Mapping[str, str]] = {
    "headline": "headline",
    "standfirst": "standfirst",
    "byline": "byline",
    "dateline": "dateline",
    "caption": "caption",
    "lead": "lead",
    "body": "body",
    "crosshead": "crosshead",
    "promo": "promo line",
    "boilerplate": "page furniture",
}


def article_name(article: Mapping[Any, Any]) -> str:
    """Give what an article is called: its outlet, else its identifier.

    Examples
    --------
    >>> article_name({"article_id": "raid", "outlet": None})
    'raid'
    """
    for key in ("outlet", "article_id"):
        value = article.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return "article"


def percent(share: float | None) -> str:
    """Write a share as a percentage; a dash where there was no opportunity.

    Examples
    --------
    >>> percent(2 / 3), percent(float("nan"))
    ('67 %', '–')
    """
    return "–" if share is None or math.isnan(share) else f"{100 * share:.0f} %"


def rate(value: float | None) -> str:
    """Write a rate with one decimal; a dash where there was no word to count among.

    Examples
    --------
    >>> rate(2.345), rate(None)
    ('2.3', '–')
    """
    return "–" if value is None or math.isnan(value) else f"{value:.1f}"


def count_of(n: int, singular: str, plural: str | None = None) -> str:
    """Write a number with its noun.

    Examples
    --------
    >>> count_of(1, "word"), count_of(1200, "word")
    ('1 word', '1,200 words')
    """
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def listed(parts: list[str]) -> str:
    """Join phrases as a sentence does.

    Examples
    --------
    >>> listed(["one", "two", "three"])
    'one, two and three'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
