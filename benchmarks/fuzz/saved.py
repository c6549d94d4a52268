"""What was saved and is read again, changed by somebody who mends every hash: profiles, models, codes, answers."""

# ruff: noqa: E501, PLW0108

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.fuzz.readers import CSV_WORDS, JSON_WORDS, check_read, workbook
from benchmarks.fuzz.targets import Target, expecting

LEXICON = (
    "name: tiny\nchoice_sets: {actor: {variants: {a: {terms: [terrorist]}, b: {role: neutral, terms: [militant]}}}}\n"
    "categories: {doubt: {terms: [alleged]}}\n"
)
TEXTS = ("Militants fled. The army said that two terrorists were killed in a raid.", "“Never,” she said.")


@cache
def profiles_files() -> dict[str, bytes]:
    """Give the files of a small saved folder of profiles."""
    import framing as fr
    from framing.lexicon.yaml_format import yaml_to_lexicon

    made = fr.profile(list(TEXTS), [fr.LexiconDetector(yaml_to_lexicon(LEXICON, "tiny")), fr.AgencyDetector()])
    with tempfile.TemporaryDirectory() as folder:
        saved = made.save(Path(folder, "saved"), texts=True)
        return {file.name: file.read_bytes() for file in sorted(saved.iterdir())}


def with_hashes(files: dict[str, bytes]) -> dict[str, bytes]:
    """Write the true sizes and hashes of the shards into the manifest, as far as it is one."""
    try:
        manifest = json.loads(files["manifest.json"])
        for shard in (*manifest["shards"], *manifest["texts"]):
            content = files[shard["name"]]
            shard["sha256"], shard["size"] = hashlib.sha256(content).hexdigest(), len(content)
    except (ValueError, KeyError, TypeError, RecursionError):
        return files
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def use_profiles(folder: Path) -> None:
    """Ask profiles for everything that they can tell."""
    import framing as fr

    profiles = expecting(lambda: fr.load_profiles(folder))
    if profiles is None:
        return
    uses: list[Callable[[], Any]] = [
        lambda: profiles.articles,
        lambda: (profiles.mentions, profiles.events, profiles.attributions, profiles.frames),
        lambda: (profiles.zones, profiles.voices, profiles.words),
        lambda: (profiles.counts(), profiles.rates(voice="own")),
        lambda: profiles.shares(),
        lambda: profiles.table(),
        lambda: profiles.texts,
        lambda: (repr(profiles), profiles._repr_html_(), len(profiles)),
        lambda: profiles.provenance.methods(),
    ]
    for use in uses:
        expecting(use)


def load_folder(data: bytes, folder: Path) -> None:
    """Load a folder in which the file that the first byte names was replaced."""
    files = dict(profiles_files())
    names = sorted(files)
    number, content = (data[0] if data else 0), data[1:]
    files[names[number % len(names)]] = content
    if number < 128:
        files = with_hashes(files)
    place = folder / "saved"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, written in files.items():
        (place / name).write_bytes(written)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        use_profiles(place)


def folder_seeds() -> list[bytes]:
    """Give each file of a saved folder with its number in front."""
    return [bytes([number]) + content for number, (_, content) in enumerate(sorted(profiles_files().items()))]


@cache
def classifier_parts() -> dict[str, bytes]:
    """Give the parts of a small saved classifier."""
    import framing as fr

    words = {"money": ["taxes", "jobs"], "harm": ["raid", "soldiers"]}
    texts = [f"The {word} of day {n}." for n in range(6) for w in words.values() for word in w]
    labels = [name for _ in range(6) for name, w in words.items() for _ in w]
    settings: dict[str, Any] = {"inner_folds": 2, "strengths": (1.0,), "words": (1, 1), "characters": None}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "m.frames")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fr.FrameClassifier(lexicon=None, **settings).fit(texts, labels).save(path)
        return unpacked(path.read_bytes())


