"""Validation of documents against their schema: one plain sentence for each error."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from handbook.amounts import one_of
from handbook.diagnostics import Diagnostic, Fix, error
from handbook.mistyped import not_in_format, shown, type_fault, type_fix
from handbook.names import fix_of, invalid_id_message, suggestion
from handbook.schema import Kind
from handbook.source.document import Document
from handbook.source.places import Route

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def validate(kind: Kind, document: Document) -> Iterator[Diagnostic]:
    """Yield each violation of the schema in a document's data, at its place."""
    for fault in kind.rules.faults(document.data):
        yield from _worded(kind, document, fault)


def _worded(kind: Kind, document: Document, fault: "ValidationError") -> Iterator[Diagnostic]:
    route: Route = tuple(fault.absolute_path)
    if fault.validator == "additionalProperties":
        yield from _unknown_keys(kind, document, route, fault)
    elif fault.validator == "required":
        yield _missing(kind, document, route, _missing_key(fault))
    elif fault.validator == "anyOf" and (lack := _lacks_all(kind, document, fault)):
        yield lack
    elif fault.validator in {"anyOf", "oneOf"} and fault.context:
        yield from _worded(kind, document, _deepest(fault))
    elif "propertyNames" in fault.absolute_schema_path:
        key = str(fault.instance)
        place = document.key(*route, key)
        yield error(place, "wrong-value", _key_fault(kind, document, route, fault))
    else:
        inner = route[1:] if kind.one_file else route
        subject = _thing(kind, document, route[:-1] if inner else route)
        if inner:
            subject = f"{subject}: {_part(inner)}"
        message = f"{subject} {_value_fault(kind, fault)}"
        yield error(document.place(*route), "wrong-value", message, _value_fix(fault))


def _unknown_keys(
    kind: Kind, document: Document, route: Route, fault: "ValidationError"
) -> Iterator[Diagnostic]:
    schema: Any = fault.schema
    instance: Any = fault.instance
    properties: Mapping[str, Any] = schema.get("properties", {})
    # Properties filled by a section of the text are not written as keys.
    allowed = [key for key, inner in properties.items() if "heading" not in inner]
    thing = _holder(kind, document, route)
    free = [one for one in properties if one not in instance]
    fixes = {key: fix_of(key, free) for key in instance if key not in properties}
    wanted = Counter(fix.right for fix in fixes.values() if fix)
    for key in instance:
        if key not in properties:
            listed = f"; known here: {', '.join(allowed)}" if allowed else ""
            cure = suggestion(key, list(properties)) or listed
            message = f"{thing} has an unknown key: {key!r}{cure}"
            found = fixes[key]
            # If two keys mean the same one, only a person knows which to keep.
            only = found if found and wanted[found.right] == 1 else None
            yield error(document.key(*route, key), "unknown-key", message, only)


def _missing_key(fault: "ValidationError") -> str:
    """Return the missing key: jsonschema reports each key alone but lists all of them."""
    wanted: Any = fault.validator_value
    return str(next(key for key in wanted if fault.message.startswith(repr(key))))


def _missing(kind: Kind, document: Document, route: Route, key: str) -> Diagnostic:
    thing = _holder(kind, document, route)
    written = kind.layout.written(route, key) if document.is_markdown else None
    if key == kind.layout.body:
        written = f"a {key}: write it below the front matter"
    if (*route, key) in document.keys:
        place = document.key(*route, key)
        return error(place, "missing-part", f"{thing} has nothing in {written or repr(key)}")
    place = document.place(*route)
    if written:
        return error(place, "missing-part", f"{thing} is missing {written}")
    return error(place, "missing-key", f"{thing} is missing the key {key!r}")


def _lacks_all(kind: Kind, document: Document, fault: "ValidationError") -> Diagnostic | None:
    """Return an error if all alternative sections are empty; None for any other fault."""
    inner = fault.context or ()
    if fault.absolute_path or any(one.validator != "required" for one in inner):
        return None
    keys = [_missing_key(one) for one in inner]
    empty = next((key for key in keys if (key,) in document.keys), None)
    if empty:
        return _missing(kind, document, (), empty)
    parts = [kind.layout.whole.parts.get(key) for key in keys]
    named = [f"'## {part.heading[0]}'" for part in parts if part and part.heading]
    message = f"{_holder(kind, document, ())} is missing the section {' or '.join(named)}"
    return error(document.place(), "missing-part", message) if named else None


