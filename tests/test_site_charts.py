"""Weeks and timelines are drawn from records, with text equivalents and safe HTML."""

import re
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from handbook.attendance import clashes
from handbook.pages.calendar import calendar
from handbook.pages.clashes import sign
from handbook.pages.edition import View
from handbook.pages.page import words
from handbook.pages.timeline import timeline
from handbook.pages.week import week
from handbook.times import read_when
from tests.support.handbooks import procedure, write_handbook
from tests.support.pages import edition, page

SUPPLIES = "sops/operations/supplies.md"
NASTY = '"><script>alert(1)</script>{{ 7*7 }}'


def view(root: Path) -> View:
    return edition(root).view("meetings/")


# --- The week


class Block(NamedTuple):
    """A block of the grid: its rows, columns and text."""

    rows: range
    columns: range
    text: str


def blocks(html: str) -> list[Block]:
    found = re.findall(
        r'<li class="hb-glance__block[^"]*" style="grid-area:(\d+)/(\d+)/(\d+)/(\d+)">(.*?)</li>',
        html,
    )
    return [
        Block(range(int(top), int(bottom)), range(int(left), int(right)), words(text))
        for top, left, bottom, right, text in found
    ]


def meeting(title: str, when: str) -> str:
    return f"---\ntitle: '{title}'\n{when}purpose: Talk.\n---\n"


def a_week(root: Path, *meetings: tuple[str, str]) -> str:
    files = {
        f"data/meetings/m{at}.md": meeting(title, when) for at, (title, when) in enumerate(meetings)
    }
    write_handbook(root, files)
    shown = view(root)
    return week(shown, shown.handbook.meetings.values(), list(clashes(shown.handbook)))


MONDAY = "cadence: weekly\nday: monday\n"


def test_simultaneous_meetings_are_side_by_side(tmp_path: Path) -> None:
    html = a_week(
        tmp_path,
        ("Long", f"{MONDAY}time: 09:00\nduration: 60 min\n"),
        ("Short", f"{MONDAY}time: 09:30\nduration: 15 min\n"),
        ("Next", f"{MONDAY}time: 09:45\nduration: 15 min\n"),
        ("Later", f"{MONDAY}time: 14:00\nduration: 1 hour\n"),
        ("Daily", "cadence: daily\ntime: 14:00\n"),
    )

    assert blocks(html) == [
        Block(range(3, 7), range(2, 3), "09:00–10:00 Long"),
        Block(range(5, 6), range(3, 4), "09:30–09:45 Short"),
        Block(range(6, 7), range(3, 4), "09:45–10:00 Next"),
        # Four empty hours have a row each.
        Block(range(11, 15), range(2, 3), "14:00–15:00 Later"),
        Block(range(11, 12), range(3, 4), "14:00 Daily"),
        *(
            Block(range(11, 12), range(column, column + 1), "14:00 Daily")
            for column in (4, 5, 6, 7)
        ),
    ]
    assert 'style="--hb-columns:6"' in html
    assert html.count("hb-glance__block--open") == 5


def test_blocks_do_not_overlap(tmp_path: Path) -> None:
    times = [
        ("09:00", 90),
        ("09:10", 5),
        ("09:20", 45),
        ("09:55", 30),
        ("10:29", 61),
        ("23:50", 60),
    ]
    html = a_week(
        tmp_path,
        *((f"M{at}", f"{MONDAY}time: {at}\nduration: {length} min\n") for at, length in times),
    )

    found = blocks(html)

    assert len(found) == len(times)
    for one, other in combinations(found, 2):
        assert not (set(one.rows) & set(other.rows) and set(one.columns) & set(other.columns))


def test_meetings_without_a_time_are_above_the_hours_of_their_day(tmp_path: Path) -> None:
    html = a_week(
        tmp_path,
        ("Early", "cadence: weekly\nday: saturday\ntime: 08:00\n"),
        ("Whenever", "cadence: biweekly\nday: friday\n"),
        ("No day", "cadence: weekly\n"),
        ("Seldom", "cadence: monthly\nday: friday\ntime: 10:00\nweek: week 1\n"),
    )

    days = html[html.index("<ol") :]

    assert words(days) == (
        "Monday Tuesday Wednesday Thursday Friday No fixed time: Whenever Saturday 08:00 Early"
    )


