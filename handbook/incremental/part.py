"""The part of a handbook around changed documents, with everything their diagnostics depend on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from handbook.addresses import Home, Target, home_of, read_target
from handbook.book import Handbook, Register
from handbook.diagnostics import Diagnostic
from handbook.entries import entries_of, linked
from handbook.incremental.graph import NO_TARGET, Graph, cites, is_path, updated
from handbook.incremental.neighbours import REVIEWS, neighbours
from handbook.incremental.snapshot import Snapshot
from handbook.incremental.surroundings import Rest, Targets, retargeted
from handbook.names import Names
from handbook.records import Entry
from handbook.references import Reference
from handbook.schema import Kind
from handbook.source.document import Document

# Checking more entries than this takes about as long as a full check.
_MAX_ENTRIES = 1_500
# Every check may depend on these.
_SETTINGS = "settings"
# A name as written, with the kinds it may refer to.
Written = tuple[tuple[str, ...], str]


class Changed(NamedTuple):
    """A changed document, before and now.

    With `faults` it is no longer a valid entry.
    """

    before: Document
    now: Document
    faults: Sequence[Diagnostic] = ()

    def version(self, number: int) -> Document:
        """Return the document before (0) or now (1)."""
        return self.now if number else self.before


class Unknown(Exception):
    """Something needed from the rest of the handbook is not known."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """Builds partial handbooks from changed documents and their surroundings.

    `read` returns an unchanged document, or raises Unknown if it is not cached.
    """

    root: Path
    kinds: Mapping[str, Kind]
    snapshot: Snapshot
    graph: Graph
    read: Callable[[str], Document]
    changed: Mapping[str, Changed]

    def handbooks(self) -> tuple[Handbook, Handbook]:
        """Return the part before and after the change; raises Unknown."""
        rest = self._rest(frozenset())
        # References to an invalid entry have no target.
        now = self._rest(self._gone) if self._gone else rest
        return self._handbook(0, rest), self._handbook(1, now)

    @cached_property
    def _gone(self) -> frozenset[int]:
        """Return the numbers of the entries that are no longer valid."""
        return frozenset(number for path, number in self._own.items() if self.changed[path].faults)

    @cached_property
    def _homes(self) -> tuple[Home, ...]:
        return tuple(kind.home for kind in self.kinds.values())

    @cached_property
    def _own(self) -> dict[str, int]:
        """Return the number of each changed document's entry, by path."""
        found: dict[str, int] = {}
        for number, path in enumerate(self.graph.paths):
            if path in self.changed and found.setdefault(path, number) != number:
                raise Unknown(path)
        if found.keys() != self.changed.keys():
            raise Unknown
        return found

    @cached_property
    def _nearby(self) -> set[int]:
        """Return the numbers of all entries in the part, including the changed ones."""
        if self.graph.has_duplicates or (self._gone and self.graph.cited.indices_of({NO_TARGET})):
            # Resolving duplicates and permanently missing entries depends on all entries.
            raise Unknown
        named = {target for names in self._named_now.values() for target in names.values()}
        reviewed = {entry for cited in self._cited_now.values() for entry in cited}
        linked = {number for number, path in enumerate(self.graph.paths) if path in self._registers}
        found = neighbours(
            self.graph, set(self._own.values()), self._gone, named | reviewed | linked
        )
        if len(found) > _MAX_ENTRIES:
            raise Unknown
        return found

    @cached_property
    def _linked_paths(self) -> set[str]:
        """Return the paths of all documents that the changed ones link to."""
        paths = {
            read_target(link.target, path).path
            for path, versions in self.changed.items()
            for document in (versions.before, versions.now)
            for link in document.links
        }
        return paths & self.snapshot.keys.keys()

    @cached_property
    def _registers(self) -> set[str]:
        """Return the linked paths of files with many entries, any of which a link may name."""
        homes = {path: home_of(path, self._homes) for path in self._linked_paths}
        return {path for path, home in homes.items() if home and self.kinds[home.kind].one_file}

    @cached_property
    def _paths(self) -> list[str]:
        """Return the paths of the unchanged documents in the part."""
        paths = {self.graph.paths[number] for number in self._nearby} | self._linked_paths
        if _SETTINGS in self.kinds:
            paths.add(self.kinds[_SETTINGS].files)
        return sorted(paths - self.changed.keys())

    def _rest(self, gone: Iterable[int]) -> Rest:
        """Return the unchanged rest of the part, in which the `gone` entries cannot be named."""
        documents = {path: self.read(path) for path in self._paths}
        near = self._nearby - set(self._own.values())
        wanted = {self.graph.entry(number): number for number in near}
        found = {
            wanted[name]: entry
            for path, document in documents.items()
            for entry in self._entries(document)
            if (name := (entry.kind, entry.id, path)) in wanted
        }
        entries = dict(sorted(found.items()))
        targets = Targets(entries, self.graph, gone)
        references = [
            one
            for number, entry in entries.items()
            for one in self._linked(entry, self._targets_of(number, entry), targets)
        ]
        return Rest(entries, references, documents, targets)

    def _entries(self, document: Document) -> Iterator[Entry]:
        home = home_of(document.path, self._homes)
        if home is None:
            raise Unknown(document.path)
        yield from entries_of(self.kinds[home.kind], document)

    def _entry(self, path: str, version: int) -> Entry:
        """Return the entry of a changed document, before (0) or now (1)."""
        (entry,) = self._entries(self.changed[path].version(version))
        return entry

    def _linked(
        self, entry: Entry, named: Mapping[Written, int], targets: Targets
    ) -> list[Reference]:
        """Return the references of an entry whose names are resolved; raises Unknown."""

        def find(kinds: Iterable[str], name: str, _: str) -> Entry | None:
            written = (tuple(kinds), name)
            target = targets[named[written]]
            if target is None and named[written] != NO_TARGET and not self._has_no_target(*written):
                raise Unknown(name)
            return target

        return list(linked(self.kinds, entry, find))

    def _has_no_target(self, kinds: tuple[str, ...], name: str) -> bool:
        """Return whether a name has no target once its target is gone.

        An entry of another kind may have the same name.
        """
        return len(kinds) == 1 or (is_path(name, kinds) and not self.graph.has_path_like_name)

    def _targets_of(self, number: int, entry: Entry) -> dict[Written, int]:
        """Return the target number of each name in an unchanged entry."""
        names, targets = self._names(entry), self.graph.targets[number]
        if len(names) != len(targets):
            raise Unknown(entry.document.path)
        return dict(zip(names, targets, strict=True))

    def _names(self, entry: Entry) -> list[Written]:
        """Return the sorted names in an entry."""
        return sorted({(one.kinds, one.name) for one in linked(self.kinds, entry, _find_nothing)})

    @cached_property
    def _named_now(self) -> dict[int, dict[Written, int]]:
        """Return the current target number of each name, for each changed entry."""
        found = {}
        for path, number in self._own.items():
            if number in self._gone:
                continue
            before, now = (self._entry(path, version) for version in (0, 1))
            known = self._targets_of(number, before)
            found[number] = {
                name: known[name] if name in known else self._find(*name, path)
                for name in self._names(now)
            }
            self._ensure_uncited(set(known.values()) ^ set(found[number].values()))
        return found

    @cached_property
    def _cited_now(self) -> dict[int, list[int]]:
        """Return the numbers of what each changed record of reviews cites."""
        graph = self.graph
        return {
            number: list(map(graph.named, cites(self._entry(path, 1))))
            for path, number in self._own.items()
            if graph.kinds[number] == REVIEWS and number not in self._gone
        }

    def _find(self, kinds: tuple[str, ...], name: str, base: str) -> int:
        """Return the target number of a new name; raises Unknown unless its registers are small.

        The path of a document means that document, unless an entry has such a name. Suggestions
        for a name without a target would need all other names, so it raises Unknown too.
        """
        if not self.graph.has_path_like_name:
            number = self._document_at(kinds, read_target(name, base))
            if number != NO_TARGET:
                return number
        if not all(self.kinds[kind].one_file for kind in kinds):
            raise Unknown(name)
        documents = [self.read(self.kinds[kind].files) for kind in kinds]
        entries = [entry for document in documents for entry in self._entries(document)]
        entry = Names(entries, self._homes).find(kinds, name, base)
        target = self.graph.number(entry) if entry else None
        if target is None:
            raise Unknown(name)
        return target

    def _document_at(self, kinds: tuple[str, ...], target: Target) -> int:
        """Return the number of the document at a path if it is of some kinds, or NO_TARGET."""
        home = None if target.scheme else home_of(target.path, self._homes)
        if home is None or home.kind not in kinds or "*" not in home.files:
            return NO_TARGET
        number = self.graph.named(f"{home.kind}/{Path(target.path).stem}")
        return number if self.graph.paths[number] == target.path else NO_TARGET

    def _ensure_uncited(self, targets: set[int]) -> None:
        """Raise Unknown if a check reports whether any of the added or removed targets is used."""
        if any(self.kinds[self.graph.kinds[number]].cited for number in targets - {NO_TARGET}):
            raise Unknown

    def updated_graph(self) -> Graph | None:
        """Return the updated reference graph, or None if it is unchanged."""
        named = self._named_now.items()
        targets = {number: [of[name] for name in sorted(of)] for number, of in named}
        return updated(self.graph, targets, self._cited_now)

    def _handbook(self, version: int, rest: Rest) -> Handbook:
        documents = {path: one.version(version) for path, one in self.changed.items()}
        own = {
            number: self._entry(path, version)
            for path, number in self._own.items()
            if not version or number not in self._gone
        }
        fresh = [
            one
            for number, entry in own.items()
            for one in self._linked(
                entry,
                self._named_now[number] if version else self._targets_of(number, entry),
                rest.targets,
            )
        ]
        changed = {(entry.kind, entry.id): entry for entry in own.values()}
        entries = [entry for _, entry in sorted({**rest.entries, **own}.items())]
        found: dict[str, dict[str, Entry]] = {name: {} for name in self.kinds}
        for entry in entries:
            found[entry.kind].setdefault(entry.id, entry)
        gone = {self.graph.kinds[number] for number in self._gone if version}
        return Handbook(
            root=self.root,
            registers={
                name: Register(kind=kind, entries=found[name])
                for name, kind in self.kinds.items()
                if not kind.single
            },
            settings=self.snapshot.settings,
            references=tuple(retargeted(one, changed) for one in (*rest.references, *fresh)),
            documents={**rest.targets.documents, **rest.documents, **documents},
            names=Names(entries, self._homes),
            unread=self.snapshot.unread | gone,
            other_paths=self.snapshot.keys.keys(),
        )


def _find_nothing(*_: object) -> None:
    """Find no entry."""
