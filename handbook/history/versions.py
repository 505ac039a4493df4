"""Entries before and after a commit, parsed from the contents in git."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from handbook.addresses import home_of
from handbook.changes.renamed import match_renamed
from handbook.diagnostics import Diagnostic
from handbook.entries import entries_of, read_as
from handbook.git import Git
from handbook.history.commits import Commit, TouchedFile
from handbook.history.store import Store
from handbook.schema import Kind
from handbook.source.text import decode

# Kinds that are reported with other entries, as are the figures in CSV files.
_EXCLUDED = frozenset({"reviews"})
_CSV = ".csv"


class Version(NamedTuple):
    """A version of an entry: its id, its data, and its free sections as title and text."""

    id: str
    data: Mapping[str, Any]
    sections: Sequence[Sequence[str]]

    @property
    def title(self) -> str:
        """Return its title, or its id without one."""
        return str(self.data.get("title", self.id))


class Difference(NamedTuple):
    """An entry before and after a commit, None if it did not exist, and its file's paths."""

    kind: Kind
    path_before: str
    before: Version | None
    path: str
    after: Version | None


class Versions:
    """A reader of entries from git that parses each content once and skips unreadable ones.

    A change that breaks a file is merged with the one that repairs it.
    """

    def __init__(self, git: Git, kinds: Mapping[str, Kind], store: Store, most: int) -> None:
        self._git = git
        # The limit of files per commit; the first commit may add the whole handbook.
        self._limit = most
        self._kinds = {
            name: kind
            for name, kind in kinds.items()
            if name not in _EXCLUDED and not kind.single and not kind.files.endswith(_CSV)
        }
        self._homes = tuple(kind.home for kind in kinds.values())
        self._store = store
        self._texts: dict[str, bytes] = {}
        self._read: dict[tuple[str, str], dict[str, Version] | None] = {}
        self.unread = 0

    def differences(
        self, commits: Sequence[Commit], texts: Mapping[str, bytes] | None = None
    ) -> dict[str, list[Difference]]:
        """Return the differences in each of the commits (newest first), by commit name.

        `texts` are contents that are not in git, by the names used in the commits.
        """
        files = {commit.name: list(self._files(commit)) for commit in commits}
        self._fetch(touched for found in files.values() for _, touched in found)
        self._texts.update(texts or {})
        found: dict[str, list[Difference]] = {}
        readable: dict[str, str | None] = {}
        for name, touched in reversed(files.items()):
            found[name] = [
                difference for kind, one in touched for difference in self._one(kind, one, readable)
            ]
        self._read.clear()
        self._texts.clear()
        return found

    def _files(self, commit: Commit) -> Iterator[tuple[Kind, TouchedFile]]:
        """Yield the files of entries, procedures first; a file that changed kind is split."""
        found = []
        for one in commit.touched:
            before, after = self._kind(one.path_before), self._kind(one.path)
            if before is after:
                found += [(after, one)] if after else []
                continue
            if before and one.before:
                found.append(
                    (before, TouchedFile(one.path_before, one.before, one.path_before, None))
                )
            if after and one.after:
                found.append((after, TouchedFile(one.path, None, one.path, one.after)))
        found.sort(key=lambda pair: (pair[0].name != "sops", pair[1].path))
        yield from found[: self._limit]

    def _kind(self, path: str) -> Kind | None:
        home = home_of(path, self._homes)
        return self._kinds.get(home.kind) if home else None

    def _fetch(self, touched: Iterable[TouchedFile]) -> None:
        """Fetch all contents that will be read, in one call."""
        names = [
            name
            for one in touched
            if self._store.get(_key(one)) is None
            for name, path in ((one.before, one.path_before), (one.after, one.path))
            if name and self._store.get(_text(name, path)) is None
        ]
        self._texts = dict(self._git.blobs(names))

    def _one(
        self, kind: Kind, touched: TouchedFile, readable: dict[str, str | None]
    ) -> Iterator[Difference]:
        """Yield the differences in a file; `readable` has the last readable content by path."""
        if touched.path_before in readable:
            touched = touched._replace(before=readable.pop(touched.path_before))
        pairs = self._store.get(_key(touched))
        if pairs is None:
            before = self._versions(kind, touched.path_before, touched.before)
            after = self._versions(kind, touched.path, touched.after)
            if after is None:
                readable[touched.path] = touched.before
                return
            if before is None:
                self.unread += 1
                return
            pairs = [list(pair) for pair in _pairs(kind, before, after)]
            self._store.put(_key(touched), pairs)
        for old, new in pairs:
            yield Difference(kind, touched.path_before, _version(old), touched.path, _version(new))

    def _versions(self, kind: Kind, path: str, name: str | None) -> dict[str, Version] | None:
        """Return the entries of a content by id; None if it cannot be read."""
        if name is None:
            return {}
        key = (name, path)
        if key not in self._read:
            known_bad = self._store.get(_text(name, path)) is not None
            found = None if known_bad else self._parsed(kind, path, name)
            if found is None:
                self._store.put(_text(name, path), "unreadable")
            self._read[key] = found
        return self._read[key]

    def _parsed(self, kind: Kind, path: str, name: str) -> dict[str, Version] | None:
        if name not in self._texts:
            self._texts.update(self._git.blobs([name]))
        text = decode(self._texts.get(name, b"\xff"), path)
        if isinstance(text, Diagnostic):
            return None
        document = read_as(kind, path, text, self._homes)
        if document.faults or not isinstance(document.data, dict):
            return None
        entries = list(entries_of(kind, document))
        if not all(isinstance(entry.data, dict) for entry in entries):
            return None
        sections = [[part.title, part.body.markdown] for part in document.sections]
        return {entry.id: Version(entry.id, entry.data, sections) for entry in entries}


def _text(name: str, path: str) -> str:
    return f"{name}\t{path}"


def _key(touched: TouchedFile) -> str:
    return "\t".join((touched.before or "", touched.after or "", touched.path_before, touched.path))


def _version(plain: Any) -> Version | None:
    return None if plain is None else Version(*plain)


def _pairs(
    kind: Kind, before: Mapping[str, Version], after: Mapping[str, Version]
) -> Iterator[tuple[Version | None, Version | None]]:
    """Yield the entries of a file that changed, before and after; a renamed one is one pair."""
    if not kind.one_file:
        old, new = next(iter(before.values()), None), next(iter(after.values()), None)
        yield old, new
        return
    gone = {entry_id: one.data for entry_id, one in before.items() if entry_id not in after}
    added = {entry_id: one.data for entry_id, one in after.items() if entry_id not in before}
    former = {now: old for old, now in match_renamed(kind, gone, added).items()}
    for entry_id, new in after.items():
        old = before.get(former.get(entry_id, entry_id))
        if old != new:
            yield old, new
    for entry_id in gone:
        if entry_id not in former.values():
            yield before[entry_id], None


def stem(path: str) -> str:
    """Return the id that a document's path gives it."""
    return posixpath.splitext(posixpath.basename(path))[0]
