"""Build records from entries that have passed their schema."""

from functools import lru_cache
from sys import intern
from typing import Any, TypeVar

from handbook.records import (
    AgendaItem,
    Entry,
    Meeting,
    Metric,
    Process,
    Review,
    Role,
    Sop,
    Step,
)
from handbook.times import (
    WEEKDAYS,
    read_date,
    read_duration,
    read_interval,
    read_month_or_date,
    read_time,
    read_when,
)
from handbook.values import read_target

T = TypeVar("T")
# At most this many lists of names are interned.
_MAX_INTERNED = 4_096
_MONTH_BASED = {"monthly", "quarterly", "yearly"}


def sop(entry: Entry) -> Sop:
    """Return a procedure."""
    data = entry.data
    return Sop(
        entry=entry,
        area=entry.document.path.split("/")[1],
        process=data["process"],
        owner=data["owner"],
        backup=data.get("backup"),
        review=_required(read_interval(data["review"])),
        version=data.get("version"),
        effective=_optional(read_date, data.get("effective")),
        tools=_interned(tuple(data.get("tools", ()))),
        audience=_interned(tuple(data.get("audience", ()))),
        steps=tuple(_step(entry, index) for index in range(len(data["steps"]))),
        changed=tuple(
            _required(read_month_or_date(change["date"])) for change in data.get("changes", ())
        ),
    )


def _step(entry: Entry, index: int) -> Step:
    data = entry.data["steps"][index]
    return Step(
        entry=entry,
        number=index + 1,
        title=data["title"],
        when=_optional(read_when, data.get("when")),
        duration=_optional(read_duration, data.get("duration")),
        # Interned because many steps name the same few roles and tools.
        owner=_optional(intern, data.get("owner")),
        tools=_interned(tuple(map(intern, data.get("tools", ())))),
        helpers=_interned(tuple(map(intern, data.get("with", ())))),
    )


@lru_cache(_MAX_INTERNED)
def _interned(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return one shared tuple for all equal ones."""
    return names


def process(entry: Entry) -> Process:
    """Return a row of the process inventory."""
    return Process(entry=entry, owner=entry.data["owner"], kept_at=entry.data.get("keptAt"))


def role(entry: Entry) -> Role:
    """Return a role."""
    data = entry.data
    return Role(
        entry=entry,
        area=data.get("area"),
        reports_to=data.get("reportsTo"),
        head_count=data.get("headCount"),
        holders=tuple(data.get("holders", ())),
        vacant=data.get("vacant", False),
    )


def meeting(entry: Entry) -> Meeting:
    """Return a meeting with its agenda; its first date implies a missing weekday or week."""
    data = entry.data
    first = _optional(read_date, data.get("first"))
    by_day = first is not None and data["cadence"] != "daily"
    by_week = by_day and data["cadence"] in _MONTH_BASED
    return Meeting(
        entry=entry,
        cadence=data["cadence"],
        day=data.get("day") or (WEEKDAYS[first.weekday()] if first and by_day else None),
        week=data.get("week") or (f"week {(first.day + 6) // 7}" if first and by_week else None),
        first=first,
        last=_optional(read_date, data.get("last")),
        start=_optional(read_time, data.get("time")),
        duration=_optional(read_duration, data.get("duration")),
        attendees=tuple(data.get("attendees", ())),
        agenda=tuple(_agenda_item(entry, index) for index in range(len(data.get("agenda", ())))),
    )


def _agenda_item(entry: Entry, index: int) -> AgendaItem:
    data = entry.data["agenda"][index]
    length = _optional(read_duration, data.get("minutes"))
    return AgendaItem(
        title=data["title"],
        minutes=length.minutes if length else None,
        points=entry.texts("agenda", index, "points"),
        notes=entry.prose("agenda", index, "notes") if "notes" in data else None,
    )


def metric(entry: Entry) -> Metric:
    """Return a metric."""
    data = entry.data
    target = _optional(read_target, data.get("target"))
    return Metric(entry=entry, target=target, owner=data.get("owner"))


def reviews(entry: Entry) -> tuple[Review, ...]:
    """Return the reviews recorded in one file, in file order."""
    return tuple(
        Review(
            entry=entry,
            index=index,
            date=_required(read_date(data["date"])),
            reviewer=data["reviewer"],
            outcome=data["outcome"],
            checked=data["checked"],
            version=data.get("version"),
            fingerprint=data["fingerprint"],
            # Interned because many reviews cite the same few entries and digests.
            cites={intern(name): intern(mark) for name, mark in data.get("cites", {}).items()},
        )
        for index, data in enumerate(entry.data["reviews"])
    )


def _optional(read: Any, text: str | None) -> Any:
    return None if text is None else read(text)


def _required(value: T | None) -> T:
    """Return a value that the schema's format guarantees."""
    if value is None:
        raise ValueError("the schema accepted a value that its parser rejects")
    return value
