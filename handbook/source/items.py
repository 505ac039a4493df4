"""Split list items into a first line, without its checkbox, and the blocks below it."""

from collections.abc import Sequence
from dataclasses import replace

from handbook.source.inline import trim
from handbook.source.markdown import Node

BLOCKS = {"List", "Paragraph", "CodeBlock", "BlockQuote"}
BLOCKS |= {"Table", "Rule", "Heading", "HtmlBlock"}


def split_item(item: Node) -> tuple[list[Node], list[Node]]:
    """Return the first line of a list item without its checkbox, and the blocks below it."""
    children = unboxed(item)
    if children and children[0].name == "Paragraph":
        return trim(children[0].children), children[1:]
    for end, child in enumerate(children):
        if child.name in BLOCKS:
            return trim(children[:end]), children[end:]
    return trim(children), []


def unboxed(item: Node) -> list[Node]:
    """Return the children of a list item, or of its paragraph, without the checkbox."""
    found = [one for one in item.children if one.name != "TaskListMarker"]
    if found and found[0].name == "Paragraph":
        found[0] = replace(found[0], children=unboxed(found[0]))
    return found


def paragraph(words: Sequence[Node]) -> Node:
    """Return inline nodes as a paragraph."""
    return Node("Paragraph", None, words[0].start, words[-1].end, words)
