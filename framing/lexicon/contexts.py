"""Named lists of context words: ``$name`` in a list stands for the words that the file lists under ``contexts``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["abbreviated", "context_name", "expanded"]

_NAMED = re.compile(r"\$([^\W$][\w-]*)\Z")


def context_name(word: str) -> str | None:
    """Give the name of the list that an entry stands for, or None where it stands for itself.

    Examples
    --------
    >>> context_name("$weapons"), context_name("raid*"), context_name("$$5")
    ('weapons', None, None)
    """
    match = _NAMED.match(word)
    return match.group(1) if match else None


def expanded(words: Sequence[str], contexts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Put the words of named lists in the place of their names; ``$$`` is a dollar sign.

    Examples
    --------
    >>> expanded(["$weapons", "raid*", "$$5"], {"weapons": ("gun*", "bomb*")})
    ('gun*', 'bomb*', 'raid*', '$5')
    """
    found: list[str] = []
    for word in words:
        name = context_name(word)
        if name is not None:
            found.extend(contexts[name])
        else:
            found.append(word[1:] if word.startswith("$$") else word)
    return tuple(found)


def abbreviated(words: Sequence[str], contexts: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Write ``$name`` for every run of words that is a named list, the longest list first.

    Examples
    --------
    >>> abbreviated(("gun*", "bomb*", "raid*", "$5"), {"weapons": ("gun*", "bomb*")})
    ['$weapons', 'raid*', '$$5']
    """
    by_length = sorted(contexts.items(), key=lambda item: -len(item[1]))
    found: list[str] = []
    place = 0
    while place < len(words):
        for name, part in by_length:
            if part and tuple(words[place : place + len(part)]) == part:
                found.append(f"${name}")
                place += len(part)
                break
        else:
            word = words[place]
            found.append(f"${word}" if word.startswith("$") else word)
            place += 1
    return found
