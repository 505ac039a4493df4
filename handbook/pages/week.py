"""The week at a glance: days as columns, hours as rows, each meeting as a block.

It is a list by day that CSS lays out as a grid; empty hours take less room, and a block grows with
its text, so a row is as high as its content.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from markupsafe import Markup

from handbook.attendance import Clash, Slot, slots, week_days
from handbook.pages.clashes import marks_of
from handbook.pages.edition import View
from handbook.pages.times import frequency, time_range
from handbook.pages.words import clock
from handbook.records import Meeting
from handbook.workdays import working_days

_QUARTERS = 4
_DAY = 24 * _QUARTERS
_HEAD = 1
_STRIP = 2
_FIRST = 3


class Area(NamedTuple):
    """The grid area of an element; `bottom` and `right` are exclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """Return the value of the CSS property grid-area."""
        return "/".join(map(str, self))


class Block(NamedTuple):
    """A meeting in the grid; `open` if its end is unknown; `mark` has the signs of its clashes."""

    area: Area
    time: str
    link: Markup
    detail: str
    open: bool
    mark: str


class Column(NamedTuple):
    """One day: its title, a strip of meetings without a time, the blocks and their background."""

    title: str
    head: Area
    strip: Area
    loose: list[Markup]
    room: Area
    blocks: list[Block]


class Hour(NamedTuple):
    """The line at which an hour starts."""

    time: str
    area: Area


class _Placed(NamedTuple):
    """A meeting on one day in quarter hours, in a lane next to those it overlaps."""

    meeting: Meeting
    first: int
    end: int
    lane: int
    lanes: int
    mark: str = ""


def week(
    view: View, meetings: Iterable[Meeting], clashes: Sequence[Clash], fewest: int = 1
) -> Markup:
    """Return the week of some meetings, empty if fewer than `fewest` of them have a day."""
    by_id = {meeting.id: meeting for meeting in meetings}
    timed = [slot for slot in slots(view.handbook) if slot.weeks is None]
    timed = [slot for slot in timed if slot.meeting.id in by_id]
    untimed = [meeting for meeting in by_id.values() if _is_untimed(meeting)]
    if len(timed) + len(untimed) < fewest or not timed:
        return Markup("")
    working = working_days(view.handbook)
    busy_days = {day for slot in timed for day in slot.days} | {meeting.day for meeting in untimed}
    days = [day for day in week_days(view.handbook) if day in working or day in busy_days]
    placed = {
        day: [
            one._replace(mark=marks_of(one.meeting, day, clashes))
            for one in _in_lanes([slot for slot in timed if day in slot.days])
        ]
        for day in days
    }
    rows = _rows([one for blocks in placed.values() for one in blocks])
    widths = [max((one.lanes for one in placed[day]), default=1) for day in days]
    lefts = list(accumulate(widths, initial=2))
    columns = [
        _column(
            view,
            day,
            (left, width),
            (rows, placed[day], [meeting for meeting in untimed if meeting.day == day]),
        )
        for day, left, width in zip(days, lefts, widths, strict=False)
    ]
    return view.render(
        "week",
        columns=columns,
        hours=list(_hours(rows, lefts[-1])),
        width=sum(widths),
        has_loose=bool(untimed),
    )


def _is_untimed(meeting: Meeting) -> bool:
    weekly = meeting.cadence in {"weekly", "biweekly"}
    return weekly and meeting.day is not None and meeting.start is None


def _in_lanes(timed: Sequence[Slot]) -> list[_Placed]:
    """Return the meetings of a day, with overlapping ones in parallel lanes."""
    found: list[_Placed] = []
    cluster: list[_Placed] = []
    for slot in timed:
        first = slot.start * _QUARTERS // 60
        end = max(first + 1, min(-int(-slot.end * _QUARTERS // 60), _DAY))
        if cluster and first >= max(one.end for one in cluster):
            found += _with_lane_count(cluster)
            cluster = []
        busy_lanes = {one.lane for one in cluster if one.end > first}
        lane = next(lane for lane in range(len(cluster) + 1) if lane not in busy_lanes)
        cluster.append(_Placed(slot.meeting, first, end, lane, 1))
    return found + _with_lane_count(cluster)


def _with_lane_count(cluster: list[_Placed]) -> list[_Placed]:
    lanes = max((one.lane for one in cluster), default=0) + 1
    return [one._replace(lanes=lanes) for one in cluster]


def _rows(placed: Sequence[_Placed]) -> list[int]:
    """Return the row at which each quarter hour starts; an empty hour has a single row."""
    busy = {quarter // _QUARTERS for one in placed for quarter in range(one.first, one.end)}
    rows: list[int] = []
    row = _FIRST
    for hour in range(24):
        inside = min(busy) <= hour <= max(busy)
        for _ in range(_QUARTERS):
            rows.append(row)
            row += hour in busy
        row += inside and hour not in busy
    return [*rows, row]


def _hours(rows: Sequence[int], right: int) -> Iterable[Hour]:
    for hour in range(24):
        top, bottom = rows[hour * _QUARTERS], rows[(hour + 1) * _QUARTERS]
        if top < bottom:
            yield Hour(clock(hour * 60), Area(top, 1, bottom, right))


def _column(
    view: View,
    day: str,
    place: tuple[int, int],
    what: tuple[Sequence[int], Sequence[_Placed], Sequence[Meeting]],
) -> Column:
    left, width = place
    rows, placed, untimed = what
    blocks = []
    for one in placed:
        begin = left + one.lane
        # The last lane fills the width that the day's busiest hour needs.
        end = left + width if one.lane == one.lanes - 1 else begin + 1
        meeting = one.meeting
        blocks.append(
            Block(
                Area(rows[one.first], begin, rows[one.end], end),
                time_range(meeting),
                view.link(meeting.entry),
                "" if meeting.cadence in {"weekly", "daily"} else frequency(meeting.cadence),
                meeting.duration is None,
                one.mark,
            )
        )
    return Column(
        day.capitalize(),
        Area(_HEAD, left, _HEAD + 1, left + width),
        Area(_STRIP, left, _STRIP + 1, left + width),
        [view.link(meeting.entry) for meeting in untimed],
        Area(_FIRST, left, rows[-1], left + width),
        blocks,
    )
