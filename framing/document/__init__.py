"""Reading: a text and the hits of its scan become a Document (zones, sentences, quotations, attributions, voice)."""

from framing.document.model import (
    CUE_CLASSES,
    OUTLET_VOICES,
    PROPER_ZONES,
    VOICES,
    WORDING,
    ZONES,
    Attribution,
    Document,
    Piece,
    Quotation,
    Repeat,
    Span,
    VoiceSegment,
    Zone,
)
from framing.document.reading import annotate, read, reading_literals

__all__ = [
    "CUE_CLASSES",
    "OUTLET_VOICES",
    "PROPER_ZONES",
    "VOICES",
    "WORDING",
    "ZONES",
    "Attribution",
    "Document",
    "Piece",
    "Quotation",
    "Repeat",
    "Span",
    "VoiceSegment",
    "Zone",
    "annotate",
    "read",
    "reading_literals",
]
