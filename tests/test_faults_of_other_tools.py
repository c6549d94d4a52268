"""Faults that were measured in other tools for counting words, each a case that must be right here."""

import pandas as pd
import pytest

import framing as fr
from framing.lexicon.yaml_format import yaml_to_lexicon


def found(text, *terms, unless=()):
    listed = "\n".join(f"      - {{term: {term!r}, unless: {list(unless)!r}}}" for term in terms)
    lexicon = yaml_to_lexicon(f"name: x\ncategories:\n  c:\n    terms:\n{listed}\n")
    corpus = fr.as_corpus(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    mentions = fr.profile(corpus, [fr.LexiconDetector(lexicon)]).mentions
    return mentions["text"].tolist()


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        # quanteda counts "New York" inside "New York Times" unless told otherwise
        ("He reads the New York Times in New York.", ["New York", "New York Times"], ["New York Times", "New York"]),
        # quanteda misses the second half of a hyphenated word
        ("Troops left the Israeli-occupied hills.", ["occupied"], ["occupied"]),
        # quanteda misses curly apostrophes
        ("They weren’t there.", ["weren't"], ["weren’t"]),
        ("They weren't there.", ["weren’t"], ["weren't"]),
        # textacy's KWIC and ConvoKit's tagger find a word inside another
        ("Nobody was afraid of the raid.", ["raid"], ["raid"]),
        # liwc's wildcard hides the exact entry
        ("The killjoy saw killers.", ["kill*", "killjoy"], ["killjoy", "killers"]),
        # ContentCoder counts a hit of two words twice
        ("The West Bank was quiet.", ["West Bank"], ["West Bank"]),
        # emfdscore joins the words of a phrase, which then never matches
        ("They spoke of civil rights.", ["civil rights"], ["civil rights"]),
        # spaCy's matcher misses a phrase across a line break
        ("They crossed the West\nBank at night.", ["West Bank"], ["West\nBank"]),
        ("They crossed the West\u00a0Bank at night.", ["West Bank"], ["West\u00a0Bank"]),
        # a phrase never reaches across paragraphs
        ("They went west\n\nBank clerks stayed.", ["West Bank"], []),
        # taking offsets from lowered text shifts them behind a capital I with a dot
        ("İİİ said the raid was over.", ["raid"], ["raid"]),
        # word boundaries beside accented letters and combining marks
        ("Le raid, un étraid et cafe\u0301raid.", ["raid"], ["raid"]),
        ("They met in the cafe\u0301 at noon.", ["café"], ["cafe\u0301"]),
        # emoji are no letters
        ("Stop the raid😀 now.", ["raid"], ["raid"]),
        # U+2011 is a hyphen
        ("The cease\u2011fire held.", ["cease-fire"], ["cease\u2011fire"]),
        # a prefix makes another word
        ("The non-combatants and combatants fled.", ["combatants"], ["combatants"]),
        ("The non-combatants fled.", ["combatants", "non-combatants"], ["non-combatants"]),
    ],
)
def test_counted_rightly(text, terms, expected):
    assert found(text, *terms) == expected


def test_a_context_in_which_a_term_does_not_count():
    text = "A plumber by occupation spoke of the occupation."
    assert found(text, "occupation", unless=["by occupation"]) == ["occupation"]


def test_the_context_is_the_phrase_not_the_sentence():
    corpus = fr.as_corpus(pd.DataFrame({"article_id": ["a"], "text": ["A plumber by occupation saw the occupation."]}))
    lexicon = yaml_to_lexicon("name: x\ncategories: {c: {terms: [{term: occupation, unless: [by occupation]}]}}")
    mention = fr.profile(corpus, [fr.LexiconDetector(lexicon)]).mentions.iloc[0]
    assert mention["start"] == corpus.loc[0, "text"].rindex("occupation")
