import csv
import dataclasses

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import OutputError, SettingError
from framing.profiles.printing import formatted, write_html, write_latex, write_markdown
from framing.profiles.results import TableResult, percent_of
from framing.profiles.spreadsheets import safe_cell, write_csv, write_excel

DANGER = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '=HYPERLINK("x")']


@dataclasses.dataclass(frozen=True, slots=True, repr=False)
class Result(TableResult):
    table: pd.DataFrame

    def notes(self):
        return ["n = 3."]


def table():
    return pd.DataFrame(
        {
            "feature": ["set.a_b", "set.c"],
            "estimate": [0.12345, -12.3456],
            "low": [0.1, np.nan],
            "p": [0.0004, 0.0321],
            "q": [0.0008, np.nan],
            "n_stories": [12, 7],
            "hits": [3.0, np.nan],
            "method": ["m", "m"],
            "nothing": [None, None],
        }
    )


def test_digits_suit_the_size_and_probabilities_and_counts_their_kind():
    t = formatted(table())
    assert t["estimate"].tolist() == ["0.123", "−12.35"]
    assert t["low"].tolist() == ["0.100", "–"]
    assert t["p"].tolist() == ["<.001", ".032"]
    assert t["n_stories"].tolist() == ["12", "7"]
    assert t["hits"].tolist() == ["3", "–"]
    assert "nothing" not in t
    assert formatted(table(), digits=1)["estimate"].tolist() == ["0.1", "−12.3"]


def test_stars_are_off_by_default_and_follow_q():
    assert "*" not in formatted(table())["estimate"][0]
    assert formatted(table(), stars=True)["estimate"].tolist() == ["0.123***", "−12.35"]
    assert "q < .05" in Result(table()).to_latex(stars=True).replace("\\textless{}", "<")


def test_markdown():
    lines = Result(table()).to_markdown().splitlines()
    assert lines[0] == "| feature | estimate | low | p | q | n\\_stories | hits |"
    assert lines[1] == "|:--|--:|--:|--:|--:|--:|--:|"
    assert lines[2] == "| set.a\\_b | 0.123 | 0.100 | <.001 | <.001 | 12 | 3 |".replace("<", "\\<")
    assert lines[-1] == "Note. n = 3. Method: m."


def test_latex_escapes_and_has_caption_label_and_note():
    text = Result(table()).to_latex(caption="50 % & more", label="tab:x")
    assert "\\caption{50 \\% \\& more}" in text
    assert "\\label{tab:x}" in text
    assert "set.a\\_b & 0.123 & 0.100 & \\textless{}.001" in text
    assert "$-$12.35" in text
    assert "Note. n = 3. Method: m." in text
    with pytest.raises(SettingError):
        write_latex(table(), label="a}b")


@given(st.text(max_size=40))
def test_no_cell_text_can_leave_its_cell(text):
    frame = pd.DataFrame({"a": [text], "n": [1]})
    rows = write_markdown(frame).split("\n")
    assert len(rows) == 3
    assert rows[2].replace("\\\\", "").replace("\\|", "").count("|") == 3
    html = write_html(frame)
    assert html.count("<td") == 2
    latex = write_latex(frame).split("\n")
    assert sum(line.endswith("\\\\") for line in latex) == 2


def test_html_is_escaped_and_shown_in_a_notebook():
    frame = pd.DataFrame({"<b>": ["<script>alert(1)</script>"]})
    text = Result(frame)._repr_html_()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "Note. n = 3." in text


