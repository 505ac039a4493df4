"""Plans: a vision and the way to reach it, as a tree and in full; a page each, and a list.

The tree is a list drawn with CSS, so it is its own text equivalent; every name is a link.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.measures import measures
from handbook.pages.edition import Edition, View
from handbook.pages.page import Page, SearchEntry, sections
from handbook.pages.status_meaning import entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.texts import external_link
from handbook.pages.words import truncated
from handbook.records import Entry

_PARTS = (
    ("priorities", "Priorities"),
    ("methods", "Methods"),
    ("obstacles", "Obstacles"),
    ("measures", "Measures"),
)


class Item(NamedTuple):
    """One priority, method, obstacle or measure; `now` is the current value of its metric."""

    anchor: str
    title: str
    text: str
    now: Markup


class Part(NamedTuple):
    """All priorities, methods, obstacles or measures of a plan; may be empty."""

    anchor: str
    title: str
    items: list[Item]


class Origin(NamedTuple):
    """Where a plan comes from; `own` is true if it applies here nevertheless."""

    company: str
    document: str
    link: Markup
    own: bool


def plan_page(edition: Edition, entry: Entry) -> Page:
    """Return the page of one plan."""
    view = edition.view_of(entry)
    description = str(entry.data.get("description", ""))
    html = view.render(
        "plan_page",
        trail=[view.link_to("plans/", "Plans")],
        entry=entry,
        description=description,
        chip=entry_chip(entry.status),
        tasks=entry_tasks(view, entry),
        body=_body(view, entry),
        used_by=view.used_by(entry),
    )
    found = SearchEntry("", entry.title, truncated(f"{description} {entry.data['vision']}", 2000))
    return view.page(
        entry,
        html,
        description=truncated(description) or f"What {entry.title} aims for.",
        found=(found, *sections(html, entry.title)),
    )


def plan(view: View, entry: Entry) -> Markup:
    """Return a plan for embedding in another page."""
    description = entry.data.get("description")
    lead = Markup("<p>{}</p>").format(description) if description else Markup("")
    return lead + _body(view, entry)


def plans(view: View) -> Markup:
    """Return every plan that is not retired: our own first."""
    listed = [
        {
            "link": view.link(entry),
            "vision": entry.data["vision"],
            "origin": _origin(entry),
            "chip": entry_chip(entry.status),
            "facts": view.listed(
                counted(len(part.items), _SINGULAR[part.anchor], part.anchor)
                for part in _parts(view, entry)
                if part.items
            ),
        }
        for entry in view.handbook.active_entries("plans")
    ]
    listed.sort(key=_is_foreign)
    return view.render("plans", plans=listed, retired=view.retired("plans"))


_SINGULAR = {
    "priorities": "priority",
    "methods": "method",
    "obstacles": "obstacle",
    "measures": "measure",
}


def _is_foreign(listed: dict[str, Any]) -> bool:
    origin: Origin | None = listed["origin"]
    return origin is not None and not origin.own


def _body(view: View, entry: Entry) -> Markup:
    return view.render(
        "plan",
        vision=entry.data["vision"],
        parts=list(_parts(view, entry)),
        origin=_origin(entry),
        company=view.handbook.settings.get("company", "this company"),
    )


def _parts(view: View, entry: Entry) -> Iterator[Part]:
    for name, title in _PARTS:
        items = [
            Item(
                f"{name}-{number}",
                str(item["title"]),
                str(item["text"]),
                _current_value(view, item.get("metric")),
            )
            for number, item in enumerate(entry.data.get(name, ()), start=1)
        ]
        yield Part(name, title, items)


def _current_value(view: View, metric: str | None) -> Markup:
    """Return a link to a metric, showing its current value; an unknown name stays plain text."""
    measure = measures(view.handbook, view.today).get(metric or "")
    return (
        view.link(measure.metric.entry, measure.shown)
        if measure
        else view.entry_link("metrics", metric)
    )


def _origin(entry: Entry) -> Origin | None:
    data: Any = entry.data.get("origin")
    if data is None:
        return None
    document = ", ".join(str(data[name]) for name in ("document", "section") if name in data)
    link = external_link(str(data["url"])) if "url" in data else Markup("")
    return Origin(str(data["company"]), document, link, bool(data.get("policy", False)))
