"""Find lines with bars that were meant as a table but are not parsed as one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat, takewhile
from typing import NamedTuple

from handbook.diagnostics import Diagnostic, Place, error
from handbook.source.inline import labelled
from handbook.source.items import BLOCKS, paragraph
from handbook.source.markdown import Node, Spilled
from handbook.source.text import Lines

_ROW = re.compile(r"\|.*\|")
# For a single line: "|x| + |y|" is not a row.
_SPACED_ROW = re.compile(r"\|[ \t].*[ \t]\|")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+")
# Without outer bars; "{{ a | b }}" is part of a template.
_LOOSE_ROW = re.compile(r"[^|{]+(?: \| [^|{]+)+")
_LOOSE_RULE = re.compile(r":?-+:?(?: *\| *:?-+:?)+")
# "+-----+-----+": a rule of a table drawn by Pandoc or a word processor.
_DRAWN = re.compile(r"\+(?:[-=:]+\+)+")
# In just two lines the bars may separate words.
_MIN_LINES = 3
_LINE = re.compile(r"\n[ \t>]*(?:\||\+[-=:]|:?-+:? *\|)|(?:\n[^|{\n]+ \| [^|{\n]+){3}")
_BAR = re.compile(r"(?<!\\)\|")
_TEXT_CODES = frozenset(("unexpected-text", "missing-label"))
# Blocks in which bars mean something else.
_EXCLUDED = frozenset(("CodeBlock", "HtmlBlock", "Table"))


def with_unread_tables(
    faults: list[Diagnostic], lines: Lines, body: int, nodes: Sequence[Node]
) -> list[Diagnostic]:
    """Return the diagnostics together with those for unparsed tables, each at its first line.

    `body` is the offset of the body in the text, and `nodes` are those of the body.
    """
    tables = [node for node in nodes if node.name == "Table"]
    starts = (body, *(body + table.end for table in tables))
    ends = (*(body + table.start for table in tables), len(lines.text))
    # Nearly always, every bar is inside a parsed table.
    if not any(map(_has_row, repeat(lines.text), starts, ends)):
        return faults
    reasons = dict(_unread(lines, body, nodes))
    # At an unparsed table, "unexpected text" would be noise.
    places = {place[:3] for place in reasons}
    others = [one for one in faults if one.code not in _TEXT_CODES or one.place[:3] not in places]
    unread = [
        error(place, "unread-table", f"this is not read as a table: {why}")
        for place, why in reasons.items()
        if why
    ]
    return [*others, *unread]


def _has_row(text: str, start: int, end: int) -> bool:
    """Return whether a line of this part of a text may be a row."""
    # Most texts have neither sign, and finding a sign is much faster than a pattern.
    has_sign = text.find("|", start, end) >= 0 or text.find("+", start, end) >= 0
    return has_sign and _LINE.search(text, start - 1, end) is not None


def spilled_cells(lines: Lines, body: int, cells: Iterable[Spilled]) -> Iterator[Diagnostic]:
    """Yield cells beyond the columns of their table, and lines of text parsed as rows."""
    for cell in cells:
        if cell.is_line:
            code = "unexpected-text"
            message = "this line is read as a row of the table above; add an empty line before it"
        else:
            code = "wrong-column"
            message = (
                f"this row has more cells than its table has columns: {cell.text!r} would be lost; "
                "move it into another cell, or write '\\|' for a literal bar"
            )
        yield error(lines.place(body + cell.start, body + cell.end), code, message)


class _Rows(NamedTuple):
    """Lines that look like table rows, and whether there is text above or below them."""

    start: int
    lines: Sequence[str]
    has_text_above: bool
    has_text_below: bool


def _unread(lines: Lines, body: int, nodes: Sequence[Node]) -> Iterator[tuple[Place, str]]:
    """Yield each unparsed table with the reason, empty if the table above already reports it.

    Rows after an empty line belong to the table above them.
    """
    follows_rows = False
    for at, node in enumerate(nodes):
        if node.name not in _EXCLUDED and node.name != "Paragraph":
            first = _first_words(node) if node.name == "Item" else []
            yield from _unread(lines, body, [*first, *node.children])
        rows = _rows(lines, body, node)
        if rows:
            below = _rows(lines, body, nodes[at + 1]) if at + 1 < len(nodes) else None
            place = lines.place(rows.start, rows.start + len(rows.lines[0]))
            yield place, "" if follows_rows else _why(rows, below, nodes[at - 1] if at else node)
        follows_rows = rows is not None


def _first_words(item: Node) -> list[Node]:
    """Return the first lines of an item as a paragraph, if they are not one already."""
    words = list(takewhile(lambda one: one.name not in BLOCKS, item.children))
    return [paragraph(words)] if words else []


def _rows(lines: Lines, body: int, node: Node) -> _Rows | None:
    """Return the first lines of a paragraph that look like rows, None if there are none."""
    if node.name != "Paragraph":
        return None
    start = body + node.start
    found: list[str] = []
    written = lines.text[start : body + node.end].rstrip().split("\n")
    # Every line of a block quote is marked, except the first of a paragraph.
    rows = [line.strip(" \t>" if number else None) for number, line in enumerate(written)]
    is_loose = _is_loose(rows) and not labelled(node.children)
    at, has_text_below = start, False
    for line, row in zip(written, rows, strict=True):
        if _ROW.fullmatch(row) or _DRAWN.fullmatch(row) or (is_loose and "|" in row):
            at = at if found else start + line.index(row)
            found.append(f"|{row}|" if is_loose else row)
        elif found:
            has_text_below = True
            break
        start += len(line) + 1
    is_alone = len(found) == len(written)
    if len(found) == 1 and not (
        is_alone and _SPACED_ROW.fullmatch(found[0]) and _cells(found[0]) > 1
    ):
        return None
    first = body + node.start
    return _Rows(at, found, at != first, has_text_below) if found else None


def _is_loose(rows: Sequence[str]) -> bool:
    """Return whether lines are a table without outer bars."""
    bars = {row.count("|") if _LOOSE_ROW.fullmatch(row) else 0 for row in rows}
    is_alone = len(rows) >= _MIN_LINES and len(bars) == 1 and 0 not in bars
    return is_alone or any(
        "|" in row and _LOOSE_RULE.fullmatch(rule) for row, rule in pairwise(rows)
    )


def _why(rows: _Rows, below: _Rows | None, above: Node) -> str:
    first, *others = rows.lines
    if _DRAWN.fullmatch(first):
        rule = f"|{' --- |' * (first.count('+') - 1)}"
        return f"remove the lines of '+', and write {rule!r} below its first line"
    if _RULE.fullmatch(first):
        return "write the column names directly above the hyphens"
    cells = _cells(first)
    if others and _RULE.fullmatch(others[0]):
        hyphens = _cells(others[0])
        if rows.has_text_above and hyphens == cells:
            # Directly below a list item or a quote, lines continue its text.
            return "add an empty line between it and the text above"
        return f"its first line has {cells} cells but the hyphens have {hyphens}; make them match"
    if below and _RULE.fullmatch(below.lines[0]):
        return "it contains an empty line; remove it"
    rule = f"|{' --- |' * cells}"
    cure = f"write {rule!r} below its first line"
    if rows.has_text_below:
        return f"{cure}, and an empty line below its last"
    if above.name == "Table" and not rows.has_text_above:
        return f"an empty line separates it from the table above; remove it, or {cure}"
    return cure


def _cells(row: str) -> int:
    return len(_BAR.findall(row)) - 1
