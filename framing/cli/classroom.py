"""``framing worksheet`` and ``framing answers``: exercises for a class, and what it answered."""

from __future__ import annotations

from pathlib import Path

import click

from framing.cli.inputs import FILE

__all__ = ["answers", "worksheet"]


@click.command()
@click.argument("articles", type=FILE, required=False, metavar="[ARTICLES]")
@click.option("--lesson", type=int, metavar="1|2|3", help="The worksheet of a lesson in the teacher's guide.")
@click.option("--story", metavar="NAME", help="Only the articles of this story.")
@click.option("--exercise", "exercises", multiple=True, metavar="NAME", help="An exercise; may be given several times.")
@click.option("--title", default="", help="Heading of the page.")
@click.option(
    "--out",
    type=FILE,
    default=Path("worksheet.html"),
    show_default=True,
    metavar="PAGE.html",
    help="Where to write the page.",
)
def worksheet(
    articles: Path | None, lesson: int | None, story: str | None, exercises: tuple[str, ...], title: str, out: Path
) -> None:
    """Make a worksheet of your ARTICLES, or of the invented teaching corpus.

    ARTICLES is a table or a folder as `framing profile` takes it.
    """
    from framing.classroom.lessons import lesson as make_lesson
    from framing.classroom.worksheet import worksheet as make
    from framing.corpus import read_corpus
    from framing.datasets.teaching import load_teaching
    from framing.errors import SettingError, given_possible

    if lesson is not None:
        if articles is not None or story or exercises or title:
            raise SettingError("a lesson has its own articles and exercises; give --lesson and --out only")
        make_lesson(lesson, out)
    else:
        corpus = read_corpus(articles) if articles is not None else load_teaching()
        if story:
            stories = list(dict.fromkeys(corpus["story"].dropna()))
            if story not in stories:
                raise SettingError(given_possible("story", story, stories))
            corpus = corpus[corpus["story"] == story]
        make(corpus, list(exercises) or None, out, title=title)
    click.echo(f"The worksheet: {out}")


@click.command()
@click.argument("folder", type=FILE)
@click.option("--worksheet", "page", type=FILE, metavar="PAGE.html", help="The page worked on, to check answers by.")
@click.option("--divided", "n", default=5, show_default=True, help="How many questions to list.")
@click.option("--csv", "table", type=FILE, metavar="TABLE.csv", help="Also write all counts as a table.")
def answers(folder: Path, page: Path | None, n: int, table: Path | None) -> None:
    """Gather the files of a class and list the questions on which it was most divided."""
    from framing.classroom.answers import read_answers

    found = read_answers(folder, page)
    click.echo(f"{found.title or 'Worksheet'}: {found.answers['coder'].nunique()} people")
    for row in found.files[found.files["problem"].notna()].to_dict("records"):
        click.echo(f"  left out: {row['file']}: {row['problem']}")
    for _, rows in found.divided(n).groupby("key", sort=False):
        first = rows.iloc[0]
        click.echo(f"\n{first['quote']}  ({first['variable']}, {first['n_people']} people)")
        for row in rows.to_dict("records"):
            same = "  (the library, too)" if str(row["library"]) == "True" else ""
            click.echo(f"  {row['n']:>3}  {row['value'].replace('_', ' ')}{same}")
    if table is not None:
        from framing.profiles.spreadsheets import write_csv

        write_csv(found.counts(), table)
        click.echo(f"\nThe table: {table}")
