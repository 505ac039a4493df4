"""A handbook in which the text of one document is another one, at the cost of that document."""

from handbook.addresses import matches
from handbook.book import Handbook
from handbook.entries import entries_of, linked
from handbook.records import Entry
from handbook.unchanged import read_anew


def amended(handbook: Handbook, path: str, text: str) -> tuple[Handbook, Entry] | None:
    """Return a handbook with the text of the file at a path, and the entry that it is.

    None if the file is no document that the handbook knows, if it cannot be read, or if it names
    what is not there: that takes a reading of everything. So do the new names of an entry, where
    others call it by them.
    """
    kinds = handbook.kinds
    kind = next((one for one in kinds.values() if matches(path, one.files)), None)
    if kind is None or kind.one_file:
        return None
    document, faults = read_anew(kind, path, text, handbook.homes)
    before = handbook.find(kind.name, document.id)
    if faults or before is None or before.document.path != path:
        return None
    (entry,) = entries_of(kind, document)
    references = tuple(linked(kinds, entry, handbook.names.find))
    if any(reference.target is None for reference in references):
        return None
    return handbook.with_entry(entry, references), entry
