"""Parse CSV text into plain data with a place for every cell: one mapping per row.

Cells may be quoted, but not span lines, so that a place is always on one line.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from handbook.amounts import counted
from handbook.diagnostics import Diagnostic, error
from handbook.similarity import similar
from handbook.source.places import Span
from handbook.source.text import Lines
from handbook.source.yaml import Tree

# Possessive: no line, however long, is scanned twice.
_CELL = re.compile(r'[ \t]*+(?:"((?:[^"]|"")*+)"[ \t]*+|([^",]*+))(?:(,)|$)')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{1,40})?")

_OTHER_SEPARATORS = {";": "';'", "\t": "a tab", "|": "'|'"}


class Cell(NamedTuple):
    """A parsed cell and its span."""

    text: str
    span: Span


def read_csv(lines: Lines, rows: str, columns: Collection[str], numbers: Collection[str]) -> Tree:
    """Return {rows: [one mapping per row]}; `numbers` are the columns that contain numbers.

    The header must name all columns, in any order. Empty cells are left out of their mapping, and
    empty rows are skipped.
    """
    tree = Tree.of(lines, {rows: []})
    tree.values.found.update({(): (0, 0), (rows,): (0, 0)})
    written = list(_read_rows(lines, tree.faults))
    if not written:
        tree.faults.append(error(lines.place(0), "wrong-column", _no_header(columns)))
        return tree
    header, *body = written
    names = [cell.text for cell in header]
    tree.faults.extend(_wrong_separator(lines, header) or _wrong_columns(lines, header, columns))
    if tree.faults:
        return tree
    for cells in body:
        if not any(cell.text for cell in cells):
            continue
        _add(tree, rows, dict(zip(names, cells, strict=False)), numbers)
        if len(cells) != len(names):
            tree.faults.append(_wrong_length(lines, cells, len(names)))
    return tree


def _add(tree: Tree, rows: str, cells: dict[str, Cell], numbers: Collection[str]) -> None:
    row: dict[str, Any] = {}
    index = len(tree.data[rows])
    tree.data[rows].append(row)
    first = next(iter(cells.values()))
    tree.values.found[rows, index] = first.span
    for name, cell in cells.items():
        if cell.text:
            row[name] = _value(cell.text, name in numbers)
            tree.values.found[rows, index, name] = cell.span
            tree.keys.found[rows, index, name] = cell.span


def _value(text: str, is_number: bool) -> Any:
    if is_number and _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text


def _read_rows(lines: Lines, faults: list[Diagnostic]) -> Iterator[list[Cell]]:
    """Yield the cells of each line that is not empty; stop at a line that cannot be read."""
    start = 0
    for line in lines.text.split("\n"):
        if line.strip():
            cells = _cells(line, start)
            if cells is None:
                place = lines.place(start, start + len(line))
                message = 'a quote is unclosed or inside a cell; write "a ""word"" in it"'
                faults.append(error(place, "csv-syntax", message))
                return
            yield cells
        start += len(line) + 1


def _cells(line: str, start: int) -> list[Cell] | None:
    found: list[Cell] = []
    at = 0
    while True:
        match = _CELL.match(line, at)
        if match is None:
            return None
        group = 1 if match[1] is not None else 2
        text = match[group].replace('""', '"') if group == 1 else match[group].rstrip(" \t")
        first = match.start(group)
        last = match.end(group) if group == 1 else first + len(text)
        found.append(Cell(text, (start + first, start + max(last, first + 1))))
        if not match[3]:
            return found
        at = match.end()


def _wrong_separator(lines: Lines, header: list[Cell]) -> list[Diagnostic]:
    """Return a diagnostic for another separator, as spreadsheets with decimal commas use."""
    (start, _), text = header[0].span, header[0].text
    sign = next((sign for sign in _OTHER_SEPARATORS if sign in text), None)
    if len(header) > 1 or sign is None:
        return []
    at = start + text.index(sign)
    message = (
        f"{_OTHER_SEPARATORS[sign]} separates the columns; use commas, "
        "and write numbers with a decimal point"
    )
    return [error(lines.place(at, at + 1), "wrong-column", message)]


def _wrong_columns(
    lines: Lines, header: list[Cell], columns: Collection[str]
) -> Iterator[Diagnostic]:
    names = [cell.text for cell in header]
    if not any(name in columns or similar(name, columns) for name in names):
        yield error(lines.place(*header[0].span), "wrong-column", _no_header(columns))
        return
    if "" in names:
        message = "a column has no name; name it, or remove its comma from every line"
        yield error(lines.place(*header[names.index("")].span), "wrong-column", message)
    suggested: set[str] = set()
    for index, cell in enumerate(header):
        if not cell.text:
            continue
        if cell.text not in columns or cell.text in names[:index]:
            near = [name for name in similar(cell.text, columns) if name not in names]
            suggested.update(near[:1])
            hint = (
                f"; did you mean {near[0]!r}?"
                if near
                else f"; expected {','.join(columns)}, each once"
            )
            message = f"unexpected column {cell.text!r}{hint}"
            yield error(lines.place(*cell.span), "wrong-column", message)
    # A misspelt column is not also reported as missing.
    missing = [name for name in columns if name not in names and name not in suggested]
    if missing:
        message = f"the first line does not name the column {', '.join(map(repr, missing))}"
        yield error(lines.place(*header[0].span), "wrong-column", message)


def _no_header(columns: Collection[str]) -> str:
    return f"the first line must name the columns: {','.join(columns)}"


def _wrong_length(lines: Lines, cells: list[Cell], wanted: int) -> Diagnostic:
    message = (
        f"this line has {counted(len(cells), 'cell')}, but the first line names {wanted} columns"
    )
    if len(cells) > wanted and all(cell.text.isdecimal() for cell in cells[wanted - 1 :]):
        message += "; write numbers with a decimal point and no thousands separators"
    elif len(cells) == 1 and ";" in cells[0].text:
        message += "; separate the cells with commas"
    return error(lines.place(*cells[-1].span), "wrong-column", message)
