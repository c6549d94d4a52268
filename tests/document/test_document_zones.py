"""Zones: what part of the page a block is, in layouts written for these tests."""

import pytest

from framing.document import PROPER_ZONES, annotate


def zone(document, phrase):
    start = document.text.index(phrase)
    return document.zone_at(start).kind


BROADCASTER = """Harbour strike enters second week: port authority calls in mediators

Dockers at the gate of the container terminal in Velden on Monday. Norden Press Agency - Ilse Maar

Text by: Jonas Reke Follow

3 mins

Published on 4 March, 18:20

Dockers in Velden voted on Monday to carry on their strike, and the port authority said it would bring in a mediator.

Read more

The vote was taken by a show of hands in a hall behind the terminal, in which some four hundred people had gathered.

► To read also: The harbour that never sleeps

Eight ships waiting

Eight ships lay at anchor outside the breakwater on Monday evening, twice as many as a week ago.

Receive all the international news directly in your mailbox

I subscribe

  • Velden

  • Strikes
"""

TABLOID = """Bus driver saves nine from burning coach on mountain road

He broke a window with his bare hands and went back twice

By Mara Holt, Staff Writer

12:04 GMT, 3 May

A bus driver pulled nine pensioners from a burning coach on the pass above Lenz on Saturday.

READ MORE: The ten most dangerous roads in the Alps

The coach had stopped with smoke coming from its engine, and the flames were at the doors within a minute.

RELATED STORIES

Coach firm fined over brakes

Pass closed after rockfall

The driver, Peter Anders, said that he had done nothing special, and that he would be back at work on Monday.

Share this article

Sign up for our newsletter
"""

WIRE = """Quake shakes island of Mareo, no damage reported

MAREO CITY, March 3 (Reuters) - A strong earthquake shook the island of Mareo on Tuesday but caused no damage.

The quake struck at a depth of forty kilometres, the geological service said.

(Reporting by Ann Lorne; Editing by Tom Birk)

Copyright 2024 Example Wire. All rights reserved.
"""


def test_broadcaster_page():
    document = annotate(BROADCASTER)
    expected = {
        "Harbour strike": "headline",
        "Dockers at the gate": "caption",
        "Norden Press Agency": "caption",
        "Text by": "byline",
        "3 mins": "boilerplate",
        "Published on": "dateline",
        "Dockers in Velden voted": "lead",
        "Read more": "promo",
        "The vote was taken": "body",
        "► To read also": "promo",
        "Eight ships waiting": "crosshead",
        "Eight ships lay": "body",
        "Receive all": "boilerplate",
        "I subscribe": "boilerplate",
        "• Velden": "boilerplate",
        "• Strikes": "boilerplate",
    }
    assert {phrase: zone(document, phrase) for phrase in expected} == expected


def test_tabloid_page():
    document = annotate(TABLOID)
    expected = {
        "Bus driver saves": "headline",
        "He broke a window": "standfirst",
        "By Mara Holt": "byline",
        "12:04 GMT": "dateline",
        "A bus driver pulled": "lead",
        "READ MORE": "promo",
        "The coach had stopped": "body",
        "RELATED STORIES": "promo",
        "Coach firm fined": "promo",
        "Pass closed": "promo",
        "The driver, Peter": "body",
        "Share this": "boilerplate",
        "Sign up": "boilerplate",
    }
    assert {phrase: zone(document, phrase) for phrase in expected} == expected


def test_wire_page():
    document = annotate(WIRE)
    expected = {
        "Quake shakes": "headline",
        "MAREO CITY": "dateline",
        "A strong earthquake": "lead",
        "The quake struck": "body",
        "(Reporting by": "boilerplate",
        "Copyright": "boilerplate",
    }
    assert {phrase: zone(document, phrase) for phrase in expected} == expected


@pytest.mark.parametrize(
    "line",
    [
        "Read\u00a0 Army arrests three wanted men in night raid",
        "READ MORE: The long road to the border",
        "► To read also: The long road to the border",
        "RELATED: The long road to the border",
        "Also read: The long road to the border",
        "CLICK HERE to see the pictures",
        "More on this story",
        "Watch: The moment the bridge fell",
    ],
)
def test_promotion_inside_the_body_is_not_the_article(line):
    text = (
        "Bridge falls in Lenz\n\nThe old bridge of Lenz fell into the river on Monday morning.\n\n"
        f"{line}\n\nNobody was on it when it fell, the fire brigade said on Monday evening.\n"
    )
    document = annotate(text)
    assert zone(document, line) == "promo"
    assert zone(document, "Nobody was") == "body"
    assert zone(document, "Bridge falls") == "headline"


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our daily briefing",
        "Subscribe to our newsletter",
        "Share this article",
        "2 mins",
        "5 min read",
        "Tags: bridges, Lenz",
        "Follow us on Twitter",
        "© 2024 The Lenz Courier",
        "All rights reserved.",
        "The Associated Press contributed to this report.",
        "(Reporting by Ann Lorne; Editing by Tom Birk)",
        "Advertisement",
        "Download the app",
        ">",
    ],
)
def test_boilerplate_lines(line):
    document = annotate(
        f"Bridge falls in Lenz\n\nThe old bridge of Lenz fell into the river on Monday morning.\n\n{line}\n"
    )
    assert zone(document, line) == "boilerplate"
    assert zone(document, line) not in PROPER_ZONES


