"""The attribution tagger learns what the rules miss, is saved without pickle, and refuses what it did not write."""

import hashlib
import io
import json
import pickle
import sys
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.document.tagging import calibration, features, saving
from framing.errors import DataError, MissingExtraError, ModelError, OutputError, SettingError

THINGS = ["ships sank", "rain fell", "bread ran out", "the bridge gave way", "the mill burnt down", "prices rose"]
PLACES = ["Corrin", "Vell", "Ostermark", "Haddon"]


def coded(thing, place):
    """An article in which the coders count what word has it, and the rules do not."""
    text = f"Word in {place} has it that {thing}.\n\nThe market opened at nine. “We wait and see,” the mayor said."
    start = text.index(thing)
    quote = text.index("We wait")
    return text, [(start, start + len(thing)), (quote, quote + len("We wait and see,"))]


TEXTS, SPANS = (list(column) for column in zip(*(coded(t, p) for t in THINGS for p in PLACES), strict=True))


@pytest.fixture(scope="module")
def tagger():
    return fr.AttributionTagger(min_count=1, licence="ours").fit(TEXTS, SPANS)


@pytest.fixture
def saved(tagger, tmp_path):
    path = tmp_path / "ours.tagger"
    tagger.save(path)
    return path


def contents(document):
    return [(document.text[p.start : p.end], a.rule) for a in document.attributions for p in a.pieces]


def test_it_learns_a_pattern_that_the_rules_miss(tagger):
    text, _ = coded("the well went dry", "Brack")
    assert "the well went dry" not in [content for content, _ in contents(fr.annotate(text))]
    document = tagger.annotate(text)
    assert ("the well went dry", "tagger") in contents(document)
    added = next(a for a in document.attributions if a.rule == "tagger")
    assert (added.source, added.source_type, added.cue, added.source_span) == ("unnamed", "unnamed", "", None)
    assert 0.5 <= added.confidence <= 1
    assert document.voice_at(text.index("well")).voice == "indirect"
    assert document.voice_at(text.index("opened")).voice == "own"


def test_quotations_stay_as_the_rules_read_them(tagger):
    text, _ = coded("the well went dry", "Brack")
    by_rules, by_tagger = fr.annotate(text), tagger.annotate(text)
    assert by_tagger.quotations == by_rules.quotations
    direct = [[p for a in d.attributions for p in a.pieces if p.voice == "direct"] for d in (by_rules, by_tagger)]
    assert direct[0] == direct[1] != []
    (speech,) = [a for a in by_tagger.attributions if a.source == "the mayor"]
    assert speech.rule != "tagger"


def test_what_the_coders_never_count_is_taken_away():
    text = "The mayor said that the day was fine. Nothing else happened.\n\nWord has it that ships sank."
    assert contents(fr.annotate(text))[0][0] == "that the day was fine"
    spans = [(text.index("ships"), len(text) - 1)]
    tagger = fr.AttributionTagger(min_count=1).fit([text] * 10, [spans] * 10)
    assert contents(tagger.annotate(text))[0][0] == "that the day was fine"
    tagger.keep = 0.5
    assert contents(tagger.annotate(text)) == [("ships sank", "tagger")]


def test_voice_covers_the_text_and_attributions_are_numbered_in_order(tagger):
    for text in TEXTS[:3]:
        document = tagger.annotate(text)
        segments = document.voice_segments
        assert (segments[0].start, segments[-1].end) == (0, len(text))
        assert all(a.end == b.start for a, b in pairwise(segments))
        assert [a.attribution_id for a in document.attributions] == list(range(len(document.attributions)))
        assert document.attributions == sorted(document.attributions, key=lambda a: a.pieces[0])


def test_a_content_that_overlaps_a_rule_keeps_its_source():
    from framing.document.tagging.merging import merge

    text = "The army said that the road was closed, by noon at the latest. It rained."
    document = fr.annotate(text)
    (army,) = document.attributions
    end = text.index(". It")
    (merged,) = merge(document, [(text.index("the road"), end, 0.7)]).attributions
    assert (merged.source, merged.cue, merged.rule) == ("The army", "said", army.rule)
    assert [text[p.start : p.end] for p in merged.pieces] == ["the road was closed, by noon at the latest"]
    assert merge(document, []).attributions == []


