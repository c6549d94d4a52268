"""Voices as a measure: shares of words, or of the mentions of a set, in each voice."""

import pytest

import framing as fr
from framing.errors import SettingError

TEXTS = {
    "a": "Terrorists fled. “The terrorists are gone,” said Lena Moss.",
    "b": "Militants fled.",
    "c": "",
}


@pytest.fixture(scope="module")
def profiles():
    corpus = fr.as_corpus([{"article_id": n, "outlet": n.upper(), "text": t} for n, t in TEXTS.items()])
    return fr.profile(corpus, [fr.LexiconDetector(fr.load_lexicon("conflict"))], progress=False)


def value(result, feature, group, column="estimate"):
    rows = result.table[(result.table["feature"] == feature) & (result.table["group"] == group)]
    return rows[column].item()


def test_words_of_a_voice_among_all_words(profiles):
    found = fr.aggregate(profiles, measures="voices")
    article = profiles.articles.set_index("article_id").loc["a"]
    assert value(found, "direct", "A") == pytest.approx(article["words_direct"] / article["n_words"])
    assert value(found, "direct", "A", "hits") == 4
    assert value(found, "own", "B") == 1


def test_mentions_of_a_set_by_voice(profiles):
    found = fr.aggregate(profiles, measures="voices:armed_actor")
    assert value(found, "own", "A") == value(found, "direct", "A") == 0.5
    assert value(found, "own", "A", "opportunities") == 2
    assert value(found, "own", "B") == 1


def test_mentions_of_one_name_and_no_opportunity(profiles):
    found = fr.aggregate(profiles, measures="voices:armed_actor.terrorist")
    assert value(found, "direct", "A") == 0.5
    assert value(found, "direct", "B", "note") == "no opportunity"


def test_an_unknown_set_is_refused(profiles):
    with pytest.raises(SettingError, match="possible"):
        fr.aggregate(profiles, measures="voices:armed")
