"""What happened to one entry in one commit, and all of it in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple, TypeVar
from uuid import NAMESPACE_URL, uuid5

from handbook.changes.values import Change
from handbook.records import Entry

# Of two texts that are longer nobody sees at once what is different.
_LONG = 90
# Up to so many words are a name; what has more is told from the sentence around it.
_NAME = 3
# They tell of the sources and of the handbook, not of how work is done.
_ABOUT = frozenset({"coverage", "discrepancies", "exceptions", "searches", "sources"})
Key = TypeVar("Key")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """What happened to one entry at one time; see the package for what each field holds."""

    commit: str
    moment: datetime
    kind: str
    id: str
    title: str
    how: str
    entry: Entry | None = None
    was: str | None = None
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    written: str = ""

    @property
    def day(self) -> date:
        """Return the day it happened, where the company is."""
        return self.moment.date()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return what is different, a phrase each: "Owner changed from CSM to CS Lead"."""
        return tuple(phrase(change) for change in self.changes)

    @property
    def key(self) -> str:
        """Return a name for it that nothing else has and that never changes."""
        row = "/".join((self.written, *self.notes)) if not self.commit else self.commit
        return uuid5(NAMESPACE_URL, f"{row}/{self.kind}/{self.id}").urn


def phrase(change: Change) -> str:
    """Return a difference as people say it: "Step 'Training': owner changed from A to B"."""
    where = ": ".join(change.where).removesuffix(" item")
    head = where[:1].upper() + where[1:]
    if change.before is None:
        return f"{head} added: {change.after}"
    if change.after is None:
        return f"{head} removed: {change.before}"
    if max(len(change.before), len(change.after)) > _LONG:
        return f"{head} is worded differently"
    before, after = change.before, change.after
    if any(len(text.split()) > _NAME for text in (before, after)):
        before, after = f"“{before}”", f"“{after}”"
    return f"{head} changed from {before} to {after}"


class Moved(NamedTuple):
    """What became of a file: the path it has now, None if it is gone, and since when."""

    path: str | None
    day: date


@dataclass(frozen=True, kw_only=True)
class History:
    """Events, newest first, and what could not be read, as sentences."""

    events: tuple[Event, ...] = ()
    gaps: tuple[str, ...] = ()
    # Ids that entries had before, by kind and id: the ones they have now.
    former: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # Titles that entries had before, by kind and as names are compared: the ids they have now.
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # Paths that files had before.
    moved: Mapping[str, Moved] = field(default_factory=dict)

    def of(self, kind: str, entry_id: str) -> tuple[Event, ...]:
        """Return what happened to one entry, newest first."""
        return self._by_entry.get((kind, entry_id), ())

    @cached_property
    def of_work(self) -> tuple[Event, ...]:
        """Return what happened to how work is done, newest first: it is what readers follow."""
        return tuple(event for event in self.events if event.kind not in _ABOUT)

    def for_role(self, role: str) -> tuple[Event, ...]:
        """Return what touches the work of a role, by its id, newest first."""
        return self._by_role.get(role, ())

    def for_area(self, area: str) -> tuple[Event, ...]:
        """Return what touches the work of an area, by its id, newest first."""
        return self._by_area.get(area, ())

    def since(self, day: date) -> tuple[Event, ...]:
        """Return what happened on a day and after it, newest first."""
        return tuple(event for event in self.events if event.day >= day)

    @cached_property
    def _by_role(self) -> Mapping[str, tuple[Event, ...]]:
        return _indexed((role, event) for event in self.of_work for role in event.roles)

    @cached_property
    def _by_area(self) -> Mapping[str, tuple[Event, ...]]:
        return _indexed((area, event) for event in self.of_work for area in event.areas)

    @cached_property
    def _by_entry(self) -> Mapping[tuple[str, str], tuple[Event, ...]]:
        return _indexed(
            ((event.kind, self.former.get((event.kind, event.id), event.id)), event)
            for event in self.events
        )


def _indexed(pairs: Iterable[tuple[Key, Event]]) -> Mapping[Key, tuple[Event, ...]]:
    found: dict[Key, list[Event]] = {}
    for key, event in pairs:
        found.setdefault(key, []).append(event)
    return {key: tuple(events) for key, events in found.items()}
