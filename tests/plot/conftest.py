import made
import pytest

import framing as fr


@pytest.fixture(scope="session")
def profiles():
    return made.profiles()


@pytest.fixture(scope="session")
def contrast():
    return made.contrast()


@pytest.fixture
def drawings(profiles, contrast):
    """Every function of the room with a result to draw, by name."""
    return {
        "shares": lambda **k: fr.plot.shares(made.aggregate(), **k),
        "shares_dots": lambda **k: fr.plot.shares(made.aggregate(), form="dots", **k),
        "shares_diverging": lambda **k: fr.plot.shares(made.aggregate(), form="diverging", left=["terrorist"], **k),
        "voices": lambda **k: fr.plot.voices(made.voices(), **k),
        "agency": lambda **k: fr.plot.agency(made.agency(), **k),
        "comparison": lambda **k: fr.plot.comparison(made.comparison(), **k),
        "comparison_dumbbell": lambda **k: fr.plot.comparison(made.comparison(), form="dumbbell", **k),
        "contrast": lambda **k: fr.plot.contrast(contrast, base="all", **k),
        "distances": lambda **k: fr.plot.distances(made.distances(), **k),
        "heatmap": lambda **k: fr.plot.heatmap(made.arrangement(), **k),
        "trend": lambda **k: fr.plot.trend(made.trend(), **k),
        "keyness": lambda **k: fr.plot.keyness(made.keyness(), **k),
        "dispersion": lambda **k: fr.plot.dispersion(profiles, ["armed_actor", "acts_of_force"], **k),
        "article": lambda **k: fr.plot.article(profiles, "post-raid", **k),
        "agreement": lambda **k: fr.plot.agreement(made.agreement(), **k),
        "reliability": lambda **k: fr.plot.reliability(made.validation(), **k),
        "learning_curve": lambda **k: fr.plot.learning_curve(made.learning(), **k),
        "features": lambda **k: fr.plot.features(made.strongest(), texts=100, **k),
        "answers": lambda **k: fr.plot.answers(made.answered(), **k),
        "explanation": lambda **k: fr.plot.explanation(made.explained(), **k),
    }
