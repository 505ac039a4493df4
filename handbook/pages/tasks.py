"""What a reader can do about a page: suggest an edit, report an error, ask its owner."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from handbook.pages.edition import View
from handbook.pages.issue import Issue
from handbook.pages.words import truncated
from handbook.records import Entry
from handbook.times import format_date

# Forms are prefilled through the URL, and servers reject URLs that are too long.
_MAX_PARTS = 20


class Ask(NamedTuple):
    """How to reach the owner of a page: a URL, and the channel if one is known."""

    href: str
    channel: str


class Tasks(NamedTuple):
    """The URLs behind the actions of a page; None for actions that are not available."""

    edit: str | None
    error: str | None
    ask: Ask | None
    report_run: str | None = None
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
    """Return the actions of a page; `parts` are the headings that an error report can name."""
    return Tasks(edit, _error_form(view, title, version, parts), _ask(view, title, owner))


def entry_tasks(view: View, entry: Entry, parts: Iterable[str] = ()) -> Tasks:
    """Return the actions of an entry's page; its data says who to ask."""
    found = tasks(
        view,
        entry.title,
        view.edit(entry.place()),
        owner=_owner(view, entry),
        version=entry.data.get("version"),
        parts=parts,
    )
    found = found._replace(pdf=view.pdf(entry))
    return found._replace(report_run=_run_form(view, entry)) if entry.kind == "sops" else found


def _owner(view: View, entry: Entry) -> Entry | None:
    """Return the role or area that owns an entry; roles and areas own themselves."""
    if entry.kind in {"roles", "areas"}:
        return entry
    for reference in view.handbook.uses(entry):
        if reference.route[0] in {"owner", "owners", "decider"}:
            return reference.target
    return None


def _error_form(view: View, title: str, version: str | None, parts: Iterable[str]) -> str | None:
    named = [f"- {truncated(part, 80)}" for part in parts][:_MAX_PARTS]
    where = "\n".join(("Keep the line that applies:", "", *named)) if named else ""
    answers = {**_page(view, title, version), "where": where}
    return view.edition.issue(Issue(f"Error in: {truncated(title, 80)}", "error", answers))


def _run_form(view: View, entry: Entry) -> str | None:
    """Return the URL of the form that reports a run; runs are counted by its title."""
    answers = _page(view, entry.title, entry.data.get("version"))
    return view.edition.issue(Issue(f"Ran: {truncated(entry.title, 80)}", "ran", answers))


def _ask(view: View, title: str, owner: Entry | None) -> Ask | None:
    if owner is None:
        return None
    channel = view.edition.channels.get(f"{owner.kind}/{owner.id}") or view.edition.channels.get(
        f"areas/{owner.data.get('area')}"
    )
    if channel is not None:
        return Ask(view.href(channel), channel.title)
    lines = [
        f"Page: {truncated(title)}",
        f"Address: {view.edition.url}{view.address}",
        f"As of: {format_date(view.today)}",
        f"For: {owner.title}",
        "",
        "My question:",
        "",
    ]
    question = Issue(f"Question about: {truncated(title, 80)}", text="\n".join(lines))
    form = view.edition.issue(question)
    return Ask(form, "") if form else None


def _page(view: View, title: str, version: str | None) -> Mapping[str, str]:
    """Return the page in question, with its version and date."""
    of = f"version {version}, " if version else ""
    where = f"{view.edition.url}{view.address}"
    return {"procedure": truncated(title), "page": f"{where} ({of}{format_date(view.today)})"}
