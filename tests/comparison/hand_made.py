"""Two short pages with tables made by hand, in the shape of a Profiles: every count is known beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pandas as pd

from framing.document.model import VOICES, WORDING
from framing.lexicon.model import Category, ChoiceSet, Group, Lexicon, Term, Variant

TEXTS = {
    "post": (
        "Raid kills two terrorists\n\n"
        "The raid on Karsa killed two terrorists, the mayor said. “They were fighters,” said Lena Moss. "
        "The gunmen fled.\n\n"
        "Read  Terrorists held at the port"
    ),
    "herald": (
        "Nine men die in Karsa\n\n"
        "Nine men were killed on Monday. “The terrorists were ours,” the mayor claimed. A fighter, some say a gunman, "
        "hid in the Old Mill."
    ),
}


def lexicon():
    """Armed people as terrorist, fighter or gunman; a set nobody uses; a category of hedges."""
    armed = ChoiceSet(
        "armed",
        "Armed people",
        question="What are they called?",
        variants=(
            Variant("terrorist", "terrorist", "marked", (Term("terrorist*"),), used_by="some"),
            Variant("fighter", "fighter", "neutral", (Term("fighter*"),)),
            Variant("gunman", "gunman", "neutral", (Term("gunman"), Term("gunmen"))),
        ),
    )
    place = ChoiceSet("place", "The place", variants=(Variant("city", "Karsa City", "marked", (Term("Karsa City"),)),))
    return Lexicon(
        "tiny",
        version="1",
        choice_sets={"armed": armed, "place": place},
        categories={"hedges": Category("hedges", "Hedges", (Term("some say"),))},
        groups={"army": Group("army", "The army", "here", "army")},
    )


@dataclass
class Page:
    """Collects rows for one article by the words that they stand on."""

    article_id: str
    mentions: list = field(default_factory=list)
    events: list = field(default_factory=list)
    attributions: list = field(default_factory=list)

    def span(self, words, nth=0):
        start = -1
        for _ in range(nth + 1):
            start = TEXTS[self.article_id].index(words, start + 1)
        return start, start + len(words)

    def mention(
        self, words, feature, voice, nth=0, zone="body", source=None, cue_class=None, duplicate_of=None, number=None
    ):
        start, end = self.span(words, nth)
        choice_set, _, variant = feature.partition(".")
        self.mentions.append(
            {
                "article_id": self.article_id, "start": start, "end": end, "text": words, "sentence": 0,
                "lexicon": "tiny", "feature": feature, "choice_set": choice_set if variant else None,
                "variant": variant or None, "term": words, "zone": zone, "voice": voice,
                "wording": WORDING[voice], "source": source, "cue_class": cue_class, "attribution_id": number,
                "negated": False, "referent": None, "referent_type": None, "actor": None, "victim": None,
                "duplicate_of": None, "confidence": 0.9, "weight": 1.0,
            }
        )  # fmt: skip

    def event(self, words, construction, scope, agent=None, group=None, victim=None, voice="own", zone="body"):
        start, end = self.span(words)
        self.events.append(
            {
                "article_id": self.article_id, "start": start, "end": end, "text": words, "sentence": 0, "kind": "kill",
                "construction": construction, "trigger": "killed", "agent": agent, "agent_scope": scope,
                "agent_group": group, "victim": victim, "victim_group": None, "zone": zone, "voice": voice,
                "wording": WORDING[voice], "source": None, "duplicate_of": None, "confidence": 0.8,
            }
        )  # fmt: skip

    def attribution(self, number, words, voice, source, cue, n_words, cue_class="neutral", resolved=None):
        start, end = self.span(words)
        self.attributions.append(
            {
                "article_id": self.article_id, "attribution_id": number, "start": start, "end": end, "text": words,
                "voice": voice, "kind": "speech", "source": source, "source_resolved": resolved, "source_type": "role",
                "cue": cue, "cue_class": cue_class, "n_words": n_words, "rule": "by_hand", "confidence": 0.9,
            }
        )  # fmt: skip


class Tables(SimpleNamespace):
    """Tables of two articles, which are all there are."""

    def only(self, article_ids):
        return self


def profiles():
    """Make the tables; see the tests for the numbers that follow from them."""
    post, herald = Page("post"), Page("herald")
    post.mention("terrorists", "armed.terrorist", "own", zone="headline")
    post.mention("terrorists", "armed.terrorist", "indirect", 1, "lead", "the mayor", "neutral", number=0)
    post.mention("fighters", "armed.fighter", "direct", 0, "lead", "Lena Moss", "neutral", number=1)
    post.mention("gunmen", "armed.gunman", "own", 0, "lead")
    post.mention("Terrorists", "armed.terrorist", "own", 0, "promo")
    herald.mention("terrorists", "armed.terrorist", "direct", 0, "lead", "the mayor", "doubting", number=0)
    herald.mention("fighter", "armed.fighter", "own", 0, "lead")
    herald.mention("gunman", "armed.gunman", "uncertain", 0, "lead")
    herald.mention("some say", "hedges", "own", 0, "lead")
    post.event(
        "Raid kills two terrorists", "event_subject", "subject", "Raid", "army", "two terrorists", zone="headline"
    )
    post.event("raid on Karsa killed two terrorists", "event_subject", "subject", "The  raid", "army", voice="indirect")
    herald.event("Nine men were killed", "passive_agentless", "none", victim="Nine men")
    post.attribution(0, "The raid on Karsa killed two terrorists", "indirect", "the mayor", "said", 7)
    post.attribution(1, "They were fighters,", "direct", "Lena Moss", "said", 3)
    herald.attribution(0, "The terrorists were ours,", "direct", "he", "claimed", 4, "doubting", resolved="the mayor")
    pages = (post, herald)
    zones = {
        "post": [
            ("headline", 0, 27),
            ("lead", 27, TEXTS["post"].index("Read  ")),
            ("promo", TEXTS["post"].index("Read  "), None),
        ],
        "herald": [("headline", 0, 23), ("lead", 23, None)],
    }
    zone_rows = [
        {"article_id": name, "start": start, "end": end or len(TEXTS[name]), "zone": zone, "rule": "by_hand"}
        for name, spans in zones.items()
        for zone, start, end in spans
    ]
    voice_rows = []
    for page in pages:
        cuts = sorted((row["start"], row["end"], row["voice"], row["attribution_id"]) for row in page.attributions)
        position = 0
        for start, end, voice, number in cuts:
            voice_rows.append((page.article_id, position, start, "own", None))
            voice_rows.append((page.article_id, start, end, voice, number))
            position = end
        voice_rows.append((page.article_id, position, len(TEXTS[page.article_id]), "own", None))
    articles = pd.DataFrame(
        {
            "article_id": ["post", "herald"],
            "outlet": ["The Post", "The Herald"],
            "headline": ["Raid kills two terrorists", "Nine men die in Karsa"],
            "genre": ["news", "opinion"],
            "wire_source": [None, "Corvina"],
            "problem": [None, None],
            "n_words": [20.0, 30.0],
            **{f"words_{voice}": [0.0, 0.0] for voice in VOICES},
        }
    )
    articles["words_own"] = [10.0, 24.0]
    articles["words_indirect"] = [7.0, 0.0]
    articles["words_direct"] = [3.0, 6.0]
    return Tables(
        articles=articles,
        mentions=table([row for page in pages for row in page.mentions], ["attribution_id", "duplicate_of"]),
        events=table([row for page in pages for row in page.events], ["duplicate_of"]),
        attributions=table([row for page in pages for row in page.attributions], ["attribution_id"]),
        frames=pd.DataFrame({"article_id": [], "start": [], "end": [], "scheme": []}),
        zones=pd.DataFrame(zone_rows),
        voices=pd.DataFrame(
            [(*row, 0.9, "by_hand") for row in voice_rows],
            columns=["article_id", "start", "end", "voice", "attribution_id", "confidence", "rule"],
        ).astype({"attribution_id": "Int64"}),
        texts=pd.Series(TEXTS),
        lexicons={"tiny": lexicon()},
        provenance=SimpleNamespace(to_dict=lambda: {"framing": "0", "lexicons": [], "detectors": ["by hand"]}),
    )


def table(rows, integers):
    return pd.DataFrame(rows).astype(dict.fromkeys(integers, "Int64"))
