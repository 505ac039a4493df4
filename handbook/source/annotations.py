"""Validate the annotations of a schema beyond JSON Schema: files, links and layout."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import jsonschema_rs

from handbook.similarity import similar
from handbook.source.places import Route
from handbook.source.schemas import BrokenSchema

_FILES = re.compile(r"(?!.*\.\.)[\w.*-]+(?:/[\w.*-]+)*\.(?:md|yaml|csv)")
# The type a property must have for each reading mode.
_READINGS = {
    "text": "string",
    "labels": "object",
    "list": "array",
    "table": "array",
    "rows": "array",
    "steps": "array",
}

# Properties shown with the name of an entry everywhere, and their types.
_NAMING = {"title": "string", "aliases": "array", "status": "string", "description": "string"}
# Where the properties of an entry are in a schema.
_OF_ENTRY: tuple[Route, ...] = (("properties",), ("additionalProperties", "properties"))
# The types of values that can be compared.
_SINGLE_VALUES = ("string", "integer", "number")


class Rule(NamedTuple):
    """A check of an annotation's value, and what it must be in words."""

    holds: Callable[[Any], bool]
    wanted: str


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_text(one) for one in value)


_FLAG = Rule(lambda value: isinstance(value, bool), "true or false")
_SPELLINGS = Rule(_is_texts, 'a list of spellings, such as ["Owner"]')
_RULES = {
    "entry": Rule(_is_text, 'the name of one entry, such as "role"'),
    "files": Rule(
        lambda value: isinstance(value, str) and _FILES.fullmatch(value) is not None,
        'the path of .yaml, .md or .csv files, such as "data/roles.yaml" or "sops/*/*.md"',
    ),
    "page": Rule(
        lambda value: isinstance(value, str) and re.fullmatch("[a-z0-9-]+", value) is not None,
        'a folder of the site, such as "roles"',
    ),
    "body": Rule(_is_text, "the name of a property"),
    "refersTo": Rule(
        lambda value: _is_text(value) or _is_texts(value),
        'a register or a list of registers, such as "roles"',
    ),
    "due": Rule(
        lambda value: value is True or _is_text(value),
        'true, or the sibling property that says it is done, such as "done"',
    ),
    "scoredBy": Rule(_is_text, "the id of a scorecard"),
    "as": Rule(lambda value: value in _READINGS, f"one of {', '.join(_READINGS)}"),
    **dict.fromkeys(("overview", "label", "heading", "column"), _SPELLINGS),
    **dict.fromkeys(
        ("cited", "owned", "searched", "spokenOf", "meaning", "ours", "past", "uses", "unique"),
        _FLAG,
    ),
    **dict.fromkeys(("lead", "tail", "list", "prose"), _FLAG),
}

# Our own keywords, including those for the layout of Markdown.
ANNOTATIONS = frozenset(_RULES)


def first_fault(schema: Mapping[str, Any], formats: tuple[str, ...]) -> BrokenSchema | None:
    """Return the first fault of a schema with expanded $refs, None if it has none.

    `formats` are the format names it may use.
    """
    broken = None if _metaschema().is_valid(dict(schema)) else _broken(schema)
    if broken:
        return broken
    known = Rule(lambda value: value in formats, f"one of {', '.join(formats)}")
    faults = _misused(schema, {**_RULES, "format": known}, ())
    return next(faults, None) or next(_misfits(schema), None) or next(_misnamed(schema), None)


def _broken(schema: Mapping[str, Any]) -> BrokenSchema | None:
    """Return the first violation of JSON Schema itself, None if there is none."""
    # Imported late: it is slow and large, and only needed for invalid schemas.
    from jsonschema import Draft202012Validator  # noqa: PLC0415
    from jsonschema.exceptions import SchemaError  # noqa: PLC0415

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as fault:
        route: Route = tuple(fault.absolute_path)
        keyword = next((part for part in reversed(route) if isinstance(part, str)), "the schema")
        message = f"{keyword!r} is {_excerpt(fault.instance)}, which JSON Schema does not allow"
        return BrokenSchema(message, route)
    return None


@cache
def _metaschema() -> jsonschema_rs.Draft202012Validator:
    """Return a fast validator that accepts valid schemas; jsonschema explains the others."""
    return jsonschema_rs.Draft202012Validator(
        {"$ref": "https://json-schema.org/draft/2020-12/schema"},
        formats={"regex": _is_pattern},
        validate_formats=True,
        offline=True,
    )


def _is_pattern(value: Any) -> bool:
    try:
        return not isinstance(value, str) or re.compile(value) is not None
    except re.error:
        return False


