"""What the tagger sees of an article: tokens in paragraphs, each with words, cues and the rules' own decision."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from framing.document.cues import Cue, cues
from framing.document.model import Document
from framing.document.wordlists import words

__all__ = ["FEATURES_VERSION", "LABELS", "Tokens", "find_tokens", "gold_labels", "rule_labels", "token_features"]

FEATURES_VERSION = 1
"""Raised whenever :func:`token_features` changes: a model only fits the features it learned from."""

LABELS = ("O", "B", "I")
"""Outside a content, its first token, a later one."""

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
# CRFsuite takes UTF-8 strings that end at a zero byte.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_LONGEST_CUE = 3
_ENDINGS = ("ing", "ed", "ly", "ion", "n't", "'s", "’s", "s")
_FUNCTION_WORDS = words(
    "a an the this that these those some any no every each all both many much few more most other such own same "
    "i me my we us our you your he him his she her it its they them their who whom whose which what there here "
    "of in on at by for with from to into onto over under about against between among through during before after "
    "since until within without toward towards upon off out up down near amid despite per via as like than "
    "and or but nor so yet because although though while whereas if unless whether when where why how once however "
    "is are was were be been being am has have had having do does did will would shall should can could may might "
    "must not never also even just only still already again too very now then yesterday today monday tuesday wednesday "
    "thursday friday saturday sunday one two three first last mr mrs ms dr reporters people officials spokesman "
    "spokeswoman statement interview told"
)
_FAR = 12


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of an article.

    Attributes
    ----------
    spans : list of (int, int)
        Offsets of every token in the text.
    words : list of str
        The tokens, without characters that cannot be written.
    paragraphs : list of (int, int)
        Half-open runs of tokens without a line break between them.
    quoted : list of bool
        Whether a token stands between quotation marks or is one.
    """

    spans: list[tuple[int, int]]
    words: list[str]
    paragraphs: list[tuple[int, int]]
    quoted: list[bool]


def find_tokens(document: Document) -> Tokens:
    r"""Split an article as read into words, marks and paragraphs.

    Examples
    --------
    >>> import framing as fr
    >>> tokens = find_tokens(fr.annotate("He said “no”.\n\nWe don't know."))
    >>> tokens.words
    ['He', 'said', '“', 'no', '”', '.', 'We', "don't", 'know', '.']
    >>> tokens.paragraphs
    [(0, 6), (6, 10)]
    """
    text = _UNWRITABLE.sub("\ufffd", document.text)
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    cuts = [0] if spans else []
    cuts += [i for i in range(1, len(spans)) if "\n" in text[spans[i - 1][1] : spans[i][0]]]
    paragraphs = list(zip(cuts, [*cuts[1:], len(spans)], strict=True)) if spans else []
    quoted = [False] * len(spans)
    starts = [start for start, _ in spans]
    for quotation in document.quotations:
        for i in _covered(starts, quotation.outer_start, quotation.outer_end):
            quoted[i] = True
    return Tokens(spans, words, paragraphs, quoted)


