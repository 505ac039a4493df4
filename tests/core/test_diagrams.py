"""Diagrams have a stable layout, are readable on a phone, and their labels are always inert."""

import re
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from handbook.diagrams import Arrow, Box, Drawing, Frame, Graph, draw, figure, row, tree
from handbook.diagrams.figure import _PHONE
from handbook.diagrams.layered import ROOM
from handbook.diagrams.shapes import Picture
from handbook.diagrams.text import LABEL, width_of, wrapped
from tests.site.attack.payloads import LONG, TITLES

JIRA = ("New", "Open", "In Progress", "Resolved", "Escalated", "On Hold", "Closed")
MAP = ("HubSpot", "Slack", "Linear", "QuickBooks", "Notion", "GitHub", "Dashboard (Metrics)")
SVG = "{http://www.w3.org/2000/svg}"


def graph(names: tuple[str, ...], ways: str, title: str = "A diagram") -> Graph:
    """Return a graph; arrows are given by box numbers: "0-1 1-2"."""
    pairs = (way.split("-") for way in ways.split())
    return Graph(
        title,
        tuple(Box(str(at), name) for at, name in enumerate(names)),
        tuple(Arrow(one, other) for one, other in pairs),
    )


STATES = graph(JIRA, "0-1 1-2 2-3 0-4 2-5 3-6")
TOOLS = graph(MAP, "0-1 2-1 0-3 1-4 2-5 3-6 4-6 5-6")
CHAIN = graph(("Plan", "Do", "Check", "Act"), "0-1 1-2 2-3 3-0")
ORGANISATION = graph(
    (
        "COO", "Customer Success Lead", "Customer Success Manager", "Onboarding Specialist",
        "Support Lead", "Technical Support", "Support Coordinator", "Delivery Manager",
        "Project Manager", "Solutions Architect", "Operations Manager", "HR Coordinator",
    ),
    "0-1 1-2 1-3 0-4 4-5 4-6 0-7 7-8 7-9 0-10 10-11",
)  # fmt: skip
DRAWINGS = {
    "states": lambda: draw(STATES),
    "tools": lambda: draw(TOOLS),
    "chain": lambda: draw(CHAIN),
    "tree": lambda: tree(ORGANISATION),
    "row": lambda: row("Board", tuple(Box(name, name, "A note") for name in JIRA[:5])),
}


def pictures(drawing: Drawing) -> list[Picture]:
    return [picture for picture in (drawing.narrow, drawing.wide) if picture is not None]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own


def labels(picture: Picture) -> list[str]:
    return [element.text or "" for element in parsed(picture.svg).iter(f"{SVG}text")]


def test_a_diagram_is_exactly_this_svg() -> None:
    found = draw(graph(("One & only", "Two"), "0-1", "Of <two>")).narrow

    assert found.svg == (
        '<svg class="hb-d hb-d--graph" xmlns="http://www.w3.org/2000/svg" role="img" '
        'width="111" height="110" viewBox="-2 -2 111 110"><title>Of &lt;two&gt;</title>'
        '<path class="hb-d__line" d="M53.5 36L53.5 62"/>'
        '<path class="hb-d__tip" d="M57.5 62L53.5 70L49.5 62Z"/>'
        '<rect class="hb-d__box hb-d__box--box" x="0" y="0" width="107" height="36" rx="6"/>'
        '<text class="hb-d__label" x="53.5" y="23">One &amp; only</text>'
        '<rect class="hb-d__box hb-d__box--box" x="26.5" y="70" width="54" height="36" rx="6"/>'
        '<text class="hb-d__label" x="53.5" y="93">Two</text></svg>'
    )


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_same_diagram_is_drawn_the_same(name: str) -> None:
    for cached in (draw, row, tree):
        cached.cache_clear()
    first = DRAWINGS[name]()
    for cached in (draw, row, tree):
        cached.cache_clear()

    assert DRAWINGS[name]() == first


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_diagram_fits_a_phone_and_its_wide_variant_fits_a_page(name: str) -> None:
    drawing = DRAWINGS[name]()

    assert drawing.narrow.width <= _PHONE
    assert drawing.wide is None or drawing.narrow.width < drawing.wide.width <= ROOM


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_diagram_has_classes_only_no_ids_styles_or_scripts(name: str) -> None:
    names = {
        attribute
        for picture in pictures(DRAWINGS[name]())
        for element in parsed(picture.svg).iter()
        for attribute in element.attrib
    }

    assert names <= {
        "class", "role", "width", "height", "viewBox", "d", "x", "y", "rx",
    }  # fmt: skip


