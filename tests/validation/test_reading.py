"""Codes come back from coders: edited sheets, missing and impossible codes, repeats; no row is lost."""

import json

import pytest
from sample_help import profiles_of

from framing.errors import DataError, FramingError, ReadError
from framing.validation.agreement import agreement
from framing.validation.reading import read_codings
from framing.validation.sampling import sample_for_coding


@pytest.fixture(scope="module")
def sample():
    return sample_for_coding(profiles_of(), 5, variables={"voice": ["own", "direct"], "sure": ["1", "2"]}, seed=1)


def filled(sample, coder, voice="own", sure="1"):
    sheet = sample.sheet(coder)
    sheet["voice"] = voice if isinstance(voice, str) else list(voice)
    sheet["sure"] = sure if isinstance(sure, str) else list(sure)
    return sheet


def good(table):
    return table[table["problem"].isna()]


def test_two_coders_are_merged(sample, tmp_path):
    filled(sample, "anna").to_csv(tmp_path / "a.csv", index=False)
    filled(sample, "", voice=["own", "direct"] * 2 + ["own"]).to_csv(tmp_path / "ben.csv", index=False)
    table = read_codings(tmp_path, sample=sample)
    assert len(table) == 2 * 5 * 2
    assert table["problem"].isna().all()
    assert set(table["coder"]) == {"anna", "ben"}
    found = agreement(table, variable="voice")
    assert found.estimate("percent") == pytest.approx(0.6)


def test_a_sheet_that_excel_has_edited(sample, tmp_path):
    sheet = filled(sample, "Zoë", voice=[" Own", "DIRECT", "own", "own", "direct"], sure=["1.0", "2", "1", "2", "1"])
    sheet["article_id"] = "1,E+05"
    sheet["start"] = 0
    sheet["my notes"] = "x"
    sheet = sheet.iloc[::-1].rename(columns={"voice": "Voice"})
    text = "sep=;\r\n" + sheet.to_csv(index=False, sep=";", lineterminator="\r\n")
    (tmp_path / "zoe.csv").write_bytes(text.encode("cp1252", "replace"))
    table = read_codings(tmp_path / "zoe.csv", sample=sample)
    assert table["problem"].isna().all()
    assert set(table["coder"]) == {"Zoë"}
    expected = dict(zip(sample.table["item"], ["own", "direct", "own", "own", "direct"], strict=True))
    voice = table[table["variable"] == "voice"]
    assert dict(zip(voice["item"], voice["value"], strict=True)) == expected
    assert set(voice["article_id"]) == set(sample.table["article_id"])
    assert dict(zip(table["item"], table["start"], strict=True)) == dict(
        zip(sample.table["item"], sample.table["start"], strict=True)
    )
    assert any("columns not used: 'my notes'" in note for note in table.attrs["notes"])


