"""Importing costs little, and every public name is there."""

import subprocess
import sys

import framing.corpus


def test_importing_loads_no_heavy_library():
    heavy = "pandas scipy sklearn nltk matplotlib trafilatura docx openpyxl datasketch lxml striprtf"
    program = f"import sys, framing.corpus; print([m for m in '{heavy}'.split() if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_reading_an_article_loads_no_pandas(tmp_path):
    (tmp_path / "a.txt").write_text("text")
    program = (
        "import sys; from framing.corpus import read_article; read_article(sys.argv[1]); print('pandas' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.txt")], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"


def test_every_public_name_is_there():
    for name in framing.corpus.__all__:
        assert getattr(framing.corpus, name) is not None
    assert set(framing.corpus.__all__) <= set(dir(framing.corpus))