@cache
def tagger_parts() -> dict[str, bytes]:
    """Give the parts of a small saved tagger."""
    import framing as fr

    texts = [f"Word has it that {what}. The day went on." for what in ("ships sank", "rain fell", "bread ran out")]
    spans = [[(17, text.index("."))] for text in texts]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.tagger")
        fr.AttributionTagger(min_count=1).fit(texts, spans).save(path)
        return unpacked(path.read_bytes())


def unpacked(archive: bytes) -> dict[str, bytes]:
    """Give the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in sorted(opened.namelist())}


def repacked(parts: dict[str, bytes], mend: Callable[[Any, dict[str, bytes]], None]) -> bytes:
    """Pack parts again, the hashes in the description mended where it is one."""
    try:
        description = json.loads(parts["model.json"])
        mend(description, parts)
        parts = {**parts, "model.json": json.dumps(description).encode()}
    except (ValueError, KeyError, TypeError, RecursionError, IndexError):
        pass
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def mend_classifier(description: Any, parts: dict[str, bytes]) -> None:
    """Name the true hashes of the parts of a classifier."""
    description["parts"] = {n: hashlib.sha256(c).hexdigest() for n, c in parts.items() if n != "model.json"}


def mend_tagger(description: Any, parts: dict[str, bytes]) -> None:
    """Name the true hash of a tagger's model."""
    model = parts["model.crfsuite"]
    description["model"] = {"bytes": len(model), "sha256": hashlib.sha256(model).hexdigest()}


def load_model(
    data: bytes,
    path: Path,
    whole: dict[str, bytes],
    mend: Callable[[Any, dict[str, bytes]], None],
    use: Callable[[Path], Any],
) -> None:
    """Load a model in which the part that the first byte names was replaced."""
    parts = dict(whole)
    names = sorted(parts)
    number, content = (data[0] if data else 255), data[1:]
    if number < len(names):
        parts[names[number]] = content
        path.write_bytes(repacked(parts, mend))
    else:
        path.write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expecting(lambda: use(path))


def load_classifier(data: bytes, folder: Path) -> None:
    """Load a classifier and score a text."""
    import framing as fr

    load_model(
        data,
        folder / "m.frames",
        classifier_parts(),
        mend_classifier,
        lambda path: fr.FrameClassifier.load(path).predict_proba(list(TEXTS)),
    )


def load_tagger(data: bytes, folder: Path) -> None:
    """Load a tagger and read a text."""
    import framing as fr

    load_model(
        data,
        folder / "t.tagger",
        tagger_parts(),
        mend_tagger,
        lambda path: fr.AttributionTagger.load(path).annotate(TEXTS[0]),
    )


def part_seeds(parts: Callable[[], dict[str, bytes]]) -> Callable[[], list[bytes]]:
    """Give a function that gives each part with its number in front, and the archive."""

    def seeds() -> list[bytes]:
        whole = parts()
        inner = [bytes([number]) + whole[name] for number, name in enumerate(sorted(whole))]
        return [*inner, b"\xff" + repacked(whole, lambda _d, _p: None)]

    return seeds


def read_codes(data: bytes, folder: Path) -> None:
    """Read a file of codes in the format that the first byte names."""
    import framing as fr

    ending = (".csv", ".json", ".xlsx", ".tsv")[(data[0] if data else 0) % 4]
    path = folder / f"anna{ending}"
    path.write_bytes(data[1:])
    for variables in (None, {"voice": ["own", "direct"]}):
        found = expecting(lambda variables=variables: fr.read_codings(path, variables=variables))  # type: ignore[misc]
        assert found is None or {"coder", "value", "problem"} <= set(found.columns)


def code_seeds() -> list[bytes]:
    """Make small files of codes."""
    page = {
        "format": "framing-codings",
        "coder": "anna",
        "codings": [{"item": "u1", "article_id": "a", "start": 0, "end": 5, "unit": "mention", "variable": "voice", "value": "own"}],
    }  # fmt: skip
    sheet = "item;article_id;start;end;unit;voice;comment\nu1;a;0;5;mention;own;\nu2;a;9;12;mention;;'=x\n"
    long = "coder,article_id,start,end,unit,variable,value\nA,a,0,5,mention,voice,own\n"
    return [
        b"\x00" + sheet.encode(),
        b"\x00" + long.encode(),
        b"\x01" + json.dumps(page).encode(),
        b"\x02" + workbook(),
    ]


