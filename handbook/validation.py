"""What a document has that its schema refuses: one plain sentence at each place."""

import json
from collections.abc import Iterator
from typing import Any

from jsonschema.exceptions import ValidationError

from handbook.diagnostics import Diagnostic, error
from handbook.names import suggestion
from handbook.schema import Kind
from handbook.source.document import Document
from handbook.source.yaml import Route
from handbook.values import FORMATS


def validate(kind: Kind, document: Document) -> Iterator[Diagnostic]:
    """Yield what a document's data has that its schema refuses, one sentence at each place."""
    for fault in kind.validator.iter_errors(document.data):
        yield from _worded(kind, document, fault)


def _worded(kind: Kind, document: Document, fault: ValidationError) -> Iterator[Diagnostic]:
    route: Route = tuple(fault.absolute_path)
    thing = _thing(kind, document, route)
    instance: Any = fault.instance
    if fault.validator == "additionalProperties":
        schema: Any = fault.schema
        allowed = sorted(schema.get("properties", {}))
        for key in instance:
            if key not in allowed:
                message = f"{thing} has an unknown key: {key!r}" + suggestion(str(key), allowed)
                yield error(document.key(*route, key), "unknown-key", message)
    elif fault.validator == "required":
        wanted: Any = fault.validator_value
        for key in wanted:
            if key not in instance and f"'{key}'" in fault.message:
                yield _missing(kind, document, route, key, thing)
    elif fault.validator in {"anyOf", "oneOf"} and fault.context:
        yield from _worded(kind, document, _deepest(fault))
    elif "propertyNames" in fault.absolute_schema_path:
        key = str(instance)
        message = f"{key!r} is not an id; write small letters, digits and hyphens"
        yield error(document.key(*route, key), "wrong-value", message)
    else:
        place = document.place(*route)
        yield error(place, "wrong-value", f"{thing}: {_value_fault(fault, route)}")


def _missing(kind: Kind, document: Document, route: Route, key: str, thing: str) -> Diagnostic:
    written = kind.layout.written(route, key) if document.is_markdown else None
    place = document.place(*route)
    if written:
        return error(place, "missing-part", f"{thing} lacks {written}")
    return error(place, "missing-key", f"{thing} lacks the key {key!r}")


def _deepest(fault: ValidationError) -> ValidationError:
    return max(
        fault.context or [fault],
        key=lambda inner: (len(inner.absolute_path), inner.validator != "type"),
    )


def _thing(kind: Kind, document: Document, route: Route) -> str:
    """Return what the reader calls the thing at a route: "sop 'deploy'", "step 'Training'"."""
    entry_id = document.id
    inner = route
    if kind.one_file:
        entry_id = str(route[0]) if route else ""
        inner = route[1:]
    if kind.single or not entry_id:
        return f"{kind.title.lower()}" if kind.single else f"register {kind.name!r}"
    for depth in range(len(inner), 0, -1):
        if isinstance(inner[depth - 1], int) and depth > 1:
            collection = str(inner[depth - 2])
            index = int(inner[depth - 1])
            value = document.at(*route[: len(route) - len(inner) + depth])
            name = value.get("title") if isinstance(value, dict) else None
            noun = collection.removesuffix("s")
            return f"{noun} {name!r}" if isinstance(name, str) else f"{noun} {index + 1}"
    return f"{kind.noun} {entry_id!r}"


_LIMITS = {
    "const": "exactly",
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
    "maxLength": "no longer in characters than",
    "maxItems": "no longer than",
}
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping of keys to values",
    "null": "empty",
}


def _value_fault(fault: ValidationError, route: Route) -> str:
    """Return what is wrong with one value, and what it should be."""
    name = next((repr(part) for part in reversed(route) if isinstance(part, str)), "the file")
    value = _shown(fault.instance)
    wanted: Any = fault.validator_value
    rule = str(fault.validator)
    if rule in _LIMITS:
        return f"{name} is {value}, but must be {_LIMITS[rule]} {_shown(wanted)}"
    if rule.startswith("min"):
        cure = "is empty; fill it or remove it" if not fault.instance else f"needs {wanted}"
        return f"{name} {cure}"
    match rule:
        case "type":
            names = [wanted] if isinstance(wanted, str) else list(wanted)
            kinds = " or ".join(_TYPES.get(one, one) for one in names)
            return f"{name} is {value}, but must be {kinds}"
        case "enum":
            allowed = [str(one) for one in wanted]
            near = suggestion(str(fault.instance), allowed)
            return f"{name} is {value}, but must be one of {', '.join(allowed)}{near}"
        case "format":
            form = FORMATS.get(wanted)
            example = f", such as {form.example}" if form else ""
            article = "an" if wanted[0] in "aeio" else "a"
            return f"{name} is {value}, which is not {article} {wanted}; write one{example}"
        case "pattern":
            return f"{name} is {value}, which does not have the form {wanted}"
        case "uniqueItems":
            return f"{name} names something twice"
        case _:
            return f"{name}: {fault.message}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
