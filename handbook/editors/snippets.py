"""Snippets for an entry of every kind and for the repeated parts of documents."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.editors.blocks import Samples, actions, mapping, row, section, step
from handbook.editors.completions import Completions
from handbook.editors.placeholders import NoExample, Placeholders, sample_values, usual_properties
from handbook.names import id_of
from handbook.schema import Kind

PATH = ".vscode/handbook.code-snippets"
# Written by `handbook review`, since nobody types a fingerprint.
_RECORDED = {"reviews"}
# This many entries show what is usual; ten thousand would show the same.
MAX_SAMPLES = 500
Lines = Callable[[Placeholders], list[str]]


class Plan(NamedTuple):
    """A planned snippet: its name, language, prefix and description, and how to make its lines."""

    name: str
    scope: str
    prefix: str
    about: str
    lines: Lines
    whole: bool = False


def snippets(handbook: Handbook, completions: Completions) -> dict[str, Any]:
    """Return all snippets by name, in the format of VS Code."""
    found = {}
    for plan in (plan for kind in handbook.kinds.values() for plan in _plans(handbook, kind)):
        placeholders = Placeholders(handbook, completions, markdown=plan.scope == "markdown")
        if plan.scope == "markdown" and not plan.whole:
            placeholders = placeholders.in_text()
        with suppress(NoExample):
            found[plan.name] = {
                "scope": plan.scope,
                "prefix": plan.prefix,
                "description": plan.about,
                "body": [*plan.lines(placeholders), "$0"],
                **({"isFileTemplate": True} if plan.whole else {}),
            }
    return found


def _plans(handbook: Handbook, kind: Kind) -> Iterator[Plan]:
    samples = [entry.data for entry in islice(handbook.entries(kind.name), MAX_SAMPLES)]
    about = kind.description
    if kind.files.endswith(".md"):
        document = partial(_document, kind=kind, samples=samples)
        yield Plan(kind.noun, "markdown", id_of(kind.noun), about, document, whole=True)
        for name, schema in kind.entry_schema["properties"].items():
            yield from _parts(kind, name, schema, sample_values(samples, name))
    elif kind.files.endswith(".yaml") and kind.name not in _RECORDED:
        entry = partial(_entry, kind=kind, samples=samples)
        yield Plan(kind.noun, "yaml", id_of(kind.noun), about, entry, whole=not kind.one_file)


def _parts(kind: Kind, name: str, schema: Mapping[str, Any], samples: list[Any]) -> Iterator[Plan]:
    """Yield snippets for what repeats in a section: a row, or a step and its list."""
    one = name.removesuffix("s")
    about = str(schema.get("description", ""))
    how = {"rows": row, "table": row, "steps": step}.get(schema.get("as", ""))
    if how is None:
        return
    lines = partial(how, schema=schema, samples=samples)
    yield Plan(f"{kind.noun}: {one}", "markdown", one, about, lines)
    for inner, part in schema["items"]["properties"].items():
        if part.get("list"):
            listed = partial(actions, name=inner, schema=part, count=2)
            about = str(part.get("description", ""))
            yield Plan(f"{kind.noun}: {inner}", "markdown", inner, about, listed)


def _entry(placeholders: Placeholders, *, kind: Kind, samples: Samples) -> list[str]:
    """Return the lines of a register entry, or of a file with a single entry."""
    schema = kind.entry_schema
    if not kind.one_file:
        up = "../" * kind.files.count("/")
        modeline = f"# yaml-language-server: \\$schema={up}.vscode/schemas/{kind.name}.json"
        return [
            modeline,
            *mapping(placeholders, schema, samples, usual_properties(schema, samples)),
        ]
    key = placeholders.stops.text(f"new-{id_of(kind.noun)}")
    lines = mapping(placeholders, schema, samples, usual_properties(schema, samples))
    return [f"{key}:", *(f"  {line}" for line in lines)]


def _document(placeholders: Placeholders, *, kind: Kind, samples: Samples) -> list[str]:
    """Return the lines of a whole document: front matter, introduction and sections."""
    schema = kind.entry_schema
    parts = schema["properties"]
    names = usual_properties(schema, samples)
    body = kind.schema.get("body")
    below = [name for name in names if parts[name].get("lead") or name == body]
    sections = [name for name in names if "heading" in parts[name]]
    front = [name for name in names if name not in {*below, *sections}]
    found = ["---", *mapping(placeholders, schema, samples, front), "---"]
    text = placeholders.in_text()
    for name in below:
        hint = str(parts[name].get("description", ""))
        found += ["", text.value(parts[name], hint, ())]
    for name in sections:
        lines = section(text, name, parts[name], sample_values(samples, name))
        found += ["", f"## {parts[name]['heading'][0]}", "", *lines]
    return found
