"""A folder of profiles: zstd Parquet shards of nested results, and one manifest that names what is finished.

::

    manifest.json          settings and input of the run, lexicons, shards with rows, sizes and hashes, finished or not
    lexicon-0.yaml …       the lexicons that were used
    part-00000.parquet …   nested results, one row per article, in the order of the corpus
    texts-00000.parquet …  the articles' texts, where they were asked for; the same rows as the part of that number

A shard is written beside its place, forced to disk and moved there, and only then does a new manifest name it: whatever
stops a run at whatever moment, the manifest names whole shards and nothing else. Shards are cut by rows and characters
alone, so a run that was stopped and resumed writes the same bytes as one that was not.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from framing.errors import DataError, OutputError
from framing.lexicon.model import Lexicon
from framing.profiles.provenance import Provenance
from framing.writing import whole_file

__all__ = [
    "MANIFEST",
    "ROWS_A_SHARD",
    "Manifest",
    "Shard",
    "ShardWriter",
    "add_to_digest",
    "check_manifest",
    "file_hash",
    "inside",
    "writable",
    "write_lexicons",
    "write_shard",
]

MANIFEST: Final = "manifest.json"
FORMAT: Final = 2
ROWS_A_SHARD: Final = 10_000
_CHARACTERS_A_SHARD: Final = 40_000_000


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of a folder of profiles.

    Attributes
    ----------
    name : str
        In the folder.
    sha256 : str
        Of its bytes.
    first : int
        Place of its first article in the results, from 0.
    rows : int
        Number of articles; -1 where an earlier version did not write it down.
    problems : int
        How many of them could not be read.
    size : int
        In bytes; -1 where an earlier version did not write it down.
    """

    name: str
    sha256: str
    first: int = 0
    rows: int = -1
    problems: int = 0
    size: int = -1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of profiles holds.

    Attributes
    ----------
    finished : bool
        Whether every article of the corpus is in the shards.
    shards, texts : tuple of Shard
        In the order of the corpus; ``texts`` is empty where they were not kept.
    lexicons : tuple of str
        Names of their files.
    provenance : Provenance
        Of the articles that are finished.
    run : mapping
        Settings and input of the run that writes the folder, which resuming compares; empty for saved profiles.
    articles : int or None
        How many articles the finished folder will have, where that is known.
    """

    finished: bool
    shards: tuple[Shard, ...]
    texts: tuple[Shard, ...]
    lexicons: tuple[str, ...]
    provenance: Provenance
    run: Mapping[str, Any] = field(default_factory=dict)
    articles: int | None = None

    @property
    def rows(self) -> int:
        """Number of finished articles."""
        return sum(shard.rows for shard in self.shards)

    def write(self, folder: Path) -> None:
        """Write it whole or not at all."""
        data = {"format": FORMAT, **asdict(self), "provenance": self.provenance.to_dict()}
        data["check"] = _check(json.loads(json.dumps(data)))
        text = json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False)
        _write_durably(folder / MANIFEST, text.encode())

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder.

        Raises
        ------
        DataError
            When there is none, it is damaged, or a later version wrote it.
        """
        path = folder / MANIFEST
        if not os.path.isfile(path):
            raise DataError(
                f"{str(folder)[:500]} holds no profiles (no {MANIFEST}); give a folder written by 'framing profile'"
            )
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            raise DataError(f"{path} is damaged; profile the corpus again") from None
        if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] > FORMAT:
            raise DataError(
                f"{folder} was saved by a later version (format {data['format']}); update framing to read it"
            )
        try:
            return _parsed(data)
        except (TypeError, ValueError, KeyError, AttributeError):
            raise DataError(f"{path} is not a manifest of profiles; profile the corpus again") from None


def check_manifest(folder: Path) -> None:
    """Compare a manifest with the check at its end; one of an earlier version has none.

    It finds damage and careless edits; it is no proof against somebody who means to.

    Raises
    ------
    DataError
        When it is not what was written.
    """
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        said = data.pop("check", None)
    except (OSError, ValueError, RecursionError, AttributeError):
        raise DataError(f"{path} is damaged; profile the corpus again") from None
    if said is not None and said != _check(data):
        raise DataError(f"{path} was changed since it was saved; profile the corpus again")


