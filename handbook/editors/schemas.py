"""Schemas for editors: standard JSON Schema without our own keywords, with names offered."""

from collections.abc import Mapping
from typing import Any

from handbook.editors.completions import DRAFT, Completions
from handbook.schema import Kind
from handbook.values import FORMATS

_PLAIN = {
    "const", "default", "description", "enum", "exclusiveMaximum", "exclusiveMinimum",
    "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength",
    "minProperties", "minimum", "pattern", "required", "title", "type", "uniqueItems",
}  # fmt: skip
_ONE = {"additionalProperties", "else", "if", "items", "not", "propertyNames", "then"}
_SEVERAL = {"allOf", "anyOf", "oneOf"}


def editor_schema(kind: Kind, completions: Completions) -> dict[str, Any]:
    """Return the editor schema of a kind's files, which accepts everything that ours accepts."""
    return {
        "$schema": DRAFT,
        "$comment": f"From {kind.path}. Written by 'handbook editors --write'.",
        **_part(kind.schema, completions),
    }


def _part(schema: Mapping[str, Any], completions: Completions) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in schema.items():
        if key in _PLAIN:
            found[key] = value
        elif key in _ONE:
            found[key] = _part(value, completions) if isinstance(value, dict) else value
        elif key in _SEVERAL:
            found[key] = [_part(inner, completions) for inner in value]
        elif key == "properties":
            found[key] = {name: _part(inner, completions) for name, inner in value.items()}
    if "format" in schema:
        _write_format(found, str(schema["format"]))
    return _with_names(found, schema["refersTo"], completions) if "refersTo" in schema else found


def _write_format(found: dict[str, Any], name: str) -> None:
    """Describe how a value is written, because editors know few of our formats."""
    if name == "date":
        found["format"] = name
        return
    example = FORMATS[name].example
    found["examples"] = example.replace(" or ", ", ").split(", ")
    found["description"] = f"{found.get('description', '')} Written as {example}.".strip()


def _with_names(found: dict[str, Any], refers_to: Any, completions: Completions) -> dict[str, Any]:
    """Offer names but accept any text: only the check knows every way to write a name."""
    kinds = [refers_to] if isinstance(refers_to, str) else list(refers_to)
    about = f"{found.pop('description', '')} {completions.describe(kinds)}".strip()
    offered = [{"$ref": f"names/{kind}.json"} for kind in completions.of(kinds)]
    if not offered:
        return {"description": about, **found}
    return {"description": about, "anyOf": [*offered, found]}
