"""Notebook 06, run twice from a clean kernel, writes the same bytes both times and prints where they come from."""

from pathlib import Path

import nbformat
import pytest

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "06_figures_for_a_paper.ipynb"


def run(folder):
    from nbclient import NotebookClient

    folder.mkdir()
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=180, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    printed = "".join(
        output["text"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output["name"] == "stdout"
    )
    return {file.name: file.read_bytes() for file in (folder / "figures").iterdir()}, printed


@pytest.mark.notebook
@pytest.mark.filterwarnings("ignore")
def test_second_run_gives_the_same_bytes(tmp_path):
    first, printed = run(tmp_path / "first")
    second, again = run(tmp_path / "second")
    assert {Path(name).suffix for name in first} == {".pdf", ".svg", ".csv"}
    assert len(first) == 7
    assert first == second
    assert printed == again
    assert "We measured 32 articles" in printed
    assert '"corpus_hash"' in printed
