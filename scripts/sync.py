"""`handbook sync`: import of reports on the forge as dated counts in data/."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import click

from handbook.book import Handbook
from handbook.formats.tables import Value, comma_separated
from handbook.records import Entry
from handbook.usage import KIND
from scripts.files import replace
from scripts.forge.connection import connected
from scripts.forge.forge import Issue
from scripts.refusal import Refusal
from scripts.terminal import print_note
from scripts.workspace import find_root, open_handbook

PATH = f"data/{KIND}/issues.csv"
COLUMNS = ("procedure", "date", "runs", "errors")
# The title prefixes of our issue forms, and what each counts as.
RUN, ERROR = "runs", "errors"
_FORMS = {"ran:": RUN, "error in:": ERROR}
_ADDRESS = re.compile(r"(?:^|[/\s])procedures/([a-z0-9-]+)/")
# The answer to the form's question "Procedure", as rendered by the forge.
_ANSWER = re.compile(r"^#+ *Procedure *\n+ *([^\n#]+)", re.MULTILINE)


class Report(NamedTuple):
    """A report that a procedure was run or failed: its id, the day, and RUN or ERROR."""

    procedure: str
    day: date
    what: str


@click.group("sync")
def command() -> None:
    """Import data from the forge into data/.

    \b
    Examples:
      handbook sync issues
    """


@command.command("issues")
@click.pass_context
def issues(ctx: click.Context) -> None:
    """Count the runs and errors that people report as issues.

    Reads issues whose titles begin with "Ran:" or "Error in:", as created by the forms and by
    links on the pages, and rewrites data/usage/issues.csv with one line per procedure and day.
    The forge is set by GITHUB_REPOSITORY or CI_PROJECT_ID, with the token in HANDBOOK_TOKEN. If
    a request fails, nothing is written.

    \b
    Examples:
      GITHUB_REPOSITORY=example/handbook HANDBOOK_TOKEN=... handbook sync issues

    Exit code: 0 written or up to date, 2 failed.
    """
    root = find_root(ctx.obj)
    handbook = open_handbook(root).handbook
    if KIND not in handbook.registers:
        raise Refusal(
            f"this handbook has no data/schemas/{KIND}.json, which is needed to read the counts"
        )
    reports = []
    for issue in connected().issues():
        what = next((kind for form, kind in _FORMS.items() if _begins(issue, form)), None)
        if what is None:
            continue
        entry = _procedure(handbook, issue)
        if entry is None:
            print_note(
                f"issue {issue.number} names no procedure and is not counted: {issue.title!r}"
            )
            continue
        reports.append(Report(entry.id, issue.opened, what))
    text = _written(reports)
    file = root / PATH
    if file.is_file() and file.read_bytes() == text:
        print_note(f"{PATH} is up to date")
        return
    replace(file, text, folders=True)
    count = Counter(report.what for report in reports)
    print_note(f"wrote {PATH}: {count[RUN]} runs and {count[ERROR]} errors")


def _begins(issue: Issue, form: str) -> bool:
    return issue.title.strip().lower().startswith(form)


def _procedure(handbook: Handbook, issue: Issue) -> Entry | None:
    """Return the procedure of an issue, from the form, the page's address or the title."""
    answer = _ANSWER.search(issue.body.replace("\r\n", "\n"))
    address = _ADDRESS.search(issue.body)
    names = [
        answer[1].strip() if answer else "",
        address[1] if address else "",
        issue.title.partition(":")[2].strip(),
    ]
    found = (handbook.names.find(("sops",), name, "") for name in names if name)
    return next((entry for entry in found if entry), None)


def _written(reports: Iterable[Report]) -> bytes:
    """Return the file's content, sorted so that the same issues produce the same bytes."""
    counts = Counter(reports)
    days = sorted({(report.procedure, report.day) for report in counts})
    rows: list[list[Value]] = [
        [procedure, day, *(counts[Report(procedure, day, what)] for what in (RUN, ERROR))]
        for procedure, day in days
    ]
    return comma_separated(COLUMNS, rows).encode()