def test_a_sentence_alone_is_the_lead_and_a_line_alone_the_headline():
    assert annotate("The bridge fell on Monday.").zones[0].kind == "lead"
    assert annotate("Bridge falls in Lenz").zones[0].kind == "headline"


def test_a_first_sentence_is_no_headline_unless_it_is_given_as_one():
    text = "The bridge fell on Monday.\n\nNobody was on it when it fell, the fire brigade said."
    assert [zone.kind for zone in annotate(text).zones] == ["lead", "body"]
    given = annotate(text, headline="The bridge fell on Monday")
    assert [zone.kind for zone in given.zones] == ["headline", "lead"]


def test_a_headline_with_a_full_stop_in_title_case():
    document = annotate("Old Bridge Falls Into River.\n\nThe old bridge of Lenz fell into the river on Monday.")
    assert document.zones[0].kind == "headline"


def test_hard_wrapped_paragraphs_are_one_block():
    text = (
        "The old bridge of Lenz fell into the river on Monday morning, two\n"
        "days after an engineer had warned the town council that its piers\n"
        "could not bear another flood. Nobody was hurt.\n"
    )
    document = annotate(text)
    assert len(document.zones) == 1
    assert len(document.sentences) == 2


def test_zones_cover_the_text_and_name_their_rule():
    for text in (BROADCASTER, TABLOID, WIRE):
        document = annotate(text)
        assert document.zones[0].start == 0
        assert document.zones[-1].end == len(text)
        for before, after in zip(document.zones, document.zones[1:], strict=False):
            assert before.end == after.start
        assert all(zone.rule for zone in document.zones)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u00a0\t"])
def test_nothing_to_read(text):
    document = annotate(text)
    assert document.text == text
    assert not document.sentences
    assert not document.attributions
    assert document.word_counts() == {}


def kinds(text):
    return [(zone.kind, text[zone.start : zone.end].strip()) for zone in annotate(text).zones]


STORY = "The bridge over the Lind was closed on Monday after a lorry hit a pillar.\n\nPolice said nobody was hurt."


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (
            "ANALYSIS\n\nWhy the bridge fell silent",
            [("boilerplate", "ANALYSIS"), ("headline", "Why the bridge fell silent")],
        ),
        ("Watch: Lorry hits bridge", [("headline", "Watch: Lorry hits bridge")]),
        (
            "Lorry hits bridge\n\nAda Holm and Ben Rask",
            [("headline", "Lorry hits bridge"), ("byline", "Ada Holm and Ben Rask")],
        ),
        (
            "Lorry hits bridge\n\nAda Holm in Lindby",
            [("headline", "Lorry hits bridge"), ("byline", "Ada Holm in Lindby")],
        ),
        (
            "Lorry hits bridge\n\nAda Holm, science desk",
            [("headline", "Lorry hits bridge"), ("byline", "Ada Holm, science desk")],
        ),
        (
            "Lorry hits bridge\n\nThe pillar at noon. Ida Lund",
            [("headline", "Lorry hits bridge"), ("caption", "The pillar at noon. Ida Lund")],
        ),
        (
            "Lorry hits bridge\n\nKey points\n- One pillar is cracked",
            [
                ("headline", "Lorry hits bridge"),
                ("standfirst", "Key points"),
                ("standfirst", "- One pillar is cracked"),
            ],
        ),
    ],
)
def test_the_head_of_a_page(above, expected):
    assert kinds(f"{above}\n\n{STORY}")[:-2] == expected


@pytest.mark.parametrize(
    "note",
    [
        "Ada Holm is a lecturer in engineering.",
        "This interview has been edited for length.",
        "Do you have a view? Send a letter.",
        "The data behind this article can be downloaded.",
        "Write to bridges@paper.example about it.",
    ],
)
def test_notes_at_the_end_are_no_part_of_the_article(note):
    assert kinds(f"Lorry hits bridge\n\nBy Ada Holm\n\n{STORY}\n\n{note}")[-1] == ("boilerplate", note)


def test_a_sentence_on_somebody_who_is_not_the_author_stays():
    text = f"Lorry hits bridge\n\nBy Ada Holm\n\n{STORY}\n\nMira Lund is a driver."
    assert kinds(text)[-1] == ("body", "Mira Lund is a driver.")


def test_questions_of_an_interview_are_headings_and_a_lone_question_is_not():
    talk = "What fell?\n\nOne stone fell into the water that day.\n\nWho saw it?\n\nNobody saw it, as far as we know."
    found = kinds(f"Lorry hits bridge\n\n{STORY}\n\n{talk}")
    assert [text for kind, text in found if kind == "crosshead"] == ["What fell?", "Who saw it?"]
    lone = kinds(
        f"Lorry hits bridge\n\n{STORY}\n\nBut why did it take so long?\n\nNobody knows that yet, as far as we know."
    )
    assert ("body", "But why did it take so long?") in lone


def test_a_pull_quote_is_body_with_the_name_beneath_and_a_quoted_heading_is_none():
    pull = kinds(
        f"Lorry hits bridge\n\n{STORY}\n\n“It shook like a leaf”\n\nMira Lund, driver\n\nShe had stopped in time."
    )
    assert pull[-3:-1] == [("body", "“It shook like a leaf”"), ("body", "Mira Lund, driver")]
    heading = kinds(
        f"Lorry hits bridge\n\n{STORY}\n\n‘It shook like a leaf’\n\nMira Lund had stopped in time, she said."
    )
    assert ("crosshead", "‘It shook like a leaf’") in heading
