"""The same results on Dask and on Spark: real clusters on this machine, and a worker that is killed."""

import os
import signal
import subprocess
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.errors import CorpusError, DataError, OutputError, SettingError
from framing.lexicon.yaml_format import yaml_to_lexicon
from framing.profiles.tables import MEASURED

pytestmark = pytest.mark.cluster

LEXICON = yaml_to_lexicon("""\
name: tiny
version: 1.0.0
categories:
  force: {terms: [raid, raids, army]}
  doubt: {terms: [alleged]}
""")
TEXT = "The army began raid {}.\n\n“An alleged raid,” said Mira Dole, a teacher."


def corpus(n=40):
    return pd.DataFrame(
        {
            "article_id": [f"a{row}" for row in range(n)],
            "text": [None if row % 11 == 7 else TEXT.format(row) for row in range(n)],
            "headline": [f"Raid number {row}" for row in range(n)],
            "outlet": [f"Outlet {row % 3}" for row in range(n)],
            "published": pd.date_range("2024-03-14", periods=n, tz="UTC", unit="us"),
            "length": range(n),
        }
    )


class Deadly(fr.LexiconDetector):
    """Kills the worker process that first meets the article, leaving a mark, and finds terms ever after."""

    mark = ""

    def __getstate__(self):
        return {**super().__getstate__(), "mark": self.mark}

    def detect(self, batch):
        if self.mark and any("raid 23." in document.text for document in batch.documents):
            try:
                os.close(os.open(self.mark, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        return super().detect(batch)


def deadly(tmp_path):
    detector = Deadly(LEXICON)
    detector.mark = str(tmp_path / "killed")
    return detector


@pytest.fixture(scope="module")
def local():
    return fr.profile(corpus(), [fr.LexiconDetector(LEXICON)])


def assert_equal(profiles, other):
    assert list(profiles.articles.columns) == list(other.articles.columns)
    for name in ("articles", *MEASURED):
        pd.testing.assert_frame_equal(getattr(profiles, name), getattr(other, name))
    assert profiles.provenance == other.provenance


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("input") / "corpus.parquet"
    corpus().to_parquet(path)
    return path


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A cluster of two worker processes on loopback."""
    import distributed

    here = str(Path(__file__).parent)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
        cluster = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1",
            local_directory=tmp_path_factory.mktemp("dask"),
        )  # fmt: skip
        with cluster, distributed.Client(cluster) as client:
            yield client


def dask_frame():
    import dask.dataframe as dd

    return dd.from_pandas(corpus(), npartitions=4, sort=False)


@pytest.mark.filterwarnings("ignore")
class TestDask:
    def test_compute_equals_the_local_result(self, client, local):
        lazy = fr.profile(dask_frame(), fr.LexiconDetector(LEXICON))
        assert "nothing is measured yet" in repr(lazy)
        assert_equal(lazy.compute(), local)

    def test_workers_write_a_folder(self, client, local, tmp_path):
        saved = fr.profile(dask_frame(), [fr.LexiconDetector(LEXICON)]).save(tmp_path / "out", rows_a_shard=7)
        assert_equal(saved, local)
        assert_equal(fr.load_profiles(tmp_path / "out"), local)
        # four partitions of ten articles, seven a file
        assert len(list((tmp_path / "out").glob("part-*.parquet"))) == 8

    def test_a_worker_killed_in_the_middle(self, client, local, tmp_path):
        profiles = fr.profile(dask_frame(), deadly(tmp_path)).save(tmp_path / "out")
        assert (tmp_path / "killed").exists()
        assert_equal(profiles, local)

    def test_the_lexicon_is_one_key_of_the_graph(self, client):
        lazy = fr.profile(dask_frame(), fr.LexiconDetector(LEXICON))
        graph = dict(lazy.nested.__dask_graph__())
        assert sum("framing-plan-" in str(key) for key in graph) == 1

    def test_files_through_the_cluster(self, client, path, local, tmp_path):
        from framing.profiles.dask_runner import dask_engine

        engine = dask_engine(client.scheduler.address)
        profiles = fr.profile_files(path, deadly(tmp_path), out=tmp_path / "out", engine=engine, rows_a_shard=6)
        assert (tmp_path / "killed").exists()
        assert_equal(profiles, local)

    def test_repeated_identifiers(self, client):
        frame = corpus().assign(article_id=["a", *[f"a{n}" for n in range(38)], "a"])
        import dask.dataframe as dd

        with pytest.raises(CorpusError, match="repeats 'a'"):
            fr.profile(dd.from_pandas(frame, npartitions=3), []).compute()

    def test_frames_without_identifiers(self, client):
        with pytest.raises(CorpusError, match="has no column for article_id"):
            fr.profile(dask_frame().drop(columns="article_id"), [])

    def test_a_folder_that_holds_something(self, client, tmp_path):
        (tmp_path / "thesis.txt").touch()
        with pytest.raises(OutputError, match="not an empty folder"):
            fr.profile(dask_frame(), []).save(tmp_path)

    def test_no_scheduler_there(self, path, tmp_path):
        from framing.profiles.dask_runner import dask_engine

        with pytest.raises(SettingError, match="no Dask scheduler answers at 'nonsense://x'"):
            fr.profile_files(path, [], out=tmp_path / "out", engine=dask_engine("nonsense://x"))
        with pytest.raises(DataError, match="no finished articles yet"):
            fr.load_profiles(tmp_path / "out")


@pytest.fixture(scope="module")
def spark():
    from framing.profiles.spark_runner import spark_session

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        os.environ["PYTHONPATH"] = os.pathsep.join(
            [str(Path(__file__).parent), str(Path(fr.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
        )
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        session = spark_session("local[2,4]")
        yield session
        session.stop()


def spark_frame(spark):
    return spark.createDataFrame(corpus()).repartitionByRange(4, "length")


@pytest.mark.filterwarnings("ignore")
class TestSpark:
    def test_compute_equals_the_local_result(self, spark, local):
        lazy = fr.profile(spark_frame(spark), fr.LexiconDetector(LEXICON))
        assert "nothing is measured yet" in repr(lazy)
        assert_equal(lazy.compute(), local)

    def test_a_python_worker_killed_in_the_middle(self, spark, local, tmp_path):
        saved = fr.profile(spark_frame(spark), deadly(tmp_path)).save(tmp_path / "out", rows_a_shard=7)
        assert (tmp_path / "killed").exists()
        assert_equal(saved, local)
        assert_equal(fr.load_profiles(tmp_path / "out"), local)

    def test_nested_results_go_on_in_spark(self, spark, local):
        lazy = fr.profile(spark_frame(spark), fr.LexiconDetector(LEXICON))
        counted = lazy.nested.selectExpr("explode(mentions) as m").groupBy("m.feature").count().collect()
        assert {row.feature: row["count"] for row in counted} == local.mentions["feature"].value_counts().to_dict()

    def test_files_through_spark(self, spark, path, local, tmp_path):
        from framing.profiles.spark_runner import spark_engine

        engine = spark_engine("local[2,4]")
        profiles = fr.profile_files(path, deadly(tmp_path), out=tmp_path / "out", engine=engine, rows_a_shard=6)
        assert (tmp_path / "killed").exists()
        assert_equal(profiles, local)


def test_no_java(monkeypatch, tmp_path):
    from framing.profiles.spark_runner import spark_session

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(SettingError, match="Spark needs Java, and the path has none; install Java 17"):
        spark_session()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SettingError, match="Spark needs Java, and JAVA_HOME="):
        spark_session()


def test_the_command_line_on_a_cluster(client, path, local, tmp_path):
    lexicon = tmp_path / "tiny.yaml"
    from framing.lexicon.yaml_writing import lexicon_to_yaml

    lexicon.write_text(lexicon_to_yaml(LEXICON), encoding="utf-8")
    command = [sys.executable, "-m", "framing.cli", "profile", path, "--out", tmp_path / "out", "--lexicon", lexicon]
    done = subprocess.run(
        [*map(str, command), "--engine", "dask", "--scheduler", client.scheduler.address],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pd.testing.assert_frame_equal(fr.load_profiles(tmp_path / "out").mentions, local.mentions)
