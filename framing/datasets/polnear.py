"""PolNeAR: attributions in political news, in the authors' brat stand-off files.

Layout below the folder: ``data/<split>/text/NAME.txt``, ``data/<split>/attributions/NAME_ANNOTATOR.ann`` and
``metadata.tsv`` (beside ``data`` or in it). Some articles have several annotators, each with a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.datasets.origin import Origin
from framing.errors import ReadError, SettingError, given_possible

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PolNeAR", "read_polnear"]

ORIGIN = Origin(
    name="PolNeAR",
    get_from="github.com/networkdynamics/PolNeAR",
    licence="none stated; the texts belong to seven US outlets",
    reference="Newell, Margolin and Ruths 2018, LREC",
)

_TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t.*)?\Z", re.DOTALL)
_ROLE = re.compile(r"(Source|Cue|Content)\d*\Z")
_WORD = re.compile(r"\w+")
_SPAN_COLUMNS = ("article_id", "annotator", "span_id", "label", "piece", "start", "end", "text")
_ATTRIBUTION_COLUMNS = (
    *("article_id", "attribution_id", "start", "end", "text", "voice", "kind"),
    *("source", "source_resolved", "source_type", "cue", "cue_class", "n_words", "rule", "confidence"),
    *("source_start", "source_end", "cue_start", "cue_end"),
    *("annotator", "content", "piece", "n_pieces", "has_source", "content_id", "source_id", "cue_id"),
)
_PROBLEM_COLUMNS = ("article_id", "annotator", "where", "problem")


@dataclass(frozen=True, slots=True)
class PolNeAR:
    """One split of PolNeAR.

    Attributes
    ----------
    documents : pandas.DataFrame
        One row per article: ``article_id`` (the file's name), ``outlet``, ``text``, ``headline``, ``published`` (UTC),
        ``author``, ``wire_source``, ``credit``, ``annotators`` (tuple of all who coded it) and ``annotator`` (tuple of
        those who are in the tables below).
    attributions : pandas.DataFrame
        One row per piece of a content, in the columns of the library's ``attributions`` table, and ``annotator``,
        ``content`` (1, or 2 for a second content of the same attribution), ``piece`` and ``n_pieces`` (within all
        contents of the attribution), ``has_source``, and the ids of the three spans in `spans`. ``source_start`` to
        ``source_end`` reaches from the first to the last piece of the source, and so for the cue; ``source`` and
        ``cue`` hold their pieces' words alone. What PolNeAR does not code (``voice``, ``kind`` ...) is null.
    spans : pandas.DataFrame
        Every annotated span, one row a piece: ``label`` is ``Source``, ``Cue``, ``Content``, or one of the annotators'
        marks for other text, ``Discard`` and ``Discuss``.
    problems : pandas.DataFrame
        Attributions without a content, arguments that name no span, and annotators' notes: what gives no row above.
    """

    documents: pd.DataFrame
    attributions: pd.DataFrame
    spans: pd.DataFrame
    problems: pd.DataFrame


@dataclass(slots=True)
class _Rows:
    spans: list[tuple[Any, ...]]
    attributions: list[dict[str, Any]]
    problems: list[tuple[str, str, str, str]]


def read_polnear(folder: str | os.PathLike[str], split: str = "dev", *, annotators: str = "first") -> PolNeAR:
    """Read one split of PolNeAR: articles and their attributions (source, cue and content).

    Parameters
    ----------
    folder : str or os.PathLike
        The folder that holds ``data``.
    split : str
        The name of a folder in ``data``: ``"train"``, ``"dev"`` or ``"test"`` (which the authors ask to use once).
    annotators : {"first", "all"}
        Where several people coded an article: the first of them by name, or all.

    Returns
    -------
    PolNeAR
        Offsets are code points into ``documents.text``, half-open; each is checked against the annotated words.

    Raises
    ------
    ReadError
        If a file is missing, damaged, or its offsets do not give the annotated words.
    SettingError
        If `annotators` is neither of the two.

    References
    ----------
    Newell, Margolin and Ruths (2018): An Attribution Relations Corpus for Political News. LREC.

    Examples
    --------
    >>> read_polnear("no-such-folder")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.ReadError: PolNeAR: there is no folder 'no-such-folder'; get the set ...
    """
    import pandas as pd

    if annotators not in ("first", "all"):
        raise SettingError(given_possible("annotators", annotators, ("first", "all")))
    root = ORIGIN.folder(folder)
    base = ORIGIN.first(root, f"data/{split}")
    texts = ORIGIN.first(base, "text")
    metadata = _metadata(ORIGIN.first(root, "metadata.tsv", "data/metadata.tsv"))
    files = _annotation_files(ORIGIN.first(base, "attributions"))
    rows = _Rows([], [], [])
    documents: list[dict[str, Any]] = []
    for path in sorted(texts.glob("*.txt")):
        article_id = path.stem
        text = ORIGIN.text(path)
        coded = files.pop(article_id, [])
        used = coded if annotators == "all" else coded[:1]
        if not coded:
            rows.problems.append((article_id, "", path.name, "no annotation file"))
        for annotator, annotation in used:
            _read_annotation(annotation, text, article_id, annotator, rows)
        row = metadata.get(article_id, {})
        documents.append(
            {
                "article_id": article_id,
                "outlet": row.get("publisher", article_id.split("_", 1)[0]),
                "text": text,
                "headline": row.get("title"),
                "published": row.get("publication_date"),
                "author": row.get("author"),
                "wire_source": row.get("wire"),
                "credit": row.get("credit"),
                "annotators": tuple(name for name, _ in coded),
                "annotator": tuple(name for name, _ in used),
            }
        )
    if not documents:
        raise ReadError(f"{ORIGIN.name}: {os.fspath(texts)!r} holds no .txt file; get the set from {ORIGIN.get_from}")
    for article_id, left in files.items():
        rows.problems.append((article_id, left[0][0], left[0][1].name, "annotation file without its text"))
    table = pd.DataFrame(documents)
    table["published"] = pd.to_datetime(table["published"], utc=True, errors="coerce")
    attributions = pd.DataFrame(rows.attributions, columns=list(_ATTRIBUTION_COLUMNS))
    for column in ("source_start", "source_end", "cue_start", "cue_end"):
        attributions[column] = attributions[column].astype("Int64")
    return PolNeAR(
        documents=table,
        attributions=attributions,
        spans=pd.DataFrame(rows.spans, columns=list(_SPAN_COLUMNS)),
        problems=pd.DataFrame(rows.problems, columns=list(_PROBLEM_COLUMNS)),
    )


def _metadata(path: Path) -> dict[str, dict[str, str | None]]:
    columns = ("filename", "publisher", "publication_date", "author", "title", "credit", "wire")
    frame = ORIGIN.table(path, columns, delimiter="\t", quoted=False)
    return {
        str(row["filename"]): {key: None if row[key] in ("None", "") else str(row[key]) for key in columns}
        for row in frame.to_dict("records")
    }


def _annotation_files(folder: Path) -> dict[str, list[tuple[str, Path]]]:
    found: dict[str, list[tuple[str, Path]]] = {}
    for path in sorted(folder.glob("*.ann")):
        article_id, _, annotator = path.stem.rpartition("_")
        found.setdefault(article_id, []).append((annotator, path))
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Join the lines of an annotation whose words ran over a line end in the article."""
    pending: tuple[int, str] | None = None
    for number, line in enumerate(ORIGIN.text(path).split("\n"), start=1):
        if re.match(r"(?:[TERAM]\d+|#\d+|\*)\t", line):
            if pending:
                yield pending
            pending = (number, line.rstrip("\r"))
        elif pending:
            pending = (pending[0], f"{pending[1]}\n{line}")
        elif line.strip():
            raise ORIGIN.broken(f"{path.name!r} line {number}", "not a line of brat stand-off")
    if pending:
        yield pending


def _read_annotation(path: Path, text: str, article_id: str, annotator: str, rows: _Rows) -> None:
    labels: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, int]]] = {}
    relations: list[tuple[int, str]] = []
    for number, line in _lines(path):
        where = f"{path.name!r} line {number}"
        if line.startswith("E"):
            relations.append((number, line))
        elif line.startswith("T"):
            match = _TEXT_BOUND.match(line)
            if match is None:
                raise ORIGIN.broken(where, "a span without its numbers")
            span, label = match[1], match[2]
            found = [(int(a), int(b)) for a, b in (part.split() for part in match[3].split(";"))]
            _check_words(found, text, line, where)
            labels[span] = label
            pieces[span] = found
            if not label.startswith("Attribution"):  # the trigger of an event repeats its cue
                rows.spans.extend(
                    (article_id, annotator, span, label, piece, start, end, text[start:end])
                    for piece, (start, end) in enumerate(found, start=1)
                )
        elif line.startswith("#"):
            rows.problems.append((article_id, annotator, f"line {number}", f"note: {line.split(chr(9))[-1].strip()}"))
    for number, line in relations:
        _read_relation(line, f"line {number}", (labels, pieces), (article_id, annotator, text), rows)


