"""Cutting a text at the edges of overlapping marks."""

from hypothesis import given
from hypothesis import strategies as st

from framing.report.marks import Mark, Passage, cut_blocks


def mark(key, start, end, number=1, voice="own", kind="mention"):
    return Mark(key, start, end, kind, number, voice, "marked", key, (), True)


def segments(blocks):
    return [segment for block in blocks for paragraph in block.paragraphs for segment in paragraph.segments]


def whole(blocks):
    return "".join(
        "".join(segment.text for segment in paragraph.segments) + paragraph.space
        for block in blocks
        for paragraph in block.paragraphs
    )


def test_nested_and_overlapping_marks_keep_all_that_covers_a_segment():
    #       occupied West Bank: status 0-8, territory 9-18, an event over 4-18
    text = "occupied West Bank"
    marks = [mark("status", 0, 8), mark("place", 9, 18, 2, "direct"), mark("act", 4, 18, 0, kind="event")]
    cut = segments(cut_blocks(text, [], [], marks))
    assert [(s.text, [m.key for m in s.marks]) for s in cut] == [
        ("occu", ["status"]),
        ("pied", ["status", "act"]),
        (" ", ["act"]),
        ("West Bank", ["place", "act"]),
    ]
    assert [[m.key for m in s.begins] for s in cut] == [["status"], ["act"], [], ["place"]]
    assert [[m.key for m in s.ends] for s in cut] == [[], ["status"], [], ["place", "act"]]
    assert [s.tag for s in cut] == ["", "1", "", "2❞"]
    assert cut[1].classes == "s v-own m c0 mv-own r-marked e eb"


def test_the_shortest_mention_gives_the_look():
    cut = segments(cut_blocks("terror group", [], [], [mark("long", 0, 12, 3), mark("short", 0, 6, 4)]))
    assert [[m.key for m in s.marks] for s in cut] == [["short", "long"], ["long"]]


def test_zones_and_paragraphs():
    text = "Head\n\nOne.\n\n \nTwo.\n"
    blocks = cut_blocks(text, [(0, 6, "headline", "first", True), (6, len(text), "body", "rest", True)], [], [])
    assert [block.zone for block in blocks] == ["headline", "body"]
    assert [[s.text for s in p.segments] for p in blocks[1].paragraphs] == [["One."], ["Two."]]
    assert whole(blocks) == text


def test_a_mark_over_two_paragraphs_is_seen_in_both():
    text = "They\n\nfled"
    cut = segments(cut_blocks(text, [], [Passage(0, 4, "direct")], [mark("m", 0, len(text))]))
    assert [(s.text, s.voice, [m.key for m in s.marks], len(s.begins), len(s.ends)) for s in cut] == [
        ("They", "direct", ["m"], 1, 0),
        ("fled", "own", ["m"], 0, 1),
    ]


def test_impossible_marks_are_left_out():
    cut = segments(cut_blocks("abc", [], [], [mark("a", 2, 2), mark("b", -1, 2), mark("c", 1, 9)]))
    assert [s.marks for s in cut] == [()]


spans = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.text(max_size=40), st.lists(spans, max_size=8), st.lists(spans, max_size=3), st.lists(spans, max_size=3))
def test_segments_are_the_text_whatever_stands_on_it(text, marked, zoned, voiced):
    marks = [mark(f"m{n}", start, end) for n, (start, end) in enumerate(marked)]
    zones = [(start, end, "body", "", True) for start, end in zoned]
    passages = [Passage(start, end, "direct") for start, end in voiced]
    blocks = cut_blocks(text, zones, passages, marks)
    assert whole(blocks) == text
    good = {m.key for m in marks if m.end <= len(text)}
    seen = {m.key for s in segments(blocks) for m in s.marks}
    # Marks that stand on white space alone have nothing to be shown on.
    assert seen <= good
    assert {m.key for m in marks if m.key in good and text[m.start : m.end].strip()} <= seen
