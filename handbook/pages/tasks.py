"""What a reader can do about a page: suggest an edit, report an error, ask whoever keeps it."""

from collections.abc import Iterable
from typing import NamedTuple

from handbook.pages.edition import View
from handbook.pages.words import one_line, spoken
from handbook.records import Entry

# A form is opened by its address, and servers refuse one that is too long.
_MOST_PARTS = 20


class Ask(NamedTuple):
    """Where the owner of a page is reached: an address, and the channel if one is known."""

    href: str
    channel: str


class Tasks(NamedTuple):
    """The addresses behind the actions of a page; None where there is no such place."""

    edit: str | None
    error: str | None
    ask: Ask | None
    ran: str | None = None
    pdf: str | None = None


def tasks(
    view: View,
    title: str,
    edit: str | None,
    *,
    owner: Entry | None = None,
    version: str | None = None,
    parts: Iterable[str] = (),
) -> Tasks:
    """Return what can be done about a page; `parts` are the headings an error may stand under."""
    return Tasks(edit, _error(view, title, version, parts), _ask(view, title, owner))


def entry_tasks(view: View, entry: Entry, parts: Iterable[str] = ()) -> Tasks:
    """Return what can be done about the page of an entry; whom to ask is told by its data."""
    found = tasks(
        view,
        entry.title,
        view.edit(entry.place()),
        owner=_owner(view, entry),
        version=entry.data.get("version"),
        parts=parts,
    )
    found = found._replace(pdf=view.pdf(entry))
    return found._replace(ran=_ran(view, entry)) if entry.kind == "sops" else found


def _owner(view: View, entry: Entry) -> Entry | None:
    """Return the role or area that answers for an entry; a role and an area do for themselves."""
    if entry.kind in {"roles", "areas"}:
        return entry
    for reference in view.handbook.uses(entry):
        if reference.route[0] in {"owner", "owners", "decider"}:
            return reference.target
    return None


def _error(view: View, title: str, version: str | None, parts: Iterable[str]) -> str | None:
    named = [f"- {one_line(part, 80)}" for part in parts][:_MOST_PARTS]
    where = ["", "Where on it (keep the line that fits):", *named] if named else []
    lines = [
        *_about(view, title, version),
        *where,
        "",
        "What is wrong:",
        "",
        "What would be right, and how you know:",
        "",
    ]
    return view.edition.issue(f"Error in: {one_line(title, 80)}", "\n".join(lines))


def _ran(view: View, entry: Entry) -> str | None:
    """Return the form that says a procedure was run; its title is what is counted."""
    lines = [*_about(view, entry.title, entry.data.get("version")), "", "How it went:", ""]
    return view.edition.issue(f"Ran: {one_line(entry.title, 80)}", "\n".join(lines))


def _ask(view: View, title: str, owner: Entry | None) -> Ask | None:
    if owner is None:
        return None
    channel = view.edition.channels.get(f"{owner.kind}/{owner.id}") or view.edition.channels.get(
        f"areas/{owner.data.get('area')}"
    )
    if channel is not None:
        return Ask(view.href(channel), channel.title)
    lines = [*_about(view, title, None), f"For: {owner.title}", "", "My question:", ""]
    form = view.edition.issue(f"Question about: {one_line(title, 80)}", "\n".join(lines))
    return Ask(form, "") if form else None


def _about(view: View, title: str, version: str | None) -> list[str]:
    """Return which page is meant, a fact a line."""
    told = [f"Page: {one_line(title)}", f"Address: {view.edition.url}{view.address}"]
    return [*told, *([f"Version: {version}"] if version else []), f"As of: {spoken(view.today)}"]
