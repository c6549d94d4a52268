"""What figures ask of the results that they draw: the right kind, the rows that matter, statements for the note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from framing.errors import DataError, SettingError, given_possible

if TYPE_CHECKING:
    import pandas as pd

    from framing.plot.canvas import Sheet

__all__ = ["chosen", "intervals", "one_of", "reasons", "table_of", "unit_of", "voices_shown", "warned"]


# How results say that there is no interval: after a reason, or before it.
_WITHOUT: Final = re.compile(r":? ?no (?:interval|band)(?:, no p)?:?")


def table_of(result: Any, kind: type, made_by: str) -> pd.DataFrame:
    """Give the table of a result.

    Raises
    ------
    SettingError
        Where it is another kind of thing.
    DataError
        Where it has no rows.
    """
    if not isinstance(result, kind):
        raise SettingError(f"this figure draws {kind.__name__}, not {type(result).__name__}; give what {made_by} gives")
    table: pd.DataFrame = result.table  # type: ignore[attr-defined]
    if not len(table):
        raise DataError(f"this {kind.__name__} has no rows, so there is nothing to draw; keep some of them")
    return table


def one_of(what: str, given: str | None, possible: Iterable[str]) -> str:
    """Give the one that was asked for, or the only one there is.

    Raises
    ------
    SettingError
        For one that is not there, or several and none named.
    """
    names = list(dict.fromkeys(possible))
    if given is None and len(names) == 1:
        return names[0]
    if given is None:
        shown = ", ".join(repr(name) for name in names[:12]) + (" ..." if len(names) > 12 else "")
        raise SettingError(f"there are {len(names)} {what}s and one figure shows one; name one of {shown}")
    if given not in names:
        raise SettingError(given_possible(what, given, names))
    return given


def chosen(what: str, given: str | Sequence[str] | None, possible: Iterable[str]) -> list[str]:
    """Give those that were asked for, in the order asked; all of them by default.

    Raises
    ------
    SettingError
        For one that is not there.
    """
    names = list(dict.fromkeys(possible))
    if given is None:
        return names
    wanted = [given] if isinstance(given, str) else list(given)
    for name in wanted:
        if name not in names:
            raise SettingError(given_possible(what, name, names))
    return wanted


def unit_of(table: pd.DataFrame) -> str:
    """Tell what intervals are over: stories or articles."""
    methods: Any = table.get("method", [])
    return "stories" if any("stories" in str(method) for method in methods) else "articles"


def intervals(table: pd.DataFrame, settings: Mapping[str, Any], mark: str = "lines") -> str:
    """State what the intervals are, where there are some."""
    if not (table["low"].notna() & table["high"].notna()).any():
        return ""
    # In agreement, the level is that of measurement.
    level = 100 * float(settings.get("confidence") or settings.get("level", 0.95))
    over = f" over {unit_of(table)}" if "method" in table else ""
    return f"{mark}: {level:g} % intervals{over}"


def reasons(table: pd.DataFrame, mark: str = "hollow") -> str:
    """State why estimates have no interval, in the words of the result."""
    bare = table[table["estimate"].notna() & (table["low"].isna() | table["high"].isna())]
    if not len(bare):
        return ""
    said = [str(part).strip() for note in bare["note"].dropna() for part in str(note).split(";")]
    why = [_WITHOUT.sub("", part).strip() for part in dict.fromkeys(said) if _WITHOUT.search(part)]
    why = [part for part in dict.fromkeys(why) if part]
    return f"{mark}: no interval ({'; '.join(why)})" if why else f"{mark}: no interval"


def voices_shown(settings: Mapping[str, Any]) -> str:
    """State whose words were counted, where not all of them were."""
    said = []
    for name, what in (("voice", "voice"), ("wording", "wording of")):
        value = settings.get(name)
        if value is not None:
            listed = [value] if isinstance(value, str) else sorted(value)
            said.append(f"{what}: {', '.join(listed)}")
    return "; ".join(said)


def warned(page: Sheet, result: Any) -> None:
    """Put the warnings of a result into the caption, and a pointer to them below the figure."""
    found = [str(one) for one in getattr(result, "warnings", ())]
    page.warnings += found
