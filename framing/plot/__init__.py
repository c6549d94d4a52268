"""Figures: the only user of matplotlib; draws, computes nothing.

Every function takes a result and ``ax=None``, returns the Axes, says n and intervals in the figure itself, and shows
nothing on its own. Without ``ax`` it makes a figure in the style in use (`style`), outside pyplot.
"""

from framing.plot.answers import answers
from framing.plot.canvas import caption
from framing.plot.coders import agreement
from framing.plot.curves import learning_curve, reliability, trend
from framing.plot.dumbbells import contrast
from framing.plot.forests import comparison, distances
from framing.plot.saving import save
from framing.plot.stacks import agency, shares, voices
from framing.plot.strips import article, dispersion
from framing.plot.styles import style
from framing.plot.surfaces import heatmap
from framing.plot.words import explanation, features, keyness

__all__ = [
    "agency",
    "agreement",
    "answers",
    "article",
    "caption",
    "comparison",
    "contrast",
    "dispersion",
    "distances",
    "explanation",
    "features",
    "heatmap",
    "keyness",
    "learning_curve",
    "reliability",
    "save",
    "shares",
    "style",
    "trend",
    "voices",
]
