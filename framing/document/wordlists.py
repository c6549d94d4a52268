"""Word lists written as running text."""

from __future__ import annotations

__all__ = ["words"]


def words(*lists: str) -> frozenset[str]:
    """Make a set of the words of one or more texts.

    Examples
    --------
    >>> sorted(words("she he", "it"))
    ['he', 'it', 'she']
    """
    return frozenset(word for text in lists for word in text.split())