@pytest.mark.parametrize("name", DRAWINGS)
def test_boxes_do_not_overlap(name: str) -> None:
    for picture in pictures(DRAWINGS[name]()):
        boxes = [
            tuple(float(element.attrib[key]) for key in ("x", "y", "width", "height"))
            for element in parsed(picture.svg).iter(f"{SVG}rect")
            if "hb-d__box" in element.attrib["class"]
        ]
        for at, (left, top, width, height) in enumerate(boxes):
            for x, y, wide, high in boxes[at + 1 :]:
                apart = (
                    x >= left + width or left >= x + wide or y >= top + height or top >= y + high
                )
                assert apart


@pytest.mark.parametrize("text", [*TITLES, LONG, "\x00\x1b[31m", "\u202egnitirw", "</svg>", ""])
def test_a_label_is_always_plain_text(text: str) -> None:
    hostile = Graph(
        text,
        (Box(text, text, text, frame="f"), Box("b", text, form="choice")),
        (Arrow(text, "b", text),),
        (Frame("f", text),),
    )

    html = figure(draw(hostile), Markup("<p>in words</p>"), text)

    elements = set(re.findall(r"<(\w+)", html))
    assert elements <= {
        "figure", "div", "p", "svg", "title", "rect", "path", "text",
        "details", "summary", "figcaption",
    }  # fmt: skip
    assert not re.search(r"[\x00-\x08\x0e-\x1f\u202e]", html.split("<figcaption>")[0])
    for picture in pictures(draw(hostile)):
        assert parsed(picture.svg).tag == f"{SVG}svg"


def test_a_chain_is_horizontal_if_there_is_room() -> None:
    drawing = draw(CHAIN)

    assert drawing.wide is not None
    assert drawing.wide.height < drawing.narrow.height
    assert labels(drawing.wide) == labels(drawing.narrow) == ["Plan", "Do", "Check", "Act"]


def test_a_graph_that_is_not_a_chain_is_drawn_once() -> None:
    assert draw(STATES).wide is None


def test_a_graph_without_boxes_is_an_empty_drawing() -> None:
    assert labels(draw(Graph("Nothing", ())).narrow) == []


def test_a_tree_rejects_cycles_and_multiple_parents() -> None:
    with pytest.raises(ValueError, match="cycle"):
        tree(graph(("a", "b"), "0-1 1-0"))
    with pytest.raises(ValueError, match="two parents"):
        tree(graph(("a", "b", "c"), "0-2 1-2"))


def test_a_tree_lists_each_box_below_its_parent() -> None:
    found = labels(tree(graph(("a", "b", "c", "d"), "0-2 1-3")).narrow)

    assert found == ["a", "c", "b", "d"]


def test_a_long_label_is_wrapped_and_a_very_long_one_truncated() -> None:
    text = wrapped("one two three four", LABEL, 80)

    assert text.lines == ("one two", "three four")
    assert all(width_of(line, LABEL) <= 80 for line in text.lines)
    assert wrapped("word " * 40, LABEL, 60).lines[-1].endswith("…")
    assert len(wrapped("x" * 500, LABEL, 60).lines) == 6


def test_a_wide_drawing_is_announced_and_scrollable_by_keyboard() -> None:
    wide = draw(graph(tuple(f"Box number {at}" for at in range(8)), "0-1 0-2 0-3 0-4 0-5 0-6 0-7"))

    html = figure(wide)

    assert 'tabindex="0" role="group" aria-label="A diagram, wide drawing"' in html
    assert "Wider than the screen: scroll it sideways" in html


def test_a_drawing_that_fits_a_phone_is_not_a_tab_stop() -> None:
    assert "tabindex" not in figure(draw(STATES))
