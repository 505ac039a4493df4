"""Output of tables as text, Markdown, CSV or JSON."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click

from handbook.formats.tables import aligned, comma_separated, markdown
from handbook.reports.table import Cell, Table, Value
from scripts.terminal import is_terminal, print_output

VERSION = 1
F = TypeVar("F", bound=Callable[..., Any])


def format_option(command: F) -> F:
    """Add the option --format to a command, as the parameter `form`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "markdown", "csv", "json"]),
        default="table",
        show_default=True,
        help="Output format.",
    )(command)


def show(name: str, day: date, tables: tuple[Table, ...], form: str) -> None:
    """Print tables in one of the formats; `name` identifies the report in JSON."""
    if form == "json":
        print_output(_json(name, day, tables), newline=False)
    elif form == "table" and is_terminal():
        # Imported lazily: piped output does not need it.
        from scripts.table_layout import draw  # noqa: PLC0415

        draw(tables)
    else:
        print_output("\n".join(WRITERS[form](table) for table in tables), newline=False)


def show_rows(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """Print rows as a table; on a terminal that is too narrow, as a block for each row."""
    if is_terminal():
        # Imported lazily: piped output does not need it.
        from scripts.table_layout import draw  # noqa: PLC0415

        draw((Table("", tuple(columns), tuple(tuple(map(Cell, row)) for row in rows)),))
    else:
        print_output(aligned(columns, rows), newline=False)


def _values(table: Table) -> list[list[Value]]:
    return [[cell.value for cell in row] for row in table.rows]


def _text(table: Table) -> str:
    rows = aligned(table.columns, _values(table)) if table.rows else f"{table.empty}\n"
    return f"{table.title}\n\n{rows}" + _note(table)


def _markdown(table: Table) -> str:
    rows = markdown(table.columns, _values(table)) if table.rows else f"{table.empty}\n"
    return f"## {table.title}\n\n{rows}" + _note(table)


def _note(table: Table) -> str:
    return f"\n{table.note}\n" if table.note else ""


def _csv(table: Table) -> str:
    return comma_separated(table.columns, _values(table))


WRITERS: dict[str, Callable[[Table], str]] = {
    "table": _text,
    "markdown": _markdown,
    "csv": _csv,
}


def _json(name: str, day: date, tables: tuple[Table, ...]) -> str:
    document = {
        "version": VERSION,
        "report": name,
        "date": day.isoformat(),
        "tables": [_table(table) for table in tables],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _table(table: Table) -> dict[str, Any]:
    """Return a table as plain data; `entries` has the "kind/id" of entries named in cells."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return {
        "title": table.title,
        "note": table.note,
        "columns": list(table.columns),
        "rows": [
            {
                "cells": {name: _plain(cell) for name, cell in row.items()},
                "entries": {name: "/".join(cell.link) for name, cell in row.items() if cell.link},
            }
            for row in rows
        ],
    }


def _plain(cell: Cell) -> str | int | None:
    return cell.value.isoformat() if isinstance(cell.value, date) else cell.value
