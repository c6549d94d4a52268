"""A random walk through the whole library: odd rows are made, written, read, measured, saved, resumed and compared.

What must hold at every step: one row in, one row out, in order; every span is in its text; counts are those of the
mentions; what is saved, lazy, cut into other batches or resumed equals what was in memory; a row with a problem has no
measures; and nothing raises but a :class:`framing.errors.FramingError` of one line.
"""

# ruff: noqa: E501

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
import time
import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from benchmarks.fuzz.articles import check_profiles
from benchmarks.fuzz.targets import expecting

__all__ = ["Pipeline", "run_pipeline"]

LEXICON = """\
name: tiny
groups:
  army: {party: north, actor_type: army, names: [Northern army], demonyms: [Northern]}
choice_sets:
  actor: {variants: {terrorist: {terms: [terrorist, terrorists]}, militant: {role: neutral, terms: [militant, militants]}}}
  status: {kind: modifier, heads: [river valley], variants: {occupied: {terms: [occupied]}, bare: {role: unmarked}}}
  dead: {opportunity: {opens: victim, kinds: [kill]}, variants: {terrorists: {terms: [terrorists]}, people: {terms: [people]}}}
categories:
  doubt: {terms: [alleged, {term: so-called, weight: 2}]}
"""
ODD = """\
name: odd
categories:
  anything: {overlap: each, terms: ['ar*', {term: '[aeiou]{2,}', regex: true}, "it’s", 'New\u00a0York', 'e\u0301migr\u00e9s']}
"""
PHRASES = (
    "Army raid kills three terrorists", "“They are not terrorists,” said Mira Dole, a teacher.", "The Northern army said",
    "Three people were killed in the occupied river valley.", "Read more: Army kills terrorists", "so-called “militants”",
    "‘", "”", "''", "By Ann Other", "\u202e", "\u200b", "e\u0301migre\u0301s", "İstanbul", "\U0001f600", "\x00", "\x0b",
    "\ud800", "\udfff", "=1+1", "according to militants, the alleged raid", "New\u00a0York", "river\nvalley", "x" * 5_000,
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.one_of(st.sampled_from(PHRASES), st.text(max_size=12)), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PHRASES), max_size=8).map("\n\n".join),
    st.sampled_from([None, float("nan"), 0, 7.5, True, "", " \n\t ", "\x00", "\ud800", "a" * 100_000]),
)
IDS = st.one_of(
    st.sampled_from(
        ["a", "b", "../../x", "/etc/passwd", "=1", " a ", "a\nb", "", None, 1, 1.0, "row-1", "\ud800", "x" * 300]
    ),
    st.text(max_size=5),
)
DATES = st.sampled_from(
    [None, "", "2023-03-07", "7.3.2023", "31/12/2023", "13/13/2023", "99999-01-01", "yesterday", 0, -1, 1e20, "NaT",
     datetime(2023, 3, 7, tzinfo=UTC), "0000-00-00", "2023-02-30T25:61"]
)  # fmt: skip
OUTLETS = st.sampled_from(["Herald", "Post", "", None, "-Tribune", "\u202eX", 5])
ROWS = st.lists(st.tuples(IDS, TEXTS, DATES, OUTLETS, st.text(max_size=8)), min_size=1, max_size=6)
FORMATS = st.sampled_from(["csv", "tsv", "jsonl", "json", "jsonl.gz", "parquet", "xlsx", "txt", "memory"])
NAMES = ("id", "text", "date", "outlet", "mood")
TABLES = ("articles", "mentions", "events", "attributions", "frames", "zones", "voices", "words")


