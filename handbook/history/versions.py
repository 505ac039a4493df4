"""What entries were before and after a commit, from the texts that git keeps."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from handbook.addresses import home_of
from handbook.changes.renamed import same
from handbook.diagnostics import Diagnostic
from handbook.entries import entries_of, read_as
from handbook.git import Git
from handbook.history.commits import Commit, Touched
from handbook.history.store import Store
from handbook.schema import Kind
from handbook.source.text import decode

# What is told of other entries; so are figures, which stand in tables.
_APART = frozenset({"reviews"})
_FIGURES = ".csv"


class Version(NamedTuple):
    """An entry as a text had it: its id, its data, and its free sections as title and text."""

    id: str
    data: Mapping[str, Any]
    sections: Sequence[Sequence[str]]

    @property
    def title(self) -> str:
        """Return what people called it."""
        return str(self.data.get("title", self.id))


class Difference(NamedTuple):
    """An entry before and after a commit, None if it was not there, and its file's paths."""

    kind: Kind
    path_before: str
    before: Version | None
    path: str
    after: Version | None


class Versions:
    """Reads what git keeps, each text once; texts that cannot be read are passed over.

    A change that spoils a file is told together with the one that mends it.
    """

    def __init__(self, git: Git, kinds: Mapping[str, Kind], store: Store, most: int) -> None:
        self._git = git
        # Of the files of one commit; the first may bring the whole handbook.
        self._most = most
        self._kinds = {
            name: kind
            for name, kind in kinds.items()
            if name not in _APART and not kind.single and not kind.files.endswith(_FIGURES)
        }
        self._homes = tuple(kind.home for kind in kinds.values())
        self._store = store
        self._texts: dict[str, bytes] = {}
        self._read: dict[tuple[str, str], dict[str, Version] | None] = {}
        self.unread = 0

    def differences(
        self, commits: Sequence[Commit], texts: Mapping[str, bytes] | None = None
    ) -> dict[str, list[Difference]]:
        """Return what entries became in each of some commits (newest first), by its name.

        `texts` are contents that git does not have, by the names they have in the commits.
        """
        told = {commit.name: list(self._told(commit)) for commit in commits}
        self._fetch(touched for found in told.values() for _, touched in found)
        self._texts.update(texts or {})
        found: dict[str, list[Difference]] = {}
        readable: dict[str, str | None] = {}
        for name, touched in reversed(told.items()):
            found[name] = [
                difference for kind, one in touched for difference in self._one(kind, one, readable)
            ]
        self._read.clear()
        self._texts.clear()
        return found

    def _told(self, commit: Commit) -> Iterator[tuple[Kind, Touched]]:
        """Yield the files of entries, procedures first; a file of another kind is another file."""
        found = []
        for one in commit.touched:
            before, after = self._kind(one.path_before), self._kind(one.path)
            if before is after:
                found += [(after, one)] if after else []
                continue
            if before and one.before:
                found.append((before, Touched(one.path_before, one.before, one.path_before, None)))
            if after and one.after:
                found.append((after, Touched(one.path, None, one.path, one.after)))
        found.sort(key=lambda pair: (pair[0].name != "sops", pair[1].path))
        yield from found[: self._most]

    def _kind(self, path: str) -> Kind | None:
        home = home_of(path, self._homes)
        return self._kinds.get(home.kind) if home else None

    def _fetch(self, touched: Iterable[Touched]) -> None:
        """Fetch the contents that will be read, all at once."""
        names = [
            name
            for one in touched
            if self._store.get(_key(one)) is None
            for name, path in ((one.before, one.path_before), (one.after, one.path))
            if name and self._store.get(_text(name, path)) is None
        ]
        self._texts = dict(self._git.blobs(names))

    def _one(
        self, kind: Kind, touched: Touched, readable: dict[str, str | None]
    ) -> Iterator[Difference]:
        """Yield what became of a file's entries; `readable` are the last contents that were."""
        if touched.path_before in readable:
            touched = touched._replace(before=readable.pop(touched.path_before))
        answer = self._store.get(_key(touched))
        if answer is None:
            before = self._versions(kind, touched.path_before, touched.before)
            after = self._versions(kind, touched.path, touched.after)
            if after is None:
                readable[touched.path] = touched.before
                return
            if before is None:
                self.unread += 1
                return
            answer = [list(pair) for pair in _pairs(kind, before, after)]
            self._store.put(_key(touched), answer)
        for old, new in answer:
            yield Difference(kind, touched.path_before, _version(old), touched.path, _version(new))

    def _versions(self, kind: Kind, path: str, name: str | None) -> dict[str, Version] | None:
        """Return the entries of a text by id, None if it cannot be read."""
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


def _key(touched: Touched) -> str:
    return "\t".join((touched.before or "", touched.after or "", touched.path_before, touched.path))


def _version(plain: Any) -> Version | None:
    return None if plain is None else Version(*plain)


def _pairs(
    kind: Kind, before: Mapping[str, Version], after: Mapping[str, Version]
) -> Iterator[tuple[Version | None, Version | None]]:
    """Yield the entries of a file that are not as they were; a renamed one is one entry."""
    if not kind.one_file:
        old, new = next(iter(before.values()), None), next(iter(after.values()), None)
        yield old, new
        return
    gone = {entry_id: one.data for entry_id, one in before.items() if entry_id not in after}
    added = {entry_id: one.data for entry_id, one in after.items() if entry_id not in before}
    former = {now: old for old, now in same(kind, gone, added).items()}
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
