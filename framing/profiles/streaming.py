"""Profiling files of any size into a folder: read, worked and written in batches, and resumed where it was stopped.

Memory holds a few batches and one shard, whatever the size of the corpus. The manifest of the folder describes the run
(versions, detectors with their lexicons' hashes, settings, the input's hash), and a run is resumed only where all of
that is the same; articles are then read from the start, those that are finished are passed over, the rest is worked.
"""

from __future__ import annotations

import hashlib
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from framing.corpus.reading import CorpusReader, open_corpus
from framing.detectors.protocol import Detector
from framing.errors import DataError, OutputError, SettingError
from framing.profiles.inputs import InputFiles, Source
from framing.profiles.locking import LOCK, lock_folder
from framing.profiles.plan import MAX_CHARACTERS, Plan
from framing.profiles.profiles import Profiles
from framing.profiles.running import corpus_batches, provenance_of, run_batches
from framing.profiles.saving import UnfinishedWarning, load_profiles
from framing.profiles.shards import (
    MANIFEST,
    ROWS_A_SHARD,
    Manifest,
    ShardWriter,
    add_to_digest,
    check_manifest,
    file_hash,
    writable,
    write_lexicons,
)
from framing.profiles.tables import RESULT_SCHEMA, carried_columns, warn_of_renamed

__all__ = ["Engine", "profile_files", "result_schema"]

