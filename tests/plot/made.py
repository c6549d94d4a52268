"""Results made by hand, small and with every oddity: no opportunity, no interval, long names, dollar signs."""

import numpy as np
import pandas as pd

import framing as fr
from framing.comparison.aggregate import Aggregate
from framing.comparison.arrangement import Arrangement, arrange
from framing.comparison.compare import Comparison
from framing.comparison.divergence import Distances
from framing.comparison.keyness import Keyness
from framing.comparison.trends import Trend
from framing.validation.agreement import Agreement
from framing.validation.frames import FrameValidation

NAN = float("nan")
LONG = "The Society of Very Long Newspaper Names and Their Friends"
OUTLETS = ("Post", LONG, "Star $5 and $6")
FEW = "fewer than 5 stories: no interval"
METHOD = "t over stories, logit scale"
SETTINGS = {"by": "outlet", "level": 0.95, "voice": "own"}


def aggregate(measure="shares", features=("armed.terrorist", "armed.fighter", "armed.gunman"), measures=None):
    """Three outlets: one with intervals, one without, one without opportunity."""
    values = {"Post": (0.5, 0.3, 0.2), LONG: (0.1, 0.6, 0.3), "Star $5 and $6": (NAN, NAN, NAN)}
    rows = []
    for k, feature in enumerate(features):
        for outlet in OUTLETS:
            value = values[outlet][k]
            known = outlet == "Post"
            rows.append(
                {
                    "measure": measure, "feature": feature, "group": outlet, "estimate": value,
                    "low": max(value - 0.15, 0.0) if known else NAN, "high": value + 0.2 if known else NAN,
                    "n_articles": {"Post": 12, LONG: 4}.get(outlet, 0), "n_stories": 6,
                    "opportunities": {"Post": 40.0, LONG: 10.0}.get(outlet, 0.0),
                    "hits": {"Post": 40.0, LONG: 10.0}.get(outlet, 0.0) * (0 if np.isnan(value) else value),
                    "method": METHOD, "note": "" if known else FEW if value == value else "no opportunity",
                }
            )  # fmt: skip
    settings = {**SETTINGS, "measures": measures or measure}
    return Aggregate(pd.DataFrame(rows), settings, ("Groups differ in genre",))


def voices():
    return aggregate("voices", ("own", "indirect", "direct"))


def agency():
    made = aggregate("agency", ("active", "passive_agentless", "nominal"))
    omitted = made.table[made.table["feature"] == "nominal"].assign(feature="agent_omitted", estimate=[0.25, 0.4, NAN])
    omitted["low"], omitted["high"] = [0.1, NAN, NAN], [0.6, NAN, NAN]
    return Aggregate(pd.concat([omitted, made.table], ignore_index=True), made.settings, made.warnings)


def comparison(effect="difference", pairs=(("Post", LONG),)):
    rows = []
    for feature, value, reference, low, high in (
        ("armed.terrorist", 0.5, 0.1, 0.2, 0.6),
        ("armed.fighter", 0.3, 0.6, -0.5, -0.1),
        ("armed.gunman", 0.2, 0.3, NAN, NAN),
        ("armed.militant", 0.0, 0.0, NAN, NAN),
        ("armed.rebel", 0.4, NAN, NAN, NAN),
    ):
        for group, against in pairs:
            change = value - reference if effect == "difference" else value / reference if reference else NAN
            rows.append(
                {
                    "measure": "shares", "feature": feature, "group": group, "reference": against, "value": value,
                    "reference_value": reference, "estimate": change,
                    "low": low if effect == "difference" else change / 2,
                    "high": high if effect == "difference" else change * 2,
                    "p": NAN, "q": NAN, "n_articles": 16, "n_stories": 6, "opportunities": 40.0, "hits": 40 * value,
                    "reference_opportunities": 10.0, "reference_hits": 0.0 if np.isnan(reference) else 10 * reference,
                    "method": METHOD,
                    "note": "only 4 stories: no interval, no p" if np.isnan(low) else "",
                }
            )  # fmt: skip
    settings = {**SETTINGS, "effect": effect, "within": "story", "seed": 0}
    return Comparison(pd.DataFrame(rows), settings, ("Groups differ in genre",))


def arrangement() -> Arrangement:
    return arrange(aggregate())


def trend(groups=("Post", LONG)):
    rows = []
    for g, group in enumerate(groups):
        for k, period in enumerate(pd.date_range("2023-11-01", periods=6, freq="MS")):
            value = NAN if k == 3 and g == 0 else 0.2 + 0.1 * k - 0.05 * g
            known = k < 3
            rows.append(
                {
                    "measure": "shares", "feature": "armed.terrorist", "group": group, "period": period,
                    "estimate": value, "low": value - 0.1 if known else NAN, "high": value + 0.1 if known else NAN,
                    "n_articles": 0 if value != value else 10 + k, "n_stories": 5, "opportunities": 20.0,
                    "hits": 20 * value, "method": METHOD, "note": "" if known else "fewer than 5 stories: no band",
                }
            )  # fmt: skip
    return Trend(pd.DataFrame(rows), {**SETTINGS, "period": "month", "window": 1}, ())


