"""The edges of every check: the last day that counts, the first minute that does not."""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from inspect import getmembers, isfunction, signature
from pathlib import Path
from pkgutil import iter_modules

import pytest

from handbook import checks
from handbook.checks.finding import Finding, counted, enumerated, spoken
from handbook.checks.registry import CHECKS, run
from handbook.load import load
from tests.support.handbooks import (
    BASE,
    REPOSITORY,
    TODAY,
    found,
    problems,
    procedure,
    report,
    review,
    write_handbook,
)

SUPPLIES = "sops/operations/supplies.md"
GUIDE = "---\ntitle: x\n---\n\n# Guide\n\n## The café\n"
PROCESSES = "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"


def at(*, days: int) -> date:
    return TODAY + timedelta(days=days)


def codes(root: Path, today: date = TODAY) -> list[str]:
    return [problem.code for problem in problems(root, today)]


def looked_at(root: Path, code: str) -> int | None:
    return {line.code: line.looked_at for line in report(root).coverage}[code]


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A handbook without a finding: one procedure, reviewed on the first of October 2026."""
    files = {"data/processes.yaml": PROCESSES, SUPPLIES: procedure(process="supplies")}
    write_handbook(tmp_path, files)
    review(tmp_path, "supplies", "2026-10-01")
    return tmp_path


# Reviews: due on the first of January 2027, announced 28 days before.


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 3), []),
        (date(2026, 12, 4), ["review-due-soon"]),
        (date(2027, 1, 1), ["review-due-soon"]),
        (date(2027, 1, 2), ["overdue-review"]),
    ],
)
def test_a_review_is_announced_then_due_then_overdue(
    reviewed: Path, today: date, expected: list[str]
) -> None:
    assert codes(reviewed, today) == expected


def test_a_review_is_due_today(reviewed: Path) -> None:
    messages = found(reviewed, "review-due-soon", date(2027, 1, 1))

    assert messages == [
        (
            f"{SUPPLIES}:5:9: sop 'Ordering supplies' is due for review on 1 January 2027, today; "
            "'COO' can review it any time"
        )
    ]


def test_three_months_after_the_end_of_november_is_the_end_of_february(reviewed: Path) -> None:
    review(reviewed, "supplies", "2026-11-30")

    assert found(reviewed, "overdue-review", date(2027, 2, 28)) == []
    assert found(reviewed, "overdue-review", date(2027, 3, 1)) == [
        (
            f"{SUPPLIES}:5:9: sop 'Ordering supplies' was due for review on 28 February 2027, "
            "1 day ago; ask 'COO' to review it"
        )
    ]


def test_the_newest_review_counts_wherever_it_stands_in_the_file(reviewed: Path) -> None:
    review(reviewed, "supplies", "2026-11-20", "2026-05-01")

    assert codes(reviewed) == []


def test_of_two_reviews_on_one_day_the_later_in_the_file_counts(reviewed: Path) -> None:
    file = reviewed / "data/reviews/supplies.yaml"
    review(reviewed, "supplies", "2026-11-20", "2026-11-20")
    text = file.read_text(encoding="utf-8")
    digest = text.partition("fingerprint: ")[2].splitlines()[0]

    file.write_text(text.replace(digest, "0" * 16, 1), encoding="utf-8")
    first_is_stale = codes(reviewed)
    file.write_text("0000000000000000".join(text.rsplit(digest, 1)), encoding="utf-8")
    second_is_stale = codes(reviewed)

    assert first_is_stale == []
    assert second_is_stale == ["changed-since-review"]


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_only_procedures_in_force_need_a_review(tmp_path: Path, status: str) -> None:
    text = procedure(more=f"status: {status}\n")
    write_handbook(tmp_path, {SUPPLIES: text})

    assert {"never-reviewed", "overdue-review"}.isdisjoint(codes(tmp_path))
    assert looked_at(tmp_path, "never-reviewed") == 0


def test_a_review_made_today_is_not_in_the_future(reviewed: Path) -> None:
    review(reviewed, "supplies", "2026-11-21")

    assert found(reviewed, "future-review", at(days=0)) == []
    assert len(found(reviewed, "future-review", at(days=-1))) == 1


def test_white_space_and_the_spelling_of_a_name_are_no_change(reviewed: Path) -> None:
    text = (reviewed / SUPPLIES).read_text(encoding="utf-8")
    text = text.replace("owner: COO", "owner: coo").replace("Keep the office", "Keep  the\noffice")
    write_handbook(reviewed, {SUPPLIES: text}, base=False)

    assert found(reviewed, "changed-since-review") == []


def test_another_word_is_a_change(reviewed: Path) -> None:
    text = (reviewed / SUPPLIES).read_text(encoding="utf-8").replace("office", "kitchen")
    write_handbook(reviewed, {SUPPLIES: text}, base=False)

    assert codes(reviewed) == ["changed-since-review"]


def test_who_holds_a_role_makes_no_review_suspect(reviewed: Path) -> None:
    roles = BASE["data/roles.yaml"].replace("Ada", "Grace")
    write_handbook(reviewed, {"data/roles.yaml": roles}, base=False)

    assert codes(reviewed) == []


def test_a_role_with_another_title_makes_a_review_suspect(reviewed: Path) -> None:
    roles = BASE["data/roles.yaml"].replace("title: COO", "title: Head\n  aliases: [COO]")
    write_handbook(reviewed, {"data/roles.yaml": roles}, base=False)

    assert found(reviewed, "suspect-review") == [
        (
            f"{SUPPLIES}:2:8: sop 'Ordering supplies' was reviewed on 1 October 2026, and since "
            "then role 'Head' changed; ask 'Head' whether it still holds"
        )
    ]


def test_a_register_that_cannot_be_read_changes_nothing_and_takes_nothing_away(
    reviewed: Path,
) -> None:
    write_handbook(reviewed, {"data/roles.yaml": "coo: [\n"}, base=False)

    assert codes(reviewed) == ["yaml-syntax"]
    assert looked_at(reviewed, "changed-since-review") == 0
    assert looked_at(reviewed, "overdue-review") == 1


@pytest.mark.parametrize(
    ("changed", "expected"), [("2026-10-01", 0), ("2026-10-02", 1), ("2026-10", 0), ("2026-11", 1)]
)
def test_a_month_counts_from_its_first_day_against_a_review(
    reviewed: Path, changed: str, expected: int
) -> None:
    rows = f"\n## Changes\n\n| Date | Change |\n| --- | --- |\n| {changed} | Count first |\n"
    text = procedure(process="supplies", after=rows)
    write_handbook(reviewed, {SUPPLIES: text}, base=False)

    assert len(found(reviewed, "review-before-change")) == expected


def test_a_change_after_the_review_of_another_text_is_no_contradiction(reviewed: Path) -> None:
    rows = "\n## Changes\n\n| Date | Change |\n| --- | --- |\n| 2026-10-02 | Count |\n"
    text = procedure(process="supplies", after=rows).replace("office", "kitchen")
    write_handbook(reviewed, {SUPPLIES: text}, base=False)

    assert codes(reviewed) == ["changed-since-review"]


# Steps.


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


def test_one_step_out_of_order_is_told_once(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: with_times("day 1", "day 30", "day 2", "day 3")})

    assert found(tmp_path, "step-times") == [
        (
            f"{SUPPLIES}:26:11: step 'Step 3' (day 2) comes before step 'Step 2' (day 30), "
            "which stands above it; put them in order, or correct the times"
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
def test_a_duration_agrees_with_the_days_of_its_step(
    tmp_path: Path, when: str, duration: str, fault: str
) -> None:
    steps = f"### Count\n\n**When:** {when} · **Timeline:** {duration}\n\n1. Count\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps)})

    messages = [line.partition(": ")[2] for line in found(tmp_path, "step-duration")]

    assert messages == ([f"step 'Count' {fault}; correct one of them"] if fault else [])


# Meetings.

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
def test_two_meetings_clash_if_they_share_a_time_that_is_sure(
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


def test_a_clash_is_told_once_at_the_later_meeting_with_its_roles(tmp_path: Path) -> None:
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
def test_an_agenda_fills_its_meeting(
    tmp_path: Path, duration: str, items: list[str], fault: str
) -> None:
    agenda = "\n".join(f"### Item {number} {time}\n" for number, time in enumerate(items, 1))
    text = meeting(f"cadence: weekly\nduration: {duration}\n", "Review", agenda)
    write_handbook(tmp_path, {"data/meetings/review.md": text})

    messages = [line.partition(": ")[2] for line in found(tmp_path, "agenda-minutes")]

    assert messages == ([f"agenda of meeting 'Review' {fault}"] if fault else [])


# Ownership.


def owning(*owners: str) -> str:
    return "\n".join(
        f"process-{number}:\n  title: Process {number}\n  owner: {owner}\n  area: operations\n"
        for number, owner in enumerate(owners)
    )


@pytest.mark.parametrize(("number", "expected"), [(3, 0), (4, 1)])
def test_a_role_may_own_as_many_as_the_settings_say(
    tmp_path: Path, number: int, expected: int
) -> None:
    write_handbook(tmp_path, {"data/processes.yaml": owning(*["coo"] * number)})

    assert len(found(tmp_path, "overloaded-role")) == expected


def test_a_process_and_its_own_procedure_count_once(tmp_path: Path) -> None:
    files = {
        f"sops/operations/process-{number}.md": procedure(
            f"P {number}", process=f"process-{number}"
        )
        for number in range(3)
    }
    write_handbook(tmp_path, {"data/processes.yaml": owning("coo", "coo", "coo"), **files})

    assert found(tmp_path, "overloaded-role") == []


def test_without_a_limit_no_role_is_overloaded(tmp_path: Path) -> None:
    settings = BASE["data/settings.yaml"].replace("maxProceduresPerRole: 3\n", "")
    files = {"data/settings.yaml": settings, "data/processes.yaml": owning(*["coo"] * 9)}
    write_handbook(tmp_path, files)

    assert found(tmp_path, "overloaded-role") == []


def test_a_vacant_role_is_reported_although_a_holder_is_still_named(tmp_path: Path) -> None:
    roles = BASE["data/roles.yaml"] + "  vacant: true\n"
    write_handbook(tmp_path, {"data/roles.yaml": roles, "data/processes.yaml": owning("coo")})

    assert found(tmp_path, "owner-without-holder") == [
        (
            "data/roles.yaml:5:11: role 'COO' is vacant, yet owns process 'Process 0'; "
            "fill it, or name another owner"
        )
    ]


def test_a_role_that_owns_nothing_needs_no_holder(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/roles.yaml": "coo:\n  title: COO\n  area: operations\n"})

    assert problems(tmp_path) == []


# Names and links.


def test_an_unknown_name_is_not_told_while_its_register_cannot_be_read(tmp_path: Path) -> None:
    files = {"data/roles.yaml": "cfo: [\n", SUPPLIES: procedure(owner="Nobody")}
    write_handbook(tmp_path, files)

    assert found(tmp_path, "unknown-reference") == []
    assert looked_at(tmp_path, "unknown-reference") == 0


def test_a_name_of_another_kind_is_told_as_such(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(owner="Operations")})

    assert found(tmp_path, "unknown-reference") == [
        (
            f"{SUPPLIES}:4:8: sop 'Ordering supplies' names an unknown role: 'Operations'; "
            "area 'Operations' is of another kind"
        )
    ]


def test_a_broken_link_among_related_documents_is_told_once(tmp_path: Path) -> None:
    text = procedure(after="\n## Related\n\n- [Gone](gone.md)\n- [Site](https://example.com)\n")
    write_handbook(tmp_path, {SUPPLIES: text})

    assert [code for code in codes(tmp_path) if code in {"broken-link", "unknown-reference"}] == [
        "broken-link"
    ]


def test_a_file_that_is_no_entry_is_an_unknown_reference(tmp_path: Path) -> None:
    text = procedure(after="\n## Related\n\n- [Read this](../../README.md)\n")
    write_handbook(tmp_path, {SUPPLIES: text, "README.md": "# Read this\n"})

    assert found(tmp_path, "unknown-reference") == [
        (
            f"{SUPPLIES}:19:3: sop 'Ordering supplies' names an unknown sop, checklist, workflow, "
            "template, meeting, process or tool: '../../README.md'"
        )
    ]


@pytest.mark.parametrize(
    "href",
    [
        "supplies.md",
        "#count-the-stock",
        "supplies.md#count-the-stock",
        "../../data/roles.yaml#coo",
        "../../data/areas.yaml",
        "../../docs/guide.md#the-caf%C3%A9",
        "../../docs/guide.md#the-cafe",
        "../../docs/named.md#chosen",
        "../../docs/macros.md#made-by-a-macro",
        "../../docs/picture%20one.svg",
        "https://example.com/#any",
        "broken.md#unknown-as-long-as-it-cannot-be-read",
    ],
)
def test_a_link_that_arrives_is_no_finding(tmp_path: Path, href: str) -> None:
    steps = f"### Count the stock\n\n1. See [this]({href})\n"
    files = {
        SUPPLIES: procedure(steps=steps),
        "docs/guide.md": GUIDE,
        "docs/macros.md": "# Macros\n\n{{ register('roles') }}\n",
        "docs/named.md": "# Named { #chosen }\n",
        "docs/picture one.svg": "<svg/>",
        "sops/operations/broken.md": "no front matter\n",
    }
    write_handbook(tmp_path, files)

    assert found(tmp_path, "broken-link") == []


@pytest.mark.parametrize(
    ("href", "fault"),
    [
        ("Supplies.md", "leads to a file that is not there: 'sops/operations/Supplies.md'"),
        ("../office/x.md", "leads to a file that is not there: 'sops/office/x.md'"),
        ("/sops/operations/supplies.md", "is an absolute path"),
        ("../../../supplies.md", "leads out of the handbook"),
        ("#count", "leads to a heading that is not in 'sops/operations/supplies.md': 'count'"),
        ("../../data/roles.yaml#cto", "leads to an entry that is not in 'data/roles.yaml': 'cto'"),
        ("../../docs/guide.md#bar", "leads to a heading that is not in 'docs/guide.md': 'bar'"),
        ("../../docs/guide.md#title-x", "leads to a heading that is not in 'docs/guide.md'"),
    ],
)
def test_a_link_that_does_not_arrive_says_why(tmp_path: Path, href: str, fault: str) -> None:
    steps = f"### Count the stock\n\n1. See [this]({href})\n"
    files = {SUPPLIES: procedure(steps=steps), "docs/guide.md": GUIDE}
    write_handbook(tmp_path, files)

    messages = [line.partition(": ")[2] for line in found(tmp_path, "broken-link")]

    assert len(messages) == 1
    assert messages[0].startswith(f"link {href!r} {fault}")


@pytest.mark.parametrize("back", ["- Ordering supplies\n", "See [that](supplies.md).\n"])
def test_a_relation_is_mutual_by_name_or_by_link(tmp_path: Path, back: str) -> None:
    heading = "Related" if back.startswith("-") else "Background"
    files = {
        SUPPLIES: procedure(after="\n## Related\n\n- Goods\n"),
        "sops/operations/goods.md": procedure("Goods", after=f"\n## {heading}\n\n{back}"),
    }
    write_handbook(tmp_path, files)

    assert found(tmp_path, "one-way-relation") == []


@pytest.mark.parametrize(
    ("name", "clash"),
    [("coo", True), ("C O O", False), ("  Chief   of STAFF ", True), ("Operations", False)],
)
def test_names_clash_within_a_register_whatever_their_case(
    tmp_path: Path, name: str, clash: bool
) -> None:
    roles = BASE["data/roles.yaml"].replace("COO\n", "COO\n  aliases: [Chief of Staff]\n")
    roles += f'\nclerk:\n  title: Clerk\n  aliases: ["{name}"]\n'
    write_handbook(tmp_path, {"data/roles.yaml": roles})

    assert len(found(tmp_path, "duplicate-name")) == int(clash)


@pytest.mark.parametrize(("folder", "unused"), [("office", 0), ("operations", 1)])
def test_an_area_with_a_procedure_in_its_folder_is_in_use(
    tmp_path: Path, folder: str, unused: int
) -> None:
    areas = BASE["data/areas.yaml"] + "\noffice:\n  title: Office\n"
    files = {"data/areas.yaml": areas, f"sops/{folder}/supplies.md": procedure()}
    write_handbook(tmp_path, files)

    assert len(found(tmp_path, "unused-entry")) == unused


# Texts.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [Link] now", ["[Link]"]),
        ("**TBD**", ["TBD"]),
        ("TBDs and STBD", []),
        ("X% of it", ["X%"]),
        ("MAX% of it", []),
        ("X%", ["X%"]),
        ("after X days", ["X days"]),
        ("after X daysies", []),
        ("for €X", ["€X"]),
        ("for €XL", []),
        ("`TBD` and `[Link]`", []),
        ("tbd", []),
        ("TBD, [Date], TBD", ["TBD", "[Date]", "TBD"]),
        ("[Link](https://example.com)", []),
        ("the *[Link]*", ["[Link]"]),
    ],
)
def test_placeholders_are_whole_words_outside_code(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    steps = f"### Count\n\n1. {text}\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps)})

    messages = found(tmp_path, "placeholder-text")

    assert [line.split("'")[3] for line in messages] == expected


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_placeholders_may_stand_in_what_is_not_in_force(tmp_path: Path, status: str) -> None:
    text = procedure(more=f"status: {status}\n", steps="### Count\n\n1. TBD\n")
    write_handbook(tmp_path, {SUPPLIES: text})

    assert found(tmp_path, "placeholder-text") == []


def test_a_placeholder_is_told_where_it_stands(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(steps="### TBD\n\n1. Ask [Link] é [Date]\n")})

    places = [line.split(": ")[0] for line in found(tmp_path, "placeholder-text")]

    assert places == [f"{SUPPLIES}:12:1", f"{SUPPLIES}:14:8", f"{SUPPLIES}:14:17"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("<b>bold</b>", 1),
        ("<b>one</b> and <i>two</i>", 2),
        ("a <br> b <br/> c", 2),
        ("`<b>`", 0),
        ("a < b and c > d", 0),
        ("<!-- a comment -->", 0),
        ("<https://example.com>", 0),
        ("ends </div> here", 1),
        ("<customer name>", 1),
    ],
)
def test_a_tag_is_told_once_with_what_closes_it(tmp_path: Path, text: str, number: int) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=f"### Count\n\n1. Act {text}\n")})

    assert len(found(tmp_path, "raw-html")) == number


# The registry.


def test_coverage_counts_what_was_looked_at_and_what_was_found(reviewed: Path) -> None:
    coverage = report(reviewed, date(2027, 1, 2)).coverage

    assert [line.code for line in coverage] == [check.code for check in CHECKS]
    assert {line.code: line[1:] for line in coverage if line.looked_at} == {
        "unknown-reference": (8, 0),
        "duplicate-name": (5, 0),
        "retired-reference": (8, 0),
        "raw-html": (1, 0),
        "placeholder-text": (1, 0),
        "undocumented-process": (1, 0),
        "unlisted-procedure": (2, 0),
        "procedure-without-process": (1, 0),
        "unused-entry": (1, 0),
        "never-reviewed": (1, 0),
        "overdue-review": (1, 1),
        "review-due-soon": (1, 0),
        "changed-since-review": (1, 0),
        "suspect-review": (1, 0),
        "future-review": (1, 0),
        "review-before-change": (1, 0),
        "misplaced-review": (1, 0),
        "owner-without-holder": (1, 0),
        "overloaded-role": (1, 0),
    }


def test_a_check_that_cannot_look_says_so_and_finds_nothing(reviewed: Path) -> None:
    write_handbook(reviewed, {"data/groups.yaml": "everyone: [\n"}, base=False)

    unable = [line.code for line in report(reviewed).coverage if line.looked_at is None]

    assert codes(reviewed) == ["yaml-syntax"]
    assert unable == [
        "unused-entry",
        "outdated-codeowners",
        "outdated-editor-files",
        "meeting-clash",
    ]


def test_findings_are_sorted_and_always_the_same() -> None:
    handbook = load(REPOSITORY).handbook

    first, second = run(handbook, TODAY), run(handbook, TODAY)

    assert first == second
    assert list(first.diagnostics) == sorted(first.diagnostics)


def test_every_check_that_is_written_is_run() -> None:
    modules = [
        import_module(f"handbook.checks.{found.name}") for found in iter_modules(checks.__path__)
    ]

    written = {
        function
        for module in modules
        for _, function in getmembers(module, isfunction)
        if list(signature(function).parameters) == ["handbook", "today"]
        and signature(function).return_annotation == Iterator[Finding]
    }

    assert written == {check.function for check in CHECKS}


def test_the_code_of_a_check_is_its_name_and_its_rule_one_sentence() -> None:
    for check in CHECKS:
        assert check.code.replace("-", "_") == check.function.__name__
        assert check.rule.endswith(".")
        assert check.rule == (check.function.__doc__ or "").strip()


def test_an_empty_folder_is_looked_at_without_a_finding(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/settings.yaml": BASE["data/settings.yaml"]}, base=False)

    assert problems(tmp_path) == []


# Words.


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
    ],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], expected: str) -> None:
    assert enumerated(words) == expected


def test_dates_and_numbers_are_written_as_people_say_them() -> None:
    assert spoken(date(2027, 3, 1)) == "1 March 2027"
    assert counted(1, "day") == "1 day"
    assert counted(2, "process", "processes") == "2 processes"


def test_a_link_no_disk_would_take_is_broken_and_nothing_worse(tmp_path: Path) -> None:
    name = "x" * 300
    text = procedure("Far away", after=f"## Notes\n\n[far]({name}/{name}.md)\n")
    write_handbook(tmp_path, {"sops/operations/far.md": text})

    assert len(found(tmp_path, "broken-link")) == 1
