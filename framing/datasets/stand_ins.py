"""Small invented stand-ins for published sets, in the formats of their authors.

They let a notebook run where a user has no copy of the set. Sentences, counts and published tables are invented and
say nothing about real media; each table holds one figure that the sentences do not bear out, so that a replication
has something to find.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from framing.errors import MissingExtraError, SettingError, given_possible
from framing.writing import whole_file, write_whole

__all__ = ["STAND_INS", "write_stand_in"]

STAND_INS: Final = ("bbc_bias", "casualty_mentions_nyt", "war_victims")

_TOWNS: Final = ("Sirel", "Karsa", "Dunmarch", "Tel Orin", "Beit Alim", "Nahal Or")
_KIN: Final = ("mother", "daughter", "father", "husband", "son", "wife")
_SENTENCES: Final = (
    "Four people were killed in {town} on {day} .",
    "A {kin} of two died in {town} , neighbours said .",
    "Her {kin} was killed when a shell hit the market in {town} .",
    "He called it a massacre and said that families were murdered in {town} .",
    "Officials said that nine people had died near {town} since {day} .",
)
_DAYS: Final = ("Monday", "Tuesday", "Thursday", "Saturday")
_PHRASES: Final = (
    ("according to the ministry it controls", "Source Doubting"),
    ("figures could not be checked", "Uncertainty in Numbers"),
    ("the authorities claim", "Source Doubting"),
)


def write_stand_in(name: str, folder: str | os.PathLike[str], *, seed: int = 0) -> Path:
    """Write an invented stand-in for a published set, for trying a replication without a copy of the set.

    Parameters
    ----------
    name : str
        ``bbc_bias``, ``casualty_mentions_nyt`` or ``war_victims``.
    folder : str or os.PathLike
        Where to put it, as a folder of that name.
    seed : int
        The same seed gives the same files.

    Returns
    -------
    pathlib.Path
        The folder that `read_bbc_bias`, `read_casualty_mentions_nyt` or `read_war_victims` reads.

    Raises
    ------
    SettingError
        For another name.
    OutputError
        If the folder cannot be written.
    MissingExtraError
        If openpyxl, which writes the tables of ``war_victims``, is not installed.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> path = fr.datasets.write_stand_in("bbc_bias", tempfile.mkdtemp())
    >>> len(fr.datasets.read_bbc_bias(path))
    240
    """
    writers = {"bbc_bias": _bbc, "casualty_mentions_nyt": _nyt, "war_victims": _war_victims}
    if name not in writers:
        raise SettingError(given_possible("stand-in", name, STAND_INS))
    path = Path(folder) / name
    path.mkdir(parents=True, exist_ok=True)
    writers[name](path, np.random.default_rng([seed, STAND_INS.index(name)]))
    return path


def _rows(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]], delimiter: str = ",") -> None:
    with whole_file(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(head)
        writer.writerows(rows)


def _sentence(rng: np.random.Generator, side: str) -> str:
    chances = np.array([4, 2, 2, 1, 2] if side == "israel" else [5, 1, 1, 0.2, 3])
    pattern = str(rng.choice(np.array(_SENTENCES), p=chances / chances.sum()))
    text = pattern.format(town=rng.choice(_TOWNS), kin=rng.choice(_KIN), day=rng.choice(_DAYS))
    return text.replace(" ", "  ")


def _coded(rng: np.random.Generator, articles: int, each: int) -> list[tuple[int, str, str, str]]:
    """Sentences of some articles: number of the article, date, sentence, side of the dead."""
    out = []
    for article in range(articles):
        lean = rng.beta(2, 2)
        day = f"2023-10-{10 + article % 12:02}"
        for _ in range(each):
            side = "both" if rng.random() < 0.05 else "israel" if rng.random() < lean else "palestine"
            out.append((article, day, _sentence(rng, side), side))
    return out


def _bbc(path: Path, rng: np.random.Generator) -> None:
    rows = _coded(rng, 60, 4)
    head = ("article_id", "article_title", "article_date", "sentence", "category", "voice", "annotator")
    body = [(f"post-{a}", f"Invented article {a}", day, text, side, "", "invented") for a, day, text, side in rows]
    _rows(path / "annotations_articles_stand_in.csv", head, body)
    lines = [
        "Invented figures.",
        "",
        "| *Word* | *Israelis* | *Palestinians* |",
        "|---|---|---|",
    ]
    for label, words in (
        ("mother", {"mother"}),
        ("husband", {"husband"}),
        ("killed", {"killed"}),
        ("died", {"died"}),
        ("murder(ed)", {"murder", "murdered"}),
        ("massacre(ed)", {"massacre", "massacred"}),
    ):
        found = [
            sum(word.lower() in words for _, _, text, s in rows if s == side for word in text.split())
            for side in ("israel", "palestine")
        ]
        if label == "died":
            found[1] += 7
        lines.append(f"| {label} | {found[0]} | {found[1]} |")
    write_whole(path / "README.md", "\n".join(lines) + "\n")


def _nyt(path: Path, rng: np.random.Generator) -> None:
    rows = _coded(rng, 72, 4)
    head = ("article_index", "article_title", "article_date", "sentence", "category")
    body = [(a, f"Invented article {a}", day, text, side) for a, day, text, side in rows]
    _rows(path / "tagged_data_nyt_oct7_to_oct18.csv", head, body)
    days = sorted({day for _, day, _, _ in rows}, reverse=True)
    top = ["", *[""] * 7, "Death mentions NYT", "", "", ""]
    names = ["Date", *[""] * 7, "Palestinian (OTHER)", "Israeli (OTHER)", "Palestinian", "Israeli"]
    table = []
    for day in days:
        year, month, date = day.split("-")
        mentions = [sum(d == day and s in {side, "both"} for _, d, _, s in rows) for side in ("palestine", "israel")]
        if day == days[3]:
            mentions[0] += 3
        table.append([f"{int(month)}/{int(date)}/{year}", *[""] * 7, "", "", *mentions])
    _rows(path / "ocha_data_comparison.csv", top, [names, *table])


def _war_victims(path: Path, rng: np.random.Generator) -> None:
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError("writing the stand-in's tables (.xlsx)", "excel") from error
    coded = []
    for article in range(90):
        outlet = ("BBC", "NYT")[article % 2]
        for _ in range(int(rng.integers(1, 5))):
            side = "Palestine" if rng.random() < (0.85 if outlet == "BBC" else 0.7) else "Israel"
            phrase, kind = _PHRASES[int(rng.integers(0, len(_PHRASES)))]
            text = f"nine people were killed in {rng.choice(_TOWNS)} , {phrase}".lower()
            coded.append(("2023-10-12", f"w{article}", outlet, side, text, phrase, kind, int(rng.random() < 0.08)))
    head = ("date", "article_id", "source", "side", "sentence", "phrase", "cd_type", "flag")
    _rows(path / "casting_doubt_manual.tsv", head, coded, "\t")
    articles = [(i, f"w{i}", "12 October 2023", "BBC", "Invented text.") for i in range(4)]
    _rows(path / "article_sample.csv", ("", "Article_ID", "Date", "Source", "Article"), articles)
    (path / "tables").mkdir(exist_ok=True)
    for number, outlet in (("12", "BBC"), ("14", "NYT")):
        book = Workbook()
        sheet = book.active
        sheet.append(["", "Phrases", *(f"{outlet} - {side}" for side in ("Total", "Palestine", "Israel")), "CD_Type"])
        for i, (phrase, kind) in enumerate(_PHRASES):
            kept = [row for row in coded if row[2] == outlet and row[5] == phrase and not row[7]]
            sides = [sum(row[3] == side for row in kept) for side in ("Palestine", "Israel")]
            if i == 1 and outlet == "NYT":
                sides[1] += 2
            sheet.append([i, phrase.capitalize(), sum(sides), *sides, kind])
        with whole_file(path / "tables" / f"Supp Tab {number} - Invented.xlsx") as unfinished:
            book.save(unfinished)
