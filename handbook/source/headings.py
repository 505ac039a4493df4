"""Classify headings: those of sections, and those that only look like one."""

from collections.abc import Sequence
from itertools import pairwise

from handbook.source.inline import heading_title, labelled, part_of, unnumbered
from handbook.source.layout import Layout, Part, fold
from handbook.source.markdown import Node


def part_named(title: str, layout: Layout) -> Part | bool:
    """Return the part a heading such as "Agenda (60 min)" names; True if it is an overview."""
    return part_of(title, layout) or fold(unnumbered(title)) in layout.overview


def level_of_sections(nodes: Sequence[Node], layout: Layout) -> int:
    """Return the level of section headings: the highest level among headings the layout knows.

    A single higher heading is itself misplaced if other section headings come before it, or if it
    is a title and several are one level below.
    """
    levels = [
        node.level
        for node in nodes
        if node.name == "Heading" and part_named(heading_title(node), layout)
    ]
    highest = min(levels, default=2)
    is_alone = levels.count(highest) == 1
    if is_alone and highest == 1 and (levels.count(2) > 1 or _has_section_below(nodes, layout)):
        return 2
    before = levels[0] if is_alone else highest
    return before if levels.count(before) > 1 else highest


def _has_section_below(nodes: Sequence[Node], layout: Layout) -> bool:
    """Return whether a heading below the title names a section, not a step of that name."""
    for heading, below in pairwise(nodes):
        part = part_of(heading_title(heading), layout) if heading.name == "Heading" else None
        if part and heading.level > 1:
            names = [fold(name) for name, _, _ in labelled(below.children)]
            is_labelled = below.name == "Paragraph" and not part.by_label.keys().isdisjoint(names)
            return is_labelled or below.name == "Table"
    return False


def only_wraps(
    nodes: Sequence[Node], before: Sequence[Node], level: int, title: str, layout: Layout
) -> bool:
    """Return whether a heading above the first section only repeats the document's title.

    The heading is the first of `nodes`; `before` are the blocks above it.
    """
    heading, *following = nodes
    words, wanted = heading_title(heading), fold(title)
    repeats = wanted and f" {fold(words)}".endswith(f" {wanted}")
    if heading.level < level:
        wraps = heading.level == 1 or repeats or part_named(words, layout)
        return not before or (bool(wraps) and any(node.name == "Heading" for node in following))
    return bool(repeats) and not before and not part_named(words, layout)


def as_labels(node: Node, text: str) -> Node:
    """Return labels that a line of dashes below turned into a heading as a paragraph again."""
    if node.name == "Heading" and text[node.start] != "#" and labelled(node.children):
        return Node("Paragraph", None, node.start, node.end, node.children)
    return node
