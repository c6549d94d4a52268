"""Whose dead a sentence tells of: each rule on sentences made up for it."""

import pytest

import framing as fr
from framing.detectors.referents import Decision, sides, together
from framing.detectors.referents.harms import clauses, named_harms
from framing.lexicon import Group, Lexicon

GROUPS = {
    group.name: group
    for group in (
        Group("arvian_army", "Arvian army", "arvian", "army", "border", names=("Arvian army", "Arvian soldier*")),
        Group("arvian_government", "Arvian government", "arvian", "government", "border", names=("Arvian government",)),
        Group("arvian_civilians", "Arvian civilians", "arvian", "civilians", "border", places=("Arvo", "Lindau")),
        Group("arvians", "Arvians", "arvian", "unspecified", "border", ("Arvia",), ("Arvian", "Arvians")),
        Group("vend", "Vend", "delvan", "armed_group", "border", names=("Vend",)),
        Group("delvan_ministry", "Delvan ministry", "delvan", "government", "border", names=("Delva health ministry",)),
        Group("delvan_civilians", "Delvan civilians", "delvan", "civilians", "border", places=("Delva", "Karsa")),
        Group("delvans", "Delvans", "delvan", "unspecified", "border", demonyms=("Delvan", "Delvans")),
        Group("sorrans", "Sorrans", "sorran", "unspecified", "elsewhere", ("Sorra",), ("Sorran",)),
    )
}
LEXICON = Lexicon("border", groups=GROUPS)


def found(text, **settings):
    return fr.sentence_referents([text], LEXICON, conflict="border", **settings)


def decision(text, **settings):
    row = found(text, context=False, **settings).iloc[0]
    return row["referent"], row["rule"]


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("Nine Delvans were killed on Monday.", "delvan", "victim"),
        ("Two Arvian soldiers were killed on Monday.", "arvian", "victim"),
        ("Nine people were killed in Karsa.", "delvan", "place behind"),
        ("Arvian troops killed nine people.", "delvan", "agent"),
        ("Nine people were killed by Vend.", "arvian", "agent"),
        ("In Karsa, hospitals counted nine dead.", "delvan", "clause: place"),
        ("Vend attacked the farms, killing nine people.", "arvian", "agent"),
        ("The attack by Vend, in which nine people died, shook the country.", "arvian", "agent"),
        ("They heard of an attack by Vend, the day when nine people died.", "arvian", "clause before: actor"),
        ("Nine people were killed in an air strike.", "delvan", "from the air"),
        ("The gunmen shot dead nine people.", "arvian", "by gunmen"),
        ("Nine people died, the Delva health ministry said.", "delvan", "source"),
        ("It is sad that people on both sides are being killed.", "both", "both sides"),
        ("Nobody knows the fate of many Arvians and Delvans; too many have died.", "both", "people of both"),
        (
            "Two Arvians were killed on Monday, along with the Delvans who were holding them.",
            "both",
            "captives and captors",
        ),
        ("Two hostages were killed.", "arvian", "captives"),
        ("Three soldiers were killed.", "arvian", "soldiers"),
        ("Three gunmen were killed.", "delvan", "gunmen"),
        ("Nine people were killed.", "unknown", "none"),
    ],
)
def test_rules(text, value, rule):
    assert decision(text) == (value, rule)


@pytest.mark.parametrize(
    "text",
    [
        "Nine Delvans and three Arvians were killed.",
        "People were killed in Arvia and Delva.",
        "Nine people died in Arvo, while three Delvans were killed in Karsa.",
        "Hundreds were killed on both sides.",
    ],
)
def test_both_sides(text):
    assert decision(text)[0] == "both"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # A place beside which it happened is not where it happened.
        ("Nine people were killed by Vend near Karsa.", "arvian"),
        ("Two people were killed near the Delva border by Vend.", "arvian"),
        # Rockets out of a place are fired by those who live there.
        ("Rockets fired from Delva killed two people.", "arvian"),
        # Aims are no deaths.
        ("Arvia vowed to wipe out Vend after its fighters killed nine people in Arvo.", "arvian"),
        # Who counts the dead and who acts are two things.
        ("The Delva health ministry, which is controlled by Vend, said nine people were killed.", "delvan"),
        # Whose dead lie in a third country is another matter.
        ("Nine people were killed in Sorra.", "other"),
    ],
)
def test_traps(text, value):
    assert decision(text)[0] == value


