"""Figures that no global state knows, that show themselves in a notebook and always save the same bytes.

This module subclasses matplotlib's classes, so it imports matplotlib; it is itself imported when something is drawn.
"""

from __future__ import annotations

import io
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.plot.styles import SAVING

__all__ = ["OwnAxes", "OwnFigure", "fixed_metadata"]

# What a format would write of the clock; None leaves it out.
_CLOCKS = {"pdf": "CreationDate", "svg": "Date"}


def fixed_metadata(form: str, given: dict[str, Any] | None) -> dict[str, Any] | None:
    """Give the metadata to save with: what was given, and no date."""
    clock = _CLOCKS.get(form)
    return {clock: None, **(given or {})} if clock else given


class OwnFigure(Figure):
    """A figure whose text stays text when it is saved, without the date in the file."""

    def savefig(self, fname: Any, **kwargs: Any) -> None:
        """Save, as `matplotlib.figure.Figure.savefig` does."""
        form = str(kwargs.get("format") or str(getattr(fname, "name", fname)).rpartition(".")[2]).lower()
        kwargs["metadata"] = fixed_metadata(form, kwargs.get("metadata"))
        with rc_context(SAVING):
            super().savefig(fname, **kwargs)


class OwnAxes(Axes):
    """Axes that draw their figure where a notebook shows them."""

    def _repr_png_(self) -> tuple[bytes, dict[str, int]] | None:
        figure = self.get_figure(root=True)
        if figure is None:
            return None
        width, height = figure.get_size_inches()
        stream = io.BytesIO()
        figure.savefig(stream, format="png", dpi=200)
        return stream.getvalue(), {"width": round(width * 100), "height": round(height * 100)}
