"""`handbook schedule`: on which day each step of a procedure falls."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from handbook.book import Handbook
from handbook.formats.boxes import markdown
from handbook.formats.characters import printable
from handbook.formats.ics import calendar
from handbook.formats.tables import aligned
from handbook.load import Loaded
from handbook.schedule import Days, Span, Start
from handbook.sheets import Dated, Sheet, dated, sheet
from handbook.times import read_moment, zone_of
from handbook.workdays import Workdays, workdays
from scripts.clock import now
from scripts.files import replace
from scripts.holidays import warn_unknown
from scripts.named import named
from scripts.paths import NamedPath
from scripts.refusal import Refusal
from scripts.tables import show_rows
from scripts.terminal import say
from scripts.workspace import find_root, open_timed, warn_unread

VERSION = 1


@click.command("schedule")
@click.argument("name", metavar="PROCEDURE")
@click.option(
    "--from",
    "asked",
    metavar="DATE",
    help="The day its steps are counted from (2026-12-01), with the time if they are minutes "
    "(2026-12-01T14:30); by default now, where it begins on that day.",
)
@click.option("--for", "subject", default="", metavar="TEXT", help="What it is done for: Acme.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "ics", "json"]),
    default="text",
    show_default=True,
    help="For people, as boxes to tick, as a calendar, or for programs.",
)
@click.option(
    "--output",
    type=NamedPath(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file, whole or not at all; by default, or as -, to stdout.",
)
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    asked: str | None,
    subject: str,
    form: str,
    output: Path | None,
) -> None:
    """Say on which day each step of a procedure falls.

    Days outside the working week and the holidays of data/holidays.yaml are left out. The same
    procedure, day and purpose give the same calendar: taken in again, it changes its events.

    \b
    Examples:
      handbook schedule customer-onboarding --from 2026-12-01 --for Acme
      handbook schedule renewal-playbook --from 2027-03-01 --format ics --output renewal.ics
      handbook schedule incident-response --format markdown

    Exit code: 0, or 1 if files with errors had to be left out, or 2 if it could not look.
    """
    loaded = open_timed(find_root(ctx.obj))
    handbook = loaded.handbook
    found = _sheet(loaded, name)
    days = workdays(handbook)
    answer = dated(found, printable(subject.strip()), _start(handbook, found, asked), days)
    content = _FORMS[form](answer, now(handbook.settings))
    if output is not None and str(output) != "-":
        replace(output, content)
        say(f"wrote {output.as_posix()}")
    elif form == "text":
        say(f"{_head(answer)}\n")
        show_rows(_COLUMNS, _rows(answer))
    else:
        # As bytes: its standard says how the lines of a calendar end.
        click.echo(content, nl=False)
    _warn(answer, days)
    ctx.exit(int(warn_unread(loaded)))


def _sheet(loaded: Loaded, name: str) -> Sheet:
    entry = named(loaded, "sops", "procedure", name)
    found = sheet(loaded.handbook, entry)
    if not found.dated:
        raise Refusal(f"no step of {entry.id!r} says when it is done; write **When:** into one")
    return found


def _start(handbook: Handbook, found: Sheet, asked: str | None) -> Start:
    """Return what the steps are counted from; raises Refusal if that cannot be told."""
    there = zone_of(handbook.settings)
    procedure = found.entry.id
    if asked is None:
        if not found.begins:
            day = found.counted_from or "another day than the one it begins on"
            raise Refusal(
                f"the steps of {procedure!r} are counted from {day}: name it with "
                "'--from 2026-12-01'"
            )
        at = now(handbook.settings)
        minutes = at.hour * 60 + at.minute if found.timed else None
        return Start(at.date(), minutes, there, at.fold)
    moment = read_moment(asked)
    if moment is None:
        raise Refusal(f"{asked!r} is not a date; write one such as 2026-12-01")
    if found.timed and moment.minutes is None:
        raise Refusal(
            f"{procedure!r} has steps of minutes or hours: add the time, '--from {asked}T14:30'"
        )
    start = Start(moment.day, moment.minutes if found.timed else None, there)
    if start.is_skipped:
        raise Refusal(f"{asked!r} is a time that there is not: the clocks are put forward then")
    return start


def _warn(answer: Dated, days: Workdays) -> None:
    """Say if the holidays of a year are not known, in which some step has a date."""
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
