"""Folders of articles, read recursively, and single files of articles; folders of tables of one format."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa

from framing.corpus.articles import CONTRACT, EXTRAS, Article
from framing.corpus.files import ARTICLE_ENDINGS, articles_in_file
from framing.corpus.guards import MAX_BYTES, file_stem, shown
from framing.corpus.sources import Chunk, Source
from framing.errors import FramingError, MissingExtraError, ReadError

__all__ = ["FilesSource", "JoinedSource", "files_below"]

_CHUNK_CHARACTERS: Final = 32_000_000
_NUMBERED: Final = re.compile(r"(.*)#\d+", re.DOTALL)
_COLUMNS: Final = (*CONTRACT, *EXTRAS)


def files_below(folder: Path) -> tuple[list[Path], list[str]]:
    """List the regular files below a folder, in order of their paths, and what was left out.

    Hidden files, links that lead out of the folder, links to folders, and devices are left out; nothing is opened.
    """
    root = Path(os.path.realpath(folder))
    found: list[Path] = []
    skipped: list[str] = []

    def refused(error: OSError) -> None:
        skipped.append(f"{shown(error.filename or '?')}: cannot be opened ({error.strerror})")

    for where, folders, names in os.walk(folder, followlinks=False, onerror=refused):
        links = [Path(where, name) for name in sorted(folders) if Path(where, name).is_symlink()]
        skipped.extend(f"{shown(link)}: a link to a folder" for link in links)
        folders[:] = sorted(d for d in folders if not d.startswith(".") and not Path(where, d).is_symlink())
        for name in sorted(names):
            path = Path(where, name)
            if name.startswith(".") or name.lower() in ("thumbs.db", "desktop.ini"):
                continue
            if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
                skipped.append(f"{shown(path)}: a link that leads out of the folder")
                continue
            try:
                regular = stat.S_ISREG(path.stat().st_mode)
            except (OSError, ValueError):
                regular = False
            if regular:
                found.append(path)
            else:
                skipped.append(f"{shown(path)}: not a regular file")
    return found, skipped


class FilesSource:
    """The articles of some files, an unreadable file being a row with its problem.

    Identifiers are the files' paths below the folder without their endings (with them where two would be equal),
    numbered ``#1``, ``#2`` … within an export of several articles.
    """

    made_ids = True
    finished = True

    def __init__(
        self,
        paths: Sequence[Path],
        root: Path | None,
        *,
        repair: str | None = None,
        encoding: str | None = None,
        kind: str | None = None,
        max_bytes: int = MAX_BYTES,
        skipped: Sequence[str] = (),
    ) -> None:
        self.paths = list(paths)
        self.root = root
        self.name = shown(root if root is not None else paths[0])
        self.names = [*_COLUMNS, "file", "folder"]
        self.types: dict[str, pa.DataType] = {"published": pa.timestamp("us", tz="UTC")}
        self.notes: list[str] = []
        self.skipped = list(skipped)
        self._settings = {"repair": repair, "encoding": encoding, "kind": kind, "max_bytes": max_bytes}
        self._stems = self._identified()

    def _identified(self) -> list[str]:
        stems: list[str] = []
        for path in self.paths:
            above = "" if self.root is None else _posix(path.parent.relative_to(self.root))
            stems.append(f"{above}/{file_stem(path)}" if above not in ("", ".") else file_stem(path))
        count: dict[str, int] = {}
        for stem in stems:
            count[stem] = count.get(stem, 0) + 1
        given = set(stems)
        seen: set[str] = set()
        names: list[str] = []
        for stem, path in zip(stems, self.paths, strict=True):
            name = stem if count[stem] == 1 else f"{stem}{_printable(path.suffix)}"
            # A file may be named as another with its ending, or as an article of another's export.
            number = _NUMBERED.fullmatch(name)
            while name in seen or (name != stem and name in given) or (number and number.group(1) in given):
                name, number = f"{name}~", None
            seen.add(name)
            names.append(name)
        return names

    def _articles(self) -> Iterator[tuple[Path, Article]]:
        for path, stem in zip(self.paths, self._stems, strict=True):
            try:
                yield from ((path, a) for a in articles_in_file(path, stem, **self._settings))  # type: ignore[arg-type]
            except MissingExtraError:
                raise
            except FramingError as error:
                if self.root is None:
                    raise
                yield path, Article(article_id=stem, text="", problem=str(error))

    def chunks(self, rows: int, only: frozenset[str] | None = None) -> Iterator[Chunk]:
        """Yield the rows by column; see :class:`~framing.corpus.sources.Source`."""
        kept: list[tuple[Path, Article]] = []
        characters = 0
        for path, article in self._articles():
            kept.append((path, article))
            characters += len(article.text)
            if len(kept) >= rows or characters > _CHUNK_CHARACTERS:
                yield self._chunk(kept, only)
                kept, characters = [], 0
        if kept:
            yield self._chunk(kept, only)

    def _chunk(self, kept: list[tuple[Path, Article]], only: frozenset[str] | None) -> Chunk:
        columns: dict[str, list[object]] = {
            n: [getattr(a, n) for _, a in kept] for n in _COLUMNS if only is None or n in only
        }  # fmt: skip
        if only is None or "file" in only:
            columns["file"] = [p.name for p, _ in kept]
        if only is None or "folder" in only:
            root = self.root
            columns["folder"] = [None if root is None else _posix(p.parent.relative_to(root)) for p, _ in kept]
        return Chunk(dict(columns), [a.problem for _, a in kept], [a.notes for _, a in kept])


def _posix(path: Path) -> str:
    return _printable(path.as_posix())


def _printable(text: str) -> str:
    return "".join(f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in text)


class JoinedSource:
    """Several tables of one format, one after the other (a folder of shards)."""

    made_ids = False
    finished = False

    def __init__(self, sources: Sequence[Source], name: str, skipped: Sequence[str] = ()) -> None:
        self.sources = list(sources)
        self.name = name
        self.names = list(dict.fromkeys(n for s in sources for n in s.names))
        self.notes = [f"{s.name}: {n}" for s in sources for n in s.notes]
        self.skipped = [*skipped, *(n for s in sources for n in s.skipped)]
        self.types: dict[str, pa.DataType] = {}
        for column in self.names:
            kinds = {s.types.get(column) for s in sources if column in s.names}
            if len(kinds) == 1 and (kind := kinds.pop()) is not None:
                self.types[column] = kind

    def chunks(self, rows: int, only: frozenset[str] | None = None) -> Iterator[Chunk]:
        """Yield the rows by column; see :class:`~framing.corpus.sources.Source`."""
        for source in self.sources:
            yield from source.chunks(rows, only)


def article_files(found: Sequence[Path], folder: Path) -> tuple[list[Path], list[str]]:
    """Part the files of a folder that hold articles from those that do not."""
    articles = [p for p in found if p.suffix.lower() in ARTICLE_ENDINGS]
    known = set(articles)
    left = [f"{shown(p)}: not a {', '.join(ARTICLE_ENDINGS)} file" for p in found if p not in known]
    if not articles:
        raise ReadError(
            f"{shown(folder)} holds no articles and no tables; give a folder of .txt, .html or .docx files, "
            "or a .csv, .jsonl or .parquet file"
        )
    return articles, left
