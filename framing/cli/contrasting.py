"""``framing contrast`` and ``framing demo``: two articles side by side."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from framing.cli.inputs import FILE, find_lexicon

if TYPE_CHECKING:
    from framing.comparison.contrast import Contrast

__all__ = ["contrast", "demo"]


@click.command()
@click.argument("a", type=FILE)
@click.argument("b", type=FILE)
@click.option("--out", type=FILE, metavar="PAGE.html", help="Also write the side-by-side page.")
@click.option("--lexicon", default="conflict", show_default=True, metavar="NAME|FILE", help="Lexicon to use.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def contrast(a: Path, b: Path, out: Path | None, lexicon: str, as_json: bool) -> None:
    """Contrast two articles on one story (.txt, .html or .docx)."""
    from framing.comparison.contrast import contrast as contrast_articles

    _show(contrast_articles(a, b, lexicon=find_lexicon(lexicon)), out, as_json)


@click.command()
@click.option(
    "--out",
    type=FILE,
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
