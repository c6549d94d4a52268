"""Saving profiles to a folder and loading them: Parquet shards, lexicons, one manifest; whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from framing.errors import DataError, OutputError, SettingError, given_possible
from framing.profiles.profiles import Profiles
from framing.profiles.provenance import Provenance
from framing.profiles.store import FolderStore
from framing.profiles.tables import RESULT_SCHEMA
from framing.writing import whole_file

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "escape_formulas", "export_tables", "load_profiles", "save_profiles"]

MANIFEST = "manifest.json"
FORMAT = 1
TABLES = ("articles", "mentions", "events", "attributions", "frames")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ROWS_A_SHARD = 10_000


def save_profiles(profiles: Profiles, folder: Path, *, texts: bool = False) -> Path:
    """Save profiles; see :meth:`framing.profiles.profiles.Profiles.save`."""
    import pyarrow.parquet as pq

    from framing.lexicon.yaml_format import lexicon_to_yaml

    if texts and profiles.texts is None:
        raise DataError("the texts were not kept with these profiles; save without texts")
    with _new_folder(folder) as made:
        names = profiles.store.schema.names
        table = pa.Table.from_batches(list(profiles.store.batches(names)), profiles.store.schema)
        shards = []
        for number, start in enumerate(range(0, max(table.num_rows, 1), _ROWS_A_SHARD)):
            name = f"part-{number:05d}.parquet"
            pq.write_table(table.slice(start, _ROWS_A_SHARD), made / name, compression="zstd")
            shards.append({"name": name, "sha256": _file_hash(made / name)})
        if texts and profiles.texts is not None:
            kept = pa.table({"article_id": list(profiles.texts.index), "text": profiles.texts.tolist()})
            pq.write_table(kept, made / "texts.parquet", compression="zstd")
        lexicons = []
        for number, lexicon in enumerate(profiles.lexicons.values()):
            name = f"lexicon-{number}.yaml"
            (made / name).write_text(lexicon_to_yaml(lexicon), encoding="utf-8")
            lexicons.append(name)
        manifest = {
            "format": FORMAT,
            "shards": shards,
            "lexicons": lexicons,
            "texts": bool(texts),
            "provenance": profiles.provenance.to_dict(),
        }
        text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False)
        (made / MANIFEST).write_text(text, encoding="utf-8")
    return folder


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
    manifest = _read_manifest(folder)
    shards = []
    for shard in manifest["shards"]:
        path = _inside(folder, shard["name"])
        if _file_hash(path) != shard["sha256"]:
            raise DataError(f"{path} was changed since it was saved; profile the corpus again")
        shards.append(path)
    if not shards:
        raise DataError(f"{folder} names no shards in its {MANIFEST}; profile the corpus again")
    try:
        schema = pq.read_schema(shards[0])
    except (OSError, pa.ArrowException) as error:
        raise DataError(f"{shards[0]} is not a Parquet file ({str(error).splitlines()[0]})") from None
    missing = [name for name in RESULT_SCHEMA.names if name not in schema.names]
    if missing:
        raise DataError(f"{shards[0]} lacks the columns {', '.join(missing)}; profile the corpus again")
    lexicons = [read_lexicon(_inside(folder, name)) for name in manifest["lexicons"]]
    texts = None
    if manifest.get("texts"):
        import pandas as pd

        table = pq.read_table(_inside(folder, "texts.parquet"))
        index = pd.Index(table.column("article_id").to_pylist(), name="article_id")
        texts = pd.Series(table.column("text").to_pylist(), index=index)
    provenance = Provenance.from_dict(manifest["provenance"])
    return Profiles(FolderStore(shards, schema), {lexicon.name: lexicon for lexicon in lexicons}, provenance, texts)


def export_tables(profiles: Profiles, folder: Path, *, form: str = "csv") -> list[Path]:
    """Write the flat tables; see :meth:`framing.profiles.profiles.Profiles.export`."""
    if form not in {"csv", "parquet"}:
        raise SettingError(given_possible("form", form, ["csv", "parquet"]))
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in TABLES:
            frame: pd.DataFrame = getattr(profiles, name)
            path = folder / f"{name}.{form}"
            with whole_file(path) as unfinished:
                if form == "csv":
                    escape_formulas(frame).to_csv(unfinished, index=False, encoding="utf-8-sig")
                else:
                    frame.to_parquet(unfinished, index=False, compression="zstd")
            written.append(path)
    except OSError as error:
        raise OutputError(
            f"{folder}: {(error.strerror or str(error)).lower()}; choose a folder you can write to"
        ) from None
    return written


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
            safe[name] = frame[name].map(_escaped)
    return safe.rename(columns={name: _escaped(name) for name in frame.columns})


def _escaped(value: Any) -> Any:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise DataError(f"{folder} holds no profiles (no {MANIFEST}); give a folder written by 'framing profile'")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise DataError(f"{path} is damaged; profile the corpus again") from None
    kinds = {"format": int, "shards": list, "lexicons": list, "provenance": dict}
    if not isinstance(manifest, dict) or any(not isinstance(manifest.get(k), kind) for k, kind in kinds.items()):
        raise DataError(f"{path} is not a manifest of profiles; profile the corpus again")
    if manifest["format"] > FORMAT:
        raise DataError(
            f"{folder} was saved by a later version (format {manifest['format']}); update framing to read it"
        )
    good_shards = all(
        isinstance(s, dict) and isinstance(s.get("name"), str) and isinstance(s.get("sha256"), str)
        for s in manifest["shards"]
    )
    if not good_shards or not all(isinstance(name, str) for name in manifest["lexicons"]):
        raise DataError(f"{path} is not a manifest of profiles; profile the corpus again")
    return manifest


def _inside(folder: Path, name: str) -> Path:
    """Give a file of the folder, refusing names that lead elsewhere."""
    path = folder / name
    if Path(name).name != name or path.is_symlink():
        raise DataError(f"{folder / MANIFEST} names a file outside its folder ({name!r}); do not use it")
    if not path.is_file():
        raise DataError(f"{path} is missing; profile the corpus again")
    return path


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _new_folder(folder: Path) -> Iterator[Path]:
    """Fill a folder beside the wanted one and rename it when it is complete."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder} exists already and is not an empty folder; choose another or remove it")
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
