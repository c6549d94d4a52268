"""Verbs by the places they take: those that stand before or behind their speaker, ask, or take a bare clause."""

from __future__ import annotations

from framing.document.wordlists import words

__all__ = ["BARE_VERBS", "INVERTING", "POSTPOSING", "QUESTIONING"]

BARE_VERBS = words(
    "say think believe hope tell argue insist suspect fear contend claim note add warn swear figure bet guess assert"
)
QUESTIONING = words(
    "ask wonder explain tell say know understand describe discuss inquire enquire detail reveal "
    "clarify recall specify show question debate decide ponder consider"
)
INVERTING = words(
    "say add write report reply ask note tweet explain continue tell remark recall joke declare "
    "announce argue warn respond claim exclaim comment observe conclude insist read shout yell state"
)
POSTPOSING = INVERTING | words(
    "believe think suggest indicate concede acknowledge contend recount predict "
    "estimate advise complain confirm promise vow allege testify muse quip lament opine "
    "speculate reveal find show caution "
    "stress emphasise emphasize admit assert charge figure suspect reason hint boast brag post reiterate "
    "counter retort answer hope fear recommend propose urge summarise summarize"
)
