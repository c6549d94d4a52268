"""Whom mentions and sentences are about."""

from framing.detectors.referents.mentions import (
    BOTH,
    UNKNOWN,
    EventIndex,
    EventRow,
    actor_and_victim,
    denoted,
    index_events,
)

__all__ = ["BOTH", "UNKNOWN", "EventIndex", "EventRow", "actor_and_victim", "denoted", "index_events"]
