"""The calendar shows who attends what on which day, and how much time it takes per week."""

from datetime import date
from pathlib import Path

import pytest

from handbook.attendance import clashes, meetings_in_use
from handbook.book import Handbook
from handbook.load import load
from handbook.timetable import (
    attended,
    days_filled,
    load_of,
    loads,
    minutes_taken,
    occasions,
)
from tests.support.handbooks import write_handbook
from tests.support.meetings import meeting


def _book(root: Path, **meetings: str) -> Handbook:
    files = {f"data/meetings/{name}.md": text for name, text in meetings.items()}
    roles = "coo:\n  title: COO\n  area: operations\nclerk:\n  title: Clerk\n"
    return load(write_handbook(root, {"data/roles.yaml": roles, **files})).handbook


def _length(text: str, root: Path) -> tuple[float | None, int | None]:
    found = _book(root, talk=meeting("weekly", f"duration: {text}")).meetings["talk"]
    return minutes_taken(found), days_filled(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45 min", (45, None)),
        ("1.5 hours", (90, None)),
        ("30-60 min", (60, None)),
        ("half a day", (None, None)),
        ("1 day", (None, 1)),
        ("1-2 days", (None, 2)),
        ("1 week", (None, 7)),
    ],
)
def test_a_duration_is_in_minutes_or_in_days(
    text: str, expected: tuple[float | None, int | None], tmp_path: Path
) -> None:
    assert _length(text, tmp_path) == expected


def test_occasions_are_in_order_and_include_both_ends(tmp_path: Path) -> None:
    handbook = _book(
        tmp_path,
        noon=meeting("weekly", "day: monday\ntime: 12:00"),
        daily=meeting("daily", "time: 09:00"),
        untimed=meeting("weekly", "day: monday"),
        gone=meeting("weekly", "day: monday\nstatus: retired"),
        unplaced=meeting("monthly"),
    )

    found = occasions(handbook, meetings_in_use(handbook), date(2026, 11, 20), date(2026, 11, 23))

    assert [(one.day.day, one.meeting.id) for one in found] == [
        (20, "daily"),
        (23, "untimed"),
        (23, "daily"),
        (23, "noon"),
    ]


def test_the_load_of_a_role_is_an_average_week(tmp_path: Path) -> None:
    handbook = _book(
        tmp_path,
        daily=meeting("daily", "attendees: [COO]\ntime: 09:00\nduration: 12 min"),
        weekly=meeting("weekly", "attendees: [Operations]\nduration: 1 hour"),
        biweekly=meeting("biweekly", "owner: COO\nduration: 30 min"),
        monthly=meeting("monthly", "attendees: [COO]\nduration: 2 hours"),
        quarterly=meeting("quarterly", "attendees: [COO]\nduration: 4 hours"),
        yearly=meeting("yearly", "attendees: [COO]\nduration: 8 hours"),
        offsite=meeting("quarterly", "attendees: [COO]\nduration: 1-2 days"),
        endless=meeting("weekly", "attendees: [COO]"),
        single=meeting("once", "attendees: [COO]\nduration: 1 hour"),
        gone=meeting("weekly", "attendees: [COO]\nduration: 1 hour\nstatus: retired"),
        others=meeting("weekly", "attendees: [Clerk]\nduration: 1 hour"),
    )

    found = load_of(handbook, "coo")

    months = 12 / (365.2425 / 7)
    expected = 60 + 60 + 15 + 120 * months + 240 * months / 3 + 480 * months / 12
    assert found.minutes == pytest.approx(expected)
    assert {one.id for one in found.uncounted} == {"offsite", "endless", "single"}
    assert len(found.counted) == 6
    assert [one.id for one in attended(handbook, "clerk")] == ["others"]
    assert [(role, round(one.minutes)) for role, one in loads(handbook).items()] == [
        ("coo", 190),
        ("clerk", 60),
    ]


def test_roles_without_meetings_are_not_listed(tmp_path: Path) -> None:
    handbook = _book(tmp_path, talk=meeting("weekly", "attendees: [Clerk]"))

    assert list(loads(handbook)) == ["clerk"]
    assert load_of(handbook, "coo") == (0, (), ())


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("first: 2026-01-05", "first: 2026-01-12", False),
        ("first: 2026-01-05", "first: 2026-12-07", True),
        ("first: 2026-01-05", "day: monday", True),
    ],
)
def test_alternating_meetings_do_not_clash(
    first: str, second: str, clash: bool, tmp_path: Path
) -> None:
    more = "time: 09:00\nattendees: [COO]\n"
    handbook = _book(
        tmp_path, one=meeting("biweekly", more + first), other=meeting("biweekly", more + second)
    )

    assert bool(clashes(handbook)) == clash
