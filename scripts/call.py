"""`handbook call`: whom to call in a case, by when, and how."""

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
    due,
    named,
)
from handbook.times import Duration, zone_of
from scripts.clock import now
from scripts.refusal import Refusal
from scripts.tables import show_rows
from scripts.terminal import columns, is_answered, is_terminal, say, styled
from scripts.workspace import find_root, open_timed, warn_unread

VERSION = 1
_CALLED = {
    Scale.INCIDENT: "incident",
    Scale.TICKET: "support ticket",
    Scale.COMPLAINT: "complaint",
}
_OPEN = {
    Opening.OPEN: ", open",
    Opening.CLOSED: ", closed",
    Opening.UNKNOWN: ", which may not hold on that day",
    None: "",
}
# Beyond them a time zone or a deadline may lead out of the calendar.
_YEARS = range(1900, 9000)


@click.command("call")
@click.argument("name", metavar="[CASE]", required=False)
@click.option(
    "--scale",
    type=click.Choice([scale.value for scale in Scale]),
    help="Which case is meant if several have the name.",
)
@click.option(
    "--at",
    "asked",
    metavar="TIME",
    help="When it happens, where the company is (2026-11-23T20:00); by default now.",
)
@click.option("--json", "as_json", is_flag=True, help="Say it for programs.")
@click.pass_context
def command(
    ctx: click.Context, name: str | None, scale: str | None, asked: str | None, as_json: bool
) -> None:
    """Say whom to call in a case, by when, and how.

    A case is a severity of incidents, a priority of tickets, or a complaint, by any of its
    names. Without one all are listed.

    \b
    Examples:
      handbook call
      handbook call p0
      handbook call p1 --scale ticket --at 2026-11-23T20:00
      handbook call "executive complaint" --json

    Exit code: 0, or 1 if files with errors had to be left out, or 2 if it could not look.
    """
    loaded = open_timed(find_root(ctx.obj))
    handbook = loaded.handbook
    at = _time(handbook, asked)
    wanted = Scale(scale) if scale else None
    if name is None:
        found = [case for case in cases(handbook) if wanted in {None, case.scale}]
    else:
        found = [_chosen(handbook, name, wanted)]
    calls = [call(handbook, case, at) for case in found]
    if as_json:
        say(_json(handbook, calls, at), newline=False)
    elif name is None:
        show_rows(("Scale", "Case", "Call", "Response", "Resolved"), _overview(calls))
    else:
        say("\n".join(_lines(calls[0], at)))
    ctx.exit(int(warn_unread(loaded)))


def _time(handbook: Handbook, asked: str | None) -> datetime:
    """Return the moment asked for, in the company's zone unless it names one; else now."""
    if asked is None:
        return now(handbook.settings)
    try:
        moment = datetime.fromisoformat(asked)
    except ValueError:
        moment = None
    if moment is None or moment.year not in _YEARS:
        raise Refusal(f"{asked!r} is not a time; write one such as 2026-11-23T20:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone_of(handbook.settings))


def _chosen(handbook: Handbook, name: str, scale: Scale | None) -> Case:
    """Return the one case that is meant; asks if there are several and somebody is there."""
    found = named(handbook, name, scale)
    if not found:
        kind = f" as {scale.value}" if scale else ""
        raise Refusal(f"unknown case{kind}: {name!r}{_cure(handbook, name, scale)}")
    if len(found) == 1:
        return found[0]
    if is_answered():
        asked = click.prompt(
            f"{name!r} is {_both(found)}. Which",
            type=click.Choice([case.scale.value for case in found]),
            err=True,
        )
        return next(case for case in found if case.scale == asked)
    scales = " or ".join(dict.fromkeys(f"'--scale {case.scale}'" for case in found))
    raise Refusal(f"{name!r} is {_both(found)}; add {scales}")


def _cure(handbook: Handbook, name: str, scale: Scale | None) -> str:
    """Return what a name that means no case of a scale may have been meant for."""
    elsewhere = named(handbook, name)
    if elsewhere:
        return f"; it is {_both(elsewhere)}"
    entries = [case.entry for case in cases(handbook) if scale in {None, case.scale}]
    known = [entry.title for entry in entries] + [entry.id for entry in entries]
    asked = f" --scale {scale}" if scale else ""
    return suggestion(name, known) or f"; 'handbook call{asked}' lists all"


def _both(found: tuple[Case, ...]) -> str:
    said = [f"{_CALLED[case.scale]} {case.entry.title!r}" for case in found]
    return " and ".join(said)


def _overview(calls: list[Call]) -> list[tuple[str, ...]]:
    return [
        (
            one.case.scale.value,
            one.case.entry.title,
            _title(one.first),
            _soon(one.response),
            one.resolution.text if one.resolution else "",
        )
        for one in calls
    ]


def _lines(found: Call, at: datetime) -> list[str]:
    definition = found.case.entry.data.get("definition")
    head = f"{found.case.entry.title} ({_CALLED[found.case.scale]})"
    facts = list(_facts(found, at))
    width = max(len(label) for label, _ in facts) + 2
    labels = [label for label, _ in facts]
    # A label that goes on in the next line is told once.
    told = ["" if label in labels[:index] else label for index, label in enumerate(labels)]
    room = columns() if is_terminal() else sys.maxsize
    heads = wrapped(printable(f"{head}: {definition}" if definition else head), room)
    lines = [styled(line, "place") for line in heads]
    for label, (_, text) in zip(told, facts, strict=True):
        first, *more = wrapped(printable(text), room - width - 2)
        lines.append(f"  {styled(f'{label:<{width}}', 'quiet')}{first}")
        lines += [f"{'':<{width + 2}}{line}" for line in more]
    return lines


def _facts(found: Call, at: datetime) -> Iterator[tuple[str, str]]:
    """Yield what is to be known of a case, each with its label."""
    yield "Call", f"{_title(found.first)}, {_soon(found.response)}{_by(at, found.response)}"
    yield from (("Over", _reach(reach)) for reach in found.reaches)
    if found.resolution:
        yield "Resolved", f"{_soon(found.resolution)}{_by(at, found.resolution)}"
    yield from (("If not", _passed_on(one, at)) for one in found.escalations)
    if found.case.scale is Scale.TICKET and not found.escalations:
        yield "If not", "no rule says whom next"
    if found.ticket:
        yield "Filed as", f"ticket {found.ticket.entry.title}"
    if found.procedure:
        yield "Then", found.procedure.title


def _reach(found: Reach) -> str:
    use = str(found.channel.data["useCase"])
    name = f"{found.channel.title} ({use[:1].lower()}{use[1:]})"
    return f"{name}, {found.hours.text}{_OPEN[found.opening]}"


def _passed_on(found: Escalation, at: datetime) -> str:
    when = f"after {found.after.text}{_by(at, found.after, 'at')}: " if found.after else ""
    return f"{when}{_title(found.to)}, {_soon(found.within)}"


def _title(entry: Entry | None) -> str:
    return entry.title if entry else "nobody is named"


def _soon(length: Duration | None) -> str:
    if length is None:
        return "no time is said"
    return f"within {length.text}" if length.high else "at once"


def _by(at: datetime, length: Duration | None, word: str = "by") -> str:
    """Return the moment at which a time is over, empty for days, and for what is due at once."""
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
