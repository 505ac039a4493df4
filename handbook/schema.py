"""The schemas of all kinds: what entries may contain, refer to, and how they are written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from handbook.addresses import Home
from handbook.diagnostics import Diagnostic
from handbook.rules import Rules
from handbook.source.annotations import ANNOTATIONS, first_fault
from handbook.source.document import Mention
from handbook.source.layout import Layout, read_layout
from handbook.source.lazy import LazyData
from handbook.source.places import Route, Routes
from handbook.source.schema_consistency import inconsistencies
from handbook.source.schema_defaults import files_of, page_of
from handbook.source.schemas import BrokenSchema, Schemas
from handbook.source.vocabulary import unknown_keywords
from handbook.values import FORMATS

COMMON = "common"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of entry, as described by its schema."""

    name: str
    schema: Mapping[str, Any] = field(repr=False)
    path: str

    @property
    def title(self) -> str:
        """Return the name of the register, in the plural."""
        return str(self.schema.get("title", self.name))

    @property
    def description(self) -> str:
        """Return what the register contains, in one sentence."""
        return str(self.schema.get("description", ""))

    @property
    def noun(self) -> str:
        """Return the word for one entry."""
        return str(self.schema.get("entry", self.name))

    @property
    def files(self) -> str:
        """Return the pattern of its files, relative to the handbook's root."""
        return files_of(self.name, self.schema)

    @property
    def page(self) -> str | None:
        """Return the folder of its entries' pages on the site, if they have pages."""
        return page_of(self.name, self.schema)

    @property
    def cited(self) -> bool:
        """Return whether an unreferenced entry is a finding."""
        return bool(self.schema.get("cited"))

    @property
    def owned(self) -> bool:
        """Return whether an entry without an owner is a finding."""
        return bool(self.schema.get("owned"))

    @property
    def searched(self) -> bool:
        """Return whether its entries are included in the search."""
        return bool(self.schema.get("searched", True))

    @property
    def home(self) -> Home:
        """Return where its entries live in the repository and on the site."""
        return Home(self.name, self.files, self.page)

    @property
    def one_file(self) -> bool:
        """Return whether all entries are in one file, keyed by id."""
        return isinstance(self.schema.get("additionalProperties"), dict)

    @property
    def single(self) -> bool:
        """Return whether the kind is a single document rather than a register, like settings."""
        return not self.one_file and "*" not in self.files

    @property
    def entry_schema(self) -> Mapping[str, Any]:
        """Return the schema of one entry."""
        schema = self.schema["additionalProperties"] if self.one_file else self.schema
        return schema if isinstance(schema, dict) else {}

    def choices(self, name: str, used: Iterable[str]) -> list[str]:
        """Return the values of a property: those its schema lists, then any others in use."""
        known = self.entry_schema["properties"][name].get("enum", ())
        return list(dict.fromkeys([*known, *used]))

    @property
    def table(self) -> tuple[str, list[str], list[str]]:
        """Return, for a kind written as CSV: its property, its columns, its numeric columns."""
        name, rows = next(iter(self.schema["properties"].items()))
        columns: Mapping[str, Any] = rows["items"]["properties"]
        numbers = [key for key, one in columns.items() if one.get("type") in {"number", "integer"}]
        return name, list(columns), numbers

    @cached_property
    def unique(self) -> tuple[str, ...]:
        """Return the properties in which no two entries may have the same value."""
        properties: Mapping[str, Any] = self.entry_schema.get("properties", {})
        return tuple(name for name, schema in properties.items() if schema.get("unique"))

    @cached_property
    def layout(self) -> Layout:
        """Return how an entry is written as a Markdown document."""
        return read_layout(self.schema)

    @cached_property
    def routes(self) -> Routes:
        """Return the routes at which its entries refer to others."""
        return Routes()

    @cached_property
    def rules(self) -> Rules:
        """Return the rules that each file of this kind must satisfy."""
        return Rules(self.schema)

    @cached_property
    def _naming(self) -> "_Naming | None":
        return _naming(self.entry_schema)

    def mentions(self, data: Mapping[str, Any]) -> list[Mention]:
        """Return every reference by name in an entry's data."""
        found: list[Mention] = []
        if self._naming:
            _gather(self._naming, data, (), found)
        return found

    def meaning(self, data: Mapping[str, Any]) -> Any:
        """Return the meaning of an entry's data, with whitespace normalised."""
        return normalised(self.normative(data))

    def normative(self, data: Mapping[str, Any]) -> Any:
        """Return an entry's data without the parts its schema marks as not normative."""
        return _normative(self._meant, data)

    @cached_property
    def _meant(self) -> "_Meant | None":
        return _meant(self.entry_schema)


