"""The ready-made worksheets of the teacher's guide, made anew whenever the site is built."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from framing.classroom import LESSONS, lesson


def write_worksheets(app: Sphinx) -> None:
    folder = Path(app.srcdir) / "teaching" / "worksheets"
    folder.mkdir(exist_ok=True)
    for number in LESSONS:
        place = folder / f"lesson-{number}.html"
        page = str(lesson(number))
        # An unchanged page stays untouched, so that Sphinx does not read the guide again.
        if not place.is_file() or place.read_text(encoding="utf-8") != page:
            place.write_text(page, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, bool]:
    """Join in."""
    app.connect("builder-inited", write_worksheets)
    return {"parallel_read_safe": True}
