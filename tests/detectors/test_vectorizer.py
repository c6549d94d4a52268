"""FramingVectorizer: scikit-learn's own checks where they apply to texts, and a contract of ours for the rest."""

import copy
import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.utils import estimator_checks

from framing.detectors.agency import AgencyDetector
from framing.detectors.terms import LexiconDetector
from framing.detectors.vectorizer import FramingVectorizer
from framing.errors import DataError, LexiconError, SettingError
from framing.lexicon import Category, ChoiceSet, Lexicon, Near, Opportunity, Term, Variant, load_lexicon
from framing.profiles import profile


def small(**options):
    return Lexicon(
        "small",
        categories={
            "raid": Category("raid", "raid", (Term("raid*"), Term("air raid")), **options),
            "siege": Category("siege", "siege", (Term("siege"), Term(r"besieg\w+", kind="regex"))),
            "none": Category("none", "none", (Term("nothing of it"),)),
        },
    )


TEXTS = ["A raid, an air raid and raids.", "Afraid.", "", "The besieged town: a siege."]
COUNTS = [[3, 0, 0], [0, 0, 0], [0, 0, 0], [0, 2, 0]]

CHECKS = [
    estimator_checks.check_estimator_cloneable,
    estimator_checks.check_estimator_tags_renamed,
    estimator_checks.check_valid_tag_types,
    estimator_checks.check_estimator_repr,
    estimator_checks.check_no_attributes_set_in_init,
    estimator_checks.check_do_not_raise_errors_in_init_or_set_params,
    estimator_checks.check_mixin_order,
    estimator_checks.check_get_params_invariance,
    estimator_checks.check_set_params,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_checks_of_scikit_learn_that_need_no_numbers(check):
    check("FramingVectorizer", FramingVectorizer(small()))


def test_counts_worked_out_by_hand():
    vectorizer = FramingVectorizer(small())
    matrix = vectorizer.fit_transform(TEXTS)
    assert isinstance(matrix, sparse.csr_matrix)
    assert matrix.dtype == np.int64
    assert matrix.toarray().tolist() == COUNTS
    assert vectorizer.get_feature_names_out().tolist() == ["raid", "siege", "none"]
    assert vectorizer.get_feature_names_out().dtype == object


def test_fitting_learns_nothing():
    vectorizer = FramingVectorizer(small())
    before = vectorizer.transform(TEXTS).toarray()
    assert vectorizer.fit(["other texts"], y=[1]) is vectorizer
    assert np.array_equal(vectorizer.transform(TEXTS).toarray(), before)
    assert vectorizer.fit().transform([]).shape == (0, 3)


@pytest.mark.parametrize("settings", [{}, {"voice": "own"}, {"zones": "proper"}])
def test_rows_depend_on_nothing_but_their_text(settings):
    vectorizer = FramingVectorizer(small(), **settings)
    whole = vectorizer.transform(TEXTS).toarray()
    backwards = vectorizer.transform(TEXTS[::-1]).toarray()[::-1]
    single = np.vstack([vectorizer.transform([text]).toarray() for text in TEXTS])
    assert np.array_equal(whole, backwards)
    assert np.array_equal(whole, single)
    assert np.array_equal(whole, vectorizer.transform(iter(TEXTS)).toarray())
    assert np.array_equal(whole, vectorizer.transform(np.array(TEXTS, dtype=object)).toarray())
    assert np.array_equal(whole, vectorizer.transform(pd.Series(TEXTS, index=[9, 7, 7, 1])).toarray())
    assert np.array_equal(whole, vectorizer.transform(pd.DataFrame({"text": TEXTS})).toarray())


def test_clone_copy_and_pickle():
    vectorizer = FramingVectorizer(small(), zones="proper")
    expected = vectorizer.transform(TEXTS).toarray()
    for twin in (clone(vectorizer), copy.deepcopy(vectorizer), pickle.loads(pickle.dumps(vectorizer))):
        assert "_made" not in twin.__dict__
        assert twin.get_params()["zones"] == "proper"
        assert twin.lexicon == vectorizer.lexicon
        assert np.array_equal(twin.transform(TEXTS).toarray(), expected)


def test_set_params_takes_effect_at_once():
    text = '"A raid," the army said. The raid began.'
    vectorizer = FramingVectorizer(small())
    assert vectorizer.transform([text]).toarray()[0].tolist() == [2, 0, 0]
    assert vectorizer.set_params(voice="own").transform([text]).toarray()[0].tolist() == [1, 0, 0]
    assert vectorizer.set_params(voice=["direct"]).transform([text]).toarray()[0].tolist() == [1, 0, 0]
    other = Lexicon("other", categories={"army": Category("army", "army", (Term("army"),))})
    assert vectorizer.set_params(lexicon=other, voice=None).transform([text]).toarray().tolist() == [[1]]
    assert vectorizer.get_feature_names_out().tolist() == ["army"]


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"voice": "owned"}, SettingError, "voice 'owned' is not known; possible: 'own'"),
        ({"zones": ["body", "foot"]}, SettingError, "zone 'foot' is not known"),
        ({"lexicon": "nowhere"}, LexiconError, "lexicon 'nowhere' is not known"),
        ({"lexicon": ["raid"]}, SettingError, "lexicon is a list"),
    ],
)
def test_impossible_settings(settings, error, message):
    vectorizer = FramingVectorizer(**{"lexicon": small(), **settings})
    for use in (vectorizer.fit, vectorizer.transform, lambda texts: vectorizer.get_feature_names_out()):
        with pytest.raises(error, match=message):
            use(TEXTS)


