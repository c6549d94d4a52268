"""What one side reports and another leaves out within a story."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit
from scipy.stats import t as student

import framing as fr
from framing.comparison.selection import selection
from framing.errors import DataError, SettingError

STORY = {
    "A1": "Raid kills nine\n\nNine people were killed in Karsa on Monday. Doctors treated 20 others at Orban Clinic. "
    "Mayor Lena Moss blamed the army for the raid.",
    "A2": "Nine dead in Karsa\n\nSoldiers killed nine people in Karsa. Moss called for calm. Rain fell.",
    "B1": "Army hits cell\n\nSoldiers killed 9 people in Karsa during a night operation. "
    "Colonel Piet Varga praised his men after the operation.",
}


def corpus(stories=("s",), texts=STORY):
    return fr.as_corpus(
        [
            {"article_id": f"{story}-{name}", "outlet": name[0], "story": story, "text": text}
            for story in stories
            for name, text in texts.items()
        ]
    )


def cells(found, kind):
    rows = found.table[found.table["kind"] == kind]
    columns = ["group", "item", "n_articles", "group_articles", "left_out_by"]
    return [tuple(row) for row in rows[columns].itertuples(index=False, name=None)]


def test_numbers_by_value_and_names_by_their_words():
    found = selection(corpus())
    assert cells(found, "number") == [("A", "20", 1, 2, "B")]
    # The town is in both; Moss is the Lena Moss of the other article of A.
    assert cells(found, "name") == [
        ("A", "Orban Clinic", 1, 2, "B"),
        ("A", "Lena Moss", 2, 2, "B"),
        ("B", "Piet Varga", 1, 1, "A"),
    ]


def test_each_row_shows_its_place_and_sentence():
    texts = corpus().set_index("article_id")["text"]
    for row in selection(corpus()).table.to_dict("records"):
        assert " ".join(texts[row["article_id"]][row["start"] : row["end"]].split()) == row["text"]
        assert row["text"] in row["sentence"]


def test_sentences_without_counterpart_and_the_closest_of_the_other_side():
    rows = selection(corpus(), kinds="sentence").table
    alone = dict(zip(rows["text"], rows["closest"], strict=True))
    assert not any(text.startswith(("Nine people", "Soldiers killed")) for text in alone)
    assert "Doctors treated 20 others at Orban Clinic." in alone
    assert alone["Colonel Piet Varga praised his men after the operation."] is None or isinstance(
        alone["Colonel Piet Varga praised his men after the operation."], str
    )
    # Too short to be missed.
    assert "Rain fell." not in alone
    assert (rows["similarity"] < 0.25).all()


def test_shared_items_are_shown_on_request():
    found = selection(corpus(), kinds="number", shared=True)
    assert cells(found, "number") == [("A", "9", 2, 2, ""), ("B", "9", 1, 1, ""), ("A", "20", 1, 2, "B")]


def test_what_stands_outside_the_article_is_not_reported():
    texts = dict(STORY, B1=STORY["B1"] + "\n\nRead  Clinic treats 20 after raid\n\nRELATED: Orban Clinic overwhelmed")
    assert ("A", "20", 1, 2, "B") in cells(selection(corpus(texts=texts)), "number")


def test_the_summary_is_a_ratio_of_sums_over_stories_by_hand():
    # A reports k others' numbers that B lacks, of 2 in each of six stories; B leaves out 0, 1, 2, 1, 2, 1.
    missing = [0, 1, 2, 1, 2, 1]
    rows = []
    for number, n in enumerate(missing):
        rows.append({"outlet": "A", "text": "They saw 41 boats and 57 cars at the old bridge.", "story": f"s{number}"})
        kept = ["57 cars", "41 boats"][: 2 - n]
        rows.append(
            {
                "outlet": "B",
                "text": f"They saw {' and '.join(kept) or 'cars'} at the old bridge.",
                "story": f"s{number}",
            }
        )
    table = fr.as_corpus([{"article_id": str(i), **row} for i, row in enumerate(rows)])
    found = selection(table, kinds="number").summary.set_index("group").loc["B"]
    share = 7 / 12
    assert (found["hits"], found["opportunities"], found["n_stories"]) == (7, 12, 6)
    assert found["estimate"] == pytest.approx(share)
    # Jackknife of a ratio of sums with equal weights: residuals over the total, each divided by 1 - 1/6.
    z = [(n - 2 * share) / 12 / (1 - 1 / 6) / (share * (1 - share)) for n in missing]
    se = math.sqrt((1 - 1 / 6) * sum(x * x for x in z))
    half = student.ppf(0.975, 5) * se
    assert (found["low"], found["high"]) == pytest.approx((expit(logit(share) - half), expit(logit(share) + half)))


def test_few_stories_have_no_interval():
    found = selection(corpus(("s", "t"))).summary
    assert found["low"].isna().all()
    assert set(found["note"]) <= {"fewer than 5 stories: no interval", "no opportunity"}


def test_stories_of_one_group_and_unread_articles_are_told():
    table = corpus(("s", "t", "u"))
    table = table[~((table["story"] == "u") & (table["outlet"] == "B"))]
    table = pd.concat([table, table.iloc[[0]].assign(article_id="empty", text="  ")], ignore_index=True)
    found = selection(table)
    assert set(found.table["story"]) == {"s", "t"}
    assert any(warning.startswith("1 of 3 stories have articles of one group only") for warning in found.warnings)
    assert any("1 of 9 articles could not be read" in warning for warning in found.warnings)


def test_nothing_to_pair_is_an_error_that_says_what_to_do():
    lone = corpus().assign(story=["s1", "s2", "s3"])
    with pytest.raises(DataError, match="group_stories"):
        selection(lone)
    with pytest.raises(DataError, match="only one group"):
        selection(corpus().assign(outlet="A"))
    with pytest.raises(SettingError, match="'nmae' is not known"):
        selection(corpus(), kinds="nmae")
    with pytest.raises(SettingError, match="similar"):
        selection(corpus(), similar=0)


def test_profiles_with_texts_give_the_same_as_the_corpus():
    profiles = fr.profile(corpus(), [])
    pd.testing.assert_frame_equal(selection(profiles).table, selection(corpus()).table)
    profiles.texts = None
    with pytest.raises(DataError, match="these profiles have none"):
        selection(profiles)


def test_exports(tmp_path):
    found = selection(corpus())
    assert "Orban Clinic" in found.to_markdown()
    found.to_excel(tmp_path / "s.xlsx")
    assert list(pd.read_excel(tmp_path / "s.xlsx", sheet_name=None)) == ["selection", "summary", "notes"]


WORDS = st.sampled_from(
    ["army", "raid", "9", "nine", "Karsa", "Moss", "the", "12,000", "killed", "bridge", ".", "“", "”"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_the_texts_reporters_and_the_others_make_up_the_story(one, two, three):
    texts = [("A", one), ("B", two), ("C", three)]
    table = fr.as_corpus([{"article_id": o, "outlet": o, "story": "s", "text": t} for o, t in texts])
    found = selection(table, shared=True)
    for row in found.table.to_dict("records"):
        groups = [g for g in (row["reported_by"] + "; " + row["left_out_by"]).split("; ") if g]
        assert sorted(groups) == ["A", "B", "C"]
        assert row["group"] in row["reported_by"]
        assert 1 <= row["n_articles"] <= row["group_articles"]
    assert (found.summary["hits"] <= found.summary["opportunities"]).all()
