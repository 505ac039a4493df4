"""All registers of a handbook: lookup by id or name, references and back-links."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from handbook import building
from handbook.addresses import Home, page_of
from handbook.diagnostics import Place
from handbook.names import Names
from handbook.records import Entry, Meeting, Metric, Process, Record, Review, Role, Sop
from handbook.references import Key, Reference, by_source, by_target, replaced
from handbook.schema import Kind
from handbook.source.docs import Docs
from handbook.source.document import Document

T = TypeVar("T")
# The kinds with behaviour, and the function that builds their records.
_RECORDS: Mapping[str, Callable[[Entry], Record]] = {
    "sops": building.sop,
    "processes": building.process,
    "roles": building.role,
    "meetings": building.meeting,
    "metrics": building.metric,
}
# Memo keys of values computed per entry and stored by its id.
_PER_ENTRY = {"fingerprint", "standing"}
# Key function for pairs of a line and the entry that begins on it.
_LINE = itemgetter(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """All entries of one kind, by id, in file order."""

    kind: Kind
    entries: Mapping[str, Entry]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)


@dataclass(frozen=True, kw_only=True)
class Handbook:
    """A whole handbook: every register, every record and the references between them."""

    root: Path
    registers: Mapping[str, Register]
    settings: Mapping[str, Any]
    references: tuple[Reference, ...] = field(repr=False)
    documents: Mapping[str, Document] = field(repr=False)
    names: Names = field(repr=False)
    unread: frozenset[str] = frozenset()
    # If this is part of a handbook: the paths of the documents in the rest.
    other_paths: Collection[str] = field(default=(), repr=False)
    docs: Docs = field(default_factory=Docs, repr=False, compare=False)
    # Results cached by the layers above: fingerprints by entry, standings by day.
    memo: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def cached(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return a cached result of the layers above, computing it if its key is new."""
        if key not in self.memo:
            self.memo[key] = make()
        found: T = self.memo[key]
        return found

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """Return every kind by name."""
        return {name: register.kind for name, register in self.registers.items()}

    @cached_property
    def homes(self) -> tuple[Home, ...]:
        """Return where the entries of each kind live."""
        return tuple(register.kind.home for register in self.registers.values())

    @cached_property
    def sops(self) -> Mapping[str, Sop]:
        """Return the procedures by id."""
        return self._records("sops")

    @cached_property
    def processes(self) -> Mapping[str, Process]:
        """Return the process inventory by id."""
        return self._records("processes")

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Return the roles by id."""
        return self._records("roles")

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """Return the meetings by id."""
        return self._records("meetings")

    @cached_property
    def metrics(self) -> Mapping[str, Metric]:
        """Return the metrics by id."""
        return self._records("metrics")

    @cached_property
    def reviews(self) -> Mapping[str, tuple[Review, ...]]:
        """Return the reviews of each procedure by its id, in file order."""
        found: dict[str, tuple[Review, ...]] = {}
        for entry in self.entries("reviews"):
            procedure = str(entry.data["procedure"])
            found[procedure] = found.get(procedure, ()) + building.reviews(entry)
        return found

    def _records(self, kind: str) -> Mapping[str, Any]:
        return {entry.id: _RECORDS[kind](entry) for entry in self.entries(kind)}

    def entries(self, kind: str) -> Iterable[Entry]:
        """Return the entries of a kind; none if there is no such kind."""
        register = self.registers.get(kind)
        return () if register is None else register.entries.values()

    def active_entries(self, kind: str) -> list[Entry]:
        """Return the entries of a kind that are not retired; none if there is no such kind."""
        return [entry for entry in self.entries(kind) if entry.status != "retired"]

    def find(self, kind: str, entry_id: str) -> Entry | None:
        """Return an entry by kind and id."""
        register = self.registers.get(kind)
        return None if register is None else register.entries.get(entry_id)

    def at(self, kinds: str | tuple[str, ...], value: str) -> Entry | None:
        """Return the target of a resolved reference: an id, or "kind/id" for several kinds."""
        if isinstance(kinds, str):
            return self.find(kinds, value)
        kind, _, entry_id = value.partition("/")
        return self.find(kind, entry_id)

    def address(self, entry: Entry) -> str:
        """Return the address of an entry on the site, relative to the root."""
        return page_of(self.registers[entry.kind].kind.home, entry.id)

    @cached_property
    def _used_by(self) -> Mapping[Key, tuple[Reference, ...]]:
        return by_target(self.references)

    def with_entry(self, entry: Entry, references: tuple[Reference, ...]) -> "Handbook":
        """Return the handbook with the entry of the same id, and its references, replaced.

        Results cached for other entries are kept, so this is cheap.
        """
        key = (entry.kind, entry.id)
        register = self.registers[entry.kind]
        before = register.entries[entry.id]
        entries = {**register.entries, entry.id: entry}
        found = replace(
            self,
            registers={**self.registers, entry.kind: replace(register, entries=entries)},
            documents={**self.documents, entry.document.path: entry.document},
            references=replaced(self.references, before, references),
            memo=self._memo_without(before),
        )
        unsettled = {key} if any(map(self._is_unread, references)) else set()
        known: dict[str, Any] = {
            "_by_source": {**self._by_source, key: references},
            "_unsettled": (self._unsettled - {key}) | unsettled,
        }
        for kind, build in _RECORDS.items():
            records = getattr(self, kind)
            changed = {entry.id: build(entry)} if kind == entry.kind else {}
            known[kind] = {**records, **changed} if changed else records
        if entry.kind != "reviews":
            known["reviews"] = self.reviews
        targets = by_target(references)
        if targets.keys() == by_target(self._by_source.get(key, ())).keys():
            known["_used_by"] = {
                **self._used_by,
                **{
                    target: replaced(self._used_by[target], before, fresh)
                    for target, fresh in targets.items()
                },
            }
        vars(found).update(known)
        return found

    def _memo_without(self, entry: Entry) -> dict[tuple[object, ...], Any]:
        """Return the results cached per entry, without those that depend on this one."""
        known: dict[tuple[object, ...], Any] = {
            name: dict(found) for name, found in self.memo.items() if name[0] in _PER_ENTRY
        }
        for touched in {entry.id, *(one.source.id for one in self.used_by(entry))}:
            for found in known.values():
                found.pop(touched, None)
        return known

    def used_by(self, entry: Entry) -> tuple[Reference, ...]:
        """Return every use of an entry, in reading order; a mere mention is not a use."""
        return self._used_by.get((entry.kind, entry.id), ())

    @cached_property
    def _by_source(self) -> Mapping[Key, tuple[Reference, ...]]:
        return by_source(self.references)

    def uses(self, entry: Entry) -> tuple[Reference, ...]:
        """Return every use of other entries by an entry, in the order of its data."""
        found = self._by_source.get((entry.kind, entry.id), ())
        return tuple(reference for reference in found if reference.uses)

    @cached_property
    def _sops_by_process(self) -> Mapping[str, tuple[Sop, ...]]:
        found: dict[str, list[Sop]] = {}
        for sop in self.sops.values():
            if sop.process is not None:
                found.setdefault(sop.process, []).append(sop)
        return {process: tuple(sops) for process, sops in found.items()}

    def sops_of(self, process: Process) -> tuple[Sop, ...]:
        """Return the procedures that describe a process, except retired ones."""
        sops = self._sops_by_process.get(process.id, ())
        return tuple(sop for sop in sops if sop.status != "retired")

    @cached_property
    def sops_in_use(self) -> tuple[Sop, ...]:
        """Return the procedures that are not retired."""
        return tuple(sop for sop in self.sops.values() if sop.status != "retired")

    @cached_property
    def processes_in_use(self) -> tuple[Process, ...]:
        """Return the processes that are not retired."""
        return tuple(row for row in self.processes.values() if row.entry.status != "retired")

    @cached_property
    def roles_in_use(self) -> tuple[Role, ...]:
        """Return the roles that are not retired."""
        return tuple(role for role in self.roles.values() if role.entry.status != "retired")

    @cached_property
    def _by_file(self) -> Mapping[str, list[tuple[int, Entry]]]:
        """Return the entries of each file with their first lines, in order."""
        found: dict[str, list[tuple[int, Entry]]] = {}
        for register in self.registers.values():
            for entry in register:
                line = entry.key().line if entry.route else 1
                found.setdefault(entry.document.path, []).append((line, entry))
        return {path: sorted(lines, key=_LINE) for path, lines in found.items()}

    def entry_at(self, place: Place) -> Entry | None:
        """Return the entry that contains a place; None above the first one or in other files."""
        lines = self._by_file.get(place.path, [])
        index = bisect_right(lines, place.line, key=_LINE)
        return lines[index - 1][1] if index else None

    @cached_property
    def ownable(self) -> tuple[Entry, ...]:
        """Return the entries in use that must have an owner."""
        return tuple(
            entry
            for register in self.registers.values()
            if register.kind.owned
            for entry in register
            if entry.status != "retired"
        )

    @cached_property
    def unowned(self) -> tuple[Entry, ...]:
        """Return the entries that must have an owner but have none."""
        return tuple(entry for entry in self.ownable if not entry.data.get("owner"))

    def is_resolved(self, entry: Entry) -> bool:
        """Return whether everything that an entry refers to could be read.

        A name from an unreadable register stays unresolved, which changes the fingerprint but not
        the meaning.
        """
        return (entry.kind, entry.id) not in self._unsettled

    @cached_property
    def _unsettled(self) -> frozenset[Key]:
        unread = filter(self._is_unread, self.references)
        return frozenset((one.source.kind, one.source.id) for one in unread)

    def _is_unread(self, reference: Reference) -> bool:
        """Return whether the target of a reference may be in a file that could not be read."""
        return reference.target is None and not self.read(*reference.kinds)

    def read(self, *kinds: str) -> bool:
        """Return whether every file of these kinds could be read."""
        return not self.unread.intersection(kinds)
