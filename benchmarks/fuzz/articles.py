"""Reading and measuring single articles under mutated texts: every offset holds, no rule raises."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.fuzz.targets import Target

ROOT = Path(__file__).parents[2]

WORDS = (
    "“", "”", "‘", "’", '"', "'", "''", "«", "»", "„", "\n\n", "\n", " ", "\u00a0", "\u2011", "\u200b", "\u202e",
    "\u0301", " said", " said that ", "according to ", " told ", ", who ", " claimed", "The army ", "killed",
    " were killed by ", " in an Israeli strike", "shot dead", "left nine dead", "massacre", "terrorists", "occupied ",
    "West Bank", "Read more: ", "► To read also: ", "By ", "(Reuters) - ", "AP - ", "Text by: ", "Mr. ", "U.S. ",
    "No. 1", "…", "—", " - ", ": ", "; ", "? ", "! ", ". ", "so-called ", "non-", "9", "nine", "\u0130", "ß", "ﬁ",
    "\U0001f600", "\x00", "\x0b", "\x85", "\u2028", "\ufeff",
)  # fmt: skip
"""What rules of reading look for, and characters that count badly."""


def seeds() -> list[bytes]:
    """Give the constructed articles and pages of the repository."""
    files = [*ROOT.glob("corpora/zones/*/*.txt"), *ROOT.glob("corpora/teaching/articles/*.txt")]
    return [file.read_bytes()[:6_000] for file in sorted(files)]


def text_of(data: bytes) -> str:
    """Make any text of any bytes, lone surrogates included."""
    return data.decode("utf-8", "surrogateescape")


def check_document(document: Any, text: str) -> None:
    """Hold a document to its contract: spans in order, inside the text, zones and voices covering it."""
    size = len(text)
    assert document.text == text
    for name in ("zones", "voice_segments"):
        place = 0
        for part in getattr(document, name):
            assert part.start == place, (name, part)
            assert part.end > part.start, (name, part)
            place = part.end
        assert place == size or not size, (name, place, size)
    last = 0
    for sentence in document.sentences:
        assert last <= sentence.start < sentence.end <= size, sentence
        last = sentence.end
    for quotation in document.quotations:
        outer, inner = (quotation.outer_start, quotation.outer_end), (quotation.start, quotation.end)
        assert 0 <= outer[0] <= inner[0] <= inner[1] <= outer[1] <= size, quotation
    for attribution in document.attributions:
        spans = [*attribution.pieces, attribution.source_span, attribution.cue_span]
        assert all(0 <= s.start < s.end <= size for s in spans if s is not None), attribution
        assert 0 <= attribution.confidence <= 1, attribution
    for repeat in document.repeats:
        assert 0 <= repeat.first < repeat.start < repeat.end <= size, repeat


def annotate_one(data: bytes, _folder: Path) -> None:
    """Read one text and draw it."""
    import framing as fr

    text = text_of(data)
    document = fr.annotate(text)
    check_document(document, text)
    document._repr_html_()


@cache
def detectors() -> list[Any]:
    """Give every kind of detector, with every lexicon that comes with the library and a small trained classifier."""
    import framing as fr
    from framing.lexicon import Category, Lexicon, Term

    words = {"money": ["taxes", "jobs", "wages"], "harm": ["raid", "soldiers", "killed"]}
    texts = [
        f"The {word} of the town were in the news on day {n}." for n in range(8) for w in words.values() for word in w
    ]
    labels = [name for _ in range(8) for name, w in words.items() for _ in w]
    mark = Category("made_up", "Made up", (Term("r[aeiou]*d(s|ed)?", kind="regex"), Term("an*")))
    lexicons = [fr.load_lexicon(name) for name in fr.list_lexicons()]
    found: list[Any] = [fr.LexiconDetector(one) for one in lexicons if not clashes(one, lexicons)]
    found.append(fr.LexiconDetector(Lexicon("odd", categories={"made_up": mark})))
    found += [fr.AgencyDetector(), fr.FrameClassifier(lexicon=None, inner_folds=2, strengths=(1.0,)).fit(texts, labels)]
    return found


def clashes(one: Any, all_of_them: list[Any]) -> bool:
    """Tell whether an earlier lexicon has a feature of the same name."""
    earlier = all_of_them[: all_of_them.index(one)]
    return any(set(one.features) & set(other.features) for other in earlier)


def check_profiles(profiles: Any, corpus: Any) -> None:
    """Hold profiles to their contract: one row a row, evidence in the text, counts of the evidence, no failed rule."""
    import numpy as np

    from framing.document.model import PROPER_ZONES

    articles = profiles.articles
    ids = [str(name) for name in corpus["article_id"]]
    assert articles["article_id"].tolist() == ids
    problems = dict(zip(ids, articles["problem"], strict=True))
    for problem in problems.values():
        assert not isinstance(problem, str) or " failed: " not in problem, problem
        assert not isinstance(problem, str) or "\n" not in problem, problem
    texts = dict(zip(ids, corpus["text"], strict=True))
    for name in ("mentions", "events", "attributions"):
        table = getattr(profiles, name)
        for row in table[["article_id", "start", "end", "text"]].itertuples(index=False):
            assert texts[row.article_id][row.start : row.end] == row.text, (name, row)
            assert row.end > row.start, (name, row)
        assert not set(table["article_id"]) & {i for i, p in problems.items() if isinstance(p, str)}
    mentions = profiles.mentions
    kept = mentions[mentions["zone"].isin(PROPER_ZONES) & mentions["duplicate_of"].isna()]
    counts = profiles.counts()
    assert counts.index.tolist() == ids
    by_hand = np.zeros(counts.shape)
    rows, columns = {i: n for n, i in enumerate(ids)}, {f: n for n, f in enumerate(counts.columns)}
    for article, feature in kept[["article_id", "feature"]].itertuples(index=False):
        by_hand[rows[article], columns[feature]] += 1
    unread = np.array([isinstance(problems[i], str) for i in ids], dtype=bool)
    by_hand[unread] = np.nan
    np.testing.assert_array_equal(counts.to_numpy(), by_hand)


def profile_one(data: bytes, _folder: Path) -> None:
    """Profile one text with every detector."""
    import framing as fr

    corpus = fr.as_corpus([{"article_id": "a", "text": text_of(data)}])
    check_profiles(profiled(corpus)[0], corpus)


@cache
def everything() -> Any:
    """Give one plan of all detectors: its automaton takes seconds to build."""
    from framing.profiles.plan import Plan

    plan = Plan(detectors())
    plan.check()
    return plan


def profiled(corpus: Any) -> tuple[Any, list[float]]:
    """Profile a corpus with every detector, article by article; give the seconds that each took too."""
    import pyarrow as pa

    from framing.profiles.profiles import Profiles
    from framing.profiles.running import corpus_table, provenance_of
    from framing.profiles.store import MemoryStore

    plan = everything()
    provenance = provenance_of(plan, corpus_hash="", n_articles=len(corpus), n_problems=0)
    table = corpus_table(corpus)
    results, seconds = [], []
    for row in range(table.num_rows):
        one = table.slice(row, 1).combine_chunks().to_batches()[0]
        before = time.process_time()
        results.append(plan.run(one))
        seconds.append(time.process_time() - before)
    return Profiles(MemoryStore(pa.Table.from_batches(results)), plan.lexicons, provenance), seconds


def targets() -> list[Target]:
    """Give the targets of reading and measuring."""
    inside = ("framing.document", "framing.text")
    return [
        Target("annotate", "fr.annotate of any text", seeds, annotate_one, inside, WORDS),
        Target(
            "profile",
            "fr.profile of one article with all detectors and lexicons",
            seeds,
            profile_one,
            (*inside, "framing.detectors", "framing.profiles.plan"),
            WORDS,
        ),
    ]
