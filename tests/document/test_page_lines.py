"""Furniture of a page: lines that their words give away, mastheads, galleries, transcripts, mails, database fields."""

from __future__ import annotations

import pytest

from framing.document import annotate
from framing.document.layout import Block
from framing.document.page_lines import counter_line, credit_alone, heads_page, is_navigation, page_line


def kinds(*lines: str) -> list[str]:
    text = "\n\n".join(lines)
    document = annotate(text)
    return [document.zone_at(text.index(line)).kind for line in lines]


STORY = (
    "The bridge at Lenz was closed on Monday after a crack was found, the road office said.",
    "Nobody was hurt, and the office hopes to open it again within a week.",
)


@pytest.mark.parametrize(
    "line",
    [
        "We value your privacy",
        "Reject all",
        "You have 2 free articles left this month",
        "Already have an account? Log in",
        "Story continues below advertisement",
        "Leave a Reply",
        "Are you in Lenz? Share your experiences by emailing us at desk@courier.example",
        "A correction was made on 3 May: An earlier version of this article misstated the day.",
        "This live blog is now closed",
        "(MORE)",
        "Become a member",
        "The Courier is not responsible for the content of external sites.",
    ],
)
def test_furniture_is_boilerplate_wherever_it_stands(line):
    assert page_line(line, Block(0, len(line))) == ("boilerplate", "page_line")
    assert kinds("Bridge at Lenz closed", STORY[0], line, STORY[1]) == ["headline", "lead", "boilerplate", "body"]


@pytest.mark.parametrize(
    "line", ["Most read in News", "People are also reading…", "More in Opinion", "Swipe up for next story: Old mill"]
)
def test_pointers_elsewhere_are_promo(line):
    assert kinds("Bridge at Lenz closed", STORY[0], line, STORY[1])[2] == "promo"


@pytest.mark.parametrize(
    "line",
    [
        "We have seen nothing like it, the mayor of Lenz said of the crack.",
        "Paid for by the county, the bridge had been built in nine months.",
        "“This ad will cost him the office,” a rival of the mayor said.",
        "When we crossed the bridge on Sunday, it was quiet.",
        "The mayor is not responsible for bridges, his office said.",
        "You have to see the crack to believe it, he said.",
    ],
)
def test_prose_with_the_same_first_words_stays_in_the_body(line):
    assert kinds("Bridge at Lenz closed", STORY[0], line, STORY[1]) == ["headline", "lead", "body", "body"]


def test_menu_and_paper_stand_above_the_headline():
    lines = ("Lenz Courier", "Subscribe", "Obituaries", "Bridge at Lenz closed after crack", *STORY)
    assert kinds(*lines) == ["boilerplate"] * 3 + ["headline", "lead", "body"]
    blog = ("The Bridge Walker", "notes on stone and water", "Home About Contact")
    assert [is_navigation(line, Block(0, len(line))) for line in blog] == [False, False, True]
    assert heads_page(blog[2], Block(0, len(blog[2])))


def test_a_list_of_links_is_promo_to_its_end():
    lines = ("Bridge at Lenz closed", *STORY, "More in News", "Goat in pharmacy", "Did the owl leave?", "Trams late")
    assert kinds(*lines)[3:] == ["promo"] * 4


def test_a_gallery_is_captions():
    lines = ("In pictures: The bridge", "1 of 2", "A diver under the arch", "2 of 2", "The arch at noon", STORY[0])
    assert kinds(*lines) == ["headline", *["caption"] * 4, "lead"]
    assert counter_line("2 of 5", Block(0, 6))
    assert not counter_line("9 of them", Block(0, 9))


def test_a_credit_makes_the_line_before_it_a_caption():
    lines = ("Bridge at Lenz closed", STORY[0], "A diver under the arch", "Ann Lee/Nordwire", STORY[1])
    assert kinds(*lines) == ["headline", "lead", "caption", "caption", "body"]
    assert credit_alone("Ann Lee for KPR", Block(0, 15))


def test_speakers_of_a_transcript_are_no_datelines():
    lines = ("Who looks at bridges?", "DIRK ORL, HOST:", "The bridge was closed on Monday. Welcome, Ms Lee.")
    lines += ("ANN LEE: Thank you for having me.", "(SOUNDBITE OF WATER)", "ORL: What did you see?", "LEE: A crack.")
    assert kinds(*lines) == ["headline", "byline", "lead", "body", "body", "body", "body"]


def test_marks_of_a_forwarded_mail_are_looked_through():
    text = "\n".join(
        (
            "> From: Lenz Courier <news@courier.example>",
            "> Bridge at Lenz closed",
            "> By Ann Lee",
            f"> {STORY[0]}",
            f"> {STORY[1]}",
        )
    )
    document = annotate(text)
    places = ("From:", "Bridge at Lenz closed", "By Ann", "The bridge at", "Nobody")
    assert [document.zone_at(text.index(place)).kind for place in places] == [
        *("boilerplate", "headline", "byline", "lead", "body")
    ]


def test_what_follows_the_end_of_a_release_is_no_article():
    lines = ("Alliance asks for an inventory", *STORY, "###", "About the Alliance", "The Alliance has nine members.")
    assert kinds(*lines)[3:] == ["boilerplate"] * 3


def test_fields_of_a_database():
    text = (
        "SE News\nHD Bridge closed\nBY By Ann Lee\nWC 90 words\nPD 3 May 2025\nSN Courier\nLA English\nLP\n" + STORY[0]
    )
    document = annotate(text)
    assert document.zone_at(text.index("Bridge closed")).kind == "headline"
    assert document.zone_at(text.index("WC")).kind == "boilerplate"
    assert document.zone_at(text.index("PD")).kind == "dateline"
    assert document.zone_at(text.index("The bridge")).kind == "lead"


def test_numbered_lists_in_an_article_stay_in_it():
    lines = ("Five bridges", STORY[0], "1. The one at Lenz", "2. The one at Orl", "3. The old one", STORY[1])
    assert "promo" not in kinds(*lines)