@pytest.mark.parametrize(
    ("X", "message"),
    [
        ("one text", "X is one text"),
        (["fine", None], "row 1 of X is no text but None"),
        (["fine", float("nan")], "row 1 of X is no text but nan"),
        ([b"bytes"], "row 0 of X is no text"),
        (pd.DataFrame({"body": ["x"]}), "no column 'text'"),
    ],
)
def test_what_is_no_texts(X, message):
    vectorizer = FramingVectorizer(small())
    with pytest.raises(DataError, match=message) as caught:
        vectorizer.fit_transform(X)
    assert isinstance(caught.value, ValueError)


def test_in_a_pipeline_and_a_grid_search():
    raids = ["a raid here", "raids and raids", "an air raid", "the raid again"]
    sieges = ["a siege", "the siege of it", "siege and siege", "no siege"]
    X, y = raids + sieges, [1] * 4 + [0] * 4
    pipeline = make_pipeline(FramingVectorizer(small()), TfidfTransformer(), LogisticRegression())
    assert cross_val_predict(pipeline, X, y, cv=2).tolist() == y
    assert pipeline[:-1].fit(X).get_feature_names_out().tolist() == ["raid", "siege", "none"]
    grid = GridSearchCV(
        pipeline, {"framingvectorizer__zones": [None, "proper"], "logisticregression__C": [0.5, 1.0]}, cv=2
    )
    assert grid.fit(X, y).best_score_ == 1.0
    assert pickle.loads(pickle.dumps(grid)).predict(["the raid"]).tolist() == [1]


def test_in_a_union_and_a_column_transformer():
    union = make_union(FramingVectorizer(small()), FramingVectorizer(small(), voice="own"))
    assert union.fit_transform(TEXTS).shape == (4, 6)
    assert len(union.get_feature_names_out()) == 6
    table = pd.DataFrame({"text": TEXTS, "length": [1.0, 2.0, 3.0, 4.0]})
    columns = ColumnTransformer([("words", FramingVectorizer(small()), "text")], remainder="passthrough")
    assert columns.fit_transform(table).shape == (4, 4)
    assert Pipeline([("v", FramingVectorizer(small()))]).transform(TEXTS).shape == (4, 3)


ARTICLES = pd.DataFrame(
    {
        "article_id": list("abcd"),
        "headline": ["Raid kills eight terrorists in Jenin", None, None, "Nine Palestinians killed"],
        "text": [
            "Raid kills eight terrorists in Jenin\n\n"
            "Israeli forces killed eight terrorists in a raid, the army said.\n\n"
            "“It was a massacre,” a witness said of the raid.\n\nREAD MORE: Israel raid kills terrorists\n",
            "The occupied West Bank saw a raid. The West Bank, he said, is occupied by Israel.",
            "Nothing here.",
            "Nine Palestinians killed\n\nNine Palestinians were killed in an Israeli raid, officials said.",
        ],
    }
)


@pytest.mark.parametrize("zones", ["proper", "all", ["headline", "body"]])
@pytest.mark.parametrize("voice", [None, "own", ["direct", "indirect"]])
def test_the_counts_are_those_of_profiles(zones, voice):
    lexicon = load_lexicon("conflict")
    profiles = profile(ARTICLES, [AgencyDetector(), LexiconDetector(lexicon)], progress=False)
    expected = profiles.counts(voice=voice, zones=zones)
    vectorizer = FramingVectorizer(lexicon, voice=voice, zones=zones)
    counts = pd.DataFrame(vectorizer.transform(ARTICLES).toarray(), columns=vectorizer.get_feature_names_out())
    assert expected.columns.tolist() == counts.columns.tolist()
    assert np.array_equal(expected.to_numpy(), counts.to_numpy())
    assert counts.to_numpy().sum() > 0 or voice is not None


def test_what_needs_reading_is_read():
    def column(lexicon, *texts):
        return FramingVectorizer(lexicon).transform(texts).toarray()[:, 0].tolist()

    near = Lexicon("n", categories={"c": Category("c", "c", (Term("peace", near=Near(("talks",))),))})
    assert column(near, "Peace came. Talks went on.", "Peace talks.") == [0, 1]
    assert column(small(negated="drop"), "It was no raid.", "A raid.") == [0, 1]
    variants = (Variant("v", "v", terms=(Term("men"),)),)
    dead = ChoiceSet("dead", "dead", opportunity=Opportunity("victim", ("kill",)), variants=variants)
    events = Lexicon("e", choice_sets={"dead": dead})
    assert column(events, "Eight men were killed.", "Eight men sang.") == [1, 0]


@settings(max_examples=30)
@given(st.lists(st.text(alphabet='raid siege.\n“”"’-\u00a0é', max_size=40), max_size=4))
def test_any_text_is_counted(texts):
    plain = FramingVectorizer(small()).transform(texts)
    read = FramingVectorizer(small(), zones="all").transform(texts)
    assert plain.shape == read.shape == (len(texts), 3)
    assert (plain.toarray() >= read.toarray()).all()


def test_scikit_learn_is_loaded_only_when_asked_for():
    code = (
        "import sys, framing; framing.LexiconDetector, framing.load_lexicon('evidentiality'); "
        "assert 'sklearn' not in sys.modules; framing.FramingVectorizer; assert 'sklearn' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
