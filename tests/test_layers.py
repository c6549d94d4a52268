"""The direction of imports: every module imports only from rooms below its own, and there are no cycles."""

import ast
from pathlib import Path

import pytest

import framing

LAYERS = [
    {"errors", "version"},
    {"writing"},
    {"text"},
    {"corpus", "datasets", "lexicon"},
    {"document"},
    {"detectors"},
    {"profiles"},
    {"comparison", "validation"},
    {"plot"},
    {"report"},
    {"classroom"},
    {"cli"},
]
HEIGHT = {room: height for height, rooms in enumerate(LAYERS) for room in rooms}
ROOT = Path(framing.__file__).parent
FEW_MODULES = {"nltk": 3, "sklearn": 12, "matplotlib": 99}
NOT_AT_IMPORT = {"pandas", "scipy", "sklearn", "nltk", "matplotlib", "statsmodels", "trafilatura", "docx"}


def modules():
    return sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def name_of(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path, *, top_only=False):
    """Names of the modules that a file imports, type-checking blocks left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    nodes = tree.body if top_only else ast.walk(tree)
    for node in nodes:
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_down(path):
    room = path.relative_to(ROOT).parts[0].removesuffix(".py")
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "framing" and len(parts) > 1 and parts[1] in HEIGHT:
            other = parts[1]
            assert other == room or HEIGHT[other] < HEIGHT[room], f"{name_of(path)} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_every_room_is_in_the_house(path):
    assert path.relative_to(ROOT).parts[0].removesuffix(".py") in HEIGHT


def test_no_import_cycles():
    known = {name_of(path): path for path in modules()}
    edges = {
        name: {target for target in imported(path, top_only=True) if target in known and target != name}
        for name, path in known.items()
    }
    finished, open_now = set(), []

    def visit(name):
        assert name not in open_now, f"cycle: {' -> '.join([*open_now, name])}"
        if name in finished:
            return
        open_now.append(name)
        for target in sorted(edges[name]):
            visit(target)
        open_now.pop()
        finished.add(name)

    for name in sorted(edges):
        visit(name)


LOADED_ON_DEMAND = (
    "framing.detectors.frames.",
    "framing.detectors.vectorizer",
    "framing.plot.",
    "framing.profiles.concordance",
)


@pytest.mark.parametrize(
    "path", [path for path in modules() if not name_of(path).startswith(LOADED_ON_DEMAND)], ids=name_of
)
def test_heavy_libraries_load_when_needed(path):
    top = {name.split(".")[0] for name in imported(path, top_only=True)}
    assert not top & NOT_AT_IMPORT, f"{name_of(path)} loads {top & NOT_AT_IMPORT} when it is imported"


@pytest.mark.parametrize(("library", "most"), FEW_MODULES.items())
def test_few_modules_import_a_library(library, most):
    users = [name_of(path) for path in modules() if any(n.split(".")[0] == library for n in imported(path))]
    if library == "matplotlib":
        assert all(user.startswith("framing.plot") for user in users), users
    assert len(users) <= most, users