@cache
def choice_of_detectors() -> dict[str, Any]:
    """Give detectors by name; those with a lexicon of their own can run together."""
    import framing as fr
    from framing.lexicon.yaml_format import yaml_to_lexicon

    texts = [f"The {word} of day {n}." for n in range(6) for word in ("taxes", "jobs", "raid", "soldiers")]
    labels = ["money", "money", "harm", "harm"] * 6
    model = fr.FrameClassifier(
        lexicon=None,
        inner_folds=2,
        strengths=(1.0,),
        words=(1, 1),
        characters=None,
        definitions={"money": "m", "harm": "h"},
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = model.fit(texts, labels)
    return {
        "tiny": fr.LexiconDetector(yaml_to_lexicon(LEXICON, "tiny")),
        "odd": fr.LexiconDetector(yaml_to_lexicon(ODD, "odd")),
        "agency": fr.AgencyDetector(),
        "frames": fitted,
    }


def written(rows: list[tuple[Any, ...]], form: str, folder: Path) -> Path:
    """Write rows as a file of a format, as faithfully as that format lets one."""
    path = folder / f"corpus.{form}"
    if form in ("csv", "tsv"):
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter="\t" if form == "tsv" else ",", quoting=csv.QUOTE_ALL)
        writer.writerows([NAMES, *[["" if v is None else str(v) for v in row] for row in rows]])
        path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
    elif form.startswith("json"):
        records = [dict(zip(NAMES, map(plain, row), strict=True)) for row in rows]
        text = json.dumps(records) if form == "json" else "".join(json.dumps(r) + "\n" for r in records)
        if form.endswith("gz"):
            import gzip

            path.write_bytes(gzip.compress(text.encode()))
        else:
            path.write_text(text, encoding="utf-8")
    elif form == "parquet":
        import pyarrow as pa
        from pyarrow import parquet

        columns = zip(*[[None if v is None else encodable(str(v)) for v in row] for row in rows], strict=True)
        parquet.write_table(pa.table(dict(zip(NAMES, map(list, columns), strict=True))), path)
    elif form == "xlsx":
        import openpyxl
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(list(NAMES))
        for row in rows:
            cells = [None if v is None else ILLEGAL_CHARACTERS_RE.sub("", encodable(str(v)))[:32_000] for v in row]
            sheet.append(cells)
        book.save(path)
    else:
        path.mkdir()
        for number, row in enumerate(rows):
            (path / f"{number:03d}.txt").write_bytes(str(row[1]).encode("utf-8", "surrogatepass"))
    return path


def encodable(text: str) -> str:
    """Replace lone surrogates, which no binary table can hold."""
    return text.encode("utf-8", "replace").decode()


def plain(value: Any) -> Any:
    """Give what JSON can hold."""
    return value.isoformat() if isinstance(value, datetime) else value


def same(left: Any, right: Any) -> None:
    """Hold two profiles to be equal in every table and aggregate."""
    import pandas as pd

    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(left, name), getattr(right, name))
    pd.testing.assert_frame_equal(left.counts(), right.counts())
    pd.testing.assert_frame_equal(left.rates(voice="own"), right.rates(voice="own"))
    pd.testing.assert_frame_equal(left.shares(), right.shares())
    pd.testing.assert_frame_equal(left.table(), right.table())


