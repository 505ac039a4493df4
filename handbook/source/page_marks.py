"""Find marks in a page in docs/ that forges render and MkDocs shows as plain text."""

import re
from collections.abc import Collection, Iterator, Sequence

from handbook.diagnostics import Diagnostic, error
from handbook.source.markdown import Node
from handbook.source.text import Lines

_ALERT = re.compile(r">[ \t]*(\[!(\w+)\])")
# MkDocs' names for the forges' "important" and "caution".
_NOTES = {"important": "warning", "caution": "danger"}
# The extension that enables each mark.
_READ_BY = {"TaskListMarker": "pymdownx.tasklist", "Strikethrough": "pymdownx.tilde"}
_NOTE = re.compile(r"!!! .*")
_INDENTED = re.compile(r"(?:[ \t>]*\n)+(?: {0,3}> ?)*(?: {4}|\t)|\s*\Z")
CODE = frozenset(("Code", "CodeBlock", "HtmlBlock"))


def unread_marks(
    lines: Lines, body: int, nodes: Sequence[Node], extensions: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield task lists, strikethrough and notes that the site's extensions do not render."""
    for node in nodes:
        if node.name in CODE:
            continue
        is_read = _READ_BY.get(node.name) in extensions
        found = None if is_read else _unread_mark(lines.text, body + node.start, node)
        if found:
            start, end, message = found
            yield error(lines.place(start, end), "unread-mark", message)
        yield from unread_marks(lines, body, node.children, extensions)


def _unread_mark(text: str, start: int, node: Node) -> tuple[int, int, str] | None:
    """Return the span of a mark that the site does not render, with the message."""
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
