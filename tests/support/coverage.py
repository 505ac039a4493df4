"""Compare the sources listed in a coverage file with the handbook's data and pages."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.records import Entry
from handbook.values import FORMATS, read_target

ANYWHERE, NOWHERE = "*", "-"
# Characters and words with several spellings, normalised.
_SPELLINGS = {
    "\u2212": "-", "–": "-", "—": "-", "’": "'", "≥": ">=", "≤": "<=", "\u00a0": " ", "\u202f": " ",
    " & ": " and ", "e-mail": "email", "biweekly": "bi-weekly", "**": "", "`": "", "\\": "",
}  # fmt: skip
# Separators of names within a cell.
_AND = r", | \+ | → |/"
_TYPED = {"target", "duration", "when", "interval", "date", "month-or-date"}


class Row(NamedTuple):
    """A row of a source: its place, the entry that contains it, and each cell with its location.

    Where sources disagree, a cell that differs from the handbook is in the discrepancy.
    """

    place: str
    entry: Entry
    part: str
    cells: tuple[tuple[str, str], ...]
    dispute: Entry | None = None


class Value(NamedTuple):
    """Part of an entry's data, with its schema."""

    data: Any
    schema: Mapping[str, Any]


def rows(handbook: Handbook, document: Entry) -> Iterator[Row]:
    """Yield every row of a document that the handbook contains."""
    for item in document.data["items"]:
        for number, row in enumerate(item["rows"], 1):
            name = row.get("in", item.get("in"))
            entry = _named(handbook, name) if name else None
            if entry is not None:
                places = [at for at in item.get("at", []) if at != NOWHERE]
                has = row.get("has", [])
                cells = tuple(zip(places or [ANYWHERE] * len(has), has, strict=True))
                place = f"{document.id}:{item['line']} {item['title']!r}, row {number}"
                dispute = handbook.find("discrepancies", row.get("disputed", ""))
                yield Row(place, entry, item.get("part", ""), cells, dispute)


def _named(handbook: Handbook, name: str) -> Entry | None:
    """Return the entry written as "kind/id"."""
    kind, _, entry_id = name.partition("/")
    return handbook.find(kind, entry_id)


def missing(handbook: Handbook, row: Row) -> list[str]:
    """Return the cells of a row that neither its entry nor its discrepancy contains."""
    return [
        cell for cell in _missing_cells(handbook, row) if not _in_discrepancy(handbook, row, cell)
    ]


def disputed(handbook: Handbook, row: Row, cell: str) -> bool:
    """Return whether a cell differs from the handbook and is recorded in a discrepancy instead."""
    return cell in _missing_cells(handbook, row) and _in_discrepancy(handbook, row, cell)


def _missing_cells(handbook: Handbook, row: Row) -> list[str]:
    """Return the cells missing from an entry, compared with its best matching part."""
    wanted = [(at, cell) for at, cell in row.cells if cell != NOWHERE]
    whole = value_of(handbook, row.entry)
    lacks = [
        [cell for at, cell in wanted if not _contains(handbook, row.entry, part, (at, cell))]
        for part in (_parts(value_at(whole, row.part)) if row.part else [whole])
    ]
    return min(lacks, key=len, default=[cell for _, cell in wanted])


def _in_discrepancy(handbook: Handbook, row: Row, cell: str) -> bool:
    disputed = row.dispute.data if row.dispute else {}
    return within(cell, phrase(handbook, Value(disputed, {})))


def value_of(handbook: Handbook, entry: Entry) -> Value:
    """Return the whole data of an entry, with its schema."""
    return Value(entry.data, handbook.kinds[entry.kind].entry_schema)


def _contains(handbook: Handbook, entry: Entry, part: Value, cell: tuple[str, str]) -> bool:
    at, text = cell
    if at != ANYWHERE:
        return agrees(handbook, text, value_at(part, at))
    sections = " ".join(one.body.markdown for one in entry.document.sections)
    free = sections if part.data is entry.data else ""
    return agrees(handbook, text, part) or within(text, free)


def value_at(value: Value, route: str) -> Value:
    """Return the value at a route such as "timeToValue.target"."""
    for name in route.split("."):
        data = value.data.get(name) if isinstance(value.data, Mapping) else None
        if name == "title" and data is not None:
            # An entry is listed under each of its names.
            data = [data, *value.data.get("aliases", ())]
        value = Value(data, value.schema.get("properties", {}).get(name, {}))
    return value


def _parts(value: Value) -> list[Value]:
    if isinstance(value.data, Mapping):
        inner = value.schema.get("additionalProperties", {})
        return [Value(one, inner) for one in value.data.values()]
    return [Value(one, value.schema.get("items", {})) for one in value.data or ()]


def agrees(handbook: Handbook, cell: str, value: Value) -> bool:
    """Return whether a value equals or contains a cell; figures must be equal."""
    texts = split(cell)
    if len(texts) > 1 and all(agrees(handbook, text, value) for text in texts):
        return True
    if isinstance(value.data, int | float) and not isinstance(value.data, bool):
        read = read_target(cell)
        return read is not None and read.number == value.data
    form = FORMATS.get(value.schema.get("format", ""))
    if form and form.name in _TYPED:
        return _same(form.read(cell), form.read(value.data) if value.data else None)
    return within(cell, phrase(handbook, value))


def split(cell: str) -> list[str]:
    """Return the names in one cell."""
    return re.split(_AND, cell)


def _same(first: Any, second: Any) -> bool:
    if first is None or second is None:
        return False
    if hasattr(first, "_replace"):
        return bool(first._replace(text="") == second._replace(text=""))
    return bool(first == second)


def phrase(handbook: Handbook, value: Value) -> str:
    """Return the whole text of a value, with every name followed by the synonyms of its entry."""
    data, schema = value
    if isinstance(data, Mapping):
        properties = schema.get("properties", {})
        others = schema.get("additionalProperties")
        others = others if isinstance(others, Mapping) else {}
        parts = ((key, Value(one, properties.get(key, others))) for key, one in data.items())
        return " ".join(f"{key} {phrase(handbook, inner)}" for key, inner in parts)
    if isinstance(data, list):
        return ", ".join(phrase(handbook, Value(one, schema.get("items", {}))) for one in data)
    kinds = schema.get("refersTo")
    target = _named(handbook, f"{kinds}/{data}" if isinstance(kinds, str) else str(data))
    if kinds and target:
        return " / ".join((target.title, *target.aliases))
    return str(data)


def within(cell: str, text: str) -> bool:
    """Return whether a text contains a cell as whole words."""
    wanted = re.escape(plain(cell))
    return re.search(rf"(?<!\w){wanted}(?!\w)", plain(text)) is not None


def plain(text: str) -> str:
    """Return a text normalised for comparison: one spelling, lower case, single spaces."""
    text = text.casefold()
    for sign, other in _SPELLINGS.items():
        text = text.replace(sign, other)
    return " ".join(re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text).split())
