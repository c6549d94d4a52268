"""The shortest event around a place, against a look at every event."""

from hypothesis import given
from hypothesis import strategies as st

from framing.detectors.referents.harms import Harm
from framing.detectors.referents.mentions import EventIndex, EventRow
from framing.detectors.referents.sentences import stretch

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda s: (s[0], sum(s))), max_size=12)


@given(SPANS, st.integers(0, 30), st.integers(1, 6))
def test_the_shortest_event_that_holds_a_span(spans, start, size):
    events = [EventRow(*span, "kill", None, None, None, None, 3, Harm(*span)) for span in sorted(spans)]
    index = EventIndex(events)
    holding = [event for event in events if event.start <= start and start + size <= event.end]
    expected = min(holding, key=lambda event: event.end - event.start, default=None)
    found = index.narrowest(3, start, start + size)
    assert found == expected
    assert index.narrowest(4, start, start + size) is None


@given(st.integers(0, 50), st.integers(1, 50_000), st.data())
def test_a_stretch_holds_its_place_and_enough_around_it(start, size, data):
    end = start + size
    place = data.draw(st.integers(start, end - 1))
    low, high = stretch(start, end, place)
    assert start <= low <= place < high <= end
    assert high - low <= 4_000
    assert low == start or place - low >= 1_000
    assert high == end or high - place >= 1_000
