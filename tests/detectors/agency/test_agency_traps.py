"""Traps: by-phrases that are no agents, asides, figures of speech, other senses."""

import pytest
from agency_help import events, only


@pytest.mark.parametrize(
    "text",
    [
        "Nine farmers were killed by accident.",
        "Nine farmers were killed by mistake.",
        "Nine farmers were killed by the roadside.",
        "Nine farmers were killed by the river.",
        "Nine farmers had been killed by Friday.",
        "Nine farmers had been killed by the end of May.",
        "Nine farmers had been killed by 2011.",
        "Nine farmers were killed by then.",
        "Nine farmers were killed by hand.",
    ],
)
def test_by_phrases_of_place_time_and_manner_are_no_agents(text):
    row = only(text)
    assert (row["construction"], row["agent"], row["agent_scope"]) == ("passive_agentless", None, "none")


def test_the_agent_stands_behind_another_by_phrase():
    row = only("A man was shot dead by the roadside by soldiers.")
    assert (row["construction"], row["agent"], row["agent_scope"]) == ("passive_agent", "soldiers", "by_phrase")


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("A reporter, Mona Adar, who was 32, was killed.", "A reporter"),
        ("A reporter, a mother of two, was killed.", "A reporter"),
        ("Mona Adar (32) was killed.", "Mona Adar"),
        ("At least 49 sailors, including cooks, but also pilots, were killed.", "At least 49 sailors"),
        ("The man who hit the guard was killed.", "The man"),
        ("A nurse and a driver were killed.", "A nurse and a driver"),
        ("Officials said a nurse and a driver were killed.", "a nurse and a driver"),
        ("Dozens of people in Kessen were killed.", "Dozens of people"),
        ("The miners, many of whom were killed, had no union.", "The miners"),
        ("A man serving with the fleet was killed.", "A man"),
        ("On Monday nine sailors were killed.", "nine sailors"),
        ("The fleet bombed the port and nine sailors were killed.", "nine sailors"),
        ("Her son Ali Adar, who was killed, was nine.", "Her son Ali Adar"),
    ],
)
def test_the_victim_is_found_over_asides(text, victim):
    assert only(text)["victim"] == victim


@pytest.mark.parametrize(
    "text",
    [
        "The senator killed the bill.",
        "The delay killed the deal.",
        "She is dying to meet you.",
        "The talks came to a dead end.",
        "The noise died down.",
        "He executed the plan well.",
        "The clerk executed the search warrant.",
        "The crew shot a film in Kessen.",
        "He faces the death penalty.",
        "It is a matter of life or death.",
        "Her lethal weapon is wit.",
        "They were bored to death.",
        "The judge signed an arrest warrant.",
        "She had a cardiac arrest.",
        "They spoke of weapons of mass destruction.",
        "This is land occupied by the Arvian army.",
        "The non-fatal shooting shook Kessen.",
        "No one was killed.",
        "Nobody died.",
        "There were no deaths.",
        "The army did not kill him.",
        "He was not killed.",
        "She gave her life to music.",
        "They took his advice on life.",
        "Ann Slaughter wrote a book.",
        "The Dead Sea is salt.",
    ],
)
def test_no_event(text):
    assert [(row["trigger"], row["construction"]) for row in events(text)] == []


def test_shot_is_an_injury_unless_the_sentence_says_what_came_of_it():
    assert only("Police shot a man.")["kind"] == "injure"
    assert only("Police shot dead a man.")["kind"] == "kill"
    row = only("Police shot and killed a man.")
    assert (row["kind"], row["trigger"], row["victim"]) == ("kill", "killed", "a man")
    assert only("He was fatally wounded.")["kind"] == "kill"


def test_an_event_that_names_its_author_keeps_it():
    row = only("Two men were killed in an attack by the Belth Front.")
    assert (row["construction"], row["agent_scope"]) == ("passive_agentless", "event_modifier")
    assert (row["agent"], row["agent_group"]) == ("an attack by the Belth Front", "front_b")


def test_the_target_of_an_act_is_not_its_author():
    row = only("The raid on Arvian farms by the Belth Front killed two men.")
    assert row["agent_group"] == "front_b"


def test_a_verb_of_saying_inside_the_relative_clause():
    row = only("The strike that officials said killed six men was long.")
    assert (row["construction"], row["agent"]) == ("event_subject", "The strike")


