"""Diagrams as inline SVG, drawn from plain data: no browser, no script, no colour of their own.

A diagram is boxes and arrows. One function draws it, one wraps the drawing for a page:

    graph = Graph(
        title="How a ticket moves",
        boxes=(Box("new", "New"), Box("open", "Open", note="somebody is on it")),
        arrows=(Arrow("new", "open", "taken up"),),
    )
    html = figure(draw(graph), text=Markup("<ul>...what the drawing says, in words...</ul>"))

`draw` lays boxes in layers, top-down; a plain chain lies in one row where the page is wide enough.
`tree` draws who stands below whom: as an outline on a phone, spread out where there is room.
`row` draws columns in order, without arrows. All return a Drawing; `figure` makes it HTML. Labels
are plain text, escaped here.
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
