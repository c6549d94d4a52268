"""Which units people should code: random, stratified and uncertainty samples that keep their weights."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.document.model import VOICES
from framing.errors import DataError, ReadError, SettingError, given_possible
from framing.validation.codings import UNIT_KEY, UNITS
from framing.validation.sheets import sheet_of, write_csv, write_xlsx
from framing.validation.units import NO, YES, ProfilesLike, uncertainty, units_of
from framing.writing import write_whole

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CodingSample", "load_sample", "sample_for_coding", "strata_of"]

Floats = NDArray[np.float64]

DESIGNS: Final = ("random", "stratified", "uncertainty")
ALLOCATIONS: Final = ("equal", "proportional")
FORMAT: Final = "framing-coding-sample"
_LEAST_SIZE: Final = 0.05
_AROUND: Final = 320
_NAME_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class CodingSample:
    """Units for people to code, with how likely each was to be drawn.

    Attributes
    ----------
    table : pandas.DataFrame
        One row per unit in the order of coding (shuffled): ``item, article_id, start, end, unit, text, before,
        after, feature, stratum, population, probability, weight``. ``probability`` is the chance that the unit was
        drawn, ``weight`` its inverse: how many units of the corpus it stands for. ``population`` is the number of
        units in its stratum.
    variables : mapping of str to tuple of str
        The codes that are possible for each variable; an empty tuple allows any text.
    settings : mapping
        How it was drawn.
    """

    table: pd.DataFrame
    variables: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.table)

    @property
    def digest(self) -> str:
        """A short hash of the units and the codes, the same wherever the sample is opened."""
        rows = self.table[["item", *UNIT_KEY]].to_csv(index=False, lineterminator="\n")
        codes = json.dumps({name: list(codes) for name, codes in self.variables.items()}, ensure_ascii=False)
        return hashlib.sha256((rows + codes).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def sheet(self, coder: str = "") -> pd.DataFrame:
        """Give the empty coding sheet: the units with an empty column for each variable and a ``comment``.

        It shows neither strata nor what the detectors said, so that the coder judges alone.
        """
        return sheet_of(self.table, list(self.variables), coder)

    def to_csv(self, path: str | Path, *, coder: str = "") -> Path:
        """Write the coding sheet as CSV (UTF-8 with a mark, so that Excel reads it); no cell can run as a formula."""
        return write_csv(self.sheet(coder), Path(path))

    def to_xlsx(self, path: str | Path, *, coder: str = "") -> Path:
        """Write the coding sheet as an Excel workbook with a list of codes to choose from in each cell.

        Raises
        ------
        MissingExtraError
            If openpyxl is not installed.
        """
        return write_xlsx(self.sheet(coder), self.variables, Path(path))

    def save(self, path: str | Path) -> Path:
        """Save everything, weights included, as JSON; :func:`load_sample` reads it again."""
        rows = json.loads(self.table.to_json(orient="records", double_precision=15))
        data = {
            "format": FORMAT,
            "digest": self.digest,
            "variables": {name: list(codes) for name, codes in self.variables.items()},
            "settings": dict(self.settings),
            "units": rows,
        }
        return write_whole(Path(path), json.dumps(data, ensure_ascii=False, indent=1).encode())


def load_sample(path: str | Path) -> CodingSample:
    """Read what :meth:`CodingSample.save` wrote, to go on where the codes come back weeks later.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    CodingSample
        With its weights.

    Raises
    ------
    ReadError
        If the file is something else, or was changed after it was saved.

    Examples
    --------
    >>> import tempfile
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "text": "Militants fled. Gunmen hid."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = fr.sample_for_coding(profiles, 2, seed=1).save(Path(folder, "sample.json"))
    ...     len(fr.load_sample(path))
    2
    """
    import pandas as pd

    name = Path(path).name
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("another format")
        table = pd.DataFrame(data["units"]).astype({"article_id": "str", "item": "str"})
        sample = CodingSample(table, {k: tuple(v) for k, v in data["variables"].items()}, data["settings"])
        good = sample.digest == data["digest"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReadError(f"{name!r} is no saved coding sample ({error}); give a file that sample.save wrote") from None
    if not good:
        raise ReadError(f"{name!r} was changed after it was saved; draw the sample again with its seed")
    return sample


def sample_for_coding(
    profiles: ProfilesLike,
    n: int,
    *,
    unit: str = "mention",
    by: str = "random",
    strata: str | Sequence[str] | None = None,
    allocation: str = "equal",
    variables: Mapping[str, Sequence[str]] | None = None,
    choice_set: str | None = None,
    seed: int = 0,
) -> CodingSample:
    """Draw units for people to code.

    Parameters
    ----------
    profiles : Profiles
        With their texts, so that a unit is shown in its context.
    n : int
        How many units; fewer where the corpus has fewer.
    unit : str
        ``mention``, ``event``, ``sentence`` or ``article``. Only sentences or articles show what a detector missed:
        a sample of mentions tells precision but not recall.
    by : str
        ``random``; ``stratified`` (the same number from each stratum, or in proportion); ``uncertainty`` (units of
        which the detectors were unsure are more likely, each still with a known chance).
    strata : str or sequence of str, optional
        Columns of the units or the articles, such as ``outlet`` or ``variant``. For correcting a comparison, stratify
        by the groups that are compared.
    allocation : str
        ``equal`` or ``proportional``, for stratified samples. Every stratum gets a unit at least.
    variables : mapping, optional
        The codes that are possible by variable; an empty sequence allows any text. By default ``correct`` (yes, no)
        and ``voice`` for mentions, ``correct`` for events, and the frames that were scored (yes, no) for others.
    choice_set : str, optional
        Only mentions of this choice set.
    seed : int

    Returns
    -------
    CodingSample
        Drawn without replacement.

    Raises
    ------
    SettingError
        For an unknown unit, design or column.
    DataError
        If there is nothing to code, or there are more strata than units asked for.

    References
    ----------
    Madow (1949), systematic sampling with unequal probabilities; Särndal, Swensson and Wretman (1992), Model Assisted
    Survey Sampling.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.as_corpus([{"article_id": "a", "text": "Militants fled. Gunmen hid. Terrorists died."}])
    >>> profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> sample = fr.sample_for_coding(profiles, 2, choice_set="armed_actor", seed=1)
    >>> len(sample), sample.table["weight"].tolist(), list(sample.variables)
    (2, [1.5, 1.5], ['correct', 'voice'])
    """
    import pandas as pd

    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise SettingError(f"n {n!r} is not possible; give the number of units to code, 1 or more")
    if unit not in UNITS:
        raise SettingError(given_possible("unit", unit, UNITS))
    if by not in DESIGNS:
        raise SettingError(given_possible("by", by, DESIGNS))
    if allocation not in ALLOCATIONS:
        raise SettingError(given_possible("allocation", allocation, ALLOCATIONS))
    if (by == "stratified") != (strata is not None):
        raise SettingError("strata belong to by='stratified'; give both or neither")
    codes = _variables(profiles, unit, variables)
    units = units_of(profiles, unit, choice_set=choice_set)
    if units.empty:
        raise DataError(f"there is no {unit} in these profiles; run a detector that finds some, or sample sentences")
    rng = np.random.default_rng(seed)
    columns = [strata] if isinstance(strata, str) else list(strata or [])
    stratum = strata_of(units, columns)
    if by == "uncertainty":
        chosen, chance = _unequal(np.maximum(uncertainty(profiles, units), _LEAST_SIZE), n, rng)
    else:
        chosen, chance = _stratified(stratum, n, allocation, rng)
    order = rng.permutation(len(chosen))
    chosen, chance = chosen[order], chance[order]
    table = units.iloc[chosen].reset_index(drop=True)
    digits = max(len(str(len(table))), 3)
    before, after = _around(profiles, table)
    drawn = pd.DataFrame(
        {
            "item": [f"u{i:0{digits}}" for i in range(1, len(table) + 1)],
            **{name: table[name] for name in (*UNIT_KEY, "text")},
            "before": before,
            "after": after,
            "feature": table.get("feature", None),
            "stratum": stratum[chosen],
            "population": pd.Series(stratum).value_counts().reindex(stratum[chosen]).to_numpy(),
            "probability": chance,
            "weight": 1 / chance,
        }
    )
    settings = {
        "n": n,
        "unit": unit,
        "by": by,
        "strata": columns,
        "allocation": allocation if by == "stratified" else None,
        "choice_set": choice_set,
        "seed": seed,
        "population": len(units),
    }
    return CodingSample(drawn, codes, settings)


def _variables(
    profiles: ProfilesLike, unit: str, given: Mapping[str, Sequence[str]] | None
) -> dict[str, tuple[str, ...]]:
    taken = {"item", "coder", "comment", "text", "before", "after", "feature", "value", "variable", *UNIT_KEY}
    if given is None:
        if unit == "mention":
            return {"correct": (YES, NO), "voice": VOICES}
        if unit == "event":
            return {"correct": (YES, NO)}
        frames = profiles.frames
        names = list(dict.fromkeys(frames.loc[frames["unit"] == unit, "frame"]))
        if not names:
            raise SettingError(
                f"say what to code for unit {unit!r}, such as variables={{'armed_actor.terrorist': ['yes', 'no']}}"
            )
        return dict.fromkeys(names, (YES, NO))
    if not given:
        raise SettingError("variables is empty; give one variable with its codes, such as {'correct': ['yes', 'no']}")
    for name, codes in given.items():
        if name in taken or not str(name).strip() or len(name) > _NAME_LIMIT:
            raise SettingError(f"variable {name!r} is not possible (empty, too long, or a column of the sheet)")
        folded = [str(code).strip().casefold() for code in codes]
        if isinstance(codes, str) or len(set(folded)) < len(folded) or "" in folded:
            raise SettingError(f"the codes of {name!r} must be a list of different, non-empty texts")
    return {str(name): tuple(str(code).strip() for code in codes) for name, codes in given.items()}


def strata_of(units: pd.DataFrame, columns: Sequence[str]) -> NDArray[Any]:
    """Name the stratum of each unit: its values in the columns, or ``all``."""
    for name in columns:
        if name not in units:
            raise SettingError(given_possible("column for strata", name, list(units.columns)))
    if not columns:
        return np.full(len(units), "all", dtype=object)
    parts = [units[name].astype(object).where(units[name].notna(), "(none)").map(str) for name in columns]
    return np.array([" | ".join(row) for row in zip(*parts, strict=True)], dtype=object)


def _stratified(
    stratum: NDArray[Any], n: int, allocation: str, rng: np.random.Generator
) -> tuple[NDArray[np.int64], Floats]:
    names, code = np.unique(stratum.astype(str), return_inverse=True)
    sizes = np.bincount(code)
    if n < len(names):
        raise DataError(f"there are {len(names)} strata and only {n} units to draw; raise n, or use fewer strata")
    shares = np.ones(len(names)) if allocation == "equal" else sizes.astype(float)
    takes = _allocate(min(n, len(stratum)), sizes, shares)
    chosen = [rng.choice(np.flatnonzero(code == h), take, replace=False) for h, take in enumerate(takes)]
    chance = [np.full(take, take / sizes[h]) for h, take in enumerate(takes)]
    return np.concatenate(chosen).astype(np.int64), np.concatenate(chance)


def _allocate(n: int, sizes: NDArray[np.int64], shares: Floats) -> NDArray[np.int64]:
    """Deal n units to strata one by one, each to the stratum furthest below its share, none above its size."""
    takes = np.ones(len(sizes), dtype=np.int64)
    for _ in range(n - len(sizes)):
        lag = np.where(takes < sizes, shares / (takes + 0.5), -1.0)
        takes[int(np.argmax(lag))] += 1
    return takes


def _unequal(size: Floats, n: int, rng: np.random.Generator) -> tuple[NDArray[np.int64], Floats]:
    """Draw exactly n with chances proportional to size: systematically along a random order."""
    n = min(n, len(size))
    chance = np.zeros(len(size))
    sure = np.zeros(len(size), dtype=bool)
    while True:
        chance[~sure] = (n - sure.sum()) * size[~sure] / max(size[~sure].sum(), 1e-300)
        chance[sure] = 1.0
        over = (chance >= 1) & ~sure
        if not over.any():
            break
        sure |= over
    rest = rng.permutation(np.flatnonzero(~sure))
    draws = n - int(sure.sum())
    edges = np.cumsum(chance[rest])
    ticks = rng.random() + np.arange(draws)
    # The last edge is `draws` but for rounding, which must not cost the last unit.
    places = np.clip(np.searchsorted(edges, ticks, side="right"), 0, max(len(rest) - 1, 0))
    chosen = np.concatenate([np.flatnonzero(sure), rest[places] if draws else rest[:0]]).astype(np.int64)
    return chosen, chance[chosen]


def _around(profiles: ProfilesLike, table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Text before and after each unit, cut between words."""
    before, after = [], []
    for name, start, end in zip(table["article_id"], table["start"], table["end"], strict=True):
        text = "" if profiles.texts is None else str(profiles.texts[name])
        left, right = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
        if start > _AROUND and " " in left:
            left = "… " + left.split(" ", 1)[1]
        if end + _AROUND < len(text) and " " in right:
            right = right.rsplit(" ", 1)[0] + " …"
        before.append(left)
        after.append(right)
    return before, after
