"""A model file keeps everything, and nothing in a bad one is run."""

import io
import json
import os
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from frame_texts import sentences, several

from framing.detectors.frames import FrameClassifier
from framing.errors import ModelError, OutputError
from framing.lexicon import Category, Lexicon, Term

FAST = {"inner_folds": 2, "strengths": (1.0,), "lexicon": None}


@pytest.fixture(scope="module")
def model() -> FrameClassifier:
    terms = (Term("jobs"), Term("taxes"))
    lexicon = Lexicon("seeds", categories={"economic": Category("economic", "Economic", terms=terms)})
    settings = {"definitions": {"economic": "about money"}, "licence": "CC0-1.0", "lexicon": lexicon}
    return FrameClassifier(**{**FAST, **settings}).fit(*sentences(60))


@pytest.fixture
def path(model: FrameClassifier, tmp_path: Path) -> Path:
    model.save(tmp_path / "m.frames", scores={"f1_macro": 0.5})
    return tmp_path / "m.frames"


def rewrite(path: Path, **parts: bytes | None) -> None:
    """Write the zip again with some parts changed (None: left out)."""
    with zipfile.ZipFile(path) as archive:
        content: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    content.update({name.replace("__", "."): part for name, part in parts.items()})
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in content.items():
            if part is not None:
                archive.writestr(name, part)


def description(path: Path) -> dict:  # type: ignore[type-arg]
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("model.json"))  # type: ignore[no-any-return]


def test_a_loaded_model_scores_the_same(model: FrameClassifier, path: Path) -> None:
    texts, _ = sentences(12, seed=3)
    again = FrameClassifier.load(path)
    assert np.array_equal(again.predict_proba(texts), model.predict_proba(texts))
    assert again.predict(texts).tolist() == model.predict(texts).tolist()
    assert again.fingerprint == model.fingerprint
    assert again.get_params()["licence"] == "CC0-1.0"
    assert again.lexicon == model.lexicon


def test_a_model_of_several_frames_comes_back(tmp_path: Path) -> None:
    texts, truth = several(40)
    model = FrameClassifier(**FAST).fit(texts, truth)
    model.save(tmp_path / "m.frames")
    again = FrameClassifier.load(tmp_path / "m.frames")
    assert np.array_equal(again.predict(texts), model.predict(texts))
    assert again.classes_.tolist() == [0, 1, 2]


def test_the_same_model_gives_the_same_bytes(model: FrameClassifier, path: Path, tmp_path: Path) -> None:
    model.save(tmp_path / "again.frames", scores={"f1_macro": 0.5})
    assert (tmp_path / "again.frames").read_bytes() == path.read_bytes()
    assert sorted(os.listdir(tmp_path)) == ["again.frames", "m.frames"]


def test_the_file_carries_what_a_reader_needs_to_know(model: FrameClassifier, path: Path) -> None:
    found = description(path)
    assert found["training_hash"] == model.training_hash_
    assert found["settings"]["definitions"] == {"economic": "about money"}
    assert found["scores"] == {"f1_macro": 0.5}
    assert {"numpy", "scikit-learn"} <= set(found["packages"])
    with zipfile.ZipFile(path) as archive:
        card = archive.read("MODEL_CARD.md").decode()
    assert "Licence: CC0-1.0" in card
    assert "| economic | 20 |" in card
    assert "about money" in card
    assert "f1_macro: 0.5" in card


class Bomb:
    def __reduce__(self):  # type: ignore[no-untyped-def]
        return os.mkdir, (os.environ["BOMB"],)


def arrays_with_a_bomb() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, thresholds=np.array([Bomb()], dtype=object))
    return buffer.getvalue()


@pytest.mark.parametrize("honest_hash", [False, True])
def test_a_pickle_in_the_arrays_is_never_run(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, honest_hash: bool
) -> None:
    import hashlib

    monkeypatch.setenv("BOMB", str(tmp_path / "exploded"))
    bomb = arrays_with_a_bomb()
    changes = {"arrays__npz": bomb}
    if honest_hash:  # a forger can write the hash of his own part
        found = description(path)
        found["parts"]["arrays.npz"] = hashlib.sha256(bomb).hexdigest()
        changes["model__json"] = json.dumps(found).encode()
    rewrite(path, **changes)
    with pytest.raises(ModelError, match=r"not what was saved|damaged"):
        FrameClassifier.load(path)
    assert not (tmp_path / "exploded").exists()


def test_a_bare_pickle_is_foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOMB", str(tmp_path / "exploded"))
    (tmp_path / "m.frames").write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(ModelError, match="no model file or was cut off"):
        FrameClassifier.load(tmp_path / "m.frames")
    assert not (tmp_path / "exploded").exists()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    with pytest.raises(ModelError, match="cut off"):
        FrameClassifier.load(path)


def test_a_changed_part(path: Path) -> None:
    rewrite(path, MODEL_CARD__md=b"# Another card")
    with pytest.raises(ModelError, match=r"MODEL_CARD\.md .* is not what was saved"):
        FrameClassifier.load(path)


def test_changed_settings(path: Path) -> None:
    found = description(path)
    found["settings"]["unit"] = "article"
    rewrite(path, model__json=json.dumps(found).encode())
    with pytest.raises(ModelError, match="does not give the hash it was saved with"):
        FrameClassifier.load(path)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"version": 99, "framing": "9.0"}, "newer format .*update framing"),
        ({"format": "other"}, "is no frame classifier of this library"),
        ({"settings": {}}, "damaged"),
        ({"views": [["x", [], "logistic", []]]}, "do not fit|damaged"),
        ({"parts": {}}, "is not what was saved"),
    ],
)
def test_other_descriptions(path: Path, changes: dict, message: str) -> None:  # type: ignore[type-arg]
    rewrite(path, model__json=json.dumps({**description(path), **changes}).encode())
    with pytest.raises(ModelError, match=message):
        FrameClassifier.load(path)


def test_parts_that_are_missing_or_too_many(path: Path) -> None:
    rewrite(path, names__json=None)
    with pytest.raises(ModelError, match="does not hold the parts"):
        FrameClassifier.load(path)
    rewrite(path, names__json=b"{}", evil__py=b"import os")
    with pytest.raises(ModelError, match="does not hold the parts"):
        FrameClassifier.load(path)


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.frames", "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(ModelError, match="a zip file but no frame classifier"):
        FrameClassifier.load(tmp_path / "m.frames")


def test_no_file_and_no_place_to_write(model: FrameClassifier, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no model file"):
        FrameClassifier.load(tmp_path / "absent.frames")
    with pytest.raises(OutputError, match="cannot be written"):
        model.save(tmp_path / "absent" / "m.frames")


def test_the_expected_hash(model: FrameClassifier, path: Path) -> None:
    right = model.fingerprint.rsplit(":", 1)[1]
    FrameClassifier.load(path, expected_hash=right)
    with pytest.raises(ModelError, match="not the expected"):
        FrameClassifier.load(path, expected_hash="0" * 64)
