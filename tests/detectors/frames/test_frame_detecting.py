"""The detector's rows: articles, the sentences that carry a frame, and their voice."""

import numpy as np
import pytest
from frame_texts import WORDS, sentences

from framing.detectors.frames import FrameClassifier, SeededFrames
from framing.detectors.frames.detecting import frame_rows
from framing.detectors.frames.table import FRAMES_SCHEMA
from framing.detectors.protocol import Batch, Detector
from framing.document import annotate
from framing.lexicon import Category, Lexicon, Term

ARTICLE = """Town council meets

The council met on Monday in the town hall and talked for hours.

"Taxes and prices cost us jobs," said Ana Rua, the mayor.

Nobody answered her.
"""


def score(texts: list[str]) -> np.ndarray:
    """Score by counting: 0.9 where a text names taxes, else 0.1; halls 0.6."""
    return np.array([[0.9 if "axes" in t else 0.1, 0.6 if "hall" in t else 0.0] for t in texts]).reshape(-1, 2)


def rows(unit: str, *articles: str) -> list[dict]:  # type: ignore[type-arg]
    table = frame_rows(
        score,
        [annotate(text) for text in articles],
        unit=unit,
        scheme="demo",
        frames=["economic", "place"],
        thresholds=np.array([0.5, 0.7]),
        model="m",
    )
    assert table.schema == FRAMES_SCHEMA
    return table.to_pylist()  # type: ignore[no-any-return]


def test_sentences_that_carry_a_frame_are_evidence_with_their_voice() -> None:
    found = [row for row in rows("sentence", ARTICLE) if row["unit"] == "sentence"]
    [row] = found
    assert ARTICLE[row["start"] : row["end"]].startswith('"Taxes and prices')
    assert (row["frame"], row["score"], row["threshold"], row["voice"]) == ("economic", 0.9, 0.5, "direct")


def test_an_article_scores_the_mean_of_its_three_highest_sentences() -> None:
    by_frame = {row["frame"]: row for row in rows("sentence", ARTICLE) if row["unit"] == "article"}
    assert by_frame["economic"]["score"] == pytest.approx((0.9 + 0.1 + 0.1) / 3)
    assert by_frame["place"]["score"] == pytest.approx((0.6 + 0 + 0) / 3)
    assert by_frame["place"]["start"] == 0
    assert by_frame["place"]["voice"] is None


def test_a_model_of_articles_scores_them_whole() -> None:
    found = rows("article", ARTICLE, "It rained.\n\nThe hall was dry and nobody came to see it.")
    articles = {(row["row"], row["frame"]): row["score"] for row in found if row["unit"] == "article"}
    assert articles == {(0, "economic"): 0.9, (0, "place"): 0.6, (1, "economic"): 0.1, (1, "place"): 0.6}


def test_a_model_of_headlines_scores_the_headline_alone() -> None:
    found = [
        row for row in rows("headline", "Taxes rise again\n\nThe hall was full on Monday.") if row["unit"] == "headline"
    ]
    assert [(row["frame"], row["score"], row["start"], row["end"]) for row in found] == [
        ("economic", 0.9, 0, 16),
        ("place", 0.0, 0, 16),
    ]


def test_an_article_without_sentences_has_no_rows_and_rows_are_in_order() -> None:
    found = rows("sentence", "", ARTICLE)
    assert {row["row"] for row in found} == {1}
    keys = [(row["row"], row["start"], -row["end"]) for row in found]
    assert keys == sorted(keys)


def test_classifier_and_seeds_keep_the_detector_protocol() -> None:
    model = FrameClassifier(inner_folds=2, strengths=(1.0,), scheme="demo").fit(*sentences(30))
    terms = tuple(Term(word) for word in WORDS["economic"])
    seeded = SeededFrames(Lexicon("seeds", categories={"economic": Category("economic", "Economic", terms=terms)}))
    for detector in (model, seeded):
        assert isinstance(detector, Detector)
        assert (detector.table, detector.requires, list(detector.literals)) == ("frames", {"reading"}, [])
        table = detector.detect(Batch([annotate(ARTICLE)], [[]]))
        assert table.schema == FRAMES_SCHEMA == detector.schema
        assert set(table.column("model").to_pylist()) == {detector.fingerprint}
        carrying = [row for row in table.to_pylist() if row["unit"] == "sentence" and row["frame"] == "economic"]
        assert ['"Taxes' in ARTICLE[row["start"] : row["end"]] for row in carrying] == [True] * len(carrying)
        assert carrying


def test_seeded_frames_work_out_of_the_box() -> None:
    detector = SeededFrames()
    assert len(detector.frames) > 5
    assert detector.detect(Batch([annotate(ARTICLE)], [[]])).num_rows >= len(detector.frames)


def test_one_seed_word_makes_no_frame() -> None:
    terms = (Term("taxes"), Term("jobs"), Term("wages"))
    seeded = SeededFrames(Lexicon("seeds", categories={"economic": Category("economic", "Economic", terms=terms)}))
    scores = seeded.scores(["Taxes, taxes and taxes.", "Taxes and jobs.", "Taxes, jobs and wages.", "Rain."])[:, 0]
    np.testing.assert_allclose(scores, [1 - 2**-0.5, 0.5, 1 - 2**-1.5, 0])
