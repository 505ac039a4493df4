"""Entries that have another id now, and what was written of old with the ids and paths of today."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from handbook.addresses import relinked
from handbook.book import Handbook
from handbook.names import fold
from handbook.records import Entry
from handbook.schema import Kind

# The ids that entries have now, by their kind and the id that they had.
Renamed = Mapping[tuple[str, str], str]


def renamed(then: Handbook, now: Handbook, moved: Mapping[str, str]) -> Renamed:
    """Return the entries that are the same under another id; `moved` are old paths to new.

    A file that was moved takes its entry with it; in a register an entry is known by its title.
    No two are the same: what has the id of another that is gone, and not renamed, is that one.
    """
    found = dict(_renamed(then, now, moved))
    return {
        (kind, old): new
        for (kind, old), new in found.items()
        if (kind, new) in found or new not in then.registers[kind].entries
    }


def _renamed(
    then: Handbook, now: Handbook, moved: Mapping[str, str]
) -> Iterator[tuple[tuple[str, str], str]]:
    for name, register in then.registers.items():
        there = now.registers[name].entries if name in now.registers else {}
        free = {fold(one.title): one.id for one in there.values() if one.id not in register.entries}
        for entry in register:
            path = moved.get(entry.document.path)
            if path is not None and not entry.route:
                new = path.rpartition("/")[2].partition(".")[0]
            elif entry.id in there or not entry.route:
                continue
            else:
                new = free.pop(fold(entry.title), entry.id)
            if new != entry.id:
                yield (name, entry.id), new


def renewed(kind: Kind, entry: Entry, names: Renamed, moved: Mapping[str, str]) -> Entry:
    """Return an entry that names others by their ids of today and links to where they are now."""
    found = list(_mentioned(kind, entry, names))
    entry = _relinked(entry, moved) if moved else entry
    if not found:
        return entry
    data: Any = deepcopy(dict(entry.data))
    for route, value in found:
        holder = data
        for part in route[:-1]:
            holder = holder[part]
        holder[route[-1]] = value
    return replace(entry, data=data)


def _relinked(entry: Entry, moved: Mapping[str, str]) -> Entry:
    """Return an entry whose links lead to the same files as before, some of which have moved."""
    document = entry.document
    if not document.links:
        return entry

    def told(value: Any) -> Any:
        if isinstance(value, str):
            return relinked(value, document.path, moved)
        if isinstance(value, Mapping):
            return {name: told(inner) for name, inner in value.items()}
        return [told(inner) for inner in value] if isinstance(value, list) else value

    sections = tuple(
        part._replace(body=part.body._replace(markdown=told(part.body.markdown)))
        for part in document.sections
    )
    return replace(entry, data=told(entry.data), document=replace(document, sections=sections))


def _mentioned(
    kind: Kind, entry: Entry, names: Renamed
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for mention in kind.mentions(entry.data) if names else ():
        other, slash, old = mention.name.partition("/")
        if len(mention.kinds) == 1:
            new = names.get((mention.kinds[0], mention.name))
        else:
            new = names.get((other, old)) if slash else None
        if new is not None:
            yield mention.route, new if len(mention.kinds) == 1 else f"{other}/{new}"
