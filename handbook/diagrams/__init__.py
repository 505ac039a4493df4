"""Diagrams as inline SVG, drawn from plain data: no browser, no scripts, no fixed colours.

A diagram consists of boxes and arrows. One function draws it, one wraps the drawing for a page:

    graph = Graph(
        title="How a ticket moves",
        boxes=(Box("new", "New"), Box("open", "Open", note="someone is working on it")),
        arrows=(Arrow("new", "open", "taken up"),),
    )
    html = figure(draw(graph), text=Markup("<ul>...what the drawing says, in words...</ul>"))

`draw` lays out boxes in layers, top-down; a simple chain is drawn in one row if the page is wide
enough. `tree` draws a hierarchy: as an outline on a phone, spread out on a larger screen. `row`
draws columns in order, without arrows. All return a Drawing, which `figure` turns into HTML. Labels
are plain text and escaped here.
"""

from handbook.diagrams.columns import row
from handbook.diagrams.figure import figure
from handbook.diagrams.layered import draw
from handbook.diagrams.shapes import Arrow, Box, Drawing, Frame, Graph
from handbook.diagrams.trees import tree

__all__ = [
    "Arrow",
    "Box",
    "Drawing",
    "Frame",
    "Graph",
    "draw",
    "figure",
    "row",
    "tree",
]
