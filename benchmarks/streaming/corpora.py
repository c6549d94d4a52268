"""Synthetic input of any size: articles made of the teaching corpus, and folders of results made of numbers."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from framing.datasets.teaching import load_teaching
from framing.document.model import VOICES, WORDING
from framing.lexicon import Lexicon
from framing.profiles.plan import Plan
from framing.profiles.running import provenance_of
from framing.profiles.shards import Manifest, ShardWriter, write_lexicons
from framing.profiles.tables import NESTED_SCHEMAS, RESULT_SCHEMA

OUTLETS = [f"Outlet {letter}" for letter in "ABCDEF"]
START = datetime(2024, 1, 1, tzinfo=UTC)
_ROWS = 10_000


def write_articles(path: Path, n: int, seed: int = 0) -> int:
    """Write n articles as Parquet, each a headline and some paragraphs drawn from the teaching corpus.

    Returns
    -------
    int
        Bytes of text.
    """
    texts = load_teaching()["text"].tolist()
    headlines = [text.split("\n\n")[0] for text in texts]
    paragraphs = [part for text in texts for part in text.split("\n\n")[1:] if part.strip()]
    chance = random.Random(seed)
    schema = pa.schema(
        [
            *((name, pa.string()) for name in ("article_id", "headline", "text", "outlet", "story")),
            ("published", pa.timestamp("us", tz="UTC")),
        ]
    )
    size = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for first in range(0, n, _ROWS):
            rows = []
            for number in range(first, min(first + _ROWS, n)):
                text = "\n\n".join(chance.choices(paragraphs, k=chance.randint(5, 15)))
                size += len(text.encode())
                rows.append(
                    {
                        "article_id": f"s{number}",
                        "headline": chance.choice(headlines),
                        "text": text,
                        "outlet": chance.choice(OUTLETS),
                        "story": f"story-{chance.randrange(max(n // 8, 1))}",
                        "published": START + timedelta(minutes=number),
                    }
                )
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
    return size


def write_results(folder: Path, mentions: int, lexicon: Lexicon, seed: int = 0, each: int = 12) -> int:
    """Write a folder of profiles with about that many mentions, `each` an article.

    Returns
    -------
    int
        Articles.
    """
    from framing.detectors.terms import LexiconDetector

    folder.mkdir(parents=True)
    chance = np.random.default_rng(seed)
    n = max(mentions // each, 1)
    schema = pa.schema(
        [
            RESULT_SCHEMA.field("article_id"),
            *((name, pa.string()) for name in ("outlet", "story", "headline")),
            *[field for field in RESULT_SCHEMA if field.name != "article_id"],
        ]
    )
    plan = Plan([LexiconDetector(lexicon)])
    base = provenance_of(plan, corpus_hash="", n_articles=0, n_problems=0)
    manifest = Manifest(False, (), (), write_lexicons(folder, [lexicon]), base, articles=n)
    writer = ShardWriter(folder, manifest, schema)
    for first in range(0, n, _ROWS):
        writer.add(_results(first, min(_ROWS, n - first), n, lexicon, chance, each, schema))
    writer.finish()
    return n


def _results(
    first: int, rows: int, n: int, lexicon: Lexicon, chance: Any, each: int, schema: pa.Schema
) -> pa.RecordBatch:
    sets = {f"{name}.{v.name}": (name, v.name) for name, part in lexicon.choice_sets.items() for v in part.variants}
    features = lexicon.features
    counts = chance.poisson(each, rows)
    total = int(counts.sum())
    # Few features are frequent, as in any lexicon.
    weights = 1 / (np.arange(len(features)) + 2)
    picked = chance.choice(len(features), total, p=weights / weights.sum())
    voices = chance.choice(list(VOICES), total)
    start = np.sort(chance.integers(0, 5_000, total))
    names = np.array(features, dtype=object)[picked]
    mentions = {
        "start": start,
        "end": start + 8,
        "text": [name[-8:] for name in names],
        "sentence": start // 120,
        "lexicon": [lexicon.name] * total,
        "feature": names,
        "choice_set": [sets.get(name, (None, None))[0] for name in names],
        "variant": [sets.get(name, (None, None))[1] for name in names],
        "term": [name[-8:] for name in names],
        "zone": chance.choice(["headline", "lead", "body", "body", "body", "promo"], total),
        "voice": voices,
        "wording": [WORDING[voice] for voice in voices],
        "negated": np.zeros(total, bool),
        "confidence": np.full(total, 0.9),
        "weight": np.ones(total),
    }
    words = [(zone, voice) for zone in ("headline", "lead", "body") for voice in ("own", "direct", "indirect")]
    word_counts = {
        "zone": [zone for zone, _ in words] * rows,
        "voice": [voice for _, voice in words] * rows,
        "n": chance.integers(1, 200, rows * len(words)),
    }
    nested = {
        "mentions": _lists("mentions", mentions, counts),
        "words": _lists("words", word_counts, np.full(rows, len(words))),
    }
    columns = {
        "article_id": [f"s{number}" for number in range(first, first + rows)],
        "outlet": chance.choice(OUTLETS, rows),
        "story": [f"story-{number}" for number in chance.integers(0, max(n // 8, 1), rows)],
        "headline": [f"Headline of article {number}" for number in range(first, first + rows)],
        "problem": pa.nulls(rows, pa.string()),
        "text_hash": [number.to_bytes(16) for number in range(first, first + rows)],
        "n_characters": np.full(rows, 3_000),
    }
    empty = np.zeros(rows, int)
    arrays = []
    for field in schema:
        if field.name in nested:
            arrays.append(nested[field.name])
        elif field.name in NESTED_SCHEMAS:
            arrays.append(_lists(field.name, {}, empty))
        else:
            values = columns[field.name]
            arrays.append(values if isinstance(values, pa.Array) else pa.array(values, field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _lists(name: str, columns: dict[str, Any], counts: Any) -> pa.ListArray:
    total = int(np.sum(counts))
    fields = list(NESTED_SCHEMAS[name])
    arrays = [
        pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(total, field.type)
        for field in fields
    ]
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.StructArray.from_arrays(arrays, fields=fields))
