"""From bytes to exact text: byte-order marks, encodings, characters that no table can hold, mojibake.

The text is never stripped, folded or normalised. What has to be changed is named in a note, and what only looks wrong
(mojibake) is named and left, unless the caller asks for its repair.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from framing.corpus.guards import check_not_binary
from framing.errors import ReadError, SettingError, given_possible

__all__ = ["choose_encoding", "clean", "decode", "mojibake_places", "repair_mojibake"]

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 1 << 16
_CONTROL: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE: Final = re.compile("[\ud800-\udfff]")


def _window(raw: bytes) -> bytes:
    """Take a sample that holds the places outside ASCII, since those alone tell encodings apart."""
    if len(raw) <= _SAMPLE:
        return raw
    pieces: list[bytes] = []
    at = 0
    taken = 0
    for match in re.finditer(rb"[\x80-\xff]", raw):
        if match.start() < at:
            continue
        at = match.start() + 200
        pieces.append(raw[max(0, match.start() - 200) : at])
        taken += len(pieces[-1])
        if taken > _SAMPLE:
            break
    return b"\n".join(pieces) if pieces else raw[:_SAMPLE]


def _wide(raw: bytes) -> str | None:
    """Recognise UTF-16 or UTF-32 without a mark by where the zero bytes stand."""
    head = raw[:4096]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    if head.count(0) > 0.6 * len(head):
        return "utf-32-le" if head[0] else "utf-32-be"
    return None


def _reads_as_western(window: bytes) -> bool:
    """Tell whether Windows-1252 makes words of the sample: letters inside words, signs at their edges."""
    try:
        text = window.decode("cp1252")
    except UnicodeDecodeError:
        return False
    if sum(c > "\x7f" for c in text) > 0.3 * len(text):
        return False
    inside = re.findall(r"(?<=[a-zA-Z])([\x80-\U0010ffff])(?=[a-z])", text)
    odd = sum(not c.isalpha() and c not in "’‘'–—…·­\xa0“”" for c in inside)
    return odd == 0


def choose_encoding(raw: bytes, name: str) -> tuple[str, str | None]:
    """Choose the encoding of a text from its bytes.

    A byte-order mark decides; then zero bytes (UTF-16 and UTF-32 without a mark); then valid UTF-8; then UTF-8 with a
    few damaged bytes, if most of what stands outside ASCII is valid; then Windows-1252 if it makes words; and only
    then charset-normalizer's guess.

    Parameters
    ----------
    raw : bytes
        The text's bytes, whole or a sample cut at a line end.
    name : str
        The file, as messages name it.

    Returns
    -------
    tuple of str and (str or None)
        Encoding, and a note if it is a guess.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return encoding, None
    wide = _wide(raw)
    if wide:
        return wide, f"encoding guessed: {wide}"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8", None
    window = _window(raw)
    lenient = window.decode("utf-8", "replace")
    damaged = lenient.count("�")
    valid = sum(c > "\x7f" for c in lenient) - damaged
    if valid >= 3 * damaged:
        return "utf-8", "encoding guessed: utf-8 with damaged bytes"
    if _reads_as_western(window):
        return "cp1252", "encoding guessed: cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(window).best()
    if best is None:
        raise ReadError(f"{name} is in no known encoding; save it as UTF-8, or pass encoding='...'")
    return best.encoding, f"encoding guessed: {best.encoding}"


