"""Meetings clash if they share a time and a role, and an agenda must fill its meeting."""

from pathlib import Path

import pytest

from tests.support.handbooks import BASE, found, write_handbook

GROUPS = """\
everyone:
  title: Everyone
  everyone: true

board:
  title: Board
  members: [CFO, Operations]
"""
ROLES = BASE["data/roles.yaml"] + "cfo:\n  title: CFO\n\nclerk:\n  title: Clerk\n"


def meeting(head: str, title: str, agenda: str = "") -> str:
    below = f"\n## Agenda\n\n{agenda}" if agenda else ""
    return f"---\ntitle: {title}\n{head}---\n\nMeet.\n{below}"


def when(cadence: str, time: str, length: str = "1 hour", day: str = "", week: str = "") -> str:
    keys = {"cadence": cadence, "day": day, "week": week, "time": time, "duration": length}
    return "".join(f"{key}: {value}\n" for key, value in keys.items() if value)


def clashes(root: Path, one: str, other: str) -> int:
    files = {"data/meetings/one.md": meeting(one, "One")}
    files["data/meetings/other.md"] = meeting(other, "Other")
    files |= {"data/roles.yaml": ROLES, "data/groups.yaml": GROUPS}
    write_handbook(root, files)
    return len(found(root, "meeting-clash"))


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (when("daily", "09:00"), when("weekly", "09:30", day="friday"), True),
        (when("daily", "09:00"), when("weekly", "10:00", day="friday"), False),
        (when("daily", "09:00"), when("weekly", "09:00", day="sunday"), False),
        (when("daily", "09:00"), when("weekly", "09:30"), False),
        (when("weekly", "09:00", day="monday"), when("weekly", "09:59", day="monday"), True),
        (when("weekly", "09:00", day="monday"), when("weekly", "09:00", day="friday"), False),
        (when("weekly", "09:00", day="monday"), when("biweekly", "09:00", day="monday"), True),
        (when("weekly", "09:00", day="monday"), when("monthly", "09:00", day="monday"), True),
        (when("weekly", "09:00", day="monday"), when("monthly", "09:00", week="week 1"), False),
        (when("daily", "09:00"), when("ongoing", "09:00", day="monday"), False),
        (when("daily", "09:00"), when("once", "09:00", day="monday"), False),
        (
            when("monthly", "09:00", day="monday", week="week 1"),
            when("monthly", "09:00", day="monday", week="week 2"),
            False,
        ),
        (
            when("monthly", "09:00", day="monday", week="week 1-2"),
            when("quarterly", "09:00", day="monday", week="week 2"),
            True,
        ),
        (
            when("monthly", "09:00", day="monday"),
            when("monthly", "09:00", day="monday", week="week 2"),
            False,
        ),
        (when("daily", "09:00"), when("daily", "09:30", length=""), True),
        (when("daily", "09:00", length=""), when("daily", "09:00", length=""), True),
        (when("daily", "09:00", length=""), when("daily", "09:01", length=""), False),
    ],
)
def test_two_meetings_clash_if_they_certainly_share_a_time(
    tmp_path: Path, one: str, other: str, clash: bool
) -> None:
    everyone = "attendees: [Everyone]\n"

    assert clashes(tmp_path, one + everyone, other + everyone) == int(clash)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("attendees: [COO]", "attendees: [COO]", True),
        ("attendees: [COO]", "attendees: [CFO]", False),
        ("attendees: [COO]", "attendees: [Operations]", True),
        ("attendees: [COO]", "attendees: [Board]", True),
        ("attendees: [Operations]", "attendees: [Board]", True),
        ("attendees: [CFO]", "attendees: [Board]", True),
        ("attendees: [Clerk]", "attendees: [Board]", False),
        ("attendees: [Clerk]", "attendees: [Everyone]", True),
        ("attendees: [Clerk]", "owner: Clerk", True),
        ("owner: CFO", "owner: COO", False),
        ("status: active", "attendees: [Everyone]", False),
        ("attendees: [Everyone]\nstatus: retired", "attendees: [Everyone]", False),
        ("attendees: [Everyone]\nstatus: draft", "attendees: [Everyone]", True),
    ],
)
def test_two_meetings_clash_if_they_share_a_role(
    tmp_path: Path, one: str, other: str, clash: bool
) -> None:
    head = when("daily", "09:00")

    assert clashes(tmp_path, f"{head}{one}\n", f"{head}{other}\n") == int(clash)


def test_a_clash_is_reported_once_at_the_later_meeting_with_its_roles(tmp_path: Path) -> None:
    one = when("daily", "09:30") + "attendees: [Board, Clerk]\n"
    other = when("daily", "09:00") + "attendees: [Everyone]\n"

    clashes(tmp_path, one, other)

    assert found(tmp_path, "meeting-clash") == [
        (
            "data/meetings/one.md:4:7: meeting 'One' (09:30-10:30) overlaps 'Other' (09:00-10:00) "
            "on Monday, Tuesday and 3 more for everyone (3 roles); move one of them"
        )
    ]


