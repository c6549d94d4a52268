"""What two articles do differently, in plain words: each finding is made of counts of the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from framing.comparison.contrast_tables import SIDES
from framing.comparison.plain_words import CLASSES, VOICES, count_of, listed, percent
from framing.comparison.rows import records
from framing.profiles.measures import select_rows

if TYPE_CHECKING:
    import pandas as pd

    from framing.comparison.contrast import Contrast

__all__ = ["Finding", "events_of", "findings", "mentions_of", "set_rows"]

_NAMES: Final = "Names in the outlet's own voice"
_VOICES: Final = "Loaded words, and whose they are"
_ACTS: Final = "Who is shown as acting"
_SAYING: Final = "Whose words"
_MOST: Final = 7
_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing told of both articles.

    Attributes
    ----------
    group : str
        Heading that it belongs under.
    topic : str
        What it is about.
    a, b : str
        What the two articles do.
    """

    group: str
    topic: str
    a: str
    b: str


def findings(contrast: Contrast) -> list[Finding]:
    """Give the main differences: loaded names first, then the furthest apart; voice, agency and sources behind."""
    return [
        *_naming(contrast)[:_MOST],
        *list(_moved_voice(contrast))[:_MOST],
        *_acting(contrast),
        *_speaking(contrast),
    ]


def _naming(contrast: Contrast) -> list[Finding]:
    found = []
    for number, row in enumerate(records(contrast.distances)):
        part = set_rows(contrast, row["lexicon"], row["choice_set"])
        loaded = bool(part.loc[part["role"] == "marked", "own_hits"].sum())
        known = row["own"] is not None
        # Told alike, or told by one of them alone and without a loaded name: the table has it.
        if (known and row["own"] == 0) or (not known and not loaded):
            continue
        a, b = (_choices(contrast, part[part["side"] == side]) for side in SIDES)
        order = (not loaded, -row["own"] if known else -0.5, number)
        found.append((order, Finding(_NAMES, row["label"], a, b)))
    return [finding for _, finding in sorted(found, key=lambda pair: pair[0])]


def _choices(contrast: Contrast, rows: pd.DataFrame) -> str:
    total = int(rows["own_opportunities"].iloc[0])
    if not total:
        return "only in others' words" if rows["all_opportunities"].iloc[0] else "not mentioned"
    there = rows[rows["own_hits"] > 0].sort_values("own_hits", ascending=False, kind="stable")
    return listed([f"{_printed(contrast, row, 'own')} {row['own_hits']} of {total}" for row in records(there)])


def _printed(contrast: Contrast, row: Mapping[Any, Any], voice: str | None = None) -> str:
    """Name a variant by the words that are printed, where they are few; by its label otherwise."""
    mentions = contrast.mentions
    mine = mentions[
        (mentions["lexicon"] == row["lexicon"]) & (mentions["feature"] == f"{row['choice_set']}.{row['variant']}")
    ]
    if "side" in row:
        mine = mine[mine["side"] == row["side"]]
    words = dict.fromkeys(" ".join(str(text).split()) for text in select_rows(mine, voice=voice)["text"])
    plain = list({word.casefold(): word for word in words}.values())
    if row["role"] == "unmarked" or not 0 < len(plain) <= _WORDS:
        return str(row["label"])
    return "/".join(f"“{word}”" for word in plain)


def _moved_voice(contrast: Contrast) -> Iterator[Finding]:
    """Tell of loaded words that somebody says in these articles and at least one outlet does not say itself."""
    shares = contrast.shares[contrast.shares["role"] == "marked"]
    names = {side: _resolved(contrast, side) for side in SIDES}
    for (lexicon, name, variant), part in shares.groupby(["lexicon", "choice_set", "variant"], sort=False):
        both = {row["side"]: row for row in records(part)}
        printed = [row for row in both.values() if row["all_hits"]]
        # Where each that prints it says it itself, the choice of names has told it.
        if not printed or all(row["own_hits"] for row in printed):
            continue
        word = _printed(contrast, {key: value for key, value in both["a"].items() if key != "side"})
        a, b = (_voices_of(mentions_of(contrast, lexicon, name, variant, side), names[side]) for side in SIDES)
        yield Finding(_VOICES, word, a, b)


def _resolved(contrast: Contrast, side: str) -> dict[Any, str]:
    """Give the names behind sources that are printed without one ("she", "the group"), by attribution."""
    rows = contrast.attributions[contrast.attributions["side"] == side].dropna(subset="source_resolved")
    rows = rows[rows["source_type"] != "named"]
    return dict(zip(rows["attribution_id"], rows["source_resolved"], strict=True))


def _voices_of(rows: pd.DataFrame, names: Mapping[Any, str]) -> str:
    if rows.empty:
        return "none"
    parts = []
    for voice in VOICES:
        some = rows[rows["voice"] == voice]
        if some.empty:
            continue
        said = [names.get(i, s) for i, s in zip(some["attribution_id"], some["source"], strict=True)]
        sources = list(dict.fromkeys(" ".join(str(s).split()) for s in said if isinstance(s, str) and s))
        named = f" ({', '.join(sources)})" if sources else ""
        parts.append(f"{len(some)} in {VOICES[voice]}{named}" if voice != "uncertain" else f"{len(some)} uncertain")
    return listed(parts)


def _acting(contrast: Contrast) -> Iterator[Finding]:
    told = []
    for side in SIDES:
        events = events_of(contrast, side)
        rows = contrast.agency[(contrast.agency["aspect"] == "class") & (contrast.agency["side"] == side)]
        how = [f"{row['events']} {CLASSES[row['value']]}" for row in records(rows) if row["events"]]
        omitted = int((events["agent_scope"] == "none").sum())
        told.append(f"{len(events)}: {', '.join(how)}; acting party named nowhere: {omitted}" if how else "none")
    if told != ["none", "none"]:
        yield Finding(_ACTS, "Acts of violence", *told)


def _speaking(contrast: Contrast) -> Iterator[Finding]:
    own = contrast.words[contrast.words["voice"] == "own"].set_index("side")["share"]
    yield Finding(_SAYING, "Words in the outlet's own voice", *(percent(float(own[side])) for side in SIDES))
    told = []
    for side in SIDES:
        rows = records(contrast.sources[contrast.sources["side"] == side].head(3))
        told.append(listed([f"{row['source']} ({count_of(row['n_words'], 'word')})" for row in rows]) or "nobody")
    yield Finding(_SAYING, "Most words of others", *told)


def set_rows(contrast: Contrast, lexicon: str, choice_set: str) -> pd.DataFrame:
    """Give the rows of one choice set in the table of shares."""
    shares = contrast.shares
    return shares[(shares["lexicon"] == lexicon) & (shares["choice_set"] == choice_set)]


def mentions_of(contrast: Contrast, lexicon: Any, choice_set: Any, variant: Any, side: str) -> pd.DataFrame:
    """Give the mentions that count for one variant of one article."""
    rows = contrast.mentions
    chosen = (rows["lexicon"] == lexicon) & (rows["choice_set"] == choice_set) & (rows["side"] == side)
    return select_rows(rows[chosen & (rows["variant"] == variant)])


def events_of(contrast: Contrast, side: str) -> pd.DataFrame:
    """Give the events that count for one article."""
    return select_rows(contrast.events[contrast.events["side"] == side])
