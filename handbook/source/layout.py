"""The layout of a kind's Markdown documents, as its schema declares it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from handbook.amounts import article, one_of
from handbook.source.places import Route

_TYPED = ("refersTo", "format", "enum", "const", "pattern")


# The same few headings and labels occur in every procedure.
@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a heading, label or column in the form used for comparison."""
    return " ".join(text.casefold().replace("-", " ").split()).rstrip(":")


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """A property, and the part of a document that fills it."""

    name: str
    heading: tuple[str, ...] = ()
    reads: str = ""
    label: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    tail: bool = False
    list: bool = False
    prose: bool = False
    array: bool = False
    typed: bool = False
    required: bool = False
    parts: Mapping[str, "Part"] = field(default_factory=dict)

    @cached_property
    def by_label(self) -> dict[str, "Part"]:
        """Return the inner parts by every spelling of their label."""
        return {fold(name): part for part in self.parts.values() for name in part.label}

    @cached_property
    def by_column(self) -> dict[str, "Part"]:
        """Return the inner parts by every spelling of their column."""
        return {fold(name): part for part in self.parts.values() for name in part.column}

    @cached_property
    def main(self) -> "Part":
        """Return the inner part that the first line of an item fills."""
        inner = list(self.parts.values())
        return next((one for one in inner if one.column), inner[0])

    @cached_property
    def details(self) -> "Part | None":
        """Return the inner part that a nested list fills."""
        return self.parts.get("details") or self.listed

    @cached_property
    def notes(self) -> "Part | None":
        """Return the inner part that the text below a step or an action fills."""
        return self.parts.get("notes") or self._flagged("prose")

    @cached_property
    def noun(self) -> str:
        """Return the name of one of its items: "step", "agenda item"."""
        return one_of(self.name)

    @cached_property
    def listed(self) -> "Part | None":
        """Return the inner part that the schema marks with "list"."""
        return self._flagged("list")

    @cached_property
    def in_brackets(self) -> "Part | None":
        """Return the inner part that the schema marks with "tail"."""
        return self._flagged("tail")

    def _flagged(self, flag: str) -> "Part | None":
        return next((part for part in self.parts.values() if getattr(part, flag)), None)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The parts of a document of one kind."""

    whole: Part
    lead: str | None = None
    body: str | None = None
    overview: tuple[str, ...] = ()
    any_of: frozenset[str] = frozenset()

    @cached_property
    def leads(self) -> frozenset[str]:
        """Return the folded headings of the lead, such as "purpose"."""
        part = self.whole.parts.get(self.lead or "")
        return frozenset(map(fold, part.label)) if part else frozenset()

    @cached_property
    def by_heading(self) -> dict[str, Part]:
        """Return the parts with a section, by every spelling of their heading."""
        return {fold(name): part for part in self.whole.parts.values() for name in part.heading}

    @cached_property
    def steps_part(self) -> Part | None:
        """Return the part that steps fill."""
        return next((part for part in self.whole.parts.values() if part.reads == "steps"), None)

    @cached_property
    def has_steps(self) -> bool:
        """Return whether steps are required."""
        return self.steps_part is not None and self.steps_part.required

    @cached_property
    def needs_items(self) -> bool:
        """Return whether steps, or a list in their place, are required."""
        return self.has_steps or (
            self.steps_part is not None and self.steps_part.name in self.any_of
        )

    @cached_property
    def keys(self) -> list[str]:
        """Return the required front matter keys, in schema order."""
        elsewhere = {self.lead, self.body}
        parts = self.whole.parts.values()
        return [
            one.name
            for one in parts
            if one.required and not one.heading and one.name not in elsewhere
        ]

    def headings(self) -> list[str]:
        """Return the canonical heading of every section, in schema order."""
        return [part.heading[0] for part in self.whole.parts.values() if part.heading]

    def written(self, route: Route, key: str) -> str | None:
        """Return how to write a missing property, None if it belongs in the front matter."""
        part = self.whole
        for name in route:
            if isinstance(name, str):
                part = part.parts.get(name, part)
        inner = part.parts.get(key)
        if inner is None:
            return None
        if key in {self.lead, self.body} and part is self.whole:
            where = "as the first paragraph" if key == self.lead else "below the front matter"
            return f"a {key}: write it {where}"
        if inner.heading:
            return f"the section '## {inner.heading[0]}'"
        if inner.list:
            return f"{article(one_of(key))}: write it as a list item"
        if part is not self.whole and inner.column:
            return f"its {inner.column[0]!r}: write it in that column of a table"
        if part is not self.whole and inner.tail and not inner.label:
            return f"its {key}: write them in brackets after the heading"
        if part is not self.whole and inner.label:
            return f"the label '**{inner.label[0]}:**'"
        return None


def read_layout(schema: Mapping[str, Any]) -> Layout:
    """Return the layout described by the annotations of a kind's schema."""
    whole = _part("", schema, required=True)
    properties = schema.get("properties", {})
    lead = next((name for name, inner in properties.items() if inner.get("lead")), None)
    named = whole.parts[lead].label if lead else ()
    return Layout(
        whole=whole,
        lead=lead,
        body=schema.get("body"),
        overview=tuple(fold(name) for name in (*schema.get("overview", ()), *named)),
        any_of=frozenset(
            name for one in schema.get("anyOf", ()) for name in one.get("required", ())
        ),
    )


def _part(name: str, schema: Mapping[str, Any], *, required: bool) -> Part:
    array = schema.get("type") == "array"
    inner = schema.get("items", {}) if array else schema
    wanted = inner.get("required", ())
    return Part(
        name=name,
        heading=tuple(schema.get("heading", ())),
        reads=schema.get("as", ""),
        label=tuple(schema.get("label", ())),
        column=tuple(schema.get("column", ())),
        tail=bool(schema.get("tail")),
        list=bool(schema.get("list")),
        prose=bool(schema.get("prose")),
        array=array,
        typed=any(key in inner for key in _TYPED),
        required=required,
        parts={
            key: _part(key, value, required=key in wanted)
            for key, value in inner.get("properties", {}).items()
        },
    )
