"""What else is measured beside the sets: speed, what voice brings, and what seed words alone know."""

from __future__ import annotations

import time
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.frames.tasks import TASKS

__all__ = ["seeds", "speed", "voice"]

_CODED = 50


def _task(name: str) -> Any:
    return next(task for task in TASKS if task.name == name)


def speed(folder: Path) -> dict[str, Any]:
    """Measure training and scoring in processor time of one process, on one thread of linear algebra.

    The sentences scored are those of the other sets, in full, so that most of their words are new to the model; the
    model is one that was saved and loaded, with nothing remembered.
    """
    import tempfile

    from threadpoolctl import threadpool_limits

    from framing.detectors.frames import FrameClassifier

    learned = _task("babe").read(folder / "babe")
    sentences: list[str] = []
    for name in ("checkthat_subj", "ccf_climate"):
        found = _task(name).read(folder / name)
        sentences += [*found.texts, *(found.test[0] if found.test else [])]
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # other subjects, so many words are unknown: that is the point here
        started, wall = time.process_time(), time.perf_counter()
        model = FrameClassifier().fit(learned.texts, learned.labels)
        trained = time.process_time() - started
        passed = time.perf_counter() - wall
        with tempfile.TemporaryDirectory() as place:
            model.save(Path(place) / "m.frames")
            model = FrameClassifier.load(Path(place) / "m.frames")
        started = time.process_time()
        model.predict_proba(sentences)
        cold = time.process_time() - started
        started = time.process_time()
        model.predict_proba(sentences)
        warm = time.process_time() - started
    return {
        "trained_on": "babe",
        "training_texts": len(learned.texts),
        "training_processor_seconds": trained,
        "training_wall_seconds": passed,
        "sentences": len(sentences),
        "characters_per_sentence": float(np.mean([len(text) for text in sentences])),
        "sentences_per_processor_second": len(sentences) / cold,
        "sentences_per_processor_second_again": len(sentences) / warm,
    }


def voice(folder: Path) -> list[dict[str, Any]]:
    """Measure what counting the outlet's own words apart brings, on sets of sentences and of whole articles."""
    from framing.detectors.frames import FrameClassifier
    from framing.validation.frame_studies import ablate_frames

    rows = []
    for name in ("checkthat_subj", "narrative_frames"):
        task = _task(name)
        data = task.read(folder / name)
        classifier = FrameClassifier(unit=task.unit, inner_folds=3, strengths=(5.0,))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            table = ablate_frames(
                classifier,
                data.texts,
                data.labels,
                variants={"voice-aware": {"voice_aware": True}},
                groups=data.groups,
                folds=5,
                measure=task.measure,
            )
        without, aware = table.to_dict("records")
        rows.append(
            {
                "task": name,
                "measure": task.measure,
                "n_texts": len(data.texts),
                "folds": 5,
                "without": without["estimate"],
                "voice_aware": aware["estimate"],
                **{key: aware[key] for key in ("difference", "low", "high", "p")},
            }
        )
    return rows


def seeds(folder: Path) -> dict[str, Any]:
    """Measure the shipped seed words on headlines: alone, with a classifier taught by them, and with 50 coded ones.

    Of the nine frames of the set, those are measured that a category of ``generic_frames`` stands for; the figure is
    the area under the curve of each frame, the others against it, which needs no threshold. A classifier that learns
    from the 50 coded headlines alone is measured on the same ones.
    """
    from sklearn.metrics import roc_auc_score

    from framing.detectors.frames import SeededFrames
    from framing.lexicon import load_lexicon

    meant = {
        "economic": "policy_frames/economic",
        "politics": "policy_frames/political",
        "public_opinion": "policy_frames/public_opinion",
        "gun_control": "policy_frames/policy_prescription",
        "mental_health": "policy_frames/health_and_safety",
        "second_amendment": "policy_frames/legality",
    }
    data = _task("gvfc").read(folder / "gvfc")
    labels = np.asarray(data.labels)
    seeded = SeededFrames(load_lexicon("generic_frames"))
    scores = seeded.scores(data.texts)
    place = [seeded.frames.index(category) for category in meant.values()]
    rows: dict[str, Any] = {"n_texts": len(labels), "measure": "area under the curve", "frames": {}}
    order = np.random.default_rng(0).permutation(len(labels))
    coded, test = order[:_CODED], order[_CODED:]
    known = np.array([[label == frame for frame in meant] for label in labels])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        taught = {}
        for way, few in (("taught", None), ("taught_with_50_coded", coded)):
            taught[way] = _taught(meant, data.texts, known, test, few)
        taught["50_coded_alone"] = _alone(meant, data.texts, known, test, coded)
    for number, frame in enumerate(meant):
        row = {"n": int(known[test, number].sum())}
        row["seeds_alone"] = float(roc_auc_score(known[test, number], scores[test, place[number]]))
        for way, chances in taught.items():
            row[way] = float(roc_auc_score(known[test, number], chances[:, number]))
        rows["frames"][frame] = row
    for way in ("seeds_alone", *taught):
        rows[f"mean_{way}"] = float(np.mean([row[way] for row in rows["frames"].values()]))
    return rows


def _taught(meant: dict[str, str], texts: list[str], known: Any, test: Any, coded: Any) -> Any:
    """Teach a classifier with the seeds; its uncoded texts are those that it is measured on, without their labels."""
    import pandas as pd

    from framing.detectors.frames import FrameClassifier, fit_seeded
    from framing.lexicon import load_lexicon

    shipped = load_lexicon("generic_frames")
    lexicon = replace(shipped, categories={name: shipped.categories[name] for name in meant.values()})
    own = None
    if coded is not None:
        table = pd.DataFrame(known[coded].astype(int), columns=list(meant.values()))
        own = ([texts[row] for row in coded], table)
    classifier = FrameClassifier(unit="headline", inner_folds=3, strengths=(5.0,))
    model = fit_seeded(lexicon, [texts[row] for row in test], coded=own, least=1, classifier=classifier)
    chances = model.predict_proba([texts[row] for row in test])
    return chances[:, [model.frames_.index(category) for category in meant.values()]]


def _alone(meant: dict[str, str], texts: list[str], known: Any, test: Any, coded: Any) -> Any:
    """Learn from the coded texts alone; a frame with fewer than two of them is not learned and gets one half."""
    import pandas as pd

    from framing.detectors.frames import FrameClassifier

    table = pd.DataFrame(known[coded].astype(int), columns=list(meant))
    table = table[[name for name in table if table[name].sum() >= 2]]
    model = FrameClassifier(unit="headline", inner_folds=3, strengths=(5.0,)).fit([texts[row] for row in coded], table)
    chances = np.full((len(test), len(meant)), 0.5)
    found = model.predict_proba([texts[row] for row in test])
    for place, name in enumerate(meant):
        if name in model.frames_:
            chances[:, place] = found[:, model.frames_.index(name)]
    return chances
