"""The shipped lexicons: loaded, referenced, symmetrical, and right on constructed sentences."""

from __future__ import annotations

import itertools
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.lexicon import Lexicon, Term
from framing.text import fold

NAMES = ["climate", "conflict", "evidentiality", "generic_frames", "immigration", "protest_and_policing"]


@pytest.fixture(scope="module", params=NAMES)
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    return fr.load_lexicon(request.param)


@pytest.fixture(scope="module")
def conflict() -> Lexicon:
    return fr.load_lexicon("conflict")


def test_the_shipped_lexicons_are_these():
    assert fr.list_lexicons() == NAMES


def test_name_version_and_licence_are_stated(lexicon: Lexicon):
    assert lexicon.name in NAMES
    assert lexicon.version.count(".") == 2
    assert lexicon.title
    assert lexicon.description
    assert lexicon.licence == "CC-BY-4.0"


def test_every_variant_and_category_has_a_reference_that_is_listed(lexicon: Lexicon):
    cited: set[str] = set()
    for choice_set in lexicon.choice_sets.values():
        for variant in choice_set.variants:
            assert variant.references, f"{choice_set.name}.{variant.name}"
            assert variant.used_by, f"{choice_set.name}.{variant.name}"
            cited.update(variant.references)
    for category in lexicon.categories.values():
        assert category.references or not category.terms, category.name
        cited.update(category.references)
    assert cited == set(lexicon.references)


def test_a_reference_said_to_be_read_says_where(lexicon: Lexicon):
    for reference in lexicon.references.values():
        assert reference.title
        assert reference.year
        assert reference.status == "recalled" or reference.url.startswith("http"), reference.key


def test_every_choice_has_an_alternative_that_takes_no_side(lexicon: Lexicon):
    for choice_set in lexicon.choice_sets.values():
        roles = [variant.role for variant in choice_set.variants]
        assert set(roles) & {"neutral", "unmarked"}, choice_set.name
        assert choice_set.question, choice_set.name
        if choice_set.kind == "modifier":
            assert roles.count("unmarked") == 1, choice_set.name
            assert choice_set.heads, choice_set.name


def _key(term: Term) -> str:
    return " ".join(fold(term.text, case=term.case).text.split())


def test_no_term_stands_twice_in_a_choice_set(lexicon: Lexicon):
    for choice_set in lexicon.choice_sets.values():
        for part in ("terms", "after"):
            keys = [_key(term) for variant in choice_set.variants for term in getattr(variant, part)]
            assert sorted({key for key in keys if keys.count(key) > 1}) == [], choice_set.name


def test_an_exclusion_contains_what_it_excludes(lexicon: Lexicon):
    heads = [term for choice_set in lexicon.choice_sets.values() for term in choice_set.heads]
    sharing: dict[tuple[str, ...], list[str]] = {}
    for term in [*lexicon.terms, *heads]:
        sharing.setdefault(term.unless, []).append(" ".join(fold(term.text).text.split()).strip("*"))
    for phrases, words in sharing.items():
        for phrase in phrases:
            shown = " ".join(fold(phrase).text.split())
            assert any(word in shown for word in words), (words, phrase)


def test_conflict_has_the_choice_sets_that_it_promises(conflict: Lexicon):
    assert {
        *("armed_actor", "armed_organisation", "terror_label", "the_dead", "acts_of_force", "manner_of_death"),
        *("territory_west_bank", "territory_status", "national_army", "government", "settlement", "settler", "barrier"),
        *("captive", "protest", "health_authority"),
    } <= set(conflict.choice_sets)
    assert len(conflict.terms) >= 300
    assert conflict.choice_sets["the_dead"].opportunity.opens == "victim"
    assert conflict.choice_sets["acts_of_force"].referent_role == "actor_victim"


def _types(lexicon: Lexicon) -> dict[str, set[str]]:
    types: dict[str, set[str]] = defaultdict(set)
    for group in lexicon.groups.values():
        types[group.party].add(group.actor_type)
    return types


def test_conflict_has_groups_of_many_conflicts_with_at_least_two_parties_each(conflict: Lexicon):
    parties: dict[str, set[str]] = defaultdict(set)
    for group in conflict.groups.values():
        parties[group.conflict].add(group.party)
    assert sum(len(found) >= 2 for found in parties.values()) >= 9
    assert {
        *("israel-palestine", "russia-ukraine", "kashmir", "northern-ireland", "turkey-pkk", "sudan", "myanmar"),
        *("tigray", "syria", "yemen", "karabakh"),
    } <= set(parties)


