"""Saving profiles to a folder and loading them: Parquet shards, lexicons, one manifest; whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from framing.errors import DataError, OutputError, SettingError, given_possible
from framing.profiles.conversion import article_frame, table_frame
from framing.profiles.profiles import HIDDEN, Profiles
from framing.profiles.shards import (
    MANIFEST,
    Manifest,
    ShardWriter,
    check_manifest,
    inside,
    writable,
    write_lexicons,
)
from framing.profiles.spreadsheets import safe_cell
from framing.profiles.store import FolderStore, FolderTexts
from framing.profiles.tables import RESULT_SCHEMA
from framing.version import __version__
from framing.writing import whole_file

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "UnfinishedWarning", "escape_formulas", "export_tables", "load_profiles", "save_profiles"]

TABLES = ("articles", "mentions", "events", "attributions", "frames")


class UnfinishedWarning(UserWarning):
    """Profiles were opened whose run has not finished yet."""


def save_profiles(profiles: Profiles, folder: Path, *, texts: bool = False) -> Path:
    """Save profiles; see :meth:`framing.profiles.profiles.Profiles.save`."""
    if texts and profiles.kept_texts is None:
        raise DataError("the texts were not kept with these profiles; save without texts")
    with _new_folder(folder) as made:
        base = replace(profiles.provenance, n_articles=0, n_problems=0)
        lexicons = write_lexicons(made, list(profiles.lexicons.values()))
        writer = ShardWriter(made, Manifest(False, (), (), lexicons, base), profiles.store.schema)
        kept = _texts_beside(profiles) if texts else None
        for batch in profiles.store.batches(profiles.store.schema.names):
            writer.add(batch, None if kept is None else next(kept))
        finished = writer.finish()
        # The corpus hash of the profiles stands, whatever part of a corpus they are of.
        replace(finished, provenance=profiles.provenance).write(made)
    return folder


def _texts_beside(profiles: Profiles) -> Iterator[pa.RecordBatch]:
    """Yield the texts of each batch of the results."""
    if isinstance(profiles.kept_texts, FolderTexts):
        yield from profiles.kept_texts.batches()
        return
    texts = profiles.texts
    assert texts is not None
    for batch in profiles.store.batches(["article_id"]):
        ids = batch.column("article_id").to_pylist()
        yield pa.record_batch(
            {"article_id": pa.array(ids, pa.string()), "text": pa.array(texts.loc[ids].tolist(), pa.string())}
        )


def load_profiles(folder: str | Path) -> Profiles:
    """Load profiles that were saved to a folder; tables are read when they are first asked for.

    Parameters
    ----------
    folder : str or Path
        Written by :meth:`Profiles.save` or ``framing profile``.

    Raises
    ------
    DataError
        When the folder holds no profiles, a file is missing or was changed, or a later version wrote it.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "text": "A raid in Jenin."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> folder = profiles.save(tempfile.mkdtemp() + "/profiles")
    >>> fr.load_profiles(folder).mentions.equals(profiles.mentions)
    True
    """
    import pyarrow.parquet as pq

    from framing.lexicon import read_lexicon

    folder = Path(folder)
    manifest = Manifest.read(folder)
    if not manifest.finished:
        left = f"{manifest.rows:,} of {manifest.articles:,}" if manifest.articles is not None else f"{manifest.rows:,}"
        if not manifest.shards:
            raise DataError(f"{folder} holds no finished articles yet; let the run end, or go on with resume")
        warnings.warn(f"{folder} is unfinished: {left} articles are there", UnfinishedWarning, stacklevel=2)
    if not manifest.shards:
        raise DataError(f"{folder} names no shards in its {MANIFEST}; profile the corpus again")
    for shard in (*manifest.shards, *manifest.texts):
        path = inside(folder, shard.name)
        if 0 <= shard.size != path.stat().st_size:
            raise DataError(f"{path} was changed since it was saved; profile the corpus again")
    first = FolderStore(folder, manifest.shards[:1], RESULT_SCHEMA).checked(manifest.shards[0])
    try:
        schema = pq.read_schema(first)
    except (OSError, pa.ArrowException) as error:
        raise DataError(f"{first} is not a Parquet file ({str(error).splitlines()[0]})") from None
    missing = [name for name in RESULT_SCHEMA.names if name not in schema.names]
    if missing:
        raise DataError(f"{first} lacks the columns {', '.join(missing)}; profile the corpus again")
    lexicons = [read_lexicon(inside(folder, name)) for name in manifest.lexicons]
    check_manifest(folder)
    said = {part.name: part.hash for part in manifest.provenance.lexicons}
    for name, lexicon in zip(manifest.lexicons, lexicons, strict=True):
        # What the hash covers may grow with the model, so one of another version says nothing.
        if manifest.provenance.framing == __version__ and said.get(lexicon.name) != lexicon.hash:
            raise DataError(f"{folder / name} was changed since it was saved; profile the corpus again")
    return Profiles(
        FolderStore(folder, manifest.shards, schema),
        {lexicon.name: lexicon for lexicon in lexicons},
        manifest.provenance,
        FolderTexts(folder, manifest.texts) if manifest.texts else None,
    )


def export_tables(profiles: Profiles, folder: Path, *, form: str = "csv") -> list[Path]:
    """Write the flat tables; see :meth:`framing.profiles.profiles.Profiles.export`."""
    if form not in {"csv", "parquet"}:
        raise SettingError(given_possible("form", form, ["csv", "parquet"]))
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder}: {(error.strerror or str(error)).lower()}; choose a folder you can write to"
        ) from None
    for name in TABLES:
        path = folder / f"{name}.{form}"
        with whole_file(path) as unfinished:
            (_write_csv if form == "csv" else _write_parquet)(unfinished, _pieces(profiles, name))
        written.append(path)
    return written


def _pieces(profiles: Profiles, name: str) -> Iterator[pd.DataFrame]:
    """Yield a table in pieces, at least one."""
    store = profiles.store
    columns = ["article_id", name]
    if name == "articles":
        columns = [column for column in store.schema.names if column == "words" or column not in HIDDEN]
    schema = pa.schema([field for field in store.schema if field.name in columns])
    batches = chain((pa.Table.from_batches([batch]) for batch in store.batches(schema.names)), [schema.empty_table()])
    for place, piece in enumerate(batches):
        if place and not piece.num_rows:
            continue
        yield article_frame(piece.drop_columns("words"), piece) if name == "articles" else table_frame(piece, name)


def _write_csv(path: Path, pieces: Iterator[pd.DataFrame]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        for place, piece in enumerate(pieces):
            # With these line ends a bare carriage return in a text is quoted; else it would begin a row, and a formula.
            escape_formulas(piece).to_csv(file, index=False, header=place == 0, lineterminator="\r\n")


def _write_parquet(path: Path, pieces: Iterator[pd.DataFrame]) -> None:
    import pyarrow.parquet as pq

    first = pa.Table.from_pandas(next(pieces), preserve_index=False)
    with path.open("wb") as file, pq.ParquetWriter(file, first.schema, compression="zstd") as writer:
        writer.write_table(first)
        for piece in pieces:
            writer.write_table(pa.Table.from_pandas(piece, preserve_index=False).cast(first.schema))


def escape_formulas(frame: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before texts that a spreadsheet would run as a formula.

    Examples
    --------
    >>> import pandas as pd
    >>> escape_formulas(pd.DataFrame({"text": ["=1+1", "raid"]}))["text"].tolist()
    ["'=1+1", 'raid']
    """
    safe = frame.copy()
    for name in frame.columns:
        if frame[name].dtype.kind in "OUT" or str(frame[name].dtype) in {"str", "string"}:
            safe[name] = frame[name].map(safe_cell)
    return safe.rename(columns={name: safe_cell(name) for name in frame.columns})


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """Fill a folder beside the wanted one and rename it when it is complete."""
    writable(folder)
    made = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        yield made
        made.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
        made = None
    except OSError as error:
        raise OutputError(
            f"{folder}: {(error.strerror or str(error)).lower()}; choose a folder you can write to"
        ) from None
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
