"""The units of a corpus that people can code, and what the detectors said of them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.document.model import PROPER_ZONES
from framing.errors import DataError, SettingError, given_possible
from framing.profiles.measures import select_rows
from framing.validation.codings import UNIT_KEY, UNITS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ProfilesLike", "predicted", "uncertainty", "units_of"]

YES: Final = "yes"
NO: Final = "no"
_NO_META: Final = frozenset({"text", "text_hash", "problem", *UNIT_KEY})


class ProfilesLike(Protocol):
    """The part of ``Profiles`` that validation reads."""

    texts: pd.Series[str] | None

    @property
    def articles(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def mentions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def events(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def frames(self) -> pd.DataFrame: ...  # noqa: D102


def units_of(profiles: ProfilesLike, unit: str, *, choice_set: str | None = None) -> pd.DataFrame:
    """List every unit of the article proper, in the order of articles and texts.

    Parameters
    ----------
    profiles : Profiles
    unit : str
        ``mention``, ``event``, ``sentence`` or ``article``.
    choice_set : str, optional
        Only mentions of this choice set.

    Returns
    -------
    pandas.DataFrame
        ``article_id, start, end, unit, text``, the columns of the mentions or events (of two hits on one span the
        first; ``feature`` names both), and those of the articles that are not already there. Text printed twice
        counts once; articles with a problem have no units.
    """
    import pandas as pd

    if unit not in UNITS:
        raise SettingError(given_possible("unit", unit, UNITS))
    if choice_set is not None and unit != "mention":
        raise SettingError(f"choice_set applies to mentions, not to unit {unit!r}; leave it out")
    articles = profiles.articles
    if unit in {"mention", "event"}:
        table = _hits(profiles, unit, choice_set)
    else:
        table = _sentences(profiles) if unit == "sentence" else _articles(profiles)
    meta = articles[[c for c in articles.columns if c == "article_id" or c not in {*table.columns, *_NO_META}]]
    out = table.merge(meta, on="article_id", how="left", validate="many_to_one")
    order = pd.Index(articles["article_id"]).get_indexer(pd.Index(out["article_id"]))
    out = out.iloc[np.lexsort((out["end"], out["start"], order))]
    return out.reset_index(drop=True)


def _hits(profiles: ProfilesLike, unit: str, choice_set: str | None) -> pd.DataFrame:
    rows = select_rows(profiles.mentions if unit == "mention" else profiles.events)
    if choice_set is not None:
        known = sorted(profiles.mentions["choice_set"].dropna().unique())
        if choice_set not in known:
            raise SettingError(given_possible("choice set", choice_set, known))
        rows = rows[rows["choice_set"] == choice_set]
    rows = rows.assign(unit=unit)
    key = list(UNIT_KEY)
    if unit == "mention" and rows.duplicated(key).any():
        names = rows.groupby(key, sort=False)["feature"].agg(lambda found: "; ".join(dict.fromkeys(found)))
        rows = rows.drop_duplicates(key).drop(columns="feature").merge(names.reset_index(), on=key)
    else:
        rows = rows.drop_duplicates(key)
    return rows[[*key, *(c for c in rows.columns if c not in key)]]


def _texts(profiles: ProfilesLike) -> dict[str, str]:
    if profiles.texts is None:
        raise DataError("the texts were not kept with these profiles; profile the corpus again, or save with texts")
    articles = profiles.articles
    good = articles.loc[articles["problem"].isna(), "article_id"] if "problem" in articles else articles["article_id"]
    return {str(name): str(profiles.texts[name]) for name in good}


def _sentences(profiles: ProfilesLike) -> pd.DataFrame:
    import pandas as pd

    from framing.document import annotate

    headlines = profiles.articles.set_index("article_id")["headline"] if "headline" in profiles.articles else None
    rows = []
    for name, text in _texts(profiles).items():
        headline = None if headlines is None else headlines[name]
        document = annotate(text, headline=headline if isinstance(headline, str) else None)
        zones, repeats = [z.start for z in document.zones], [r.start for r in document.repeats]
        for number, (start, end) in enumerate(document.sentences):
            if document.zones[max(bisect_right(zones, start) - 1, 0)].kind not in PROPER_ZONES:
                continue
            at = bisect_right(repeats, start) - 1
            if at >= 0 and start < document.repeats[at].end:
                continue
            rows.append((name, start, end, "sentence", text[start:end], number))
    return pd.DataFrame(rows, columns=[*UNIT_KEY, "text", "sentence"])


def _articles(profiles: ProfilesLike) -> pd.DataFrame:
    import pandas as pd

    rows = [(name, 0, len(text), "article", text) for name, text in _texts(profiles).items()]
    return pd.DataFrame(rows, columns=[*UNIT_KEY, "text"])


def predicted(profiles: ProfilesLike, units: pd.DataFrame, variable: str) -> pd.Series[Any]:
    """Give what the detectors said of each unit.

    Parameters
    ----------
    profiles : Profiles
    units : pandas.DataFrame
        From :func:`units_of`.
    variable : str
        For mentions and events a column of theirs (``voice``, ``variant``, ``referent``, ``construction`` ...) or
        ``correct``, which is always ``yes``. For sentences and articles a feature or a frame: ``yes`` or ``no``.

    Returns
    -------
    pandas.Series of str
        In the order of `units`; null where the detector said nothing.
    """
    import pandas as pd

    unit = units["unit"].iloc[0] if len(units) else "mention"
    if unit in {"mention", "event"}:
        if variable == "correct":
            return pd.Series(YES, index=units.index)
        if variable not in units.columns:
            raise SettingError(given_possible(f"variable of {unit}s", variable, ["correct", *units.columns]))
        values = units[variable]
        text = values.map(lambda v: (YES if v else NO) if isinstance(v, bool | np.bool_) else str(v))
        return text.where(values.notna(), None)
    if variable in set(profiles.frames["frame"]):
        return _from_frames(profiles, units, unit, variable)
    known = getattr(profiles, "features", None) or sorted(profiles.mentions["feature"].unique())
    if variable not in known:
        frames = sorted(profiles.frames["frame"].unique())
        raise SettingError(given_possible(f"feature or frame of {unit}s", variable, [*frames, *known]))
    hits = select_rows(profiles.mentions)
    hits = hits[hits["feature"] == variable]
    inside = _containing(units, hits)
    said = np.zeros(len(units), dtype=bool)
    said[inside[inside >= 0]] = True
    return pd.Series(np.where(said, YES, NO), index=units.index)


def _from_frames(profiles: ProfilesLike, units: pd.DataFrame, unit: str, frame: str) -> pd.Series[Any]:
    rows = profiles.frames
    rows = rows[(rows["frame"] == frame) & (rows["unit"] == unit)]
    if rows.empty:
        raise DataError(f"frame {frame!r} was not scored for unit {unit!r}; sample the unit that was scored")
    said = (rows["score"] >= rows["threshold"]).map({True: YES, False: NO})
    inside = _containing(units, rows)
    values = dict(zip(inside.tolist(), said, strict=True))
    return units.reset_index(drop=True).index.to_series(index=units.index).map(values.get)


def _containing(units: pd.DataFrame, rows: pd.DataFrame) -> NDArray[np.int64]:
    """Position among `units` of the unit in which each row starts; -1 where there is none."""
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for place, (name, start, end) in enumerate(zip(units["article_id"], units["start"], units["end"], strict=True)):
        spans.setdefault(name, []).append((int(start), int(end), place))
    for found in spans.values():
        found.sort()
    out = np.full(len(rows), -1, dtype=np.int64)
    for number, (name, start) in enumerate(zip(rows["article_id"], rows["start"], strict=True)):
        found = spans.get(name, [])
        at = bisect_right(found, (int(start), np.inf, 0)) - 1
        if at >= 0 and start < found[at][1]:
            out[number] = found[at][2]
    return out


def uncertainty(profiles: ProfilesLike, units: pd.DataFrame) -> NDArray[np.float64]:
    """Tell how unsure the detectors were of each unit, from 0 (sure) to 1.

    For mentions and events it is 1 - ``confidence``; for sentences and articles the closeness of the nearest frame
    score to its threshold, or without frames 1 - the confidence of the least certain mention inside.
    """
    if "confidence" in units:
        sure: NDArray[np.float64] = units["confidence"].fillna(1.0).to_numpy(float)
        return np.clip(1 - sure, 0, 1)
    unit = units["unit"].iloc[0] if len(units) else "sentence"
    rows = profiles.frames
    rows = rows[rows["unit"] == unit]
    if len(rows):
        reach = np.maximum(rows["threshold"], 1 - rows["threshold"])
        doubt = np.asarray(1 - (rows["score"] - rows["threshold"]).abs() / reach, dtype=float)
    else:
        rows = select_rows(profiles.mentions)
        doubt = np.asarray(1 - rows["confidence"].fillna(1.0), dtype=float)
    out = np.zeros(len(units))
    inside = _containing(units, rows)
    np.maximum.at(out, inside[inside >= 0], doubt[inside >= 0])
    return np.clip(out, 0, 1)
