"""Folders of profiles of any size, made of numbers: millions of measured articles, without measuring them.

A folder is written in the library's own format, and every table has rows in it: mentions, events, attributions, frames,
zones, voices and words, besides texts of invented words. Articles tell stories that several outlets cover, some are
copies of wire texts, and features are as uneven as words are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from framing.detectors.agency.table import AGENT_SCOPES, CONSTRUCTIONS
from framing.detectors.terms import LexiconDetector
from framing.document.model import VOICES, WORDING
from framing.lexicon import Lexicon
from framing.lexicon.yaml_format import yaml_to_lexicon
from framing.profiles.plan import Plan
from framing.profiles.running import provenance_of
from framing.profiles.shards import Manifest, ShardWriter, write_lexicons
from framing.profiles.tables import NESTED_SCHEMAS, RESULT_SCHEMA

_ROWS = 10_000
_CHARACTERS = 700
_WORDS = 100
_START = 1_704_067_200
_METADATA = ("outlet", "leaning", "story", "headline", "genre", "wire_source")
_SETS = {"actor": 12, "act": 10, "place": 9, "dead": 8, "status": 6}
_CATEGORIES = 15


def invented_lexicon() -> Lexicon:
    """Give a lexicon of five choice sets with 45 variants, 15 categories and four groups of two parties."""
    lines = ["name: invented", "version: 1.0.0", "groups:"]
    for party in ("north", "south"):
        for kind in ("army", "civilians"):
            lines += [f"  {party}_{kind}: {{party: {party}, actor_type: {kind}, conflict: river, "
                      f"names: [{party.title()} {kind}]}}"]  # fmt: skip
    lines.append("choice_sets:")
    for name, size in _SETS.items():
        role = "actor_victim" if name == "act" else "denoted"
        lines += [f"  {name}:", f"    referent_role: {role}", "    variants:"]
        lines += [f"      {name}_{n}: {{terms: [{name}word{n}]}}" for n in range(size)]
    lines.append("categories:")
    lines += [f"  topic_{n}: {{terms: [topicword{n}]}}" for n in range(_CATEGORIES)]
    return yaml_to_lexicon("\n".join(lines) + "\n")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a folder is.

    Attributes
    ----------
    mentions, articles, stories, outlets : int
        ``mentions`` is the mean of a random number.
    """

    mentions: int
    articles: int
    stories: int
    outlets: int


def write_folder(folder: Path, size: Size, lexicon: Lexicon, *, seed: int = 0, texts: bool = True) -> None:
    """Write a folder of profiles of that size, which `framing.load_profiles` opens."""
    folder.mkdir(parents=True)
    made = _Made(size, lexicon, np.random.default_rng(seed))
    schema = pa.schema(
        [
            RESULT_SCHEMA.field("article_id"),
            *((name, pa.string()) for name in _METADATA),
            ("published", pa.timestamp("us", tz="UTC")),
            *(field for field in RESULT_SCHEMA if field.name != "article_id"),
        ]
    )
    base = provenance_of(Plan([LexiconDetector(lexicon)]), corpus_hash="", n_articles=0, n_problems=0)
    manifest = Manifest(False, (), (), write_lexicons(folder, [lexicon]), base, articles=size.articles)
    writer = ShardWriter(folder, manifest, schema)
    for first in range(0, size.articles, _ROWS):
        rows = min(_ROWS, size.articles - first)
        results = made.results(first, rows, schema)
        writer.add(results, made.texts(results.column("article_id")) if texts else None)
    writer.finish()


