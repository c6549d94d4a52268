"""The tables of a contrast: for two articles, what each calls things, in whose voice, who acts, who is quoted.

Every function takes rows of the tables of a Profiles that belong to the two articles, with a column ``side`` (``a`` or
``b``), and gives a table in which every number is an aggregate of those rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from framing.comparison.alignment import SIMILAR, align_sentences
from framing.comparison.divergence import jensen_shannon_rows
from framing.comparison.names import names_of_one
from framing.comparison.numbers import numbers_of_one
from framing.comparison.rows import flat, records
from framing.comparison.stories import only_spans
from framing.detectors.agency.table import AGENT_SCOPES, COLLAPSED, CONSTRUCTIONS
from framing.document.model import PROPER_ZONES, VOICES
from framing.profiles.measures import select_rows, share_variants

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon.model import Lexicon

__all__ = [
    "SIDES",
    "agency_table",
    "agents_table",
    "categories_table",
    "closest_table",
    "distances_table",
    "only_table",
    "shares_table",
    "sources_table",
    "words_table",
]

SIDES: Final = ("a", "b")

# Whose words count, and the prefixes of columns: the outlet's own voice, its wording, everybody's.
BASES: Final = ("own", "outlet", "all")


def _counted(rows: pd.DataFrame, base: str) -> pd.DataFrame:
    """Keep the mentions that count: in own voice, in the outlet's wording, or in all voices."""
    return select_rows(rows, voice="own" if base == "own" else None, wording="outlet" if base == "outlet" else None)


def _frame(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns))


def shares_table(mentions: pd.DataFrame, lexicons: Mapping[str, Lexicon]) -> pd.DataFrame:
    """Give hits, opportunities and shares of every variant of every choice set, a row per side.

    Columns: ``lexicon, choice_set, set_label, question, variant, label, role, side``; for own voice (``own_``), the
    outlet's wording (``outlet_``) and all voices (``all_``) each ``hits, opportunities, share, low, high``; and
    ``source_hits`` and ``uncertain_hits``. Low and high bound the share whatever the mentions of voice ``uncertain``
    turn out to be: they count none of the variant's and all of its rivals', and the reverse.
    """
    import pandas as pd

    parts = []
    for lexicon in lexicons.values():
        rows = mentions[mentions["lexicon"] == lexicon.name].assign(article_id=lambda rows: rows["side"])
        sets = list(lexicon.choice_sets.values())
        unsure = select_rows(rows, voice="uncertain")
        nothing = unsure.iloc[:0]
        tables = {
            base: share_variants(_counted(rows, base), nothing if base == "all" else unsure, SIDES, sets)
            for base in BASES
        }
        part = tables["own"][["choice_set", "article_id", "variant", "role"]].rename(columns={"article_id": "side"})
        part.insert(0, "lexicon", lexicon.name)
        part.insert(2, "set_label", part["choice_set"].map({s.name: s.label for s in sets}))
        part.insert(3, "question", part["choice_set"].map({s.name: s.question for s in sets}))
        labels = {f"{s.name}.{variant.name}": variant.label for s in sets for variant in s.variants}
        part.insert(6, "label", (part["choice_set"] + "." + part["variant"]).map(labels))
        for base, table in tables.items():
            for column in ("hits", "opportunities"):
                part[f"{base}_{column}"] = table[column].astype("int64")
            for column in ("share", "low", "high"):
                part[f"{base}_{column}"] = table[column]
        quoted = share_variants(select_rows(rows, wording="source"), nothing, SIDES, sets)
        part["source_hits"] = quoted["hits"].astype("int64")
        part["uncertain_hits"] = share_variants(unsure, nothing, SIDES, sets)["hits"].astype("int64")
        parts.append(part)
    if not parts:
        head = ["lexicon", "choice_set", "set_label", "question", "side", "variant", "label", "role"]
        tail = [f"{base}_{c}" for base in BASES for c in ("hits", "opportunities", "share", "low", "high")]
        return _frame([], [*head, *tail, "source_hits", "uncertain_hits"])
    return pd.concat(parts, ignore_index=True)


def distances_table(shares: pd.DataFrame) -> pd.DataFrame:
    """Give the Jensen–Shannon distance (base 2) of the two articles for every choice set.

    Columns: ``lexicon, choice_set, label``, and ``own``, ``outlet``, ``all``: the distance of the shares in own voice,
    in the outlet's wording and in all voices, NaN where one of the two has no opportunity.
    """
    rows = []
    for (lexicon, name), part in shares.groupby(["lexicon", "choice_set"], sort=False):
        sides = [part[part["side"] == side] for side in SIDES]
        row = {"lexicon": lexicon, "choice_set": name, "label": part["set_label"].iloc[0]}
        for base in BASES:
            row[base] = float(jensen_shannon_rows(*(side[f"{base}_hits"].to_numpy(dtype=np.float64) for side in sides)))
        rows.append(row)
    return _frame(rows, ["lexicon", "choice_set", "label", *BASES])


