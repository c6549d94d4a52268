"""One fold at a time: what each fold said is kept in a folder, so that a long run can be cut into short ones."""

from __future__ import annotations

import hashlib
import json
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.frames.tasks import Task, TaskData
from framing.validation.frame_data import CodedTexts, Part, said_by
from framing.validation.frames import FrameValidation, summarise

__all__ = ["OutOfTimeError", "measure"]

FOLDS = 5

#: To be raised when what the classifier says of a text may have changed: folds done before are then done again.
STATE = 1


class OutOfTimeError(Exception):
    """The time that was given is over; what is done is kept."""


def measure(
    task: Task, data: TaskData, settings: dict[str, Any], *, seed: int, work: Path, until: float
) -> tuple[FrameValidation, dict[str, Any]]:
    """Measure a classifier on a set, taking up the folds that an earlier run has done.

    Returns
    -------
    FrameValidation
    dict
        ``notes`` (warnings), ``fold_seconds`` (processor time of the slowest fold: fitting and scoring).

    Raises
    ------
    OutOfTimeError
        If a fold is left to do and it is later than `until` (of ``time.monotonic``).
    """
    from framing.detectors.frames import FrameClassifier

    classifier = FrameClassifier(unit=task.unit, scheme=task.name, seed=seed, **settings)
    coded, splits = _splits(data, seed)
    parts, notes, seconds = [], set(), []
    for fold, (train, test) in enumerate(splits):
        place = work / f"{_key(classifier, coded, train, test)}.npz"
        if not place.is_file():
            if time.monotonic() > until:
                raise OutOfTimeError
            started = time.process_time()
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                model = classifier.fit(coded.some(train), coded.labels(train), groups=coded.some_groups(train))
                said, chances = said_by(model, coded, test)
            used = time.process_time() - started
            told = json.dumps(sorted({str(warning.message) for warning in caught}))
            work.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(place, said=said, chances=chances, seconds=used, notes=np.array(told))
            print(f"  {task.name}: fold {fold + 1} of {len(splits)}, {used:.0f} s of processor time", flush=True)
        with np.load(place, allow_pickle=False) as kept:
            parts.append(Part(0, fold, test, kept["said"], kept["chances"]))
            notes |= set(json.loads(str(kept["notes"])))
            seconds.append(float(kept["seconds"]))
    if data.test is not None:  # only the second part is scored
        [part] = parts
        n_train = len(data.texts)
        coded = CodedTexts.read(data.test[0], data.test[1], None)
        parts = [Part(0, 0, part.rows - n_train, part.said, part.chances)]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = summarise(coded, parts, seed=seed, resamples=1000)
    notes |= {str(warning.message) for warning in caught}
    return found, {"notes": sorted(notes), "fold_seconds": max(seconds)}


def _splits(data: TaskData, seed: int) -> tuple[CodedTexts, list[tuple[Any, Any]]]:
    if data.test is None:
        coded = CodedTexts.read(data.texts, data.labels, data.groups)
        return coded, coded.folds(FOLDS, seed)
    texts, labels = [*data.texts, *data.test[0]], [*data.labels, *data.test[1]]
    n_train = len(data.texts)
    return CodedTexts.read(texts, labels, None), [(np.arange(n_train), np.arange(n_train, len(texts)))]


def _key(classifier: Any, coded: CodedTexts, train: Any, test: Any) -> str:
    """Name a fold by its texts and labels, the classifier's settings and the state of the code."""
    digest = hashlib.sha256(str(STATE).encode())
    settings = {
        name: Path(value).name if name in {"embeddings", "cache"} and value else getattr(value, "hash", value)
        for name, value in classifier.get_params(deep=False).items()
    }
    digest.update(json.dumps(settings, sort_keys=True, default=str).encode())
    for row in (*train, -1, *test):
        digest.update(b"|" if row < 0 else coded.texts[row].encode("utf-8", "surrogatepass") + bytes(coded.truth[row]))
    return f"{classifier.scheme}-{digest.hexdigest()[:24]}"
