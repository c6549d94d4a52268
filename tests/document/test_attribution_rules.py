"""Rules of attribution, one constructed sentence each: what is content, and whose."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.document import annotate
from framing.document.chunks import BE, COMMA, LOWER, SUBORDINATOR, chunks_before, phrase_bits
from framing.document.subjects import subject_before


def claim(text, phrase):
    document = annotate(text)
    segment = document.voice_at(text.index(phrase))
    attribution = document.attribution(segment.attribution)
    return segment.voice, attribution.source if attribution is not None else None


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("The mayor said on Twitter that the gates were shut.", "the gates were shut", "The mayor"),
        ("Ann Lee said, among other things, that the bridge was safe.", "the bridge was safe", "Ann Lee"),
        ("Ann Lee wrote in her third book that the bridge was safe.", "the bridge was safe", "Ann Lee"),
        ("The ward was full to the doors, Mr. Lee said Tuesday in Velden.", "The ward was full", "Mr. Lee"),
        ("Nearly nine out of 10 say the harbour should stay open.", "the harbour should", "Nearly nine out of 10"),
        ("As another study from 2011 noted, the river was clean.", "the river was clean", "another study from 2011"),
        ("The union sees the new mayor as the enemy of the port.", "the enemy of", "The union"),
        ("A new poll shows the mayor in a dead heat with Ann Lee.", "the mayor in a dead", "A new poll"),
        ("While the ward is small, Mr. Lee said, “the doctors are good.”", "the ward is small", "Mr. Lee"),
        ("The army said it had not fired, but would open an inquiry.", "would open an inquiry", "The army"),
        ("The mayor says, win or lose tonight, he will stay in town.", "he will stay", "The mayor"),
        ("The bridge could fall within a year, say some engineers who built it.", "The bridge could", "some engineers"),
        (
            "Ann Lee of Corrin, North Velden says the bridge is safe.",
            "the bridge is",
            "Ann Lee of Corrin, North Velden",
        ),
        ("New Corrin (AFP) – Ann Lee left town on Monday, adding it was late.", "it was late", "Ann Lee"),
        ("When asked whom she would vote for, Ms. Lee smiled.", "whom she would", "unnamed"),
        ("The mayor accused the union of many crimes, including the fire in the yard.", "the fire in", "The mayor"),
    ],
)
def test_paraphrase(text, content, source):
    voice, found = claim(text, content)
    assert voice == "indirect"
    assert found.startswith(source)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The army said it had fired, but the yard was already empty by then.", "the yard was already"),
        ("The mayor advocates an early vote, and the advocates within the port like it.", "within the port"),
        ("The talks ended at nine, in the hall of the town that the mayor built.", "in the hall"),
    ],
)
def test_the_outlets_own_words(text, own):
    assert claim(text, own) == ("own", None)


def test_a_transcript_gives_every_sentence_of_a_paragraph_to_its_speaker():
    text = (
        "Talks on the harbour\n\nThe talks went on at night.\n\n"
        "HOLM: Well, the whole town needs to talk. It can start today.\n\nThe gates stayed shut."
    )
    assert claim(text, "the whole town") == ("indirect", "HOLM")
    assert claim(text, "It can start") == ("indirect", "HOLM")
    assert claim(text, "The gates") == ("own", None)


def test_a_headline_behind_the_name_of_a_person_is_that_persons():
    body = "\n\nThe talks in Velden went on at night, and nobody left the hall."
    assert claim("Samir Holm: Harbour Talks Will Go On All Night" + body, "Harbour Talks") == ("indirect", "Samir Holm")
    assert claim("The Harbour: Talks Will Go On All Night Here" + body, "Talks Will")[0] == "own"


def test_a_long_quotation_has_the_subject_of_the_verb_behind_it():
    text = "“We have had better nights than this one at sea,” Ann Lee sighed over her tea."
    assert claim(text, "better nights") == ("direct", "Ann Lee")


def test_a_quotation_of_its_own_has_the_speaker_whom_a_colon_introduces():
    text = "Samir Holm said he was tired.\n\nAnn Lee shrugged:\n\n“There is nothing left to say about it at all now.”"
    assert claim(text, "nothing left") == ("direct", "Ann Lee")


def test_what_is_quoted_was_said():
    (quoted,) = annotate("Voters see the mayor as “lost and weak” these days.").attributions
    (seen,) = annotate("Voters see the mayor as a lost and weak man these days.").attributions
    assert (quoted.kind, seen.kind) == ("speech", "thought")


def test_a_claim_found_behind_its_verb_is_not_found_again_behind_a_noun():
    (only,) = annotate("Ann Lee says in a statement that the race will now be long.").attributions
    assert (only.source, only.cue) == ("Ann Lee", "says")


@pytest.mark.parametrize(
    ("before", "subject"),
    [
        ("The gates stayed shut, but the old mayor ", "the old mayor"),
        ("The mayor of Corrin has never ", "The mayor of Corrin"),
        ("Ann Lee, a nurse from Velden, ", "Ann Lee, a nurse from Velden"),
        ("the dockers, who ", "who"),
        ("He left and ", None),
    ],
)
def test_the_subject_before_a_cue(before, subject):
    span = subject_before(before + "said", 0, len(before))
    assert (before[span.start : span.end] if span is not None else None) == subject


def test_what_a_chunk_is_depends_on_its_marks():
    assert phrase_bits("was ") & BE
    assert not phrase_bits("was, ") & BE
    assert phrase_bits("was, ") & COMMA
    assert phrase_bits("but ") & SUBORDINATOR
    assert not phrase_bits("But ") & (SUBORDINATOR | LOWER)


@given(st.lists(st.text("abcXY,.’“—", min_size=1, max_size=6), min_size=1, max_size=8), st.integers(1, 3))
def test_chunks_part_a_text_at_its_spaces(words, spaces):
    text = (" " * spaces).join(words)
    starts, bits = chunks_before(text, 0, len(text))
    assert [text[a:b].rstrip() for a, b in pairwise(starts)] == words
    assert bits == [phrase_bits(text[a:b]) for a, b in pairwise(starts)]