def test_evidence_is_what_stands_there():
    text = "The mayor spoke. Arvian troops killed nine people."
    row = found(text).iloc[0]
    assert text[row["evidence_start"] : row["evidence_end"]] == row["evidence"] == "Arvian troops"
    assert text[row["start"] : row["end"]] == row["text"] == "Arvian troops killed nine people."


def test_the_article_decides_where_a_sentence_does_not():
    text = "Vend raid kills farmers in Arvo\n\nThe farm was burnt.\n\nAnna Moss was killed at home."
    alone, in_article = found(text, context=False), found(text)
    assert alone["referent"].tolist()[-1] == "unknown"
    last = in_article.iloc[-1]
    assert (last["referent"], last["rule"], last["from_context"]) == ("arvian", "headline", True)


def test_a_name_goes_before_the_headline():
    text = (
        "Vend raid kills farmers in Arvo\n\nA strike on Karsa killed old Ivo Brandt on Monday.\n\n"
        "The late Brandt was killed at home."
    )
    last = found(text).iloc[-1]
    assert (last["referent"], last["rule"], last["evidence"]) == ("delvan", "name", "Brandt")


def test_units_give_one_row_each_in_their_order():
    import pandas as pd

    text = "The sun shone. Nine Delvans were killed."
    corpus = fr.as_corpus([text])
    name = corpus["article_id"].iloc[0]
    units = pd.DataFrame({"article_id": [name, name], "start": [15, 0], "end": [len(text), 14]})
    rows = fr.sentence_referents(corpus, LEXICON, units=units, context=False)
    assert rows[["start", "referent"]].values.tolist() == [[15, "delvan"], [0, "unknown"]]


def test_kinds_that_do_not_count_leave_no_row():
    assert found("Nine Delvans were killed.", kinds=["arrest"]).empty
    assert len(found("Nine Delvans were arrested.", kinds=["arrest"])) == 1


def test_profiles_are_read_from_their_texts():
    profiles = fr.profile(["Nine people were killed in Karsa."], [fr.LexiconDetector(LEXICON)])
    assert fr.sentence_referents(profiles)["referent"].tolist() == ["delvan"]


def test_an_empty_article_is_a_problem_and_stops_nothing():
    rows = fr.sentence_referents(["", "Nine Delvans were killed."], LEXICON)
    assert len(rows) == 1
    assert len(rows.attrs["problems"]) == 1


def test_faulty_settings():
    with pytest.raises(fr.FramingError, match="no groups"):
        fr.sentence_referents(["x"], Lexicon("empty"))
    with pytest.raises(fr.FramingError, match="conflict"):
        fr.sentence_referents(["x"], LEXICON, conflict="sea")
    with pytest.raises(fr.FramingError, match="kind"):
        fr.sentence_referents(["x"], LEXICON, kinds=["tickle"])


def test_sides_of_the_conflict_named_most():
    assert sides([], GROUPS, "border") == ("arvian", "delvan")
    assert sides([], GROUPS) == ("arvian", "delvan", "sorran")


def test_values_together():
    one, other = Decision("arvian", None, "victim"), Decision("other", None, "place behind")
    unknown = Decision("unknown", None, "none")
    assert together([]) == "unknown"
    assert together([unknown, other]) == "other"
    assert together([one, other, unknown]) == "arvian"
    assert together([Decision("both", None, "victims"), one]) == "both"


def test_clauses_cover_a_sentence_without_gaps():
    text = "The strike, in which nine died, came after a raid; nobody claimed it, the mayor said."
    cut = clauses(text, 0, len(text))
    assert [clause.start for clause in cut][1:] == [clause.end for clause in cut][:-1]
    assert (cut[0].start, cut[-1].end) == (0, len(text))


def test_words_for_those_who_suffered():
    text = "The dead and the hostages"
    assert [text[h.start : h.end] for h in named_harms(text, 0, len(text), ["kill", "abduct"])] == ["dead", "hostages"]
    assert named_harms(text, 0, len(text), ["rape"]) == []