def gold_labels(tokens: Tokens, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Label every token by the contents that people marked.

    A token belongs to the content in which it starts.

    Examples
    --------
    >>> import framing as fr
    >>> gold_labels(find_tokens(fr.annotate("He said we won.")), [(8, 14)])
    ['O', 'O', 'B', 'I', 'O']
    """
    labels = ["O"] * len(tokens.spans)
    starts = [start for start, _ in tokens.spans]
    for start, end in spans:
        for place, i in enumerate(_covered(starts, start, end)):
            labels[i] = "I" if place else "B"
    return labels


def token_features(document: Document, tokens: Tokens) -> list[list[str]]:
    """Describe every token of an article by short strings.

    Parameters
    ----------
    document : Document
        The article as the rules read it.
    tokens : Tokens
        Its tokens.

    Returns
    -------
    list of list of str
        One list a token.
    """
    low = [word.lower() for word in tokens.words]
    shape = [_shape(word) for word in tokens.words]
    rule = rule_labels(document, tokens)
    cue = _cue_at(low)
    sentence = [document.sentence_at(start) for start, _ in tokens.spans]
    claims = _claims(rule, sentence, len(document.sentences))
    plain = [_plain(word, form) for word, form in zip(low, shape, strict=True)]
    pad = ["<", "<", *plain, ">", ">"]
    pad_rule = ["<", "<", *(r[0] for r in rule), ">", ">"]
    before, behind = _nearest_cues(cue, sentence)
    first = 0
    features: list[list[str]] = []
    commas = 0
    for i, word in enumerate(plain):
        if i == 0 or sentence[i] != sentence[i - 1]:
            first, commas = i, 0
        label, name = rule[i]
        left, gap = before[i]
        right, reach = behind[i]
        if left is None or gap == 0:
            commas = 0
        here = cue[i]
        lemma = left.lemma if left is not None else "-"
        ahead = right.lemma if right is not None else "-"
        state = "q" if tokens.quoted[i] else "o"
        around = claims[max(sentence[i] - 1, 0)] if sentence[i] else "-"
        features.append(
            [
                "w=" + word,
                "w-1=" + pad[i + 1],
                "w+1=" + pad[i + 3],
                "w-1w=" + pad[i + 1] + "|" + word,
                "r=" + "".join(pad_rule[i : i + 5]),
                "rn=" + label + "|" + name,
                "rw=" + label + "|" + word,
                "q=" + state + label,
                "lg=" + lemma + "|" + str(gap),
                "lr=" + lemma + "|" + label,
                "lc=" + lemma + "|" + str(min(commas, 2)) + label,
                "lk=" + (left.kind + left.form + str(gap) + label if left is not None else "-"),
                "nr=" + ahead + "|" + label,
                "nk=" + (right.kind + right.form + str(reach) + label if right is not None else "-"),
                "c=" + (here.kind + here.form + here.cue_class if here is not None else "-"),
                "f=" + plain[first],
                "i=" + str(min(i - first, 6)) + label,
                "sr=" + claims[sentence[i]] + label,
                "pr=" + around + claims[sentence[i]] + label,
            ]
        )
        if word == ",":
            commas += 1
    return features


def _covered(starts: list[int], start: int, end: int) -> range:
    return range(bisect_left(starts, start), bisect_left(starts, end))


def _plain(word: str, shape: str) -> str:
    """Keep function words, cues and marks; of any other word only its shape and ending.

    The subjects of the coded articles are not those of the next ones, and every word of a long content counts.
    """
    if shape == "." or word in _FUNCTION_WORDS or (word,) in _cue_table():
        return word
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) > len(e) + 2), "")
    return "~" + shape + ending


def _shape(word: str) -> str:
    if not (word[0].isalnum() or word[0] == "_"):
        return "."
    if word[0].isdigit():
        return "9"
    if not word[0].isupper():
        return "a"
    return "A" if word.isupper() and len(word) > 1 else "C"


def rule_labels(document: Document, tokens: Tokens) -> list[tuple[str, str]]:
    """Give the label that the rules have for every token, and the rule that decided.

    Examples
    --------
    >>> import framing as fr
    >>> document = fr.annotate("It rained, he said.")
    >>> [label for label, _ in rule_labels(document, find_tokens(document))]
    ['B', 'I', 'O', 'O', 'O', 'O']
    """
    starts = [start for start, _ in tokens.spans]
    labels = [("O", document.voice_at(start).rule) for start in starts]
    for attribution in document.attributions:
        for piece in attribution.pieces:
            for place, i in enumerate(_covered(starts, piece.start, piece.end)):
                labels[i] = ("I" if place else "B", attribution.rule)
    return labels


def _claims(rule: list[tuple[str, str]], sentence: list[int], n_sentences: int) -> list[str]:
    """Say of each sentence how much of it the rules attribute: nothing, some, most."""
    total = [0] * max(n_sentences, 1)
    claimed = [0] * max(n_sentences, 1)
    for (label, _), number in zip(rule, sentence, strict=True):
        total[number] += 1
        claimed[number] += label != "O"
    return ["0" if not c else ("m" if 2 * c > t else "s") for c, t in zip(claimed, total, strict=True)]


@cache
def _cue_table() -> dict[tuple[str, ...], Cue]:
    table: dict[tuple[str, ...], Cue] = {}
    for cue in cues():
        key = tuple(cue.text.split())
        if len(key) <= _LONGEST_CUE:
            table.setdefault(key, cue)
    return table


def _cue_at(low: list[str]) -> list[Cue | None]:
    """Give the longest cue that starts at each token."""
    table = _cue_table()
    found: list[Cue | None] = []
    for i in range(len(low)):
        found.append(None)
        for size in range(_LONGEST_CUE, 0, -1):
            cue = table.get(tuple(low[i : i + size]))
            if cue is not None:
                found[-1] = cue
                break
    return found


_Near = tuple["Cue | None", int]


def _nearest_cues(cue: list[Cue | None], sentence: list[int]) -> tuple[list[_Near], list[_Near]]:
    """Give for every token the last cue before it and the next one behind it in its sentence, with the distance."""
    sides: list[list[_Near]] = []
    n = len(cue)
    for order in (range(n), range(n - 1, -1, -1)):
        near: list[_Near] = [(None, 0)] * n
        last: Cue | None = None
        at = number = -1
        for i in order:
            if sentence[i] != number:
                last, number = None, sentence[i]
            if cue[i] is not None:
                last, at = cue[i], i
            near[i] = (last, _bucket(abs(i - at)) if last is not None else 0)
        sides.append(near)
    return sides[0], sides[1]


def _bucket(distance: int) -> int:
    if distance <= 3:
        return distance
    return 5 if distance <= 6 else (_FAR if distance <= _FAR else 2 * _FAR)