def _deepest(fault: "ValidationError") -> "ValidationError":
    return max(
        fault.context or [fault],
        key=lambda inner: (len(inner.absolute_path), inner.validator != "type"),
    )


def _thing(kind: Kind, document: Document, route: Route) -> str:
    """Return a readable name for the thing at a route: "sop 'deploy'", "step 'Training'"."""
    if kind.one_file and not route:
        return f"register {kind.name!r}"
    for end in range(len(route), 1, -1):
        value = document.at(*route[:end])
        if isinstance(route[end - 1], int) and isinstance(value, dict):
            name = value.get("title", int(route[end - 1]) + 1)
            return f"{one_of(str(route[end - 2]))} {name!r}"
    if kind.single:
        return kind.title.lower()
    return f"{kind.noun} {route[0] if kind.one_file else document.id!r}"


def _holder(kind: Kind, document: Document, route: Route) -> str:
    """Return the owner of the keys at a route, with the inner key if any: "settings: 'digest'"."""
    thing = _thing(kind, document, route)
    inner = route[1:] if kind.one_file and not kind.single else route
    return f"{thing}: {inner[-1]!r}" if inner and isinstance(inner[-1], str) else thing


_LIMITS = {
    "const": "exactly",
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
}


def _part(route: Route) -> str:
    """Return the name of a value within its owner: "'owner'", "item 2 of 'aliases'"."""
    name = next((repr(part) for part in reversed(route) if isinstance(part, str)), "")
    last = route[-1]
    return f"item {last + 1} of {name}" if isinstance(last, int) else name


def _key_fault(kind: Kind, document: Document, route: Route, fault: "ValidationError") -> str:
    key = str(fault.instance)
    if not kind.one_file or route:
        return f"{_holder(kind, document, route)}: a key {_value_fault(kind, fault)}"
    if fault.validator == "pattern":
        return invalid_id_message(key)
    return f"id {key!r} {_value_fault(kind, fault)}"


def _value_fault(kind: Kind, fault: "ValidationError") -> str:
    """Return what is wrong with one value, and what it should be."""
    value = shown(fault.instance)
    wanted: Any = fault.validator_value
    rule = str(fault.validator)
    schema: Any = fault.schema
    if rule in _LIMITS:
        return f"is {value}, but must be {_LIMITS[rule]} {shown(wanted)}"
    match rule:
        case "type":
            return type_fault(fault.instance, schema)
        case "enum":
            allowed = [str(one) for one in wanted]
            cure = suggestion(str(fault.instance), allowed)
            if not cure and schema.get("ours"):
                cure = f"; to allow another value, add it to the list in {kind.path}"
            one_of = "one of " if len(allowed) > 1 else ""
            return f"is {value}, but must be {one_of}{', '.join(allowed)}{cure}"
        case "format":
            return f"is {value}, {not_in_format(wanted)}"
        case "pattern":
            described = str(schema.get("description", f"the form {wanted}")).rstrip(".")
            return f"is {value}, which does not fit: {described[:1].lower()}{described[1:]}"
        case "uniqueItems":
            return f"is {value}, which is already in the list; remove one"
        case _:
            return _length_fault(fault, rule, wanted)


def _value_fix(fault: "ValidationError") -> Fix | None:
    """Return the fix for a value that can only have one intended meaning."""
    value: Any = fault.instance
    wanted: Any = fault.validator_value
    match fault.validator:
        case "enum" if isinstance(value, str):
            return fix_of(value, [one for one in wanted if isinstance(one, str)])
        case "type":
            return type_fix(value, fault.schema)
        case _:
            return None


def _length_fault(fault: "ValidationError", rule: str, wanted: Any) -> str:
    """Return what is wrong with a text or list that is empty, too short or too long."""
    value: Any = fault.instance
    if rule in {"minLength", "minItems", "minProperties"} and not value:
        return "is empty; fill it in or remove it"
    if rule.startswith(("min", "max")):
        one, many = ("character", "characters") if rule.endswith("Length") else ("entry", "entries")
        limit = "needs at least" if rule.startswith("min") else "may have at most"
        unit = one if len(value) == 1 else many
        return f"has {len(value):,} {unit}, but {limit} {wanted:,}"
    return f"does not fit: {fault.message}"