@pytest.mark.parametrize(
    ("one", "other", "only_one"),
    [
        ("israeli", "palestinian", {"army"}),  # Palestinians have no army, in this lexicon as in fact
        ("russian", "ukrainian", set()),
        ("indian", "pakistani", set()),
        ("turkish", "kurdish", set()),
        ("unionist", "nationalist", set()),
        ("armenian", "azerbaijani", set()),
        ("british", "irish", set()),
    ],
)
def test_the_parties_of_a_conflict_have_the_same_kinds_of_groups(conflict: Lexicon, one, other, only_one):
    types = _types(conflict)
    assert types[one] ^ types[other] == only_one


def test_a_name_denotes_groups_of_one_party(conflict: Lexicon):
    parties: dict[str, set[str]] = defaultdict(set)
    for group in conflict.groups.values():
        for name in (*group.names, *group.demonyms, *group.places):
            parties[name].add(group.party)
    assert {name: sorted(found) for name, found in parties.items() if len(found) > 1} == {}


def _features(name: str, sentences: list[str]) -> list[set[str]]:
    corpus = pd.DataFrame({"article_id": [str(n) for n in range(len(sentences))], "text": sentences})
    profiles = fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon(name)), fr.AgencyDetector()])
    found: list[set[str]] = [set() for _ in sentences]
    for article, feature in zip(profiles.mentions["article_id"], profiles.mentions["feature"], strict=True):
        found[int(article)].add(feature)
    return found


