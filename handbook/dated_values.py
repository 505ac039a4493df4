"""Values in an entry's data that its schema marks as "due" or "past"."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from handbook.source.places import Route


class DatedValue(NamedTuple):
    """A marked value: its route, its schema, and the mapping that contains it."""

    route: Route
    value: Any
    schema: Mapping[str, Any]
    beside: Mapping[str, Any]


def has_mark(schema: Any, mark: str) -> bool:
    """Return whether a schema or any part of it has a mark."""
    if not isinstance(schema, Mapping):
        return False
    parts = [schema.get("items"), schema.get("additionalProperties")]
    parts += schema.get("properties", {}).values()
    return bool(schema.get(mark)) or any(has_mark(part, mark) for part in parts)


def dated_values(
    schema: Mapping[str, Any], data: Any, mark: str, route: Route = ()
) -> Iterator[DatedValue]:
    """Yield the marked values in some data, in order."""
    if isinstance(data, list):
        part = schema.get("items", {})
        for index, item in enumerate(data):
            if part.get(mark):
                yield DatedValue((*route, index), item, part, {})
            yield from dated_values(part, item, mark, (*route, index))
    elif isinstance(data, Mapping):
        properties, others = schema.get("properties", {}), schema.get("additionalProperties")
        for name, value in data.items():
            part = properties.get(name, others if isinstance(others, Mapping) else {})
            if part.get(mark):
                yield DatedValue((*route, name), value, part, data)
            yield from dated_values(part, value, mark, (*route, name))
