"""One run at a time on one folder: a lock that the operating system takes back when its process dies."""

from __future__ import annotations

import errno
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from framing.errors import OutputError

__all__ = ["LOCK", "lock_folder"]

LOCK = ".lock"
"""The file in the folder that is locked; it says who holds the lock."""


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold a folder for the block; a file that a dead process left is no lock.

    Parameters
    ----------
    folder : Path
        Must exist.

    Raises
    ------
    OutputError
        When another run holds it; the message names its process and machine.
    """
    path = folder / LOCK
    try:
        file = _locked(path)
    except OSError as error:
        if error.errno in {errno.EAGAIN, errno.EACCES, errno.EDEADLK} and path.exists():
            raise OutputError(
                f"{folder} is being written by another run ({_holder(path)}); wait for it or choose another folder"
            ) from None
        raise OutputError(
            f"{folder} cannot be locked ({(error.strerror or str(error)).lower()}); choose a folder you can write to"
        ) from None
    try:
        with suppress(OSError):  # who holds it is for the message only, and a disk may be full
            if os.fstat(file.fileno()).st_nlink == 1:  # else it is some other file by a second name
                file.truncate(0)
                file.write(f"process {os.getpid()} on {platform.node() or 'this machine'}")
                file.flush()
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        with suppress(OSError):
            file.close()


def _locked(path: Path) -> IO[str]:
    while True:
        # A link here would make us lock, and empty, a file that somebody else chose.
        file = open(path, "a+", encoding="utf-8", opener=_unlinked)  # noqa: SIM115
        try:
            _lock(file)
            # Whoever held it before may have removed the file between our opening and locking it.
            if path.exists() and path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                return file
        except BaseException:
            file.close()
            raise
        file.close()


def _unlinked(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:200].strip() or "a process that has just begun"
    except OSError:
        return "a process that does not say which"


def _lock(file: IO[str]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
