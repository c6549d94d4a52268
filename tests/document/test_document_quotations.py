"""Quotation marks: openers, closers, lost ones, and what is no quotation mark at all."""

import pytest

from framing.document import annotate


def quoted(text):
    document = annotate(text)
    return [text[q.start : q.end].strip() for q in document.quotations]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said: “We won.”", ["We won."]),
        ('He said: "We won."', ["We won."]),
        ("He said: ''We won.''", ["We won."]),
        ("He said: ‘We won.’", ["We won."]),
        ("Il a dit: «We won.»", ["We won."]),
        ("Er sagte: „We won.“", ["We won."]),
        ("He said: “They told me ‘go home’ twice.”", ["They told me ‘go home’ twice."]),
        ("The boys’ room and the girls’ room were shut.", []),
        ("Rock ’n’ roll of the ’90s isn’t dead, and it wasn't then.", []),
        ("‘The boys’ room is shut,’ she said.", ["The boys’ room is shut,"]),
        ("A 6\" pipe and a 6' wall.", []),
        ("“One,” he said. “Two.”", ["One,", "Two."]),
    ],
)
def test_marks(text, inside):
    assert quoted(text) == inside


def test_a_quotation_goes_on_in_paragraphs_that_reopen_it():
    text = "“We went in at dawn.\n\n“We left at noon.\n\n“Nobody saw us,” Captain Ann Lee said.\n\nIt rained."
    document = annotate(text)
    assert [text[q.start : q.end] for q in document.quotations] == [
        "We went in at dawn.",
        "We left at noon.",
        "Nobody saw us,",
    ]
    assert [q.closed for q in document.quotations] == [False, False, True]
    assert document.voice_at(text.index("We went")).voice == "direct"
    assert document.voice_at(text.index("We left")).voice == "direct"
    assert document.voice_at(text.index("It rained")).voice == "own"


def test_a_mark_at_the_end_of_a_paragraph_opens_the_next():
    text = 'The fleet said it carried out an "\n\n\nexercise" there on Monday with nine ships of the line.'
    document = annotate(text)
    assert [text[q.start : q.end] for q in document.quotations] == ["exercise"]
    assert document.voice_at(text.index("exercise")).voice == "direct"
    assert document.attribution(document.voice_at(text.index("exercise")).attribution).source == "The fleet"


def test_a_stray_closer_at_the_start_of_a_paragraph_has_lost_its_opener():
    text = (
        "Talks end in Lenz\n\nThe talks on the harbour ended without a result on Monday evening.\n\n"
        "We will not sit down again with a company that locks its gates at night\n\n"
        " ,” the dockers’ leader, Jon Reke, said in a statement.\n\nIt rained."
    )
    document = annotate(text)
    segment = document.voice_at(text.index("locks its gates"))
    assert segment.voice == "direct"
    assert "Jon Reke" in document.attribution(segment.attribution).source
    assert document.voice_at(text.index("The talks on")).voice == "own"
    assert document.voice_at(text.index("It rained")).voice == "own"


def test_a_quotation_that_never_closes_ends_before_the_boilerplate():
    text = (
        "Talks end in Lenz\n\nThe talks ended on Monday. The port said it regretted this, deeming it “ \n\n"
        "most important that all sides keep talking\n\n\nReceive all the news directly in your mailbox\n\nI subscribe\n"
    )
    document = annotate(text)
    assert document.voice_at(text.index("keep talking")).voice == "direct"
    assert document.voice_at(text.index("Receive all")).voice == "own"
    assert document.voice_at(text.index("I subscribe")).voice == "own"
    assert document.quotations[0].closed is False


def test_an_odd_mark_does_not_swallow_the_article():
    text = "He said “we won.\n\nThe mayor was in town on Monday.\n\nIt rained all day on Tuesday."
    document = annotate(text)
    assert document.voice_at(text.index("The mayor")).voice == "own"
    assert document.voice_at(text.index("It rained")).voice == "own"


def test_sentences_know_quotations_abbreviations_and_initials():
    text = (
        "Mr. J. R. Smith of the U.S. Army came at 5 p.m. on Monday. “Why now?” he asked. "
        "The St. Mary’s bell rang. No. 5 was shut. It was Jan. 3."
    )
    document = annotate(text)
    assert [text[a:b] for a, b in document.sentences] == [
        "Mr. J. R. Smith of the U.S. Army came at 5 p.m. on Monday.",
        "“Why now?” he asked.",
        "The St. Mary’s bell rang.",
        "No. 5 was shut.",
        "It was Jan. 3.",
    ]
