"""`handbook report`: tables about the state of the handbook."""

from collections.abc import Callable
from datetime import date

import click

from handbook.book import Handbook
from handbook.checks import registry
from handbook.reports.contents import contents
from handbook.reports.coverage import completeness, inventory, rules
from handbook.reports.decisions import decisions, discrepancies
from handbook.reports.freshness import freshness
from handbook.reports.metrics import metrics
from handbook.reports.ownership import ownership
from handbook.reports.table import Table
from handbook.reports.usage import usage
from scripts.clock import today, today_option
from scripts.tables import format_option, show
from scripts.workspace import find_root, open_with_settings, warn_skipped


def coverage(handbook: Handbook, day: date) -> tuple[Table, ...]:
    """Return the four tables of the coverage report."""
    checked = registry.run(handbook, day).coverage
    tables = inventory(handbook, day), completeness(handbook), decisions(handbook, day)
    return *tables, rules(checked)


REPORTS: dict[str, Callable[[Handbook, date], tuple[Table, ...]]] = {
    "contents": lambda handbook, day: (contents(handbook, day),),
    "ownership": lambda handbook, day: (ownership(handbook, day),),
    "freshness": lambda handbook, day: (freshness(handbook, day),),
    "coverage": coverage,
    "discrepancies": lambda handbook, day: (discrepancies(handbook, day),),
    "usage": lambda handbook, day: (usage(handbook, day),),
    "metrics": lambda handbook, day: (metrics(handbook, day),),
}


@click.command("report")
@click.argument("name", metavar="REPORT", type=click.Choice(list(REPORTS)))
@format_option
@today_option
@click.pass_context
def command(ctx: click.Context, name: str, form: str, requested: date | None) -> None:
    """Show ownership, freshness, coverage and other reports.

    \b
    contents    every procedure, and every process without one
    ownership   every role: who holds it and what it owns
    freshness   every procedure's last and next review, most urgent first
    coverage    which processes are documented, how completely, and what each check covered
    usage       how often each procedure is run and fails
    metrics     every metric: its current value and target
    discrepancies
                where sources disagree: the value kept, who decides, by when

    \b
    Examples:
      handbook report contents
      handbook report freshness --today 2027-01-01
      handbook report ownership --format csv > ownership.csv
      handbook report coverage --format json | jq '.tables[0].rows[].cells'

    Exit code: 0 success, 1 files with errors were skipped, 2 could not run.
    """
    loaded = open_with_settings(find_root(ctx.obj))
    day = today(loaded.handbook.settings, requested)
    tables = REPORTS[name](loaded.handbook, day)
    show(name, day, tables, form)
    ctx.exit(int(warn_skipped(loaded)))
