"""What profiles hold that can be compared, without making their tables whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from framing.errors import DataError
from framing.profiles.measures import Selection

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ProfilesLike", "available_measures", "features_of", "some"]


class ProfilesLike(Protocol):
    """The part of ``Profiles`` that comparisons read."""

    @property
    def articles(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def mentions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def events(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def attributions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def frames(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def provenance(self) -> Any: ...  # noqa: D102

    def word_totals(  # noqa: D102
        self, voice: Selection = None, wording: Selection = None, zones: Selection = "proper"
    ) -> pd.Series[float]: ...


def some(profiles: ProfilesLike, name: str, *columns: str) -> pd.DataFrame:
    """Give some columns of a table; one that is not in memory yet is not made whole for them."""
    rows = getattr(profiles, "rows", None)
    table: pd.DataFrame = getattr(profiles, name) if rows is None or name in vars(profiles) else rows(name, columns)
    return table


def _any(profiles: ProfilesLike, name: str) -> bool:
    """Tell whether a table has rows, without making it."""
    count = getattr(profiles, "n_rows", None)
    return bool(len(getattr(profiles, name)) if count is None else count(name))


def features_of(profiles: ProfilesLike) -> tuple[list[str], dict[str, str]]:
    """All features, those without a hit too, and the choice set of each that has one."""
    lexicons = getattr(profiles, "lexicons", None)
    if lexicons:
        every = [f for lexicon in lexicons.values() for f in lexicon.features]
        sets = {
            f"{name}.{variant.name}": name
            for lexicon in lexicons.values()
            for name, choice in lexicon.choice_sets.items()
            for variant in choice.variants
        }
        return every, sets
    mentions = profiles.mentions
    known = mentions[["feature", "choice_set"]].dropna().drop_duplicates("feature")
    return sorted(mentions["feature"].dropna().unique()), dict(zip(known["feature"], known["choice_set"], strict=True))


def available_measures(profiles: ProfilesLike) -> tuple[str, ...]:
    """Measures that the profiles can answer, in the order of `MEASURES` and without ``counts``.

    Rates are for categories: where there are choice sets, ``shares`` say more.
    """
    out: list[str] = []
    every, sets = features_of(profiles)
    if len(sets) < len(every):
        out.append("rates")
    if sets:
        out.append("shares")
    if _any(profiles, "events"):
        out.append("agency")
    if _any(profiles, "attributions"):
        out.append("sources")
    if _any(profiles, "frames"):
        out.append("frames")
    if not out:
        raise DataError("the profiles hold no mentions, events, attributions or frames; profile with a detector first")
    return tuple(out)
