"""Sentence embeddings from a model that the user has on this machine, kept in a cache between runs.

Nothing is downloaded. The cache is one SQLite file whose keys are hashes of text and model, so that another model or
another text is never taken for a known one.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from framing.errors import MissingExtraError, ModelError, OutputError

__all__ = ["embed"]

Array = np.ndarray[Any, np.dtype[np.float32]]
_BATCH = 64
_loaded: dict[str, Any] = {}


def embed(
    texts: Sequence[str], model: Any, *, cache: str | os.PathLike[str] | None = None, progress: bool | None = None
) -> Array:
    """Give one vector of length one per text.

    Parameters
    ----------
    texts : sequence of str
    model : str, os.PathLike or object
        Folder of a sentence-transformers model, the name of one that is in the local cache of that package, or an
        object with ``encode(list of str)``; its attribute ``name``, where it has one, tells it apart in the cache.
    cache : str or os.PathLike, optional
        Folder for the cache file ``embeddings.sqlite``; made if it is not there.
    progress : bool, optional
        Whether to show a bar; by default from 500 new texts on.

    Returns
    -------
    numpy.ndarray
        Texts × dimensions, float32.

    Raises
    ------
    MissingExtraError
        If sentence-transformers is not installed and `model` is no object.
    ModelError
        If there is no such model on this machine, or it gives something else than vectors.
    """
    name = _name_of(model)
    keys = [hashlib.sha256(name.encode() + b"\0" + text.encode("utf-8", "surrogatepass")).digest() for text in texts]
    known: dict[bytes, Array] = {} if cache is None else _read(cache, keys)
    new = [number for number, key in enumerate(keys) if key not in known]
    new = list({keys[number]: number for number in new}.values())
    if new:
        from tqdm import tqdm

        # Only now: a model that has nothing to do is not loaded, and need not even be there.
        encoder = _encoder(model)
        shown = len(new) >= 500 if progress is None else progress
        fresh: list[tuple[bytes, Array]] = []
        # By length, so that a batch holds texts that need the same padding.
        new.sort(key=lambda number: (-len(texts[number]), number))
        for first in tqdm(range(0, len(new), _BATCH), desc="embedding", disable=not shown):
            part = new[first : first + _BATCH]
            vectors = _vectors(encoder, [texts[number] for number in part], name)
            fresh += [(keys[number], vector) for number, vector in zip(part, vectors, strict=True)]
        known.update(fresh)
        if cache is not None:
            _write(cache, fresh)
    if not keys:
        return np.zeros((0, 0), dtype=np.float32)
    return np.stack([known[key] for key in keys])


def _vectors(encoder: Any, texts: list[str], name: str) -> Array:
    vectors = np.asarray(encoder.encode(texts), dtype=np.float32)
    if vectors.ndim != 2 or len(vectors) != len(texts) or not np.isfinite(vectors).all():
        raise ModelError(f"the embedding model {name!r} gave {vectors.shape} for {len(texts)} texts; give another one")
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1), dtype=np.float32)


def _name_of(model: Any) -> str:
    """Name a model in the keys of the cache."""
    if isinstance(model, (str, os.PathLike)):
        return _fingerprint(os.fspath(model))
    return str(getattr(model, "name", type(model).__name__))


def _encoder(model: Any) -> Any:
    if not isinstance(model, (str, os.PathLike)):  # a string has a method of that name too
        return model
    path = os.fspath(model)
    if path not in _loaded:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise MissingExtraError("sentence embeddings", "embeddings") from error
        try:
            _loaded[path] = SentenceTransformer(path, local_files_only=True, device="cpu")
        except Exception as error:
            # The package raises a dozen kinds of errors for a model that is not there or not whole.
            raise ModelError(
                f"there is no embedding model {path!r} on this machine; nothing is downloaded: pass the folder of a "
                "sentence-transformers model, such as embeddings='models/all-MiniLM-L6-v2'"
            ) from error
    return _loaded[path]


def _fingerprint(path: str) -> str:
    """Tell a model by its configuration and the size of its weights rather than by its place on a disk."""
    folder = Path(path)
    if not folder.is_dir():
        return path
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith("."):
            digest.update(f"{file.relative_to(folder)}:{file.stat().st_size}\n".encode())
            if file.suffix == ".json" and file.stat().st_size < 100_000:
                digest.update(file.read_bytes())
    return f"{folder.name}:{digest.hexdigest()[:16]}"


def _connect(cache: str | os.PathLike[str]) -> sqlite3.Connection:
    try:
        Path(cache).mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(Path(cache) / "embeddings.sqlite", timeout=60)
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"the cache of embeddings cannot be kept in {os.fspath(cache)!r}: {error}") from error
    return connection


def _read(cache: str | os.PathLike[str], keys: Sequence[bytes]) -> dict[bytes, Array]:
    connection = _connect(cache)
    try:
        found: dict[bytes, Array] = {}
        for key in set(keys):
            row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
            if row is not None:
                found[key] = np.frombuffer(row[0], dtype="<f4")
        return found
    finally:
        connection.close()


def _write(cache: str | os.PathLike[str], fresh: Sequence[tuple[bytes, Array]]) -> None:
    connection = _connect(cache)
    try:
        with connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                [(key, vector.astype("<f4").tobytes()) for key, vector in fresh],
            )
    finally:
        connection.close()
