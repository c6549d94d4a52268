"""The nine constructions and the scopes of the agent, on sentences written for this test."""

import pytest
from agency_help import events, only

from framing.detectors.agency import AGENT_SCOPES, COLLAPSED, CONSTRUCTIONS


@pytest.mark.parametrize(
    ("text", "trigger", "construction", "agent", "scope", "victim"),
    [
        # active
        ("The army killed nine farmers on Monday.", "killed", "active", "The army", "subject", "nine farmers"),
        ("Gunmen have murdered a judge.", "murdered", "active", "Gunmen", "subject", "a judge"),
        ("Rebels wanted to kill the mayor.", "kill", "active", "Rebels", "subject", "the mayor"),
        ("The guard who shot dead two boys fled.", "shot dead", "active", "The guard", "subject", "two boys"),
        ("The soldier they killed was nineteen.", "killed", "active", "they", "subject", "The soldier"),
        ("Men whom soldiers killed lie here.", "killed", "active", "soldiers", "subject", "Men"),
        ("Two snipers shot him dead.", "shot him dead", "active", "Two snipers", "subject", "him"),
        ("A mob beat the driver to death.", "beat the driver to death", "active", "A mob", "subject", "the driver"),
        ("Police closed the road, wounding two men.", "wounding", "active", "Police", "subject", "two men"),
        # event_subject
        ("ADF raid in Kessen kills 8 fighters", "kills", "event_subject", "ADF raid", "event_modifier", "8 fighters"),
        ("Clashes left nine dead.", "left nine dead", "event_subject", "Clashes", "none", "nine"),
        ("A blast in the port killed 12 sailors.", "killed", "event_subject", "A blast", "none", "12 sailors"),
        (
            "The flood has claimed the lives of 30 villagers.",
            *("claimed the lives", "event_subject", "The flood", "none", "30 villagers"),
        ),
        (
            "It was an attack by the Belth Front that killed six nurses.",
            *("killed", "event_subject", "an attack by the Belth Front", "event_modifier", "six nurses"),
        ),
        # passive_agent
        (
            "Nine farmers were killed by Arvian soldiers.",
            *("killed", "passive_agent", "Arvian soldiers", "by_phrase", "Nine farmers"),
        ),
        ("A clerk was stabbed on Friday by a thief.", "stabbed", "passive_agent", "a thief", "by_phrase", "A clerk"),
        ("Girls abducted by rebels came home.", "abducted", "passive_agent", "rebels", "by_phrase", "Girls"),
        (
            "The bodies of men killed by the Belth Front were found.",
            *("killed", "passive_agent", "the Belth Front", "by_phrase", "men"),
        ),
        (
            "Ten sailors were killed by an Arvian airstrike.",
            *("killed", "passive_agent", "an Arvian airstrike", "event_modifier", "Ten sailors"),
        ),
        ("Ten sailors were killed by a mine.", "killed", "passive_agent", "a mine", "none", "Ten sailors"),
        # passive_agentless
        ("Nine farmers were killed.", "killed", "passive_agentless", None, "none", "Nine farmers"),
        ("His brother got killed.", "killed", "passive_agentless", None, "none", "His brother"),
        ("The farm has been destroyed.", "destroyed", "passive_agentless", None, "none", "The farm"),
        (
            "Two men were killed in an Arvian strike on Kessen.",
            *("killed", "passive_agentless", "an Arvian strike", "event_modifier", "Two men"),
        ),
        (
            "An Arvian raid, in which nine people were killed, ended.",
            *("killed", "passive_agentless", "An Arvian raid", "event_modifier", "nine people"),
        ),
        (
            "Two men were killed when the ADF shelled Kessen.",
            *("killed", "passive_agentless", "the ADF", "sentence", "Two men"),
        ),
        # participle
        ("Nine Belthians killed", "killed", "participle", None, "none", "Nine Belthians"),
        ("8 fighters killed in raid", "killed", "participle", None, "none", "8 fighters"),
        ("The murdered reporter had two sons.", "murdered", "participle", None, "none", "reporter"),
        (
            "Prayers for a boy killed in an Arvian strike",
            *("killed", "participle", "an Arvian strike", "event_modifier", "a boy"),
        ),
        # intransitive
        ("Forty miners have died.", "died", "intransitive", None, "none", "Forty miners"),
        (
            "Forty miners perished in the Arvian siege.",
            "perished",
            "intransitive",
            "the Arvian siege",
            "event_modifier",
            "Forty miners",
        ),
        ("A pilot was found dead.", "dead", "intransitive", None, "none", "A pilot"),
        ("Six pilots lost their lives.", "lost their lives", "intransitive", None, "none", "Six pilots"),
        ("Thousands fled their homes.", "fled", "intransitive", None, "none", "Thousands"),
        # nominal
        ("The killing of nine farmers shocked Kessen.", "killing", "nominal", None, "none", "nine farmers"),
        ("Her deaths toll is unknown after nine deaths.", "deaths", "nominal", None, "none", None),
        ("Belthian deaths went unreported.", "deaths", "nominal", None, "none", "Belthian"),
        ("The murder of the judge was filmed.", "murder", "nominal", None, "none", "the judge"),
        # nominal_agent
        (
            "The killing of nine farmers by soldiers shocked Kessen.",
            *("killing", "nominal_agent", "soldiers", "by_phrase", "nine farmers"),
        ),
        (
            "The army's killing of nine farmers shocked Kessen.",
            *("killing", "nominal_agent", "The army", "subject", "nine farmers"),
        ),
        (
            "The Arvian massacre of nine farmers shocked Kessen.",
            *("massacre", "nominal_agent", "Arvian", "event_modifier", "nine farmers"),
        ),
        # adjectival
        ("A deadly raid shook Kessen.", "deadly", "adjectival", None, "none", None),
        ("A deadly Arvian raid shook Kessen.", "deadly", "adjectival", "A deadly Arvian raid", "event_modifier", None),
        ("It was the deadliest day of the year.", "deadliest", "adjectival", None, "none", None),
        ("The fire was deadly.", "deadly", "adjectival", None, "none", None),
    ],
)
def test_construction(text, trigger, construction, agent, scope, victim):
    rows = [row for row in events(text) if row["trigger"] == trigger]
    assert rows, [row["trigger"] for row in events(text)]
    row = rows[-1]
    found = (row["construction"], row["agent"], row["agent_scope"], row["victim"])
    assert found == (construction, agent, scope, victim)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police detained six students.", "arrest"),
        ("The storm displaced a thousand families.", "displace"),
        ("Bulldozers razed the school.", "destroy"),
        ("Two nuns were kidnapped.", "abduct"),
        ("She was raped by a guard.", "rape"),
        ("The city has been besieged since May.", "besiege"),
        ("Six clerks were wounded.", "injure"),
        ("They took 20 nurses hostage.", "abduct"),
        ("The village was burned down.", "destroy"),
    ],
)
def test_kind(text, kind):
    assert only(text)["kind"] == kind


