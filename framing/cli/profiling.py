"""``framing profile``: a corpus of any size in, a folder of profiles and tables out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli.inputs import FILE, find_lexicon

if TYPE_CHECKING:
    from framing.corpus.reading import CorpusReader
    from framing.detectors.protocol import Detector
    from framing.profiles.streaming import Engine

__all__ = ["profile"]

_TABLES_UP_TO = 100_000


@click.command()
@click.argument("source", type=FILE, metavar="INPUT")
@click.option("--out", type=FILE, required=True, metavar="DIR", help="Folder to write; new, empty, or to resume.")
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    default=("conflict",),
    show_default=True,
    metavar="NAME|FILE",
    help="Lexicon to use; may be given several times.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "parquet", "none"]),
    help=f"Flat tables to write beside the profiles; csv by default, none above {_TABLES_UP_TO:,} articles.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Worker processes.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Take the first N articles only.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Take N articles at random.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the sample.")
@click.option("--resume", is_flag=True, help="Go on with the run in DIR where it was stopped.")
@click.option("--texts", is_flag=True, help="Save the articles' texts too (think of their licence).")
@click.option("--column", "columns", multiple=True, metavar="NAME=YOURS", help="Which of your columns is NAME.")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask", "spark"]),
    default="local",
    show_default=True,
    help="What measures the batches; reading and writing stay here.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler (tcp://…) or Spark master (spark://…).")
def profile(
    source: Path,
    out: Path,
    lexicons: Sequence[str],
    form: str | None,
    jobs: int,
    limit: int | None,
    sample: int | None,
    seed: int,
    resume: bool,
    texts: bool,
    columns: Sequence[str],
    engine: str,
    scheduler: str | None,
) -> None:
    """Profile a corpus: a CSV, TSV, JSONL, Parquet or Excel file, or a folder of .txt, .html and .docx.

    Works in batches and constant memory. What is finished stays readable whatever stops the run, and --resume goes on.
    """
    from framing.detectors.agency import AgencyDetector
    from framing.detectors.terms import LexiconDetector
    from framing.profiles import profile_files

    if scheduler is not None and engine == "local":
        raise click.UsageError("--scheduler is for --engine dask or spark")
    opened: list[CorpusReader] = []

    def tell(reader: CorpusReader) -> None:
        opened.append(reader)
        if source.is_file():
            click.echo(str(reader.columns), err=True)

    detectors: list[Detector] = [AgencyDetector(), *(LexiconDetector(find_lexicon(name)) for name in lexicons)]
    try:
        profiles = profile_files(
            source,
            detectors,
            out=out,
            resume=resume,
            jobs=jobs,
            limit=limit,
            sample=sample,
            seed=seed,
            texts=texts,
            engine=_engine(engine, scheduler, jobs),
            on_open=tell,
            columns=dict(_column_pair(pair) for pair in columns) or None,
        )
    except KeyboardInterrupt:
        click.echo(f"framing: stopped; what is finished is in {out}, and --resume goes on", err=True)
        sys.exit(130)
    for skipped in opened[0].skipped:
        click.echo(f"left out: {skipped}", err=True)
    form = form or ("csv" if len(profiles) <= _TABLES_UP_TO else "none")
    if form != "none":
        profiles.export(out, form=form)
    click.echo(
        f"{len(profiles):,} articles, {profiles.provenance.n_problems:,} with a problem; "
        f"{profiles.n_rows('mentions'):,} mentions, {profiles.n_rows('events'):,} events, "
        f"{profiles.n_rows('attributions'):,} attributed pieces"
    )
    tables = f"articles, mentions, events, attributions, frames (.{form}) and " if form != "none" else ""
    click.echo(f"written to {out}: {tables}manifest.json, which fr.load_profiles opens")


def _engine(name: str, scheduler: str | None, jobs: int) -> Engine | None:
    if name == "dask":
        from framing.profiles.dask_runner import dask_engine

        return dask_engine(scheduler, workers=jobs)
    if name == "spark":
        from framing.profiles.spark_runner import spark_engine

        return spark_engine(scheduler, workers=jobs)
    return None


def _column_pair(pair: str) -> tuple[str, str]:
    name, sign, yours = pair.partition("=")
    if not sign or not name or not yours:
        raise click.BadParameter(f"'{pair}' is not NAME=YOURS, such as text=Body")
    return name, yours
