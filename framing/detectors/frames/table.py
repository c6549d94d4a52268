"""Columns of the frames table."""

from __future__ import annotations

import pyarrow as pa

__all__ = ["FRAMES_SCHEMA"]

FRAMES_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("scheme", pa.string()),
        ("frame", pa.string()),
        ("unit", pa.string()),
        ("score", pa.float64()),
        ("threshold", pa.float64()),
        ("model", pa.string()),
        ("voice", pa.string()),
    ]
)
"""One row per unit and frame; ``row`` becomes ``article_id``."""
