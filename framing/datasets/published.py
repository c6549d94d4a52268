"""Tables that authors print in the README of their data, to hold one's own counts against."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["read_markdown_tables"]

_RULE = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
_MARKS = re.compile(r"[*_`]")
_WHOLE = re.compile(r"[-+]?\d{1,3}(,\d{3})+|[-+]?\d+")


def read_markdown_tables(path: str | os.PathLike[str]) -> list[pd.DataFrame]:
    r"""Read the tables of a Markdown file, such as the README of a published data set.

    Parameters
    ----------
    path : str or os.PathLike

    Returns
    -------
    list of pandas.DataFrame
        In order; emphasis marks are taken away, and a column of whole numbers holds integers.

    Raises
    ------
    ReadError
        If there is no such file or no table in it, or if a row has more cells than the head of its table.

    Examples
    --------
    >>> import tempfile
    >>> page = Path(tempfile.mkdtemp(), "README.md")
    >>> _ = page.write_text("| *Word* | Here | There |\n|---|--:|--:|\n| died | 1,204 | 3 |\n")
    >>> read_markdown_tables(page)[0].values.tolist()
    [['died', 1204, 3]]
    """
    place = Path(path)
    try:
        lines = place.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{place.name!r} cannot be read as a Markdown file: {error}; give a file in UTF-8") from None
    heads = [
        number - 1
        for number in range(1, len(lines))
        if "|" in lines[number - 1] and "|" in lines[number] and _RULE.fullmatch(lines[number].strip())
    ]
    if not heads:
        raise ReadError(f"{place.name!r} holds no table; a table has a line of dashes below its head")
    return [_table(lines, head, place.name) for head in heads]


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [" ".join(_MARKS.sub("", cell).split()) for cell in re.split(r"(?<!\\)\|", inner)]


def _table(lines: list[str], head: int, name: str) -> pd.DataFrame:
    import pandas as pd

    columns = _cells(lines[head])
    rows = []
    for number in range(head + 2, len(lines)):
        if "|" not in lines[number]:
            break
        cells = _cells(lines[number])
        if len(cells) > len(columns):
            raise ReadError(f"{name!r} line {number + 1} has {len(cells)} cells for {len(columns)} columns")
        rows.append(cells + [""] * (len(columns) - len(cells)))
    table = pd.DataFrame(rows, columns=columns)
    for i in range(len(columns)):
        values = [row[i] for row in rows]
        if values and all(_WHOLE.fullmatch(value) for value in values):
            table.isetitem(i, [int(value.replace(",", "")) for value in values])
    return table
