"""A contrast of two pages: every number against what can be counted by eye, and the whole way from files."""

import json
import math

import pandas as pd
import pytest
from hand_made import TEXTS, lexicon, profiles

import framing as fr
from framing.comparison.alignment import SIMILAR
from framing.comparison.contrast import Contrast, contrast
from framing.comparison.evidence import phrase, snippet
from framing.corpus import article_from_text
from framing.errors import DataError, FramingError, ReadError, SettingError


@pytest.fixture(scope="module")
def by_hand():
    return Contrast.from_profiles(profiles(), "post", "herald")


def row(table, **values):
    for column, value in values.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


# Post: terrorist own 1, indirect 1 (promo left out); fighter direct 1; gunman own 1.
# Herald: terrorist direct 1; fighter own 1; gunman uncertain 1.
@pytest.mark.parametrize(
    ("variant", "side", "own", "outlet", "all_voices"),
    [
        ("terrorist", "a", (1, 2), (2, 3), (2, 4)),
        ("fighter", "a", (0, 2), (0, 3), (1, 4)),
        ("gunman", "a", (1, 2), (1, 3), (1, 4)),
        ("terrorist", "b", (0, 1), (0, 1), (1, 3)),
        ("fighter", "b", (1, 1), (1, 1), (1, 3)),
        ("gunman", "b", (0, 1), (0, 1), (1, 3)),
    ],
)
def test_shares_are_hits_among_opportunities(by_hand, variant, side, own, outlet, all_voices):
    found = row(by_hand.shares, choice_set="armed", variant=variant, side=side)
    for base, (hits, opportunities) in (("own", own), ("outlet", outlet), ("all", all_voices)):
        assert (found[f"{base}_hits"], found[f"{base}_opportunities"]) == (hits, opportunities)
        assert found[f"{base}_share"] == hits / opportunities


def test_bounds_count_all_or_none_of_the_uncertain(by_hand):
    gunman = row(by_hand.shares, choice_set="armed", variant="gunman", side="b")
    fighter = row(by_hand.shares, choice_set="armed", variant="fighter", side="b")
    # One fighter in own voice, one gunman that may be: it is none of one, or one of two.
    assert (gunman["own_low"], gunman["own_high"]) == (0, 1 / 2)
    assert (fighter["own_low"], fighter["own_high"]) == (1 / 2, 1)
    certain = by_hand.shares[(by_hand.shares["choice_set"] == "armed") & (by_hand.shares["side"] == "a")]
    assert (certain["own_low"] == certain["own_share"]).all()
    assert (certain["own_high"] == certain["own_share"]).all()
    assert gunman["uncertain_hits"] == 1


def test_no_opportunity_is_not_a_share_of_zero(by_hand):
    place = row(by_hand.shares, choice_set="place", side="a")
    assert place["own_hits"] == 0
    assert math.isnan(place["own_share"])
    assert math.isnan(row(by_hand.distances, choice_set="place")["own"])


def test_distances_are_of_the_shares(by_hand):
    distance = row(by_hand.distances, choice_set="armed")
    assert distance["own"] == 1.0  # (terrorist 1/2, gunman 1/2) against (fighter 1)
    # All voices: (1/2, 1/4, 1/4) against (1/3, 1/3, 1/3), written out.
    p, q = [1 / 2, 1 / 4, 1 / 4], [1 / 3] * 3
    m = [(x + y) / 2 for x, y in zip(p, q, strict=True)]
    kl = [sum(x * math.log2(x / z) for x, z in zip(side, m, strict=True)) for side in (p, q)]
    assert distance["all"] == pytest.approx(math.sqrt(sum(kl) / 2))


def test_categories_per_thousand_words_of_the_same_voice(by_hand):
    hedges = row(by_hand.categories, category="hedges", side="b")
    assert (hedges["own_hits"], hedges["own_rate"]) == (1, 1000 / 24)
    assert hedges["all_rate"] == 1000 / 30
    assert row(by_hand.categories, category="hedges", side="a")["own_rate"] == 0


def test_voice_split(by_hand):
    assert row(by_hand.words, voice="indirect", side="a")["share"] == 7 / 20
    assert row(by_hand.words, voice="direct", side="b")["words"] == 6