def _check(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def _parsed(data: Any) -> Manifest:
    if not isinstance(data["format"], int):
        raise TypeError
    texts = data["texts"]
    if isinstance(texts, bool):  # format 1: one file of that name, without a hash
        texts = [{"name": "texts.parquet", "sha256": ""}] if texts else []
    run, articles = data.get("run", {}), data.get("articles")
    if not isinstance(run, dict) or not isinstance(articles, int | None):
        raise TypeError
    return Manifest(
        finished=data.get("finished", True) is True,
        shards=tuple(map(_shard, data["shards"])),
        texts=tuple(map(_shard, texts)),
        lexicons=tuple(_text(name) for name in data["lexicons"]),
        provenance=Provenance.from_dict(data["provenance"]),
        run=run,
        articles=articles,
    )


def _shard(data: Mapping[str, Any]) -> Shard:
    numbers = {name: data[name] for name in ("first", "rows", "problems", "size") if name in data}
    if not all(isinstance(number, int) for number in numbers.values()):
        raise TypeError
    return Shard(_text(data["name"]), _text(data["sha256"]), **numbers)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def inside(folder: Path, name: str) -> Path:
    """Give a file of the folder, refusing names that lead elsewhere."""
    path = folder / name
    if Path(name).name != name or "\\" in name or path.is_symlink():
        raise DataError(f"{folder / MANIFEST} names a file outside its folder ({name!r}); do not use it")
    if not path.is_file():
        raise DataError(f"{path} is missing; profile the corpus again")
    return path


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def add_to_digest(digest: Any, table: pa.Table | pa.RecordBatch) -> None:
    """Add identifiers and texts to the hash of a corpus; the same for any cut into batches."""
    hashes = table.column("text_hash").to_pylist()
    for name, text_hash in zip(table.column("article_id").to_pylist(), hashes, strict=True):
        digest.update(name.encode("utf-8", "surrogatepass") + b"\0" + text_hash)


def write_lexicons(folder: Path, lexicons: Sequence[Lexicon]) -> tuple[str, ...]:
    """Write the lexicons of a run and give the names of their files."""
    from framing.lexicon.yaml_writing import lexicon_to_yaml

    names = tuple(f"lexicon-{number}.yaml" for number in range(len(lexicons)))
    for name, lexicon in zip(names, lexicons, strict=True):
        _write_durably(folder / name, lexicon_to_yaml(lexicon).encode())
    return names


def write_shard(path: Path, table: pa.Table, *, first: int = 0) -> Shard:
    """Write a table as a zstd Parquet file, whole or not at all, and describe it."""
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    # One chunk a column: the bytes depend on the rows alone, not on how they came together.
    pq.write_table(table.combine_chunks(), sink, compression="zstd")
    content = sink.getvalue()
    _write_durably(path, content)
    problems = table.num_rows - table.column("problem").null_count if "problem" in table.schema.names else 0
    return Shard(path.name, hashlib.sha256(content).hexdigest(), first, table.num_rows, problems, content.size)


def _write_durably(path: Path, content: bytes | pa.Buffer) -> None:
    with whole_file(path) as unfinished, unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


class ShardWriter:
    """Collects results, writes a shard whenever one is full, and keeps the manifest true.

    Parameters
    ----------
    folder : Path
        Must exist.
    manifest : Manifest
        What the folder holds already.
    schema : pyarrow.Schema
        Of the results.
    digest : hashlib hash
        Over the articles that are finished, as :func:`add_to_digest` makes it.
    rows : int
        Most articles a shard.
    check : callable, optional
        Called with every shard's table before it is written; raises where the shard must not be kept.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        schema: pa.Schema,
        *,
        digest: Any = None,
        rows: int = ROWS_A_SHARD,
        check: Callable[[pa.Table], None] | None = None,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.schema = schema
        self.digest = hashlib.sha256() if digest is None else digest
        self.rows = rows
        self.check = check
        self._results: list[pa.RecordBatch] = []
        self._texts: list[pa.RecordBatch] = []
        self._held = self._characters = 0

    def add(self, results: pa.RecordBatch, texts: pa.RecordBatch | None = None) -> None:
        """Take the results of some articles, and their ``article_id`` and ``text`` where these shall be kept."""
        sizes = results.column("n_characters").to_pylist()
        start = 0
        for row, size in enumerate(sizes, 1):
            self._characters += size
            if self._held + row - start >= self.rows or self._characters >= _CHARACTERS_A_SHARD:
                self._take(results, texts, start, row)
                self._write()
                start = row
        self._take(results, texts, start, len(sizes))

    def finish(self) -> Manifest:
        """Write what is left and the finished manifest."""
        if self._held or not self.manifest.shards:
            self._write()
        self.manifest = replace(self.manifest, finished=True, articles=self.manifest.rows)
        self.manifest.write(self.folder)
        return self.manifest

    def _take(self, results: pa.RecordBatch, texts: pa.RecordBatch | None, start: int, end: int) -> None:
        if end > start:
            self._results.append(results.slice(start, end - start))
            if texts is not None:
                self._texts.append(texts.slice(start, end - start))
            self._held += end - start

    def _write(self) -> None:
        table = pa.Table.from_batches(self._results, self.schema)
        if self.check is not None:
            self.check(table)
        old = self.manifest
        number, first = len(old.shards), old.rows
        texts = old.texts
        if self._texts:
            name = f"texts-{number:05d}.parquet"
            texts = (*texts, write_shard(self.folder / name, pa.Table.from_batches(self._texts), first=first))
        shard = write_shard(self.folder / f"part-{number:05d}.parquet", table, first=first)
        digest = self.digest.copy()
        add_to_digest(digest, table)
        provenance = replace(
            old.provenance,
            corpus_hash=digest.hexdigest(),
            n_articles=first + shard.rows,
            n_problems=old.provenance.n_problems + shard.problems,
        )
        manifest = replace(old, shards=(*old.shards, shard), texts=texts, provenance=provenance)
        manifest.write(self.folder)
        self.manifest, self.digest = manifest, digest
        self._results, self._texts, self._held, self._characters = [], [], 0, 0


def writable(folder: Path) -> None:
    """Raise where something stands at the place of a new folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder} exists already and is not an empty folder; choose another or remove it")
