"""Files are written whole or not at all: beside their place first, then moved there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from framing.errors import OutputError

__all__ = ["whole_file", "write_whole"]


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a place beside ``path`` to write to; what is there takes the place of ``path`` once the block ends well.

    Whatever breaks the block, a full disk or Ctrl-C included, leaves ``path`` as it was and nothing beside it.

    Parameters
    ----------
    path : path-like
        The file wanted. Its folder must exist.

    Yields
    ------
    Path
        An empty file in the same folder, with the suffix of ``path``.

    Raises
    ------
    OutputError
        If the folder is not there, cannot be written or the disk is full.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with whole_file(folder / "table.csv") as unfinished:
    ...     _ = unfinished.write_text("a,b")
    >>> [file.name for file in folder.iterdir()]
    ['table.csv']
    """
    target = Path(path)
    unfinished = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".framing-", suffix=target.suffix)
        os.close(handle)
        unfinished = Path(name)
        yield unfinished
        # A temporary file is private; the finished one gets the rights that a new file has here.
        mask = os.umask(0)
        os.umask(mask)
        unfinished.chmod(0o666 & ~mask)
        unfinished.replace(target)
        unfinished = None
    except OSError as error:
        raise OutputError(
            f"{target.name!r} cannot be written to {target.parent.name or '.'!r}: "
            f"{(error.strerror or str(error)).lower()}; choose a folder that exists and that you may write to"
        ) from error
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> Path:
    """Write a file whole or not at all.

    Parameters
    ----------
    path : path-like
        The file wanted; one that is there is replaced.
    content : str or bytes
        A string is written as UTF-8 with its line ends as they are.

    Returns
    -------
    Path
        ``path``.

    Raises
    ------
    OutputError
        If the folder is not there, cannot be written or the disk is full.
    """
    with whole_file(path) as unfinished:
        unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
    return Path(path)
