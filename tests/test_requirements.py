"""The oldest pins are the lower bounds that the package declares, so that a run with them tests the bounds."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
# Tools that check or document the code and a model runtime that users bring; Spark is tested in a stage of its own.
ELSEWHERE = {"furo", "mypy", "myst-parser", "pandas-stubs", "pyspark", "ruff", "sentence-transformers", "sphinx"}
ELSEWHERE |= {"sphinx-copybutton", "types-jsonschema", "types-pyyaml", "types-tqdm"}


def declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    for line in (*project["dependencies"], *extras):
        if not line.startswith("framing["):
            yield Requirement(line)


def pins():
    lines = (ROOT / "requirements" / "oldest.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {requirement.name.lower(): str(requirement.specifier).removeprefix("==") for requirement in found}


def test_every_dependency_has_one_lower_bound_and_no_other():
    for requirement in declared():
        assert [specifier.operator for specifier in requirement.specifier] == [">="], requirement


def test_the_oldest_pins_are_the_lower_bounds():
    bounds = {
        requirement.name.lower(): str(requirement.specifier).removeprefix(">=")
        for requirement in declared()
        if requirement.name.lower() not in ELSEWHERE
    }
    assert pins() == bounds


def newest():
    lines = (ROOT / "requirements" / "newest.txt").read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {plain(requirement.name): requirement for requirement in found}


def plain(name):
    return name.lower().replace("_", "-")


def test_the_newest_pins_are_exact_and_name_everything_that_is_installed_for_the_tests():
    pinned = newest()
    assert {specifier.operator for one in pinned.values() for specifier in one.specifier} == {"=="}
    # A constraint names no extra, or pip refuses the file.
    assert not any(one.extras for one in pinned.values())
    # A model runtime that users bring is installed by nobody here.
    wanted = {plain(one.name) for one in declared()} - {"sentence-transformers"}
    assert wanted <= set(pinned)


def test_the_newest_pins_are_no_older_than_the_oldest():
    pinned = newest()
    for requirement in declared():
        if plain(requirement.name) in pinned:
            [exact] = pinned[plain(requirement.name)].specifier
            assert requirement.specifier.contains(exact.version), requirement
