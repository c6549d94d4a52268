"""Builds the optional compiled core: the modules that read, translated to C by mypyc.

A wheel is pure Python unless the environment variable ``FRAMING_COMPILE`` is 1 while it is built; then, and only then,
mypy and a C compiler are needed. Python sources are installed in any case, and the tables are the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED = "FRAMING_COMPILE"

PLACES = (
    "framing/text/boundaries.py",
    "framing/document/*.py",
    "framing/detectors/agency/*.py",
    "framing/detectors/referents/*.py",
    "framing/lexicon/competition.py",
    "framing/lexicon/patterns.py",
)
"""Where articles are read, character by character and cue by cue."""

LEFT_OUT = ("__init__.py", "display.py", "first_names.py", "nouns.py", "wordlists.py", "words.py", "verb_classes.py")
"""Modules of these names run once or hold words only."""

NOT_COMPILED = ("cached_property", "import numpy")
"""A module that uses one of these stays in Python: mypyc would work a cached property out again at each use, and arrays
gain nothing."""

_BUILD = """
import sys
from mypyc.build import mypycify
from setuptools import setup

folder, group, *modules = sys.argv[1:]
options = ["--ignore-missing-imports", "--follow-imports=silent", "--no-warn-unused-ignores"]
extensions = mypycify(
    [*options, *modules], opt_level="1", debug_level="0", group_name=group, target_dir=folder + "/c"
)
arguments = ["build_ext", "--build-lib", folder + "/lib", "--build-temp", folder + "/objects"]
setup(name="framing", packages=[], py_modules=[], ext_modules=extensions, script_args=arguments)
"""


def wanted() -> bool:
    """Tell whether the compiled core was asked for; anything but 0 and 1 is an error."""
    value = os.environ.get(ASKED, "0")
    if value not in {"0", "1"}:
        raise SystemExit(f"{ASKED}={value!r} is not possible; set it to 1 for the compiled core, or leave it out")
    return value == "1"


def modules(root: Path) -> list[str]:
    """Give the modules to compile, as paths below the root."""
    found = {path for place in PLACES for path in root.glob(place) if path.name not in LEFT_OUT}
    return sorted(
        path.relative_to(root).as_posix()
        for path in found
        if not any(word in path.read_text(encoding="utf-8") for word in NOT_COMPILED)
    )


def check_compiler() -> None:
    """End with one line where nothing can be compiled on this machine."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if os.name != "nt" and shutil.which(compiler) is None:
        raise SystemExit(
            f"{ASKED}=1 needs a C compiler, and {compiler!r} is not installed; install one (Debian: apt install gcc) "
            f"or leave {ASKED} out: framing in Python gives the same results"
        )
    headers = Path(sysconfig.get_paths()["include"]) / "Python.h"
    if not headers.is_file():
        raise SystemExit(
            f"{ASKED}=1 needs the headers of this Python, and there is no {headers}; install them (Debian: apt install "
            f"python3-dev) or leave {ASKED} out: framing in Python gives the same results"
        )


def compile_core(root: Path, folder: Path) -> dict[str, str]:
    """Compile into a folder and give each extension module with its path in the wheel."""
    check_compiler()
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(folder), "framing", *modules(root)],
        cwd=root,
        env=os.environ | {"MYPY_CACHE_DIR": str(folder / "types"), "MYPYPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    built = folder / "lib"
    found = {str(path): path.relative_to(built).as_posix() for path in sorted(built.rglob("*")) if path.is_file()}
    if done.returncode or not found:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise SystemExit(f"{said}\nthe compiled core could not be built; leave {ASKED} out to install without it")
    return found


class CustomBuildHook(BuildHookInterface):
    """Puts the compiled core into the wheel where it was asked for."""

    _folder: Path | None = None

    def dependencies(self) -> list[str]:
        """Name what the build needs beyond hatchling."""
        return ["mypy>=1.13", "setuptools>=75"] if self.target_name == "wheel" and wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files of the wheel are gathered."""
        if self.target_name != "wheel" or not wanted():
            return
        if version == "editable":
            raise SystemExit(f"{ASKED}=1 and an editable install exclude each other; install without -e")
        self._folder = Path(tempfile.mkdtemp(prefix="framing-compiled-"))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"].update(compile_core(Path(self.root), self._folder))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was built on the way."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