Engine = Callable[[Plan, Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]
"""What runs a plan over batches and yields the results in order: this machine, Dask or Spark."""

_ROWS_READ = 1_000


def profile_files(
    source: Source,
    detectors: Sequence[Detector] | Detector = (),
    *,
    out: str | Path,
    resume: bool = False,
    jobs: int = 1,
    limit: int | None = None,
    sample: int | None = None,
    seed: int = 0,
    texts: bool = False,
    progress: bool | None = None,
    max_characters: int = MAX_CHARACTERS,
    engine: Engine | None = None,
    rows_a_shard: int = ROWS_A_SHARD,
    on_open: Callable[[CorpusReader], object] | None = None,
    **reading: Any,
) -> Profiles:
    r"""Measure every article of files or a folder, in constant memory, and write the results to a folder.

    Parameters
    ----------
    source : path or list of paths
        Anything that :func:`framing.read_corpus` reads.
    detectors : sequence of Detector
        What to measure; with none, articles are read only.
    out : path
        Folder to write; must be new or empty, or hold the unfinished run to resume.
    resume : bool
        Go on with the run in ``out`` where it was stopped; a folder that holds none is begun.
    jobs : int
        Worker processes; the results are the same for any number.
    limit : int, optional
        Take the first articles only, so many.
    sample : int, optional
        Take so many articles at random (of the first ``limit``), in the order of the corpus.
    seed : int
        Of the sample.
    texts : bool
        Keep the articles' texts too; think of their licence.
    progress : bool, optional
        Show rate, finished and remaining articles and problems on standard error; by default only on a terminal.
    max_characters : int
        Longer articles get a row with their ``problem``.
    engine : callable, optional
        What runs the plan: :func:`framing.profiles.dask_runner.dask_engine` or
        :func:`framing.profiles.spark_runner.spark_engine`; by default ``jobs`` processes on this machine.
    rows_a_shard : int
        Most articles a file; what is in an unfinished file is lost when a run is stopped.
    on_open : callable, optional
        Called with the opened corpus before the work begins: its ``columns`` say what was matched, its ``skipped``
        say afterwards what lay in a folder and was left out.
    **reading
        Further arguments of :func:`framing.read_corpus` (``columns``, ``format``, ``repair`` …).

    Returns
    -------
    Profiles
        Opened from the folder, as :func:`framing.load_profiles` does; nothing of it is in memory yet.

    Raises
    ------
    ReadError
        When the input cannot be read, is lost or changes during the run.
    CorpusError
        When the corpus lacks ``text`` or repeats an ``article_id``.
    SettingError
        When the detectors cannot run together, or the run to resume had other settings, lexicons, versions or input;
        the message says which.
    OutputError
        When the folder is not empty, cannot be written, or another run is writing it.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import framing as fr
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "corpus.csv").write_text("id,text\na,A raid in Jenin.\nb,\n", encoding="utf-8")
    >>> detectors = [fr.LexiconDetector(fr.load_lexicon("conflict"))]
    >>> profiles = fr.profile_files(folder / "corpus.csv", detectors, out=folder / "profiles")
    >>> profiles.articles["problem"].tolist()[1]
    'no text'
    """
    folder = Path(out)
    for name, value, least in (
        ("jobs", jobs, 1),
        ("limit", limit, 0),
        ("sample", sample, 1),
        ("rows_a_shard", rows_a_shard, 1),
    ):
        if value is not None and value < least:
            raise SettingError(f"{name}={value} is not possible; give {least} or more")
    _check_place(folder, resume)
    plan = Plan([detectors] if isinstance(detectors, Detector) else list(detectors), max_characters)
    plan.check()
    files = InputFiles.of(source, folder)
    reader = open_corpus(source, **reading)
    warn_of_renamed(reader.schema.names)
    if on_open is not None:
        on_open(reader)
    choice = replace(_Choice.of(reader, limit, sample, seed), read_at_once=min(_ROWS_READ, rows_a_shard))
    base = provenance_of(plan, corpus_hash="", n_articles=0, n_problems=0)
    taken = {name: value for name, value in (("limit", limit), ("sample", sample)) if value is not None}
    provenance = replace(base, settings={**base.settings, **taken}, seed=seed if sample is not None else None)
    described = provenance.to_dict()
    given = {key: _plain(value) for key, value in reading.items() if value is not None}
    run = {
        **{key: described[key] for key in ("framing", "python", "platform", "libraries", "detectors", "seed")},
        "settings": {**provenance.settings, "texts": texts, **given},
        "input": files.describe(),
    }
    _make(folder)
    with lock_folder(folder):
        manifest = _begun(folder, resume, run)
        if manifest is None:
            _sweep(folder, ())
            names = tuple(f"lexicon-{number}.yaml" for number in range(len(plan.lexicons)))
            manifest = Manifest(False, (), (), names, provenance, run, choice.rows)
            manifest.write(folder)
        if not manifest.finished:
            work = _Work(folder, plan, reader, files, choice, rows_a_shard)
            work.go_on(manifest, engine or _local(jobs), texts=texts, progress=progress)
    return load_profiles(folder)


def result_schema(schema: pa.Schema) -> pa.Schema:
    """Give the columns that a plan makes of a corpus with these columns."""
    kept = [schema.field(old).with_name(new) for old, new in carried_columns(schema.names).items()]
    return pa.schema([RESULT_SCHEMA.field("article_id"), *kept, *(f for f in RESULT_SCHEMA if f.name != "article_id")])


def _local(jobs: int) -> Engine:
    def run(plan: Plan, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return run_batches(plan, batches, jobs=jobs, progress=False)

    return run


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which articles are taken: the first ones, or some at random; ``rows`` is None where their number is unknown."""

    rows: int | None
    limit: int | None
    places: Any = None
    read_at_once: int = _ROWS_READ

    @classmethod
    def of(cls, reader: CorpusReader, limit: int | None, sample: int | None, seed: int) -> _Choice:
        total = reader.rows
        if sample is not None and total is None:
            total = sum(batch.num_rows for batch in reader.batches(_ROWS_READ))
        rows = total if limit is None or (total is not None and total < limit) else limit
        if sample is None or rows is None:
            return cls(rows if total is not None else None, limit)
        import numpy as np

        if sample > rows:
            raise SettingError(f"sample={sample:,} is not possible; there are {rows:,} articles to choose from")
        return cls(sample, limit, np.sort(np.random.default_rng(seed).choice(rows, sample, replace=False)))

    def batches(self, reader: CorpusReader, done: int) -> Iterator[pa.RecordBatch]:
        """Read the articles chosen but the first ``done`` of them."""
        import numpy as np

        if self.rows is not None and done >= self.rows:
            return
        start = passed = 0
        for batch in reader.batches(self.read_at_once):
            end = start + batch.num_rows
            if self.places is not None:
                low, high = np.searchsorted(self.places, [start, end])
                chosen = batch.take(pa.array(self.places[low:high] - start))
            else:
                chosen = batch if self.limit is None else batch.slice(0, max(self.limit - start, 0))
            skipped = min(max(done - passed, 0), chosen.num_rows)
            passed += chosen.num_rows
            if chosen.num_rows > skipped:
                yield chosen.slice(skipped)
            if (self.rows is not None and passed >= self.rows) or (self.limit is not None and end >= self.limit):
                return
            start = end


@dataclass(frozen=True, slots=True)
class _Work:
    """One stretch of a run: from what the manifest says is finished to the end, or to whatever stops it."""

    folder: Path
    plan: Plan
    reader: CorpusReader
    files: InputFiles
    choice: _Choice
    rows_a_shard: int

    def go_on(self, manifest: Manifest, engine: Engine, *, texts: bool, progress: bool | None) -> None:
        from tqdm import tqdm

        manifest, digest = _checked(self.folder, manifest)
        _sweep(self.folder, [shard.name for shard in (*manifest.shards, *manifest.texts)])
        write_lexicons(self.folder, list(self.plan.lexicons.values()))
        schema = result_schema(self.reader.schema)
        writer = ShardWriter(
            self.folder, manifest, schema, digest=digest, rows=self.rows_a_shard, check=self._check_shard
        )
        problems = manifest.provenance.n_problems
        sent: deque[pa.RecordBatch] = deque()
        hidden = None if progress is None else not progress
        with tqdm(
            total=manifest.articles,
            initial=manifest.rows,
            unit=" articles",
            disable=hidden,
            file=sys.stderr,
            leave=False,
            smoothing=0.05,
        ) as bar:
            for result in engine(self.plan, self._sent(sent, manifest.rows, texts)):
                writer.add(result, sent.popleft() if texts else None)
                problems += result.num_rows - result.column("problem").null_count
                bar.set_postfix(problems=problems, refresh=False)
                bar.update(result.num_rows)
        self.files.check_unchanged()
        writer.finish()

    def _sent(self, sent: deque[pa.RecordBatch], done: int, texts: bool) -> Iterator[pa.RecordBatch]:
        """Cut what is read into batches; their texts wait in ``sent`` for the results to come back."""
        for read in self.choice.batches(self.reader, done):
            for batch in corpus_batches(pa.Table.from_batches([read])):
                if texts:
                    sent.append(batch.select(["article_id", "text"]))
                yield batch

    def _check_shard(self, table: pa.Table) -> None:
        # A file that vanished from a folder of articles would be a row with a problem, and stay one when resumed.
        if table.column("problem").null_count < table.num_rows:
            self.files.check_unchanged()


def _check_place(folder: Path, resume: bool) -> None:
    """Refuse a folder that holds something else, before any work is done."""
    if not folder.is_dir():
        writable(folder)
        return
    there = [path.name for path in folder.iterdir() if not _is_left_over(path.name)]
    if MANIFEST not in there:
        if there:
            writable(folder)
        return
    manifest = Manifest.read(folder)
    if not manifest.run:
        raise OutputError(f"{folder} exists already and holds profiles that were saved; choose another or remove it")
    if not resume:
        if manifest.finished:
            raise OutputError(f"{folder} exists already and holds a finished run; choose another folder or remove it")
        raise OutputError(
            f"{folder} exists already and holds a run that stopped after {manifest.rows:,} articles; go on with "
            "--resume (resume=True), choose another folder, or remove it"
        )


def _begun(folder: Path, resume: bool, run: Mapping[str, Any]) -> Manifest | None:
    """Give the manifest of the run to resume, None where there is none; called under the lock."""
    _check_place(folder, resume)
    if not (folder / MANIFEST).is_file():
        return None
    manifest = Manifest.read(folder)
    changes = list(_changes(manifest.run, run))
    if changes:
        raise SettingError(
            f"{folder} holds a run that cannot be resumed, because something changed: {'; '.join(changes)}; set it "
            "back, or profile into another folder"
        )
    check_manifest(folder)
    return manifest


def _changes(old: Mapping[str, Any], new: Mapping[str, Any], within: str = "") -> Iterator[str]:
    for key in dict.fromkeys([*old, *new]):
        before, after = old.get(key), new.get(key)
        if isinstance(after, tuple):
            after = list(after)
        if before == after:
            continue
        if key == "input" and isinstance(before, Mapping) and isinstance(after, Mapping):
            yield f"the input ({_input(before)}, now {_input(after)})"
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from _changes(before, after, "" if key == "settings" else f"{key}: ")
        elif isinstance(before, list) and isinstance(after, list):
            gone, come = ([str(x) for x in a if x not in b] for a, b in ((before, after), (after, before)))
            yield f"{within}{key} ({', '.join(gone) or 'nothing'}, now {', '.join(come) or 'nothing'})"
        else:
            yield f"{within}{key} ({before}, now {after})"


def _input(described: Mapping[str, Any]) -> str:
    files, size, digest = described.get("files"), described.get("bytes"), str(described.get("sha256"))[:12]
    return f"{files} file{'s' if files != 1 else ''} of {size} bytes, SHA-256 {digest}"


def _plain(value: Any) -> Any:
    """Give a setting as JSON would give it back."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _checked(folder: Path, manifest: Manifest) -> tuple[Manifest, Any]:
    """Keep the finished shards whose bytes are whole, from the first on, and hash their articles."""
    import pyarrow.parquet as pq

    digest = hashlib.sha256()
    kept = problems = 0
    for place, shard in enumerate(manifest.shards):
        pair = [shard, *manifest.texts[place : place + 1]]
        try:
            whole = all(file_hash(folder / part.name) == part.sha256 for part in pair)
        except OSError:
            whole = False
        if not whole:
            warnings.warn(
                f"{folder / shard.name} was lost or changed since; it and all that follow are made again",
                UnfinishedWarning,
                stacklevel=4,
            )
            break
        add_to_digest(digest, pq.read_table(folder / shard.name, columns=["article_id", "text_hash"]))
        kept, problems = kept + 1, problems + shard.problems
    if kept < len(manifest.shards):
        rows = sum(shard.rows for shard in manifest.shards[:kept])
        provenance = replace(manifest.provenance, corpus_hash=digest.hexdigest(), n_articles=rows, n_problems=problems)
        manifest = replace(manifest, shards=manifest.shards[:kept], texts=manifest.texts[:kept], provenance=provenance)
        manifest.write(folder)
    elif digest.hexdigest() != manifest.provenance.corpus_hash and kept:
        raise DataError(f"{folder / MANIFEST} does not fit its shards; profile into another folder")
    return manifest, digest


def _is_left_over(name: str) -> bool:
    return name == LOCK or name.startswith(".framing-")


def _sweep(folder: Path, keep: Sequence[str]) -> None:
    """Remove what a run that was stopped left half done."""
    for path in folder.iterdir():
        ours = path.name.startswith((".framing-", "part-", "texts-")) and path.name not in keep
        if ours and path.is_file() and not path.is_symlink():
            with suppress(OSError):
                path.unlink()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder}: {(error.strerror or str(error)).lower()}; choose a folder you can write to"
        ) from None
