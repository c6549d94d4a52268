"""Every example of the gallery runs, is short, and draws with its text apart and inside."""

import ast
import runpy
from pathlib import Path

import looks
import pytest

import framing as fr

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "gallery" / "examples").glob("*.py"))


@pytest.fixture(scope="module")
def read_once():
    """Examples read the same corpus again and again: what was profiled once is given again."""
    profile, known = fr.profile, {}

    def profile_once(corpus, detectors=(), **settings):
        key = (tuple(corpus["article_id"]), tuple(detector.fingerprint for detector in detectors))
        if key not in known:
            known[key] = profile(corpus, detectors, **settings)
        return known[key]

    fr.profile = profile_once
    yield
    fr.profile = profile


def test_there_is_an_example_for_every_function():
    drawn = {node.func.attr for path in EXAMPLES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
             if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("fr.plot.")}  # fmt: skip
    assert drawn == set(fr.plot.__all__) - {"answers", "caption", "save", "style"}  # answers need a class


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example(path, read_once):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    title, _, about = (ast.get_docstring(tree) or "").partition("\n\n")
    assert title.endswith(".")
    assert about
    assert len(tree.body) <= 12
    figure = runpy.run_path(str(path))["ax"].get_figure()
    texts = looks.texts_of(figure)
    assert looks.outside(figure, texts) == []
    assert looks.overlapping(texts) == []
