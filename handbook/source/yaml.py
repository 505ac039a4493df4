"""Parse YAML text into plain data with a place for every key and value; refuse its traps.

Plain scalars are typed as in JSON: `true`, `false`, `null` and numbers; everything else (`no`,
`12:30`, `010`, dates) is text. The text is read as a stream of events, so that nesting, aliases and
tags are refused before anything is built from them.
"""

import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from handbook.diagnostics import Diagnostic, error
from handbook.source.places import Route, Span, Spans
from handbook.source.text import UNPRINTABLE, Lines
from handbook.source.yaml_slips import MAY_CUT, cut_off
from handbook.source.yaml_syntax import depth_error_offset, syntax_error

MAX_DEPTH = 40
MAX_DIGITS = 40
_QUOTE = "quote it if it is text"
_CONSTANTS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_NUMERIC = frozenset("-0123456789")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain data, and the place of each key and value in its file."""

    values: Spans
    keys: Spans
    data: Any = None
    faults: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Lines, data: Any = None, *faults: Diagnostic) -> "Tree":
        """Return data without any places yet, and its diagnostics."""
        return cls(Spans(lines), Spans(lines), data, list(faults))


class _Refused(Exception):
    """Stops reading with a diagnostic."""

    def __init__(self, fault: Diagnostic) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read_yaml(lines: Lines, start: int = 0, end: int | None = None) -> Tree:
    """Return the data of a YAML text or of a slice of it, such as front matter (in characters)."""
    reader = _Reader(lines, start)
    text = lines.text[start:end]
    try:
        return reader.read(text)
    except _Refused as refusal:
        fault = refusal.fault
    except yaml.MarkedYAMLError as broken:
        depth = depth_error_offset(broken)
        if depth is not None:
            return read_yaml(lines, start, start + depth)
        fault = syntax_error(lines, broken, start, end)
    except yaml.YAMLError as broken:
        fault = error(lines.place(start), "yaml-syntax", f"not YAML: {broken}")
    known = reader.tree.faults
    # Text that continues below such a comment is an error too, but already reported.
    is_reported = known and known[-1].code == "unsafe-yaml"
    if is_reported and known[-1].place.line + 1 == fault.place.line:
        return Tree.of(lines, None, *known)
    return Tree.of(lines, None, *known, fault)


class _Reader:
    """Builds data from the events of one YAML text."""

    def __init__(self, lines: Lines, start: int) -> None:
        self.lines = lines
        self.start = start
        self.tree = Tree.of(lines)
        self.values = self.tree.values.found
        self.keys = self.tree.keys.found
        # The text, if a comment in it may have been meant as part of a value.
        self.cut = ""

    def span(self, event: Any) -> Span:
        return self.start + event.start_mark.index, self.start + event.end_mark.index

    def fault(self, event: Any, code: str, message: str) -> Diagnostic:
        return error(self.lines.place(*self.span(event)), code, message)

    def refuse(self, event: Any, message: str, code: str = "unsafe-yaml") -> _Refused:
        return _Refused(self.fault(event, code, message))

    def read(self, text: str) -> Tree:
        data: Any = None
        documents = 0
        events = _events(text)
        self.cut = text if "#" in text and MAY_CUT.search(text) else ""
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refuse(
                        event, "a second document starts here; a file may contain only one"
                    )
                data = self._value(events, next(events), (), 1)
        return replace(self.tree, data=data)

    def _value(self, events: Iterator[Any], event: Any, route: Route, depth: int) -> Any:
        self.values[route] = self.span(event)
        self._check_event(event, depth)
        if isinstance(event, yaml.ScalarEvent):
            if self.cut and event.implicit[0]:
                self._check_comment(event)
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, route, depth)
        return self._mapping(events, route, depth)

    def _check_event(self, event: Any, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise self.refuse(event, f"alias '*{event.anchor}' is not allowed; {_QUOTE}")
        if event.anchor is not None:
            raise self.refuse(event, f"anchor '&{event.anchor}' is not allowed; {_QUOTE}")
        if event.tag is not None:
            raise self.refuse(event, f"a tag ('!') is not allowed; {_QUOTE}")
        if depth > MAX_DEPTH:
            raise self.refuse(event, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.ScalarEvent) and not event.value.isprintable():
            unprintable = UNPRINTABLE.search(event.value)
            if unprintable:
                code = ord(unprintable.group())
                raise self.refuse(event, f"character U+{code:04X} cannot be printed; remove it")

    def _check_comment(self, event: Any) -> None:
        comment = cut_off(self.cut, event.end_mark.index)
        if comment:
            place = self.lines.place(self.start + comment.start, self.start + comment.end)
            self.tree.faults.append(error(place, "unsafe-yaml", comment.message))

    def _sequence(self, events: Iterator[Any], route: Route, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(events, event, (*route, len(items)), depth + 1))
        return items

    def _mapping(self, events: Iterator[Any], route: Route, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        # The key above, if it is empty: its contents may be indented like the key itself.
        above: Route = ()
        # How many duplicate keys follow it, and the index of the first one's diagnostic.
        duplicates, first = 0, 0
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, depth)
            target = (*route, key)
            if target in self.keys:
                duplicates = duplicates + 1 if above else 0
                if duplicates < 2:
                    first = len(self.tree.faults)
                    self._report_duplicate(event, target)
                elif duplicates == 2:
                    self.tree.faults[first] = self._unindented(above)
                self._skip(events, next(events), depth + 1)
                continue
            self.keys[target] = self.span(event)
            entries[key] = self._value(events, next(events), target, depth + 1)
            if not duplicates:
                above = target if entries[key] is None else ()
        return entries

    def _report_duplicate(self, event: Any, target: Route) -> None:
        message = f"key {target[-1]!r} is already on line {self.tree.keys[target].line}"
        self.tree.faults.append(self.fault(event, "duplicate-key", message))

    def _unindented(self, key: Route) -> Diagnostic:
        message = f"{key[-1]!r} is indented the same as its contents; indent the contents further"
        return error(self.tree.keys[key], "duplicate-key", message)

    def _key(self, event: Any, depth: int) -> str:
        self._check_event(event, depth)
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refuse(event, "a key must be a plain word", "yaml-syntax")
        plain = event.implicit[0]
        if plain and event.value == "<<":
            raise self.refuse(event, "merge key '<<' is not allowed; write the keys out")
        if plain and not event.value:
            raise self.refuse(event, "a key is missing before this colon", "yaml-syntax")
        # The same few keys occur in every file.
        return sys.intern(str(event.value))

    def _skip(self, events: Iterator[Any], event: Any, depth: int) -> None:
        """Read past the value of a duplicate key, with the same checks."""
        scratch = _Reader(self.lines, self.start)
        scratch._value(events, event, (), depth)

    def _scalar(self, event: Any) -> Any:
        # Many ids, dates and digests recur as well.
        value = sys.intern(event.value)
        if not event.implicit[0]:
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if value[0] not in _NUMERIC or not _NUMBER.fullmatch(value):
            return value
        if len(value) > MAX_DIGITS:
            raise self.refuse(event, f"this number is too long; {_QUOTE}")
        if _INTEGER.fullmatch(value):
            return int(value)
        number = float(value)
        if math.isinf(number):
            raise self.refuse(event, f"number {value} is too large; {_QUOTE}")
        return number


def _events(text: str) -> Iterator[Any]:
    parser = yaml.CSafeLoader(text)
    try:
        yield from iter(parser.get_event, None)
    finally:
        parser.dispose()


class _Writer(yaml.CSafeDumper):
    """Writes YAML that `read_yaml` reads back, quoting whatever YAML 1.1 would read differently."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


# As in the canonical form, long lines are not wrapped.
_WIDTH = 4096
_WHOLE_NUMBER = re.compile(f"(?:{_NUMBER.pattern})$")
_Writer.add_implicit_resolver("tag:yaml.org,2002:float", _WHOLE_NUMBER, list("-0123456789"))


def dump_yaml(data: Any) -> str:
    """Return plain data as YAML text, with keys in the given order."""
    text: str = yaml.dump(
        data,
        Dumper=_Writer,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=_WIDTH,
    )
    return text
