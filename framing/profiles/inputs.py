"""What identifies the input of a run: its files by name and content, whatever folder they lie in."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.corpus.folder import files_below
from framing.corpus.guards import shown
from framing.errors import ReadError, SettingError

__all__ = ["InputFiles"]

_TABLES = {".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json", ".parquet", ".pq", ".xlsx", ".xlsm"}

Source = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True)
class InputFiles:
    """The files of an input as they were when the run began.

    Attributes
    ----------
    paths : tuple of Path
    states : tuple of tuple of int
        Size and time of the last change of each.
    sha256 : str
        Over the names (below the folder that was given), sizes and contents of all.
    """

    paths: tuple[Path, ...]
    states: tuple[tuple[int, int], ...]
    sha256: str

    @classmethod
    def of(cls, source: Source, out: Path | None = None) -> InputFiles:
        """Read all files once for their hash, those in the folder of the results left out.

        Raises
        ------
        ReadError
            When one is missing or cannot be read.
        """
        named: list[tuple[Path, str]] = []
        for path in [Path(source)] if isinstance(source, str | os.PathLike) else [Path(part) for part in source]:
            if os.path.isdir(path):
                found = [file for file in files_below(path)[0] if out is None or not _below(file, out)]
                if out is not None and _below(out, path) and any(_is_table(file) for file in found):
                    raise SettingError(
                        f"{out} lies in the input {shown(path)}, whose tables its files would mix with; choose a "
                        "folder elsewhere"
                    )
                named += [(file, file.relative_to(path).as_posix()) for file in found]
            else:
                named.append((path, path.name))
        digest = hashlib.sha256()
        states = []
        for path, name in named:
            try:
                if not stat.S_ISREG(path.stat().st_mode):
                    raise ReadError(f"{shown(path)} is not a regular file; save what it delivers to a file first")
                states.append(_state(path))
                with path.open("rb") as file:
                    content = hashlib.file_digest(file, "sha256").digest()
            except FileNotFoundError:
                raise ReadError(f"{shown(path)} does not exist; check the path") from None
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or error
                raise ReadError(f"{shown(path)} cannot be opened ({reason}); check the path and its rights") from None
            digest.update(os.fsencode(name) + b"\0" + str(states[-1][0]).encode() + b"\0" + content)
        return cls(tuple(path for path, _ in named), tuple(states), digest.hexdigest())

    def describe(self) -> dict[str, Any]:
        """Give plain data for the manifest."""
        return {"files": len(self.paths), "bytes": sum(size for size, _ in self.states), "sha256": self.sha256}

    def check_unchanged(self) -> None:
        """Raise :class:`ReadError` where a file is gone or was written to since."""
        for path, state in zip(self.paths, self.states, strict=True):
            try:
                same = _state(path) == state
            except OSError:
                raise ReadError(
                    f"{shown(path)} was lost while it was being read; what was finished is kept: bring the file back "
                    "and resume"
                ) from None
            if not same:
                raise ReadError(f"{shown(path)} was changed while it was being read; profile it again from the start")


def _below(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _is_table(path: Path) -> bool:
    return any(ending in _TABLES for ending in path.suffixes)


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
