"""One file per model: a zip of JSON, arrays and a model card, with a hash of every part; no pickle anywhere.

Reading checks the marker, the format's version, sizes and hashes before anything is used, takes only names it knows,
and reads arrays with ``allow_pickle=False``: nothing in a file can run. The hashes find damage and careless changes;
against a deliberate forgery, compare ``model.fingerprint`` or pass ``expected_hash``.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError, ModelError
from framing.version import __version__
from framing.writing import write_whole

if TYPE_CHECKING:
    from framing.detectors.frames.model import FrameClassifier

__all__ = ["FORMAT", "FORMAT_VERSION", "load_model", "model_card", "model_hash", "save_model"]

FORMAT = "framing-frame-classifier"
FORMAT_VERSION = 1
_PARTS = ("model.json", "names.json", "arrays.npz", "MODEL_CARD.md")
_MAX_BYTES = 500_000_000
_PLAIN = (
    *("unit", "scheme", "definitions", "licence", "words", "characters", "stems", "pairs", "voice_aware", "combine"),
    *("strengths", "class_weight", "tune_thresholds", "inner_folds", "max_features", "seed"),
)


def _arrays(model: FrameClassifier) -> dict[str, np.ndarray[Any, Any]]:
    arrays = {
        "thresholds": model.thresholds_,
        "scale": model.calibration_.scale,
        "view_weights": model.calibration_.weights,
        "view_constant": model.calibration_.constant,
    }
    for number, linear in enumerate(model.linear_):
        arrays[f"weights_{number}"] = linear.weights
        arrays[f"constant_{number}"] = linear.constant
    for block, idf in model.weighting_.idf.items():
        arrays[f"idf_{block}"] = idf
    return arrays


def model_hash(model: FrameClassifier) -> str:
    """Give the SHA-256 of everything that decides a model's scores, as 64 hexadecimal digits."""
    cached = model.__dict__.get("_hash_")
    if cached is not None and cached[0] is model.linear_:
        return str(cached[1])
    digest = hashlib.sha256()
    digest.update(json.dumps([_classes(model), model.kind_, model.unit, model.scheme], sort_keys=True).encode())
    digest.update(json.dumps(_settings(model), sort_keys=True).encode())
    for name, array in sorted(_arrays(model).items()):
        digest.update(f"{name}{array.shape}{array.dtype}".encode() + np.ascontiguousarray(array).tobytes())
    for block, names in sorted(model.counter_.names.items()):
        digest.update(f"{block}\0".encode() + "\0".join(names).encode("utf-8", "surrogatepass"))
    model._hash_ = (model.linear_, digest.hexdigest())
    return digest.hexdigest()


def _settings(model: FrameClassifier) -> dict[str, Any]:
    settings = {name: getattr(model, name) for name in _PLAIN}
    lexicon = model.counter_.lexicon
    settings["lexicon"] = None if lexicon is None else {"name": lexicon.name, "hash": lexicon.hash}
    settings["embeddings"] = _reference(model.embeddings)
    return settings


def _reference(embeddings: Any) -> str | None:
    """Name the embedding model without saying where on a disk it is."""
    if embeddings is None:
        return None
    if isinstance(embeddings, (str, os.PathLike)):
        return os.path.basename(os.path.normpath(os.fspath(embeddings)))
    return str(getattr(embeddings, "name", type(embeddings).__name__))


def _classes(model: FrameClassifier) -> dict[str, Any]:
    return {"type": model.classes_.dtype.kind, "values": model.classes_.tolist()}


def model_card(model: FrameClassifier, scores: dict[str, Any] | None = None) -> str:
    """Write the card of a model: what it is, what it learned from, how well it does, what it is not for.

    Parameters
    ----------
    model : FrameClassifier
        Fitted.
    scores : dict, optional
        Measured elsewhere, such as ``cross_validate_frames(...).table`` as a dict.
    """
    report = model.report_
    definitions = model.definitions or {}
    lines = [
        f"# Frame classifier: {model.scheme}",
        "",
        f"- Licence: {model.licence or 'not stated'}",
        f"- Unit: {model.unit}; one label per text: {'no' if model.kind_ == 'multilabel' else 'yes'}",
        f"- Trained on {report['n_texts']} texts (SHA-256 of texts and labels: {model.training_hash_})",
        f"- Written by framing {__version__}",
        f"- Embeddings: {_reference(model.embeddings) or 'none'}; voice-aware: {'yes' if model.voice_aware else 'no'}",
        "",
        "| frame | coded texts | threshold | definition |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {frame} | {n} | {threshold:.2f} | {definitions.get(frame, 'not stated')} |"
        for (frame, n), threshold in zip(report["n_per_frame"].items(), model.thresholds_, strict=True)
    ]
    lines += [
        "",
        f"Expected calibration error on held-out folds of the training texts: {report['calibration_error']:.3f}.",
    ]
    if scores:
        lines += ["", "Scores given when it was saved:", ""]
        lines += [f"- {name}: {value}" for name, value in scores.items()]
    lines += [
        "",
        "It scores topic-like frames as its coders applied them, in texts like those it learned from. It does not",
        "call an outlet biased, and its scores on another language, genre or decade mean nothing until measured.",
        "",
    ]
    return "\n".join(lines)


