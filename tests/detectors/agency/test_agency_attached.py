"""Acts that a phrase or a clause attaches to a killing name who is responsible; what names people is no act."""

import pytest
from agency_help import events, only


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed after an Arvian strike hit the camp.",
        "Nine people were killed when an Arvian missile struck the house.",
        "Nine people were killed in the wake of the Arvian raid.",
        "Nine people were killed following Arvian air strikes.",
        "Nine people were killed as a result of Arvian strikes.",
        "Ten sailors are feared dead or missing in Kessen after the weekend's attack by the army.",
        "He was killed, along with 20 relatives, in an Arvian strike.",
        "Nine people were killed on Monday, the ministry said, in an Arvian strike.",
        "In an Arvian strike on Monday, nine people were killed.",
        "After an Arvian air strike, his two sons were found dead.",
        "The attack carried out by gunmen, in which nine people were killed, was long.",
        "It was the army's attack in Kessen that saw 200 people killed.",
        "The death of nine people in an Arvian strike shocked many.",
    ],
)
def test_an_attached_act_with_its_author_is_an_event_modifier(text):
    assert only(text)["agent_scope"] == "event_modifier"


@pytest.mark.parametrize(
    "text",
    [
        # The party is the subject of a clause, not a modifier of the act.
        "Nine people were killed when the army stormed the town.",
        # *Since* names a period.
        "Nine people have been killed since Arvian strikes began.",
    ],
)
def test_a_party_elsewhere_in_the_sentence(text):
    assert only(text)["agent_scope"] == "sentence"


@pytest.mark.parametrize(
    "text",
    [
        "Nine soldiers were killed and two officers wounded.",
        "The list of soldiers killed so far names 48 who died.",
        "He quoted army officers asserting that nine children had been killed.",
        "A strike hit a school, killing nine.",
    ],
)
def test_who_suffers_or_gives_the_news_is_not_responsible(text):
    assert {event["agent_scope"] for event in events(text)} == {"none"}


def test_a_clause_lends_its_auxiliary_and_its_act():
    killed, taken = events("Nine people were killed in the army's raid and about 20 taken hostage.")
    assert (killed["construction"], taken["construction"]) == ("passive_agentless", "passive_agentless")
    assert (killed["agent_scope"], taken["agent_scope"]) == ("event_modifier", "event_modifier")


@pytest.mark.parametrize(
    ("text", "construction", "scope"),
    [
        ("Nine men died at the hands of gunmen.", "intransitive", "by_phrase"),
        ("Nine men died at the hands of terrorism.", "intransitive", "event_modifier"),
        ("The deaths of men at police hands shocked him.", "nominal_agent", "by_phrase"),
        ("The army raid, the deadliest in years, went on.", "adjectival", "event_modifier"),
        ("The dying goes on.", "nominal", "none"),
        ("He helped kill the judge.", "active", "subject"),
        ("A boy was hurt.", "passive_agentless", "none"),
        ("Nine people fled south.", "intransitive", "none"),
    ],
)
def test_rarer_forms(text, construction, scope):
    event = only(text)
    assert (event["construction"], event["agent_scope"]) == (construction, scope)


@pytest.mark.parametrize(
    "text",
    [
        "He mourned the dead.",
        "They showed dead children.",
        "Clips of the dead and injured were shown.",
        "The wounded were tired.",
        "The Arvian dead lay there.",
        "Two hostages spoke.",
        "Small firms are getting killed in this deal.",
        "The generals have been reduced to rubble.",
        "You would be shooting yourself in the foot.",
        "It keeps a list of shooting victims.",
        "You destroy the whole basis of our government.",
        "A current of self-destruction runs there.",
    ],
)
def test_people_and_figures_of_speech_are_no_acts(text):
    assert events(text) == []
