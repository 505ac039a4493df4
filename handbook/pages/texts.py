"""Texts of entries as safe HTML, and unused anchors."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from handbook.pages import words
from handbook.records import Entry
from handbook.source.document import Prose, Section


def external_link(value: str) -> Markup:
    """Return a link if the value is an external URL, otherwise the escaped text."""
    if value.startswith(("https://", "http://", "mailto:")):
        return words.hyperlink(value, value)
    return escape(value)


def text_at(entry: Entry, *route: str | int) -> Markup:
    """Return the text at a route as HTML, empty if there is none."""
    prose = entry.prose(*route)
    if prose is not None:
        return safe(prose)
    value: Any = entry.data
    for part in route:
        try:
            value = value[part]
        except (LookupError, TypeError):
            return Markup("")
    return escape(value)


def safe(prose: Prose) -> Markup:
    """Return the HTML of a text, which the Markdown renderer has made safe."""
    return Markup(prose.html)  # noqa: S704 - escaped by the Markdown renderer


def free_sections(parts: Iterable[Section]) -> list[tuple[str, str, Markup]]:
    """Return free sections as (title, anchor, HTML)."""
    return [(part.title, part.anchor, safe(part.body)) for part in parts]


def unused_anchor(entry: Entry, name: str) -> str:
    """Return an anchor that no heading in the entry's own text uses."""
    number = 1
    anchor = name
    while anchor in entry.document.targets:
        number += 1
        anchor = f"{name}-{number}"
    return anchor
