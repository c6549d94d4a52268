"""What two real articles must show; they lie beside the project where they may be used, and are never copied into it.

Constructed twins of every trap are in ``corpora/demo`` and in the tests of the rooms, which always run.
"""

from pathlib import Path

import pytest

import framing as fr

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the two real articles are not beside the project")

WIN, RFI = "world_israel_news", "rfi"


@pytest.fixture(scope="module")
def profiles():
    articles = [fr.read_article(SEEDS / f"{name}.txt") for name in (WIN, RFI)]
    return fr.profile(articles, [fr.LexiconDetector(fr.load_lexicon("conflict")), fr.AgencyDetector()])


@pytest.fixture(scope="module")
def contrast():
    return fr.contrast(SEEDS / f"{WIN}.txt", SEEDS / f"{RFI}.txt")


def rows(table, article, text=None, **conditions):
    found = table[table["article_id"] == article]
    if text is not None:
        found = found[found["text"].str.casefold() == text.casefold()]
    for name, value in conditions.items():
        found = found[found[name] == value]
    return found


def voice_at(profiles, article, phrase, nth=0):
    text = profiles.text(article)
    start = -1
    for _ in range(nth + 1):
        start = text.index(phrase, start + 1)
    segments = profiles.voices[profiles.voices["article_id"] == article]
    row = segments[(segments["start"] <= start) & (start < segments["end"])].iloc[0]
    attributions = profiles.attributions[profiles.attributions["article_id"] == article]
    source = attributions[attributions["attribution_id"] == row["attribution_id"]]["source"]
    return row["voice"], (source.iloc[0] if len(source) else None)


def zone_of(profiles, article, phrase, nth=0):
    text = profiles.text(article)
    start = -1
    for _ in range(nth + 1):
        start = text.index(phrase, start + 1)
    zones = profiles.zones[profiles.zones["article_id"] == article]
    return zones[(zones["start"] <= start) & (start < zones["end"])].iloc[0]["zone"]


class TestWorldIsraelNews:
    def test_terrorists_in_the_headline_are_its_own(self, profiles):
        headline = rows(profiles.mentions, WIN, "terrorists", zone="headline")
        assert set(headline["voice"]) == {"own"}
        assert set(headline["feature"]) == {"armed_actor.terrorist", "the_dead.terrorists"}

    def test_the_raid_kills(self, profiles):
        event = rows(profiles.events, WIN, "IDF raid in Jenin kills 8 terrorists").iloc[0]
        assert event["construction"] == "event_subject"
        assert event["agent"] == "IDF raid"
        assert event["agent_scope"] == "event_modifier"
        assert event["agent_group"] == "israeli_army"

    def test_massacre_is_the_authoritys(self, profiles):
        mention = rows(profiles.mentions, WIN, "massacre").iloc[0]
        assert mention["voice"] == "direct"
        assert "Palestinian Authority" in mention["source"]

    def test_occupation_is_abu_rudainehs_in_both_quotations(self, profiles):
        mentions = rows(profiles.mentions, WIN, "occupation government")
        assert mentions["voice"].tolist() == ["direct", "direct"]
        assert all("Abu Rudaineh" in source for source in mentions["source"])
        assert mentions["zone"].tolist() == ["standfirst", "body"]
        assert mentions["duplicate_of"].isna().tolist() == [True, False]

    def test_nine_palestinians_were_killed(self, profiles):
        event = rows(profiles.events, WIN, trigger="killed", construction="passive_agentless").iloc[0]
        assert event["victim"] == "nine Palestinians"
        assert event["agent_scope"] != "none"

    def test_who_identified_them_stays_unnamed(self, profiles):
        assert voice_at(profiles, WIN, "terrorists", 1) == ("indirect", "unnamed")

    def test_slaughter_is_abbass(self, profiles):
        mention = rows(profiles.mentions, WIN, "slaughter").iloc[0]
        assert (mention["voice"], mention["source"]) == ("direct", "Abbas")

    def test_judea_and_samaria_is_its_own(self, profiles):
        mentions = rows(profiles.mentions, WIN, "Judea and Samaria", choice_set="territory_west_bank")
        assert mentions["voice"].tolist() == ["own"] * 3

    def test_the_related_link_counts_nowhere(self, profiles):
        assert zone_of(profiles, WIN, "IDF eliminates") == "promo"
        assert profiles.counts().loc[WIN, "manner_of_death.eliminated"] == 0
        promo = rows(profiles.mentions, WIN, zone="promo")
        assert len(promo) > 0

    def test_the_so_called_deal_is_in_scare_quotes(self, profiles):
        assert voice_at(profiles, WIN, "Deal of the Century")[0] == "scare"

    def test_leafs_quotations(self, profiles):
        for phrase in ("the right step to take", "Far from stepping back"):
            voice, source = voice_at(profiles, WIN, phrase)
            assert voice == "direct"
            assert "Barbara Leaf" in source

    def test_the_byline(self, profiles):
        assert zone_of(profiles, WIN, "By World Israel News Staff") == "byline"

    def test_the_planned_bombing_is_its_own_claim(self, profiles):
        assert voice_at(profiles, WIN, "bombing attack")[0] == "own"
        assert voice_at(profiles, WIN, "terror activity")[0] == "own"
        assert voice_at(profiles, WIN, "IDF raid, which")[0] == "own"


