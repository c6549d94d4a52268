"""Finding and reading lexicon files: the shipped ones by name, a user's by path."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from framing.errors import LexiconError, given_possible
from framing.lexicon.model import Lexicon
from framing.lexicon.yaml_format import yaml_to_lexicon
from framing.lexicon.yaml_nodes import MAX_BYTES

__all__ = ["list_lexicons", "load_lexicon", "read_lexicon"]


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


def read_lexicon(path: str | Path) -> Lexicon:
    r"""Read a lexicon from a file.

    Parameters
    ----------
    path : str or Path
        A ``.yaml`` file in the format of this library.

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
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise LexiconError(
            f"{path}: {(error.strerror or str(error)).lower()}; give the path of a lexicon file"
        ) from None
    if len(data) > MAX_BYTES:
        raise LexiconError(f"{path} is larger than {MAX_BYTES // 2**20} MiB, the most that a lexicon may have")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    if not text.strip():
        raise LexiconError(f"{path} is empty; a lexicon starts with 'name: …'")
    return yaml_to_lexicon(text, str(path))
