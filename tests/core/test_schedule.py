"""A step is done on working days in its range, and a step counted back is never late."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from handbook.load import load
from handbook.schedule import Days, Moments, StepTime, span, step_times
from tests.support import calendars
from tests.support.calendars import CALENDARS, FESTIVE, PLAIN, cases, start, when
from tests.support.handbooks import REPOSITORY, procedure, write_handbook


def _text(
    time: str, day: str, origin: int = 1, *, back: bool = False, festive: bool = False
) -> str | None:
    found = span(
        calendars.schedule_step(time, origin, back=back), start(day), FESTIVE if festive else PLAIN
    )
    return found and found.text


@pytest.mark.parametrize(
    ("time", "day", "expected"),
    [
        # 1 December 2026 is a Tuesday: 28 days are four weeks.
        ("day 1-2", "2026-12-01", "Tue 1 – Wed 2 Dec 2026"),
        ("day 3-7", "2026-12-01", "Thu 3 – Mon 7 Dec 2026"),
        ("day 22-28", "2026-12-01", "Tue 22 – Mon 28 Dec 2026"),
        ("week 4", "2026-12-01", "Tue 22 – Mon 28 Dec 2026"),
        # A step that ends on a day off ends on the last working day before it.
        ("day 1-2", "2026-12-04", "Fri 4 Dec 2026"),
        ("day 8-14", "2026-11-30", "Mon 7 – Fri 11 Dec 2026"),
        # A step that begins on a day off begins on the next working day.
        ("day 1-5", "2026-12-05", "Mon 7 – Wed 9 Dec 2026"),
        # A step without a working day moves to the next one.
        ("day 1", "2026-12-05", "Mon 7 Dec 2026"),
        ("day 1-2", "2026-12-05", "Mon 7 Dec 2026"),
        ("week 1", "2026-12-01", "Tue 1 – Mon 7 Dec 2026"),
        ("week 5", "2026-12-01", "Tue 29 Dec 2026 – Mon 4 Jan 2027"),
        ("month 1", "2027-01-31", "Mon 1 – Fri 26 Feb 2027"),
        ("month 2", "2027-01-31", "Mon 1 – Tue 30 Mar 2027"),
        ("month 1", "2028-01-31", "Mon 31 Jan – Mon 28 Feb 2028"),
        ("year 1", "2028-02-29", "Tue 29 Feb 2028 – Tue 27 Feb 2029"),
        ("year 2", "2028-02-29", "Wed 28 Feb 2029 – Wed 27 Feb 2030"),
        ("within 5 days", "2026-12-01", "by Fri 4 Dec 2026"),
        ("within 1 day", "2026-12-05", "by Mon 7 Dec 2026"),
        ("within 2 weeks", "2026-12-01", "by Tue 15 Dec 2026"),
        ("within 1 month", "2027-01-31", "by Fri 26 Feb 2027"),
    ],
)
def test_the_dates_of_a_step(time: str, day: str, expected: str) -> None:
    assert _text(time, day) == expected


@pytest.mark.parametrize(
    ("time", "day", "expected"),
    [
        ("day -90", "2027-03-01", "Tue 1 Dec 2026"),
        # The day before is a Sunday, so the step moves to the Friday and is not late.
        ("day -1", "2027-03-01", "Fri 26 Feb 2027"),
        ("day 0", "2027-03-07", "Fri 5 Mar 2027"),
        # A range of Sunday and Monday is reduced to the Monday.
        ("day -2--1", "2027-03-02", "Mon 1 Mar 2027"),
        # A step after the date may move later.
        ("day 1", "2027-03-05", "Mon 8 Mar 2027"),
        ("week -2", "2027-03-01", "Mon 15 – Fri 19 Feb 2027"),
        ("month -1", "2027-03-31", "Mon 1 – Tue 30 Mar 2027"),
        ("month -1", "2028-03-31", "Tue 29 Feb – Thu 30 Mar 2028"),
    ],
)
def test_a_step_counted_back_moves_back(time: str, day: str, expected: str) -> None:
    assert _text(time, day, 0, back=True) == expected


def test_day_0_is_the_start_day_and_day_1_follows_it() -> None:
    assert _text("day 0", "2026-12-01", 0) == "Tue 1 Dec 2026"
    assert _text("day 1", "2026-12-01", 0) == "Wed 2 Dec 2026"


@pytest.mark.parametrize(
    ("time", "day", "expected"),
    [
        ("day 2", "2026-12-23", "Mon 4 Jan 2027"),
        ("day 1-10", "2026-12-23", "Wed 23 Dec 2026"),
        ("day 1-5", "2028-02-26", "Mon 28 Feb – Wed 1 Mar 2028"),
        ("within 8 days", "2026-12-23", "by Wed 23 Dec 2026"),
    ],
)
def test_consecutive_holidays_are_skipped(time: str, day: str, expected: str) -> None:
    assert _text(time, day, festive=True) == expected


@pytest.mark.parametrize(
    ("time", "moment", "expected"),
    [
        ("0-15 min", "2026-11-25 14:30", "Wed 25 Nov 2026, 14:30–14:45"),
        ("15-60 min", "2026-11-25 23:30", "Wed 25 Nov 2026, 23:45 – Thu 26 Nov 2026, 00:30"),
        ("hour 2", "2026-11-25 14:30", "Wed 25 Nov 2026, 16:30"),
        # At night and on days off, too.
        ("within 48 hours", "2026-12-24 22:00", "by Sat 26 Dec 2026, 22:00"),
        # The night with a skipped hour, and the one with a repeated hour.
        ("within 48 hours", "2027-03-27 12:00", "by Mon 29 Mar 2027, 13:00"),
        ("within 48 hours", "2027-10-30 12:00", "by Mon 1 Nov 2027, 11:00"),
        ("0-15 min", "2027-10-31 02:50", "Sun 31 Oct 2027, 02:50–02:05 (clocks put back)"),
        ("0-15 min", "2027-03-28 02:30", "Sun 28 Mar 2027, 03:30–03:45"),
    ],
)
def test_minutes_and_hours_are_elapsed_time(time: str, moment: str, expected: str) -> None:
    assert _text(time, moment, 0) == expected


def test_minutes_need_a_start_time() -> None:
    assert _text("0-15 min", "2026-11-25", 0) is None


@pytest.mark.parametrize(
    "time", ["day 999999999", "week 99999999999", "month 99999999", "within 9999 years"]
)
def test_a_date_out_of_range_is_none(time: str) -> None:
    assert _text(time, "2026-12-01") is None


def test_the_last_possible_date_is_none() -> None:
    assert _text("within 1 day", "9999-12-29") == "by Thu 30 Dec 9999"
    assert _text("within 1 day", "9999-12-30") is None


def test_a_procedure_counts_from_its_lowest_day_number(tmp_path: Path) -> None:
    steps = "".join(
        f"### Step {index}\n\n**When:** {time}\n\n1. Act\n\n"
        for index, time in enumerate(("day -3", "week 1", "day 2", "within 2 days", "ongoing"))
    )
    root = write_handbook(tmp_path, {"sops/operations/order.md": procedure(steps=steps)})
    sop = load(root).handbook.sops["order"]

    assert step_times(sop.steps) == [
        StepTime(when("day -3"), 0, True),
        StepTime(when("week 1"), 1, True),
        StepTime(when("day 2"), 0, True),
        StepTime(when("within 2 days"), 0, True),
        None,
    ]


def test_a_procedure_that_begins_on_day_0_does_not_count_back(tmp_path: Path) -> None:
    steps = "".join(
        f"### {time}\n\n**When:** {time}\n\n1. Act\n\n" for time in ("day 0", "day 1-2", "month 2")
    )
    root = write_handbook(tmp_path, {"sops/operations/order.md": procedure(steps=steps)})
    found = step_times(load(root).handbook.sops["order"].steps)

    assert found == [
        StepTime(when("day 0"), 0, False),
        StepTime(when("day 1-2"), 0, False),
        StepTime(when("month 2"), 1, False),
    ]


def test_the_onboarding_of_this_repository_takes_four_weeks() -> None:
    handbook = load(REPOSITORY).handbook
    steps = step_times(handbook.sops["customer-onboarding"].steps)
    found = [step and span(step, start("2027-03-01"), PLAIN) for step in steps]

    assert found == [
        Days(date(2027, 3, 1), date(2027, 3, 2)),
        Days(date(2027, 3, 3), date(2027, 3, 5)),
        Days(date(2027, 3, 8), date(2027, 3, 12)),
        Days(date(2027, 3, 15), date(2027, 3, 19)),
        Days(date(2027, 3, 22), date(2027, 3, 26)),
    ]


def test_dates_are_always_in_order_and_on_working_days() -> None:
    tried = list(cases())
    for step, begin, name in tried:
        found = span(step, begin, CALENDARS[name])
        if isinstance(found, Days):
            ends = [day for day in (found.first, found.last) if day]
            assert ends == sorted(ends)
            assert name == "never" or all(map(CALENDARS[name].works, ends))
            if step.back and found.first and step.when.end is not None and step.when.end < 0:
                assert found.last <= begin.day
        elif isinstance(found, Moments) and found.first:
            assert found.first.astimezone(UTC) <= found.last.astimezone(UTC)

    assert len(tried) > 2500


def test_times_are_in_the_time_zone_of_the_company() -> None:
    found = span(calendars.schedule_step("within 1 hour", 0), start("2026-11-25 14:30"), PLAIN)

    assert found is not None
    assert found.last == datetime(2026, 11, 25, 14, 30, tzinfo=UTC)
