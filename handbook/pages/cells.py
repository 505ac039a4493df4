"""Any value of any entry as HTML, formatted according to its schema: links, dates, lists, money."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.addresses import UP
from handbook.deadlines import overdue
from handbook.pages.edition import View
from handbook.pages.status_meaning import Meaning, chip, dated_chip
from handbook.pages.texts import external_link, safe
from handbook.pages.words import dated_text, enum_label, label, sentence
from handbook.records import Entry
from handbook.schema import Kind
from handbook.source.document import Prose
from handbook.source.places import Route
from handbook.values import aim, with_currency

# Shown next to the entry's name, or not at all.
_SHOWN_APART = {"title", "aliases", "status", "description"}
_SPOKEN = {"deadline", "duration", "interval", "when"}
_FIGURES = {
    "deadline", "duration", "hours", "interval", "money", "target", "time", "when",
}  # fmt: skip

_OWNER = "owner"
_GROUPED_FROM = 10_000
# The target of a link or an image; in text every "<" is escaped.
_LINKED = re.compile(rf'(<(?:a|img) [^>]*?(?:href|src)="){re.escape(UP)}')
# A list is shown on one line if no item is longer than this.
_MAX_INLINE = 24


class Column:
    """A property of a register's entries: its name, its label, its schema.

    `figure` marks values set in tabular figures, `bare` values that need their label to make sense.
    """

    def __init__(self, name: str, schema: Mapping[str, Any]) -> None:
        self.name = name
        self.schema = schema
        self.label = str(schema.get("title", label(name)))
        declared = schema.get("type", ())
        types = {declared} if isinstance(declared, str) else set(declared)
        self.figure = schema.get("format") in _FIGURES or bool(types & {"integer", "number"})
        self.bare = self.figure or "boolean" in types or schema.get("format") == "date"


def columns(kind: Kind, entries: list[Entry]) -> list[Column]:
    """Return the properties that any entry has, in schema order, and a required owner."""
    properties: Mapping[str, Any] = kind.entry_schema.get("properties", {})
    return [
        Column(name, schema)
        for name, schema in properties.items()
        if name not in _SHOWN_APART
        and (
            any(_has_value(entry.data.get(name)) for entry in entries)
            or (name == _OWNER and kind.owned)
        )
    ]


def _has_value(value: Any) -> bool:
    return value is not None and value not in ([], {}, "")


class _Location(NamedTuple):
    """The location of a displayed value: its entry and its route."""

    view: View
    entry: Entry
    route: Route

    def within(self, part: str | int) -> "_Location":
        return self._replace(route=(*self.route, part))

    def prose(self) -> Prose | None:
        return self.entry.prose(*self.route)


def cell(view: View, entry: Entry, column: Column) -> Markup:
    """Return one value of an entry as HTML, or an empty string if it has none."""
    value = entry.data.get(column.name)
    if not _has_value(value):
        is_lacking = column.name == _OWNER and view.handbook.kinds[entry.kind].owned
        if not is_lacking or entry.status == "retired":
            return Markup("")
        return chip(Meaning.CARE, "No owner")
    prose = entry.prose(column.name)
    if prose is not None:
        return _relinked(view, prose)
    return _with_deadline(_Location(view, entry, (column.name,)), value, column.schema, entry.data)


def property_cell(view: View, entry: Entry, name: str) -> Markup:
    """Return the HTML for a property by its name, or an empty string if the entry has no value."""
    properties: Mapping[str, Any] = view.handbook.kinds[entry.kind].entry_schema["properties"]
    return cell(view, entry, Column(name, properties.get(name, {})))


def _with_deadline(
    at: _Location, value: Any, schema: Mapping[str, Any], holder: Mapping[str, Any]
) -> Markup:
    """Return a value, marked as overdue if it is a deadline that has passed."""
    text = _shown(at, value, schema)
    late = overdue(schema, value, holder, at.view.today)
    if late is None or at.entry.status == "retired":
        return text
    return dated_chip(Meaning.BAD, "Overdue", text)


def _shown(at: _Location, value: Any, schema: Mapping[str, Any]) -> Markup:
    """Return a value formatted according to its schema."""
    if isinstance(value, list):
        return _list(at, value, schema.get("items", {}))
    if isinstance(value, Mapping):
        return _mapping(at, value, schema)
    if isinstance(value, bool):
        return Markup("Yes") if value else Markup("No")
    return _scalar(at, value, schema)


def _scalar(at: _Location, value: Any, schema: Mapping[str, Any]) -> Markup:
    if schema.get("format") == "money" and isinstance(value, str | int | float):
        currency = at.view.handbook.settings["currency"]
        return Markup("{}").format(sentence(with_currency(value, currency)))
    if isinstance(value, int | float):
        return Markup("{}").format(_number(value))
    if value is None:
        return Markup("")
    return _text(at, value, schema)


def _text(at: _Location, value: str, schema: Mapping[str, Any]) -> Markup:
    refers = schema.get("refersTo")
    if refers:
        return (
            at.view.entry_link(refers, value) if isinstance(refers, str) else at.view.cited(value)
        )
    if schema.get("format") in {"date", "month-or-date"}:
        return dated_text(value)
    if schema.get("format") in {"uri", "email"}:
        return external_link(value)
    if schema.get("format") in _SPOKEN:
        return Markup("{}").format(sentence(value))
    if schema.get("format") == "target":
        return Markup("{}").format(aim(value))
    if "enum" in schema:
        return Markup("{}").format(enum_label(value))
    prose = at.prose()
    return Markup("{}").format(value) if prose is None else _relinked(at.view, prose)


def _relinked(view: View, prose: Prose) -> Markup:
    """Return a text's HTML with its links made relative to this page."""
    if view.up == UP:
        return safe(prose)
    return safe(prose._replace(html=_LINKED.sub(rf"\g<1>{view.up}", prose.html)))


def _number(value: float) -> str:
    # Four digits need no comma, and are usually a year.
    return f"{value:,}" if abs(value) >= _GROUPED_FROM else str(value)


def _list(at: _Location, values: list[Any], items: Mapping[str, Any]) -> Markup:
    cells = [_shown(at.within(index), value, items) for index, value in enumerate(values)]
    if all(isinstance(value, str) for value in values) and (
        "refersTo" in items or len(values) == 1 or _are_words(at, values)
    ):
        # An entry's title is shown as written; plain words start with a capital.
        return Markup(", ").join(cells if "refersTo" in items else [sentence(cells[0]), *cells[1:]])
    return Markup("<ul>{}</ul>").format(
        Markup("").join(Markup("<li>{}</li>").format(one) for one in cells)
    )


def _are_words(at: _Location, values: list[str]) -> bool:
    """Return whether all items are short, and not a Markdown list with one item a line."""
    return max(map(len, values), default=0) <= _MAX_INLINE and at.within(0).prose() is None


def _mapping(at: _Location, values: Mapping[str, Any], schema: Mapping[str, Any]) -> Markup:
    properties = schema.get("properties", {})
    rows: list[Markup] = []
    for name, value in values.items():
        if not _has_value(value):
            continue
        inner = properties.get(name) or schema.get("additionalProperties") or {}
        inner = inner if isinstance(inner, Mapping) else {}
        text = _with_deadline(at.within(name), value, inner, values)
        if name == "title":
            rows.insert(0, Markup("<strong>{}</strong>").format(text))
        elif name == "text":
            rows.append(text)
        else:
            named = str(inner.get("title", label(name)))
            rows.append(Markup('<span class="hb-quiet">{}</span> {}').format(named, text))
    return Markup("<br>").join(rows)
