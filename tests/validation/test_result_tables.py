"""What validation results look like in a paper and in a spreadsheet."""

import openpyxl
import pytest
from coding_help import codings_of

import framing as fr

DANGER = '=HYPERLINK("x")'
CODES = {"anna": ["yes", "yes", "no", DANGER, "no", "yes"], "ben": ["yes", "no", "no", DANGER, "no", None]}


@pytest.fixture
def results():
    codings = codings_of(CODES, variable="threat")
    codings.loc[0, "problem"] = None
    codings.loc[len(codings)] = ["carl", "a0", 0, 1, "mention", "threat", None, "no code"]
    said = codings_of({"model": ["yes", "yes", "no", "yes", "no", "no"]}, variable="threat").drop(columns="coder")
    texts = ["taxes and jobs", "jobs and pay", "border police", "police on patrol"] * 3
    frames = fr.FrameClassifier(inner_folds=2).fit(texts, ["economic", "economic", "security", DANGER] * 3)
    return {
        "measures": fr.score_frames(frames, ["pay and taxes", "a border patrol"] * 2, ["economic", DANGER] * 2),
        "agreement": fr.agreement(codings, coefficients=["percent", "krippendorff"]),
        "evaluation": fr.evaluate(said, codings, variable="threat", gold="anna"),
        "correction": fr.correct(said, codings, variable="threat", value="yes", gold="anna", confidence=0.9),
    }


@pytest.mark.parametrize("name", ["agreement", "evaluation", "correction", "measures"])
def test_every_result_exports_itself(results, name, tmp_path):
    result = results[name]
    assert result.to_latex(caption="C").count("\\begin{tabular}") == 1
    assert result.to_markdown().startswith("| ")
    assert "<table" in result.to_html()
    assert "<table" in result._repr_html_()
    assert "***" not in result.to_markdown()
    result.to_excel(tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert name in book.sheetnames
    assert "notes" in book.sheetnames
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_codes_that_look_like_formulas_are_disarmed_in_csv(results):
    for name in ("agreement", "evaluation"):
        text = results[name].to_csv()
        assert "\"'=HYPERLINK" in text
        assert '"=HYPERLINK' not in text


def test_notes_say_how_it_was_done_and_what_was_left_out(results):
    assert results["agreement"].notes() == [
        "95 % intervals: jackknife over units, Student's t.",
        "Level of measurement for Krippendorff's alpha: nominal.",
        "Codings without a usable code, left out: 1.",
    ]
    assert results["evaluation"].notes() == [
        "Codes of 'threat' (coder anna) under equal weights; 95 % intervals over article_id.",
        "Codings without a usable code, left out: 1.",
    ]
    assert results["measures"].notes() == [
        "4 texts in 4 groups, scored as one set; 95 % intervals by groups.",
        "Near-duplicates in different folds: 0.",
    ]
    note = results["correction"].notes()[0]
    assert "prediction-powered inference" in note
    assert "90 % intervals over article_id" in note


def test_the_confusion_table_goes_into_the_workbook(results, tmp_path):
    results["evaluation"].to_excel(tmp_path / "e.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "e.xlsx")["confusion"]
    assert [cell.value for cell in sheet[1]] == ["group", "coded", "predicted", "n", "weighted"]
    rows = {(r[1], r[2]): r[3] for r in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows == {("no", "no"): 2, ("yes", "yes"): 2, ("yes", "no"): 1, (DANGER, "yes"): 1}