def test_without_a_timed_meeting_there_is_no_week_grid(tmp_path: Path) -> None:
    assert a_week(tmp_path, ("Whenever", MONDAY)) == ""


def test_text_in_a_week_grid_is_never_markup(tmp_path: Path) -> None:
    nasty = (NASTY, f"{MONDAY}time: 08:00\n"), (f"{NASTY} 2", MONDAY)

    html = a_week(tmp_path, *nasty)

    assert "<script" not in html
    assert words(html).count(NASTY) == 2


def test_a_role_sees_its_own_week_with_the_reason_for_each_meeting(tmp_path: Path) -> None:
    files = {
        "data/roles.yaml": (
            "coo:\n  title: COO\n  area: operations\n  holders: [Ada]\nclerk:\n  title: Clerk\n"
            "  area: office\n"
        ),
        "data/areas.yaml": "operations:\n  title: Operations\noffice:\n  title: Office\n",
        "data/groups.yaml": "outer:\n  title: Outer\n  members: [Office]\n",
        "data/meetings/a.md": meeting("Nested", f"{MONDAY}time: 08:00\nattendees: [Outer]\n"),
        "data/meetings/b.md": meeting("Run", f"{MONDAY}time: 09:00\nowner: Clerk\n"),
        "data/meetings/c.md": meeting("Other", f"{MONDAY}time: 10:00\nattendees: [COO]\n"),
        "data/meetings/d.md": meeting("Own", "cadence: monthly\nattendees: [Clerk]\n"),
    }
    write_handbook(tmp_path, files)

    html = page(tmp_path, "roles/clerk/").html

    assert [block.text for block in blocks(html)] == ["08:00 Nested", "09:00 Run"]
    table = html[html.index("<table") : html.index("</table>")]
    assert words(table) == (
        "Meeting When Takes part as Nested Every Monday, 08:00 Outer "
        "Run Every Monday, 09:00 Runs it Own Every month Named attendee"
    )
    assert blocks(page(tmp_path, "roles/coo/").html) == []


CLASHING = {
    "data/roles.yaml": (
        "coo: {title: COO, area: operations, holders: [Ada]}\n"
        "clerk: {title: Clerk}\nporter: {title: Porter}\n"
    ),
    "data/meetings/a.md": meeting(
        "Sync", f"{MONDAY}time: 09:00\nduration: 1 hour\nattendees: [COO, Clerk]\n"
    ),
    "data/meetings/b.md": meeting("Standup", "cadence: daily\ntime: 09:30\nattendees: [Clerk]\n"),
    "data/meetings/c.md": meeting("Rounds", f"{MONDAY}time: 09:45\nattendees: [Porter]\n"),
    "data/meetings/d.md": meeting("Tally", f"{MONDAY}time: 09:50\nattendees: [COO]\n"),
}


def test_clashes_are_marked_on_their_day_and_listed_below_the_week(tmp_path: Path) -> None:
    write_handbook(tmp_path, CLASHING)

    html = calendar(view(tmp_path))

    marked = [block.text for block in blocks(html) if block.text[-1] in "①②"]
    assert marked == ["09:00–10:00 Sync ① ②", "09:30 Standup ①", "09:50 Tally ②"]
    assert html.count("hb-glance__block--clash") == 3
    listed = html[html.index('<ul class="hb-clashes"') :]
    assert words(listed[: listed.index("</ul>")]) == (
        "① Monday: Standup (09:30) overlaps Sync (09:00–10:00). Expected at both: Clerk. "
        "② Monday: Tally (09:50) overlaps Sync (09:00–10:00). Expected at both: COO."
    )


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("coo", ["① Monday: Tally (09:50) overlaps Sync (09:00–10:00)."]),
        ("clerk", ["① Monday: Standup (09:30) overlaps Sync (09:00–10:00)."]),
        ("porter", []),
    ],
)
def test_a_role_sees_only_its_own_clashes(tmp_path: Path, role: str, expected: list[str]) -> None:
    write_handbook(tmp_path, CLASHING)

    html = page(tmp_path, f"roles/{role}/").html

    found = re.findall(r'<li>(<span class="hb-clash__mark">.*?)</li>', html)
    assert [words(one) for one in found] == expected
    assert html.count("hb-glance__block--clash") == 2 * len(expected)


