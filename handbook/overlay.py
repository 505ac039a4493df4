"""A handbook in which the text of one file is another one, at the cost of that file."""

from handbook.addresses import matches
from handbook.book import Handbook
from handbook.entries import entries_of, linked
from handbook.readers import PlainReader
from handbook.records import Entry

# More entries than this are not looked at one by one.
_FEW = 8


def overlaid(handbook: Handbook, path: str, text: str) -> tuple[Handbook, tuple[Entry, ...]] | None:
    """Return a handbook with the text of the file at a path, and the entries that are different.

    None if the file is none that the handbook knows, if it cannot be read, if it names what is not
    there, or if entries came or went: that takes a reading of everything. Until there is one,
    entries are found by the names that they had before.
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
    if len(changed) > _FEW:
        return None
    for entry, references in changed:
        handbook = handbook.with_entry(entry, references)
    return handbook, tuple(entry for entry, _ in changed)
