"""Any value of any entry as HTML, shown as its schema says: links, dates, lists, money."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.addresses import UP
from handbook.deadlines import overdue
from handbook.pages.edition import View
from handbook.pages.status_meaning import Meaning, chip, dated_chip
from handbook.pages.texts import outside, safe
from handbook.pages.words import choice, dated_as_written, label, sentence
from handbook.records import Entry
from handbook.schema import Kind
from handbook.source.document import Prose
from handbook.source.places import Route
from handbook.values import aim, priced

# Shown with the entry's name, or nowhere.
_SHOWN_APART = {"title", "aliases", "status", "description"}
_SPOKEN = {"deadline", "duration", "interval", "when"}
_FIGURES = {
    "deadline", "duration", "hours", "interval", "money", "target", "time", "when",
}  # fmt: skip

_OWNER = "owner"
_LONG = 10_000
# Where an element of a text leads, or what it shows; in words every "<" is escaped.
_LINKED = re.compile(rf'(<(?:a|img) [^>]*?(?:href|src)="){re.escape(UP)}')
# Words of a list that are no longer stand in one line.
_SHORT = 24


class Column:
    """A property of a register's entries: its name, its label, its schema.

    `figure` is whether its values line up as figures, `bare` whether they say little by themselves.
    """

    def __init__(self, name: str, schema: Mapping[str, Any]) -> None:
        self.name = name
        self.schema = schema
        self.label = str(schema.get("title", label(name)))
        wanted = schema.get("type", ())
        types = {wanted} if isinstance(wanted, str) else set(wanted)
        self.figure = schema.get("format") in _FIGURES or bool(types & {"integer", "number"})
        self.bare = self.figure or "boolean" in types or schema.get("format") == "date"


def columns(kind: Kind, entries: list[Entry]) -> list[Column]:
    """Return the properties that an entry has, in the schema's order; an owner it must have."""
    properties: Mapping[str, Any] = kind.entry_schema.get("properties", {})
    return [
        Column(name, schema)
        for name, schema in properties.items()
        if name not in _SHOWN_APART
        and (
            any(_filled(entry.data.get(name)) for entry in entries)
            or (name == _OWNER and kind.owned)
        )
    ]


def _filled(value: Any) -> bool:
    return value is not None and value not in ([], {}, "")


class _Spot(NamedTuple):
    """Where a value stands that is shown: in which entry, at which route."""

    view: View
    entry: Entry
    route: Route

    def within(self, part: str | int) -> "_Spot":
        return self._replace(route=(*self.route, part))

    def prose(self) -> Prose | None:
        return self.entry.prose(*self.route)


def cell(view: View, entry: Entry, column: Column) -> Markup:
    """Return one value of an entry, empty if it has none."""
    value = entry.data.get(column.name)
    if not _filled(value):
        is_lacking = column.name == _OWNER and view.handbook.kinds[entry.kind].owned
        if not is_lacking or entry.status == "retired":
            return Markup("")
        return chip(Meaning.CARE, "Nobody named")
    prose = entry.prose(column.name)
    if prose is not None:
        return _from_here(view, prose)
    return _held(_Spot(view, entry, (column.name,)), value, column.schema, entry.data)


def property_cell(view: View, entry: Entry, name: str) -> Markup:
    """Return the value that an entry has for a property of its kind, empty if it has none."""
    properties: Mapping[str, Any] = view.handbook.kinds[entry.kind].entry_schema["properties"]
    return cell(view, entry, Column(name, properties.get(name, {})))


def _held(at: _Spot, value: Any, schema: Mapping[str, Any], holder: Mapping[str, Any]) -> Markup:
    """Return a value of a holder, marked if it is a day by which something was to be done."""
    text = _shown(at, value, schema)
    late = overdue(schema, value, holder, at.view.today)
    if late is None or at.entry.status == "retired":
        return text
    return dated_chip(Meaning.BAD, "Overdue", text)


def _shown(at: _Spot, value: Any, schema: Mapping[str, Any]) -> Markup:
    """Return a value as its schema says it should be shown."""
    if isinstance(value, list):
        return _list(at, value, schema.get("items", {}))
    if isinstance(value, Mapping):
        return _mapping(at, value, schema)
    if isinstance(value, bool):
        return Markup("Yes") if value else Markup("No")
    return _scalar(at, value, schema)


def _scalar(at: _Spot, value: Any, schema: Mapping[str, Any]) -> Markup:
    if schema.get("format") == "money" and isinstance(value, str | int | float):
        currency = at.view.handbook.settings["currency"]
        return Markup("{}").format(sentence(priced(value, currency)))
    if isinstance(value, int | float):
        return Markup("{}").format(_number(value))
    if value is None:
        return Markup("")
    return _text(at, value, schema)


def _text(at: _Spot, value: str, schema: Mapping[str, Any]) -> Markup:
    refers = schema.get("refersTo")
    if refers:
        return at.view.to(refers, value) if isinstance(refers, str) else at.view.cited(value)
    if schema.get("format") in {"date", "month-or-date"}:
        return dated_as_written(value)
    if schema.get("format") in {"uri", "email"}:
        return outside(value)
    if schema.get("format") in _SPOKEN:
        return Markup("{}").format(sentence(value))
    if schema.get("format") == "target":
        return Markup("{}").format(aim(value))
    if "enum" in schema:
        return Markup("{}").format(choice(value))
    prose = at.prose()
    return Markup("{}").format(value) if prose is None else _from_here(at.view, prose)


def _from_here(view: View, prose: Prose) -> Markup:
    """Return a text's HTML with its links as they lead from this page, deep in the site or not."""
    if view.up == UP:
        return safe(prose)
    return safe(prose._replace(html=_LINKED.sub(rf"\g<1>{view.up}", prose.html)))


def _number(value: float) -> str:
    # Four digits need no comma, and are a year more often than not.
    return f"{value:,}" if abs(value) >= _LONG else str(value)


def _list(at: _Spot, values: list[Any], items: Mapping[str, Any]) -> Markup:
    cells = [_shown(at.within(index), value, items) for index, value in enumerate(values)]
    if all(isinstance(value, str) for value in values) and (
        "refersTo" in items or len(values) == 1 or _are_words(at, values)
    ):
        # An entry's title is written as it is; plain words begin as a sentence does.
        return Markup(", ").join(cells if "refersTo" in items else [sentence(cells[0]), *cells[1:]])
    return Markup("<ul>{}</ul>").format(
        Markup("").join(Markup("<li>{}</li>").format(one) for one in cells)
    )


def _are_words(at: _Spot, values: list[str]) -> bool:
    """Return whether the items of a list are short, and not written in Markdown one a line."""
    return max(map(len, values), default=0) <= _SHORT and at.within(0).prose() is None


def _mapping(at: _Spot, values: Mapping[str, Any], schema: Mapping[str, Any]) -> Markup:
    properties = schema.get("properties", {})
    rows: list[Markup] = []
    for name, value in values.items():
        if not _filled(value):
            continue
        inner = properties.get(name) or schema.get("additionalProperties") or {}
        inner = inner if isinstance(inner, Mapping) else {}
        text = _held(at.within(name), value, inner, values)
        if name == "title":
            rows.insert(0, Markup("<strong>{}</strong>").format(text))
        elif name == "text":
            rows.append(text)
        else:
            named = str(inner.get("title", label(name)))
            rows.append(Markup('<span class="hb-quiet">{}</span> {}').format(named, text))
    return Markup("<br>").join(rows)
