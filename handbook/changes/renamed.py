"""Renamed entries, and updating older data to the current ids and paths."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from handbook.addresses import with_updated_links
from handbook.book import Handbook, Register
from handbook.names import fold
from handbook.records import Entry
from handbook.schema import Kind

# Current ids of entries, by kind and former id.
Renamed = Mapping[tuple[str, str], str]
Data = Mapping[str, Any]
# Schema keywords that restrict a string to something other than free text.
_RESTRICTING = frozenset({"refersTo", "enum", "format", "pattern"})


def renamed(then: Handbook, now: Handbook, moved: Mapping[str, str]) -> Renamed:
    """Return the entries whose id changed; `moved` maps old paths to new ones.

    A moved file keeps its entry; in registers `match_renamed` matches entries. The mapping is
    one-to-one: an entry that takes the id of one that was removed, not renamed, counts as that.
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
        current = now.registers[name].entries if name in now.registers else {}
        gone = {one.id: one.data for one in register if one.route and one.id not in current}
        added = {one.id: one.data for one in current.values() if one.id not in register.entries}
        pairs = [*_followed(register, moved), *match_renamed(register.kind, gone, added).items()]
        yield from (((name, old), new) for old, new in pairs if new != old)


def _followed(register: Register, moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the old and new ids of entries whose files were moved."""
    for entry in register:
        path = moved.get(entry.document.path)
        if path is not None and not entry.route:
            yield entry.id, path.rpartition("/")[2].partition(".")[0]


def match_renamed(
    kind: Kind, gone: Mapping[str, Data], new: Mapping[str, Data]
) -> Mapping[str, str]:
    """Return the new entries of a register that are renamed old ones: old ids to new ids.

    Entries match if they have the same data, the same title, or an alias equal to the old title
    or id. If exactly one entry was removed and one added, it is enough that they agree apart
    from their names, provided that some of it is free text: two unrelated roles can easily
    agree on their area alone.
    """
    found: dict[str, str] = {}
    for was, now in ((_all_data, _all_data), (_title, _title), (_names, _aliases)):
        free: dict[str, list[str]] = {}
        taken = set(found.values())
        for id_ in (id_ for id_ in new if id_ not in taken):
            for name in now(id_, new[id_]):
                free.setdefault(name, []).append(id_)
        for old in (old for old in gone if old not in found):
            known = [id_ for name in was(old, gone[old]) for id_ in free.get(name, ())]
            left = next((id_ for id_ in known if id_ not in taken), None)
            if left is not None:
                found[old] = left
                taken.add(left)
    olds = [old for old in gone if old not in found]
    news = [id_ for id_ in new if id_ not in found.values()]
    if len(olds) == len(news) == 1:
        rest = _unnamed(new[news[0]])
        if rest == _unnamed(gone[olds[0]]) and _is_distinctive(kind, rest):
            found[olds[0]] = news[0]
    return found


def _all_data(_: str, data: Data) -> tuple[str, ...]:
    return (json.dumps(dict(data), sort_keys=True),)


def _title(_: str, data: Data) -> tuple[str, ...]:
    return (fold(str(data["title"])),) if "title" in data else ()


def _names(id_: str, data: Data) -> tuple[str, ...]:
    return fold(id_), fold(str(data.get("title", id_)))


def _aliases(_: str, data: Data) -> tuple[str, ...]:
    written = data.get("aliases")
    return tuple(fold(str(alias)) for alias in written) if isinstance(written, list) else ()


def _unnamed(data: Data) -> Data:
    return {name: value for name, value in data.items() if name not in {"title", "aliases"}}


def _is_distinctive(kind: Kind, data: Data) -> bool:
    """Return whether an entry has a property with free text, such as its purpose."""
    known = kind.entry_schema.get("properties", {})
    return any(_is_free(known.get(name)) and _has_words(data[name]) for name in data)


def _is_free(schema: Any) -> bool:
    """Return whether a property contains free text rather than names, choices or dates."""
    items = schema.get("items", schema) if isinstance(schema, dict) else None
    return (
        isinstance(items, dict) and items.get("type") == "string" and _RESTRICTING.isdisjoint(items)
    )


def _has_words(value: Any) -> bool:
    texts = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and " " in text.strip() for text in texts)


def with_current_ids(kind: Kind, entry: Entry, names: Renamed, moved: Mapping[str, str]) -> Entry:
    """Return an entry with its references and links updated to current ids and paths."""
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
    """Return an entry with its links updated to moved files."""
    document = entry.document
    if not document.links:
        return entry

    def updated(value: Any) -> Any:
        if isinstance(value, str):
            return with_updated_links(value, document.path, moved)
        if isinstance(value, Mapping):
            return {name: updated(inner) for name, inner in value.items()}
        return [updated(inner) for inner in value] if isinstance(value, list) else value

    sections = tuple(
        part._replace(body=part.body._replace(markdown=updated(part.body.markdown)))
        for part in document.sections
    )
    return replace(entry, data=updated(entry.data), document=document.with_sections(sections))


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
