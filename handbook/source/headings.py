"""What the headings of a document are: those of its sections, and what only looks like one."""

from collections.abc import Sequence

from handbook.source.inline import heading_title, labelled, part_of
from handbook.source.layout import Layout, Part, fold
from handbook.source.markdown import Node


def named(title: str, layout: Layout) -> Part | bool:
    """Return the part that a heading names, "Agenda (60 min)"; True if it is an overview."""
    return part_of(title, layout) or fold(title) in layout.overview


def level_of_sections(nodes: Sequence[Node], layout: Layout) -> int:
    """Return the level of sections: the highest of all headings the layout knows.

    A single one above others is out of place itself where some of these come before it, or where it
    has the level of a title and several are on the next.
    """
    levels = [
        node.level
        for node in nodes
        if node.name == "Heading" and named(heading_title(node), layout)
    ]
    highest = min(levels, default=2)
    is_alone = levels.count(highest) == 1
    if is_alone and highest == 1 and levels.count(2) > 1:
        return 2
    before = levels[0] if is_alone else highest
    return before if levels.count(before) > 1 else highest


def only_wraps(
    nodes: Sequence[Node], before: Sequence[Node], level: int, title: str, layout: Layout
) -> bool:
    """Return whether a heading above the first section only repeats the document's title.

    It is the first of the nodes; `before` is what stands above it.
    """
    heading, *following = nodes
    if heading.level < level:
        return not before or any(node.name == "Heading" for node in following)
    words, wanted = heading_title(heading), fold(title)
    repeats = wanted and f" {fold(words)}".endswith(f" {wanted}")
    return bool(repeats) and not before and not named(words, layout)


def as_labels(node: Node, text: str) -> Node:
    """Return labels that a line of dashes below them turned into a heading as labels."""
    if node.name == "Heading" and text[node.start] != "#" and labelled(node.children):
        return Node("Paragraph", None, node.start, node.end, node.children)
    return node
