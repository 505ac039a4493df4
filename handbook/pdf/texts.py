"""The chapters of templates, unfilled, and of checklists, with boxes to tick."""

from collections.abc import Iterator
from typing import Any

from handbook.collation import alphabetical
from handbook.filling import unfilled
from handbook.pages.template import USES, preview
from handbook.pages.words import sentence
from handbook.pdf.chapter import Chapter, Pen, quiet_line
from handbook.pdf.pieces import Piece, Pieces, heading, joined, piece
from handbook.pdf.procedure import section
from handbook.pdf.remarks import remarks
from handbook.records import Entry
from handbook.source.markdown import Anchors


def templates(pen: Pen) -> Chapter:
    """Return the chapter of all templates in use."""
    text: Pieces = []
    for entry in _in_use(pen, "templates"):
        text += _template(Pen(pen.edition, pen.handbook.address(entry)), entry)
    return _chapter(pen, "Templates", text)


def checklists(pen: Pen) -> Chapter:
    """Return the chapter of all checklists in use."""
    text: Pieces = []
    for entry in _in_use(pen, "checklists"):
        text += _checklist(Pen(pen.edition, pen.handbook.address(entry)), entry)
    return _chapter(pen, "Checklists", text)


def _chapter(pen: Pen, title: str, text: Pieces) -> Chapter:
    head = heading(1, title, pen.address, look="chapter", outlined=True)
    return Chapter(left=title, right="", foot="", text=[head, *text] if text else [])


def _in_use(pen: Pen, kind: str) -> list[Entry]:
    found = pen.handbook.active_entries(kind)
    return sorted(found, key=lambda entry: (entry.data.get("order", 0), alphabetical(entry.title)))


def _template(pen: Pen, entry: Entry) -> Iterator[Piece]:
    data: Any = entry.data
    yield heading(2, entry.title, pen.address, look="part", outlined=True)
    yield piece("p", [str(data["purpose"])])
    owner, meeting = (
        pen.entry_link("roles", data.get("owner")),
        pen.entry_link("meetings", data.get("meeting")),
    )
    yield quiet_line(
        [USES.get(data["for"], data["for"])],
        ["for ", *meeting] if meeting else [],
        ["maintained by ", *owner] if owner else [],
    )
    yield from remarks(pen, entry)
    html = preview(pen.view, entry, unfilled(pen.handbook, entry), Anchors())
    yield piece("sheet", pen.html(html))


def _checklist(pen: Pen, entry: Entry) -> Iterator[Piece]:
    data: Any = entry.data
    yield heading(2, entry.title, pen.address, look="part", outlined=True)
    yield piece("p", pen.text(entry, "purpose"))
    owner = pen.entry_link("roles", data.get("owner"))
    tools = joined(pen.entry_link("tools", name) for name in data.get("tools", ()))
    used = joined(pen.cited(name) for name in data.get("usedWith", ()))
    if owner or tools or used:
        yield quiet_line(
            ["maintained by ", *owner] if owner else [],
            ["ticked off in ", *tools] if tools else [],
            ["used with ", *used] if used else [],
        )
    yield from remarks(pen, entry)
    if data.get("boxes"):
        yield _boxes(pen, entry, len(data["boxes"]), "boxes")
    for index, one in enumerate(data.get("lists", ())):
        yield heading(3, sentence(str(one["title"])), look="minor")
        yield from pen.text(entry, "lists", index, "notes")
        yield _boxes(pen, entry, len(one["boxes"]), "lists", index, "boxes")
    for part in entry.document.sections:
        yield from section(pen, part, 3)


def _boxes(pen: Pen, entry: Entry, number: int, *route: str | int) -> Piece:
    items = [pen.text(entry, *route, index) for index in range(number)]
    return {"is": "boxes", "items": items}
