"""What the exercises are made of: articles as read and measured, and the pieces that a worksheet shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from framing.comparison.rows import flat, records
from framing.document.model import PROPER_ZONES, Document
from framing.document.reading import annotate
from framing.errors import DataError
from framing.lexicon.model import ChoiceSet, Lexicon, Variant

if TYPE_CHECKING:
    import pandas as pd

    from framing.detectors.protocol import Detector
    from framing.profiles.profiles import Profiles

__all__ = [
    "Exercise",
    "Finding",
    "Item",
    "Material",
    "Paragraph",
    "Piece",
    "Question",
    "Reading",
    "Swap",
    "Text",
    "Token",
    "gather",
    "in_sentence",
]

_LONGEST: Final = 420
_AROUND: Final = 260


@dataclass(frozen=True, slots=True)
class Reading:
    """One article: its text as read, and what was measured in the article proper.

    Attributes
    ----------
    article_id, name, story : str
        `name` is the outlet, or the identifier where there is none.
    document : Document
    mentions, events : tuple of dict
        Rows of the tables that count: of the article proper, printed for the first time; with their ``row`` number.
    """

    article_id: str
    name: str
    story: str
    document: Document
    mentions: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]

    @property
    def text(self) -> str:
        """The article as published."""
        return self.document.text


@dataclass(frozen=True, slots=True)
class Material:
    """Articles and the lexicons that they were measured with."""

    readings: tuple[Reading, ...]
    lexicons: Mapping[str, Lexicon]
    unreadable: tuple[str, ...] = ()

    def choice(self, mention: Mapping[str, Any]) -> tuple[ChoiceSet, Variant] | None:
        """Give the choice set and the variant of a mention, or None for a plain category."""
        choice_set = self.lexicons[mention["lexicon"]].choice_sets.get(mention["choice_set"] or "")
        if choice_set is None:
            return None
        return choice_set, next(one for one in choice_set.variants if one.name == mention["variant"])

    def role(self, mention: Mapping[str, Any]) -> str:
        """Give the role of a mention's variant; ``category`` where it has none."""
        chosen = self.choice(mention)
        return chosen[1].role if chosen else "category"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of shown text; `kind` is empty, ``hit`` or ``context``."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word that can be marked, with the text between the word before and it.

    Attributes
    ----------
    before, text : str
    start, end : int
        Where the word stands in the article.
    loaded : bool
        Whether the library marks it.
    """

    before: str
    text: str
    start: int
    end: int
    loaded: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of one part of an article, and the text behind the last of them."""

    zone: str
    tokens: tuple[Token, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Text:
    """The beginning of an article with its name hidden behind a letter."""

    letter: str
    name: str
    paragraphs: tuple[tuple[str, str], ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """One version of a sentence.

    Attributes
    ----------
    code, word : str
        The variant's name, and the word that stands for it here.
    before, after : str
        The sentence around it, with *a* and *an* put right.
    role, used : str
    printed : bool
        Whether it is the word of the article.
    """

    code: str
    word: str
    before: str
    after: str
    role: str
    used: str
    printed: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What the library says of an item, why, and where it may be wrong."""

    says: str
    why: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an item.

    Attributes
    ----------
    key : str
        Unique in the worksheet.
    variable : str
        What it asks, as the tables of answers name it.
    prompt : str
    options : tuple of (str, str)
        Codes and what they say; empty for a free text.
    library : str
        The library's code; empty where it has none.
    finding : Finding or None
        Shown on the page to compare and dispute.
    """

    key: str
    variable: str
    prompt: str
    options: tuple[tuple[str, str], ...] = ()
    library: str = ""
    finding: Finding | None = None

    def label(self, code: str) -> str:
        """Say what a code means."""
        return dict(self.options).get(code, code)


@dataclass(frozen=True, slots=True)
class Item:
    """One task: what is shown and what is asked.

    Attributes
    ----------
    key : str
    article_id, unit : str
    start, end : int
    source : str
        Where it is from, as shown; empty to hide it.
    pieces : tuple of Piece
    questions : tuple of Question
    paragraphs, findings, plain
        Of *predict, then reveal*: the words, the library's findings by key with their first word, and plain words.
    swaps : tuple of Swap
    texts : tuple of Text
    """

    key: str
    article_id: str
    start: int
    end: int
    unit: str
    source: str = ""
    pieces: tuple[Piece, ...] = ()
    questions: tuple[Question, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    findings: tuple[tuple[str, tuple[int, ...], str, Finding], ...] = ()
    plain: tuple[str, ...] = ()
    swaps: tuple[Swap, ...] = ()
    texts: tuple[Text, ...] = ()

    @property
    def quote(self) -> str:
        """The words that it is about, on one line."""
        return " ".join("".join(piece.text for piece in self.pieces if piece.kind == "hit").split())


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise with its items."""

    name: str
    items: tuple[Item, ...] = field(default=())

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of its items."""
        return tuple(question for item in self.items for question in item.questions)


def gather(articles: Any, lexicons: Sequence[Lexicon]) -> Material:
    """Read and measure the articles of a worksheet.

    Parameters
    ----------
    articles : pandas.DataFrame, sequence or Profiles
        A corpus table or what :func:`framing.as_corpus` takes; or profiles that keep their texts.
    lexicons : sequence of Lexicon

    Raises
    ------
    DataError
        If no article can be read, or profiles come without their texts.
    """
    from framing.profiles.profiles import Profiles

    profiles = articles if isinstance(articles, Profiles) else _measured(articles, lexicons)
    if profiles.texts is None:
        raise DataError("these profiles were saved without their texts; give the corpus table instead")
    good = profiles.articles[profiles.articles["problem"].isna()]
    bad = profiles.articles[profiles.articles["problem"].notna()]
    unreadable = tuple(f"{row['article_id']} ({row['problem']})" for row in records(bad))
    if good.empty:
        raise DataError(
            f"there is no article to make a worksheet of: {'; '.join(unreadable[:3]) or 'the table is empty'}; "
            "give articles with a text"
        )
    mentions, events = _by_article(profiles.mentions), _by_article(profiles.events)
    readings = []
    for row in records(good):
        name = str(row["article_id"])
        readings.append(
            Reading(
                name,
                flat(row.get("outlet")) or name,
                flat(row.get("story")),
                annotate(profiles.text(name), headline=flat(row.get("headline")) or None),
                tuple(mentions.get(name, ())),
                tuple(events.get(name, ())),
            )
        )
    return Material(tuple(readings), dict(profiles.lexicons), unreadable)


def _measured(articles: Any, lexicons: Sequence[Lexicon]) -> Profiles:
    from framing.corpus.frame import as_corpus
    from framing.detectors.agency import AgencyDetector
    from framing.detectors.terms import LexiconDetector
    from framing.profiles import profile

    detectors: list[Detector] = [*(LexiconDetector(lexicon) for lexicon in lexicons), AgencyDetector()]
    return profile(as_corpus(articles), detectors, progress=False)


def _by_article(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in records(table):
        if row["zone"] in PROPER_ZONES and row["duplicate_of"] is None:
            found.setdefault(str(row["article_id"]), []).append(row)
    return found


def in_sentence(reading: Reading, start: int, end: int) -> tuple[Piece, ...]:
    """Show a stretch in its sentence, with the sentences before and after it as context.

    What lies in another part of the page is left out, and very long sentences are cut around the stretch.
    """
    document, text = reading.document, reading.text
    sentences, zone = document.sentences, document.zone_at(start)
    first, last = document.sentence_at(start), document.sentence_at(max(start, end - 1))
    left = min(max(sentences[first].start, start - _LONGEST), start) if sentences else start
    right = max(min(sentences[last].end, end + _LONGEST), end) if sentences else end
    pieces = []
    if first > 0 and sentences[first - 1].start >= zone.start:
        pieces.append(Piece(_shortened(text[sentences[first - 1].start : left], tail=True), "context"))
    pieces += [Piece(text[left:start]), Piece(text[start:end], "hit"), Piece(text[end:right])]
    if last + 1 < len(sentences) and sentences[last + 1].end <= zone.end:
        pieces.append(Piece(_shortened(text[right : sentences[last + 1].end]), "context"))
    return tuple(piece for piece in pieces if piece.text)


def _shortened(text: str, *, tail: bool = False) -> str:
    if len(text) <= _AROUND:
        return text
    return f"… {text[-_AROUND:]}" if tail else f"{text[:_AROUND]} …"
