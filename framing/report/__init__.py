"""Self-contained HTML reports."""

# Not lazily: the functions have to be there before the modules of the same names could take their place.
from framing.report.coding_page import coding_page
from framing.report.corpus_page import corpus
from framing.report.side_by_side import side_by_side

__all__ = ["coding_page", "corpus", "side_by_side"]
