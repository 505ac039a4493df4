"""Tables fitted to the terminal's width, without broken words or empty columns."""

from collections.abc import Iterator, Sequence
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table as Drawing
from rich.text import Text

from handbook.formats.characters import printable, width, wrapped
from handbook.formats.tables import cell_text, is_numeric
from handbook.reports.table import Table
from scripts.terminal import has_colour

_GAP = 2
Side = Literal["left", "right"]


def draw(tables: Sequence[Table], *, folded: bool = False) -> None:
    """Print tables; one that is too wide, or any if `folded`, becomes a block for each row.

    A table without a title begins with its first row.
    """
    console = Console(no_color=not has_colour(), highlight=False)
    for number, table in enumerate(tables):
        if number:
            console.print()
        if table.title:
            console.print(Text(printable(table.title), style="bold"))
        if table.rows:
            console.print(_drawn(table, console.width, folded=folded))
        else:
            console.print(Text(f"\n{table.empty}"))
        if table.note:
            console.print(Text(f"\n{table.note}"))


def _drawn(table: Table, columns: int, *, folded: bool) -> RenderableType:
    used = [
        index
        for index in range(len(table.columns))
        if any(row[index].value is not None for row in table.rows)
    ]
    words = [_widest_word(table, index) for index in used]
    if folded or sum(words) + _GAP * len(used) > columns:
        return Group(*_blocks(table, used, columns))
    return _grid(table, used, words)


def _widest_word(table: Table, index: int) -> int:
    texts = [table.columns[index], *(_text(table, row, index) for row in range(len(table.rows)))]
    return max(width(word) for text in texts for word in text.split() or [""])


def _text(table: Table, row: int, index: int) -> str:
    return printable(cell_text(table.rows[row][index].value))


def _grid(table: Table, used: Sequence[int], words: Sequence[int]) -> Drawing:
    drawing = Drawing(box=SIMPLE_HEAD, pad_edge=False, padding=(0, _GAP, 0, 0), show_edge=False)
    values = [[cell.value for cell in row] for row in table.rows]
    for index, least in zip(used, words, strict=True):
        side: Side = "right" if is_numeric(values, index) else "left"
        drawing.add_column(table.columns[index], justify=side, min_width=least)
    for row in range(len(table.rows)):
        # As Text: rich would treat brackets in a title as markup.
        drawing.add_row(*(Text(_text(table, row, index)) for index in used))
    return drawing


def _blocks(table: Table, used: Sequence[int], columns: int) -> Iterator[RenderableType]:
    """Yield each row as its first value, with lines of "Column: value" below it."""
    first, *rest = used
    for row in range(len(table.rows)):
        above = "\n" if row or table.title else ""
        yield Text(f"{above}{_text(table, row, first)}")
        for index in rest:
            value = _text(table, row, index)
            label = f"{table.columns[index]}: "
            if value:
                # Continuation lines are indented further, so that labels stand out.
                text = "\n    ".join(wrapped(label + value, columns - 4))
                yield Text.assemble("  ", (label, "dim"), text.removeprefix(label))
