"""The placeholder text of a snippet: a choice, an example or a hint."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from handbook.book import Handbook
from handbook.editors.completions import MAX_KINDS, Completions
from handbook.editors.tab_stops import TODAY, TabStops, scalar
from handbook.numbering import next_numbers
from handbook.records import Entry
from handbook.values import FORMATS

# A longer list is no help: the name is typed instead, and the schema or the check verifies it.
MAX_CHOICES = 100
Schema = Mapping[str, Any]
# Not needed when an entry is first written.
_OMITTED = {"aliases", "status"}


class NoExample(Exception):
    """A value has a format of which no entry has an example."""


class Placeholders:
    """The placeholders of one snippet.

    In Markdown, names are offered by title. In YAML the schema already offers them by id, so a
    placeholder only shows an example.
    """

    def __init__(self, handbook: Handbook, completions: Completions, *, markdown: bool) -> None:
        self.stops = TabStops()
        self._handbook = handbook
        self._completions = completions
        self._markdown = markdown
        self._quote: Callable[[str], str] = scalar

    def in_text(self) -> "Placeholders":
        """Return placeholders for the text below the front matter, where nothing is quoted."""
        text = Placeholders(self._handbook, self._completions, markdown=self._markdown)
        text.stops = self.stops
        text._quote = str
        return text

    def value(self, schema: Schema, hint: str, samples: Sequence[Any], more: str = "") -> str:
        """Return a placeholder for a value, with `more` appended to its text; raises NoExample.

        `hint` is the description of the enclosing property, `samples` are values from other
        entries.
        """
        if "refersTo" in schema:
            return self._name(schema["refersTo"], samples)
        if "enum" in schema or schema.get("type") == "boolean":
            return self._choice(schema)
        if schema.get("type") in ("integer", "number"):
            numbers = [one for one in samples if isinstance(one, int | float)]
            if numbers and schema.get("unique"):
                return self.stops.text(str(max(numbers) + 1))
            return self.stops.text(str((*numbers, schema.get("minimum", 1))[0]))
        if schema.get("format") in {"date", "month-or-date", "moment"}:
            return TODAY
        return self.stops.text(self._quote(_words(schema, hint, samples)) + more)

    def _choice(self, schema: Schema) -> str:
        known = schema.get("enum", [True, False])
        first = schema.get("default", known[0])
        options = [first, *(one for one in known if one != first)]
        # Values other than text are written as JSON, since quotes would turn them into text.
        return self.stops.choice(
            [self._quote(one) if isinstance(one, str) else json.dumps(one) for one in options]
        )

    def _name(self, refers_to: str | Sequence[str], samples: Sequence[Any]) -> str:
        kinds = (refers_to,) if isinstance(refers_to, str) else tuple(refers_to)
        entries = [entry for kind in kinds for entry in self._completions.entries.get(kind, ())]
        if self._markdown and len(kinds) <= MAX_KINDS and 0 < len(entries) <= MAX_CHOICES:
            return self.stops.choice(
                [self._quote(self._unique_name(kinds, entry)) for entry in entries]
            )
        shown = [one for one in samples if isinstance(one, str)]
        shown += [f"{entry.kind}/{entry.id}" for entry in entries[:1]]
        return self.stops.text(self._quote((*shown, "name")[0]))

    def _unique_name(self, kinds: tuple[str, ...], entry: Entry) -> str:
        """Return a name that is unique to an entry among the kinds."""
        for name in (entry.title, entry.id):
            # Other characters may separate names or be markup.
            simple = re.fullmatch(r"[\w &/.:'()+-]+", name)
            if simple and self._handbook.names.find(kinds, name, "") is entry:
                return name
        return f"{entry.kind}/{entry.id}"


def _words(schema: Schema, hint: str, samples: Iterable[Any]) -> str:
    """Return the placeholder for a text, such as the next free number; raises NoExample."""
    if "const" in schema:
        return str(schema["const"])
    if "format" in schema or "pattern" in schema:
        shown = [one for one in samples if isinstance(one, str)]
        free = next_numbers(shown) if schema.get("unique") else None
        shown[:0] = islice(free or (), 1)
        if "format" in schema:
            shown += re.split(", | or ", FORMATS[schema["format"]].example)
        if not shown:
            raise NoExample
        return shown[0]
    # The first words of a description are enough, and contain no YAML syntax.
    words = re.split(r"[^\w' -]", str(schema.get("description") or hint))[0].strip()
    return words[: schema.get("maxLength", 60)].strip() or "Text"


def usual_properties(schema: Schema, samples: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the properties that are required or that a third of the samples have."""
    needed = set(schema.get("required", ()))
    # A condition that requires no key applies to a new entry, because it tests the default value.
    if not schema.get("if", {}).get("required"):
        needed.update(schema.get("then", {}).get("required", ()))
    ways = [set(way.get("required", ())) for way in schema.get("anyOf", ())]
    found = [
        name
        for name in schema.get("properties", {})
        if name in needed or (name not in _OMITTED and _common(name, samples))
    ]
    if ways and not any(way <= set(found) for way in ways):
        needed |= ways[0]
        found = [name for name in schema["properties"] if name in needed or name in found]
    return found or list(schema.get("properties", {}))[:1]


def _common(name: str, samples: Sequence[Mapping[str, Any]]) -> bool:
    return 0 < len(samples) <= 3 * sum(name in sample for sample in samples)


def sample_values(samples: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    """Return the samples' values of a property, with lists flattened."""
    found: list[Any] = []
    for sample in samples:
        value = sample.get(name)
        found += value if isinstance(value, list) else [] if value is None else [value]
    return found
