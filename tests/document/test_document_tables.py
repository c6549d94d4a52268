"""The tables of a batch say the same as its documents do one by one."""

from framing.document import annotate
from framing.document.tables import attribution_rows, voice_rows, word_rows, zone_rows
from framing.text import count_words

TEXTS = [
    "Harbour stays closed\n\nBy Ann Lee\n\nThe minister said the harbour “won’t open” soon. “It’s over,” she said.\n\n"
    "Everybody in the town has seen the boats leave.\n\nEverybody in the town has seen the boats leave.\n\n"
    "Read more: The long wait",
    "Nobody came.",
    "",
    "Élan, he claimed, was all they’d asked for: ‘élan’ – and time.",
]


def documents():
    return [annotate(text) for text in TEXTS]


def test_words_are_those_of_each_document():
    read = documents()
    rows = word_rows(read).to_pylist()
    assert {(row["row"], row["zone"], row["voice"]): row["n"] for row in rows} == {
        (number, *key): n for number, document in enumerate(read) for key, n in document.word_counts().items()
    }
    order = [(row["row"], row["zone"], row["voice"]) for row in rows]
    assert order == sorted(order)
    assert any(document.repeats for document in read)


def test_zones_and_voices_are_those_of_each_document():
    read = documents()
    for table, name in ((zone_rows(read), "zones"), (voice_rows(read), "voice_segments")):
        rows = [tuple(row.values()) for row in table.to_pylist()]
        assert rows == [(number, *span) for number, document in enumerate(read) for span in getattr(document, name)]


def test_attributions_count_the_words_of_each_piece():
    rows = attribution_rows(documents()).to_pylist()
    assert {row["row"] for row in rows} == {0, 3}
    for row in rows:
        assert row["text"] == TEXTS[row["row"]][row["start"] : row["end"]]
        assert row["n_words"] == count_words(row["text"])


def test_no_documents_give_empty_tables():
    assert [make([]).num_rows for make in (attribution_rows, zone_rows, voice_rows, word_rows)] == [0, 0, 0, 0]
