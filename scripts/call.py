"""`handbook call`: who to call in a case, by when, and how."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from handbook.book import Handbook
from handbook.formats.characters import printable, wrapped
from handbook.names import suggestion
from handbook.records import Entry
from handbook.service import (
    Call,
    Case,
    Escalation,
    Opening,
    Reach,
    Scale,
    call,
    cases,
    cases_named,
    due,
)
from handbook.times import Duration, zone_of
from scripts.clock import now
from scripts.refusal import Refusal
from scripts.tables import show_rows
from scripts.terminal import columns, is_interactive, is_terminal, print_output, styled
from scripts.workspace import find_root, open_with_settings, warn_skipped

VERSION = 1
_SCALE_NOUNS = {
    Scale.INCIDENT: "incident",
    Scale.TICKET: "support ticket",
    Scale.COMPLAINT: "complaint",
}
_OPENING_NOTES = {
    Opening.OPEN: ", open",
    Opening.CLOSED: ", closed",
    Opening.UNKNOWN: ", hours may differ on that day",
    None: "",
}
# Outside these years a time zone or a deadline could overflow the calendar.
_YEARS = range(1900, 9000)


@click.command("call")
@click.argument("name", metavar="[CASE]", required=False)
@click.option(
    "--scale",
    type=click.Choice([scale.value for scale in Scale]),
    help="The scale of the case, if several share the name.",
)
@click.option(
    "--at",
    "requested",
    metavar="TIME",
    help="When it happens, in the company's time zone (2026-11-23T20:00); default: now.",
)
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
@click.pass_context
def command(
    ctx: click.Context, name: str | None, scale: str | None, requested: str | None, as_json: bool
) -> None:
    """Show who to call, by when, and how.

    CASE is an incident severity, a ticket priority or a type of complaint, by any of its names.
    Without it, all cases are listed.

    \b
    Examples:
      handbook call
      handbook call p0
      handbook call p1 --scale ticket --at 2026-11-23T20:00
      handbook call "executive complaint" --json

    Exit code: 0 success, 1 files with errors were skipped, 2 could not run.
    """
    loaded = open_with_settings(find_root(ctx.obj))
    handbook = loaded.handbook
    at = _time(handbook, requested)
    wanted = Scale(scale) if scale else None
    if name is None:
        found = [case for case in cases(handbook) if wanted in {None, case.scale}]
    else:
        found = [_chosen(handbook, name, wanted)]
    calls = [call(handbook, case, at) for case in found]
    if as_json:
        print_output(_json(handbook, calls, at), newline=False)
    elif name is None:
        show_rows(("Scale", "Case", "Call", "Response", "Resolved"), _overview(calls))
    else:
        print_output("\n".join(_lines(calls[0], at)))
    ctx.exit(int(warn_skipped(loaded)))


def _time(handbook: Handbook, requested: str | None) -> datetime:
    """Return the requested time, in the company's zone unless it includes one; default: now."""
    if requested is None:
        return now(handbook.settings)
    try:
        moment = datetime.fromisoformat(requested)
    except ValueError:
        moment = None
    if moment is None or moment.year not in _YEARS:
        raise Refusal(f"{requested!r} is not a time; write one such as 2026-11-23T20:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone_of(handbook.settings))


def _chosen(handbook: Handbook, name: str, scale: Scale | None) -> Case:
    """Return the case of that name; on a terminal, ask if there are several."""
    found = cases_named(handbook, name, scale)
    if not found:
        kind = f" as {scale.value}" if scale else ""
        raise Refusal(f"unknown case{kind}: {name!r}{_hint(handbook, name, scale)}")
    if len(found) == 1:
        return found[0]
    if is_interactive():
        requested = click.prompt(
            f"{name!r} matches {_listed(found)}. Which one",
            type=click.Choice([case.scale.value for case in found]),
            err=True,
        )
        return next(case for case in found if case.scale == requested)
    scales = " or ".join(dict.fromkeys(f"'--scale {case.scale}'" for case in found))
    raise Refusal(f"{name!r} matches {_listed(found)}; add {scales}")


def _hint(handbook: Handbook, name: str, scale: Scale | None) -> str:
    """Return the end of the message about an unknown case: a suggestion, or where to look."""
    elsewhere = cases_named(handbook, name)
    if elsewhere:
        return f"; it is {_listed(elsewhere)}"
    entries = [case.entry for case in cases(handbook) if scale in {None, case.scale}]
    known = [entry.title for entry in entries] + [entry.id for entry in entries]
    requested = f" --scale {scale}" if scale else ""
    return suggestion(name, known) or f"; 'handbook call{requested}' lists them"


def _listed(found: tuple[Case, ...]) -> str:
    said = [f"{_SCALE_NOUNS[case.scale]} {case.entry.title!r}" for case in found]
    return " and ".join(said)


def _overview(calls: list[Call]) -> list[tuple[str, ...]]:
    return [
        (
            one.case.scale.value,
            one.case.entry.title,
            _title(one.first),
            _within(one.response),
            one.resolution.text if one.resolution else "",
        )
        for one in calls
    ]


def _lines(found: Call, at: datetime) -> list[str]:
    definition = found.case.entry.data.get("definition")
    head = f"{found.case.entry.title} ({_SCALE_NOUNS[found.case.scale]})"
    facts = list(_facts(found, at))
    width = max(len(label) for label, _ in facts) + 2
    labels = [label for label, _ in facts]
    # A label that repeats on consecutive lines is shown once.
    shown = ["" if label in labels[:index] else label for index, label in enumerate(labels)]
    room = columns() if is_terminal() else sys.maxsize
    heads = wrapped(printable(f"{head}: {definition}" if definition else head), room)
    lines = [styled(line, "place") for line in heads]
    for label, (_, text) in zip(shown, facts, strict=True):
        first, *more = wrapped(printable(text), room - width - 2)
        lines.append(f"  {styled(f'{label:<{width}}', 'quiet')}{first}")
        lines += [f"{'':<{width + 2}}{line}" for line in more]
    return lines


def _facts(found: Call, at: datetime) -> Iterator[tuple[str, str]]:
    """Yield the facts about a case as label and text."""
    yield "Call", f"{_title(found.first)}, {_within(found.response)}{_by(at, found.response)}"
    yield from (("Via", _reach(reach)) for reach in found.reaches)
    if found.resolution:
        yield "Resolved", f"{_within(found.resolution)}{_by(at, found.resolution)}"
    yield from (("If not", _escalated(one, at)) for one in found.escalations)
    if found.case.scale is Scale.TICKET and not found.escalations:
        yield "If not", "no escalation rule"
    if found.ticket:
        yield "Filed as", f"ticket {found.ticket.entry.title}"
    if found.procedure:
        yield "Follow", found.procedure.title


def _reach(found: Reach) -> str:
    use = str(found.channel.data["useCase"])
    name = f"{found.channel.title} ({use[:1].lower()}{use[1:]})"
    return f"{name}, {found.hours.text}{_OPENING_NOTES[found.opening]}"


def _escalated(found: Escalation, at: datetime) -> str:
    when = f"after {found.after.text}{_by(at, found.after, 'at')}: " if found.after else ""
    return f"{when}{_title(found.to)}, {_within(found.within)}"


def _title(entry: Entry | None) -> str:
    return entry.title if entry else "nobody assigned"


def _within(length: Duration | None) -> str:
    if length is None:
        return "no time set"
    return f"within {length.text}" if length.high else "immediately"


def _by(at: datetime, length: Duration | None, word: str = "by") -> str:
    """Return the deadline in brackets; empty if it is counted in days or due immediately."""
    moment = due(at, length)
    if moment is None or moment == at:
        return ""
    day = "" if moment.date() == at.date() else f" on {moment:%Y-%m-%d}"
    return f" ({word} {moment:%H:%M}{day})"


def _json(handbook: Handbook, calls: list[Call], at: datetime) -> str:
    document = {
        "version": VERSION,
        "at": at.isoformat(),
        "calls": [_plain(handbook, one, at) for one in calls],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plain(handbook: Handbook, found: Call, at: datetime) -> dict[str, Any]:
    entry = found.case.entry
    return {
        "scale": found.case.scale.value,
        "id": entry.id,
        "title": entry.title,
        "definition": entry.data.get("definition"),
        "first": _named(found.first),
        "response": _length(found.response, at),
        "resolution": _length(found.resolution, at),
        "filedAs": found.ticket.entry.id if found.ticket else None,
        "procedure": _named(found.procedure),
        "escalations": [
            {
                "rule": one.rule.id,
                "to": _named(one.to),
                "after": _length(one.after, at),
                "within": one.within.text,
            }
            for one in found.escalations
        ],
        "channels": [
            {
                "id": reach.channel.id,
                "title": reach.channel.title,
                "hours": reach.hours.text,
                "timezone": reach.channel.data.get("timezone", handbook.settings.get("timezone")),
                "opening": reach.opening.value if reach.opening else None,
            }
            for reach in found.reaches
        ],
    }


def _named(entry: Entry | None) -> dict[str, str] | None:
    return {"kind": entry.kind, "id": entry.id, "title": entry.title} if entry else None


def _length(length: Duration | None, at: datetime) -> dict[str, Any] | None:
    if length is None:
        return None
    moment = due(at, length)
    return {"text": length.text, "due": moment.isoformat() if moment else None}