def distances():
    rows = [
        {
            "choice_set": name, "group": "Post", "reference": LONG, "estimate": estimate, "low": low, "high": high,
            "chance": chance, "p": NAN, "q": NAN, "n_articles": 9, "n_stories": 6, "opportunities": 12.0,
            "reference_opportunities": 30.0, "method": "jackknife t over stories", "note": note,
        }
        for name, estimate, low, high, chance, note in (
            ("armed", 0.6, 0.4, 0.8, 0.2, ""),
            ("dead", 0.3, NAN, NAN, NAN, "only 2 stories: no interval, no p"),
            ("place", NAN, NAN, NAN, NAN, "no opportunity on one side"),
        )
    ]  # fmt: skip
    return Distances(pd.DataFrame(rows), SETTINGS, ())


def keyness():
    rows = [
        {
            "word": word, "group": group, "reference": "(all others)", "estimate": estimate, "low": low,
            "high": estimate + 0.4 if low == low else NAN, "z": 3.0, "p": NAN, "q": NAN, "count": 12,
            "reference_count": 3, "per_1000": per, "reference_per_1000": 1.0, "n_articles": 5, "note": "",
        }
        for group, word, estimate, low, per in (
            ("Post", "terror", 1.2, 0.8, 4.0),
            ("Post", "plot", 0.9, NAN, 3.0),
            (LONG, "rebels", 0.7, 0.3, 5.0),
            (LONG, "rare", -0.7, -1.1, 0.5),
        )
    ]  # fmt: skip
    settings = {**SETTINGS, "statistic": "log_odds", "min_count": 5, "min_articles": 2}
    return Keyness(pd.DataFrame(rows), settings, ())


def agreement():
    rows = [
        {
            "variable": variable, "scope": scope, "code": code, "coder": None, "other": None, "coefficient": name,
            "estimate": estimate, "low": low, "high": high, "n_units": 120, "n_coders": 2, "n_codings": 240,
            "note": note,
        }
        for variable, scope, code, name, estimate, low, high, note in (
            ("voice", "all", None, "percent", 0.9, 0.85, 0.95, None),
            ("voice", "all", None, "krippendorff", 0.8, 0.7, 0.9, None),
            ("voice", "code", "own", "krippendorff", 0.85, 0.7, 0.95, None),
            ("voice", "code", "scare", "krippendorff", NAN, NAN, NAN, "only one code was used, or none was shared"),
            ("frame_security", "all", None, "krippendorff", 1.0, NAN, NAN, "no interval: nothing varies between units"),
        )
    ]  # fmt: skip
    return Agreement(pd.DataFrame(rows), {"level": "nominal", "confidence": 0.9}, 3)


def validation():
    summary = pd.DataFrame({"measure": ["accuracy"], "estimate": [0.8], "repeats": [1]})
    bins = pd.DataFrame(
        {
            "frame": ["all"] * 3 + ["security"] * 2,
            "low": [0.0, 0.4, 0.9, 0.0, 0.9], "high": [0.1, 0.5, 1.0, 0.1, 1.0],
            "n": [40, 10, 30, 20, 20], "mean_chance": [0.05, 0.45, 0.95, 0.04, 0.96],
            "share_true": [0.1, 0.5, 0.9, 0.0, 1.0],
        }
    )  # fmt: skip
    nothing = pd.DataFrame()
    return FrameValidation(summary, nothing, nothing, bins, nothing, nothing)


def learning():
    return pd.DataFrame(
        {"size": [8, 8, 16, 16, 32, 32], "fold": [0, 1] * 3, "estimate": [NAN, 0.4, 0.5, 0.6, 0.7, 0.8]}
    )


def strongest():
    return pd.DataFrame(
        {
            "frame": ["economic", "economic", "security"], "rank": [1, 2, 1], "feature": ["taxes", "herald", " pol"],
            "block": ["words", "stems", "characters"], "weight": [0.9, 0.4, 0.7], "suspect": [False, True, False],
        }
    )  # fmt: skip


def explained():
    return pd.DataFrame(
        {
            "frame": ["security"] * 4, "part": ["word", "word", "word", "sentence"], "start": [9, 0, 20, 0],
            "end": [12, 5, 25, 26], "text": ["jobs", "Police", "quiet", "Police and jobs are quiet."],
            "contribution": [-0.3, 0.8, 0.0, 0.5],
        }
    )  # fmt: skip


def answered():
    return pd.DataFrame(
        {
            "key": ["v1", "v1"], "quote": ["massacre"] * 2, "value": ["own", "direct"], "n": [3, 9],
            "n_people": [12, 12], "share": [0.25, 0.75], "library": [False, True],
        }
    )  # fmt: skip


TEXTS = {
    "post-raid": (
        "Post",
        "Raid kills two terrorists\n\nTerrorists hid in a house. “The gunmen are dead,” said Lena Moss.",
    ),
    "long-raid": (LONG, "Two men killed in raid\n\nTroops killed two men on Monday. A fighter fled, the mayor said."),
    "star-raid": ("Star $5 and $6", ""),
}


def profiles():
    corpus = fr.as_corpus([{"article_id": a, "outlet": o, "text": t} for a, (o, t) in TEXTS.items()])
    detectors = [fr.LexiconDetector(fr.load_lexicon("conflict")), fr.AgencyDetector()]
    return fr.profile(corpus, detectors, progress=False)


def contrast():
    texts = [t for _, t in TEXTS.values() if t]
    return fr.contrast(texts[0], texts[1])
