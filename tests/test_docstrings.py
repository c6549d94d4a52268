"""Every example in a docstring runs and shows what it says."""

import doctest
import importlib
from pathlib import Path

import pytest

import framing

ROOT = Path(framing.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    module = importlib.import_module(name)
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    tried = 0
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        runner = doctest.DocTestRunner(optionflags=options)
        runner.run(test)
        assert runner.failures == 0, test.name
        tried += runner.tries
    assert tried > 0


def test_every_public_function_has_an_example():
    for name in framing.__all__:
        value = getattr(framing, name)
        if callable(value) and name != "FramingError":
            assert ">>> " in (value.__doc__ or ""), name