def test_every_clash_has_a_marker_of_its_own() -> None:
    assert [sign(number) for number in (1, 20, 21)] == ["①", "⑳", "(21)"]


# --- Timelines


def steps(*when: str | None) -> str:
    return "".join(
        f"### Step {at}\n\n" + (f"**When:** {text}\n\n" if text else "") + "1. Act\n\n"
        for at, text in enumerate(when, start=1)
    )


def a_timeline(root: Path, *when: str | None) -> str:
    return drawn(root, steps(*when))


def drawn(root: Path, text: str) -> str:
    write_handbook(root, {SUPPLIES: procedure(steps=text)})
    found = view(root)
    return timeline(found, found.handbook.sops["supplies"])


def bars(html: str) -> list[tuple[int, int]]:
    """Return the start and end of each bar, of 420 px; some are positioned from the right."""
    found = re.findall(r'style="(?:--x:(\d+);)?--w:(\d+)(?:;--r:(\d+))?"', html)
    ends = [
        (int(x) + int(width) if x else 420 - int(right), int(width)) for x, width, right in found
    ]
    return [(end - width, end) for end, width in ends]


def test_bars_are_where_their_times_are(tmp_path: Path) -> None:
    html = a_timeline(tmp_path, "day 1-2", "day 2-4", None, "week 2", "ongoing")

    assert bars(html) == [(0, 59), (30, 118), (207, 414)]
    assert html.count("To scale.") == 1
    assert words(html[html.index("<figcaption>") :]) == (
        "To scale. Without a fixed time: 3. Step 3, 5. Step 5 (ongoing)."
    )
    assert re.findall(r'href="#([^"]+)"', html) == [
        "step-1", "step-2", "step-4", "step-3", "step-5",
    ]  # fmt: skip


def test_moments_too_close_to_distinguish_are_only_in_order(tmp_path: Path) -> None:
    html = a_timeline(tmp_path, "0-15 min", "15-60 min", "within 48 hours")

    assert bars(html) == [(0, 138), (138, 276), (0, 414)]
    assert "In chronological order, not to scale." in html
    assert html.count("hb-open") == 1


def test_distant_days_are_drawn_to_scale(tmp_path: Path) -> None:
    html = a_timeline(tmp_path, "day -90", "day -90", "day -45", "day 0")

    starts = [start for start, _ in bars(html)]
    assert starts[0] == starts[1] == 0
    # Bars are drawn in whole px.
    assert abs((starts[2] - starts[0]) - (starts[3] - starts[2])) <= 1
    assert [end - start for start, end in bars(html)] == [6, 6, 6, 6]
    assert "To scale." in html


def test_a_label_is_after_its_bar_or_before_it_or_inside_where_neither_fits(
    tmp_path: Path,
) -> None:
    html = a_timeline(tmp_path, "day 1", "day 1-30", "day 30")

    assert re.findall(r"</a>(.*?)</li>", html) == [
        '<i style="--x:0;--w:14"></i>Day 1',
        '<i style="--x:0;--w:414">Day 1-30</i>',
        '<b>Day 30</b><i style="--w:14;--r:6"></i>',
    ]


def test_a_single_time_is_not_drawn(tmp_path: Path) -> None:
    assert a_timeline(tmp_path, "day 1", None, "ongoing") == ""


def test_a_moment_is_wide_enough_to_be_seen(tmp_path: Path) -> None:
    html = a_timeline(tmp_path, "0 min", "0 min")

    assert bars(html) == [(0, 6), (0, 6)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("day 1", (0, 1)),
        ("day 0", (-1, 0)),
        ("day -90-0", (-91, 0)),
        ("week 5", (28, 35)),
        ("0-24 hours", (0, 1)),
        ("within 48 hours", (0, 2)),
        ("ongoing", None),
    ],
)
def test_a_time_is_a_span_counted_from_the_start(
    text: str, days: tuple[float, float] | None
) -> None:
    when = read_when(text)

    assert when is not None
    assert when.stretch == (None if days is None else (days[0] * 1440, days[1] * 1440))


def test_text_in_a_timeline_is_never_markup(tmp_path: Path) -> None:
    text = steps("day 1", "day 2").replace("Step 1", "&lt;script&gt;alert(1)&lt;/script&gt; & \"'")

    html = drawn(tmp_path, text)

    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert html == drawn(tmp_path, text)
