"""Whom a source means: invented articles whose readers cannot be in doubt, and some whose readers are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.document import annotate
from framing.document.first_names import MEN, WOMEN
from framing.document.naming import Names, gender_of_role
from framing.document.resolving import Resolver


def resolved(text: str, phrase: str) -> str | None:
    document = annotate(text)
    attribution = document.attribution(document.voice_at(text.index(phrase)).attribution)
    assert attribution is not None
    return attribution.source_resolved


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        # Gender: the other of two people.
        ("Ann Lee met Paul Orr. She said that it rained.", "it rained", "Ann Lee"),
        ("Ann Lee met Paul Orr. He said that it rained.", "it rained", "Paul Orr"),
        # A title tells the gender of a name that no list has.
        ("Mr. Zzyx and Ann Lee came late. He said that it rained.", "it rained", "Zzyx"),
        # Who spoke last.
        ("Paul Orr saw Tom Birk. “It is late,” Birk said. “It rained,” he added.", "It rained", "Tom Birk"),
        # A clause before the name.
        ("It was late. When he left, Paul Orr said that it rained.", "it rained", "Paul Orr"),
        # An owner, where the sentence has no other subject.
        ("Paul Orr's luck is out, he said.", "luck", "Paul Orr"),
        # A surname stands for the full name, and a title chooses between two who share it.
        ("Ann Lee and Paul Orr met.\n\nOrr said that it rained.", "it rained", "Paul Orr"),
        ("Ann Orr and Paul Orr met.\n\nMr. Orr said that it rained.", "it rained", "Paul Orr"),
        ("Ann Orr and Paul Orr met.\n\nMrs. Orr said that it rained.", "it rained", "Ann Orr"),
        # Roles.
        ("Mayor Ann Lee met Paul Orr.\n\nThe mayor said that it rained.", "it rained", "Ann Lee"),
        ("Ann Lee, the mayor of Corrin, met Paul Orr.\n\nThe mayor said that it rained.", "it rained", "Ann Lee"),
        ("The mayor, Ann Lee, met Paul Orr.\n\nThe mayor said that it rained.", "it rained", "Ann Lee"),
        (
            "Former mayor Paul Orr met Mayor Ann Lee.\n\nThe mayor said that it rained.",
            "it rained",
            "Ann Lee",
        ),
        (
            "Democratic nominee Ann Lee met Republican nominee Paul Orr.\n\nThe Republican nominee said it rained.",
            "it rained",
            "Paul Orr",
        ),
        # Bodies.
        (
            "The Corrin Port Authority met on Monday.\n\nThe authority said that it rained.",
            "it rained",
            "Corrin Port Authority",
        ),
        ("Velora, a shipping company, met Ann Lee.\n\nThe company said that it rained.", "it rained", "Velora"),
        (
            "Corrin’s health ministry met on Monday.\n\nThe ministry said that it rained.",
            "it rained",
            "Corrin’s health ministry",
        ),
    ],
)
def test_the_name_that_the_text_settles(text, phrase, name):
    assert resolved(text, phrase) == name


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        # Two of one gender, neither of them the subject.
        ("The book names Tom Birk, Paul Orr and others. He said that it rained.", "it rained"),
        # They, and descriptions of several people.
        ("Ann Lee met Paul Orr. They said that it rained.", "it rained"),
        ("Ann Lee met Paul Orr. The mayors said that it rained.", "it rained"),
        # A speaker without a name stands between.
        ("Tom Birk left. “It is late,” the man said. “It rained,” he added.", "It rained"),
        # Two who share a surname, named equally often.
        ("Ann Orr met Paul Orr.\n\nOrr said that it rained.", "it rained"),
        # Two mayors, both long ago.
        (
            "Mayor Ann Lee met Mayor Paul Orr.\n\nIt was late. It was cold. The ferry left. The rain fell. The lights "
            "went out.\n\nThe mayor said that it rained.",
            "it rained",
        ),
        ("The North Authority met the South Authority.\n\nThe authority said that it rained.", "it rained"),
        # Another office is not the office.
        ("Vice president Paul Orr spoke.\n\nThe president said that it rained.", "it rained"),
        # Nobody named.
        ("The storm was long. She said that it rained.", "it rained"),
    ],
)
def test_nobody_is_guessed_where_two_compete(text, phrase):
    assert resolved(text, phrase) is None


def test_names_within_quotations_are_no_candidates():
    text = "Ann Lee spoke. “I saw Mary Dole,” she said. “It rained,” she added."
    assert resolved(text, "It rained") == "Ann Lee"


def test_no_first_name_serves_both():
    assert not MEN & WOMEN


def test_full_names_and_genders():
    names = Names("Nadine Kray met Mr. Zzyx. Kray left. Dr. Ottilo Zzyx stayed.")
    assert names.full("Kray", 30) == "Nadine Kray"
    assert names.gender("Nadine Kray") == "f"
    assert names.gender("Ottilo Zzyx") == "m"
    assert names.full("Nobody", 30) is None
    assert [gender_of_role(noun) for noun in ("spokeswoman", "chairman", "businessman", "mayor")] == ["f", "", "m", ""]


@given(st.text(alphabet="Ann Lee,.“” he said\n", max_size=200), st.integers(0, 200))
def test_any_text_and_place_are_taken(text, place):
    place = min(place, len(text))
    kind, name = Resolver(text, annotate(text).sentences, []).see("he", place)
    assert kind == "pronoun"
    assert name is None or name in text
