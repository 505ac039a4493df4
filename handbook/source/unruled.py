"""Lines with bars that were to be a table, and that Markdown takes for words."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from handbook.diagnostics import Diagnostic, Place, error
from handbook.source.markdown import Node
from handbook.source.text import Lines

_ROW = re.compile(r"\|.*\|")
# Of a line alone: "|x| + |y|" is none.
_SPACED_ROW = re.compile(r"\|[ \t].*[ \t]\|")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
_LINE = re.compile(r"\n[ \t]*\|")
_BAR = re.compile(r"(?<!\\)\|")
_OF_WORDS = frozenset(("unexpected-text", "missing-label"))
# Where bars are part of something else.
_APART = frozenset(("CodeBlock", "HtmlBlock", "Table"))


def with_unread_tables(
    faults: list[Diagnostic], lines: Lines, body: int, nodes: Sequence[Node]
) -> list[Diagnostic]:
    """Return what is wrong with a text, such tables too, each at its first line.

    `body` is where the body starts in the text, `nodes` are those of it.
    """
    read = [node for node in nodes if node.name == "Table"]
    starts = [body + node.start for node in read]
    bars = (found.end() for found in _LINE.finditer(lines.text, body - 1))
    # Nearly all stand in tables that are read as such.
    if all((at := bisect_left(starts, bar)) and bar <= body + read[at - 1].end for bar in bars):
        return faults
    tables = dict(_unread(lines, body, nodes))
    # That words are not expected where a table stands is no news.
    places = {place[:3] for place in tables}
    others = [one for one in faults if one.code not in _OF_WORDS or one.place[:3] not in places]
    told = [
        error(place, "unread-table", f"this is no table: {why}")
        for place, why in tables.items()
        if why
    ]
    return [*others, *told]


def _unread(lines: Lines, body: int, nodes: Sequence[Node]) -> Iterator[tuple[Place, str]]:
    """Yield where each starts, and why it is none; nothing where that is told with the one above.

    What an empty line parts from a table is one with it.
    """
    passed = False
    for at, node in enumerate(nodes):
        if node.name not in _APART and node.name != "Paragraph":
            yield from _unread(lines, body, node.children)
        rows = _rows(lines, body, node)
        if rows:
            below = _rows(lines, body, nodes[at + 1]) if at + 1 < len(nodes) else []
            start = body + node.start
            place = lines.place(start, start + len(rows[0]))
            yield place, "" if passed else _why(rows, below, nodes[at - 1] if at else node)
        passed = bool(rows)


def _rows(lines: Lines, body: int, node: Node) -> list[str]:
    """Return the lines of a paragraph if each is a row of a table, else nothing."""
    if node.name != "Paragraph":
        return []
    written = lines.text[body + node.start : body + node.end]
    rows = [row.strip() for row in written.strip().split("\n")]
    if len(rows) == 1:
        return rows if _SPACED_ROW.fullmatch(rows[0]) and _cells(rows[0]) > 1 else []
    return rows if all(map(_ROW.fullmatch, rows)) else []


def _why(rows: Sequence[str], below: Sequence[str], above: Node) -> str:
    cells = _cells(rows[0])
    if len(rows) > 1 and _RULE.fullmatch(rows[1]):
        return (
            f"its first line has {cells} cells and the hyphens {_cells(rows[1])}; make both equal"
        )
    if below and _RULE.fullmatch(below[0]):
        return "an empty line stands in it; remove it"
    rule = f"|{' --- |' * cells}"
    cure = f"write {rule!r} below its first line"
    if above.name == "Table":
        return f"an empty line parts it from the table above; remove it, or {cure}"
    return cure


def _cells(row: str) -> int:
    return len(_BAR.findall(row)) - 1
