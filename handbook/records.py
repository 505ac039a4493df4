"""Records: roles, procedures, meetings and others as frozen objects built from valid data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handbook.diagnostics import Place
from handbook.source.document import Document, Prose
from handbook.source.places import Route
from handbook.times import Duration, Interval, When
from handbook.values import Target


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An entry of any register: its data with names resolved to ids, and where it is written."""

    kind: str
    id: str
    data: Mapping[str, Any]
    document: Document = field(repr=False, compare=False)
    route: Route = ()

    @property
    def title(self) -> str:
        """Return the title, or the id if there is none."""
        return str(self.data.get("title", self.id))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return its alternative names."""
        return tuple(self.data.get("aliases", ()))

    @property
    def status(self) -> str:
        """Return "active", "draft" or "retired"."""
        return str(self.data.get("status", "active"))

    def place(self, *route: str | int) -> Place:
        """Return where the value at route is written, or its nearest written parent."""
        return self.document.place(*self.route, *route)

    def key(self, *route: str | int) -> Place:
        """Return where the key at route is written, or the nearest place to it."""
        return self.document.key(*self.route, *route)

    def prose(self, *route: str | int) -> Prose | None:
        """Return the text at route with its HTML, if it was written in Markdown."""
        return self.document.prose.get((*self.route, *route))

    def text(self, *route: str | int) -> Prose:
        """Return the text at an existing route; text from front matter has no markup."""
        found = self.prose(*route)
        return Prose.plain(str(self.document.at(*self.route, *route))) if found is None else found

    def texts(self, *route: str | int) -> tuple[Prose, ...]:
        """Return the list at route, empty if missing.

        Its items are texts or objects with a "text" key, depending on the schema.
        """
        items = self.document.at(*self.route, *route) or ()
        return tuple(
            [
                self.text(*route, index, *(("text",) if isinstance(item, Mapping) else ()))
                for index, item in enumerate(items)
            ]
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """The base of all records: the entry it was built from."""

    entry: Entry

    @property
    def id(self) -> str:
        """Return the id, which is the key or the file name."""
        return self.entry.id

    @property
    def title(self) -> str:
        """Return the title, or the id if there is none."""
        return self.entry.title

    def place(self, *route: str | int) -> Place:
        """Return where the value at route is written, or its nearest written parent."""
        return self.entry.place(*route)


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """One thing to do, with its details and the notes below it."""

    text: Prose
    details: tuple[Prose, ...] = ()
    notes: Prose | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A step of a procedure; owner, helpers and tools are ids.

    Its texts are looked up lazily: most callers only need to know when it is done and by whom.
    """

    entry: Entry = field(repr=False)
    number: int
    title: str
    when: When | None
    duration: Duration | None
    owner: str | None
    tools: tuple[str, ...]
    helpers: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Return the anchor of its heading."""
        return self.entry.document.anchors.get(self._route, f"step-{self.number}")

    @property
    def actions(self) -> tuple[Action, ...]:
        """Return the actions, in order."""
        actions = self.entry.document.at(*self._route, "actions")
        return tuple([self._action(index, data) for index, data in enumerate(actions)])

    @property
    def outputs(self) -> tuple[Prose, ...]:
        """Return the outputs."""
        return self.entry.texts(*self._route, "outputs")

    @property
    def notes(self) -> Prose | None:
        """Return the notes below its actions."""
        return self.entry.prose(*self._route, "notes")

    @property
    def channel(self) -> Prose | None:
        """Return the channel through which people are reached."""
        route = (*self._route, "channel")
        return None if self.entry.document.at(*route) is None else self.entry.text(*route)

    @property
    def _route(self) -> Route:
        return ("steps", self.number - 1)

    def _action(self, index: int, data: Mapping[str, Any]) -> Action:
        route = (*self._route, "actions", index)
        return Action(
            text=self.entry.text(*route, "text"),
            details=self.entry.texts(*route, "details"),
            notes=self.entry.prose(*route, "notes") if "notes" in data else None,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Sop(Record):
    """A procedure; owner, backup, process and tools are ids, or names that do not resolve.

    Its audience is a list of "kind/id"; if empty, it is for everyone in the company.
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
    steps: tuple[Step, ...]
    changed: tuple[date, ...]

    @property
    def purpose(self) -> Prose:
        """Return the purpose."""
        return self.entry.text("purpose")

    @property
    def all_tools(self) -> tuple[str, ...]:
        """Return the tools of the procedure and of its steps, each once."""
        of_steps = (tool for step in self.steps for tool in step.tools)
        return tuple(dict.fromkeys([*self.tools, *of_steps]))

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
    """A role; holders are names, and being vacant is not an error."""

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
    """A recurring meeting; attendees are "kind/id", start is in minutes after midnight.

    `first` and `last` are the first and last day on which it is held, if known.
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
    """A metric and its target."""

    target: Target | None
    owner: str | None

    @property
    def aim(self) -> str:
        """Return the target as written, with the unit of the values if it has none."""
        if self.target is None:
            return ""
        unit = str(self.entry.data.get("unit", ""))
        if self.target.number is None or self.target.unit or not unit:
            return self.target.text
        return f"{self.target.text}{'' if unit == '%' else ' '}{unit}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A review of a procedure: who, when, with what outcome, and based on which content."""

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
        """Return where the value at route of this review is written."""
        return self.entry.place("reviews", self.index, *route)
