"""Layered layout of boxes and arrows; graphlay computes the positions and the routes."""

import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

import graphlay

from handbook.diagrams.shapes import Box, Drawing, Frame, Graph, Picture
from handbook.diagrams.svg import (
    Inside,
    Point,
    drawn_box,
    drawn_line,
    inside,
    picture,
    rectangle,
    texts,
)
from handbook.diagrams.text import NOTE, Text, wrapped

# The width of the text column; a wider drawing would scroll even on a large screen.
ROOM = 720
_SPACING = {
    "layer_gap": 34,
    "node_gap": 16,
    "dummy_gap": 12,
    "port_gap": 14,
    "port_stroke_clear": 8,
    "stub": 12,
    "edge_label_margin": 10,
    "isolated_gap": 20,
    # The label of a frame is in its upper padding.
    "compound_padding": 22,
}
_OPTIONS: dict[str, Any] = {
    "spacing": _SPACING,
    # Prefers straight routes to ones that bend slightly at every box.
    "coords": {"placement": "brandes_koepf"},
}


@lru_cache(maxsize=512)
def draw(graph: Graph) -> Drawing:
    """Return a layered drawing of a graph, top to bottom on narrow screens.

    A chain, or a graph with the direction "right", is drawn left to right if there is room.
    """
    down = _drawn(graph, "down")
    if graph.direction == "down" and not _is_chain(graph):
        return Drawing(graph.title, down)
    across = _drawn(graph, "right")
    if across.width <= down.width:
        return Drawing(graph.title, across)
    return Drawing(graph.title, down, across if across.width <= ROOM else None)


def _is_chain(graph: Graph) -> bool:
    """Return whether the boxes form a chain, optionally with an arrow from last to first."""
    ids = [box.id for box in graph.boxes]
    pairs = {(arrow.source, arrow.target) for arrow in graph.arrows}
    steps = set(pairwise(ids))
    return len(ids) > 1 and steps <= pairs <= {*steps, (ids[-1], ids[0])} and not graph.frames


def _drawn(graph: Graph, direction: str) -> Picture:
    most = 128 if direction == "down" else 84
    sizes = {box.id: inside(box, most) for box in graph.boxes}
    labels = [wrapped(arrow.label, NOTE, 120) for arrow in graph.arrows]
    laid = _laid(graph, sizes, labels, direction)
    low, high = laid["bounds"]["min"], laid["bounds"]["max"]
    # The label of an arrow may extend beyond the boxes.
    extents = [_extent(anchor, text) for anchor, text in _anchored(laid, labels)]
    left = min([low["x"], *(extent[0] for extent in extents)])
    right = max([high["x"], *(extent[1] for extent in extents)])
    top = min([low["y"], *(extent[2] for extent in extents)])
    bottom = max([high["y"], *(extent[3] for extent in extents)])
    offset = (-left, -top)
    parts = [
        *_frames(graph.frames, laid["nodes"][len(graph.boxes) :], offset),
        *(
            drawn_line(_points(edge, offset), arrow.line)
            for edge, arrow in zip(laid["edges"], graph.arrows, strict=True)
        ),
        *(_label(anchor, text, offset) for anchor, text in _anchored(laid, labels)),
        *_boxes(graph.boxes, sizes, laid["nodes"], offset),
    ]
    return picture(parts, right - left, bottom - top, graph.title, "graph")


def _laid(
    graph: Graph, sizes: dict[str, Inside], labels: list[Text], direction: str
) -> dict[str, Any]:
    """Return graphlay's layout: nodes with centres, edges with points, bounds."""
    parents = {frame.id: len(graph.boxes) + at for at, frame in enumerate(graph.frames)}
    indices = {box.id: at for at, box in enumerate(graph.boxes)} | parents
    nodes: list[dict[str, Any]] = [
        {"size": {"width": sizes[box.id].width, "height": sizes[box.id].height}}
        for box in graph.boxes
    ]
    nodes += [{"size": {"width": 40, "height": 40}} for _ in graph.frames]
    shapes: list[Box | Frame] = [*graph.boxes, *graph.frames]
    for node, one in zip(nodes, shapes, strict=True):
        if one.frame in parents:
            node["parent"] = parents[one.frame]
    edges: list[dict[str, Any]] = []
    for arrow, label in zip(graph.arrows, labels, strict=True):
        edge: dict[str, Any] = {"source": indices[arrow.source], "target": indices[arrow.target]}
        if label.lines:
            edge["label_size"] = {"width": label.width + 8, "height": label.height}
        edges.append(edge)
    options = _OPTIONS | {"direction": "topbottom" if direction == "down" else "leftright"}
    if direction != "down":
        options["spacing"] = {**_SPACING, "layer_gap": 16, "stub": 6}
    request = json.dumps({"nodes": nodes, "edges": edges})
    laid: dict[str, Any] = graphlay.layout(request, options=options).raw
    return laid


def _points(edge: dict[str, Any], offset: Point) -> list[Point]:
    return [(point["x"] + offset[0], point["y"] + offset[1]) for point in edge["points"]]


def _anchored(laid: dict[str, Any], labels: list[Text]) -> Iterator[tuple[Point, Text]]:
    for edge, text in zip(laid["edges"], labels, strict=True):
        anchor = edge["label_anchor"]
        if text.lines and anchor:
            yield (anchor["x"], anchor["y"]), text


def _extent(anchor: Point, text: Text) -> tuple[float, float, float, float]:
    """Return the extent of an arrow's label: left, right, top, bottom."""
    wide, high = text.width / 2 + 4, text.height / 2
    return anchor[0] - wide, anchor[0] + wide, anchor[1] - high, anchor[1] + high


def _label(anchor: Point, text: Text, offset: Point) -> str:
    """Return an arrow's label on a patch in the page colour, which hides lines behind it."""
    x, y = anchor[0] + offset[0], anchor[1] + offset[1]
    at = (x - text.width / 2 - 3, y - text.height / 2, text.width + 6, text.height)
    return rectangle("hb-d__patch", at, 2) + texts((text,), x, y)


def _boxes(
    boxes: tuple[Box, ...], sizes: dict[str, Inside], nodes: list[dict[str, Any]], offset: Point
) -> Iterator[str]:
    for box, node in zip(boxes, nodes, strict=False):
        inner = sizes[box.id]
        left = node["center"]["x"] - inner.width / 2 + offset[0]
        top = node["center"]["y"] - inner.height / 2 + offset[1]
        yield drawn_box(box, inner, left, top)


def _frames(frames: tuple[Frame, ...], nodes: list[dict[str, Any]], offset: Point) -> Iterator[str]:
    """Yield the frames, outer ones first."""
    laid = sorted(zip(frames, nodes, strict=True), key=lambda pair: -pair[1]["size"]["width"])
    for frame, node in laid:
        width, height = node["size"]["width"], node["size"]["height"]
        left = node["center"]["x"] - width / 2 + offset[0]
        top = node["center"]["y"] - height / 2 + offset[1]
        name = wrapped(frame.label, NOTE, max(width - 16, 40))._replace(height=16)
        name = name._replace(lines=name.lines[:1])
        yield rectangle("hb-d__frame", (left, top, width, height), 6)
        yield texts((name,), left + 8, top + 12, "start")
