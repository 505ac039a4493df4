"""The next meeting is told as far as the calendar goes."""

from datetime import date

import pytest

from handbook.diagnostics import Place
from handbook.occasions import next_occasion
from handbook.records import Entry, Meeting
from handbook.source.document import Document

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")


def _meeting(cadence: str, day: str | None = None, week: str | None = None) -> Meeting:
    document = Document(path="x.md", id="x", data={}, values={(): Place("x.md", 1, 1)}, keys={})
    return Meeting(
        entry=Entry(kind="meetings", id="x", data={}, document=document),
        cadence=cadence,
        day=day,
        week=week,
        start=None,
        duration=None,
        attendees=(),
        agenda=(),
    )


@pytest.mark.parametrize(
    ("meeting", "after", "expected"),
    [
        (_meeting("daily"), "2026-11-23", "24 November 2026"),
        (_meeting("daily"), "2026-11-27", "30 November 2026"),
        (_meeting("weekly", "monday"), "2026-11-23", "30 November 2026"),
        # Held a day late, or two days early: the next is the next Monday all the same.
        (_meeting("weekly", "monday"), "2026-11-24", "30 November 2026"),
        (_meeting("weekly", "monday"), "2026-11-21", "23 November 2026"),
        (_meeting("weekly"), "2026-11-24", "1 December 2026"),
        (_meeting("biweekly", "friday"), "2026-11-20", "4 December 2026"),
        (_meeting("biweekly", "friday"), "2026-11-23", "4 December 2026"),
        (_meeting("monthly", None, "week 4"), "2026-12-24", "week 4 of January 2027"),
        (_meeting("monthly", None, "ongoing"), "2026-11-24", "December 2026"),
        (_meeting("monthly", "friday"), "2026-11-24", "December 2026"),
        (_meeting("quarterly"), "2026-11-24", "the first quarter of 2027"),
        (_meeting("quarterly"), "2026-02-28", "the second quarter of 2026"),
        (_meeting("once"), "2026-11-24", None),
        (_meeting("ongoing", "monday"), "2026-11-24", None),
        (_meeting("daily"), "9999-12-31", None),
        (_meeting("weekly"), "9999-12-31", None),
        (_meeting("monthly"), "9999-12-31", None),
        (_meeting("quarterly"), "9999-12-31", None),
    ],
)
def test_when_a_meeting_is_held_next(meeting: Meeting, after: str, expected: str | None) -> None:
    assert next_occasion(meeting, date.fromisoformat(after), WEEK) == expected
