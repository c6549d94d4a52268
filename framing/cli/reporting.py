"""``framing report``: a folder of profiles in, one page out."""

from __future__ import annotations

from pathlib import Path

import click

from framing.cli.inputs import FILE

__all__ = ["report"]


@click.command()
@click.argument("folder", type=FILE, metavar="DIR")
@click.option("--out", type=FILE, default=Path("framing-report.html"), show_default=True, metavar="PAGE.html")
@click.option("--by", default="outlet", show_default=True, metavar="COLUMN", help="Column that holds the groups.")
@click.option("--set", "sets", multiple=True, metavar="NAME", help="Choice set to show; may be given several times.")
@click.option("--evidence", type=click.IntRange(0), default=20, show_default=True, help="Sentences for one number.")
@click.option("--figures/--no-figures", default=True, show_default=True, help="Draw figures.")
def report(folder: Path, out: Path, by: str, sets: tuple[str, ...], evidence: int, figures: bool) -> None:
    """Make one page of profiles that 'framing profile' wrote: figures, tables, and the sentences behind them."""
    from framing.profiles import load_profiles
    from framing.report import corpus

    profiles = load_profiles(folder)
    page = corpus(profiles, out, by=by, choice_sets=sets or None, evidence=evidence, figures=figures)
    if profiles.texts is None:
        click.echo(
            "the texts were not saved with these profiles (framing profile --texts): words without sentences", err=True
        )
    click.echo(f"The page: {page}")