def categories_table(mentions: pd.DataFrame, lexicons: Mapping[str, Lexicon], articles: pd.DataFrame) -> pd.DataFrame:
    """Give mentions of every plain category, and per 1,000 words of the same voice.

    Columns: ``lexicon, category, label, side, own_hits, own_rate, outlet_hits, outlet_rate, all_hits, all_rate``.
    """
    counted = {base: _counted(mentions, base) for base in BASES}
    words = {
        "own": articles["words_own"],
        "outlet": articles[["words_own", "words_indirect", "words_scare"]].sum(axis=1),
        "all": articles["n_words"],
    }
    rows = []
    for lexicon in lexicons.values():
        for category in lexicon.categories.values():
            for side in SIDES:
                row: dict[str, Any] = {
                    "lexicon": lexicon.name,
                    "category": category.name,
                    "label": category.label,
                    "side": side,
                }
                for base, table in counted.items():
                    hits = int(((table["feature"] == category.name) & (table["side"] == side)).sum())
                    n = float(words[base].loc[side])
                    row[f"{base}_hits"] = hits
                    row[f"{base}_rate"] = 1000 * hits / n if n else float("nan")
                rows.append(row)
    columns = ["lexicon", "category", "label", "side", *(f"{b}_{c}" for b in BASES for c in ("hits", "rate"))]
    return _frame(rows, columns)


def words_table(articles: pd.DataFrame) -> pd.DataFrame:
    """Give the words of the article proper by voice.

    Columns: ``voice, side, words, share``: the share of the article's words, NaN for an article without words.
    """
    rows = []
    for voice in VOICES:
        for side in SIDES:
            article: Any = articles.loc[side]
            total, words = float(article["n_words"]), int(article[f"words_{voice}"])
            share = words / total if total else float("nan")
            rows.append({"voice": voice, "side": side, "words": words, "share": share})
    return _frame(rows, ["voice", "side", "words", "share"])


def agency_table(events: pd.DataFrame, label: Callable[[Any], str]) -> pd.DataFrame:
    """Count the events of violence by construction, by where the agent stands, and by the groups of both parties.

    Columns: ``aspect`` (``construction``, ``class``, ``agent_scope``, ``agent_group``, ``victim_group``), ``value,
    label, side, events, own_events, agent_omitted, total``: events of the article proper, those of them in the outlet's
    own voice, those whose agent stands nowhere, and all events of that side. A group that is not known has the value
    ``unknown``; so has an agent that the sentence does not name, because what another sentence names may have done
    something else.
    """
    counted = records(select_rows(events))
    for event in counted:
        event["class"] = COLLAPSED.get(event["construction"])
        if event["agent_scope"] == "article":
            event["agent_group"] = None
    total = Counter(event["side"] for event in counted)
    known: dict[str, Sequence[str]] = {
        "construction": CONSTRUCTIONS,
        "class": tuple(dict.fromkeys(COLLAPSED.values())),
        "agent_scope": AGENT_SCOPES,
    }
    rows = []
    for aspect in ("construction", "class", "agent_scope", "agent_group", "victim_group"):
        found = {event[aspect] or "unknown" for event in counted}
        for value in known.get(aspect) or sorted(found, key=lambda name: (name == "unknown", name)):
            for side in SIDES:
                mine = [e for e in counted if e["side"] == side and (e[aspect] or "unknown") == value]
                rows.append(
                    {
                        "aspect": aspect,
                        "value": value,
                        "label": label(value) if aspect.endswith("group") else value,
                        "side": side,
                        "events": len(mine),
                        "own_events": sum(event["voice"] == "own" for event in mine),
                        "agent_omitted": sum(event["agent_scope"] == "none" for event in mine),
                        "total": total[side],
                    }
                )
    return _frame(rows, ["aspect", "value", "label", "side", "events", "own_events", "agent_omitted", "total"])


def agents_table(events: pd.DataFrame) -> pd.DataFrame:
    """Give how each article names the acting party, and where.

    Columns: ``side, agent, agent_group, agent_scope, events``; an event whose agent stands nowhere has no agent (null).
    """
    counted = select_rows(events)
    rows: dict[tuple[Any, ...], int] = {}
    for event in records(counted):
        agent, group = flat(event["agent"]) or None, event["agent_group"] or None
        key = (event["side"], agent, group, event["agent_scope"])
        rows[key] = rows.get(key, 0) + 1
    columns = ["side", "agent", "agent_group", "agent_scope"]
    ordered = sorted(rows.items(), key=lambda item: (item[0][0], -item[1], str(item[0][1])))
    return _frame([{**dict(zip(columns, key, strict=True)), "events": n} for key, n in ordered], [*columns, "events"])


