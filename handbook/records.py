"""Records: one role, one procedure, one meeting, as frozen objects built from checked data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handbook.diagnostics import Place
from handbook.source.document import Document, Prose
from handbook.source.places import Route
from handbook.values import (
    Duration,
    Interval,
    Target,
    When,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry of any register: its data with names resolved to ids, and where it is written."""

    kind: str
    id: str
    data: Mapping[str, Any]
    document: Document = field(repr=False, compare=False)
    route: Route = ()

    @property
    def title(self) -> str:
        """Return what people call it."""
        return str(self.data.get("title", self.id))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return the other names it is found under."""
        return tuple(self.data.get("aliases", ()))

    @property
    def status(self) -> str:
        """Return "active", "draft" or "retired"."""
        return str(self.data.get("status", "active"))

    def place(self, *route: str | int) -> Place:
        """Where the value at route is written, or its nearest written parent."""
        return self.document.place(*self.route, *route)

    def key(self, *route: str | int) -> Place:
        """Where the key at route is written, or the nearest place to it."""
        return self.document.key(*self.route, *route)

    def prose(self, *route: str | int) -> Prose | None:
        """Return the text at route with its HTML, if it was written in Markdown."""
        return self.document.prose.get((*self.route, *route))


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What every record with behaviour shares: the entry it was built from."""

    entry: Entry

    @property
    def id(self) -> str:
        """Return the id, which is the key or the file's name."""
        return self.entry.id

    @property
    def title(self) -> str:
        """Return what people call it."""
        return self.entry.title

    def place(self, *route: str | int) -> Place:
        """Where the value at route is written, or its nearest written parent."""
        return self.entry.place(*route)


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """One thing to do, with its details and the notes that stand below it."""

    text: Prose
    details: tuple[Prose, ...] = ()
    notes: Prose | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of a procedure; owner, helpers and tools are ids."""

    number: int
    title: str
    anchor: str
    when: When | None
    duration: Duration | None
    owner: str | None
    tools: tuple[str, ...]
    actions: tuple[Action, ...]
    outputs: tuple[Prose, ...]
    notes: Prose | None
    helpers: tuple[str, ...] = ()
    channel: Prose | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sop(Record):
    """A procedure; owner, backup, process, tools are ids, names that resolve to nothing stay.

    Its audience is told as "kind/id"; with none it is for everyone in the company.
    """

    area: str
    process: str | None
    owner: str
    backup: str | None
    review: Interval
    version: str | None
    effective: date | None
    tools: tuple[str, ...]
    audience: tuple[str, ...]
    purpose: Prose
    steps: tuple[Step, ...]
    changed: tuple[date, ...]

    @property
    def status(self) -> str:
        """Return "active", "draft" or "retired"."""
        return self.entry.status


@dataclass(frozen=True, kw_only=True, slots=True)
class Process(Record):
    """A row of the process inventory."""

    owner: str
    kept_at: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Role(Record):
    """A role; holders are names, and vacant is a fact, not an error."""

    area: str | None
    reports_to: str | None
    head_count: int | None
    holders: tuple[str, ...]
    vacant: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaItem:
    """One item of a meeting's agenda."""

    title: str
    minutes: float | None
    points: tuple[Prose, ...]
    notes: Prose | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting(Record):
    """A meeting that recurs; attendees are "kind/id", start is minutes after midnight.

    `first` and `last` are the days between which it is held, as far as they are known.
    """

    cadence: str
    day: str | None
    week: str | None
    first: date | None
    last: date | None
    start: int | None
    duration: Duration | None
    attendees: tuple[str, ...]
    agenda: tuple[AgendaItem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Metric(Record):
    """A metric and what it should be."""

    target: Target | None
    owner: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """That somebody read a procedure on a day, what they found, and what they read it on."""

    entry: Entry
    index: int
    date: date
    reviewer: str
    outcome: str
    checked: str
    version: str | None
    fingerprint: str
    cites: Mapping[str, str]

    def place(self, *route: str | int) -> Place:
        """Where the value at route of this review is written."""
        return self.entry.place("reviews", self.index, *route)
