"""Word lists as they are written in this package: words parted by white space."""

from __future__ import annotations

__all__ = ["with_plurals", "word_set"]


def word_set(words: str) -> frozenset[str]:
    """Make a set of the words of a string.

    Examples
    --------
    >>> sorted(word_set("raid strike"))
    ['raid', 'strike']
    """
    return frozenset(words.split())


def with_plurals(words: str) -> frozenset[str]:
    """Make a set of the words of a string and their regular plurals.

    Examples
    --------
    >>> sorted(with_plurals("army clash policeman"))
    ['armies', 'army', 'clash', 'clashes', 'policeman', 'policemen']
    """
    found = set()
    for word in words.split():
        found.add(word)
        if word.endswith("y") and word[-2] not in "aeou":
            found.add(word[:-1] + "ies")
        elif word.endswith(("s", "x", "ch", "sh")):
            found.add(word + "es")
        elif word.endswith("man"):
            found.add(word[:-3] + "men")
        else:
            found.add(word + "s")
    return frozenset(found)
