"""One file per tagger: a zip of a description in JSON and CRFsuite's model, with its size and hash; no pickle."""

from __future__ import annotations

import hashlib
import io
import json
import os
import struct
import zipfile
import zlib
from typing import Any

from framing.document.tagging.features import FEATURES_VERSION, LABELS
from framing.errors import ModelError
from framing.version import __version__
from framing.writing import write_whole

__all__ = ["FORMAT", "FORMAT_VERSION", "load_parts", "save_parts"]

FORMAT = "framing-attribution-tagger"
FORMAT_VERSION = 1
_DESCRIPTION = "model.json"
_MODEL = "model.crfsuite"
_MAX_DESCRIPTION = 1_000_000
_MAX_MODEL = 1_000_000_000
_HEADER = struct.Struct("<4sI4s")


def save_parts(path: str | os.PathLike[str], description: dict[str, Any], model: bytes) -> None:
    """Write a tagger's description and CRFsuite's model to one file, whole or not at all.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    described = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "framing": __version__,
        "features": FEATURES_VERSION,
        "labels": list(LABELS),
        **description,
        "model": {"bytes": len(model), "sha256": hashlib.sha256(model).hexdigest()},
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in ((_DESCRIPTION, json.dumps(described, indent=1).encode()), (_MODEL, model)):
            # A fixed date: the same tagger gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    write_whole(path, content.getvalue())


def load_parts(path: str | os.PathLike[str], expected_hash: str | None = None) -> tuple[dict[str, Any], bytes]:
    """Read what :func:`save_parts` wrote, checked before anything is used.

    Raises
    ------
    ModelError
        If the file is missing, foreign, truncated, changed or newer.
    """
    target = os.fspath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        raise ModelError(f"{target!r} is no file; give the one that AttributionTagger.save wrote")
    try:
        with zipfile.ZipFile(target) as archive:
            description = _description(archive, target)
            model = _model(archive, description["model"], target)
    except FileNotFoundError as error:
        raise ModelError(
            f"there is no tagger {target!r}; train one with AttributionTagger().fit(texts, spans).save(path)"
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise ModelError(f"{target!r} is no tagger or was cut off ({error}); save or fetch it again") from error
    except (KeyError, ValueError, TypeError, struct.error) as error:
        raise ModelError(f"the tagger {target!r} is damaged ({error}); save or fetch it again") from error
    actual = description["model"]["sha256"]
    if expected_hash is not None and actual != expected_hash:
        raise ModelError(f"the tagger {target!r} has the hash {actual}, not the expected {expected_hash}")
    return description, model


def _description(archive: zipfile.ZipFile, target: str) -> dict[str, Any]:
    listed = sorted((info.filename, info.file_size) for info in archive.infolist())
    sizes = dict(listed)
    if [name for name, _ in listed] != sorted((_DESCRIPTION, _MODEL)):
        raise ModelError(f"{target!r} is a zip file but no tagger of this library; save the tagger again")
    if sizes[_DESCRIPTION] > _MAX_DESCRIPTION or sizes[_MODEL] > _MAX_MODEL:
        raise ModelError(f"{target!r} unpacks to more than {_MAX_MODEL:,} bytes; it is no tagger of this library")
    description = json.loads(archive.read(_DESCRIPTION))
    if not isinstance(description, dict) or description.get("format") != FORMAT:
        raise ModelError(f"{target!r} is no tagger of this library; save the tagger again")
    writer = description.get("framing")
    if not isinstance(description.get("version"), int) or description["version"] > FORMAT_VERSION:
        raise ModelError(
            f"{target!r} was written by framing {writer} in a newer format ({description.get('version')}; "
            f"this version reads up to {FORMAT_VERSION}); update framing"
        )
    if description.get("features") != FEATURES_VERSION or description.get("labels") != list(LABELS):
        raise ModelError(
            f"{target!r} was trained by framing {writer} on other features (version {description.get('features')}; "
            f"this version has {FEATURES_VERSION}); train it again, or use that version"
        )
    return description


def _model(archive: zipfile.ZipFile, expected: dict[str, Any], target: str) -> bytes:
    model = archive.read(_MODEL)
    if len(model) != expected["bytes"] or hashlib.sha256(model).hexdigest() != expected["sha256"]:
        raise ModelError(f"{_MODEL} in {target!r} is not what was saved; fetch the tagger again")
    magic, size, kind = _HEADER.unpack_from(model)
    if magic != b"lCRF" or kind != b"FOMC" or size != len(model):
        raise ModelError(f"{_MODEL} in {target!r} is no model of CRFsuite; save the tagger again")
    return model
