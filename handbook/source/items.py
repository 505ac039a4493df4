"""List items come apart into a first line, without its box to tick, and the blocks below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from handbook.source.inline import labelled, trim
from handbook.source.layout import Part, fold
from handbook.source.markdown import Node

BLOCKS = {"List", "Paragraph", "CodeBlock", "BlockQuote"}
BLOCKS |= {"Table", "Rule", "Heading", "HtmlBlock"}


def split_item(item: Node) -> tuple[list[Node], list[Node]]:
    """Return the first line of a list item without its box, and the blocks below it."""
    children = unboxed(item)
    if children and children[0].name == "Paragraph":
        return trim(children[0].children), children[1:]
    for end, child in enumerate(children):
        if child.name in BLOCKS:
            return trim(children[:end]), children[end:]
    return trim(children), []


def unboxed(item: Node) -> list[Node]:
    """Return the children of a list item, or of its paragraph, without the box to tick."""
    found = [one for one in item.children if one.name != "TaskListMarker"]
    if found and found[0].name == "Paragraph":
        found[0] = replace(found[0], children=unboxed(found[0]))
    return found


def paragraph(words: Sequence[Node]) -> Node:
    """Return words as a paragraph of their own."""
    return Node("Paragraph", None, words[0].start, words[-1].end, words)


def unlisted(blocks: Sequence[Node], known: Mapping[str, Part]) -> Iterator[Node]:
    """Yield blocks, the items of a list of labels ("- **Owner:** CSM") as paragraphs."""
    for block in blocks:
        if block.name != "List" or not _has_labels(block, known):
            yield block
            continue
        for first, below in map(split_item, block.children):
            yield paragraph(first)
            yield from below


def _has_labels(block: Node, known: Mapping[str, Part]) -> bool:
    """Return whether each item of a list starts with a label, and one of them is known."""
    names: list[str] = []
    for item in block.children:
        found = labelled(split_item(item)[0])
        if not found:
            return False
        names += [name for name, _, _ in found]
    return any(fold(name) in known for name in names)
