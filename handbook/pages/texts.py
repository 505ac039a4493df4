"""Texts of entries as safe HTML, and the anchors that they leave free."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

from handbook.pages import words
from handbook.records import Entry
from handbook.source.document import Prose, Section


def outside(value: str) -> Markup:
    """Return a link to somewhere outside the handbook; what is no link is only a word."""
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
    """Return a text's HTML, which the reader of Markdown has made safe."""
    return Markup(prose.html)  # noqa: S704 - escaped where it was rendered


def free_sections(parts: Iterable[Section]) -> list[tuple[str, str, Markup]]:
    """Return free sections as title, anchor and words."""
    return [(part.title, part.anchor, safe(part.body)) for part in parts]


def free_anchor(entry: Entry, name: str) -> str:
    """Return an anchor that no heading of the entry's own text has taken."""
    number = 1
    anchor = name
    while anchor in entry.document.targets:
        number += 1
        anchor = f"{name}-{number}"
    return anchor