class Pipeline(RuleBasedStateMachine):
    """The walk: a corpus, then anything that can be done with it, in any order."""

    processes: ClassVar[bool] = False
    walks: ClassVar[dict[str, int]] = {"walks": 0, "corpora": 0, "profiles": 0, "refused": 0}

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.number = 0
        self.corpus: Any = None
        self.path: Path | None = None
        self.profiles: Any = None
        self.used: tuple[str, ...] = ()
        Pipeline.walks["walks"] += 1

    def teardown(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def place(self) -> Path:
        """Give a new place to write to."""
        self.number += 1
        return self.folder / str(self.number)

    @initialize(rows=ROWS, form=FORMATS, numbered=st.booleans())
    def make(self, rows: list[tuple[Any, ...]], form: str, numbered: bool) -> None:
        """Write odd rows in a format and read them; one row in, one row out, in order."""
        import pandas as pd

        import framing as fr
        from framing.corpus.rows import identifier

        if form in ("csv", "tsv", "xlsx", "parquet", "txt"):
            rows = [(row[0] if row[0] not in (None, "") else f"n{n}", *row[1:]) for n, row in enumerate(rows)]
        given = [identifier(row[0], n) for n, row in enumerate(rows, 1)]
        repeated = len(set(given)) < len(given)
        columns = {"article_id": None} if numbered or repeated else None
        if form == "memory":
            frame = pd.DataFrame(rows, columns=list(NAMES), dtype=object)
            if repeated:
                assert expecting(lambda: fr.as_corpus(frame)) is None
            corpus = fr.as_corpus(frame, columns=columns)
        else:
            place = self.place()
            place.mkdir()
            self.path = written(rows, form, place)
            if repeated and form in ("jsonl", "json"):
                assert expecting(lambda: fr.read_corpus(self.path)) is None
            columns = columns if form != "txt" else None
            corpus = expecting(lambda: fr.read_corpus(self.path, columns=columns))
            if corpus is None and form != "txt" and not repeated:
                # Only what a spreadsheet or a table does to an identifier can make two of them one.
                columns = {"article_id": None}
                corpus = expecting(lambda: fr.read_corpus(self.path, columns=columns))
            if corpus is None:
                Pipeline.walks["refused"] += 1
                return
        assert len(corpus) == len(rows), (len(corpus), len(rows))
        if form in ("jsonl", "json", "memory"):
            wanted = [f"row-{n}" for n in range(1, len(rows) + 1)] if columns else given
            assert corpus["article_id"].tolist() == wanted
        assert [bool(t.strip()) for t in corpus["text"]] == [not isinstance(p, str) for p in corpus["problem"]]
        self.corpus = corpus
        self.columns = columns
        Pipeline.walks["corpora"] += 1

    @rule()
    def rest(self) -> None:
        """Do nothing: all that a walk can do whose corpus was refused."""

    @precondition(lambda self: self.corpus is not None)
    @rule()
    def group(self) -> None:
        """Propose stories; the rows stay."""
        import framing as fr

        grouped = expecting(lambda: fr.group_stories(self.corpus))
        if grouped is not None:
            assert sorted(grouped["article_id"]) == sorted(self.corpus["article_id"])
            stories = grouped.set_index("article_id")["story"]
            self.corpus = self.corpus.assign(story=self.corpus["article_id"].map(stories))

    @precondition(lambda self: self.corpus is not None)
    @rule(
        names=st.sets(st.sampled_from(["tiny", "odd", "agency", "frames"])), longest=st.sampled_from([50, 10_000_000])
    )
    def measure(self, names: set[str], longest: int) -> None:
        """Profile with any detectors; article by article it is the same."""
        import pyarrow as pa

        import framing as fr
        from framing.profiles.plan import Plan
        from framing.profiles.running import corpus_table

        self.used = tuple(sorted(names))
        used = [choice_of_detectors()[name] for name in self.used]
        self.longest = longest
        self.profiles = fr.profile(self.corpus, used, progress=False, max_characters=longest)
        check_profiles(self.profiles, self.corpus)
        for text, problem in zip(self.corpus["text"], self.profiles.articles["problem"], strict=True):
            assert isinstance(problem, str) == (not text.strip() or len(text) > longest), (text[:50], problem)
        plan = Plan(used, longest)
        table = corpus_table(self.corpus)
        single = [
            plan.run(table.slice(row, 1).combine_chunks().to_batches()[0]) for row in reversed(range(table.num_rows))
        ]
        assert pa.Table.from_batches(single[::-1]).equals(self.profiles.store.table)
        Pipeline.walks["profiles"] += 1

    @precondition(lambda self: Pipeline.processes and self.profiles is not None)
    @rule()
    def in_processes(self) -> None:
        """Two worker processes give the same tables."""
        import framing as fr

        used = [choice_of_detectors()[name] for name in self.used]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            same(fr.profile(self.corpus, used, jobs=2, progress=False, max_characters=self.longest), self.profiles)

    @precondition(lambda self: self.profiles is not None)
    @rule(texts=st.booleans())
    def save(self, texts: bool) -> None:
        """Save and load; what is loaded is lazy and equal, and can be saved again."""
        import framing as fr

        folder = self.place()
        if expecting(lambda: self.profiles.save(folder, texts=texts)) is None:
            assert texts
            return
        loaded = fr.load_profiles(folder)
        assert len(loaded) == len(self.corpus)
        same(loaded, self.profiles)
        assert expecting(lambda: self.profiles.save(folder)) is None  # nothing is overwritten
        if texts:
            assert loaded.texts.tolist() == self.corpus["text"].tolist()
        self.profiles = loaded

    @precondition(lambda self: self.profiles is not None)
    @rule()
    def export(self) -> None:
        """Write the tables for a spreadsheet; no cell of them is a formula."""
        folder = self.place()
        for path in self.profiles.export(folder):
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.reader(file):
                    assert not any(c.lstrip(" \u00a0\ufeff").startswith(("=", "+", "@", "\t", "\r")) for c in row), row
                    assert not any(c.startswith("-") and not c[1:2].isdigit() for c in row), row

    @precondition(lambda self: self.path is not None and self.corpus is not None and self.profiles is not None)
    @rule(shard=st.integers(1, 3), stop=st.integers(0, 4))
    def resume(self, shard: int, stop: int) -> None:
        """Profile the file into a folder, stopped after some batches and resumed: the same as in memory."""
        import framing as fr

        def stopped(plan: Any, batches: Iterable[Any]) -> Iterator[Any]:
            for number, batch in enumerate(batches):
                if number == stop:
                    raise KeyboardInterrupt
                yield plan.run(batch)

        assert self.path is not None
        folder = self.place()
        used = [choice_of_detectors()[name] for name in self.used]
        settings: dict[str, Any] = {"out": folder, "rows_a_shard": shard, "columns": self.columns, "progress": False}
        settings["max_characters"] = self.longest
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                fr.profile_files(self.path, used, engine=stopped, **settings)
            except KeyboardInterrupt:
                expecting(lambda: fr.load_profiles(folder).counts())
            done = fr.profile_files(self.path, used, resume=True, **settings)
        assert done.articles["article_id"].tolist() == self.corpus["article_id"].tolist()
        for name in ("mentions", "events", "attributions", "words"):
            left, right = getattr(done, name), getattr(self.profiles, name)
            assert left.to_csv() == right.to_csv(), name

    @precondition(lambda self: self.profiles is not None)
    @rule(by=st.sampled_from(["outlet", "story", "mood", "nothing"]), within=st.sampled_from([None, "story"]))
    def compare(self, by: str, within: str | None) -> None:
        """Aggregate and compare; too little of anything is said, not raised otherwise."""
        import framing as fr

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expecting(lambda: fr.aggregate(self.profiles, by=by))
            expecting(lambda: fr.compare(self.profiles, by=by, within=within, draws=20))
            expecting(lambda: self.profiles.shares(by=by))
            expecting(lambda: repr(self.profiles) + self.profiles._repr_html_())

    @precondition(lambda self: self.profiles is not None)
    @rule()
    def contrast(self) -> None:
        """Contrast two articles and draw the page."""
        import framing as fr

        texts = self.corpus["text"].tolist()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = expecting(lambda: fr.contrast(texts[0], texts[-1]))
            if found is not None:
                expecting(lambda: fr.report.side_by_side(found, self.place().with_suffix(".html")))


def run_pipeline(seconds: int) -> dict[str, Any]:
    """Walk for a time, with new examples every time.

    Returns
    -------
    dict
        Seconds, and the number of walks, corpora and profiles.
    """
    began = time.monotonic()
    Pipeline.processes = True
    Pipeline.walks.update(dict.fromkeys(Pipeline.walks, 0))
    while time.monotonic() - began < seconds:
        thorough = settings(
            max_examples=20,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        run_state_machine_as_test(Pipeline, settings=thorough)
    return {"seconds": round(time.monotonic() - began), **Pipeline.walks}
