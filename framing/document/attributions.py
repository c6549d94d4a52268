"""Attributions: who is said to say, think or intend what, found by rules that each bear a name.

The unit is a stretch: a sentence, or the sentences that one quotation ties together. Cues inside quotation marks
belong to the person quoted and are passed over; of nested claims the outermost is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from framing.document.clauses import (
    content_end,
    leading_subject,
    skip_addressee,
    skip_adverbials,
    starts_phrase,
    subject_after,
    subject_before,
)
from framing.document.cues import ALSO_NOUNS, Cue
from framing.document.model import Span
from framing.document.quotations import Marked
from framing.document.sources import person_names
from framing.document.wordlists import words

__all__ = ["CueHit", "Found", "Stretch", "find_attributions", "make_stretches"]


class CueHit(NamedTuple):
    """A cue in the text."""

    start: int
    end: int
    cue: Cue


class Found(NamedTuple):
    """An attribution as a rule found it, before voices are flattened."""

    pieces: list[tuple[int, int]]
    source: Span | None
    cue: Span | None
    entry: Cue | None
    rule: str


class Stretch(NamedTuple):
    """Sentences tied together by quotations, with the quotations (by number) and the cues in them."""

    start: int
    end: int
    block: int
    quotes: list[int]
    cues: list[CueHit]


_BE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|gets?|got|becomes?|became)|[’'](?:s|re)|n[’']t)\s+(?:(?:not"
    r"|also|widely|often|generally|largely|now|still|even|all|being|already|long|reportedly|recently"
    r"|repeatedly|later|initially|[a-z]+ly)\s+)*$"
)
_TAIL_END = re.compile(r"[\s)\]]*(?:[.!?;…]|$)")
_TAIL_COMMA = re.compile(r"\s*(?:,|—|--|–)\s*")
_QUOTE_GAP = re.compile(
    r"[\s,:]*(?:that\s+|only\s+|simply\s+|of\s+|for\s+|as\s+|how\s+)?(?:(?:an?|the|his|her|its|their)\s+)?$"
)
_THAT = re.compile(r"\s*,?\s+that\b(?!\s+(?:is|was|would|has|night|day|week|year|morning|same|time)\b)")
_FAR_THAT = re.compile(r"[^.,;:“”\"]{1,110}?(?=\s+that\s)")
_AFTER_ADDRESSEE = re.compile(r"\s*[,:]|\s+(?:that|he|she|it|they|there|\w+day)\b")
_WH = re.compile(r"\s+(?:whether|how|why|what|when|who|if|where)\b")
_INFINITIVE = re.compile(r"\s+(?:not\s+)?to\s+(?!(?:the|a|an|his|her|its|their|this|that|these|those|[A-Z])\b)\w")
_COLON = re.compile(r"\s*:\s*(?=\S)")
_NO_CLAUSE = re.compile(
    r"\s*(?:[,.;:!?)\]—–]|$)|\s+(?:of|about|for|with|by|into|from|to|on|in|at|as|and|or|but|than)\b"
)
_CLAUSE_START = re.compile(
    r"\s+(?:(?:he|she|it|they|we|i|you|there|this|these|those|the|a|an|his|her|its|their|our|my|some|many"
    r"|most|several|no|not|all|any|both|such|if|when|while|because|one|two|three|four|five|only|even"
    r"|under|in|on|at|after|"
    r"people|more|other|another|each|every|as)\b|[A-Z\d$“\"'‘(\[]|[a-z’'-]+\s)"
)
_JUST_MARKS = re.compile(r"[\s,.;:!?…—–()\[\]*-]*$")
_CONJUNCTION = re.compile(r"[\s,]*(?:(?:and|but|as|while|then|so)\s+)?$")
_PHRASE_FIRST = re.compile(
    r"(?:(?:but|and|still|so|yet|meanwhile|however|also)\s*,?\s+)?(?:in|on|at|during|after|before|since"
    r"|with|by|for|from|under|as|when|while|if|to|earlier|later|meanwhile|however|still|also|instead"
    r"|asked|speaking|last|this|"
    r"yesterday|today|then|now|despite|following|but|and|although|though|because|finally|indeed|first"
    r"|second|once|in addition|moreover)\b",
    re.IGNORECASE,
)
_NO_REST = re.compile(
    r"\s*(?:and|but|while|although|though|as|when|after|before|which|who|whose|where|with|because|since"
    r"|yet|so|\w+ing)\b|\s*$"
)
_WHAT_START = re.compile(r"(?:^|\b)what\s+")
_WHAT = re.compile(r"\bwhat\s+(?:[\w.’'-]+\s+){1,6}$")
_BY = re.compile(
    r"\s+by\s+((?:[\w’'.-]+\s+){0,5}?[\w’'.-]+)(?=\s+(?:as|of|to|for|that|in|on|with|and|who|after|during"
    r"|over|about|if|whether|how|why|what)\b|\s*[,.;:“\"]|\s*$)"
)
_ACCORDING_SOURCE = re.compile(
    r"\s+((?:[^\s,;“”\"—]+\s+){0,24}?[^\s,;“”\"—]+?(?:,\s+(?:an?|the|who|whose|which|of|former|co-|R-|D-"
    r"|chief|director|professor|president|head|founder|author|editor"
    r"|spokes\w+)\b[^,;“”\"—]{0,120}){0,2})(?=\s*(?:,|;|—|–|“|\"|\(|[.!?…]+\s*$|$|[.!?]\s+[A-Z]))"
)
_ROLE_APPOSED = re.compile(
    r",\s+(?:an?|the|who|whose|former|co-)\s*(?:[\w’'-]+\s+){0,3}?(?:\w+er|\w+or|\w+ist|spokes\w+|head"
    r"|chief|president|member|expert|official|chairman|chairwoman|analyst|who)\b"
)
_RELATIVE_BEFORE = re.compile(r"\b(?:who|which|that|whom|and|but|where)\s*,?\s*$")
_CLAUSE_CUT = re.compile(r";\s|,\s+(?:but|while|whereas|although|though|yet)\s|\s(?:but|while)\s")
_POSSESSOR = re.compile(
    r"((?:(?:the|a|an)\s+)?(?:[A-Z][\w.-]*\s+){0,4}[\w.-]+[’'](?:s)?|\b(?i:his|her|their|its|my"
    r"|our))\s+(?:own\s+)?(?:[\w-]+\s+){0,2}$"
)
_SO_CALLED = re.compile(
    r"(?:\bso[- ]called|\bself-(?:described|styled|proclaimed)|\bdubbed|\bknown as|\bquote[- ]unquote"
    r"|\bnicknamed)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:book|memoir|novel|film|movie|song|album|show|series|programme?|podcast|article|essay|editorial"
    r"|column|poem|play|musical|documentary|painting|exhibition|magazine|newspaper|report|study|paper|"
    r"titled|entitled|headlined|called|on|of|host|hit|game|episode|section|interview|by|network|from|in"
    r"|for|to|and|with|at|tv|nbc|cbs|abc|cnn|fox|’s|'s)\s*,?\s*$",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"\s+(?:up|out|off|back|down|over|away|around|ahead|together|through)\b")
_ASKED = re.compile(r"\s+(?:whether|how|why|what|when|who|if|where|about|which)\b")
_ASKED_FIRST = re.compile(r"(?:^|[.!?”\"]\s+|\b[Ww]hen\s+|,\s+)$")
_NAMED = re.compile(
    r"\s+(?:him|her|it|them|himself|herself|themselves)\s+(?:an?|the|for|[a-z-]+)\b"
    r"|\s+(?:(?:the|his|her|its|their|that|this|these|those)\s+(?:[\w’'-]+\s+){1,4}?"
    r"|(?:[A-Z][\w.’'-]*\s+){1,4})(?:an?|the|for|[a-z-]+)\b"
)
_PASSIVE_COMPLEMENT = re.compile(r"\s+(?:as|of|to|for|that|by|[A-Z“\"]|an?\s|the\s)")
_TO_SOMEBODY = re.compile(r"\s+to\s+[^.,;:“”\"]{2,80}?(?=\s+that\s|,?\s+[“\"]|:\s)")
_COMMA = re.compile(r"[,—–]|-\s")
_NOT_SAYING = {
    "claim": re.compile(
        r"\s+(?:(?:the|his|her|their|its|\d+|\w+)\s+)?(?:lives|life|victory|victims?|title|seat|win)\b"
    ),
    "call": re.compile(
        r"\s+(?:the\s+)?(?:police|an?\s+(?:emergency|special|urgent)|snap|elections?|911|999|reporters"
        r"|a\s+(?:meeting|halt|truce|strike|vote|press|news))\b"
    ),
    "tell": re.compile(r"\s+(?:the\s+)?(?:difference|time|truth|lies|a\s+(?:story|joke|lie))\b"),
    "charge": re.compile(r"\s+(?:\$|\d|fees?|with)"),
}
_PURPOSE = re.compile(
    r"\b(?:ha(?:s|ve|d)|want\w*|need\w*|continu\w*|seem\w*|refus\w*|declin\w*|appear\w*|us(?:ed|e)|going"
    r"|went\s+on|go(?:es)?\s+on|began|start\w*|ought|likely|expected|about|able|tend\w*|came)\s+to\s+$"
)
_PRONOUNS = frozenset({"it", "he", "she", "they"})
_AFTER_ADJECTIVE = re.compile(r"\s+(?:that|about|of|to|by|over|with|whether|if|how)\s")
_SEEMING = re.compile(r"\b(?:seem|feel|remain|sound|look|appear|grow)\w*\s+(?:\w+ly\s+|very\s+|more\s+)?$")
_BEING = words("is are was were be been being get gets got become becomes became")
_AS_BEFORE = re.compile(r"\b[Aa]s\s+$")
_WORD_BEFORE = re.compile(r"([\w.’'-]+)\s+$")
_BEFORE_VERB = words(
    "to they we i you he she it who which that would could will can might may should must did do "
    "does not also now still often people police some many most "
    "critics others both all never always even don’t didn’t doesn’t can’t won’t then cannot i’ll we’ll "
    "they’ll he’ll she’ll i’d"
)
_NOT_BEFORE_VERB = words(
    "the a an his her its their our my your this these those of in on at for with by from about "
    "no any every each another several few more such same first second last next new own "
    "between without against under over into than former recent public official so"
)
_BEFORE_S = words("he she it who which that also now still often then never even nobody everyone")
_BEFORE_ING = words(
    "is are was were been be am being not also by and while when after before without instead then "
    "even still ’s 're ’re it's he's she's he’s she’s they’re i'm i’m"
)
_ALSO_ADJECTIVES = words(
    "announce pledge report propose promise disclose note commit expect estimate allege project declare state know"
)
_ADJECTIVE_BEFORE = words(
    "previously newly pre recently yet-to-be much most some many several few two three widely most-"
)
_SURE_COMPLEMENT = re.compile(r"\s+that\s|\s*[,:]?\s*[“\"]|\s*:\s")
_BARE_VERBS = words(
    "say think believe hope tell argue insist suspect fear contend claim note add warn swear figure bet guess assert"
)
_CLAUSE_LIKE = re.compile(
    r"\s+(?:(?:he|she|it|they|we|i|you|there|this|these|those|that)(?:[’']\w+)?\s"
    r"|(?:[\w.’'$%-]+,?\s+){0,9}?(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should"
    r"|must|does|did|do|cannot|"
    r"\w+n[’']t|isn’t|won|need|needs|makes?|made|wants?|deserves?|remains?|seems?|became|becomes|went"
    r"|came|got|gets|knows?|knew|thinks?|believes?|gave|took)\b)",
)
_QUESTIONING = words(
    "ask wonder explain tell say know understand describe discuss inquire enquire detail reveal "
    "clarify recall specify show question debate decide ponder consider"
)
_INVERTING = words(
    "say add write report reply ask note tweet explain continue tell remark recall joke declare "
    "announce argue warn respond claim exclaim comment observe conclude insist read shout yell state"
)
_POSTPOSING = _INVERTING | words(
    "believe think suggest indicate concede acknowledge contend recount predict "
    "estimate advise complain confirm promise vow allege testify muse quip lament opine "
    "speculate reveal find show caution "
    "stress emphasise emphasize admit assert charge figure suspect reason hint boast brag post reiterate "
    "counter retort answer hope fear recommend propose urge summarise summarize"
)
_FINDINGS = re.compile(
    r"\b(?:polls?|polling|surveys?|study|studies|data|reports?|results?|research|figures|statistics"
    r"|records?|documents?|analysis|census|e-?mails?|transcripts?|projections?|estimates?|review|investigation|"
    r"numbers|footage|video|investigators|researchers|scientists|auditors|inquiry|probe|count|tally)\b",
    re.IGNORECASE,
)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|could|can|may|might|should|must|do|does|did"
    r"|not|that|he|she|they|it|we|i|if|because|when|\w+n[’']t)\b|^\s*(?:on|in|at|during|to|by|for)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:officials?|police|spokes\w+|experts?|analysts?|sources?|critics?|man|woman|people|authorities"
    r"|prosecutors?|lawyers?|leaders?|members?|supporters?|aides?|advisers?|"
    r"democrats|republicans|economists?|scientists?|researchers?|residents?|witness(?:es)?|doctors?"
    r"|organi[sz]ers?|strategists?|observers?|owner|professor|director|report|ministry|army|group)\b",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r"(?:who|which|whose|an?|the|one|former|now|then|however|too|also|for (?:his|her|its) part|jr|sr|\d"
    r"|co-|himself|including|along|citing|speaking|R-|D-|like|\w+ing)\b",
    re.IGNORECASE,
)
_HAVING = re.compile(
    r"\b(?:has|have|had|made|makes?|making|gave|gives?|giving|express\w*|voic\w+|return\w*|issu\w+"
    r"|repeat\w*|reject\w*|drop\w*|announc\w+|offer\w*|reiterat\w+)\s+(?:[\w’'-]+\s+){0,3}$"
)
_SPEECH_FRAMES = frozenset({"clause", "object", "name", "person"})
_FINITE = frozenset({"past", "s", "base", "fixed"})


_MOST_CUES = 60
_LONGEST_STRETCH = 20_000


def make_stretches(
    sentences: Sequence[Span], marked: Sequence[Marked], hits: Sequence[CueHit], block_starts: list[int]
) -> list[Stretch]:
    """Tie sentences together where a quotation runs over their ends and hand out quotations and cues."""
    stretches: list[Stretch] = []
    quote = hit = number = block = 0
    total = len(sentences)
    while number < total:
        start, end = sentences[number]
        number += 1
        quotes: list[int] = []
        while quote < len(marked) and marked[quote].outer_start < end:
            quotes.append(quote)
            while marked[quote].outer_end > end and number < total:
                end = sentences[number].end
                number += 1
            quote += 1
        first = hit
        while hit < len(hits) and hits[hit].start < end:
            hit += 1
        while block + 1 < len(block_starts) and block_starts[block + 1] <= start:
            block += 1
        stretch = Stretch(start, end, block, quotes, list(hits[first:hit]))
        if hit - first > _MOST_CUES or len(quotes) > _MOST_CUES:
            stretches.extend(_divide(stretch, marked))
        else:
            stretches.append(stretch)
    return stretches


def _divide(stretch: Stretch, marked: Sequence[Marked]) -> list[Stretch]:
    """Cut a stretch that no writer meant as one sentence, so that its reading stays linear."""
    edges = sorted(
        [(cue.start, 1, cue) for cue in stretch.cues] + [(marked[n].outer_start, 0, n) for n in stretch.quotes],
        key=lambda edge: edge[:2],
    )
    parts: list[Stretch] = []
    start = stretch.start
    for first in range(0, len(edges), _MOST_CUES):
        group = edges[first : first + _MOST_CUES]
        last = first + _MOST_CUES
        end = edges[last][0] if last < len(edges) else stretch.end
        quotes = [n for _, kind, n in group if kind == 0 and isinstance(n, int)]
        cues = [cue for _, kind, cue in group if kind == 1 and isinstance(cue, CueHit)]
        parts.append(Stretch(start, end, stretch.block, quotes, cues))
        start = end
    return parts


def find_attributions(text: str, stretches: Sequence[Stretch], marked: Sequence[Marked]) -> list[Found]:
    """Find the attributions of an article, in the order of the text within each stretch."""
    found: list[Found] = []
    for stretch in stretches:
        if stretch.cues or stretch.quotes:
            found.extend(_Reader(text, stretch, marked).read())
    return found


class _Reader:
    """Reads one stretch."""

    def __init__(self, text: str, stretch: Stretch, marked: Sequence[Marked]) -> None:
        self.text = text
        self.start = stretch.start
        self.end = stretch.end
        self.cues = stretch.cues
        self.numbers = stretch.quotes
        self.quotes = [(marked[n].outer_start, marked[n].outer_end) for n in stretch.quotes]
        self.quote_ends = [end for _, end in self.quotes]
        self.marked = [marked[n] for n in stretch.quotes]
        self.cue_starts = [hit.start for hit in stretch.cues]
        self.speech_starts = [hit.start for hit in stretch.cues if _ends_content(hit.cue)]
        self.found: list[Found] = []
        self.taken: list[tuple[int, int]] = []
        self.used: set[int] = set()

    def read(self) -> list[Found]:
        for number, hit in enumerate(self.cues):
            frames = hit.cue.frames
            if "according" in frames:
                self._according(number, hit)
            elif hit.cue.form in _FINITE and ("clause" in frames or "that" in frames):
                self._behind(number, hit)
        for number, hit in enumerate(self.cues):
            if number not in self.used and not self._is_taken(hit.start) and self._is_verbal(hit):
                self._before(number, hit)
        self._loose_quotes()
        return self.found

    def _is_verbal(self, hit: CueHit) -> bool:
        """Tell a verb from a noun or an adjective of the same form by the word before it."""
        form = hit.cue.form
        if form == "fixed":
            return True
        match = _WORD_BEFORE.search(self.text, max(self.start, hit.start - 30), hit.start)
        if match is None:
            return form != "base" or hit.start - self.start > 3
        word = match.group(1)
        low = word.lower()
        if low in _NOT_BEFORE_VERB or word.endswith(("'s", "’s", "s’")) or low.isdigit():
            return False
        complement = _SURE_COMPLEMENT.match(self.text, hit.end, self.end) is not None
        if form in ("past", "participle"):
            return hit.cue.lemma not in _ALSO_ADJECTIVES or low not in _ADJECTIVE_BEFORE
        if form == "ing":
            return low not in _ADJECTIVE_BEFORE
        if form == "s" and complement:
            return True
        if hit.cue.lemma not in ALSO_NOUNS:
            return True
        if low.endswith("ly") or low in (_BEFORE_VERB if form == "base" else _BEFORE_S):
            return True
        if form == "base":
            return (
                low.endswith("s")
                and not low.endswith(("ss", "us", "is"))
                and (word[0].islower() or complement or _FINDINGS.fullmatch(word) is not None)
            )
        if word[0].isupper() or _PEOPLE.fullmatch(word) is not None:
            return True
        return not low.endswith("s") and _CLAUSE_LIKE.match(self.text, hit.end, min(self.end, hit.end + 60)) is not None

    # --- bookkeeping -------------------------------------------------------------------------------------------

    def _is_taken(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.taken) if self.taken else False

    def _free_from(self, position: int) -> int:
        """Give the end of the last content or quotation before a position: no subject reaches back over it."""
        floor = self.start
        for start, end in self.taken:
            if start < position and end <= position:
                floor = max(floor, end)
        index = bisect_right(self.quote_ends, position) - 1
        while index >= 0 and _is_title(self.text[self.marked[index].start : self.marked[index].end]):
            index -= 1
        if index >= 0:
            floor = max(floor, self.quote_ends[index])
        return floor

    def _keep(
        self,
        number: int,
        pieces: list[tuple[int, int]],
        source: Span | None,
        rule: str,
        cue: Span | None = None,
        entry: Cue | None = None,
    ) -> bool:
        clean = [piece for piece in (self._trim(*piece) for piece in pieces) if piece[1] > piece[0]]
        if not clean:
            return False
        if number >= 0:
            hit = self.cues[number]
            cue, entry = Span(hit.start, hit.end), hit.cue
            self.used.add(number)
        self.taken.extend(clean)
        self.found.append(Found(clean, source, cue, entry, rule))
        return True

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        text = self.text
        while start < end and text[start] in " ,;:\n\r\t\xa0–—":
            start += 1
        while end > start and text[end - 1] in " ,;:\n\r\t\xa0–—":
            end -= 1
        return start, end

    def _quote_at(self, position: int) -> int | None:
        """Give the quotation that begins at a position, after spaces, commas and a determiner."""
        index = bisect_right(self.quote_ends, position)
        if index < len(self.quotes):
            start = self.quotes[index][0]
            if position <= start < position + 24 and _QUOTE_GAP.match(self.text, position, start):
                return index
        return None

    def _content(self, start: int, *, phrase: bool = False) -> tuple[int, int]:
        cues = self.cue_starts if phrase else self.speech_starts
        return start, content_end(self.text, start, self.end, cues, self.quotes, phrase=phrase)

    # --- content before the cue --------------------------------------------------------------------------------

    def _behind(self, number: int, hit: CueHit) -> None:
        text = self.text
        index = bisect_right(self.quote_ends, hit.start) - 1
        if index >= 0 and not self._is_taken(self.quotes[index][0]):
            quote_end = self.quotes[index][1]
            gap = text[quote_end : hit.start] if hit.start - quote_end < 300 else "far"
            inner = text[self.marked[index].end - 1]
            ends_clause = inner in ",?!.—-…–" or gap[:1] in ",—–" or not self.marked[index].opened
            if not gap.strip(" ,\n\xa0—–-"):
                subject = subject_after(text, hit.end, self.end)
                if subject is not None and (ends_clause or hit.cue.lemma in _INVERTING):
                    self._quoted(number, index, subject, "quote_inverted")
                    return
            elif ends_clause and gap != "far":
                subject = subject_before(text, quote_end, hit.start)
                if (
                    subject is not None
                    and _CONJUNCTION.match(text, quote_end, subject.start)
                    and not starts_phrase(text, subject.start, subject.end)
                ):
                    self._quoted(number, index, subject, "quote_subject_cue")
                    return
        self._clause_before(number, hit)

    def _quoted(self, number: int, index: int, subject: Span, rule: str) -> None:
        """Take a quotation before its cue, what belongs to it on its left, and its second half on the right."""
        text = self.text
        start, end = self.quotes[index]
        head = text[self.start : start] if start - self.start < 400 else ""
        floor = self._free_from(start)
        if floor == self.start and head.strip(" ,") and not any(at < start for at in self.cue_starts):
            start = self.start
        else:
            while (
                index > 0
                and not text[self.quotes[index - 1][1] : start].strip(" ,\n")
                and self.quotes[index - 1][1] > floor
            ):
                index -= 1
                start = self.quotes[index][0]
        pieces = [(start, end)]
        hit = self.cues[number]
        after = max(hit.end, subject.end)
        after = skip_adverbials(text, after, self.end)
        following = bisect_right(self.quote_ends, after)
        if following < len(self.quotes) and _TAIL_COMMA.fullmatch(text, after, self.quotes[following][0]):
            pieces.append((self.quotes[following][0], self._content(self.quotes[following][0])[1]))
        self._keep(number, pieces, subject, rule)

    def _clause_before(self, number: int, hit: CueHit) -> None:
        text = self.text
        floor = self._free_from(hit.start)
        if hit.start - floor < 8 and floor == self.start:
            return
        if (
            _COMMA.search(text, max(floor - 2, self.start), hit.start) is None
            and not text.startswith(("As ", "as "), floor)
            and " as " not in text[max(floor, hit.start - 80) : hit.start]
        ):
            return
        after = hit.end
        if "person" in hit.cue.frames:
            after = skip_addressee(text, after, self.end)
        after = skip_adverbials(text, after, self.end)
        ends = _TAIL_END.match(text, after, self.end) is not None
        comma = None if ends else _TAIL_COMMA.match(text, after, self.end)
        before = text[max(hit.start - 2, 0) : hit.start]
        if before == ", " and hit.cue.lemma in _INVERTING and hit.cue.form in ("past", "s"):
            subject = subject_after(text, hit.end, self.end)
            if (
                subject is not None
                and (_TAIL_END.match(text, subject.end, self.end) or text[subject.end : subject.end + 1] == ",")
                and _speaker(text[subject.start : subject.end])
                and not _apposition_before(text, self._clause_start(hit.start - 2), hit.start - 2)
            ):
                self._keep(number, [(self._clause_start(hit.start - 2), hit.start - 2)], subject, "clause_inverted")
                return
        if (not ends and comma is None) or hit.cue.lemma not in _POSTPOSING or not self._is_verbal(hit):
            return
        if hit.cue.form == "base" and text[max(hit.start - 4, 0) : hit.start] == " to ":
            return
        subject = subject_before(text, floor, hit.start)
        if subject is None:
            return
        if comma is not None and _AS_BEFORE.search(text, max(floor, subject.start - 4), subject.start):
            self._keep(number, [self._content(comma.end())], subject, "as_somebody_says")
            return
        gap = text[max(subject.start - 3, 0) : subject.start]
        if "," not in gap and gap[-2:] not in ("— ", "– ", "- ") and not gap.endswith("—"):
            return
        start = self._clause_start(subject.start)
        if text.count(" ", start, subject.start) < 2 and not comma:
            return
        if ends:
            self._keep(number, [(start, subject.start)], subject, "clause_subject_cue")
            return
        assert comma is not None
        rest = comma.end()
        opener = _PHRASE_FIRST.match(text, start, subject.start)
        if self._quote_at(rest) is not None:
            if opener is None:
                self._keep(number, [(start, subject.start), self._content(rest)], subject, "clause_interrupted")
            return
        pieces = [(start, subject.start)]
        if (opener is not None and text.count(" ", start, subject.start) < 8) or not _NO_REST.match(
            text, rest, self.end
        ):
            pieces.append(self._content(rest))
        self._keep(number, pieces, subject, "clause_interrupted")

    def _clause_start(self, end: int) -> int:
        """Find where the clause begins that ends at a position: after what is taken, or after a contrast."""
        floor = self._free_from(end)
        if any(start <= floor <= stop for start, stop in self.quotes) and not self._is_taken(floor - 1):
            floor = self.start
        for match in _CLAUSE_CUT.finditer(self.text, max(floor, end - 1000), end):
            if not any(start < match.start() < stop for start, stop in self.quotes):
                floor = match.end()
        return floor

    def _according(self, number: int, hit: CueHit) -> None:
        text = self.text
        match = _ACCORDING_SOURCE.match(text, hit.end, min(self.end, hit.end + 400))
        if match is None:
            return
        source = Span(*match.span(1))
        while source.end > source.start and text[source.end - 1] in ".!?":
            source = Span(source.start, source.end - 1)
        if not text[self.start : hit.start].strip(" “\"'—-") or _RELATIVE_BEFORE.search(
            text, max(self.start, hit.start - 12), hit.start
        ):
            comma = text.find(",", source.start, source.end)
            if comma > 0 and not (
                _ROLE_APPOSED.match(text, comma)
                and text.startswith(",", source.end)
                and person_names(text[source.start : comma])
            ):
                source = Span(source.start, comma)
            self._keep(number, [self._content(source.end)], source, "according_to_first")
            return
        start = self._clause_start(hit.start)
        pieces = [(start, hit.start)]
        rest = _TAIL_COMMA.match(text, source.end, self.end)
        if rest is not None and not _NO_REST.match(text, rest.end(), self.end):
            pieces.append(self._content(rest.end()))
        self._keep(number, pieces, source, "according_to")

    # --- content behind the cue --------------------------------------------------------------------------------

    def _before(self, number: int, hit: CueHit) -> None:
        cue = hit.cue
        frames = cue.frames
        if "nominal" in frames:
            self._nominal(number, hit)
            return
        if "adjective" in frames and self._adjective(number, hit):
            return
        if "adverb" in frames:
            self._keep(number, [self._content(hit.end)], None, "reportedly")
            return
        if "alleged" in frames or "according" in frames:
            return
        text = self.text
        near = text[max(self.start, hit.start - 60) : hit.start]
        if cue.form in ("past", "participle") and (
            (_may_be(near) and _BE.search(near)) or (cue.lemma == "ask" and _ASKED_FIRST.search(near))
        ):
            self._passive(number, hit)
            return
        floor = self._free_from(hit.start)
        if text.find("what ", max(floor, hit.start - 80), hit.start) >= 0 and _WHAT.search(
            text, max(floor, hit.start - 80), hit.start
        ):
            self._what(number, hit)
            return
        idle = _NOT_SAYING.get(cue.lemma)
        if idle is not None and idle.match(text, hit.end, self.end):
            return
        subject = subject_before(text, floor, hit.start)
        if subject is not None and cue.form == "base" and near.endswith(" to ") and text.count(" ", *subject) > 5:
            # "had taken a decision in May to protest": the subject of a purpose is that of its sentence
            subject = self._carried_subject(hit.start) if _PURPOSE.search(near) is None else subject
        if cue.form == "ing":
            if subject is None or near.endswith((", ", ",” ", "” ", '" ')):
                subject = self._carried_subject(hit.start)
            rule = "participle"
        elif cue.form == "participle" and subject is None:
            return
        else:
            rule = "subject_cue"
            if subject is None:
                subject = self._carried_subject(hit.start)
                rule = "coordinated_cue"
        self._active(number, hit, subject, rule)

    def _carried_subject(self, position: int) -> Span | None:
        for found in reversed(self.found):
            if found.source is not None and found.source.start < position and found.source.start >= self.start:
                return found.source
        return leading_subject(self.text, self.start, position)

    def _active(self, number: int, hit: CueHit, subject: Span | None, rule: str) -> None:
        text = self.text
        frames = hit.cue.frames
        after = hit.end
        if "person" in frames:
            told = skip_addressee(text, after, self.end)
            match = _INFINITIVE.match(text, told, self.end)
            if "infinitive" in frames and match is not None:
                self._keep(number, [self._content(after)], subject, rule + "_person_infinitive")
                return
            that = None
            if told == after or not _AFTER_ADDRESSEE.match(text, told, self.end):
                that = _FAR_THAT.match(text, after, self.end)
            after = that.end() if that is not None else told
        elif "clause" in frames:
            match = _TO_SOMEBODY.match(text, after, self.end)
            if match is not None:
                after = match.end()
        plain = after
        after = skip_adverbials(text, after, self.end)
        quote = self._quote_at(after)
        if quote is not None and self._takes_quote(frames):
            start = self.quotes[quote][0]
            begin = start if text[start - 1] != " " or not text[after:start].strip(" ,:\n\xa0") else after
            self._keep(number, [(begin, self._quote_content_end(quote))], subject, rule + "_quote")
            return
        match = _THAT.match(text, after, self.end)
        if match is not None and ("clause" in frames or "that" in frames):
            self._keep(number, [self._content(match.end() - 4)], subject, rule + "_that")
            return
        match = _COLON.match(text, after, self.end)
        if match is not None and ("clause" in frames or "that" in frames):
            self._keep(number, [self._content(match.end())], subject, rule + "_colon")
            return
        match = _WH.match(text, after, self.end)
        if match is not None and hit.cue.lemma in _QUESTIONING:
            self._keep(number, [self._content(after)], subject, rule + "_question")
            return
        if "infinitive" in frames and _INFINITIVE.match(text, after, self.end):
            self._keep(number, [self._content(after)], subject, rule + "_infinitive")
            return
        if (
            "that" in frames
            and subject is not None
            and _NO_CLAUSE.match(text, after, self.end) is None
            and _FINDINGS.search(text, subject.start, subject.end)
        ):
            self._keep(number, [self._content(after)], subject, rule + "_findings")
            return
        if (
            "clause" in frames
            and not _NO_CLAUSE.match(text, after, self.end)
            and _CLAUSE_START.match(text, after, self.end)
            and (hit.cue.lemma in _BARE_VERBS or _CLAUSE_LIKE.match(text, after, min(self.end, after + 90)))
        ):
            weak = hit.cue.kind == "thought"
            self._keep(number, [self._content(after)], subject, rule + ("_bare_thought" if weak else "_bare"))
            return
        if "object" in frames and not (
            _NO_CLAUSE.match(text, plain, self.end) or _PARTICLE.match(text, plain, self.end)
        ):
            self._keep(number, [self._content(plain, phrase=True)], subject, rule + "_object")
            return
        if "name" in frames and _names(text, plain, self.end, self.quotes):
            self._keep(number, [self._content(plain, phrase=True)], subject, rule + "_name")

    def _takes_quote(self, frames: frozenset[str]) -> bool:
        return bool(frames & {"clause", "that", "object", "name", "as", "person"})

    def _quote_content_end(self, quote: int) -> int:
        """Find the end of a content that begins with a quotation: its end, or that of the clause it stands in."""
        text = self.text
        end = self.quotes[quote][1]
        if text[self.marked[quote].end - 1] in ".?!…" or not self.marked[quote].closed:
            while quote + 1 < len(self.quotes) and not text[end : self.quotes[quote + 1][0]].strip(" ,\n"):
                quote += 1
                end = self.quotes[quote][1]
            return end
        return max(end, self._content(self.quotes[quote][0])[1])

    def _passive(self, number: int, hit: CueHit) -> None:
        text = self.text
        floor = self._free_from(hit.start)
        subject = subject_before(text, floor, hit.start)
        after = hit.end
        source: Span | None = None
        by = _BY.match(text, after, min(self.end, after + 120))
        if by is not None:
            source = Span(*by.span(1))
            after = by.end()
        asked = _ASKED.match(text, after, self.end)
        if asked is not None and hit.cue.lemma in _QUESTIONING:
            self._keep(number, [self._content(after)], source, "passive_question")
            return
        named = hit.cue.text.endswith(" as") and not _NO_CLAUSE.match(text, after, self.end)
        if not named and not _PASSIVE_COMPLEMENT.match(text, after, self.end):
            return
        content = self._content(after, phrase=True)
        if named:
            comma = text.find(",", content[0], content[1])
            content = content if comma < 0 else (content[0], comma)
        pieces = [content] if subject is None else [(subject.start, subject.end), content]
        self._keep(number, pieces, source, "passive")

    def _what(self, number: int, hit: CueHit) -> None:
        text = self.text
        subject = subject_before(text, self._free_from(hit.start), hit.start)
        if subject is not None:
            named = _WHAT_START.search(text, subject.start, subject.end)
            if named is not None:
                subject = Span(named.end(), subject.end)
        if subject is None or text[subject.start : subject.end].lower() in _PRONOUNS:
            first = leading_subject(text, self.start, hit.start)
            subject = first if first is not None and first.end <= hit.start else subject
        after = skip_adverbials(text, hit.end, self.end)
        quote = self._quote_at(after)
        if quote is not None:
            self._keep(number, [(after, self.quotes[quote][1])], subject, "what_somebody_calls")
            return
        match = re.compile(
            r"(?:\s+as)?(\s+[^\s,;.]+){1,8}?(?=\s*[,;.]|\s+(?:that|who|which|in|on|at|after|for|and|to)\b|$)"
        ).match(text, after, self.end)
        if match is not None:
            self._keep(number, [(after, match.end())], subject, "what_somebody_calls")

    def _nominal(self, number: int, hit: CueHit) -> None:
        text = self.text
        start = hit.end
        if hit.cue.text.endswith(" that"):
            start = hit.end - 4
        match = _POSSESSOR.search(text, max(self.start, hit.start - 80), hit.start)
        source = Span(*match.span(1)) if match is not None else None
        if source is None:
            word = _WORD_BEFORE.search(text, max(self.start, hit.start - 30), hit.start)
            if word is not None and (word.group(1)[0].isupper() or word.group(1).lower() in _BEFORE_VERB):
                source = subject_before(text, self._free_from(hit.start), hit.start)
            elif (
                _HAVING.search(text, max(self.start, hit.start - 50), hit.start)
                and " raise" not in text[max(self.start, hit.start - 30) : hit.start]
            ):
                source = leading_subject(text, self.start, hit.start)
        if source is None and not hit.cue.text.endswith(" that"):
            return
        self._keep(number, [self._content(start, phrase=True)], source, "noun_" + hit.cue.text.rsplit(" ", 1)[1])

    def _adjective(self, number: int, hit: CueHit) -> bool:
        text = self.text
        near = text[max(self.start, hit.start - 60) : hit.start]
        match = _AFTER_ADJECTIVE.match(text, hit.end, self.end)
        if match is None:
            return False
        if not (_BE.search(near) or near.endswith(", ") or _SEEMING.search(near)):
            return False
        subject = subject_before(text, self._free_from(hit.start), hit.start)
        start = hit.end if match.group().strip() in ("that", "to") else match.end()
        return self._keep(number, [self._content(start, phrase=True)], subject, "adjective")

    # --- quotations without a cue of their own -----------------------------------------------------------------

    def _loose_quotes(self) -> None:
        text = self.text
        for index, (start, end) in enumerate(self.quotes):
            if self._is_taken(start) or self._is_taken(end - 1):
                continue
            head = text[max(self.start, start - 200) : start]
            tail = text[end : min(self.end, end + 60)]
            whole = start == self.start or (not head.strip(" ,.—–-") and start - self.start < 200)
            if whole and (_JUST_MARKS.match(tail) or not self.marked[index].closed):
                self._keep(-1, [(start, end)], None, "whole_sentence_quoted")
                continue
            if head.rstrip().endswith(":"):
                subject = leading_subject(text, self.start, start)
                self._keep(-1, [(start, end)], subject, "colon_quote")


def _is_title(words: str) -> bool:
    """Tell the name of a work inside a sentence: a few words, all of them capitalised."""
    return len(words) < 40 and words[:1].isupper() and all(word[0].isupper() for word in words.split() if len(word) > 3)


def _may_be(near: str) -> bool:
    """Tell cheaply whether a form of *to be* can stand before a cue, adverbs aside."""
    return any(word in _BEING or word.endswith(("’s", "'s", "’re", "'re", "n’t", "n't")) for word in near.split()[-4:])


def _speaker(phrase: str) -> bool:
    """Tell whether a phrase behind an inverted cue names somebody rather than going on a sentence."""
    first = phrase.split(",", 1)[0]
    return (
        len(first.split()) <= 12
        and _HAS_VERB.search(first) is None
        and (any(word[0].isupper() for word in first.split()) or _PEOPLE.search(first) is not None)
    )


def _apposition_before(text: str, start: int, end: int) -> bool:
    """Tell whether what stands before a comma is the apposition of a subject ("Ann Lee, a nurse, said ...")."""
    comma = text.rfind(", ", start, end)
    return comma > 0 and _APPOSITION.match(text, comma + 2) is not None


def _ends_content(cue: Cue) -> bool:
    """Tell whether a cue behind *and* opens the speaker's next claim rather than going on inside this one."""
    return cue.kind == "speech" and cue.form in ("past", "s", "ing") and bool(cue.frames & _SPEECH_FRAMES)


def _names(text: str, position: int, end: int, quotes: list[tuple[int, int]]) -> bool:
    """Tell whether a naming verb names: an object and then a name for it, in marks or with an article."""
    index = bisect_left(quotes, (position, 0))
    if index < len(quotes) and quotes[index][0] - position < 80:
        return True
    return _NAMED.match(text, position, end) is not None