# Constructed sentences: what each must yield, and what it must not.
SENTENCES: dict[str, list[tuple[str, set[str], set[str]]]] = {
    "conflict": [
        (
            "The raid left nine dead in the occupied West Bank.",
            {"acts_of_force.raid", "territory_status.occupied", "territory_west_bank.west_bank"},
            {"territory_status.bare"},
        ),
        (
            "Talks were held in the West Bank on Monday.",
            {"territory_status.bare", "territory_west_bank.west_bank"},
            {"territory_status.occupied", "territory_status.controlled"},
        ),
        ("It is territory occupied by the Israeli army.", {"territory_status.occupied"}, {"territory_status.bare"}),
        ("Two drivers were hurt on a road in Judea and Samaria.", {"territory_west_bank.judea_and_samaria"}, set()),
        ("The army arrested members of the terror group at dawn.", {"armed_organisation.terror_group"}, set()),
        (
            "Officials listed thirty instances of terror and a rise in terrorist attacks.",
            {"terror_label.terror", "acts_of_force.attack"},
            {"armed_actor.terrorist"},
        ),
        ("They end all talks with the occupation government.", {"government.occupation_government"}, set()),
        (
            "Israeli troops killed 8 terrorists.",
            {"the_dead.terrorists", "armed_actor.terrorist", "manner_of_death.killed"},
            {"the_dead.soldiers"},
        ),
        ("Nine Palestinians were killed.", {"the_dead.demonym"}, {"the_dead.people"}),
        ("Israeli forces killed a Palestinian near the camp.", {"the_dead.demonym"}, set()),
        (
            "Israeli forces killed a Palestinian teenager near the camp.",
            {"the_dead.children_women"},
            {"the_dead.demonym"},
        ),
        ("The terrorists spoke to reporters.", {"armed_actor.terrorist"}, {"the_dead.terrorists"}),
        ("The ministry spoke of a massacre and a slaughter.", {"acts_of_force.massacre"}, set()),
        ("He called it a premeditated crime.", {"acts_of_force.atrocity"}, set()),
        ("The Gaza health ministry gave the toll.", {"health_authority.place"}, {"territory_status.bare"}),
        ("The Hamas-run health ministry gave the toll.", {"health_authority.run_by_armed_group"}, set()),
        ("The health ministry gave the toll.", {"health_authority.bare"}, set()),
        ("Villagers in Indian-administered Kashmir fled.", {"territory_kashmir_indian.administered"}, set()),
        ("Villagers in Indian-occupied Kashmir fled.", {"territory_kashmir_indian.indian_occupied"}, set()),
        ("The apartheid wall cuts through the orchard.", {"barrier.apartheid_wall"}, set()),
        ("The security fence cuts through the orchard.", {"barrier.security_fence"}, set()),
        ("The separation barrier cuts through the orchard.", {"barrier.barrier"}, set()),
        ("Settlements that are illegal under international law grew.", {"settlement_legality.illegal"}, set()),
        ("Families of the hostages waited.", {"captive.hostage"}, set()),
        ("Turkey said that 12 PKK fighters were neutralised.", {"manner_of_death.eliminated"}, set()),
        ("Mr Ito, a nurse by occupation, votes in Gaza.", set(), {"rule_over_territory.occupation"}),
        ("He survived a heart operation in an army hospital.", set(), {"acts_of_force.operation"}),
        ("The doctors of Gaza went on a general strike.", set(), {"acts_of_force.strike"}),
        ("A fire fighter watched a fighter jet over Gaza.", set(), {"armed_actor.fighter"}),
        ("The tax regime changed.", set(), {"government.regime"}),
        ("They struck a peace settlement over the Golan.", set(), {"settlement.settlement"}),
        ("The heart attack killed the old soldier.", set(), {"acts_of_force.attack", "terror_label.attack"}),
        ("The candidate attacked the budget.", set(), {"acts_of_force.attack"}),
        ("Non-combatants left the town.", set(), {"armed_actor.combatant"}),
        ("She is afraid of dogs.", set(), {"acts_of_force.raid"}),
        ("The committee killed the bill.", set(), {"manner_of_death.killed"}),
        ("The noise died down.", set(), {"manner_of_death.died"}),
    ],
    "evidentiality": [
        ("The minister said that it was over.", {"reporting_verb.neutral"}, {"reporting_verb.doubting"}),
        ("The minister claimed that it was over.", {"reporting_verb.doubting"}, {"reporting_verb.neutral"}),
        ("The minister admitted that it was over.", {"reporting_verb.endorsing"}, set()),
        ("The flood claimed the lives of six people.", set(), {"reporting_verb.doubting"}),
        ("Two men were admitted to hospital.", set(), {"reporting_verb.endorsing"}),
        ("The figure could not be independently verified.", {"verification/not_verified"}, set()),
        ("State-run television showed the scene.", {"source_label.state_run"}, {"source_label.bare"}),
        ("The so-called deal reportedly failed.", {"alleged", "hearsay"}, set()),
        ("The mayor may have left in May.", {"hedges"}, set()),
        ("An official spoke on condition of anonymity.", {"unnamed_sources"}, set()),
        ("Clearly the plan works.", {"boosters"}, set()),
        ("Nine men, said to have fled, are believed to be alive.", {"hearsay"}, set()),
        ("There was no evidence for the claim.", {"claim_nouns"}, {"reporting_verb.doubting"}),
        ("She denied the insurance claim.", set(), {"claim_nouns", "reporting_verb.doubting"}),
        ("The rebel-run Sanaa health ministry spoke.", {"source_label.run_by_party", "party_label"}, set()),
        ("The Sanaa area is rebel-held.", {"party_label"}, {"source_label.run_by_party"}),
        ("The Hamas-led raid came at dawn.", set(), {"party_label"}),
        ("Houthi authorities spoke.", {"party_as_office"}, {"party_label"}),
        ("A senior Houthi official spoke.", set(), {"party_as_office"}),
    ],
    "immigration": [
        ("Police held twelve illegal immigrants.", {"migrant.immigrant", "migrant_status.illegal"}, set()),
        ("Police held twelve undocumented immigrants.", {"migrant_status.undocumented"}, {"migrant_status.bare"}),
        ("Police helped twelve immigrants.", {"migrant_status.bare", "migrant.immigrant"}, set()),
        ("Town halls fear a wave of migrants.", {"arrival.water"}, set()),
        ("A heat wave hit the coast.", set(), {"arrival.water"}),
        ("Illegals cross at night.", {"migrant.alien"}, set()),
        ("Asylum seekers and refugees waited.", {"migrant.asylum_seeker", "migrant.refugee"}, set()),
        ("The court stopped the deportations.", {"removal.deportation"}, set()),
        ("Amnesty International wrote about the border.", set(), {"legalisation.amnesty"}),
        ("The bill offers a path to citizenship.", {"legalisation.path"}, {"legalisation.amnesty"}),
        ("Snow removal on the border road is late.", set(), {"removal.return"}),
    ],
    "protest_and_policing": [
        ("Riots broke out downtown.", {"gathering.riot"}, {"gathering.protest"}),
        ("Riot police stood by.", {"police.law_enforcement"}, {"gathering.riot"}),
        ("A peaceful protest passed the square.", {"gathering.peaceful_protest", "protest_quality.peaceful"}, set()),
        ("The protest turned violent.", {"gathering.protest", "protest_quality.violent"}, {"protest_quality.bare"}),
        ("The protest passed the square.", {"protest_quality.bare"}, set()),
        ("It was an officer-involved shooting.", {"police_killing.officer_involved"}, set()),
        ("Officers fired tear gas at the marchers.", {"police_action.fired", "participant.protester"}, set()),
        ("The force used less-lethal rounds.", {"police_action.less_lethal"}, set()),
        ("They want to defund the police.", {"police_reform.defund"}, {"police.police"}),
        ("Police killed an unarmed man.", {"killed_person.unarmed"}, set()),
        ("She wrote a protest song.", set(), {"gathering.protest"}),
    ],
    "climate": [
        ("The climate crisis deepens.", {"phenomenon.crisis"}, {"phenomenon.change"}),
        ("Climate change and global warming are real.", {"phenomenon.change", "phenomenon.warming"}, set()),
        ("Climate deniers met climate sceptics.", {"doubter.denier", "doubter.sceptic"}, set()),
        ("The tar sands lie north of the city.", {"fuel_bitumen.tar_sands"}, {"fuel_bitumen.oil_sands"}),
        ("Voters dislike the carbon tax.", {"carbon_price.tax"}, {"carbon_price.price"}),
        ("The plan counts on clean energy.", {"energy_quality.clean"}, {"energy_quality.bare"}),
        ("The plan counts on renewable energy.", {"energy_quality.kind"}, set()),
        ("A flood of complaints arrived.", set(), {"disaster.event"}),
        ("Alarmists and activists alike spoke.", {"advocate.alarmist"}, set()),
    ],
    "generic_frames": [
        ("The tax would cost jobs.", {"policy_frames/economic", "news_frames/economic_consequences"}, set()),
        ("The court ruled that the statute stands.", {"policy_frames/legality"}, set()),
        ("Her mother wept.", {"news_frames/human_interest"}, set()),
        ("The minister is to blame.", {"news_frames/attribution_of_responsibility"}, set()),
        ("It is immoral and a sin.", {"policy_frames/morality", "news_frames/morality"}, set()),
        ("The rivals clashed over the map.", {"news_frames/conflict"}, set()),
    ],
}