@pytest.mark.parametrize("danger", DANGER)
def test_csv_disarms_formulas(danger, tmp_path):
    path = tmp_path / "t.csv"
    write_csv(pd.DataFrame({danger: [danger], "n": [-1.5]}), path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows == [["'" + danger, "n"], ["'" + danger, "-1.5"]]


def test_ordinary_text_and_numbers_stay_as_they_are():
    assert [safe_cell(v) for v in ("army", "a=b", -3, 2.5, None, "")] == ["army", "a=b", -3, 2.5, None, ""]


def test_excel_holds_text_as_text_and_all_digits(tmp_path):
    path = tmp_path / "t.xlsx"
    frame = pd.DataFrame({"word": [*DANGER, "bell\x07"], "x": [1 / 3, np.nan, np.inf, *range(len(DANGER) - 2)]})
    write_excel({"a/b": frame}, path, notes=["=1+1"])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["a_b", "notes"]
    sheet = book["a_b"]
    for i, danger in enumerate(DANGER):
        cell = sheet.cell(row=i + 2, column=1)
        assert cell.data_type == "s"
        assert cell.value.replace("_x000D_", "\r").replace("\n", "\r") == danger
    assert sheet["A11"].value == "bell\ufffd"
    assert sheet["B2"].value == 1 / 3
    assert sheet["B3"].value is None
    assert book["notes"]["A1"].data_type == "s"


def test_results_write_files_whole_or_not_at_all(tmp_path):
    result = Result(table())
    result.to_excel(tmp_path / "r.xlsx")
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames == ["result", "notes"]
    assert result.to_csv().splitlines()[0].startswith('"feature","estimate"')
    result.to_csv(tmp_path / "r.csv")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.csv", "r.xlsx"]
    with pytest.raises(OutputError, match="cannot be written"):
        result.to_csv(tmp_path / "nowhere" / "r.csv")


def test_keep_gives_the_same_result_with_fewer_rows():
    kept = Result(table()).keep(lambda t: t["hits"] > 0)
    assert isinstance(kept, Result)
    assert kept.table["feature"].tolist() == ["set.a_b"]


def test_a_long_table_is_cut_in_the_notebook_and_says_so():
    long = Result(pd.DataFrame({"word": [f"w{i}" for i in range(75)], "n": range(75)}))
    shown = long._repr_html_()
    assert shown.count("<tr>") == 1 + 60 + 1
    assert "15 more rows are in .table." in shown
    assert long.to_html().count("<tr>") == 1 + 75 + 1
    assert "more rows" not in Result(table())._repr_html_()


def test_the_notebook_table_sets_no_colour():
    assert not any(word in Result(table())._repr_html_() for word in ("color", "background", "bgcolor"))


def test_repr_is_short_and_rounded():
    lines = repr(Result(pd.DataFrame({"word": list("abcdefghijklmn"), "estimate": [1 / 3] * 14}))).splitlines()
    assert lines[0] == "<Result: 14 rows, 2 columns in .table>"
    assert lines[2].split() == ["a", "0.333"]
    assert lines[-1] == "… 2 more rows"
    assert repr(Result(table().head(0))) == "<Result: 0 rows, 9 columns in .table>"


def test_excel_cuts_what_no_cell_can_hold_and_shows_it(tmp_path):
    write_excel({"t": pd.DataFrame({"text": ["x" * 40_000], "yes": [np.True_]})}, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["t"]
    assert sheet["A2"].value == "x" * 32_766 + "…"
    assert sheet["B2"].value is True


def test_coverage_in_words():
    assert [percent_of(level) for level in (0.9, 0.95, 0.999)] == ["90 %", "95 %", "99.9 %"]


def test_the_methods_paragraph_is_the_provenance_and_the_way_of_the_result():
    @dataclasses.dataclass(frozen=True, slots=True, repr=False)
    class WithProvenance(Result):
        provenance: object = None

    class Source:
        def methods(self):
            return "We measured 2 articles."

    made = WithProvenance(table(), provenance=Source())
    assert made.methods() == "We measured 2 articles. n = 3. Method: m."
    assert Result(table().drop(columns="method")).methods() == "n = 3."


def test_a_computed_table_cannot_be_filtered_in_place():
    @dataclasses.dataclass(frozen=True)
    class Computed(TableResult):
        @property
        def table(self):
            return table()

    with pytest.raises(SettingError, match=r"Computed is computed; choose rows of its \.table"):
        Computed().keep(lambda t: t["hits"] > 0)
