"""Keywords in context."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.errors import SettingError
from framing.lexicon import Category, Lexicon, Term
from framing.profiles.concordance import COLUMNS, Concordance
from framing.profiles.kwic import kwic

CORPUS = pd.DataFrame(
    {
        "article_id": ["a", "b", "c"],
        "outlet": ["North", "South", None],
        "published": ["2024-05-01", None, None],
        "section": ["World", "Home", "World"],
        "text": [
            "Raid in the hills\n\nThe army began a raid on\nMonday.\n\n“A raid <b>too many</b>,” Mona Salem said.\n\n"
            "READ MORE: The raid that failed\n",
            "Afraid of raids, nobody went. A raider came.",
            None,
        ],
    }
)


def lines(pattern, corpus=CORPUS, **options):
    found = kwic(corpus, pattern, **options)
    return list(zip(found["article_id"], found["left"], found["match"], found["right"], strict=True))


def test_whole_words_with_their_context():
    """textacy's finds *raid* in *afraid*."""
    assert lines("raid", window=2) == [
        ("a", "", "Raid", "in the"),
        ("a", "began a", "raid", "on Monday."),
        ("a", "Monday. “A", "raid", "<b>too many</b>,”"),
    ]
    assert lines("raid*", corpus=CORPUS.iloc[[1]], window=1) == [
        ("b", "of", "raids", ", nobody"),
        ("b", "A", "raider", "came."),
    ]


def test_evidence_voice_zone_and_metadata():
    found = kwic(CORPUS, "raid", zones="all")
    assert list(found.columns)[: len(COLUMNS)] == list(COLUMNS)
    document = fr.annotate(CORPUS["text"][0])
    assert found["zone"].tolist() == [document.zone_at(start).kind for start in found["start"]]
    assert found["zone"].tolist()[::3] == ["headline", "promo"]
    assert found["voice"].tolist()[1:3] == ["own", "direct"]
    assert found["wording"].tolist()[1:3] == ["outlet", "source"]
    assert found["source"].tolist()[2] == "Mona Salem"
    assert (found["outlet"] == "North").all()
    assert (found["section"] == "World").all()
    assert str(found["published"].dt.tz) == "UTC"
    text = CORPUS["text"][0]
    assert all(
        text[start:end] == match for start, end, match in zip(found["start"], found["end"], found["match"], strict=True)
    )
    assert found.attrs["problems"] == [("c", "the text is empty")]


def test_only_the_voices_and_zones_asked_for():
    assert [line[2:] for line in lines("raid", voice="direct", window=0)] == [("raid", "")]
    assert len(lines("raid", zones="headline")) == 1
    assert len(lines("raid", zones=None)) == 4
    with pytest.raises(SettingError, match="voice 'loud' is not known"):
        kwic(CORPUS, "raid", voice="loud")


def test_patterns_of_all_kinds():
    assert [line[2] for line in lines("Raid", case=True)] == ["Raid"]
    assert [line[2] for line in lines(["began a raid", "raid", "army"])] == ["Raid", "army", "began a raid", "raid"]
    assert [line[2] for line in lines(r"raid(s|er)", regex=True)] == ["raids", "raider"]
    assert [line[2] for line in lines("raid on Monday")] == ["raid on Monday"]
    lexicon = Lexicon("x", categories={"force": Category("force", "force", (Term("army"), Term("raid")))})
    found = kwic(CORPUS, lexicon)
    assert found["feature"].unique().tolist() == ["force"]
    assert found["term"].tolist() == ["raid", "army", "raid", "raid"]


@pytest.mark.parametrize(
    ("pattern", "options", "message"),
    [
        ("*", {}, "matches everything"),
        ("", {}, "a term is empty"),
        ([], {}, "no pattern is given"),
        (5, {}, "not a int"),
        ("(", {"regex": True}, "regular expression"),
        ("raid", {"window": -1}, "window=-1"),
    ],
)
def test_impossible_patterns(pattern, options, message):
    with pytest.raises(SettingError, match=message.replace("*", r"\*")):
        kwic(CORPUS, pattern, **options)


def test_sorting_left_and_right():
    texts = ["the bad raid ended", "“A raid!” began", "a good raid also", "no Bad raid ever"]
    found = kwic(texts, "raid")
    assert found.sort("right")["right"].tolist() == ["also", "!” began", "ended", "ever"]
    assert found.sort("left")["left"].tolist() == ["“A", "no Bad", "the bad", "a good"]
    assert found.sort("article_id")["article_id"].tolist() == sorted(found["article_id"])
    assert isinstance(found.sort("left"), Concordance)
    with pytest.raises(SettingError, match="column 'middle' is not known"):
        found.sort("middle")


def test_it_is_a_table_and_draws_itself():
    found = kwic(CORPUS, "raid")
    assert isinstance(found, pd.DataFrame)
    assert isinstance(found[found["zone"] == "body"], Concordance)
    page = found._repr_html_()
    assert "&lt;b&gt;too many" in page
    assert "<b>" not in page
    assert "2024-05-01" in page
    assert "3 lines" in page
    assert "left" not in found[["start", "end"]]._repr_html_()
    assert "0 lines" in kwic(CORPUS, "nothing")._repr_html_()
    shown = found.to_text(60).splitlines()
    assert len({line.lower().index("  raid  ") for line in shown}) == 1
    assert shown[1].endswith(f"a {found['zone'].iloc[1]} own")


def test_no_hit_gives_an_empty_table_with_all_columns():
    found = kwic(CORPUS, "nothing")
    assert len(found) == 0
    assert {*COLUMNS, "outlet", "section"} <= set(found.columns)
    assert len(kwic([], "raid")) == 0


def test_repetitions_are_shown_on_request():
    headline = "Soldiers raid the old town of Sarafand at dawn"
    text = f"{headline}\n\nIt was calm before.\n\n{headline}\n\nThen it was over, people said, and quiet came back."
    assert len(kwic([text], "raid")) == 1
    assert len(kwic([text], "raid", duplicates=True)) == 2


@given(st.text(alphabet="raid .,\n“”-’\u00a0é", max_size=80), st.integers(0, 3))
def test_any_text_gives_its_own_words(text, window):
    found = kwic([text], ["raid", "ra*"], window=window, zones="all", duplicates=True)
    for row in found.itertuples():
        assert " ".join(text[row.start : row.end].split()) == row.match
        assert len(row.left.split()) <= window
        assert " ".join(row.left.split()) in " ".join(text[: row.start].split())


def test_the_public_name():
    assert fr.kwic is kwic


def test_in_a_console_the_matches_stand_under_each_other():
    lines = kwic(["A raid. " * 25], "raid")
    shown = repr(lines).splitlines()
    assert shown[0].startswith("<Concordance: 25 lines, ")
    assert len({line.index("  raid  ") for line in shown[1:21]}) == 1
    assert shown[21] == "… 5 more lines"
    assert repr(lines[["left", "start"]]) == repr(pd.DataFrame(lines)[["left", "start"]])
