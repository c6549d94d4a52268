"""A corpus on one page: what groups of articles call things, in whose voice, who acts; numbers open their sentences."""

from __future__ import annotations

import base64
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.comparison import plain_words as words
from framing.comparison.evidence import Snippet, snippet_in, whose
from framing.comparison.rows import flat
from framing.document.model import PROPER_ZONES
from framing.errors import DataError, SettingError, given_possible
from framing.report.page import render, safe_link, write_page

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon import Lexicon
    from framing.profiles import Profiles

__all__ = ["corpus"]

_GROUPS: Final = 12
_NO_GROUP: Final = "(none given)"


def corpus(
    profiles: Profiles,
    path: str | os.PathLike[str] | None = None,
    *,
    by: str = "outlet",
    title: str | None = None,
    choice_sets: Sequence[str] | None = None,
    evidence: int = 20,
    figures: bool = True,
) -> str | Path:
    """Make one self-contained HTML page of a corpus: figures, tables whose cells open their sentences, provenance.

    The page loads nothing, opens from disk, prints, and works by keyboard. It describes choices and judges no outlet.

    Parameters
    ----------
    profiles : Profiles
        From :func:`framing.profile` or :func:`framing.load_profiles`. Sentences are shown where texts were kept.
    path : path, optional
        Where to write it; whole or not at all.
    by : str
        Column of ``profiles.articles`` that holds the groups, at most twelve.
    title : str, optional
    choice_sets : sequence of str, optional
        The choice sets to show; by default every one with an opportunity, those named most often first.
    evidence : int
        Sentences listed for one cell at most; the cell's count is always of all.
    figures : bool
        Draw figures; needs the extra ``plot``.

    Returns
    -------
    str or Path
        The page, or the path if one was given.

    Raises
    ------
    SettingError
        If `by` is no column of the articles, or a choice set is unknown.
    DataError
        If there are more than twelve groups, or no readable article.
    OutputError
        If the page cannot be written there.

    Examples
    --------
    >>> import framing as fr
    >>> found = fr.profile(fr.datasets.load_teaching(), [fr.LexiconDetector(fr.load_lexicon("conflict"))])
    >>> page = fr.report.corpus(found, figures=False)
    >>> page.startswith("<!DOCTYPE html>"), "Marlund Tribune" in page
    (True, True)
    """
    groups = _groups(profiles, by)
    book = _Evidence(profiles, groups, evidence)
    shown = _choice_sets(profiles, choice_sets)
    context = {
        "title": title or "A corpus, profiled",
        "by": by,
        "groups": _overview(profiles, groups),
        "warnings": _warnings(profiles, by),
        "voices": {"labels": list(words.VOICES.values()), "rows": _voices(profiles, groups)},
        "voices_figure": _figure(profiles, "voices", by, None) if figures else None,
        "sets": [_set(profiles, lexicon, name, groups, book, by, figures) for lexicon, name in shown],
        "agency": _agency(profiles, groups, book),
        "agency_figure": _figure(profiles, "agency", by, None) if figures and len(profiles.events) else None,
        "sources": _sources(profiles, groups),
        "articles": _articles(profiles, by),
        "evidence": book.cells,
        "texts": profiles.texts is not None,
        "methods": profiles.provenance.methods(),
        "facts": _facts(profiles),
    }
    page = render("corpus.html.j2", style="page.css,corpus.css", script="corpus.js", images=True, **context)
    return page if path is None else write_page(page, path)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One place behind a cell."""

    article: str
    group: str
    seen: Snippet
    whose: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """The evidence of a cell: `total` places, the first of them as sentences."""

    key: str
    title: str
    total: int
    sentences: tuple[_Sentence, ...]


class _Evidence:
    """Collects the sentences that cells lead to, each cell once, in the order of the tables."""

    def __init__(self, profiles: Profiles, groups: Mapping[str, list[str]], limit: int) -> None:
        self.cells: list[_Cell] = []
        self._limit = limit
        self._texts = profiles.texts
        self._group = {article: group for group, articles in groups.items() for article in articles}
        self._headlines = dict(zip(profiles.articles["article_id"], profiles.articles["headline"], strict=True))
        self._zones = {
            article: rows[["start", "end"]].to_numpy() for article, rows in profiles.zones.groupby("article_id")
        }

    def cell(self, title: str, rows: pd.DataFrame) -> str | None:
        """Keep the evidence of a cell and give the key that leads to it; None without any."""
        if rows.empty:
            return None
        key = f"e{len(self.cells) + 1}"
        listed = tuple(self._sentence(row) for row in rows.head(self._limit).to_dict("records"))
        self.cells.append(_Cell(key, title, len(rows), listed))
        return key

    def _sentence(self, row: Mapping[Any, Any]) -> _Sentence:
        article, start, end = str(row["article_id"]), int(row["start"]), int(row["end"])
        if self._texts is None:
            seen = Snippet("", flat(row["text"]), "")
        else:
            seen = snippet_in(str(self._texts[article]), start, end, self._bounds(article, start, end), 220)
        headline = flat(self._headlines.get(article)) or article
        return _Sentence(headline, self._group.get(article, ""), seen, whose(row))

    def _bounds(self, article: str, start: int, end: int) -> tuple[int, int]:
        for first, last in self._zones.get(article, ()):
            if first <= start < last:
                return int(first), max(int(last), end)
        return start, end


def _groups(profiles: Profiles, by: str) -> dict[str, list[str]]:
    articles = profiles.articles
    if by not in articles.columns:
        raise SettingError(given_possible("by", by, list(articles.columns)))
    if articles.empty or articles["problem"].notna().all():
        raise DataError("no article of these profiles could be read; see profiles.articles['problem']")
    names = articles[by].astype(object).where(articles[by].notna(), _NO_GROUP).astype(str)
    found: dict[str, list[str]] = {
        str(name): [str(article) for article in rows] for name, rows in articles.groupby(names)["article_id"]
    }
    if len(found) > _GROUPS:
        raise DataError(
            f"{by!r} has {len(found):,} groups and a page shows at most {_GROUPS}; choose a column with fewer, "
            "or profile a part of the corpus"
        )
    return found


def _counted(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["zone"].isin(PROPER_ZONES) & table["duplicate_of"].isna()]


def _of(table: pd.DataFrame, articles: Sequence[str]) -> pd.DataFrame:
    return table[table["article_id"].isin(articles)]


def _overview(profiles: Profiles, groups: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    rows = []
    for name, ids in groups.items():
        found = _of(profiles.articles, ids)
        days = found["published"].dropna()
        rows.append(
            {
                "name": name,
                "articles": len(found),
                "problems": int(found["problem"].notna().sum()),
                "words": int(found["n_words"].sum()),
                "stories": int(found["story"].nunique()),
                "from": f"{days.min():%Y-%m-%d}" if len(days) else "",
                "to": f"{days.max():%Y-%m-%d}" if len(days) else "",
            }
        )
    return rows


def _warnings(profiles: Profiles, by: str) -> list[str]:
    from framing.comparison.aggregate import aggregate

    found = list(aggregate(profiles, by=by, measures="voices").warnings)
    stories = profiles.articles["story"].nunique()
    if stories < 10:
        found.insert(0, f"{stories} stories: differences on this page are descriptions, and none is tested.")
    return found


def _voices(profiles: Profiles, groups: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    rows = []
    for name, ids in groups.items():
        found = _of(profiles.articles, ids)
        total = float(found[[f"words_{voice}" for voice in words.VOICES]].sum().sum())
        cells = [float(found[f"words_{voice}"].sum()) for voice in words.VOICES]
        rows.append(
            {"name": name, "total": int(total), "cells": [(words.percent(n / total) if total else "–") for n in cells]}
        )
    return rows


def _choice_sets(profiles: Profiles, wanted: Sequence[str] | None) -> list[tuple[Lexicon, str]]:
    known = {name: lexicon for lexicon in profiles.lexicons.values() for name in lexicon.choice_sets}
    for name in wanted or ():
        if name not in known:
            raise SettingError(given_possible("choice set", name, known))
    if wanted is not None:
        return [(known[name], name) for name in wanted]
    counts = _counted(profiles.mentions)["choice_set"].value_counts()
    return [(known[name], name) for name in counts.index if name in known]


def _set(
    profiles: Profiles,
    lexicon: Lexicon,
    name: str,
    groups: Mapping[str, list[str]],
    book: _Evidence,
    by: str,
    figures: bool,
) -> dict[str, Any]:
    chosen = lexicon.choice_sets[name]
    counted = _counted(profiles.mentions)
    counted = counted[(counted["choice_set"] == name) & (counted["lexicon"] == lexicon.name)]
    kinds = {
        "own": counted[counted["voice"] == "own"],
        "outlet": counted[counted["wording"] == "outlet"],
        "all": counted,
    }
    # Each table is cut by groups once, not once a cell.
    variants = {
        (kind, group): _of(table, ids)["variant"].value_counts().to_dict()
        for kind, table in kinds.items()
        for group, ids in groups.items()
    }
    places = {group: dict(list(_of(counted, ids).groupby("variant"))) for group, ids in groups.items()}
    rows = []
    for variant in chosen.variants:
        cells: list[dict[str, Any]] = []
        for group in groups:
            values = {}
            for kind in kinds:
                found = variants[kind, group]
                hits, of = found.get(variant.name, 0), sum(found.values())
                values[kind] = {
                    "hits": hits,
                    "of": of,
                    "share": words.percent(hits / of) if of else "–",
                    "width": round(100 * hits / of, 1) if of else 0,
                }
            title = f"{chosen.label}: {variant.label}, {group}"
            there = places[group].get(variant.name)
            cells.append({**values, "key": None if there is None else book.cell(title, there)})
        if any(cell["all"]["hits"] for cell in cells):
            rows.append({"label": variant.label, "role": variant.role, "cells": cells})
    return {
        "name": name,
        "label": chosen.label or name,
        "question": chosen.question,
        "opportunities": len(counted),
        "groups": list(groups),
        "rows": rows,
        "figure": _figure(profiles, f"shares:{name}", by, lexicon) if figures and len(rows) > 1 else None,
    }


def _agency(profiles: Profiles, groups: Mapping[str, list[str]], book: _Evidence) -> dict[str, Any] | None:
    if profiles.events.empty:
        return None
    events = _counted(profiles.events)
    rows = []
    for kind in events["kind"].value_counts().index:
        of_kind = events[events["kind"] == kind]
        total = {group: len(_of(of_kind, ids)) for group, ids in groups.items()}
        for scope, label in words.AGENT_SCOPES.items():
            found = of_kind[of_kind["agent_scope"] == scope]
            if found.empty:
                continue
            cells = []
            for group, ids in groups.items():
                there, of = _of(found, ids), total[group]
                title = f"{words.KINDS.get(str(kind), str(kind))}: the responsible party {label}, {group}"
                share = words.percent(len(there) / of) if of else "–"
                cells.append({"hits": len(there), "of": of, "share": share, "key": book.cell(title, there)})
            if any(cell["hits"] for cell in cells):
                rows.append({"kind": words.KINDS.get(str(kind), str(kind)), "scope": label, "cells": cells})
    return {"groups": list(groups), "rows": rows}


def _sources(profiles: Profiles, groups: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    found = []
    for name, ids in groups.items():
        rows = _of(profiles.attributions, ids)
        named = rows["source_resolved"].fillna(rows["source"]).map(flat)
        total = int(rows["n_words"].sum())
        top = rows["n_words"].groupby(named).sum().sort_values(ascending=False, kind="stable").head(8)
        listed = [
            {"name": source or "unnamed", "words": int(n), "share": words.percent(n / total)}
            for source, n in top.items()
        ]
        found.append({"name": name, "total": total, "top": listed})
    return found


def _articles(profiles: Profiles, by: str) -> list[dict[str, Any]]:
    return [
        {
            "id": flat(row["article_id"]),
            "group": flat(row[by]),
            "headline": flat(row["headline"]),
            "published": f"{row['published']:%Y-%m-%d}" if row["published"] == row["published"] else "",
            "link": safe_link(row.get("url")),
            "words": "" if row["n_words"] != row["n_words"] else f"{int(row['n_words']):,}",
            "problem": flat(row["problem"]),
        }
        for row in profiles.articles.to_dict("records")
    ]


def _facts(profiles: Profiles) -> list[tuple[str, str]]:
    provenance = profiles.provenance
    lexicons = [
        (f"Lexicon {part.name}", f"version {part.version}, SHA-256 {part.hash}") for part in provenance.lexicons
    ]
    return [("framing", provenance.framing), ("Corpus", f"SHA-256 {provenance.corpus_hash}"), *lexicons]


def _figure(profiles: Profiles, measure: str, by: str, lexicon: Lexicon | None) -> str | None:
    """Draw a measure as an SVG with real text, as an address that the page holds itself."""
    from framing import plot
    from framing.comparison.aggregate import aggregate

    # Whose words a figure of names counts is the outlet's; the table beside it has all.
    result = aggregate(profiles, by=by, measures=measure, wording="outlet" if lexicon else None)
    if result.table.empty:
        return None
    with plot.style("page"):
        if measure == "voices":
            ax = plot.voices(result)
        elif measure == "agency":
            ax = plot.agency(result)
        else:
            ax = plot.shares(result, lexicon=lexicon)
        with tempfile.TemporaryDirectory() as folder:
            drawn = plot.save(ax, Path(folder) / "figure.svg").read_bytes()
    return "data:image/svg+xml;base64," + base64.b64encode(drawn).decode()
