"""The Narrative Frames Corpus: climate articles with five frames, and their heroes, villains and victims."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.datasets.origin import Origin

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NARRATIVE_FRAMES", "NarrativeFrames", "read_narrative_frames"]

ORIGIN = Origin(
    name="Narrative Frames",
    get_from="github.com/phenixace/narrative-framing",
    licence="MIT; the articles belong to their publishers",
    reference="Frermann, Li, Khanehzar and Mikolajczak 2023, ACL",
)

#: The five frames: the column here and the authors' abbreviation, in the order of their files.
NARRATIVE_FRAMES = {
    "resolution": "RE",
    "human_interest": "HI",
    "conflict": "CO",
    "morality": "MO",
    "economic": "EC",
}
_COLUMNS = ("ID", "source", "bias", "time", "text", *NARRATIVE_FRAMES.values())


@dataclass(frozen=True, slots=True)
class NarrativeFrames:
    """Articles with frames, and the entities in their roles.

    Attributes
    ----------
    articles : pandas.DataFrame
        ``article_id``, ``outlet``, ``leaning`` (as Media Bias/Fact Check calls it), ``published`` (UTC), ``text``, a
        boolean column for each of :data:`NARRATIVE_FRAMES`, and ``fold`` (1 to 5, the fold in whose test part the
        article is; null where the file is not split).
    roles : pandas.DataFrame
        ``article_id``, ``entity`` (as it is called in the text), ``group`` and ``role`` (hero, villain, victim); empty
        where the file is not there.
    """

    articles: pd.DataFrame
    roles: pd.DataFrame


def read_narrative_frames(folder: str | os.PathLike[str]) -> NarrativeFrames:
    """Read the articles, with their authors' folds where they are there, and the roles.

    Parameters
    ----------
    folder : str or os.PathLike
        A folder that holds ``experiments/data_splits_raw/Fold_1/test.txt`` and so on, or ``articles.tsv`` with the same
        ten columns; and, for the roles, ``role_and_frame_annotations.tsv`` (beside or in ``data``).

    Returns
    -------
    NarrativeFrames

    Raises
    ------
    ReadError
        If neither layout is there, or a row has a value that is no truth value.

    References
    ----------
    Frermann et al. (2023): Conflicts, Villains, Resolutions. ACL.

    Examples
    --------
    >>> list(NARRATIVE_FRAMES)
    ['resolution', 'human_interest', 'conflict', 'morality', 'economic']
    """
    import pandas as pd

    root = ORIGIN.folder(folder)
    splits = root / "experiments" / "data_splits_raw"
    if splits.is_dir():
        parts = []
        for path in sorted(splits.glob("Fold_*/test.txt")):
            part = _articles(path)
            part["fold"] = path.parent.name.removeprefix("Fold_")
            parts.append(part)
        if not parts:
            ORIGIN.first(splits, "Fold_1/test.txt")
        articles = pd.concat(parts, ignore_index=True)
        articles["fold"] = articles["fold"].astype("Int64")
    else:
        articles = _articles(ORIGIN.first(root, "articles.tsv", "data/articles.tsv", "experiments/data_splits_raw"))
        articles["fold"] = pd.array([None] * len(articles), dtype="Int64")
    twice = articles["article_id"][articles["article_id"].duplicated()]
    if len(twice):
        raise ORIGIN.broken(f"article {twice.iloc[0]!r}", "it stands in two rows")
    return NarrativeFrames(articles=articles, roles=_roles(root))


def _articles(path: Path) -> pd.DataFrame:
    import pandas as pd

    table = ORIGIN.table(path, (), delimiter="\t", names=_COLUMNS, quoted=False)
    if len(table) and table["ID"].iloc[0] == "ID":
        table = table.iloc[1:].reset_index(drop=True)
    articles = pd.DataFrame(
        {
            "article_id": table["ID"],
            "outlet": table["source"],
            "leaning": table["bias"],
            "published": pd.to_datetime(table["time"], utc=True, errors="coerce", format="mixed"),
            "text": table["text"],
        }
    )
    for frame, code in NARRATIVE_FRAMES.items():
        # One row of the published splits ends in 'False")'.
        value = table[code].str.strip(' ")\r')
        odd = table.loc[~value.isin(["True", "False"]), "line"]
        if len(odd):
            raise ORIGIN.broken(f"{path.name!r} line {odd.iloc[0]}", f"{code} is neither True nor False")
        articles[frame] = value == "True"
    return articles


def _roles(root: Path) -> pd.DataFrame:
    import pandas as pd

    columns = ("ID", "entity", "group", "role")
    for name in ("role_and_frame_annotations.tsv", "data/role_and_frame_annotations.tsv"):
        if (root / name).is_file():
            table = ORIGIN.table(root / name, columns, delimiter="\t")
            return table[list(columns)].rename(columns={"ID": "article_id"})
    return pd.DataFrame({name: [] for name in ("article_id", "entity", "group", "role")}, dtype=object)