def test_a_content_beside_a_quotation_is_part_of_it():
    from framing.document.tagging.merging import merge

    text = "The road, “closed until further notice by the army”, the mayor said, and mined."
    document = fr.annotate(text)
    (mayor,) = document.attributions
    (direct,) = [p for p in mayor.pieces if p.voice == "direct"]
    (merged,) = merge(document, [(0, len("The road,"), 0.7)]).attributions
    assert merged.source == "the mayor"
    assert [p.voice for p in merged.pieces] == ["indirect", "direct"]
    assert merged.pieces[1] == direct


def test_predictions_are_the_contents_in_order(tagger):
    text, spans = coded("the well went dry", "Brack")
    (found,) = tagger.predict([text])
    assert found[0] == spans[0]
    assert found == sorted(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    # The quotation comes with its marks, as in every attribution of the rules.
    assert "We wait and see," in text[slice(*found[1])]
    assert tagger.predict([]) == []


def test_texts_without_words_or_with_odd_characters_are_read(tagger):
    odd = ["", " \n ", "…", "\x00 and \ud800 \U0001f600 İstanbul", "Word in A\u0301 has it that e\u0301 fell."]
    assert [bool(spans) for spans in tagger.predict(odd)[:3]] == [False, False, False]
    for text, spans in zip(odd, tagger.predict(odd), strict=True):
        assert all(0 <= start < end <= len(text) for start, end in spans)


def test_a_lower_threshold_never_gives_fewer_words(tagger):
    def words(threshold):
        tagger.threshold = threshold
        return sum(end - start for spans in tagger.predict(TEXTS[:2]) for start, end in spans)

    try:
        assert words(0.05) >= words(0.5) >= words(0.95)
    finally:
        tagger.threshold = 0.5


def test_the_same_texts_give_the_same_model_and_file(tagger, saved, tmp_path):
    again = fr.AttributionTagger(min_count=1, licence="ours").fit(TEXTS, [list(reversed(s)) for s in SPANS])
    assert again.fingerprint == tagger.fingerprint == hashlib.sha256(tagger.model_).hexdigest()
    assert again.training_hash_ == tagger.training_hash_
    again.save(tmp_path / "again.tagger")
    assert (tmp_path / "again.tagger").read_bytes() == saved.read_bytes()


def test_saving_and_loading_gives_the_same_tagger(tagger, saved):
    loaded = fr.AttributionTagger.load(saved, expected_hash=tagger.fingerprint)
    text, _ = coded("the well went dry", "Brack")
    assert loaded.annotate(text).attributions == tagger.annotate(text).attributions
    assert loaded.report_ == tagger.report_
    assert (loaded.training_hash_, loaded.licence) == (tagger.training_hash_, "ours")
    assert loaded.report_["n_texts"] == len(TEXTS)
    assert loaded.report_["n_spans"] == 2 * len(TEXTS)
    assert repr(loaded) == repr(tagger)
    with pytest.raises(ModelError, match="expected 00"):
        fr.AttributionTagger.load(saved, expected_hash="00")


def test_a_copy_works(tagger):
    copied = pickle.loads(pickle.dumps(tagger))
    assert copied.predict(TEXTS[:1]) == tagger.predict(TEXTS[:1])


def rewrite(path, change=None, model=None, description=None, extra=None):
    """Write a file anew with a changed description or model, its hash made to fit unless the description is given."""
    with zipfile.ZipFile(path) as archive:
        described = json.loads(archive.read("model.json"))
        content = archive.read("model.crfsuite")
    if model is not None:
        content = model(content)
        described["model"] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    described.update(change or {})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("model.json", description if description is not None else json.dumps(described))
        archive.writestr("model.crfsuite", content)
        if extra:
            archive.writestr(extra, b"x")
    path.write_bytes(buffer.getvalue())


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"change": {"format": "framing-frame-classifier"}}, "no tagger of this library"),
        ({"change": {"version": saving.FORMAT_VERSION + 1}}, "newer format .* update framing"),
        ({"change": {"version": "x"}}, "newer format"),
        ({"change": {"features": features.FEATURES_VERSION + 1}}, "other features .* train it again"),
        ({"change": {"labels": ["O", "X"]}}, "other features"),
        ({"change": {"settings": {"shell": "x"}}}, "damaged"),
        ({"change": {"settings": {"threshold": 7}}}, "threshold|damaged"),
        ({"change": {"report": None}}, "damaged"),
        ({"change": {"model": None}}, "damaged"),
        ({"change": {"model": {"bytes": 1, "sha256": "0"}}}, "not what was saved"),
        ({"model": lambda content: b"XXXX" + content[4:]}, "no model of CRFsuite"),
        ({"model": lambda content: content[:-8]}, "no model of CRFsuite"),
        ({"model": lambda content: b""}, "damaged"),
        ({"description": "[]"}, "no tagger of this library"),
        ({"description": "{"}, "damaged"),
        ({"extra": "evil.py"}, "no tagger of this library"),
    ],
)
def test_what_was_tampered_with_is_refused(saved, broken, message):
    rewrite(saved, **broken)
    with pytest.raises(ModelError, match=message) as caught:
        fr.AttributionTagger.load(saved)
    assert "\n" not in str(caught.value)


