"""What the lines of lists can be chosen by: areas, roles, statuses, each if a line has it."""

from collections.abc import Iterable

from handbook.book import Handbook
from handbook.collation import alphabetical
from handbook.pages.listing import Choice, Facet
from handbook.source.markdown import slug
from handbook.status import Status

HELD = "held"
# How an address asks for the roles in whose place a report has one of these words.
NOT_HELD = {"vacant": "vacant", "not recorded": "unknown"}


def choices(handbook: Handbook, kind: str, ids: Iterable[str]) -> tuple[Choice, ...]:
    """Return the entries of a kind that are among some ids, by title."""
    found = {entry_id: handbook.find(kind, entry_id) for entry_id in ids}
    listed = [
        Choice(entry.id, entry.title, " ".join(entry.aliases)) for entry in found.values() if entry
    ]
    return tuple(sorted(listed, key=lambda choice: (alphabetical(choice.title), choice.id)))


def area_facet(handbook: Handbook, used: Iterable[str]) -> Facet:
    """Return the areas that are used, in their own order."""
    found = set(used)
    entries = [area for area in handbook.entries("areas") if area.id in found]
    listed = (Choice(area.id, area.title, " ".join(area.aliases)) for area in entries)
    return Facet("area", "Area", tuple(listed))


def holder_facet(used: Iterable[str]) -> Facet:
    """Return in which ways roles are held, of those that are used."""
    ways = {HELD: "Held", "vacant": "Vacant", "unknown": "Not recorded"}
    listed = (Choice(way, title) for way, title in ways.items() if way in set(used))
    return Facet("holder", "Holder", tuple(listed))


def status_facet(used: Iterable[str], apart: str = "") -> Facet:
    """Return the words of the statuses that are used, the gravest first."""
    words = {status_key(status): status.word for status in Status}
    listed = (Choice(key, word) for key, word in words.items() if key in set(used))
    return Facet("status", "Status", tuple(listed), apart)


def status_key(status: Status) -> str:
    """Return how an address asks for a status."""
    return slug(status.word)
