"""Dates in the usual spellings, to UTC, without guessing.

A date that could be read in two ways (03/04/2023 where nothing in its column settles the order) or that is not whole
(March 2023) becomes null with a note that quotes it, never a date somebody has to doubt later.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

__all__ = ["as_date", "dates_of", "day_first"]

_NUMERIC: Final = re.compile(r"^\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_ISO: Final = re.compile(r"^\s*\d{4}-\d{2}-\d{2}([T ]|\s*$)")
_COMPACT: Final = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})\s*$")
_EPOCH: Final = re.compile(r"^\s*(\d{10}|\d{13})\s*$")
_WEEKDAY_BEHIND: Final = re.compile(r"(?<=\d{4})\s*,?\s*(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_HOURS: Final = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AEST": 10, "AEDT": 11, "JST": 9, "IDT": 3, "SGT": 8, "HKT": 8,
}  # fmt: skip
_ZONES: Final = {name: timezone(timedelta(hours=h)) for name, h in _HOURS.items()}
_EARLIEST: Final = 1600
_LATEST: Final = 2200


def day_first(values: Iterable[str | None]) -> bool | None:
    """Tell from a column whether its numeric dates put the day first.

    Parameters
    ----------
    values : iterable of str or None
        Dates as spelt.

    Returns
    -------
    bool or None
        True or False if some date settles it (a number above 12) and none speaks against it; else None.

    Examples
    --------
    >>> day_first(["03/04/2023", "25/04/2023"]), day_first(["03/04/2023"]), day_first(["04/25/2023"])
    (True, None, False)
    """
    day = month = False
    for value in values:
        match = _NUMERIC.match(value) if value else None
        if match is None:
            continue
        day = day or int(match.group(1)) > 12
        month = month or int(match.group(3)) > 12
    return None if day == month else day


def as_date(value: object) -> datetime | None:
    """Express a date or time in UTC; one without a zone is taken as UTC, a date as its midnight."""
    if isinstance(value, datetime):
        if value != value:  # noqa: PLR0124  pandas' NaT is a datetime unequal to itself
            return None
        value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        # A pandas Timestamp is a datetime with nanoseconds, which no column of the corpus table holds.
        parts = (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)
        return datetime(*parts, tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return None


def dates_of(
    values: Sequence[str | None], *, dayfirst: bool | None = None, infer: bool = True
) -> tuple[list[datetime | None], list[str | None]]:
    """Read the dates of a column.

    Parameters
    ----------
    values : sequence of str or None
        Dates as spelt: ISO 8601, ``7 March 2023``, ``March 7, 2023 Tuesday``, ``Tue, 07 Mar 2023 10:00:00 GMT``,
        ``20230307``, Unix seconds or milliseconds, ``07.03.2023`` (day first), ``07/03/2023`` (see `dayfirst`).
    dayfirst : bool, optional
        The order in numeric dates. None lets the column settle it (:func:`day_first`) and leaves a date null, with a
        note, where nothing does. Dots always mean day first unless that is impossible.
    infer : bool
        False keeps None as it is instead of letting these values settle it.

    Returns
    -------
    tuple of list of (datetime or None) and list of (str or None)
        Times in UTC, and for each value a note if it could not be read.

    Examples
    --------
    >>> found, notes = dates_of(["2023-03-07", "March 2023", None])
    >>> found[0].isoformat(), found[1:], notes[1]
    ('2023-03-07T00:00:00+00:00', [None, None], "published: 'March 2023' is not a whole date")
    """
    if dayfirst is None and infer:
        dayfirst = day_first(values)
    found: list[datetime | None] = []
    notes: list[str | None] = []
    for value in values:
        if value is None or not value.strip():
            found.append(None)
            notes.append(None)
            continue
        moment, reason = _one(value if len(value) < 200 else value[:200], dayfirst)
        found.append(moment)
        notes.append(None if reason is None else f"published: {value[:60]!r} {reason}")
    return found, notes


@lru_cache(maxsize=65_536)
def _one(value: str, dayfirst: bool | None) -> tuple[datetime | None, str | None]:
    try:
        moment, reason = _read(value, dayfirst)
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError, ArithmeticError):
        return None, "is no date that can be read"
    if moment is None:
        return None, reason
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None, "is no date that can be read"
    if not _EARLIEST <= moment.year <= _LATEST:
        return None, "is no date of a newspaper"
    return moment, reason


def _read(value: str, dayfirst: bool | None) -> tuple[datetime | None, str | None]:
    if _ISO.match(value):
        try:
            return datetime.fromisoformat(value.strip()), None
        except ValueError:
            pass
    if match := _COMPACT.match(value):
        return datetime(*(int(g) for g in match.groups())), None  # type: ignore[arg-type]
    if match := _EPOCH.match(value):
        seconds = int(match.group(1)) / (1000 if len(match.group(1)) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC), None
    order = bool(dayfirst)
    if match := _NUMERIC.match(value):
        first, mark, second = int(match.group(1)), match.group(2), int(match.group(3))
        if first > 12 or (mark == "." and second <= 12):
            order = True
        elif second > 12:
            order = False
        elif dayfirst is None and first != second:
            return None, "may be day or month first, so pass dayfirst=True or False"
    return _by_dateutil(_WEEKDAY_BEHIND.sub("", value), order)


def _by_dateutil(value: str, order: bool) -> tuple[datetime | None, str | None]:
    from dateutil import parser  # type: ignore[import-untyped]

    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        moments = [
            parser.parse(value, dayfirst=order, default=default, tzinfos=_ZONES)
            for default in (datetime(2001, 1, 1), datetime(2004, 12, 31))
        ]
    # dateutil fills what is missing from its default: two defaults that give two dates show that something was.
    if moments[0] != moments[1]:
        return None, "is not a whole date"
    unknown = any("timezone" in str(w.message).lower() for w in seen)
    return moments[0], "names an unknown time zone and was taken as UTC" if unknown else None