def test_agency_counts_constructions_and_omitted_agents(by_hand):
    found = row(by_hand.agency, aspect="construction", value="event_subject", side="a")
    assert (found["events"], found["own_events"], found["total"]) == (2, 1, 2)
    assert row(by_hand.agency, aspect="class", value="active", side="a")["events"] == 2
    assert row(by_hand.agency, aspect="agent_scope", value="none", side="b")["agent_omitted"] == 1
    assert row(by_hand.agency, aspect="agent_group", value="army", side="a")["label"] == "The army"
    assert row(by_hand.agency, aspect="agent_group", value="unknown", side="b")["events"] == 1


def test_agents_as_they_are_named(by_hand):
    agents = by_hand.agents[by_hand.agents["side"] == "a"]
    assert sorted(agents["agent"]) == ["Raid", "The raid"]
    nobody = by_hand.agents[by_hand.agents["side"] == "b"].iloc[0]
    assert (nobody["agent_scope"], nobody["events"]) == ("none", 1)
    assert pd.isna(nobody["agent"])


def test_sources_stand_under_the_name_they_resolve_to(by_hand):
    mayor = row(by_hand.sources, side="b", source="the mayor")
    assert (mayor["n_words"], mayor["direct_words"], mayor["claims"]) == (4, 4, 1)
    assert mayor["cues"] == [{"cue": "claimed", "cue_class": "doubting", "n": 1}]
    assert by_hand.sources[by_hand.sources["side"] == "a"]["source"].tolist() == ["the mayor", "Lena Moss"]


def test_words_printed_twice_count_once_for_their_source():
    tables = profiles()
    again = tables.attributions.iloc[[1]].assign(attribution_id=7, text="“They were FIGHTERS”")
    tables.attributions = pd.concat([tables.attributions, again], ignore_index=True)
    found = Contrast.from_profiles(tables, "post", "herald").sources
    assert row(found, side="a", source="Lena Moss")["n_words"] == 3


def test_what_only_one_mentions_leaves_out_promo_lines(by_hand):
    only = {(r["side"], r["kind"], r["text"]) for r in by_hand.only.to_dict("records")}
    assert only == {
        ("a", "number", "two"),
        ("a", "name", "Lena Moss"),
        ("b", "number", "Nine"),
        ("b", "name", "Old Mill"),
    }
    for found in by_hand.only.to_dict("records"):
        assert by_hand.texts[found["side"]][found["start"] : found["end"]] == found["text"]


def test_sentences_cover_the_article_and_say_which_stand_alone(by_hand):
    texts = by_hand.closest.groupby("side")["text"].apply(list)
    assert "Read Terrorists held at the port" not in texts["a"]
    assert "The gunmen fled." in texts["a"]
    assert (by_hand.closest["alone"] == (by_hand.closest["similarity"] < SIMILAR)).all()


def test_warnings_name_what_makes_the_pair_uneven(by_hand):
    assert [warning.split(" differs")[0] for warning in by_hand.warnings] == ["The genre", "The wire source"]
    assert all("The Post" in warning and "The Herald" in warning for warning in by_hand.warnings)


def uneven(**columns):
    tables = profiles()
    tables.articles = tables.articles.assign(genre="news", wire_source=None, **columns)
    return Contrast.from_profiles(tables, "post", "herald").warnings


def test_translation_dates_and_shared_wire_copy_are_told():
    assert uneven() == ()
    (told,) = uneven(translated_from=[None, "fr"])
    assert "none known" in told
    assert "translat" in told
    (told,) = uneven(published=pd.to_datetime(["2023-01-01", "2023-02-01"], utc=True))
    assert "31 days apart" in told
    tables = profiles()
    tables.articles = tables.articles.assign(genre=[None, "news"], wire_source="Corvina")
    (told,) = Contrast.from_profiles(tables, "post", "herald").warnings
    assert told.startswith("Both carry copy of Corvina")


def test_swapping_the_articles_swaps_the_sides(by_hand):
    back = Contrast.from_profiles(profiles(), "herald", "post")
    assert back.names == by_hand.names[::-1]
    swapped = back.shares.assign(side=back.shares["side"].map({"a": "b", "b": "a"}))
    keys = ["choice_set", "variant", "side"]
    pd.testing.assert_frame_equal(
        swapped.sort_values(keys).reset_index(drop=True), by_hand.shares.sort_values(keys).reset_index(drop=True)
    )
    assert back.distances["own"].tolist() == pytest.approx(by_hand.distances["own"].tolist(), nan_ok=True)


