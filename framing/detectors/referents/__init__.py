"""Whom mentions and sentences are about."""

from framing.detectors.referents.article import CONTEXT_RULES, Unit, decide_article, sides
from framing.detectors.referents.harms import Harm, harms_of, named_harms
from framing.detectors.referents.mentions import EventIndex, EventRow, actor_and_victim, denoted, index_events
from framing.detectors.referents.sentences import BOTH, OTHER, UNKNOWN, Decision, Referee, together

__all__ = [
    "BOTH",
    "CONTEXT_RULES",
    "OTHER",
    "UNKNOWN",
    "Decision",
    "EventIndex",
    "EventRow",
    "Harm",
    "Referee",
    "Unit",
    "actor_and_victim",
    "decide_article",
    "denoted",
    "harms_of",
    "index_events",
    "named_harms",
    "sides",
    "together",
]
