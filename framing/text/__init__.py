"""The ground floor: folding that keeps offsets, word boundaries, the one scanner."""

from framing.text.boundaries import count_words, follows_prefix, is_whole, is_word_character, word_end, word_start
from framing.text.folding import FoldedText, fold
from framing.text.hits import Hit, Hits, rows_of
from framing.text.scanner import Literal, Scanner
from framing.text.wordcounts import WordCounts

__all__ = [
    "FoldedText",
    "Hit",
    "Hits",
    "Literal",
    "Scanner",
    "WordCounts",
    "count_words",
    "fold",
    "follows_prefix",
    "is_whole",
    "is_word_character",
    "rows_of",
    "word_end",
    "word_start",
]
