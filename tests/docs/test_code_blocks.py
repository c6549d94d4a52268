"""Every Python block in the documentation and the README runs, page by page, from top to bottom.

A block marked ```` ```python no-run ```` needs what a test cannot have (a cluster, a licence) and says so on its page.
"""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.M | re.S)
PAGES = sorted(
    page
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    if BLOCK.search(page.read_text(encoding="utf-8")) and not {"_build", "gallery"} & set(page.parts)
)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files that a reader of the pages is told to have: own articles under the usual names."""
    import framing as fr

    teaching = fr.datasets.load_teaching()
    plain = teaching.drop(columns=[name for name in teaching if name.startswith("gold")], errors="ignore")
    plain.to_csv(tmp_path / "articles.csv", index=False)
    for name, text in zip(("one.txt", "other.txt"), teaching["text"], strict=False):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_as_doctest(source, names, page, line):
    """Run a block that shows its results, and hold it to them."""
    test = doctest.DocTestParser().get_doctest(source, names, page.name, str(page), line)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, clear_globs=False)
    names.update(test.globs)
    assert runner.failures == 0


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_blocks_run(page, desk):
    source = page.read_text(encoding="utf-8")
    names = {"__name__": "__page__"}
    for block in BLOCK.finditer(source):
        line = source.count("\n", 0, block.start()) + 1
        if block[1].startswith(">>> "):
            run_as_doctest(block[1], names, page, line)
        else:
            exec(compile("\n" * line + block[1], str(page), "exec"), names)
