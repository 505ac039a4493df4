"""Workflows as diagrams and as text: a page each, a list of all, and one embedded in a page."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.diagrams import Arrow, Box, Drawing, Graph, draw, figure, row
from handbook.pages.edition import Edition, View
from handbook.pages.page import Page, SearchEntry, words
from handbook.pages.status_meaning import entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import truncated
from handbook.records import Entry

# A longer description would make a box too large.
_MAX_NOTE = 60


class Way(NamedTuple):
    """A transition for display: its target, its condition and who makes it."""

    target: str
    when: str
    who: Markup


class State(NamedTuple):
    """A state for display."""

    title: str
    description: str
    who: Markup | str
    role: str
    ways: list[Way]


def workflow_page(edition: Edition, entry: Entry) -> Page:
    """Return the page of one workflow."""
    view = edition.view_of(entry)
    description = str(entry.data.get("description", ""))
    html = view.render(
        "workflow",
        trail=[view.link_to("workflows/", "Workflows")],
        entry=entry,
        description=description,
        chip=entry_chip(entry.status),
        tool=view.entry_link("tools", entry.data.get("tool")),
        users=view.listed(view.cited(name) for name in entry.data.get("usedBy", ())),
        tasks=entry_tasks(view, entry),
        drawing=figure(drawing(view, entry)),
        states=list(states(view, entry)),
        is_board=not entry.data.get("transitions"),
        used_by=view.used_by(entry),
    )
    listed = ", ".join(str(state["title"]) for state in entry.data["states"])
    found = SearchEntry("", entry.title, truncated(f"{description} {listed}", 2000))
    return view.page(
        entry,
        html,
        description=truncated(description) or f"The states of {entry.title}.",
        found=(found,),
    )


def workflows(view: View) -> Markup:
    """Return every active workflow with its diagram."""
    entries = view.handbook.active_entries("workflows")
    cards = [
        {
            "id": entry.id,
            "link": view.link(entry),
            "description": entry.data.get("description", ""),
            "facts": _facts(view, entry),
            "drawing": figure(drawing(view, entry)),
        }
        for entry in entries
    ]
    return view.render("workflows", cards=cards, retired=view.retired("workflows"))


def workflow(view: View, entry: Entry) -> Markup:
    """Return a workflow for embedding: a diagram with the same content as folded text below it."""
    text = view.render(
        "workflow_states",
        states=list(states(view, entry)),
        is_board=not entry.data.get("transitions"),
    )
    caption = Markup("{}: {}").format(view.link(entry), _facts(view, entry))
    return figure(drawing(view, entry), text, caption)


def _facts(view: View, entry: Entry) -> Markup:
    number = Markup("{}").format(counted(len(entry.data["states"]), "state"))
    tool = entry.data.get("tool")
    return Markup("{} in {}").format(number, view.entry_link("tools", tool)) if tool else number


def drawing(view: View, entry: Entry) -> Drawing:
    """Return a workflow's diagram: a row of columns for a board, otherwise boxes and arrows."""
    ways = entry.data.get("transitions", ())
    # Who is responsible matters more than the description, which the list has.
    note = (
        _who_note if any(_who(view, state) for state in entry.data["states"]) else _description_note
    )
    boxes = tuple(
        Box(str(state["id"]), str(state["title"]), note(view, state), _shape(state))
        for state in entry.data["states"]
    )
    title = f"{entry.title}: {counted(len(boxes), 'state')}, listed in words next to the diagram"
    if not ways:
        return row(title, boxes)
    arrows = tuple(
        Arrow(str(way["from"]), str(way["to"]), str(way.get("when", ""))) for way in ways
    )
    return draw(Graph(title, boxes, arrows))


def _who_note(view: View, state: Mapping[str, Any]) -> str:
    return words(_who(view, state))


def _description_note(_: View, state: Mapping[str, Any]) -> str:
    description = str(state.get("description", ""))
    return description if len(description) <= _MAX_NOTE else ""


def _shape(state: Mapping[str, Any]) -> str:
    if state.get("initial"):
        return "start"
    return "end" if state.get("final") else "box"


def _who(view: View, data: Mapping[str, Any]) -> Markup:
    if "who" in data:
        return view.cited(str(data["who"]))
    return Markup("{}").format(data.get("outside", ""))


def states(view: View, entry: Entry) -> Iterator[State]:
    """Yield the states in order, each with its outgoing transitions."""
    titles = {state["id"]: str(state["title"]) for state in entry.data["states"]}
    ways: dict[str, list[Way]] = {}
    for way in entry.data.get("transitions", ()):
        target = titles.get(way["to"], str(way["to"]))
        ways.setdefault(str(way["from"]), []).append(
            Way(target, str(way.get("when", "")), _who(view, way))
        )
    for state in entry.data["states"]:
        flags = [
            word
            for name, word in (("initial", "work starts here"), ("final", "work can end here"))
            if state.get(name)
        ]
        yield State(
            str(state["title"]),
            str(state.get("description", "")),
            _who(view, state),
            ", ".join(flags),
            ways.get(str(state["id"]), []),
        )
