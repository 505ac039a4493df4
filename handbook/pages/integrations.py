"""The integration map: which tool passes what to which, drawn from the integrations register."""

from markupsafe import Markup

from handbook.diagrams import Arrow, Box, Graph, draw, figure
from handbook.pages.edition import View
from handbook.records import Entry


def integration_map(view: View) -> Markup:
    """Return the sending and receiving tools as a diagram, with the same content as text."""
    entries = view.handbook.active_entries("integrations")
    if not entries:
        return Markup('<p class="hb-quiet">No integrations are recorded yet.</p>')
    boxes: dict[str, Box] = {}
    arrows: dict[tuple[str, str], Arrow] = {}
    for entry in entries:
        source, target = (_box(view, entry, end) for end in ("from", "to"))
        boxes[source.id] = source
        boxes[target.id] = target
        arrows[source.id, target.id] = Arrow(source.id, target.id)
    title = f"Integration map of {len(boxes)} tools and dashboards; same content as the list below"
    graph = Graph(title, tuple(boxes.values()), tuple(arrows.values()))
    text = view.render("integrations", rows=[_row(view, entry) for entry in entries])
    return figure(draw(graph), text)


def _box(view: View, entry: Entry, end: str) -> Box:
    tool = view.handbook.find("tools", str(entry.data.get(end, "")))
    if tool is not None:
        return Box(f"tool {tool.id}", tool.title)
    name = str(entry.data.get(end) or entry.data["endpoint"])
    return Box(f"other {name}", name, form="end")


def _row(view: View, entry: Entry) -> dict[str, Markup | str]:
    data = entry.data
    target = view.entry_link("tools", data["to"]) if "to" in data else data["endpoint"]
    return {
        "source": view.entry_link("tools", data["from"]),
        "target": target,
        "carries": data.get("carries", ""),
        "channel": view.entry_link("channels", data.get("channel")),
    }
