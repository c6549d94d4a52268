"""Files to folders: in constant memory, killed and resumed, on a full disk, one run at a time."""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import framing as fr
from framing.errors import DataError, FramingError, OutputError, ReadError, SettingError
from framing.lexicon.yaml_format import yaml_to_lexicon
from framing.profiles.locking import LOCK, lock_folder
from framing.profiles.running import run_batches
from framing.profiles.saving import UnfinishedWarning
from framing.profiles.shards import Manifest, file_hash
from framing.profiles.tables import MEASURED

LEXICON = (
    "name: tiny\nversion: {version}\ncategories: {{force: {{terms: [raid, raids, army]}}, doubt: {{terms: [alleged]}}}}"
)
ROWS = 45
TABLES = ("articles", *MEASURED)


def detectors(version="1.0.0"):
    return [fr.LexiconDetector(yaml_to_lexicon(LEXICON.format(version=version)))]


def articles(n=ROWS):
    return [
        {
            "article_id": f"a{row}",
            "headline": f"Raid number {row}",
            "text": ""
            if row % 11 == 7
            else f"The army began raid {row}.\n\n“An alleged raid,” said Mira Dole, a teacher.",
            "outlet": f"Outlet {row % 3}",
            "length": row,
        }
        for row in range(n)
    ]


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def contents(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def assert_equal(profiles, other):
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(profiles, name), getattr(other, name))
    assert profiles.provenance == other.provenance


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return write(tmp_path_factory.mktemp("input") / "corpus.jsonl", articles())


@pytest.fixture(scope="module")
def reference(source, tmp_path_factory):
    """The run that nothing stopped."""
    folder = tmp_path_factory.mktemp("reference") / "out"
    fr.profile_files(source, detectors(), out=folder, rows_a_shard=3, texts=True)
    return folder


def stop_after(results):
    """Make an engine that Ctrl-C stops after some batches."""

    def engine(plan, batches):
        for number, result in enumerate(run_batches(plan, batches, progress=False)):
            if number == results:
                raise KeyboardInterrupt
            yield result

    return engine


def run(source, out, **settings):
    return fr.profile_files(source, detectors(), out=out, rows_a_shard=3, texts=True, **settings)


def test_a_folder_equals_profiles_in_memory(source, reference):
    profiles = fr.load_profiles(reference)
    assert_equal(profiles, fr.profile(fr.read_corpus(source), detectors()))
    assert len(profiles) == ROWS
    assert profiles.provenance.n_problems == 4  # rows 7, 18, 29 and 40 have no text
    assert profiles.text("a3").startswith("Raid number 3")
    assert [shard.rows for shard in Manifest.read(reference).shards] == [3] * 15
    assert [shard.first for shard in Manifest.read(reference).shards] == list(range(0, 45, 3))


def test_aggregates_of_a_folder_make_no_table_of_mentions(reference):
    profiles = fr.load_profiles(reference)
    in_memory = fr.load_profiles(reference)
    kept = in_memory.mentions[in_memory.mentions["duplicate_of"].isna()]
    by_hand = kept.groupby(["article_id", "feature"]).size()
    stacked = profiles.counts().stack()
    assert stacked[stacked > 0].to_dict() == by_hand.astype(float).to_dict()
    profiles.rates(voice="own")
    profiles.table()
    assert profiles.n_rows("mentions") == len(in_memory.mentions)
    assert "mentions" not in vars(profiles)
    assert "words" not in vars(profiles)


def test_some_columns_of_a_table(reference):
    profiles = fr.load_profiles(reference)
    some = profiles.rows("mentions", ["feature", "duplicate_of", "confidence"])
    whole = profiles.mentions[["article_id", "feature", "duplicate_of", "confidence"]]
    pd.testing.assert_frame_equal(some.astype({"article_id": "str", "feature": "str"}), whole)
    with pytest.raises(SettingError, match="column 'mood' is not known; possible: 'article_id', 'start'"):
        profiles.rows("mentions", ["mood"])
    with pytest.raises(SettingError, match="table 'moods' is not known"):
        profiles.rows("moods", [])


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl.gz"])
def test_every_format_gives_the_same_rows(source, tmp_path, ending):
    table = fr.read_corpus(source)[["article_id", "headline", "text", "outlet", "length"]]
    path = tmp_path / f"corpus.{ending}"
    if ending == "csv":
        table.to_csv(path, index=False)
    elif ending == "parquet":
        table.to_parquet(path)
    else:
        table.to_json(path, orient="records", lines=True)
    mentions = fr.profile_files(path, detectors(), out=tmp_path / "out", rows_a_shard=7).mentions
    pd.testing.assert_frame_equal(mentions, fr.profile(table, detectors()).mentions)


