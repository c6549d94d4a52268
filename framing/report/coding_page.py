"""A coding sample as one page that works offline, by keyboard, and keeps the codes in the browser."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import DataError
from framing.report.page import render, write_page

if TYPE_CHECKING:
    from framing.validation.sampling import CodingSample

__all__ = ["coding_page"]


def coding_page(
    sample: CodingSample,
    path: str | os.PathLike[str] | None = None,
    *,
    coder: str = "",
    title: str = "Coding",
    instructions: str = "",
) -> str | Path:
    """Make one self-contained HTML page on which a person codes a sample.

    The page loads nothing and sends nothing. Each choice is kept in the browser at once, by sample and coder, so that
    closing or reloading loses nothing; "Save CSV" and "Save JSON" give files that :func:`framing.read_codings` reads,
    and a saved JSON file can be opened again on another computer. It shows neither strata nor predictions.

    Parameters
    ----------
    sample : CodingSample
        From :func:`framing.sample_for_coding`.
    path : path, optional
        Where to write it; whole or not at all.
    coder : str
        Who codes; the page asks where this is empty.
    title : str
    instructions : str
        Shown above the units; an empty line begins a paragraph.

    Returns
    -------
    str or Path
        The page, or the path if one was given.

    Raises
    ------
    DataError
        If the sample has no units.
    OutputError
        If the page cannot be written there.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.validation.sampling import sample_for_coding
    >>> corpus = fr.as_corpus([{"article_id": "a", "text": "Militants fled. Gunmen hid."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> page = coding_page(sample_for_coding(profiles, 2))
    >>> page.startswith("<!DOCTYPE html>"), "Content-Security-Policy" in page
    (True, True)
    """
    if not len(sample):
        raise DataError("the sample has no units; draw it again with sample_for_coding")
    names = ["item", "article_id", "start", "end", "unit", "before", "text", "after", "feature"]
    rows = sample.table.astype(object).where(sample.table.notna(), None)[names].to_dict("records")
    data = {
        "digest": sample.digest,
        "coder": coder.strip(),
        "variables": [{"name": name, "codes": list(codes)} for name, codes in sample.variables.items()],
        "units": [{**row, "start": int(row["start"]), "end": int(row["end"])} for row in rows],
    }
    page = render(
        "coding_page.html.j2",
        style="page.css,coding_page.css",
        script="coding_page.js",
        title=title,
        paragraphs=[part for part in instructions.split("\n\n") if part.strip()],
        data=json.dumps(data, ensure_ascii=False),
    )
    return page if path is None else write_page(page, path)