def _misused(schema: Any, rules: Mapping[str, Rule], route: Route) -> Iterator[BrokenSchema]:
    """Yield invalid annotations in a schema and its subschemas."""
    if not isinstance(schema, dict):
        yield BrokenSchema(f"expected a schema, not {_excerpt(schema)}", route)
        return
    for name, rule in rules.items():
        if name in schema and not rule.holds(schema[name]):
            message = f"{name!r} is {_excerpt(schema[name])}, but must be {rule.wanted}"
            yield BrokenSchema(message, (*route, name))
    if "due" in schema and schema.get("format") != "date":
        message = "'due' requires 'format': 'date', which is missing here"
        yield BrokenSchema(message, (*route, "due"))
    if "uses" in schema and "refersTo" not in schema:
        message = "'uses' requires 'refersTo', which is missing here"
        yield BrokenSchema(message, (*route, "uses"))
    yield from _incomparable(schema, route)
    yield from _impossible(schema, route)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _misused(schema["additionalProperties"], rules, (*route, "additionalProperties"))
    if "items" in schema:
        if isinstance(schema["items"], dict) and "due" in schema["items"]:
            message = "'due' belongs on a property; make each item an object with one"
            yield BrokenSchema(message, (*route, "items", "due"))
        yield from _misused(schema["items"], rules, (*route, "items"))
    for name, inner in schema.get("properties", {}).items():
        yield from _misused(inner, rules, (*route, "properties", name))


def _incomparable(schema: Mapping[str, Any], route: Route) -> Iterator[BrokenSchema]:
    """Yield why entries cannot be compared by something that must be unique."""
    if not schema.get("unique"):
        return
    if route[:-1] not in _OF_ENTRY:
        message = "'unique' belongs on a property of an entry, not on a part of one"
        yield BrokenSchema(message, (*route, "unique"))
    elif schema.get("type") not in _SINGLE_VALUES:
        types = ", ".join(_SINGLE_VALUES)
        message = f"'unique' requires a single value: 'type' must be one of {types}"
        yield BrokenSchema(message, (*route, "unique"))


def _impossible(schema: Mapping[str, Any], route: Route) -> Iterator[BrokenSchema]:
    """Yield what an object requires but can never have."""
    if schema.get("type") == "object" and "items" in schema:
        message = "'items' is only for lists; use 'additionalProperties' for entries of any id"
        yield BrokenSchema(message, (*route, "items"))
    properties, rows = schema.get("properties", {}), schema.get("additionalProperties")
    entry = rows.get("properties", {}) if isinstance(rows, dict) else properties
    if schema.get("owned") and "owner" not in entry:
        message = "'owned' requires an owner for each entry, but there is no property 'owner'"
        yield BrokenSchema(message, (*route, "owned"))
    for name, inner in properties.items():
        done_property = inner.get("due") if isinstance(inner, dict) else None
        if isinstance(done_property, str) and done_property not in properties:
            cure = _suggestion(done_property, properties)
            message = f"'due' names an unknown property: {done_property!r}{cure}"
            yield BrokenSchema(message, (*route, "properties", name, "due"))
    if rows is not False or "patternProperties" in schema:
        return
    for index, name in enumerate(schema.get("required", ())):
        if name not in properties:
            cure = _suggestion(name, properties) or "; add it to 'properties'"
            message = f"'required' names an unknown property: {name!r}{cure}"
            yield BrokenSchema(message, (*route, "required", index))


def _suggestion(name: str, known: Iterable[str]) -> str:
    near = similar(name, known)
    return f"; did you mean {near[0]!r}?" if near else ""


def _misfits(schema: Mapping[str, Any]) -> Iterator[BrokenSchema]:
    """Yield the parts of a schema that cannot be filled in the way it declares."""
    rows = schema.get("additionalProperties")
    for part, at in ((schema, "type"), (rows, "additionalProperties")):
        if isinstance(part, dict) and part.get("type") != "object":
            yield BrokenSchema("'type' must be 'object': entries are keys and values", (at,))
    properties = schema.get("properties", {})
    is_table = len(properties) == 1 and all(
        "properties" in inner.get("items", {}) for inner in properties.values()
    )
    if str(schema.get("files", "")).endswith(".csv") and not is_table:
        wanted = "a .csv file is a list of rows: define one property whose 'items' have properties"
        yield BrokenSchema(wanted, ("properties",) if properties else ())
    body = schema.get("body")
    if body is not None and body not in properties:
        yield BrokenSchema(f"'body' names an unknown property: {body!r}", ("body",))
    for name, inner in properties.items():
        reading = inner.get("as", "text")
        if "heading" not in inner:
            continue
        route: Route = ("properties", name, "as" if "as" in inner else "heading")
        if inner.get("type") != _READINGS[reading]:
            message = f"'as' is {reading!r}, so 'type' must be {_READINGS[reading]!r}"
            yield BrokenSchema(message, route)
        parts = inner.get("items", {}).get("properties", {})
        if reading == "table" and not parts:
            yield BrokenSchema("'as' is 'table', so 'items' must have properties", route)
        if reading == "steps" and "title" not in parts:
            yield BrokenSchema("'as' is 'steps', so 'items' must have a 'title'", route)


def _misnamed(schema: Mapping[str, Any]) -> Iterator[BrokenSchema]:
    """Yield the properties with a reserved name whose type differs from the expected one."""
    rows = schema.get("additionalProperties")
    route: Route = ("additionalProperties",) if isinstance(rows, dict) else ()
    properties = (rows if isinstance(rows, dict) else schema).get("properties", {})
    for name, wanted in _NAMING.items():
        written = properties.get(name, {}).get("type", wanted)
        if wanted not in (written if isinstance(written, list) else [written]):
            message = f"{name!r} is shown with the name of an entry, so 'type' must be {wanted!r}"
            yield BrokenSchema(message, (*route, "properties", name, "type"))


def _excerpt(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
