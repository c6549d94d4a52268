"""A stand-in with the tables of a Profiles, built from counts that a test can work out by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

MENTIONS = ["article_id", "feature", "choice_set", "variant", "term", "zone", "voice", "wording", "duplicate_of"]
EVENTS = ["article_id", "construction", "agent_scope", "victim_group", "zone", "voice", "wording", "duplicate_of"]
ATTRIBUTIONS = ["article_id", "source_type", "n_words"]
FRAMES = ["article_id", "scheme", "frame", "score", "threshold"]


@dataclass
class StandIn:
    articles: pd.DataFrame
    mentions: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=MENTIONS))
    events: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=EVENTS))
    attributions: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=ATTRIBUTIONS))
    frames: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=FRAMES))
    provenance: object = None
    texts: pd.Series | None = None

    def word_totals(self, voice=None, wording=None, zones="proper"):
        column = "n_words" if voice is None else f"words_{voice}"
        return self.articles.set_index("article_id")[column]


def mentions_of(rows):
    """Mentions from tuples (article_id, choice_set, variant, number[, voice[, zone]])."""
    out = []
    for article, choice_set, variant, number, *rest in rows:
        voice = rest[0] if rest else "own"
        zone = rest[1] if len(rest) > 1 else "body"
        wording = {"direct": "source", "uncertain": "unclear", "title": "unclear"}.get(voice, "outlet")
        feature = f"{choice_set}.{variant}" if choice_set else variant
        out += [(article, feature, choice_set, variant, variant, zone, voice, wording, None)] * number
    return pd.DataFrame(out, columns=MENTIONS)


def from_counts(articles, hits, others, choice_set="actor"):
    """Profiles in which article i has hits[i] mentions of variant x and others[i] of variant y."""
    ids = articles["article_id"].to_numpy()
    parts = []
    for variant, numbers in (("x", hits), ("y", others)):
        parts.append(pd.DataFrame({"article_id": np.repeat(ids, numbers), "variant": variant}))
    m = pd.concat(parts, ignore_index=True)
    m = m.assign(
        feature=choice_set + "." + m["variant"], term=m["variant"], choice_set=choice_set, zone="body", voice="own",
        wording="outlet", duplicate_of=None,
    )  # fmt: skip
    return StandIn(articles, m[MENTIONS])


def simulate(rng, stories=20, outlets=("A", "B"), base=-1.0, effect=0.0, story_sd=0.8, cell_sd=0.4, n=6):
    """One article per story and outlet; the logit of x is base + story + cell (+ effect for the first outlet)."""
    k = len(outlets)
    u = rng.normal(0, story_sd, (stories, 1)) + rng.normal(0, cell_sd, (stories, k)) + base
    u[:, 0] += effect
    total = 1 + rng.poisson(n, (stories, k))
    hits = rng.binomial(total, 1 / (1 + np.exp(-u)))
    articles = pd.DataFrame(
        {
            "article_id": [f"s{s}-{o}" for s in range(stories) for o in outlets],
            "outlet": list(outlets) * stories,
            "story": np.repeat([f"story{s}" for s in range(stories)], k),
            "n_words": 500.0,
        }
    )
    return from_counts(articles, hits.ravel(), (total - hits).ravel())
