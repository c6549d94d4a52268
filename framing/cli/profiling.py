"""``framing profile``: a corpus in, a folder of tables out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli.inputs import FILE, find_lexicon
from framing.errors import OutputError

if TYPE_CHECKING:
    from framing.detectors.protocol import Detector

__all__ = ["profile"]


@click.command()
@click.argument("source", type=FILE, metavar="INPUT")
@click.option("--out", type=FILE, required=True, metavar="DIR", help="Folder to write; must be new or empty.")
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    default=("conflict",),
    show_default=True,
    metavar="NAME|FILE",
    help="Lexicon to use; may be given several times.",
)
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Worker processes.")
@click.option("--texts", is_flag=True, help="Save the articles' texts too (think of their licence).")
@click.option("--column", "columns", multiple=True, metavar="NAME=YOURS", help="Which of your columns is NAME.")
def profile(
    source: Path, out: Path, lexicons: Sequence[str], form: str, jobs: int, texts: bool, columns: Sequence[str]
) -> None:
    """Profile a corpus: a CSV, TSV, JSONL, Parquet or Excel file, or a folder of .txt, .html and .docx."""
    from framing.corpus import read_corpus
    from framing.detectors.agency import AgencyDetector
    from framing.detectors.terms import LexiconDetector
    from framing.profiles import profile as profile_corpus

    renamed = dict(_column_pair(pair) for pair in columns)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputError(f"{out} exists already and is not an empty folder; choose another or remove it")
    corpus = read_corpus(source, columns=renamed or None)
    matched = corpus.attrs.get("columns")
    if matched is not None and source.is_file():
        click.echo(str(matched), err=True)
    detectors: list[Detector] = [AgencyDetector(), *(LexiconDetector(find_lexicon(name)) for name in lexicons)]
    profiles = profile_corpus(corpus, detectors, jobs=jobs)
    profiles.save(out, texts=texts)
    profiles.export(out, form=form)
    click.echo(
        f"{len(profiles):,} articles, {profiles.provenance.n_problems:,} with a problem; "
        f"{len(profiles.mentions):,} mentions, {len(profiles.events):,} events, "
        f"{len(profiles.attributions):,} attributed pieces"
    )
    click.echo(f"written to {out}: articles, mentions, events, attributions, frames (.{form}) and manifest.json")


def _column_pair(pair: str) -> tuple[str, str]:
    name, sign, yours = pair.partition("=")
    if not sign or not name or not yours:
        raise click.BadParameter(f"'{pair}' is not NAME=YOURS, such as text=Body")
    return name, yours
