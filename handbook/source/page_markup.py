"""Find links, tables and lists of a page in docs/ that MkDocs would show as plain text.

Its Markdown differs from the forge's preview: a list or table needs an empty line above it, and
content below a list item is indented by four spaces.
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
# A template line that leaves nothing when rendered.
_TEMPLATE_LINE = re.compile(r"[ \t]*(?:\{%.*%\}|\{#.*#\})[ \t]*")
_BEFORE = re.compile(r"[ \t>]*")
_QUOTED = re.compile(r"(?: {0,3}> ?)*")
# The extensions that enable footnotes, "[^1]".
_FOOTNOTES = frozenset(("footnotes", "extra", "pymdownx.extra"))
_FOOTNOTES |= {"markdown.extensions.footnotes", "markdown.extensions.extra"}


def page_faults(
    lines: Lines, body: int, markup: Markup, extensions: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the Markdown of a page whose body starts at an offset.

    `extensions` are the Markdown extensions of the site.
    """
    written = lines.text.split("\n") if markup.spilled else []
    yield from with_unread_tables([], lines, body, markup.nodes)
    for fault in spilled_cells(lines, body, markup.spilled):
        # A template may generate rows, and for MkDocs a bar in code does not separate cells.
        row = written[fault.place.line - 1]
        if not row.lstrip().startswith("{") and "`" not in row:
            yield fault
    words = [(node.data, body + node.start) for node in words_of(markup.nodes, CODE)]
    has_notes = not _FOOTNOTES.isdisjoint(extensions)
    yield from unread_links(lines, body, words, to_fill=False, has_notes=has_notes)
    # Notes in the site's own syntax are checked by `unread_marks`.
    yield from foreign_marks(lines, body, words, {*extensions, "admonition"})
    yield from unread_marks(lines, body, markup.nodes, extensions)
    yield from _unseparated(lines, body, markup.nodes)


def _unseparated(lines: Lines, body: int, nodes: Sequence[Node]) -> Iterator[Diagnostic]:
    """Yield lists and tables directly below text, and lists with too little indentation."""
    for above, node in zip([None, *nodes], nodes, strict=False):
        if node.name == "BlockQuote":
            yield from _unseparated(lines, body, node.children)
            continue
        if node.name not in {"List", "Table"}:
            continue
        start = body + node.start
        line = _line_above(lines.text, start)
        if (
            above
            and above.name == "Paragraph"
            and line.strip(" \t>")
            and not _TEMPLATE_LINE.fullmatch(line)
            and not _ends_note(lines.text, body + above.start, line)
        ):
            what = node.name.lower()
            message = (
                f"this is not read as a {what}: add an empty line between it and the text above"
            )
            yield error(_place(lines, start), f"unread-{what}", message)
        elif node.name == "List":
            # A list may itself be indented by a few spaces: they do not count.
            outer = _column(lines.text, start) // _INDENT * _INDENT
            yield from _underindented(lines, body, node, outer + _INDENT)


def _ends_note(text: str, start: int, line: str) -> bool:
    """Return whether a paragraph is a note, and its last line is indented."""
    return text.startswith("!!! ", start) and line.startswith((" " * _INDENT, "\t"))


def _underindented(lines: Lines, body: int, block: Node, min_column: int) -> Iterator[Diagnostic]:
    """Yield the first block below a list item that is indented less than `min_column` columns."""
    for item in block.children:
        for inner in item.children:
            if inner.name not in _BELOW or inner is item.children[0]:
                continue
            start = _first_visible(lines.text, body + inner.start)
            # A block directly below text is part of it, whatever its indentation.
            if inner.name != "List" and _line_above(lines.text, start).strip(" \t>"):
                continue
            missing = min_column - _column(lines.text, start)
            if missing > 0:
                spaces = f"{missing} more space{'s' if missing > 1 else ''}"
                message = f"this is not read as part of the item above; indent it by {spaces}"
                yield error(_place(lines, start), "unread-list", message)
                return
            if inner.name == "List":
                yield from _underindented(lines, body, inner, min_column + _INDENT)


def _first_visible(text: str, at: int) -> int:
    """Return the offset of a node's first visible character: a list may start with a line break."""
    while text[at : at + 1].isspace():
        at += 1
    return at


def _line_above(text: str, at: int) -> str:
    end = text.rfind("\n", 0, at)
    return text[text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)]


def _column(text: str, at: int) -> int:
    """Return the indentation of the line at an offset, counting tabs as MkDocs does.

    In a block quote it is counted after the quote markers.
    """
    before = _BEFORE.match(text, text.rfind("\n", 0, at) + 1)
    return len(_QUOTED.sub("", before[0].expandtabs(_INDENT), count=1)) if before else 0


def _place(lines: Lines, start: int) -> Place:
    end = lines.text.find("\n", start)
    return lines.place(start, end if end >= 0 else len(lines.text))
