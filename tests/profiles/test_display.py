"""Profiles in a notebook: every table with its number of rows, nothing of a text as markup."""

import framing as fr
from framing.profiles.display import profiles_html


def test_what_is_shown():
    texts = ["Nine people were killed in a raid, “they <said>”, the mayor said.", ""]
    found = fr.profile(texts, [fr.AgencyDetector(), fr.LexiconDetector(fr.load_lexicon("conflict"))])
    page = found._repr_html_()
    assert "of 2 articles, 1 with a problem" in page
    assert f".mentions</code> {len(found.mentions)} row" in page
    assert ".frames</code> 0 rows" in page
    assert "&lt;said&gt;" in page
    assert "nan" not in page.lower()
    assert "<said>" not in page


def test_a_large_folder_is_not_read_for_a_look(monkeypatch):
    found = fr.profile(["A raid."], [])
    monkeypatch.setattr(type(found), "__len__", lambda self: 1_000_000)
    monkeypatch.setattr(type(found), "mentions", property(lambda self: 1 / 0))
    assert "1,000,000 articles" in profiles_html(found)
