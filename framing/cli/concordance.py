"""``framing kwic``: words in their context."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from framing.cli.inputs import FILE, find_lexicon, read_articles

__all__ = ["kwic"]


@click.command()
@click.argument("source", type=FILE, metavar="INPUT")
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
    pattern = find_lexicon(lexicon_name) if lexicon_name else list(patterns)
    chosen = zones[0] if len(zones) == 1 else list(zones)
    lines = find_in_context(
        read_articles(source), pattern, window=window, case=case, regex=regex, voice=list(voice) or None, zones=chosen
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
