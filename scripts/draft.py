"""Drafts from a template: known values are filled in, other placeholders stay visible."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import joined
from handbook.figures import figures
from handbook.filling import Draft, FillRequest, fill, settable, title_with_holders, unknown
from handbook.names import fold, id_of, suggestion
from handbook.placeholders import declared, placeholder_for
from handbook.records import Entry
from handbook.times import WEEKDAYS, format_date
from scripts.clock import today
from scripts.files import create
from scripts.refusal import Refusal
from scripts.terminal import print_note, print_output
from scripts.workspace import find_root, open_handbook, warn_skipped

STDOUT = "-"
_PUBLISHED = ("data", "sops", "docs")
_FEW = 12


class DraftRequest(NamedTuple):
    """A request for a draft: the template, the date, the values and the output file."""

    template: str
    day: date | None
    reviewer: str | None
    settings: Sequence[str]
    target: str | None


def write_draft(asked_root: Path | None, wish: DraftRequest) -> None:
    """Write a draft and print its path; raises Refusal if the request is invalid."""
    root = find_root(asked_root)
    loaded = open_handbook(root)
    warn_skipped(loaded)
    handbook = loaded.handbook
    entry = _template(handbook, wish.template)
    day = wish.day or today(handbook.settings)
    order = FillRequest(
        day=day,
        given=_given(handbook, entry, wish.settings),
        reviewer=_reviewer(handbook, entry, wish.reviewer),
        figures=figures(handbook, day),
    )
    draft = fill(handbook, entry, order)
    target = wish.target or _default_target(entry, day)
    if target == STDOUT:
        print_output(draft.text)
    else:
        _create(root, Path(target), draft)
        print_output(target)
    _warn(handbook, entry, day, draft)


def _template(handbook: Handbook, name: str) -> Entry:
    found = handbook.names.find(("templates",), name, "")
    if found is None:
        titles = [entry.id for entry in handbook.active_entries("templates")]
        known = f"; choose from: {', '.join(titles)}" if 0 < len(titles) <= _FEW else ""
        near = handbook.names.offered(("templates",), name)
        raise Refusal(f"--from: unknown template: {name!r}{near or known}")
    if found.status == "retired":
        raise Refusal(f"--from: the template {found.title!r} is retired")
    return found


def _given(handbook: Handbook, entry: Entry, settings: Sequence[str]) -> Mapping[str, str]:
    """Return the values by placeholder name."""
    given: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        name = name.strip().removeprefix("[").removesuffix("]")
        if not equals or not name or not value.strip():
            raise Refusal(f"--set: {setting!r} is not NAME=VALUE, such as 'First Name=Ada'")
        if fold(name) in map(fold, given):
            raise Refusal(f"--set: {name!r} is given twice")
        given[name] = value
        placeholder = placeholder_for(name, declared(entry))
        if placeholder and placeholder.slug and not id_of(value):
            raise Refusal(f"--set: {value!r} has none of the characters allowed in {name!r}")
    undeclared = unknown(handbook, entry, given)
    if undeclared is None:
        return given
    known = settable(handbook, entry)
    near = suggestion(undeclared, known) or _known(known)
    raise Refusal(f"--set: the template {entry.title!r} has no placeholder {undeclared!r}{near}")


def _known(names: Sequence[str]) -> str:
    return f"; it has {joined(names, _FEW)}" if names else ""


def _reviewer(handbook: Handbook, entry: Entry, name: str | None) -> str | None:
    """Return the reviewer as written in the draft; a role is followed by its holders."""
    if name is None:
        return None
    if all(one.source != "reviewer" for one in declared(entry).values()):
        raise Refusal(f"--reviewer: the template {entry.title!r} does not name a reviewer")
    role = handbook.names.find(("roles",), name, "")
    return title_with_holders(handbook, role.id) if role else name


def _default_target(entry: Entry, day: date) -> str:
    """Return the default target: stdout for a message, a file for everything else."""
    return STDOUT if entry.data["for"] == "message" else f"{entry.id}-{day.isoformat()}.md"


def _create(root: Path, target: Path, draft: Draft) -> None:
    place = target.absolute()
    for folder in _PUBLISHED:
        if place.resolve().is_relative_to(root / folder):
            raise Refusal(
                f"{target.as_posix()!r} is one of the handbook's own folders, which are published; "
                "choose another place with -o"
            )
    create(target, f"{draft.text}\n")


def _warn(handbook: Handbook, entry: Entry, day: date, draft: Draft) -> None:
    """Warn if the meeting is not held on that weekday, and list the placeholders left to fill."""
    meeting = handbook.meetings.get(str(entry.data.get("meeting")))
    if meeting and meeting.day and WEEKDAYS[day.weekday()] != meeting.day:
        weekday, usual = WEEKDAYS[day.weekday()].capitalize(), meeting.day.capitalize()
        print_note(f"{format_date(day)} is a {weekday}; {meeting.title!r} is held on {usual}s")
    if draft.left:
        print_note(f"still to fill in: {', '.join(f'[{name}]' for name in draft.left)}")