def save_model(model: FrameClassifier, path: str | os.PathLike[str], *, scores: dict[str, Any] | None = None) -> None:
    """Write a fitted model to one file, whole or not at all.

    Parameters
    ----------
    model : FrameClassifier
    path : str or os.PathLike
        The file; an existing one is replaced.
    scores : dict, optional
        Figures for the model card (numbers or strings).

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    import joblib
    import scipy
    import sklearn

    buffer = io.BytesIO()
    np.savez_compressed(buffer, **_arrays(model))  # type: ignore[arg-type]
    parts = {
        "names.json": json.dumps(model.counter_.names, ensure_ascii=True).encode(),
        "arrays.npz": buffer.getvalue(),
        "MODEL_CARD.md": model_card(model, scores).encode(),
    }
    lexicon = None if model.counter_.lexicon is None else _lexicon_text(model.counter_.lexicon)
    description = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "framing": __version__,
        "packages": {
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "scikit-learn": sklearn.__version__,
            "joblib": joblib.__version__,
        },
        "classes": _classes(model),
        "kind": model.kind_,
        "frames": model.frames_,
        "settings": _settings(model),
        "lexicon": lexicon,
        "views": [[view.name, list(view.blocks), view.learner, list(view.strengths)] for view in model.views_],
        "known_words": model.known_words_,
        "report": model.report_,
        "scores": scores or {},
        "training_hash": model.training_hash_,
        "model_hash": model_hash(model),
        "parts": {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()},
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {"model.json": json.dumps(description, indent=1).encode(), **parts}.items():
            # A fixed date: the same model gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    write_whole(path, content.getvalue())


def load_model(
    cls: type[FrameClassifier],
    path: str | os.PathLike[str],
    *,
    embeddings: Any = None,
    expected_hash: str | None = None,
) -> FrameClassifier:
    """Read a model; nothing in the file is run.

    Parameters
    ----------
    cls : type
        The class of the model.
    path : str or os.PathLike
        A file that :func:`save_model` wrote.
    embeddings : str, os.PathLike or object, optional
        The embedding model, where the saved one uses one: its folder is not part of the file.
    expected_hash : str, optional
        The model's hash, as in its ``fingerprint``, where it is known from elsewhere.

    Raises
    ------
    ModelError
        If the file is missing, foreign, truncated, changed or newer, or its embeddings are not given.
    """
    target = os.fspath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        raise ModelError(f"{target!r} is no file; give the one that FrameClassifier.save wrote")
    try:
        with zipfile.ZipFile(target) as archive:
            parts = _read_parts(archive, target)
        model = _restore(cls, parts, target, embeddings)
    except FramingError:
        raise
    except FileNotFoundError as error:
        raise ModelError(
            f"there is no model file {target!r}; train one with FrameClassifier().fit(...).save(path)"
        ) from error
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise ModelError(f"{target!r} is no model file or was cut off ({error}); save or fetch it again") from error
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, MemoryError, zlib.error) as error:
        reason = " ".join(str(error).split())[:120]
        raise ModelError(f"the model {target!r} is damaged ({reason}); save or fetch it again") from error
    if expected_hash is not None and model_hash(model) != expected_hash:
        raise ModelError(f"the model {target!r} has the hash {model_hash(model)}, not the expected {expected_hash}")
    return model


def _read_parts(archive: zipfile.ZipFile, target: str) -> dict[str, Any]:
    listed = {info.filename: info.file_size for info in archive.infolist()}
    if "model.json" not in listed:
        raise ModelError(f"{target!r} is a zip file but no frame classifier of this library; save the model again")
    if sum(listed.values()) > _MAX_BYTES:
        raise ModelError(f"{target!r} unpacks to more than {_MAX_BYTES:,} bytes; it is no model of this library")
    description = json.loads(archive.read("model.json"))
    if not isinstance(description, dict) or description.get("format") != FORMAT:
        raise ModelError(f"{target!r} is no frame classifier of this library; save the model again")
    if not isinstance(description.get("version"), int) or description["version"] > FORMAT_VERSION:
        raise ModelError(
            f"{target!r} was written by framing {description.get('framing')} in a newer format "
            f"({description.get('version')}; this version reads up to {FORMAT_VERSION}); update framing"
        )
    strange = sorted(set(listed) - set(_PARTS))
    if strange or sorted(listed) != sorted(_PARTS):
        raise ModelError(f"{target!r} does not hold the parts of a model ({', '.join(sorted(listed))}); fetch it again")
    parts: dict[str, Any] = {"model.json": description}
    for name in _PARTS[1:]:
        content = archive.read(name)
        if hashlib.sha256(content).hexdigest() != description["parts"].get(name):
            raise ModelError(f"{name} in {target!r} is not what was saved; fetch the model again")
        parts[name] = content
    return parts


def _restore(cls: type[FrameClassifier], parts: dict[str, Any], target: str, embeddings: Any) -> FrameClassifier:
    from framing.detectors.frames.decisions import Calibration
    from framing.detectors.frames.features import Weighting
    from framing.detectors.frames.learners import Linear, View
    from framing.detectors.frames.learning import counter_of

    description = parts["model.json"]
    settings = dict(description["settings"])
    wanted = settings.pop("embeddings")
    if wanted is not None and embeddings is None:
        raise ModelError(
            f"the model {target!r} uses the sentence embeddings {wanted!r}; pass embeddings=<folder of that model>"
        )
    settings.pop("lexicon")
    if set(settings) != set(_PLAIN):
        strange = sorted(set(settings) ^ set(_PLAIN))
        raise ModelError(f"the model {target!r} has settings that do not fit: {', '.join(strange)}; update framing")
    for name in ("words", "characters", "strengths"):
        settings[name] = None if settings[name] is None else tuple(settings[name])
    lexicon = None if description["lexicon"] is None else _lexicon(description["lexicon"])
    model = cls(**settings, lexicon=lexicon, embeddings=embeddings if wanted is not None else None)
    names = json.loads(parts["names.json"])
    with zipfile.ZipFile(io.BytesIO(parts["arrays.npz"])) as inner:
        if sum(info.file_size for info in inner.infolist()) > _MAX_BYTES:
            raise ModelError(
                f"the arrays of {target!r} unpack to more than {_MAX_BYTES:,} bytes; fetch the model again"
            )
    with np.load(io.BytesIO(parts["arrays.npz"]), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    kind = description["classes"]["type"]
    values = description["classes"]["values"]
    model.classes_ = np.asarray(values, dtype=None if kind in "Ubif" else object)
    model.kind_ = description["kind"]
    model.frames_ = [str(name) for name in description["frames"]]
    model.counter_ = counter_of(model)
    model.counter_.restore(names)
    idf = {name.removeprefix("idf_"): array for name, array in arrays.items() if name.startswith("idf_")}
    model.weighting_ = Weighting(idf)
    model.views_ = [View(name, tuple(blocks), learner, tuple(s)) for name, blocks, learner, s in description["views"]]
    model.linear_ = [
        Linear(arrays[f"weights_{number}"], arrays[f"constant_{number}"]) for number in range(len(model.views_))
    ]
    model.calibration_ = Calibration(arrays["scale"], arrays["view_weights"], arrays["view_constant"])
    model.thresholds_ = arrays["thresholds"]
    model.known_words_ = float(description["known_words"])
    model.report_ = description["report"]
    model.training_hash_ = str(description["training_hash"])
    model.n_features_ = int(sum(part.weights.shape[1] for part in model.linear_))
    _check_shapes(model, target)
    if wanted is None and model_hash(model) != description["model_hash"]:
        raise ModelError(f"the model {target!r} does not give the hash it was saved with; fetch it again")
    return model


def _check_shapes(model: FrameClassifier, target: str) -> None:
    n_frames, n_views = len(model.frames_), len(model.views_)
    calibration = model.calibration_
    good = (
        calibration.weights.shape == (n_views, n_frames)
        and calibration.constant.shape == model.thresholds_.shape == (n_frames,)
        and all(part.weights.shape[0] == n_frames for part in model.linear_)
        and all(len(model.counter_.names[block]) == len(idf) for block, idf in model.weighting_.idf.items())
    )
    if not good:
        raise ModelError(f"the arrays of the model {target!r} do not fit its frames; fetch it again")


def _lexicon_text(lexicon: Any) -> str:
    from framing.lexicon.yaml_writing import lexicon_to_yaml

    return lexicon_to_yaml(lexicon)


def _lexicon(text: str) -> Any:
    from framing.lexicon.yaml_format import yaml_to_lexicon

    return yaml_to_lexicon(text, "the model's lexicon")
