"""The lines of a snippet: YAML keys and values, or sections of a Markdown document."""

from collections.abc import Mapping, Sequence
from typing import Any

from handbook.editors.placeholders import Placeholders, Schema, sample_values, usual_properties
from handbook.editors.tab_stops import plain, scalar

Samples = Sequence[Mapping[str, Any]]


def mapping(
    placeholders: Placeholders, schema: Schema, samples: Samples, names: Sequence[str]
) -> list[str]:
    """Return properties as lines of YAML; raises NoExample."""
    found: list[str] = []
    for name in names:
        found += _property(
            placeholders, name, schema["properties"][name], sample_values(samples, name)
        )
    return found


def _property(
    placeholders: Placeholders, name: str, schema: Schema, samples: Sequence[Any]
) -> list[str]:
    hint = str(schema.get("description", ""))
    inner = schema.get("items", {}) if schema.get("type") == "array" else schema
    if inner.get("type") != "object":
        value = placeholders.value(inner, hint, samples)
        return [f"{name}: [{value}]" if inner is not schema else f"{name}: {value}"]
    block = _block(placeholders, inner, hint, [one for one in samples if isinstance(one, dict)])
    first = "  - " if inner is not schema else "  "
    rest = " " * len(first)
    return [f"{name}:", f"{first}{block[0]}", *(f"{rest}{line}" for line in block[1:])]


def _block(placeholders: Placeholders, schema: Schema, hint: str, samples: Samples) -> list[str]:
    if "properties" in schema:
        # Nested values include only what is required; the schema offers the rest.
        return mapping(placeholders, schema, samples, usual_properties(schema, ()))
    others = schema["additionalProperties"]
    key = next((key for sample in samples for key in sample), "name")
    values = [value for sample in samples for value in sample.values()]
    name = placeholders.stops.text(scalar(key))
    return _property(placeholders, name, {"description": hint, **others}, values)


def section(
    placeholders: Placeholders, name: str, schema: Schema, samples: Sequence[Any]
) -> list[str]:
    """Return the lines of a section below its heading; raises NoExample."""
    hint = str(schema.get("description", ""))
    match schema.get("as"):
        case "labels":
            return labels(placeholders, schema, samples, usual_properties(schema, samples))
        case "steps":
            return step(placeholders, schema, samples)
        case "rows" | "table":
            cells = row(placeholders, schema, samples)
            return [*_head(schema, samples), *cells] if _columns(schema, samples)[1:] else cells
        case "list":
            return actions(placeholders, name, schema, samples)
        case _:
            return [placeholders.value(schema, hint, samples)]


def step(placeholders: Placeholders, schema: Schema, samples: Samples) -> list[str]:
    """Return a sub-heading with its labels and the list below it."""
    parts = schema["items"]["properties"]
    names = usual_properties(schema["items"], samples)
    labelled = [name for name in names if "label" in parts[name] and not parts[name].get("list")]
    # A time on its own is in brackets after the title; with other labels it is one of them.
    tail = next((name for name in names if parts[name].get("tail")), None)
    in_brackets = tail if labelled in ([tail], []) else None
    title = placeholders.value(parts["title"], "", ())
    if in_brackets:
        title += (
            f" ({placeholders.value(parts[in_brackets], '', sample_values(samples, in_brackets))})"
        )
    found = [f"### {title}", ""]
    if labelled and not in_brackets:
        found += [" · ".join(labels(placeholders, schema["items"], samples, labelled)), ""]
    for name in names:
        if parts[name].get("list"):
            found += actions(placeholders, name, parts[name])
    return found


def actions(
    placeholders: Placeholders,
    name: str,
    schema: Schema,
    samples: Sequence[Any] = (),
    count: int = 1,
) -> list[str]:
    """Return a list of actions, points or checkboxes."""
    items = schema["items"]
    text = items.get("properties", {}).get("text", items)
    hint = str(schema.get("description", ""))
    found = []
    for number in range(1, count + 1):
        mark = f"{number}." if text is not items else "- [ ]" if name == "boxes" else "-"
        # No list may contain the same text twice.
        more = f" {number}" if number > 1 else ""
        found.append(f"{mark} {placeholders.value(text, hint, samples, more)}")
    return found


def labels(
    placeholders: Placeholders, schema: Schema, samples: Samples, names: Sequence[str]
) -> list[str]:
    """Return labels with their values, one per line."""
    found = []
    for name in names:
        part = schema["properties"][name]
        inner = part.get("items", part)
        value = placeholders.value(
            inner, str(part.get("description", "")), sample_values(samples, name)
        )
        found.append(f"**{plain(part['label'][0])}:** {value}")
    return found


def row(placeholders: Placeholders, schema: Schema, samples: Samples) -> list[str]:
    """Return a row of a table, or of a list if the table would have one column."""
    parts = schema["items"]["properties"]
    names = _columns(schema, samples)
    cells = [
        placeholders.value(
            parts[name], str(parts[name].get("description", "")), sample_values(samples, name)
        )
        for name in names
    ]
    return [f"| {' | '.join(cells)} |" if len(cells) > 1 else f"- {cells[0]}"]


def _columns(schema: Schema, samples: Samples) -> list[str]:
    parts = schema["items"]["properties"]
    return [name for name in usual_properties(schema["items"], samples) if "column" in parts[name]]


def _head(schema: Schema, samples: Samples) -> list[str]:
    parts = schema["items"]["properties"]
    names = [plain(parts[name]["column"][0]) for name in _columns(schema, samples)]
    return [f"| {' | '.join(names)} |", f"| {' | '.join('--' for _ in names)} |"]
