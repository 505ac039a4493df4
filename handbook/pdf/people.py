"""The chapter of roles, by area: holders, responsibilities and metrics, and the index of roles."""

from collections.abc import Iterator

from handbook.collation import alphabetical
from handbook.pages.people import NO_AREA, by_area
from handbook.pdf.chapter import Chapter, Pen, named
from handbook.pdf.pieces import (
    Piece,
    Pieces,
    chip,
    heading,
    joined,
    listed,
    page_of,
    piece,
    quiet,
)
from handbook.pdf.remarks import remarks
from handbook.records import Role


def roles(pen: Pen) -> Chapter:
    """Return the chapter of all roles in use."""
    text: Pieces = [heading(1, "Roles", pen.address, look="chapter", outlined=True)]
    for area, team in by_area(pen.handbook, pen.handbook.roles_in_use):
        text.append(heading(2, area.title if area else NO_AREA, look="part"))
        text += [one for role in team for one in _role(pen, role)]
    return Chapter(left="Roles", right="", foot="", text=text)


def _role(pen: Pen, role: Role) -> Iterator[Piece]:
    key = pen.handbook.address(role.entry)
    yield heading(3, role.title, key, look="entry")
    description = role.entry.data.get("description")
    if description:
        yield piece("p", [str(description)])
    yield from remarks(pen, role.entry)
    yield named([([name], value) for name, value in _facts(pen, role) if value])


def _facts(pen: Pen, role: Role) -> Iterator[tuple[str, Pieces]]:
    data = role.entry.data
    yield "Held by", _holders(role)
    yield "Reports to", pen.entry_link("roles", role.reports_to)
    yield "Also called", [", ".join(role.entry.aliases)] if role.entry.aliases else []
    duties = data.get("responsibilities", ())
    yield "Responsible for", [listed([str(one)] for one in duties)] if duties else []
    yield "Measured by", joined(pen.entry_link("metrics", name) for name in data.get("kpis", ()))
    yield "Owns", _procedures(pen, role, "owner")
    yield "Stands in for", _procedures(pen, role, "backup")


def _holders(role: Role) -> Pieces:
    if role.vacant:
        return [chip("bad", "Vacant")]
    return [", ".join(role.holders)] if role.holders else [quiet("Not recorded")]


def _procedures(pen: Pen, role: Role, part: str) -> Pieces:
    """Return the procedures that name a role in one field, each with its page."""
    found = [sop for sop in pen.handbook.sops_in_use if getattr(sop, part) == role.id]
    return joined(
        [
            pen.link(sop.entry),
            quiet(" (page "),
            page_of(pen.handbook.address(sop.entry)),
            quiet(")"),
        ]
        for sop in found
    )


def index(pen: Pen) -> Chapter:
    """Return the index of roles, with the pages of their procedures and meetings."""
    rows: Pieces = []
    for role in sorted(pen.handbook.roles.values(), key=lambda one: alphabetical(one.title)):
        keys = list(dict.fromkeys(_named(pen, role)))
        if keys:
            rows.append(
                piece("line", [*pen.entry_link("roles", role.id), "  ", piece("pages", to=keys)])
            )
    title = heading(1, "Index of roles", pen.address, look="chapter", outlined=True)
    note = piece(
        "lead", ["Where each role owns a procedure, does a step or takes part in a meeting."]
    )
    text = [title, note, piece("columns", rows)] if rows else []
    return Chapter(left="Index of roles", right="", foot="", text=text)


def _named(pen: Pen, role: Role) -> Iterator[str]:
    for reference in pen.handbook.used_by(role.entry):
        source = reference.source
        if source.kind not in {"sops", "meetings"} or source.status == "retired":
            continue
        address = pen.handbook.address(source)
        anchor = source.document.anchors.get(reference.route[:2])
        step = source.kind == "sops" and reference.route[0] == "steps"
        yield f"{address}#{anchor}" if step and anchor else address
