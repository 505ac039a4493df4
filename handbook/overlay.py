"""A handbook with the text of one file replaced, at the cost of reading only that file."""

from handbook.addresses import matches
from handbook.book import Handbook
from handbook.entries import entries_of, linked
from handbook.readers import PlainReader
from handbook.records import Entry

# At most this many changed entries are replaced one by one.
_MAX_CHANGED = 8


def with_text(
    handbook: Handbook, path: str, text: str
) -> tuple[Handbook, tuple[Entry, ...]] | None:
    """Return a handbook with a new text for the file at a path, and the changed entries.

    None if a full reload is needed: the file is unknown or unreadable, a reference does not
    resolve, or entries were added or removed. Without a reload, entries are still found by their
    former names.
    """
    kinds = handbook.kinds
    kind = next((one for one in kinds.values() if matches(path, one.files)), None)
    if kind is None:
        return None
    document, faults = PlainReader().read(kind, path, text, handbook.homes)
    entries = () if faults else tuple(entries_of(kind, document))
    written = [entry.id for entry in handbook.entries(kind.name) if entry.document.path == path]
    if not entries or [entry.id for entry in entries] != written:
        return None
    changed = []
    for entry in entries:
        references = tuple(linked(kinds, entry, handbook.names.find))
        if any(reference.target is None for reference in references):
            return None
        before = handbook.find(kind.name, entry.id)
        if document.is_markdown or before is None or entry.data != before.data:
            changed.append((entry, references))
    if len(changed) > _MAX_CHANGED:
        return None
    for entry, references in changed:
        handbook = handbook.with_entry(entry, references)
    return handbook, tuple(entry for entry, _ in changed)