def read_kinds(
    folder: Path, shown: str, overlay: Mapping[str, str | None] | None = None
) -> tuple[dict[str, Kind], list[Diagnostic]]:
    """Return the kinds whose schemas are in a folder, by name, and the faults of the schemas.

    The texts of `overlay`, by path, replace those of the files.
    """
    schemas = Schemas()
    files = sorted(folder.glob("*.json"))
    for file in files:
        path = f"{shown}/{file.name}"
        schemas.add(file, path, (overlay or {}).get(path))
    usable: dict[str, dict[str, Any]] = {}
    for name in schemas.names():
        try:
            schema = schemas.whole(name)
        except BrokenSchema as broken:
            if name != COMMON:
                schemas.refuse(name, broken)
            continue
        unknown = list(unknown_keywords(schemas.written(name), ANNOTATIONS))
        for one in unknown:
            schemas.refuse(name, one)
        if name == COMMON or unknown:
            continue
        broken_part = first_fault(schema, tuple(FORMATS))
        if broken_part:
            schemas.refuse(name, broken_part)
        else:
            usable[name] = schema
    for name, unfit in list(inconsistencies(usable, {file.stem for file in files})):
        schemas.refuse(name, unfit)
        usable.pop(name, None)
    kinds = {
        name: Kind(name=name, schema=schema, path=f"{shown}/{name}.json")
        for name, schema in usable.items()
    }
    return kinds, schemas.faults


class _Naming(NamedTuple):
    """The parts of a schema that refer to entries: their kinds, and the parts nested in them."""

    kinds: tuple[str, ...]
    uses: bool
    items: "_Naming | None"
    properties: Mapping[str, "_Naming | None"]
    others: "_Naming | None"


def _naming(schema: Any) -> _Naming | None:
    """Return the parts of a schema that refer to entries; None if there are none."""
    if not isinstance(schema, dict):
        return None
    kinds = schema.get("refersTo", ())
    found = _Naming(
        kinds=(kinds,) if isinstance(kinds, str) else tuple(kinds),
        uses=schema.get("uses", True),
        items=_naming(schema.get("items")),
        properties={name: _naming(inner) for name, inner in schema.get("properties", {}).items()},
        others=_naming(schema.get("additionalProperties")),
    )
    refers = found.kinds or found.items or found.others or any(found.properties.values())
    return found if refers else None


def _gather(naming: _Naming, data: Any, route: Route, found: list[Mention]) -> None:
    if isinstance(data, str):
        if naming.kinds:
            found.append(Mention(route, data, naming.kinds, naming.uses))
    elif isinstance(data, list):
        if naming.items:
            for index, item in enumerate(data):
                _gather(naming.items, item, (*route, index), found)
    elif isinstance(data, (dict, LazyData)):
        for key, value in data.items():
            inner = naming.properties.get(key, naming.others)
            if inner:
                _gather(inner, value, (*route, key), found)


class _Meant(NamedTuple):
    """The parts of a schema that exclude properties from the meaning; None if they exclude none."""

    items: "_Meant | None"
    properties: Mapping[str, "_Meant | None"]
    without: frozenset[str]


def _meant(schema: Any) -> _Meant | None:
    """Return the parts of a schema that exclude properties; None if there are none."""
    if not isinstance(schema, dict):
        return None
    properties = schema.get("properties", {})
    found = _Meant(
        items=_meant(schema.get("items")),
        properties={
            name: inner for name, one in properties.items() if (inner := _meant(one)) is not None
        },
        without=frozenset(name for name, one in properties.items() if not one.get("meaning", True)),
    )
    return found if found.items or found.properties or found.without else None


def _normative(meant: _Meant | None, data: Any) -> Any:
    if isinstance(data, LazyData):
        data = dict(data)
    if meant is None:
        return data
    if isinstance(data, list):
        return [_normative(meant.items, item) for item in data]
    if not isinstance(data, dict):
        return data
    return {
        key: _normative(meant.properties.get(key), value)
        for key, value in data.items()
        if key not in meant.without
    }


def normalised(data: Any) -> Any:
    """Return plain data with single spaces between the words of its texts."""
    if isinstance(data, str):
        return " ".join(data.split())
    if isinstance(data, list):
        return [normalised(item) for item in data]
    if isinstance(data, (dict, LazyData)):
        return {key: normalised(value) for key, value in data.items()}
    return data
