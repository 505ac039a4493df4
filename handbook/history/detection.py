"""Detection of events: what happened to an entry in a commit, and whom it affects."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from handbook.addresses import home_of, read_target
from handbook.attendance import attending
from handbook.book import Handbook
from handbook.changes.entries import differences, formatter
from handbook.changes.values import Change
from handbook.entries import linked
from handbook.history.commits import Commit
from handbook.history.events import Event
from handbook.history.versions import Difference, Version, stem
from handbook.names import fold
from handbook.records import Entry
from handbook.schema import Kind
from handbook.source.document import Document, Prose, Section

# A procedure's own table of changes, which itself does not count as a change.
_LOG = "changes"
_MARKED = re.compile(r"[*`|\[\n]|  ")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"\*\*|`+|(?:\|[-: ]+)+\||\|")


class _Snapshot(NamedTuple):
    """A version of an entry, and the current entries that it referred to."""

    entry: Entry
    named: tuple[Entry, ...]


class Detector:
    """Detects events in terms of the current handbook and tracks former names.

    Commits must be passed newest first, so that a former name is known before it is used.
    """

    def __init__(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self._show = formatter(handbook)
        self._kinds = handbook.kinds
        # By kind and id; by kind and folded title.
        self.former: dict[tuple[str, str], str] = {}
        self.titles: dict[tuple[str, str], str] = {}

    def events(self, commit: Commit, found: Iterable[Difference]) -> Iterator[Event]:
        """Yield the events of a commit, in the order of its differences."""
        listed = list(found)
        self.learn(listed)
        for one in listed:
            event = self._event(commit, one)
            if event is not None:
                yield event

    def learn(self, found: Iterable[Difference]) -> None:
        """Record the former names of entries renamed in a commit."""
        for one in found:
            self._learn(one)

    def _learn(self, one: Difference) -> None:
        before, after, kind = one.before, one.after, one.kind.name
        if before is None or after is None:
            return
        now = self.former.get((kind, after.id), after.id)
        if before.id != after.id:
            self.former.setdefault((kind, before.id), now)
        if before.title != after.title:
            self.titles.setdefault((kind, fold(before.title)), now)

    def _event(self, commit: Commit, one: Difference) -> Event | None:
        before = self._snapshot(one.kind, one.path_before, one.before)
        after = self._snapshot(one.kind, one.path, one.after)
        snapshot = after or before
        if snapshot is None:
            return None
        entry = snapshot.entry
        notes = _notes(before, after)
        changes: tuple[Change, ...] = ()
        was = None
        if before and after:
            changes = tuple(
                differences(
                    one.kind,
                    _without_log(before.entry),
                    _without_log(after.entry),
                    self._show,
                    self._show,
                )
            )
            was = before.entry.id if before.entry.id != entry.id else None
            if not changes and was is None and not notes:
                return None
        both = [one for one in (before, after) if one]
        return Event(
            commit=commit.name,
            moment=commit.moment,
            kind=entry.kind,
            id=entry.id,
            title=entry.title,
            how=_how(before, after, bare=not changes),
            entry=self._handbook.find(entry.kind, self._now(entry)),
            former_id=was,
            changes=changes,
            notes=notes,
            roles=tuple(dict.fromkeys(self._roles(both))),
            areas=tuple(dict.fromkeys(self._areas(both))),
        )

    def _now(self, entry: Entry) -> str:
        """Return the current id of an entry."""
        return self.former.get((entry.kind, entry.id), entry.id)

    def _snapshot(self, kind: Kind, path: str, version: Version | None) -> _Snapshot | None:
        """Return a version of an entry as readers saw it, with references to current entries."""
        if version is None:
            return None
        document = Document(
            path=path,
            id=version.id,
            data=None,
            values={},
            keys={},
            sections=tuple(
                Section(title, "", Prose.plain(_plain_text(text)), before_steps=False)
                for title, text in version.sections
            ),
        )
        data = _plain_text(version.data)
        entry = Entry(kind=kind.name, id=version.id, data=data, document=document)
        named = tuple(
            reference.target
            for reference in linked(self._kinds, entry, self._find)
            if reference.target is not None and reference.uses
        )
        return _Snapshot(entry, named)

    def _find(self, kinds: Iterable[str], written: str, base: str) -> Entry | None:
        """Return the entry of a name, current or former."""
        names = tuple(kinds)
        found = self._handbook.names.find(names, written, base)
        if found is not None:
            return found
        for kind in names:
            name = written.removeprefix(f"{kind}/")
            entry_id = self.former.get((kind, name)) or self.titles.get((kind, fold(name)))
            if entry_id:
                return self._handbook.find(kind, entry_id)
        return self._by_path(written, base) if "/" in written or ".md" in written else None

    def _by_path(self, written: str, base: str) -> Entry | None:
        target = read_target(written, base)
        home = None if target.scheme else home_of(target.path, self._handbook.homes)
        if home is None:
            return None
        name = stem(target.path) if "*" in home.files else target.anchor
        return self._handbook.find(home.kind, self.former.get((home.kind, name), name))

    def _roles(self, both: Iterable[_Snapshot]) -> Iterator[str]:
        """Yield the ids of the roles that an entry is, refers to or expects, before or after."""
        for entry, named in both:
            if entry.kind == "roles":
                yield self._now(entry)
            yield from (one.id for one in named if one.kind == "roles")
            meeting = self._handbook.meetings.get(entry.id) if entry.kind == "meetings" else None
            if meeting is not None:
                yield from sorted(attending(self._handbook, meeting))

    def _areas(self, both: Iterable[_Snapshot]) -> Iterator[str]:
        """Yield the ids of the areas that an entry is, belongs to, refers to or is owned in."""
        for entry, named in both:
            if entry.kind == "areas":
                yield self._now(entry)
            folder = entry.document.path.split("/")[-2]
            if entry.kind == "sops" and self._handbook.find("areas", folder):
                yield folder
            yield from (one.id for one in named if one.kind == "areas")
            owner = self._handbook.roles.get(
                str(entry.data.get("owner", "")).removeprefix("roles/")
            )
            if entry.kind != "sops" and owner is not None and owner.area:
                yield owner.area


def _how(before: _Snapshot | None, after: _Snapshot | None, *, bare: bool) -> str:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    if after.entry.status == "retired" != before.entry.status:
        return "retired"
    return "renamed" if bare and before.entry.id != after.entry.id else "changed"


def _without_log(entry: Entry) -> Entry:
    """Return an entry without its own table of changes."""
    return replace(entry, data={key: one for key, one in entry.data.items() if key != _LOG})


def _plain_text(value: Any) -> Any:
    """Return a copy with Markdown markup and link targets stripped from its texts."""
    if isinstance(value, str):
        if not _MARKED.search(value):
            return value
        return " ".join(_SIGNS.sub(" ", _LINK.sub(r"\1", value)).split())
    if isinstance(value, Mapping):
        return {name: _plain_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain_text(inner) for inner in value]
    return value


def _log(snapshot: _Snapshot | None) -> dict[str, None]:
    rows: Any = snapshot.entry.data.get(_LOG) if snapshot else None
    if not isinstance(rows, list):
        return {}
    return dict.fromkeys(str(row.get("change")) for row in rows if isinstance(row, dict))


def _notes(before: _Snapshot | None, after: _Snapshot | None) -> tuple[str, ...]:
    """Return the rows added to a procedure's own table of changes."""
    old = _log(before)
    return tuple(text for text in _log(after) if text not in old)
