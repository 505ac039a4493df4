"""`handbook history`: the handbook's metrics month by month, computed from git."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from handbook.git import Git
from handbook.history.months import MonthEnd, Plain, measure_months, month_ends, results_store
from handbook.load import load, settings_of
from handbook.readers import MemoryReader
from handbook.reports.health import HEALTH_METRICS, Health, HealthMetric, health
from handbook.reports.table import Cell, Table, Value
from handbook.times import zone_of
from scripts.clock import today, today_option
from scripts.refusal import Refusal
from scripts.revision import git_errors_as_refusals
from scripts.tables import format_option, show
from scripts.terminal import print_note, progress
from scripts.workspace import find_root, open_cache, open_reader


@click.command("history")
@click.option(
    "--months",
    type=click.IntRange(1, 240),
    default=12,
    show_default=True,
    help="Number of months to show, including this one.",
)
@click.option("--no-cache", is_flag=True, help="Recalculate every month.")
@format_option
@today_option
@click.pass_context
def command(
    ctx: click.Context, /, months: int, form: str, requested: date | None, **_: Any
) -> None:
    """Show the metrics month by month.

    Each month is measured at its last commit, as of its last day; the current month as of
    today. Results are cached.

    \b
    Examples:
      handbook history
      handbook history --months 24 --format csv > history.csv

    Exit code: 0 success, 2 could not run.
    """
    root = find_root(ctx.obj)
    settings = settings_of(root)
    day = today(settings, requested)
    git = Git(root)
    with git_errors_as_refusals():
        ends = month_ends(git, day, zone_of(settings), months)
        shallow = git.is_shallow()
        with progress("Measuring") as report, open_reader() as reader, open_cache() as cache:
            found = []
            store = results_store(root, cache)
            measure = partial(_measure, MemoryReader().over(reader))
            for number, one in enumerate(measure_months(git, ends, store, measure), start=1):
                found.append(one)
                report(number, len(ends))
    if not found:
        raise Refusal(f"no history: nothing was committed by {day.isoformat()}")
    if shallow:
        print_note("this clone is shallow; run 'git fetch --unshallow' to see the whole history")
    show("history", day, (_table(found),), form)


def _measure(unchanged: MemoryReader, folder: Path, day: date) -> Plain:
    """Return the metrics of the handbook in a folder, ignoring unreadable files."""
    return health(load(folder, reader=unchanged).handbook, day)._asdict()


def _table(found: Iterable[tuple[MonthEnd, Plain]]) -> Table:
    columns = ("Month", "Procedures", *(measure.title for measure in HEALTH_METRICS))
    rows = []
    for end, plain in found:
        then = Health(**plain)
        cells = [_value(then, measure) for measure in HEALTH_METRICS]
        rows.append(tuple(Cell(value) for value in (end.month, then.procedures, *cells)))
    return Table("History", columns, tuple(rows))


def _value(then: Health, measure: HealthMetric) -> Value:
    value = measure.of(then)
    if value is None or not measure.unit:
        return None if value is None else int(value)
    return f"{value:.0f}{measure.unit}"