@pytest.fixture(scope="module")
def found() -> dict[str, list[set[str]]]:
    return {name: _features(name, [sentence for sentence, _, _ in cases]) for name, cases in SENTENCES.items()}


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, cases in SENTENCES.items() for number in range(len(cases))]
)
def test_constructed_sentences_give_the_features_they_should(found: dict[str, list[set[str]]], name: str, number: int):
    sentence, wanted, unwanted = SENTENCES[name][number]
    features = found[name][number]
    assert wanted <= features, (sentence, features)
    assert not unwanted & features, (sentence, features)


TEMPLATES = {
    "{0} troops killed eight {1} terrorists.": {"armed_actor.terrorist", "the_dead.terrorists"},
    "{0} troops killed eight {1} militants.": {"armed_actor.militant", "the_dead.fighters"},
    "{0} troops killed eight {1} freedom fighters.": {"armed_actor.resistance_fighter", "the_dead.fighters"},
    "{0} troops killed eight {1} children.": {"the_dead.children_women"},
    "They blamed the {0} occupation forces.": {"national_army.occupation_forces"},
    "They blamed the {0} regime.": {"government.regime"},
    "They called the {0} attack a massacre.": {"acts_of_force.massacre", "acts_of_force.attack"},
    "They called the {0} attack an act of terror.": {"terror_label.terror", "terror_label.attack"},
    "The {0} army spoke of retaliation.": {"acts_of_force.self_defence"},
    "The {0} army spoke of an act of aggression.": {"acts_of_force.aggression"},
}
PARTIES = [
    *("Israeli", "Palestinian", "Russian", "Ukrainian", "Indian", "Pakistani", "Turkish", "Kurdish", "Ethiopian"),
    *("Armenian", "Azerbaijani", "Syrian", "Saudi", "Sudanese", "British"),
]


def test_every_loaded_name_is_there_for_every_party():
    pairs = list(itertools.pairwise([*PARTIES, PARTIES[0]]))
    sentences = [template.format(one, other) for template in TEMPLATES for one, other in pairs]
    wanted = [features for features in TEMPLATES.values() for _ in pairs]
    for sentence, features, needed in zip(sentences, _features("conflict", sentences), wanted, strict=True):
        assert needed <= features, (sentence, features)


@pytest.mark.parametrize("name", NAMES)
def test_the_labels_of_hits_hold_offsets_and_known_features_only(name: str):
    path = Path(__file__).parents[2] / "benchmarks" / "lexicons" / "labels" / f"{name}.csv"
    labels = pd.read_csv(path)
    assert list(labels.columns) == ["draw", "dataset", "article_id", "start", "end", "feature", "right"]
    assert len(labels) == 200
    assert set(labels["right"]) <= {0, 1}
    assert set(labels["feature"]) <= set(fr.load_lexicon(name).features)
    assert (labels["end"] > labels["start"]).all()
