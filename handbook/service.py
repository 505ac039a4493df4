"""Whom to call: who responds first in a case, by when, and how it escalates."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from handbook.book import Handbook
from handbook.names import fold
from handbook.records import Entry
from handbook.times import WEEKDAYS, Duration, Hours, read_deadline, read_duration, read_hours
from handbook.workdays import working_days

_DAY = 24 * 60


class Scale(StrEnum):
    """The type of a case; two scales share labels that mean different things."""

    INCIDENT = "incident"
    TICKET = "ticket"
    COMPLAINT = "complaint"


_KINDS = {
    Scale.INCIDENT: "severities",
    Scale.TICKET: "ticket-priorities",
    Scale.COMPLAINT: "escalations",
}


class Case(NamedTuple):
    """A case that someone must be called for: a severity, a priority, a complaint."""

    scale: Scale
    entry: Entry

    @property
    def id(self) -> str:
        """Return the unique id of the case: "incident-p1"."""
        return f"{self.scale}-{self.entry.id}"


class Opening(StrEnum):
    """Whether a channel is open; unknown on days off, for which hours do not specify it."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "not said"


class Reach(NamedTuple):
    """A channel to whoever is called, and whether it is open if a time was given."""

    channel: Entry
    hours: Hours
    opening: Opening | None


class Escalation(NamedTuple):
    """To whom a case escalates, how soon, and after how long without a resolution."""

    rule: Entry
    to: Entry | None
    within: Duration
    after: Duration | None


class Call(NamedTuple):
    """What to do in a case; anything not specified is None or empty."""

    case: Case
    first: Entry | None
    response: Duration | None
    resolution: Duration | None
    ticket: Case | None
    procedure: Entry | None
    escalations: tuple[Escalation, ...]
    reaches: tuple[Reach, ...]


def cases(handbook: Handbook) -> tuple[Case, ...]:
    """Return every case in use, by scale, in the order of the registers.

    An escalation for tickets of one priority is part of that case rather than a separate one.
    """
    return tuple(
        Case(scale, entry)
        for scale, kind in _KINDS.items()
        for entry in handbook.active_entries(kind)
        if "priority" not in entry.data
    )


def cases_named(handbook: Handbook, name: str, scale: Scale | None = None) -> tuple[Case, ...]:
    """Return the cases that match a name: by id, title, alias, or a part of the title.

    "P1" matches a severity and a priority, and so does "critical": both have titles such as
    "P1 - Critical".
    """
    wanted = fold(name)
    return tuple(
        case
        for case in cases(handbook)
        if scale in {None, case.scale} and wanted in {fold(text) for text in _names(case.entry)}
    )


def _names(entry: Entry) -> Iterator[str]:
    yield from (entry.id, entry.title, *entry.aliases)
    yield from entry.title.split(" - ")


def call(handbook: Handbook, case: Case, at: datetime | None = None) -> Call:
    """Return what to do in a case; `at`, an aware datetime, determines what is open."""
    data = case.entry.data
    if case.scale is Scale.COMPLAINT:
        first = handbook.find("roles", data["to"])
        response = read_deadline(data["within"])
        return Call(case, first, response, None, None, None, (), ())
    first = handbook.at(("roles", "areas"), data.get("called", ""))
    return Call(
        case=case,
        first=first,
        response=read_duration(data["response"]),
        resolution=read_duration(data["resolution"]) if "resolution" in data else None,
        ticket=_ticket(handbook, case),
        procedure=handbook.find("sops", data.get("procedure", "")),
        escalations=tuple(_escalations(handbook, case)),
        reaches=tuple(_reaches(handbook, first, at)) if case.scale is Scale.TICKET else (),
    )


def due(at: datetime, length: Duration | None) -> datetime | None:
    """Return when a duration that begins at a moment ends; None if it is in days or longer.

    It is not specified whether days are working days, so they are not converted.
    """
    if length is None or length.unit not in {"minute", "hour"}:
        return None
    return (at.astimezone(UTC) + timedelta(minutes=length.minutes)).astimezone(at.tzinfo)


def opening(handbook: Handbook, channel: Entry, at: datetime) -> Opening:
    """Return whether a channel is open at an aware datetime."""
    hours = _hours(channel)
    if hours.closes - hours.opens == _DAY:
        return Opening.OPEN
    zone = channel.data.get("timezone") or handbook.settings.get("timezone", "UTC")
    there = at.astimezone(ZoneInfo(zone))
    if not hours.opens <= there.hour * 60 + there.minute < hours.closes:
        return Opening.CLOSED
    working = working_days(handbook)
    return Opening.OPEN if WEEKDAYS[there.weekday()] in working else Opening.UNKNOWN


def _hours(channel: Entry) -> Hours:
    return read_hours(channel.data["hours"]) or Hours(0, _DAY, channel.data["hours"])


def _ticket(handbook: Handbook, case: Case) -> Case | None:
    filed = case.entry.data.get("filedAs")
    entry = handbook.find("ticket-priorities", filed) if filed else None
    return Case(Scale.TICKET, entry) if entry else None


def _escalations(handbook: Handbook, case: Case) -> Iterator[Escalation]:
    for rule in handbook.entries("escalations"):
        data = rule.data
        about = case.scale is Scale.TICKET and data.get("priority") == case.entry.id
        within = read_deadline(data["within"])
        if about and within is not None and rule.status != "retired":
            after = read_duration(data["after"]) if "after" in data else None
            yield Escalation(rule, handbook.find("roles", data["to"]), within, after)


def _reaches(handbook: Handbook, first: Entry | None, at: datetime | None) -> Iterator[Reach]:
    """Yield the channels answered by whoever is called first."""
    for channel in handbook.entries("support-channels"):
        answers = handbook.at(("areas", "roles"), channel.data.get("answeredBy", ""))
        if first is not None and answers is first and channel.status != "retired":
            opened = opening(handbook, channel, at) if at else None
            yield Reach(channel, _hours(channel), opened)
