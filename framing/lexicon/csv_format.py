"""A plain table of terms: columns ``term``, ``category`` and, if there are weights, ``weight``."""

from __future__ import annotations

import csv
import io
import re

from framing.lexicon.building import Builder
from framing.lexicon.flattening import flatten
from framing.lexicon.losses import Loss
from framing.lexicon.model import Lexicon

__all__ = ["csv_to_lexicon", "lexicon_to_csv"]

_COLUMNS = ("term", "category", "weight")
_RISKY = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")


def csv_to_lexicon(text: str, source: str) -> Lexicon:
    r"""Read a table of terms, separated by commas, semicolons or tabs.

    Parameters
    ----------
    text : str
        The file's content. Its first line names the columns ``term``, ``category`` and optionally ``weight``; a
        category ``a/b`` lies in the category ``a``.
    source : str
        Its path, for messages and the lexicon's name.

    Raises
    ------
    LexiconError
        When a column is missing or a row is faulty.

    Examples
    --------
    >>> lexicon = csv_to_lexicon("term,category\nclaim*,doubt\nalleged,doubt/strong\n", "mine.csv")
    >>> list(lexicon.categories)
    ['doubt', 'doubt/strong']
    """
    builder = Builder(source)
    first = text.lstrip("\n\r").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    places: dict[str, int] = {}
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = row
                places = _places(builder, row, reader.line_num)
                continue
            cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
            _add(builder, cells, reader.line_num)
    except csv.Error as error:
        raise builder.error(f"not valid CSV ({error})", reader.line_num) from None
    return builder.finish()


def _places(builder: Builder, header: list[str], line: int) -> dict[str, int]:
    names = [name.strip().lower() for name in header]
    for name in names:
        if name not in _COLUMNS:
            builder.lose("metadata", f"column {name}", "left out: only term, category and weight are read", line)
    for name in ("term", "category"):
        if names.count(name) != 1:
            raise builder.error(f"needs one column '{name}'; found: {', '.join(names)[:80]}", line)
    return {name: names.index(name) for name in _COLUMNS if name in names}


def _add(builder: Builder, cells: dict[str, str], line: int) -> None:
    term, path = _unguarded(cells["term"]), _unguarded(cells["category"])
    steps = tuple(step.strip() for step in path.split("/"))
    if not all(steps):
        raise builder.error("the category is empty" if not path else f"'{path[:40]}' names an empty category", line)
    if len(steps) > 40:
        raise builder.error("categories are nested deeper than 40 levels", line)
    weight = 1.0
    if cells.get("weight"):
        try:
            weight = float(_unguarded(cells["weight"]))
        except ValueError:
            weight = float("nan")
        if not abs(weight) < float("inf"):
            raise builder.error(f"the weight '{cells['weight'][:40]}' is no finite number", line)
    builder.add(builder.category(steps, line), term, line=line, weight=weight)


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula; reading takes it away.

    >>> _guarded("=1+1"), _unguarded(_guarded("=1+1")), _guarded("'t was")
    ("'=1+1", '=1+1', "'t was")
    """
    return f"'{cell}" if _RISKY.match(cell) else cell


def lexicon_to_csv(lexicon: Lexicon, stem: str) -> tuple[str, list[Loss]]:
    r"""Write a lexicon as a table of terms; give it with what is lost.

    Examples
    --------
    >>> lexicon = csv_to_lexicon("term,category\nclaim*,doubt\n", "mine.csv")
    >>> lexicon_to_csv(lexicon, "mine")
    ('term,category\nclaim*,doubt\n', [])
    """
    flat = flatten(lexicon, stem, holds=lambda text: None, weights=True)
    weighted = any(weight != 1.0 for category in flat.categories for _, weight in category.terms)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS if weighted else _COLUMNS[:2])
    paths = [category.path for category in flat.categories]
    full = {category.path[: n + 1] for category in flat.categories if category.terms for n in range(len(category.path))}
    for path in paths:
        if path not in full:
            where = "/".join(path)
            flat.losses.append(Loss("category", where, where, "left out: it has no terms"))
    for category in flat.categories:
        for text, weight in category.terms:
            row = [_guarded(text), _guarded("/".join(category.path))]
            writer.writerow([*row, f"{weight!r}"] if weighted else row)
    return out.getvalue(), flat.losses
