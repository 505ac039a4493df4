"""Events, each of them the change of an entry in a commit, and the history made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple, TypeVar
from uuid import NAMESPACE_URL, uuid5

from handbook.changes.values import Change
from handbook.records import Entry

# Longer texts are not quoted, as the difference would be hard to see.
MAX_QUOTED = 90
# Texts with more words are put in quotation marks.
_MAX_NAME_WORDS = 3
# Kinds about sources and the handbook itself, not about how work is done.
_META_KINDS = frozenset({"coverage", "discrepancies", "exceptions", "searches", "sources"})
Key = TypeVar("Key")


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A change of an entry at one time; the package documents the fields."""

    commit: str
    moment: datetime
    kind: str
    id: str
    title: str
    how: str
    entry: Entry | None = None
    former_id: str | None = None
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    written: str = ""

    @property
    def day(self) -> date:
        """Return the day of the event in the company's time zone."""
        return self.moment.date()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return a phrase for each difference: "Owner changed from CSM to CS Lead"."""
        return tuple(phrase(change) for change in self.changes)

    @property
    def key(self) -> str:
        """Return a unique, permanent identifier."""
        row = "/".join((self.written, *self.notes)) if not self.commit else self.commit
        return uuid5(NAMESPACE_URL, f"{row}/{self.kind}/{self.id}").urn


def phrase(change: Change, most: int = MAX_QUOTED) -> str:
    """Return a difference as a phrase: "Step 'Training': owner changed from A to B".

    Texts of more than `most` characters are not quoted if they only changed.
    """
    where = ": ".join(change.where).removesuffix(" item")
    head = where[:1].upper() + where[1:]
    if change.before is None:
        return f"{head} added: {change.after}"
    if change.after is None:
        return f"{head} removed: {change.before}"
    if max(len(change.before), len(change.after)) > most:
        return f"{head} reworded"
    before, after = change.before, change.after
    if any(len(text.split()) > _MAX_NAME_WORDS for text in (before, after)):
        before, after = f"“{before}”", f"“{after}”"
    return f"{head} changed from {before} to {after}"


class Moved(NamedTuple):
    """The current path of a moved file, None if it was removed, and the day of the change."""

    path: str | None
    day: date


@dataclass(frozen=True, kw_only=True)
class History:
    """Events, newest first, and sentences about what could not be read."""

    events: tuple[Event, ...] = ()
    gaps: tuple[str, ...] = ()
    # Current ids by kind and former id.
    former: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # Current ids by kind and folded former title.
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    # By former path.
    moved: Mapping[str, Moved] = field(default_factory=dict)

    def of(self, kind: str, entry_id: str) -> tuple[Event, ...]:
        """Return the events of an entry, newest first."""
        return self._by_entry.get((kind, entry_id), ())

    @cached_property
    def work_events(self) -> tuple[Event, ...]:
        """Return the events about how work is done, newest first."""
        return tuple(event for event in self.events if event.kind not in _META_KINDS)

    def for_role(self, role: str) -> tuple[Event, ...]:
        """Return the events that affect a role, by its id, newest first."""
        return self._by_role.get(role, ())

    def for_area(self, area: str) -> tuple[Event, ...]:
        """Return the events that affect an area, by its id, newest first."""
        return self._by_area.get(area, ())

    def since(self, day: date) -> tuple[Event, ...]:
        """Return the events from a day on, newest first."""
        return tuple(event for event in self.events if event.day >= day)

    @cached_property
    def _by_role(self) -> Mapping[str, tuple[Event, ...]]:
        return _indexed((role, event) for event in self.work_events for role in event.roles)

    @cached_property
    def _by_area(self) -> Mapping[str, tuple[Event, ...]]:
        return _indexed((area, event) for event in self.work_events for area in event.areas)

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
