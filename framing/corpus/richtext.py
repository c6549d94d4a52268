"""RTF, the format in which Nexis Uni and Factiva export beside Word and HTML, by striprtf."""

from __future__ import annotations

import re

from framing.corpus.decoding import clean
from framing.errors import MissingExtraError, ReadError

__all__ = ["lines_of_rtf"]

_MAX_RTF = 20_000_000
_PICTURE = re.compile(rb"\{\\\*?\\?(?:pict|shppict|nonshppict|objdata)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


def lines_of_rtf(raw: bytes, name: str) -> list[str]:
    """Read the lines of an RTF document.

    Raises
    ------
    ReadError
        If it is no RTF, or larger than 20 MB (striprtf takes up to a hundred times that).
    MissingExtraError
        If striprtf is not installed.
    """
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise ReadError(f"{name} is no RTF; give it its proper ending")
    if len(raw) > _MAX_RTF:
        raise ReadError(f"{name} has {len(raw):,} bytes, more than an RTF may have ({_MAX_RTF:,}); split it")
    try:
        from striprtf import striprtf
    except ImportError:
        raise MissingExtraError("reading RTF", "exports") from None
    try:
        text = striprtf.rtf_to_text(  # type: ignore[no-untyped-call]
            _PICTURE.sub(b"", raw).decode("cp1252", "replace"), errors="replace"
        )
    except Exception as error:  # striprtf raises whatever a damaged file drives it into
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise ReadError(f"{name} is no readable RTF ({reason}); save it anew as .docx or .txt") from None
    return clean(text)[0].split("\n")
