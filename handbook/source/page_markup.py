"""Links, tables and lists of a page in docs/ that MkDocs shows as they are written.

It reads Markdown otherwise than the forge that previews it: a list or a table has an empty line
above it, and what stands below an item of a list begins four columns further right.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from handbook.diagnostics import Diagnostic, Place, error
from handbook.source.foreign_marks import foreign_marks
from handbook.source.markdown import Markup, Node, words_of
from handbook.source.page_marks import CODE, unread_marks
from handbook.source.text import Lines
from handbook.source.unlinked import unread_links
from handbook.source.unruled_tables import spilled_cells, with_unread_tables

_INDENT = 4
_BELOW = frozenset(("List", "Paragraph", "CodeBlock", "BlockQuote", "Table"))
# A line of a template that is gone when it was carried out.
_CARRIED_OUT = re.compile(r"[ \t]*(?:\{%.*%\}|\{#.*#\})[ \t]*")
_BEFORE = re.compile(r"[ \t>]*")
_QUOTED = re.compile(r"(?: {0,3}> ?)*")
# The extensions by which the site reads notes, "[^1]".
_NOTES = frozenset(("footnotes", "extra", "pymdownx.extra"))
_NOTES |= {"markdown.extensions.footnotes", "markdown.extensions.extra"}


def page_faults(
    lines: Lines, body: int, markup: Markup, extensions: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the Markdown of a page, whose body starts at a place.

    `extensions` are those of Markdown by which the site reads it.
    """
    written = lines.text.split("\n") if markup.spilled else []
    yield from with_unread_tables([], lines, body, markup.nodes)
    for fault in spilled_cells(lines, body, markup.spilled):
        # A row may be made by a template, and a bar in code parts no cells for MkDocs.
        row = written[fault.place.line - 1]
        if not row.lstrip().startswith("{") and "`" not in row:
            yield fault
    words = [(node.data, body + node.start) for node in words_of(markup.nodes, CODE)]
    has_notes = not _NOTES.isdisjoint(extensions)
    yield from unread_links(lines, body, words, to_fill=False, has_notes=has_notes)
    # Of notes of the site's own more is told.
    yield from foreign_marks(lines, body, words, {*extensions, "admonition"})
    yield from unread_marks(lines, body, markup.nodes, extensions)
    yield from _tight(lines, body, markup.nodes)


def _tight(lines: Lines, body: int, nodes: Sequence[Node]) -> Iterator[Diagnostic]:
    """Yield the lists and tables that begin right below a line of words, and shallow lists."""
    for above, node in zip([None, *nodes], nodes, strict=False):
        if node.name == "BlockQuote":
            yield from _tight(lines, body, node.children)
            continue
        if node.name not in {"List", "Table"}:
            continue
        start = body + node.start
        line = _line_above(lines.text, start)
        if (
            above
            and above.name == "Paragraph"
            and line.strip(" \t>")
            and not _CARRIED_OUT.fullmatch(line)
            and not _ends_note(lines.text, body + above.start, line)
        ):
            what = node.name.lower()
            message = (
                f"this is not read as a {what}: add an empty line between it and the text above"
            )
            yield error(_place(lines, start), f"unread-{what}", message)
        elif node.name == "List":
            # A list may itself begin some columns further right: they do not count.
            outer = _column(lines.text, start) // _INDENT * _INDENT
            yield from _shallow(lines, body, node, outer + _INDENT)


def _ends_note(text: str, start: int, line: str) -> bool:
    """Return whether words are a note, which ends with its last line further right."""
    return text.startswith("!!! ", start) and line.startswith((" " * _INDENT, "\t"))


def _shallow(lines: Lines, body: int, block: Node, least: int) -> Iterator[Diagnostic]:
    """Yield the first thing below an item of a list that does not begin at a column or after it."""
    for item in block.children:
        for inner in item.children:
            if inner.name not in _BELOW or inner is item.children[0]:
                continue
            start = _first_sign(lines.text, body + inner.start)
            # Code right below words is read wherever it begins.
            if inner.name != "List" and _line_above(lines.text, start).strip(" \t>"):
                continue
            missing = least - _column(lines.text, start)
            if missing > 0:
                spaces = f"{missing} more space{'s' if missing > 1 else ''}"
                message = f"this is not read as part of the item above; indent it by {spaces}"
                yield error(_place(lines, start), "unread-list", message)
                return
            if inner.name == "List":
                yield from _shallow(lines, body, inner, least + _INDENT)


def _first_sign(text: str, at: int) -> int:
    """Return where a node begins to say something: that of a list may start with a line break."""
    while text[at : at + 1].isspace():
        at += 1
    return at


def _line_above(text: str, at: int) -> str:
    end = text.rfind("\n", 0, at)
    return text[text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)]


def _column(text: str, at: int) -> int:
    """Return how far right the line begins in which a place is, tabs as MkDocs counts them.

    In a quotation it is counted from behind its signs.
    """
    before = _BEFORE.match(text, text.rfind("\n", 0, at) + 1)
    return len(_QUOTED.sub("", before[0].expandtabs(_INDENT), count=1)) if before else 0


def _place(lines: Lines, start: int) -> Place:
    end = lines.text.find("\n", start)
    return lines.place(start, end if end >= 0 else len(lines.text))
