"""``framing train``: coded texts in, a frame classifier with its honest figures out."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from framing.cli.inputs import FILE
from framing.errors import CorpusError, given_possible

if TYPE_CHECKING:
    import pandas as pd

    from framing.validation.frames import FrameValidation

__all__ = ["train"]

#: What read_corpus puts before a column whose name is one of the corpus table's own.
_PREFIX = "original_"


@click.command()
@click.argument("source", type=FILE, metavar="CODED")
@click.option("--text", required=True, metavar="COLUMN", help="Column of the coded texts.")
@click.option(
    "--label",
    "labels",
    required=True,
    multiple=True,
    metavar="COLUMN",
    help="Column of the frame of each text; or, given several times, a column of 0 and 1 for each frame.",
)
@click.option(
    "--out", type=FILE, required=True, metavar="MODEL", help="Model file to write; its card is written beside."
)
@click.option("--group", metavar="COLUMN", help="Outlet, story or article: texts of one stay in one fold.")
@click.option(
    "--unit",
    type=click.Choice(["sentence", "headline", "article"]),
    default="sentence",
    show_default=True,
    help="What one text is.",
)
@click.option("--folds", type=click.IntRange(2), default=5, show_default=True)
@click.option("--repeats", type=click.IntRange(1), default=1, show_default=True, help="How often folds are drawn.")
@click.option("--voice", is_flag=True, help="Count the outlet's own words apart from quoted ones as well.")
@click.option("--embeddings", metavar="FOLDER", help="Folder of a sentence-transformers model on this machine.")
@click.option("--cache", type=FILE, metavar="DIR", help="Folder where embeddings are kept between runs.")
@click.option("--scheme", default="frames", show_default=True, metavar="NAME", help="Name of the set of frames.")
@click.option("--licence", metavar="TEXT", help="Licence of the model, for its card.")
@click.option("--seed", type=int, default=0, show_default=True)
def train(
    source: Path,
    text: str,
    labels: Sequence[str],
    out: Path,
    group: str | None,
    unit: str,
    folds: int,
    repeats: int,
    voice: bool,
    embeddings: str | None,
    cache: Path | None,
    scheme: str,
    licence: str | None,
    seed: int,
) -> None:
    """Train a frame classifier on coded texts, and say how good it is on texts that it has not seen.

    CODED is a CSV, TSV, JSONL, Parquet or Excel table with a row for each coded text.
    """
    from framing.detectors.frames import FrameClassifier
    from framing.detectors.frames.saving import model_card
    from framing.validation.frames import cross_validate_frames
    from framing.writing import write_whole

    table, outlets = _coded(source, text, [*labels, *([group] if group else [])])
    coded: Any = table[labels[0]] if len(labels) == 1 else _truth(table[list(labels)])
    groups = table[group].tolist() if group else None
    classifier = FrameClassifier(
        unit=unit,
        scheme=scheme,
        licence=licence,
        voice_aware=voice,
        embeddings=embeddings,
        cache=cache,
        seed=seed,
    )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        found = cross_validate_frames(
            classifier, table[text], coded, groups=groups, folds=folds, repeats=repeats, seed=seed
        )
        classifier.fit(table[text], coded, groups=groups)
        classifier.strongest(not_words=outlets)
    for message in dict.fromkeys(str(warning.message) for warning in caught):
        click.echo(message, err=True)
    click.echo(found.to_text())
    scores = _scores(found)
    classifier.save(out, scores=scores)
    card = write_whole(out.with_suffix(".md"), model_card(classifier, scores))
    click.echo(f"\nwritten to {out}, its card to {card}")


def _coded(source: Path, text: str, wanted: Sequence[str]) -> tuple[pd.DataFrame, list[str]]:
    """Read the columns wanted, and the names of outlets; rows without a text or a label are left out, and counted."""
    from framing.corpus import read_corpus
    from framing.corpus.columns import SYNONYMS

    # Nothing but the text is matched by its usual names: a column of that name comes back with a prefix.
    other = [name for name in SYNONYMS if name != "text"]
    corpus = read_corpus(source, columns={**dict.fromkeys(other, None), "text": text})
    made = {*other, "text", "problem", "notes"}
    place = {str(name).removeprefix(_PREFIX): str(name) for name in corpus.columns if name not in made}
    strange = [name for name in wanted if name not in place]
    if strange:
        raise CorpusError(given_possible("column", strange[0], place))
    table = corpus[["text", *(place[name] for name in wanted)]].set_axis([text, *wanted], axis=1)
    filled = table.notna() & table.astype("string").apply(lambda column: column.str.strip() != "")
    kept = table[filled.all(axis=1)].reset_index(drop=True)
    if len(kept) < len(table):
        lost = len(table) - len(kept)
        click.echo(f"{lost:,} of {len(table):,} rows lack a text, a label or a group: left out", err=True)
    outlets = [column for name, column in place.items() if name.casefold() in SYNONYMS["outlet"]]
    return kept, sorted({str(name) for column in outlets for name in corpus[column].dropna()})


def _truth(table: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    known = {"0": 0, "1": 1, "false": 0, "true": 1, "no": 0, "yes": 1}
    columns = {}
    for name in table:
        values = table[name].astype("string").str.strip().str.lower()
        strange = values[~values.isin(list(known))]
        if len(strange):
            raise CorpusError(
                f"the column {name!r} holds {strange.iloc[0]!r}; several label columns hold 0 and 1 alone"
            )
        columns[str(name)] = values.map(known).astype(int)
    return pd.DataFrame(columns)


def _scores(found: FrameValidation) -> dict[str, str]:
    return {
        str(row["measure"]): f"{row['estimate']:.3f}"
        + ("" if row["low"] != row["low"] else f" ({row['low']:.3f} to {row['high']:.3f})")
        + f", n = {row['n_texts']}, {row['n_groups']} groups, {row['folds']} folds"
        for row in found.table.to_dict("records")
    }
