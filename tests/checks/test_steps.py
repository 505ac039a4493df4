"""Times of steps are read, in chronological order, and match the durations."""

from pathlib import Path

import pytest

from tests.support.checks import SUPPLIES
from tests.support.handbooks import found, procedure, write_handbook


def with_times(*times: str) -> str:
    return procedure(
        steps="\n".join(
            f"### Step {number}\n\n**When:** {when}\n\n1. Act\n"
            for number, when in enumerate(times, start=1)
        )
    )


@pytest.mark.parametrize(
    "times",
    [
        ("day 1-2", "day 3-5"),
        ("day 1", "day 1"),
        ("day 1", "day 2"),
        ("day -90", "day -60"),
        ("day -1", "day 1"),
        ("week 1-2", "day 15"),
        ("day 1-28", "week 5"),
        ("month 1", "month 2"),
        ("month 12", "year 2"),
        ("month 1", "day 30"),
        ("0-15 min", "15-60 min"),
        ("0-60 min", "1-2 hours"),
        ("day 2-3", "within 48 hours"),
        ("day 2-3", "ongoing", "day 4"),
        ("30 min", "15 min"),
        ("2-4 weeks", "1-2 days"),
    ],
)
def test_steps_may_follow_each_other(tmp_path: Path, times: tuple[str, ...]) -> None:
    write_handbook(tmp_path, {SUPPLIES: with_times(*times)})

    assert found(tmp_path, "step-times") == []


@pytest.mark.parametrize(
    "times",
    [
        ("day 1-2", "day 2-5"),
        ("day 1-2", "day 2"),
        ("day 2", "day 1"),
        ("day 1", "day 1-2"),
        ("day 1-2", "day 1-2"),
        ("day -60", "day -90"),
        ("week 1-2", "day 14"),
        ("day 1-29", "week 5"),
        ("month 1-12", "year 1-2"),
        ("0-15 min", "14-60 min"),
        ("0-61 min", "1-2 hours"),
        ("1-2 hours", "0-15 min"),
        ("day 2-3", "within 48 hours", "day 3"),
    ],
)
def test_steps_may_not_overlap_or_run_backwards(tmp_path: Path, times: tuple[str, ...]) -> None:
    write_handbook(tmp_path, {SUPPLIES: with_times(*times)})

    assert len(found(tmp_path, "step-times")) == 1


def test_one_step_out_of_order_is_reported_once(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: with_times("day 1", "day 30", "day 2", "day 3")})

    assert found(tmp_path, "step-times") == [
        (
            f"{SUPPLIES}:26:11: step 'Step 3' (day 2) comes before step 'Step 2' (day 30), "
            "which is listed above; reorder the steps, or correct the times"
        )
    ]


@pytest.mark.parametrize(
    ("when", "duration", "fault"),
    [
        ("day 8-14", "7 days", ""),
        ("day 8-14", "1 week", ""),
        ("day 8-14", "5-7 days", ""),
        ("day 8-14", "7-9 days", ""),
        ("day 8-14", "5 days", "takes 5 days, but day 8-14 is 7 days"),
        ("day 8-14", "8-9 days", "takes 8-9 days, but day 8-14 is 7 days"),
        ("week 4-8", "5 weeks", ""),
        ("week 4-8", "4 weeks", "takes 4 weeks, but week 4-8 is 5 weeks"),
        ("0-15 min", "15 min", ""),
        ("0-15 min", "16 min", "takes 16 min, but 0-15 min is 15 minutes"),
        ("0-60 min", "1 hour", ""),
        ("day 1-2", "3 hours", ""),
        ("day 3", "half a day", ""),
        ("day 3", "5 days", ""),
        ("month 1-2", "60 days", ""),
        ("ongoing", "5 days", ""),
        ("within 48 hours", "2 hours", ""),
        ("within 48 hours", "49 hours", "takes 49 hours, but must be done within 48 hours"),
        ("within 2 weeks", "14 days", ""),
    ],
)
def test_a_duration_must_match_the_days_of_its_step(
    tmp_path: Path, when: str, duration: str, fault: str
) -> None:
    steps = f"### Count\n\n**When:** {when} · **Timeline:** {duration}\n\n1. Count\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps)})

    messages = [line.partition(": ")[2] for line in found(tmp_path, "step-duration")]

    assert messages == ([f"step 'Count' {fault}; correct one of them"] if fault else [])


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("Day 1: Ring", "Ring (Day 1)"),
        ("3. Week 1-2 – Ring", "Ring (Week 1-2)"),
        ("(day 1) Ring", "Ring (day 1)"),
        ("Step 2 [Day 1]: Ring", "Ring (Day 1)"),
        ("Ring - Day 1", "Ring (Day 1)"),
        ("Ring (twice), day -2", "Ring (twice) (day -2)"),
        ("Ring [Days 3 to 4]", "Ring (Days 3 to 4)"),
        ("0-15 min: Ring", "Ring (0-15 min)"),
        ("Within 48 hours: Ring", "Ring (Within 48 hours)"),
        ("Day 30: 30-day review", "30-day review (Day 30)"),
    ],
)
def test_a_time_elsewhere_in_a_title_is_not_read(tmp_path: Path, title: str, right: str) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=f"### {title}\n\n1. Act\n")})
    message = f"the time in step {title.removeprefix('3. ')!r} is not read; write {right!r}"

    assert found(tmp_path, "unread-time") == [f"{SUPPLIES}:12:1: {message}"]


@pytest.mark.parametrize(
    "title",
    [
        "Ring (day 1)",
        "Wait: 3 days",
        "Wait 3 days",
        "Read the 30-day review",
        "Day 1-on-1: talk",
        "Plan week 1",
        "Level 2: Ring",
        "Day 5-3: Ring",
    ],
)
def test_a_number_in_a_title_need_not_be_a_time(tmp_path: Path, title: str) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=f"### {title}\n\n1. Act\n")})

    assert found(tmp_path, "unread-time") == []


def test_a_step_with_a_time_may_name_another_in_its_title(tmp_path: Path) -> None:
    steps = "### Day 1: Ring\n\n**When:** day 2\n\n1. Act\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps)})

    assert found(tmp_path, "unread-time") == []
