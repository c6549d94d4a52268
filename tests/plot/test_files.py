"""Styles and files: sizes, text as text, the same bytes, provenance within."""

import re
import subprocess
import sys
import zlib

import made
import matplotlib as mpl
import pytest

import framing as fr
from framing.errors import MissingExtraError, OutputError, SettingError
from framing.profiles.provenance import Provenance


@pytest.mark.parametrize(
    ("name", "width", "type_size"), [("column", 3.35, 7.5), ("page", 6.9, 8.5), ("slide", 10.0, 14)]
)
def test_styles_have_their_sizes_and_give_settings_back(name, width, type_size):
    before = dict(mpl.rcParams)
    with fr.plot.style(name) as sizes:
        ax = fr.plot.shares(made.aggregate())
        assert mpl.rcParams["font.size"] == type_size == sizes.font
    assert ax.get_figure().get_size_inches()[0] == width
    assert ax.get_yticklabels()[0].get_fontsize() == type_size
    assert dict(mpl.rcParams) == before


def test_slides_keep_their_height_as_long_as_rows_fit():
    with fr.plot.style("slide"):
        assert fr.plot.shares(made.aggregate()).get_figure().get_size_inches()[1] == 5.625


def test_page_is_the_usual_style_and_styles_nest():
    assert fr.plot.voices(made.voices()).get_figure().get_size_inches()[0] == 6.9
    with fr.plot.style("slide"), fr.plot.style("column"):
        assert fr.plot.voices(made.voices()).get_figure().get_size_inches()[0] == 3.35


def test_another_style_is_refused():
    with pytest.raises(SettingError, match="'column'"), fr.plot.style("poster"):
        pass


def test_type_outside_the_style_is_that_of_the_style():
    with fr.plot.style("column"):
        ax = fr.plot.voices(made.voices())
    families = ax.get_yticklabels()[0].get_fontfamily()
    assert families[0] != "sans-serif"


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"framing\[plot\]"):
        fr.plot.shares(made.aggregate())


def test_importing_the_room_loads_no_matplotlib():
    code = "import sys, framing; framing.plot.shares; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def streams(pdf):
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(found.group(1))
        except zlib.error:
            yield found.group(1)


def test_pdf_has_real_type_no_date_and_the_provenance(tmp_path):
    provenance = Provenance(framing="0.1.0", n_articles=2, corpus_hash="abc")
    file = fr.plot.save(fr.plot.shares(made.aggregate()), tmp_path / "a.pdf", provenance=provenance, title="Names")
    data = file.read_bytes()
    assert b"/FontFile2" in data
    assert b"/Type3" not in data
    assert b"CreationDate" not in data
    plain = data + b"".join(streams(data))
    # Curly quotation marks make it a text in UTF-16.
    assert "We measured 2 articles".encode("utf-16-be") in plain
    assert b"Names" in plain


def test_svg_has_text_that_can_be_read(tmp_path):
    svg = fr.plot.save(fr.plot.shares(made.aggregate()), tmp_path / "a.svg").read_text(encoding="utf-8")
    assert ">Post<" in svg
    assert "<dc:date>" not in svg
    assert "Groups differ in genre" in svg


def test_same_figure_same_bytes(tmp_path):
    files = [
        fr.plot.save(fr.plot.shares(made.aggregate()), tmp_path / f"{k}.{f}") for f in ("pdf", "svg") for k in (1, 2)
    ]
    data = [file.read_bytes() for file in files]
    assert data[0] == data[1]
    assert data[2] == data[3]


def test_savefig_of_the_figure_gives_the_same_bytes_too(tmp_path):
    for k in (1, 2):
        fr.plot.voices(made.voices()).get_figure().savefig(tmp_path / f"{k}.pdf")
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
    assert b"/FontFile2" in (tmp_path / "1.pdf").read_bytes()


def test_figures_of_ones_own_are_saved_as_well(tmp_path):
    from matplotlib.figure import Figure

    figure = Figure()
    fr.plot.voices(made.voices(), ax=figure.add_subplot())
    assert fr.plot.save(figure, tmp_path / "own.png", dpi=50).read_bytes()[:4] == b"\x89PNG"


def test_what_cannot_be_saved_is_said(tmp_path):
    ax = fr.plot.voices(made.voices())
    with pytest.raises(SettingError, match=r"'\.pdf'"):
        fr.plot.save(ax, tmp_path / "a.bmp")
    with pytest.raises(OutputError):
        fr.plot.save(ax, tmp_path / "nowhere" / "a.pdf")
    with pytest.raises(SettingError, match="give the Axes"):
        fr.plot.save("a", tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []
