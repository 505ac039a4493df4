"""The page of a vendor, and the parts of the vendors page: renewals, reviews and tools."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from handbook.amounts import counted
from handbook.deadlines import notices, renewal, vendor_review
from handbook.names import asked_for
from handbook.pages.cells import cell, columns, property_cell
from handbook.pages.edition import GUIDE, Edition, View
from handbook.pages.page import Page, SearchEntry, sections
from handbook.pages.scorecard import band_chip
from handbook.pages.status_meaning import Meaning, chip, dated_chip, entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.texts import text_at
from handbook.pages.words import dated, sentence, truncated
from handbook.records import Entry
from handbook.schema import Kind
from handbook.scoring import format_number, is_scored, score, scorecard

_EVALUATION = "vendor-evaluation"
# Shown in the strip of facts and the sections below it.
_SHOWN_ELSEWHERE = {
    "category",
    "criticality",
    "owner",
    "renewal",
    "contractValue",
    "reviewed",
    "review",
}
_SHOWN_ELSEWHERE |= {"tools", "scores"}


def vendor_page(edition: Edition, kind: Kind, entry: Entry) -> Page:
    """Return the page of one vendor."""
    view = edition.view_of(entry)
    description = str(entry.data.get("description", ""))
    purpose = description or f"{sentence(kind.noun)} for {entry.data['category']}."
    html = view.render(
        "vendor",
        trail=[view.link_to(f"{kind.page}/", kind.title)],
        title=entry.title,
        description=text_at(entry, "description"),
        aliases=entry.aliases,
        chip=entry_chip(entry.status),
        tasks=entry_tasks(view, entry),
        facts=_line(view, entry),
        tools=[_tool(view, name) for name in entry.data.get("tools", ())],
        score=_score(view, entry),
        more=[
            (column.label, cell(view, entry, column))
            for column in columns(kind, [entry])
            if column.name not in _SHOWN_ELSEWHERE
        ],
        used_by=view.used_by(entry),
    )
    return view.page(
        entry,
        html,
        description=truncated(purpose),
        found=(SearchEntry("", entry.title, purpose), *sections(html, entry.title)),
    )


def vendors(view: View, part: str) -> Markup:
    """Return one part of the vendors page; raise LookupError if there is no such part."""
    parts: dict[str, Callable[[View], Markup]] = {"contracts": _contracts, "tools": _tools}
    return asked_for(parts, part, f"unknown part: {part!r}")(view)


def _contracts(view: View) -> Markup:
    """Return every vendor by criticality, with the state of its contract and review."""
    kind = view.handbook.kinds["vendors"]
    in_use = view.handbook.active_entries("vendors")
    levels = kind.choices("criticality", (one.data["criticality"] for one in in_use))
    listed = sorted(in_use, key=lambda one: levels.index(one.data["criticality"]))
    how = view.link_to(f"{GUIDE}register/", "How to add one")
    return view.render(
        "vendors",
        rows=[(view.link(entry), _line(view, entry)) for entry in listed],
        notices=_listed_days(notices(view.handbook)),
        retired=view.retired("vendors"),
        how=how,
    )


def _listed_days(numbers: list[int]) -> str:
    """Return numbers of days in one line: "90, 60 and 30"."""
    *first, last = map(str, numbers or [0])
    return f"{', '.join(first)} and {last}" if first else last.removeprefix("0")


def _line(view: View, entry: Entry) -> dict[str, Any]:
    data = entry.data
    return {
        "category": data["category"],
        "criticality": sentence(data["criticality"]),
        "owner": view.cited(data["owner"]),
        "value": property_cell(view, entry, "contractValue"),
        "renewal": _renewal(view, entry),
        "rhythm": sentence(data["review"]),
        "review": _review(view, entry),
    }


def _renewal(view: View, entry: Entry) -> Markup:
    found = renewal(view.handbook, entry, view.today)
    if found is None:
        return chip(Meaning.UNKNOWN, "Date not recorded")
    when = Markup("{}, {}").format(dated(found.day), view.distance(found.day))
    if found.left < 0:
        return dated_chip(Meaning.BAD, "Passed", when)
    if found.notice is not None:
        word = f"{found.notice}-day notice"
        return dated_chip(Meaning.CARE, word, when)
    return when


def _review(view: View, entry: Entry) -> Markup:
    due = vendor_review(entry)
    if due is None:
        return chip(Meaning.UNKNOWN, "None on record")
    when = Markup("{}, {}").format(dated(due), view.distance(due))
    if due <= view.today:
        return dated_chip(Meaning.CARE, "Due", when)
    return when


def _tool(view: View, name: str) -> tuple[Markup, Markup, str]:
    """Return the link to a tool, what it costs and what it is used for."""
    tool = view.handbook.find("tools", name)
    if tool is None:
        return view.entry_link("tools", name), Markup(""), ""
    return view.link(tool), property_cell(view, tool, "cost"), str(tool.data.get("purpose", ""))


def _score(view: View, entry: Entry) -> dict[str, Any] | None:
    found = view.handbook.find("scorecards", _EVALUATION)
    if found is None:
        return None
    card = scorecard(found)
    link = view.link(found)
    if not is_scored(card, entry):
        return {"link": link, "number": "", "scale": "", "parts": [], "band": ""}
    result = score(card, entry.data["scores"])
    return {
        "link": link,
        "number": format_number(result.number),
        "scale": f"{card.low} to {card.high}",
        "band": band_chip(result.band) if result.band else "",
        "parts": [
            (part.factor.title, f"{part.factor.weight}%", format_number(part.value))
            for part in result.parts
        ],
    }


def _tools(view: View) -> Markup:
    """Return which paid tools have a vendor record, and which do not."""
    by_tool: dict[str, list[Entry]] = {}
    for vendor in view.handbook.active_entries("vendors"):
        for name in vendor.data.get("tools", ()):
            by_tool.setdefault(name, []).append(vendor)
    paid = [
        tool
        for tool in view.handbook.active_entries("tools")
        if (tool.data.get("cost") or tool.id in by_tool)
    ]
    recorded = [tool for tool in paid if tool.id in by_tool]
    unrecorded = [tool for tool in paid if tool.id not in by_tool]
    noun = counted(len(paid), "paid tool")
    return view.render(
        "vendor_tools",
        summary=f"{len(recorded)} of {noun} have a vendor record.",
        recorded=[
            (view.link(tool), view.listed(view.link(vendor) for vendor in by_tool[tool.id]))
            for tool in recorded
        ],
        unrecorded=[
            (
                view.link(tool),
                property_cell(view, tool, "cost"),
                view.cited(tool.data["owner"]) if "owner" in tool.data else Markup(""),
            )
            for tool in unrecorded
        ],
    )
