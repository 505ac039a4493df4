"""`handbook report`: what the handbook says about itself, as tables."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from handbook.book import Handbook
from handbook.checks import registry
from handbook.formats.tables import Value, aligned, comma_separated, markdown
from handbook.reports.contents import contents
from handbook.reports.coverage import completeness, inventory, rules
from handbook.reports.decisions import decisions, discrepancies
from handbook.reports.freshness import freshness
from handbook.reports.metrics import metrics
from handbook.reports.ownership import ownership
from handbook.reports.table import Cell, Table
from scripts.clock import today, today_option
from scripts.terminal import is_terminal, say
from scripts.workspace import find_root, open_handbook, warn_unread

VERSION = 1


def coverage(handbook: Handbook, day: date) -> tuple[Table, ...]:
    """Return the four tables of the coverage report."""
    looked = registry.run(handbook, day).coverage
    tables = inventory(handbook, day), completeness(handbook), decisions(handbook, day)
    return *tables, rules(looked)


REPORTS: dict[str, Callable[[Handbook, date], tuple[Table, ...]]] = {
    "contents": lambda handbook, day: (contents(handbook, day),),
    "ownership": lambda handbook, day: (ownership(handbook, day),),
    "freshness": lambda handbook, day: (freshness(handbook, day),),
    "coverage": coverage,
    "discrepancies": lambda handbook, day: (discrepancies(handbook, day),),
    "metrics": lambda handbook, day: (metrics(handbook, day),),
}


@click.command("report")
@click.argument("name", metavar="REPORT", type=click.Choice(list(REPORTS)))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "markdown", "csv", "json"]),
    default="table",
    show_default=True,
    help="For reading, for a page, for a spreadsheet, for programs.",
)
@today_option
@click.pass_context
def command(ctx: click.Context, name: str, form: str, asked: date | None) -> None:
    """Show who owns what, how fresh and how complete it is.

    \b
    contents    every procedure, and every process that has none
    ownership   every role: who holds it, what it owns
    freshness   every procedure's last and next review, the most urgent first
    coverage    which processes are documented, how completely, and what the checks could see
    metrics     every metric: where it stands, what is aimed for
    discrepancies
                where the sources disagree: what is kept, who decides, by when

    \b
    Examples:
      handbook report contents
      handbook report freshness --today 2027-01-01
      handbook report ownership --format csv > ownership.csv
      handbook report coverage --format json | jq '.tables[0].rows[].cells'

    Exit code: 0, or 1 if files with errors had to be left out, or 2 if it could not look.
    """
    loaded = open_handbook(find_root(ctx.obj))
    day = today(loaded.handbook.settings, asked)
    tables = REPORTS[name](loaded.handbook, day)
    if form == "json":
        say(_json(name, day, tables), newline=False)
    elif form == "table" and is_terminal():
        # Imported only here: piped output has no use for it.
        from scripts.drawing import draw  # noqa: PLC0415

        draw(tables)
    else:
        say("\n".join(WRITERS[form](table) for table in tables), newline=False)
    ctx.exit(int(warn_unread(loaded)))


def _values(table: Table) -> list[list[Value]]:
    return [[cell.value for cell in row] for row in table.rows]


def _text(table: Table) -> str:
    return f"{table.title}\n\n{aligned(table.columns, _values(table))}" + _note(table)


def _markdown(table: Table) -> str:
    return f"## {table.title}\n\n{markdown(table.columns, _values(table))}" + _note(table)


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
    """Return a table as plain data; `entries` says, as "kind/id", what the cells name."""
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
