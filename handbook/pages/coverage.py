"""The page of a source document: where the handbook covers its tables, lists and drawings."""

from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.addresses import WITHOUT_PAGE
from handbook.amounts import counted
from handbook.pages.edition import Edition, View
from handbook.pages.page import Page, SearchEntry
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import truncated
from handbook.records import Entry
from handbook.schema import Kind

_UNITS = {"table": "row", "boxes": "box"}


class Line(NamedTuple):
    """One table, list or drawing: its size, the entries that cover it, why parts are left out."""

    title: str
    line: int
    size: str
    places: list[Markup]
    why: str


def coverage_page(edition: Edition, kind: Kind, entry: Entry) -> Page:
    """Return the page that maps one source document to the handbook."""
    view = edition.view_of(entry)
    data: Any = entry.data
    html = view.render(
        "coverage",
        trail=[view.link_to(f"{kind.page}/", kind.title)],
        title=entry.title,
        description=data["description"],
        source=view.entry_link("sources", data["source"]),
        holds=data["holds"],
        lines=[_line(view, item) for item in data["items"]],
        tasks=entry_tasks(view, entry),
    )
    return view.page(
        entry,
        html,
        description=truncated(data["description"]),
        found=(SearchEntry("", entry.title, data["description"]),),
    )


def _line(view: View, item: Any) -> Line:
    rows = item["rows"]
    names = dict.fromkeys(row.get("in", item.get("in")) for row in rows)
    reasons = dict.fromkeys(one["why"] for one in (item, *rows) if "why" in one)
    return Line(
        title=item["title"],
        line=item["line"],
        size=counted(item["number"], _UNITS.get(item["form"], "part")),
        places=[_place(view, name) for name in names if name],
        why=" ".join(reasons),
    )


def _place(view: View, name: str) -> Markup:
    entry = view.find(name)
    if entry is not None and entry.kind in WITHOUT_PAGE:
        return Markup("{}: {}").format(view.handbook.kinds[entry.kind].title, entry.title)
    return view.cited(name)
