"""`handbook schedule`: the date of each step of a procedure."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from handbook.book import Handbook
from handbook.formats.characters import printable
from handbook.formats.ics import calendar
from handbook.formats.step_checklist import markdown
from handbook.formats.tables import aligned
from handbook.load import Loaded
from handbook.schedule import Days, Span, Start
from handbook.sheets import Dated, Sheet, dated, sheet
from handbook.times import read_moment, zone_of
from handbook.workdays import Workdays, workdays
from scripts.clock import now
from scripts.files import replace
from scripts.holidays import warn_unknown
from scripts.lookup import find_entry
from scripts.paths import NamedPath
from scripts.refusal import Refusal
from scripts.tables import show_rows
from scripts.terminal import print_output
from scripts.workspace import find_root, open_with_settings, warn_skipped

VERSION = 1


@click.command("schedule")
@click.argument("name", metavar="PROCEDURE")
@click.option(
    "--from",
    "requested",
    metavar="DATE",
    help="The date its steps are counted from (2026-12-01), with a time for steps in minutes "
    "(2026-12-01T14:30); default: now, if they are counted from its start.",
)
@click.option(
    "--for", "subject", default="", metavar="TEXT", help="Who or what it is for, such as Acme."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "ics", "json"]),
    default="text",
    show_default=True,
    help="Plain text, a Markdown checklist, an iCalendar file or JSON.",
)
@click.option(
    "--output",
    type=NamedPath(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Output file, written atomically; default: - (stdout).",
)
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    requested: str | None,
    subject: str,
    form: str,
    output: Path | None,
) -> None:
    """Show the date of each step of a procedure.

    Days outside the working week and holidays in data/holidays.yaml are skipped. The same
    procedure, date and subject produce the same event ids, so importing the calendar again
    updates its events.

    \b
    Examples:
      handbook schedule customer-onboarding --from 2026-12-01 --for Acme
      handbook schedule renewal-playbook --from 2027-03-01 --format ics --output renewal.ics
      handbook schedule incident-response --format markdown

    Exit code: 0 success, 1 files with errors were skipped, 2 could not run.
    """
    loaded = open_with_settings(find_root(ctx.obj))
    handbook = loaded.handbook
    found = _sheet(loaded, name)
    days = workdays(handbook)
    answer = dated(found, printable(subject.strip()), _start(handbook, found, requested), days)
    content = _FORMS[form](answer, now(handbook.settings))
    if output is not None and str(output) != "-":
        replace(output, content)
        print_output(f"wrote {output.as_posix()}")
    elif form == "text":
        print_output(f"{_head(answer)}\n")
        show_rows(_COLUMNS, _rows(answer))
    else:
        # As bytes: the iCalendar standard prescribes the line endings.
        click.echo(content, nl=False)
    _warn(answer, days)
    ctx.exit(int(warn_skipped(loaded)))


def _sheet(loaded: Loaded, name: str) -> Sheet:
    entry = find_entry(loaded, "sops", "procedure", name)
    found = sheet(loaded.handbook, entry)
    if not found.dated:
        raise Refusal(f"no step of {entry.id!r} has a time; add **When:** to one")
    return found


def _start(handbook: Handbook, found: Sheet, requested: str | None) -> Start:
    """Return the start that the steps are counted from; raises Refusal if it is unknown."""
    zone = zone_of(handbook.settings)
    procedure = found.entry.id
    if requested is None:
        if not found.begins:
            day = found.counted_from or "a day other than its start"
            raise Refusal(
                f"the steps of {procedure!r} are counted from {day}: set it with "
                "'--from 2026-12-01'"
            )
        at = now(handbook.settings)
        minutes = at.hour * 60 + at.minute if found.timed else None
        return Start(at.date(), minutes, zone, at.fold)
    moment = read_moment(requested)
    if moment is None:
        raise Refusal(f"{requested!r} is not a date; write one such as 2026-12-01")
    if found.timed and moment.minutes is None:
        raise Refusal(
            f"{procedure!r} has steps of minutes or hours: add the time, '--from {requested}T14:30'"
        )
    start = Start(moment.day, moment.minutes if found.timed else None, zone)
    if start.is_skipped:
        raise Refusal(f"{requested!r} does not exist: the clocks go forward then")
    return start


def _warn(answer: Dated, days: Workdays) -> None:
    """Warn about years with scheduled steps but without recorded holidays."""
    found = [span for span in answer.spans if isinstance(span, Days)]
    warn_unknown(days, (day.year for span in found for day in (span.first, span.last) if day))


_COLUMNS = ("Step", "When", "Date", "What", "Who")


def _head(answer: Dated) -> str:
    return printable(f"{answer.title}, counted from {answer.start.text if answer.start else ''}")


def _rows(answer: Dated) -> list[tuple[int | str, ...]]:
    return [
        (
            number,
            part.said,
            span.text if span else "",
            part.title,
            part.who.text if part.who else "",
        )
        for number, (part, span) in enumerate(
            zip(answer.sheet.parts, answer.spans, strict=True), start=1
        )
    ]


def _text(answer: Dated, _at: datetime) -> bytes:
    return f"{_head(answer)}\n\n{aligned(_COLUMNS, _rows(answer))}".encode()


def _json(answer: Dated, _at: datetime) -> bytes:
    start = answer.start
    document = {
        "version": VERSION,
        "procedure": answer.sheet.entry.id,
        "for": answer.subject,
        "from": start and {"day": start.day.isoformat(), "minutes": start.minutes},
        "steps": [
            {
                "key": part.key,
                "title": part.title,
                "when": part.said or None,
                "owner": part.who.text if part.who else None,
                **_ends(span),
            }
            for part, span in zip(answer.sheet.parts, answer.spans, strict=True)
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _ends(span: Span | None) -> dict[str, Any]:
    return {"first": _iso(span and span.first), "last": _iso(span and span.last)}


def _iso(day: date | datetime | None) -> str | None:
    return day.isoformat() if day else None


_FORMS: dict[str, Callable[[Dated, datetime], bytes]] = {
    "text": _text,
    "markdown": lambda answer, _: markdown(answer).encode(),
    "ics": calendar,
    "json": _json,
}