def test_saved_profiles_are_a_folder_of_the_same_kind(reference, tmp_path):
    profiles = fr.load_profiles(reference)
    again = fr.load_profiles(profiles.save(tmp_path / "saved", texts=True))
    assert_equal(again, profiles)
    pd.testing.assert_series_equal(again.texts, profiles.texts)


def test_first_articles_and_random_ones(source, tmp_path):
    first = fr.profile_files(source, [], out=tmp_path / "first", limit=20)
    assert first.articles["article_id"].tolist() == [f"a{n}" for n in range(20)]
    drawn = [
        fr.profile_files(source, [], out=tmp_path / f"{n}", sample=8, seed=seed, limit=limit, rows_a_shard=3)
        for n, (seed, limit) in enumerate([(1, None), (1, None), (2, None), (1, 9)])
    ]
    ids = [profiles.articles["article_id"].tolist() for profiles in drawn]
    assert len(set(ids[0])) == 8
    assert ids[0] == ids[1] != ids[2]
    assert ids[0] == sorted(ids[0], key=lambda name: int(name[1:]))
    assert set(ids[3]) < {f"a{n}" for n in range(9)}
    assert drawn[0].provenance.seed == 1
    assert drawn[0].provenance.settings["sample"] == 8
    with pytest.raises(SettingError, match="sample=46 is not possible; there are 45 articles"):
        fr.profile_files(source, [], out=tmp_path / "x", sample=46)
    assert not (tmp_path / "x").exists()


def test_every_article_is_drawn_equally_often(source, tmp_path):
    from framing.corpus.reading import open_corpus
    from framing.profiles.streaming import _Choice

    reader = open_corpus(source)
    drawn = [place for seed in range(900) for place in _Choice.of(reader, None, 5, seed).places]
    counts = pd.Series(drawn).value_counts()
    # 900 draws of 5 from 45: each place 100 times, standard deviation 9.4
    assert len(counts) == 45
    assert counts.between(60, 140).all()


