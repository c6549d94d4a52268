import re

from framing.detectors.agency import AgencyDetector
from framing.detectors.protocol import Batch
from framing.document.model import Document, Span, VoiceSegment, Zone
from framing.lexicon.model import Group, Lexicon
from framing.text import Scanner, fold

GROUPS = {
    group.name: group
    for group in (
        Group("army_a", "Army of A", "a", "army", names=("Arvian army", "ADF"), demonyms=("Arvian", "Arvians")),
        Group("people_a", "Arvians", "a", "unspecified", demonyms=("Arvian", "Arvians"), places=("Port Lume",)),
        Group("front_b", "Front of B", "b", "armed_group", names=("Belth Front",)),
        Group("people_b", "Belthians", "b", "unspecified", demonyms=("Belthian", "Belthians"), places=("Kessen",)),
    )
}
LEXICON = Lexicon("constructed", groups=GROUPS)
DETECTOR = AgencyDetector(LEXICON)
SCANNER = Scanner({"agency": DETECTOR.literals})

_SENTENCE = re.compile(r"\S.*?(?:[.!?]+[\"”’]*(?=\s|$)|(?=\n\n)|$)", re.DOTALL)


def document(text, zones=None):
    """One zone, naive sentences, one own voice."""
    sentences = [Span(*match.span()) for match in _SENTENCE.finditer(text)]
    return Document(
        fold(text),
        zones or [Zone(0, len(text), "body", "test")],
        sentences,
        voice_segments=[VoiceSegment(0, len(text), "own", None, 1.0, "test")],
    )


def events(text, detector=DETECTOR, zones=None):
    """Rows of one article as dicts, without the column ``row``."""
    scanner = SCANNER if detector is DETECTOR else Scanner({"agency": detector.literals})
    read = document(text, zones)
    table = detector.detect(Batch([read], [scanner.scan(read.folded)["agency"]]))
    return [{key: value for key, value in row.items() if key != "row"} for row in table.to_pylist()]


def only(text):
    """The one event of a text."""
    rows = events(text)
    assert len(rows) == 1, [(row["trigger"], row["construction"]) for row in rows]
    return rows[0]