def sources_table(attributions: pd.DataFrame) -> pd.DataFrame:
    """Give who is quoted or reported, with how many words and by which cues.

    Columns: ``side, source, source_type, n_words, direct_words, indirect_words, claims, cues``; ``cues`` is a list of
    dicts with ``cue``, ``cue_class`` and ``n``. A pronoun stands under the name that it was resolved to. Words that are
    printed twice (a pull quote) count once; content outside the article proper does not count.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    seen: set[tuple[str, str]] = set()
    claims: set[tuple[str, Any]] = set()
    for row in records(attributions):
        if row["zone"] not in PROPER_ZONES:
            continue
        content = (row["side"], _key(row["text"]))
        if content in seen:
            continue
        seen.add(content)
        name = flat(row["source_resolved"]) or flat(row["source"]) or "unnamed"
        entry = found.setdefault(
            (row["side"], name.casefold()),
            {
                "side": row["side"],
                "source": name,
                "source_type": row["source_type"],
                "n_words": 0,
                "direct_words": 0,
                "indirect_words": 0,
                "claims": 0,
                "cues": [],
            },
        )
        entry["n_words"] += int(row["n_words"])
        if row["voice"] in {"direct", "indirect"}:
            entry[f"{row['voice']}_words"] += int(row["n_words"])
        claim = (row["side"], row["attribution_id"])
        if claim not in claims:
            claims.add(claim)
            entry["claims"] += 1
            _add_cue(entry["cues"], row)
    columns = ["side", "source", "source_type", "n_words", "direct_words", "indirect_words", "claims", "cues"]
    return _frame(sorted(found.values(), key=lambda r: (r["side"], -r["n_words"], r["source"])), columns)


def _add_cue(cues: list[dict[str, Any]], row: Mapping[Any, Any]) -> None:
    cue = flat(row["cue"])
    for known in cues:
        if (known["cue"], known["cue_class"]) == (cue, row["cue_class"]):
            known["n"] += 1
            return
    cues.append({"cue": cue, "cue_class": row["cue_class"], "n": 1})


def _key(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in str(text).casefold()).split())


def only_table(texts: Mapping[str, str], proper: Mapping[str, Sequence[tuple[int, int]]]) -> pd.DataFrame:
    """Give the numbers and names that only one of the articles mentions.

    Columns: ``side, kind`` (``number``, ``name``), ``text, start, end, value`` (of a number). Only the article proper
    is searched, in both.
    """
    masked = {side: only_spans(texts[side], proper[side]) for side in SIDES}
    rows: list[dict[str, Any]] = []
    for side, other in (SIDES, SIDES[::-1]):
        here, there = masked[side], masked[other]
        found = [("number", one.start, one.end, one.value) for one in numbers_of_one(here, there)]
        found += [("name", one.start, one.end, float("nan")) for one in names_of_one(here, there)]
        rows += [
            {"side": side, "kind": kind, "text": texts[side][start:end], "start": start, "end": end, "value": value}
            for kind, start, end, value in found
        ]
    return _frame(rows, ["side", "kind", "text", "start", "end", "value"])


def closest_table(texts: Mapping[str, str], sentences: Mapping[str, Sequence[tuple[int, int]]]) -> pd.DataFrame:
    """Give for each sentence of the article proper the closest one of the other article.

    Columns: ``side, start, end, text, other_start, other_end, other_text, similarity, alone``; ``alone`` says that no
    sentence of the other reaches the similarity :data:`~framing.comparison.alignment.SIMILAR`. Where nothing is shared
    the other's columns are null.
    """
    parts = {side: [" ".join(texts[side][s:e].split()) for s, e in sentences[side]] for side in SIDES}
    rows = []
    for side, other, found in zip(SIDES, SIDES[::-1], align_sentences(parts["a"], parts["b"]), strict=True):
        for number, (start, end) in enumerate(sentences[side]):
            closest, similarity = int(found.closest[number]), float(found.similarity[number])
            there = sentences[other][closest] if closest >= 0 else (None, None)
            rows.append(
                {
                    "side": side,
                    "start": start,
                    "end": end,
                    "text": parts[side][number],
                    "other_start": there[0],
                    "other_end": there[1],
                    "other_text": parts[other][closest] if closest >= 0 else None,
                    "similarity": similarity,
                    "alone": similarity < SIMILAR,
                }
            )
    columns = ["side", "start", "end", "text", "other_start", "other_end", "other_text", "similarity", "alone"]
    return _frame(rows, columns).astype({"other_start": "Int64", "other_end": "Int64"})
