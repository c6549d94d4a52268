"""Invented stand-ins for published sets, and the tables of a README."""

import filecmp

import pandas as pd
import pytest

import framing as fr
from framing.datasets.stand_ins import STAND_INS
from framing.errors import ReadError, SettingError


def test_stand_ins_are_read_by_the_readers_of_the_sets(tmp_path):
    bbc = fr.datasets.read_bbc_bias(fr.datasets.write_stand_in("bbc_bias", tmp_path))
    assert set(bbc["category"]) == {"israel", "palestine", "both"}
    nyt = fr.datasets.read_casualty_mentions_nyt(fr.datasets.write_stand_in("casualty_mentions_nyt", tmp_path))
    assert nyt["published"].notna().all()
    war = fr.datasets.read_war_victims(fr.datasets.write_stand_in("war_victims", tmp_path))
    assert sorted(war.tables) == ["12", "14"]
    assert war.doubt["excluded"].any()


@pytest.mark.parametrize("name", STAND_INS)
def test_the_same_seed_gives_the_same_files(name, tmp_path):
    one, two, other = (
        fr.datasets.write_stand_in(name, tmp_path / n, seed=s) for n, s in (("a", 0), ("b", 0), ("c", 1))
    )
    files = sorted(path.relative_to(one).as_posix() for path in one.rglob("*.[ct]sv"))
    assert filecmp.cmpfiles(one, two, files, shallow=False)[0] == files
    assert filecmp.cmpfiles(one, other, files, shallow=False)[1]


def test_each_published_table_of_a_stand_in_has_one_figure_to_find(tmp_path):
    folder = fr.datasets.write_stand_in("bbc_bias", tmp_path)
    sentences = fr.datasets.read_bbc_bias(folder)
    (table,) = fr.datasets.read_markdown_tables(folder / "README.md")
    died = table.set_index("Word").loc["died", "Palestinians"]
    text = sentences.loc[sentences["category"] == "palestine", "text"]
    assert died - text.str.count(r"\bdied\b").sum() == 7
    war = fr.datasets.read_war_victims(fr.datasets.write_stand_in("war_victims", tmp_path))
    kept = war.doubt[~war.doubt["excluded"] & (war.doubt["outlet"] == "NYT")]
    assert war.tables["14"]["NYT - Israel"].sum() - (kept["side"] == "Israel").sum() == 2


def test_a_name_that_is_no_stand_in(tmp_path):
    with pytest.raises(SettingError, match="stand-in 'babe' is not known; possible: 'bbc_bias'"):
        fr.datasets.write_stand_in("babe", tmp_path)


def test_markdown_tables_of_all_shapes(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# A page\n\nword | n\n:-- | --:\n`a\\|b` | 1,000\n**c** | -2\n\ntext | with a bar\n\n"
        "| x | y |\n|---|---|\n| 1.5 | 2 |\n| | 3 |\n",
        encoding="utf-8",
    )
    first, second = fr.datasets.read_markdown_tables(page)
    pd.testing.assert_frame_equal(first, pd.DataFrame({"word": ["a\\|b", "c"], "n": [1000, -2]}))
    pd.testing.assert_frame_equal(second, pd.DataFrame({"x": ["1.5", ""], "y": [2, 3]}))


def test_a_page_without_table_and_a_row_too_long(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("no table | here", encoding="utf-8")
    with pytest.raises(ReadError, match="holds no table"):
        fr.datasets.read_markdown_tables(page)
    page.write_text("a | b\n--|--\n1 | 2 | 3\n", encoding="utf-8")
    with pytest.raises(ReadError, match="line 3 has 3 cells for 2 columns"):
        fr.datasets.read_markdown_tables(page)
    with pytest.raises(ReadError, match="cannot be read"):
        fr.datasets.read_markdown_tables(tmp_path / "nowhere.md")
