"""The build hook: nothing is compiled unless asked for, and where it cannot be, one line says so."""

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from framing.cli import main
from framing.version import compiled

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def build(monkeypatch):
    """Give hatch_build as hatchling would load it; hatchling itself is not needed."""
    name = "hatchling.builders.hooks.plugin.interface"
    for number in range(1, 6):
        part = ".".join(name.split(".")[:number])
        monkeypatch.setitem(sys.modules, part, ModuleType(part))
    sys.modules[name].BuildHookInterface = type("BuildHookInterface", (), {})
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.delenv(module.ASKED, raising=False)
    return module


def hook(build, target="wheel"):
    made = build.CustomBuildHook()
    made.target_name, made.root = target, str(ROOT)
    return made


def test_a_wheel_is_pure_python_unless_asked_otherwise(build, monkeypatch):
    data = {"force_include": {}}
    for value in (None, "0"):
        if value is not None:
            monkeypatch.setenv(build.ASKED, value)
        made = hook(build)
        assert made.dependencies() == []
        made.initialize("standard", data)
        made.finalize("standard", data, "")
    assert data == {"force_include": {}}


def test_a_source_distribution_never_compiles(build, monkeypatch):
    monkeypatch.setenv(build.ASKED, "1")
    data = {"force_include": {}}
    made = hook(build, "sdist")
    assert made.dependencies() == []
    made.initialize("standard", data)
    assert data == {"force_include": {}}


def test_other_values_are_refused(build, monkeypatch):
    monkeypatch.setenv(build.ASKED, "yes")
    with pytest.raises(SystemExit, match="FRAMING_COMPILE='yes' is not possible"):
        hook(build).dependencies()


def test_an_editable_install_is_refused(build, monkeypatch):
    monkeypatch.setenv(build.ASKED, "1")
    with pytest.raises(SystemExit, match="without -e"):
        hook(build).initialize("editable", {"force_include": {}})


def test_without_a_compiler_one_line_says_what_to_do(build, monkeypatch):
    monkeypatch.setenv(build.ASKED, "1")
    monkeypatch.setenv("CC", "no-such-compiler -O2")
    with pytest.raises(SystemExit) as caught:
        hook(build).initialize("standard", {"force_include": {}})
    said = str(caught.value)
    assert "'no-such-compiler' is not installed" in said
    assert "leave FRAMING_COMPILE out" in said
    assert "\n" not in said


def test_what_is_compiled_and_what_is_not(build):
    chosen = build.modules(ROOT)
    assert {"framing/document/reading.py", "framing/detectors/agency/tokens.py"} <= set(chosen)
    assert all((ROOT / path).is_file() for path in chosen)
    # mypyc would work these out again at each use
    assert not any("cached_property" in (ROOT / path).read_text(encoding="utf-8") for path in chosen)


def test_the_source_distribution_holds_the_hook():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert "hatch_build.py" in settings["sdist"]["include"]
    assert "custom" in settings["wheel"]["hooks"]


def test_the_version_says_whether_the_core_is_compiled():
    import framing.document.reading as reading

    assert compiled == (not reading.__file__.endswith(".py"))
    said = CliRunner().invoke(main, ["--version"]).output
    assert ("compiled" in said) == compiled
