"""An invented class, to try out what answers can show before a real class has any."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from framing.classroom.answer_file import FORMAT, VERSION, SheetKey, checksum, read_sheet
from framing.errors import OutputError, SettingError
from framing.writing import write_whole

__all__ = ["invented_class"]

_MOST: Final = 200
_BESIDE: Final = 0.06


def invented_class(
    worksheet: str | os.PathLike[str], folder: str | os.PathLike[str], people: int = 12, *, seed: int = 0
) -> Path:
    """Write answer files of an invented class, as its worksheet would save them.

    Nobody gave these answers: they are drawn at random, about half of them as the library has it. They serve to try
    :func:`read_answers` and figures before a lesson, and say nothing of how pupils answer.

    Parameters
    ----------
    worksheet : path
        The page, as :func:`worksheet` wrote it.
    folder : path
        Where to write; made if it is not there.
    people : int
        How many, at most 200.
    seed : int
        The same seed gives the same files.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ReadError
        If the worksheet cannot be read.
    SettingError
        For a number of people that is not possible.
    OutputError
        If the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from framing.classroom import lesson, read_answers
    >>> place = Path(tempfile.mkdtemp())
    >>> page = lesson(2, place / "lesson-2.html")
    >>> read_answers(invented_class(page, place / "answers", people=3), page)
    <ClassAnswers of 3 people: 42 answers; 0 files with a problem>
    """
    if isinstance(people, bool) or not isinstance(people, int) or not 1 <= people <= _MOST:
        raise SettingError(f"people={people!r} is not possible; give a whole number from 1 to {_MOST}")
    sheet = read_sheet(Path(worksheet))
    target = Path(folder)
    try:
        target.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"folder '{target.name}' cannot be made: {(error.strerror or str(error)).lower()}; give another one"
        ) from error
    rng = random.Random(seed)
    # Some words and tasks divide a class more than others.
    ease = {key: rng.uniform(0.2, 0.9) for key in sheet.units}
    for number in range(1, people + 1):
        data = _file(sheet, number, rng, ease)
        text = json.dumps(data, ensure_ascii=False, indent=1)[:-2]
        write_whole(target / f"invented-{number:02d}.json", f'{text},\n "check": "{checksum(text)}"\n}}\n')
    return target


def _file(sheet: SheetKey, number: int, rng: random.Random, ease: Mapping[str, float]) -> dict[str, Any]:
    answers = []
    for key, unit in sheet.units.items():
        if unit["codes"] is None:
            continue
        place = {name: value for name, value in unit.items() if name not in {"codes", "prompt"}}
        answers.append({**place, "key": key, "value": _value(unit, rng, ease[key])})
    return {
        "format": FORMAT,
        "version": VERSION,
        "worksheet": sheet.digest,
        "title": sheet.title,
        "person": {"id": f"{number:012x}", "name": f"invented {number}"},
        "saved": "2024-01-01T00:00:00.000Z",
        "done": list(dict.fromkeys(unit["exercise"] for unit in sheet.units.values())),
        "answers": answers,
        "disputes": [],
    }


def _value(unit: Mapping[str, Any], rng: random.Random, ease: float) -> str:
    if unit["unit"] == "word":
        chance = ease if unit["library"] == "yes" else _BESIDE
        return "yes" if rng.random() < chance else "no"
    if unit["library"] and rng.random() < ease:
        return str(unit["library"])
    return str(rng.choice(unit["codes"]))
