"""Format a document body as CommonMark with mdformat, and spell labels as its schema does."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

import mdformat

from handbook.canonical.plain import is_plain_markdown
from handbook.diagnostics import Place
from handbook.source.document import Document
from handbook.source.layout import Layout, Part, fold
from handbook.source.places import Route

# Numbered lists count up, line breaks are kept, and tables are not padded.
_OPTIONS = {"number": True, "wrap": "keep", "compact_tables": True}
_EXTENSIONS = ("gfm", "gfm_alerts")
# Comments left as prompts stay together.
_BETWEEN_COMMENTS = re.compile(r"-->\n\n(?=<!--)")
# An escaped bracket is not a placeholder, but mdformat would drop the backslash. Two private-use
# characters stand in for it.
_ESCAPED = re.compile(r"\\(.)")
_STAND_INS = {"[": "\ue000", "]": "\ue001"}
_RESTORED = {ord(held): f"\\{sign}" for sign, held in _STAND_INS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"\*\*(?P<name>[^*\n]+?):?\*\*:?")
_HEADING = re.compile(r"^(?P<level>#{1,6}) +(?P<title>.*?)(?P<tail> *\([^()]*\))?(?: +#+)?$")
# The number of a step, but not part of its name: in "Step 2 Pay" all of it is the name.
_NUMBER = re.compile(
    r"(?:step +\d+ *[:.)–—-] +|\d+(?:\.\d+)*[.)] +|\d+(?:\.\d+)+ +)(?=\S)", re.IGNORECASE
)


class Edit(NamedTuple):
    """A replacement at a line and column, both from 1."""

    line: int
    column: int
    before: str
    after: str


def formatted(body: str) -> str:
    """Return a body as mdformat formats it."""
    plain = body.lstrip("\n")
    return plain if is_plain_markdown(plain) else written(body)


def written(body: str) -> str:
    """Return a body as mdformat writes it; unchanged if words would be lost.

    mdformat drops what no reader sees: unused link references and surplus table cells.
    """
    held = _ESCAPED.sub(lambda found: _STAND_INS.get(found[1], found[0]), body)
    text = mdformat.text(held, options=_OPTIONS, extensions=_EXTENSIONS).translate(_RESTORED)
    return (
        body.lstrip("\n") if _words(body) - _words(text) else _BETWEEN_COMMENTS.sub("-->\n", text)
    )


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unescape(unquote(text)).casefold()))


def with_canonical_spelling(text: str, document: Document, layout: Layout) -> str:
    """Return a document's text with its labels and headings in the schema's spelling.

    `document` must have been read from that text: it knows their places.
    """
    lines = text.split("\n")
    for edit in sorted(_edits(lines, document, layout), reverse=True):
        line = lines[edit.line - 1]
        start = edit.column - 1
        lines[edit.line - 1] = line[:start] + edit.after + line[start + len(edit.before) :]
    return "\n".join(lines)


def _edits(lines: list[str], document: Document, layout: Layout) -> Iterator[Edit]:
    for route, place in document.keys.items():
        part = _part(layout, route)
        if part is None or place.line > len(lines):
            continue
        line = lines[place.line - 1]
        if part.heading and len(route) == 1:
            yield from _heading(line, place.line, part.heading)
        elif part.label:
            yield from _label(line, place, part.label)
    for place in _step_places(document, layout):
        found = _HEADING.match(lines[place.line - 1])
        number = _NUMBER.match(found["title"]) if found else None
        if found and number:
            yield Edit(place.line, found.start("title") + 1, number[0], "")


def _heading(line: str, number: int, names: tuple[str, ...]) -> Iterator[Edit]:
    """Yield the edit that corrects the heading of a section, keeping minutes after it."""
    found = _HEADING.match(line)
    if found and found["title"] != names[0]:
        yield Edit(number, found.start("title") + 1, found["title"], names[0])


def _label(line: str, place: Place, names: tuple[str, ...]) -> Iterator[Edit]:
    found = _LABEL.match(line, place.column - 1)
    known: Mapping[str, None] = dict.fromkeys(map(fold, names))
    if found and fold(found["name"]) in known and found[0] != f"**{names[0]}:**":
        yield Edit(place.line, place.column, found[0], f"**{names[0]}:**")


def _step_places(document: Document, layout: Layout) -> Iterator[Place]:
    """Yield the place of each step heading."""
    names = [name for name, part in layout.whole.parts.items() if part.reads == "steps"]
    for route, place in document.values.items():
        if len(route) == 3 and route[0] in names and route[2] == "title":
            yield place


def _part(layout: Layout, route: Route) -> Part | None:
    """Return the part that fills the value at a route."""
    part: Part | None = layout.whole
    for name in route:
        if isinstance(name, str) and part is not None:
            part = part.parts.get(name)
    return part