def test_text_shows_each_number_with_its_places(by_hand):
    text = by_hand.to_text(width=100)
    assert str(by_hand) == text
    text = " ".join(text.split())
    assert "Raid kills two [terrorists]" in text
    assert "quotation of Lena Moss, lead: …" in text
    assert "“They were [fighters],” said Lena Moss." in text
    assert "quotation of the mayor (doubting cue)" in text
    assert "In neither article: The place." in text
    assert "between 0 % and 50 %" in text
    assert "held at the port" not in text


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_text_keeps_its_width(by_hand, width):
    assert max(map(len, by_hand.to_text(width=width).splitlines())) <= width


def test_text_refuses_what_it_cannot_do(by_hand):
    with pytest.raises(SettingError, match="width 20"):
        by_hand.to_text(width=20)
    with pytest.raises(SettingError, match="evidence -1"):
        by_hand.to_text(evidence=-1)


def test_fewer_places_are_announced(by_hand):
    assert "… and 1 more" in by_hand.to_text(evidence=1)


def test_no_outlet_is_called_anything(by_hand):
    told = by_hand.to_text().lower()
    assert not [word for word in ("bias", "slant", "propaganda", "one-sided", "significan") if word in told]


def test_findings_put_loaded_names_first(by_hand):
    first = by_hand.findings()[0]
    assert first.topic == "Armed people"
    assert first.a == "“terrorists” 1 of 2 and “gunmen” 1 of 2"
    assert first.b == "“fighter” 1 of 1"
    moved = next(one for one in by_hand.findings() if one.topic == "“terrorists”")
    assert (moved.a, moved.b) == ("1 in own voice and 1 in paraphrase (the mayor)", "1 in quotation (the mayor)")


def test_dict_is_json_without_texts(by_hand):
    plain = by_hand.to_dict()
    written = json.dumps(plain, allow_nan=False)
    assert TEXTS["post"] not in written
    assert plain["articles"]["a"]["outlet"] == "The Post"
    place = [one for one in plain["shares"] if one["choice_set"] == "place"]
    assert [one["own_share"] for one in place] == [None, None]
    assert len(plain["mentions"]) == len(by_hand.mentions)


def test_snippets_stay_in_their_part_of_the_page(by_hand):
    start = by_hand.texts["a"].index("terrorists")
    shown = snippet(by_hand, "a", start, start + len("terrorists"), 80)
    assert (shown.before, shown.hit, shown.after) == ("Raid kills two ", "terrorists", "")
    start = by_hand.texts["a"].index("gunmen")
    cut = snippet(by_hand, "a", start, start + 6, 30)
    assert cut.before.startswith("…")
    assert phrase(by_hand, "a", start, start + 6) == "gunmen fled"


def test_notebook_view_is_escaped(by_hand):
    tables = profiles()
    tables.articles = tables.articles.assign(outlet=["<script>x</script>", "B"])
    drawn = Contrast.from_profiles(tables, "post", "herald")._repr_html_()
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "The Post" in by_hand._repr_html_()


def test_errors_say_what_to_do():
    tables = profiles()
    with pytest.raises(DataError, match="no article 'x'"):
        Contrast.from_profiles(tables, "post", "x")
    tables.texts = None
    with pytest.raises(DataError, match="texts"):
        Contrast.from_profiles(tables, "post", "herald")
    tables = profiles()
    tables.articles.loc[1, "problem"] = "the text is empty"
    with pytest.raises(DataError, match="'herald' cannot be contrasted: the text is empty"):
        Contrast.from_profiles(tables, "post", "herald")


# From here on the whole way: reading, scanning, measuring.


@pytest.fixture(scope="module")
def read():
    return contrast(
        article_from_text(TEXTS["post"], article_id="post", outlet="The Post"),
        article_from_text(TEXTS["herald"], article_id="herald", outlet="The Herald"),
        lexicon=lexicon(),
    )


def test_totals_equal_the_sums_of_their_mentions(read):
    counted = read.mentions[
        read.mentions["duplicate_of"].isna() & ~read.mentions["zone"].isin(["promo", "boilerplate"])
    ]
    for (side, variant), rows in counted[counted["choice_set"] == "armed"].groupby(["side", "variant"]):
        found = row(read.shares, choice_set="armed", side=side, variant=variant)
        assert found["all_hits"] == len(rows)
        assert found["own_hits"] == (rows["voice"] == "own").sum()
    assert read.shares["all_hits"].sum() == counted["choice_set"].notna().sum()
    assert (read.words.groupby("side")["words"].sum() == read.articles["n_words"]).all()


