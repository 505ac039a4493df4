"""What schemas say of one another must fit: no two claim the same, and what is named is there."""

from collections.abc import Collection, Iterator, Mapping
from posixpath import basename
from typing import Any

from handbook.similarity import like
from handbook.source.places import Route
from handbook.source.schemas import BrokenSchema

# 'role' is 'roles'; 'meetings' are no 'settings', and their schema may have been removed.
_LIKE = 0.85

# One document, which has a title itself; all others hold entries that have.
_SINGLE = "settings"


def inconsistencies(
    schemas: Mapping[str, Mapping[str, Any]], known: Collection[str]
) -> Iterator[tuple[str, BrokenSchema]]:
    """Yield what does not fit in schemas without $refs, by name; known are those of all files."""
    for keyword, usual in (("files", "data/{}.yaml"), ("page", "{}")):
        claimed: dict[str, str] = {}
        # Who is called like it has it first.
        claims = [
            (name, schema.get(keyword, usual.format(name) if keyword == "files" else None))
            for name, schema in schemas.items()
        ]
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
        # An address is one's own affair; its last part tells the schemas apart.
        if basename(schema.get("$id", file)) != file:
            message = f"'$id' is {schema['$id']!r}, but must be the file name: {file!r}"
            yield name, BrokenSchema(message, ("$id",))
        for broken in _misspelt(schema, sorted(known), ()):
            yield name, broken


def _misspelt(part: Any, known: list[str], route: Route) -> Iterator[BrokenSchema]:
    """Yield each 'refersTo' to a register that is not there, but is when spelt otherwise."""
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield from _misspelt(item, known, (*route, index))
    if not isinstance(part, dict):
        return
    for key, value in part.items():
        yield from _misspelt(value, known, (*route, key))
        # What is no text is a property, or an example, in which this is no keyword.
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        for name in names if key == "refersTo" else []:
            is_unknown = isinstance(name, str) and name not in known
            near = like(name, known, _LIKE) if is_unknown else []
            if near:
                message = (
                    f"'refersTo' names an unknown register: {name!r}; did you mean {near[0]!r}?"
                )
                yield BrokenSchema(message, (*route, key))
