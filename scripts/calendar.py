"""`handbook calendar`: the meetings of each day, for everyone or for one role."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

import click
from click import unstyle

from handbook.attendance import meetings_in_use
from handbook.book import Handbook
from handbook.formats.characters import printable, width
from handbook.ical import Calendars
from handbook.load import Loaded
from handbook.occasions import Missing
from handbook.pages.times import time_range
from handbook.records import Meeting, Role
from handbook.reports.table import Cell, Table
from handbook.times import WEEKDAYS, format_date
from handbook.timetable import Occasion, attended, minutes_taken, occasions, rule_in
from handbook.workdays import workdays
from scripts.clock import Day, today
from scripts.holidays import warn_unknown
from scripts.lookup import find_entry
from scripts.refusal import Refusal
from scripts.site_address import site_of
from scripts.terminal import columns, is_terminal, print_note, print_output, styled
from scripts.workspace import find_root, open_with_settings, warn_skipped

VERSION = 1
_WEEK = timedelta(days=6)
_LONGEST = timedelta(days=3660)


@click.command("calendar")
@click.option("--role", "name", metavar="ROLE", help="Only this role's meetings.")
@click.option("--from", "since", type=Day(), metavar="DATE", help="First day; default: today.")
@click.option(
    "--to", "until", type=Day(), metavar="DATE", help="Last day; default: six days later."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "ics", "json"]),
    default="text",
    show_default=True,
    help="Plain text, an iCalendar file or JSON.",
)
@click.pass_context
def command(
    ctx: click.Context, name: str | None, since: date | None, until: date | None, form: str
) -> None:
    """List the meetings of each day.

    Holidays in data/holidays.yaml are skipped. The ics format contains every future occurrence;
    if HANDBOOK_URL is set, its meetings link to the site.

    \b
    Examples:
      handbook calendar
      handbook calendar --role COO --from 2026-12-01 --to 2026-12-31
      handbook calendar --role "Sales Lead" --format ics > meetings.ics

    Exit code: 0 success, 1 files with errors were skipped, 2 could not run.
    """
    loaded = open_with_settings(find_root(ctx.obj))
    handbook = loaded.handbook
    role = _role(loaded, name) if name is not None else None
    day = today(handbook.settings)
    if form == "ics":
        if since or until:
            given = "--from" if since else "--to"
            raise click.UsageError(f"{given} cannot be used with ics, which covers every day", ctx)
        calendars = Calendars(handbook, day, site_of())
        feed = calendars.of_role(role.id) if role else calendars.whole()
        # As bytes: the iCalendar standard prescribes the line endings.
        click.echo(feed.text.encode(), nl=False)
        warn_unknown(workdays(handbook), [day.year])
        ctx.exit(int(warn_skipped(loaded)))
    first, last = _date_range(day, since, until)
    meetings = attended(handbook, role.id) if role else meetings_in_use(handbook)
    held = list(occasions(handbook, meetings, first, last))
    unplaced = list(_unplaced(handbook, meetings))
    if form == "json":
        print_output(_json(handbook, role, (first, last), (held, unplaced)), newline=False)
    else:
        _show(_rows(handbook, held), _no_meetings(role, first, last))
        _warn_unplaced(unplaced)
    warn_unknown(workdays(handbook), (one.day.year for one in held))
    ctx.exit(int(warn_skipped(loaded)))


def _role(loaded: Loaded, name: str) -> Role:
    entry = find_entry(loaded, "roles", "role", name)
    if entry.status == "retired":
        raise Refusal(f"the role {entry.title!r} is retired")
    return loaded.handbook.roles[entry.id]


def _date_range(day: date, since: date | None, until: date | None) -> tuple[date, date]:
    """Return the first and last day requested; raises Refusal if that range is invalid."""
    first = since or min(day, until or day)
    last = until or first + min(_WEEK, date.max - first)
    if last < first:
        raise Refusal(f"--to {last.isoformat()} is before --from {first.isoformat()}")
    if last - first > _LONGEST:
        raise Refusal("the range is longer than ten years; choose an earlier --to")
    return first, last


def _unplaced(handbook: Handbook, meetings: Sequence[Meeting]) -> Iterator[tuple[Meeting, str]]:
    for meeting in meetings:
        rule = rule_in(handbook, meeting)
        if isinstance(rule, Missing):
            yield meeting, rule.value


class _Row(NamedTuple):
    """A meeting in the printed calendar."""

    day: date
    time: str
    title: str
    who: str


def _show(rows: Sequence[_Row], no_meetings: str) -> None:
    """Print the calendar, as one block per meeting if the terminal is too narrow for columns."""
    text = _text(rows) or no_meetings
    widest = max(width(unstyle(line)) for line in text.splitlines())
    if not rows or not is_terminal() or widest <= columns():
        print_output(text, newline=False)
        return
    # Imported lazily: piped output does not need it.
    from scripts.table_layout import draw  # noqa: PLC0415

    draw(
        [
            Table(title, ("Time", "Meeting", "With"), tuple(_cells(row) for row in found))
            for title, found in groupby(rows, key=lambda row: _title(row.day))
        ],
        folded=True,
    )


def _cells(row: _Row) -> tuple[Cell, ...]:
    return Cell(row.time), Cell(row.title), Cell(row.who)


def _title(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()].capitalize()}, {format_date(day)}"


def _text(rows: Sequence[_Row]) -> str:
    """Return the calendar as text: each day, with its meetings in columns below it."""
    times = max((width(row.time) for row in rows), default=0)
    titles = max((width(row.title) for row in rows), default=0)
    lines: list[str] = []
    for day, found in groupby(rows, key=lambda row: row.day):
        lines += ["", styled(_title(day), "place")]
        for _, time, title, who in found:
            padded = f"{time}{' ' * (times - width(time))}  {title}{' ' * (titles - width(title))}"
            lines.append(f"  {padded}  {styled(who, 'quiet') if who else ''}".rstrip())
    return "".join(f"{line}\n" for line in lines[1:])


def _rows(handbook: Handbook, held: Sequence[Occasion]) -> list[_Row]:
    return [_row(handbook, one) for one in held]


def _row(handbook: Handbook, one: Occasion) -> _Row:
    time = time_range(one.meeting) or "no time"
    who = ", ".join(_who(handbook, one.meeting))
    return _Row(one.day, time, printable(one.meeting.title), printable(who))


def _who(handbook: Handbook, meeting: Meeting) -> Iterator[str]:
    for name in meeting.attendees:
        kind, _, entry_id = name.partition("/")
        entry = handbook.find(kind, entry_id)
        yield entry.title if entry else name


def _no_meetings(role: Role | None, first: date, last: date) -> str:
    whose = f" for the {role.title}" if role else ""
    days = (
        f"on {format_date(first)}"
        if first == last
        else f"from {format_date(first)} to {format_date(last)}"
    )
    return printable(f"no meetings{whose} {days}") + "\n"


def _warn_unplaced(unplaced: Sequence[tuple[Meeting, str]]) -> None:
    """Tell the user which meetings have no date, and why."""
    found: dict[str, list[str]] = {}
    for meeting, why in unplaced:
        found.setdefault(why, []).append(printable(meeting.title))
    for why, titles in found.items():
        print_note(f"no date, because {why}: {', '.join(titles)}")


def _json(
    handbook: Handbook,
    role: Role | None,
    date_range: tuple[date, date],
    found: tuple[Sequence[Occasion], Sequence[tuple[Meeting, str]]],
) -> str:
    held, unplaced = found
    document = {
        "version": VERSION,
        "role": {"id": role.id, "title": role.title} if role else None,
        "from": date_range[0].isoformat(),
        "to": date_range[1].isoformat(),
        "timezone": handbook.settings.get("timezone"),
        "occasions": [_occasion(one) for one in held],
        "unplaced": [{**_named(meeting), "reason": why} for meeting, why in unplaced],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _occasion(found: Occasion) -> dict[str, Any]:
    meeting = found.meeting
    start = meeting.start
    return {
        "date": found.day.isoformat(),
        "time": None if start is None else f"{start // 60:02}:{start % 60:02}",
        "minutes": minutes_taken(meeting),
        "meeting": _named(meeting),
    }


def _named(meeting: Meeting) -> dict[str, str]:
    return {"id": meeting.id, "title": meeting.title}