def _check_words(found: list[tuple[int, int]], text: str, line: str, where: str) -> None:
    if any(not 0 <= start < end <= len(text) for start, end in found):
        raise ORIGIN.broken(where, f"offsets outside the article of {len(text)} characters")
    annotated = line.split("\t", 2)[2].split() if line.count("\t") > 1 else []
    given = " ".join(text[start:end] for start, end in found).split()
    # brat joins pieces with a space, which can part or join a word at the seam, so the seams are left out.
    if "".join(annotated) and "".join(annotated) != "".join(given):
        raise ORIGIN.broken(where, f"the offsets give {' '.join(given)[:40]!r}, not the annotated words")


def _read_relation(
    line: str,
    where: str,
    spans: tuple[dict[str, str], dict[str, list[tuple[int, int]]]],
    article: tuple[str, str, str],
    rows: _Rows,
) -> None:
    labels, pieces = spans
    article_id, annotator, text = article
    event, _, arguments = line.partition("\t")
    roles: dict[str, list[str]] = {"Source": [], "Cue": [], "Content": []}
    for argument in arguments.split():
        role, _, span = argument.partition(":")
        match = _ROLE.match(role)
        if match is None:
            continue
        if span not in labels:
            rows.problems.append((article_id, annotator, where, f"{event}: {role} names no span {span}"))
            continue
        roles[match[1]].append(span)
    if not roles["Content"]:
        rows.problems.append((article_id, annotator, where, f"{event}: an attribution without a content"))
        return

    def words(spans: list[str]) -> str | None:
        return " ".join(text[a:b] for span in spans for a, b in pieces[span]) if spans else None

    def reach(spans: list[str]) -> tuple[int | None, int | None]:
        found = [piece for span in spans for piece in pieces[span]]
        return (min(a for a, _ in found), max(b for _, b in found)) if found else (None, None)

    contents = [(n, span, a, b) for n, span in enumerate(roles["Content"], start=1) for a, b in pieces[span]]
    source_start, source_end = reach(roles["Source"])
    cue_start, cue_end = reach(roles["Cue"])
    for piece, (content, span, start, end) in enumerate(contents, start=1):
        rows.attributions.append(
            {
                "article_id": article_id,
                "attribution_id": event if annotator == "" else f"{annotator}-{event}",
                "start": start,
                "end": end,
                "text": text[start:end],
                "source": words(roles["Source"]),
                "cue": words(roles["Cue"]),
                "n_words": len(_WORD.findall(text[start:end])),
                "source_start": source_start,
                "source_end": source_end,
                "cue_start": cue_start,
                "cue_end": cue_end,
                "annotator": annotator,
                "content": content,
                "piece": piece,
                "n_pieces": len(contents),
                "has_source": bool(roles["Source"]),
                "content_id": span,
                "source_id": roles["Source"][0] if roles["Source"] else None,
                "cue_id": roles["Cue"][0] if roles["Cue"] else None,
            }
        )
