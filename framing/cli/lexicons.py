"""``framing lexicon``: list, show, check and convert."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from framing.cli.inputs import FILE, find_lexicon, read_articles, read_lexicon_file

__all__ = ["lexicon"]


@click.group()
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
    found = find_lexicon(name)
    click.echo(f"{found.name} {found.version}{f': {found.title}' if found.title else ''}")
    click.echo(
        f"{len(found.choice_sets):,} choice sets, {len(found.categories):,} categories, {len(found.terms):,} terms\n"
    )
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
@click.option("--corpus", type=FILE, metavar="INPUT", help="Articles to try the terms on.")
@click.option("--strict", is_flag=True, help="Notes too make the exit status 1.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def check_command(name: str, corpus: Path | None, strict: bool, as_json: bool) -> None:
    """Look for faults and doubtful entries; the exit status is 1 where there are errors or warnings."""
    texts = None
    if corpus is not None:
        texts = read_articles(corpus)
    lint = find_lexicon(name, quiet=True).check(texts)
    click.echo(json.dumps(lint.to_dict(), ensure_ascii=False, indent=2) if as_json else str(lint))
    if not lint.ok or (strict and lint):
        sys.exit(1)


@lexicon.command("convert")
@click.argument("source", type=FILE, metavar="IN")
@click.argument("target", type=FILE, metavar="OUT")
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
    found = load_lexicon(str(source)) if known else read_lexicon_file(source, source_format)
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