def test_a_file_cut_off_or_damaged_anywhere_is_refused(saved):
    whole = saved.read_bytes()
    for keep in (0, 10, len(whole) // 2, len(whole) - 1):
        saved.write_bytes(whole[:keep])
        with pytest.raises(ModelError):
            fr.AttributionTagger.load(saved)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        header = archive.getinfo("model.crfsuite").header_offset
    for at in (header + 200, header + 400, header + 1000):
        flipped = bytearray(whole)
        flipped[at] ^= 0xFF
        saved.write_bytes(bytes(flipped))
        with pytest.raises(ModelError):
            fr.AttributionTagger.load(saved)


def test_missing_and_foreign_files_are_named(tmp_path):
    with pytest.raises(ModelError, match="there is no tagger"):
        fr.AttributionTagger.load(tmp_path / "none.tagger")
    (tmp_path / "a.tagger").write_bytes(pickle.dumps({"a": 1}))
    with pytest.raises(ModelError, match="no tagger"):
        fr.AttributionTagger.load(tmp_path / "a.tagger")


def test_saving_into_a_missing_folder_is_an_error(tagger, tmp_path):
    with pytest.raises(OutputError):
        tagger.save(tmp_path / "none" / "a.tagger")


@pytest.mark.parametrize(
    ("texts", "spans", "message"),
    [
        ("one text", [[]], "takes a list of texts"),
        (["a b"], [], "1 texts and 0 lists"),
        ([], [], "no texts"),
        ([None], [[]], "text 0 is NoneType"),
        (["a b"], [[(0, 9)]], r"\(0, 9\) is not in text 0, which has 3"),
        (["a b"], [[(-1, 1)]], "not in text 0"),
        (["a b"], [[(1, 1)]], "not in text 0"),
        (["a b c"], [[(0, 3), (2, 5)]], r"\(2, 5\) of text 0 overlaps"),
        (["a b"], [[(0, 1.5)]], "not pairs of offsets"),
        (["a b"], [[(0, 1, 2)]], "not pairs of offsets"),
        (["a b"], [None], "not pairs of offsets"),
        (["a b", "c"], [[], []], "nothing to learn from"),
        (["a b"], [[(1, 2)]], "nothing to learn from"),
        (["a b"], [[(0, 3)]], "every word is marked"),
    ],
)
def test_codings_that_do_not_fit_are_refused(texts, spans, message):
    with pytest.raises(DataError, match=message):
        fr.AttributionTagger().fit(texts, spans)


@pytest.mark.parametrize(
    "setting",
    [
        {"c1": -1},
        {"c2": "x"},
        {"c2": float("nan")},
        {"max_iterations": 0},
        {"min_count": 1.5},
        {"threshold": 1},
        {"keep": -0.1},
    ],
)
def test_impossible_settings_are_refused_when_used(setting):
    tagger = fr.AttributionTagger(**setting)
    with pytest.raises(SettingError, match=next(iter(setting))):
        tagger.fit(TEXTS, SPANS)


def test_one_that_has_not_learned_says_so(tmp_path):
    tagger = fr.AttributionTagger()
    for use in (
        lambda: tagger.annotate("x"),
        lambda: tagger.predict(["x"]),
        lambda: tagger.save(tmp_path / "a"),
        lambda: tagger.fingerprint,
    ):
        with pytest.raises(ModelError, match="not learned yet"):
            use()
    assert "not fitted" in repr(tagger)


def test_one_text_is_not_a_list_of_texts(tagger):
    with pytest.raises(DataError, match="give \\[text\\]"):
        tagger.predict("Word has it that ships sank.")


def test_the_extra_is_asked_for_first(monkeypatch, saved):
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(MissingExtraError, match=r"framing\[crf\]"):
        fr.AttributionTagger(c1=-1).fit("x", None)
    with pytest.raises(MissingExtraError, match=r"framing\[crf\]"):
        fr.AttributionTagger.load(saved)


def test_gold_labels_begin_once_a_span():
    tokens = features.find_tokens(fr.annotate("one two three four"))
    assert features.gold_labels(tokens, [(0, 7), (8, 13)]) == ["B", "I", "B", "O"]


def test_features_are_one_list_a_token_of_equal_length():
    document = fr.annotate(TEXTS[0])
    tokens = features.find_tokens(document)
    rows = features.token_features(document, tokens)
    assert len(rows) == len(tokens.words)
    assert len({len(row) for row in rows}) == 1


def test_confidence_is_measured_on_articles_held_out_and_kept_in_the_file(tmp_path):
    tagger = fr.AttributionTagger(min_count=1).fit(TEXTS * 5, SPANS * 5)
    shares = [share for _, share in tagger.calibration_]
    assert shares
    assert shares == sorted(shares)
    document = tagger.annotate(coded("the well went dry", "Brack")[0])
    assert {a.confidence for a in document.attributions if a.rule == "tagger"} <= set(shares)
    tagger.save(tmp_path / "calibrated.tagger")
    assert fr.AttributionTagger.load(tmp_path / "calibrated.tagger").calibration_ == tagger.calibration_


def test_few_articles_are_not_calibrated():
    assert fr.AttributionTagger(min_count=1).fit(TEXTS[:5], SPANS[:5]).calibration_ == ()


def test_steps_pool_what_does_not_rise():
    # 48 + 28 of 196 words up to .7, then 97 of 98; one word more on either side
    steps = calibration.fit_steps([(0.9, 98, 97), (0.5, 98, 48), (0.7, 98, 28)])
    assert steps == ((0.7, round(77 / 198, 4)), (0.9, round(98 / 100, 4)))
    assert [calibration.calibrated(steps, p) for p in (0.2, 0.7, 0.71, 1.0)] == [0.3889, 0.3889, 0.98, 0.98]
    assert calibration.fit_steps([(0.9, 49, 49)]) == ()


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 80), st.floats(0, 1)), max_size=30))
def test_steps_rise_and_never_promise_certainty(rows):
    steps = calibration.fit_steps([(p, words, round(words * share)) for p, words, share in rows])
    assert list(steps) == sorted(steps)
    assert all(0 < share < 1 for _, share in steps)


@pytest.mark.parametrize("steps", ["x", [[0.5]], [[0.5, 2.0]], [[-1, 0.5]], [["a", "b"]], [[0.5, 0.5]] * 2000])
def test_a_calibration_that_cannot_be_is_refused(saved, steps):
    rewrite(saved, change={"calibration": steps})
    with pytest.raises(ModelError, match="damaged"):
        fr.AttributionTagger.load(saved)
