"""Facets for filtering lists: areas, roles and statuses that occur in the list."""

from collections.abc import Iterable

from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.pages.listing import Choice, Facet
from handbook.source.markdown import slug
from handbook.status import Status

HELD = "held"
# Filter keys in an address, by the word a report shows in place of a role's holder.
NOT_HELD = {"vacant": "vacant", "not recorded": "unknown"}


def choices(handbook: Handbook, kind: str, ids: Iterable[str]) -> tuple[Choice, ...]:
    """Return the entries of a kind with the given ids as choices, sorted by title."""
    found = {entry_id: handbook.find(kind, entry_id) for entry_id in ids}
    listed = [
        Choice(entry.id, entry.title, " ".join(entry.aliases)) for entry in found.values() if entry
    ]
    return tuple(sorted(listed, key=lambda choice: (alphabetical(choice.title), choice.id)))


def area_facet(handbook: Handbook, used: Iterable[str]) -> Facet:
    """Return the area facet for the areas used, in the order of the register."""
    found = set(used)
    entries = [area for area in handbook.entries("areas") if area.id in found]
    listed = (Choice(area.id, area.title, " ".join(area.aliases)) for area in entries)
    return Facet("area", "Area", tuple(listed))


def holder_facet(used: Iterable[str]) -> Facet:
    """Return the holder facet (held, vacant, not recorded) for the values used."""
    ways = {HELD: "Held", "vacant": "Vacant", "unknown": "Not recorded"}
    listed = (Choice(way, title) for way, title in ways.items() if way in set(used))
    return Facet("holder", "Holder", tuple(listed))


def status_facet(used: Iterable[str], apart: str = "") -> Facet:
    """Return the status facet for the statuses used, most severe first."""
    words = {status_key(status): status.word for status in Status}
    listed = (Choice(key, word) for key, word in words.items() if key in set(used))
    return Facet("status", "Status", tuple(listed), apart)


def status_key(status: Status) -> str:
    """Return the filter key of a status in an address."""
    return slug(status.word)
