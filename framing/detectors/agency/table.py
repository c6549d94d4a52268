"""The events table: its columns, and the words that may stand in them."""

from __future__ import annotations

import pyarrow as pa

__all__ = ["AGENT_SCOPES", "COLLAPSED", "CONSTRUCTIONS", "EVENTS_SCHEMA"]

CONSTRUCTIONS = (
    "active",
    "event_subject",
    "passive_agent",
    "passive_agentless",
    "participle",
    "intransitive",
    "nominal",
    "nominal_agent",
    "adjectival",
)
"""How a sentence shows an act of violence."""

COLLAPSED = {
    "active": "active",
    "event_subject": "active",
    "passive_agent": "passive_agent",
    "passive_agentless": "passive_agentless",
    "participle": "passive_agentless",
    "intransitive": "intransitive",
    "nominal": "nominal",
    "nominal_agent": "nominal",
    "adjectival": "nominal",
}
"""The five classes used in evaluation, by construction."""

AGENT_SCOPES = ("subject", "by_phrase", "event_modifier", "sentence", "article", "none")
"""Where the responsible party stands; an agent is omitted only at ``none``."""

EVENTS_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text", pa.string()),
        ("sentence", pa.int64()),
        ("kind", pa.string()),
        ("construction", pa.string()),
        ("trigger", pa.string()),
        ("agent", pa.string()),
        ("agent_scope", pa.string()),
        ("agent_group", pa.string()),
        ("victim", pa.string()),
        ("victim_group", pa.string()),
        ("zone", pa.string()),
        ("voice", pa.string()),
        ("wording", pa.string()),
        ("source", pa.string()),
        ("duplicate_of", pa.int64()),
        ("confidence", pa.float64()),
        ("agent_start", pa.int64()),
        ("agent_end", pa.int64()),
        ("victim_start", pa.int64()),
        ("victim_end", pa.int64()),
        ("trigger_start", pa.int64()),
        ("trigger_end", pa.int64()),
    ]
)
"""Columns of the events of a batch, with the position ``row`` of the document in it.

``text`` is ``article[start:end]``: what the construction shows in its clause, from its first part to its last.
``trigger`` is the word that names the act. Agent and victim have spans of their own; an agent of scope ``sentence`` or
``article`` stands outside ``start`` to ``end``.
"""
