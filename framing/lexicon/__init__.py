"""Lexicons: the model, one module a file format, lint."""

from framing.lexicon.files import list_lexicons, load_lexicon, read_lexicon, write_lexicon
from framing.lexicon.losses import LexiconWarning, Loss, LossReport
from framing.lexicon.model import (
    Category,
    ChoiceSet,
    Group,
    Lexicon,
    Near,
    Opportunity,
    Reference,
    Term,
    Variant,
)

__all__ = [
    "Category",
    "ChoiceSet",
    "Group",
    "Lexicon",
    "LexiconWarning",
    "Loss",
    "LossReport",
    "Near",
    "Opportunity",
    "Reference",
    "Term",
    "Variant",
    "list_lexicons",
    "load_lexicon",
    "read_lexicon",
    "write_lexicon",
]
