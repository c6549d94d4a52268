"""Dates in the usual spellings."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.dates import as_date, dates_of, day_first

MARCH_7 = datetime(2023, 3, 7, tzinfo=UTC)


def one(value, **settings):
    (found,), (note,) = dates_of([value], **settings)
    return found, note


@pytest.mark.parametrize(
    "value",
    [
        "2023-03-07", "2023-03-07T00:00:00Z", "2023-03-07 00:00:00", "20230307", "7 March 2023", "March 7, 2023",
        "7 Mar 2023", "Tuesday, March 7, 2023", "March 7, 2023 Tuesday", "Tue, 07 Mar 2023 00:00:00 GMT",
        "07.03.2023", "2023/03/07", "1678147200", "1678147200000", "2023-03-07T02:00:00+02:00",
        "2023-03-06T19:00:00 EST", " 7 March 2023 ",
    ],
)  # fmt: skip
def test_the_usual_spellings(value):
    assert one(value) == (MARCH_7, None)


def test_a_number_above_twelve_settles_the_order_of_its_whole_column():
    found, notes = dates_of(["07/03/2023", "25/12/2022"])
    assert found == [MARCH_7, datetime(2022, 12, 25, tzinfo=UTC)]
    assert notes == [None, None]
    assert dates_of(["03/07/2023", "12/25/2022"])[0][0] == MARCH_7


def test_what_nothing_settles_is_null_with_a_note_and_can_be_settled_by_the_caller():
    found, note = one("03/04/2023")
    assert found is None
    assert "dayfirst" in note
    assert one("03/04/2023", dayfirst=True)[0] == datetime(2023, 4, 3, tzinfo=UTC)
    assert one("03/04/2023", dayfirst=False)[0] == datetime(2023, 3, 4, tzinfo=UTC)
    assert one("04/04/2023") == (datetime(2023, 4, 4, tzinfo=UTC), None)


def test_a_column_that_contradicts_itself_settles_nothing():
    assert day_first(["25/12/2022", "12/25/2022", "03/04/2023"]) is None


@pytest.mark.parametrize("value", ["March 2023", "2023", "Tuesday", "10:30", "12", "March 7"])
def test_an_incomplete_date_is_never_completed(value):
    found, note = one(value)
    assert found is None
    assert value in note


@pytest.mark.parametrize("value", ["tomorrow", "n/a", "2023-13-45", "99999999999999999999", "0001-01-01", "a" * 10_000])
def test_what_is_no_date_is_null_with_a_note(value):
    found, note = one(value)
    assert found is None
    assert note.startswith("published: ")
    assert len(note) < 150


def test_an_unknown_time_zone_is_said():
    found, note = one("7 March 2023 00:00 XYZT")
    assert found == MARCH_7
    assert "time zone" in note


def test_empty_is_null_without_a_note():
    assert dates_of([None, "", "  "]) == ([None] * 3, [None] * 3)


def test_dates_and_times_in_memory():
    assert as_date(date(2023, 3, 7)) == MARCH_7
    assert as_date(datetime(2023, 3, 7)) == MARCH_7
    assert as_date(datetime(2023, 3, 7, 2, tzinfo=timezone(timedelta(hours=2)))) == MARCH_7
    assert as_date("2023-03-07") is None


@given(st.datetimes(datetime(1700, 1, 1), datetime(2100, 1, 1)))
def test_iso_times_come_back(moment):
    assert one(moment.isoformat()) == (moment.replace(tzinfo=UTC), None)


@given(st.dates(date(1700, 1, 1), date(2100, 1, 1)), st.booleans())
def test_numeric_dates_come_back_in_either_order(day, first):
    value = f"{day:%d/%m/%Y}" if first else f"{day:%m/%d/%Y}"
    assert one(value, dayfirst=first)[0].date() == day


@given(st.text(max_size=40))
def test_any_text_gives_a_time_in_utc_or_a_note(value):
    found, note = one(value)
    assert (found is None) == (note is not None or not value.strip()) or found is not None
    assert found is None or found.tzinfo is not None
