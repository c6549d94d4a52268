"""What was saved and then changed, byte by byte: an error of one line, or the very same results."""

# ruff: noqa: PT012, PT017

import json
import os
import random
import shutil
import warnings

import pytest

import framing as fr
from benchmarks.fuzz import saved
from benchmarks.fuzz.pipeline import same
from framing.errors import DataError, FramingError, ModelError, OutputError


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "saved"
    folder.mkdir()
    for name, content in saved.profiles_files().items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def reference(whole):
    return fr.load_profiles(whole)


def changes(content, rng, flips):
    """Flip single bits at places drawn at random, and cut at some."""
    for _ in range(flips):
        at = rng.randrange(len(content))
        yield content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1 :]
    for share in (0, 0.3, 0.9):
        yield content[: int(share * len(content))]
    yield content[:-1]


@pytest.mark.parametrize("name", sorted(saved.profiles_files()))
def test_every_file_of_saved_profiles(name, whole, reference, tmp_path):
    rng = random.Random(name)
    content = (whole / name).read_bytes()
    refused = 0
    for number, changed in enumerate(changes(content, rng, 25)):
        folder = tmp_path / str(number)
        shutil.copytree(whole, folder)
        (folder / name).write_bytes(changed)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                loaded = fr.load_profiles(folder)
                texts = loaded.texts
        except FramingError as error:
            assert "\n" not in str(error)
            refused += 1
        else:
            assert texts.tolist() == reference.texts.tolist()
            same(loaded, reference)
            assert loaded.provenance == reference.provenance
    # All is hashed but notes and titles of lexicons.
    assert refused >= (29 if name.endswith((".parquet", ".json")) else 5)


def test_a_manifest_with_another_content_is_refused(whole, tmp_path):
    for key, value in (("articles", 99), ("finished", False), ("run", {"seed": 4})):
        folder = tmp_path / key
        shutil.copytree(whole, folder)
        data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        data[key] = value
        (folder / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
        with warnings.catch_warnings(), pytest.raises(DataError, match=r"manifest.json was changed since"):
            warnings.simplefilter("ignore")
            fr.load_profiles(folder)


def test_a_lexicon_with_another_term_is_refused(whole, tmp_path):
    folder = tmp_path / "saved"
    shutil.copytree(whole, folder)
    lexicon = folder / "lexicon-0.yaml"
    lexicon.write_text(lexicon.read_text(encoding="utf-8").replace("militant", "resistant"), encoding="utf-8")
    with pytest.raises(DataError, match=r"lexicon-0.yaml was changed since"):
        fr.load_profiles(folder)


@pytest.mark.parametrize("name", ["part-00000.parquet", "texts-00000.parquet", "lexicon-0.yaml"])
def test_links_in_a_saved_folder_are_not_followed(name, whole, tmp_path):
    folder = tmp_path / "saved"
    shutil.copytree(whole, folder)
    shutil.move(folder / name, tmp_path / name)
    os.symlink(tmp_path / name, folder / name)
    with pytest.raises(DataError, match="outside its folder"):
        fr.load_profiles(folder)


def test_a_lock_that_links_to_a_file_leaves_it_alone(tmp_path):
    """Resuming in a folder that somebody else made must not empty a file of ours."""
    precious = tmp_path / "precious.txt"
    corpus = tmp_path / "corpus.csv"
    corpus.write_text("id,text\na,A raid.\n", encoding="utf-8")
    for link in (os.symlink, os.link):
        precious.write_text("years of work", encoding="utf-8")
        out = tmp_path / link.__name__
        out.mkdir()
        link(precious, out / ".lock")
        try:
            fr.profile_files(corpus, out=out, resume=True)
        except OutputError as error:
            assert "cannot be locked" in str(error)
        assert precious.read_text(encoding="utf-8") == "years of work"


MODELS = {
    "m.frames": (
        saved.classifier_parts,
        lambda path: fr.FrameClassifier.load(path).predict_proba(list(saved.TEXTS)).tolist(),
    ),
    "t.tagger": (
        saved.tagger_parts,
        lambda path: [a.rule for a in fr.AttributionTagger.load(path).annotate(saved.TEXTS[0]).attributions],
    ),
}


@pytest.mark.parametrize("name", MODELS)
def test_every_part_of_a_model_file(name, tmp_path):
    parts, use = MODELS[name]
    path = tmp_path / name
    content = saved.repacked(parts(), lambda _description, _parts: None)
    path.write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = use(path)
    rng = random.Random(name)
    refused = 0
    for changed in changes(content, rng, 100):
        path.write_bytes(changed)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = use(path)
        except FramingError as error:
            assert "\n" not in str(error)
            refused += 1
        else:
            assert found == before  # a byte of the archive that says nothing, or a comment
    assert refused > 90


def test_a_classifier_whose_arrays_claim_to_be_huge(tmp_path):
    """The parts' hashes are mended, as somebody who means to would."""
    import io

    import numpy as np

    parts = dict(saved.classifier_parts())
    with np.load(io.BytesIO(parts["arrays.npz"])) as stored:
        arrays = {name: stored[name] for name in stored.files}
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    import zipfile

    inner = {}
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        inner = {name: archive.read(name) for name in archive.namelist()}
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (10**13,)})
    inner["thresholds.npy"] = header.getvalue()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in inner.items():
            archive.writestr(name, content)
    parts["arrays.npz"] = packed.getvalue()
    path = tmp_path / "m.frames"
    path.write_bytes(saved.repacked(parts, saved.mend_classifier))
    with pytest.raises(ModelError):
        fr.FrameClassifier.load(path)


def test_models_hold_no_pickle_and_run_nothing(tmp_path):
    import io
    import pickle
    import zipfile

    import numpy as np

    class Runs:
        def __reduce__(self):
            return (os.mkdir, (str(tmp_path / "ran"),))

    out = io.BytesIO()
    np.savez_compressed(out, thresholds=np.array([Runs()], dtype=object), allow_pickle=True)
    parts = {**saved.classifier_parts(), "arrays.npz": out.getvalue()}
    (tmp_path / "m.frames").write_bytes(saved.repacked(parts, saved.mend_classifier))
    (tmp_path / "p.frames").write_bytes(pickle.dumps(Runs()))
    with zipfile.ZipFile(tmp_path / "t.tagger", "w") as archive:
        archive.writestr("model.json", pickle.dumps(Runs()))
        archive.writestr("model.crfsuite", pickle.dumps(Runs()))
    for load, name in (
        (fr.FrameClassifier.load, "m.frames"),
        (fr.FrameClassifier.load, "p.frames"),
        (fr.AttributionTagger.load, "t.tagger"),
        (fr.AttributionTagger.load, "p.frames"),
    ):
        with pytest.raises(ModelError):
            load(tmp_path / name)
    assert not (tmp_path / "ran").exists()
