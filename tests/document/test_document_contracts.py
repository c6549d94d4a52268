"""What holds for every text: offsets, cover, order, time."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.document import VOICES, ZONES, annotate, read, reading_literals
from framing.document.tables import ATTRIBUTIONS_SCHEMA, attribution_rows
from framing.text import Scanner, count_words, fold

PIECES = st.lists(
    st.sampled_from(
        [
            "He said ",
            "“",
            "”",
            '"',
            "''",
            "‘",
            "’",
            "«",
            "»",
            "that it rained",
            ", ",
            ". ",
            "\n\n",
            "\n",
            "according to ",
            "Ann Lee",
            " the army",
            " claimed ",
            "; ",
            " — ",
            "READ MORE: ",
            "…",
            "?",
            " İ",
            "é\u0301",
            "\u00a0",
            "\ud800",
            "(AP) ",
            "By ",
            "so-called ",
            "what it described as ",
            "accused ",
            "1,000 ",
            "The U.S. ",
            "who ",
            "adding ",
        ]
    ),
    max_size=60,
).map("".join)


def check(document):
    text = document.text
    size = len(text)
    for sequence in (document.zones, document.voice_segments):
        if size:
            assert sequence[0].start == 0
            assert sequence[-1].end == size
        assert all(a.end == b.start for a, b in pairwise(sequence))
        assert all(a.start < a.end for a in sequence)
    assert {z.kind for z in document.zones} <= set(ZONES)
    assert {s.voice for s in document.voice_segments} <= set(VOICES)
    assert all(a.end <= b.start for a, b in pairwise(document.sentences))
    assert all(0 <= s.start < s.end <= size for s in document.sentences)
    assert all(a.outer_start <= a.start <= a.end <= a.outer_end for a in document.quotations)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(document.quotations))
    assert all(a.end <= b.start for a, b in pairwise(document.repeats))
    for attribution in document.attributions:
        assert attribution.pieces
        assert all(0 <= p.start < p.end <= size and p.voice in ("direct", "indirect") for p in attribution.pieces)
        if attribution.source_span is not None:
            assert text[slice(*attribution.source_span)] == attribution.source
        if attribution.cue_span is not None:
            assert text[slice(*attribution.cue_span)] == attribution.cue
    if not document.repeats:
        # a boundary inside a word can only add words
        assert sum(document.word_counts().values()) >= count_words(text)


@given(PIECES)
def test_any_text_made_of_marks_and_cues(text):
    check(annotate(text))


@given(st.text(max_size=300))
def test_any_text(text):
    check(annotate(text))


@given(PIECES)
def test_reading_is_the_same_every_time(text):
    first, second = annotate(text), annotate(text)
    assert first.voice_segments == second.voice_segments
    assert first.attributions == second.attributions


def test_read_takes_the_hits_of_a_shared_scan():
    text = "The army said it had fired."
    folded = fold(text)
    hits = Scanner({"other": reading_literals()[:3], "reading": reading_literals()}).scan(folded)["reading"]
    assert read(folded, hits).attributions == annotate(text).attributions


def test_the_table_has_a_row_a_piece():
    documents = [annotate("The army said it was “calm” there."), annotate("It rained."), annotate("“No,” he said.")]
    table = attribution_rows(documents)
    assert table.schema == ATTRIBUTIONS_SCHEMA
    rows = table.to_pylist()
    assert [(r["row"], r["attribution_id"], r["text"], r["voice"], r["n_words"]) for r in rows] == [
        (0, 0, "it was ", "indirect", 2),
        (0, 0, "“calm”", "direct", 1),
        (0, 0, " there", "indirect", 1),
        (2, 0, "“No,”", "direct", 1),
    ]
    assert {r["cue"] for r in rows} == {"said"}
    assert attribution_rows([]).num_rows == 0


def test_the_drawing_is_inert_and_says_voices_without_colour():
    hostile = "</style><script>alert(1)</script><img onerror=x>"
    document = annotate(f"The army said it was {hostile}.\n\n“{hostile},” he said.")
    page = document._repr_html_()
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("</style>") == 1
    assert 'title="attributed paraphrase; source: The army' in page
    assert 'tabindex="0"' in page
    assert "border-bottom:2px dashed" in page
    assert repr(document).startswith("<Document: ")


@pytest.mark.parametrize(
    "make",
    [
        lambda n: '"' * n,
        lambda n: "“" * n,
        lambda n: "''" * (n // 2),
        lambda n: "‘a" * (n // 2),
        lambda n: "word " * (n // 5),
        lambda n: "he said " * (n // 8),
        lambda n: "he said that, " * (n // 14),
        lambda n: "according to " * (n // 13),
        lambda n: "." * n,
        lambda n: "a. " * (n // 3),
        lambda n: "“No,” he said. " * (n // 15),
        lambda n: "A\n\n" * (n // 3),
        lambda n: "Ann, " * (n // 5),
        lambda n: "— " * (n // 2),
        lambda n: " " * n,
        lambda n: "X" * n,
        lambda n: "“\n\n" * (n // 3),
        lambda n: "By A" * (n // 4),
    ],
)
def test_time_grows_with_the_text(make):
    def seconds(size):
        text = make(size)
        begin = time.process_time()
        annotate(text)
        return time.process_time() - begin

    annotate("warm up, he said")
    small, large = min(seconds(6_000) for _ in range(2)), seconds(48_000)
    # eight times the text: a quadratic reading would take sixty-four times as long
    assert large < 24 * small + 0.3
