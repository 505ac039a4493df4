"""Records are built from entries that their schema has accepted."""

from collections.abc import Mapping
from typing import Any, TypeVar

from handbook.records import (
    Action,
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
from handbook.source.document import Prose
from handbook.values import (
    WEEKDAYS,
    read_date,
    read_duration,
    read_interval,
    read_month_or_date,
    read_target,
    read_time,
    read_when,
)

T = TypeVar("T")
_IN_MONTHS = {"monthly", "quarterly", "yearly"}


def sop(entry: Entry) -> Sop:
    """Return the procedure written in a document that its schema accepts."""
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
        tools=tuple(data.get("tools", ())),
        audience=tuple(data.get("audience", ())),
        purpose=_prose(entry, "purpose"),
        steps=tuple(_step(entry, index) for index in range(len(data["steps"]))),
        changed=tuple(
            _required(read_month_or_date(change["date"])) for change in data.get("changes", ())
        ),
    )


def _step(entry: Entry, index: int) -> Step:
    data = entry.data["steps"][index]
    return Step(
        number=index + 1,
        title=data["title"],
        anchor=entry.document.anchors.get(("steps", index), f"step-{index + 1}"),
        when=_optional(read_when, data.get("when")),
        duration=_optional(read_duration, data.get("duration")),
        owner=data.get("owner"),
        tools=tuple(data.get("tools", ())),
        actions=tuple(
            [
                _action(entry, action, "steps", index, "actions", number)
                for number, action in enumerate(data["actions"])
            ]
        ),
        outputs=_proses(entry, data, "steps", index, "outputs"),
        notes=entry.prose("steps", index, "notes") if "notes" in data else None,
        helpers=tuple(data.get("with", ())),
        channel=_prose(entry, "steps", index, "channel") if "channel" in data else None,
    )


def _action(entry: Entry, data: Mapping[str, Any], *route: str | int) -> Action:
    return Action(
        text=_prose(entry, *route, "text"),
        details=_proses(entry, data, *route, "details"),
        notes=entry.prose(*route, "notes") if "notes" in data else None,
    )


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
    """Return a meeting with its agenda; its first day tells the weekday and the week of others."""
    data = entry.data
    first = _optional(read_date, data.get("first"))
    by_day = first is not None and data["cadence"] != "daily"
    by_week = by_day and data["cadence"] in _IN_MONTHS
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
        points=_proses(entry, data, "agenda", index, "points"),
        notes=entry.prose("agenda", index, "notes") if "notes" in data else None,
    )


def metric(entry: Entry) -> Metric:
    """Return a metric."""
    data = entry.data
    target = _optional(read_target, data.get("target"))
    return Metric(entry=entry, target=target, owner=data.get("owner"))


def reviews(entry: Entry) -> tuple[Review, ...]:
    """Return the reviews recorded in one file, oldest first as written."""
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
            cites=data.get("cites", {}),
        )
        for index, data in enumerate(entry.data["reviews"])
    )


def _prose(entry: Entry, *route: str | int) -> Prose:
    """Return the text at route; front matter gives text without markup."""
    found = entry.prose(*route)
    if found is not None:
        return found
    value: Any = entry.data
    for part in route:
        value = value[part]
    return Prose.plain(str(value))


def _proses(entry: Entry, data: Mapping[str, Any], *route: Any) -> tuple[Prose, ...]:
    """Return the list that the last part of a route names in the data above it.

    Its items are texts or objects with a text, as the schema says.
    """
    return tuple(
        [
            _prose(entry, *route, index, *(("text",) if isinstance(item, Mapping) else ()))
            for index, item in enumerate(data.get(route[-1], ()))
        ]
    )


def _optional(read: Any, text: str | None) -> Any:
    return None if text is None else read(text)


def _required(value: T | None) -> T:
    """Return a value that the schema's format has vouched for."""
    if value is None:
        raise ValueError("the schema let a value through that its reader refuses")
    return value