def test_article_scope_names_the_nearest_act_of_the_other_party():
    text = "An Arvian raid shook Kessen. Schools were closed.\n\nNine Belthians were killed."
    row = only(text)
    assert (row["agent_scope"], row["agent"], row["agent_group"]) == ("article", "An Arvian raid", "army_a")
    assert (row["victim"], row["victim_group"]) == ("Nine Belthians", "people_b")
    assert text[row["agent_start"] : row["agent_end"]] == "An Arvian raid"


def test_article_scope_is_not_filled_by_the_party_of_the_dead():
    assert only("A Belthian raid shook Kessen.\n\nNine Belthians were killed.")["agent_scope"] == "none"


def test_article_scope_leaves_out_acts_that_were_only_planned():
    assert only("The army prevented a planned Arvian raid.\n\nNine Belthians were killed.")["agent_scope"] == "none"


def test_a_source_of_news_is_no_responsible_party():
    assert only("The Arvian army said nine people were killed.")["agent_scope"] == "none"


def test_groups_by_name_by_demonym_and_by_kind_of_actor():
    row = only("The ADF killed two Belthians.")
    assert (row["agent_group"], row["victim_group"]) == ("army_a", "people_b")
    row = only("Arvian troops killed a Belth Front fighter.")
    assert (row["agent_group"], row["victim_group"]) == ("army_a", "front_b")
    assert only("Belthians killed a miner.")["agent_group"] == "people_b"


def test_coordination_shares_subject_and_auxiliary():
    rows = events("Soldiers stormed the farm and killed three men, arresting two others.")
    assert [(row["kind"], row["agent"], row["victim"]) for row in rows] == [
        ("kill", "Soldiers", "three men"),
        ("arrest", "Soldiers", "two others"),
    ]
    rows = events("Two clerks were kidnapped, beaten and murdered.")
    assert {(row["trigger"], row["construction"], row["victim"]) for row in rows} == {
        ("kidnapped", "passive_agentless", "Two clerks"),
        ("murdered", "passive_agentless", "Two clerks"),
    }


def test_coordinated_participles_share_the_agent_phrase():
    rows = events("Aid for families wounded, displaced and detained by the Arvian army.")
    assert {(row["construction"], row["agent"], row["victim"]) for row in rows} == {
        ("passive_agent", "the Arvian army", "families")
    }
    assert len(rows) == 3


def test_headline_with_two_present_tenses():
    rows = events("ADF eliminates 2 wanted gunmen, arrests 20 suspects in Kessen raid")
    assert [(row["kind"], row["construction"], row["agent"]) for row in rows] == [
        ("kill", "active", "ADF"),
        ("arrest", "active", "ADF"),
    ]


def test_the_sets_of_words_are_closed():
    assert set(COLLAPSED) == set(CONSTRUCTIONS)
    assert len(CONSTRUCTIONS) == 9
    assert set(COLLAPSED.values()) == {"active", "passive_agent", "passive_agentless", "intransitive", "nominal"}
    assert len(AGENT_SCOPES) == 6
