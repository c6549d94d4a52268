"""Agency: acts of violence, who acts, who suffers, and in which construction they are shown."""

from framing.detectors.agency.detector import AgencyDetector
from framing.detectors.agency.passives import find_passives
from framing.detectors.agency.table import AGENT_SCOPES, COLLAPSED, CONSTRUCTIONS, EVENTS_SCHEMA
from framing.detectors.agency.triggers import EVENT_KINDS

__all__ = [
    "AGENT_SCOPES",
    "COLLAPSED",
    "CONSTRUCTIONS",
    "EVENTS_SCHEMA",
    "EVENT_KINDS",
    "AgencyDetector",
    "find_passives",
]
