"""The page of a checklist, with boxes to tick, and the list of checklists by occasion."""

from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.pages.edition import GUIDE, Edition, View
from handbook.pages.lists import Item
from handbook.pages.page import Page, SearchEntry, sections
from handbook.pages.runs import start
from handbook.pages.status_meaning import entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.texts import free_sections, text_at, unused_anchor
from handbook.pages.words import sentence, truncated
from handbook.records import Entry
from handbook.source.markdown import slug

# Titles of occasions whose word alone is not enough; the others use their own word.
_OCCASIONS = {
    "customers": "With customers",
    "meetings": "Around a meeting",
    "vendors": "With vendors",
    "people": "With people",
}


class Boxes(NamedTuple):
    """One list of boxes; an only list has no title."""

    anchor: str
    title: str
    notes: Markup
    boxes: list[Markup]


def checklist_page(edition: Edition, entry: Entry) -> Page:
    """Return the page of one checklist."""
    view = edition.view_of(entry)
    data = entry.data
    purpose = entry.prose("purpose")
    text = purpose.text if purpose else str(data["purpose"])
    lists = list(_lists(entry))
    html = view.render(
        "checklist",
        trail=[view.link_to("checklists/", "Checklists")],
        entry=entry,
        purpose=text_at(entry, "purpose"),
        chip=entry_chip(entry.status),
        number=counted(sum(len(one.boxes) for one in lists), "box"),
        owner=view.entry_link("roles", data.get("owner")),
        tools=view.listed(view.entry_link("tools", tool) for tool in data.get("tools", ())),
        used_with=view.listed(view.cited(name) for name in data.get("usedWith", ())),
        tasks=entry_tasks(view, entry),
        start=start(view, entry),
        lists=lists,
        sections=free_sections(entry.document.sections),
        used_by=view.used_by(entry),
        used_by_anchor=unused_anchor(entry, "used-by"),
    )
    return view.page(
        entry,
        html,
        description=truncated(text),
        found=(SearchEntry("", entry.title, text), *sections(html, entry.title)),
    )


def checklists(view: View) -> Markup:
    """Return the checklists in use, by occasion."""
    groups = []
    entries = [one for one in view.handbook.entries("checklists") if one.status != "retired"]
    known = sorted(entries, key=lambda one: one.data.get("order", 0))
    register = view.handbook.registers.get("checklists")
    used = (str(entry.data["occasion"]) for entry in known)
    for occasion in register.kind.choices("occasion", used) if register else ():
        items = [
            Item(view.link(entry), text_at(entry, "purpose"), counted(_number(entry), "box"))
            for entry in known
            if entry.data["occasion"] == occasion
        ]
        if items:
            title = _OCCASIONS.get(occasion, sentence(occasion))
            groups.append((f"occasion--{slug(occasion)}", title, items))
    how = view.link_to(f"{GUIDE}register/", "How to add one")
    empty = ("No checklists are kept here yet.", "What people have to remember is forgotten.", how)
    return view.render("groups", groups=groups, empty=empty, retired=view.retired("checklists"))


def _number(entry: Entry) -> int:
    data = entry.data
    return len(data.get("boxes", ())) + sum(len(one["boxes"]) for one in data.get("lists", ()))


def _lists(entry: Entry) -> list[Boxes]:
    data = entry.data
    anchors = entry.document.anchors
    found = []
    if data.get("boxes"):
        anchor = anchors.get(("boxes",)) or unused_anchor(entry, "boxes")
        found.append(Boxes(anchor, "", Markup(""), _boxes(entry, "boxes")))
    for index, one in enumerate(data.get("lists", ())):
        anchor = anchors.get(("lists", index)) or unused_anchor(entry, f"list-{index + 1}")
        notes = text_at(entry, "lists", index, "notes")
        boxes = _boxes(entry, "lists", index, "boxes")
        found.append(Boxes(anchor, sentence(str(one["title"])), notes, boxes))
    return found


def _boxes(entry: Entry, *route: str | int) -> list[Markup]:
    value = entry.data
    for part in route:
        value = value[part]  # type: ignore[index]
    return [text_at(entry, *route, index) for index in range(len(value))]
