"""UD English-EWT: sentences with gold dependency trees, in CoNLL-U."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.datasets.origin import Origin

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["UDEWT", "read_ud_ewt"]

ORIGIN = Origin(
    name="UD English-EWT",
    get_from="github.com/UniversalDependencies/UD_English-EWT",
    licence="CC BY-SA 4.0",
    reference="Silveira et al. 2014, LREC",
)

_COMMENT = re.compile(r"#\s*([\w ]+?)\s*=\s?(.*)")
_TOKEN_COLUMNS = (
    *("sentence_id", "token", "start", "end", "form", "lemma", "upos", "xpos"),
    *("feats", "head", "deprel", "misc"),
)
_SENTENCE_COLUMNS = ("sentence_id", "document_id", "paragraph", "genre", "text")
_PASSIVE_COLUMNS = (
    *("sentence_id", "token", "start", "end", "verb", "lemma", "has_subject", "has_auxiliary"),
    *("subject_start", "subject_end", "subject", "agent_start", "agent_end", "agent"),
)
_SUBJECT = ("nsubj:pass", "csubj:pass")


@dataclass(frozen=True, slots=True)
class UDEWT:
    """One split of UD English-EWT.

    Attributes
    ----------
    sentences : pandas.DataFrame
        ``sentence_id``, ``document_id``, ``paragraph`` (ordinal in the document), ``genre`` (weblog, newsgroup, email,
        reviews, answers), ``text``.
    tokens : pandas.DataFrame
        One row per syntactic word: ``token`` (its number in the sentence), ``start`` and ``end`` in the sentence's text
        (the words of a contraction share those of the contraction), ``form``, ``lemma``, ``upos``, ``xpos``, ``feats``,
        ``head`` (0 for the root), ``deprel``, ``misc``.
    passives : pandas.DataFrame
        One row per predicate with a passive subject or auxiliary (``nsubj:pass``, ``csubj:pass``, ``aux:pass``) or an
        ``obl:agent``: the verb's ``token``, ``start``, ``end``; ``has_subject`` and ``has_auxiliary``; the reach of its
        subject and of its agent phrase (with *by*), null where there is none.
    """

    sentences: pd.DataFrame
    tokens: pd.DataFrame
    passives: pd.DataFrame


def read_ud_ewt(folder: str | os.PathLike[str], split: str = "dev") -> UDEWT:
    """Read one split of UD English-EWT and list its gold passives.

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``en_ewt-ud-<split>.conllu``.
    split : str
        ``"train"``, ``"dev"`` or ``"test"``.

    Returns
    -------
    UDEWT
        Offsets are code points into the sentence's text, half-open.

    Raises
    ------
    ReadError
        If the file is missing or breaks the CoNLL-U format.

    References
    ----------
    Silveira et al. (2014): A Gold Standard Dependency Corpus for English. LREC.

    Examples
    --------
    >>> read_ud_ewt("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.ReadError: UD English-EWT: there is no folder 'no-such-folder'; get the set ...
    """
    import pandas as pd

    path = ORIGIN.first(ORIGIN.folder(folder), f"en_ewt-ud-{split}.conllu")
    sentences: list[tuple[Any, ...]] = []
    tokens: list[tuple[Any, ...]] = []
    passives: list[tuple[Any, ...]] = []
    document, paragraph, number = "", 0, 0
    for block in re.split(r"\r?\n\r?\n", ORIGIN.text(path)):
        lines = block.strip("\r\n").splitlines()
        first, number = number + 1, number + len(block.splitlines()) + 1
        if not lines:
            continue
        where = f"{path.name!r} near line {first}"
        comments: dict[str, str] = {}
        for line in lines:
            found = _COMMENT.match(line)
            if found:
                comments[found[1]] = found[2]
        if "newdoc id" in comments:
            document, paragraph = comments["newdoc id"], 0
        if "newpar id" in comments:
            paragraph += 1
        if "sent_id" not in comments or "text" not in comments:
            raise ORIGIN.broken(where, "a sentence without '# sent_id' or '# text'")
        sentence_id, text = comments["sent_id"], comments["text"]
        words = _words(lines, text, where)
        sentences.append((sentence_id, document, paragraph, document.split("-", 1)[0], text))
        tokens.extend((sentence_id, *word) for word in words)
        passives.extend((sentence_id, *row) for row in _passives(words, text))
    if not sentences:
        raise ORIGIN.broken(f"{path.name!r}", "no sentence in it")
    frame = pd.DataFrame(passives, columns=list(_PASSIVE_COLUMNS))
    for column in ("subject_start", "subject_end", "agent_start", "agent_end"):
        frame[column] = frame[column].astype("Int64")
    return UDEWT(
        sentences=pd.DataFrame(sentences, columns=list(_SENTENCE_COLUMNS)),
        tokens=pd.DataFrame(tokens, columns=list(_TOKEN_COLUMNS)),
        passives=frame,
    )


# A word: number, start, end, form, lemma, upos, xpos, feats, head, deprel, misc.
_Word = tuple[int, int, int, str, str, str, str, str, int, str, str]


def _words(lines: list[str], text: str, where: str) -> list[_Word]:
    words: list[_Word] = []
    at, until, shared = 0, 0, (0, 0)
    for line in lines:
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 10:
            raise ORIGIN.broken(where, f"a token line with {len(cells)} cells instead of 10")
        number, form = cells[0], cells[1]
        if "." in number:  # an empty node of the enhanced graph stands for no text
            continue
        surface = "-" in number
        if surface or int(number) > until:
            start = text.find(form, at)
            if start < 0 or text[at:start].strip():
                raise ORIGIN.broken(where, f"token {number} {form!r} does not follow in the sentence's text")
            shared = (start, start + len(form))
            at = shared[1]
        if surface:
            until = int(number.split("-")[1])
            continue
        if not cells[6].isdigit():
            raise ORIGIN.broken(where, f"token {number} has no head")
        _, _, lemma, upos, xpos, feats, head, deprel, _, misc = cells
        words.append((int(number), *shared, form, lemma, upos, xpos, feats, int(head), deprel, misc))
    return words


def _passives(words: list[_Word], text: str) -> list[tuple[Any, ...]]:
    children: dict[int, list[_Word]] = {}
    for word in words:
        children.setdefault(word[8], []).append(word)

    def reach(head: _Word | None) -> tuple[int | None, int | None, str | None]:
        if head is None:
            return None, None, None
        stack, start, end = [head], head[1], head[2]
        while stack:
            word = stack.pop()
            start, end = min(start, word[1]), max(end, word[2])
            stack.extend(children.get(word[0], []))
        return start, end, text[start:end]

    rows: list[tuple[Any, ...]] = []
    for word in words:
        below = children.get(word[0], [])
        subject = next((child for child in below if child[9] in _SUBJECT), None)
        auxiliary = any(child[9] == "aux:pass" for child in below)
        agent = next((child for child in below if child[9] == "obl:agent"), None)
        if subject is not None or auxiliary or agent is not None:
            rows.append((*word[:5], subject is not None, auxiliary, *reach(subject), *reach(agent)))
    return rows
