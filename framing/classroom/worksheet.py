"""A worksheet: one page with exercises on the wording of some articles, to be used without a network."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from framing.classroom.asking import acting, voice
from framing.classroom.invented import invented_names
from framing.classroom.marking import predict
from framing.classroom.material import Exercise, Item, Material, gather
from framing.classroom.pairing import outlets
from framing.classroom.strings import ENGLISH, translated
from framing.classroom.swapping import swap
from framing.comparison.plain_words import listed
from framing.errors import DataError, SettingError, given_possible
from framing.lexicon.files import load_lexicon
from framing.lexicon.model import Lexicon
from framing.report.page import render, write_page
from framing.version import __version__

__all__ = ["EXERCISES", "worksheet"]

EXERCISES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "predict": "mark the loaded words of an article, then see what the library marked and why",
        "swap": "put another word of the choice set into a sentence",
        "voice": "say who answers for some words",
        "acting": "say how a sentence tells an act, and whether it names who did it",
        "outlets": "read how two outlets begin one story",
    }
)
"""The exercises by name, in the order of a worksheet."""

_MINUTES: Final[Mapping[str, int]] = {"predict": 10, "swap": 8, "voice": 8, "acting": 10, "outlets": 10}
_LEXICONS: Final = ("conflict", "immigration", "protest_and_policing", "climate")
_ITEMS: Final[Mapping[str, int]] = {"predict": 1, "swap": 4, "voice": 6, "acting": 5, "outlets": 1}
_MOST: Final = 40
_LENGTHS: Final = (20, 2000)
_FOR_SCRIPT: Final = ("save.", "csv.", "compare.", "predict.", "page.state_", "outlets.revealed", "voice.", "acting.")


def worksheet(
    articles: Any,
    exercises: Sequence[str] | str | None = None,
    path: str | os.PathLike[str] | None = None,
    *,
    lexicons: Sequence[str | Lexicon] | None = None,
    items: int | Mapping[str, int] | None = None,
    words: int = 170,
    title: str = "",
    instructions: str = "",
    strings: Mapping[str, str] | None = None,
) -> str | Path:
    """Make a worksheet: one self-contained HTML page with exercises on the wording of news articles.

    The page loads nothing and sends nothing; it works from a file, on a phone, by keyboard and with a screen reader.
    Answers stay in the browser and are saved as a file for the teacher, which :func:`read_answers` reads, and as a
    table to read. After each exercise a page to compare and dispute shows what the library says, why, and where it
    may be wrong; nothing is scored. Articles of the teaching corpus are named as invented.

    Parameters
    ----------
    articles : pandas.DataFrame, sequence or Profiles
        Articles to work with: a corpus table, what :func:`framing.as_corpus` takes, or profiles with their texts
        (`lexicons` is then not used). Which sentences are taken is the same for the same articles.
    exercises : sequence of str, optional
        Names from :data:`EXERCISES`, in the order wanted: ``predict``, ``swap``, ``voice``, ``acting``, ``outlets``.
        By default all for which the articles have material; the page says which were left out.
    path : path, optional
        Where to write the page; whole or not at all.
    lexicons : sequence of str or Lexicon, optional
        Names of shipped lexicons, or lexicons. By default those on conflict, immigration, protest and climate.
    items : int or mapping, optional
        Tasks per exercise: of ``predict`` articles, of ``outlets`` pairs of articles, otherwise sentences.
    words : int
        How much of an article is shown, counted in words; whole paragraphs.
    title, instructions : str
        A heading of your own, and what you want to tell the class above the exercises.
    strings : mapping of str, optional
        Other wordings by the keys of :func:`strings`, such as a translation.

    Returns
    -------
    str or Path
        The page, or the path if one was given.

    Raises
    ------
    DataError
        If no article can be read, or a named exercise finds no material in them.
    SettingError
        For an unknown exercise or string, or a number that is not possible.
    OutputError
        If the page cannot be written there.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.datasets.load_teaching()
    >>> raid = corpus[corpus["story"] == "kessel-bridge-raid"]
    >>> page = worksheet(raid, ["predict", "voice"])
    >>> page.startswith("<!DOCTYPE html>"), "Every article here is invented" in page
    (True, True)
    """
    say = translated(strings)
    names = _names(exercises)
    numbers = _numbers(items)
    if not _LENGTHS[0] <= words <= _LENGTHS[1]:
        raise SettingError(f"words={words} is not possible; give a number from {_LENGTHS[0]} to {_LENGTHS[1]}")
    chosen = [one if isinstance(one, Lexicon) else load_lexicon(one) for one in (lexicons or _LEXICONS)]
    material = gather(articles, chosen)
    made, missing = [], []
    for name in names or EXERCISES:
        exercise = _MAKERS[name](material, numbers[name], words, say)
        if exercise.items:
            made.append(exercise)
        elif names:
            raise DataError(f"there is no material for exercise {name!r}; it needs {ENGLISH[f'needs.{name}']}")
        else:
            missing.append(say["page.needs"].format(title=say[f"{name}.title"], what=say[f"needs.{name}"]))
    if not made:
        raise DataError("there is no material for any exercise in these articles; give news articles with more text")
    page = _page(material, made, [*missing, *material.unreadable], say, title=title, instructions=instructions)
    return page if path is None else write_page(page, path)


def _predict(material: Material, items: int, words: int, say: Mapping[str, str]) -> Exercise:
    return predict(material, items, words, say)


def _swap(material: Material, items: int, words: int, say: Mapping[str, str]) -> Exercise:
    return swap(material, items, say)


def _voice(material: Material, items: int, words: int, say: Mapping[str, str]) -> Exercise:
    return voice(material, items, say)


def _acting(material: Material, items: int, words: int, say: Mapping[str, str]) -> Exercise:
    return acting(material, items, say)


def _outlets(material: Material, items: int, words: int, say: Mapping[str, str]) -> Exercise:
    return outlets(material, items, words, say)


_MAKERS: Final[Mapping[str, Callable[[Material, int, int, Mapping[str, str]], Exercise]]] = {
    "predict": _predict,
    "swap": _swap,
    "voice": _voice,
    "acting": _acting,
    "outlets": _outlets,
}


def _names(exercises: Sequence[str] | str | None) -> tuple[str, ...]:
    names = (exercises,) if isinstance(exercises, str) else tuple(exercises or ())
    for name in names:
        if name not in EXERCISES:
            raise SettingError(given_possible("exercise", name, EXERCISES))
    if len(set(names)) < len(names):
        raise SettingError(f"exercises={list(names)} names one twice; name each once")
    return names


def _numbers(items: int | Mapping[str, int] | None) -> dict[str, int]:
    numbers = dict(_ITEMS)
    given = items if isinstance(items, Mapping) else dict.fromkeys(numbers, items) if items is not None else {}
    for name, number in given.items():
        if name not in numbers:
            raise SettingError(given_possible("exercise", name, EXERCISES))
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= _MOST:
            raise SettingError(f"items={number!r} is not possible; give a whole number from 1 to {_MOST}")
        numbers[name] = number
    return numbers


def _page(
    material: Material,
    exercises: Sequence[Exercise],
    left_out: Sequence[str],
    say: Mapping[str, str],
    *,
    title: str,
    instructions: str,
) -> str:
    content = [_for_script(exercise, say) for exercise in exercises]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:16]
    heading = title.strip() or say["page.title"]
    data = {
        "format": 1,
        "digest": digest,
        "title": heading,
        "exercises": content,
        "strings": {key: text for key, text in say.items() if key.startswith(_FOR_SCRIPT)},
    }
    used = {name for exercise in exercises for item in exercise.items for name in item.article_id.split("+")}
    invented = invented_names(material, used)
    readings = [reading for reading in material.readings if reading.article_id in used]
    notice = ""
    if invented and len(invented) == len(readings):
        notice = say["page.invented_all"]
    elif invented:
        notice = say["page.invented_some"].format(names=listed(invented))
    return render(
        "worksheet.html.j2",
        style="page.css,worksheet.css",
        script="worksheet_store.js,worksheet_file.js,worksheet.js",
        title=heading,
        language=say["language"],
        direction=say["direction"],
        t=say,
        exercises=exercises,
        minutes=_MINUTES,
        glossary=_GLOSSARY,
        notice=notice,
        left_out=say["page.left_out"].format(what="; ".join(left_out)) if left_out else "",
        paragraphs=[part for part in instructions.split("\n\n") if part.strip()],
        made=say["page.made_with"].format(
            version=__version__,
            lexicons=", ".join(f"{one.name} {one.version}" for one in material.lexicons.values()),
            digest=digest,
        ),
        data=json.dumps(data, ensure_ascii=False),
    )


_GLOSSARY: Final[Mapping[str, tuple[str, ...]]] = {
    "predict": ("loaded", "neutral", "library"),
    "swap": ("loaded", "neutral", "library"),
    "voice": ("voice", "outlet", "source", "retold"),
    "acting": ("act", "library", "rule"),
    "outlets": ("outlet", "voice", "source", "loaded"),
}


def _for_script(exercise: Exercise, say: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "title": say[f"{exercise.name}.title"],
        "items": [_item_for_script(item) for item in exercise.items],
    }


def _item_for_script(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "article_id": item.article_id,
        "start": item.start,
        "end": item.end,
        "unit": item.unit,
        "quote": item.quote[:300],
        "questions": [
            {
                "key": question.key,
                "variable": question.variable,
                "prompt": question.prompt,
                "options": [list(option) for option in question.options],
                "library": question.library,
            }
            for question in item.questions
        ],
        "words": [
            [token.start, token.end, token.text, token.loaded]
            for paragraph in item.paragraphs
            for token in paragraph.tokens
        ],
        "findings": [[key, list(starts), quote] for key, starts, quote, _ in item.findings],
        "names": [text.name for text in item.texts],
    }
