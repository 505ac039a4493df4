"""The page of an area: its procedures, what it has not written down, its people, what it owns."""

from typing import Any

from markupsafe import Markup

from handbook.pages.edition import Edition
from handbook.pages.meaning import entry_chip
from handbook.pages.page import Found, Page
from handbook.pages.rows import procedure_row, process_row
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import counted, one_line
from handbook.records import Entry

_TOLD = ("roles", "processes", "sops")


def area_page(edition: Edition, area: Entry) -> Page:
    """Return the page of one area."""
    handbook = edition.handbook
    address = handbook.address(area)
    view = edition.view(address)
    sops = [sop for sop in handbook.sops.values() if sop.area == area.id]
    alive = [procedure_row(view, sop) for sop in handbook.sops_in_use if sop.area == area.id]
    missing = [
        process_row(view, process)
        for process in handbook.processes_in_use
        if process.entry.data.get("area") == area.id and not handbook.sops_of(process)
    ]
    data: Any = area.data
    roles = [role for role in handbook.roles.values() if role.area == area.id]
    html = view.render(
        "area",
        trail=[Markup('<a href="{}">Procedures</a>').format(view.site("procedures/"))],
        title=area.title,
        description=data.get("description", ""),
        aliases=area.aliases,
        chip=entry_chip(area.status),
        lead=view.to("roles", data.get("lead")),
        number=counted(len(alive), "procedure"),
        tasks=entry_tasks(view, area),
        procedures=alive,
        missing=missing,
        retired=[view.link(sop.entry) for sop in sops if sop.status == "retired"],
        roles=[(view.link(role.entry), ", ".join(role.holders)) for role in roles],
        used_by=view.used_by(area, *_TOLD),
        how=Markup('<a href="{}">How to add a procedure</a>').format(view.site("guide/procedure/")),
    )
    text = data.get("description", "")
    return Page(
        address=address,
        source=area.document.path,
        title=area.title,
        description=one_line(text) or f"The procedures of {area.title}.",
        html=html,
        found=(Found("", area.title, text),),
        names=area.aliases,
    )