@dataclass
class _Made:
    """Makes batches of results."""

    size: Size
    lexicon: Lexicon
    chance: np.random.Generator

    @cached_property
    def _features(self) -> dict[str, Any]:
        """Name, choice set, variant and share of each feature: few are frequent, as in any lexicon."""
        sets = {
            f"{name}.{variant.name}": (name, variant.name)
            for name, part in self.lexicon.choice_sets.items()
            for variant in part.variants
        }
        names = self.lexicon.features
        weights = 1 / (np.arange(len(names)) + 2)
        return {
            "feature": names,
            "choice_set": [sets.get(name, (None, None))[0] for name in names],
            "variant": [sets.get(name, (None, None))[1] for name in names],
            "term": [name.partition(".")[2] or name for name in names],
            "share": self.chance.permutation(weights / weights.sum()),
        }

    @cached_property
    def _vocabulary(self) -> pa.Array:
        letters = self.chance.integers(0, 26, (3_000, 9))
        lengths = self.chance.integers(3, 9, 3_000)
        return pa.array(["".join(chr(97 + c) for c in row[:n]) for row, n in zip(letters, lengths, strict=True)])

    @cached_property
    def _wire(self) -> pa.Array:
        """Wire texts, each of which a few outlets print."""
        return self._running(max(self.size.articles // 50, 1))

    def _running(self, n: int) -> pa.Array:
        """Make n running texts of invented words."""
        words = self._vocabulary.take(pa.array(self.chance.integers(0, len(self._vocabulary), n * _WORDS)))
        lists = pa.ListArray.from_arrays(pa.array(np.arange(n + 1, dtype=np.int32) * _WORDS), words)
        return pc.utf8_slice_codeunits(pc.binary_join(lists, " "), 0, _CHARACTERS)

    def texts(self, ids: pa.Array) -> pa.RecordBatch:
        """Make the texts of some articles; one in ten is a wire text."""
        numbers = np.array([int(name[1:]) for name in ids.to_pylist()])
        copies = self._wire.take(pa.array(numbers // 10 % len(self._wire)))
        texts = pc.if_else(pa.array(numbers % 10 == 0), copies, self._running(len(numbers)))
        return pa.record_batch({"article_id": ids, "text": texts})

    def _some(self, values: Any, n: int, shares: Any = None) -> pa.Array:
        """Draw n of some values."""
        return pa.array(values, pa.string()).take(pa.array(self.chance.choice(len(values), n, p=shares)))

    def _spans(self, n: int, length: int) -> dict[str, Any]:
        start = self.chance.integers(0, _CHARACTERS - 2 * length, n)
        return {"start": start, "end": start + length, "sentence": start // 120}

    def _said(self, n: int) -> dict[str, Any]:
        """Zone, voice and wording of n rows."""
        codes = pa.array(self.chance.choice(len(VOICES), n))
        voices = list(VOICES)
        return {
            "zone": self._some(["headline", "lead", "body", "body", "body", "promo"], n),
            "voice": pa.array(voices).take(codes),
            "wording": pa.array([WORDING[voice] for voice in voices]).take(codes),
            "confidence": np.full(n, 0.9),
            "duplicate_of": pa.array(np.zeros(n, np.int64), mask=self.chance.random(n) > 0.03),
        }

    def _mentions(self, n: int) -> dict[str, Any]:
        known = self._features
        codes = pa.array(self.chance.choice(len(known["feature"]), n, p=known["share"]))
        named = {
            name: pa.array(known[name], pa.string()).take(codes)
            for name in ("feature", "choice_set", "variant", "term")
        }
        groups = [*self.lexicon.groups, "unknown", None]
        return {
            **self._spans(n, 8),
            **self._said(n),
            **named,
            "text": named["term"],
            "lexicon": pa.array([self.lexicon.name]).take(pa.array(np.zeros(n, int))),
            "source": self._some(["a spokesman", "the ministry", "residents", None, None], n),
            "referent": self._some(groups, n),
            "actor": self._some(groups, n),
            "victim": self._some(groups, n),
            "negated": np.zeros(n, bool),
            "weight": np.ones(n),
        }

    def _events(self, n: int) -> dict[str, Any]:
        groups = [*self.lexicon.groups, "unknown", None]
        return {
            **self._spans(n, 40),
            **self._said(n),
            "text": self._some(["the act that killed some of them", "some of them were killed"], n),
            "kind": self._some(["kill", "injure", "arrest"], n),
            "construction": self._some(CONSTRUCTIONS, n),
            "trigger": self._some(["killed", "shot", "raid"], n),
            "agent_scope": self._some(AGENT_SCOPES, n),
            "agent_group": self._some(groups, n),
            "victim": self._some(["people", "soldiers", None], n),
            "victim_group": self._some(groups, n),
        }

    def _attributions(self, n: int) -> dict[str, Any]:
        return {
            "attribution_id": np.zeros(n, int),
            **self._spans(n, 80),
            "text": self._vocabulary.take(pa.array(self.chance.integers(0, len(self._vocabulary), n))),
            "voice": self._some(["direct", "indirect"], n),
            "kind": self._some(["speech", "thought", "intent"], n),
            "source": self._some(["a spokesman", "the ministry", "residents"], n),
            "source_type": self._some(["official", "army", "people", None], n),
            "cue": self._some(["said", "claimed", "noted"], n),
            "cue_class": self._some(["neutral", "doubting", "endorsing"], n),
            "n_words": self.chance.integers(3, 30, n),
            "confidence": np.full(n, 0.8),
        }

    def _frames(self, rows: int) -> dict[str, Any]:
        names = ["economic", "security", "human interest"]
        n = rows * len(names)
        return {
            "start": np.zeros(n, int),
            "end": np.full(n, _CHARACTERS),
            "scheme": pa.array(["generic"]).take(pa.array(np.zeros(n, int))),
            "frame": pa.array(names * rows),
            "unit": pa.array(["article"]).take(pa.array(np.zeros(n, int))),
            "score": self.chance.random(n),
            "threshold": np.full(n, 0.5),
        }

    def _zones(self, rows: int) -> dict[str, Any]:
        edges = np.array([0, 60, 200, 400, _CHARACTERS])
        return {
            "start": np.tile(edges[:-1], rows),
            "end": np.tile(edges[1:], rows),
            "zone": pa.array(["headline", "lead", "body", "body"] * rows),
        }

    def _voices(self, rows: int) -> dict[str, Any]:
        edges = np.array([0, 150, 240, 330, 500, _CHARACTERS])
        return {
            "start": np.tile(edges[:-1], rows),
            "end": np.tile(edges[1:], rows),
            "voice": pa.array(["own", "direct", "own", "indirect", "own"] * rows),
            "confidence": np.full(rows * 5, 0.9),
        }

    def _words(self, rows: int) -> dict[str, Any]:
        cells = [(zone, voice) for zone in ("headline", "lead", "body") for voice in ("own", "direct", "indirect")]
        return {
            "zone": pa.array([zone for zone, _ in cells] * rows),
            "voice": pa.array([voice for _, voice in cells] * rows),
            "n": self.chance.integers(1, 40, rows * len(cells)),
        }

    def results(self, first: int, rows: int, schema: pa.Schema) -> pa.RecordBatch:
        """Make the results of some articles."""
        chance, size = self.chance, self.size
        counted = {
            "mentions": (self._mentions, chance.poisson(size.mentions / size.articles, rows)),
            "events": (self._events, chance.poisson(0.5, rows)),
            "attributions": (self._attributions, chance.poisson(2, rows)),
        }
        nested = {name: _lists(name, make(int(counts.sum())), counts) for name, (make, counts) in counted.items()}
        for name, make, each in (
            ("frames", self._frames, 3),
            ("zones", self._zones, 4),
            ("voices", self._voices, 5),
            ("words", self._words, 9),
        ):
            nested[name] = _lists(name, make(rows), np.full(rows, each))
        numbers = np.arange(first, first + rows)
        outlets = chance.integers(0, size.outlets, rows)
        columns: dict[str, Any] = {
            "article_id": [f"s{number}" for number in numbers],
            "outlet": [f"Outlet {number:02d}" for number in outlets],
            "leaning": np.array(["left", "right"])[outlets % 2],
            "story": [f"story-{number}" for number in chance.integers(0, size.stories, rows)],
            "headline": [f"Headline of article {number}" for number in numbers],
            "genre": self._some(["news", "news", "opinion"], rows),
            "wire_source": pc.if_else(pa.array(numbers % 10 == 0), "Wire", None),
            "published": pa.array((_START + numbers * 60) * 1_000_000, pa.int64()).cast(pa.timestamp("us", tz="UTC")),
            "problem": pa.nulls(rows, pa.string()),
            "text_hash": [int(number).to_bytes(16) for number in numbers],
            "n_characters": np.full(rows, _CHARACTERS),
        }
        arrays = []
        for field in schema:
            values = nested[field.name] if field.name in nested else columns[field.name]
            arrays.append(values if isinstance(values, pa.Array) else pa.array(values, field.type))
        return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _lists(name: str, columns: dict[str, Any], counts: Any) -> pa.ListArray:
    total = int(np.sum(counts))
    fields = list(NESTED_SCHEMAS[name])
    arrays = []
    for field in fields:
        values = columns.get(field.name)
        if values is None:
            arrays.append(pa.nulls(total, field.type))
        else:
            arrays.append(values.cast(field.type) if isinstance(values, pa.Array) else pa.array(values, field.type))
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.StructArray.from_arrays(arrays, fields=fields))