def test_the_excel_sheet_comes_back(sample, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = sample.to_xlsx(tmp_path / "eva.xlsx", coder="eva")
    book = openpyxl.load_workbook(path)
    page = book["coding"]
    columns = {cell.value: cell.column for cell in page[1]}
    for row in range(2, 7):
        page.cell(row, columns["voice"]).value = "direct"
        page.cell(row, columns["sure"]).value = 2
    book.save(path)
    table = read_codings(path, sample=sample)
    assert table["problem"].isna().all()
    assert set(zip(table["variable"], table["value"], strict=True)) == {("voice", "direct"), ("sure", "2")}


def test_missing_and_impossible_codes_are_rows(sample, tmp_path):
    sheet = filled(sample, "anna", voice=["own", "", "loud", "own", "own"])
    sheet.loc[3, "item"] = "u999"
    sheet.drop(index=4).drop(columns="sure").to_csv(tmp_path / "a.csv", index=False)
    table = read_codings(tmp_path, sample=sample)
    # Five units and two variables, and the unknown item for each variable.
    assert len(table) == 12
    voice = table[table["variable"] == "voice"].set_index("item")["problem"]
    items = sample.table["item"].tolist()
    assert voice.isna().sum() == 1
    assert voice[items[1]] == "no code"
    assert voice[items[2]] == "impossible code 'loud'; possible: own, direct"
    assert voice["u999"] == "item 'u999' is not in the sample"
    assert voice[items[3]] == voice[items[4]] == "the unit is not in the coder's file"
    assert table.loc[table["item"] == items[2], "value"].tolist()[0] == "loud"
    sure = table[table["variable"] == "sure"]
    assert sure["problem"].notna().all()
    # The four lines of the sheet.
    assert (sure["problem"] == "the sheet has no column for it").sum() == 4


def test_repeats(sample, tmp_path):
    filled(sample, "anna").to_csv(tmp_path / "1.csv", index=False)
    filled(sample, "anna", voice=["direct", *["own"] * 4]).to_csv(tmp_path / "2.csv", index=False)
    table = read_codings([tmp_path / "1.csv", tmp_path / "2.csv"], sample=sample)
    assert len(table) == 20
    assert table["problem"].str.contains("coded twice, differently").sum() == 2
    assert table["problem"].str.startswith("repeats 1.csv, row").sum() == 9
    assert len(good(table)) == 9


def test_the_page_file(sample, tmp_path):
    unit = sample.table.iloc[0]
    coding = {k: unit[k] for k in ("item", "article_id", "unit")} | {
        "start": int(unit["start"]),
        "end": int(unit["end"]),
    }
    data = {
        "format": "framing-codings",
        "coder": "mia",
        "codings": [{**coding, "variable": "voice", "value": "own"}, {**coding, "variable": "sure", "value": None}],
    }
    (tmp_path / "mia.json").write_text(json.dumps(data), encoding="utf-8")
    table = read_codings(tmp_path, sample=sample)
    assert table["coder"].eq("mia").all()
    assert len(table) == 10
    assert len(good(table)) == 1
    assert (table["problem"] == "no code").sum() == 1
    (tmp_path / "mia.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ReadError, match="coding page"):
        read_codings(tmp_path)


def test_long_tables_and_own_columns(tmp_path):
    lines = "coder,article_id,start,end,unit,variable,value\na,x,0,4,mention,voice,own\nb,x,0,oops,mention,voice,own\n"
    (tmp_path / "long.csv").write_text(lines, encoding="utf-8")
    table = read_codings(tmp_path / "long.csv")
    assert table["value"].tolist() == ["own", "own"]
    assert table["problem"].isna().tolist() == [True, False]
    again = tmp_path / "again.csv"
    table.to_csv(again, index=False)
    assert good(read_codings(again))[["coder", "value"]].to_numpy().tolist() == [["a", "own"]]


def test_broken_lines_stay(sample, tmp_path):
    lines = filled(sample, "anna").to_csv(index=False).split("\n")
    at = next(i for i, line in enumerate(lines) if sample.table["item"][2] in line)
    (tmp_path / "a.csv").write_text("\n".join(lines) + "anna,u001,too,few\n", encoding="utf-8")
    assert at
    table = read_codings(tmp_path / "a.csv", sample=sample)
    assert table["problem"].str.contains("fields where the header has").sum() == 2
    assert len(good(table)) == 10


def test_errors(tmp_path, sample):
    with pytest.raises(DataError, match="no coding sheet"):
        read_codings(tmp_path)
    (tmp_path / "a.csv").write_text("name,age\nx,3\n", encoding="utf-8")
    with pytest.raises(ReadError, match="neither a column 'item'"):
        read_codings(tmp_path)
    (tmp_path / "a.csv").write_text("item,age\nu001,3\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column 'voice', 'sure'"):
        read_codings(tmp_path, sample=sample)
    with pytest.raises(ReadError, match=r"\.xlsx"):
        read_codings(tmp_path / "sheet.ods")
    with pytest.raises(FramingError):
        read_codings(tmp_path / "absent.csv")


def test_a_workbook_with_another_sheet_in_front(sample, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = sample.to_xlsx(tmp_path / "eva.xlsx", coder="eva")
    book = openpyxl.load_workbook(path)
    page = book["coding"]
    for row in range(2, 7):
        for column in ("voice", "sure"):
            at = next(cell.column for cell in page[1] if cell.value == column)
            page.cell(row, at).value = "own" if column == "voice" else 1.0
    # What a spreadsheet program does: the list of codes dragged to the front, a column and a row put in.
    book.move_sheet("codes", -1)
    page.insert_cols(1)
    page.insert_rows(4)
    book.save(path)
    table = read_codings(path, sample=sample)
    assert len(table) == 10
    assert table["problem"].isna().all()
    assert not any("codes" in note for note in table.attrs["notes"])


@pytest.mark.parametrize(
    ("encoding", "delimiter", "ending"),
    [("cp1252", ";", "csv"), ("utf-16", "\t", "txt"), ("utf-8-sig", ",", "csv"), ("utf-16", ",", "csv")],
)
def test_every_way_that_spreadsheets_save(sample, tmp_path, encoding, delimiter, ending):
    sheet = filled(sample, "Zoë").assign(comment="café – “x”")
    text = sheet.to_csv(index=False, sep=delimiter, lineterminator="\r\n") + delimiter * 9 + "\r\n"
    path = tmp_path / f"zoe.{ending}"
    path.write_bytes(text.encode(encoding, "replace"))
    table = read_codings(path, sample=sample)
    assert len(table) == 10
    assert table["problem"].isna().all()
    assert set(table["coder"]) == {"Zoë"}


def test_other_spreadsheet_formats_are_named_with_the_way_out(sample, tmp_path):
    (tmp_path / "anna.ods").write_bytes(b"x")
    with pytest.raises(ReadError, match=r"save it as \.xlsx or \.csv first"):
        read_codings(tmp_path / "anna.ods", sample=sample)
