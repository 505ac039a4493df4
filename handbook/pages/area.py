"""The page of an area: its procedures, undocumented processes, roles and everything it owns."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from handbook.amounts import counted
from handbook.pages.contents import ADDRESS, contents_listing
from handbook.pages.edition import Edition
from handbook.pages.facets import status_key
from handbook.pages.list_cells import Value
from handbook.pages.listing import Line, Listing
from handbook.pages.page import Page, SearchEntry
from handbook.pages.status_meaning import entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import truncated
from handbook.records import Entry
from handbook.status import Status

_SHOWN_ELSEWHERE = ("roles", "processes", "sops")
_PARTS = {
    "procedures": Value("Procedures"),
    "missing": Value("Not documented yet"),
    "retired": Value("Retired"),
}


def area_page(edition: Edition, area: Entry) -> Page:
    """Return the page of one area."""
    handbook = edition.handbook
    view = edition.view_of(area)
    listing = _listings(edition)[area.id]
    alive = [line for line in listing.lines if line.group == "procedures"]
    data: Any = area.data
    roles = [role for role in handbook.roles.values() if role.area == area.id]
    html = view.render(
        "area",
        trail=[view.link_to(ADDRESS, "Procedures")],
        title=area.title,
        description=data.get("description", ""),
        aliases=area.aliases,
        chip=entry_chip(area.status),
        lead=view.entry_link("roles", data.get("lead")),
        number=counted(len(alive), "procedure"),
        tasks=entry_tasks(view, area),
        listing=listing,
        written=bool(alive),
        id=area.id,
        roles=[(view.link(role.entry), ", ".join(role.holders)) for role in roles],
        used_by=view.used_by(area, *_SHOWN_ELSEWHERE),
        how=view.link_to("guide/procedure/", "How to add a procedure"),
    )
    text = data.get("description", "")
    return view.page(
        area,
        html,
        description=truncated(text) or f"Procedures in {area.title}.",
        found=(SearchEntry("", area.title, text),),
    )


def area_listings(edition: Edition) -> Iterator[Listing]:
    """Yield a listing per area: its procedures, undocumented processes and retired procedures."""
    yield from _listings(edition).values()


def _listings(edition: Edition) -> dict[str, Listing]:
    return edition.handbook.cached(("areas", edition.today), lambda: dict(_by_area(edition)))


def _by_area(edition: Edition) -> Iterator[tuple[str, Listing]]:
    handbook = edition.handbook
    whole = contents_listing(edition)
    lines: dict[str, list[Line]] = {area.id: [] for area in handbook.entries("areas")}
    for line in whole.lines:
        for area_id in line.keys["area"]:
            lines[area_id].append(line._replace(group=_part(line)))
    for area in handbook.entries("areas"):
        yield (
            area.id,
            replace(
                whole,
                name=f"areas-{area.id}",
                title=area.title,
                address=handbook.address(area),
                source=area.document.path,
                lines=tuple(lines[area.id]),
                facets=(),
                orders=(),
                groups=_PARTS,
            ),
        )


def _part(line: Line) -> str:
    if line.look:
        return "missing"
    (status,) = line.keys["status"]
    return "retired" if status == status_key(Status.RETIRED) else "procedures"
