"""Media-framing analysis: which words each outlet chooses, in whose voice, for whom, who is shown as acting.

Public names are loaded when they are first used, so that ``import framing`` costs next to nothing.

Examples
--------
>>> import framing as fr
>>> document = fr.annotate("The minister said the operation was over.")
>>> [attribution.source for attribution in document.attributions]
['The minister']
"""

import importlib
from typing import Any

from framing.version import __version__

_PLACES = {
    "AgencyDetector": "framing.detectors.agency",
    "Article": "framing.corpus",
    "AttributionTagger": "framing.document.tagging",
    "Contrast": "framing.comparison.contrast",
    "Document": "framing.document",
    "FrameClassifier": "framing.detectors.frames.model",
    "FramingError": "framing.errors",
    "FramingVectorizer": "framing.detectors.vectorizer",
    "Lexicon": "framing.lexicon",
    "LexiconDetector": "framing.detectors.terms",
    "Profiles": "framing.profiles",
    "SeededFrames": "framing.detectors.frames.seeded",
    "ablate_frames": "framing.validation.frame_studies",
    "aggregate": "framing.comparison.aggregate",
    "agreement": "framing.validation.agreement",
    "annotate": "framing.document",
    "arrange": "framing.comparison.arrangement",
    "article_from_text": "framing.corpus",
    "as_corpus": "framing.corpus",
    "compare": "framing.comparison.compare",
    "compare_frame_models": "framing.validation.frame_studies",
    "contrast": "framing.comparison.contrast",
    "correct": "framing.validation.correction",
    "cross_validate_frames": "framing.validation.frames",
    "distances": "framing.comparison.divergence",
    "evaluate": "framing.validation.evaluation",
    "find_duplicates": "framing.corpus",
    "find_leakage": "framing.validation.leakage",
    "find_passives": "framing.detectors.agency",
    "fit_seeded": "framing.detectors.frames.seeded",
    "group_stories": "framing.corpus",
    "keyness": "framing.comparison.keyness",
    "kwic": "framing.profiles.kwic",
    "learning_curve_frames": "framing.validation.frame_studies",
    "list_lexicons": "framing.lexicon",
    "load_lexicon": "framing.lexicon",
    "load_profiles": "framing.profiles",
    "load_sample": "framing.validation.sampling",
    "mixed_model": "framing.comparison.models",
    "next_to_code": "framing.detectors.frames.active",
    "profile": "framing.profiles",
    "profile_files": "framing.profiles",
    "read_article": "framing.corpus",
    "read_codings": "framing.validation.reading",
    "read_corpus": "framing.corpus",
    "read_lexicon": "framing.lexicon",
    "sample_for_coding": "framing.validation.sampling",
    "selection": "framing.comparison.selection",
    "score_frames": "framing.validation.frames",
    "sensitivity": "framing.comparison.sensitivity",
    "sentence_referents": "framing.profiles.sentence_referents",
    "term_by_referent": "framing.comparison.term_by_referent",
    "trend": "framing.comparison.trends",
    "write_lexicon": "framing.lexicon",
}
_MODULES = ("classroom", "datasets", "plot", "report")

__all__ = ["__version__", *sorted(_PLACES), *_MODULES]  # pyright: ignore  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        value = getattr(importlib.import_module(_PLACES[name]), name)
    elif name in _MODULES:
        value = importlib.import_module(f"framing.{name}")
    else:
        raise AttributeError(f"module 'framing' has no attribute {name!r}; see dir(framing) for what there is")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