def read_class(data: bytes, folder: Path) -> None:
    """Read a file of a class's answers, its check mended, or a worksheet."""
    import framing as fr
    from framing.classroom.answer_file import checksum

    number, content = (data[0] if data else 0), data[1:]
    place = folder / "class"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    if number % 3 == 2:
        sheet = folder / "sheet.html"
        sheet.write_bytes(content)
        expecting(lambda: fr.classroom.read_answers(place, sheet))
        return
    if number % 3 == 1:
        head = content.decode("utf-8", "replace").rpartition(',\n "check"')[0]
        content = f'{head},\n "check": "{checksum(head)}"\n}}\n'.encode()
    (place / "a.json").write_bytes(content)
    found = fr.classroom.read_answers(place)
    repr(found), found.answers, found.files, found._repr_html_()


def class_seeds() -> list[bytes]:
    """Make a file of answers and a worksheet."""
    answer = {
        "exercise": "voice", "item": "i1", "article_id": "a", "key": "i1.voice", "start": 0, "end": 4, "unit": "mention",
        "variable": "voice", "value": "own", "quote": "word", "library": "own",
    }  # fmt: skip
    dispute = {"key": "i1.voice", "exercise": "voice", "item": "i1", "article_id": "a", "quote": "w", "verdict": "same",
               "reason": ""}  # fmt: skip
    content = {
        "format": "framing-worksheet", "version": 1, "worksheet": "f" * 16, "title": "Raid",
        "person": {"id": "0" * 12, "name": "Ada"}, "saved": "2024-05-01T08:00:00Z", "done": [], "answers": [answer],
        "disputes": [dispute],
    }  # fmt: skip
    text = json.dumps(content, indent=1)[:-2] + ',\n "check": "0"\n}\n'
    question = {"key": "i1.voice", "options": [["own", "Own"]], "variable": "voice", "prompt": "?", "library": "own"}
    item = {"key": "i1", "article_id": "a", "words": [[0, 4, "word", True]], "questions": [question], "start": 0, "end": 4,
            "unit": "mention", "quote": "word"}  # fmt: skip
    sheet = json.dumps({"digest": "f" * 16, "title": "Raid", "exercises": [{"name": "voice", "items": [item]}]})
    page = "<html><div id='data' data-sheet='" + sheet.replace("'", "&#39;") + "'></div></html>"
    return [b"\x01" + text.encode(), b"\x02" + page.encode()]


def read_again(data: bytes, folder: Path) -> None:
    """Read a corpus that was read and saved before, with its problems and notes."""
    path = folder / "again.csv"
    path.write_bytes(b"article_id,text,problem,notes,published\n" + data)
    check_read(path)


def targets() -> list[Target]:
    """Give the targets of what was saved."""
    profiles = ("framing.profiles", "framing.lexicon")
    return [
        Target(
            "profiles",
            "load_profiles and everything asked of it",
            folder_seeds,
            load_folder,
            profiles,
            JSON_WORDS,
            60_000,
        ),
        Target(
            "classifier",
            "FrameClassifier.load",
            part_seeds(classifier_parts),
            load_classifier,
            ("framing.detectors.frames",),
            JSON_WORDS,
            60_000,
        ),
        Target(
            "tagger",
            "AttributionTagger.load",
            part_seeds(tagger_parts),
            load_tagger,
            ("framing.document.tagging",),
            JSON_WORDS,
            60_000,
        ),
        Target("codings", "read_codings", code_seeds, read_codes, ("framing.validation", "framing.corpus"), CSV_WORDS),
        Target("answers", "classroom.read_answers", class_seeds, read_class, ("framing.classroom",), JSON_WORDS),
        Target(
            "again",
            "a saved corpus, read again",
            lambda: ['a,"x, “y”",,note; note,2023-03-07\n'.encode()],
            read_again,
            ("framing.corpus",),
            CSV_WORDS,
        ),
    ]
