"""Load schemas from JSON, and expand the $refs in them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from handbook.diagnostics import Diagnostic, Place, error
from handbook.source.places import Route
from handbook.source.text import Lines, read_text
from handbook.source.yaml import Tree, read_yaml

MAX_DEPTH = 40
# Stands for all registers whose entries may be mentioned.
ANY = "*"
# The largest schema has about two thousand parts; a chain of $refs can expand to billions.
MAX_PARTS = 50_000


class BrokenSchema(Exception):
    """A schema is invalid; `route` is that of a key or value in its file."""

    def __init__(self, message: str, route: Route = (), *, is_key: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.route = route
        self.is_key = is_key


class Schemas:
    """The schemas of one folder by name, with their texts."""

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []
        self._files: list[str] = []
        self._lines: dict[str, Lines] = {}
        self._written: dict[str, dict[str, Any]] = {}
        self._trees: dict[str, Tree] = {}

    def names(self) -> list[str]:
        """Return the names of the schemas that are valid JSON."""
        return list(self._written)

    def add(self, file: Path, path: str, text: str | None = None) -> None:
        """Load one file or record its fault; `text`, if given, replaces the file's content."""
        self._files.append(file.stem)
        held = read_text(file, path) if text is None else text
        if isinstance(held, Diagnostic):
            self.faults.append(held._replace(code="invalid-schema"))
            return
        self._lines[file.stem] = Lines(path, held)
        try:
            self._written[file.stem] = _read(self._lines[file.stem])
        except BrokenSchema as broken:
            self.refuse(file.stem, broken)
        except json.JSONDecodeError as fault:
            at, why = _syntax_error(fault)
            place = self._lines[file.stem].place(at)
            self.faults.append(error(place, "invalid-schema", f"not JSON: {why}"))

    def written(self, name: str) -> Mapping[str, Any]:
        """Return a schema as written."""
        return self._written[name]

    def refuse(self, name: str, broken: BrokenSchema) -> None:
        """Record the fault of a schema, at its route or the nearest written parent."""
        place = self._place(name, broken) if broken.route else self._lines[name].place(0)
        self.faults.append(error(place, "invalid-schema", broken.message))

    def _place(self, name: str, broken: BrokenSchema) -> Place:
        # JSON is parsed as YAML for its places, once per file.
        if name not in self._trees:
            self._trees[name] = read_yaml(self._lines[name])
        tree, route = self._trees[name], broken.route
        if broken.is_key and route in tree.keys:
            return tree.keys[route]
        for end in range(len(route), 0, -1):
            if route[:end] in tree.values:
                return tree.values[route[:end]]
        return self._lines[name].place(0)

    def mentionable(self) -> list[str]:
        """Return the names of the schemas that `ANY` stands for, even if not valid JSON."""
        written = ((name, self._written.get(name, {})) for name in self._files)
        return [name for name, schema in written if schema.get("spokenOf", True)]

    def whole(self, name: str) -> dict[str, Any]:
        """Return a schema with $refs expanded, keeping sibling keywords; raises BrokenSchema."""
        expansion = _Expansion(self._written, self.mentionable())
        return dict(expansion.expand(self._written[name], name, (), ()))


class _Expansion:
    """Expands the $refs of one schema, up to a sensible size."""

    def __init__(self, written: Mapping[str, Any], mentionable: list[str]) -> None:
        self.written = written
        self.mentionable = mentionable
        self.parts = 0

    def expand(self, node: Any, home: str, route: Route, seen: tuple[tuple[str, str], ...]) -> Any:
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise BrokenSchema(f"has more than {MAX_PARTS:,} parts once its $refs are expanded")
        if len(route) > MAX_DEPTH:
            raise BrokenSchema(f"nested deeper than {MAX_DEPTH} levels", route)
        if isinstance(node, list):
            return [self.expand(item, home, (*route, i), seen) for i, item in enumerate(node)]
        if not isinstance(node, dict):
            return node
        rest = {
            key: self.expand(value, home, (*route, key), seen)
            for key, value in node.items()
            if key != "$ref"
        }
        if rest.get("refersTo") == ANY:
            rest["refersTo"] = self.mentionable
        if "$ref" not in node:
            return rest
        found = self._follow(node["$ref"], home, (*route, "$ref"), seen)
        if not isinstance(found, dict):
            raise BrokenSchema(
                f"$ref {node['$ref']!r} does not point to a schema", (*route, "$ref")
            )
        return {**found, **rest}

    def _follow(
        self, reference: Any, home: str, route: Route, seen: tuple[tuple[str, str], ...]
    ) -> Any:
        if not isinstance(reference, str):
            raise BrokenSchema("$ref must be a string, such as 'common.json#/$defs/title'", route)
        file, _, pointer = reference.partition("#")
        name = file.removesuffix(".json") or home
        if (name, pointer) in seen:
            raise BrokenSchema(f"$ref {reference!r} refers back to itself", route)
        target = self.written.get(name)
        for part in pointer.strip("/").split("/") if pointer.strip("/") else ():
            target = target.get(part) if isinstance(target, dict) else None
        if target is None:
            raise BrokenSchema(f"$ref {reference!r} points to nothing", route)
        return self.expand(target, name, route, (*seen, (name, pointer)))


def _syntax_error(fault: json.JSONDecodeError) -> tuple[int, str]:
    """Return the offset and reason of a JSON syntax error.

    For a trailing comma, Python before 3.13 reports the bracket after it, in a misleading message.
    """
    before = fault.doc[: fault.pos + 1].rstrip("]} \n\r\t")
    if before.endswith(",") and fault.doc[len(before) :].lstrip()[:1] in {"]", "}"}:
        return len(before) - 1, "nothing follows this comma; remove it"
    return fault.pos, f"{fault.msg[:1].lower()}{fault.msg[1:]}"


def _read(lines: Lines) -> dict[str, Any]:
    """Return the object in a JSON text; raises BrokenSchema and JSONDecodeError."""
    try:
        data = json.loads(lines.text, object_pairs_hook=_mapping, parse_constant=_constant)
    except RecursionError:
        raise BrokenSchema("nested too deeply") from None
    except json.JSONDecodeError:
        raise
    except ValueError:
        raise BrokenSchema("contains a number that is too long") from None
    if not isinstance(data, dict):
        raise BrokenSchema("a schema must be a JSON object: '{', keys and values, '}'")
    return data


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        duplicate = next(key for key in keys if keys.count(key) > 1)
        raise BrokenSchema(f"key {duplicate!r} appears twice in one object")
    return found


def _constant(name: str) -> NoReturn:
    raise BrokenSchema(f"{name} is not a JSON number")
