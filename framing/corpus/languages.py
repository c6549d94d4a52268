"""Names of languages as news databases write them, to two-letter codes."""

from __future__ import annotations

from typing import Final

__all__ = ["language_code"]

_CODES: Final = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "portuguese": "pt", "italian": "it",
    "dutch": "nl", "arabic": "ar", "hebrew": "he", "russian": "ru", "turkish": "tr", "polish": "pl",
    "swedish": "sv", "danish": "da", "norwegian": "no", "chinese": "zh", "japanese": "ja", "korean": "ko",
}  # fmt: skip


def language_code(name: str | None) -> str | None:
    """Give the two-letter code of a language's English name; any other name comes back as it is.

    Examples
    --------
    >>> language_code("ENGLISH"), language_code("Welsh"), language_code(None)
    ('en', 'Welsh', None)
    """
    if name is None or not name.strip():
        return None
    first = name.split(";")[0].strip()
    return _CODES.get(first.casefold(), first)
