"""Marks of a page in docs/ that forges know and MkDocs shows as they are written."""

import re
from collections.abc import Collection, Iterator, Sequence

from handbook.diagnostics import Diagnostic, error
from handbook.source.markdown import Node
from handbook.source.text import Lines

_ALERT = re.compile(r">[ \t]*(\[!(\w+)\])")
# What MkDocs calls what forges call important or a caution.
_NOTES = {"important": "warning", "caution": "danger"}
# The extension by which the site reads a mark.
_READ_BY = {"TaskListMarker": "pymdownx.tasklist", "Strikethrough": "pymdownx.tilde"}
_NOTE = re.compile(r"!!! .*")
_INDENTED = re.compile(r"(?:[ \t>]*\n)+(?: {0,3}> ?)*(?: {4}|\t)|\s*\Z")
CODE = frozenset(("Code", "CodeBlock", "HtmlBlock"))


def unread_marks(
    lines: Lines, body: int, nodes: Sequence[Node], extensions: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield boxes, words struck out and notes that are none on a site with some extensions."""
    for node in nodes:
        if node.name in CODE:
            continue
        is_read = _READ_BY.get(node.name) in extensions
        told = None if is_read else _told(lines.text, body + node.start, node)
        if told:
            start, end, message = told
            yield error(lines.place(start, end), "unread-mark", message)
        yield from unread_marks(lines, body, node.children, extensions)


def _told(text: str, start: int, node: Node) -> tuple[int, int, str] | None:
    """Return where a mark begins and ends that the site does not know, and what is told of it."""
    end = start + node.end - node.start
    if node.name == "TaskListMarker":
        cure = "remove it, or turn the list into a checklist"
        return start, end, f"'{text[start:end]}' is shown as plain text; {cure}"
    if node.name == "Strikethrough":
        return (
            start,
            end,
            "strikethrough is not shown here; remove the words, or the '~' around them",
        )
    alert = _ALERT.match(text, start) if node.name == "BlockQuote" else None
    if alert:
        name = alert[2].lower()
        wanted = f"!!! {_NOTES.get(name, name)}"
        cure = f"write {wanted!r}, and indent each line below it by four spaces, without '>'"
        return *alert.span(1), f"'{alert[1]}' is shown as plain text; {cure}"
    note = _NOTE.match(text, start) if node.name == "Paragraph" else None
    if note and not _INDENTED.match(text, note.end()):
        message = "this note is empty: indent each of its lines by four spaces"
        return *note.span(), message
    return None
