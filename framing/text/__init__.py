"""The ground floor: folding that keeps offsets, word boundaries, the one scanner."""

from framing.text.boundaries import count_words, follows_prefix, is_whole, is_word_character, word_end, word_start
from framing.text.folding import FoldedText, fold
from framing.text.scanner import Hit, Literal, Scanner

__all__ = [
    "FoldedText",
    "Hit",
    "Literal",
    "Scanner",
    "count_words",
    "fold",
    "follows_prefix",
    "is_whole",
    "is_word_character",
    "word_end",
    "word_start",
]
