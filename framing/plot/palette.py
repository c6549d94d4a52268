"""Colours, hatches and markers: told apart in grey and by colour-blind readers, because lightness differs too."""

from __future__ import annotations

from typing import Final

__all__ = [
    "CONSTRUCTIONS",
    "GRID",
    "INK",
    "OTHERS",
    "PAIR",
    "PALETTE",
    "QUIET",
    "RAMP",
    "SIGNS",
    "VOICES",
    "text_on",
]

PALETTE: Final = ("#182848", "#8a2d38", "#2c7a9b", "#dc7f42", "#93c4b6", "#f2dc9c")
"""Six colours in order of lightness; neighbours differ in hue too."""

SIGNS: Final = (("o", "-"), ("s", "--"), ("^", "-."), ("D", ":"), ("v", (0, (6, 1, 1, 1, 1, 1))), ("P", (0, (1, 2))))
"""Marker and line style that go with each colour."""

PAIR: Final = ("#182848", "#dc7f42")
"""The two sides of a contrast, or below and above nothing."""

OTHERS: Final = "#cccccc"
"""What is not told apart."""

INK: Final = "#1f1f1f"
QUIET: Final = "#616161"
GRID: Final = "#dddddd"

RAMP: Final = ("#f7f5ef", "#dfe3e0", "#b9cdd2", "#83aebf", "#4a88a5", "#27608a", "#1b3d6b", "#182848")
"""From little to much, for heat maps."""

VOICES: Final = {
    "own": PALETTE[0],
    "scare": PALETTE[1],
    "indirect": PALETTE[2],
    "direct": PALETTE[4],
    "title": PALETTE[3],
    "uncertain": OTHERS,
}
"""In the order in which they are drawn: from the outlet's own to the source's words."""

CONSTRUCTIONS: Final = {
    "active": PALETTE[0],
    "passive_agent": PALETTE[2],
    "passive_agentless": PALETTE[3],
    "intransitive": PALETTE[4],
    "nominal": PALETTE[5],
}
"""In the order in which they are drawn: from the agent as subject to no verb at all."""


def text_on(colour: str) -> str:
    """Give the colour of text that can be read on another: white on dark, ink on light.

    Examples
    --------
    >>> text_on(PALETTE[0]), text_on(PALETTE[5])
    ('#ffffff', '#1f1f1f')
    """
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    # Where white and ink contrast alike (WCAG 2 contrast ratio).
    return "#ffffff" if luminance < 0.209 else INK
