"""The detector's side of everything that scores frames: the classifier and the seeds differ in how they score texts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.detectors.frames.detecting import frame_rows
from framing.detectors.frames.table import FRAMES_SCHEMA

if TYPE_CHECKING:
    import pyarrow as pa

    from framing.detectors.protocol import Batch
    from framing.text import Literal

__all__ = ["FrameDetector", "Scorer"]

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Scorer:
    """How texts are scored.

    Attributes
    ----------
    score : callable
        From texts to scores, texts × frames.
    unit : str
        What one text is: ``article``, ``headline`` or ``sentence``.
    scheme : str
        Name of the set of frames.
    frames : sequence of str
    thresholds : numpy.ndarray
        Per frame, the score from which on a sentence carries it.
    """

    score: Callable[[Sequence[str]], Array]
    unit: str
    scheme: str
    frames: Sequence[str]
    thresholds: Array


class FrameDetector(ABC):
    """A detector whose rows belong to the ``frames`` table; what it scores with is for its kinds to say."""

    @property
    @abstractmethod
    def name(self) -> str:
        """Name in the provenance."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Changes whenever the scores could."""

    @abstractmethod
    def _scorer(self) -> Scorer:
        """Say how texts are scored."""

    @property
    def table(self) -> str:
        """Table that the rows belong to."""
        return "frames"

    @property
    def requires(self) -> frozenset[str]:
        """What must have run before."""
        return frozenset({"reading"})

    @property
    def literals(self) -> Sequence[Literal]:
        """What the scan shall find: nothing, sentences are scored on their own."""
        return ()

    @property
    def schema(self) -> pa.Schema:
        """Columns of the rows."""
        return FRAMES_SCHEMA

    def detect(self, batch: Batch) -> pa.Table:
        """Score the articles of a batch and the sentences that carry each frame.

        See :func:`framing.detectors.frames.detecting.frame_rows`.
        """
        scorer = self._scorer()
        return frame_rows(
            scorer.score,
            batch.documents,
            unit=scorer.unit,
            scheme=scorer.scheme,
            frames=scorer.frames,
            thresholds=scorer.thresholds,
            model=self.fingerprint,
        )
