"""Whose dead, wounded, captives the sentences of a corpus tell of: one row per sentence, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from framing.detectors.agency import AgencyDetector
from framing.detectors.groups import GroupFinder, GroupMention
from framing.detectors.protocol import Batch
from framing.detectors.referents import (
    CONTEXT_RULES,
    UNKNOWN,
    Decision,
    Harm,
    Referee,
    Unit,
    decide_article,
    harms_of,
    named_harms,
    sides,
    together,
)
from framing.document.model import Document
from framing.document.reading import read, reading_literals
from framing.errors import CorpusError, SettingError, given_possible
from framing.lexicon.model import Lexicon
from framing.profiles.profiles import Profiles
from framing.text import Hit, Scanner, fold

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "sentence_referents"]

_BATCH: Final = 64

COLUMNS = {
    "article_id": "str",
    "start": "Int64",
    "end": "Int64",
    "text": "str",
    "sentence": "Int64",
    "zone": "str",
    "referent": "str",
    "groups": "str",
    "rule": "str",
    "from_context": "boolean",
    "evidence_start": "Int64",
    "evidence_end": "Int64",
    "evidence": "str",
    "n_harms": "Int64",
    "duplicate_of": "Int64",
}
"""The columns of the result and their types."""


def sentence_referents(
    corpus: pd.DataFrame | Profiles | Any,
    lexicon: Lexicon | None = None,
    *,
    conflict: str | None = None,
    kinds: Iterable[str] | None = None,
    units: pd.DataFrame | None = None,
    context: bool = True,
) -> pd.DataFrame:
    """Tell whose dead, wounded or captives each sentence is about.

    A sentence is about one side of a conflict by, in this order: whom the victim phrase names; a place behind the act
    (*killed in …*); the other side than the act's own agent; names in the clause and in the clause that it hangs on;
    the means (of two sides of which one has an army, aircraft are that side's and gunmen are the other's); who gives
    the news; other names of the sentence. Where a sentence alone does not say, the article may (``context``): *the
    ministry* that it has named, a person's name that stands with a decided sentence, the headline, or the decided
    sentence before; the last two only where the names of the whole article do not speak for another side. People of a
    third nation are counted with the side among whom they died, where the text tells it.

    Parameters
    ----------
    corpus : pandas.DataFrame, sequence of Article, or Profiles
        The articles; profiles are read anew from the texts that they keep.
    lexicon : Lexicon, optional
        Its groups are the possible referents; by default those of the profiles, else the lexicon ``conflict``.
    conflict : str, optional
        Name of a conflict of the lexicon whose sides are asked about; by default the one that an article names most.
    kinds : iterable of str, optional
        Kinds of violence that count, as in :class:`framing.AgencyDetector`; by default all.
    units : pandas.DataFrame, optional
        ``article_id``, ``start``, ``end``: decide about these stretches (a coder's, say), one row each, in place of
        the sentences that tell of violence.
    context : bool
        Whether the article may decide.

    Returns
    -------
    pandas.DataFrame
        One row per sentence that tells of an act of violence or of those who suffered one: ``article_id, start, end,
        text, sentence, zone``; ``referent`` (a party of the conflict, ``both``, ``other`` or ``unknown``); ``groups``
        (groups of the lexicon that the evidence names, joined by ``"; "``); ``rule`` and ``from_context``; the
        evidence as a span and as text; ``n_harms`` (acts or words for the dead); ``duplicate_of``. Its
        ``attrs["problems"]`` lists articles that could not be read.

    Raises
    ------
    SettingError
        When the lexicon has no groups, or the conflict or a kind is not known.
    CorpusError
        When profiles keep no texts, or ``units`` name an article that is not there.

    Examples
    --------
    >>> import framing as fr
    >>> text = "An air raid on Gaza killed nine people. Hamas gunmen killed two farmers near Ashkelon."
    >>> found = fr.sentence_referents(fr.as_corpus([text]))
    >>> found[["referent", "rule", "evidence"]].values.tolist()
    [['palestinian', 'clause: place', 'Gaza'], ['israeli', 'agent', 'Hamas gunmen']]
    """
    import pandas as pd

    frame, lexicon = _corpus_and_lexicon(corpus, lexicon)
    reader = _Reader(lexicon, conflict, kinds)
    wanted = None if units is None else _by_article(units, set(frame["article_id"]))
    rows: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    problems: list[tuple[str, str]] = []
    headlines = frame["headline"] if "headline" in frame.columns else [None] * len(frame)
    batch: list[_Read] = []

    def finish() -> None:
        for article, found in reader.rows(batch, problems, context=context):
            for row in found:
                for name, value in ({"article_id": article.article_id} | row).items():
                    rows[name].append(value)
        batch.clear()

    for article_id, text, headline in zip(frame["article_id"], frame["text"], headlines, strict=True):
        if not isinstance(text, str) or not text.strip():
            problems.append((article_id, "the text is empty"))
            continue
        stretches = None if wanted is None else wanted.get(article_id, [])
        if stretches is not None and not stretches:
            continue
        try:
            batch.append(reader.read(article_id, text, headline if isinstance(headline, str) else None, stretches))
        except Exception as error:  # one article never stops the others
            problems.append((article_id, f"reading failed: {type(error).__name__}: {error}"))
        if len(batch) == _BATCH:
            finish()
    finish()
    table = pd.DataFrame({name: pd.Series(rows[name], dtype=kind) for name, kind in COLUMNS.items()})
    table.attrs["problems"] = problems
    return table


def _corpus_and_lexicon(corpus: Any, lexicon: Lexicon | None) -> tuple[pd.DataFrame, Lexicon]:
    from framing.corpus import as_corpus
    from framing.lexicon import load_lexicon

    if isinstance(corpus, Profiles):
        if corpus.texts is None:
            raise CorpusError("these profiles keep no texts; give the corpus instead")
        columns = [name for name in ("article_id", "headline") if name in corpus.articles.columns]
        frame = corpus.articles[columns].assign(text=corpus.texts.to_numpy())
        if lexicon is None:
            lexicon = next((one for one in corpus.lexicons.values() if one.groups), None)
    else:
        frame = as_corpus(corpus)
    lexicon = load_lexicon("conflict") if lexicon is None else lexicon
    if not lexicon.groups:
        raise SettingError(f"lexicon '{lexicon.name}' has no groups; give one that has, such as 'conflict'")
    return frame, lexicon


def _by_article(units: pd.DataFrame, known: set[str]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in zip(units["article_id"], units["start"], units["end"], strict=True):
        if article_id not in known:
            raise CorpusError(f"units name the article {article_id!r}, which the corpus does not have; leave it out")
        found.setdefault(article_id, []).append((int(start), int(end)))
    return found


class _Read(NamedTuple):
    """An article that was read, before its acts are looked for."""

    article_id: str
    document: Document
    mentions: list[GroupMention]
    hits: Sequence[Hit]
    stretches: list[tuple[int, int]] | None


class _Reader:
    """Reads one article at a time."""

    def __init__(self, lexicon: Lexicon, conflict: str | None, kinds: Iterable[str] | None) -> None:
        self.known = lexicon.groups
        conflicts = {group.conflict for group in self.known.values()}
        if conflict is not None and conflict not in conflicts:
            raise SettingError(given_possible("conflict", conflict, sorted(conflicts - {""})))
        self.conflict = conflict
        self.agency = AgencyDetector(lexicon, kinds)
        self.kinds = self.agency.kinds
        self.groups = GroupFinder(self.known)
        self.scanner = Scanner(
            {"reading": reading_literals(), "agency": self.agency.literals, "groups": self.groups.literals}
        )

    def read(self, article_id: str, text: str, headline: str | None, stretches: list[tuple[int, int]] | None) -> _Read:
        folded = fold(text)
        hits = self.scanner.scan(folded)
        document = read(folded, hits["reading"], headline=headline)
        return _Read(article_id, document, self.groups.find(text, hits["groups"]), hits["agency"], stretches)

    def rows(
        self, batch: Sequence[_Read], problems: list[tuple[str, str]], *, context: bool
    ) -> Iterator[tuple[_Read, list[dict[str, Any]]]]:
        """Decide about the articles of a batch; one that fails is a problem, and the others go on."""
        if not batch:
            return
        try:
            events = self.agency.detect(Batch([a.document for a in batch], [a.hits for a in batch])).to_pylist()
        except Exception as error:  # find the article that fails
            if len(batch) == 1:
                problems.append((batch[0].article_id, f"detecting failed: {type(error).__name__}: {error}"))
                return
            for article in batch:
                yield from self.rows([article], problems, context=context)
            return
        of_article: dict[int, list[dict[str, Any]]] = {}
        for event in events:
            of_article.setdefault(event["row"], []).append(event)
        for number, article in enumerate(batch):
            harms = harms_of(of_article.get(number, ()), self.kinds)
            yield article, self._decide(article, harms, context=context)

    def _decide(self, article: _Read, harms: list[Harm], *, context: bool) -> list[dict[str, Any]]:
        document, mentions = article.document, article.mentions
        referee = Referee(self.known, sides(mentions, self.known, self.conflict))
        units = self._units(document, harms, article.stretches)
        title = next((zone for zone in document.zones if zone.kind == "headline"), None)
        found = decide_article(
            referee,
            document.text,
            mentions,
            units,
            headline=None if title is None else self._unit(document, harms, title.start, title.end),
            context=context,
        )
        return [_row(document, unit, decisions) for unit, decisions in zip(units, found, strict=True)]

    def _unit(self, document: Document, harms: list[Harm], start: int, end: int) -> Unit:
        inside = [harm for harm in harms if start <= harm.start < end]
        return Unit(start, end, inside or named_harms(document.text, start, end, self.kinds))

    def _units(self, document: Document, harms: list[Harm], stretches: list[tuple[int, int]] | None) -> list[Unit]:
        if stretches is not None:
            return [self._unit(document, harms, start, end) for start, end in stretches]
        units = [self._unit(document, harms, span.start, span.end) for span in document.sentences]
        return [unit for unit in units if unit.harms]


def _row(document: Document, unit: Unit, decisions: list[Decision]) -> dict[str, Any]:
    value = together(decisions)
    first = next((one for one in decisions if one.value != UNKNOWN), decisions[0])
    groups = dict.fromkeys(one.group for one in decisions if one.group is not None)
    return {
        "start": unit.start,
        "end": unit.end,
        "text": document.text[unit.start : unit.end],
        "sentence": document.sentence_at(unit.start),
        "zone": document.zone_at(unit.start).kind,
        "referent": value,
        "groups": "; ".join(groups),
        "rule": first.rule,
        "from_context": first.rule in CONTEXT_RULES,
        "evidence_start": first.start,
        "evidence_end": first.end,
        "evidence": None if first.start is None else document.text[first.start : first.end],
        "n_harms": len(unit.harms),
        "duplicate_of": document.first_occurrence(unit.start),
    }
