"""The detector as a detector: protocol, columns, zones, repeats, bad input, time."""

import copy
import pickle
import sys

import pytest
from agency_help import DETECTOR, LEXICON, SCANNER, document, events
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.detectors.agency import AGENT_SCOPES, CONSTRUCTIONS, EVENT_KINDS, EVENTS_SCHEMA, AgencyDetector
from framing.detectors.protocol import Batch, Detector
from framing.document import annotate
from framing.document.model import Document, Repeat, Zone
from framing.errors import SettingError
from framing.lexicon.events import EVENT_KINDS as LEXICON_KINDS
from framing.text import fold


def test_it_is_a_detector():
    assert isinstance(DETECTOR, Detector)
    assert DETECTOR.table == "events"
    assert DETECTOR.schema is EVENTS_SCHEMA
    assert EVENTS_SCHEMA.names[0] == "row"


def test_the_kinds_are_those_that_a_lexicon_may_name():
    assert EVENT_KINDS == LEXICON_KINDS


def test_kinds_narrow_what_is_found():
    text = "Police killed two men and arrested three."
    assert [row["kind"] for row in events(text)] == ["kill", "arrest"]
    assert [row["kind"] for row in events(text, AgencyDetector(LEXICON, kinds=["arrest"]))] == ["arrest"]


def test_an_unknown_kind_is_named():
    with pytest.raises(SettingError, match="'maim' is not known; possible: 'kill'"):
        AgencyDetector(kinds=["maim"])


def test_without_groups_their_columns_are_null():
    (row,) = events("The ADF killed two Belthians.", AgencyDetector())
    assert (row["agent"], row["agent_group"], row["victim_group"]) == ("The ADF", None, None)


def test_the_fingerprint_follows_kinds_and_lexicon():
    prints = {AgencyDetector().fingerprint, AgencyDetector(kinds=["kill"]).fingerprint, DETECTOR.fingerprint}
    assert len(prints) == 3
    assert AgencyDetector(LEXICON).fingerprint == DETECTOR.fingerprint


def test_copies_and_pickles_work_alike():
    text = "The ADF killed two Belthians."
    for other in (copy.deepcopy(DETECTOR), pickle.loads(pickle.dumps(DETECTOR))):
        assert events(text, other) == events(text)


def test_rows_carry_zone_voice_wording_and_source():
    text = "Nine killed\n\nThe ministry said that soldiers killed nine men. Two men died."
    read = annotate(text)
    rows = DETECTOR.detect(Batch([read], [SCANNER.scan(read.folded)["agency"]])).to_pylist()
    found = [(row["trigger"], row["zone"], row["voice"], row["wording"], row["source"]) for row in rows]
    assert found[0] == ("killed", "headline", "own", "outlet", None)
    assert found[1][2:] == ("indirect", "outlet", "The ministry")
    assert found[2][2:] == ("own", "outlet", None)


def test_a_promo_line_keeps_its_row_but_lends_no_agent():
    text = "Arvian raid kills two\n\nNine Belthians were killed."
    zones = [Zone(0, 23, "promo", "test"), Zone(23, len(text), "body", "test")]
    rows = events(text, zones=zones)
    assert [(row["zone"], row["agent_scope"]) for row in rows] == [("promo", "event_modifier"), ("body", "none")]


def test_a_repeated_stretch_points_to_its_first_occurrence():
    line = "Nine farmers were killed."
    text = f"{line} Rain fell. {line}"
    read = document(text)
    second = text.rindex("Nine")
    read = Document(
        read.folded,
        read.zones,
        read.sentences,
        voice_segments=read.voice_segments,
        repeats=[Repeat(second, len(text), 0)],
    )
    rows = DETECTOR.detect(Batch([read], [SCANNER.scan(read.folded)["agency"]])).to_pylist()
    assert [(row["start"], row["duplicate_of"]) for row in rows] == [(0, None), (second, 0)]


def test_batching_changes_nothing():
    texts = ["Nine farmers were killed.", "", "ADF raid kills two.", "Rain fell."]
    reads = [document(text) for text in texts]
    hits = [SCANNER.scan(read.folded)["agency"] for read in reads]
    together = DETECTOR.detect(Batch(reads, hits)).to_pylist()
    apart = []
    for number, (read, found) in enumerate(zip(reads, hits, strict=True)):
        apart += [row | {"row": number} for row in DETECTOR.detect(Batch([read], [found])).to_pylist()]
    assert together == apart
    assert [row["row"] for row in together] == [0, 2]


VOCABULARY = """the a nine army farmers killed kills killing was were been have by in of and , . who which that dead
left died deadly raid Arvian Belthians strike "said" lives claimed to death hostage took they
not shot — (
) ’s U.S. Oct. 7
murder's wounded for whom fled homes \u0130 \U0001f600 e\u0301 execution their"""
WORDS = st.sampled_from(VOCABULARY.split())


def check(text, rows):
    for row in rows:
        assert text[row["start"] : row["end"]] == row["text"]
        assert text[row["trigger_start"] : row["trigger_end"]] == row["trigger"] != ""
        assert row["start"] <= row["trigger_start"] < row["trigger_end"] <= row["end"]
        for part in ("agent", "victim"):
            if row[part] is None:
                assert row[f"{part}_start"] is None
            else:
                assert text[row[f"{part}_start"] : row[f"{part}_end"]] == row[part] != ""
        assert row["construction"] in CONSTRUCTIONS
        assert row["agent_scope"] in AGENT_SCOPES
        assert row["kind"] in EVENT_KINDS
        assert 0 < row["confidence"] <= 1


@settings(deadline=None, max_examples=80)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_any_order_of_words_gives_valid_rows(text):
    check(text, events(text))


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=120))
def test_any_text_gives_valid_rows(text):
    text = f"{text} killed {text[::-1]}"
    check(text, events(text))


@pytest.mark.parametrize(
    "unit",
    [
        "killed ",
        "the army killed nine men and ",
        "nine men were killed, ",
        "of the ",
        "killed by ",
        "(killed, ",
        "raid in which the ",
        "people killed in an Arvian strike on ",
        "his life ",
        "Nine men were killed. ",
    ],
)
def test_work_is_linear(unit):
    def calls(size):
        read = document("Men killed. " + unit * (size // len(unit)) + " killed")
        hits = SCANNER.scan(read.folded)["agency"]
        counted = 0

        def count(frame, event, argument):
            nonlocal counted
            counted += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            DETECTOR.detect(Batch([read], [hits]))
        finally:
            sys.setprofile(None)
        return counted

    calls(2_000)
    assert calls(20_000) < 6 * calls(5_000) + 2_000


def test_own_literals_are_findable():
    literals = DETECTOR.literals
    for number, literal in enumerate(literals):
        assert number in {hit.literal for hit in SCANNER.scan(fold(literal.text))["agency"]}, literal
