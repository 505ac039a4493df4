"""Skeletons of documents: the sections, labels and columns in a kind's schema as Markdown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from handbook.schema import Kind

Schema = Mapping[str, Any]
Show = Callable[[str], str]


def hidden(line: str) -> str:
    """Return a line as an HTML comment, visible to editors only."""
    return f"<!-- {line.replace('--', '–')} -->"


def shown(line: str) -> str:
    """Return a line as it is."""
    return line


def body(kind: Kind, given: Mapping[str, str], excluded: Sequence[str], show: Show) -> str:
    """Return a document's text: the given texts by property, and hints for the rest.

    `excluded` are the properties in the front matter or nowhere; `show` formats a line that is
    still to be filled in.
    """
    properties = {
        name: schema
        for name, schema in kind.entry_schema["properties"].items()
        if name not in excluded
    }
    blocks = [*_start(properties, given, show)]
    for name, schema in properties.items():
        if "heading" in schema:
            filled = given.get(name) or section(schema, show)
            blocks += [f"## {schema['heading'][0]}", filled]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _start(properties: Mapping[str, Schema], given: Mapping[str, str], show: Show) -> Iterator[str]:
    """Yield the blocks before the first section: the lead and the document's labels."""
    for name, schema in properties.items():
        if schema.get("lead"):
            yield given.get(name) or show(_hint(schema))
    yield "\n".join(
        show(_label(schema))
        for schema in properties.values()
        if "label" in schema and not {"lead", "heading", "default"} & schema.keys()
    )


def section(schema: Schema, show: Show) -> str:
    """Return the hints of an empty section."""
    match schema.get("as"):
        case "labels":
            return "\n".join(show(_label(inner)) for inner in schema["properties"].values())
        case "steps":
            blocks = _step(schema["items"]["properties"], show)
            return "\n\n".join(block for block in blocks if block)
        case "table" | "rows" if len(columns(schema)) > 1:
            row = {name: _hint(inner) for name, inner in columns(schema).items()}
            return table(schema, [row] if show is shown else [])
        case "table" | "rows":
            return "\n".join(show(f"- {_hint(inner)}") for inner in columns(schema).values())
        case "list":
            return show(f"- {_hint(schema)}")
        case _:
            return show(_hint(schema))


def first(schema: Schema, given: Mapping[str, Any]) -> str:
    """Return a section with its first item; `given` are values by property, "" for the section."""
    if "" in given:
        text = _written(given[""])
        return text if schema.get("as") in {None, "text"} else f"- {text}"
    values = {name: _written(value) for name, value in given.items()}
    match schema["as"]:
        case "labels":
            return "\n".join(_labelled(schema["properties"], values))
        case "steps":
            parts = schema["items"]["properties"]
            tails = "".join(f" ({values[name]})" for name in values if parts[name].get("tail"))
            lists = [f"1. {values[name]}" for name in values if parts[name].get("list")]
            labels = "\n".join(_labelled(parts, values))
            blocks = [f"### {values['title']}{tails}", labels, *lists]
            return "\n\n".join(block for block in blocks if block)
        case _:
            return table(schema, [values])


def _written(value: Any) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _labelled(parts: Mapping[str, Schema], values: Mapping[str, str]) -> Iterator[str]:
    """Yield labels with their values; labels without a value are hidden."""
    for name, inner in parts.items():
        if "label" not in inner or {"list", "tail"} & inner.keys():
            continue
        line = _label(inner)
        yield f"**{inner['label'][0]}:** {values[name]}" if name in values else hidden(line)


def columns(schema: Schema) -> dict[str, Schema]:
    """Return the columns of a table, except those that only repeat a register."""
    normative = schema.get("meaning", True)
    return {
        name: inner
        for name, inner in schema["items"]["properties"].items()
        if "column" in inner and (not normative or inner.get("meaning", True))
    }


def table(schema: Schema, rows: Sequence[Mapping[str, str]]) -> str:
    """Return a table with the columns of a section; rows contain cells by property."""
    found = columns(schema)
    names = [str(inner["column"][0]) for inner in found.values()]
    cells = [[row.get(name, "").replace("|", "\\|") for name in found] for row in rows]
    written = [names, ["--"] * len(names), *cells]
    return "\n".join(f"| {' | '.join(row)} |" for row in written)


def _step(properties: Mapping[str, Schema], show: Show) -> Iterator[str]:
    tails = "".join(f" ({_hint(inner)})" for inner in properties.values() if inner.get("tail"))
    yield show(f"### {_hint(properties['title'])}{tails}")
    yield step_labels(properties, show)
    for inner in properties.values():
        if inner.get("list"):
            yield show(f"1. {_hint(inner)}")


def step_labels(properties: Mapping[str, Schema], show: Show) -> str:
    """Return the labels of a step, one per line, without those written as lists."""
    return "\n".join(
        show(_label(inner))
        for inner in properties.values()
        if "label" in inner and not {"list", "tail"} & inner.keys()
    )


def _label(schema: Schema) -> str:
    return f"**{schema['label'][0]}:** {_hint(schema)}"


def _hint(schema: Schema) -> str:
    description = str(schema["description"]).rstrip(".")
    return f"[{description}]"
