"""The command line: the same verbs as the library, and the same functions behind them."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.errors import FramingError, OutputError
from framing.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison.contrast import Contrast
    from framing.detectors.protocol import Detector
    from framing.lexicon import Lexicon

__all__ = ["main"]

_FILE = click.Path(path_type=Path)


class _Group(click.Group):
    """Shows an error of the library as one line and ends with status 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except FramingError as error:
            click.echo(f"framing: {' '.join(str(error).split())}", err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="framing")
def main() -> None:
    """Which words outlets choose, in whose voice, for whom, and who is shown as acting."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal or pipe that cannot show a character gets an escape, not a crash.
            stream.reconfigure(errors="backslashreplace")


@main.command()
@click.argument("a", type=_FILE)
@click.argument("b", type=_FILE)
@click.option("--out", type=_FILE, metavar="PAGE.html", help="Also write the side-by-side page.")
@click.option("--lexicon", default="conflict", show_default=True, metavar="NAME|FILE", help="Lexicon to use.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def contrast(a: Path, b: Path, out: Path | None, lexicon: str, as_json: bool) -> None:
    """Contrast two articles on one story (.txt, .html or .docx)."""
    from framing.comparison.contrast import contrast as contrast_articles

    _show(contrast_articles(a, b, lexicon=_find_lexicon(lexicon)), out, as_json)


@main.command()
@click.option(
    "--out",
    type=_FILE,
    default=Path("framing-demo.html"),
    show_default=True,
    metavar="PAGE.html",
    help="Where to write the side-by-side page.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def demo(out: Path, as_json: bool) -> None:
    """Contrast two constructed articles on one invented raid, and write the page."""
    from framing.comparison.contrast import contrast as contrast_articles
    from framing.datasets.teaching import demo_articles
    from framing.lexicon import load_lexicon

    if not as_json:
        click.echo("Two constructed articles on one invented raid: nothing of it happened, no outlet is real.\n")
    articles = demo_articles()
    _show(contrast_articles(articles.iloc[[0]], articles.iloc[[1]], lexicon=load_lexicon("conflict")), out, as_json)


@main.command()
@click.argument("source", type=_FILE, metavar="INPUT")
@click.option("--out", type=_FILE, required=True, metavar="DIR", help="Folder to write; must be new or empty.")
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
    detectors: list[Detector] = [AgencyDetector(), *(LexiconDetector(_find_lexicon(name)) for name in lexicons)]
    profiles = profile_corpus(corpus, detectors, jobs=jobs)
    profiles.save(out, texts=texts)
    profiles.export(out, form=form)
    click.echo(
        f"{len(profiles):,} articles, {profiles.provenance.n_problems:,} with a problem; "
        f"{len(profiles.mentions):,} mentions, {len(profiles.events):,} events, "
        f"{len(profiles.attributions):,} attributed pieces"
    )
    click.echo(f"written to {out}: articles, mentions, events, attributions, frames (.{form}) and manifest.json")


@main.group()
def lexicon() -> None:
    """Look at lexicons."""


@lexicon.command("list")
def list_command() -> None:
    """List the lexicons that come with the library."""
    from framing.lexicon import list_lexicons, load_lexicon

    for name in list_lexicons():
        found = load_lexicon(name)
        click.echo(f"{name:24} {found.version:8} {len(found.terms):5} terms  {found.title}")


@lexicon.command("show")
@click.argument("name", metavar="NAME|FILE")
def show_command(name: str) -> None:
    """Show the choice sets and categories of a lexicon with their terms."""
    found = _find_lexicon(name)
    click.echo(f"{found.name} {found.version}: {found.title}\n")
    for choice_set in found.choice_sets.values():
        click.echo(f"{choice_set.name} ({choice_set.kind}): {choice_set.question or choice_set.label}")
        if choice_set.heads:
            click.echo(f"  heads: {', '.join(map(str, choice_set.heads))}")
        for variant in choice_set.variants:
            terms = ", ".join(str(term) for term in (*variant.terms, *variant.after)) or "the bare head"
            click.echo(f"  {variant.name} [{variant.role}]: {terms}")
    for category in found.categories.values():
        click.echo(f"{category.name}: {', '.join(map(str, category.terms))}")


@lexicon.command("check")
@click.argument("name", metavar="NAME|FILE")
@click.option("--corpus", type=_FILE, metavar="INPUT", help="Articles to try the terms on.")
@click.option("--strict", is_flag=True, help="Notes too make the exit status 1.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def check_command(name: str, corpus: Path | None, strict: bool, as_json: bool) -> None:
    """Look for faults and doubtful entries; the exit status is 1 where there are errors or warnings."""
    texts = None
    if corpus is not None:
        texts = _read_corpus(corpus)
    lint = _find_lexicon(name, quiet=True).check(texts)
    click.echo(json.dumps(lint.to_dict(), ensure_ascii=False, indent=2) if as_json else str(lint))
    if not lint.ok or (strict and lint):
        sys.exit(1)


@lexicon.command("convert")
@click.argument("source", type=_FILE, metavar="IN")
@click.argument("target", type=_FILE, metavar="OUT")
@click.option("--from", "source_format", metavar="FORMAT", help="Format of IN, where its suffix does not tell.")
@click.option("--to", "target_format", metavar="FORMAT", help="Format of OUT, such as quanteda for a .yml.")
@click.option("--strict", is_flag=True, help="Exit status 1 where something was lost.")
@click.option("--json", "as_json", is_flag=True, help="Print what was lost as JSON.")
def convert_command(
    source: Path, target: Path, source_format: str | None, target_format: str | None, strict: bool, as_json: bool
) -> None:
    """Convert a lexicon between formats, and say entry by entry what could not be carried over.

    Reads YAML of this library and of quanteda, LIWC .dic and .dicx, Lexicoder .lc3 and .lcd, WordStat .cat, Yoshikoder
    .ykd and .csv; writes .yaml, .dic, .dicx, .csv and, with --to quanteda, quanteda's YAML. The name of a
    lexicon that comes with the library can stand for IN.
    """
    from framing.lexicon import list_lexicons, load_lexicon, write_lexicon

    known = source_format is None and not source.exists() and str(source) in list_lexicons()
    found = load_lexicon(str(source)) if known else _read_lexicon(source, source_format)
    written = write_lexicon(found, target, target_format)
    losses = [*found.losses, *written]
    if as_json:
        click.echo(json.dumps([asdict(loss) for loss in losses], ensure_ascii=False, indent=2))
    else:
        for report in (found.losses, written):
            if report:
                click.echo(str(report), err=True)
        click.echo(
            f"written to {target}: {len(found.categories):,} categories and {len(found.choice_sets):,} choice sets"
        )
    if strict and losses:
        sys.exit(1)


@main.command()
@click.argument("source", type=_FILE, metavar="INPUT")
@click.argument("patterns", nargs=-1, metavar="PATTERN...")
@click.option("--lexicon", "lexicon_name", metavar="NAME|FILE", help="Show the terms of a lexicon instead.")
@click.option("--window", type=click.IntRange(0), default=10, show_default=True, help="Words shown on each side.")
@click.option("--case", is_flag=True, help="Capitals must agree.")
@click.option("--regex", is_flag=True, help="PATTERN is a regular expression.")
@click.option("--voice", multiple=True, metavar="VOICE", help="Show this voice only; may be given several times.")
@click.option(
    "--zones", multiple=True, default=("proper",), show_default=True, metavar="ZONE", help="Parts of the page."
)
@click.option("--sort", "order", metavar="COLUMN", help="left, right, match or another column.")
@click.option("--width", type=click.IntRange(40), default=120, show_default=True, help="Characters a line.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def kwic(
    source: Path,
    patterns: Sequence[str],
    lexicon_name: str | None,
    window: int,
    case: bool,
    regex: bool,
    voice: Sequence[str],
    zones: Sequence[str],
    order: str | None,
    width: int,
    as_json: bool,
) -> None:
    """Show words in context with voice and zone; * stands for the rest of a word."""
    from framing.profiles.kwic import kwic as find_in_context

    if bool(patterns) == bool(lexicon_name):
        raise click.UsageError("give a PATTERN such as 'raid*', or --lexicon")
    pattern = _find_lexicon(lexicon_name) if lexicon_name else list(patterns)
    chosen = zones[0] if len(zones) == 1 else list(zones)
    lines = find_in_context(
        _read_corpus(source), pattern, window=window, case=case, regex=regex, voice=list(voice) or None, zones=chosen
    )
    for article_id, problem in lines.attrs["problems"]:
        click.echo(f"{article_id}: {problem}", err=True)
    if order:
        lines = lines.sort(order)
    if as_json:
        click.echo(lines.to_json(orient="records", force_ascii=False, indent=2, date_format="iso"))
    else:
        click.echo(lines.to_text(width))
        click.echo(f"{len(lines):,} lines", err=True)


def _show(result: Contrast, out: Path | None, as_json: bool) -> None:
    if out is not None:
        from framing.report.side_by_side import side_by_side

        side_by_side(result, out)
    if as_json:
        click.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=2))
        return
    width = min(max(shutil.get_terminal_size().columns, 60), 120) if sys.stdout.isatty() else 100
    click.echo(result.to_text(width=width))
    if out is not None:
        click.echo(f"\nThe page: {out}")


def _find_lexicon(name: str, *, quiet: bool = False) -> Lexicon:
    from framing.lexicon import list_lexicons, load_lexicon

    if name in list_lexicons() or not (Path(name).suffix or Path(name).exists()):
        return load_lexicon(name)
    found = _read_lexicon(Path(name))
    if found.losses and not quiet:
        click.echo(f"{found.losses.summary}; framing lexicon check {name} shows them", err=True)
    return found


def _read_lexicon(path: Path, form: str | None = None) -> Lexicon:
    """Read a lexicon; what it lost is for the caller to tell."""
    import warnings

    from framing.lexicon import LexiconWarning, read_lexicon

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiconWarning)
        return read_lexicon(path, form)


def _read_corpus(source: Path) -> pd.DataFrame:
    """Read a corpus, or one article where the file is one."""
    from framing.corpus import as_corpus, read_article, read_corpus

    if source.is_file() and source.suffix.lower() in {".txt", ".html", ".htm", ".docx"}:
        return as_corpus([read_article(source)])
    return read_corpus(source)


def _column_pair(pair: str) -> tuple[str, str]:
    name, sign, yours = pair.partition("=")
    if not sign or not name or not yours:
        raise click.BadParameter(f"'{pair}' is not NAME=YOURS, such as text=Body")
    return name, yours


if __name__ == "__main__":
    main()
