"""Post-mortems are held, their actions done and audits repeated in time."""

from collections.abc import Iterator
from datetime import date

from handbook import deadlines
from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks.finding import Finding, subject
from handbook.records import Entry
from handbook.times import format_date, read_date, read_moment


def post_mortems(handbook: Handbook) -> list[Entry]:
    """Return the post-mortems in use."""
    return handbook.active_entries("post-mortems")


def timed(handbook: Handbook) -> list[Entry]:
    """Return the post-mortems, if the settings limit how soon they must be held."""
    return post_mortems(handbook) if "postMortemHours" in handbook.settings else []


def dated_audits(handbook: Handbook) -> list[Entry]:
    """Return the audits whose next date is known."""
    return [entry for entry in handbook.active_entries("audits") if deadlines.audit(entry)]


def late_post_mortem(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A post-mortem was not held within the hours allowed, and no reason is given."""
    for entry in timed(handbook):
        resolved = read_moment(entry.data["resolved"])
        late = deadlines.was_late(handbook, entry, today)
        if resolved is None or not late or "lateBecause" in entry.data:
            continue
        hours = handbook.settings["postMortemHours"]
        over = f"the incident was resolved on {format_date(resolved.day)}"
        limit = f"the limit is {hours} hours"
        if "held" in entry.data:
            held = read_moment(entry.data["held"])
            cure = "say why in 'lateBecause'"
            day = format_date(held.day) if held else ""
            fault = f"was held late, on {day}; {over} and {limit}; {cure}"
            yield entry.place("held"), f"{subject(handbook, entry)} {fault}"
        else:
            cure = "hold it and add 'held'"
            fault = f"has not been held; {over} and {limit}; {cure}"
            yield entry.place("resolved"), f"{subject(handbook, entry)} {fault}"


def post_mortem_dates(handbook: Handbook, today: date) -> Iterator[Finding]:
    """An incident was resolved before it began, or its post-mortem held before it was resolved."""
    for entry in handbook.entries("post-mortems"):
        began = read_date(entry.data.get("summary", {}).get("date", ""))
        resolved = read_moment(entry.data["resolved"])
        held = read_moment(entry.data.get("held", ""))
        if resolved is None:
            continue
        over = f"the incident was resolved on {format_date(resolved.day)}"
        if began and began > resolved.day:
            message = f"{over}, before it began on {format_date(began)}; correct one of the dates"
            yield entry.place("resolved"), f"{subject(handbook, entry)}: {message}"
        if held and held.day < resolved.day:
            message = f"was held on {format_date(held.day)}, but {over}; correct one of the dates"
            yield entry.place("held"), f"{subject(handbook, entry)} {message}"


def overdue_action(handbook: Handbook, today: date) -> Iterator[Finding]:
    """An action from a post-mortem is past its due date and not done."""
    for entry in post_mortems(handbook):
        for index in deadlines.overdue_actions(entry, today):
            action = entry.data["actions"][index]
            due = read_date(action["due"])
            owner = handbook.find("roles", action["owner"])
            late = counted((today - due).days, "day") if due else ""
            message = (
                f"action {action['action']!r} of {subject(handbook, entry)} was due on "
                f"{format_date(due) if due else ''}, {late} ago; "
                f"ask {(owner.title if owner else action['owner'])!r}"
            )
            yield entry.place("actions", index, "due"), message


def overdue_audit(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The date of the next audit has passed."""
    for entry in dated_audits(handbook):
        due = deadlines.audit(entry)
        if due is not None and due < today:
            late = counted((today - due).days, "day")
            message = (
                f"{subject(handbook, entry)} is done {entry.data['frequency']}, but was due on "
                f"{format_date(due)}, {late} ago; do it and put its date in 'last'"
            )
            yield entry.place("last"), message