def test_a_folder_of_files_without_a_known_number(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(6):
        (tmp_path / "in" / f"t{number}.txt").write_text(f"Raid {number}\n\nThe army began a raid.", encoding="utf-8")
    profiles = fr.profile_files(tmp_path / "in", detectors(), out=tmp_path / "out", limit=4, rows_a_shard=3)
    assert profiles.articles["article_id"].tolist() == ["t0", "t1", "t2", "t3"]
    sampled = fr.profile_files(tmp_path / "in", detectors(), out=tmp_path / "sampled", sample=2, seed=3)
    assert len(sampled) == 2


def test_results_beside_the_articles_are_no_input(tmp_path):
    for number in range(6):
        (tmp_path / f"t{number}.txt").write_text(f"Raid {number}\n\nThe army began a raid.", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        fr.profile_files(tmp_path, detectors(), out=tmp_path / "out", rows_a_shard=2, engine=stop_after(2))
    resumed = fr.profile_files(tmp_path, detectors(), out=tmp_path / "out", rows_a_shard=2, resume=True)
    assert resumed.articles["article_id"].tolist() == [f"t{n}" for n in range(6)]


def test_results_among_tables_are_refused(tmp_path):
    write(tmp_path / "corpus.jsonl", articles(3))
    with pytest.raises(SettingError, match="whose tables its files would mix with"):
        fr.profile_files(tmp_path, detectors(), out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_empty_corpus_has_a_folder(tmp_path):
    (tmp_path / "empty.csv").write_text("id,text\n", encoding="utf-8")
    profiles = fr.profile_files(tmp_path / "empty.csv", detectors(), out=tmp_path / "out")
    assert len(profiles) == 0
    assert profiles.counts().shape == (0, 2)
    assert profiles.shares().empty
    assert profiles.rows("mentions", ["feature"]).empty


def test_what_was_finished_is_readable_and_resumed(source, reference, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run(source, out, engine=stop_after(4))
    with pytest.warns(UnfinishedWarning, match="unfinished: 12 of 45 articles are there"):
        partial = fr.load_profiles(out)
    pd.testing.assert_frame_equal(partial.articles, fr.load_profiles(reference).articles.iloc[:12])
    with pytest.raises(OutputError, match=r"stopped after 12 articles; go on with --resume"):
        run(source, out)
    worked = []

    def engine(plan, batches):
        for result in run_batches(plan, batches, progress=False):
            worked.extend(result.column("article_id").to_pylist())
            yield result

    run(source, out, resume=True, engine=engine)
    assert worked == [f"a{n}" for n in range(12, 45)]
    assert contents(out) == contents(reference)


def test_a_finished_run_is_resumed_by_opening_it(source, reference):
    before = contents(reference)
    assert len(run(source, reference, resume=True)) == ROWS
    assert contents(reference) == before


def test_resuming_where_nothing_is_begins(source, reference, tmp_path):
    run(source, tmp_path / "out", resume=True)
    assert contents(tmp_path / "out") == contents(reference)


def test_a_shard_that_was_lost_is_made_again(source, reference, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run(source, out, engine=stop_after(6))
    (out / "part-00002.parquet").write_bytes(b"PAR1")
    with pytest.warns(UnfinishedWarning, match="part-00002.parquet was lost or changed"):
        run(source, out, resume=True)
    assert contents(out) == contents(reference)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": "1.1.0"}, r"detectors \(lexicon:tiny 1.0.0 \w+, now lexicon:tiny 1.1.0 \w+\)"),
        ({"limit": 40}, r"limit \(None, now 40\)"),
        ({"sample": 40, "seed": 3}, r"seed \(None, now 3\); sample \(None, now 40\)"),
        ({"max_characters": 50}, r"max_characters \(10000000, now 50\)"),
        ({"columns": {"outlet": None}}, r"columns \(None, now \{'outlet': None\}\)"),
        ({"rows": 44}, r"the input \(1 file of \d+ bytes, SHA-256 \w+, now 1 file of \d+ bytes, SHA-256 \w+\)"),
    ],
)
def test_what_changed_is_said_and_not_resumed(tmp_path, change, message):
    source, out = write(tmp_path / "corpus.jsonl", articles()), tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        fr.profile_files(source, detectors(), out=out, rows_a_shard=3, engine=stop_after(2))
    before = contents(out)
    if "rows" in change:
        write(source, articles(change.pop("rows")))
    with pytest.raises(SettingError, match=message):
        fr.profile_files(source, detectors(change.pop("version", "1.0.0")), out=out, resume=True, **change)
    assert contents(out) == before


def test_another_version_does_not_resume(source, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run(source, out, engine=stop_after(2))
    text = (out / "manifest.json").read_text(encoding="utf-8")
    data = json.loads(text)
    data["run"]["framing"] = "0.0.9"
    data["run"]["libraries"]["numpy"] = "1.0"
    (out / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SettingError, match=rf"framing \(0.0.9, now {fr.__version__}\); libraries: numpy \(1.0, now"):
        run(source, out, resume=True)


def test_other_folders_are_left_alone(source, reference, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    for resume in (False, True):
        with pytest.raises(OutputError, match="not an empty folder"):
            run(source, tmp_path, resume=resume)
    saved = fr.load_profiles(reference).save(tmp_path / "saved")
    with pytest.raises(OutputError, match="holds profiles that were saved"):
        run(source, saved, resume=True)
    with pytest.raises(OutputError, match="holds a finished run"):
        run(source, reference)


def test_an_input_that_vanishes(tmp_path, reference):
    source, out = write(tmp_path / "corpus.jsonl", articles()), tmp_path / "out"
    with pytest.raises(ReadError, match=r"corpus.jsonl' was lost while it was being read; what was finished is kept"):
        run(source, out, engine=vanishing(source))
    assert Manifest.read(out).rows > 0
    with pytest.raises(ReadError, match="does not exist"):
        run(source, out, resume=True)
    write(source, articles())
    run(source, out, resume=True)
    assert contents(out) == contents(reference)


def vanishing(path):
    def engine(plan, batches):
        for number, result in enumerate(run_batches(plan, batches, progress=False)):
            if number == 4:
                path.unlink()
            yield result

    return engine


def test_a_file_that_vanishes_from_a_folder_is_no_article_with_a_problem(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(9):
        (folder / f"t{number}.txt").write_text(f"Raid {number}\n\nThe army began a raid.", encoding="utf-8")
    lost = folder / "t7.txt"
    content = lost.read_bytes()
    whole = fr.profile_files(folder, detectors(), out=tmp_path / "whole", rows_a_shard=2)
    with pytest.raises(ReadError, match="was lost while it was being read"):
        fr.profile_files(folder, detectors(), out=tmp_path / "out", rows_a_shard=2, engine=first_of(lost))
    assert Manifest.read(tmp_path / "out").rows == 6
    lost.write_bytes(content)
    again = fr.profile_files(folder, detectors(), out=tmp_path / "out", rows_a_shard=2, resume=True)
    assert_equal(again, whole)


def first_of(path):
    def engine(plan, batches):
        for number, batch in enumerate(batches):
            if number == 1:
                path.unlink()
            yield plan.run(batch)

    return engine


def test_an_input_that_changes_while_it_is_read(tmp_path):
    source = write(tmp_path / "corpus.jsonl", articles())

    def engine(plan, batches):
        yield from run_batches(plan, batches, progress=False)
        with source.open("a", encoding="utf-8") as file:
            file.write("\n")

    with pytest.raises(ReadError, match="was changed while it was being read"):
        run(source, tmp_path / "out", engine=engine)
    assert not Manifest.read(tmp_path / "out").finished


def test_a_second_run_is_told(source, tmp_path):
    out = tmp_path / "out"

    def engine(plan, batches):
        with pytest.raises(OutputError, match=rf"is being written by another run \(process {os.getpid()} on "):
            run(source, out, resume=True)
        yield from run_batches(plan, batches, progress=False)

    run(source, out, engine=engine)
    assert Manifest.read(out).finished
    assert not (out / LOCK).exists()


def hold(folder, ready):
    with lock_folder(folder):
        ready.set()
        time.sleep(60)


@pytest.fixture(scope="module")
def processes():
    """Make processes that start quickly: forked from one that has imported the library."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["framing.profiles.streaming", "framing.detectors.terms", "pandas", "pyarrow.parquet"]
    )
    return context


def test_a_lock_of_a_dead_process_is_none(processes, tmp_path):
    ready = processes.Event()
    holder = processes.Process(target=hold, args=(tmp_path, ready))
    holder.start()
    assert ready.wait(60)
    with pytest.raises(OutputError, match=f"process {holder.pid} on"), lock_folder(tmp_path):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    assert (tmp_path / LOCK).exists()
    with lock_folder(tmp_path):
        pass
    assert not (tmp_path / LOCK).exists()


def start(processes, source, out, jobs=1):
    settings = {"out": out, "rows_a_shard": 3, "texts": True, "resume": True, "jobs": jobs, "progress": False}
    worker = processes.Process(target=fr.profile_files, args=(source, detectors()), kwargs=settings)
    worker.start()
    return worker


def test_killed_at_twenty_moments_and_resumed(processes, source, reference, tmp_path):
    chance = random.Random(20)
    for name in ("warm", "timed"):  # the first process of all waits for the imports
        began = time.monotonic()
        start(processes, source, tmp_path / name).join()
        duration = time.monotonic() - began
    expected = fr.load_profiles(reference).articles
    out, attempt, kills, stopped_within = tmp_path / "out-0", 0, 0, set()
    while kills < 20:
        worker = start(processes, source, out)
        time.sleep(chance.uniform(0, duration))
        with suppress(ProcessLookupError):
            os.kill(worker.pid, chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM]))
        worker.join()
        if worker.exitcode == 0:
            assert contents(out) == contents(reference)
            attempt += 1
            out = tmp_path / f"out-{attempt}"
            continue
        kills += 1
        if (out / "manifest.json").exists():
            manifest = Manifest.read(out)
            stopped_within.add(manifest.rows)
            assert all(file_hash(out / shard.name) == shard.sha256 for shard in (*manifest.shards, *manifest.texts))
            ids = [
                name for shard in manifest.shards for name in pq.read_table(out / shard.name)["article_id"].to_pylist()
            ]
            assert ids == expected["article_id"].tolist()[: manifest.rows]
    run(source, out, resume=True)
    assert contents(out) == contents(reference)
    assert len(stopped_within) > 1


def children(pid):
    return [
        int(name) for task in Path(f"/proc/{pid}/task").iterdir() for name in (task / "children").read_text().split()
    ]


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[-1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_workers_end_with_their_killed_parent(processes, tmp_path):
    source = write(tmp_path / "corpus.jsonl", articles(400))
    parent = start(processes, source, tmp_path / "out", jobs=2)
    limit = time.monotonic() + 120
    while not (tmp_path / "out" / "part-00001.parquet").exists() and time.monotonic() < limit:
        time.sleep(0.02)
    workers = children(parent.pid)
    assert len(workers) >= 2
    os.kill(parent.pid, signal.SIGKILL)
    parent.join()
    while any(map(alive, workers)) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not any(map(alive, workers))
    # What two workers wrote and one goes on with is what one writes alone.
    assert not Manifest.read(tmp_path / "out").finished
    run(source, tmp_path / "out", resume=True)
    run(source, tmp_path / "alone")
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")


class Deadly(fr.LexiconDetector):
    """Ends its process, as a system short of memory would, while a file is there."""

    file = ""

    def __getstate__(self):
        return {**super().__getstate__(), "file": self.file}

    def detect(self, batch):
        if os.path.exists(self.file) and multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().detect(batch)


def test_a_worker_that_is_killed_is_said_and_the_run_resumed(tmp_path):
    source, out = write(tmp_path / "corpus.jsonl", articles(6)), tmp_path / "out"
    deadly = Deadly(yaml_to_lexicon(LEXICON.format(version="1.0.0")))
    deadly.file = str(tmp_path / "short of memory")
    Path(deadly.file).touch()
    with pytest.raises(FramingError, match="a worker process ended before its work was done"):
        fr.profile_files(source, deadly, out=out, rows_a_shard=3, jobs=2)
    Path(deadly.file).unlink()
    assert len(fr.profile_files(source, deadly, out=out, rows_a_shard=3, resume=True)) == 6


TINY_DISK = """
import os, resource, signal, subprocess, sys
from pathlib import Path
sys.path.insert(0, {here!r})
import test_streaming as shared
from framing.errors import OutputError
from framing.profiles.shards import Manifest
from framing.profiles.saving import load_profiles
import warnings

disk, source = Path(sys.argv[1]), sys.argv[2]
mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=56k", "tmpfs", disk], capture_output=True).returncode == 0
if not mounted:  # no rights to mount: files end at this size instead
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, hard))
try:
    shared.run(source, disk / "out")
except OutputError as error:
    print(error)
else:
    sys.exit("the disk was not full")
manifest = Manifest.read(disk / "out")
print("finished", manifest.rows, "mounted" if mounted else "limited")
if manifest.shards:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert len(load_profiles(disk / "out").articles) == manifest.rows
if mounted:
    assert subprocess.run(["mount", "-o", "remount,size=8m", disk]).returncode == 0
else:
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
shared.run(source, disk / "out", resume=True)
subprocess.run(["cp", "-r", disk / "out", sys.argv[3]], check=True)
"""


def test_a_tiny_full_file_system(source, reference, tmp_path):
    (tmp_path / "disk").mkdir()
    script = tmp_path / "script.py"
    script.write_text(TINY_DISK.format(here=str(Path(__file__).parent)), encoding="utf-8")
    python = [sys.executable, str(script), str(tmp_path / "disk"), str(source), str(tmp_path / "out")]
    own = ["unshare", "--user", "--map-root-user", "--mount"]
    try:
        may = subprocess.run([*own, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        may = False
    paths = os.pathsep.join(dict.fromkeys([str(Path(fr.__file__).parent.parent), *filter(None, sys.path)]))
    done = subprocess.run(
        [*(own if may else []), *python],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no space left on device" in done.stdout or "file too large" in done.stdout
    if "mounted" in done.stdout:
        assert 0 < int(done.stdout.split("finished ")[1].split()[0]) < ROWS
    assert contents(tmp_path / "out") == contents(reference)


def test_a_tampered_shard_is_found_when_it_is_read(reference, tmp_path):
    import shutil

    shutil.copytree(reference, tmp_path / "out")
    part = tmp_path / "out" / "part-00009.parquet"
    content = bytearray(part.read_bytes())
    content[100] ^= 1
    part.write_bytes(content)
    profiles = fr.load_profiles(tmp_path / "out")
    with pytest.raises(DataError, match=r"part-00009.parquet was changed since it was saved"):
        profiles.counts()
    part.write_bytes(content[:-1])
    with pytest.raises(DataError, match=r"part-00009.parquet was changed since it was saved"):
        fr.load_profiles(tmp_path / "out")


def test_a_manifest_that_lies_about_rows(reference, tmp_path):
    import shutil

    shutil.copytree(reference, tmp_path / "out")
    data = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    data["shards"][0]["rows"] = 10**15
    del data["check"]  # as an earlier version wrote it, or somebody who means to
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    profiles = fr.load_profiles(tmp_path / "out")
    assert len(profiles) == ROWS
    assert len(profiles.counts()) == ROWS


def test_folders_of_the_first_format_still_open(source, tmp_path):
    profiles = fr.profile(fr.read_corpus(source), detectors())
    folder = profiles.save(tmp_path / "old")
    data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    old = {key: data[key] for key in ("lexicons", "provenance")}
    old |= {"format": 1, "texts": False, "shards": [{k: s[k] for k in ("name", "sha256")} for s in data["shards"]]}
    (folder / "manifest.json").write_text(json.dumps(old), encoding="utf-8")
    opened = fr.load_profiles(folder)
    assert len(opened) == ROWS
    assert_equal(opened, profiles)