@pytest.mark.parametrize(
    ("duration", "items", "fault"),
    [
        ("30 min", ["(10 min)", "(20 min)"], ""),
        ("half a day", ["(6 hours)", "(6 hours)"], ""),
        ("30-45 min", ["(10 min)", "(20 min)"], ""),
        ("30-45 min", ["(20 min)", "(25 min)"], ""),
        (
            "30-45 min",
            ["(20 min)", "(26 min)"],
            "adds up to 46 min, but the meeting takes 30-45 min",
        ),
        ("30 min", ["(10 min)", "(19 min)"], "adds up to 29 min, but the meeting takes 30 min"),
        ("30 min", ["", "(29 min)"], ""),
        (
            "30 min",
            ["", "(30 min)"],
            "adds up to 30 min, but the meeting takes 30 min, and 'Item 1' has no time",
        ),
        ("30 min", ["", ""], ""),
    ],
)
def test_an_agenda_must_fill_its_meeting(
    tmp_path: Path, duration: str, items: list[str], fault: str
) -> None:
    agenda = "\n".join(f"### Item {number} {time}\n" for number, time in enumerate(items, 1))
    text = meeting(f"cadence: weekly\nduration: {duration}\n", "Review", agenda)
    write_handbook(tmp_path, {"data/meetings/review.md": text})

    messages = [line.partition(": ")[2] for line in found(tmp_path, "agenda-minutes")]

    assert messages == ([f"agenda of meeting 'Review' {fault}"] if fault else [])


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("Wins - 10 min", "Wins (10 min)"),
        ("Wins – 10 minutes", "Wins (10 min)"),
        ("Wins: 10 mins", "Wins (10 min)"),
        ("Wins [10 min]", "Wins (10 min)"),
        ("Wins (10m)", "Wins (10 min)"),
        ("Wins (5-10')", "Wins (5-10 min)"),
        ("Wins (1hr)", "Wins (1 h)"),
        ("Wins (10 min)", ""),
        ("The last 10 minutes", ""),
        ("Five customers (10)", ""),
        ("10 min", ""),
        ("Wins (10 min) (with Ann)", "Wins (with Ann) (10 min)"),
        ("Wins (1 h, with Ann)", "Wins (with Ann) (1 h)"),
        ("The (24 h) backlog", ""),
        ("(10 min) Wins", "Wins (10 min)"),
        ("[10 min]: Wins", "Wins (10 min)"),
        ("1 hour - Wins", "Wins (1 h)"),
        ("10 minutes of silence", ""),
    ],
)
def test_a_time_in_the_title_of_an_item_is_reported(title: str, right: str, tmp_path: Path) -> None:
    text = meeting(when("weekly", "09:00", "10 min"), "One", f"### {title}\n")
    write_handbook(tmp_path, {"data/meetings/one.md": text})

    message = (
        f"data/meetings/one.md:12:1: the time in agenda item {title!r} is not read; write {right!r}"
    )
    assert found(tmp_path, "agenda-minutes") == [message] * bool(right)


def test_an_item_has_one_time(tmp_path: Path) -> None:
    text = meeting(when("weekly", "09:00", "10 min"), "One", "### Wins (5 min) (10 min)\n")
    write_handbook(tmp_path, {"data/meetings/one.md": text})

    assert found(tmp_path, "agenda-minutes") == [
        (
            "data/meetings/one.md:12:1: "
            "agenda item 'Wins (5 min)' is followed by another time; keep one of them"
        )
    ]


@pytest.mark.parametrize(
    ("cadence", "week", "wrong"),
    [
        ("monthly", "week 5", ""),
        ("quarterly", "week 1-2", ""),
        ("weekly", "ongoing", ""),
        ("once", "week 3", ""),
        (
            "monthly",
            "week 6",
            "has 'week 6', which is not a week of the month; write one such as 'week 1'",
        ),
        (
            "monthly",
            "day 3",
            "has 'day 3', which is not a week of the month; write one such as 'week 1'",
        ),
        ("weekly", "week 2", "is held weekly, not in one week of the month; remove 'week'"),
    ],
)
def test_a_value_that_is_not_a_week_of_the_month_is_reported(
    cadence: str, week: str, wrong: str, tmp_path: Path
) -> None:
    text = meeting(when(cadence, "09:00", week=week), "One")
    write_handbook(tmp_path, {"data/meetings/one.md": text})

    message = f"data/meetings/one.md:4:7: meeting 'One' {wrong}"
    assert found(tmp_path, "meeting-dates") == [message] * bool(wrong)