def decode(raw: bytes, name: str, *, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    r"""Decode the bytes of one article.

    Parameters
    ----------
    raw : bytes
        The whole file.
    name : str
        The file, as messages name it.
    encoding : str, optional
        Encoding to use instead of choosing one.

    Returns
    -------
    tuple of str and tuple of str
        The exact text (line ends ``\r\n`` as ``\n``) and the notes on what was guessed or replaced.

    Raises
    ------
    ReadError
        If the bytes are a picture, an archive or otherwise no text.
    SettingError
        If the encoding is not known.

    Examples
    --------
    >>> decode("Ein Café\r\n".encode("cp1252"), "'a.txt'")
    ('Ein Café\n', ('encoding guessed: cp1252',))
    """
    check_not_binary(raw, name)
    notes: list[str] = []
    if encoding is None:
        encoding, note = choose_encoding(raw, name)
        if note:
            notes.append(note)
    else:
        check_encoding(encoding)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
        count = text.count("�")
        notes.append(f"{count} damaged byte{'s' if count > 1 else ''} replaced by U+FFFD")
    if encoding not in ("utf-16", "utf-32") and text.startswith("\ufeff"):
        text = text[1:]
    controls = len(_CONTROL.findall(raw[:_SAMPLE])) if encoding in _NARROW else 0
    if controls > 0.02 * min(len(raw), _SAMPLE) + 2 or (encoding in _NARROW and raw.count(0) > 0.1 * len(raw)):
        raise ReadError(f"{name} holds binary data, not text; give the article's text")
    text, more = clean(text)
    return text, (*notes, *more)


_NARROW: Final = frozenset({"utf-8", "utf-8-sig", "cp1252", "latin-1", "ascii"})


def check_encoding(encoding: str) -> None:
    """Refuse the name of an encoding that Python does not know or that makes no text."""
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        info = None
    if info is None or not getattr(info, "_is_text_encoding", True):
        raise SettingError(given_possible("encoding", encoding, ("utf-8", "cp1252", "utf-16", "cp1251")))


def _encodes(text: str) -> bool:
    """Tell whether a text holds no surrogate; encoding it is many times faster than searching it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Replace what no table or file can hold, and Windows line ends; leave everything else.

    Returns
    -------
    tuple of str and tuple of str
        The text and a note for each kind of character replaced.

    Examples
    --------
    >>> clean("a\r\nb\x00\ud800")
    ('a\nb��', ('1 NUL replaced by U+FFFD', '1 lone surrogate replaced by U+FFFD'))
    """
    notes: list[str] = []
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    nul = text.count("\x00")
    if nul:
        text = text.replace("\x00", "�")
        notes.append(f"{nul} NUL{'s' if nul > 1 else ''} replaced by U+FFFD")
    if not _encodes(text):
        text = _PAIR.sub(lambda m: m.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
        text, lone = _LONE.subn("�", text)
        if lone:
            notes.append(f"{lone} lone surrogate{'s' if lone > 1 else ''} replaced by U+FFFD")
    return text, tuple(notes)


# --- mojibake: UTF-8 that somebody once read as Windows-1252 ---------------------------------------------------------


def _as_1252(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_TO_BYTE: Final = {_as_1252(b): b for b in range(0x80, 0x100)}
_TAIL: Final = "[" + "".join(re.escape(_as_1252(b)) for b in range(0x80, 0xC0)) + "]"


def _heads(first: int, last: int) -> str:
    return "[" + "".join(_as_1252(b) for b in range(first, last + 1)) + "]"


# One pair is enough where the lead is Ã, Â or â (Latin letters and punctuation: what English text turns into); other
# leads need three in a row, because “SANTÉ»” and the like are honest text. Of the leads of four bytes only ð counts:
# every emoji has it, the others lead to planes without characters.
_CERTAIN: Final = f"(?:[ÂÃ]{_TAIL}|â{_TAIL}{_TAIL}|ð{_TAIL}{{3}})"
_ANY: Final = f"(?:{_heads(0xC2, 0xDF)}{_TAIL}|{_heads(0xE0, 0xEF)}{_TAIL}{{2}}|ð{_TAIL}{{3}})"
_MOJIBAKE: Final = re.compile(f"(?:{_ANY}){{3,}}|(?:{_CERTAIN})+")


def _mended(run: str) -> str | None:
    try:
        mended = bytes(_TO_BYTE[c] for c in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    return None if any(unicodedata.category(c) in ("Cn", "Co") for c in mended) else mended


_SUSPICIOUS: Final = re.compile(_heads(0xC2, 0xF4) + _TAIL)


def _is_suspicious(text: str) -> bool:
    """Pass by nearly every text without the slow pattern: all leads are written with the byte C3 in UTF-8."""
    if text.isascii() or b"\xc3" not in text.encode("utf-8", "surrogatepass"):
        return False
    return _SUSPICIOUS.search(text) is not None


def mojibake_places(text: str) -> int:
    """Count the places that read as UTF-8 decoded with Windows-1252.

    Examples
    --------
    >>> mojibake_places("the armyâ€™s raid"), mojibake_places("the army’s raid at the Café")
    (1, 0)
    """
    if not _is_suspicious(text):
        return 0
    return sum(_mended(m.group()) is not None for m in _MOJIBAKE.finditer(text))


def repair_mojibake(text: str) -> tuple[str, int]:
    """Mend the places that :func:`mojibake_places` counts, and nothing else.

    Runs up to three times, since text is sometimes damaged twice.

    Returns
    -------
    tuple of str and int
        The text and the number of places mended.

    Examples
    --------
    >>> repair_mojibake("the armyâ€™s raid")
    ('the army’s raid', 1)
    """
    total = 0
    for _ in range(3):
        if not _is_suspicious(text):
            break
        done = 0

        def mend(match: re.Match[str]) -> str:
            nonlocal done
            mended = _mended(match.group())
            if mended is None:
                return match.group()
            done += 1
            return mended

        text = _MOJIBAKE.sub(mend, text)
        total += done
        if not done:
            break
    return text, total


def check_repair(repair: str | None) -> None:
    """Refuse a repair that does not exist."""
    if repair not in (None, "mojibake"):
        raise SettingError(given_possible("repair", repair, (None, "mojibake")))


def look_for_mojibake(text: str, repair: str | None) -> tuple[str, tuple[str, ...]]:
    """Mend mojibake if asked to, otherwise only say where it is suspected; give the text and the note."""
    if repair == "mojibake":
        text, places = repair_mojibake(text)
        return text, ((f"mojibake repaired in {_places(places)}",) if places else ())
    places = mojibake_places(text)
    if not places:
        return text, ()
    return text, (f"mojibake suspected in {_places(places)} (repair='mojibake' mends it)",)


def _places(count: int) -> str:
    return f"{count} place{'s' if count > 1 else ''}"
