"""The page of a post-mortem: what happened, why, the actions, and which of them are overdue."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from markupsafe import Markup

from handbook.deadlines import is_done, overdue_actions, was_late
from handbook.pages.edition import Edition, View
from handbook.pages.page import Page, SearchEntry, sections, words
from handbook.pages.status_meaning import Meaning, chip, dated_chip, entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.texts import free_sections, text_at, unused_anchor
from handbook.pages.words import clock, dated, truncated
from handbook.records import Entry
from handbook.schema import Kind
from handbook.times import Moment, read_date, read_moment

_SIGNS = {"⬜": "open", "🔄": "in progress", "✅": "done"}
_IMPACT = (
    ("users", "Users affected"),
    ("revenue", "Revenue impact"),
    ("reputation", "Reputation impact"),
)
# The lists of a post-mortem, in the order of the template.
_BEFORE = (("wentWell", "What went well"), ("wentWrong", "What went wrong"))
_AFTER = (("lessons", "Lessons learnt"), ("prevention", "Prevention"))


def post_mortem_page(edition: Edition, kind: Kind, entry: Entry) -> Page:
    """Return the page of one post-mortem."""
    view = edition.view_of(entry)
    data = entry.data
    description = text_at(entry, "description")
    html = view.render(
        "post_mortem",
        trail=[view.link_to(f"{kind.page}/", kind.title)],
        title=entry.title,
        description=description,
        aliases=entry.aliases,
        chip=entry_chip(entry.status),
        tasks=entry_tasks(view, entry),
        summary=_summary(view, entry),
        timeline=[
            (text_at(entry, "timeline", index, "time"), text_at(entry, "timeline", index, "event"))
            for index in range(len(data.get("timeline", ())))
        ],
        impact=[
            (title, text_at(entry, "impact", name))
            for name, title in _IMPACT
            if name in data.get("impact", {})
        ],
        root_cause=text_at(entry, "rootCause"),
        before=list(_lists(entry, _BEFORE)),
        actions=list(actions(view, entry)),
        after=list(_lists(entry, _AFTER)),
        changes=[view.entry_link("sops", name) for name in data.get("changes", ())],
        ids={name: _anchor(entry, name) for name in ("timeline", "impact", "rootCause", "actions")},
        sections=free_sections(entry.document.sections),
        changes_anchor=unused_anchor(entry, "changes"),
        used_by=view.used_by(entry),
        used_by_anchor=unused_anchor(entry, "used-by"),
    )
    text = words(description)
    return view.page(
        entry,
        html,
        description=truncated(text or f"What was learnt from {entry.title}."),
        found=(SearchEntry("", entry.title, text), *sections(html, entry.title)),
    )


def _anchor(entry: Entry, name: str) -> str:
    return entry.document.anchors.get((name,)) or unused_anchor(entry, name.lower())


def _lists(
    entry: Entry, parts: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, str, list[Markup]]]:
    """Yield the non-empty lists as (anchor, title, items)."""
    for name, title in parts:
        items = [text_at(entry, name, index) for index in range(len(entry.data.get(name, ())))]
        if items:
            yield _anchor(entry, name), title, items


def _summary(view: View, entry: Entry) -> list[tuple[str, Markup | str]]:
    found = entry.data["summary"]
    day = read_date(found["date"])
    return [
        ("Date", dated(day) if day else ""),
        ("Duration", found.get("duration", "")),
        ("Severity", found["severity"]),
        ("Incident Commander", text_at(entry, "summary", "commander")),
        ("Customers affected", text_at(entry, "summary", "customers")),
        ("Resolved", _moment(read_moment(entry.data["resolved"]))),
        ("Post-mortem", held(view, entry)),
        ("Why it was late", entry.data.get("lateBecause", "")),
    ]


def held(view: View, entry: Entry) -> Markup:
    """Return when a post-mortem was held, marked if that was late or is overdue."""
    late = was_late(view.handbook, entry, view.today)
    moment = read_moment(entry.data.get("held", ""))
    if moment is None:
        return chip(Meaning.BAD, "Overdue") if late else chip(Meaning.UNKNOWN, "Not held yet")
    if late:
        return dated_chip(Meaning.CARE, "Held late", _moment(moment))
    return _moment(moment)


def _moment(moment: Moment | None) -> Markup:
    if moment is None:
        return Markup("")
    time = f", {clock(moment.minutes)}" if moment.minutes is not None else ""
    return Markup("{}{}").format(dated(moment.day), time)


def actions(view: View, entry: Entry) -> Iterator[dict[str, Any]]:
    """Yield the actions of a post-mortem, overdue ones marked."""
    late = overdue_actions(entry, view.today)
    for index, action in enumerate(entry.data.get("actions", ())):
        written = action.get("status", "open")
        due = read_date(action["due"])
        yield {
            "text": text_at(entry, "actions", index, "action"),
            "owner": view.entry_link("roles", action["owner"]),
            "priority": action.get("priority", ""),
            "due": dated(due) if due else "",
            "chip": chip(Meaning.BAD, "Overdue") if index in late else _state(written),
        }


def _state(written: str) -> Markup:
    word = _SIGNS.get(written, written)
    meaning = Meaning.GOOD if is_done(written) else Meaning.UNKNOWN
    return chip(meaning, word.capitalize())


def open_actions(entry: Entry) -> int:
    """Return the number of open actions of a post-mortem."""
    return sum(
        not is_done(action.get("status", "open")) for action in entry.data.get("actions", ())
    )


def day_of(entry: Entry) -> date:
    """Return the day of the incident, for sorting."""
    return read_date(entry.data["summary"]["date"]) or date.min
