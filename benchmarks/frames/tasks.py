"""The coded sets as classification tasks: texts, labels, folds, the measure, and what is published for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing import datasets

__all__ = ["TASKS", "Task", "TaskData"]


@dataclass(frozen=True)
class TaskData:
    """Texts and labels; `test` where the authors part the set themselves."""

    texts: list[str]
    labels: Any
    groups: list[str] | None = None
    test: tuple[list[str], Any] | None = None


@dataclass(frozen=True)
class Task:
    """One row of the benchmark.

    Attributes
    ----------
    name : str
        Folder of the set below the data folder.
    read : callable
    measure : str
        A measure of :class:`framing.validation.frames.FrameValidation`.
    sparse, embedded : float
        What this project set out to reach without and with sentence embeddings.
    published : str
        Figures of others, as their authors report them; their folds may differ.
    """

    name: str
    what: str
    read: Callable[[Path], TaskData]
    measure: str
    unit: str
    sparse: float
    embedded: float
    published: str


def _babe(folder: Path) -> TaskData:
    table = datasets.read_babe(folder)
    table = table[table["biased"].notna()]
    return TaskData(
        table["text"].tolist(),
        ["biased" if value else "not biased" for value in table["biased"]],
        table["article_id"].tolist(),
    )


def _ccf(folder: Path) -> TaskData:
    table = datasets.read_ccf_climate(folder)
    labels = table[list(datasets.CCF_FRAMES)].astype(int)
    return TaskData(table["text"].tolist(), labels, table["article_id"].tolist())


def _checkthat(folder: Path) -> TaskData:
    train, dev = (datasets.read_checkthat_subj(folder, split) for split in ("train", "dev"))
    names = {True: "subjective", False: "objective"}
    return TaskData(
        train["text"].tolist(),
        [names[value] for value in train["subjective"]],
        test=(dev["text"].tolist(), [names[value] for value in dev["subjective"]]),
    )


def _gvfc(folder: Path) -> TaskData:
    table = datasets.read_gvfc(folder)
    table = table[table["frame"].notna()]
    return TaskData(table["text"].tolist(), table["frame"].tolist())


def _narrative(folder: Path) -> TaskData:
    table = datasets.read_narrative_frames(folder).articles
    return TaskData(table["text"].tolist(), table[list(datasets.NARRATIVE_FRAMES)].astype(int))


TASKS = (
    Task(
        "checkthat_subj",
        "subjective sentences, macro-F1, train to dev",
        _checkthat,
        "f1_macro",
        "sentence",
        0.66,
        0.69,
        "MiniLM baseline .63 on dev-test",
    ),
    Task(
        "gvfc",
        "gun-violence headlines, accuracy, 9 frames, 5 folds",
        _gvfc,
        "accuracy",
        "headline",
        0.74,
        0.80,
        "BERT about .84",
    ),
    Task(
        "babe",
        "loaded language, weighted F1, 5 folds by article",
        _babe,
        "f1_weighted",
        "sentence",
        0.74,
        0.775,
        "features .569, DistilBERT .777, BERT .789, best .804",
    ),
    Task(
        "narrative_frames",
        "climate articles, mean positive F1 of 5 frames, 5 folds",
        _narrative,
        "f1_macro",
        "article",
        0.50,
        0.55,
        "TF-IDF mean .456 (per frame .82 .62 .60 .11 .12)",
    ),
    Task(
        "ccf_climate",
        "climate sentences, mean positive F1 of 8 frames, 5 folds by article",
        _ccf,
        "f1_macro",
        "sentence",
        0.56,
        0.60,
        "BERT .580 on its own gold",
    ),
)