def test_the_numbers_are_those_of_profiles(read):
    articles = [
        article_from_text(TEXTS["post"], article_id="post"),
        article_from_text(TEXTS["herald"], article_id="herald"),
    ]
    measured = fr.profile(articles, [fr.LexiconDetector(lexicon()), fr.AgencyDetector()], progress=False)
    for base, chosen in (("own", {"voice": "own"}), ("outlet", {"wording": "outlet"}), ("all", {})):
        table = measured.shares("armed", **chosen)
        for name, side in (("post", "a"), ("herald", "b")):
            for shared in table[table["article_id"] == name].to_dict("records"):
                mine = row(read.shares, choice_set="armed", side=side, variant=shared["variant"])
                assert mine[f"{base}_hits"] == shared["hits"]
                assert mine[f"{base}_opportunities"] == shared["opportunities"]


def test_promo_lines_are_evidence_but_count_nowhere(read):
    promo = read.mentions[read.mentions["zone"] == "promo"]
    assert promo["text"].tolist() == ["Terrorists"]
    assert row(read.shares, choice_set="armed", side="a", variant="terrorist")["all_hits"] == 2


def test_any_kind_of_article_is_taken(tmp_path):
    file = tmp_path / "post.txt"
    file.write_text(TEXTS["post"], encoding="utf-8")
    frame = fr.as_corpus([{"article_id": "h", "text": TEXTS["herald"]}])
    given = [str(file), file, TEXTS["post"], article_from_text(TEXTS["post"]), {"text": TEXTS["post"]}]
    hits = []
    for one, other in zip(given, [frame, frame.iloc[0]] * 3, strict=False):
        hits.append(contrast(one, other, lexicon=lexicon()).shares["all_hits"].tolist())
    assert all(one == hits[0] for one in hits)
    assert sum(hits[0]) > 0


def test_one_article_twice_is_two_sides(tmp_path):
    file = tmp_path / "post.txt"
    file.write_text(TEXTS["post"], encoding="utf-8")
    found = contrast(file, file, lexicon=lexicon())
    assert found.names == ("post (a)", "post (b)")
    assert found.distances["all"].dropna().tolist() == [0.0]
    assert found.only.empty
    assert not found.closest["alone"].any()


@pytest.mark.parametrize(
    ("given", "kind", "says"),
    [
        ("no_such_file.txt", ReadError, "no_such_file.txt"),
        (3, SettingError, "int"),
        ("   \n ", DataError, "empty"),
        (pd.DataFrame({"text": ["x", "y"]}), SettingError, "2 rows"),
    ],
)
def test_bad_articles_get_one_line(given, kind, says):
    with pytest.raises(kind, match=says) as caught:
        contrast(given, "A raid.", lexicon=lexicon())
    assert isinstance(caught.value, FramingError)
    assert "\n" not in str(caught.value)


def test_a_lexicon_by_file_and_detectors_instead(tmp_path):
    with pytest.raises(FramingError, match="absent"):
        contrast("A raid.", "A raid.", lexicon=tmp_path / "absent.yaml")
    found = contrast("A raid.", "A raid.", detectors=[])
    assert found.shares.empty
    assert found.mentions.empty
    assert "Two articles side by side" in found.to_text()


def test_texts_of_any_script():
    found = contrast("غارة على المدينة قتلت تسعة. قال الجيش.", "袭击造成九人死亡。", lexicon=lexicon())
    assert found.articles["n_words"].gt(0).all()
    assert found.to_text()


def test_a_contrast_exports_its_findings_and_all_its_tables(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    found = contrast("Raid kills two terrorists.", "=SUM(1) Two Palestinians were killed in a raid, he said.")
    assert list(found.table.columns) == ["group", "topic", "Article A", "Article B"]
    assert len(found.table) == len(found.findings()) > 0
    assert "A description of two texts: nothing in it is tested." in found.to_markdown()
    assert found.to_latex().count("tabular") == 2
    found.to_excel(tmp_path / "contrast.xlsx")
    book = openpyxl.load_workbook(tmp_path / "contrast.xlsx")
    assert {"findings", "articles", "shares", "agency", "mentions", "notes"} <= set(book.sheetnames)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_source_without_a_name_is_called_by_the_one_that_the_text_settles():
    first = "A town mourns\n\nMayor Ann Lee spoke on Monday. “It was a massacre,” she said. “We will rebuild.”"
    found = fr.contrast(first, "A raid in a town\n\nSoldiers raided a town on Monday and left at noon.")
    [told] = [one for one in found.findings() if "massacre" in one.topic]
    assert told.a == "1 in quotation (Ann Lee)"
    assert told.b == "none"
