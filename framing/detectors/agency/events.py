"""What a reading of one trigger gives, before it becomes a row."""

from __future__ import annotations

from dataclasses import dataclass

from framing.detectors.agency.phrases import Phrase

__all__ = ["Found"]


@dataclass(slots=True)
class Found:
    """One act of violence in the tokens of a sentence.

    Attributes
    ----------
    kind, construction : str
    trigger : tuple of int
        Tokens that name the act, half-open.
    group : tuple of int
        The same with the auxiliaries.
    agent, victim : Phrase or None
    scope : str
        Where the responsible party stands; ``none`` until it is found.
    confidence : float
    where : Phrase or None
        A place after the act (*in Gaza*), evidence of whose dead they are.
    gapped : bool
        Whether a clause before lends the auxiliary and what the act hangs on: "nine were killed and four hurt".
    """

    kind: str
    construction: str
    trigger: tuple[int, int]
    group: tuple[int, int]
    agent: Phrase | None = None
    scope: str = "none"
    victim: Phrase | None = None
    confidence: float = 1.0
    where: Phrase | None = None
    gapped: bool = False
