"""Entries that have another id now, and what was written of old with the ids and paths of today."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from handbook.addresses import relinked
from handbook.book import Handbook, Register
from handbook.names import fold
from handbook.records import Entry
from handbook.schema import Kind

# The ids that entries have now, by their kind and the id that they had.
Renamed = Mapping[tuple[str, str], str]
Data = Mapping[str, Any]


def renamed(then: Handbook, now: Handbook, moved: Mapping[str, str]) -> Renamed:
    """Return the entries that are the same under another id; `moved` are old paths to new.

    A file that was moved takes its entry with it; in a register `same` tells.
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
        gone = {one.id: one.data for one in register if one.route and one.id not in there}
        added = {one.id: one.data for one in there.values() if one.id not in register.entries}
        pairs = [*_followed(register, moved), *same(gone, added).items()]
        yield from (((name, old), new) for old, new in pairs if new != old)


def _followed(register: Register, moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the ids of old and of now of the entries whose files were moved."""
    for entry in register:
        path = moved.get(entry.document.path)
        if path is not None and not entry.route:
            yield entry.id, path.rpartition("/")[2].partition(".")[0]


def same(gone: Mapping[str, Data], new: Mapping[str, Data]) -> Mapping[str, str]:
    """Return which new entries of a register are those that have gone: ids of old to ids of now.

    One says the same, or has the title, or an alias that is the title or the id. Where one alone
    has gone and one alone is new, it is enough that they say the same but for their names.
    """
    found: dict[str, str] = {}
    free = dict(new)
    for is_same in (_says_same, _has_title, _has_alias):
        for old, before in gone.items():
            now = (id_ for id_, data in free.items() if is_same(old, before, data))
            known = None if old in found else next(now, None)
            if known is not None:
                found[old] = known
                del free[known]
    left = [old for old in gone if old not in found]
    if len(left) == len(free) == 1:
        ((now_id, data),) = free.items()
        if _unnamed(data) and _unnamed(data) == _unnamed(gone[left[0]]):
            found[left[0]] = now_id
    return found


def _says_same(_: str, before: Data, data: Data) -> bool:
    return before == data


def _has_title(_: str, before: Data, data: Data) -> bool:
    return "title" in before and fold(str(before["title"])) == fold(str(data.get("title", "")))


def _has_alias(old: str, before: Data, data: Data) -> bool:
    written = data.get("aliases")
    aliases = {fold(str(alias)) for alias in written} if isinstance(written, list) else set()
    return not aliases.isdisjoint({fold(old), fold(str(before.get("title", old)))})


def _unnamed(data: Data) -> Data:
    return {name: value for name, value in data.items() if name not in {"title", "aliases"}}


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
