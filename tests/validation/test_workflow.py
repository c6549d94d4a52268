"""From profiles to a corrected comparison by the public names alone."""

import numpy as np
import pytest
from sample_help import LEXICON

import framing as fr

# The word-finder takes "terrorist" for a threat wherever it stands; the coder does not count the film.
THREAT = "Police held a terrorist in the {} on Monday."
FILM = "The film Terrorist opened in the {} on Monday."
CALM = "A choir sang in the {} on Monday."
MISSED = "A bomber walked through the {} on Monday."


@pytest.fixture(scope="module")
def profiles():
    rng = np.random.default_rng(3)
    kinds = {"Post": [0.3, 0.05, 0.55, 0.1], "Herald": [0.15, 0.3, 0.55, 0.0]}
    rows = []
    for number in range(60):
        outlet = ("Post", "Herald")[number % 2]
        picks = rng.choice(4, 4, p=kinds[outlet])
        body = " ".join((THREAT, FILM, CALM, MISSED)[k].format(f"town {i}") for i, k in enumerate(picks))
        rows.append({"article_id": f"a{number}", "outlet": outlet, "text": f"News of the day {number}\n\n{body}"})
    return fr.profile(fr.as_corpus(rows), [fr.LexiconDetector(LEXICON)])


def code(text):
    return "yes" if text.startswith(("Police", "A bomber")) else "no"


def test_sample_code_agree_evaluate_correct(profiles, tmp_path):
    variable = "armed.terrorist"
    sample = fr.sample_for_coding(
        profiles, 160, unit="sentence", by="stratified", strata="outlet", variables={variable: ["yes", "no"]}, seed=2
    )
    for coder in ("anna", "ben"):
        sheet = sample.sheet(coder)
        sheet[variable] = [code(text) for text in sheet["text"]]
        if coder == "ben":
            sheet = sheet.iloc[::-1]
            sheet.iloc[0, sheet.columns.get_loc(variable)] = ""
        sheet.to_csv(tmp_path / f"{coder}.csv", index=False)
    codings = fr.read_codings(tmp_path, sample=sample)
    assert (codings["problem"] == "no code").sum() == 1
    assert fr.agreement(codings).estimate("krippendorff") == 1
    quality = fr.evaluate(profiles, codings, variable=variable, sample=sample, by="outlet")
    assert quality.estimate("precision", "yes", "Post") > quality.estimate("precision", "yes", "Herald")
    assert quality.estimate("recall", "yes", "Herald") == 1
    found = fr.correct(
        profiles, codings, variable=variable, value="yes", by="outlet", reference="Post", sample=sample
    ).table.set_index(["effect", "group"])
    # What the coder would have said of every sentence.
    from framing.validation.units import units_of

    units = units_of(profiles, "sentence")
    truth = units.assign(yes=units["text"].map(code) == "yes").groupby("outlet")["yes"].mean()
    gap = truth["Herald"] - truth["Post"]
    assert found.loc[("difference", "Herald"), "naive"] > 0 > gap
    assert found.loc[("difference", "Herald"), "low"] < gap < found.loc[("difference", "Herald"), "high"]
    assert found.loc[("difference", "Herald"), "high"] < 0
    for outlet in ("Post", "Herald"):
        assert found.loc[("share", outlet), "low"] < truth[outlet] < found.loc[("share", outlet), "high"]
        assert found.loc[("share", outlet), "n_units"] == (units["outlet"] == outlet).sum()
