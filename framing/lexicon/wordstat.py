"""WordStat dictionaries (``.cat``): indented categories and words, words with a weight in brackets; reading only."""

from __future__ import annotations

import re

from framing.lexicon.building import Builder
from framing.lexicon.model import Lexicon

__all__ = ["wordstat_to_lexicon"]

_WORD = re.compile(r"(.*\S)\s+\(([+-]?(?:\d+\.?\d*|\.\d+))\)")
_TAB = 4


def wordstat_to_lexicon(text: str, source: str) -> Lexicon:
    r"""Read a WordStat dictionary.

    An underscore between words is a space; numbers in brackets are weights. Rules (entries with ``@``, for words near
    or after others) cannot be counted here: they are reported and left out.

    Parameters
    ----------
    text : str
        The file's content.
    source : str
        Its path, for messages and the lexicon's name.

    Raises
    ------
    LexiconError
        When a word stands before the first category.

    Examples
    --------
    >>> lexicon = wordstat_to_lexicon("STATE\n\tARMY\n\t\tARMED_FORCES (1)\n\t\tSOLDIER* (2)\n", "mine.cat")
    >>> list(lexicon.categories), [(str(term), term.weight) for term in lexicon.terms]
    (['STATE', 'STATE/ARMY'], [('ARMED FORCES', 1.0), ('SOLDIER*', 2.0)])
    """
    builder = Builder(source)
    above: list[tuple[int, tuple[str, ...]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.strip()
        if not entry:
            continue
        depth = len(line[: len(line) - len(line.lstrip())].expandtabs(_TAB))
        while above and above[-1][0] >= depth:
            above.pop()
        word = _WORD.fullmatch(entry)
        if entry.startswith("@") or (word is None and "@" in entry):
            builder.lose("context", entry, "left out: a rule about words near or after others", number)
        elif word is None:
            path = (*(above[-1][1] if above else ()), entry)
            if len(path) > 40:
                raise builder.error("categories are nested deeper than 40 levels", number)
            above.append((depth, path))
            builder.category(path, number)
        elif not above:
            raise builder.error(f"'{entry[:40]}' stands before the first category", number)
        else:
            written = word[1].replace("_", " ")
            if "?" in written:
                builder.lose("wildcard", word[1], "'?' is read as the character itself", number)
            builder.add(builder.category(above[-1][1], number), written, line=number, weight=float(word[2]))
    return builder.finish()
