"""Passives of any verb, on sentences written for this test."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.detectors.agency import find_passives
from framing.detectors.agency.inflection import IRREGULAR, forms
from framing.document.model import Span


def found(text):
    frame = find_passives(text, [Span(0, len(text))])
    return [
        (row.trigger, row.aux if isinstance(row.aux, str) else None, row.agent if isinstance(row.agent, str) else None)
        for row in frame.itertuples()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge was built in 1901.", [("built", "was", None)]),
        ("The bridge was built by a firm.", [("built", "was", "a firm")]),
        ("It has never been properly explained.", [("explained", "been", None)]),
        ("He got hit by a tram.", [("hit", "got", "a tram")]),
        ("The law is being rewritten by clerks.", [("rewritten", "being", "clerks")]),
        ("A song written by a monk won.", [("written", None, "a monk")]),
        ("Was the letter sent?", [("sent", "Was", None)]),
        ("The plan was, however, dropped.", [("dropped", "was", None)]),
        ("Both were seen and filmed.", [("seen", "were", None)]),
        ("They weren't invited.", [("invited", "were", None)]),
        ("She was worried.", []),
        ("She was worried by the noise.", [("worried", "was", "the noise")]),
        ("He was told a joke by a friend.", [("told", "was", "a friend")]),
        ("She stopped by the shop.", []),
        ("The firm built a bridge.", []),
        ("They have built a bridge.", []),
        ("The army is strong.", []),
        ("Prices were cut by nine percent.", [("cut", "were", None)]),
        ("The mail was sent by accident.", [("sent", "was", None)]),
        ("The fence was painted by Friday.", [("painted", "was", None)]),
        ("", []),
    ],
)
def test_passives(text, expected):
    assert found(text) == expected


def test_columns_and_spans():
    text = "Rain fell. The old bridge was slowly repaired by two masons from Kessen."
    frame = find_passives(text, [Span(0, 10), Span(11, len(text))])
    (row,) = frame.to_dict("records")
    assert row["text"] == "was slowly repaired by two masons from Kessen" == text[row["start"] : row["end"]]
    assert row["sentence"] == 1
    assert text[row["agent_start"] : row["agent_end"]] == row["agent"] == "two masons from Kessen"
    assert text[row["trigger_start"] : row["trigger_end"]] == "repaired"
    assert row["form"] == "be"


def test_sentences_are_found_where_none_are_given():
    frame = find_passives("The bridge was built. The road was closed.")
    assert frame["trigger"].tolist() == ["built", "closed"]
    assert frame["sentence"].tolist() == [0, 1]


def test_no_passive_gives_an_empty_frame_with_columns():
    frame = find_passives("Rain fell.")
    assert len(frame) == 0
    assert {"start", "end", "text", "sentence", "trigger", "agent", "aux", "form"} <= set(frame.columns)


def test_a_long_sentence_is_read_in_parts_and_misses_nothing():
    text = "the gate was opened by a guard and " * 300
    assert len(found(text)) == 300


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_text(noise):
    text = f"{noise} was built by {noise}"
    for row in find_passives(text, [Span(0, len(text))]).itertuples():
        assert text[row.start : row.end] == row.text
        assert text[row.trigger_start : row.trigger_end] == row.trigger


@pytest.mark.parametrize(
    ("base", "third", "past", "participle", "gerund"),
    [
        ("kill", "kills", "killed", "killed", "killing"),
        ("bury", "buries", "buried", "buried", "burying"),
        ("slay", "slays", "slew", "slain", "slaying"),
        ("stab+", "stabs", "stabbed", "stabbed", "stabbing"),
        ("free", "frees", "freed", "freed", "freeing"),
        ("crush", "crushes", "crushed", "crushed", "crushing"),
        ("take", "takes", "took", "taken", "taking"),
    ],
)
def test_forms(base, third, past, participle, gerund):
    assert forms(base) == (base.rstrip("+"), third, past, participle, gerund)


def test_the_irregular_table_has_whole_entries():
    assert all(len(entry) == 2 and all(entry) for entry in IRREGULAR.values())
    assert IRREGULAR["cut"] == ("cut", "cut")
    assert IRREGULAR["write"] == ("wrote", "written")