@pytest.mark.parametrize(
    "text",
    [
        "The candidate shot back.",
        "The council eliminated the festival and nine percent of its staff posts.",
        "The law forbids the destruction of records.",
        "She lost her kidnapping insurance.",
        "The scandal hurt the candidate.",
        "They destroyed emails.",
    ],
)
def test_no_event_in_political_news(text):
    assert [(row["trigger"], row["construction"]) for row in events(text)] == []


def test_two_verbs_share_an_object():
    rows = events("An explosion killed and injured hundreds of men.")
    assert [(row["kind"], row["construction"], row["victim"]) for row in rows] == [
        ("kill", "event_subject", "hundreds of men"),
        ("injure", "event_subject", "hundreds of men"),
    ]


def test_present_tense_verbs_that_are_also_nouns():
    rows = events("Soldiers murder civilians and rape women.")
    assert [(row["kind"], row["construction"], row["agent"], row["victim"]) for row in rows] == [
        ("kill", "active", "Soldiers", "civilians"),
        ("rape", "active", "Soldiers", "women"),
    ]
    assert only("The murder of civilians goes on.")["construction"] == "nominal"


@pytest.mark.parametrize(
    ("text", "construction", "victim"),
    [
        ("Also killed was his younger brother.", "passive_agentless", "his younger brother"),
        ("Murdered teacher Ann Lee was mourned.", "participle", "teacher Ann Lee"),
        ("Prayers for murdered teachers were said.", "participle", "teachers"),
        ("Hospitals treat thousands of wounded.", "participle", "thousands of wounded"),
        ("The number of those killed rose.", "participle", "those killed"),
        ("Ninety people a day die of it.", "intransitive", "Ninety people"),
        ("The general ordered troops to kill the priests.", "active", "the priests"),
        ("Miners there have killed a guard.", "active", "a guard"),
    ],
)
def test_unusual_orders(text, construction, victim):
    row = only(text)
    assert (row["construction"], row["victim"]) == (construction, victim)


def test_the_result_of_an_act_that_is_not_the_subject():
    row = only("The town was quiet after a raid by the Belth Front on Monday, killing nine men.")
    assert (row["construction"], row["agent"]) == ("event_subject", "a raid by the Belth Front")
    assert (row["agent_scope"], row["agent_group"]) == ("event_modifier", "front_b")


def test_who_is_ordered_to_kill_acts():
    assert only("The general ordered troops to kill the priests.")["agent"] == "troops"


@pytest.mark.parametrize(
    ("text", "construction", "scope"),
    [
        # The party of a clause of time, of an answer, of an aside.
        ("Nine farmers were killed after Arvia attacked Kessen.", "passive_agentless", "sentence"),
        ("Nine farmers have been killed since Arvia responded with air strikes.", "passive_agentless", "sentence"),
        ("Nine farmers were killed after Vend, the armed group, fired rockets.", "passive_agentless", "sentence"),
        ("Nine farmers have been killed since Arvia went to war.", "passive_agentless", "sentence"),
        # Who fights on the other side is named in the act itself.
        ("Nine farmers were killed in clashes with soldiers.", "passive_agentless", "event_modifier"),
        ("Nine farmers were killed in strikes on Kessen by the army.", "passive_agentless", "event_modifier"),
        ("The raid by soldiers, in which nine farmers were killed, ended.", "passive_agentless", "event_modifier"),
        # Gerunds that are nouns.
        ("The bombing had killed nine farmers.", "event_subject", "none"),
        ("Israeli shelling killed nine farmers.", "event_subject", "event_modifier"),
        ("The attacks by soldiers - killing nine farmers - went on.", "event_subject", "event_modifier"),
        ("He gets killed.", "passive_agentless", "none"),
        ("Nine farmers are missing or dead in Kessen.", "intransitive", "none"),
        ("They could breach the walls and kill nine farmers.", "active", "subject"),
    ],
)
def test_acts_and_parties_that_are_easily_missed(text, construction, scope):
    row = only(text)
    assert (row["construction"], row["agent_scope"]) == (construction, scope)


@pytest.mark.parametrize(
    ("text", "construction"),
    [
        ("The police shooting of a teacher caused protests.", "nominal_agent"),
        ("The hostages were taken by gunmen.", "passive_agent"),
        ("The assault captured nine hostages.", "event_subject"),
        ("The fatal shooting of a man was filmed.", "adjectival"),
    ],
)
def test_acts_of_other_kinds_that_are_easily_missed(text, construction):
    assert construction in [row["construction"] for row in events(text)]


def test_a_shooting_without_a_victim_is_an_act_of_force_alone():
    assert events("The town went back to normal after the shooting.") == []
