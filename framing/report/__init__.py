"""Self-contained HTML reports."""

# Not lazily: the function has to be there before its module of the same name could take its place.
from framing.report.side_by_side import side_by_side

__all__ = ["side_by_side"]
