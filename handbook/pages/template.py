"""The page of a template: a preview, its placeholders, a form and the text to copy."""

import re
import shlex
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.addresses import read_target, site_link
from handbook.filling import holder_of, settable, unfilled
from handbook.pages.edition import Edition, View
from handbook.pages.filling_form import ANCHOR, filling_form
from handbook.pages.page import Page, SearchEntry, words
from handbook.pages.status_meaning import entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import truncated
from handbook.placeholders import Placeholder, declared, placeholder_for, placeholders_in
from handbook.records import Entry
from handbook.source.html import Renderer
from handbook.source.markdown import Anchors, TooDeep, parse

USES = {
    "sop": "A procedure",
    "meeting": "A meeting",
    "document": "A document",
    "message": "A message to send",
}
_SOURCES = {
    "date": "The date of the draft",
    "next-meeting": "The meeting's next date",
    "attendees": "The meeting's attendees",
    "reviewer": "The reviewer you name",
    "metric-actual": "The metric's last value",
    "metric-target": "The metric's target",
    "metric-status": "The metric's status",
}
# More lines would not make the example command clearer.
_MAX_OPTIONS = 4
# Code, links and tags stay unchanged; only text may contain placeholders.
_VERBATIM = re.compile(r"(<pre\b.*?</pre>|<code\b.*?</code>|<a\b.*?</a>|<[^>]*>)", re.DOTALL)
_BRACKETS = re.compile(r"\[([^\[\]\n]+)\]")


class Slot(NamedTuple):
    """One row of the table of placeholders."""

    name: str
    description: str
    filled: Markup
    example: str


def template_page(edition: Edition, entry: Entry) -> Page:
    """Return the page of one template."""
    view = edition.view_of(entry)
    data: Any = entry.data
    text = unfilled(edition.handbook, entry)
    anchors = Anchors()
    shown = preview(view, entry, text, anchors)
    html = view.render(
        "template",
        trail=[view.link_to("templates/", "Templates")],
        title=entry.title,
        purpose=data["purpose"],
        aliases=entry.aliases,
        chip=entry_chip(entry.status),
        written=USES.get(data["for"], data["for"]),
        owner=view.entry_link("roles", data.get("owner")),
        meeting=view.entry_link("meetings", data.get("meeting")),
        version=data.get("version"),
        controlled=data.get("controlled", False),
        tasks=entry_tasks(view, entry),
        download=f"{entry.id}.md",
        ids={
            name: anchors.add(name.replace("_", "-"))
            for name in ("preview", "slots", "source", "used_by")
        },
        text=shown,
        slots=_slots(view, entry, text),
        anchor=ANCHOR,
        form=filling_form(view, entry),
        command=_command(view, entry),
        message=data["for"] == "message",
        source=text,
        used_by=view.used_by(entry),
    )
    found = SearchEntry(
        "", entry.title, " · ".join([data["purpose"], truncated(words(shown), 2000)])
    )
    return view.page(
        entry,
        html,
        description=truncated(data["purpose"]),
        found=(found,),
    )


def preview(view: View, entry: Entry, text: str, anchors: Anchors) -> Markup:
    """Return a template's text as HTML, with its placeholders marked."""
    path, homes = entry.document.path, view.handbook.homes
    renderer = Renderer(lambda link: site_link(read_target(link, path), path, homes), anchors)
    try:
        html = renderer.html(parse(text).nodes)
    except TooDeep:
        return Markup("<pre>{}</pre>").format(text)
    known = declared(entry)
    found = (one.name for one in placeholders_in(text) if placeholder_for(one.name, known))
    names = {escape(name, quote=False) for name in found}
    parts = _VERBATIM.split(html)
    parts[::2] = [_highlighted(part, names) for part in parts[::2]]
    return Markup("".join(parts))  # noqa: S704 - escaped by the renderer; marking adds no text


def _highlighted(html: str, names: set[str]) -> str:
    def mark(match: re.Match[str]) -> str:
        return f'<span class="hb-slot">{match[0]}</span>' if match[1].strip() in names else match[0]

    return _BRACKETS.sub(mark, html)


def _slots(view: View, entry: Entry, text: str) -> list[Slot]:
    """Return a row for each placeholder: how it is written, what to enter, what fills it in."""
    known = declared(entry)
    names: dict[str, list[str]] = {}
    for found in placeholders_in(text):
        placeholder = placeholder_for(found.name, known)
        listed = names.setdefault(placeholder.name, []) if placeholder else []
        if found.name not in listed:
            listed.append(found.name)
    return [
        Slot(
            _written(placeholder, names.get(placeholder.name, [])),
            placeholder.description,
            Markup(", ").join(_filled(view, placeholder)) or Markup("You"),
            placeholder.example,
        )
        for placeholder in known.values()
    ]


def _written(placeholder: Placeholder, names: list[str]) -> str:
    """Return how a placeholder is written in the text: "[Win 1], [Win 2]"."""
    if placeholder.repeats:
        return f"{placeholder.name}, one row each"
    return ", ".join(f"[{name}]" for name in names or [placeholder.name])


def _filled(view: View, placeholder: Placeholder) -> Iterator[Markup]:
    """Yield what fills in a placeholder; nothing if only a person can."""
    match placeholder.source:
        case "role":
            role = view.entry_link("roles", placeholder.role)
            yield Markup("The holder of {}, if recorded").format(role)
        case "metrics":
            yield from (view.entry_link("metrics", name) for name in placeholder.metrics)
        case "systems":
            for entry in view.handbook.entries("systems"):
                if entry.data.get("part") == placeholder.part and entry.status != "retired":
                    yield view.link(entry)
        case source if source:
            yield Markup("{}").format(_SOURCES[source])


def _needs_person(view: View, placeholder: Placeholder) -> bool:
    """Return whether only a person can fill in a placeholder."""
    if placeholder.source == "role":
        return holder_of(view.handbook, placeholder.role) is None
    return not placeholder.source


def _command(view: View, entry: Entry) -> str:
    """Return the command that fills in a template, with its options on separate lines."""
    known = declared(entry).values()
    sources = {placeholder.source for placeholder in known}
    options: list[tuple[str, ...]] = [("handbook", "new", "--from", entry.id)]
    if sources & {"date", "next-meeting"}:
        options.append(("--date", view.today.isoformat()))
    if "reviewer" in sources:
        options.append(("--reviewer", "..."))
    for name in settable(view.handbook, entry):
        placeholder = placeholder_for(name, declared(entry))
        if placeholder and len(options) < _MAX_OPTIONS and _needs_person(view, placeholder):
            options.append(("--set", f"{name}={placeholder.example or '...'}"))
    return " \\\n  ".join(shlex.join(words) for words in options)
