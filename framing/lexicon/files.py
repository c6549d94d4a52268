"""Finding and reading lexicon files: the shipped ones by name, a user's by path."""

from __future__ import annotations

import codecs
import os
import warnings
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from framing.errors import LexiconError, given_possible
from framing.lexicon.building import name_from
from framing.lexicon.formats import find_format, find_written_format, read_text
from framing.lexicon.losses import LexiconWarning, Loss, LossReport
from framing.lexicon.model import Lexicon
from framing.lexicon.yaml_format import yaml_to_lexicon
from framing.lexicon.yaml_nodes import MAX_BYTES
from framing.writing import write_whole

__all__ = ["list_lexicons", "load_lexicon", "read_lexicon", "write_lexicon"]


def list_lexicons() -> list[str]:
    """Give the names of the lexicons that come with the library.

    Examples
    --------
    >>> "conflict" in list_lexicons()
    True
    """
    folder = files("framing.lexicon") / "data"
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


@cache
def load_lexicon(name: str) -> Lexicon:
    """Load a lexicon that comes with the library.

    Parameters
    ----------
    name : str
        One of :func:`list_lexicons`.

    Raises
    ------
    LexiconError
        When there is none of that name; a file of your own is read with :func:`read_lexicon`.

    Examples
    --------
    >>> load_lexicon("conflict").name
    'conflict'
    """
    possible = list_lexicons()
    if name not in possible:
        raise LexiconError(
            given_possible("lexicon", name, possible) + "; read a file of your own with read_lexicon(path)"
        )
    text = (files("framing.lexicon") / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml_to_lexicon(text, f"{name}.yaml")


def read_lexicon(path: str | Path, format: str | None = None) -> Lexicon:
    r"""Read a lexicon from a file.

    Parameters
    ----------
    path : str or Path
        A ``.yaml`` file in the format of this library or quanteda's; LIWC ``.dic`` or ``.dicx``; Lexicoder ``.lc3`` or
        ``.lcd``; WordStat ``.cat``; Yoshikoder ``.ykd``; or a ``.csv`` with the columns ``term``, ``category`` and
        optionally ``weight``.
    format : str, optional
        ``framing``, ``quanteda``, ``liwc``, ``liwc22``, ``lexicoder``, ``wordstat``, ``yoshikoder`` or ``csv``, where
        suffix and content do not tell.

    Returns
    -------
    Lexicon
        What of the file could not be carried over is in its ``losses``, entry by entry.

    Warns
    -----
    LexiconWarning
        When there are such losses.

    Raises
    ------
    LexiconError
        When the file cannot be read or breaks its format; the message names file and line.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "mine.yaml"
    >>> _ = path.write_text("name: mine\ncategories: {doubt: {terms: [claim, claims]}}")
    >>> read_lexicon(path)
    <Lexicon mine 0: 0 choice sets, 1 categories, 0 groups, 2 terms>
    """
    path = Path(path)
    data = _read_bytes(path)
    form = find_format(path, data, format)
    text, encoding = _decode(path, data, strict=form.strict)
    if not text.strip():
        start = "; a lexicon starts with 'name: …'" if form.name == "framing" else ""
        raise LexiconError(f"{path} is empty{start}")
    lexicon = read_text(form, text, str(path), asked=format is not None)
    if encoding:
        first = Loss("encoding", "the file", str(path), f"not UTF-8; read as {encoding}, look at accented letters")
        lexicon = replace(lexicon, losses=replace(lexicon.losses, losses=(first, *lexicon.losses)))
    if lexicon.losses:
        warnings.warn(f"{lexicon.losses.summary}; print(lexicon.losses) shows them", LexiconWarning, stacklevel=2)
    return lexicon


def write_lexicon(lexicon: Lexicon, path: str | Path, format: str | None = None) -> LossReport:
    r"""Write a lexicon to a file, whole or not at all.

    Parameters
    ----------
    lexicon : Lexicon
    path : str or Path
        Ends in ``.yaml`` (the format of this library, which holds everything), ``.dic``, ``.dicx`` or ``.csv``.
    format : str, optional
        ``framing``, ``liwc``, ``liwc22``, ``csv``, or ``quanteda`` for a YAML file that quanteda reads.

    Returns
    -------
    LossReport
        What the format cannot hold, entry by entry; false where everything was carried over.

    Raises
    ------
    SettingError
        When the format is not one that lexicons are written in.
    OutputError
        When the file cannot be written.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from framing.lexicon import Category, Term
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "mine.dic"
    >>> lexicon = Lexicon("mine", categories={"doubt": Category("doubt", "doubt", (Term("claim*", weight=2.0),))})
    >>> print(write_lexicon(lexicon, path).losses[0])
    doubt: claim*: its weight 2 is left out
    >>> path.read_text()
    '%\n1\tdoubt\n%\nclaim*\t1\n'
    """
    path = Path(path)
    form = find_written_format(path, format)
    assert form.write is not None
    text, losses = form.write(lexicon, name_from(path.stem, "lexicon"))
    write_whole(path, text.encode("utf-8", "backslashreplace"))
    return LossReport(tuple(losses), f"writing {path}")


def _read_bytes(path: Path) -> bytes:
    if os.path.exists(path) and not (path.is_file() or path.is_dir()):
        raise LexiconError(f"{path} is no regular file; give the path of a lexicon file")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LexiconError(f"{path}: {reason.lower()}; give the path of a lexicon file") from None
    if len(data) > MAX_BYTES:
        raise LexiconError(f"{path} is larger than {MAX_BYTES // 2**20} MiB, the most that a lexicon may have")
    return data


def _decode(path: Path, data: bytes, *, strict: bool) -> tuple[str, str]:
    """Give the text and, where it was not Unicode, the name of the encoding that was taken."""
    encoding = ""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not strict
    codec = "utf-16" if wide else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if strict or codec == "utf-16":
            raise LexiconError(
                f"{path} is not {codec.removesuffix('-sig').upper()} text (byte {error.start}); save it as UTF-8"
            ) from None
        encoding = "Windows-1252"
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise LexiconError(f"{path} is text neither in UTF-8 nor in Windows-1252; save it as UTF-8") from None
    if "\x00" in text and not strict:
        raise LexiconError(f"{path} holds binary data (a zero byte) and is no text; save it as UTF-8 text")
    return text, encoding
