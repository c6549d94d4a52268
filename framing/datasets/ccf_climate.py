"""CCF: sentences of Canadian newspapers on climate change, coded for eight frames, in JSON lines."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from framing.datasets.origin import Origin

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CCF_FRAMES", "read_ccf_climate"]

ORIGIN = Origin(
    name="CCF",
    get_from="github.com/antoinelemor/CCF-canadian-climate-framing",
    licence="CC BY 4.0 according to its README; the sentences belong to their newspapers",
    reference="Lemor et al., Canadian Climate Framing",
)

#: The eight frames: the column here and the label in the file.
CCF_FRAMES = {
    "economic": "Eco Detection",
    "health": "Pbh Detection",
    "security": "Secu Detection",
    "justice": "Just Detection",
    "political": "Pol Detection",
    "scientific": "Sci Detection",
    "environmental": "Envt Detection",
    "cultural": "Cult Detection",
}


def read_ccf_climate(folder: str | os.PathLike[str], language: str = "EN") -> pd.DataFrame:
    """Read the coded sentences of one language.

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``Annotated_sentences_<language>.jsonl``.
    language : str
        ``"EN"`` or ``"FR"``.

    Returns
    -------
    pandas.DataFrame
        One row per coded unit (two sentences as a rule): ``sentence_id``, ``article_id``, ``outlet``, ``published``
        (UTC), ``headline``, ``text``, ``labels`` (tuple, as in the file), a boolean column for each of
        :data:`CCF_FRAMES`, and ``emotion`` (positive, neutral, negative or null).

    Raises
    ------
    ReadError
        If the file is missing or a line lacks a field.

    Examples
    --------
    >>> list(CCF_FRAMES)[:3]
    ['economic', 'health', 'security']
    """
    import pandas as pd

    path = ORIGIN.first(ORIGIN.folder(folder), f"Annotated_sentences_{language}.jsonl")
    rows: list[dict[str, Any]] = []
    for number, item in ORIGIN.json_lines(path):
        where = f"{path.name!r} line {number}"
        meta = item.get("meta")
        labels = item.get("label")
        if not isinstance(meta, dict) or not isinstance(labels, list) or not isinstance(item.get("text"), str):
            raise ORIGIN.broken(where, "an object without 'text', 'meta' and 'label'")
        emotion = [label.removeprefix("Emotion: ").lower() for label in labels if label.startswith("Emotion: ")]
        rows.append(
            {
                "sentence_id": str(item.get("id", number)),
                "article_id": str(meta.get("doc_ID")),
                "outlet": _outlet(meta.get("media")),
                "published": meta.get("date"),
                "headline": meta.get("title"),
                "text": item["text"],
                "labels": tuple(labels),
                **{frame: label in labels for frame, label in CCF_FRAMES.items()},
                "emotion": emotion[0] if emotion else None,
            }
        )
    if not rows:
        raise ORIGIN.broken(repr(path.name), "no sentence in it")
    table = pd.DataFrame(rows)
    table["published"] = pd.to_datetime(table["published"], utc=True, errors="coerce", format="mixed")
    return table


def _outlet(name: str | None) -> str | None:
    # One outlet stands under two spellings in the file, and folds by outlet need one.
    return "Toronto Sun" if name == "Toronton Sun" else name
