"""LIWC dictionaries: ``.dic`` (2007 and 2015) and ``.dicx`` (LIWC-22).

A ``.dic`` file lists its categories between two lines with ``%``, each with a number, nested by tabs; then each line
holds an entry and the numbers of its categories. ``.dicx`` is a table with a column per category.

Conditions cannot be counted here: ``<of>131/125`` (a category only before *of*), ``(02 134)125/464`` (a category only
after words of others) and ``(discrep)like`` (an entry only after words of another) are reported and left out, while
the unconditional categories of such an entry are kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from framing.lexicon.building import Builder, default_label
from framing.lexicon.flattening import FlatCategory, FlatLexicon, flatten
from framing.lexicon.losses import Loss
from framing.lexicon.model import Lexicon

__all__ = ["dic_to_lexicon", "dicx_to_lexicon", "lexicon_to_dic", "lexicon_to_dicx"]

_MARK = "%"
_HEADER = re.compile(r"(\d+)\s+(\S.*)")
_LABELLED = re.compile(r"(\S+) \((.+)\)")
_CONDITION_AT_CATEGORY = re.compile(r"[<(]")
_NUMBERS_AT_END = re.compile(r"(.*?\S)((?:\s+(?:\d+|\([\d\s]+\)\d+(?:/\d+)?|<[^<>]*>\d+(?:/\d+)?))+)")
_TOKEN = re.compile(r"\([^()]*\)\S*|<[^<>]*>\S*|\S+")
_CONDITIONAL_ENTRY = re.compile(r"\(\s*[\w\s]*\)\s*[^\s(]")
_FORMULA = tuple("=+-@\t\r")


def dic_to_lexicon(text: str, source: str) -> Lexicon:
    r"""Read a LIWC dictionary of the 2007 or 2015 layout.

    Parameters
    ----------
    text : str
        The file's content.
    source : str
        Its path, for messages and the lexicon's name.

    Returns
    -------
    Lexicon
        With plain categories; ``losses`` says what could not be carried over.

    Raises
    ------
    LexiconError
        When the list of categories is missing, cut off or faulty.

    Examples
    --------
    >>> lexicon = dic_to_lexicon("%\n1\tdoubt\n2\tspeech\n%\nclaim*\t1\t2\nsaid\t2\n", "mine.dic")
    >>> {name: [str(term) for term in part.terms] for name, part in lexicon.categories.items()}
    {'doubt': ['claim*'], 'speech': ['claim*', 'said']}
    """
    builder = Builder(source)
    lines = list(enumerate(text.splitlines(), 1))
    marks = [place for place, (_, line) in enumerate(lines) if line.strip() == _MARK]
    if not marks:
        raise builder.error("has no line with %; a LIWC dictionary lists its categories between two such lines")
    if len(marks) < 2:
        raise builder.error("the list of categories does not end with a line with %; the file is cut off", marks[0] + 1)
    categories = _header(builder, lines[marks[0] + 1 : marks[1]])
    for number, line in lines[: marks[0]]:
        if line.strip():
            builder.lose("metadata", line.strip(), "left out: it stands before the list of categories", number)
    for number, line in lines[marks[1] + 1 :]:
        if line.strip():
            _entry(builder, line, number, categories)
    return builder.finish()


def _header(builder: Builder, lines: Sequence[tuple[int, str]]) -> dict[int, str]:
    categories: dict[int, str] = {}
    above: list[tuple[int, tuple[str, ...]]] = []
    for number, line in lines:
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip("\t "))
        match = _HEADER.fullmatch(line.strip())
        if match is None:
            raise builder.error(f"'{line.strip()[:40]}' is no category; write a number, a tab and a name", number)
        key = int(match[1][:18])
        if key in categories:
            raise builder.error(f"category {key} is declared twice; give one of them another number", number)
        labelled = _LABELLED.fullmatch(match[2].strip())
        name, label = (labelled[1], labelled[2]) if labelled else (match[2].strip(), None)
        while above and above[-1][0] >= depth:
            above.pop()
        path = (*(above[-1][1] if above else ()), name)
        if len(path) > 40:
            raise builder.error("categories are nested deeper than 40 levels", number)
        above.append((depth, path))
        name = builder.category(path, number, label=label)
        if name in categories.values():
            builder.lose("category", str(key), f"joined with the other category called {name}", number)
        categories[key] = name
    if not categories:
        raise builder.error("declares no categories between the two lines with %")
    return categories


def _entry(builder: Builder, line: str, number: int, categories: dict[int, str]) -> None:
    text, tokens = _split_entry(line)
    if _CONDITIONAL_ENTRY.match(text) or text.startswith("<"):
        builder.lose("condition", text, "left out: it counts only after words of a category, or beside a word", number)
        return
    if not tokens:
        builder.lose("term", text, "left out: it has no category", number)
    for token in tokens:
        if token.isdecimal():
            category = categories.get(int(token[:18]))
            if category is None:
                builder.lose("category", text, f"not counted in category {token[:18]}, which is not declared", number)
            else:
                builder.add(category, text, line=number)
        elif _CONDITION_AT_CATEGORY.match(token):
            builder.lose("condition", text, f"left out: '{token}', a category that depends on the words beside", number)
        else:
            builder.lose("category", text, f"left out: '{token[:40]}' is no number of a category", number)


def _split_entry(line: str) -> tuple[str, list[str]]:
    r"""Part an entry from its categories: at the first tab, or where only numbers and conditions follow.

    >>> _split_entry("kind <of>131/125 127")
    ('kind', ['<of>131/125', '127'])
    >>> _split_entry("like\t(02 134)125/464\t253")
    ('like', ['(02 134)125/464', '253'])
    """
    text, tab, rest = line.strip().partition("\t")
    if tab:
        return text.strip(), _TOKEN.findall(rest)
    match = _NUMBERS_AT_END.fullmatch(text) if text[-1:].isdecimal() else None
    return (match[1], _TOKEN.findall(match[2])) if match else (text, [])


def lexicon_to_dic(lexicon: Lexicon, stem: str) -> tuple[str, list[Loss]]:
    r"""Write a lexicon as a LIWC dictionary of the 2015 layout; give it with what is lost.

    Examples
    --------
    >>> lexicon = dic_to_lexicon("%\n1\tdoubt\n%\nclaim*\t1\n", "mine.dic")
    >>> lexicon_to_dic(lexicon, "mine")
    ('%\n1\tdoubt\n%\nclaim*\t1\n', [])
    """
    flat = flatten(lexicon, stem, holds=_dic_problem, labels=True)
    lines = [_MARK]
    for number, category in enumerate(flat.categories, 1):
        lines.append("\t" * (len(category.path) - 1) + f"{number}\t{_heading(flat, category)}")
    lines.append(_MARK)
    members = _members(flat)
    lines.extend("\t".join([text, *(str(number) for number, _ in places)]) for text, places in members)
    return "\n".join(lines) + "\n", flat.losses


def _heading(flat: FlatLexicon, category: FlatCategory) -> str:
    name = category.path[-1]
    if category.label == default_label(name) or not category.label:
        return name
    heading = f"{name} ({category.label})"
    match = _LABELLED.fullmatch(heading)
    if match is None or (match[1], match[2]) != (name, " ".join(category.label.split())) or "\n" in category.label:
        where = "/".join(category.path)
        flat.losses.append(Loss("category", where, where, f"its label '{category.label}' is left out"))
        return name
    return heading


def _dic_problem(text: str) -> str | None:
    if "*" in text.removesuffix("*") or text.endswith(" *"):
        return "LIWC has wildcards at the end of a word only"
    if text == _MARK or "\t" in text or _split_entry(f"{text}\t1") != (text, ["1"]):
        return "it would not be read as one entry"
    if text.startswith("<") or _CONDITIONAL_ENTRY.match(text):
        return "LIWC would read it as a condition"
    return None


def _members(flat: FlatLexicon) -> list[tuple[str, list[tuple[int, float]]]]:
    """Give each text with the numbers and weights of its categories, in an order that keeps that of each category."""
    places: dict[str, list[tuple[int, float]]] = {}
    spelling: dict[str, str] = {}
    before: dict[str, set[str]] = {}
    for number, category in enumerate(flat.categories, 1):
        previous: str | None = None
        for text, weight in category.terms:
            key = text.lower()
            if spelling.setdefault(key, text) != text:
                where = "/".join(category.path)
                flat.losses.append(Loss("spelling", text, where, f"written as {spelling[key]}, as in another category"))
            places.setdefault(key, []).append((number, weight))
            before.setdefault(key, set())
            if previous is not None:
                before[key].add(previous)
            previous = key
    try:
        order = list(TopologicalSorter({key: sorted(before[key]) for key in places}).static_order())
    except CycleError:
        order = list(places)
        flat.losses.append(
            Loss("order", "order of terms", "all categories", "two categories have the same terms in different orders")
        )
    return [(spelling[key], places[key]) for key in order]


def dicx_to_lexicon(text: str, source: str) -> Lexicon:
    r"""Read a LIWC-22 dictionary: a table with a column ``DicTerm`` and one per category.

    A cell holds ``X``, a weight, or nothing. A column called ``a/b`` lies in the category of a column called ``a``.

    Parameters
    ----------
    text : str
        The file's content.
    source : str
        Its path, for messages and the lexicon's name.

    Raises
    ------
    LexiconError
        When the first column is not ``DicTerm`` or a cell holds something else.

    Examples
    --------
    >>> lexicon = dicx_to_lexicon("DicTerm,doubt,speech\nclaim*,X,0.5\n", "mine.dicx")
    >>> [term.weight for term in lexicon.terms]
    [1.0, 0.5]
    """
    builder = Builder(source)
    rows = _rows(builder, text)
    number, header = next(rows, (1, []))
    if not header or header[0].strip().lower() != "dicterm":
        raise builder.error("the first column of a LIWC-22 dictionary is called DicTerm", number)
    columns = [name.strip() for name in header[1:]]
    while columns and not columns[-1]:
        columns.pop()
    if not columns or not all(columns):
        raise builder.error("every column after DicTerm needs the name of a category", number)
    if len(set(columns)) != len(columns):
        twice = next(name for name in columns if columns.count(name) > 1)
        raise builder.error(f"column '{twice}' stands there twice", number)
    categories = [builder.category(_nested(name, set(columns)), number) for name in columns]
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        marked = False
        for place, cell in enumerate(row[1:]):
            value = cell.strip()
            if not value:
                continue
            if place >= len(categories):
                raise builder.error(f"'{value[:40]}' stands in a column without a category", number)
            marked = True
            builder.add(categories[place], row[0], line=number, weight=_weight(builder, value, number))
        if not marked:
            builder.lose("term", row[0], "left out: it has no category", number)
    return builder.finish()


def _nested(name: str, columns: set[str]) -> tuple[str, ...]:
    parent, slash, last = name.rpartition("/")
    return (*_nested(parent, columns), last) if slash and last and parent in columns else (name,)


def _weight(builder: Builder, value: str, number: int) -> float:
    if value.lower() == "x":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        weight = float("nan")
    if not abs(weight) < float("inf"):
        raise builder.error(f"'{value[:40]}' is neither X nor a number", number)
    return weight


def _rows(builder: Builder, text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise builder.error(f"not valid CSV ({error})", reader.line_num) from None


def lexicon_to_dicx(lexicon: Lexicon, stem: str) -> tuple[str, list[Loss]]:
    r"""Write a lexicon as a LIWC-22 dictionary; give it with what is lost.

    Examples
    --------
    >>> lexicon = dicx_to_lexicon("DicTerm,doubt\nclaim*,X\n", "mine.dicx")
    >>> lexicon_to_dicx(lexicon, "mine")
    ('DicTerm,doubt\nclaim*,X\n', [])
    """
    flat = flatten(lexicon, stem, holds=_dicx_problem, weights=True)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["DicTerm", *("/".join(category.path) for category in flat.categories)])
    for text, places in _members(flat):
        cells = [""] * len(flat.categories)
        for number, weight in places:
            cells[number - 1] = "X" if weight == 1.0 else f"{weight!r}"
        writer.writerow([text, *cells])
    return out.getvalue(), flat.losses


def _dicx_problem(text: str) -> str | None:
    if "*" in text.removesuffix("*") or text.endswith(" *"):
        return "LIWC has wildcards at the end of a word only"
    if text.startswith(_FORMULA):
        return "a spreadsheet would take it for a formula"
    return None
