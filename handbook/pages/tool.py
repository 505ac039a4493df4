"""Tools: a page each (purpose, who looks after it, what depends on it), and the list of all."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.pages.cells import property_cell
from handbook.pages.edition import Edition, View
from handbook.pages.page import Page, SearchEntry, found_words
from handbook.pages.status_meaning import Meaning, chip, entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import truncated
from handbook.records import Entry
from handbook.references import Reference
from handbook.schema import Kind
from handbook.source.markdown import slug

# Records about a tool; they do not depend on it.
_RECORDS = ("vendors",)


class Dependent(NamedTuple):
    """An entry that names a tool; for a procedure, with the steps that do."""

    link: Markup
    steps: Markup


class Group(NamedTuple):
    """The entries of one kind that name a tool."""

    title: str
    dependents: list[Dependent]


class Line(NamedTuple):
    """A tool as one row in the list of tools."""

    entry: Entry
    link: Markup
    chip: Markup
    owner: Markup
    admin: Markup
    backup: Markup
    cost: Markup
    uses: str


def tool_page(edition: Edition, kind: Kind, tool: Entry) -> Page:
    """Return the page of one tool."""
    view = edition.view_of(tool)
    data = tool.data
    groups = _dependents(view, tool)
    html = view.render(
        "tool",
        trail=[view.link_to(f"{kind.page}/", kind.title)],
        title=tool.title,
        data=data,
        cost=property_cell(view, tool, "cost"),
        aliases=tool.aliases,
        chip=entry_chip(tool.status),
        owner=_owner(view, tool),
        lead=_lead(view, tool),
        admin=view.entry_link("roles", data.get("admin")),
        backup=view.entry_link("roles", data.get("backup")),
        access=view.listed(view.cited(name) for name in data.get("access", ())),
        stack=view.listed(view.entry_link("areas", name) for name in data.get("stackOf", ())),
        tasks=entry_tasks(view, tool),
        id=tool.id,
        groups=groups,
        in_procedures=any(one.source.kind == "sops" for one in _active_references(view, tool)),
        number=counted(sum(len(group.dependents) for group in groups), "entry"),
        records=[view.link(entry) for kind in _RECORDS for entry in _records_of(view, tool, kind)],
        how=Markup('<a href="{}">Name an owner</a>').format(view.edit(tool.place()) or ""),
    )
    return view.page(
        tool,
        html,
        description=truncated(str(data["purpose"])),
        found=(SearchEntry("", tool.title, _search_text(view, tool)),),
    )


def _search_text(view: View, tool: Entry) -> str:
    """Return the search text of a tool; labels are included even if no value is recorded."""
    data = tool.data
    labelled = {
        "Administered by, administrator": view.entry_link("roles", data.get("admin")),
        "Access": view.listed(view.cited(name) for name in data.get("access", ())),
        "Cost, price": property_cell(view, tool, "cost"),
        "Category": Markup.escape(data["category"]),
        "When to use it": Markup.escape(data.get("whenToUse", "")),
    }
    facts = [Markup("<p>{}: {}</p>").format(name, fact) for name, fact in labelled.items()]
    return found_words(Markup("<p>{}</p>").format(data["purpose"]) + Markup("").join(facts))


def tools(view: View) -> Markup:
    """Return every active tool, by category."""
    register = view.handbook.registers.get("tools")
    if register is None:
        return view.render("tools", groups=[], description="")
    listed = [tool for tool in register if tool.status != "retired"]
    groups = [
        (
            f"category--{slug(shelf)}",
            shelf,
            [_line(view, tool) for tool in listed if tool.data["category"] == shelf],
        )
        for shelf in register.kind.choices("category", (tool.data["category"] for tool in listed))
    ]
    filled = [group for group in groups if group[2]]
    return view.render("tools", groups=filled, description=register.kind.description)


def _line(view: View, tool: Entry) -> Line:
    uses = {(one.source.kind, one.source.id) for one in _active_references(view, tool)}
    return Line(
        entry=tool,
        link=view.link(tool),
        chip=entry_chip(tool.status),
        owner=_owner(view, tool) or chip(Meaning.CARE, "No owner"),
        admin=view.entry_link("roles", tool.data.get("admin")),
        backup=view.entry_link("roles", tool.data.get("backup")),
        cost=property_cell(view, tool, "cost"),
        uses=str(len(uses)) if uses else "",
    )


def _owner(view: View, tool: Entry) -> Markup:
    owner = tool.data.get("owner")
    return view.cited(owner) if owner else Markup("")


def _lead(view: View, tool: Entry) -> Markup:
    """Return the lead of the area that owns a tool: leads are accountable for their areas."""
    owner = view.find(str(tool.data.get("owner", "")))
    lead = owner.data.get("lead") if owner and owner.kind == "areas" else None
    return view.entry_link("roles", lead)


def _records_of(view: View, tool: Entry, kind: str) -> list[Entry]:
    found = {
        reference.source.id: reference.source
        for reference in view.citations(tool)
        if reference.source.kind == kind
    }
    return list(found.values())


def _dependents(view: View, tool: Entry) -> list[Group]:
    """Return the entries that name a tool, by kind, procedures first."""
    found: dict[str, dict[str, list[Reference]]] = {"sops": {}}
    for reference in _active_references(view, tool):
        source = reference.source
        found.setdefault(source.kind, {}).setdefault(source.id, []).append(reference)
    return [
        Group(
            view.handbook.kinds[kind].title,
            [
                Dependent(view.link(references[0].source), _steps(view, references))
                for references in by_id.values()
            ],
        )
        for kind, by_id in found.items()
        if by_id
    ]


def _steps(view: View, references: list[Reference]) -> Markup:
    """Return the steps in which a procedure needs a tool; empty for other kinds."""
    source = references[0].source
    if source.kind != "sops":
        return Markup("")
    steps = view.handbook.sops[source.id].steps
    numbers = [int(one.route[1]) for one in references if one.route[0] == "steps"]
    links = [
        view.link(source, steps[number].title, steps[number].anchor)
        for number in dict.fromkeys(numbers)
    ]
    return Markup("in ") + view.listed(links) if links else Markup("")


def _active_references(view: View, tool: Entry) -> Iterator[Reference]:
    """Yield the references to a tool from active entries."""
    for reference in view.citations(tool, *_RECORDS):
        if reference.source.status != "retired":
            yield reference
