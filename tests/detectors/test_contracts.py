"""What every detector keeps: declared columns, offsets that are evidence, no state between batches, pickling."""

import pickle

import pytest

import framing as fr
from framing.detectors.protocol import Batch, Detector
from framing.document.reading import read, reading_literals
from framing.profiles.tables import ROW_SCHEMAS
from framing.text import Scanner, fold

TEXTS = [
    "Army raid kills three gunmen\n\nThe army killed three gunmen in a raid on Monday, the mayor said.",
    "“It was a massacre,” Mira Dole said. Nine people were killed in the occupied West Bank.",
    "",
    "No hit here.",
    "\u202eשלום raid\u0301 İraid 😀",
]


def detectors():
    return [fr.LexiconDetector(fr.load_lexicon("conflict")), fr.AgencyDetector(), fr.AgencyDetector(kinds=["kill"])]


def batch_of(detector, texts, earlier=None):
    scanner = Scanner({"reading": reading_literals(), "detector": detector.literals})
    documents, hits = [], []
    for text in texts:
        folded = fold(text)
        found = scanner.scan(folded)
        documents.append(read(folded, found["reading"]))
        hits.append(found["detector"])
    return Batch(documents, hits, earlier or {})


@pytest.fixture(params=detectors(), ids=lambda detector: f"{detector.name}-{len(detector.literals)}")
def detector(request):
    return request.param


def test_keeps_the_protocol(detector):
    assert isinstance(detector, Detector)
    assert detector.table in ROW_SCHEMAS
    assert detector.requires <= {"reading", "mentions", "events", "frames"}
    assert detector.schema.equals(ROW_SCHEMAS[detector.table])


def test_rows_have_the_declared_columns(detector):
    table = detector.detect(batch_of(detector, TEXTS))
    assert table.schema.equals(detector.schema)
    assert table.num_rows > 0


def test_no_articles_and_no_hits_give_no_rows(detector):
    assert detector.detect(Batch([], [])).num_rows == 0
    assert detector.detect(batch_of(detector, ["", "Nothing."])).num_rows == 0


def test_offsets_are_evidence(detector):
    for row in detector.detect(batch_of(detector, TEXTS)).to_pylist():
        assert TEXTS[row["row"]][row["start"] : row["end"]] == row["text"]


def test_rows_come_in_order(detector):
    rows = detector.detect(batch_of(detector, TEXTS)).to_pylist()
    assert rows == sorted(rows, key=lambda row: (row["row"], row["start"]))


def test_batches_do_not_matter(detector):
    together = detector.detect(batch_of(detector, TEXTS)).to_pylist()
    alone = []
    for number, text in enumerate(TEXTS):
        alone += [row | {"row": number} for row in detector.detect(batch_of(detector, [text])).to_pylist()]
    assert together == alone


def test_a_pickle_works_the_same_and_is_small(detector):
    before = detector.detect(batch_of(detector, TEXTS)).to_pylist()
    twin = pickle.loads(pickle.dumps(detector))
    assert twin.fingerprint == detector.fingerprint
    assert twin.detect(batch_of(twin, TEXTS)).to_pylist() == before


def test_the_fingerprint_follows_the_settings():
    prints = [detector.fingerprint for detector in detectors()]
    assert len(set(prints)) == len(prints)
