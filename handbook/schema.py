"""The schemas of all kinds: what entries may hold, what they refer to, how they are written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError

from handbook.addresses import Home
from handbook.diagnostics import Diagnostic, Place, error
from handbook.source.layout import Layout, read_layout
from handbook.source.text import Lines, read_text
from handbook.source.yaml import Route
from handbook.values import FORMATS

COMMON = "common"
_DRAFT = Draft202012Validator.META_SCHEMA["$schema"]


class Mention(NamedTuple):
    """A name written where the schema wants an id: where it stands and the kinds it may be of."""

    route: Route
    name: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of entry, as its schema describes it."""

    name: str
    schema: Mapping[str, Any] = field(repr=False)
    path: str

    @property
    def title(self) -> str:
        """Return what the register is called, in the plural."""
        return str(self.schema.get("title", self.name))

    @property
    def description(self) -> str:
        """Return what the register holds, in one sentence."""
        return str(self.schema.get("description", ""))

    @property
    def noun(self) -> str:
        """Return what one entry is called."""
        return str(self.schema.get("entry", self.name))

    @property
    def files(self) -> str:
        """Return the pattern of its files, relative to the handbook's root."""
        return str(self.schema.get("files", f"data/{self.name}.yaml"))

    @property
    def page(self) -> str | None:
        """Return the folder of its entries' pages on the site, if they have pages."""
        return self.schema.get("page")

    @property
    def cited(self) -> bool:
        """Return whether an entry that nothing refers to is a finding."""
        return bool(self.schema.get("cited"))

    @property
    def home(self) -> Home:
        """Return where its entries live in the repository and on the site."""
        return Home(self.name, self.files, self.page)

    @property
    def one_file(self) -> bool:
        """Return whether all entries stand in one file, by id."""
        return isinstance(self.schema.get("additionalProperties"), dict)

    @property
    def single(self) -> bool:
        """Return whether the kind is one document and no register, as settings are."""
        return not self.one_file and "*" not in self.files

    @property
    def entry_schema(self) -> Mapping[str, Any]:
        """Return the schema of one entry."""
        schema = self.schema["additionalProperties"] if self.one_file else self.schema
        return schema if isinstance(schema, dict) else {}

    @cached_property
    def layout(self) -> Layout:
        """Return how an entry is written as a Markdown document."""
        return read_layout(self.schema)

    @cached_property
    def validator(self) -> Draft202012Validator:
        """Return the validator of one file of this kind."""
        return Draft202012Validator(self.schema, format_checker=_formats())

    def mentions(self, data: Mapping[str, Any]) -> Iterator[Mention]:
        """Yield every name in an entry's data that refers to another entry."""
        yield from _mentions(self.entry_schema, data, ())

    def meaning(self, data: Mapping[str, Any]) -> Any:
        """Return an entry's data without what its schema says has no normative meaning."""
        return _meaning(self.entry_schema, data)


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for form in FORMATS.values():
        checker.checks(form.name)(form.accepts)
    return checker


def read_kinds(folder: Path, shown: str) -> tuple[dict[str, Kind], list[Diagnostic]]:
    """Return the kinds whose schemas stand in a folder, by name, and what is wrong with them."""
    documents: dict[str, Any] = {}
    faults: list[Diagnostic] = []
    for file in sorted(folder.glob("*.json")):
        path = f"{shown}/{file.name}"
        found = _read_json(file, path)
        if isinstance(found, Diagnostic):
            faults.append(found)
        else:
            documents[file.stem] = found
    kinds: dict[str, Kind] = {}
    for name, document in documents.items():
        path = f"{shown}/{name}.json"
        if name == COMMON:
            continue
        try:
            schema = _expand(document, documents, document, ())
        except LookupError as fault:
            faults.append(error(Place(path, 1, 1), "invalid-schema", str(fault.args[0])))
            continue
        message = _schema_fault(json.dumps(schema))
        if message:
            faults.append(error(Place(path, 1, 1), "invalid-schema", message))
        else:
            kinds[name] = Kind(name=name, schema=schema, path=path)
    return kinds, faults


@lru_cache(maxsize=256)
def _schema_fault(schema: str) -> str | None:
    """Return what the rules of JSON Schema refuse; judged once, as it takes 4 ms a schema."""
    try:
        Draft202012Validator.check_schema(json.loads(schema))
    except SchemaError as fault:
        return fault.message
    return None


def _read_json(file: Path, path: str) -> Any:
    text = read_text(file, path)
    if isinstance(text, Diagnostic):
        return text
    try:
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        place = Lines(path, text).place(fault.pos)
        return error(place, "invalid-schema", f"not JSON: {fault.msg.lower()}")
    except RecursionError:
        return error(Place(path, 1, 1), "invalid-schema", "nested too deep")
    if isinstance(data, dict):
        return data
    return error(Place(path, 1, 1), "invalid-schema", "a schema is a JSON object")


def _expand(node: Any, documents: Mapping[str, Any], home: Any, seen: tuple[str, ...]) -> Any:
    """Return a schema with every $ref replaced by what it points at, annotations beside it kept."""
    if isinstance(node, list):
        return [_expand(item, documents, home, seen) for item in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    rest = {
        key: _expand(value, documents, home, seen) for key, value in node.items() if key != "$ref"
    }
    if not isinstance(reference, str):
        return rest
    if reference in seen:
        raise LookupError(f"$ref {reference!r} leads back to itself")
    file, _, pointer = reference.partition("#")
    target = documents.get(file.removesuffix(".json")) if file else home
    source = target
    for part in pointer.strip("/").split("/") if pointer.strip("/") else ():
        target = target.get(part) if isinstance(target, dict) else None
    if target is None:
        raise LookupError(f"$ref {reference!r} points at nothing")
    return {**_expand(target, documents, source, (*seen, reference)), **rest}


def _mentions(schema: Mapping[str, Any], data: Any, route: Route) -> Iterator[Mention]:
    if isinstance(data, str):
        kinds = schema.get("refersTo")
        if kinds:
            yield Mention(route, data, (kinds,) if isinstance(kinds, str) else tuple(kinds))
    elif isinstance(data, list):
        items = schema.get("items", {})
        for index, item in enumerate(data):
            yield from _mentions(items, item, (*route, index))
    elif isinstance(data, dict):
        properties = schema.get("properties", {})
        others = schema.get("additionalProperties")
        for key, value in data.items():
            inner = properties.get(key, others)
            if isinstance(inner, dict):
                yield from _mentions(inner, value, (*route, key))


def _meaning(schema: Mapping[str, Any], data: Any) -> Any:
    if isinstance(data, list):
        items = schema.get("items", {})
        return [_meaning(items, item) for item in data]
    if not isinstance(data, Mapping):
        return " ".join(data.split()) if isinstance(data, str) else data
    properties = schema.get("properties", {})
    return {
        key: _meaning(properties.get(key, {}), value)
        for key, value in data.items()
        if properties.get(key, {}).get("meaning", True)
    }
