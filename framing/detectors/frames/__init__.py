"""Generic frames scored by a classifier.

Nothing here is loaded before it is asked for: the classifier needs scikit-learn, which takes about a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.detectors.frames.active import next_to_code
    from framing.detectors.frames.model import FrameClassifier
    from framing.detectors.frames.seeded import SeededFrames, fit_seeded

__all__ = ["FrameClassifier", "SeededFrames", "fit_seeded", "next_to_code"]

_HOMES = {
    "FrameClassifier": "framing.detectors.frames.model",
    "SeededFrames": "framing.detectors.frames.seeded",
    "fit_seeded": "framing.detectors.frames.seeded",
    "next_to_code": "framing.detectors.frames.active",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
