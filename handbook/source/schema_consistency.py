"""Check schemas against each other: no two claim the same, and named registers exist."""

from collections.abc import Collection, Iterator, Mapping
from posixpath import basename
from typing import Any

from handbook.similarity import similar
from handbook.source.places import Route
from handbook.source.schema_defaults import files_of, page_of
from handbook.source.schemas import BrokenSchema

# 'role' means 'roles', but 'meetings' does not mean 'settings': its schema may have been removed.
_MIN_SIMILARITY = 0.85

# A single document with a title of its own; all others contain entries with titles.
_SINGLE = "settings"


def inconsistencies(
    schemas: Mapping[str, Mapping[str, Any]], known: Collection[str]
) -> Iterator[tuple[str, BrokenSchema]]:
    """Yield conflicts between schemas with expanded $refs, by name; `known` are all their names."""
    for keyword, usual, read in (("files", "data/{}.yaml", files_of), ("page", "{}", page_of)):
        claimed: dict[str, str] = {}
        claims = [(name, read(name, schema)) for name, schema in schemas.items()]
        # The schema with the matching name has precedence.
        for name, claim in sorted(claims, key=lambda one: one[1] != usual.format(one[0])):
            first = claimed.setdefault(claim, name) if claim else name
            if first != name:
                message = (
                    f"{keyword!r} is {claim!r}, which already belongs to {first}; choose another"
                )
                yield name, BrokenSchema(message, (keyword,))
    for name, schema in schemas.items():
        rows = schema.get("additionalProperties")
        is_single = not isinstance(rows, dict) and "*" not in schema.get("files", "")
        if is_single and name != _SINGLE and "title" in schema.get("properties", {}):
            message = (
                "a file contains many entries: put the properties of one in 'additionalProperties'"
            )
            yield name, BrokenSchema(message, ("properties",))
        file = f"{name}.json"
        # Any URL is allowed; its last part identifies the schema.
        if basename(schema.get("$id", file)) != file:
            message = f"'$id' is {schema['$id']!r}, but must be the file name: {file!r}"
            yield name, BrokenSchema(message, ("$id",))
        for broken in _misspelt(schema, sorted(known), ()):
            yield name, broken


def _misspelt(part: Any, known: list[str], route: Route) -> Iterator[BrokenSchema]:
    """Yield each 'refersTo' with a misspelt register name."""
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield from _misspelt(item, known, (*route, index))
    if not isinstance(part, dict):
        return
    for key, value in part.items():
        yield from _misspelt(value, known, (*route, key))
        # Any other value is that of a property or an example, not of this keyword.
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        for name in names if key == "refersTo" else []:
            is_unknown = isinstance(name, str) and name not in known
            near = similar(name, known, _MIN_SIMILARITY) if is_unknown else []
            if near:
                message = (
                    f"'refersTo' names an unknown register: {name!r}; did you mean {near[0]!r}?"
                )
                yield BrokenSchema(message, (*route, key))
