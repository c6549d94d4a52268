"""Whom a mention denotes, and who acts and suffers in an act that it names."""

import pytest

import framing as fr


def mentions(text, feature):
    profiles = fr.profile([text], [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    rows = profiles.mentions
    return rows[rows["feature"].str.startswith(feature)]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        # A place tells the party, not that somebody is a civilian.
        ("The militants from Jenin were seen.", "palestinians"),
        ("Palestinian militants were seen.", "palestinian_armed_groups"),
        # Of the dead, the rest of the sentence says whose they are.
        ("Eight militants were killed in Jenin.", "palestinians"),
    ],
)
def test_denoted(text, group):
    assert mentions(text, "armed_actor")["referent"].tolist() == [group]


def test_who_acts_and_who_suffers():
    rows = mentions("The massacre of nine Palestinians in Jenin by Israeli soldiers.", "")
    rows = rows[rows["text"] == "massacre"]
    assert set(rows["victim"].dropna()) == {"palestinians"}
    assert set(rows["actor"].dropna()) == {"israeli_army"}


def test_nobody_is_denoted_where_nothing_says_so():
    assert set(mentions("The militants were seen.", "armed_actor")["referent"]) == {"unknown"}
