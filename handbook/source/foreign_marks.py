"""Find marks of other programs that remain in pasted text and would be shown literally."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from handbook.amounts import counted
from handbook.diagnostics import Diagnostic, error
from handbook.source.markdown import Node
from handbook.source.text import Lines

_KEY = r"""(?:[.#][A-Za-z_][\w:.-]*|[A-Za-z-]+="[^"{}\n]*")"""
_REMOVE = "remove it"
_ATTRIBUTES = frozenset(("attr_list", "extra", "pymdownx.extra"))
_ATTRIBUTES |= {"markdown.extensions.attr_list", "markdown.extensions.extra"}


class _Shape(NamedTuple):
    """A mark, a substring of it, its cure, and the extensions that enable it."""

    sign: str
    pattern: re.Pattern[str]
    cure: str
    read_by: frozenset[str] = frozenset()


def _line(pattern: str) -> re.Pattern[str]:
    """Return a pattern for a mark at the start of a line."""
    return re.compile(rf"^[ \t>]*({pattern})", re.MULTILINE)


_SHAPES = (
    # Confluence and Jira.
    _Shape(
        "}",
        _line(r"\{(?:info|note|tip|warning|panel|expand|noformat|toc)(?::[^{}\n]*)?\}(?=[ \t]*$)"),
        _REMOVE,
    ),
    _Shape("{", re.compile(r"(\{(?:status|color):[^{}\n]*\})"), _REMOVE),
    _Shape("\nh", _line(r"h[1-6]\.(?= \S)"), "start a heading with '#'"),
    # Pandoc, which converts Word documents to Markdown.
    _Shape("{", re.compile(rf"(?<=[\])])(\{{{_KEY}(?:[ \t]+{_KEY})*\}})"), _REMOVE, _ATTRIBUTES),
    _Shape(":::", _line(r":::+[ \t]*(?:[\w-]+(?=[ \t]|$)|\{).*"), _REMOVE),
    # MkDocs and its themes.
    _Shape(
        "!!!",
        _line(r"!!! \w.*"),
        "write '> [!NOTE]', and '> ' before each line of the note",
        frozenset(("admonition",)),
    ),
    _Shape("???", _line(r"\?\?\?\+? \w.*"), "write a heading", frozenset(("pymdownx.details",))),
    _Shape("===", _line(r"===[!+]? [\"'].*"), "write a heading", frozenset(("pymdownx.tabbed",))),
    # Wikis and Obsidian. "[[1]]" and "[[ -f a ]]" are something else, and "[[a|https://b.c]]" is
    # reported as a link.
    _Shape(
        "[[",
        re.compile(r"(?<![\[\\!])(\[\[(?![ \d]|[^\[\]\n]*\|https?:)[^\[\]\n]+\]\])(?![(\[\]])"),
        "write a link as '[text](file.md)'",
    ),
)


def foreign_marks(
    lines: Lines, start: int, words: Collection[tuple[str, int]], extensions: Collection[str] = ()
) -> Iterator[Diagnostic]:
    """Yield the first mark of each kind after `start`, with the number of further lines.

    `words` are those outside code and links, and `extensions` the site's Markdown extensions.
    """
    spans: list[tuple[int, int]] = []
    for shape in _SHAPES:
        if shape.sign not in lines.text or not shape.read_by.isdisjoint(extensions):
            continue
        found = list(shape.pattern.finditer(lines.text, start))
        if not found:
            continue
        spans = spans or sorted((begin, begin + len(word)) for word, begin in words)
        marks = [one for one in found if _is_in(spans, one.start(1))]
        if not marks:
            continue
        place = lines.place(*marks[0].span(1))
        below = {lines.place(*one.span(1)).line for one in marks} - {place.line}
        more = f" here and on {counted(len(below), 'line')} below" if below else ""
        message = f"{marks[0][1].rstrip()!r} is shown as plain text{more}; {shape.cure}"
        yield error(place, "unread-mark", message)


def words_of_headings(nodes: Sequence[Node], body: int) -> Iterator[tuple[str, int]]:
    """Yield the text nodes of headings with their offsets; nodes count from `body`."""
    for node in nodes:
        for inner in node.children if node.name == "Heading" else ():
            if inner.name == "Text":
                yield inner.data, body + inner.start


def _is_in(spans: list[tuple[int, int]], at: int) -> bool:
    """Return whether an offset is inside one of the sorted spans."""
    last = bisect_right(spans, at, key=lambda one: one[0]) - 1
    return last >= 0 and at < spans[last][1]