class TestRfi:
    def test_deadly_raid_is_its_own(self, profiles):
        assert voice_at(profiles, RFI, "Deadly raid") == ("own", None)
        assert rows(profiles.events, RFI, "Deadly raid").iloc[0]["construction"] == "adjectival"

    def test_zones(self, profiles):
        for phrase, zone in [
            ("Clashes erupted", "caption"),
            ("AP - Majdi", "caption"),
            ("Text by", "byline"),
            ("2 mins", "boilerplate"),
            ("Read more", "promo"),
            ("► To read also", "promo"),
            ("Receive all", "boilerplate"),
            ("I subscribe", "boilerplate"),
            ("Follow all", "boilerplate"),
            ("• Palestinian territories", "boilerplate"),
            ("• Israel\n", "boilerplate"),
            ("• Israelo", "boilerplate"),
        ]:
            assert zone_of(profiles, RFI, phrase) == zone, phrase

    def test_occupied_west_bank_is_its_own(self, profiles):
        mentions = rows(profiles.mentions, RFI, "occupied", choice_set="territory_status")
        assert mentions[mentions["zone"] == "lead"]["voice"].tolist() == ["own"]

    def test_the_block_quotation_that_lost_its_mark(self, profiles):
        for phrase in ("In light of the repeated", "occupation government"):
            voice, source = voice_at(profiles, RFI, phrase)
            assert voice == "direct"
            assert "official" in source
        assert zone_of(profiles, RFI, "In light of the repeated") == "body"

    def test_the_operation_is_the_armys_word(self, profiles):
        mention = rows(profiles.mentions, RFI, "operation").iloc[0]
        assert mention["voice"] == "direct"
        assert "Israeli army" in mention["source"]

    def test_a_massacre_is_the_authoritys(self, profiles):
        mention = rows(profiles.mentions, RFI, "massacre").iloc[0]
        assert mention["voice"] == "direct"
        assert "Palestinian Authority" in mention["source"]

    def test_quotations_that_never_close_end_before_the_boilerplate(self, profiles):
        for phrase in ("very important that", "the urgent need"):
            assert voice_at(profiles, RFI, phrase)[0] == "direct"
        assert voice_at(profiles, RFI, "The head of American")[0] != "direct"
        assert voice_at(profiles, RFI, "Receive all")[0] == "own"
        assert voice_at(profiles, RFI, "I subscribe")[0] == "own"

    def test_the_planned_attack_is_gallants(self, profiles):
        voice, source = voice_at(profiles, RFI, "an attack in Israel")
        assert voice == "indirect"
        assert "Gallant" in source

    def test_territory_occupied_by_the_army_is_a_modifier_and_no_event(self, profiles):
        mention = rows(profiles.mentions, RFI, "occupied by").iloc[0]
        assert mention["feature"] == "territory_status.occupied"
        assert len(rows(profiles.events, RFI, trigger="occupied")) == 0

    def test_the_bare_west_bank_is_unmarked(self, profiles):
        bare = rows(profiles.mentions, RFI, "West Bank", choice_set="territory_status")
        assert set(bare["feature"]) == {"territory_status.bare"}
        assert len(bare) == 2

    def test_the_claim_on_the_territory_is_its_own(self, profiles):
        assert voice_at(profiles, RFI, "Palestinian territory occupied")[0] == "own"
        assert voice_at(profiles, RFI, "nine Palestinians this Thursday")[0] == "own"


class TestContrast:
    def test_territory_and_status_differ_in_own_voice(self, profiles):
        shares = profiles.shares("territory_west_bank", voice="own").set_index(["article_id", "variant"])["share"]
        assert shares[WIN, "judea_and_samaria"] == 1
        assert shares[RFI, "judea_and_samaria"] == 0
        status = profiles.counts(voice="own")
        assert status.loc[RFI, "territory_status.occupied"] >= 1
        assert status.loc[WIN, "territory_status.occupied"] == 0

    def test_massacre_is_in_neither_own_voice(self, profiles):
        assert (profiles.counts(voice="own")["acts_of_force.massacre"] == 0).all()
        assert (profiles.counts(voice="direct")["acts_of_force.massacre"] > 0).all()

    def test_eight_terrorists_stand_against_nine_palestinians(self, profiles):
        shares = profiles.shares("the_dead", voice="own").set_index(["article_id", "variant"])["hits"]
        assert shares[WIN, "terrorists"] >= 1
        assert shares[RFI, "terrorists"] == 0
        assert shares[RFI, "demonym"] >= 3

    def test_the_planned_attack_is_own_voice_in_one_and_attributed_in_the_other(self, profiles):
        assert voice_at(profiles, WIN, "planned large-scale")[0] == "own"
        assert voice_at(profiles, RFI, "planning an attack")[0] == "indirect"

    def test_agency_tables_differ(self, profiles):
        kinds = profiles.events[profiles.events["zone"] == "headline"].groupby("article_id")["construction"].agg(list)
        assert kinds[WIN] == ["event_subject"]
        assert kinds[RFI] == ["adjectival"]

    def test_totals_equal_the_sums_of_mentions(self, profiles, contrast):
        counted = profiles.counts().sum(axis=1)
        for side, article in (("a", WIN), ("b", RFI)):
            kept = contrast.mentions[(contrast.mentions["side"] == side) & contrast.mentions["duplicate_of"].isna()]
            proper = kept["zone"].isin(["headline", "standfirst", "caption", "lead", "body", "crosshead"])
            assert counted[article] == proper.sum()
