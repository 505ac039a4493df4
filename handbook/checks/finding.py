"""The findings a check yields, and the building blocks of its messages."""

from collections.abc import Iterable, Sequence

from handbook.book import Handbook
from handbook.diagnostics import Fix, Place
from handbook.records import Entry

# The place, the message, and the fix if there is a single one.
Finding = tuple[Place, str] | tuple[Place, str, Fix | None]


def subject(handbook: Handbook, entry: Entry) -> str:
    """Return an entry's kind and title as shown to readers: "role 'Chief of staff'"."""
    return f"{handbook.registers[entry.kind].kind.noun} {entry.title!r}"


def subject_within(handbook: Handbook, entry: Entry, route: Sequence[str | int]) -> str:
    """Return the innermost titled part of an entry on a route, as shown to readers."""
    if entry.kind not in handbook.registers:
        # Settings are one document, not a register.
        return f"setting {route[0]!r}"
    found = subject(handbook, entry)
    value: object = entry.data
    for index, part in enumerate(route):
        value = value[part]  # type: ignore[index]
        title = value.get("title") if isinstance(value, dict) else None
        if isinstance(part, int) and isinstance(title, str):
            found = f"{str(route[index - 1]).removesuffix('s')} {title!r}"
    return found


def place_of(entry: Entry) -> Place:
    """Return where an entry is named: its key in a register, its title in a document."""
    return entry.place("title") if entry.document.is_markdown else entry.key()


def joined(words: Iterable[str], most: int = 3, last: str = "and") -> str:
    """Return words joined as in a sentence; those beyond `most` are only counted."""
    listed = list(words)
    if len(listed) > most + 1:
        listed[most:] = [f"{len(listed) - most} more"]
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"
