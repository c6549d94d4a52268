"""Every third-party import is declared, where it is needed; every dependency that is declared is imported."""

import ast
import re
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
MODULES = {
    "ahocorasick-rs": "ahocorasick_rs",
    "charset-normalizer": "charset_normalizer",
    "google-re2": "re2",
    "jinja2": "jinja2",
    "python-crfsuite": "pycrfsuite",
    "python-dateutil": "dateutil",
    "python-docx": "docx",
    "pyyaml": "yaml",
    "scikit-learn": "sklearn",
    "sentence-transformers": "sentence_transformers",
}
# Imported by trafilatura and not by us; older installers leave it out.
NOT_OURS = {"lxml-html-clean"}
# What a package that is declared cannot do without, and so brings.
COMES_WITH = {"cycler": "matplotlib", "joblib": "scikit-learn", "threadpoolctl": "scikit-learn"}


def plain(name):
    return name.lower().replace("_", "-")


def module(requirement):
    name = plain(requirement)
    return MODULES.get(name, name.replace("-", "_"))


def required(lines):
    """Give the plain names of what lines of requirements ask for, extras of our own followed."""
    for line in lines:
        requirement = Requirement(line)
        if requirement.name == "framing":
            for extra in requirement.extras:
                yield from required(EXTRAS[extra])
        else:
            yield plain(requirement.name)


CORE = set(required(PROJECT["dependencies"]))
# What the library itself may import; the other extras are for those who work on it.
OPTIONAL = {name for extra in EXTRAS if extra not in {"test", "docs", "all"} for name in required(EXTRAS[extra])}


def imports(path):
    """Give the top-level names that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


@cache
def third_party(folder):
    found = {}
    for path in sorted(folder.rglob("*.py")):
        for name in imports(path):
            if name not in sys.stdlib_module_names and name not in {"framing", "benchmarks", "tests"}:
                found.setdefault(name, path.relative_to(ROOT).as_posix())
    return found


def test_everything_that_the_library_imports_is_declared():
    declared = {module(name) for name in CORE | OPTIONAL}
    declared |= {name for name, package in COMES_WITH.items() if package in CORE | OPTIONAL}
    missing = {name: where for name, where in third_party(ROOT / "framing").items() if name not in declared}
    assert missing == {}


@pytest.mark.parametrize("name", sorted((CORE | OPTIONAL) - NOT_OURS))
def test_everything_that_is_declared_is_imported(name):
    assert module(name) in third_party(ROOT / "framing")


def test_everything_that_the_tests_import_is_declared():
    known = {module(name) for name in CORE | OPTIONAL | set(required(EXTRAS["test"]))}
    known |= set(COMES_WITH) | {"conftest", "packaging"}  # pytest brings packaging
    own = {path.stem for path in (ROOT / "tests").rglob("*.py")} | {path.name for path in (ROOT / "tests").iterdir()}
    missing = {name: where for name, where in third_party(ROOT / "tests").items() if name not in known | own}
    assert missing == {}


def test_nothing_reaches_a_network_or_runs_what_it_reads():
    """No client of a network, no pickle, no eval: what is not there cannot be misused."""
    forbidden = {
        "pickle",
        "marshal",
        "shelve",
        "requests",
        "urllib3",
        "httpx",
        "aiohttp",
        "ftplib",
        "telnetlib",
        "smtplib",
    }
    found = {(path.name, name) for path in (ROOT / "framing").rglob("*.py") for name in imports(path)}
    assert not {(where, name) for where, name in found if name in forbidden}
    calls = re.compile(
        r"(?<![\w.])(?:eval|exec|compile|__import__)\(|yaml\.load\(|allow_pickle=True|shell=True|os\.system"
    )
    lines = {
        f"{path.name}: {line.strip()}"
        for path in (ROOT / "framing").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if calls.search(line) and not line.strip().startswith(("#", '"', ">>>"))
    }
    assert lines == set()
